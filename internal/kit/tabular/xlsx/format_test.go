package xlsx

import "testing"

func TestParseFormat(t *testing.T) {
	cases := map[string]format{
		"General":                         {},
		"Standard":                        {},
		"@":                               {},
		"0":                               {shape: padded, width: 1},
		"#,##0.00":                        {},
		`0 "demi-journées"`:               {shape: padded, width: 1},
		`#,##0\ _€;[Red]-#,##0\ _€`:       {},
		"0.00E+00":                        {},
		"00000":                           {shape: padded, width: 5},
		`0#" "##" "##" "##" "##`:          {shape: padded, width: 10},
		"0.0 %":                           {shape: percent},
		"DD/MM/YYYY":                      {shape: date},
		"jj/mm/aaaa":                      {shape: date},
		"mmmm":                            {shape: date},
		`[$-40C]d\ mmmm\ yyyy;@`:          {shape: date},
		`dddd" le "d`:                     {shape: date},
		"dd/mm/yy hh:mm":                  {shape: moment},
		"h:mm AM/PM":                      {shape: clock},
		"mm:ss":                           {shape: clock},
		"[hh]:mm":                         {shape: elapsed},
		"[mm]":                            {shape: elapsed},
		"[Magenta]0.0":                    {},
		`[<=9999999]###\-####;0000000000`: {},
		"[":                               {},
		`"`:                               {},
		`\`:                               {},
		"":                                {},
	}
	for code, want := range cases {
		if got := parseFormat(code); got != want {
			t.Errorf("%q: got %+v, want %+v", code, got, want)
		}
	}
}

func TestBuiltinFormats(t *testing.T) {
	for id, want := range map[int]shape{0: number, 1: number, 9: percent, 10: percent, 14: date, 17: date, 20: clock, 22: moment, 45: clock, 46: elapsed, 47: clock, 48: number, 49: number, 58: date} {
		if got := builtinFormat(id).shape; got != want {
			t.Errorf("%d: got %v, want %v", id, got, want)
		}
	}
}

func TestColumns(t *testing.T) {
	for n, letters := range map[int]string{1: "A", 26: "Z", 27: "AA", 702: "ZZ", 703: "AAA", MaxColumns: "XFD"} {
		if ColumnLetters(n) != letters || ColumnNumber(letters) != n {
			t.Errorf("%d is %s, %s is %d", n, ColumnLetters(n), letters, ColumnNumber(letters))
		}
	}
	for _, bad := range []string{"", "a", "1", "$A"} {
		if n := ColumnNumber(bad); n != 0 {
			t.Errorf("%q is %d", bad, n)
		}
	}
}

func FuzzFormat(f *testing.F) {
	f.Add(`[$-40C]d\ mmmm;"x`, 43290.5, false)
	f.Fuzz(func(t *testing.T, code string, v float64, old bool) {
		text, why := parseFormat(code).render(decimal(v), old)
		if text == "" && why == nil {
			t.Fatalf("%q made nothing of %v", code, v)
		}
	})
}
