package report_test

import (
	"context"
	"strings"
	"testing"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/kit/apperr"
	"maillage/internal/programme/report"
	"maillage/internal/programme/report/reporttest"
)

func TestImportOnceAndAgain(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w, ctx := reporttest.New(t, d), context.Background()
		if _, err := w.Reports.Build(ctx, report.Options{}); apperr.CodeOf(err) != apperr.NotFound {
			t.Errorf("before the first import: %v, want not_found", err)
		}
		for i, want := range []bool{true, false} {
			if changed, err := w.Reports.Import(ctx, w.Texts(nil), "test"); changed != want || err != nil {
				t.Errorf("import %d: changed %v, %v", i+1, changed, err)
			}
		}
		axis := w.Text("axe-1.md") + "\nEncore.\n"
		if changed, err := w.Reports.Import(ctx, w.Texts(map[string]string{"axe-1.md": axis}), "test"); !changed || err != nil {
			t.Fatalf("a changed text: %v, %v", changed, err)
		}
		texts, err := w.Reports.Texts(ctx)
		if err != nil || len(texts) != 2 || texts[0].Version != 1 || texts[1].Version != 2 || texts[1].Axis != "1" {
			t.Errorf("versions: %+v, %v", texts, err)
		}
		if doc := w.Build(report.Options{}); doc.Version != 2 {
			t.Errorf("version %d of the report, want 2", doc.Version)
		}
	})
}

func TestVerifySeesATextChangedBehind(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w, ctx := reporttest.New(t, d), context.Background()
		w.Load(nil)
		if altered, err := w.Reports.Verify(ctx); altered || err != nil {
			t.Fatalf("untouched: %v, %v", altered, err)
		}
		if _, err := d.Exec(ctx, `update report_text set body = replace(body, 'Continuer', 'Arrêter')`); err != nil {
			t.Fatal(err)
		}
		if altered, err := w.Reports.Verify(ctx); !altered || err != nil {
			t.Errorf("changed behind: %v, %v", altered, err)
		}
	})
}

func TestTheTwelveHeadings(t *testing.T) {
	w := reporttest.New(t, dbtest.SQLite(t))
	axis := w.Text("axe-1.md")
	for _, c := range []struct {
		name, from, to string
		want           []string
	}{
		{"unknown", "## Perspectives", "## Avenir", []string{"axe-1.md:73:1: « Avenir »", "La rubrique « Perspectives » manque"}},
		{"twice", "## Perspectives", "## Ecarts\n\n## Perspectives", []string{"axe-1.md:73:1: « Ecarts »", "déjà à la ligne 69"}},
		{"order", "## Publics ciblés\n", "", []string{"La rubrique « Publics ciblés » manque"}},
		{"title", "# Maillage du territoire\n", "", []string{"axe-1.md:1:1: « axe-1.md »", "pas de titre"}},
		{"html", "Continuer.", "<b>Continuer.</b>", []string{"axe-1.md:75:1", "HTML"}},
		{"picture", "Continuer.", "![carte](https://exemple.test/carte.png)", []string{"axe-1.md:75:1", "image"}},
	} {
		_, err := w.Reports.Import(context.Background(), w.Texts(map[string]string{"axe-1.md": strings.Replace(axis, c.from, c.to, 1)}), "test")
		if apperr.CodeOf(err) != apperr.Invalid {
			t.Errorf("%s: %v, want invalid", c.name, err)
			continue
		}
		for _, want := range c.want {
			if message := apperr.Message(err, "fr"); !strings.Contains(message, want) {
				t.Errorf("%s: the message should tell %q:\n%s", c.name, want, message)
			}
		}
	}
	moved := strings.Replace(axis, "## Perspectives\n\nContinuer.\n\n", "", 1)
	moved = strings.Replace(moved, "## Descriptif", "## Perspectives\n\nContinuer.\n\n## Descriptif", 1)
	if _, err := w.Reports.Import(context.Background(), w.Texts(map[string]string{"axe-1.md": moved}), "test"); !strings.Contains(apperr.Message(err, "fr"), "vient avant") {
		t.Errorf("a heading before its time: %v", err)
	}
}

func TestSettingsThatDoNotHold(t *testing.T) {
	w := reporttest.New(t, dbtest.SQLite(t))
	settings := w.Text(report.SettingsFile)
	for name, c := range map[string]struct{ from, to, want string }{
		"unknown key":    {"cover =", "couverture =", "couverture"},
		"unknown axis":   {`axis = "1"`, `axis = "9"`, "l’axe « 9 »"},
		"missing file":   {`file = "axe-1.md"`, `file = "axe-7.md"`, "axe-7.md"},
		"outside":        {`file = "axe-1.md"`, `file = "../axe-1.md"`, "pas un fichier .md du dossier"},
		"no title":       {`title.fr = "Bilan final 2018-2019"`, "", "title.fr"},
		"the same twice": {`cover = "couverture.md"`, `cover = "axe-1.md"`, "deux fois"},
	} {
		_, err := w.Reports.Import(context.Background(), w.Texts(map[string]string{report.SettingsFile: strings.Replace(settings, c.from, c.to, 1)}), "test")
		if apperr.CodeOf(err) != apperr.Invalid || !strings.Contains(apperr.Message(err, "fr"), c.want) {
			t.Errorf("%s: %v, want invalid with %q", name, err, c.want)
		}
	}
}

func TestKeyFigureThatDoesNotExistIsToldAtItsLine(t *testing.T) {
	w := reporttest.New(t, dbtest.SQLite(t))
	w.Load(map[string]string{report.SettingsFile: strings.Replace(w.Text(report.SettingsFile), `"meetups.held"`, `"meetups.hold"`, 1)})
	_, err := w.Reports.Build(context.Background(), report.Options{Final: true})
	if !strings.Contains(apperr.Message(err, "fr"), "report.toml:10:3: « meetups.hold »") {
		t.Errorf("got %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("# T\n\n## Descriptif\n\n{{tour.stops 2019}} et {{list kind=tour}}\n\n| a | b |\n| - | - |\n| {{x}} | {{ |\n")
	f.Add("{{\n}}\n\n> - {{a b=c}}\n>   {{map x}}\n")
	f.Fuzz(func(t *testing.T, body string) {
		s := report.Parse(report.Text{File: "axe-1.md", Axis: "1", Body: body})
		lines := strings.Count(body, "\n") + 1
		for _, r := range s.References {
			if r.Line < 1 || r.Line > lines || r.Column < 1 || !strings.Contains(body, r.Words) {
				t.Errorf("reference %q at %s in %q", r.Words, r.Place, body)
			}
		}
		for _, x := range s.Check() {
			if x.Line < 1 || x.Line > lines {
				t.Errorf("finding %s at %s", x.Rule, x.Place)
			}
		}
	})
}
