package ledger

import (
	"context"
	"database/sql"
	"iter"
	"strings"
	"time"

	"maillage/internal/db"
	"maillage/internal/kit/tabular"
	"maillage/internal/programme/agreement"
)

// Filter chooses entries. Empty fields do not filter.
type Filter struct {
	Kinds       []string
	Activities  []string // primary or also served
	Tags        []string
	States      []State
	Funder      string // a code, or NoFunder
	Departments []string
	From, To    int    // years, both inside
	Whole       bool   // From..To is the whole programme: entries that span years count too
	Since       string // ISO days: entries whose dates touch the interval, either bound may be empty
	Until       string
	Beneficiary string
	Batch       string
	Pile        Pile
	Reading     string    // entries that carry this reading
	Evidence    string    // entries that this piece proves
	AsOf        time.Time // what was known then; zero is now
}

// NoFunder chooses entries that belong to no funder.
const NoFunder = "none"

// Pile is a set of entries that wait for a person.
type Pile string

// The piles of what is to be completed.
const (
	PileTerritory Pile = "territory" // no funder can be told
	PileDate      Pile = "date"      // the date is in doubt or missing
	PileActivity  Pile = "activity"  // no activity
	PileValue     Pile = "value"     // a number is missing or approximate
	PileEvidence  Pile = "evidence"  // an evidence that the activity requires is not there
)

// where builds the condition; "e" is the entry.
func (f Filter) where() (string, []any) {
	var parts []string
	var args []any
	add := func(condition string, values ...any) {
		parts = append(parts, condition)
		args = append(args, values...)
	}
	if f.AsOf.IsZero() {
		add("e.known_to is null")
	} else {
		at := db.Now(f.AsOf)
		add("e.known_from <= ? and (e.known_to is null or e.known_to > ?) and e.act <> 'removed'", at, at)
	}
	if len(f.Kinds) > 0 {
		add("e.kind in (?)", db.In(f.Kinds))
	}
	if len(f.Activities) > 0 {
		add("(e.activity in (?) or e.id in (select a.entry from entry_also a where a.activity in (?)))", db.In(f.Activities), db.In(f.Activities))
	}
	if len(f.Tags) > 0 {
		add("e.id in (select t.entry from entry_tag t where t.tag in (?))", db.In(f.Tags))
	}
	if len(f.States) > 0 {
		add("e.state in (?)", db.In(f.States))
	}
	switch f.Funder {
	case "":
	case NoFunder:
		add("e.funder = ''")
	default:
		add("e.funder = ?", f.Funder)
	}
	if len(f.Departments) > 0 {
		add("e.department in (?)", db.In(f.Departments))
	}
	if f.From != 0 || f.To != 0 {
		condition := "e.year between ? and ?"
		if f.Whole {
			condition = "(e.year between ? and ? or e.year = 1)" // SeveralYears
		}
		add(condition, f.From, f.To)
	}
	if f.Beneficiary != "" {
		add("e.beneficiary_key = ?", beneficiaryKey(f.Beneficiary))
	}
	if f.Batch != "" {
		add("e.source in (select r.id from import_record r where r.batch = ?)", f.Batch)
	}
	if f.Reading != "" {
		add("e.readings like ?", "%"+f.Reading+"=%")
	}
	if f.Since != "" {
		add("e.end_on >= ? and e.start_on <> ''", f.Since)
	}
	if f.Until != "" {
		add("e.start_on <= ? and e.start_on <> ''", f.Until)
	}
	if f.Evidence != "" {
		add("e.id in (select l.entry from evidence_link l where l.item = ?)", f.Evidence)
	}
	f.Pile.where(add, f.AsOf)
	return strings.Join(parts, " and "), args
}

func (p Pile) where(add func(string, ...any), asOf time.Time) {
	switch p {
	case PileTerritory:
		add("e.funder = '' and e.readings = ''")
	case PileDate:
		var likes []string
		for issue := range doubts {
			likes = append(likes, "e.date_issues like '%"+issue+"%'")
		}
		add("(e.year = 0 or " + strings.Join(likes, " or ") + ")")
	case PileActivity:
		add("e.activity = ''")
	case PileValue:
		add("e.unread <> ''")
	case PileEvidence:
		at := momentOf(asOf)
		add(`exists (select 1 from activity_evidence r where r.activity = e.activity and not exists (
			select 1 from evidence_proved l join evidence_known i on i.id = l.item and i.known_from <= ? and (i.known_to is null or i.known_to > ?)
			where l.entry = e.id and l.known_from <= ? and (l.known_to is null or l.known_to > ?) and i.kind = r.kind and i.state = 'stored'))`, at, at, at, at)
	}
}

// Sort orders a list.
type Sort string

// The orders; the id breaks ties, so that pages never repeat a line.
const (
	ByDate     Sort = "date"
	ByDateDown Sort = "-date"
	ByTitle    Sort = "title"
	ByPlace    Sort = "department"
	ByPeople   Sort = "-participations"
	// FewByDate is ByDate for a filter that few entries answer and no index serves. The ledger is read as it lies in the file and what answers
	// is sorted; ByDate would fetch every entry from wherever it lies, in the order of dates, until it has its page.
	FewByDate Sort = "date, few"
)

// An order by an expression is one that no index gives.
var orders = map[Sort]string{
	FewByDate: "e.start_on || '', e.id",
	ByDate:    "e.start_on, e.id", ByDateDown: "e.start_on desc, e.id desc", ByTitle: "e.title, e.id",
	ByPlace: "e.department, e.start_on, e.id", ByPeople: "coalesce(e.participations, 0) desc, e.id",
}

// Totals are sums over all entries that a filter chooses, not only the page shown.
type Totals struct {
	Entries        int            `json:"entries"`
	Participations int64          `json:"participations"`
	People         int64          `json:"people"`
	Participants   int64          `json:"participants"` // of the European Social Fund
	ByFunder       map[string]int `json:"by_funder"`    // key "" for those of no funder
	Departments    int            `json:"departments"`
}

// List returns one page of entries.
func (s *Service) List(ctx context.Context, f Filter, order Sort, limit, offset int) ([]Entry, error) {
	condition, args := f.where()
	by, ok := orders[order]
	if !ok {
		by = orders[ByDateDown]
	}
	var list []Entry
	query := `/* ledger.list */ select ` + prefixed + ` from entry e where ` + condition + ` order by ` + by + ` limit ? offset ?`
	for e, err := range s.stream(ctx, query, append(args, limit, offset)) {
		if err != nil {
			return nil, err
		}
		list = append(list, e)
	}
	return list, nil
}

// Totals sums over a filter.
func (s *Service) Totals(ctx context.Context, f Filter) (Totals, error) {
	condition, args := f.where()
	var rows []struct {
		Funder, Department     string
		N                      int
		Participations, People int64
		Participants           int64
	}
	err := s.DB.All(ctx, &rows, `/* ledger.totals */ select e.funder, e.department, count(*) as n,
		cast(coalesce(sum(e.participations), 0) as bigint) as participations, cast(coalesce(sum(e.people), 0) as bigint) as people,
		cast(coalesce(sum(e.participants), 0) as bigint) as participants from entry e where `+condition+` group by e.funder, e.department`, args...)
	t := Totals{ByFunder: map[string]int{}}
	departments := map[string]bool{}
	for _, r := range rows {
		t.Entries += r.N
		t.Participations += r.Participations
		t.People += r.People
		t.Participants += r.Participants
		t.ByFunder[r.Funder] += r.N
		if r.Department != "" {
			departments[r.Department] = true
		}
	}
	t.Departments = len(departments)
	return t, err
}

// Each streams the entries of a filter in the order of their dates.
func (s *Service) Each(ctx context.Context, f Filter) iter.Seq2[Entry, error] {
	condition, args := f.where()
	return s.stream(ctx, `/* ledger.each */ select `+prefixed+` from entry e where `+condition+` order by e.start_on, e.id`, args)
}

// stream reads whole entries, in the columns of scan.
func (s *Service) stream(ctx context.Context, query string, args []any) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		rows, err := s.DB.Rows(ctx, query, args...)
		if err != nil {
			yield(Entry{}, err)
			return
		}
		defer func() { _ = rows.Close() }()
		for rows.Next() {
			e, err := scan(rows)
			if !yield(e, err) || err != nil {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(Entry{}, err)
		}
	}
}

// IDs lists the entries of a filter, in the order of their dates.
func (s *Service) IDs(ctx context.Context, f Filter) ([]string, error) {
	condition, args := f.where()
	var list []string
	err := s.DB.All(ctx, &list, `/* ledger.ids */ select e.id from entry e where `+condition+` order by e.start_on, e.id`, args...)
	return list, err
}

var prefixed = "e." + strings.Join(entryColumns, ", e.")

func scan(rows *sql.Rows) (Entry, error) {
	var e Entry
	var until sql.NullTime
	err := rows.Scan(&e.Seq, &e.ID, &e.Version, &e.KnownFrom, &until, &e.Actor, &e.Act, &e.Source, &e.Batch, &e.Kind, &e.Activity, &e.Year, &e.Funder,
		&e.Department, &e.State, &e.Participations, &e.People, &e.Participants, &e.Minutes, &e.Amount, &e.Unread, &e.Start, &e.End, &e.Days, &e.DateText, &e.DateKind,
		&e.DateIssues, &e.Title, &e.Place, &e.Commune, &e.VenueDepartment, &e.Remote, &e.Beneficiary, &e.BeneficiaryKey, &e.FunderReason, &e.Aggregate, &e.Also, &e.Tags,
		&e.Readings, &e.Partners, &e.Note, &e.Hash)
	if until.Valid {
		e.KnownTo = &until.Time
	}
	return e, err
}

// Detail is one entry with what stands around it.
type Detail struct {
	Entry
	Mentions []Mention
	Versions []Entry // newest first, the entry itself included
	Row      map[string]string
	Line     int
	File     string
}

// Entry returns one entry with its history. A removed entry is still there to be read. Errors: not_found.
func (s *Service) Entry(ctx context.Context, id string) (Detail, error) {
	st := store{s.DB}
	versions, err := st.versions(ctx, id)
	if err != nil {
		return Detail{}, err
	}
	if len(versions) == 0 {
		return Detail{}, notFound(id)
	}
	d := Detail{Entry: versions[0], Versions: versions}
	if d.Mentions, err = st.mentions(ctx, id); err != nil {
		return d, err
	}
	row, err := s.Importer.Row(ctx, d.Source)
	if err != nil {
		return d, err
	}
	d.Row, d.Line = row.Cells, row.Line
	batch, err := s.Importer.Batch(ctx, d.Batch)
	d.File = batch.File
	return d, err
}

// exportColumns are the columns of CSV and XLSX exports.
func exportColumns(language string) []tabular.Column {
	t := func(fr, en string) string {
		if language == "en" {
			return en
		}
		return fr
	}
	return []tabular.Column{
		{Title: t("Identifiant", "Id")}, {Title: t("Nature", "Kind")}, {Title: t("Intitulé", "Title")}, {Title: t("Date telle qu’écrite", "Date as written")},
		{Title: t("Début", "Start"), Kind: tabular.Date}, {Title: t("Fin", "End"), Kind: tabular.Date}, {Title: t("Année comptée", "Counted in"), Kind: tabular.Integer},
		{Title: t("Lieu", "Place")}, {Title: t("Département", "Department")}, {Title: t("Bénéficiaire", "Beneficiary")}, {Title: t("Financeur", "Funder")},
		{Title: t("Motif si non affectable", "Why not attributed")}, {Title: t("Activité", "Activity")}, {Title: t("Sert aussi", "Also serves")}, {Title: t("État", "State")},
		{Title: t("Participations", "Attendances"), Kind: tabular.Integer}, {Title: t("Personnes touchées", "People reached"), Kind: tabular.Integer},
		{Title: t("Participants FSE", "ESF participants"), Kind: tabular.Integer},
		{Title: t("Minutes", "Minutes"), Kind: tabular.Integer}, {Title: t("Montant", "Amount"), Kind: tabular.Money},
		{Title: t("À vérifier", "To review")}, {Title: t("Étiquettes", "Tags")}, {Title: t("Empreinte", "Hash")},
	}
}

// Export streams a filtered list for tabular.WriteCSV and WriteXLSX.
func (s *Service) Export(ctx context.Context, f Filter, language string) ([]tabular.Column, iter.Seq2[[]any, error], error) {
	a, err := s.Agreements.Current(ctx)
	if err != nil {
		return nil, nil, err
	}
	rows := func(yield func([]any, error) bool) {
		for e, err := range s.Each(ctx, f) {
			if !yield(exportRow(a, e, language), err) || err != nil {
				return
			}
		}
	}
	return exportColumns(language), rows, nil
}

func exportRow(a *agreement.Agreement, e Entry, language string) []any {
	kind, _ := a.Kind(e.Kind)
	funder, _ := a.Funder(e.Funder)
	number := func(n *int64) any {
		if n == nil {
			return nil
		}
		return *n
	}
	day := func(iso string) any {
		at, err := time.Parse(time.DateOnly, iso)
		if err != nil {
			return nil
		}
		return at
	}
	var year any
	if e.Year > SeveralYears {
		year = int64(e.Year)
	}
	review := strings.Join(append(e.Issues(), e.UnreadCells()...), ", ")
	return []any{
		e.ID, kind.Name.In(language), e.Title, e.DateText, day(e.Start), day(e.End), year, e.Place, e.Department, e.Beneficiary, funder.Short.In(language),
		string(e.FunderReason), e.Activity, e.Also, StateName(e.State, language), number(e.Participations), number(e.People), number(e.Participants), number(e.Minutes), number(e.Amount),
		review, e.Tags, e.Hash,
	}
}
