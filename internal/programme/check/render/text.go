package render

import (
	"bufio"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
)

// Paint colours words on a terminal; its zero value leaves them as they are.
type Paint bool

func (p Paint) with(code, words string) string {
	if !p {
		return words
	}
	return "\x1b[" + code + "m" + words + "\x1b[0m"
}

var severityColours = map[check.Severity]string{check.Blocking: "1;31", check.Serious: "33", check.Notice: "36"}

// Text tells the findings to a person: by file, questions after what is sure, then how many there are of each rule.
func Text(w io.Writer, r Result, paint Paint) error {
	out := bufio.NewWriter(w)
	sheet := textSheet{Result: r, paint: paint, out: out}
	for _, file := range r.files() {
		sheet.file(file)
	}
	sheet.summary()
	return out.Flush()
}

type textSheet struct {
	Result
	paint Paint
	out   *bufio.Writer
}

func (s textSheet) say(format string, args ...any) { _, _ = fmt.Fprintf(s.out, format+"\n", args...) }

func (s textSheet) file(name string) {
	s.say("%s", s.paint.with("1", clean(name)))
	asked := false
	for _, questions := range []bool{false, true} {
		for _, f := range s.Findings {
			if f.File != name || f.Question() != questions {
				continue
			}
			if questions && !asked {
				asked = true
				s.say("\n  %s", s.paint.with("1", s.t("Questions : vous savez, la règle non", "Questions: you know, the rule does not")))
			}
			s.finding(f)
		}
	}
	s.say("")
}

func (s textSheet) finding(f check.Finding) {
	where := ""
	if f.Line > 0 {
		where = fmt.Sprintf("%d:%d ", f.Line, f.Column)
	}
	if f.Page > 0 {
		where += fmt.Sprintf("(p. %d) ", f.Page)
	}
	label := severityNames[f.Severity].In(s.Language)
	if f.Confidence != check.High {
		label += ", " + confidenceNames[f.Confidence].In(s.Language)
	}
	s.say("\n  %s%s  %s", where, s.paint.with(severityColours[f.Severity], label), s.paint.with("2", f.Rule))
	s.excerpt(f)
	s.line("", f.Message)
	s.line(s.t("attendu : ", "expected: "), f.Expected)
	s.line(s.t("comment : ", "mend: "), f.Mend)
	s.related(f)
	if f.Waived != nil {
		s.say("      %s", s.paint.with("32", fmt.Sprintf(s.t("dérogation de %s%s : %s", "waived by %s%s: %s"), clean(f.Waived.By), day(f.Waived.Day), clean(f.Waived.Reason))))
		return
	}
	s.say("      %s", s.paint.with("2", s.t("empreinte ", "fingerprint ")+f.Fingerprint))
}

func day(d string) string {
	if d == "" {
		return ""
	}
	return " (" + clean(d) + ")"
}

func (s textSheet) line(label string, words lang.Text) {
	if text := words.In(s.Language); text != "" {
		s.say("      %s%s", s.paint.with("2", label), clean(text))
	}
}

// mostPlaces is how many lines with the same words are named.
const mostPlaces = 8

func (s textSheet) related(f check.Finding) {
	for _, x := range relatedOf(f) {
		s.say("      %s%s", s.paint.with("2", s.t("voir : ", "see: ")), s.places(f.File, x))
	}
}

// places tells "ligne 436 « 142 participants »", with the file where it is another one.
func (s textSheet) places(file string, x relatedPlaces) string {
	var lines []string
	for _, place := range x.Places[:min(len(x.Places), mostPlaces)] {
		if told := s.place(place); told != "" {
			lines = append(lines, told)
		}
	}
	var words []string
	if x.File != file {
		words = append(words, clean(x.File)+",")
	}
	if len(lines) > 0 {
		words = append(words, lang.Text{FR: "ligne", EN: "line"}.In(s.Language)+plural(len(x.Places)), strings.Join(lines, ", "))
	}
	if rest := len(x.Places) - mostPlaces; rest > 0 {
		words = append(words, fmt.Sprintf(s.t("et %d autres", "and %d others"), rest))
	}
	if x.Words != "" {
		words = append(words, s.quoted(short(clean(x.Words), 70)))
	}
	return strings.Join(words, " ")
}

func plural(n int) string {
	if n > 1 {
		return "s"
	}
	return ""
}

// most letters of a line that an excerpt shows.
const most = 100

// excerpt shows the words in their line, underlined.
func (s textSheet) excerpt(f check.Finding) {
	d := s.document(f.File)
	if d == nil || f.Line < 1 || f.Line > len(d.Lines) {
		s.say("      %s", s.quoted(clean(f.Words)))
		return
	}
	line := []rune(clean(strings.ReplaceAll(d.Lines[f.Line-1].Text, "\t", " ")))
	from := min(max(f.Column-1, 0), len(line))
	to := len(line)
	if f.EndLine == f.Line {
		to = min(max(f.EndColumn-1, from+1), len(line))
	}
	start := max(0, min(from-30, len(line)-most))
	end := min(len(line), start+most)
	to = min(max(to, from), end)
	before, words, after := string(line[start:from]), string(line[from:to]), string(line[to:end])
	prefix, suffix := "", ""
	if start > 0 {
		prefix = "…"
	}
	if end < len(line) {
		suffix = "…"
	}
	s.say("      %s%s%s%s%s", prefix, before, s.paint.with("4", words), after, suffix)
	if !s.paint && words != "" {
		s.say("      %s%s", strings.Repeat(" ", utf8.RuneCountInString(prefix+before)), strings.Repeat("^", utf8.RuneCountInString(words)))
	}
}

// clean takes out what would move the cursor of a terminal or colour it: a checked file is somebody else's.
func clean(words string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 {
			return ' '
		}
		return r
	}, words)
}

func short(words string, n int) string {
	if letters := []rune(words); len(letters) > n {
		return string(letters[:n]) + "…"
	}
	return words
}

func (s textSheet) summary() {
	list, all := s.tallies()
	for _, x := range s.Stale {
		s.say("%s", fmt.Sprintf(s.t("Dérogation sans objet : %s (%s, de %s) ne correspond plus à rien. Retirez-la.", "Waiver without object: %s (%s, by %s) matches nothing any more. Take it out."),
			clean(x.Fingerprint), clean(x.Rule), clean(x.By)))
	}
	if all.Together == 0 {
		s.say("%s", s.t("Rien à signaler.", "Nothing to report."))
		return
	}
	width := 0
	for _, t := range list {
		width = max(width, len(t.Rule))
	}
	for _, t := range list {
		s.say("%-*s  %s", width, t.Rule, s.counts(t))
	}
	s.say("%-*s  %s", width, s.t("en tout", "in all"), s.paint.with("1", s.counts(all)))
}

// counts tells a tally: "2 bloquants, 5 sérieux, 1 question".
func (r Result) counts(t tally) string {
	var parts []string
	for _, x := range []struct {
		n      int
		fr, en string
	}{
		{t.Blocking, "bloquant|bloquants", "blocking|blocking"}, {t.Serious, "sérieux|sérieux", "serious|serious"}, {t.Notice, "à noter|à noter", "notice|notices"},
		{t.Questions, "question|questions", "question|questions"}, {t.Waived, "dérogation|dérogations", "waived|waived"},
	} {
		if x.n > 0 {
			parts = append(parts, lang.Count(x.n, x.fr, x.en, r.Language))
		}
	}
	return strings.Join(parts, ", ")
}

// Numbered writes the text of a document with the numbers that findings refer to.
func Numbered(w io.Writer, r Result) error {
	out := bufio.NewWriter(w)
	for _, d := range r.Documents {
		page := 0
		for i, l := range d.Lines {
			if l.Page != page {
				page = l.Page
				_, _ = fmt.Fprintf(out, r.t("--- page %d ---\n", "--- page %d ---\n"), page)
			}
			_, _ = fmt.Fprintf(out, "%5d  %s\n", i+1, clean(strings.ReplaceAll(l.Text, "\t", " | ")))
		}
	}
	return out.Flush()
}
