package report_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"maillage/internal/db/dbtest"
	"maillage/internal/kit/apperr"
	"maillage/internal/programme/report"
	"maillage/internal/programme/report/reporttest"
)

// outlook builds the report with a block as its outlook, and returns what stands there.
func outlook(t *testing.T, w *reporttest.World, words string) []report.Block {
	t.Helper()
	w.Load(map[string]string{"axe-1.md": strings.Replace(w.Text("axe-1.md"), "Continuer.", words, 1)})
	return section(w.Build(report.Options{}), 11)
}

func rows(t report.FigureTable) []string {
	var list []string
	for _, r := range t.Rows {
		line := r.Label
		for _, c := range r.Cells {
			line += " " + c.Text
		}
		list = append(list, line)
	}
	return list
}

func TestTableByYearFormerRegionAndFunder(t *testing.T) {
	w := reporttest.New(t, dbtest.SQLite(t))
	table := find[report.FigureTable](t, outlook(t, w, `{{table tour.stops by=year,former,funder caption="Étapes de la tournée"}}`), 0)
	same(t, "caption", table.Caption+" | "+table.RowHead, "Étapes de la tournée | Année, ancienne région")
	same(t, "rows", rows(table), []string{
		"2018, Aquitaine 0 2 0 2", "2018, Poitou-Charentes 2 0 0 2", "2018, Ensemble 2 2 0 4",
		"2019, Aquitaine 0 1 0 1", "2019, Limousin 2 0 0 2", "2019, Poitou-Charentes 2 0 0 2", "2019, sans département, ou hors région 0 0 2 2", "2019, Ensemble 4 1 2 7",
		"Ensemble, Aquitaine 0 3 0 3", "Ensemble, Limousin 2 0 0 2", "Ensemble, Poitou-Charentes 4 0 0 4", "Ensemble, sans département, ou hors région 0 0 2 2", "Ensemble 6 3 2 11",
	})
	if !strings.HasPrefix(table.Source, "Source : registre des réalisations, situation au lundi 1er février 2021") {
		t.Errorf("source: %q", table.Source)
	}
}

func TestChronogramBlock(t *testing.T) {
	w := reporttest.New(t, dbtest.SQLite(t))
	w.Agreement(func(toml string) string {
		return strings.Replace(toml, "name.en = \"Tour\"\nattribution", "name.en = \"Tour\"\nplanned = [\"2018-02..2019-06\"]\nbaseline = [\"2018-01..2018-12\"]\nattribution", 1)
	})
	c := find[report.Chronogram](t, outlook(t, w, `{{chronogram activity=1.2 source="tournée"}}`), 0)
	same(t, "rows", fmt.Sprint(len(c.Rows), " ", c.Rows[0].Activity, " ", c.Rows[0].Planned, c.Rows[0].Baseline, c.Rows[0].Real, c.Rows[0].Entries),
		"1 1.2 [{2018-02 2019-06}] [{2018-01 2018-12}] [2018-02 2018-03 2018-04 2018-11 2019-01 2019-02 2019-03 2019-04 2019-05 2019-06 2019-09] 11")
	same(t, "source", c.Source, "Source : tournée, situation au lundi 1er février 2021.")
	doc := w.Build(report.Options{Funder: "esf"})
	for _, r := range doc.Chronogram.Rows {
		if r.Activity == "1.2" && r.Entries != 3 {
			t.Errorf("the ESF pays for 3 stops, the chronogram counts %d", r.Entries)
		}
	}
}

func TestPartnersAndTestimonies(t *testing.T) {
	w := reporttest.New(t, dbtest.SQLite(t))
	w.Import("meetup", "Référence;Date;Intitulé;Département;Ville;Participations;Partenaires\nM7;03/05/2019;Rencontre;Vienne;Poitiers;10;Une chambre, CAE du Poitou\nM8;04/05/2019;Rencontre;Vienne;Poitiers;10;cae du poitou\n")
	settings := w.Text("report.toml") + `
[[partner]]
name = "CAE du Poitou"
role.fr = "coopérative d’activité"
[[testimony]]
axis = "1"
words.fr = "Nous avons ouvert."
who.fr = "Responsable d’un tiers-lieu"
date = 2019-03-12
consent = true
`
	w.Load(map[string]string{"report.toml": settings, "axe-1.md": strings.Replace(w.Text("axe-1.md"), "Continuer.", "{{partners axis=1}}\n\n{{testimonies axis=1}}\n\n{{testimonies axis=8}}", 1)})
	blocks := section(w.Build(report.Options{}), 11)
	p := find[report.Partners](t, blocks, 0)
	same(t, "partners", fmt.Sprint(p.Rows[0].Name, " ", p.Rows[0].Count, " ", p.Rows[0].Role, " ", len(p.Rows)), "CAE du Poitou 2 coopérative d’activité 2")
	words := find[report.Testimonies](t, blocks, 0)
	same(t, "words", fmt.Sprint(words.Items), "[{Nous avons ouvert. Responsable d’un tiers-lieu mardi 12 mars 2019 }]")
	find[report.Missing](t, blocks, 0)
	_, err := w.Reports.Import(context.Background(), w.Texts(map[string]string{"report.toml": strings.Replace(settings, "consent = true", "", 1)}), "test")
	if apperr.CodeOf(err) != apperr.Invalid || !strings.Contains(apperr.Message(err, "fr"), "témoignage 1 : sans « consent = true »") {
		t.Errorf("words without consent: %v", err)
	}
}

func TestThePartsReconcileWithTheWhole(t *testing.T) {
	w := reporttest.New(t, dbtest.SQLite(t))
	w.Load(nil)
	for _, funder := range []string{"", "region"} {
		r := w.Build(report.Options{Funder: funder}).Reconciliation
		same(t, "columns", r.Columns, []string{"Région", "FSE", "non affectable", "Ensemble"})
		found := false
		for _, row := range r.Rows {
			if !row.Balanced {
				t.Errorf("%+v does not balance", row)
			}
			if row.Key == "tour.stops" {
				found = true
				same(t, "stops", row.Cells, []string{"6", "3", "2", "11"})
			}
		}
		if !found {
			t.Error("the stops are told in the text and not reconciled")
		}
	}
}

func TestThreeCountsOfPeopleAreNeverAdded(t *testing.T) {
	w := reporttest.New(t, dbtest.SQLite(t))
	w.Import("meetup", "Référence;Date;Intitulé;Département;Ville;Participations;Personnes distinctes;Participants FSE\nM7;03/05/2019;Rencontre;Gironde;Bordeaux;50;40;12\n")
	w.Load(nil)
	text := func(n *int64) string {
		if n == nil {
			return "-"
		}
		return fmt.Sprint(*n)
	}
	var told []string
	for _, r := range w.Build(report.Options{}).Public {
		told = append(told, r.Label+" "+text(r.Participants)+" "+text(r.People)+" "+text(r.Attendances))
	}
	last := told[len(told)-1]
	same(t, "all", last, "Ensemble 12 143 255")
	same(t, "the Region has no participant recorded", text(w.Build(report.Options{Funder: "region"}).Public[1].Participants), "-")
}

func TestFootnotesNumberTheEvidence(t *testing.T) {
	w := reporttest.New(t, dbtest.SQLite(t))
	w.Load(nil)
	doc := w.Build(report.Options{})
	if len(doc.Notes) == 0 || doc.Notes[0].Number != 1 {
		t.Fatalf("notes: %+v", doc.Notes)
	}
	mentioned := map[int]bool{}
	for _, b := range append(section(doc, 5), doc.Cover.Lead...) {
		if p, ok := b.(report.Paragraph); ok {
			for _, x := range p.Inlines {
				if x.Figure != nil && x.Figure.Note > 0 {
					mentioned[x.Figure.Note] = true
					if n := doc.Notes[x.Figure.Note-1]; n.Figure != x.Figure.Figure {
						t.Errorf("note %d speaks of %s, its mention of %s", n.Number, n.Figure, x.Figure.Figure)
					}
				}
			}
		}
	}
	if len(mentioned) < 5 {
		t.Errorf("%d notes mentioned in the achievements", len(mentioned))
	}
	var stops report.Note
	for _, n := range doc.Notes {
		if n.Figure == "c-tour-stops" {
			stops = n
		}
	}
	if stops.Entries != 11 || stops.Need != 22 || stops.Have != 1 || len(stops.Pieces) == 0 {
		t.Errorf("note of the stops: %+v", stops)
	}
	for i, p := range doc.Pieces.Rows {
		if p.Number != i+1 || p.Anchor != fmt.Sprintf("p-%d", i+1) {
			t.Errorf("piece %d: %+v", i+1, p)
		}
	}
	for _, r := range doc.Entries.Rows {
		for _, p := range r.Proofs {
			if p.Piece == 0 || !strings.Contains(fmt.Sprint(doc.Pieces.Rows[p.Piece-1].Entries), r.Anchor) {
				t.Errorf("entry %d has the piece %d, which does not name it", r.Number, p.Piece)
			}
		}
	}
}

func TestPublicityOfFunders(t *testing.T) {
	w := reporttest.New(t, dbtest.SQLite(t))
	w.Agreement(func(toml string) string {
		return strings.Replace(toml, "mention.fr = \"Avec le soutien de la Région.\"\nmention.en = \"With the support of the Region.\"\n", "", 1)
	})
	w.Load(nil)
	w.Settle()
	_, err := w.Reports.Build(context.Background(), report.Options{Final: true})
	if apperr.CodeOf(err) != apperr.Invalid || !strings.Contains(apperr.Message(err, "fr"), "mention") {
		t.Errorf("a final document without the Region's mention: %v", err)
	}
	if _, err := w.Reports.Build(context.Background(), report.Options{Final: true, Funder: "esf"}); err != nil {
		t.Errorf("the ESF's document has its own: %v", err)
	}
	doc := w.Build(report.Options{})
	if f := doc.Programme.Funders; f[0].European || !f[1].European {
		t.Errorf("emblem of the Union: %+v", f)
	}
}

func TestLogosArePictures(t *testing.T) {
	w := reporttest.New(t, dbtest.SQLite(t))
	settings := w.Text("report.toml") + "\n[[logo]]\nfunder = \"region\"\nfile = \"logo.png\"\n"
	png := "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
	w.Load(map[string]string{"report.toml": settings, "logo.png": png})
	logo := w.Build(report.Options{}).Programme.Funders[0].Logo
	if logo == nil || logo.Type != "image/png" || string(logo.Bytes) != png {
		t.Fatalf("logo: %+v", logo)
	}
	for name, content := range map[string]string{"a script": "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "nothing": ""} {
		_, err := w.Reports.Import(context.Background(), w.Texts(map[string]string{"report.toml": settings, "logo.png": content}), "test")
		if apperr.CodeOf(err) != apperr.Invalid {
			t.Errorf("%s as a logo: %v", name, err)
		}
	}
}

func TestDeliverablesTellWhatWasPromised(t *testing.T) {
	w := reporttest.New(t, dbtest.SQLite(t))
	w.Agreement(func(toml string) string {
		return toml + "\n[[deliverable]]\ncode = \"L1\"\nname.fr = \"Annuaire\"\nname.en = \"Directory\"\naxis = \"1\"\ndue = 2019-06-30\n\n[[deliverable]]\ncode = \"L2\"\nname.fr = \"Guide\"\nname.en = \"Guide\"\naxis = \"1\"\n"
	})
	d := find[report.Deliverables](t, outlook(t, w, "{{deliverables axis=1}}"), 0)
	var lines []string
	for _, p := range d.Promised {
		lines = append(lines, fmt.Sprintf("%s %s %s %s", p.Code, p.Name, p.Due, p.StateName))
	}
	same(t, "promised", lines, []string{"L1 Annuaire dimanche 30 juin 2019 manquant", "L2 Guide  attendu"})
	if len(d.Items) != 3 {
		t.Errorf("%d pieces beside what was promised, want 3", len(d.Items))
	}
}

// TestChronogramIsDrawnOnce: the annex draws it unless the texts draw every activity; one of them is not enough.
func TestChronogramIsDrawnOnce(t *testing.T) {
	for words, told := range map[string]bool{"{{chronogram activity=1.2}}": false, "{{chronogram axis=1}}": true, "Rien.": false} {
		w := reporttest.New(t, dbtest.SQLite(t))
		outlook(t, w, words)
		if got := w.Build(report.Options{}).ChronogramTold(); got != told {
			t.Errorf("%s: told %v, want %v", words, got, told)
		}
	}
}
