package render_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"maillage/docs"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/report"
	"maillage/internal/programme/report/render"
	"maillage/internal/programme/report/reporttest"
)

func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	parsed, err := jsonschema.UnmarshalJSON(bytes.NewReader(docs.ReportSchema))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource("urn:maillage:report:2", parsed); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("urn:maillage:report:2")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func asJSON(t *testing.T, doc *report.Document) any {
	t.Helper()
	var b bytes.Buffer
	if err := render.JSON(&b, doc); err != nil {
		t.Fatal(err)
	}
	parsed, err := jsonschema.UnmarshalJSON(&b)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// The JSON is written part by part, so that it is never held whole; a field or a list must not fall between two parts.
func TestJSONIsThatOfTheEncoder(t *testing.T) {
	for name, doc := range map[string]*report.Document{"everything": reporttest.Everything("fr"), "built": document(t, report.Options{}, nil), "empty": {}} {
		var got, want bytes.Buffer
		if err := render.JSON(&got, doc); err != nil {
			t.Fatal(err)
		}
		e := json.NewEncoder(&want)
		e.SetIndent("", "  ")
		e.SetEscapeHTML(false)
		err := e.Encode(struct {
			Format string `json:"format"`
			*report.Document
		}{render.Format, doc})
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got.Bytes(), want.Bytes()) {
			t.Errorf("%s: the JSON differs from the encoder's", name)
		}
	}
}

func TestDocumentsAnswerTheSchema(t *testing.T) {
	s := schema(t)
	for name, doc := range map[string]*report.Document{
		"everything": reporttest.Everything("fr"), "everything, English": reporttest.Everything("en"),
		"built": document(t, report.Options{}, nil), "built, English": document(t, report.Options{Language: "en"}, nil), "of a funder": document(t, report.Options{Funder: "esf"}, nil),
	} {
		if err := s.Validate(asJSON(t, doc)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The schema must refuse what it does not tell.
func TestTheSchemaBites(t *testing.T) {
	s := schema(t)
	for name, spoil := range map[string]func(doc map[string]any){
		"a property that nobody told": func(doc map[string]any) { doc["surprise"] = 1 },
		"a missing property":          func(doc map[string]any) { delete(doc, "as_of") },
		"another format":              func(doc map[string]any) { doc["format"] = "maillage-report/1" },
		"a number written as text":    func(doc map[string]any) { doc["version"] = "3" },
		"a state that is none": func(doc map[string]any) {
			first(doc, "cover", "key_figures")["use"].(map[string]any)["state"] = "guessed"
		},
		"a block of an unknown type":    func(doc map[string]any) { first(doc, "cover", "lead")["type"] = "video" },
		"a block with a foreign field":  func(doc map[string]any) { first(doc, "cover", "lead")["level"] = 3 },
		"a day that is none":            func(doc map[string]any) { first(doc, "pieces", "rows")["date"] = "9 juillet" },
		"a time that is none":           func(doc map[string]any) { doc["built_at"] = "hier" },
		"a rule of variances not known": func(doc map[string]any) { first(doc, "variances")["rule"] = "mood" },
	} {
		doc := asJSON(t, reporttest.Everything("fr")).(map[string]any)
		spoil(doc)
		if s.Validate(doc) == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

// first finds the first element of a list below some keys.
func first(doc map[string]any, keys ...string) map[string]any {
	var at any = doc
	for _, k := range keys {
		at = at.(map[string]any)[k]
	}
	return at.([]any)[0].(map[string]any)
}

// definition is what the test reads of a part of the schema.
type definition struct {
	Title, Description   string
	Properties           map[string]definition
	Required             []string
	AdditionalProperties *bool
}

// blocks are the types behind report.Block, which reflection cannot list.
var blocks = []report.Block{
	report.Paragraph{}, report.Heading{}, report.List{}, report.Quote{}, report.Code{}, report.Rule{}, report.TextTable{}, report.EntryBlock{}, report.FigureTable{}, report.Chart{}, report.DepartmentMap{},
	report.Deliverables{}, report.Missing{}, report.Chronogram{}, report.Partners{}, report.Variances{}, report.Testimonies{}, report.Finance{},
}

// Every field that Go writes stands in the schema with its words, and the schema tells nothing that Go does not write.
func TestTheSchemaTellsEveryField(t *testing.T) {
	var root struct {
		definition
		Defs map[string]definition `json:"$defs"`
	}
	if err := json.Unmarshal(docs.ReportSchema, &root); err != nil {
		t.Fatal(err)
	}
	told := root.Defs
	told["Document"] = root.definition
	types := map[string]reflect.Type{}
	collect(types, reflect.TypeFor[report.Document]())
	collect(types, reflect.TypeFor[indicator.Completeness]()) // in a figure, which writes itself
	for _, b := range blocks {
		collect(types, reflect.TypeOf(b))
	}
	for _, name := range slices.Sorted(maps.Keys(types)) {
		def, ok := told[name]
		if !ok {
			t.Errorf("the schema has no %s", name)
			continue
		}
		fields := fieldsOf(types[name])
		if name == "Document" {
			fields["format"] = true
		}
		if _, block := reflect.New(types[name]).Elem().Interface().(report.Block); block {
			fields["type"] = true
		}
		compare(t, name, def, fields)
	}
	for name, def := range told {
		if _, ok := types[name]; !ok && def.Properties != nil && name != "Figure" { // Figure writes itself: documents are validated
			t.Errorf("the schema tells %s, which no document holds", name)
		}
	}
}

func compare(t *testing.T, name string, def definition, fields map[string]bool) {
	t.Helper()
	if def.AdditionalProperties == nil || *def.AdditionalProperties || def.Description == "" {
		t.Errorf("%s: it must refuse other properties and describe itself", name)
	}
	for field, always := range fields {
		p, ok := def.Properties[field]
		if !ok {
			t.Errorf("%s: the schema does not tell %q", name, field)
			continue
		}
		if p.Title == "" || p.Description == "" {
			t.Errorf("%s: %q has no title or no description", name, field)
		}
		if slices.Contains(def.Required, field) != always {
			t.Errorf("%s: %q is required in one place and not in the other", name, field)
		}
	}
	for field := range def.Properties {
		if _, ok := fields[field]; !ok {
			t.Errorf("%s: the schema tells %q, which Go does not write", name, field)
		}
	}
}

// collect finds the structures behind a type by their names.
func collect(types map[string]reflect.Type, x reflect.Type) {
	switch x.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array:
		collect(types, x.Elem())
	case reflect.Struct:
		if x == reflect.TypeFor[time.Time]() || x == reflect.TypeFor[indicator.Figure]() || types[x.Name()] != nil {
			return
		}
		types[x.Name()] = x
		for f := range x.Fields() {
			if f.Anonymous {
				for inner := range f.Type.Fields() {
					collect(types, inner.Type)
				}
			} else if f.Tag.Get("json") != "-" {
				collect(types, f.Type)
			}
		}
	}
}

// fieldsOf are the JSON names of a structure, and whether each is always there.
func fieldsOf(x reflect.Type) map[string]bool {
	fields := map[string]bool{}
	for f := range x.Fields() {
		name, options, _ := strings.Cut(f.Tag.Get("json"), ",")
		switch {
		case f.Anonymous:
			maps.Copy(fields, fieldsOf(f.Type))
		case name != "-" && f.IsExported():
			fields[name] = options != "omitempty"
		}
	}
	return fields
}
