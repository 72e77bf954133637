package report

import (
	"strconv"

	"maillage/internal/programme/evidence"
)

// Bounds of what a document lists of evidence.
const (
	maxPieces     = 5000 // of the index
	maxNotePieces = 6    // of one footnote
)

// numberPieces gives each piece its number in the index: in the order of the entries that they prove, then those that only stand under an
// activity.
func (a *annex) numberPieces() {
	a.pieces = map[string]int{}
	number := func(item evidence.Item) {
		if _, seen := a.pieces[item.ID]; !seen {
			a.pieces[item.ID] = len(a.index) + 1
			a.index = append(a.index, item)
		}
	}
	for i := range a.entries {
		for _, item := range a.proofs[a.entries[i].ID] {
			number(item)
		}
	}
	for _, item := range a.filed {
		number(item)
	}
}

// pieceList writes the index of evidence.
func (a *annex) pieceList() PieceList {
	list := PieceList{Total: len(a.index), Rows: []PieceRow{}}
	proved := map[string][]EntryLink{}
	for i := range a.entries {
		for _, item := range a.proofs[a.entries[i].ID] {
			proved[item.ID] = append(proved[item.ID], a.link(i))
		}
	}
	for i, item := range a.index[:min(len(a.index), maxPieces)] {
		list.Rows = append(list.Rows, PieceRow{
			Anchor: pieceAnchor(i + 1), Number: i + 1, ProofView: a.proof(item), Date: item.DatedOn, Size: item.Size, Entries: orEmpty(proved[item.ID]),
		})
	}
	return list
}

func pieceAnchor(number int) string { return "p-" + strconv.Itoa(number) }

// link leads to an entry of the list.
func (a *annex) link(i int) EntryLink {
	return EntryLink{Anchor: a.list.Rows[i].Anchor, Number: a.list.Rows[i].Number}
}

// note numbers the footnote of a figure that a sentence tells, by its first mention.
func (fs *figures) note(use *FigureUse) {
	if use.Figure == "" || use.State == FigureUnset {
		return
	}
	number, seen := fs.notes[use.Figure]
	if !seen {
		number = len(fs.notes) + 1
		fs.notes[use.Figure] = number
	}
	use.Note = number
}

// writeNotes tells what proves each figure that has a footnote.
func (b *builder) writeNotes() []Note {
	byAnchor := map[string]*FigureSheet{}
	for i := range b.doc.Figures {
		byAnchor[b.doc.Figures[i].Anchor] = &b.doc.Figures[i]
	}
	notes := make([]Note, len(b.divider.notes))
	for anchor, number := range b.divider.notes {
		sheet := byAnchor[anchor]
		proof := sheet.Computed.Proof
		n := Note{Number: number, Figure: anchor, Entries: int(sheet.Computed.Entries), Pieces: []PieceLink{}, Need: proof.Need, Have: proof.Have}
		for _, piece := range b.piecesOf(sheet) {
			if len(n.Pieces) == maxNotePieces {
				n.More++
				continue
			}
			n.Pieces = append(n.Pieces, PieceLink{Anchor: pieceAnchor(piece), Number: piece})
		}
		notes[number-1] = n
	}
	return notes
}

// piecesOf lists the numbers of the pieces behind a figure, each once.
func (b *builder) piecesOf(s *FigureSheet) []int {
	var list []int
	seen := map[int]bool{}
	for _, link := range s.Entries {
		for _, item := range b.annex.proofs[b.annex.entries[link.Number-1].ID] {
			if n := b.annex.pieces[item.ID]; !seen[n] {
				seen[n] = true
				list = append(list, n)
			}
		}
	}
	return list
}
