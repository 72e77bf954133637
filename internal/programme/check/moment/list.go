package moment

import (
	"math"
	"slices"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
)

// widestGap is how many blocks without a date may stand between two entries of one list: the rest of an entry, a note.
const widestGap = 2

// List is the dated entries that stand together: the rows of a table with their date in one column, lines or items under one heading, the
// dated headings of one section.
type List struct {
	Entries []Moment
	Section *text.Section
	Table   *text.Table
}

type listKey struct {
	document *text.Document
	section  *text.Section
	table    *text.Table
	kind     text.Kind
	cell     int
}

// Lists returns the lists of all documents, each in reading order, computed once in a check.
func Lists(c *check.Corpus) []*List {
	return check.Shared(c, "moments.lists", func(c *check.Corpus) []*List {
		var all []*List
		open := map[listKey]*List{}
		for _, m := range Of(c) {
			if m.Role != Head || m.Legal {
				continue
			}
			key := m.listKey()
			l := open[key]
			if l == nil || l.ended(m) {
				l = &List{Section: key.section, Table: key.table}
				open[key] = l
				all = append(all, l)
			}
			l.Entries = append(l.Entries, m)
		}
		return slices.DeleteFunc(all, func(l *List) bool { return l.Table != nil && l.Entries[0].Cell > firstDated(all, l.Table) })
	})
}

// firstDated is the first column of a table that holds dates, which its rows may be sorted by; the others follow from the rows.
func firstDated(all []*List, table *text.Table) int {
	first := math.MaxInt
	for _, l := range all {
		if l.Table == table && len(l.Entries) > 1 {
			first = min(first, l.Entries[0].Cell)
		}
	}
	return first
}

func (m Moment) listKey() listKey {
	b := m.Spot.Block
	k := listKey{document: m.Spot.Document, section: b.Section, table: b.Table, kind: b.Kind, cell: m.Cell}
	if b.Kind == text.Heading && b.Section != nil {
		k.section = b.Section.Parent
	}
	return k
}

// ended tells whether a date stands too far below the last entry to belong to the list.
func (l *List) ended(m Moment) bool {
	last := l.Entries[len(l.Entries)-1].Spot.Block
	b := m.Spot.Block
	return b.Kind != text.Heading && b.Table == nil && b.Index-last.Index > widestGap+1
}
