package report

import (
	"context"
	"encoding/json"
	"math"
	"math/big"
	"slices"
	"strings"
	"time"

	"maillage/internal/kit/frdate"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
)

// Bounds of what a difference names; the numbers beside tell all of it.
const (
	maxChanges = 20_000 // entries read
	maxCauses  = 12     // of one figure
)

// Difference is what a kept version no longer tells as the ledger stands, or as another version tells it.
type Difference struct {
	Version    Version  `json:"version"`
	With       *Version `json:"with"` // nil: with now
	Moves      []Move   `json:"moves"`
	Unmoved    int      `json:"unmoved"`    // figures that stay as they were told
	Entries    int      `json:"entries"`    // entries written since
	Cut        bool     `json:"cut"`        // more were written than were read
	Texts      []string `json:"texts"`      // headings whose text changed
	Agreement  bool     `json:"agreement"`  // the agreement changed
	Indicators []string `json:"indicators"` // labels of definitions that changed
	Pieces     int      `json:"pieces"`     // pieces added or replaced
}

// Same says that nothing at all differs.
func (d *Difference) Same() bool {
	return len(d.Moves) == 0 && d.Entries == 0 && len(d.Texts) == 0 && !d.Agreement && len(d.Indicators) == 0 && d.Pieces == 0
}

// sides are the two states that a difference compares.
type sides struct {
	language      string
	before        *Frozen
	after         []FrozenFigure
	texts         []Text
	agreementSame bool
	indicators    []indicator.Indicator
	definitions   *indicator.Definitions
	changes       []ledger.Change
}

// Difference compares a version with the ledger of now: its figures are computed again with the definitions of now. Errors: not_found.
func (s *Service) Difference(ctx context.Context, number int, language string) (*Difference, error) {
	v, frozen, err := s.Frozen(ctx, number)
	if err != nil {
		return nil, err
	}
	definitions, err := s.Indicators.Definitions(ctx)
	if err != nil {
		return nil, err
	}
	x := sides{language: language, before: frozen, definitions: definitions, indicators: definitions.All()}
	if x.after, err = s.figuresNow(ctx, frozen, definitions, language); err != nil {
		return nil, err
	}
	now, err := store{s.DB}.load(ctx)
	if err != nil {
		return nil, err
	}
	current, err := s.Agreements.Current(ctx)
	if err != nil {
		return nil, err
	}
	x.texts, x.agreementSame = now.Texts, sameJSON(current, frozen.Agreement)
	d := &Difference{Version: v}
	if x.changes, d.Cut, err = s.Ledger.Changes(ctx, v.LedgerSeq, maxChanges); err != nil {
		return nil, err
	}
	x.compare(d)
	d.Pieces, err = s.piecesSince(ctx, frozen)
	return d, err
}

// figuresNow computes the figures of a version again; one whose indicator is gone has no value.
func (s *Service) figuresNow(ctx context.Context, f *Frozen, definitions *indicator.Definitions, language string) ([]FrozenFigure, error) {
	var requests []indicator.Request
	for _, x := range f.Figures {
		if slices.ContainsFunc(definitions.All(), func(i indicator.Indicator) bool { return i.Key == x.Request.Key }) {
			requests = append(requests, x.Request)
		}
	}
	computed, err := definitions.Figures(ctx, requests, time.Time{})
	if err != nil {
		return nil, err
	}
	list := make([]FrozenFigure, len(requests))
	for i, c := range computed {
		list[i] = FrozenFigure{Request: requests[i], Anchor: anchorOf(requests[i]), Text: c.Text(language), Value: c.Value, Entries: c.Entries}
	}
	return list, nil
}

// compare fills the difference.
func (x sides) compare(d *Difference) {
	d.Moves, d.Texts, d.Indicators = []Move{}, changedTexts(x.before.Texts, x.texts), x.changedRules()
	d.Entries, d.Agreement = len(x.changes), !x.agreementSame
	after := map[string]FrozenFigure{}
	for _, f := range x.after {
		after[f.Anchor] = f
	}
	for _, was := range x.before.Figures {
		is, told := after[was.Anchor]
		if told && sameRat(was.Value, is.Value) {
			d.Unmoved++
			continue
		}
		m := Move{Figure: was.Anchor, Label: was.Label, Scope: was.Scope, Before: was.Text, After: is.Text, Rule: slices.Contains(d.Indicators, was.Label), Causes: []MoveCause{}}
		if told && was.Value != nil && is.Value != nil {
			m.Delta = signed(new(big.Rat).Sub(is.Value, was.Value), x.language)
		}
		x.explain(&m, was.Request)
		d.Moves = append(d.Moves, m)
	}
}

// explain names the entries that stood behind the figure, or stand there now, and changed meanwhile.
func (x sides) explain(m *Move, r indicator.Request) {
	for _, term := range x.terms(r) {
		holds, err := x.definitions.Behind(term)
		if err != nil { // the indicator is gone: its rule explains the move
			continue
		}
		for _, c := range x.changes {
			if (c.Before == nil || !holds(*c.Before)) && (c.After == nil || !holds(*c.After)) {
				continue
			}
			if slices.ContainsFunc(m.Causes, func(k MoveCause) bool { return k.Entry == c.Last.ID }) {
				continue
			}
			if len(m.Causes) == maxCauses {
				m.More++
				continue
			}
			m.Causes = append(m.Causes, MoveCause{
				Entry: c.Last.ID, Title: c.Last.Title, When: dayOf(c.Last, x.language), Act: ledger.ActName(c.Last.Act, x.language),
				Actor: c.Last.Actor, At: c.Last.KnownFrom.UTC(), Detail: c.Told(x.language),
			})
		}
	}
}

// terms are the figures whose entries move another: both terms of a percentage.
func (x sides) terms(r indicator.Request) []indicator.Request {
	list := []indicator.Request{r}
	for _, i := range x.indicators {
		switch {
		case i.Key != r.Key:
		case i.Measure == indicator.Ratio:
			list = append(list, indicator.Request{Key: i.Rule.Numerator, Scope: r.Scope})
		case i.Measure == indicator.Growth:
			earlier := r.Scope
			earlier.From, earlier.To = 0, 0
			list = append(list, indicator.Request{Key: i.Rule.Of, Scope: earlier})
		}
	}
	return list
}

func dayOf(e ledger.Entry, language string) string {
	if e.Start == "" {
		return e.DateText
	}
	return frdate.ShortDay(e.Start, language)
}

// changedRules names the indicators whose definition is not the one of the version.
func (x sides) changedRules() []string {
	list := []string{}
	for _, was := range x.before.Indicators {
		i := slices.IndexFunc(x.indicators, func(is indicator.Indicator) bool { return is.Key == was.Key })
		if i < 0 || !sameJSON(was.Rule, x.indicators[i].Rule) || was.Measure != x.indicators[i].Measure {
			list = append(list, was.Label.In(x.language))
		}
	}
	return list
}

// changedTexts names the headings whose text differs, "axe-1.md, Réalisations".
func changedTexts(before, after []Text) []string {
	was, is := headingTexts(before), headingTexts(after)
	list := []string{}
	for _, k := range was.order {
		if is.text[k] != was.text[k] {
			list = append(list, k)
		}
	}
	for _, k := range is.order {
		if _, there := was.text[k]; !there {
			list = append(list, k)
		}
	}
	return list
}

// parted is texts divided by their headings.
type parted struct {
	order []string
	text  map[string]string
}

func headingTexts(texts []Text) parted {
	p := parted{text: map[string]string{}}
	for _, t := range texts {
		key := t.File
		p.order = append(p.order, key)
		for line := range strings.SplitSeq(t.Body, "\n") {
			if heading, ok := strings.CutPrefix(line, "## "); ok {
				key = t.File + ", " + strings.TrimSpace(heading)
				p.order = append(p.order, key)
			}
			p.text[key] += line + "\n"
		}
	}
	return p
}

// piecesSince counts the pieces of the version that are replaced or gone, and those that came. What came to a funder's perimeter is told by
// its entries: a piece belongs to funders through them alone.
func (s *Service) piecesSince(ctx context.Context, f *Frozen) (int, error) {
	items, err := s.Evidence.List(ctx, "", math.MaxInt32)
	if err != nil {
		return 0, err
	}
	was := map[string]string{}
	for _, p := range f.Pieces {
		was[p.ID] = p.SHA256
	}
	n := 0
	for _, item := range items {
		sha, there := was[item.ID]
		if there && sha != item.SHA256 || !there && f.Funder == "" {
			n++
		}
		delete(was, item.ID)
	}
	return n + len(was), nil
}

// changesBetween are the changes since the older version that the newer one knew.
func (s *Service) changesBetween(ctx context.Context, older, newer Version) ([]ledger.Change, bool, error) {
	list, cut, err := s.Ledger.Changes(ctx, older.LedgerSeq, maxChanges)
	return slices.DeleteFunc(list, func(c ledger.Change) bool { return c.Last.Seq > newer.LedgerSeq }), cut, err
}

// writeLetter sets into a correction what it changes in the version that it replaces.
func (s *Service) writeLetter(ctx context.Context, b *builder, v Version) error {
	was, before, err := s.Frozen(ctx, v.Replaces)
	if err != nil {
		return err
	}
	now, err := b.freeze(before.Ledger)
	if err != nil {
		return err
	}
	x := sides{
		language: b.language, before: before, after: now.Figures, texts: now.Texts, agreementSame: sameJSON(before.Agreement, b.agreement), indicators: now.Indicators, definitions: b.definitions,
	}
	d := &Difference{}
	if x.changes, d.Cut, err = s.Ledger.Changes(ctx, was.LedgerSeq, maxChanges); err != nil {
		return err
	}
	x.compare(d)
	b.doc.Letter = &Letter{Replaces: was.Number, Hash: was.Hash, SignedAt: was.KeptAt, Reason: v.Reason, Moves: d.Moves, Texts: d.Texts}
	return nil
}

func sameRat(a, b *big.Rat) bool {
	return a == nil && b == nil || a != nil && b != nil && a.Cmp(b) == 0
}

func sameJSON(a, b any) bool {
	x, err := json.Marshal(a)
	y, other := json.Marshal(b)
	return err == nil && other == nil && string(x) == string(y)
}
