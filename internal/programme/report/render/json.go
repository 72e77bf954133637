package render

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"reflect"
	"strings"

	"maillage/internal/programme/report"
)

// Format names the shape of the JSON, so that a reader can refuse one that it does not know. A field may be added to a format; one that is
// renamed or removed makes a new one.
const Format = "maillage-report/2"

// JSON writes the document for machines (docs/report.schema.json): the fields of report.Document, with blocks told apart by "type". It writes
// as it goes: an error leaves a part of the file in w.
func JSON(w io.Writer, doc *report.Document) error {
	j := jsonWriter{out: bufio.NewWriter(w)}
	_, _ = j.out.WriteString("{\n  \"format\": \"" + Format + `"`) // the buffer keeps an error for Flush
	if err := j.fields(reflect.ValueOf(doc).Elem(), "\n", ",\n  "); err != nil {
		return err
	}
	_, _ = j.out.WriteString("\n}\n")
	return j.out.Flush()
}

// jsonWriter writes what encoding/json would, part after part: that holds all of its text, twice, before it writes any.
type jsonWriter struct {
	out  *bufio.Writer
	part bytes.Buffer
}

// divided are the objects, beside the document itself, of which each field is a part; lists in them and in it are written row by row.
var divided = map[reflect.Type]bool{reflect.TypeFor[report.EntryList](): true, reflect.TypeFor[report.Sheet](): true, reflect.TypeFor[report.Section](): true}

// value writes a value; line is a line end with the spaces that lines of the value begin with.
func (j *jsonWriter) value(v reflect.Value, line string) error {
	switch {
	case v.Kind() == reflect.Slice && v.Len() > 0:
		return j.list(v, line)
	case divided[v.Type()]:
		_, _ = j.out.WriteString("{")
		err := j.fields(v, line, line+"  ")
		_, _ = j.out.WriteString(line + "}")
		return err
	}
	j.part.Reset()
	e := json.NewEncoder(&j.part)
	e.SetIndent(line[1:], "  ")
	e.SetEscapeHTML(false)
	err := e.Encode(v.Interface())
	_, _ = j.out.Write(bytes.TrimSuffix(j.part.Bytes(), []byte("\n")))
	return err
}

func (j *jsonWriter) list(v reflect.Value, line string) error {
	begin := "["
	for i := range v.Len() {
		_, _ = j.out.WriteString(begin + line + "  ")
		if err := j.value(v.Index(i), line+"  "); err != nil {
			return err
		}
		begin = ","
	}
	_, err := j.out.WriteString(line + "]")
	return err
}

// fields writes those of an object; begin stands before the first.
func (j *jsonWriter) fields(v reflect.Value, line, begin string) error {
	for field, x := range v.Fields() {
		name, option, _ := strings.Cut(field.Tag.Get("json"), ",")
		if name == "-" || option == "omitempty" && (x.IsZero() || x.Kind() == reflect.Slice && x.Len() == 0) {
			continue
		}
		_, _ = j.out.WriteString(begin + `"` + name + `": `)
		if err := j.value(x, line+"  "); err != nil {
			return err
		}
		begin = "," + line + "  "
	}
	return nil
}
