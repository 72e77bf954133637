package office

import (
	"strings"

	"maillage/internal/programme/report"
	"maillage/internal/programme/report/render"
)

// note is the text of a footnote.
func (f *File) note(number int) []run {
	for _, n := range f.doc.Notes {
		if n.Number == number {
			return f.walk(nil).noteRuns(n)
		}
	}
	return nil
}

// noteRuns says what stands behind a figure, in the words of every rendering.
func (w *walk) noteRuns(n report.Note) []run {
	var runs []run
	for _, p := range render.NoteParts(n, w.doc.Language) {
		r := run{text: p.Text}
		if p.Anchor != "" {
			r.link = "#" + p.Anchor
		}
		runs = append(runs, r)
	}
	return append(runs, run{text: "."})
}

// footPart is what the foot of each page says of a funder: its marks and its mention.
type footPart struct {
	marks []picture
	words string
}

// footer names every funder at the foot of each page. Heights are in millimetres.
func (f *File) footer() []footPart {
	w := f.walk(nil)
	var parts []footPart
	for _, x := range f.doc.Programme.Funders {
		part := footPart{words: strings.TrimSpace(x.Mention)}
		if part.words == "" {
			part.words = x.Name
		}
		for _, e := range w.marksOf(x, 14, 5) {
			part.marks = append(part.marks, e.(picture))
		}
		parts = append(parts, part)
	}
	return parts
}
