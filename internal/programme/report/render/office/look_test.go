package office

import (
	"os"
	"strings"
	"testing"
)

// TestColoursAreThoseOfTheTokens: a drawing has the same colours in a document as on the page.
func TestColoursAreThoseOfTheTokens(t *testing.T) {
	css, err := os.ReadFile("../../../../web/static/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	for class, look := range looks {
		for _, value := range look {
			if strings.HasPrefix(value, "#") && !strings.Contains(string(css), value) {
				t.Errorf("%s: %s is no colour of the tokens", class, value)
			}
		}
	}
}

func TestWordsAreWholeInBothLanguages(t *testing.T) {
	if missing := catalogue().Missing(); len(missing) > 0 {
		t.Errorf("missing: %v", missing)
	}
}

// TestDrawingStandsAlone: no class and no share of the width is left, and the legend is inside.
func TestDrawingStandsAlone(t *testing.T) {
	d, err := readDrawing([]byte(`<svg xmlns="http://www.w3.org/2000/svg" class="chart" width="100%" height="200"><title>T</title><desc>2018 1</desc><text class="v halo" x="50%" dx="3" y="9">é &amp; b</text><rect class="fa gap" x="25%" y="0" width="50%" height="4"></rect></svg><ul class="legend"><li><svg viewBox="0 0 18 12"><rect class="key-l1" x="1" y="1" width="16" height="10"/></svg>1 – 3</li></ul>`))
	if err != nil {
		t.Fatal(err)
	}
	svg, ratio := d.file(400)
	text := string(svg)
	for _, want := range []string{`width="400" height="228"`, `x="203"`, `<rect x="100" y="0" width="200" height="4" fill="#2b3f9e" stroke="#ffffff"`, "é &amp; b", "1 – 3", map1} {
		if !strings.Contains(text, want) {
			t.Errorf("no %s in %s", want, text)
		}
	}
	if strings.Contains(text, "class=") || strings.Contains(text, "%") || ratio != 228.0/400 || d.desc != "2018 1" {
		t.Errorf("ratio %v, desc %q, %s", ratio, d.desc, text)
	}
}

func TestBookmarkNamesThatWordTakes(t *testing.T) {
	seen := map[string]string{}
	for _, anchor := range []string{"r-1", "r_1", "r.1", "c-" + strings.Repeat("a", 50), "c-" + strings.Repeat("a", 50) + "b", "axe-1"} {
		name := bookmarkName(anchor)
		if len(name) > 40 || strings.Trim(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") != "" {
			t.Errorf("%s: %q", anchor, name)
		}
		if other, taken := seen[name]; taken {
			t.Errorf("%q and %q have the same name %q", anchor, other, name)
		}
		seen[name] = anchor
	}
}
