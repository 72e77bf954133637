package ui_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/kit/chain"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/pagetest"
	"maillage/internal/programme/report"
	"maillage/internal/programme/report/reporttest"
	"maillage/internal/programme/report/ui"
	"maillage/internal/web"
)

// work serves the pages of work on the report of a small programme.
type work struct {
	*reporttest.World
	t        *testing.T
	server   *httptest.Server
	handlers ui.Handlers
}

func newWork(t *testing.T, d *db.DB, keep ui.Keeper, reprint ui.Reprinter) *work {
	t.Helper()
	w := reporttest.New(t, d)
	w.Load(nil)
	revision := func(ctx context.Context) (string, error) {
		head, err := chain.Read(ctx, d, "audit")
		return head.Hash, err
	}
	figure := func(r indicator.Request) string {
		return fmt.Sprintf("/chiffres/%s?financeur=%s", r.Key, r.Scope.Funder)
	}
	h := ui.New(pagetest.Site, w.Reports, revision, figure)
	h.Reports, h.Keep, h.Reprint = w.Reports, keep, reprint
	t.Cleanup(h.Close)
	return &work{World: w, t: t, server: pagetest.Serve(t, func(m *web.Mux) { ui.Routes(m, h) }, ui.Texts), handlers: h}
}

// bareKey is the name of a text of this room.
var bareKey = regexp.MustCompile(`\breport\.[a-z_]+`)

func (w *work) get(path string) *goquery.Document {
	w.t.Helper()
	page := pagetest.Get(w.t, w.server, path, http.StatusOK)
	if key := bareKey.FindString(page.Find("body").Text()); key != "" {
		w.t.Errorf("GET %s: %s is shown instead of its text", path, key)
	}
	return page
}

// post sends a form without following where it leads.
func (w *work) post(path string, form url.Values, header ...string) (*http.Response, *goquery.Document) {
	w.t.Helper()
	request, err := http.NewRequestWithContext(context.Background(), http.MethodPost, w.server.URL+path, strings.NewReader(form.Encode()))
	if err != nil {
		w.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Accept-Language", "fr")
	for i := 0; i+1 < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
		if header[i] == "Host" {
			request.Host = header[i+1]
		}
	}
	client := http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Do(request)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	page, err := goquery.NewDocumentFromReader(response.Body)
	if err != nil {
		w.t.Fatal(err)
	}
	return response, page
}

// download reads a file to keep.
func (w *work) download(path string) (http.Header, string) {
	w.t.Helper()
	response, err := http.Get(w.server.URL + path)
	if err != nil {
		w.t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	content, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		w.t.Fatalf("GET %s: %d, %v", path, response.StatusCode, err)
	}
	return response.Header, string(content)
}

const (
	missedMeetups = "target_missed:meetups.held:0"
	meetupsAnchor = "#e-target-missed-meetups-held-0"
	closeMeetups  = "/bilan/ecarts/" + missedMeetups + "/cloture"
)

func TestVariancesAreListedAndClosed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWork(t, d, nil, nil)
		page := w.get("/bilan/ecarts?lang=fr")
		if n := page.Find("article.variance").Length(); n != 2 {
			t.Fatalf("%d variances", n)
		}
		same(t, "terms", pagetest.Text(page, meetupsAnchor+" .facts"), "Prévu4 rencontresConstaté3 rencontresDifférence−1")
		same(t, "its figure", attribute(page, meetupsAnchor+" .facts a", "href"), "/chiffres/meetups.held?financeur=")
		same(t, "open ones", pagetest.Text(page, ".tabs a[href$='etat=ouvert'] .count"), "2")

		typed := url.Values{"nature": {"agreement"}, "explication": {"Le comité a accepté le report."}}
		response, refused := w.post(closeMeetups+"?lang=fr&axe=1", typed)
		if response.StatusCode != http.StatusUnprocessableEntity {
			t.Fatalf("an agreement without reference: %d", response.StatusCode)
		}
		if told := pagetest.Text(refused, meetupsAnchor+" .field.wrong .error"); !strings.Contains(told, "demande sa référence") {
			t.Errorf("beside the field: %q", told)
		}
		same(t, "what was typed", pagetest.Text(refused, meetupsAnchor+" textarea"), "Le comité a accepté le report.")
		same(t, "what was chosen", attribute(refused, meetupsAnchor+" option[selected]", "value"), "agreement")
		if refused.Find(meetupsAnchor+" details[open]").Length() != 1 {
			t.Error("the form that was refused is folded")
		}

		typed.Set("reference", "Courrier du 12 mai 2020")
		response, _ = w.post(closeMeetups+"?axe=1", typed)
		if to := response.Header.Get("Location"); response.StatusCode != http.StatusSeeOther || to != "/bilan/ecarts?axe=1"+meetupsAnchor {
			t.Fatalf("closed: %d to %s", response.StatusCode, to)
		}
		page = w.get("/bilan/ecarts?lang=fr")
		same(t, "open ones first", attribute(page, "article.variance", "id"), "e-target-missed-places-open-2019")
		if told := pagetest.Text(page, meetupsAnchor+" .closing"); !strings.Contains(told, "Accord du cofinanceur. Le comité a accepté le report.Référence : Courrier du 12 mai 2020system, le") {
			t.Errorf("the closing is told as %q", told)
		}

		response, _ = w.post("/bilan/ecarts/"+missedMeetups+"/reouverture", nil)
		if response.StatusCode != http.StatusSeeOther {
			t.Errorf("reopened: %d", response.StatusCode)
		}
		if response, _ = w.post("/bilan/ecarts/"+missedMeetups+"/reouverture", nil); response.StatusCode != http.StatusConflict {
			t.Errorf("reopened twice: %d", response.StatusCode)
		}
		if response, _ = w.post("/bilan/ecarts/target_missed:nothing:0/cloture", typed); response.StatusCode != http.StatusNotFound {
			t.Errorf("closing what is no variance: %d", response.StatusCode)
		}
	})
}

func TestWhoIsElsewhereClosesNothing(t *testing.T) {
	w := newWork(t, dbtest.SQLite(t), nil, nil)
	typed := url.Values{"nature": {"reason"}, "explication": {"Une explication assez longue."}}
	for name, header := range map[string][]string{
		"another name": {"Host", "maillage.example"}, "a proxy": {"X-Forwarded-For", "192.0.2.1"}, "another site": {"Sec-Fetch-Site", "cross-site"},
	} {
		for _, path := range []string{closeMeetups, "/bilan/ecarts/" + missedMeetups + "/reouverture", "/bilan/versions", "/bilan/versions/en-cours/1/arret"} {
			if response, _ := w.post(path, typed, header...); response.StatusCode != http.StatusForbidden {
				t.Errorf("%s, %s: %d", name, path, response.StatusCode)
			}
		}
	}
	list, err := w.Reports.Variances(context.Background(), report.Options{})
	if err != nil || !list[1].Open() {
		t.Errorf("closed from elsewhere: %+v, %v", list, err)
	}
}

func TestAStaleVarianceTellsWhatChanged(t *testing.T) {
	w := newWork(t, dbtest.SQLite(t), nil, nil)
	w.post(closeMeetups, url.Values{"nature": {"measure"}, "explication": {"Une rencontre est ajoutée en 2021."}})
	w.Pass(time.Hour)
	w.Import("meetup", "Référence;Date;Intitulé;Département;Ville;Participations;État\nM1;5 & 6/11/18;Rencontre de Limoges;Haute-Vienne;Limoges;120;annulé\n")
	page := w.get("/bilan/ecarts?lang=fr&etat=a-revoir")
	if n := page.Find("article.variance").Length(); n != 1 {
		t.Fatalf("%d stale variances", n)
	}
	if told := pagetest.Text(page, meetupsAnchor+" .banner"); !strings.Contains(told, "Alors : 4 rencontres / 3 rencontres. Aujourd’hui : 4 rencontres / 2 rencontres.") {
		t.Errorf("told: %q", told)
	}
	same(t, "the words are kept to be closed again", pagetest.Text(page, meetupsAnchor+" textarea"), "Une rencontre est ajoutée en 2021.")
}

func TestVarianceFiltersAndExports(t *testing.T) {
	w := newWork(t, dbtest.SQLite(t), nil, nil)
	page := w.get("/bilan/ecarts?lang=fr&etat=clos")
	if page.Find(".empty").Length() != 1 || page.Find("article.variance").Length() != 0 {
		t.Error("no variance is closed, and the page does not say so")
	}
	for _, bad := range []string{"?etat=ferme", "?axe=9", "?financeur=mairie"} {
		for _, path := range []string{"/bilan/ecarts", "/bilan/ecarts.csv"} {
			if response, err := http.Get(w.server.URL + path + bad); err != nil || response.StatusCode < 400 || response.StatusCode >= 500 {
				t.Errorf("%s%s: %v, %v", path, bad, response.StatusCode, err)
			}
		}
	}
	_, csv := w.download("/bilan/ecarts.csv?lang=fr")
	if lines := strings.Count(csv, "\n"); lines != 3 || !strings.Contains(csv, "4 rencontres;3 rencontres;'−1") && !strings.Contains(csv, "4 rencontres;3 rencontres;−1") {
		t.Errorf("the export has %d lines:\n%s", lines, csv)
	}
	if _, book := w.download("/bilan/ecarts.xlsx?etat=ouvert"); !strings.HasPrefix(book, "PK") {
		t.Error("no workbook")
	}
	w.Settle()
	if _, csv := w.download("/bilan/ecarts.csv?etat=ouvert"); strings.Count(csv, "\n") != 1 {
		t.Errorf("all are closed: %s", csv)
	}
}

// TestTheSheetLeadsToItsVariances and the perimeter is kept on the way.
func TestTheSheetLeadsToItsVariances(t *testing.T) {
	w := newWork(t, dbtest.SQLite(t), nil, nil)
	page := w.get("/bilan/axes/1?lang=fr&financeur=esf")
	same(t, "under « Écarts »", attribute(page, "a[href^='/bilan/ecarts']", "href"), "/bilan/ecarts?axe=1&financeur=esf")
	page = w.get("/bilan/ecarts?lang=fr&financeur=esf")
	same(t, "perimeter", pagetest.Text(page, ".across [aria-current=page]"), "FSE")
	same(t, "other pages keep it", attribute(page, ".tabs a[href^='/bilan/rapprochement']", "href"), "/bilan/rapprochement?financeur=esf")
}
