package report

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/ledger"
)

// longest bounds the months that one entry fills: a longer one is told by its year.
const longest = 36

// readChronogram reads when the entries of the perimeter took place, for the chronogram of the whole programme and those of the text.
func (b *builder) readChronogram(ctx context.Context) error {
	f := b.counted(b.options.Funder)
	f.From, f.To = 0, 0 // what took place outside the programme's years shows too
	var err error
	if b.spans, err = b.s.Ledger.Spans(ctx, f); err != nil {
		return err
	}
	whole := &Chronogram{
		Anchor: "chronogramme", Caption: lang.Text{FR: "Chronogramme du programme", EN: "Chronogram of the programme"}.In(b.language), Source: b.divider.source(&Reference{}),
		From: b.agreement.Programme.Start[:7], To: b.agreement.Programme.End[:7], Rows: []ChronogramRow{},
	}
	for _, x := range b.agreement.Activities {
		whole.Rows = append(whole.Rows, b.chronogramRow(x, b.spans))
	}
	b.chronogram = whole
	return nil
}

func (b *builder) chronogramRow(x agreement.Activity, spans []ledger.Span) ChronogramRow {
	row := ChronogramRow{
		Activity: x.Number, Name: x.Name.In(b.language), Active: x.Active, Baseline: orEmpty(x.Baseline), Planned: orEmpty(x.Planned), Real: []string{}, Years: []int{},
	}
	for _, s := range spans {
		if s.Activity != x.Number {
			continue
		}
		row.Entries += s.N
		filled := monthsBetween(s.First, s.Last)
		if s.YearOnly || len(filled) > longest {
			row.Years = append(row.Years, yearsBetween(s.First, s.Last)...)
			continue
		}
		row.Real = append(row.Real, filled...)
	}
	slices.Sort(row.Real)
	slices.Sort(row.Years)
	row.Real, row.Years = slices.Compact(row.Real), slices.Compact(row.Years)
	return row
}

func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// monthsBetween lists months, both inside: "2018-11", "2018-12", "2019-01". It is bounded by the months that one entry may fill, and one.
func monthsBetween(first, last string) []string {
	var list []string
	var y, m int
	if _, err := fmt.Sscanf(first, "%d-%d", &y, &m); err != nil {
		return nil
	}
	for month := first; month <= last && len(list) <= longest; {
		list = append(list, month)
		if m++; m > 12 {
			y, m = y+1, 1
		}
		month = fmt.Sprintf("%04d-%02d", y, m)
	}
	return list
}

// yearsBetween lists the years that two months stand in, both inside.
func yearsBetween(first, last string) []int {
	from, err1 := strconv.Atoi(first[:min(4, len(first))])
	to, err2 := strconv.Atoi(last[:min(4, len(last))])
	if err1 != nil || err2 != nil {
		return nil
	}
	var list []int
	for y := from; y <= to && len(list) < longest; y++ {
		list = append(list, y)
	}
	return list
}

// chronogramBlock cuts the chronogram to an axis or to some activities.
func (w writer) chronogramBlock(r *Reference) Block {
	if message, wrong := w.misplaced(r); wrong {
		return w.missing(r, message)
	}
	c := *w.chronogram
	c.Anchor, c.Source = r.anchor, w.divider.source(r)
	wanted := w.activitiesUnder(r.Activities)
	if r.Axis != "" {
		wanted = append(wanted, w.activitiesUnder([]string{r.Axis})...)
	}
	if len(wanted) > 0 {
		c.Rows = slices.DeleteFunc(slices.Clone(c.Rows), func(row ChronogramRow) bool { return !slices.Contains(wanted, row.Activity) })
	}
	if axis, ok := w.agreement.Axis(r.Axis); ok {
		c.Caption = textf("Chronogramme, axe %s : %s", "Chronogram, axis %s: %s", axis.Number, axis.Name.In(w.language)).In(w.language)
	}
	if r.Caption != "" {
		c.Caption = r.Caption
	}
	return c
}

// ChronogramTold says that the texts draw every activity of the chronogram already: an annex need not draw them again.
func (d *Document) ChronogramTold() bool {
	told := map[string]bool{}
	note := func(blocks []Block) {
		for _, b := range blocks {
			if c, ok := b.(Chronogram); ok {
				for _, r := range c.Rows {
					told[r.Activity] = true
				}
			}
		}
	}
	note(d.Cover.Lead)
	for _, s := range d.Cover.Parts {
		note(s.Blocks)
	}
	for _, sheet := range d.Sheets {
		note(sheet.Lead)
		for _, s := range sheet.Sections {
			note(s.Blocks)
		}
	}
	return !slices.ContainsFunc(d.Chronogram.Rows, func(r ChronogramRow) bool { return !told[r.Activity] })
}
