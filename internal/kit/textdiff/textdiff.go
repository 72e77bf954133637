// Package textdiff says what was taken from a text and what was put into it: paragraphs first and, in a paragraph that was rewritten, words.
// It finds a longest common subsequence (Wagner and Fischer, 1974), which texts of some hundred paragraphs need no faster way for.
package textdiff

import (
	"slices"
	"strings"
)

// Act is what happened to a piece of text.
type Act int

// The acts.
const (
	Kept Act = iota
	Removed
	Added
)

// Piece is a stretch of text and what happened to it.
type Piece struct {
	Act  Act
	Text string
}

// Paragraph is a paragraph as it is read in a comparison. One that was rewritten is one paragraph whose pieces differ.
type Paragraph []Piece

// Changed says that something in the paragraph was removed or added.
func (p Paragraph) Changed() bool {
	return slices.ContainsFunc(p, func(x Piece) bool { return x.Act != Kept })
}

// maxCells bounds the table of a comparison: two texts of two thousand pieces. Longer ones are told as removed and added whole.
const maxCells = 4 << 20

// Paragraphs compares two texts whose paragraphs are divided by empty lines.
func Paragraphs(before, after string) []Paragraph {
	var list []Paragraph
	var gone []string // removed, not yet told
	tell := func() {
		for _, text := range gone {
			list = append(list, Paragraph{{Removed, text}})
		}
		gone = nil
	}
	for _, x := range Pieces(paragraphs(before), paragraphs(after)) {
		switch {
		case x.Act == Removed:
			gone = append(gone, x.Text)
		case x.Act == Added && len(gone) > 0:
			list = append(list, rewritten(gone[0], x.Text)...)
			gone = gone[1:]
		default:
			tell()
			list = append(list, Paragraph{x})
		}
	}
	tell()
	return list
}

func paragraphs(text string) []string {
	var list []string
	for p := range strings.SplitSeq(text, "\n\n") {
		if p = strings.TrimSpace(p); p != "" {
			list = append(list, p)
		}
	}
	return list
}

// rewritten compares two paragraphs word by word; when less than a third of their words stay, they are two paragraphs.
func rewritten(before, after string) []Paragraph {
	was, is := words(before), words(after)
	pieces := Pieces(was, is)
	kept := 0
	for _, x := range pieces {
		if x.Act == Kept {
			kept++
		}
	}
	if 3*kept < max(len(was), len(is)) {
		return []Paragraph{{{Removed, before}}, {{Added, after}}}
	}
	return []Paragraph{joined(pieces)}
}

// words divides a paragraph after its spaces and ends of lines, which stay with the word before them.
func words(text string) []string {
	var list []string
	for line := range strings.SplitAfterSeq(text, "\n") {
		list = append(list, strings.SplitAfter(line, " ")...)
	}
	return list
}

// joined makes one piece of neighbours that share their act.
func joined(list []Piece) Paragraph {
	var p Paragraph
	for _, x := range list {
		if last := len(p) - 1; last >= 0 && p[last].Act == x.Act {
			p[last].Text += x.Text
			continue
		}
		p = append(p, x)
	}
	return p
}

// Pieces compares two lists. What stays is in both orders; what was removed comes before what was added in its place.
func Pieces(before, after []string) []Piece {
	head := 0
	for head < min(len(before), len(after)) && before[head] == after[head] {
		head++
	}
	tail := 0
	for tail < min(len(before), len(after))-head && before[len(before)-1-tail] == after[len(after)-1-tail] {
		tail++
	}
	list := all(Kept, before[:head])
	list = append(list, middle(before[head:len(before)-tail], after[head:len(after)-tail])...)
	return append(list, all(Kept, before[len(before)-tail:])...)
}

func middle(before, after []string) []Piece {
	if len(before)*len(after) > maxCells {
		return append(all(Removed, before), all(Added, after)...)
	}
	common := table(before, after)
	var list []Piece
	i, j := 0, 0
	for i < len(before) && j < len(after) {
		switch {
		case before[i] == after[j]:
			list = append(list, Piece{Kept, before[i]})
			i, j = i+1, j+1
		case common[i+1][j] >= common[i][j+1]:
			list = append(list, Piece{Removed, before[i]})
			i++
		default:
			list = append(list, Piece{Added, after[j]})
			j++
		}
	}
	return append(append(list, all(Removed, before[i:])...), all(Added, after[j:])...)
}

// table[i][j] is how much before[i:] and after[j:] have in common.
func table(before, after []string) [][]int32 {
	t := make([][]int32, len(before)+1)
	for i := range t {
		t[i] = make([]int32, len(after)+1)
	}
	for i := len(before) - 1; i >= 0; i-- {
		for j := len(after) - 1; j >= 0; j-- {
			t[i][j] = max(t[i+1][j], t[i][j+1])
			if before[i] == after[j] {
				t[i][j] = t[i+1][j+1] + 1
			}
		}
	}
	return t
}

func all(act Act, texts []string) []Piece {
	list := make([]Piece, len(texts))
	for i, text := range texts {
		list[i] = Piece{act, text}
	}
	return list
}
