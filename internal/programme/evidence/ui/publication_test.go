package ui_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/kit/fetch"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/evidence/ui"
	"maillage/internal/programme/pagetest"
)

// upload sends a form with a file, and returns the answer without following where it leads.
func upload(t *testing.T, address, name, content string) *http.Response {
	t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	if name != "" {
		part, err := form.CreateFormFile("fichier", name)
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(part, content)
	}
	_ = form.WriteField("note", "noms masqués")
	_ = form.Close()
	return post(t, address, form.FormDataContentType(), &body)
}

func post(t *testing.T, address, contentType string, body io.Reader) *http.Response {
	t.Helper()
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	response, err := client.Post(address, contentType, body)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = response.Body.Close() })
	return response
}

func act(t *testing.T, address string, values url.Values) *http.Response {
	t.Helper()
	return post(t, address, "application/x-www-form-urlencoded", strings.NewReader(values.Encode()))
}

func get(t *testing.T, address string) (*http.Response, string) {
	t.Helper()
	response, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return response, string(body)
}

func TestAPublishableCopyIsHandedInAndOut(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World, server *httptest.Server) {
		item := pieceOf(t, w, "connection_log")
		page := server.URL + "/pieces/" + item.ID
		if response, _ := get(t, page+"/copie-publiable"); response.StatusCode != http.StatusNotFound {
			t.Errorf("before any copy: %d", response.StatusCode)
		}
		for name, content := range map[string]string{"": "", "x.pdf": "<html><script>alert(1)</script></html>", "y.svg": `<svg xmlns="http://www.w3.org/2000/svg"></svg>`} {
			response := upload(t, page+"/copie-publiable", name, content)
			if response.StatusCode != http.StatusUnprocessableEntity {
				t.Errorf("%q: %d", name, response.StatusCode)
			}
			if body, _ := io.ReadAll(response.Body); !strings.Contains(string(body), `id="copie-error"`) {
				t.Errorf("%q: the form does not say what is wrong", name)
			}
		}
		if response := upload(t, page+"/copie-publiable", "public.pdf", "%PDF-1.4\n%public\n"); response.StatusCode != http.StatusSeeOther || response.Header.Get("Location") != "/pieces/"+item.ID {
			t.Fatalf("%d to %q", response.StatusCode, response.Header.Get("Location"))
		}
		response, body := get(t, page+"/copie-publiable")
		if body != "%PDF-1.4\n%public\n" || response.Header.Get("Content-Type") != "application/pdf" || !strings.Contains(response.Header.Get("Content-Disposition"), "public.pdf") {
			t.Errorf("%q %v", body, response.Header)
		}
		shown := pagetest.Get(t, server, "/pieces/"+item.ID+"?lang=fr", http.StatusOK)
		if got := pagetest.Text(shown, "section[aria-labelledby=publication]"); !strings.Contains(got, "copie publiable") || !strings.Contains(got, "public.pdf") {
			t.Errorf("told as %q", got)
		}
		if got := pagetest.Text(shown, "section[aria-labelledby=fichiers]"); !strings.Contains(got, "noms masqués") {
			t.Errorf("files are told as %q", got)
		}
		act(t, page+"/publication", url.Values{"publication": {"retenue"}})
		if response, _ := get(t, page+"/copie-publiable"); response.StatusCode != http.StatusNotFound {
			t.Errorf("after it was taken back: %d", response.StatusCode)
		}
		act(t, page+"/publication", url.Values{"publication": {"libre"}})
		if _, body := get(t, page+"/copie-publiable"); int64(len(body)) != item.Size {
			t.Errorf("freed: %d bytes, want the original's %d", len(body), item.Size)
		}
		if response := act(t, page+"/publication", url.Values{"publication": {"peut-être"}}); response.StatusCode != http.StatusUnprocessableEntity {
			t.Errorf("an unknown way: %d", response.StatusCode)
		}
	})
}

// TestNoOtherSiteActs: a form on another site cannot change a piece, nor can somebody on another machine.
func TestNoOtherSiteActs(t *testing.T) {
	w := withFile(t, pagetest.Example(t, dbtest.SQLite(t)))
	server := pagetest.Serve(t, routes(w), ui.Texts)
	item := pieceOf(t, w, "connection_log")
	for header, value := range map[string]string{"Origin": "https://example.org", "Sec-Fetch-Site": "cross-site", "X-Forwarded-For": "1.2.3.4"} {
		request, err := http.NewRequest(http.MethodPost, server.URL+"/pieces/"+item.ID+"/publication", strings.NewReader("publication=libre"))
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Header.Set(header, value)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		_ = response.Body.Close()
		if response.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %s gets %d", header, value, response.StatusCode)
		}
	}
	if got := pieceOf(t, w, "connection_log"); got.Free {
		t.Error("the piece was freed")
	}
}

// TestACapturedPageIsHandedOutAsText: what a browser could run never reaches it as something to run.
func TestACapturedPageIsHandedOutAsText(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		_, server, item := captured(t, d)
		shown := pagetest.Get(t, server, "/pieces/"+item.ID+"?lang=fr", http.StatusOK)
		if shown.Find(`form[action="/pieces/`+item.ID+`/capture"]`).Length() != 1 || shown.Find("section[aria-labelledby=conservation]").Length() != 0 {
			t.Error("a link that can be captured has no button, or a retention")
		}
		if response := act(t, server.URL+"/pieces/"+item.ID+"/capture", nil); response.StatusCode != http.StatusSeeOther {
			t.Fatalf("capture: %d", response.StatusCode)
		}
		response, body := get(t, server.URL+"/pieces/"+item.ID+"/fichier")
		header := response.Header
		if header.Get("Content-Type") != "text/plain; charset=utf-8" || !strings.HasPrefix(header.Get("Content-Disposition"), "attachment;") || !strings.HasSuffix(header.Get("Content-Disposition"), "page.html.txt") {
			t.Errorf("served as %q, %q", header.Get("Content-Type"), header.Get("Content-Disposition"))
		}
		if header.Get("X-Content-Type-Options") != "nosniff" || !strings.HasPrefix(header.Get("Content-Security-Policy"), "sandbox;") || !strings.Contains(body, "<script>") {
			t.Errorf("%q, %q, %q", header.Get("X-Content-Type-Options"), header.Get("Content-Security-Policy"), body)
		}
		shown = pagetest.Get(t, server, "/pieces/"+item.ID+"?lang=fr", http.StatusOK)
		if got := pagetest.Text(shown, "main"); !strings.Contains(got, "UTC") || !strings.Contains(got, "a répondu 200") || shown.Find(`form[action$="/capture"]`).Length() != 0 {
			t.Errorf("the capture is told as %q", got)
		}
		if got := pagetest.Text(shown, "section[aria-labelledby=conservation]"); !strings.Contains(got, "non calculable") {
			t.Errorf("the retention is told as %q", got)
		}
		if response := act(t, server.URL+"/pieces/"+item.ID+"/capture", nil); response.StatusCode != http.StatusConflict {
			t.Errorf("capturing again: %d", response.StatusCode)
		}
		kept := pagetest.Get(t, server, "/pieces/conservation?lang=fr", http.StatusOK)
		if n := kept.Find("tbody tr").Length(); n != 1 {
			t.Errorf("%d files kept, want 1", n)
		}
		for _, name := range []string{"/pieces/conservation.csv", "/livrables.csv?axe=2"} {
			if got := download(t, server, name, "text/csv; charset=utf-8"); strings.Count(got, "\n") < 2 {
				t.Errorf("%s: %q", name, got)
			}
		}
	})
}

// captured is the example with one piece whose link leads to a page of this machine.
func captured(t *testing.T, d *db.DB) (*pagetest.World, *httptest.Server, evidence.Item) {
	t.Helper()
	w := pagetest.Example(t, d)
	site := httptest.NewServer(http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/page.html" {
			http.NotFound(out, r)
			return
		}
		_, _ = io.WriteString(out, "<html><script>alert(1)</script></html>")
	}))
	t.Cleanup(site.Close)
	w.Evidence.Fetch = fetch.New(fetch.Options{AllowLoopback: true})
	w.Write(t, "liens.csv", []byte("Activité;Nature;Titre;Lien\n1.3;screenshot;Une page;"+site.URL+"/page.html\n1.3;screenshot;Un lien mort;"+site.URL+"/rien\n"))
	w.Import(t, "evidence", "liens.csv", "", "")
	items, err := w.Evidence.Page(context.Background(), evidence.Filter{Kind: "screenshot"}, 10, 0)
	if err != nil || len(items) != 2 {
		t.Fatalf("%+v, %v", items, err)
	}
	return w, pagetest.Serve(t, routes(w), ui.Texts), items[1]
}

func TestDeadLinksAreAFilter(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w, server, _ := captured(t, d)
		if page := pagetest.Get(t, server, "/pieces?lang=fr", http.StatusOK); page.Find(`a.chip[href*="lien=mort"]`).Length() != 0 {
			t.Error("links are told dead before anybody looked")
		}
		items, err := w.Evidence.Page(context.Background(), evidence.Filter{Kind: "screenshot"}, 10, 0)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Evidence.CheckLinks(context.Background(), []string{items[0].Link, items[1].Link}, func(evidence.LinkCheck) {}); err != nil {
			t.Fatal(err)
		}
		page := pagetest.Get(t, server, "/pieces?lang=fr", http.StatusOK)
		address := page.Find(`a.chip[href*="lien=mort"]`).AttrOr("href", "")
		dead := pagetest.Get(t, server, address+"&lang=fr", http.StatusOK)
		if n := dead.Find("tbody tr").Length(); n != 1 || !strings.Contains(pagetest.Text(dead, "tbody"), "Un lien mort") {
			t.Errorf("%s lists %d pieces", address, n)
		}
		if got := pagetest.Text(dead, "tbody .state.bad"); got != "lien mort" {
			t.Errorf("told as %q", got)
		}
		one := pagetest.Get(t, server, "/pieces/"+items[0].ID+"?lang=fr", http.StatusOK)
		if got := pagetest.Text(one, "dl"); !strings.Contains(got, "réponse 404") {
			t.Errorf("the page of the piece says %q", got)
		}
		pagetest.Get(t, server, "/pieces?lien=perdu", http.StatusUnprocessableEntity)
	})
}

func TestDeliverablesAreTold(t *testing.T) {
	each(t, func(t *testing.T, w *pagetest.World, server *httptest.Server) {
		all, err := w.Evidence.Deliverables(context.Background(), "", time.Time{})
		if err != nil || len(all) == 0 {
			t.Fatal(err)
		}
		page := pagetest.Get(t, server, "/livrables?lang=fr", http.StatusOK)
		if got := page.Find("tbody tr").Length(); got != len(all) {
			t.Errorf("%d rows, want %d", got, len(all))
		}
		if got := page.Find(".totals b").First().Text(); got != fmt.Sprint(len(all)) {
			t.Errorf("total %q", got)
		}
		if got := pagetest.Text(page, "#l-revue-1"); !strings.Contains(got, "non dite") || !strings.Contains(got, "attendu") || !strings.Contains(got, "1 pièce annoncée") {
			t.Errorf("a deliverable without a day is told as %q", got)
		}
		two := page.Find("#l-documentation-visios a").AttrOr("href", "")
		if got := pagetest.Get(t, server, two, http.StatusOK).Find("tbody tr").Length(); got != 2 {
			t.Errorf("%s lists %d pieces, want 2", two, got)
		}
		if page.Find("#l-infographie-2020 a").Length() != 0 {
			t.Error("a deliverable without a piece leads somewhere")
		}
		some, err := w.Evidence.Deliverables(context.Background(), "2", time.Time{})
		if err != nil {
			t.Fatal(err)
		}
		if got := pagetest.Get(t, server, "/livrables?axe=2", http.StatusOK).Find("tbody tr").Length(); got != len(some) || got == len(all) {
			t.Errorf("axis 2 has %d rows, want %d", got, len(some))
		}
		for _, path := range []string{"/livrables?axe=9", "/livrables.csv?axe=9", "/livrables.ics?axe=9"} {
			pagetest.Get(t, server, path, http.StatusUnprocessableEntity)
		}
		download(t, server, "/livrables.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
	})
}

func TestDueDaysAreACalendar(t *testing.T) {
	w := pagetest.Example(t, dbtest.SQLite(t))
	server := pagetest.Serve(t, routes(w), ui.Texts)
	if got := download(t, server, "/livrables.ics", "text/calendar; charset=utf-8"); strings.Contains(got, "VEVENT") {
		t.Errorf("the source tells no day, and the calendar holds %s", got)
	}
	content := `[programme]
code = "p"
start = 2018-01-01
end = 2020-12-31
[[axis]]
number = "1"
name.fr = "A"
[[deliverable]]
code = "a"
name.fr = "Étude « besoins ; usages, attentes » des tiers-lieux de la région, avec ses annexes et la liste des lieux"
axis = "1"
due = 2020-02-29
`
	empty := pagetest.Empty(t, dbtest.SQLite(t))
	if _, err := empty.Agreements.Import(context.Background(), []byte(content), "p.toml"); err != nil {
		t.Fatal(err)
	}
	got := download(t, pagetest.Serve(t, routes(empty), ui.Texts), "/livrables.ics", "text/calendar; charset=utf-8")
	for _, want := range []string{"DTSTART;VALUE=DATE:20200229\r\n", "DTEND;VALUE=DATE:20200301\r\n", "UID:p-a@maillage\r\n", `besoins \; usages\, attentes`} {
		if !strings.Contains(strings.ReplaceAll(got, "\r\n ", ""), want) {
			t.Errorf("no %q in %s", want, got)
		}
	}
	for line := range strings.SplitSeq(got, "\r\n") {
		if len(line) > 75 {
			t.Errorf("a line of %d octets: %s", len(line), line)
		}
	}
}
