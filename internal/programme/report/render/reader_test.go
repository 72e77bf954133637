package render

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"maillage/internal/programme/report/reporttest"
)

// TestReaderWorksFromTheFile drives the script as hands do, in a page opened from the disk under its own policy.
func TestReaderWorksFromTheFile(t *testing.T) {
	if testing.Short() || chromiumPath() == "" {
		t.Skip("short, or no Chromium")
	}
	var page bytes.Buffer
	if err := HTML(&page, reporttest.Everything("fr")); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "report.html")
	if err := os.WriteFile(path, page.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, stop := startBrowser(context.Background(), filepath.Join(t.TempDir(), "profile"))
	defer stop()
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(1280, 900), chromedp.Navigate("file://"+path)); err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct{ does, want string }{
		{`document.querySelector("[data-reader]").hidden + ""`, "false"},
		// A figure opens its sheet, which takes the focus and gives it back.
		{`document.querySelector(".prose-part p .figure-link").click(), document.activeElement.textContent`, "Étapes de la tournée"},
		{`document.querySelector("dialog .bignum").textContent + " " + document.querySelectorAll("dialog .entries li").length + " " + document.querySelector("dialog .entries a").textContent`, "52 2 Étape de Niort & alentours <test>"},
		{`[...document.querySelectorAll("dialog .how")].pop().textContent.includes("pièces P1 et P2") + ""`, "true"},
		{`key("Escape"), document.querySelector("dialog").open + " " + document.activeElement.textContent`, "false 52"},
		// Search forgives accents, capitals and articles, and is driven by keys.
		{`key("/"), document.activeElement.id`, "recherche"},
		{`type("L'ETAPE niort"), document.querySelector(".option").textContent.includes("Étape de Niort") + " " + document.querySelector(".option mark").textContent`, "true Étape"},
		{`type("etape"), key("ArrowDown"), document.querySelectorAll(".option")[1].getAttribute("aria-selected") + " " + (document.activeElement.getAttribute("aria-activedescendant") === document.querySelectorAll(".option")[1].id)`, "true true"},
		{`type("feuille.pdf 13"), document.querySelector(".reader-search [role=status]").textContent`, "1 résultat"},
		{`key("Enter"), location.hash + " " + document.activeElement.id + " " + document.querySelector("#resultats").hidden`, "#p-1 p-1 true"},
		{`type("zzzz"), document.querySelector(".reader-search [role=status]").textContent.replace(/[\u202f\u00a0]/g, " ")`, "Rien ne contient « zzzz »."},
		{`key("Escape"), document.querySelector("#resultats").hidden + " " + document.querySelector("#recherche").value`, "true zzzz"},
		{`scrollTo(0, document.querySelector("#axe-1").offsetTop), new Promise((done) => setTimeout(() => done(document.querySelector(".report-contents [aria-current]").textContent), 300))`, "Axe 1. Axe 1, animer le réseau"},
	} {
		got, err := chromedp.Run(ctx, chromedp.Evaluate[string](hands+step.does, chromedp.EvalAwaitPromise))
		if err != nil {
			t.Fatalf("%s: %v", step.does, err)
		}
		if strings.TrimSpace(got) != step.want {
			t.Errorf("%s: %q, want %q", step.does, got, step.want)
		}
	}
}

// hands press keys and type.
const hands = `var key = (k) => document.activeElement.dispatchEvent(new KeyboardEvent("keydown", {key: k, bubbles: true, cancelable: true}));
var type = (text) => { const f = document.querySelector("#recherche"); f.focus(); f.value = text; f.dispatchEvent(new Event("input")); };
`
