package ui

import (
	"context"
	"iter"
	"net/http"
	"time"

	"maillage/internal/kit/tabular"
	"maillage/internal/programme/report"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// sheet is a list to be taken away.
type sheet struct {
	columns []tabular.Column
	rows    [][]any
}

func newSheet(ctx context.Context, keys ...string) *sheet {
	s := &sheet{}
	for _, key := range keys {
		s.columns = append(s.columns, tabular.Column{Title: i18n.T(ctx, key)})
	}
	return s
}

func (s *sheet) add(cells ...any) { s.rows = append(s.rows, cells) }

func (s *sheet) all() iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, row := range s.rows {
			if !yield(row, nil) {
				return
			}
		}
	}
}

// file answers with a list; the ending of its name says the format.
func file(name string, list func(r *http.Request) (*sheet, error)) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		s, err := list(r)
		if err != nil {
			return err
		}
		return web.Rows(w, name, s.columns, s.all())
	}
}

func instant(at time.Time) string { return at.UTC().Format(time.RFC3339) }

func (h Handlers) varianceRows(r *http.Request) (*sheet, error) {
	ctx := r.Context()
	v, err := h.selectVariances(r)
	if err != nil {
		return nil, err
	}
	s := newSheet(ctx, "report.column.axis", "report.column.activity", "report.variance.one", "report.variance.rule", "report.variance.planned", "report.variance.actual", "report.variance.delta",
		"report.variance.state", "report.variance.kind", "report.variance.text", "report.variance.reference", "report.kept.by", "report.kept.kept_at", "report.variance.count", "report.column.key")
	s.columns[13].Kind = tabular.Integer
	for _, axis := range v.Axes {
		for _, x := range axis.List {
			c := report.Closing{}
			at := ""
			if x.Closing != nil {
				c, at = *x.Closing, instant(x.Closing.At)
			}
			s.add(x.Axis, x.Activity, x.Title, i18n.T(ctx, "report.variance.rule."+x.Rule), x.Planned, x.Actual, x.Delta,
				i18n.T(ctx, "report.variance.state."+stateOf(x.Variance)), c.KindName, c.Text, c.Reference, c.By, at, x.Count, x.Key)
		}
	}
	return s, nil
}

func (h Handlers) versionRows(r *http.Request) (*sheet, error) {
	ctx := r.Context()
	v, err := h.selectVersions(r)
	if err != nil {
		return nil, err
	}
	s := newSheet(ctx, "report.kept.number", "report.kept.label", "report.kept.sort", "report.kept.perimeter", "report.seal.as_of", "report.kept.kept_at", "report.kept.by",
		"report.seal.hash", "report.seal.template", "report.seal.ledger", "report.kept.replaces", "report.kept.reason", "report.kept.files")
	s.columns[0].Kind, s.columns[9].Kind, s.columns[12].Kind = tabular.Integer, tabular.Integer, tabular.Integer
	for _, x := range v.List {
		var replaces any
		if x.Replaces != 0 {
			replaces = x.Replaces
		}
		s.add(x.Number, x.Label, sortState(ctx, x.Final).Label, v.perimeterName(ctx, x.Funder), instant(x.AsOf), instant(x.KeptAt), x.Actor,
			x.Hash, x.Template, x.LedgerSeq, replaces, x.Reason, len(v.Files[x.Number]))
	}
	return s, nil
}

// moveRows are the moved figures, a row for each cause, so that a spreadsheet can sort them by person or by entry.
func (h Handlers) moveRows(r *http.Request) (*sheet, error) {
	ctx := r.Context()
	number, err := numberOf(r.PathValue("number"))
	if err != nil {
		return nil, err
	}
	d, err := h.difference(ctx, number)
	if err != nil {
		return nil, err
	}
	s := newSheet(ctx, "report.move.figure", "report.move.scope", "report.move.before", "report.move.after", "report.move.delta", "report.move.entry", "report.column.when",
		"report.move.act", "report.kept.by", "report.move.at", "report.move.detail", "report.move.id")
	for _, m := range d.Moves {
		figure := []any{m.Label, m.Scope, m.Before, m.After, m.Delta}
		for _, c := range m.Causes {
			s.add(append(figure[:5:5], c.Title, c.When, c.Act, c.Actor, instant(c.At), c.Detail, c.Entry)...)
		}
		if len(m.Causes) == 0 {
			s.add(append(figure[:5:5], nil, nil, nil, nil, nil, nil, nil)...)
		}
	}
	return s, nil
}

func (h Handlers) pairRows(r *http.Request) (*sheet, error) {
	c, err := h.compare(r)
	if err != nil {
		return nil, err
	}
	s := newSheet(r.Context(), "report.move.figure", "report.move.scope", "report.move.before", "report.move.after", "report.move.moved")
	for _, p := range c.Figures {
		moved := ""
		if p.Moved {
			moved = i18n.T(r.Context(), "report.yes")
		}
		s.add(p.Label, p.Scope, p.Before, p.After, moved)
	}
	return s, nil
}

func (h Handlers) reconciliationRows(r *http.Request) (*sheet, error) {
	ctx := r.Context()
	v, err := h.view(r)
	if err != nil {
		return nil, err
	}
	s := newSheet(ctx, "report.reconciliation.number", "report.reconciliation.unit")
	for _, name := range v.Reconciliation.Columns {
		s.columns = append(s.columns, tabular.Column{Title: name, Kind: tabular.Decimal})
	}
	s.columns = append(s.columns, tabular.Column{Title: i18n.T(ctx, "report.reconciliation.balance")}, tabular.Column{Title: i18n.T(ctx, "report.column.key")})
	for _, row := range v.Reconciliation.Rows {
		cells := []any{row.Label, row.Unit}
		for _, x := range row.Values {
			if x == nil {
				cells = append(cells, nil)
				continue
			}
			cells = append(cells, *x)
		}
		s.add(append(cells, balance(ctx, row).Label, row.Key)...)
	}
	return s, nil
}
