package render

import (
	"bytes"
	"context"
	_ "embed"
	"fmt"
	"os/exec"
	"regexp"
	"strings"
)

// weasyPrint prints with the WeasyPrint command. It is given our own file alone, which asks for nothing outside of itself.
type weasyPrint struct{}

func (weasyPrint) Name() string { return "weasyprint" }

func (weasyPrint) Found() bool {
	_, err := exec.LookPath("weasyprint")
	return err == nil
}

// PDF asks for the tagged variant: by default WeasyPrint writes no tags.
func (weasyPrint) PDF(ctx context.Context, html []byte) ([]byte, error) {
	var out, told bytes.Buffer
	cmd := exec.CommandContext(ctx, "weasyprint", "--quiet", "--pdf-variant", "pdf/ua-1", "-", "-")
	cmd.Stdin, cmd.Stdout, cmd.Stderr = strings.NewReader(forWeasyPrint(string(html))), &out, &told
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("weasyprint: %w: %s", err, bytes.TrimSpace(told.Bytes()))
	}
	return out.Bytes(), nil
}

// withoutGrid lays the cover out in tables: WeasyPrint 57, which Debian ships, knows no grid.
//
//go:embed weasyprint.css
var withoutGrid string

var (
	token   = regexp.MustCompile(`(--[a-z0-9-]+):\s*([^;{}]+);`)
	use     = regexp.MustCompile(`var\((--[a-z0-9-]+)\)`)
	drawing = regexp.MustCompile(`<svg[^>]*>`)
	hue     = regexp.MustCompile(`\.(?:f[a-e]|key-l\d|hatch(?:ed)?|(?:baseline|planned|unsure)-bar(?:\.filled)?|line-a) \{[^}]*\}`)
)

// forWeasyPrint gives the page what this engine does not work out: tokens as values, and the rules of drawings inside each drawing, since
// it applies none of the page's to them.
func forWeasyPrint(page string) string {
	head, body, ok := strings.Cut(page, "</head>")
	if !ok {
		return page
	}
	head = concrete(head)
	rules := chartRules(head)
	hues := strings.Join(hue.FindAllString(rules, -1), " ")
	body = drawing.ReplaceAllStringFunc(body, func(svg string) string {
		if strings.Contains(svg, `class="chart`) {
			return svg + "<style>" + rules + "</style>"
		}
		return svg + "<style>" + hues + "</style>" // marks of funders and keys of maps: hundreds, with a colour and nothing else
	})
	return head + "<style>" + withoutGrid + "</style></head>" + body
}

// concrete writes the values of tokens for their names. The first value told is that of the light theme, which paper has.
func concrete(css string) string {
	values := map[string]string{}
	for _, m := range token.FindAllStringSubmatch(css, -1) {
		if _, told := values[m[1]]; !told {
			values[m[1]] = strings.TrimSpace(m[2])
		}
	}
	for range 3 { // a token may be told by another
		css = use.ReplaceAllStringFunc(css, func(v string) string {
			if value, ok := values[use.FindStringSubmatch(v)[1]]; ok {
				return value
			}
			return v
		})
	}
	return css
}

// withoutHalo: this engine paints the light edge of a label over the label.
const withoutHalo = ".chart .halo { stroke: none; }"

// chartRules are those of the component "chart", from its first rule to the first of its companion table.
func chartRules(css string) string {
	_, rest, ok := strings.Cut(css, ".chart {")
	if !ok {
		return ""
	}
	rules, _, _ := strings.Cut(rest, ".data {")
	return ".chart {" + rules + withoutHalo
}
