package report

import (
	"cmp"
	"context"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"maillage/internal/kit/frnum"
	"maillage/internal/kit/lang"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/ledger"
)

// maxListed bounds one list of a text: beyond, a reader is better served by the list of entries.
const maxListed = 500

// listing is what a list block brought.
type listing struct {
	entries []ledger.Entry
	cut     bool
	outside bool // it asks for what another funder pays for
}

// readLists runs the query of each list block.
func (b *builder) readLists(ctx context.Context) error {
	for _, s := range b.sources {
		for _, r := range s.References {
			if r.Block != ListBlock || r.fault.FR != "" {
				continue
			}
			l, err := b.readList(ctx, r)
			if err != nil {
				return err
			}
			b.lists[r] = l
		}
	}
	return nil
}

func (b *builder) readList(ctx context.Context, r *Reference) (listing, error) {
	f := ledger.Filter{
		Kinds: r.Kinds, Activities: b.activitiesUnder(r.Activities), Tags: ledger.FoldTags(r.Tags), Funder: r.Funder, Departments: r.Departments,
		From: r.From, To: r.To, AsOf: b.options.AsOf,
	}
	f.Whole = r.From != 0 && r.From <= b.divider.first && r.To >= b.divider.last
	for _, state := range r.States {
		f.States = append(f.States, ledger.State(state))
	}
	if b.options.Funder != "" {
		if r.Funder != "" && r.Funder != b.options.Funder {
			return listing{outside: true}, nil
		}
		f.Funder = b.options.Funder
	}
	order := ledger.ByDate
	if len(f.Kinds) == 0 && len(f.Activities) > 0 {
		order = ledger.FewByDate
	}
	entries, err := b.s.Ledger.List(ctx, f, order, maxListed+1, 0)
	l := listing{entries: entries, cut: len(entries) > maxListed}
	if l.cut {
		l.entries = entries[:maxListed]
	}
	return l, err
}

// activitiesUnder spells an axis out as its activities.
func (b *builder) activitiesUnder(numbers []string) []string {
	var list []string
	for _, n := range numbers {
		if _, axis := b.agreement.Axis(n); !axis {
			list = append(list, n)
			continue
		}
		for _, x := range b.agreement.ActivitiesOf(n) {
			list = append(list, x.Number)
		}
	}
	return list
}

// misnamed says which filter of a list names nothing of the agreement.
func (b *builder) misnamed(r *Reference) (lang.Text, bool) {
	for _, code := range r.Kinds {
		if _, ok := b.agreement.Kind(code); !ok {
			return textf("La nature « %s » n’est pas dans la convention.", "The kind “%s” is not in the agreement.", code), true
		}
	}
	for _, number := range r.Activities {
		_, activity := b.agreement.Activity(number)
		if _, axis := b.agreement.Axis(number); !activity && !axis {
			return textf("L’activité « %s » n’est pas dans la convention.", "The activity “%s” is not in the agreement.", number), true
		}
	}
	for _, state := range r.States {
		if r.Block == ListBlock && ledger.StateName(ledger.State(state), "fr") == state {
			return textf("L’état « %s » n’existe pas : held, planned, cancelled, in_progress, completed, abandoned.",
				"There is no state “%s”: held, planned, cancelled, in_progress, completed, abandoned.", state), true
		}
	}
	return lang.Text{}, false
}

// entryBlock writes a list of entries.
func (w writer) entryBlock(r *Reference) Block {
	if message, wrong := w.misnamed(r); wrong {
		w.refuse(r, message, lang.Text{FR: "Corrigez le filtre.", EN: "Mend the filter."})
		return Missing{Words: r.Words, Message: message.In(w.language)}
	}
	l := w.lists[r]
	if l.outside {
		return Missing{Words: r.Words, Message: lang.Text{FR: "hors périmètre", EN: "outside the perimeter"}.In(w.language)}
	}
	block := EntryBlock{Caption: w.listCaption(r), Source: w.divider.source(r), Rows: []ListRow{}, Total: len(l.entries), Cut: l.cut, Readings: w.readingHeads(l.entries)}
	for i := range l.entries {
		e := &l.entries[i]
		row := ListRow{EntryRow: w.annex.row(e)}
		for _, h := range block.Readings {
			row.Readings = append(row.Readings, readingText(e, h.Name, w.language))
		}
		if row.Counted {
			block.Counted++
		}
		block.Rows = append(block.Rows, row)
	}
	w.tellList(r, l)
	return block
}

func (w writer) tellList(r *Reference, l listing) {
	fs := w.divider.figures
	if len(l.entries) == 0 && w.options.Funder == "" {
		fs.found = append(fs.found, finding(r.Place, "list_empty", r.Words, lang.Text{FR: "Aucune réalisation ne répond à ce filtre.", EN: "No entry answers this filter."},
			lang.Text{FR: "Vérifiez le filtre.", EN: "Check the filter."}))
	}
	if l.cut {
		fs.found = append(fs.found, finding(r.Place, "list_cut", r.Words, textf("La liste s’arrête à %d lignes.", "The list stops at %d lines.", maxListed),
			lang.Text{FR: "Divisez-la par année.", EN: "Divide it by year."}))
	}
}

// listCaption names a list by its filters.
func (w writer) listCaption(r *Reference) string {
	if r.Caption != "" {
		return r.Caption
	}
	var parts []string
	for _, code := range r.Kinds {
		k, _ := w.agreement.Kind(code)
		parts = append(parts, k.Name.In(w.language))
	}
	for _, number := range r.Activities {
		x, _ := w.agreement.Activity(number)
		parts = append(parts, strings.TrimSpace(number+" "+x.Name.In(w.language)))
	}
	parts = append(parts, r.Tags...)
	for _, state := range r.States {
		parts = append(parts, ledger.StateName(ledger.State(state), w.language))
	}
	if r.Funder != "" {
		parts = append(parts, w.divider.funderName(r.Funder))
	}
	switch {
	case r.From != 0 && r.From == r.To:
		parts = append(parts, strconv.Itoa(r.From))
	case r.From != 0:
		parts = append(parts, strconv.Itoa(r.From)+"-"+strconv.Itoa(r.To))
	}
	return strings.Join(parts, ", ")
}

// readingHeads are the readings that at least one entry carries, in the order of the agreement.
func (w writer) readingHeads(entries []ledger.Entry) []ReadingHead {
	var heads []ReadingHead
	for _, k := range w.agreement.Kinds {
		for _, reading := range k.Readings {
			carried := slices.ContainsFunc(entries, func(e ledger.Entry) bool {
				_, ok := e.Reading(reading.Name)
				return ok && e.Kind == k.Code
			})
			head := ReadingHead{Name: reading.Name, Label: reading.Header}
			if carried && !slices.Contains(heads, head) {
				heads = append(heads, head)
			}
		}
	}
	return heads
}

func readingText(e *ledger.Entry, name, language string) string {
	milli, ok := e.Reading(name)
	switch {
	case !ok:
		return ""
	case milli%1000 == 0:
		return frnum.Format(milli/1000, language)
	}
	return frnum.FormatRat(big.NewRat(milli, 1000), 2, language)
}

// deliverables lists the evidence of an axis: pieces filed under one of its activities, or that prove one of its entries.
func (w writer) deliverables(r *Reference) Block {
	axis, ok := w.agreement.Axis(r.Axis)
	if !ok {
		message := textf("L’axe « %s » n’est pas dans la convention.", "The axis “%s” is not in the agreement.", r.Axis)
		w.refuse(r, message, lang.Text{FR: "Écrivez son numéro : axis=1.", EN: "Write its number: axis=1."})
		return Missing{Words: r.Words, Message: message.In(w.language)}
	}
	d := Deliverables{Axis: axis.Number, Caption: cmp.Or(r.Caption, axis.Name.In(w.language)), Source: w.divider.source(r), Promised: []Deliverable{}, Items: []ProofView{}}
	for _, p := range w.promised {
		if p.Axis == axis.Number {
			d.Promised = append(d.Promised, w.annex.deliverable(p))
		}
	}
	seen := map[string]bool{}
	add := func(item evidence.Item) {
		if !seen[item.ID] {
			d.Items = append(d.Items, w.annex.proof(item))
		}
		seen[item.ID] = true
	}
	for _, item := range w.annex.filed {
		if item.Activity == axis.Number || under(item.Activity, axis) {
			add(item)
		}
	}
	for i := range w.annex.entries {
		e := &w.annex.entries[i]
		if under(e.Activity, axis) {
			for _, item := range w.annex.proofs[e.ID] {
				add(item)
			}
		}
	}
	return d
}

func under(activity string, axis agreement.Axis) bool {
	return strings.HasPrefix(activity, axis.Number+".")
}
