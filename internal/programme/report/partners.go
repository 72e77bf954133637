package report

import (
	"cmp"
	"slices"
	"strings"

	"maillage/internal/kit/importer"
	"maillage/internal/kit/lang"
	"maillage/internal/programme/ledger"
)

// Bounds of a list of partners.
const (
	maxPartners       = 200
	maxPartnerEntries = 12
)

// partnersBlock gathers who took part from the entries of the perimeter; spellings that differ by capitals and accents are one partner.
func (w writer) partnersBlock(r *Reference) Block {
	if message, wrong := w.misplaced(r); wrong {
		return w.missing(r, message)
	}
	p := Partners{Anchor: r.anchor, Source: w.divider.source(r), Rows: []PartnerRow{}, Caption: cmp.Or(r.Caption, lang.Text{FR: "Partenaires associés", EN: "Partners"}.In(w.language))}
	index, served := map[string]int{}, w.serves(r)
	for i := range w.annex.entries {
		e := &w.annex.entries[i]
		if !served(e.Activity) || !w.annex.isCounted(e) {
			continue
		}
		for _, name := range partnersOf(e) {
			key := importer.Fold(name)
			at, seen := index[key]
			if !seen {
				at = len(p.Rows)
				index[key] = at
				p.Rows = append(p.Rows, PartnerRow{Name: name, Activities: []string{}, Entries: []EntryLink{}, Role: w.settings.roleOf(name).In(w.language)})
			}
			p.Rows[at].take(e, w.annex.link(i))
		}
	}
	slices.SortStableFunc(p.Rows, func(a, b PartnerRow) int { return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(a.Name, b.Name)) })
	if p.More = max(0, len(p.Rows)-maxPartners); p.More > 0 {
		p.Rows = p.Rows[:maxPartners]
	}
	return p
}

func (p *PartnerRow) take(e *ledger.Entry, link EntryLink) {
	p.Count++
	if len(p.Entries) < maxPartnerEntries {
		p.Entries = append(p.Entries, link)
	}
	if e.Activity != "" && !slices.Contains(p.Activities, e.Activity) {
		p.Activities = append(p.Activities, e.Activity)
		slices.Sort(p.Activities)
	}
}

// partnersOf divides the cell of a row that names partners.
func partnersOf(e *ledger.Entry) []string {
	var list []string
	for name := range strings.FieldsFuncSeq(e.Partners, func(c rune) bool { return c == ',' || c == ';' || c == '\n' || c == '|' }) {
		if name = strings.TrimSpace(name); name != "" {
			list = append(list, name)
		}
	}
	return list
}

// testimoniesBlock shows the words that people agreed to see published. One without consent is refused when the settings are read.
func (w writer) testimoniesBlock(r *Reference) Block {
	if message, wrong := w.misplaced(r); wrong {
		return w.missing(r, message)
	}
	t := Testimonies{Anchor: r.anchor, Items: []Testimony{}, Caption: cmp.Or(r.Caption, lang.Text{FR: "Témoignages", EN: "Testimonies"}.In(w.language))}
	t.Source = textf("Source : témoignages recueillis par %s, publiés avec l’accord de leurs auteurs.", "Source: testimonies gathered by %s, published with their authors’ consent.", w.agreement.Programme.Holder).In(w.language)
	if r.Source != "" {
		t.Source = w.divider.source(r)
	}
	for _, x := range w.settings.Testimonies {
		if r.Axis == "" || r.Axis == x.Axis {
			t.Items = append(t.Items, Testimony{Words: x.Words.In(w.language), Who: x.Who.In(w.language), When: x.when(w.language), Where: x.Where})
		}
	}
	return t
}
