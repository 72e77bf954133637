package control

import (
	"context"
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"

	"maillage/internal/kit/frnum"
	"maillage/internal/kit/lang"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/indicator"
)

// Sealed names a kept version of the report, which a control file may enclose.
type Sealed struct {
	Number int       `json:"number"`
	Final  bool      `json:"final"` // signed
	Label  string    `json:"label"`
	Funder string    `json:"funder,omitempty"` // "" is the whole programme
	Digest string    `json:"digest"`           // SHA-256 of its sealed content, printed in its documents
	AsOf   time.Time `json:"as_of"`            // what it knew
	KeptAt time.Time `json:"kept_at"`
	KeptBy string    `json:"kept_by"`
}

// Version is a kept version with what the report sealed in it: the file tells its figures, and everything else as of its date, with the
// agreement and the definitions of then.
type Version struct {
	Sealed
	Language   string // of Told.Text and Told.Scope
	Agreement  *agreement.Agreement
	Indicators []indicator.Indicator
	Figures    []Told
	Pieces     []Counted
	Since      Since
}

// Told is a figure as the version tells it.
type Told struct {
	Request                       indicator.Request
	Scope                         string // "2019, Gironde"
	Text                          string
	Value, Numerator, Denominator *big.Rat
	Entries                       int64
}

// Counted is a piece that the version counted, by the SHA-256 of its file; "" for a link that nobody had captured.
type Counted struct{ ID, SHA256 string }

// Since says how much of a version would be told otherwise at a later moment.
type Since struct {
	At      time.Time `json:"at"`              // what the version is compared with
	Moved   int       `json:"figures_moved"`   // that have another value then
	Unmoved int       `json:"figures_unmoved"` // that have the same
	Entries int       `json:"entries_changed"`
}

// Change is what happened to a piece after a version.
type Change string

// The changes. Redacted: a copy that may be published was made of it.
const (
	Added    Change = "added"
	Removed  Change = "removed"
	Replaced Change = "replaced"
	Captured Change = "captured"
	Redacted Change = "redacted"
)

// Notice tells what happened to a piece after the version that the file encloses. Number is "" for a piece that the version did not know.
type Notice struct {
	Number  string    `json:"piece,omitempty"`
	ID      string    `json:"id"`
	Change  Change    `json:"change"`
	Message lang.Text `json:"message"`
}

// name is how tables call what they come from: "version 3", or a draft.
func (v *Version) name(language string) string {
	if v == nil {
		return wordsIn(language)("brouillon", "draft")
	}
	return fmt.Sprintf("version %d", v.Number)
}

// status says in a sentence what the file encloses, of which date its entries are, and what has moved since.
func (p *Perimeter) status(language string) string {
	t, v := wordsIn(language), p.version
	if v == nil {
		return fmt.Sprintf(t("BROUILLON, état au %s : aucune version gardée du bilan n’est jointe, et tout ceci peut encore changer.",
			"DRAFT as of %s: no kept version of the report is enclosed, and all of this may still change."), momentText(p.Moment, language))
	}
	sort := t("de travail", "working")
	if v.Final {
		sort = t("définitive", "final")
	}
	return fmt.Sprintf(t("Version %d « %s » (%s), gardée le %s par %s. Chiffres tels que gardés, réalisations et pièces à cette date. %s",
		"Version %d “%s” (%s), kept on %s by %s. Figures as they were kept, entries and pieces as of that date. %s"),
		v.Number, v.Label, sort, momentText(v.KeptAt, language), v.KeptBy, v.Since.text(language))
}

func (s Since) text(language string) string {
	t := wordsIn(language)
	number := func(n int) string { return frnum.Format(int64(n), language) }
	if s.Moved == 0 {
		return fmt.Sprintf(t("Recalculés au %s, les %s chiffres sont les mêmes.", "Computed again as of %s, the %s figures are the same."), momentText(s.At, language), number(s.Unmoved))
	}
	return fmt.Sprintf(t("Recalculés au %s, %s de ses %s chiffres seraient différents (réalisations notées ou corrigées depuis : %s).",
		"Computed again as of %s, %s of its %s figures would differ (entries written or corrected since: %s)."), momentText(s.At, language), number(s.Moved), number(s.Moved+s.Unmoved), number(s.Entries))
}

// momentText is a moment in universal time, for people.
func momentText(at time.Time, language string) string {
	if language == "en" {
		return at.UTC().Format("2 January 2006 15:04 UTC")
	}
	return at.UTC().Format("02/01/2006 15:04") + " (heure universelle)"
}

// label is what the seal of the file tells: "3 Bilan définitif".
func (v *Version) label() string {
	if v == nil {
		return ""
	}
	return strings.TrimSpace(strconv.Itoa(v.Number) + " " + v.Label)
}

// toldLines are the figures of a version. What it keeps of each is told as it was kept; the rest is computed as of its date. One whose
// value that date does not give again is a fault.
func (s *Service) toldLines(ctx context.Context, p *Perimeter) ([]Line, []Fault, error) {
	v := p.version
	d := s.Indicators.Define(v.Indicators, v.Agreement)
	requests, holds := make([]indicator.Request, len(v.Figures)), make([]holder, len(v.Figures))
	for i, told := range v.Figures {
		requests[i] = told.Request
		var err error
		if holds[i], err = d.Behind(told.Request); err != nil {
			return nil, nil, err
		}
	}
	figures, err := d.Figures(ctx, requests, p.Moment)
	if err != nil {
		return nil, nil, err
	}
	lines, faults := make([]Line, len(figures)), []Fault{}
	for i, f := range figures {
		told := v.Figures[i]
		if !sameValue(f.Value, told.Value) || f.Entries != told.Entries {
			faults = append(faults, toldFault(f, told))
		}
		f.Value, f.Numerator, f.Denominator, f.Entries = told.Value, told.Numerator, told.Denominator, told.Entries
		lines[i] = Line{Figure: f, Behind: []int{}, told: told, toldIn: v.Language, narrowed: p.narrowed(f, told)}
	}
	for e, err := range s.each(ctx, p) {
		if err != nil {
			return nil, nil, err
		}
		for i, holds := range holds {
			if holds(e) {
				lines[i].Behind = append(lines[i].Behind, p.number(e.ID))
			}
		}
	}
	return lines, faults, nil
}

func sameValue(a, b *big.Rat) bool {
	return a == nil && b == nil || a != nil && b != nil && a.Cmp(b) == 0
}

func toldFault(f indicator.Figure, told Told) Fault {
	return Fault{Figure: f.Indicator.Key, Message: lang.Text{
		FR: fmt.Sprintf("Chiffre « %s, %s » : la version dit %s et le registre à sa date donne %s. Lancez maillage doctor.", f.Indicator.Label.FR, told.Scope, told.Text, f.Text("fr")),
		EN: fmt.Sprintf("Figure “%s, %s”: the version says %s and the ledger as of its date gives %s. Run maillage doctor.", f.Indicator.Label.In("en"), told.Scope, told.Text, f.Text("en")),
	}}
}

// narrowed says what a figure covers beside the years of its column: a department, several years; "" for the perimeter itself.
func (p *Perimeter) narrowed(f indicator.Figure, told Told) string {
	years, rest, _ := strings.Cut(told.Scope, ", ")
	var parts []string
	if !f.Whole && f.Scope.From != f.Scope.To {
		parts = append(parts, years)
	}
	switch {
	case f.Scope.Funder == p.Funder.Code && p.Funder.Code != "":
		_, rest, _ = strings.Cut(rest, ", ") // its name goes without saying
	case f.Scope.Funder == "" && p.Funder.Code != "":
		parts = append(parts, wordsIn(p.version.Language)("programme entier", "whole programme"))
	}
	if rest != "" {
		parts = append(parts, rest)
	}
	return strings.Join(parts, ", ")
}

// countedItems are the pieces that a version counted, with the file that it counted, in the order in which they were first recorded. Pieces
// of which the history tells nothing at that date are told as they stand.
func (s *Service) countedItems(ctx context.Context, v *Version, known []evidence.Item, links map[string][]string) ([]evidence.Item, error) {
	st, byID := store{s.DB}, map[string]evidence.Item{}
	for _, i := range known {
		byID[i.ID] = i
	}
	list := make([]evidence.Item, 0, len(v.Pieces))
	for _, c := range v.Pieces {
		item, there := byID[c.ID]
		if !there {
			var err error
			if item, err = st.item(ctx, c.ID); err != nil {
				return nil, err
			}
			if links[c.ID], err = s.Evidence.Entries(ctx, c.ID); err != nil {
				return nil, err
			}
		}
		if item.SHA256 != c.SHA256 {
			if err := st.file(ctx, &item, c.SHA256); err != nil {
				return nil, err
			}
		}
		list = append(list, item)
	}
	slices.SortFunc(list, func(a, b evidence.Item) int { return strings.Compare(a.ID, b.ID) })
	return list, nil
}

// notices compares the pieces of the version with those of now.
func (s *Service) notices(ctx context.Context, p *Perimeter) ([]Notice, error) {
	now, err := store{s.DB}.items(ctx, p.version.Since.At)
	if err != nil {
		return nil, err
	}
	before, err := store{s.DB}.items(ctx, p.Moment)
	if err != nil {
		return nil, err
	}
	today, known := map[string]evidence.Item{}, map[string]bool{}
	for _, i := range now {
		today[i.ID] = i
	}
	for _, i := range before {
		known[i.ID] = true
	}
	list := []Notice{}
	for i := range p.Pieces {
		piece := &p.Pieces[i]
		known[piece.ID] = true
		if change := changed(piece.Item, today); change != "" {
			piece.Since = change
			list = append(list, Notice{Number: piece.Number, ID: piece.ID, Change: change, Message: changeMessage(change, piece.Number, piece.Title)})
		}
	}
	current, err := s.perimeters(ctx, p.Agreement, []string{p.Funder.Code}, p.version.Since.At, nil)
	if err != nil {
		return nil, err
	}
	for _, piece := range current[0].Pieces {
		if !known[piece.ID] {
			list = append(list, Notice{ID: piece.ID, Change: Added, Message: changeMessage(Added, "", piece.Title)})
		}
	}
	return list, nil
}

// changed says what happened to a piece, "" for nothing.
func changed(then evidence.Item, today map[string]evidence.Item) Change {
	now, there := today[then.ID]
	switch {
	case !there:
		return Removed
	case now.SHA256 != then.SHA256 && then.SHA256 == "":
		return Captured
	case now.SHA256 != then.SHA256:
		return Replaced
	case now.Redacted != "" && now.Redacted != then.Redacted:
		return Redacted
	}
	return ""
}

// ChangeName names a change for people.
func ChangeName(c Change, language string) string {
	names := map[Change]lang.Text{
		Added: {FR: "ajoutée depuis", EN: "added since"}, Removed: {FR: "retirée depuis", EN: "removed since"}, Replaced: {FR: "fichier remplacé depuis", EN: "file replaced since"},
		Captured: {FR: "fichier reçu depuis", EN: "file received since"}, Redacted: {FR: "copie caviardée faite depuis", EN: "redacted copy made since"},
	}
	return names[c].In(language)
}

func changeMessage(c Change, number, title string) lang.Text {
	tail := map[Change]lang.Text{
		Added:    {FR: "elle n’est pas dans cette version.", EN: "it is not in this version."},
		Removed:  {FR: "la version l’a comptée, son fichier est joint.", EN: "the version counted it, its file is enclosed."},
		Replaced: {FR: "le fichier joint est celui que la version a compté.", EN: "the file enclosed is the one that the version counted."},
		Captured: {FR: "la version ne l’a comptée que comme annoncée.", EN: "the version counted it as announced only."},
		Redacted: {FR: "le fichier joint est l’original que la version a compté : ne le publiez pas.", EN: "the file enclosed is the original that the version counted: do not publish it."},
	}[c]
	return lang.Text{
		FR: strings.TrimSpace("Pièce "+number) + " « " + title + " », " + ChangeName(c, "fr") + " : " + tail.FR,
		EN: strings.TrimSpace("Piece "+number) + " “" + title + "”, " + ChangeName(c, "en") + ": " + tail.EN,
	}
}
