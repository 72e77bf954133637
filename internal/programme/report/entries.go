package report

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"maillage/internal/kit/frdate"
	"maillage/internal/kit/frnum"
	"maillage/internal/kit/lang"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/ledger"
	"maillage/internal/register/territory"
)

// maxEntries bounds the list of entries of a document: it is read page by page, and the workbook has no bound.
const maxEntries = 5000

// annex is what a document shows of the ledger: the entries of the perimeter with their evidence.
type annex struct {
	*builder
	entries []ledger.Entry
	proofs  map[string][]evidence.Item // by entry
	filed   []evidence.Item            // pieces that stand under an activity, with or without an entry
	numbers map[string]int             // entry → its number in the list
	pieces  map[string]int             // piece → its number in the index of evidence
	index   []evidence.Item            // pieces by number
	list    EntryList
}

// readEntries reads the entries of the perimeter that really took place, of any year, and the evidence of all entries of the document.
func (b *builder) readEntries(ctx context.Context) error {
	a := annex{builder: b, numbers: map[string]int{}}
	f := ledger.Filter{States: ledger.CountedStates, Funder: b.options.Funder, AsOf: b.options.AsOf}
	var err error
	if a.entries, err = b.s.Ledger.List(ctx, f, ledger.ByDate, maxEntries+1, 0); err != nil {
		return err
	}
	a.list = EntryList{Total: len(a.entries), Rows: []EntryRow{}}
	if len(a.entries) > maxEntries {
		counts, err := b.entriesByFunder(ctx, false)
		if err != nil {
			return err
		}
		a.entries, a.list.Total = a.entries[:maxEntries], 0
		for funder, n := range counts {
			if b.options.Funder == "" || funder == b.options.Funder {
				a.list.Total += n
			}
		}
	}
	if err := a.readProofs(ctx); err != nil {
		return err
	}
	for i := range a.entries {
		a.numbers[a.entries[i].ID] = i + 1
	}
	a.numberPieces()
	for i := range a.entries {
		a.list.Rows = append(a.list.Rows, a.row(&a.entries[i]))
	}
	b.annex = a
	return nil
}

// readProofs reads the evidence of the entries listed and the pieces filed under activities, as they were at the moment asked for.
func (a *annex) readProofs(ctx context.Context) error {
	var ids []string
	for _, e := range a.entries {
		ids = append(ids, e.ID)
	}
	for _, l := range a.lists {
		for _, e := range l.entries {
			ids = append(ids, e.ID)
		}
	}
	slices.Sort(ids)
	at := a.moment()
	var err error
	if a.proofs, err = a.s.Evidence.OfEntriesAt(ctx, slices.Compact(ids), at); err != nil {
		return err
	}
	if a.filed, err = a.s.Evidence.ListAt(ctx, at, maxEntries); err != nil {
		return err
	}
	if a.options.Funder != "" { // a piece that proves only what others pay for is not of this perimeter
		mine := map[string]bool{}
		for _, items := range a.proofs {
			for _, item := range items {
				mine[item.ID] = true
			}
		}
		a.filed = slices.DeleteFunc(a.filed, func(i evidence.Item) bool { return i.Entries > 0 && !mine[i.ID] })
	}
	return nil
}

// row writes an entry for people.
func (a *annex) row(e *ledger.Entry) EntryRow {
	kind, _ := a.agreement.Kind(e.Kind)
	r := EntryRow{
		ID: e.ID, Number: a.numbers[e.ID], Activity: e.Activity, Also: e.Alsos(), Kind: kind.Name.In(a.language), Title: e.Title, When: when(e, a.language),
		InDoubt: slices.ContainsFunc(e.Issues(), ledger.Doubtful), Where: a.where(e), Beneficiary: e.Beneficiary, Funder: a.tag(e.Funder),
		State: ledger.StateName(e.State, a.language), Counted: a.isCounted(e), Measures: measures(e, a.language),
	}
	if r.Number > 0 {
		r.Anchor = "r-" + strconv.Itoa(r.Number)
	}
	if r.Funder == nil {
		r.WhyNone = whyNone[e.FunderReason].In(a.language)
	}
	a.addProofs(&r, e)
	return r
}

func (a *annex) tag(code string) *FunderTag {
	if f := a.funder(code); f != nil {
		return &FunderTag{Code: f.Code, Index: f.Index, Short: f.Short}
	}
	return nil
}

// isCounted says that an entry counts in figures of the programme: it took place, in one of its years or over several.
func (a *annex) isCounted(e *ledger.Entry) bool {
	inYears := a.divider.first <= e.Year && e.Year <= a.divider.last || e.Year == ledger.SeveralYears
	return inYears && slices.Contains(ledger.CountedStates, e.State)
}

func (a *annex) addProofs(r *EntryRow, e *ledger.Entry) {
	stored := map[string]bool{}
	for _, item := range a.proofs[e.ID] {
		r.Proofs = append(r.Proofs, a.proof(item))
		stored[item.Kind] = stored[item.Kind] || item.State == evidence.Stored
	}
	activity, _ := a.agreement.Activity(e.Activity)
	for _, kind := range activity.Evidence {
		r.Need++
		if stored[kind] {
			r.Have++
			continue
		}
		r.Lacks = append(r.Lacks, a.agreement.EvidenceKindName(kind, a.language))
	}
}

func (a *annex) proof(item evidence.Item) ProofView {
	return ProofView{
		Piece: a.pieces[item.ID], Kind: a.agreement.EvidenceKindName(item.Kind, a.language), Title: item.Title, Link: item.Link, File: item.Filename, SHA256: item.SHA256,
		Activity: item.Activity, Captured: item.State == evidence.Stored,
	}
}

// whyNone says why no funder pays for an entry.
var whyNone = map[agreement.Reason]lang.Text{
	agreement.NoDepartment:  {FR: "département inconnu", EN: "department unknown"},
	agreement.OutsideRegion: {FR: "hors territoire", EN: "outside the territory"},
	agreement.OutsidePeriod: {FR: "hors période", EN: "outside the period"},
	agreement.NoDate:        {FR: "date inconnue", EN: "date unknown"},
	agreement.ByRule:        {FR: "action transversale", EN: "transversal action"},
}

// when writes the date out. What is not known stays as it was written.
func when(e *ledger.Entry, language string) string {
	v := frdate.Value{Text: e.DateText, Kind: frdate.Interval, Start: e.Start, End: e.End, Precision: frdate.ToDay}
	switch {
	case e.Start == "" && e.End == "" && e.DateText == "" && e.Year > ledger.SeveralYears:
		return strconv.Itoa(e.Year)
	case e.Start == "" && e.End == "" && e.DateText == "":
		return lang.Text{FR: "date non notée", EN: "date not recorded"}.In(language)
	case e.Start == "" && e.End == "":
		return e.DateText
	case e.Start == e.End:
		return frdate.LongDay(e.Start, language)
	case strings.Contains(e.Days, ","):
		v.Kind, v.Days = frdate.Multiple, strings.Split(e.Days, ",")
	case e.DateKind == string(frdate.Year) || wholeYears(e):
		v.Precision = frdate.ToYear
	case e.DateKind == string(frdate.Month) || slices.Contains(e.Issues(), frdate.IssueMonthPrecision):
		v.Precision = frdate.ToMonth
	}
	return frdate.Long(v, language)
}

func wholeYears(e *ledger.Entry) bool {
	return strings.HasSuffix(e.Start, "-01-01") && strings.HasSuffix(e.End, "-12-31")
}

// where writes the place with its department.
func (a *annex) where(e *ledger.Entry) string {
	place := e.Place
	if read := a.s.Gazetteer.Read(place, territory.Hint{}); place != "" && read.Match != nil && read.Match.Kind == territory.KindRemote {
		place = ""
	}
	if d, ok := a.s.Gazetteer.Department(e.Department); ok && !strings.Contains(place, "("+d.Code+")") {
		switch {
		case place == "":
			place = d.Name
		case place != d.Name:
			place += " (" + d.Code + ")"
		}
	}
	if e.Remote {
		remote := lang.Text{FR: "à distance", EN: "remote"}.In(a.language)
		return strings.TrimPrefix(place+", "+remote, ", ")
	}
	return place
}

// measures are the numbers that an entry carries.
func measures(e *ledger.Entry, language string) []Measure {
	var list []Measure
	add := func(fr, en string, text string) {
		list = append(list, Measure{Label: lang.Text{FR: fr, EN: en}.In(language), Text: text})
	}
	if e.Participations != nil {
		add("participations", "attendances", frnum.Format(*e.Participations, language))
	}
	if e.People != nil {
		add("personnes touchées", "people reached", frnum.Format(*e.People, language))
	}
	if e.Participants != nil {
		add("participants FSE", "ESF participants", frnum.Format(*e.Participants, language))
	}
	if e.Minutes != nil {
		add("durée", "duration", duration(*e.Minutes))
	}
	if e.Amount != nil {
		add("montant", "amount", frnum.Euros(*e.Amount, language))
	}
	return list
}

// duration writes minutes as "2 h 30".
func duration(minutes int64) string {
	switch hours, rest := minutes/60, minutes%60; {
	case hours == 0:
		return strconv.FormatInt(rest, 10) + " min"
	case rest == 0:
		return strconv.FormatInt(hours, 10) + " h"
	default:
		return fmt.Sprintf("%d h %02d", hours, rest)
	}
}
