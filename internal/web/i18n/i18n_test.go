package i18n_test

import (
	"context"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"maillage/internal/web/i18n"
)

func room(fr, en string) fs.FS {
	return fstest.MapFS{"fr.json": {Data: []byte(fr)}, "en.json": {Data: []byte(en)}}
}

func catalogue(t *testing.T, rooms ...fs.FS) *i18n.Catalogue {
	t.Helper()
	c, err := i18n.New(rooms...)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

var places = room(
	`{"place.open": "Ouvert", "place.only": "Seulement ici", "place.hello": "Bonjour {{.name}}",
	  "place.count": {"one": "{{.n}} lieu", "other": "{{.n}} lieux"}}`,
	`{"place.open": "Open", "place.hello": "Hello {{.name}}", "place.count": {"one": "{{.n}} place", "other": "{{.n}} places"}}`)

func TestTexts(t *testing.T) {
	c := catalogue(t, places, room(`{"event.full": "Complet"}`, `{"event.full": "Full"}`))
	fr, en := c.Context(context.Background(), "fr"), c.Context(context.Background(), "en")
	for _, tt := range []struct{ name, got, want string }{
		{"french", i18n.T(fr, "place.open"), "Ouvert"},
		{"english", i18n.T(en, "place.open"), "Open"},
		{"second room", i18n.T(en, "event.full"), "Full"},
		{"english falls back to French", i18n.T(en, "place.only"), "Seulement ici"},
		{"unknown key shows itself", i18n.T(fr, "place.nowhere"), "place.nowhere"},
		{"argument", i18n.T(fr, "place.hello", "name", "Melle"), "Bonjour Melle"},
		{"zero is singular in French", i18n.N(fr, "place.count", 0), "0 lieu"},
		{"zero is plural in English", i18n.N(en, "place.count", 0), "0 places"},
		{"two", i18n.N(fr, "place.count", 2), "2 lieux"},
		{"a million has its own form in French, which we do not write", i18n.N(fr, "place.count", 1_000_000), "1\u202f000\u202f000 lieux"},
		{"English groups by comma", i18n.N(en, "place.count", 1234), "1,234 places"},
		{"decimals", i18n.Number(fr, 23.84), "23,8"},
		{"unknown language is French", i18n.T(c.Context(context.Background(), "xx"), "place.open"), "Ouvert"},
		{"no catalogue", i18n.T(context.Background(), "place.open"), "place.open"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, tt.got, tt.want)
		}
	}
}

func TestMissingListsBothWays(t *testing.T) {
	c := catalogue(t, room(`{"a": "a", "b": "b"}`, `{"b": "b", "c": "c"}`))
	if got, want := c.Missing(), []string{"en: a", "fr: c"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestTwoRoomsCannotShareAKey(t *testing.T) {
	r := room(`{"a": "a"}`, `{"a": "a"}`)
	if _, err := i18n.New(r, r); err == nil || !strings.Contains(err.Error(), `"a"`) {
		t.Errorf("want an error that names the key, got %v", err)
	}
}
