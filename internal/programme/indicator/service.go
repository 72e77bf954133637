package indicator

import (
	"context"
	"encoding/json"
	"time"

	"maillage/internal/db"
	"maillage/internal/kit/apperr"
	"maillage/internal/kit/audit"
	"maillage/internal/kit/lang"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/ledger"
	"maillage/internal/register/territory"
)

// Service holds the verbs of indicators.
type Service struct {
	DB         *db.DB
	Trail      *audit.Trail
	Agreements *agreement.Service
	Ledger     *ledger.Service
	Gazetteer  *territory.Gazetteer
	Now        func() time.Time
}

// Import replaces the indicators by those of a TOML file. Importing the same file again changes nothing and returns false.
func (s *Service) Import(ctx context.Context, content []byte, source string) (changed bool, err error) {
	a, err := s.Agreements.Current(ctx)
	if err != nil {
		return false, err
	}
	list, err := Read(content, a)
	if err != nil {
		return false, err
	}
	digest, err := audit.Digest(list)
	if err != nil {
		return false, err
	}
	err = s.DB.Tx(ctx, func(ctx context.Context) error {
		last, err := s.Trail.LastDigests(ctx, "indicators")
		if err != nil || last[""] == digest {
			return err
		}
		changed = true
		if err := (store{s.DB}).replace(ctx, list); err != nil {
			return err
		}
		return s.Trail.Record(ctx, "imported", "indicators", "", digest, source)
	})
	return changed, err
}

// All lists the indicators in their order.
func (s *Service) All(ctx context.Context) ([]Indicator, error) { return store{s.DB}.all(ctx) }

// Verify compares the indicators with the digest that the audit trail kept of them, and says whether they differ.
func (s *Service) Verify(ctx context.Context) (altered bool, err error) {
	list, err := s.All(ctx)
	if err != nil || len(list) == 0 {
		return false, err
	}
	digest, err := audit.Digest(list)
	if err != nil {
		return false, err
	}
	last, err := s.Trail.LastDigests(ctx, "indicators")
	return last[""] != digest, err
}

// Definitions are the indicators and the agreement at one moment, for whoever asks several things of them.
type Definitions struct {
	service   *Service
	list      []Indicator
	byKey     map[string]Indicator
	agreement *agreement.Agreement
}

// Definitions reads the indicators and the agreement once.
func (s *Service) Definitions(ctx context.Context) (*Definitions, error) {
	list, err := s.All(ctx)
	if err != nil {
		return nil, err
	}
	a, err := s.Agreements.Current(ctx)
	if err != nil {
		return nil, err
	}
	return s.Define(list, a), nil
}

// Define makes definitions of those given, such as the ones of a past moment.
func (s *Service) Define(list []Indicator, a *agreement.Agreement) *Definitions {
	d := &Definitions{service: s, list: list, byKey: make(map[string]Indicator, len(list)), agreement: a}
	for _, x := range list {
		d.byKey[x.Key] = x
	}
	return d
}

// All lists the indicators in their order.
func (d *Definitions) All() []Indicator { return d.list }

// Figures computes figures as known at a moment, zero for now; their number costs nothing more than the queries for one. Errors:
// not_found for an unknown key, naming it.
func (d *Definitions) Figures(ctx context.Context, requests []Request, asOf time.Time) ([]Figure, error) {
	keys := make([]string, len(requests))
	for i, r := range requests {
		keys[i] = r.Key
	}
	c, err := d.Count(ctx, keys, asOf)
	if err != nil {
		return nil, err
	}
	out := make([]Figure, len(requests))
	for i, r := range requests {
		out[i] = c.Figure(r)
	}
	return out, nil
}

// Counting holds what was read of the ledger at one moment for some indicators: any number of figures come from it without a query.
type Counting struct {
	definitions *Definitions
	asked       time.Time // zero for now
	evaluation  *evaluation
}

// Count reads what some indicators need, as known at a moment, zero for now. Errors: not_found for an unknown key, naming it.
func (d *Definitions) Count(ctx context.Context, keys []string, asOf time.Time) (*Counting, error) {
	wanted := make([]Indicator, len(keys))
	for i, key := range keys {
		x, err := d.find(key)
		if err != nil {
			return nil, err
		}
		wanted[i] = x
	}
	ev, err := d.service.evaluate(ctx, newPlan(d.byKey, d.agreement, d.service.Gazetteer, wanted), asOf)
	return &Counting{definitions: d, asked: asOf, evaluation: ev}, err
}

// Figure computes a figure of one of the indicators that were counted.
func (c *Counting) Figure(r Request) Figure {
	return c.evaluation.figure(c.definitions.byKey[r.Key], r.Scope)
}

// Filter returns the filter of the entries behind a figure; it asks the database nothing.
func (d *Definitions) Filter(r Request, asOf time.Time) (ledger.Filter, error) {
	x, err := d.find(r.Key)
	if err != nil {
		return ledger.Filter{}, err
	}
	return newPlan(d.byKey, d.agreement, d.service.Gazetteer, []Indicator{x}).filter(x, r.Scope, asOf), nil
}

func (d *Definitions) find(key string) (Indicator, error) {
	x, ok := d.byKey[key]
	if !ok {
		return x, apperr.Newf(apperr.NotFound, "indicator.unknown", "Il n’y a pas d’indicateur « %s ».", "There is no indicator “%s”.", key)
	}
	return x, nil
}

// Figures computes figures with the definitions of now (see Definitions.Figures).
func (s *Service) Figures(ctx context.Context, requests []Request, asOf time.Time) ([]Figure, error) {
	d, err := s.Definitions(ctx)
	if err != nil {
		return nil, err
	}
	return d.Figures(ctx, requests, asOf)
}

// Filter returns the filter of the entries behind a figure, with the definitions of now.
func (s *Service) Filter(ctx context.Context, r Request, asOf time.Time) (ledger.Filter, error) {
	d, err := s.Definitions(ctx)
	if err != nil {
		return ledger.Filter{}, err
	}
	return d.Filter(r, asOf)
}

type observerKey struct{}

// Observing returns a context in which each figure that is computed is told to fn, with the terms of percentages: a report computes none
// twice, and a test holds it to it (as db.Counting does for queries).
func Observing(ctx context.Context, fn func(Request)) context.Context {
	return context.WithValue(ctx, observerKey{}, fn)
}

func observer(ctx context.Context) func(Request) {
	if fn, ok := ctx.Value(observerKey{}).(func(Request)); ok {
		return fn
	}
	return func(Request) {}
}

// evaluate runs the few queries that all figures of a plan need.
func (s *Service) evaluate(ctx context.Context, p plan, asOf time.Time) (*evaluation, error) {
	ev := &evaluation{plan: p, asOf: asOf, done: map[Request]Figure{}, observe: observer(ctx)}
	if asOf.IsZero() {
		ev.asOf = db.Now(s.Now())
	}
	var err error
	if ev.cells, err = s.Ledger.Cube(ctx, p.kinds, asOf); err != nil {
		return nil, err
	}
	if len(p.reading) > 0 { // a reading always names its natures
		if ev.readings, err = s.Ledger.Readings(ctx, p.reading, asOf); err != nil {
			return nil, err
		}
	}
	if p.beneficiaries {
		if ev.beneficiaries, err = s.Ledger.Beneficiaries(ctx, p.distinct, asOf); err != nil {
			return nil, err
		}
	}
	ev.proofs, err = s.Ledger.Proofs(ctx, p.kinds, asOf)
	return ev, err
}

type store struct{ db *db.DB }

func (s store) replace(ctx context.Context, list []Indicator) error {
	if _, err := s.db.Exec(ctx, `/* indicator.clear */ delete from indicator`); err != nil {
		return err
	}
	for i, x := range list {
		rule, err := json.Marshal(x.Rule)
		if err != nil {
			return err
		}
		if _, err := s.db.Exec(ctx, `/* indicator.insert */
			insert into indicator (key, position, label_fr, label_en, unit_fr, unit_en, definition_fr, definition_en, measure, rule, cover)
			values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			x.Key, i, x.Label.FR, x.Label.EN, x.Unit.FR, x.Unit.EN, x.Definition.FR, x.Definition.EN, string(x.Measure), string(rule), x.Cover); err != nil {
			return err
		}
	}
	return nil
}

func (s store) all(ctx context.Context) ([]Indicator, error) {
	var rows []struct {
		Key, LabelFr, LabelEn, UnitFr, UnitEn, DefinitionFr, DefinitionEn, Rule string
		Measure                                                                 Measure
		Cover                                                                   int
	}
	err := s.db.All(ctx, &rows, `/* indicator.all */
		select key, label_fr, label_en, unit_fr, unit_en, definition_fr, definition_en, measure, rule, cover from indicator order by position`)
	if err != nil {
		return nil, err
	}
	list := make([]Indicator, len(rows))
	for i, r := range rows {
		list[i] = Indicator{
			Key: r.Key, Label: lang.Text{FR: r.LabelFr, EN: r.LabelEn}, Unit: lang.Forms{Text: lang.Text{FR: r.UnitFr, EN: r.UnitEn}},
			Definition: lang.Text{FR: r.DefinitionFr, EN: r.DefinitionEn}, Measure: r.Measure, Cover: r.Cover,
		}
		if err := json.Unmarshal([]byte(r.Rule), &list[i].Rule); err != nil {
			return nil, err
		}
	}
	return list, nil
}
