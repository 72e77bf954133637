package ui_test

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"maillage/internal/kit/frnum"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
	"maillage/internal/programme/ledger/ui"
	"maillage/internal/programme/pagetest"
)

// TestListAgreesWithItsFilters compares rows, totals and badges of the page with what the service says of the same filter.
func TestListAgreesWithItsFilters(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World) {
		server := pagetest.Serve(t, routes(w), ui.Texts)
		for query, filter := range map[string]ledger.Filter{
			"":                                   {},
			"nature=tour":                        {Kinds: []string{"tour"}},
			"nature=tour&nature=webinar":         {Kinds: []string{"tour", "webinar"}},
			"activite=1.2":                       {Activities: []string{"1.2"}},
			"axe=5&activite=5.1":                 {Activities: []string{"5.1"}},
			"annee=2019":                         {From: 2019, To: 2019},
			"annee=2018-2020":                    {From: 2018, To: 2020, Whole: true},
			"de=1/03/2019&a=2019-06":             {Since: "2019-03-01", Until: "2019-06-30"},
			"financeur=aucun&nature=tour":        {Funder: ledger.NoFunder, Kinds: []string{"tour"}},
			"financeur=esf":                      {Funder: "esf"},
			"departement=33&departement=86":      {Departments: []string{"33", "86"}},
			"departement=aucun":                  {Departments: []string{""}},
			"etat=en-cours&etat=termine":         {States: []ledger.State{ledger.InProgress, ledger.Completed}},
			"a-completer=date":                   {Pile: ledger.PileDate},
			"a-completer=preuve&nature=webinar&": {Pile: ledger.PileEvidence, Kinds: []string{"webinar"}},
			"nature=&annee=&etiquette=":          {},
		} {
			totals, err := w.Ledger.Totals(context.Background(), filter)
			if err != nil || totals.Entries == 0 {
				t.Fatalf("%s: %+v, %v", query, totals, err)
			}
			page := pagetest.Get(t, server, "/realisations?lang=fr&"+query, http.StatusOK)
			if got := page.Find("tbody tr").Length(); got != min(totals.Entries, 50) {
				t.Errorf("%s: %d rows, want %d", query, got, min(totals.Entries, 50))
			}
			var sums []string
			for _, b := range page.Find(".totals b").EachIter() {
				sums = append(sums, b.Text())
			}
			want := []string{frnum.Format(int64(totals.Entries), "fr"), fmt.Sprint(totals.ByFunder["region"]), fmt.Sprint(totals.ByFunder["esf"]), fmt.Sprint(totals.ByFunder[""])}
			if strings.Join(sums[:4], " ") != strings.Join(want, " ") {
				t.Errorf("%s: totals %v, want %v", query, sums[:4], want)
			}
		}
	})
}

// TestFiguresLeadToTheirEntries: the address of each figure's filter lists as many entries as the figure counts.
func TestFiguresLeadToTheirEntries(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World) {
		server := pagetest.Serve(t, routes(w), ui.Texts)
		all, err := w.Indicators.All(context.Background())
		if err != nil || len(all) == 0 {
			t.Fatal(err)
		}
		for _, x := range all {
			if x.Percent() || x.Measure == indicator.Reading || x.Measure == indicator.Distinct {
				continue
			}
			request := indicator.Request{Key: x.Key, Scope: indicator.Year(0)}
			figures, err := w.Indicators.Figures(context.Background(), []indicator.Request{request}, time.Time{})
			if err != nil {
				t.Fatal(err)
			}
			filter, err := w.Indicators.Filter(context.Background(), request, time.Time{})
			if err != nil {
				t.Fatal(err)
			}
			page := pagetest.Get(t, server, filter.Address()+"&lang=fr", http.StatusOK)
			if got, want := page.Find(".totals b").First().Text(), frnum.Format(figures[0].Entries, "fr"); got != want {
				t.Errorf("%s counts %s entries and leads to %s (%s)", x.Key, want, got, filter.Address())
			}
		}
	})
}

func TestPagerWalksAllEntries(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World) {
		server := pagetest.Serve(t, routes(w), ui.Texts)
		totals, err := w.Ledger.Totals(context.Background(), ledger.Filter{})
		if err != nil {
			t.Fatal(err)
		}
		for _, order := range []string{"date", "-date", "intitule", "departement", "participations"} {
			seen, path := map[string]bool{}, "/realisations?tri="+order
			for path != "" {
				page := pagetest.Get(t, server, path, http.StatusOK)
				for _, row := range page.Find("tbody tr").EachIter() {
					seen[row.AttrOr("id", "")] = true
				}
				path = page.Find(`a[rel="next"]`).AttrOr("href", "")
			}
			if len(seen) != totals.Entries {
				t.Errorf("%s: pages hold %d different entries, want %d", order, len(seen), totals.Entries)
			}
		}
		page := pagetest.Get(t, server, "/realisations?tri=date", http.StatusOK)
		if got := page.Find(`th[aria-sort="ascending"]`).Length(); got != 1 {
			t.Errorf("%d columns say that they sort up", got)
		}
	})
}

// TestChipsTakeOneFilterAway follows each chip's cross.
func TestChipsTakeOneFilterAway(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World) {
		server := pagetest.Serve(t, routes(w), ui.Texts)
		page := pagetest.Get(t, server, "/realisations?lang=fr&nature=tour&annee=2018-2020&etat=tenu&financeur=aucun&tri=date", http.StatusOK)
		if got := pagetest.Text(page, ".chip.on"); got != "La nature est Grande Vadrouille Comptée en 2018–2020 Le financeur est non affectable L’état est tenu" {
			t.Errorf("chips say %q", got)
		}
		for _, cross := range page.Find(".chip-x").EachIter() {
			to, err := url.Parse(cross.AttrOr("href", ""))
			if err != nil {
				t.Fatal(err)
			}
			if q := to.Query(); len(q) != 4 || q.Get("tri") != "date" {
				t.Errorf("%s leads to %s", cross.AttrOr("aria-label", ""), to)
			}
		}
	})
}

func TestWrongFiltersAreNamed(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World) {
		server := pagetest.Serve(t, routes(w), ui.Texts)
		for query, wants := range map[string][]string{
			"nature=gala": {"nature", "gala", "tour, "}, "activite=9.9": {"activite", "1.2"}, "axe=12": {"axe", "1, 2"}, "axe=1&activite=5.1": {"activite", "axe"},
			"annee=jadis": {"annee", "jadis", "2018-2020"}, "annee=2020-2018": {"annee"}, "de=bientôt": {"« de »", "bientôt"}, "a=31/04/2020": {"« a »", "31/04/2020"},
			"financeur=mécène": {"financeur", "esf, aucun"}, "financeur=esf&financeur=region": {"financeur", "une seule"}, "departement=99": {"departement", "aucun, 16"},
			"etat=flou": {"etat", "tenu, en-cours"}, "a-completer=tout": {"a-completer", "territoire"}, "au=demain": {"« au »", "demain"}, "tri=hasard": {"tri", "-date"},
			"vue=mosaïque": {"vue", "calendrier"}, "page=0": {"page"}, "page=9999999999": {"page"}, "vue=calendrier&an=douze": {"« an »", "douze"},
			"nature=<script>alert(1)</script>": {"<script>"},
		} {
			page := pagetest.Get(t, server, "/realisations?lang=fr&"+strings.ReplaceAll(query, "<", "%3C"), http.StatusUnprocessableEntity)
			got := pagetest.Text(page, ".problem-message")
			for _, want := range wants {
				if !strings.Contains(got, want) {
					t.Errorf("%s: %q does not name %q", query, got, want)
				}
			}
			if page.Find("main script").Length() != 0 {
				t.Errorf("%s: a script came out of the address", query)
			}
		}
		pagetest.Get(t, server, "/realisations.csv?nature=gala", http.StatusUnprocessableEntity)
		pagetest.Get(t, server, "/carte?annee=jadis", http.StatusUnprocessableEntity)
	})
}

// TestHostileValuesAreShownAsText: filters that are free text come back escaped, in chips and in the form.
func TestHostileValuesAreShownAsText(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World) {
		server := pagetest.Serve(t, routes(w), ui.Texts)
		hostile := `"><script>alert(1)</script>%' or 1=1 --`
		for _, name := range []string{"beneficiaire", "etiquette", "piece", "releve", "import"} {
			page := pagetest.Get(t, server, "/realisations?lang=fr&"+name+"="+url.QueryEscape(hostile), http.StatusOK)
			if page.Find("main script").Length() != 0 {
				t.Errorf("%s: a script came out of the address", name)
			}
			if got := page.Find(".chip b").Text(); got != hostile {
				t.Errorf("%s: the chip shows %q", name, got)
			}
			if got := page.Find(".empty").Length(); got != 1 {
				t.Errorf("%s: entries were found", name)
			}
		}
	})
}

func TestDoubtfulDatesShowWhatWasWritten(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World) {
		server := pagetest.Serve(t, routes(w), ui.Texts)
		e := first(t, w, ledger.Filter{Pile: ledger.PileDate, Kinds: []string{"tour"}})
		page := pagetest.Get(t, server, "/realisations?lang=fr&nature=tour&a-completer=date", http.StatusOK)
		cell := page.Find("#e-" + e.ID + " td").First()
		if got := cell.Text(); !strings.Contains(got, e.DateText) || !strings.Contains(got, "hors de sa section") {
			t.Errorf("a date outside its section shows as %q", got)
		}
		if cell.Find(".state.warn").Length() == 0 {
			t.Error("the doubt has no badge")
		}
	})
}

func TestExportsHoldWhatTheListHolds(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World) {
		server := pagetest.Serve(t, routes(w), ui.Texts)
		in := csv.NewReader(strings.NewReader(download(t, server, "/realisations.csv?lang=fr&nature=tour", "text/csv; charset=utf-8")))
		in.Comma = ';'
		if lines, err := in.ReadAll(); err != nil || len(lines) != 53 {
			t.Errorf("%d rows in CSV, want 53, %v", len(lines), err)
		}
		book, err := excelize.OpenReader(strings.NewReader(download(t, server, "/realisations.xlsx?nature=tour", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")))
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = book.Close() }()
		rows, err := book.GetRows(book.GetSheetName(0))
		if err != nil || len(rows) != 53 {
			t.Errorf("%d rows in XLSX, want 53, %v", len(rows), err)
		}
	})
}

func download(t *testing.T, server *httptest.Server, path, mediaType string) string {
	t.Helper()
	response, err := http.Get(server.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK || response.Header.Get("Content-Type") != mediaType {
		t.Fatalf("%s: %d %q %v", path, response.StatusCode, response.Header.Get("Content-Type"), err)
	}
	if !strings.HasPrefix(response.Header.Get("Content-Disposition"), "attachment") {
		t.Errorf("%s opens in the page", path)
	}
	return string(body)
}

// TestCalendarPlacesEachEntryOnce: the lines of all years, and the undated entries, are the list.
func TestCalendarPlacesEachEntryOnce(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World) {
		server := pagetest.Serve(t, routes(w), ui.Texts)
		page := pagetest.Get(t, server, "/realisations?lang=fr&nature=tour&vue=calendrier", http.StatusOK)
		if got := pagetest.Text(page, `nav[aria-label="Années"] [aria-current]`); !strings.HasPrefix(got, "2020 ") {
			t.Errorf("the calendar opens on %q", got)
		}
		lines := 0
		for _, year := range page.Find(`nav[aria-label="Années"] a`).EachIter() {
			lines += pagetest.Get(t, server, year.AttrOr("href", ""), http.StatusOK).Find(".agenda li").Length()
		}
		if lines != 52 {
			t.Errorf("%d lines on the calendar, want 52", lines)
		}
		if got := page.Find("rect.key-l2, rect.key-l3").Length() - 2; /* the legend */ got == 0 {
			t.Error("no day is coloured")
		}
		empty := pagetest.Get(t, server, "/realisations?lang=fr&vue=calendrier&etat=annule&nature=tour", http.StatusOK)
		if empty.Find(".empty").Length() != 1 {
			t.Error("an empty calendar does not say so")
		}
	})
}
