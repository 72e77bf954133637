package render

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
)

// Rules lists rules, one a line: name, severity, title.
func Rules(w io.Writer, language string, rules []*check.Rule) error {
	out := bufio.NewWriter(w)
	for _, x := range rules {
		_, _ = fmt.Fprintf(out, "%-24s %-9s %s\n", x.Name, SeverityName(x.Severity, language), x.Title.In(language))
	}
	return out.Flush()
}

// Explain tells what a rule looks for and why, with the texts on which it must and must not fire.
func Explain(w io.Writer, language string, x *check.Rule) error {
	out := bufio.NewWriter(w)
	_, _ = fmt.Fprintf(out, "%s (%s, %s)\n\n%s\n", x.Title.In(language), x.Name, SeverityName(x.Severity, language), x.Explanation.In(language))
	examples(out, lang.Text{FR: "Ce qu’elle relève :", EN: "What it finds:"}.In(language), x, true)
	examples(out, lang.Text{FR: "Ce qu’elle laisse :", EN: "What it leaves alone:"}.In(language), x, false)
	return out.Flush()
}

func examples(w io.Writer, title string, x *check.Rule, fires bool) {
	first := true
	for _, e := range x.Examples {
		if e.Fires != fires {
			continue
		}
		if first {
			_, _ = fmt.Fprintf(w, "\n%s\n", title)
			first = false
		}
		_, _ = fmt.Fprintln(w, "  - "+strings.ReplaceAll(strings.ReplaceAll(strings.TrimSpace(e.Text), "\n", "\n    "), "    \n", "\n"))
	}
}
