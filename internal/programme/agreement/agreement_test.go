package agreement_test

import (
	"strings"
	"testing"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/kit/apperr"
	"maillage/internal/kit/lang"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/programmetest"
	"maillage/internal/register/territory"
)

var where = programmetest.Where{G: territory.Load()}

func read(t *testing.T, content string) *agreement.Agreement {
	t.Helper()
	a, err := agreement.Read([]byte(content), where)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func TestAttribution(t *testing.T) {
	a := read(t, programmetest.Programme)
	venue := read(t, strings.Replace(programmetest.Programme, `attribution = "none"`, `attribution = "venue"`, 1))
	beneficiary := read(t, strings.Replace(programmetest.Programme, `attribution = "none"`, `attribution = "beneficiary"`, 1))
	fixed := read(t, strings.Replace(programmetest.Programme, `attribution = "none"`, `attribution = "funder:esf"`, 1))
	for _, c := range []struct {
		name   string
		in     *agreement.Agreement
		facts  agreement.Facts
		funder string
		why    agreement.Reason
	}{
		{"venue", a, agreement.Facts{Activity: "1.1", Venue: "86", Start: "2019-01-01"}, "region", ""},
		{"beneficiary first", a, agreement.Facts{Activity: "1.1", Venue: "86", Beneficiary: "33", Start: "2019-01-01"}, "esf", ""},
		{"no department", a, agreement.Facts{Activity: "1.1", Start: "2019-01-01"}, "", agreement.NoDepartment},
		{"outside the region", a, agreement.Facts{Activity: "1.1", Venue: "75", Start: "2019-01-01"}, "", agreement.OutsideRegion},
		{"before the agreement", a, agreement.Facts{Activity: "1.1", Venue: "33", Start: "2018-06-30"}, "", agreement.OutsidePeriod},
		{"on its first day", a, agreement.Facts{Activity: "1.1", Venue: "33", Start: "2018-07-01"}, "esf", ""},
		{"on its last day", a, agreement.Facts{Activity: "1.1", Venue: "33", Start: "2020-12-31"}, "esf", ""},
		{"no date", a, agreement.Facts{Activity: "1.1", Venue: "33"}, "", agreement.NoDate},
		{"by rule nobody", a, agreement.Facts{Activity: "2.2", Venue: "33", Start: "2019-01-01"}, "", agreement.ByRule},
		{"by rule one funder", fixed, agreement.Facts{Activity: "2.2", Start: "2019-01-01"}, "esf", ""},
		{"by rule the venue", venue, agreement.Facts{Activity: "2.2", Venue: "33", Beneficiary: "86", Start: "2019-01-01"}, "esf", ""},
		{"by rule the beneficiary", beneficiary, agreement.Facts{Activity: "2.2", Venue: "33", Beneficiary: "86", Start: "2019-01-01"}, "region", ""},
		{"by rule the beneficiary, unknown", beneficiary, agreement.Facts{Activity: "2.2", Venue: "33", Start: "2019-01-01"}, "", agreement.NoDepartment},
		{"no activity", a, agreement.Facts{Venue: "87", Start: "2019-01-01"}, "region", ""},
	} {
		if got := c.in.Attribute(c.facts); got.Funder != c.funder || got.Reason != c.why {
			t.Errorf("%s: %+v, want %q because %q", c.name, got, c.funder, c.why)
		}
	}
}

func TestFaultsAreToldTogetherAndNamed(t *testing.T) {
	for change, want := range map[string]string{
		`number = "1.1"|number = "1.2"`:                                 `activity "1.2"`,
		`several_days = "gathering"|several_days = "perhaps"`:           "perhaps",
		`attribution = "none"|attribution = "funder:x"`:                 "funder:x",
		`evidence = ["attendance", "programme"]|evidence = ["selfie"]`:  "selfie",
		`planned = ["2019-01..2020-12"]|planned = ["2019..2020"]`:       "2019..2020",
		`former_regions = ["aquitaine"]|former_regions = ["aquitania"]`: "aquitania",
		`communes = ["33167"]|communes = ["99999"]`:                     "99999",
		`holder = "Réseau d’essai"|boss = "x"`:                          "boss",
		`start = 2018-01-01|start = tomorrow`:                           "Line",
	} {
		from, to, _ := strings.Cut(change, "|")
		if !strings.Contains(programmetest.Programme, from) {
			t.Fatalf("the seed has no %q", from)
		}
		_, err := agreement.Read([]byte(strings.Replace(programmetest.Programme, from, to, 1)), where)
		if apperr.CodeOf(err) != apperr.Invalid || !strings.Contains(apperr.Message(err, "en"), want) {
			t.Errorf("%s: %v, want invalid naming %s", change, err, want)
		}
	}
}

const promises = `
[[deliverable]]
code = "annuaire-2018"
name.fr = "Annuaire 2018"
name.en = "Directory 2018"
activity = "1.2"
due = 2018-12-31
publication = true

[[deliverable]]
code = "revue"
name.fr = "Revue"
axis = "2"
`

func TestDeliverablesAndRetentionAreReadAndKept(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := programmetest.New(t, d)
		content := strings.Replace(programmetest.Programme, `number = "E-1"`, `number = "E-1"
fund_period = "2014-2020"
last_payment = 2022-06-30
accounts = 2022-02-15
retention_years = 10
retention_until = 2033-01-01`, 1) + promises
		_, err := w.Agreements.Import(w.Ctx, []byte(content), "programme.toml")
		w.Must(err)
		a, err := w.Agreements.Current(w.Ctx)
		w.Must(err)
		if len(a.Deliverables) != 2 || a.Deliverables[1] != (agreement.Deliverable{Code: "revue", Name: lang.Text{FR: "Revue"}, Axis: "2"}) {
			t.Errorf("deliverables: %+v", a.Deliverables)
		}
		if x, ok := a.Deliverable("annuaire-2018"); !ok || x.Axis != "1" || x.Activity != "1.2" || x.Due != "2018-12-31" || !x.Publication {
			t.Errorf("the directory: %+v", x)
		}
		esf, _ := a.Funder("esf")
		want := agreement.Retention{FundPeriod: "2014-2020", LastPayment: "2022-06-30", Accounts: "2022-02-15", RetentionYears: 10, RetentionUntil: "2033-01-01"}
		if esf.Retention != want {
			t.Errorf("retention: %+v", esf.Retention)
		}
		if altered, err := w.Agreements.Verify(w.Ctx); altered || err != nil {
			t.Errorf("untouched: altered %v, %v", altered, err)
		}
		if changed, err := w.Agreements.Import(w.Ctx, []byte(content), "again.toml"); changed || err != nil {
			t.Errorf("the same again: changed %v, %v", changed, err)
		}
	})
}

func TestFaultsOfDeliverablesAndRetentionAreNamed(t *testing.T) {
	for change, want := range map[string]string{
		`axis = "2"|axis = "9"`:                    `axis "9"`,
		`axis = "2"|`:                              `deliverable revue: axis ""`,
		`activity = "1.2"|activity = "1.9"`:        `activity "1.9"`,
		`name.en = "Directory 2018"|axis = "2"`:    `activity "1.2" does not exist in axis "2"`,
		`code = "revue"|code = "annuaire-2018"`:    `deliverable "annuaire-2018"`,
		`name.fr = "Revue"|name.en = "Review"`:     "needs a name",
		`publication = true|published = true`:      "published",
		`number = "E-1"|fund_period = "2007-2013"`: "2007-2013",
		`number = "E-1"|retention_years = -1`:      "retention_years",
		`number = "E-1"|last_payment = "bientôt"`:  "Line",
	} {
		from, to, _ := strings.Cut(change, "|")
		content := programmetest.Programme + promises
		if !strings.Contains(content, from) {
			t.Fatalf("the seed has no %q", from)
		}
		_, err := agreement.Read([]byte(strings.Replace(content, from, to, 1)), where)
		if apperr.CodeOf(err) != apperr.Invalid || !strings.Contains(apperr.Message(err, "en"), want) {
			t.Errorf("%s: %v, want invalid naming %s", change, err, want)
		}
	}
}

func TestAmendmentDeactivatesAndKeepsTheBaseline(t *testing.T) {
	a := read(t, programmetest.Programme+`
[[amendment]]
number = 1
date = 2020-05-01
description.fr = "Retrait de l’activité 2.2"
description.en = "Activity 2.2 taken out"
deactivates = ["2.2"]
`)
	x, ok := a.Activity("2.2")
	if !ok || x.Active {
		t.Errorf("activity 2.2 after the amendment: there %v, active %v", ok, x.Active)
	}
	y, _ := a.Activity("1.1")
	if !y.Active || len(y.Baseline) != 1 || y.Baseline[0].From != "2018-01" {
		t.Errorf("activity 1.1: %+v", y)
	}
}

func TestImportIsStoredWholeAndOnce(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := programmetest.New(t, d)
		changed, err := w.Agreements.Import(w.Ctx, []byte(programmetest.Programme), "again.toml")
		if changed || err != nil {
			t.Errorf("the same agreement again: changed %v, %v", changed, err)
		}
		a, err := w.Agreements.Current(w.Ctx)
		w.Must(err)
		esf, _ := a.Funder("esf")
		if strings.Join(esf.Departments, " ") != "24 33 40 47 64" || esf.Number != "E-1" || len(a.Activities) != 4 || len(a.Kinds) != 5 {
			t.Errorf("read back: %+v", a)
		}
		if altered, err := w.Agreements.Verify(w.Ctx); altered || err != nil {
			t.Errorf("untouched: altered %v, %v", altered, err)
		}
		_, err = d.Exec(w.Ctx, `update funder set number = 'E-2' where code = 'esf'`)
		w.Must(err)
		if altered, err := w.Agreements.Verify(w.Ctx); !altered || err != nil {
			t.Errorf("changed behind the program's back: altered %v, %v", altered, err)
		}
	})
}
