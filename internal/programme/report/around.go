package report

import (
	"context"
	"slices"

	"maillage/internal/kit/frnum"
	"maillage/internal/kit/lang"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/ledger"
)

// Bounds of what is listed by name; the numbers beside always tell all of it.
const (
	maxLacking = 40   // entries without their evidence, for one activity
	maxPile    = 60   // entries of one pile
	maxSorted  = 2000 // entries read to be sorted into piles; beyond, they are counted
)

// writeAround adds what the ledger tells by itself: the perimeter, the missing evidence, the piles.
func (b *builder) writeAround(ctx context.Context) error {
	for _, step := range []func(context.Context) error{b.perimeter, b.holes, b.piles} {
		if err := step(ctx); err != nil {
			return err
		}
	}
	if b.doc.Entries.Total > len(b.doc.Entries.Rows) {
		fs := b.divider.figures
		listed := func(language string) string { return frnum.Format(int64(len(b.doc.Entries.Rows)), language) }
		all := func(language string) string { return frnum.Format(int64(b.doc.Entries.Total), language) }
		fs.found = append(fs.found, finding(Place{File: SettingsFile, Line: 1, Column: 1}, "entries_cut", b.doc.Title,
			lang.Text{FR: "La liste des réalisations s’arrête à " + listed("fr") + " sur " + all("fr") + ".", EN: "The list of entries stops at " + listed("en") + " of " + all("en") + "."},
			lang.Text{FR: "Le classeur XLSX du bilan les contient toutes, sous les mêmes numéros.", EN: "The XLSX workbook of the report holds them all, under the same numbers."}))
	}
	return nil
}

// perimeter tells how the entries of the programme divide between funders, and which this document counts.
func (b *builder) perimeter(ctx context.Context) error {
	entries, err := b.entriesByFunder(ctx, true)
	if err != nil {
		return err
	}
	all := 0
	for _, n := range entries {
		all += n
	}
	p := Perimeter{Funder: b.funder(b.options.Funder)}
	everything := b.options.Funder == ""
	for _, f := range b.agreement.Funders {
		p.Rows = append(p.Rows, PerimeterRow{Funder: f.Code, Label: f.Name.In(b.language), Entries: entries[f.Code], Inside: everything || f.Code == b.options.Funder})
	}
	p.Rows = append(p.Rows,
		PerimeterRow{Funder: ledger.NoFunder, Label: lang.Text{FR: "Non affectables à un cofinanceur", EN: "Belonging to no funder"}.In(b.language), Entries: entries[""], Inside: everything},
		PerimeterRow{Funder: "all", Label: lang.Text{FR: "Ensemble du programme", EN: "Whole programme"}.In(b.language), Entries: all, Inside: everything})
	b.doc.Perimeter = p
	return nil
}

// entriesByFunder counts what took place, in the years of the programme or in any. The cells of the cube hold it: counting entries would
// read them all again.
func (b *builder) entriesByFunder(ctx context.Context, inYears bool) (map[string]int, error) {
	cells, err := b.s.Ledger.Cube(ctx, nil, b.options.AsOf)
	counts := map[string]int{}
	for _, c := range cells {
		year := !inYears || c.Year == ledger.SeveralYears || b.divider.first <= c.Year && c.Year <= b.divider.last
		if year && slices.Contains(ledger.CountedStates, c.State) {
			counts[c.Funder] += int(c.N)
		}
	}
	return counts, err
}

// holes counts required and present evidence by activity, and names the entries that lack some.
func (b *builder) holes(ctx context.Context) error {
	proofs, err := b.s.Ledger.Proofs(ctx, nil, b.options.AsOf)
	if err != nil {
		return err
	}
	for _, x := range b.agreement.Activities {
		var need int64
		for _, c := range b.cells {
			if c.Activity == x.Number && b.mine(c) {
				need += c.N
			}
		}
		if need == 0 || len(x.Evidence) == 0 {
			continue
		}
		h := Hole{Activity: x.Number, Name: x.Name.In(b.language), Lacking: []LackingLink{}}
		for _, kind := range x.Evidence {
			k := HoleKind{Name: b.agreement.EvidenceKindName(kind, b.language), Need: need}
			for _, p := range proofs {
				switch {
				case p.Activity != x.Number || p.Proof != kind || !b.mine(p.Cell):
				case p.Stored:
					k.Have += p.N
				default:
					k.Announced += p.N
				}
			}
			h.Kinds = append(h.Kinds, k)
		}
		b.nameLacking(&h, x)
		b.doc.Holes = append(b.doc.Holes, h)
	}
	return nil
}

// nameLacking lists the entries of an activity that lack evidence.
func (b *builder) nameLacking(h *Hole, x agreement.Activity) {
	for _, r := range b.annex.list.Rows {
		switch {
		case r.Activity != x.Number || len(r.Lacks) == 0:
		case len(h.Lacking) == maxLacking:
			h.Unlisted++
		default:
			h.Lacking = append(h.Lacking, LackingLink{EntryLink: EntryLink{Anchor: r.Anchor, Number: r.Number}, Title: r.Title, When: r.When, Lacks: r.Lacks})
		}
	}
}

// piles lists what waits for a person: entries that no funder can be told for, by reason, then those whose date, activity or number is in
// doubt. A funder's document tells them too: they may be its own.
func (b *builder) piles(ctx context.Context) error {
	unattributed := b.counted("")
	unattributed.Pile = ledger.PileTerritory
	entries, err := b.s.Ledger.List(ctx, unattributed, ledger.ByDate, maxSorted, 0)
	if err != nil {
		return err
	}
	var counts map[string]int
	if len(entries) == maxSorted {
		if counts, err = b.s.Ledger.Counts(ctx, unattributed, ledger.ByReason); err != nil {
			return err
		}
	}
	for _, reason := range []agreement.Reason{agreement.NoDepartment, agreement.NoDate, agreement.OutsideRegion, agreement.OutsidePeriod, agreement.ByRule} {
		label := lang.Text{FR: "Sans cofinanceur : " + whyNone[reason].FR, EN: "No funder: " + whyNone[reason].EN}
		b.pile(string(reason), label, slices.DeleteFunc(slices.Clone(entries), func(e ledger.Entry) bool { return e.FunderReason != reason }), counts[string(reason)])
	}
	for _, p := range []struct {
		pile  ledger.Pile
		label lang.Text
	}{
		{ledger.PileDate, lang.Text{FR: "Date absente ou à vérifier", EN: "Date missing or to be checked"}},
		{ledger.PileActivity, lang.Text{FR: "Sans activité", EN: "No activity"}},
		{ledger.PileValue, lang.Text{FR: "Nombre ou lieu manquant ou approximatif", EN: "Number or place missing or approximate"}},
	} {
		f := ledger.Filter{States: ledger.CountedStates, Funder: b.options.Funder, AsOf: b.options.AsOf, Pile: p.pile}
		entries, err := b.s.Ledger.List(ctx, f, ledger.FewByDate, maxSorted, 0)
		if err != nil {
			return err
		}
		var all ledger.Totals
		if len(entries) == maxSorted {
			if all, err = b.s.Ledger.Totals(ctx, f); err != nil {
				return err
			}
		}
		b.pile(string(p.pile), p.label, entries, all.Entries)
	}
	return nil
}

// pile adds the entries of a pile. All is their number where they were not all read.
func (b *builder) pile(reason string, label lang.Text, entries []ledger.Entry, all int) {
	all = max(all, len(entries))
	if all == 0 {
		return
	}
	p := Pile{Reason: reason, Label: label.In(b.language), Total: all, Rows: []PileRow{}, Unlisted: max(0, all-min(len(entries), maxPile))}
	for i := range entries[:min(len(entries), maxPile)] {
		r := b.annex.row(&entries[i])
		p.Rows = append(p.Rows, PileRow{Anchor: r.Anchor, ID: r.ID, Kind: r.Kind, Title: r.Title, When: r.When, Where: r.Where, Activity: r.Activity})
	}
	b.doc.Piles = append(b.doc.Piles, p)
}
