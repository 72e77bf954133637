package report

import (
	"context"
	"encoding/json"
)

// Comparison sets two versions side by side, as they were told.
type Comparison struct {
	*Difference
	Figures []FigurePair `json:"figures"` // all that one of the two tells, in the order of the newer one
	Changed []TextChange `json:"changed"` // headings whose text differs
}

// FigurePair is one figure as two versions told it; "" where a version does not tell it.
type FigurePair struct {
	Figure string `json:"figure"` // its anchor
	Label  string `json:"label"`
	Scope  string `json:"scope"`
	Before string `json:"before"`
	After  string `json:"after"`
	Moved  bool   `json:"moved"`
}

// TextChange is what stood under a heading, and what stands there; "" where the heading was not there.
type TextChange struct {
	Heading string `json:"heading"` // "axe-1.md, Réalisations"
	Before  string `json:"before"`
	After   string `json:"after"`
}

// Compare compares two versions as they were told: nothing is computed again. Errors: not_found.
func (s *Service) Compare(ctx context.Context, older, newer int, language string) (*Comparison, error) {
	v, before, err := s.Frozen(ctx, older)
	if err != nil {
		return nil, err
	}
	w, after, err := s.Frozen(ctx, newer)
	if err != nil {
		return nil, err
	}
	definitions := s.Indicators.Define(after.Indicators, after.Agreement)
	x := sides{
		language: language, before: before, after: after.Figures, texts: after.Texts, agreementSame: sameJSON(before.Agreement, after.Agreement),
		indicators: after.Indicators, definitions: definitions,
	}
	d := &Difference{Version: v, With: &w}
	if x.changes, d.Cut, err = s.changesBetween(ctx, v, w); err != nil {
		return nil, err
	}
	x.compare(d)
	return &Comparison{Difference: d, Figures: pairFigures(before.Figures, after.Figures), Changed: textChanges(before.Texts, after.Texts)}, nil
}

// pairFigures sets figures side by side; those that are gone come last.
func pairFigures(before, after []FrozenFigure) []FigurePair {
	was := map[string]FrozenFigure{}
	for _, f := range before {
		was[f.Anchor] = f
	}
	list := make([]FigurePair, 0, len(after))
	for _, is := range after {
		f, there := was[is.Anchor]
		delete(was, is.Anchor)
		list = append(list, FigurePair{
			Figure: is.Anchor, Label: is.Label, Scope: is.Scope, Before: f.Text, After: is.Text, Moved: !there || !sameRat(f.Value, is.Value),
		})
	}
	for _, f := range before {
		if _, gone := was[f.Anchor]; gone {
			list = append(list, FigurePair{Figure: f.Anchor, Label: f.Label, Scope: f.Scope, Before: f.Text, Moved: true})
		}
	}
	return list
}

// textChanges are the texts of the headings that differ.
func textChanges(before, after []Text) []TextChange {
	was, is := headingTexts(before), headingTexts(after)
	list := []TextChange{}
	for _, heading := range changedTexts(before, after) {
		list = append(list, TextChange{Heading: heading, Before: was.text[heading], After: is.text[heading]})
	}
	return list
}

// Letter reads the letter of differences that a correction carries; nil for a version that corrects none.
func (f *Frozen) Letter() (*Letter, error) {
	var doc struct {
		Letter *Letter `json:"letter"`
	}
	err := json.Unmarshal(f.Document, &doc)
	return doc.Letter, err
}
