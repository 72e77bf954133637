package frdate

import (
	"slices"
	"strings"
	"testing"
)

// seeds hold every form and every issue.
var seeds = []string{
	"lundi, juillet 9, 2018", "11/01/2018", "14/03/19, 21/03/19, 26/03/19 :", "22 et 23/11/20", "3, 9 & 10/11/10", "de mars à Juin 2020",
	"07/2018", "depuis septembre 2019", "2018-2019-2020", "2018-19-20", "mardi 17 décembre", "mercredi 28 novembre 2018", "29/02/2019",
	"mardi 28 novembre 2018", "12 août", "juillet 18", "07/18", "automne 2020", "hiver 2019-2020", "avril, juin et juillet 2020",
	"samedi prochain", "du 5 au 3 mai 2019", "12/25/2018", "28/11/18 9h-12h", "du 3 au 5 et le 9 mai 2019", "Spéciale covid #1",
	"12/04/2019 Intervention", "12\u202faou\u0302t\u00a02019", "31/12/9999", "du 31/12/9998 au 31/12/9999", "décembre 9999 et 3 mai",
	"hiver 9999-10000", "12/04/0001", "28\u201311\u20132018", "\xff28/11/2018\xfe",
}

func FuzzRead(f *testing.F) {
	for i, s := range seeds {
		f.Add(s, i%4*673, i%2 == 0)
	}
	f.Fuzz(func(t *testing.T, text string, section int, prefix bool) {
		ctx := triennial
		ctx.Section = section
		v := Read(text, ctx)
		if prefix {
			v = ReadPrefix(text, ctx)
		}
		if v.Text != text {
			t.Fatalf("text changed: %q", v.Text)
		}
		if v.Days == nil || v.Issues == nil || v.Candidates == nil {
			t.Fatal("a nil slice")
		}
		for _, d := range slices.Concat(v.Days, v.Candidates) {
			if _, ok := parseISO(d); !ok {
				t.Fatalf("%q is no day", d)
			}
		}
		checkBounds(t, v)
		if (v.Kind == Single) != (len(v.Days) == 1) {
			t.Fatalf("%s with %d days", v.Kind, len(v.Days))
		}
		if (v.Kind == Invalid || v.Kind == Incomplete) && len(v.Issues) == 0 {
			t.Fatalf("%s without an issue", v.Kind)
		}
		if !strings.HasSuffix(strings.TrimSpace(text), v.Rest) {
			t.Fatalf("rest %q is not the end of %q", v.Rest, text)
		}
		for _, lang := range []string{"fr", "en"} {
			checkRoundTrip(t, v, lang)
			for _, issue := range v.Issues {
				if Explain(issue, v, lang) == "" {
					t.Fatalf("%s is not explained", issue)
				}
			}
		}
	})
}

func checkBounds(t *testing.T, v Value) {
	for _, d := range []string{v.Start, v.End} {
		if _, ok := parseISO(d); !ok && d != "" {
			t.Fatalf("bound %q is no day", d)
		}
	}
	if v.Start != "" && v.End != "" && v.Start > v.End {
		t.Fatalf("%s after %s", v.Start, v.End)
	}
	for _, d := range v.Days {
		if d < v.Start || d > v.End {
			t.Fatalf("%s outside %s..%s", d, v.Start, v.End)
		}
	}
}

// checkRoundTrip reads back what Long writes: the same days and bounds, in either language.
func checkRoundTrip(t *testing.T, v Value, lang string) {
	if v.Kind != Single && v.Kind != Multiple {
		return
	}
	if back := Read(Long(v, lang), Context{}); !slices.Equal(back.Days, v.Days) {
		t.Fatalf("%q read back as %v, was %v", Long(v, lang), back.Days, v.Days)
	}
}

func BenchmarkRead(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"figures", "28/11/2018"}, {"short", "28/11/18"}, {"iso", "2018-11-28"}, {"words", "mercredi 28 novembre 2018"}, {"list", "14/03/19, 21/03/19, 26/03/19, 12/04/19, 13/05/19, 09/07/19 :"},
		{"no_year", "mardi 17 décembre"}, {"prose", "Création d'un partenariat pour l'accueil de personnes"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Read(c.text, triennial)
			}
		})
	}
}
