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

// NotePart is some words of a footnote, and the anchor to which they may lead: that of the figure's sheet, or of a piece.
type NotePart struct{ Text, Anchor string }

// linked stands in the words of a note for a part that may lead somewhere: a character that no text has.
const linked = "\x1f"

// NoteParts tells a footnote: "52 réalisations ; pièces P1, P2 et 3 autres ; 1 preuve conservée sur 104 exigées". Language is "fr" or "en".
func NoteParts(n report.Note, language string) []NotePart {
	set := func(text string) string { return text }
	if language == "fr" {
		set = frtypo.Text
	}
	var links, parts []NotePart
	said := noteWords(catalogue().Context(context.Background(), language), n, func(text, anchor string) string {
		links = append(links, NotePart{set(text), anchor})
		return linked
	})
	for i, words := range strings.Split(set(said), linked) {
		if i > 0 {
			parts = append(parts, links[i-1])
		}
		if words != "" {
			parts = append(parts, NotePart{Text: words})
		}
	}
	return parts
}

// NoteWords are the words of NoteParts.
func NoteWords(n report.Note, language string) string {
	var b strings.Builder
	for _, p := range NoteParts(n, language) {
		b.WriteString(p.Text)
	}
	return b.String()
}

// noteWords hands what may lead somewhere to link, in the order of the words.
func noteWords(ctx context.Context, n report.Note, link func(text, anchor string) string) string {
	parts := []string{link(count(ctx, "note.entries", n.Entries), n.Figure)}
	if len(n.Pieces) > 0 {
		parts = append(parts, notePieces(ctx, n, link))
	}
	if n.Need > 0 {
		parts = append(parts, i18n.N(ctx, "report.render.note.proofs", int(n.Have), "need", count(ctx, "note.need", int(n.Need))))
	}
	return strings.Join(parts, t(ctx, "note.apart"))
}

func notePieces(ctx context.Context, n report.Note, link func(text, anchor string) string) string {
	var names []string
	for _, p := range n.Pieces {
		names = append(names, link(pieceNumber(p.Number), p.Anchor))
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
		b.WriteString(`<span class="footnote"><b id="note-` + number + `">` + number + `</b> ` + v.noteHTML(n) + `</span>`)
	}
}

// noteHTML is a note whose pieces lead to the index. The sheet of the figure has a link of its own beside it.
func (v view) noteHTML(n report.Note) string {
	var b strings.Builder
	for _, p := range NoteParts(n, v.Language) {
		if p.Anchor == "" || p.Anchor == n.Figure {
			b.WriteString(html.EscapeString(p.Text))
			continue
		}
		b.WriteString(`<a href="#` + html.EscapeString(p.Anchor) + `">` + html.EscapeString(p.Text) + `</a>`)
	}
	return b.String()
}
