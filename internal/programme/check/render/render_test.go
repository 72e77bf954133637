package render_test

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/render"
	"maillage/internal/programme/check/text"
)

var update = flag.Bool("update", false, "write the golden files anew")

// report and annex are what is checked here.
const (
	report = "# Bilan 2024\n\n## 1. Ateliers\n\nLe relais a tenu 12 ateliers en tout.\nIls ont réuni 140 personnes : X à Pau, 60 à Dax.\n\n\n\n" +
		"Le comité s'est tenu le mardi 12 mars, puis 12 fois.\n"
	annex = "Annexe\tNombre\nAteliers\t11\nVisites\t12\n"
)

// finding is a rule that finds the words given, so that what is drawn here does not hang on what the rules of the house find today.
func finding(rule string, severity check.Severity, confidence check.Confidence, words string, mend bool) *check.Rule {
	return &check.Rule{
		Name: rule, Severity: severity, Title: lang.Text{FR: "Titre de " + rule, EN: "Title of " + rule},
		Explanation: lang.Text{FR: "Ce que " + rule + " cherche.", EN: "What " + rule + " looks for."},
		Examples:    []check.Example{{Text: "Reste à voir.\n\nX ateliers", Fires: true}, {Text: "12 ateliers", Fires: false}},
		Check: func(c *check.Corpus, r *check.Reporter) {
			var spots []check.Spot
			for _, d := range c.Documents {
				for _, b := range d.Blocks {
					if i := strings.Index(b.Text, words); i >= 0 {
						spots = append(spots, check.Spot{Document: d, Block: b, From: i, To: i + len(words)})
					}
				}
			}
			p := check.Problem{At: spots[0], Related: spots[1:], Confidence: confidence, Message: lang.Text{FR: "Message <" + rule + ">.", EN: "Message <" + rule + ">."}}
			if mend {
				p.Expected = lang.Text{FR: "Il faut 11.", EN: "Should be 11."}
				p.Mend = lang.Text{FR: "Corrigez.", EN: "Mend it."}
			}
			r.Report(p)
		},
	}
}

// result has one finding of each kind: sure, likely, a question, one that somebody answers for, one that is told of no text.
func result(t *testing.T, language string) render.Result {
	t.Helper()
	var documents []*text.Document
	for _, x := range [][2]string{{"bilan.md", report}, {"annexe.txt", annex}} {
		d, err := text.Read(x[0], []byte(x[1]))
		if err != nil {
			t.Fatal(err)
		}
		documents = append(documents, d)
	}
	rules := []*check.Rule{
		finding("placeholder", check.Blocking, check.High, "X", true), finding("sum", check.Serious, check.Medium, "12", true),
		finding("unfinished", check.Serious, check.Low, "en tout", false), finding("weekday", check.Notice, check.High, "mardi 12 mars", false),
	}
	found := check.Run(&check.Corpus{Documents: documents}, rules)
	found = append(found, check.Finding{Rule: "evidence-missing", Severity: check.Serious, Confidence: check.High, File: "registre", Words: "Atelier 3",
		Message: lang.Text{FR: "Pièce absente.", EN: "No evidence."}})
	for i := range found { // theirs hang on how texts are read
		found[i].Fingerprint = fmt.Sprintf("0123456789a%d", i)
	}
	waivers := []check.Waiver{
		{Rule: "weekday", By: "Le trésorier", Reason: "C'est bien un mardi.", Day: "2026-11-20"},
		{Fingerprint: "ffffffffffff", Rule: "sum", By: "Le trésorier", Reason: "Arrondi."},
	}
	for _, f := range found {
		if f.Rule == "weekday" {
			waivers[0].Fingerprint = f.Fingerprint
		}
	}
	return render.Result{Language: language, Documents: documents, Findings: found, Rules: rules, Stale: check.Waive(found, waivers)}
}

// golden compares with a file of testdata, or writes it.
func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(path, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s has changed; look at it, then run with -update:\n%s", name, got)
	}
}

func TestOutputs(t *testing.T) {
	for _, x := range []struct {
		name, language string
		write          func(io.Writer, render.Result) error
	}{
		{"fr.txt", "fr", func(w io.Writer, r render.Result) error { return render.Text(w, r, false) }},
		{"en.txt", "en", func(w io.Writer, r render.Result) error { return render.Text(w, r, false) }},
		{"terminal.txt", "fr", func(w io.Writer, r render.Result) error { return render.Text(w, r, true) }},
		{"numbered.txt", "fr", render.Numbered},
		{"fr.json", "fr", render.JSON},
		{"fr.sarif", "fr", render.SARIF},
		{"en.sarif", "en", render.SARIF},
	} {
		var b, again bytes.Buffer
		if err := x.write(&b, result(t, x.language)); err != nil {
			t.Fatal(err)
		}
		golden(t, x.name, b.Bytes())
		if err := x.write(&again, result(t, x.language)); err != nil || again.String() != b.String() {
			t.Errorf("%s differs from one time to the next, %v", x.name, err)
		}
	}
}

func TestNothingFound(t *testing.T) {
	r := result(t, "en")
	r.Findings, r.Stale = nil, nil
	for want, write := range map[string]func(io.Writer, render.Result) error{
		"Nothing to report.\n":     func(w io.Writer, r render.Result) error { return render.Text(w, r, false) },
		"{\n  \"findings\": []\n}": render.JSON,
		`"results": []`:            render.SARIF,
		"<p>Nothing to report.":    render.HTML,
	} {
		var b bytes.Buffer
		if err := write(&b, r); err != nil || !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in %.200s, %v", want, &b, err)
		}
	}
}

// TestJSONFields holds the form that other people's scripts hang on.
func TestJSONFields(t *testing.T) {
	var b bytes.Buffer
	if err := render.JSON(&b, result(t, "fr")); err != nil {
		t.Fatal(err)
	}
	var told struct{ Findings []map[string]any }
	if err := json.Unmarshal(b.Bytes(), &told); err != nil {
		t.Fatal(err)
	}
	for _, f := range told.Findings {
		for _, key := range []string{"rule", "severity", "file", "line", "end_line", "column", "page", "words", "message", "expected", "related", "confidence"} {
			if v, ok := f[key]; !ok || v == nil {
				t.Errorf("%v has no %s", f["rule"], key)
			}
		}
	}
}

// TestSARIFFollowsItsSchema holds what is written against the schema of OASIS, as testdata/README.md says.
func TestSARIFFollowsItsSchema(t *testing.T) {
	f, err := os.Open("testdata/sarif-2.1.0-rtm.5.json.gz")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	unpacked, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := jsonschema.UnmarshalJSON(unpacked)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	const at = "https://json.schemastore.org/sarif-2.1.0-rtm.5.json"
	if err := c.AddResource(at, parsed); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile(at)
	if err != nil {
		t.Fatal(err)
	}
	r := result(t, "fr")
	r.Findings[0].File = filepath.Join(t.TempDir(), "un bilan #1.md")
	var b bytes.Buffer
	if err := render.SARIF(&b, r); err != nil {
		t.Fatal(err)
	}
	log, err := jsonschema.UnmarshalJSON(&b)
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(log); err != nil {
		t.Error(err)
	}
	log.(map[string]any)["runs"].([]any)[0].(map[string]any)["results"] = "none"
	if schema.Validate(log) == nil {
		t.Error("the schema lets anything through")
	}
}

// TestPage looks at the page by its parts: its form changes with that of the product.
func TestPage(t *testing.T) {
	var b bytes.Buffer
	if err := render.HTML(&b, result(t, "fr")); err != nil {
		t.Fatal(err)
	}
	page, err := goquery.NewDocumentFromReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	if n := page.Find("script, link, [src^=http], [href^=http]").Length(); n != 0 {
		t.Errorf("%d elements reach out of the page", n)
	}
	if n := page.Find(".finding").Length(); n != 5 {
		t.Errorf("%d findings", n)
	}
	line := page.Find("mark.tone-blocking").Closest(".read-line")
	if got := line.Find("mark").Text(); got != "X" || line.Find(".read-no").Text() != "6" || line.Find(".finding.is-placeholder").Length() != 1 {
		t.Errorf("the marked words are %q on line %s", got, line.Find(".read-no").Text())
	}
	if got := line.Find(".finding p").First().Text(); got != "Message <placeholder>." {
		t.Errorf("the message is %q", got)
	}
	page.Find(".finding a, .found-list a").Each(func(_ int, a *goquery.Selection) {
		if to := a.AttrOr("href", ""); page.Find(to).Length() != 1 {
			t.Errorf("%s leads nowhere", to)
		}
	})
	page.Find("[id^=show-]").Each(func(_ int, box *goquery.Selection) {
		class := strings.TrimPrefix(box.AttrOr("id", ""), "show-")
		if page.Find(".is-"+class+", ."+class).Length() == 0 {
			t.Errorf("the box %s shows and hides nothing", class)
		}
	})
	if got := page.Find(".finding.is-evidence-missing").Text(); !strings.Contains(got, "« Atelier 3 »") {
		t.Errorf("what stands in no text does not say its words: %q", got)
	}
	if n := page.Find(".read-line.blank").Length(); n != 3 {
		t.Errorf("%d blank lines: those that follow each other are one", n)
	}
	if got := page.Find(".finding.is-waived").Text(); !strings.Contains(got, "C'est bien un mardi. (Le trésorier (2026-11-20))") {
		t.Errorf("the waiver is told as %q", got)
	}
}

func TestExplain(t *testing.T) {
	rule := finding("sum", check.Serious, check.High, "X", true)
	for language, want := range map[string]string{
		"fr": "Titre de sum (sum, sérieux)\n\nCe que sum cherche.\n\nCe qu’elle relève :\n  - Reste à voir.\n\n    X ateliers\n\nCe qu’elle laisse :\n  - 12 ateliers\n",
		"en": "Title of sum (sum, serious)\n\nWhat sum looks for.\n\nWhat it finds:\n  - Reste à voir.\n\n    X ateliers\n\nWhat it leaves alone:\n  - 12 ateliers\n",
	} {
		var b bytes.Buffer
		if err := render.Explain(&b, language, rule); err != nil || b.String() != want {
			t.Errorf("%s, %v", &b, err)
		}
	}
	var b bytes.Buffer
	if err := render.Rules(&b, "fr", []*check.Rule{rule}); err != nil || b.String() != "sum                      sérieux   Titre de sum\n" {
		t.Errorf("%q, %v", &b, err)
	}
}
