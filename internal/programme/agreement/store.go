package agreement

import (
	"context"
	"encoding/json"
	"strings"

	"maillage/internal/db"
	"maillage/internal/kit/lang"
)

type store struct{ db *db.DB }

// clear empties the agreement's tables, in the transaction that fills them again.
func (s store) clear(ctx context.Context) error {
	for _, table := range []string{"deliverable", "amendment", "evidence_kind", "entry_kind", "activity_target", "activity_evidence", "activity", "axis", "funder_department", "funder", "programme"} {
		if _, err := s.db.Exec(ctx, "/* agreement.clear */ delete from "+table); err != nil {
			return err
		}
	}
	return nil
}

func (s store) insert(ctx context.Context, a *Agreement, source string) error {
	rows := newRows(ctx, s.db)
	p := a.Programme
	rows.add("programme", "id, revision, code, name_fr, name_en, start_on, end_on, region, holder, communes, source",
		1, a.Revision, p.Code, p.Name.FR, p.Name.EN, p.Start, p.End, p.Region, p.Holder, join(p.Communes), source)
	for i, f := range a.Funders {
		rows.add("funder", `code, position, name_fr, name_en, short_fr, short_en, fund_fr, fund_en, number, start_on, end_on, rate, mention_fr, mention_en,
			fund_period, last_payment_on, accounts_on, retention_years, retention_until`,
			f.Code, i, f.Name.FR, f.Name.EN, f.Short.FR, f.Short.EN, f.Fund.FR, f.Fund.EN, f.Number, f.Start, f.End, f.Rate, f.Mention.FR, f.Mention.EN,
			f.FundPeriod, f.LastPayment, f.Accounts, f.RetentionYears, f.RetentionUntil)
		for _, d := range f.Departments {
			rows.add("funder_department", "funder, department", f.Code, d)
		}
	}
	for i, x := range a.Axes {
		rows.add("axis", "number, position, name_fr, name_en, objectives_fr, objectives_en, audiences_fr, audiences_en",
			x.Number, i, x.Name.FR, x.Name.EN, join(x.Objectives.FR), join(x.Objectives.EN), join(x.Audiences.FR), join(x.Audiences.EN))
	}
	for i, x := range a.Activities {
		rows.add("activity", "number, axis, position, as_written, name_fr, name_en, objectives_fr, objectives_en, audiences_fr, audiences_en, planned, baseline, attribution, evidence, active",
			x.Number, x.Axis, i, x.AsWritten, x.Name.FR, x.Name.EN, join(x.Objectives.FR), join(x.Objectives.EN), join(x.Audiences.FR), join(x.Audiences.EN),
			joinMonths(x.Planned), joinMonths(x.Baseline), x.Attribution, join(x.Evidence), x.Active)
		for _, kind := range x.Evidence {
			rows.add("activity_evidence", "activity, kind", x.Number, kind)
		}
		for _, t := range x.Targets {
			rows.add("activity_target", "activity, indicator, year, value, note_fr, note_en", x.Number, t.Indicator, t.Year, t.Value, t.Note.FR, t.Note.EN)
		}
	}
	for i, k := range a.Kinds {
		readings, err := json.Marshal(k.Readings)
		if err != nil {
			return err
		}
		rows.add("entry_kind", "code, position, name_fr, name_en, activity, several_days, readings",
			k.Code, i, k.Name.FR, k.Name.EN, k.Activity, k.SeveralDays, string(readings))
	}
	for i, k := range a.EvidenceKinds {
		rows.add("evidence_kind", "code, position, name_fr, name_en", k.Code, i, k.Name.FR, k.Name.EN)
	}
	for _, m := range a.Amendments {
		rows.add("amendment", "number, signed_on, description_fr, description_en, deactivates", m.Number, m.Date, m.Description.FR, m.Description.EN, join(m.Deactivates))
	}
	for i, d := range a.Deliverables {
		rows.add("deliverable", "code, position, name_fr, name_en, axis, activity, due_on, publication", d.Code, i, d.Name.FR, d.Name.EN, d.Axis, d.Activity, d.Due, d.Publication)
	}
	return rows.err
}

// rows inserts row by row and keeps the first error: an agreement has a hundred rows, each of another shape.
type rows struct {
	ctx context.Context
	db  *db.DB
	err error
}

func newRows(ctx context.Context, d *db.DB) *rows { return &rows{ctx: ctx, db: d} }

func (r *rows) add(table, columns string, values ...any) {
	if r.err != nil {
		return
	}
	marks := strings.TrimSuffix(strings.Repeat("?, ", len(values)), ", ")
	_, r.err = r.db.Exec(r.ctx, "/* agreement.insert */ insert into "+table+" ("+columns+") values ("+marks+")", values...)
}

func (s store) revision(ctx context.Context) (int64, error) {
	var list []int64
	if err := s.db.All(ctx, &list, `/* agreement.revision */ select revision from programme`); err != nil || len(list) == 0 {
		return 0, err
	}
	return list[0], nil
}

func (s store) load(ctx context.Context) (*Agreement, error) {
	a := &Agreement{}
	var p struct {
		Revision                                                       int64
		Code, NameFr, NameEn, StartOn, EndOn, Region, Holder, Communes string
	}
	if err := s.db.Get(ctx, &p, `/* agreement.programme */ select revision, code, name_fr, name_en, start_on, end_on, region, holder, communes from programme`); err != nil {
		return nil, err
	}
	a.Revision = p.Revision
	a.Programme = Programme{Code: p.Code, Name: lang.Text{FR: p.NameFr, EN: p.NameEn}, Start: p.StartOn, End: p.EndOn, Region: p.Region, Holder: p.Holder, Communes: split(p.Communes)}
	for _, read := range []func(context.Context, *Agreement) error{s.loadFunders, s.loadAxes, s.loadActivities, s.loadKinds, s.loadDeliverables} {
		if err := read(ctx, a); err != nil {
			return nil, err
		}
	}
	a.index()
	return a, nil
}

func (s store) loadFunders(ctx context.Context, a *Agreement) error {
	var list []struct {
		Code, NameFr, NameEn, ShortFr, ShortEn, FundFr, FundEn, Number, StartOn, EndOn, Rate, MentionFr, MentionEn string
		FundPeriod, LastPaymentOn, AccountsOn, RetentionUntil                                                      string
		RetentionYears                                                                                             int
	}
	if err := s.db.All(ctx, &list, `/* agreement.funders */
		select code, name_fr, name_en, short_fr, short_en, fund_fr, fund_en, number, start_on, end_on, rate, mention_fr, mention_en,
			fund_period, last_payment_on, accounts_on, retention_years, retention_until from funder order by position`); err != nil {
		return err
	}
	var places []struct{ Funder, Department string }
	if err := s.db.All(ctx, &places, `/* agreement.departments */ select funder, department from funder_department order by department`); err != nil {
		return err
	}
	for _, f := range list {
		x := Funder{
			Code: f.Code, Name: lang.Text{FR: f.NameFr, EN: f.NameEn}, Short: lang.Text{FR: f.ShortFr, EN: f.ShortEn}, Fund: lang.Text{FR: f.FundFr, EN: f.FundEn},
			Number: f.Number, Start: f.StartOn, End: f.EndOn, Rate: f.Rate, Mention: lang.Text{FR: f.MentionFr, EN: f.MentionEn},
			Retention: Retention{FundPeriod: f.FundPeriod, LastPayment: f.LastPaymentOn, Accounts: f.AccountsOn, RetentionYears: f.RetentionYears, RetentionUntil: f.RetentionUntil},
		}
		for _, p := range places {
			if p.Funder == f.Code {
				x.Departments = append(x.Departments, p.Department)
			}
		}
		a.Funders = append(a.Funders, x)
	}
	return nil
}

func (s store) loadAxes(ctx context.Context, a *Agreement) error {
	var list []struct {
		Number, NameFr, NameEn, ObjectivesFr, ObjectivesEn, AudiencesFr, AudiencesEn string
	}
	err := s.db.All(ctx, &list, `/* agreement.axes */
		select number, name_fr, name_en, objectives_fr, objectives_en, audiences_fr, audiences_en from axis order by position`)
	for _, x := range list {
		a.Axes = append(a.Axes, Axis{
			Number: x.Number, Name: lang.Text{FR: x.NameFr, EN: x.NameEn},
			Objectives: lang.List{FR: split(x.ObjectivesFr), EN: split(x.ObjectivesEn)}, Audiences: lang.List{FR: split(x.AudiencesFr), EN: split(x.AudiencesEn)},
		})
	}
	return err
}

func (s store) loadActivities(ctx context.Context, a *Agreement) error {
	var list []struct {
		Number, Axis, AsWritten, NameFr, NameEn, ObjectivesFr, ObjectivesEn, AudiencesFr, AudiencesEn, Planned, Baseline, Attribution, Evidence string
		Active                                                                                                                                  bool
	}
	if err := s.db.All(ctx, &list, `/* agreement.activities */
		select number, axis, as_written, name_fr, name_en, objectives_fr, objectives_en, audiences_fr, audiences_en, planned, baseline, attribution, evidence, active
		from activity order by position`); err != nil {
		return err
	}
	var targets []struct {
		Activity, Indicator, NoteFr, NoteEn string
		Year                                int
		Value                               int64
	}
	if err := s.db.All(ctx, &targets, `/* agreement.targets */
		select activity, indicator, year, value, note_fr, note_en from activity_target order by indicator, year`); err != nil {
		return err
	}
	for _, x := range list {
		y := Activity{
			Number: x.Number, Axis: x.Axis, AsWritten: x.AsWritten, Name: lang.Text{FR: x.NameFr, EN: x.NameEn},
			Objectives: lang.List{FR: split(x.ObjectivesFr), EN: split(x.ObjectivesEn)}, Audiences: lang.List{FR: split(x.AudiencesFr), EN: split(x.AudiencesEn)},
			Planned: splitMonths(x.Planned), Baseline: splitMonths(x.Baseline), Attribution: x.Attribution, Evidence: split(x.Evidence), Active: x.Active,
		}
		for _, t := range targets {
			if t.Activity == x.Number {
				y.Targets = append(y.Targets, Target{Indicator: t.Indicator, Year: t.Year, Value: t.Value, Note: lang.Text{FR: t.NoteFr, EN: t.NoteEn}})
			}
		}
		a.Activities = append(a.Activities, y)
	}
	return nil
}

func (s store) loadKinds(ctx context.Context, a *Agreement) error {
	var kinds []struct{ Code, NameFr, NameEn, Activity, SeveralDays, Readings string }
	if err := s.db.All(ctx, &kinds, `/* agreement.kinds */ select code, name_fr, name_en, activity, several_days, readings from entry_kind order by position`); err != nil {
		return err
	}
	for _, k := range kinds {
		x := Kind{Code: k.Code, Name: lang.Text{FR: k.NameFr, EN: k.NameEn}, Activity: k.Activity, SeveralDays: SeveralDays(k.SeveralDays)}
		if err := json.Unmarshal([]byte(k.Readings), &x.Readings); err != nil {
			return err
		}
		a.Kinds = append(a.Kinds, x)
	}
	var proofs []struct{ Code, NameFr, NameEn string }
	if err := s.db.All(ctx, &proofs, `/* agreement.evidenceKinds */ select code, name_fr, name_en from evidence_kind order by position`); err != nil {
		return err
	}
	for _, k := range proofs {
		a.EvidenceKinds = append(a.EvidenceKinds, EvidenceKind{Code: k.Code, Name: lang.Text{FR: k.NameFr, EN: k.NameEn}})
	}
	var amendments []struct {
		Number                                              int
		SignedOn, DescriptionFr, DescriptionEn, Deactivates string
	}
	err := s.db.All(ctx, &amendments, `/* agreement.amendments */ select number, signed_on, description_fr, description_en, deactivates from amendment order by number`)
	for _, m := range amendments {
		a.Amendments = append(a.Amendments, Amendment{Number: m.Number, Date: m.SignedOn, Description: lang.Text{FR: m.DescriptionFr, EN: m.DescriptionEn}, Deactivates: split(m.Deactivates)})
	}
	return err
}

func (s store) loadDeliverables(ctx context.Context, a *Agreement) error {
	var list []struct {
		Code, NameFr, NameEn, Axis, Activity, DueOn string
		Publication                                 bool
	}
	err := s.db.All(ctx, &list, `/* agreement.deliverables */ select code, name_fr, name_en, axis, activity, due_on, publication from deliverable order by position`)
	for _, d := range list {
		a.Deliverables = append(a.Deliverables, Deliverable{
			Code: d.Code, Name: lang.Text{FR: d.NameFr, EN: d.NameEn}, Axis: d.Axis, Activity: d.Activity, Due: d.DueOn, Publication: d.Publication,
		})
	}
	return err
}

func join(list []string) string { return strings.Join(list, "\n") }

func split(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "\n")
}

func joinMonths(list []Months) string {
	parts := make([]string, len(list))
	for i, m := range list {
		parts[i] = m.From + ".." + m.To
	}
	return join(parts)
}

func splitMonths(s string) []Months {
	var list []Months
	for _, part := range split(s) {
		from, to, _ := strings.Cut(part, "..")
		list = append(list, Months{From: from, To: to})
	}
	return list
}
