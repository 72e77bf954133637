package ident

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

type reader func(string) Result

var readers = map[string]reader{
	"siren": ReadSIREN, "siret": ReadSIRET, "vat": ReadVAT, "rna": ReadRNA, "phone": ReadPhone, "postcode": ReadPostcode, "commune": ReadCommune, "email": ReadEmail,
}

func brief(r Result) string {
	parts := []string{string(r.Kind)}
	if r.Value != "" {
		parts = append(parts, r.Value)
	}
	if len(r.Issues) > 0 {
		parts = append(parts, "["+strings.Join(r.Issues, " ")+"]")
	}
	if len(r.Candidates) > 0 {
		parts = append(parts, "? "+strings.Join(r.Candidates, " "))
	}
	return strings.Join(parts, " ")
}

var cases = []struct{ reader, text, want string }{
	{"siren", "434 933 123", "valid 434933123"},
	{"siren", "434.933.123", "valid 434933123"},
	{"siren", "356000000", "valid 356000000"},
	{"siren", "434933124", "invalid [checksum]"},
	{"siren", "000000000", "invalid [checksum]"},
	{"siren", "43493312300029", "proposal [siret_given] ? 434933123"},
	{"siren", "5580112", "invalid [format]"},
	{"siren", "05580113 8", "valid 055801138"},
	{"siren", "55801138", "proposal [lost_zero] ? 055801138"},
	{"siren", "", "invalid [missing]"},
	{"siret", "43493312300029", "valid 43493312300029"},
	{"siret", "434 933 123 00029", "valid 43493312300029"},
	{"siret", "434\u00a0933\u202f123\u00a000029", "valid 43493312300029"},
	{"siret", "43493312300028", "invalid [checksum]"},
	{"siret", "4,34933E+13", "invalid [scientific]"},
	{"siret", "43493314323300", "invalid [checksum]"}, // Luhn holds on the whole, not on the SIREN
	{"siret", "35600000000048", "valid 35600000000048"},
	{"siret", "35600000000001", "valid 35600000000001"},
	{"siret", "35600000000002", "invalid [checksum]"},
	{"siret", "434933123", "invalid [format]"},
	{"siret", "A3493312300029", "invalid [format]"},
	{"vat", "FR 83 404 833 048", "valid FR83404833048"},
	{"vat", "fr83404833048", "valid FR83404833048"},
	{"vat", "FR84404833048", "proposal [checksum] ? FR83404833048"},
	{"vat", "83404833048", "proposal [prefix_missing] ? FR83404833048"},
	{"vat", "404833048", "proposal [prefix_missing] ? FR83404833048"},
	{"vat", "FRK7404833048", "valid FRK7404833048 [key_unchecked]"},
	{"vat", "FRO7404833048", "proposal [checksum] ? FR83404833048"},
	{"vat", "FR83404833049", "invalid [checksum]"},
	{"vat", "DE123", "invalid [format]"},
	{"rna", "W332001234", "valid W332001234"},
	{"rna", "w2a 100 0123", "valid W2A1000123"},
	{"rna", "W9R1004267", "valid W9R1004267"},
	{"rna", "332001234", "proposal [prefix_missing] ? W332001234"},
	{"rna", "W33200123", "invalid [format]"},
	{"phone", "05 56 12 34 56", "valid +33556123456"},
	{"phone", "05.56.12.34.56", "valid +33556123456"},
	{"phone", "05-56-12-34-56", "valid +33556123456"},
	{"phone", "0556123456", "valid +33556123456"},
	{"phone", "Tél. : 05 56 12 34 56", "valid +33556123456"},
	{"phone", "+33 (0)5 56 12 34 56", "valid +33556123456"},
	{"phone", "+33 5 56 12 34 56", "valid +33556123456"},
	{"phone", "+33 05 56 12 34 56", "valid +33556123456"},
	{"phone", "0033 5 56 12 34 56", "valid +33556123456"},
	{"phone", "0033(0)556123456", "valid +33556123456"},
	{"phone", "0262 12 34 56", "valid +262262123456"},
	{"phone", "0692 12 34 56", "valid +262692123456"},
	{"phone", "+590 590 12 34 56", "valid +590590123456"},
	{"phone", "00594 594 12 34 56", "valid +594594123456"},
	{"phone", "+596 696 12 34 56", "valid +596696123456"},
	{"phone", "+32 2 123 45 67", "valid +3221234567"},
	{"phone", "556123456", "proposal [lost_zero] ? +33556123456"},
	{"phone", "33556123456", "proposal [prefix_missing] ? +33556123456"},
	{"phone", "05 56 12 34 56 / 06 12 34 56 78", "proposal [several] ? +33556123456 +33612345678"},
	{"phone", "3949", "invalid [short_number]"},
	{"phone", "05 56 12 34", "invalid [format]"},
	{"phone", "+33 5 56 12 34", "invalid [format]"},
	{"phone", "0056123456", "invalid [format]"},
	{"phone", "5,56E+08", "invalid [scientific]"},
	{"postcode", "33270", "valid 33270"},
	{"postcode", "33 270", "valid 33270"},
	{"postcode", "F-33270", "valid 33270"},
	{"postcode", "33270 Floirac", "valid 33270"},
	{"postcode", "33077 Bordeaux Cedex", "valid 33077 [cedex]"},
	{"postcode", "1000", "proposal [lost_zero] ? 01000"},
	{"postcode", "33270.0", "proposal [lost_zero] ? 33270"},
	{"postcode", "1000,0", "proposal [lost_zero] ? 01000"},
	{"postcode", "20000", "valid 20000"},
	{"postcode", "97110", "valid 97110"},
	{"postcode", "96000", "invalid [format]"},
	{"postcode", "00100", "invalid [format]"},
	{"postcode", "2A004", "invalid [format]"},
	{"postcode", "Floirac", "invalid [format]"},
	{"commune", "33167", "valid 33167"},
	{"commune", "2a004", "valid 2A004"},
	{"commune", "1053", "proposal [lost_zero] ? 01053"},
	{"commune", "20004", "proposal [corsica] ? 2A004 2B004"},
	{"commune", "2C004", "invalid [format]"},
	{"email", "accueil@exemple.fr", "valid accueil@exemple.fr"},
	{"email", " Accueil@Exemple.FR ", "valid Accueil@exemple.fr"},
	{"email", "Accueil <accueil@exemple.fr>", "proposal [display_name] ? accueil@exemple.fr"},
	{"email", "accueil @exemple.fr", "proposal [slip] ? accueil@exemple.fr"},
	{"email", "accueil@exemple,fr", "proposal [slip] ? accueil@exemple.fr"},
	{"email", "accueil(at)exemple.fr", "proposal [slip] ? accueil@exemple.fr"},
	{"email", "mailto:accueil@exemple.fr", "proposal [slip] ? accueil@exemple.fr"},
	{"email", "accueil@exemple.fr.", "proposal [slip] ? accueil@exemple.fr"},
	{"email", "a@exemple.fr ; b@exemple.fr", "proposal [several] ? a@exemple.fr b@exemple.fr"},
	{"email", "accueil@exemple", "invalid [format]"},
	{"email", "accueil", "invalid [format]"},
	{"email", "accueil@exemple.f", "invalid [format]"},
	{"email", "accueil@exémple.fr", "invalid [format]"},
	{"email", "accueil@127.0.0.1", "invalid [format]"},
}

func TestRead(t *testing.T) {
	for _, c := range cases {
		if got := brief(readers[c.reader](c.text)); got != c.want {
			t.Errorf("%s %q\n got %s\nwant %s", c.reader, c.text, got, c.want)
		}
	}
}

// Changing any one figure of a SIRET, or swapping two neighbours that differ (0 and 9 apart), is found out: what Luhn promises.
func TestSIRETFindsSlips(t *testing.T) {
	const good = "43493312300029"
	for i := range good {
		for d := byte('0'); d <= '9'; d++ {
			b := []byte(good)
			if b[i] == d {
				continue
			}
			if b[i] = d; ReadSIRET(string(b)).Kind == Valid {
				t.Errorf("%s passes", b)
			}
		}
	}
	for i := range len(good) - 1 {
		b := []byte(good)
		b[i], b[i+1] = b[i+1], b[i]
		if b[i] != b[i+1] && !slices.Contains([]string{"09", "90"}, string(b[i:i+2])) && ReadSIRET(string(b)).Kind == Valid {
			t.Errorf("%s passes", b)
		}
	}
}

func TestExplain(t *testing.T) {
	if got, want := Explain(IssueCorsica, ReadCommune("20004"), "fr"),
		"« 20004 » : en Corse, le code de commune commence par 2A ou 2B. Proposition : 2A004 ou 2B004."; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	seen := map[string]bool{}
	for _, c := range cases {
		r := readers[c.reader](c.text)
		for _, issue := range r.Issues {
			seen[issue] = true
			fr, en := Explain(issue, r, "fr"), Explain(issue, r, "en")
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
	got, err := json.Marshal(ReadPostcode("33270"))
	if want := `{"text":"33270","kind":"valid","value":"33270","issues":[],"candidates":[]}`; err != nil || string(got) != want {
		t.Errorf("got %s, %v\nwant %s", got, err, want)
	}
}

// Whatever is read: the text is kept, a value reads back as itself, and a proposal is something that would be accepted.
func FuzzRead(f *testing.F) {
	for _, c := range cases {
		f.Add(c.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for name, read := range readers {
			r := read(text)
			if r.Text != text || r.Issues == nil || r.Candidates == nil {
				t.Fatalf("%s: %+v", name, r)
			}
			if (r.Kind == Valid) != (r.Value != "") || (r.Kind == Proposal) != (len(r.Candidates) > 0) || (r.Kind != Valid && len(r.Issues) == 0) {
				t.Fatalf("%s: %+v", name, r)
			}
			for _, s := range append(r.Candidates, r.Value) {
				if back := read(s); s != "" && back.Value != s {
					t.Fatalf("%s: %q of %q reads back as %+v", name, s, text, back)
				}
			}
		}
	})
}

func BenchmarkReadSIRET(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		ReadSIRET("434 933 123 00029")
	}
}
