package control

import (
	"context"
	"encoding/json"
	"io"
	"iter"
	"math/big"
	"slices"

	"maillage/internal/kit/lang"
	"maillage/internal/kit/tabular"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
)

// Line is a figure with the numbers of the entries behind it; those behind a percentage are those of its denominator.
type Line struct {
	indicator.Figure
	Behind []int

	told     Told   // by a kept version
	toldIn   string // its language
	narrowed string // to what, beside the years of its column
}

// Text is the value for people: the version's own words in its language.
func (l Line) Text(language string) string {
	if language == l.toldIn {
		return l.told.Text
	}
	return l.Figure.Text(language)
}

// holder says whether an entry stands behind a figure.
type holder = func(ledger.Entry) bool

// lines are the figures of the file: those that a version told, else every indicator for the whole programme and for each of its years.
func (s *Service) lines(ctx context.Context, p *Perimeter) ([]Line, []Fault, error) {
	if p.version != nil {
		return s.toldLines(ctx, p)
	}
	lines, err := s.draftLines(ctx, p)
	return lines, []Fault{}, err
}

func (s *Service) draftLines(ctx context.Context, p *Perimeter) ([]Line, error) {
	d, err := s.Indicators.Definitions(ctx)
	if err != nil {
		return nil, err
	}
	var requests []indicator.Request
	for _, x := range d.All() {
		for _, year := range append([]int{0}, p.Agreement.Years()...) {
			scope := indicator.Year(year)
			scope.Funder = p.Funder.Code
			requests = append(requests, indicator.Request{Key: x.Key, Scope: scope})
		}
	}
	figures, err := d.Figures(ctx, requests, p.Moment)
	if err != nil {
		return nil, err
	}
	lines := make([]Line, len(figures))
	var behind []int
	for i, f := range figures {
		if requests[i].Scope.From == 0 { // the whole programme comes first, and its entries are those of all years
			if behind, err = s.behind(ctx, d, p, requests[i]); err != nil {
				return nil, err
			}
		}
		lines[i] = Line{Figure: f, Behind: p.inYear(behind, requests[i].Scope.From)}
	}
	return lines, nil
}

// behind lists the entries that a page of the figure would list, by their numbers.
func (s *Service) behind(ctx context.Context, d *indicator.Definitions, p *Perimeter, r indicator.Request) ([]int, error) {
	filter, err := d.Filter(r, p.Moment)
	if err != nil {
		return nil, err
	}
	ids, err := s.Ledger.IDs(ctx, filter)
	if err != nil {
		return nil, err
	}
	list := []int{}
	for _, id := range ids {
		if n := p.numbers[id]; n > 0 {
			list = append(list, n)
		}
	}
	slices.Sort(list)
	return list, nil
}

// inYear keeps the entries that count in a year, all of them for 0.
func (p *Perimeter) inYear(numbers []int, year int) []int {
	if year == 0 {
		return numbers
	}
	list := []int{}
	for _, n := range numbers {
		if p.Entries[n-1].Year == year {
			list = append(list, n)
		}
	}
	return list
}

// figureColumns and figureRow are chiffres.csv and chiffres.xlsx.
func figureColumns(language string) []tabular.Column {
	t := wordsIn(language)
	return []tabular.Column{
		{Title: t("Clé", "Key")}, {Title: t("Chiffre", "Figure")}, {Title: t("Définition", "Definition")}, {Title: t("Année", "Year"), Kind: tabular.Integer},
		{Title: t("Valeur", "Value"), Kind: tabular.Decimal}, {Title: t("Unité", "Unit")}, {Title: t("Numérateur", "Numerator"), Kind: tabular.Decimal},
		{Title: t("Dénominateur", "Denominator"), Kind: tabular.Decimal}, {Title: t("Périmètre", "Scope")}, {Title: t("Réalisations derrière", "Entries behind"), Kind: tabular.Integer},
		{Title: t("Dont sans la valeur", "Of them without the value"), Kind: tabular.Integer}, {Title: t("Pièces exigées", "Proofs required"), Kind: tabular.Integer},
		{Title: t("Pièces conservées", "Proofs kept"), Kind: tabular.Integer}, {Title: t("Au", "As of"), Kind: tabular.Date}, {Title: t("Restreint à", "Narrowed to")}, {Title: "Version"},
	}
}

func (p *Perimeter) figureRows(lines []Line, language string) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, l := range lines {
			var year any
			if y := l.Year(); y != 0 {
				year = y
			}
			x := l.Indicator
			row := []any{
				x.Key, x.Label.In(language), x.Definition.In(language), year, decimal(l.Value), x.Unit.In(language), decimal(l.Numerator), decimal(l.Denominator),
				p.Name(language), len(l.Behind), l.Missing, l.Proof.Need, l.Proof.Have, p.Moment, l.narrowed, p.version.name(language),
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

// decimal is for reading in a spreadsheet; chiffres.json holds the exact value.
func decimal(v *big.Rat) any {
	if v == nil {
		return nil
	}
	x, _ := v.Float64()
	return x
}

// figuresJSON writes chiffres.json.
func (p *Perimeter) figuresJSON(w io.Writer, lines []Line) error {
	type line struct {
		Figure     indicator.Figure `json:"figure"`
		Label      lang.Text        `json:"label"`
		Definition lang.Text        `json:"definition"`
		Entries    []string         `json:"entries"`
	}
	list := make([]line, len(lines))
	for i, l := range lines {
		list[i] = line{l.Figure, l.Indicator.Label, l.Indicator.Definition, p.names(l.Behind)}
	}
	return writeJSON(w, list)
}

// names are the entries' numbers as people write them; never null.
func (p *Perimeter) names(numbers []int) []string {
	list := make([]string, len(numbers))
	for i, n := range numbers {
		list[i] = p.Entries[n-1].Name()
	}
	return list
}

func writeJSON(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	return enc.Encode(v)
}
