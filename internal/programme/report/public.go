package report

import (
	"slices"
	"strconv"

	"maillage/internal/programme/ledger"
)

// countPublic adds up people by year in the perimeter, from cells that are there already. Participants of the European Social Fund, people
// reached and attendances stay three numbers (domain-rules §0.4).
func (b *builder) countPublic() []PublicRow {
	rows := []PublicRow{}
	years := b.agreement.Years()
	for _, y := range years {
		rows = append(rows, b.publicRow(PublicRow{Year: y, Label: strconv.Itoa(y)}, func(c ledger.Cell) bool { return c.Year == y }))
	}
	whole := func(c ledger.Cell) bool { return slices.Contains(years, c.Year) || c.Year == ledger.SeveralYears }
	return append(rows, b.publicRow(PublicRow{Label: totalLabel.In(b.language)}, whole))
}

func (b *builder) publicRow(row PublicRow, within func(ledger.Cell) bool) PublicRow {
	add := func(to **int64, sum, known int64) {
		if known == 0 {
			return
		}
		if *to == nil {
			*to = new(int64)
		}
		**to += sum
	}
	for _, c := range b.cells {
		if !within(c) || !b.mine(c) {
			continue
		}
		add(&row.Participants, c.Participants, c.ParticipantsKnown)
		add(&row.People, c.People, c.PeopleKnown)
		add(&row.Attendances, c.Participations, c.ParticipationsKnown)
	}
	return row
}

// mine says that a cell is of what took place, in the perimeter.
func (b *builder) mine(c ledger.Cell) bool {
	return slices.Contains(ledger.CountedStates, c.State) && (b.options.Funder == "" || c.Funder == b.options.Funder)
}
