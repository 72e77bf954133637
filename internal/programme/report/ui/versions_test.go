package ui_test

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/kit/apperr"
	"maillage/internal/programme/pagetest"
	"maillage/internal/programme/report"
	"maillage/internal/programme/report/reporttest"
	"maillage/internal/programme/report/ui"
)

const cancelled = "Référence;Date;Intitulé;Département;Ville;Participations;État\nM3;10/10/2019;Rencontre de Tulle;Corrèze;Tulle;60;annulé\n"

func TestAVersionAndWhatHasChangedSince(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWork(t, d, nil, nil)
		if w.get("/bilan/versions?lang=fr").Find(".empty").Length() != 1 {
			t.Error("no version was kept, and the page does not say so")
		}
		w.Settle()
		v := w.Keep(report.KeepInput{Final: true, Label: "Bilan rendu"})
		page := w.get("/bilan/versions?lang=fr")
		same(t, "listed", pagetest.Text(page, "#v1 a.t"), "1. Bilan rendu")
		same(t, "its sort", pagetest.Text(page, "#v1 .state"), "Définitive")
		same(t, "its file", attribute(page, "#v1 a[href*=fichiers]", "href"), "/bilan/versions/1/fichiers/titre.txt")

		page = w.get("/bilan/versions/1?lang=fr")
		if told := pagetest.Text(page, "section[aria-labelledby=difference] .banner.ok"); !strings.HasPrefix(told, "Rien n’a changé") {
			t.Errorf("nothing happened, and the page says %q", told)
		}
		same(t, "hash in fours", strings.ReplaceAll(pagetest.Text(page, "section[aria-labelledby=sceau] .hash"), " ", ""), v.Hash)

		w.Pass(24 * time.Hour)
		w.Actor = "Chargée de mission"
		w.Import("meetup", cancelled)
		w.Load(map[string]string{"axe-1.md": strings.Replace(w.Text("axe-1.md"), "Continuer.", "Continuer et grandir.", 1)})
		page = w.get("/bilan/versions/1?lang=fr")
		row := page.Find("section[aria-labelledby=difference] tbody tr").FilterFunction(func(_ int, s *goquery.Selection) bool {
			return strings.Contains(s.Text(), "Rencontres tenues") && strings.Contains(s.Text(), "2018-2019")
		}).First()
		told := pagetest.Clean(row.Text())
		for _, want := range []string{"Rencontres tenues", "3", "2", "−1", "Rencontre de Tulle", "corrigé", "par Chargée de mission", "état\u00a0: tenu → annulé"} {
			if !strings.Contains(told, pagetest.Clean(want)) {
				t.Errorf("%q is not told in %q", want, told)
			}
		}
		if to, _ := row.Find(".causes a").Attr("href"); !strings.HasPrefix(to, "/realisations/") {
			t.Errorf("the cause leads to %q", to)
		}
		if besides := pagetest.Text(page, "section[aria-labelledby=difference] > ul"); !strings.Contains(besides, "axe-1.md, Perspectives") {
			t.Errorf("the changed text is not told: %q", besides)
		}
		_, csv := w.download("/bilan/versions/1/export/differences.csv?lang=fr")
		if !strings.Contains(csv, "Rencontre de Tulle") || !strings.Contains(csv, "Chargée de mission") {
			t.Errorf("the export: %s", csv)
		}
		page = w.get("/bilan/versions/1?lang=fr&recalcul")
		if told := pagetest.Text(page, "section[aria-labelledby=recalcul] .banner.ok"); !strings.Contains(told, "tous identiques") {
			t.Errorf("computed again: %q", told)
		}
	})
}

// TestVersionsAreACalendar: each stands on the day on which it was kept, in its perimeter.
func TestVersionsAreACalendar(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWork(t, d, nil, nil)
		if w.get("/bilan/versions?lang=fr&vue=calendrier").Find(".empty").Length() != 1 {
			t.Error("an empty calendar does not say so")
		}
		first := w.Keep(report.KeepInput{Label: "Pour la réunion"})
		w.Pass(24 * time.Hour)
		w.Settle()
		w.Keep(report.KeepInput{Final: true, Funder: "esf"})
		page := w.get("/bilan/versions?lang=fr&vue=calendrier")
		if lines := page.Find(".agenda li"); lines.Length() != 2 || page.Find("table").Length() != 0 {
			t.Errorf("%d lines, want two and no table", lines.Length())
		}
		same(t, "its day", attribute(page, ".agenda time", "datetime"), first.KeptAt.UTC().Format(time.DateOnly))
		same(t, "its page", attribute(page, ".agenda a", "href"), "/bilan/versions/1")
		same(t, "the list", attribute(page, `a.btn[href="/bilan/versions"]`, "href"), "/bilan/versions")
		page = w.get("/bilan/versions?lang=fr&vue=calendrier&financeur=esf")
		if lines := page.Find(".agenda li"); lines.Length() != 1 || !strings.Contains(lines.Text(), "Définitive") {
			t.Errorf("of the ESF: %q", lines.Text())
		}
		same(t, "another perimeter", attribute(page, ".across a", "href"), "/bilan/versions?vue=calendrier")
		pagetest.Get(t, w.server, "/bilan/versions?vue=mosaïque", http.StatusUnprocessableEntity)
	})
}

func TestALedgerChangedBehindTheProgramShowsInTheReplay(t *testing.T) {
	d := dbtest.SQLite(t)
	w := newWork(t, d, nil, nil)
	w.Keep(report.KeepInput{})
	if _, err := d.Exec(context.Background(), `update entry set state = 'cancelled' where kind = 'meetup'`); err != nil {
		t.Fatal(err)
	}
	page := w.get("/bilan/versions/1?lang=fr&recalcul")
	if told := pagetest.Text(page, "section[aria-labelledby=recalcul]"); !strings.Contains(told, "modifiés hors du programme") || !strings.Contains(told, "imprimé 3") {
		t.Errorf("told: %q", told)
	}
	faults, err := w.Reports.VerifyVersions(context.Background(), func(int) {})
	if err != nil || len(faults) == 0 || faults[0].Code != "replay" {
		t.Errorf("doctor would see %+v, %v", faults, err)
	}
}

func TestACorrectionShowsItsLetterAndItsTexts(t *testing.T) {
	w := newWork(t, dbtest.SQLite(t), nil, nil)
	w.Keep(report.KeepInput{})
	w.Pass(time.Hour)
	w.Import("meetup", cancelled)
	w.Load(map[string]string{"axe-1.md": strings.Replace(w.Text("axe-1.md"), "Continuer.", "Continuer et grandir.", 1)})
	w.Keep(report.KeepInput{Replaces: 1, Reason: "Une rencontre annulée avait été comptée."})
	page := w.get("/bilan/versions/2?lang=fr")
	if told := pagetest.Text(page, "section[aria-labelledby=lettre]"); !strings.Contains(told, "avec la version 1") || !strings.Contains(told, "Une rencontre annulée avait été comptée.") || !strings.Contains(told, "Rencontre de Tulle") {
		t.Errorf("the letter: %q", told)
	}
	if told := pagetest.Text(w.get("/bilan/versions/1?lang=fr"), ".banner.warn"); !strings.Contains(told, "corrigée par") {
		t.Errorf("the version corrected says %q", told)
	}
	page = w.get("/bilan/versions/comparaison?de=2&a=1&lang=fr")
	same(t, "the two", pagetest.Text(page, "h1"), "Versions 1 et 2")
	if told := pagetest.Text(page, ".textdiff"); !strings.Contains(told, "Continuer et grandir.") || page.Find(".textdiff del").Length() == 0 || page.Find(".textdiff ins").Length() == 0 {
		t.Errorf("the texts: %q", told)
	}
	moved, all := page.Find("section[aria-labelledby=chiffres] tbody tr").Length(), w.get("/bilan/versions/1/comparaison/2?tous").Find("section[aria-labelledby=chiffres] tbody tr").Length()
	if moved == 0 || all <= moved {
		t.Errorf("%d figures moved, of %d", moved, all)
	}
	if _, csv := w.download("/bilan/versions/1/comparaison/2/chiffres.csv"); strings.Count(csv, "\n") != all+1 {
		t.Errorf("the export has %d lines for %d figures", strings.Count(csv, "\n"), all)
	}
}

func TestAFileOfAVersion(t *testing.T) {
	w := newWork(t, dbtest.SQLite(t), nil, nil)
	v := w.Keep(report.KeepInput{})
	header, content := w.download("/bilan/versions/1/fichiers/titre.txt")
	if !strings.Contains(content, v.Hash) {
		t.Error("the file is not the one that was kept")
	}
	same(t, "to keep", header.Get("Content-Disposition"), "attachment; filename=v1-titre.txt")
	same(t, "type", header.Get("Content-Type"), "text/plain; charset=utf-8")
	same(t, "policy", header.Get("Content-Security-Policy"), "sandbox; default-src 'none'; frame-ancestors 'none'")
	same(t, "no guess", header.Get("X-Content-Type-Options"), "nosniff")
	for _, path := range []string{
		"/bilan/versions/1/fichiers/bilan.pdf", "/bilan/versions/2/fichiers/titre.txt", "/bilan/versions/9", "/bilan/versions/un", "/bilan/versions/1/comparaison/9",
		"/bilan/versions/-1/export/differences.csv", "/bilan/versions/en-cours/7", "/bilan/versions/comparaison?de=x&a=1", "/bilan/versions/99999999999999999999",
	} {
		pagetest.Get(t, w.server, path, http.StatusNotFound)
	}
}

// printer keeps versions when it is let go, and says what it was asked.
type printer struct {
	world   **work
	asked   chan report.KeepInput
	release chan error
}

func (p printer) keep(ctx context.Context, in report.KeepInput, progress func(string)) (o ui.Outcome, err error) {
	progress("pdf")
	p.asked <- in
	select {
	case <-ctx.Done():
		return o, errors.New("the browser was killed")
	case err := <-p.release:
		if err != nil {
			return o, err
		}
	}
	o.Version, err = (*p.world).Reports.Keep(ctx, in, reporttest.Title)
	return o, err
}

// TestAFileThatCouldNotBePrintedIsToldAndPrintedLater: what, why, how to mend it, and the button that does.
func TestAFileThatCouldNotBePrintedIsToldAndPrintedLater(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		var w *work
		w = newWork(t, d, func(ctx context.Context, in report.KeepInput, _ func(string)) (o ui.Outcome, err error) {
			o.Version, err = w.Reports.Keep(ctx, in, reporttest.Title)
			o.Missing = []string{"bilan.pdf : cette machine n’a pas Chromium. Installez-le."}
			return o, err
		}, func(ctx context.Context, number int, _ func(string)) (o ui.Outcome, err error) {
			o.Version, _, err = w.Reports.Version(ctx, number)
			if err == nil {
				_, err = w.Reports.Reprint(ctx, number, func(_ context.Context, doc *report.Document, dir string) ([]string, error) {
					return []string{"bilan.pdf"}, os.WriteFile(filepath.Join(dir, "bilan.pdf"), []byte("%PDF-1.4 "+doc.Seal.Hash), 0o600)
				})
			}
			return o, err
		})
		response, _ := w.post("/bilan/versions", nil)
		end, err := w.ended(response.Header.Get("Location"))
		if err != nil || end.Request.URL.String() != w.server.URL+"/bilan/versions/1?travail=1" {
			t.Fatalf("ended at %v, %v", end, err)
		}
		page := w.get("/bilan/versions/1?travail=1&lang=fr")
		if told := pagetest.Text(page, ".banner.warn"); !strings.Contains(told, "1 fichier n’a pas pu") || !strings.Contains(told, "n’a pas Chromium. Installez-le.") || !strings.Contains(told, "plus tard") {
			t.Errorf("told %q", told)
		}
		if form := page.Find(`form[action="/bilan/versions/1/fichiers"][method=post]`); form.Length() != 1 || !strings.Contains(form.Text(), "PDF") {
			t.Errorf("no button prints it later: %q", form.Text())
		}
		response, _ = w.post("/bilan/versions/1/fichiers", nil)
		if end, err = w.ended(response.Header.Get("Location")); err != nil || end.Request.URL.Path != "/bilan/versions/1" {
			t.Fatalf("ended at %v, %v", end, err)
		}
		page = w.get("/bilan/versions/1?lang=fr")
		if page.Find(`a[href="/bilan/versions/1/fichiers/bilan.pdf"]`).Length() != 1 || strings.Contains(pagetest.Text(page, `form[action="/bilan/versions/1/fichiers"]`), "PDF") {
			t.Error("the PDF is not among the files, or is still offered")
		}
		lines, err := w.Reports.Trail.Of(context.Background(), "version", "1")
		if err != nil || len(lines) != 2 || lines[0].Verb != "printed" || !strings.Contains(lines[0].Detail, "bilan.pdf") {
			t.Errorf("audit: %+v, %v", lines, err)
		}
		if faults, err := w.Reports.VerifyVersions(context.Background(), func(int) {}); err != nil || len(faults) != 0 {
			t.Errorf("doctor would see %+v, %v", faults, err)
		}
		response, _ = w.post("/bilan/versions/1/fichiers", nil)
		task := response.Header.Get("Location")
		if _, err = w.ended(task); err != nil {
			t.Fatal(err)
		}
		if told := pagetest.Text(w.get(task+"?lang=fr"), "main"); !strings.Contains(told, "un fichier gardé ne change pas") {
			t.Errorf("the same file again: %q", told)
		}
		if response, _ = w.post("/bilan/versions/9/fichiers", nil); response.StatusCode != http.StatusNotFound {
			t.Errorf("a version that is not there: %d", response.StatusCode)
		}
	})
}

func newPrinter(t *testing.T) (*work, printer) {
	var w *work
	p := printer{world: &w, asked: make(chan report.KeepInput), release: make(chan error)}
	w = newWork(t, dbtest.SQLite(t), p.keep, nil)
	return w, p
}

// ended reads the page of a task until it has nothing to wait for.
func (w *work) ended(path string) (*http.Response, error) {
	for range 200 {
		response, err := http.Get(w.server.URL + path)
		if err != nil || response.Header.Get("Refresh") == "" {
			return response, err
		}
		_ = response.Body.Close()
		time.Sleep(10 * time.Millisecond)
	}
	return nil, errors.New("the task never ends")
}

func TestKeepingAVersionFromThePage(t *testing.T) {
	w, p := newPrinter(t)
	response, page := w.post("/bilan/versions?lang=fr", url.Values{"intitule": {strings.Repeat("x", 200)}, "sorte": {"travail"}, "perimetre": {"esf"}})
	if told := pagetest.Text(page, ".field.wrong .error"); response.StatusCode != http.StatusUnprocessableEntity || !strings.Contains(told, "dépasse") {
		t.Errorf("a name too long: %d, %q", response.StatusCode, told)
	}
	same(t, "the perimeter chosen is kept", attribute(page, "#perimetre option[selected]", "value"), "esf")

	response, _ = w.post("/bilan/versions", url.Values{"intitule": {"Pour mémoire"}, "sorte": {"travail"}})
	task := response.Header.Get("Location")
	if response.StatusCode != http.StatusSeeOther || task != "/bilan/versions/en-cours/1" {
		t.Fatalf("%d to %s", response.StatusCode, task)
	}
	if in := <-p.asked; in.Label != "Pour mémoire" || in.Final {
		t.Errorf("asked: %+v", in)
	}
	reading, err := http.Get(w.server.URL + task)
	if err != nil || reading.Header.Get("Refresh") != "3" {
		t.Errorf("the page does not renew itself: %v", err)
	}
	same(t, "step", pagetest.Text(w.get(task+"?lang=fr"), ".banner b"), "Impression : PDF…")
	if still, err := http.Get(w.server.URL + task + "?fixe"); err != nil || still.Header.Get("Refresh") != "" {
		t.Errorf("the page renews itself against the reader's wish: %v", err)
	}
	if response, page = w.post("/bilan/versions?lang=fr", nil); response.StatusCode != http.StatusConflict || !strings.Contains(page.Text(), "déjà en train") {
		t.Errorf("a second one meanwhile: %d", response.StatusCode)
	}
	if w.get("/bilan/versions?lang=fr").Find(".banner a[href='"+task+"']").Length() != 1 {
		t.Error("the list does not lead to the work under way")
	}
	p.release <- nil
	end, err := w.ended(task)
	if err != nil || end.Request.URL.Path != "/bilan/versions/1" {
		t.Fatalf("ended at %v, %v", end, err)
	}
}

func TestKeepingIsStoppedRefusedOrBreaks(t *testing.T) {
	w, p := newPrinter(t)
	for _, x := range []struct {
		end  func(task string)
		want string
	}{
		{func(task string) { w.post(task+"/arret", nil) }, "Rien n’a été gardé"},
		{func(string) {
			p.release <- apperr.New(apperr.Invalid, "x", "Un chiffre manque.\nUn écart est ouvert.", "No.")
		}, "Un écart est ouvert."},
		{func(string) { p.release <- errors.New("no such table: secret") }, "Une erreur imprévue"},
	} {
		response, _ := w.post("/bilan/versions", url.Values{"sorte": {"definitive"}})
		task := response.Header.Get("Location")
		<-p.asked
		x.end(task)
		if _, err := w.ended(task); err != nil {
			t.Fatal(err)
		}
		if told := pagetest.Text(w.get(task+"?lang=fr"), "main"); !strings.Contains(told, x.want) || strings.Contains(told, "secret") {
			t.Errorf("told %q, want %q", told, x.want)
		}
	}
	if list, err := w.Reports.Versions(context.Background()); err != nil || len(list) != 0 {
		t.Errorf("kept: %+v, %v", list, err)
	}
}

// TestTheEndOfTheProgramEndsTheWork: nothing is left running, and nothing begins.
func TestTheEndOfTheProgramEndsTheWork(t *testing.T) {
	w, p := newPrinter(t)
	w.post("/bilan/versions", nil)
	<-p.asked
	w.handlers.Close()
	if told := pagetest.Text(w.get("/bilan/versions/en-cours/1?lang=fr"), "main"); !strings.Contains(told, "arrêté") {
		t.Errorf("told %q", told)
	}
	if response, _ := w.post("/bilan/versions", nil); response.StatusCode != http.StatusConflict {
		t.Errorf("begun after the end: %d", response.StatusCode)
	}
}

func TestReconciliation(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWork(t, d, nil, nil)
		page := w.get("/bilan/rapprochement?lang=fr")
		row := page.Find("tr#e-meetups-held")
		same(t, "parts and whole", pagetest.Clean(row.Find("td.n a").Text()), pagetest.Clean("2103"))
		same(t, "a part's sheet", attribute(page, "tr#e-meetups-held td.n a", "href"), "/chiffres/meetups.held?financeur=region")
		if bad := page.Find("tbody .state.bad").Length(); bad != 0 || page.Find(".banner.ok").Length() != 1 {
			t.Errorf("%d numbers are not balanced", bad)
		}
		if page.Find("figure svg[role=img]").Length() != 1 || page.Find("section[aria-labelledby=realisations] tbody tr").Length() != 4 {
			t.Error("the drawing or the entries by funder are not there")
		}
		if _, csv := w.download("/bilan/rapprochement.csv?lang=fr"); !strings.Contains(csv, "Rencontres tenues;rencontres;2;1;0;3;juste;meetups.held") {
			t.Errorf("the export: %s", csv)
		}
	})
}

// TestWorkInABrowser looks at each page of work with axe, at 320 and 1280 pixels, in light and dark.
func TestWorkInABrowser(t *testing.T) {
	if testing.Short() {
		t.Skip("short: no browser")
	}
	w, p := newPrinter(t)
	w.post(closeMeetups, url.Values{"nature": {"measure"}, "explication": {"Une rencontre est ajoutée en 2021."}})
	w.Keep(report.KeepInput{Label: "Pour la réunion de mars"})
	w.Pass(24 * time.Hour)
	w.Actor = "Chargée de mission"
	w.Import("meetup", cancelled)
	w.Load(map[string]string{"axe-1.md": strings.Replace(w.Text("axe-1.md"), "Continuer.", "Continuer et grandir.", 1)})
	w.Settle()
	w.Keep(report.KeepInput{Final: true, Replaces: 1, Reason: "Une rencontre annulée avait été comptée."})
	w.Pass(time.Hour)
	w.Import("meetup", "Référence;Date;Intitulé;Département;Ville;Participations\nM9;03/10/2019;Rencontre de plus;Corrèze;Tulle;40\n")
	w.post("/bilan/versions", url.Values{"sorte": {"definitive"}})
	<-p.asked
	pagetest.Look(t, w.server, []pagetest.View{
		{Name: "ecarts", Path: "/bilan/ecarts?lang=fr"}, {Name: "versions", Path: "/bilan/versions?lang=fr"}, {Name: "versions-calendrier", Path: "/bilan/versions?vue=calendrier&lang=fr"},
		{Name: "version", Path: "/bilan/versions/2?lang=fr&recalcul"},
		{Name: "version-en", Path: "/bilan/versions/1?lang=en"}, {Name: "comparaison", Path: "/bilan/versions/1/comparaison/2?lang=fr"},
		{Name: "rapprochement", Path: "/bilan/rapprochement?lang=fr"}, {Name: "en-cours", Path: "/bilan/versions/en-cours/1?lang=fr&fixe"},
	})
}
