package render

import (
	"context"
	"html"
	"strconv"
	"strings"

	"maillage/internal/kit/frtypo"
	"maillage/internal/programme/report"
	"maillage/internal/web/i18n"
)

// NoteWords tells a footnote: "52 réalisations ; pièces P1, P2 et 3 autres ; 1 preuve conservée sur 104 exigées". Language is "fr" or "en".
func NoteWords(n report.Note, language string) string {
	said := noteWords(catalogue().Context(context.Background(), language), n, func(p report.PieceLink) string { return pieceNumber(p.Number) })
	if language == "fr" {
		return frtypo.Text(said)
	}
	return said
}

// noteWords writes each piece with name, so that it can be a link.
func noteWords(ctx context.Context, n report.Note, name func(report.PieceLink) string) string {
	parts := []string{count(ctx, "note.entries", n.Entries)}
	if len(n.Pieces) > 0 {
		parts = append(parts, notePieces(ctx, n, name))
	}
	if n.Need > 0 {
		parts = append(parts, i18n.N(ctx, "report.render.note.proofs", int(n.Have), "need", i18n.Number(ctx, float64(n.Need))))
	}
	return strings.Join(parts, t(ctx, "note.apart"))
}

func notePieces(ctx context.Context, n report.Note, name func(report.PieceLink) string) string {
	var names []string
	for _, p := range n.Pieces {
		names = append(names, name(p))
	}
	last := count(ctx, "note.others", n.More)
	if n.More == 0 {
		last, names = names[len(names)-1], names[:len(names)-1]
	}
	list := last
	if len(names) > 0 {
		list = t(ctx, "note.and", "list", strings.Join(names, ", "), "last", last)
	}
	return i18n.N(ctx, "report.render.note.pieces", len(n.Pieces)+n.More, "list", list)
}

func pieceNumber(n int) string { return "P" + strconv.Itoa(n) }

// note finds a footnote by its number.
func (v view) note(number int) (report.Note, bool) {
	for _, n := range v.Notes {
		if n.Number == number {
			return n, true
		}
	}
	return report.Note{}, false
}

// writeNote puts the mark of a footnote after a figure. On paper the first mark carries the note, which goes to the foot of the page; on a
// screen all marks lead to the list at the end, and the list back to each.
func (v view) writeNote(ctx context.Context, b *strings.Builder, u report.FigureUse) {
	n, ok := v.note(u.Note)
	if !ok {
		return
	}
	first := len(v.marks[n.Number]) == 0
	v.marks[n.Number] = append(v.marks[n.Number], u.Use)
	number := strconv.Itoa(n.Number)
	b.WriteString(`<sup class="note-mark"><a href="#note-` + number + `" aria-label="` + t(ctx, "note", "n", number) + `">` + number + `</a></sup>`)
	if v.paper && first {
		b.WriteString(`<span class="footnote"><b id="note-` + number + `">` + number + `</b> ` + v.noteHTML(ctx, n) + `</span>`)
	}
}

// noteHTML is a note whose pieces lead to the index.
func (v view) noteHTML(ctx context.Context, n report.Note) string {
	return noteWords(ctx, n, func(p report.PieceLink) string {
		return `<a href="#` + html.EscapeString(p.Anchor) + `">` + pieceNumber(p.Number) + `</a>`
	})
}
