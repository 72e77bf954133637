package report

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"maillage/internal/db"
	"maillage/internal/kit/apperr"
	"maillage/internal/kit/frdate"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/finance"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
	"maillage/internal/register/territory"
)

// Options say which document is wanted.
type Options struct {
	Funder   string    // a code: count only what this funder pays for; "" is the whole programme
	Final    bool      // refuse an unknown key or an unset value
	Language string    // "en", else French
	AsOf     time.Time // what was known then; zero is now
	Check    bool      // run the consistency check; a final document always does
}

// ground is what a report stands on: what people wrote, what was promised, what figures mean.
type ground struct {
	stored     stored
	agreement  *agreement.Agreement
	indicators []indicator.Indicator
}

// builder is one build on its way.
type builder struct {
	s           *Service
	options     Options
	kept        *ground // of a version that is built again; nil: that of now
	language    string
	agreement   *agreement.Agreement
	definitions *indicator.Definitions
	stored      stored
	settings    Settings
	sources     []*Source
	divider     *divider
	lists       map[*Reference]listing
	cells       []ledger.Cell // of the whole programme, as known at the moment
	spans       []ledger.Span // when the entries of the perimeter took place
	chronogram  *Chronogram
	promised    []evidence.DeliverableState
	statement   *finance.Statement
	logos       map[string]*Logo // by funder
	closings    map[string]act   // last act by variance
	variances   []Variance
	reconciled  []indicator.Indicator
	annex       annex
	tellings    map[*Reference]string // what stands in the place of each reference: a figure, the caption of a block
	doc         *Document
}

// Build makes the document. Errors: not_found before the first import, or for an unknown funder; invalid for a final document with a
// figure that cannot be told, listing every one by file and line.
func (s *Service) Build(ctx context.Context, o Options) (*Document, error) {
	b, err := s.build(ctx, o)
	if err != nil {
		return nil, err
	}
	return b.doc, nil
}

func (s *Service) build(ctx context.Context, o Options) (*builder, error) {
	return s.buildOn(ctx, o, nil)
}

// buildOn builds on the ground that a version kept, on that of now when it is nil.
func (s *Service) buildOn(ctx context.Context, o Options, kept *ground) (*builder, error) {
	if o.Language != "en" {
		o.Language = "fr"
	}
	b := &builder{s: s, options: o, kept: kept, language: o.Language, lists: map[*Reference]listing{}, tellings: map[*Reference]string{}}
	for _, step := range []func(context.Context) error{b.load, b.compute, b.readLists, b.readEntries, b.readCells, b.readChronogram, b.readClosings, b.readFinance, b.readDeliverables} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	b.write()
	if err := b.writeAround(ctx); err != nil {
		return nil, err
	}
	if err := b.review(ctx); err != nil {
		return nil, err
	}
	return b, b.judge()
}

// ground reads the texts, the agreement and the definitions of figures.
func (b *builder) ground(ctx context.Context) (g ground, err error) {
	if b.kept != nil {
		return *b.kept, nil
	}
	if g.stored, err = (store{b.s.DB}).load(ctx); err != nil {
		return g, err
	}
	if g.agreement, err = b.s.Agreements.Current(ctx); err != nil {
		return g, err
	}
	g.indicators, err = b.s.Indicators.All(ctx)
	return g, err
}

// load prepares everything that the build divides and counts with.
func (b *builder) load(ctx context.Context) error {
	g, err := b.ground(ctx)
	if err != nil {
		return err
	}
	b.stored, b.agreement = g.stored, g.agreement
	if b.settings, err = ReadSettings([]byte(b.stored.Settings)); err != nil {
		return err
	}
	if _, ok := b.agreement.Funder(b.options.Funder); b.options.Funder != "" && !ok {
		return apperr.Newf(apperr.NotFound, "report.funder", "La convention n’a pas de cofinanceur « %s ».", "The agreement has no funder “%s”.", b.options.Funder)
	}
	b.definitions = b.s.Indicators.Define(g.indicators, b.agreement)
	b.logos = map[string]*Logo{}
	for _, l := range b.stored.Logos {
		if b.logos[l.Funder], err = b.logo(ctx, l.Funder); err != nil {
			return err
		}
	}
	for _, t := range b.stored.Texts {
		b.sources = append(b.sources, Parse(t))
	}
	b.divider = &divider{figures: newFigures(b.agreement, g.indicators, b.options), departments: b.departments()}
	for _, d := range b.divider.departments {
		b.divider.places[d.Code] = d.Name
	}
	b.divider.formers = b.formerRegions()
	for _, r := range b.divider.formers {
		b.divider.places[r.Code] = r.Name
	}
	b.divider.day = frdate.LongDay(b.moment().Format(time.DateOnly), b.language)
	return nil
}

// departments are those of the region; for a funder, those that it pays for.
func (b *builder) departments() []territory.Department {
	f, ok := b.agreement.Funder(b.options.Funder)
	if !ok {
		return b.s.Gazetteer.DepartmentsOf(b.agreement.Programme.Region)
	}
	var list []territory.Department
	for _, code := range f.Departments {
		if d, ok := b.s.Gazetteer.Department(code); ok {
			list = append(list, d)
		}
	}
	return list
}

// moment is what the document speaks of: the one asked for, else now.
func (b *builder) moment() time.Time {
	if b.options.AsOf.IsZero() {
		return b.s.Now()
	}
	return b.options.AsOf
}

// readCells reads the sums of the whole programme once, for all that is counted around the figures.
func (b *builder) readCells(ctx context.Context) (err error) {
	b.cells, err = b.s.Ledger.Cube(ctx, nil, b.options.AsOf)
	return err
}

// formerRegions are those that the departments of the programme's region belonged to.
func (b *builder) formerRegions() []territory.FormerRegion {
	var list []territory.FormerRegion
	for _, d := range b.s.Gazetteer.DepartmentsOf(b.agreement.Programme.Region) {
		if r, ok := b.s.Gazetteer.FormerRegionOf(d.Code); ok && !slices.Contains(list, r) {
			list = append(list, r)
		}
	}
	slices.SortFunc(list, func(a, b territory.FormerRegion) int { return strings.Compare(a.Name, b.Name) })
	return list
}

// compute asks for all figures of the document at once.
func (b *builder) compute(ctx context.Context) error {
	d := b.divider
	for _, key := range b.settings.KeyFigures {
		b.askForKey(key)
	}
	for _, s := range b.sources {
		for _, r := range s.References {
			d.askFor(r)
		}
	}
	b.askToReconcile()
	b.askForTargets()
	var err error
	d.computed, err = b.definitions.Figures(ctx, d.asked, b.options.AsOf)
	return err
}

// askForKey asks for a figure of the cover: the whole, its years and the year before, and its departments for the map.
func (b *builder) askForKey(key string) {
	d := b.divider
	x, known := d.known[key]
	if !known {
		return
	}
	d.ask(indicator.Request{Key: key})
	for y := d.first - 1; y <= d.last; y++ {
		d.ask(indicator.Request{Key: key, Scope: indicator.Year(y)})
	}
	if mappable(x) {
		d.askFor(&Reference{Block: MapBlock, Key: key})
	}
}

// write turns the texts into the document's tree.
func (b *builder) write() {
	fs := b.divider.figures
	digest, _ := b.stored.digest() // strings always marshal
	b.doc = &Document{
		Language: b.language, Final: b.options.Final, Title: b.settings.Title.In(b.language), Subtitle: b.settings.Subtitle.In(b.language),
		Template: Template, Version: b.stored.version, Digest: digest, AsOf: b.options.AsOf.UTC(), BuiltAt: db.Now(b.s.Now()), Programme: b.programme(),
		Sheets: []Sheet{}, Figures: []FigureSheet{}, Holes: []Hole{}, Piles: []Pile{},
	}
	if b.options.AsOf.IsZero() {
		b.doc.AsOf = b.doc.BuiltAt
	}
	b.variances = b.proposeVariances()
	b.doc.Variances, b.doc.Public = b.variances, b.countPublic()
	b.doc.Cover = b.cover()
	for _, s := range b.sources {
		w := writer{builder: b, source: s}
		if s.Axis == "" {
			b.doc.Cover.Heading = s.Title
			b.doc.Cover.Lead, b.doc.Cover.LeadLines = w.placed(s.lead)
			b.doc.Cover.Parts = w.sections()
			continue
		}
		axis, _ := b.agreement.Axis(s.Axis)
		sheet := Sheet{Axis: s.Axis, AxisName: axis.Name.In(b.language), Title: s.Title}
		sheet.Lead, sheet.LeadLines = w.placed(s.lead)
		sheet.Sections = w.sections()
		b.doc.Sheets = append(b.doc.Sheets, sheet)
	}
	b.checkPublicity()
	b.doc.Chronogram = *b.chronogram
	b.doc.Reconciliation = b.reconcile()
	b.doc.Finance = b.financeAnnex(&Reference{})
	b.doc.Entries, b.doc.Pieces = b.annex.list, b.annex.pieceList()
	for _, sheet := range fs.sorted() {
		b.annex.prove(sheet)
		b.doc.Figures = append(b.doc.Figures, *sheet)
	}
	b.doc.Notes = b.writeNotes()
}

func (b *builder) programme() ProgrammeView {
	p := b.agreement.Programme
	region, _ := b.s.Gazetteer.Region(p.Region)
	view := ProgrammeView{
		Code: p.Code, Name: p.Name.In(b.language), Holder: p.Holder, Region: region.Name, Start: p.Start, End: p.End, Years: b.agreement.Years(), Funders: []FunderView{},
	}
	for i := range b.agreement.Funders {
		view.Funders = append(view.Funders, b.funderView(i))
	}
	return view
}

func (b *builder) funderView(i int) FunderView {
	f := b.agreement.Funders[i]
	return FunderView{
		Code: f.Code, Index: i, Name: f.Name.In(b.language), Short: f.Short.In(b.language), Fund: f.Fund.In(b.language), Number: f.Number,
		Mention: f.Mention.In(b.language), European: european(f), Logo: b.logos[f.Code],
	}
}

// funder finds a funder's view; nil for none.
func (b *builder) funder(code string) *FunderView {
	for i, f := range b.agreement.Funders {
		if f.Code == code {
			view := b.funderView(i)
			return &view
		}
	}
	return nil
}

// cover draws the key figures. A key that does not exist is told at its line of report.toml.
func (b *builder) cover() Cover {
	c := Cover{Key: []KeyFigure{}, Lead: []Block{}, Parts: []Section{}, Heading: b.doc.Title}
	d := b.divider
	for _, key := range b.settings.KeyFigures {
		at := b.settingsPlace(key)
		x, known := d.known[key]
		if !known {
			d.mention(indicator.Request{Key: key}, at, key)
			continue
		}
		f, _, state := d.get(indicator.Request{Key: key})
		if state == FigureOutside || b.options.Funder != "" && f.Entries == 0 {
			continue // the cover of a funder tells what it paid for
		}
		use := d.mention(indicator.Request{Key: key}, at, key)
		k := KeyFigure{
			Use: use, Key: key, Label: x.Label.In(b.language), Unit: x.Unit.In(b.language), Terms: f.TermsText(b.language), Stock: stock(x), Target: f.Target,
			Series: b.series(x),
		}
		for _, p := range k.Series {
			if p.Target != nil && k.Stock {
				k.Target = p.Target
			}
		}
		c.Key = append(c.Key, k)
		if c.Map == nil && mappable(x) {
			c.Map = d.departmentMap(&Reference{Block: MapBlock, Key: key, Place: at, Words: key, anchor: "cover-map"}, use, b.s.Gazetteer.Outline)
		}
	}
	return c
}

// mappable says that an indicator is counted by department.
func mappable(x indicator.Indicator) bool {
	for _, d := range x.Rule.Disaggregations {
		if d == byDepartment && !x.Percent() && !stock(x) {
			return true
		}
	}
	return false
}

// series are the years of a key figure that have a value, with the year before the programme for a level.
func (b *builder) series(x indicator.Indicator) []SeriesPoint {
	d, list := b.divider, []SeriesPoint{}
	for y := d.first - 1; y <= d.last; y++ {
		f, as, state := d.get(indicator.Request{Key: x.Key, Scope: indicator.Year(y)})
		before := y < d.first
		if f.Value == nil || state == FigureOutside || before && x.Measure != indicator.Reading {
			continue
		}
		use := FigureUse{Text: f.Text(b.language), State: state, Figure: d.sheet(as, f).Anchor}
		use.Value, _ = f.Value.Float64()
		list = append(list, SeriesPoint{Year: y, Before: before, Target: f.Target, Use: use})
	}
	return list
}

// settingsPlace finds where report.toml names a key.
func (b *builder) settingsPlace(key string) Place {
	for i, line := range strings.Split(b.stored.Settings, "\n") {
		if at := strings.Index(line, strconv.Quote(key)); at >= 0 {
			return Place{File: SettingsFile, Line: i + 1, Column: at + 1}
		}
	}
	return Place{File: SettingsFile, Line: 1, Column: 1}
}

// judge settles the findings, and refuses a final document that would hold an error.
func (b *builder) judge() error {
	fs := b.divider.figures
	sortFindings(fs.found)
	b.doc.Findings = []Finding{}
	seen := map[Finding]bool{}
	for _, f := range fs.found { // the cells of a table say the same thing once
		if !seen[f] {
			b.doc.Findings = append(b.doc.Findings, f)
		}
		seen[f] = true
	}
	if !b.options.Final {
		return nil
	}
	var errors []Finding
	for _, f := range b.doc.Findings {
		if f.Severity == Error {
			errors = append(errors, f)
		}
	}
	errors = append(errors, b.doc.Review.stopping()...)
	if len(errors) == 0 {
		return nil
	}
	return refuse("report.not_final", "Le bilan ne peut pas être définitif : "+strconv.Itoa(len(errors))+" point(s) à régler.",
		"The report cannot be final: "+strconv.Itoa(len(errors))+" point(s) to settle.", errors)
}

// counted is the filter of what figures count by default in the perimeter.
func (b *builder) counted(funder string) ledger.Filter {
	return ledger.Filter{
		States: ledger.CountedStates, Funder: funder, From: b.divider.first, To: b.divider.last, Whole: true, AsOf: b.options.AsOf,
	}
}
