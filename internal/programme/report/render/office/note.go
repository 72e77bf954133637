package office

import (
	"strings"

	"maillage/internal/programme/report"
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

// noteRuns says what stands behind a figure: "52 réalisations ; pièces P1, P2 et 3 autres ; 1 preuve conservée sur 104 exigées".
func (w *walk) noteRuns(n report.Note) []run {
	entries := run{text: w.ownCount("note.entries", n.Entries)}
	if n.Figure != "" {
		entries.link = "#" + n.Figure
	}
	runs := []run{entries}
	if len(n.Pieces) > 0 {
		runs = append(runs, run{text: w.own("note.then") + w.ownCount("note.pieces", len(n.Pieces)+n.More) + " "})
		for i, p := range n.Pieces {
			runs = append(runs, run{text: w.between(i, len(n.Pieces), n.More)}, run{text: pieceNumber(p.Number), link: "#" + p.Anchor})
		}
		if n.More > 0 {
			runs = append(runs, run{text: w.own("note.and") + w.ownCount("note.more", n.More)})
		}
	}
	if n.Need > 0 {
		runs = append(runs, run{text: w.own("note.then") + w.ownCount("note.proofs", int(n.Have)) + " " + w.ownCount("note.need", int(n.Need))})
	}
	return append(runs, run{text: "."})
}

// between is what stands before the i-th of so many pieces.
func (w *walk) between(i, of, more int) string {
	switch {
	case i == 0:
		return ""
	case i == of-1 && more == 0:
		return w.own("note.and")
	}
	return ", "
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
