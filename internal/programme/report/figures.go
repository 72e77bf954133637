package report

import (
	"cmp"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
)

// figures asks for everything that a document tells in one call, and keeps where each figure is used.
type figures struct {
	agreement *agreement.Agreement
	perimeter string // a funder, "" for the whole programme
	language  string
	known     map[string]indicator.Indicator
	position  map[string]int
	places    map[string]string // names of departments
	first     int               // years of the programme
	last      int

	day      string // the moment of the document, written out
	asked    []indicator.Request
	index    map[indicator.Request]int
	computed []indicator.Figure
	sheets   map[indicator.Request]*FigureSheet
	uses     int
	notes    map[string]int // anchor of a figure → number of its footnote
	found    []Finding
}

func newFigures(a *agreement.Agreement, list []indicator.Indicator, o Options) *figures {
	years := a.Years()
	fs := &figures{
		agreement: a, perimeter: o.Funder, language: o.Language, first: years[0], last: years[len(years)-1],
		places: map[string]string{}, known: map[string]indicator.Indicator{}, position: map[string]int{}, index: map[indicator.Request]int{}, sheets: map[indicator.Request]*FigureSheet{}, notes: map[string]int{},
	}
	for i, x := range list {
		fs.known[x.Key], fs.position[x.Key] = x, i
	}
	return fs
}

// stock says that an indicator is a level at a date, such as a number of places: it belongs to no funder, and its years are not added up.
func stock(x indicator.Indicator) bool {
	return x.Measure == indicator.Reading || x.Measure == indicator.Growth
}

// sums says that the years of an indicator may be added up.
func sums(x indicator.Indicator) bool { return x.Rule.SumsYears && !x.Percent() && !stock(x) }

// inside narrows a request to the perimeter; false when the text asks for what the perimeter leaves out.
func (fs *figures) inside(r indicator.Request) (indicator.Request, bool) {
	if r.Scope.From <= fs.first && r.Scope.To >= fs.last && fs.first != fs.last {
		r.Scope.From, r.Scope.To = 0, 0
	}
	if fs.perimeter == "" {
		return r, true
	}
	ofRule := fs.known[r.Key].Rule.Funder
	if r.Scope.Funder != "" && r.Scope.Funder != fs.perimeter || ofRule != "" && ofRule != fs.perimeter {
		return r, false
	}
	r.Scope.Funder = fs.perimeter
	return r, true
}

// ask notes a figure to compute. A level is also asked for the whole programme: it stands in for what no funder can be told.
func (fs *figures) ask(r indicator.Request) {
	if _, known := fs.known[r.Key]; !known || !fs.fundersKnown(r) {
		return
	}
	narrow, inside := fs.inside(r)
	if !inside {
		return
	}
	fs.add(narrow)
	if fs.perimeter != "" && stock(fs.known[r.Key]) {
		narrow.Scope.Funder = ""
		fs.add(narrow)
	}
}

func (fs *figures) add(r indicator.Request) {
	if _, twice := fs.index[r]; !twice {
		fs.index[r] = len(fs.asked)
		fs.asked = append(fs.asked, r)
	}
}

func (fs *figures) fundersKnown(r indicator.Request) bool {
	_, ok := fs.agreement.Funder(r.Scope.Funder)
	return ok || r.Scope.Funder == "" || r.Scope.Funder == ledger.NoFunder
}

// get returns a computed figure as the perimeter tells it.
func (fs *figures) get(r indicator.Request) (f indicator.Figure, as indicator.Request, state FigureState) {
	if _, known := fs.known[r.Key]; !known || !fs.fundersKnown(r) {
		return f, r, FigureUnknown
	}
	as, inside := fs.inside(r)
	if !inside {
		return f, r, FigureOutside
	}
	f = fs.of(as)
	if f.Unset() && fs.perimeter != "" && stock(f.Indicator) {
		whole := as
		whole.Scope.Funder = ""
		if w := fs.of(whole); !w.Unset() {
			return w, whole, FigureWhole
		}
	}
	switch {
	case f.Unset() && f.Denominator != nil && f.Denominator.Sign() == 0:
		return f, as, FigureVoid
	case f.Unset():
		return f, as, FigureUnset
	case f.Partial():
		return f, as, FigurePartial
	}
	return f, as, FigureSet
}

// of returns what was computed. A figure that nobody asked for would be told as another one: that is a slip of ours, hence the panic.
func (fs *figures) of(r indicator.Request) indicator.Figure {
	i, ok := fs.index[r]
	if !ok {
		panic("report: figure not asked for: " + anchorOf(r))
	}
	return fs.computed[i]
}

// mention is a figure in a sentence or a cell: it tells its findings and is remembered by the figure's sheet.
func (fs *figures) mention(r indicator.Request, at Place, words string) FigureUse {
	return fs.mentionIn(r, at, words, "")
}

// mentionIn is a mention inside a block with an anchor of its own, such as a chart; "" gives the figure one.
func (fs *figures) mentionIn(r indicator.Request, at Place, words, anchor string) FigureUse {
	f, as, state := fs.get(r)
	fs.judge(f, r, state, at, words)
	u := FigureUse{State: state}
	switch state {
	case FigureUnknown:
		u.Text = words
		return u
	case FigureOutside:
		u.Text = lang.Text{FR: "hors périmètre", EN: "outside the perimeter"}.In(fs.language)
		return u
	}
	u.Text = f.Text(fs.language)
	if state == FigureVoid {
		u.Text = voidWords.In(fs.language)
	}
	if f.Value != nil {
		u.Value, _ = f.Value.Float64()
	}
	if f.Entries == 0 && (as.Scope.Department != "" || as.Scope.Former != "") { // an empty territory opens on nothing
		return u
	}
	sheet := fs.sheet(as, f)
	u.Figure = sheet.Anchor
	if anchor == "" {
		fs.uses++
		u.Use = "u" + strconv.Itoa(fs.uses)
		anchor = u.Use
	}
	if !slices.Contains(sheet.Uses, anchor) {
		sheet.Uses = append(sheet.Uses, anchor)
	}
	return u
}

// voidWords stand for a percentage of nothing: it was recorded, and there is nothing to tell.
var voidWords = lang.Text{FR: "sans objet", EN: "not applicable"}

// derived is a number made of figures, such as what is left of a total: it has no sheet of its own.
func (fs *figures) derived(v *big.Rat, like indicator.Figure) FigureUse {
	like.Value = v
	value, _ := v.Float64()
	return FigureUse{Text: like.Text(fs.language), State: FigureSet, Value: value}
}

// judge tells what a reader must know of a figure at this place.
func (fs *figures) judge(f indicator.Figure, r indicator.Request, state FigureState, at Place, words string) {
	tell := func(rule string, message, mend lang.Text) {
		fs.found = append(fs.found, finding(at, rule, words, message, mend))
	}
	switch state {
	case FigureUnknown:
		if !fs.fundersKnown(r) {
			tell("funder_unknown", textf("Le cofinanceur « %s » n’est pas dans la convention.", "The funder “%s” is not in the agreement.", r.Scope.Funder),
				textf("Écrivez un de : %s, none.", "Write one of: %s, none.", fs.funderCodes()))
			return
		}
		tell("figure_unknown", textf("Il n’y a pas d’indicateur « %s ».", "There is no indicator “%s”.", r.Key), fs.nearest(r.Key))
	case FigureUnset:
		tell("figure_unset", textf("Personne n’a noté ce chiffre (%s, %s).", "Nobody recorded this figure (%s, %s).", f.Indicator.Label.In(fs.language), fs.scopeWords(f.Scope)),
			lang.Text{FR: "Importez les réalisations qui le portent, ou retirez-le du texte.", EN: "Import the entries that carry it, or take it out of the text."})
	case FigureVoid:
		tell("figure_void", lang.Text{FR: "Pourcentage sans objet : son dénominateur est zéro.", EN: "The percentage has no object: its lower term is zero."},
			lang.Text{FR: "Relisez la phrase : elle dit « sans objet ».", EN: "Read the sentence again: it says “not applicable”."})
	case FigurePartial:
		tell("figure_partial", textf("Chiffre incomplet, réalisations sans ce nombre : %d sur %d.", "Incomplete figure, entries that lack this number: %d of %d.", f.Missing, f.Entries),
			lang.Text{FR: "Complétez-les, ou dites-le dans le texte.", EN: "Complete them, or say so in the text."})
	case FigureOutside:
		tell("figure_outside", lang.Text{FR: "Ce chiffre compte ce qu’un autre finance.", EN: "This figure counts what somebody else pays for."},
			lang.Text{FR: "Il reste dans le bilan de l’ensemble du programme.", EN: "It stays in the report of the whole programme."})
	case FigureWhole:
		tell("figure_whole", lang.Text{FR: "Ce relevé ne se partage pas entre cofinanceurs : il est donné pour l’ensemble du programme.", EN: "This level is not shared between funders: it is told for the whole programme."},
			lang.Text{FR: "Rien à faire.", EN: "Nothing to do."})
	}
}

func (fs *figures) funderCodes() string {
	var codes []string
	for _, f := range fs.agreement.Funders {
		codes = append(codes, f.Code)
	}
	return strings.Join(codes, ", ")
}

// nearest proposes the keys that begin like the one written.
func (fs *figures) nearest(key string) lang.Text {
	root, _, _ := strings.Cut(key, ".")
	var like []string
	for k := range fs.known {
		if k == root || strings.HasPrefix(k, root+".") {
			like = append(like, k)
		}
	}
	if len(like) == 0 {
		return lang.Text{FR: "Corrigez la clé, ou ajoutez l’indicateur à indicators.toml.", EN: "Mend the key, or add the indicator to indicators.toml."}
	}
	slices.Sort(like)
	list := strings.Join(like[:min(len(like), 6)], ", ")
	return textf("Corrigez la clé (il existe : %s), ou ajoutez l’indicateur à indicators.toml.", "Mend the key (there are: %s), or add the indicator to indicators.toml.", list)
}

// sheet returns the sheet of a figure, made at its first use.
func (fs *figures) sheet(r indicator.Request, f indicator.Figure) *FigureSheet {
	if s, ok := fs.sheets[r]; ok {
		return s
	}
	text := f.Text(fs.language)
	if f.Unset() && f.Denominator != nil {
		text = voidWords.In(fs.language)
	}
	s := &FigureSheet{
		Anchor: anchorOf(r), Label: f.Indicator.Label.In(fs.language), Unit: f.Indicator.Unit.In(fs.language), Definition: f.Indicator.Definition.In(fs.language),
		Scope: fs.scopeWords(r.Scope), Text: text, Terms: f.TermsText(fs.language), Computed: f, Entries: []EntryLink{}, Uses: []string{},
	}
	fs.sheets[r] = s
	return s
}

// anchorOf names a figure by what it is, so that a link to it outlives the next build.
func anchorOf(r indicator.Request) string {
	var scope []string
	switch {
	case r.Scope.From != 0 && r.Scope.From == r.Scope.To:
		scope = append(scope, strconv.Itoa(r.Scope.From))
	case r.Scope.From != 0:
		scope = append(scope, strconv.Itoa(r.Scope.From)+"-"+strconv.Itoa(r.Scope.To))
	}
	if r.Scope.Funder != "" {
		scope = append(scope, r.Scope.Funder)
	}
	if r.Scope.Department != "" {
		scope = append(scope, "d"+strings.ToLower(r.Scope.Department))
	}
	if r.Scope.Former != "" {
		scope = append(scope, r.Scope.Former)
	}
	anchor := "c-" + strings.ReplaceAll(r.Key, ".", "-")
	if len(scope) > 0 {
		anchor += "--" + strings.Join(scope, "-")
	}
	return anchor
}

// scopeWords says what a figure covers: "2019, Région", "ensemble du programme".
func (fs *figures) scopeWords(s indicator.Scope) string {
	var parts []string
	switch {
	case s.From == 0 && s.To == 0:
		parts = append(parts, strconv.Itoa(fs.first)+"-"+strconv.Itoa(fs.last))
	case s.From == ledger.SeveralYears:
		parts = append(parts, lang.Text{FR: "sur plusieurs années", EN: "over several years"}.In(fs.language))
	case s.From == s.To:
		parts = append(parts, strconv.Itoa(s.From))
	default:
		parts = append(parts, strconv.Itoa(s.From)+"-"+strconv.Itoa(s.To))
	}
	if s.Funder != "" {
		parts = append(parts, fs.funderName(s.Funder))
	}
	if s.Department != "" {
		parts = append(parts, cmp.Or(fs.places[s.Department], s.Department))
	}
	switch s.Former {
	case "":
	case indicator.Elsewhere:
		parts = append(parts, elsewhereLabel.In(fs.language))
	default:
		parts = append(parts, cmp.Or(fs.places[s.Former], s.Former))
	}
	return strings.Join(parts, ", ")
}

func (fs *figures) funderName(code string) string {
	if f, ok := fs.agreement.Funder(code); ok {
		return f.Short.In(fs.language)
	}
	return noFunderLabel.In(fs.language)
}

var noFunderLabel = lang.Text{FR: "non affectable", EN: "belongs to no funder"}

// sorted lists the sheets: indicators in their order, in each the whole first, then by year, funder and department.
func (fs *figures) sorted() []*FigureSheet {
	requests := make([]indicator.Request, 0, len(fs.sheets))
	for r := range fs.sheets {
		requests = append(requests, r)
	}
	slices.SortFunc(requests, func(a, b indicator.Request) int {
		return cmp.Or(cmp.Compare(fs.position[a.Key], fs.position[b.Key]), cmp.Compare(a.Scope.Department, b.Scope.Department), cmp.Compare(a.Scope.Former, b.Scope.Former), cmp.Compare(a.Scope.Funder, b.Scope.Funder),
			cmp.Compare(a.Scope.From, b.Scope.From), cmp.Compare(a.Scope.To, b.Scope.To))
	})
	list := make([]*FigureSheet, len(requests))
	for i, r := range requests {
		list[i] = fs.sheets[r]
	}
	return list
}
