package e2e

import (
	"context"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"maillage/internal/app"
	"maillage/internal/kit/actor"
	"maillage/internal/kit/importer"
)

// small is the little programme of the report's tests, in an installation of its own: what is kept and corrected there disturbs nobody.
func small(t *testing.T) (*app.App, *world) {
	t.Helper()
	const files = "../internal/programme/report/reporttest/testdata"
	ctx := context.Background()
	a, err := app.Open(ctx, t.TempDir(), time.Now)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = a.Close() })
	document := func(kind, path string) {
		if _, _, err := a.ImportDocument(ctx, kind, filepath.Join(files, path)); err != nil {
			t.Fatalf("%s: %v", path, err)
		}
	}
	document(app.KindAgreement, "programme.toml")
	document(app.KindIndicators, "indicators.toml")
	for _, kind := range []string{"tour", "meetup", "census", "hotline"} {
		rows(t, a, ctx, kind, filepath.Join(files, kind+".csv"))
	}
	document(app.KindReport, "bilan")
	a.Actor = "Direction"
	handler, err := a.Handler(ctx)
	if err != nil {
		t.Fatal(err)
	}
	w := &world{}
	w.server = httptest.NewServer(w.counted(handler))
	t.Cleanup(w.server.Close)
	return a, w
}

func rows(t *testing.T, a *app.App, ctx context.Context, kind, path string) {
	t.Helper()
	target, err := a.Target(ctx, kind)
	if err != nil {
		t.Fatal(err)
	}
	if r, err := a.Importer.Run(ctx, target, importer.Request{Path: path, Options: importer.Options{Period: "2018..2019"}}); err != nil || r.RefusedRows > 0 {
		t.Fatalf("%s: %+v, %v", path, r, err)
	}
}

// TestFromVarianceToDifference is the end of a programme: close the variances, sign the report, correct an entry afterwards, and read on the
// signed version what that would change and who did it. No script runs.
func TestFromVarianceToDifference(t *testing.T) {
	b := browse(t)
	a, w := small(t)
	b.w = w
	b.look(1280, "light")
	b.scripts(false)
	b.visit("/bilan/ecarts?lang=fr")
	for range 2 {
		open := "article.variance:has(.state.bad) "
		b.do(click(open + "summary"))
		b.fill(open+"textarea", "Le comité de pilotage en a été averti le 3 mars.")
		b.do(click(open + "button[type=submit]"))
		b.wait(`document.querySelector(".toast") !== null`)
		b.visit("/bilan/ecarts?lang=fr")
	}
	if n := ask[int64](b, `document.querySelectorAll("article.variance .state.ok").length`); n != 2 {
		t.Fatalf("%d variances are closed", n)
	}
	shoot(b, "ecarts-clos", 1280)

	b.visit("/bilan/versions?lang=fr")
	b.fill("#sorte", "definitive")
	b.fill("#intitule", "Bilan définitif signé")
	b.do(click("form button.primary"))
	b.wait(`document.querySelector("h1")?.textContent === "Garder une version"`)
	b.waitLong(`location.pathname === "/bilan/versions/1"`)
	if got := b.text("section[aria-labelledby=difference] .banner.ok"); !strings.HasPrefix(got, "Rien n’a changé") {
		t.Errorf("at once: %q", got)
	}
	if got := b.text("section[aria-labelledby=fichiers] tbody"); !strings.Contains(got, "bilan.pdf") || !strings.Contains(got, "bilan.html") {
		t.Errorf("files: %q", got)
	}

	correction := filepath.Join(t.TempDir(), "meetup.csv")
	const content = "Référence;Date;Intitulé;Département;Ville;Participations;État\nM3;10/10/2019;Rencontre de Tulle;Corrèze;Tulle;60;annulé\n"
	if err := os.WriteFile(correction, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	rows(t, a, actor.With(context.Background(), "Chargée de mission"), "meetup", correction)
	b.visit("/bilan/versions/1?lang=fr")
	got := b.text("section[aria-labelledby=difference] tbody")
	for _, want := range []string{"Rencontres tenues", "−1", "Rencontre de Tulle", "corrigé par Chargée de mission", "tenu → annulé"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is not told in %q", want, got)
		}
	}
	shoot(b, "difference", 1280)
	b.follow("section[aria-labelledby=difference] .causes a")
	if got := b.text("h1"); got != "Rencontre de Tulle" {
		t.Errorf("the cause leads to %q", got)
	}
}

// fill gives a field its value, as somebody who types or chooses does.
func (b *tab) fill(selector, value string) {
	b.t.Helper()
	if !ask[bool](b, `(f => { if (!f) return false; f.value = `+quoted(value)+`; return f.value === `+quoted(value)+` })(document.querySelector(`+quoted(selector)+`))`) {
		b.t.Fatalf("%s does not take %q", selector, value)
	}
}

// waitLong waits for what prints.
func (b *tab) waitLong(condition string) {
	b.t.Helper()
	for range 20 {
		if ask[bool](b, condition) {
			return
		}
		time.Sleep(3 * time.Second)
	}
	b.t.Fatalf("never true: %s at %s: %s", condition, ask[string](b, `location.href`), b.text("main"))
}
