package render

import (
	"context"
	"strconv"
	"strings"

	"maillage/internal/kit/frdate"
	"maillage/internal/programme/report"
	"maillage/internal/web/i18n"
)

// grouped writes a hash by four digits, so that two of them can be compared by eye.
func grouped(hash string) string {
	var parts []string
	for len(hash) > 4 {
		parts, hash = append(parts, hash[:4]), hash[4:]
	}
	return strings.Join(append(parts, hash), " ")
}

// stateWord says whether the version is the final one.
func (v view) stateWord(ctx context.Context) string {
	if v.Final {
		return t(ctx, "seal.final")
	}
	return t(ctx, "draft.word")
}

// told says whether a figure has its sheet in the document.
func (v view) told(anchor string) bool {
	for _, f := range v.Figures {
		if f.Anchor == anchor {
			return true
		}
	}
	return false
}

// listed says whether the index holds a piece: it may have been cut before it.
func (v view) listed(piece int) bool { return piece > 0 && piece <= len(v.Pieces.Rows) }

// pieceURL leads to a piece of the index.
func (v view) pieceURL(number int) string {
	if !v.listed(number) {
		return ""
	}
	return "#" + v.Pieces.Rows[number-1].Anchor
}

func noteAnchor(n report.Note) string { return "note-" + strconv.Itoa(n.Number) }

func deliverablesCaption(ctx context.Context, x report.Deliverables) string {
	if x.Caption != "" {
		return x.Caption
	}
	return t(ctx, "deliverables.promised")
}

// isoDay writes a day of the index; "–" when there is none.
func isoDay(day, language string) string {
	if day == "" {
		return "–"
	}
	return frdate.LongDay(day, language)
}

// kilobytes rounds up: a file of some bytes is no empty one.
func (v view) kilobytes(size int64) string { return v.number64((size + 1023) / 1024) }

// link is a word that leads to a line of an annex.
type link struct{ Anchor, Label string }

// leastStretch is how many numbers in a row make one link on paper.
const leastStretch = 3

// stretches joins numbers that follow each other on paper: "R4–R9".
func (v view) stretches(list []report.EntryLink) []link {
	var out []link
	for at := 0; at < len(list); {
		next := at + 1
		for v.paper && next < len(list) && list[next].Number == list[next-1].Number+1 {
			next++
		}
		if next-at < leastStretch {
			next = at + 1
			out = append(out, link{list[at].Anchor, entryNumber(list[at].Number)})
		} else {
			out = append(out, link{list[at].Anchor, entryNumber(list[at].Number) + "–" + entryNumber(list[next-1].Number)})
		}
		at = next
	}
	return out
}

func lacking(list []report.LackingLink) []report.EntryLink {
	var out []report.EntryLink
	for _, x := range list {
		out = append(out, x.EntryLink)
	}
	return out
}

// line is a part of the document in its contents.
type line struct {
	Anchor, Label string
	Sections      []report.Section
}

// parts lists what the document holds, in its order.
func (v view) parts(ctx context.Context) []line {
	var list []line
	add := func(here bool, anchor, key string) {
		if here {
			list = append(list, line{Anchor: anchor, Label: t(ctx, key)})
		}
	}
	add(v.Letter != nil, "lettre", "letter")
	add(true, "version", "seal")
	add(!v.Final, "points", "draft")
	add(v.hasOpening(), "ouverture", "opening")
	for _, s := range v.Sheets {
		list = append(list, line{Anchor: "axe-" + s.Axis, Label: t(ctx, "axis", "number", s.Axis) + ". " + s.Title, Sections: s.Sections})
	}
	add(true, "perimetre", "perimeter")
	add(len(v.Reconciliation.Rows) > 0, "rapprochement", "reconciliation")
	add(len(v.Public) > 0, "publics", "public")
	add(!v.ChronogramTold(), "chronogramme", "chronogram")
	add(v.Finance != nil, "finances", "finance")
	add(len(v.Variances) > 0, "ecarts", "variances")
	add(len(v.Waivers) > 0, "derogations", "waivers")
	add(true, "realisations", "entries")
	add(len(v.Pieces.Rows) > 0, "index-des-pieces", "pieces")
	add(true, "trous", "holes")
	add(true, "a-ventiler", "piles")
	add(true, "chiffres", "figures")
	add(!v.paper && len(v.Notes) > 0, "notes", "notes")
	return list
}

func (v view) hasOpening() bool { return len(v.Cover.Lead)+len(v.Cover.Parts) > 0 }

// together is the line of the public counts that speaks of all years; nil when there is none.
func (v view) together() *report.PublicRow {
	for i := range v.Public {
		if v.Public[i].Year == 0 {
			return &v.Public[i]
		}
	}
	return nil
}

// signed tells version and hash on the cover.
func (v view) signed(ctx context.Context) string {
	if s := v.Seal; s != nil {
		return t(ctx, "cover.sealed", "n", s.Number, "day", longDay(ctx, s.At), "hash", grouped(s.Hash[:min(16, len(s.Hash))]))
	}
	return t(ctx, "cover.version", "version", i18n.Number(ctx, float64(v.Version)), "seal", v.seal())
}
