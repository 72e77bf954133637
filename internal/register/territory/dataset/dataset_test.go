package dataset

import (
	"bytes"
	"compress/gzip"
	"errors"
	"reflect"
	"strings"
	"testing"
)

var small = Data{
	Vintage:     "6.0.0",
	Regions:     []Region{{"75", "Nouvelle-Aquitaine"}},
	Departments: []Department{{"33", "Gironde", "75", "metro"}},
	EPCIs:       []EPCI{{"243300316", "Bordeaux Métropole", "METRO"}},
	Communes: []Commune{
		{Code: "33167", Name: "Floirac", Department: "33", EPCI: "243300316", Postcodes: "33270", Population: 18300, Lat: 448378, Lon: -5254, Position: Exact},
		{Code: "33999", Name: "Nowhere", Department: "33", Position: Unknown},
	},
	Formers:  []Former{{"33998", "Old Name", "33999", Gone, "1974-01-01"}, {"33997", "Part", "33999", Delegated, ""}},
	Outlines: []Outline{{"33", [][]Point{{{-5000, 448000}, {-4000, 449000}, {-3000, 448000}, {-5000, 448000}}, {{0, 0}, {1, 1}, {2, 0}, {0, 0}}}}},
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	var file, again bytes.Buffer
	if err := Write(&file, small); err != nil {
		t.Fatal(err)
	}
	if err := Write(&again, small); err != nil || !bytes.Equal(file.Bytes(), again.Bytes()) {
		t.Error("the same data must give the same bytes")
	}
	got, err := Read(&file)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, small) {
		t.Errorf("read %+v, want %+v", got, small)
	}
}

func TestReadSaysWhichLineIsWrong(t *testing.T) {
	const head = magic + "\t6.0.0\n"
	tests := []struct {
		text, why string
		line      int
	}{
		{"", "stops here", 1},
		{"another file\t1\n", "not a territory file", 1},
		{head + "#department\t0\n", `section "region" expected`, 2},
		{head + "#region\tmany\n", `"many" is not a number`, 2},
		{head + "#region\t1000000\n75\tx\n", "cannot have 1000000 rows", 2},
		{head + "#region\t1\n75\n", "1 cells where 2 are expected", 3},
		{head + "#region\t0\n#department\t0\n#epci\t0\n#commune\t1\na\tb\tc\td\te\tx\t=\t1\t2\n", `"x" is not a number`, 6},
		{head + "#region\t0\n#department\t0\n#epci\t0\n#commune\t0\n#former\t0\n#outline\t1\n33\t1 2 3\n", "odd number", 8},
	}
	for _, tt := range tests {
		_, err := Read(zipped(tt.text))
		var bad *Error
		if !errors.As(err, &bad) || bad.Line != tt.line || !strings.Contains(err.Error(), tt.why) {
			t.Errorf("%q: %v, want line %d: %s", tt.text, err, tt.line, tt.why)
		}
	}
	if _, err := Read(strings.NewReader("not gzip")); err == nil {
		t.Error("a file that is not gzip must be refused")
	}
}

func zipped(text string) *bytes.Buffer {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write([]byte(text))
	w.Close()
	return &b
}

func FuzzParse(f *testing.F) {
	var file bytes.Buffer
	if err := Write(&file, small); err != nil {
		f.Fatal(err)
	}
	text, err := inflate(&file)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(text)
	f.Fuzz(func(t *testing.T, text string) {
		d, err := parse(text)
		var bad *Error
		switch {
		case err != nil && !errors.As(err, &bad):
			t.Errorf("an error that names no line: %v", err)
		case err == nil && !strings.HasPrefix(text, magic):
			t.Errorf("a file without its first line was read as %+v", d)
		}
	})
}
