package ui_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/programme/check/rule"
	"maillage/internal/programme/pagetest"
)

// TestWhatTheCheckFindsIsAnsweredFor: listed, beside its sentence, refused without a reason, waived, taken back.
func TestWhatTheCheckFindsIsAnsweredFor(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := newWork(t, d, nil, nil)
		w.Reports.Rules = rule.All()
		w.Load(map[string]string{"axe-1.md": strings.Replace(w.Text("axe-1.md"), "Continuer.", "La rencontre du lundi 3 mars 2020 a réuni X personnes.", 1)})
		page := w.get("/bilan/coherence?lang=fr")
		if told := pagetest.Text(page, ".banner"); !strings.Contains(told, "1 constat bloquant") {
			t.Errorf("what stops is told as %q", told)
		}
		found := page.Find("article.variance").First()
		id, _ := found.Attr("id")
		same(t, "blocking first", pagetest.Clean(found.Find(".state").Text()), "bloquant")
		same(t, "its words", pagetest.Clean(found.Find("q").First().Text()), "X")
		fingerprint := strings.TrimPrefix(id, "c-")

		beside := pagetest.Get(t, w.server, "/bilan/axes/1?lang=fr", http.StatusOK)
		if notes := pagetest.Text(beside, ".margin-note"); !strings.Contains(notes, "n'a jamais été remplie") || !strings.Contains(notes, "n'est pas un lundi") {
			t.Errorf("beside the sentence: %q", notes)
		}
		same(t, "the way to the finding", attribute(beside, ".margin-note a[href*='"+fingerprint+"']", "href"), "/bilan/coherence#"+id)

		act := "/bilan/coherence/" + fingerprint
		response, refused := w.post(act+"/derogation?lang=fr", url.Values{"motif": {"Bah."}})
		if response.StatusCode != http.StatusUnprocessableEntity || pagetest.Text(refused, "#"+id+" textarea") != "Bah." || refused.Find("#"+id+" details[open] .error").Length() != 1 {
			t.Errorf("a reason that says nothing: %d, %q kept", response.StatusCode, pagetest.Text(refused, "#"+id+" textarea"))
		}
		response, _ = w.post(act+"/derogation?etat=bloquant", url.Values{"motif": {"Le X est le nom de la salle."}})
		if to := response.Header.Get("Location"); response.StatusCode != http.StatusSeeOther || to != "/bilan/coherence?etat=bloquant#"+id {
			t.Fatalf("waived: %d to %s", response.StatusCode, to)
		}
		page = w.get("/bilan/coherence?lang=fr&etat=derogation")
		if told := pagetest.Text(page, "#"+id+" .closing"); !strings.Contains(told, "Le X est le nom de la salle.") || !strings.Contains(told, "system") {
			t.Errorf("the waiver is told as %q", told)
		}
		same(t, "nothing stops", pagetest.Text(w.get("/bilan/coherence?lang=fr"), ".banner"), "Rien ici n’empêche un bilan définitif.")
		_, csv := w.download("/bilan/coherence.csv?etat=derogation&lang=fr")
		if !strings.Contains(csv, "Le X est le nom de la salle.") || strings.Count(csv, "\n") != 2 {
			t.Errorf("the file: %q", csv)
		}
		if response, _ = w.post(act+"/retrait", nil); response.StatusCode != http.StatusSeeOther {
			t.Errorf("taken back: %d", response.StatusCode)
		}
		if response, _ = w.post(act+"/retrait", nil); response.StatusCode != http.StatusNotFound {
			t.Errorf("taken back twice: %d", response.StatusCode)
		}
		pagetest.Get(t, w.server, "/bilan/coherence?etat=demain", http.StatusUnprocessableEntity)
		pagetest.Get(t, w.server, "/bilan/coherence?regle=chance", http.StatusUnprocessableEntity)
		for _, path := range []string{act + "/derogation", act + "/retrait"} {
			if response, _ := w.post(path, url.Values{"motif": {"Le X est le nom de la salle."}}, "Sec-Fetch-Site", "cross-site"); response.StatusCode != http.StatusForbidden {
				t.Errorf("from another site, %s: %d", path, response.StatusCode)
			}
		}
	})
}
