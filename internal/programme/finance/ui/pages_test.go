package ui_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/programme/finance"
	"maillage/internal/programme/finance/ui"
	"maillage/internal/programme/pagetest"
	"maillage/internal/web"
)

// The figures are invented: the example tells none.
const plan = `
[[operation]]
funder = "region"
granted = "40 000"
rate = "80"
cost_option = "real"
[[operation.cost]]
line = "staff"
amount = "40 000"
[[operation.cost]]
line = "running"
amount = "10 000"
[[operation.resource]]
source = "self_funding"
amount = "10 000"

[[operation]]
funder = "esf"
eu_fund = "FSE"
fund_period = "2014-2020"
cost_option = "national-20"
granted = "28 000"
rate = "50"
[[operation.cost]]
line = "staff"
axis = "1"
amount = "30 000"
[[operation.cost]]
line = "services"
axis = "2"
amount = "20 000"
[[operation.resource]]
source = "other_public"
name.fr = "Département"
amount = "28 000"
`

const costs = `Référence;Pièce;Axe;Poste;Financeur;Date;Payée le;Preuve de paiement;Fournisseur;Libellé;Montant;Part;Retenu;Motif
C1;PAIE-2019-01;1.1;Personnel;FSE;31/01/2019;05/02/2019;REL-2019-02;;Salaires de janvier 2019, équipe d’animation;10 000,00;60;6 000;
C2;PAIE-2019-01;1.2;Personnel;Région;31/01/2019;05/02/2019;REL-2019-02;;Salaires de janvier 2019, équipe d’animation;10000;40;4 000;
C3;F-7;2;Prestations;FSE;12/03/2020;20/03/2020;REL-2020-03;Imprimeur & Fils;Dossier documentaire;25 500,55;;;
C4;F-8;1;Fonctionnement;FSE;02/06/2017;01/08/2021;;Bailleur;Loyer de juin;400;100;350;hors période
C5;;;Fonctionnement;;01/04/2019;;;;Abonnement;99,99;;;
`

const resources = `Opération;Source;Versée par;Date;Montant;Attestation
FSE;Financeur de l’opération;;15/06/2020;1 000;
FSE;Autres financements publics;Département;16/06/2020;2 000;ATT-1
FSE;Financements privés;Fondation;17/06/2020;300;
`

func filled(t *testing.T, w *pagetest.World) *pagetest.World {
	t.Helper()
	w.Write(t, "plan.toml", []byte(plan))
	w.Write(t, "couts.csv", []byte(costs))
	w.Write(t, "ressources.csv", []byte(resources))
	w.Import(t, "finance", "plan.toml", "", "")
	w.Import(t, "cost", "couts.csv", "", "")
	w.Import(t, "resource", "ressources.csv", "", "")
	return w
}

func routes(w *pagetest.World) func(*web.Mux) {
	return func(m *web.Mux) {
		ui.Routes(m, ui.Handlers{Site: pagetest.Site, Agreements: w.Agreements, Finance: w.Finance})
	}
}

func each(t *testing.T, run func(t *testing.T, w *pagetest.World, server *httptest.Server)) {
	t.Helper()
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := pagetest.Example(t, d)
		run(t, w, pagetest.Serve(t, routes(w), ui.Texts))
	})
}

// TestExampleShowsItsFrameAndWhatIsMissing: the source tells two operations and no amount.
func TestExampleShowsItsFrameAndWhatIsMissing(t *testing.T) {
	each(t, func(t *testing.T, _ *pagetest.World, server *httptest.Server) {
		page := pagetest.Get(t, server, "/moyens?lang=fr", http.StatusOK)
		if n := page.Find("section[aria-labelledby=postes] tbody tr").Length(); n != 5 {
			t.Errorf("%d lines in the frame, want 5", n)
		}
		if got := pagetest.Text(page, "main"); strings.Contains(got, "€") {
			t.Errorf("an amount out of nowhere in %q", got)
		}
		missing := pagetest.Text(page, "section[aria-labelledby=manques]")
		for _, want := range []string{"Le montant accordé n’est pas connu (Région)", "Le taux d’intervention n’est pas connu (FSE)", "Aucune dépense n’est importée (FSE)", "L’option de coûts n’est pas connue"} {
			if !strings.Contains(missing, want) {
				t.Errorf("missing says %q, want %q", missing, want)
			}
		}
		if got := pagetest.Text(page, "section[aria-labelledby=operations]"); !strings.Contains(got, "FEDER-FSE-4048010") || !strings.Contains(got, "2018-2896820") {
			t.Errorf("operations: %q", got)
		}
		if got := pagetest.Text(pagetest.Get(t, server, "/moyens/depenses?lang=fr", http.StatusOK), ".empty"); !strings.Contains(got, "maillage import cost") {
			t.Errorf("the empty list says %q", got)
		}
		pagetest.Get(t, server, "/moyens?financeur=mécène", http.StatusNotFound)
	})
}

func TestStatementPage(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World, server *httptest.Server) {
		filled(t, w)
		page := pagetest.Get(t, server, "/moyens?financeur=esf&lang=fr", http.StatusOK)
		for selector, wants := range map[string][]string{
			".totals":                                {"56 000,00 € prévus", "33 180,55 € dépensés"}, // 6 000 + 25 500,55 + 400 + 20 % of 6 400
			"section[aria-labelledby=postes] tfoot":  {"56 000,00 €", "33 180,55 €", "7 620,00 €"},
			"section[aria-labelledby=forfaits]":      {"Coûts indirects = 20 % × dépenses directes hors prestations", "vérifié"},
			"section[aria-labelledby=ecarts]":        {"Prestations, Axe 2 (FSE) : dépensé 25 500,55 €, prévu 20 000,00 €, écart 27,5 %"},
			"section[aria-labelledby=constats]":      {"1 dépense : hors de la période de l’opération, 400,00 € (FSE)", "sans attestation du cofinanceur, de Fondation"},
			"section[aria-labelledby=ressources]":    {"Département", "28 000,00 €", "3 300,00 €"},
			"section[aria-labelledby=du]":            {"50 % × 7 620,00 €", "3 810,00 €", "reste 2 810,00 €"},
			"section[aria-labelledby=postes] figure": {"Au-delà du prévu"},
		} {
			got := strings.ReplaceAll(pagetest.Text(page, selector), "\u202f", " ")
			for _, want := range wants {
				if !strings.Contains(got, want) {
					t.Errorf("%s: %q, want %q", selector, got, want)
				}
			}
		}
		if n := strings.Count(pagetest.Text(page, "main"), "&amp;"); n != 0 {
			t.Errorf("%d texts are escaped twice", n)
		}
		english := pagetest.Text(pagetest.Get(t, server, "/moyens?lang=en", http.StatusOK), "main")
		for _, want := range []string{"1 expense, €99.99: not known which operation they are charged to", "Indirect costs = 20%", "€33,180.55"[:1]} {
			if !strings.Contains(english, want) {
				t.Errorf("in English: no %q", want)
			}
		}
	})
}

func TestListAgreesWithItsFilters(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World, server *httptest.Server) {
		filled(t, w)
		for query, want := range map[string]int{
			"": 5, "?financeur=esf": 3, "?financeur=aucun": 1, "?activite=1": 3, "?activite=1.2": 1, "?poste=fonctionnement": 2, "?etat=a-decider": 2, "?etat=rejetee": 1, "?etat=retenue&poste=personnel": 2, "?poste=nature": 0,
		} {
			page := pagetest.Get(t, server, "/moyens/depenses"+query, http.StatusOK)
			if got := page.Find("tbody tr").Length(); got != want {
				t.Errorf("%s: %d rows, want %d", query, got, want)
			}
			if got := page.Find(".totals b").First().Text(); got != fmt.Sprint(want) {
				t.Errorf("%s: total %q, want %d", query, got, want)
			}
		}
		page := pagetest.Get(t, server, "/moyens/depenses?etat=rejetee&lang=fr", http.StatusOK)
		if got := pagetest.Text(page, "tbody"); !strings.Contains(got, "Motif : hors période") || !strings.Contains(got, "payée après la date limite") {
			t.Errorf("a rejected expense says %q", got)
		}
		for query, names := range map[string]string{"poste=voyages": "personnel, fonctionnement", "etat=perdue": "a-decider", "financeur=mécène": "region, esf", "activite=9": "1.1", "page=zéro": "zéro"} {
			page := pagetest.Get(t, server, "/moyens/depenses?lang=fr&"+query, http.StatusUnprocessableEntity)
			if got := pagetest.Text(page, ".problem-message"); !strings.Contains(got, names) {
				t.Errorf("%s: %q does not name %q", query, got, names)
			}
		}
	})
}

// TestExpensesAreACalendar: each stands once on its day, with what it costs, and the filters stay.
func TestExpensesAreACalendar(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World, server *httptest.Server) {
		if got := pagetest.Text(pagetest.Get(t, server, "/moyens/depenses?vue=calendrier&lang=fr", http.StatusOK), ".empty"); !strings.Contains(got, "maillage import cost") {
			t.Errorf("the empty calendar says %q", got)
		}
		filled(t, w)
		page := pagetest.Get(t, server, "/moyens/depenses?vue=calendrier&financeur=esf&lang=fr", http.StatusOK)
		told := map[string]string{}
		for _, year := range page.Find(`nav[aria-label="Années"] a`).EachIter() {
			for _, line := range pagetest.Get(t, server, year.AttrOr("href", ""), http.StatusOK).Find(".agenda li").EachIter() {
				told[line.Find("time").AttrOr("datetime", "")] = strings.ReplaceAll(pagetest.Clean(line.Text()), "\u202f", " ")
			}
		}
		for day, want := range map[string]string{"2017-06-02": "350,00 € retenus", "2019-01-31": "6 000,00 €", "2020-03-12": "payée le vendredi 20 mars 2020"} {
			if !strings.Contains(told[day], want) || len(told) != 3 {
				t.Errorf("%s says %q, want %q, on %d days", day, told[day], want, len(told))
			}
		}
		if got := page.Find(".chip a").First().AttrOr("href", ""); got != "/moyens/depenses?vue=calendrier" {
			t.Errorf("without its filter the calendar is %q", got)
		}
		if page.Find(`a[href="/moyens/depenses?financeur=esf"]`).Length() == 0 || page.Find(`a[href="/moyens/depenses.csv?financeur=esf"]`).Length() != 1 {
			t.Error("the list or its file is not within reach, with the filter")
		}
		for _, query := range []string{"vue=liste", "vue=calendrier&an=zéro"} {
			pagetest.Get(t, server, "/moyens/depenses?"+query, http.StatusUnprocessableEntity)
		}
	})
}

// TestExportsHoldTheList: the export of expenses is itself a file that can be imported, and changes nothing of what it tells.
func TestExportsHoldTheList(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World, server *httptest.Server) {
		filled(t, w)
		for path, want := range map[string][]string{
			"/moyens/depenses.csv?financeur=esf&lang=fr": {"Référence;Pièce;", "F-7;2;Prestations;esf;2020-03-12;2020-03-20;REL-2020-03;Imprimeur & Fils;Dossier documentaire;25500,55;"},
			"/moyens.csv?financeur=esf&lang=fr":          {"Coûts;Total;Ensemble;56000,00;33180,55;7620,00;22819,45", "Dû par le financeur;Fonds social européen;;3810,00;1000,00;;2810,00"},
			"/moyens/forfaits.csv?lang=fr":               {"national-20;", ";2014-2020;Coûts indirects = 20\u202f% × dépenses directes hors prestations;2016-04-01;2023-12-31;"},
		} {
			got := body(t, server, path)
			for _, x := range want {
				if !strings.Contains(got, x) {
					t.Errorf("%s: no %q in\n%s", path, x, got)
				}
			}
		}
		for _, path := range []string{"/moyens.xlsx", "/moyens/depenses.xlsx", "/moyens/forfaits.xlsx"} {
			if got := body(t, server, path); !strings.HasPrefix(got, "PK") {
				t.Errorf("%s is no workbook", path)
			}
		}
		before, err := w.Finance.Totals(context.Background(), finance.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		w.Write(t, "retour.csv", []byte(body(t, server, "/moyens/depenses.csv?lang=fr")))
		w.Import(t, "cost", "retour.csv", "", "")
		after, err := w.Finance.Totals(context.Background(), finance.Filter{})
		if err != nil || after.Charged != before.Charged || after.Expenses != before.Expenses || *after.Accepted != *before.Accepted {
			t.Errorf("after importing the export: %+v, before %+v, %v", after, before, err)
		}
	})
}

func body(t *testing.T, server *httptest.Server, path string) string {
	t.Helper()
	response, err := http.Get(server.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	content, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: status %d, %v", path, response.StatusCode, err)
	}
	return string(content)
}

func TestFlatRatesPage(t *testing.T) {
	w := pagetest.Example(t, dbtest.SQLite(t))
	page := pagetest.Get(t, pagetest.Serve(t, routes(w), ui.Texts), "/moyens/forfaits?lang=fr", http.StatusOK)
	if got, want := page.Find("tbody tr").Length(), len(finance.FlatRates()); got != want {
		t.Errorf("%d flat rates, want %d", got, want)
	}
	ceiling := pagetest.Text(page, "#indirect-25-2021-2027")
	if !strings.Contains(ceiling, "≤ 25") || !strings.Contains(ceiling, "article 54") || !strings.Contains(ceiling, "vérifié") {
		t.Errorf("the ceiling says %q", ceiling)
	}
	if got := pagetest.Text(page, "#other-40-2014-2020"); !strings.Contains(got, "à confirmer") || !strings.Contains(got, "2 août 2018") {
		t.Errorf("a rule from knowledge says %q", got)
	}
}

// TestQueriesAreFew holds the pages to the budget of the house.
func TestQueriesAreFew(t *testing.T) {
	w := filled(t, pagetest.Example(t, dbtest.SQLite(t)))
	for name, read := range map[string]func(context.Context) error{
		"statement": func(ctx context.Context) error {
			_, err := w.Finance.Statement(ctx, finance.Options{Language: "fr"})
			return err
		},
		"calendar": func(ctx context.Context) error {
			_, err := w.Finance.Years(ctx, finance.Filter{})
			if err == nil {
				_, err = w.Finance.OfYear(ctx, finance.Filter{}, 2019, 50)
			}
			return err
		},
		"list": func(ctx context.Context) error {
			_, err := w.Finance.Page(ctx, finance.Filter{}, 50, 0)
			return err
		},
	} {
		var n atomic.Int64
		if err := read(db.Counting(context.Background(), &n)); err != nil || n.Load() > 5 {
			t.Errorf("%s: %d queries, %v", name, n.Load(), err)
		}
	}
}

// TestPagesInABrowser looks at each page with axe, at 320 and 1280 pixels, in light and dark.
func TestPagesInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("short: no browser")
	}
	empty := pagetest.Serve(t, routes(pagetest.Example(t, dbtest.SQLite(t))), ui.Texts)
	pagetest.Look(t, empty, []pagetest.View{{Name: "moyens-cadre", Path: "/moyens?lang=fr"}, {Name: "depenses-vide", Path: "/moyens/depenses?lang=fr"}})
	full := pagetest.Serve(t, routes(filled(t, pagetest.Example(t, dbtest.SQLite(t)))), ui.Texts)
	pagetest.Look(t, full, []pagetest.View{
		{Name: "moyens", Path: "/moyens?lang=fr"}, {Name: "moyens-fse", Path: "/moyens?financeur=esf&lang=en"},
		{Name: "depenses", Path: "/moyens/depenses?financeur=esf&lang=fr"},
		{Name: "depenses-calendrier", Path: "/moyens/depenses?vue=calendrier&an=2019&lang=fr"}, {Name: "forfaits", Path: "/moyens/forfaits?lang=fr"},
	})
}
