package frnum

import (
	"encoding/json"
	"fmt"
	"math/big"
	"regexp"
	"strings"
	"testing"
)

// brief writes a reading on one line, empty parts left out.
func brief(n Number) string {
	parts := []string{string(n.Kind)}
	if n.Low != "" {
		parts = append(parts, n.Low+".."+n.High)
	}
	for _, s := range []string{n.Value, n.Unit} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	if len(n.Issues) > 0 {
		parts = append(parts, "["+strings.Join(n.Issues, " ")+"]")
	}
	if len(n.Candidates) > 0 {
		parts = append(parts, "? "+strings.Join(n.Candidates, " "))
	}
	return strings.Join(parts, " ")
}

var cases = []struct{ text, want string }{
	{"142", "exact 142"},
	{"0", "exact 0"},
	{"007", "exact 7"},
	{" 12 ", "exact 12"},
	{"-5", "exact -5"},
	{"− 5", "exact -5"},
	{"+2", "exact 2"},
	{"-0", "exact 0"},
	{"1 234,56", "exact 1234.56"},
	{"1\u00a0234,56", "exact 1234.56"},
	{"1\u202f234\u202f567,5", "exact 1234567.5"},
	{"1'234", "exact 1234"},
	{"1.234,56", "exact 1234.56"},
	{"1,234.56", "exact 1234.56"},
	{"1234.56", "exact 1234.56"},
	{"1234,50", "exact 1234.5"},
	{"1.234.567", "exact 1234567"},
	{"0,125", "exact 0.125"},
	{"1234,567", "exact 1234.567"},
	{"123456789012345678901", "exact 123456789012345678901"},
	{"12 participants", "exact 12 [trailing_text]"},
	{"1,234", "ambiguous [ambiguous_separator] ? 1.234 1234"},
	{"1.234", "ambiguous [ambiguous_separator] ? 1234 1.234"},
	{"1,234 M€", "ambiguous € [ambiguous_separator] ? 1234000 1234000000"},
	{"(12)", "ambiguous [parentheses] ? 12 -12"},
	{"(-12)", "exact -12"},
	// units
	{"20%", "percent 20 %"},
	{"45 %", "percent 45 %"},
	{"20,3\u202f%", "percent 20.3 %"},
	{"12 k€", "money 12000 €"},
	{"1,5 M€", "money 1500000 €"},
	{"1 234,56 €", "money 1234.56 €"},
	{"€ 500", "money 500 €"},
	{"500 euros", "money 500 €"},
	{"500 euros / jour", "money 500 €/jour"},
	{"500 euros par jour", "money 500 €/jour"},
	{"12 heures", "exact 12 h"},
	{"1h30", "exact 1.5 h"},
	{"1 h 30 min", "exact 1.5 h"},
	{"1h20", "exact 80 min"},
	{"7,5 h", "exact 7.5 h"},
	{"45 min", "exact 45 min"},
	// approximate
	{"une quinzaine", "approximate 15 [about]"},
	{"une dizaine", "approximate 10 [about]"},
	{"Une Douzaine", "approximate 12 [about]"},
	{"vingtaine", "approximate 20 [about]"},
	{"une trentaine d'intervenants", "approximate 30 [about trailing_text]"},
	{"une quarantaine de tiers-lieux", "approximate 40 [about trailing_text]"},
	{"cinquantaine", "approximate 50 [about]"},
	{"une soixantaine", "approximate 60 [about]"},
	{"une centaine", "approximate 100 [about]"},
	{"2 douzaines", "approximate 24 [about]"},
	{"+ de 300", "approximate 300 [at_least]"},
	{"300+", "approximate 300 [at_least]"},
	{"plus d'une centaine", "invalid [not_a_number]"},
	{"plus de 1 000 €", "approximate 1000 € [at_least]"},
	{"moins de 20", "approximate 20 [at_most]"},
	{"environ 40", "approximate 40 [about]"},
	{"à peu près 40 %", "approximate 40 % [about]"},
	// ranges
	{"10 à 15", "range 10..15"},
	{"entre 10 et 15 %", "range 10..15 %"},
	{"10-15 personnes", "range 10..15 [trailing_text]"},
	{"15 à 10", "invalid [reversed_range]"},
	// missing
	{"", "missing"}, {" ", "missing"}, {"X", "missing"}, {"?", "missing"}, {"-", "missing"}, {"–", "missing"}, {"n.c.", "missing"}, {"N/A", "missing"},
	{"non communiqué", "missing"},
	// no number
	{"abc", "invalid [not_a_number]"},
	{"3/4", "invalid [not_a_number]"},
	{"1-2-3", "invalid [not_a_number]"},
	{"12/04/2019", "invalid [not_a_number]"},
	{"06 12 34 56 78", "invalid [not_a_number]"},
	{"1.2.3", "invalid [not_a_number]"},
	{"1 23", "invalid [not_a_number]"},
	{"4x4", "invalid [not_a_number]"},
	{"1h75", "invalid [not_a_number]"},
	{"environ", "invalid [not_a_number]"},
}

func TestRead(t *testing.T) {
	for _, c := range cases {
		if got := brief(Read(c.text)); got != c.want {
			t.Errorf("Read(%q)\n got %s\nwant %s", c.text, got, c.want)
		}
	}
}

func TestConversions(t *testing.T) {
	type result struct {
		n  int64
		ok bool
	}
	for _, c := range []struct {
		text                string
		whole, cents, hours result
	}{
		{"142", result{142, true}, result{14200, true}, result{}},
		{"-5", result{-5, true}, result{-500, true}, result{}},
		{"1 234,565", result{}, result{123457, true}, result{}},
		{"-1 234,565", result{}, result{-123457, true}, result{}},
		{"12 k€", result{12000, true}, result{1200000, true}, result{}},
		{"20 %", result{20, true}, result{}, result{}},
		{"500 € / jour", result{500, true}, result{}, result{}},
		{"1h30", result{}, result{}, result{90, true}},
		{"1h20", result{80, true}, result{}, result{80, true}},
		{"12 heures", result{12, true}, result{}, result{720, true}},
		{"une quinzaine", result{}, result{}, result{}},
		{"1,234", result{}, result{}, result{}},
		{"X", result{}, result{}, result{}},
		{"99999999999999999999", result{}, result{}, result{}},
	} {
		n := Read(c.text)
		var got [3]result
		got[0].n, got[0].ok = n.Int()
		got[1].n, got[1].ok = n.Cents()
		got[2].n, got[2].ok = n.Minutes()
		for i, want := range []result{c.whole, c.cents, c.hours} {
			if !want.ok {
				want.n = got[i].n
			}
			if got[i] != want {
				t.Errorf("%q: %s = %v, want %v", c.text, []string{"Int", "Cents", "Minutes"}[i], got[i], want)
			}
		}
	}
}

func TestFormat(t *testing.T) {
	for _, c := range []struct{ got, want string }{
		{Format(1234567, "fr"), "1\u202f234\u202f567"}, {Format(1234567, "en"), "1,234,567"}, {Format(-123, "fr"), "-123"}, {Format(-1234, "fr"), "-1\u202f234"},
		{FormatRat(big.NewRat(203, 10), 1, "fr"), "20,3"}, {FormatRat(big.NewRat(203, 10), 1, "en"), "20.3"}, {FormatRat(big.NewRat(2, 3), 0, "fr"), "1"},
		{FormatRat(big.NewRat(-1, 100), 1, "fr"), "0,0"}, {FormatRat(big.NewRat(-5, 2), 0, "fr"), "-3"},
		{Percent(big.NewRat(203, 1000), 1, "fr"), "20,3\u202f%"}, {Percent(big.NewRat(1, 5), 0, "en"), "20%"},
		{Euros(123450, "fr"), "1\u202f234,50\u202f€"}, {Euros(-123450, "en"), "-€1,234.50"}, {Euros(5, "en"), "€0.05"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func TestExplain(t *testing.T) {
	if got, want := Explain(IssueSeparator, Read("1,234"), "fr"),
		"Dans « 1,234 », le séparateur peut marquer les milliers ou les décimales : choisissez. À choisir : 1,234 ou 1234."; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	seen := map[string]bool{}
	for _, c := range cases {
		n := Read(c.text)
		for _, issue := range n.Issues {
			seen[issue] = true
			fr, en := Explain(issue, n, "fr"), Explain(issue, n, "en")
			if fr == "" || en == "" || fr == en || strings.Contains(fr+en, "%!") {
				t.Errorf("%s of %q: %q / %q", issue, c.text, fr, en)
			}
		}
	}
	for issue := range messages {
		if !seen[issue] {
			t.Errorf("no case raises %s", issue)
		}
	}
}

func TestJSON(t *testing.T) {
	got, err := json.Marshal(Read("142"))
	if want := `{"text":"142","kind":"exact","value":"142","unit":"","issues":[],"candidates":[]}`; err != nil || string(got) != want {
		t.Errorf("got %s, %v\nwant %s", got, err, want)
	}
}

var canonical = regexp.MustCompile(`^-?(0|[1-9]\d*)(\.\d*[1-9])?$`)

func FuzzRead(f *testing.F) {
	for _, c := range cases {
		f.Add(c.text, int64(len(c.text)))
	}
	f.Fuzz(func(t *testing.T, text string, i int64) {
		n := Read(text)
		if n.Text != text || n.Issues == nil || n.Candidates == nil {
			t.Fatalf("%+v", n)
		}
		for _, v := range append([]string{n.Value, n.Low, n.High}, n.Candidates...) {
			if v != "" && !canonical.MatchString(v) {
				t.Fatalf("%q is not in its shortest form", v)
			}
		}
		if n.counts() == (n.Value == "") || (n.Kind == KindInvalid && len(n.Issues) == 0) {
			if n.Kind != KindApproximate {
				t.Fatalf("%+v", n)
			}
		}
		if back := Read(Format(i, "fr")); back.Value != fmt.Sprint(i) {
			t.Fatalf("%d was read back as %+v", i, back)
		}
		if n.Kind == KindExact && n.Unit == "" {
			if back := Read(strings.Replace(n.Value, ".", ",", 1)); back.Kind == KindExact && back.Value != n.Value {
				t.Fatalf("%q read back as %q", n.Value, back.Value)
			}
		}
	})
}

func BenchmarkRead(b *testing.B) {
	for _, text := range []string{"142", "1 234,56", "12 k€", "une quinzaine", "X"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Read(text)
			}
		})
	}
}
