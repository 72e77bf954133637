package render

import (
	"context"
	_ "embed"
	"io"
	"slices"
	"strconv"
	"strings"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

//go:embed page.css
var pageStyle string

// HTML writes one file that needs no network and no script: the text with its findings beside it, and boxes that show and hide them.
func HTML(w io.Writer, r Result) error {
	catalogue, err := i18n.New(web.Texts)
	if err != nil {
		return err
	}
	ctx := catalogue.Context(context.Background(), r.Language)
	p := newPage(r)
	file := web.NewSelfContained(w, pageStyle+p.filters(), "")
	if err := checkPage(p).Render(ctx, file); err != nil {
		return err
	}
	return file.Close()
}

// page is a result as it is drawn.
type page struct {
	Result
	Tallies []tally
	All     tally
	Files   []pageFile
}

// pageFile is a text with its lines. Loose is what is told of none of them.
type pageFile struct {
	ID, Name string
	Loose    []remark
	Lines    []pageLine
	Remarks  []remark
}

// pageLine is a line, cut where words are marked, with the findings that begin on it. Lines without a word that follow each other are drawn as
// one.
type pageLine struct {
	Number  int
	Page    int // told where it changes
	Blank   bool
	Parts   []linePart
	Remarks []remark
}

// quiet says that nothing is told of the line, so that it may be left out.
func (l pageLine) quiet() bool { return len(l.Remarks) == 0 }

// remark is a finding with its place on the page.
type remark struct {
	check.Finding
	ID string
}

type linePart struct {
	Text   string
	Marked bool
	Tone   string // of the worst finding on it
}

func newPage(r Result) page {
	p := page{Result: r}
	p.Tallies, p.All = r.tallies()
	remarks := map[string][]remark{}
	for i, f := range r.Findings {
		remarks[f.File] = append(remarks[f.File], remark{f, "c" + strconv.Itoa(i+1)})
	}
	for _, name := range r.files() {
		if r.document(name) == nil { // told of what is recorded, not of a text
			p.Files = append(p.Files, pageFile{ID: "f" + strconv.Itoa(len(p.Files)+1), Name: name, Loose: remarks[name], Remarks: remarks[name]})
		}
	}
	for _, d := range r.Documents {
		p.Files = append(p.Files, newPageFile("f"+strconv.Itoa(len(p.Files)+1), d, remarks[d.Name]))
	}
	return p
}

func newPageFile(id string, d *text.Document, remarks []remark) pageFile {
	f := pageFile{ID: id, Name: d.Name, Remarks: remarks}
	at := map[int][]remark{}
	for _, x := range remarks {
		if x.Line < 1 || x.Line > len(d.Lines) {
			f.Loose = append(f.Loose, x)
			continue
		}
		at[x.Line] = append(at[x.Line], x)
	}
	blank, previous := false, 0
	for i, l := range d.Lines {
		line := pageLine{Number: i + 1, Remarks: at[i+1], Parts: parts(l.Text, at[i+1])}
		line.Blank = strings.TrimSpace(l.Text) == "" && line.quiet()
		if l.Page != previous {
			line.Page, previous = l.Page, l.Page
		} else if blank && line.Blank {
			continue
		}
		blank = line.Blank
		f.Lines = append(f.Lines, line)
	}
	return f
}

// parts cuts a line where the words of its findings begin and end.
func parts(line string, remarks []remark) []linePart {
	letters := []rune(line)
	tones := make([]string, len(letters))
	for _, x := range slices.Backward(remarks) {
		f := x.Finding
		from, to := f.Column-1, len(letters)
		if f.EndLine == f.Line {
			to = min(f.EndColumn-1, len(letters))
		}
		for i := max(from, 0); i < to; i++ {
			tones[i] = toneOf(f)
		}
	}
	var list []linePart
	for from := 0; from < len(letters); {
		to := from + 1
		for to < len(letters) && tones[to] == tones[from] {
			to++
		}
		list = append(list, linePart{Text: string(letters[from:to]), Marked: tones[from] != "", Tone: tones[from]})
		from = to
	}
	return list
}

// toneOf is the class of a finding: its severity, "question" or "waived".
func toneOf(f check.Finding) string {
	switch {
	case f.Waived != nil:
		return "waived"
	case f.Question():
		return "question"
	}
	return string(f.Severity)
}

// badge is the state of a finding as our pages draw states: an icon, a word, a colour.
func (p page) badge(f check.Finding) web.State {
	return web.State{Label: p.severity(f), Tone: toneShapes[toneOf(f)].tone, Icon: toneShapes[toneOf(f)].icon}
}

// toneShapes are how findings look, by class. An empty icon is that of the tone.
var toneShapes = map[string]struct {
	tone        web.Tone
	icon, class string
}{
	"blocking": {web.Bad, "", "bad"}, "serious": {web.Warn, "", "warn"}, "notice": {web.Quiet, "info", "off"},
	"question": {web.Quiet, "circle-help", "off"}, "waived": {web.OK, "signature", "ok"},
}

// choice is a box by which the page shows or hides what has a class.
type choice struct{ Class, Words string }

// tones are the severities that were found, questions and waivers apart.
func (p page) tones() []choice {
	var list []choice
	for _, x := range []struct {
		class  string
		n      int
		fr, en string
	}{
		{"blocking", p.All.Blocking, "bloquant", "blocking"}, {"serious", p.All.Serious, "sérieux", "serious"}, {"notice", p.All.Notice, "à noter", "notice"},
		{"question", p.All.Questions, "question", "question"}, {"waived", p.All.Waived, "dérogation", "waived"},
	} {
		if x.n > 0 {
			list = append(list, choice{x.class, p.t(x.fr, x.en) + " (" + strconv.Itoa(x.n) + ")"})
		}
	}
	return list
}

func (p page) rules() []choice {
	var list []choice
	for _, x := range p.Tallies {
		list = append(list, choice{x.Rule, p.title(x.Rule) + " (" + strconv.Itoa(x.Together) + ")"})
	}
	return list
}

// filters are the rules of style that hide what a box is unticked for. Words stay where they stand: only their mark goes.
func (p page) filters() string {
	var css strings.Builder
	for _, x := range slices.Concat(p.tones(), p.rules()) {
		off := "body:has(#show-" + x.Class + ":not(:checked)) "
		css.WriteString(off + ".is-" + x.Class + " { display: none; }\n" + off + "mark.tone-" + x.Class + " { background: none; border: 0; }\n")
	}
	return css.String()
}

// link leads to a line of a text of this page, "" when it is not here.
func (p page) link(file string, line int) string {
	for _, f := range p.Files {
		if f.Name != file {
			continue
		}
		if _, shown := slices.BinarySearchFunc(f.Lines, line, func(l pageLine, number int) int { return l.Number - number }); shown {
			return "#" + f.ID + "-l" + strconv.Itoa(line)
		}
	}
	return ""
}

// severity tells how bad a finding is and how sure the rule.
func (p page) severity(f check.Finding) string {
	switch {
	case f.Waived != nil:
		return p.t("dérogation", "waived")
	case f.Question():
		return confidenceNames[check.Low].In(p.Language)
	case f.Confidence == check.Medium:
		return SeverityName(f.Severity, p.Language) + ", " + confidenceNames[check.Medium].In(p.Language)
	}
	return SeverityName(f.Severity, p.Language)
}

// heading names the page, with the text where there is one only.
func (p page) heading() string {
	title := p.t("Contrôle de cohérence", "Consistency check")
	if len(p.Files) == 1 {
		title = p.Files[0].Name + " · " + title
	}
	return title
}

// numbers is how many findings there are, in words.
func (p page) numbers(n int) string {
	return lang.Count(n, "constat|constats", "finding|findings", p.Language)
}

// where is the line and the words of a finding, in short.
func (p page) where(f check.Finding) string {
	place := p.place(check.Related{Line: f.Line, Page: f.Page})
	if place != "" {
		place = p.t("ligne ", "line ") + place + " "
	}
	return place + p.quoted(short(f.Words, 60))
}
