package web

import (
	"fmt"
	"log/slog"
	"math"
	"net/http/httptest"
	"os"
	"regexp"
	"strings"
	"testing"

	"maillage/internal/kit/apperr"
)

func TestContrastKnownValues(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want float64
	}{{"000000", "ffffff", 21}, {"777777", "ffffff", 4.48}, {"ffffff", "ffffff", 1}} {
		if got := contrast(hexColour(tt.a), hexColour(tt.b)); math.Abs(got-tt.want) > .01 {
			t.Errorf("%s on %s: %.2f, want %.2f", tt.a, tt.b, got, tt.want)
		}
	}
}

// tokens reads the colours of tokens.css: those of light, and those of dark over them.
func tokens(t *testing.T) (light, dark map[string]rgb) {
	t.Helper()
	css, err := os.ReadFile("static/css/tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	day, night, found := strings.Cut(string(css), "@media screen and (prefers-color-scheme: dark)")
	if !found {
		t.Fatal("dark is not on screen only")
	}
	light, dark = map[string]rgb{}, map[string]rgb{}
	for i, text := range []string{day, night} {
		for _, m := range regexp.MustCompile(`--([a-z0-9-]+): #([0-9a-f]{6});`).FindAllStringSubmatch(text, -1) {
			if i == 0 {
				light[m[1]] = hexColour(m[2])
			}
			dark[m[1]] = hexColour(m[2])
		}
	}
	if len(light) < 30 {
		t.Fatalf("%d colours", len(light))
	}
	return light, dark
}

// TestTokenContrast computes the pairs that components use: 4.5 for text, 3 for marks and borders (WCAG 2.2, 1.4.3 and 1.4.11).
func TestTokenContrast(t *testing.T) {
	text := [][2]string{
		{"on-accent", "accent"}, {"on-accent", "accent-strong"}, {"accent", "accent-wash"}, {"ink", "accent-wash"}, {"ink-soft", "accent-wash"},
		{"warn", "accent-wash"}, {"bad", "accent-wash"}, {"ink", "mark"}, {"paper", "ink"}, {"on-map", "c-a"},
		{"ok", "ok-wash"}, {"warn", "warn-wash"}, {"bad", "bad-wash"}, {"ink", "ok-wash"}, {"ink", "warn-wash"}, {"ink", "bad-wash"},
		{"accent", "warn-wash"}, {"accent", "bad-wash"}, {"accent", "ok-wash"},
		{"ink-soft", "map-0"}, {"ink", "map-1"}, {"ink", "map-2"}, {"on-map", "map-3"},
	}
	for _, ground := range []string{"paper", "paper-sunk", "card"} {
		for _, ink := range []string{"ink", "ink-soft", "ink-faint", "accent", "accent-strong", "ok", "warn", "bad"} {
			text = append(text, [2]string{ink, ground})
		}
	}
	var marks [][2]string
	for _, mark := range []string{"rule-strong", "c-a", "c-b", "c-c", "c-d", "c-e", "c-none"} {
		marks = append(marks, [2]string{mark, "paper"}, [2]string{mark, "card"})
	}
	light, dark := tokens(t)
	for name, set := range map[string]map[string]rgb{"light": light, "dark": dark} {
		check := func(pairs [][2]string, least float64) {
			for _, p := range pairs {
				a, okA := set[p[0]]
				b, okB := set[p[1]]
				if !okA || !okB {
					t.Fatalf("no token %v", p)
				}
				if got := contrast(a, b); got < least {
					t.Errorf("%s: %s on %s is %.2f, needs %.1f", name, p[0], p[1], got, least)
				}
			}
		}
		check(text, 4.5)
		check(marks, 3)
	}
}

func TestGroundsAreThoseOfTheTokens(t *testing.T) {
	light, dark := tokens(t)
	for i, name := range []string{"paper", "paper-sunk", "card"} {
		if light[name] != lightGrounds[i] || dark[name] != darkGrounds[i] {
			t.Errorf("%s differs from tokens.css", name)
		}
	}
	if light["accent"] != hexColour(DefaultAccent) {
		t.Error("the default accent differs from tokens.css")
	}
}

func TestCheckAccent(t *testing.T) {
	if err := CheckAccent(DefaultAccent); err != nil {
		t.Error(err)
	}
	err := CheckAccent("ffd54a")
	if apperr.CodeOf(err) != apperr.Invalid {
		t.Fatalf("yellow passes: %v", err)
	}
	near := regexp.MustCompile(`#([0-9a-f]{6})\.$`).FindStringSubmatch(apperr.Message(err, "fr"))
	if near == nil || CheckAccent(near[1]) != nil {
		t.Errorf("the colour proposed does not pass: %v", err)
	}
	for _, bad := range []string{"", "blue", "12345g", "#2b3f9e"} {
		if CheckAccent(bad) == nil {
			t.Errorf("%q passes", bad)
		}
	}
}

// TestAccentStyleIsReadable tries accents of all kinds, black and white and yellow among them: whatever is asked, what is served can be read.
func TestAccentStyleIsReadable(t *testing.T) {
	quiet := NewMux(Options{Log: slog.New(slog.DiscardHandler)})
	for _, hex := range []string{"2b3f9e", "000000", "ffffff", "ffd54a", "00a86b", "c2185b", "808080"} {
		r := httptest.NewRequest("GET", "/accent/"+hex+".css", nil)
		w := httptest.NewRecorder()
		quiet.ServeHTTP(w, r)
		day, night, _ := strings.Cut(w.Body.String(), "@media screen")
		for i, css := range []string{day, night} {
			role := func(name string) rgb {
				m := regexp.MustCompile(`--` + name + `: #([0-9a-f]{6});`).FindStringSubmatch(css)
				if m == nil {
					t.Fatalf("%s: no %s in %q", hex, name, css)
				}
				return hexColour(m[1])
			}
			grounds := [][]rgb{lightGrounds, darkGrounds}[i]
			for what, got := range map[string]float64{
				"accent on its grounds": minContrast(role("accent"), grounds), "text on accent": contrast(role("on-accent"), role("accent")),
				"accent on its wash": contrast(role("accent"), role("accent-wash")),
			} {
				if got < textContrast-.02 {
					t.Errorf("%s, %s: %s is %.2f", hex, [2]string{"light", "dark"}[i], what, got)
				}
			}
		}
	}
	for _, path := range []string{"/accent/zzz.css", "/accent/2b3f9e", "/accent/2b3f9e.css.css"} {
		w := httptest.NewRecorder()
		quiet.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != 404 {
			t.Errorf("%s: status %d", path, w.Code)
		}
	}
	if got := fmt.Sprint(AccentURL(""), AccentURL(DefaultAccent), AccentURL("c2185b")); got != "/accent/c2185b.css" {
		t.Errorf("addresses %q", got)
	}
}
