package report_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/kit/apperr"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/report"
	"maillage/internal/programme/report/reporttest"
)

// figuresOf lists the figures in the sentences of a document's sheets, as "text state".
func figuresOf(blocks []report.Block) []string {
	var list []string
	var walk func([]report.Inline)
	walk = func(inlines []report.Inline) {
		for _, x := range inlines {
			if x.Figure != nil {
				list = append(list, x.Figure.Text+" "+string(x.Figure.State))
			}
			walk(x.Children)
		}
	}
	for _, b := range blocks {
		if p, ok := b.(report.Paragraph); ok {
			walk(p.Inlines)
		}
	}
	return list
}

func section(doc *report.Document, number int) []report.Block {
	return doc.Sheets[0].Sections[number-1].Blocks
}

func find[T report.Block](t *testing.T, blocks []report.Block, n int) T {
	t.Helper()
	for _, b := range blocks {
		if x, ok := b.(T); ok {
			if n == 0 {
				return x
			}
			n--
		}
	}
	var none T
	t.Fatalf("no block %T", none)
	return none
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if g, w := fmt.Sprintf("%q", got), fmt.Sprintf("%q", want); g != w {
		t.Errorf("%s:\n got %s\nwant %s", what, g, w)
	}
}

func TestFiguresInTheText(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := reporttest.New(t, d)
		w.Load(nil)
		doc := w.Build(report.Options{})
		same(t, "achievements", figuresOf(section(doc, 5)), []string{"11 set", "4 set", "7 set", "3 set", "2 set", "205 partial", "3 set"})
		same(t, "results", figuresOf(section(doc, 8)), []string{"192 set", "231 set", "20,3\u202f% set"})
		same(t, "cover", figuresOf(doc.Cover.Lead), []string{"231 set", "188 set"})
		english := w.Build(report.Options{Language: "en"})
		same(t, "results in English", figuresOf(section(english, 8)), []string{"192 set", "231 set", "20.3% set"})
	})
}

func TestTablesAddUp(t *testing.T) {
	w := reporttest.New(t, dbtest.SQLite(t))
	w.Load(nil)
	blocks := section(w.Build(report.Options{}), 5)
	var told []string
	for _, row := range find[report.FigureTable](t, blocks, 0).Rows {
		line := row.Label
		for _, c := range row.Cells {
			line += " " + c.Text
		}
		told = append(told, line)
	}
	same(t, "year by funder", told, []string{"2018 2 2 0 4", "2019 4 1 2 7", "Ensemble 6 3 2 11"})
	table := find[report.FigureTable](t, blocks, 1)
	same(t, "columns", table.Columns, []string{"2018", "2019", "Ensemble"})
	last := table.Rows[len(table.Rows)-2:]
	same(t, "rest", last[0].Label+" "+last[0].Cells[2].Text+" / "+last[1].Label+" "+last[1].Cells[2].Text, "sans département, ou hors région 2 / Ensemble 11")
	targets := find[report.FigureTable](t, blocks, 2)
	same(t, "target", targets.Rows[len(targets.Rows)-1].Cells[1].Text, "4")
}

func TestListsChartsAndMaps(t *testing.T) {
	w := reporttest.New(t, dbtest.SQLite(t))
	w.Load(nil)
	doc := w.Build(report.Options{})
	list := find[report.EntryBlock](t, section(doc, 5), 1)
	var rows []string
	for _, r := range list.Rows {
		rows = append(rows, fmt.Sprint(r.When, "|", r.Where, "|", r.State, "|", r.Counted, "|", r.Have, "/", r.Need))
	}
	same(t, "meet-ups", rows, []string{
		"5 et 6 novembre 2018|Limoges (87)|tenu|true|0/1", "juillet 2019|Pau (64)|tenu|true|0/1",
		"jeudi 10 octobre 2019|Tulle (19)|tenu|true|0/1", "jeudi 12 décembre 2019|Niort (79)|annulé|false|0/1",
	})
	if list.Counted != 3 {
		t.Errorf("%d of the list counted, want 3: the cancelled one counts nowhere", list.Counted)
	}
	census := find[report.EntryBlock](t, section(doc, 8), 0)
	if len(census.Readings) != 1 || census.Rows[0].Readings[0] != "192" {
		t.Errorf("readings of the census: %+v", census)
	}
	chart := find[report.Chart](t, section(doc, 8), 0)
	if len(chart.Points) != 3 || !chart.Points[0].Before || chart.Target == nil || *chart.Target != 300 {
		t.Errorf("the chart should begin in 2017 and carry the target of 300: %+v", chart)
	}
	m := find[report.DepartmentMap](t, section(doc, 5), 0)
	if len(m.Departments) != 12 || m.Elsewhere != "2" || m.Total.Text != "11" || len(m.Departments[0].Rings) == 0 {
		t.Errorf("map of %d departments, elsewhere %q of %q", len(m.Departments), m.Elsewhere, m.Total.Text)
	}
	pieces := find[report.Deliverables](t, section(doc, 9), 0)
	if len(pieces.Items) != 3 {
		t.Errorf("%d deliverables, want 3: %+v", len(pieces.Items), pieces.Items)
	}
}

func TestFinalStopsAtUnknownAndUnset(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := reporttest.New(t, d)
		axis := strings.Replace(w.Text("axe-1.md"), "Continuer.", "Avec {{tour.stop}} dates, {{hotline.holders 2019}} porteurs, {{tour.stops funder=etat}}.", 1)
		w.Load(map[string]string{"axe-1.md": axis})
		doc := w.Build(report.Options{})
		same(t, "draft", figuresOf(section(doc, 11)), []string{"{{tour.stop}} unknown", "non renseigné unset", "{{tour.stops funder=etat}} unknown"})
		_, err := w.Reports.Build(context.Background(), report.Options{Final: true})
		if apperr.CodeOf(err) != apperr.Invalid {
			t.Fatalf("a final report with unknown and unset figures: %v, want invalid", err)
		}
		line := 1 + strings.Count(axis[:strings.Index(axis, "{{tour.stop}}")], "\n")
		for _, want := range []string{fmt.Sprintf("axe-1.md:%d:6: « {{tour.stop}} »", line), fmt.Sprintf("axe-1.md:%d:27: « {{hotline.holders 2019}} »", line), "il existe : tour.stops", "etat"} {
			if message := apperr.Message(err, "fr"); !strings.Contains(message, want) {
				t.Errorf("the message should tell %q:\n%s", want, message)
			}
		}
		if strings.Contains(apperr.Message(err, "fr"), "incomplet") {
			t.Error("an incomplete figure is a warning and stops nothing")
		}
		w.Load(nil)
		w.Settle()
		if final := w.Build(report.Options{Final: true}); !final.Final {
			t.Error("the sound report should be final")
		}
	})
}

func TestPercentageOfNothingIsVoidAndNotUnset(t *testing.T) {
	w := reporttest.New(t, dbtest.SQLite(t))
	w.Load(map[string]string{"axe-1.md": strings.Replace(w.Text("axe-1.md"), "Continuer.", "{{stops.per_meetup}}, {{stops.per_meetup 2018 department=33}}.", 1)})
	w.Settle()
	doc := w.Build(report.Options{Final: true})
	same(t, "figures", figuresOf(section(doc, 11)), []string{"366,7\u202f% set", "sans objet void"})
}

func TestFaultyReferencesAreToldInTheirPlace(t *testing.T) {
	w := reporttest.New(t, dbtest.SQLite(t))
	faulty := []string{"{{}}", "{{Tour}}", "{{tour.stops by=year}}", "{{tour.stops 2019..2018}}", "{{table tour.stops by=month}}", "{{tour.stops", "{{deliverables}}", "{{list kind=ski}}", "{{list state=done}}", "{{chart nothing.here}}", "{{chronogram axis=9}}", `{{chronogram caption="jamais fermé}}`, "{{table tour.stops by=year,year,year,year}}"}
	for _, words := range faulty {
		w.Load(map[string]string{"axe-1.md": strings.Replace(w.Text("axe-1.md"), "Continuer.", "Suite.\n\n"+words, 1)})
		var told []string
		for _, f := range w.Build(report.Options{}).Findings {
			if f.Severity == report.Error && f.Rule != "variance_open" {
				told = append(told, f.Words)
			}
		}
		same(t, words, told, []string{words})
	}
}

func TestBlockInASentenceIsAFault(t *testing.T) {
	w := reporttest.New(t, dbtest.SQLite(t))
	w.Load(map[string]string{"axe-1.md": strings.Replace(w.Text("axe-1.md"), "Continuer.", "Voir {{map tour.stops}} ici.", 1)})
	doc := w.Build(report.Options{})
	same(t, "figure", figuresOf(section(doc, 11)), []string{"{{map tour.stops}} unknown"})
}

func TestFunderPerimeter(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := reporttest.New(t, d)
		w.Load(nil)
		doc := w.Build(report.Options{Funder: "region"})
		same(t, "achievements", figuresOf(section(doc, 5)), []string{"6 set", "2 set", "4 set", "hors périmètre outside", "hors périmètre outside", "120 partial", "2 set"})
		same(t, "levels stay those of the programme", figuresOf(section(doc, 8)), []string{"192 whole", "231 whole", "20,3\u202f% whole"})
		for _, r := range doc.Entries.Rows {
			if r.Funder == nil || r.Funder.Code != "region" {
				t.Errorf("entry %s %s of %v in the Region's report", r.ID, r.Title, r.Funder)
			}
		}
		sum := 0
		rows := doc.Perimeter.Rows
		for _, r := range rows[:len(rows)-1] {
			sum += r.Entries
			if r.Inside != (r.Funder == "region") {
				t.Errorf("row %+v", r)
			}
		}
		if sum != rows[len(rows)-1].Entries || rows[0].Entries != len(doc.Entries.Rows) {
			t.Errorf("the perimeter does not reconcile: %+v with %d entries listed", rows, len(doc.Entries.Rows))
		}
		if len(doc.Piles) == 0 || doc.Piles[0].Reason != "no_department" || doc.Piles[0].Total != 2 {
			t.Errorf("the two stops without department should wait in a pile: %+v", doc.Piles)
		}
		if _, err := w.Reports.Build(context.Background(), report.Options{Funder: "etat"}); apperr.CodeOf(err) != apperr.NotFound {
			t.Errorf("unknown funder: %v", err)
		}
	})
}

// TestSheetsListTheEntriesCounted holds the links of figure sheets to what the indicators count and to their own filter of entries.
func TestSheetsListTheEntriesCounted(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := reporttest.New(t, d)
		w.Load(nil)
		ctx := context.Background()
		for _, funder := range []string{"", "esf"} {
			doc := w.Build(report.Options{Funder: funder})
			byNumber := map[int]string{}
			for _, r := range doc.Entries.Rows {
				byNumber[r.Number] = r.ID
			}
			for _, s := range doc.Figures {
				f := s.Computed
				if f.Indicator.Measure == indicator.Growth {
					continue // its lower term is an entry more
				}
				filter, err := w.Figures.Filter(ctx, indicator.Request{Key: f.Indicator.Key, Scope: f.Scope}, time.Time{})
				if err != nil {
					t.Fatal(err)
				}
				listed, err := w.Ledger.List(ctx, filter, "date", 1000, 0)
				if err != nil {
					t.Fatal(err)
				}
				if len(s.Entries)+s.Unlisted != len(listed) || int(f.Entries) != len(listed) {
					t.Errorf("%s: %d entries linked, %d unlisted, %d counted, %d filtered", s.Anchor, len(s.Entries), s.Unlisted, f.Entries, len(listed))
				}
				for i, e := range s.Entries {
					if s.Unlisted == 0 && byNumber[e.Number] != listed[i].ID {
						t.Errorf("%s: entry %d is %s, want %s", s.Anchor, i, byNumber[e.Number], listed[i].ID)
					}
				}
			}
		}
	})
}

func TestHolesTellTheMissingEvidence(t *testing.T) {
	w := reporttest.New(t, dbtest.SQLite(t))
	w.Load(nil)
	h := w.Build(report.Options{}).Holes[0]
	same(t, "tour", fmt.Sprint(h.Activity, h.Kinds), "1.2[{Feuille d’émargement 11 1 0} {Programme de la journée 11 0 1}]")
	if len(h.Lacking) != 11 || len(h.Lacking[0].Lacks) != 1 || len(h.Lacking[1].Lacks) != 2 {
		t.Errorf("lacking: %+v", h.Lacking)
	}
}

func TestAPastMomentIsBuiltAsItWas(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := reporttest.New(t, d)
		w.Load(nil)
		before := w.Clock.Add(time.Hour)
		w.Clock = w.Clock.Add(2 * time.Hour)
		target, err := w.Ledger.Target(context.Background(), "tour")
		if err != nil {
			t.Fatal(err)
		}
		w.Rows(target, "later.csv")
		now, then := w.Build(report.Options{}), w.Build(report.Options{AsOf: before})
		same(t, "now", figuresOf(section(now, 5))[0], "12 set")
		same(t, "then", figuresOf(section(then, 5))[0], "11 set")
		if len(now.Entries.Rows) != len(then.Entries.Rows)+1 {
			t.Errorf("%d entries now, %d then", len(now.Entries.Rows), len(then.Entries.Rows))
		}
	})
}
