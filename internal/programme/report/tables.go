package report

import (
	"context"
	"iter"
	"slices"
	"time"

	"maillage/internal/kit/apperr"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/ledger"
)

// EntryLine is an entry as a spreadsheet lists it: what it says, and the names that people read.
type EntryLine struct {
	ledger.Entry
	Number    int // as in the document's list
	KindName  string
	StateName string
	Funder    string // its short name, "" for none
	WhyNone   string
	Counted   bool
	Need      int // kinds of evidence that its activity requires
	Have      int
	Lacks     []string
}

// PieceLine is a piece of evidence as a spreadsheet lists it.
type PieceLine struct {
	evidence.Item
	Number    int // in the document's index, 0 when that leaves it out
	KindName  string
	StateName string
	Proves    []int // numbers of the entries of the perimeter
}

// Tables streams what a document lists only up to a bound: every entry that it counts, every piece that proves one. They are those of the
// document, under the same numbers.
type Tables struct {
	s         *Service
	doc       *Document
	asOf      time.Time
	agreement *agreement.Agreement
	numbers   map[string]int // entry → its number, once the entries were streamed
}

// Tables opens the tables of a document. A document built a moment ago is told asOf as its build was; for one that was kept, asOf is
// the document's own moment, which takes longer.
func (s *Service) Tables(ctx context.Context, doc *Document, asOf time.Time) (*Tables, error) {
	a, err := s.Agreements.Current(ctx)
	return &Tables{s: s, doc: doc, asOf: asOf, agreement: a, numbers: map[string]int{}}, err
}

// entriesAtOnce is how many entries are given their evidence by one query.
const entriesAtOnce = 500

// Entries streams the entries in the order of the document's list. Errors: stale when the ledger is no longer what the document tells.
func (t *Tables) Entries(ctx context.Context) iter.Seq2[EntryLine, error] {
	return func(yield func(EntryLine, error) bool) {
		f := ledger.Filter{States: ledger.CountedStates, Funder: t.funder(), AsOf: t.asOf}
		number := 0
		for chunk, err := range chunks(t.s.Ledger.Each(ctx, f)) {
			lines, err := t.lines(ctx, chunk, number, err)
			if err != nil {
				yield(EntryLine{}, err)
				return
			}
			for _, line := range lines {
				if !yield(line, nil) {
					return
				}
			}
			number += len(lines)
		}
		if number != t.doc.Entries.Total {
			yield(EntryLine{}, stale())
		}
	}
}

func (t *Tables) funder() string {
	if t.doc.Perimeter.Funder == nil {
		return ""
	}
	return t.doc.Perimeter.Funder.Code
}

// chunks groups a stream.
func chunks(entries iter.Seq2[ledger.Entry, error]) iter.Seq2[[]ledger.Entry, error] {
	return func(yield func([]ledger.Entry, error) bool) {
		chunk := make([]ledger.Entry, 0, entriesAtOnce)
		for e, err := range entries {
			if err != nil {
				yield(nil, err)
				return
			}
			if chunk = append(chunk, e); len(chunk) == entriesAtOnce {
				if !yield(chunk, nil) {
					return
				}
				chunk = chunk[:0]
			}
		}
		if len(chunk) > 0 {
			yield(chunk, nil)
		}
	}
}

// lines numbers a chunk after those before it and adds its evidence.
func (t *Tables) lines(ctx context.Context, chunk []ledger.Entry, before int, err error) ([]EntryLine, error) {
	if err != nil {
		return nil, err
	}
	ids := make([]string, len(chunk))
	for i := range chunk {
		ids[i] = chunk[i].ID
	}
	proofs, err := t.s.Evidence.OfEntriesAt(ctx, ids, t.moment())
	if err != nil {
		return nil, err
	}
	lines := make([]EntryLine, len(chunk))
	for i := range chunk {
		n := before + i + 1
		if n <= len(t.doc.Entries.Rows) && t.doc.Entries.Rows[n-1].ID != chunk[i].ID {
			return nil, stale()
		}
		t.numbers[chunk[i].ID] = n
		lines[i] = t.line(chunk[i], n, proofs[chunk[i].ID])
	}
	return lines, nil
}

func (t *Tables) line(e ledger.Entry, number int, proofs []evidence.Item) EntryLine {
	language := t.doc.Language
	kind, _ := t.agreement.Kind(e.Kind)
	line := EntryLine{Entry: e, Number: number, KindName: kind.Name.In(language), StateName: ledger.StateName(e.State, language), Counted: e.Year == ledger.SeveralYears || slices.Contains(t.doc.Programme.Years, e.Year)}
	if f, ok := t.agreement.Funder(e.Funder); ok {
		line.Funder = f.Short.In(language)
	} else {
		line.WhyNone = whyNone[e.FunderReason].In(language)
	}
	activity, _ := t.agreement.Activity(e.Activity)
	for _, kind := range activity.Evidence {
		line.Need++
		if slices.ContainsFunc(proofs, func(i evidence.Item) bool { return i.Kind == kind && i.State == evidence.Stored }) {
			line.Have++
			continue
		}
		line.Lacks = append(line.Lacks, t.agreement.EvidenceKindName(kind, language))
	}
	return line
}

// moment is what the tables tell: the one asked for, else now.
func (t *Tables) moment() time.Time {
	if t.asOf.IsZero() {
		return t.s.Now()
	}
	return t.asOf
}

// Pieces streams the pieces that prove an entry of the perimeter or none yet. It comes after Entries: pieces tell the numbers given there.
func (t *Tables) Pieces(ctx context.Context) iter.Seq2[PieceLine, error] {
	index := map[ProofView]int{}
	for _, r := range t.doc.Pieces.Rows {
		index[sameness(r.ProofView)] = r.Number
	}
	return func(yield func(PieceLine, error) bool) {
		for p, err := range t.s.Evidence.Each(ctx, t.moment()) {
			line := t.piece(p)
			if err == nil && len(line.Proves) == 0 && p.Entries > 0 {
				continue // it proves only what others pay for, or what did not take place
			}
			line.Number = index[sameness(ProofView{Title: p.Title, Link: p.Link, File: p.Filename, SHA256: p.SHA256, Activity: p.Activity})]
			if !yield(line, err) || err != nil {
				return
			}
		}
	}
}

// sameness leaves of a piece what tells it from others.
func sameness(v ProofView) ProofView {
	return ProofView{Title: v.Title, Link: v.Link, File: v.File, SHA256: v.SHA256, Activity: v.Activity}
}

func (t *Tables) piece(p evidence.Proving) PieceLine {
	line := PieceLine{Item: p.Item, KindName: t.agreement.EvidenceKindName(p.Kind, t.doc.Language), StateName: evidence.StateName(p.State, t.doc.Language)}
	for _, id := range p.Proves {
		if n := t.numbers[id]; n > 0 {
			line.Proves = append(line.Proves, n)
		}
	}
	slices.Sort(line.Proves)
	return line
}

func stale() error {
	return apperr.New(apperr.Stale, "report.tables.stale",
		"Le registre a changé pendant l’écriture du bilan : ses tableaux ne diraient plus la même chose que son texte. Relancez la commande.",
		"The ledger changed while the report was being written: its tables would no longer say what its text says. Run the command again.")
}
