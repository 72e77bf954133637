package delimited

import (
	"encoding/csv"
	"io"
	"slices"
	"strings"
	"testing"
)

// FuzzAgainstStandard checks the lenient parser against encoding/csv wherever that one accepts the input.
func FuzzAgainstStandard(f *testing.F) {
	f.Add("a;b\n\"c\nd\";e\n")
	f.Add("\"\"\"\";\"\n\"\n")
	f.Fuzz(func(t *testing.T, content string) {
		if strings.ContainsAny(content, "\r\x00") || strings.Contains(content, " \"") {
			t.Skip("read differently on purpose")
		}
		std := csv.NewReader(strings.NewReader(content))
		std.Comma, std.FieldsPerRecord = ';', -1
		want, err := std.ReadAll()
		if err != nil {
			t.Skip(err)
		}
		src, err := Open(strings.NewReader(content), int64(len(content)), ';', "windows-1252")
		if err != nil {
			t.Fatal(err)
		}
		var got [][]string
		for {
			rec, err := src.Next()
			if err == io.EOF {
				break
			}
			if err != nil || rec.Fault != nil {
				t.Fatal(err, rec.Fault)
			}
			if !slices.Equal(rec.Cells, []string{""}) {
				got = append(got, rec.Cells)
			}
		}
		want = slices.DeleteFunc(want, func(r []string) bool { return slices.Equal(r, []string{""}) })
		if isASCII(content) && !slices.EqualFunc(got, want, slices.Equal) {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r >= 0x80 })
}
