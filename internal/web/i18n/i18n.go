// Package i18n finds the words of a page. Each room brings its texts as fr.json and en.json; the catalogue joins them and a context carries
// the language of the request. French is the language of reference: what English lacks is said in French, what French lacks shows its key.
package i18n

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	goi18n "github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/number"
)

// Languages lists the languages of the product; the first is the one of reference.
var Languages = []string{"fr", "en"}

// Catalogue holds the texts of all rooms. It is read-only once built and safe for concurrent use.
type Catalogue struct {
	bundle *goi18n.Bundle
	keys   map[string]map[string]bool // language → key
	prints map[string]printer
}

type printer struct {
	lang    string
	texts   *Catalogue
	find    *goi18n.Localizer
	numbers *message.Printer
}

// New reads fr.json and en.json at the root of each file system. A key that two rooms define in the same language is an error.
func New(rooms ...fs.FS) (*Catalogue, error) {
	c := &Catalogue{bundle: goi18n.NewBundle(language.French), keys: map[string]map[string]bool{}, prints: map[string]printer{}}
	for _, lang := range Languages {
		c.keys[lang] = map[string]bool{}
	}
	for i, room := range rooms {
		for _, lang := range Languages {
			if err := c.load(room, lang); err != nil {
				return nil, fmt.Errorf("texts of room %d: %w", i, err)
			}
		}
	}
	for _, lang := range Languages {
		c.prints[lang] = printer{
			lang: lang, texts: c,
			find:    goi18n.NewLocalizer(c.bundle, lang),
			numbers: message.NewPrinter(language.Make(lang)),
		}
	}
	return c, nil
}

func (c *Catalogue) load(room fs.FS, lang string) error {
	name := lang + ".json"
	text, err := fs.ReadFile(room, name)
	if err != nil {
		return err
	}
	file, err := c.bundle.ParseMessageFileBytes(text, path.Base(name))
	if err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	for _, m := range file.Messages {
		if c.keys[lang][m.ID] {
			return fmt.Errorf("%s: key %q is already taken by another room", name, m.ID)
		}
		c.keys[lang][m.ID] = true
	}
	return nil
}

// Missing lists, sorted, the keys that exist in one language and not in another, as "en: web.close". Tests expect none.
func (c *Catalogue) Missing() []string {
	var out []string
	for _, lang := range Languages {
		for _, other := range Languages {
			for key := range c.keys[other] {
				if !c.keys[lang][key] {
					out = append(out, lang+": "+key)
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// Has tells whether French, the language of reference, knows the key.
func (c *Catalogue) Has(key string) bool { return c.keys[Languages[0]][key] }

type contextKey struct{}

// Context returns ctx with the texts and the language of a request. An unknown language is French.
func (c *Catalogue) Context(ctx context.Context, lang string) context.Context {
	p, ok := c.prints[lang]
	if !ok {
		p = c.prints[Languages[0]]
	}
	return context.WithValue(ctx, contextKey{}, p)
}

// Lang returns the language of ctx, French when none was set.
func Lang(ctx context.Context) string {
	if p, ok := ctx.Value(contextKey{}).(printer); ok {
		return p.lang
	}
	return Languages[0]
}

// Has tells whether the catalogue of ctx knows the key.
func Has(ctx context.Context, key string) bool {
	p, ok := ctx.Value(contextKey{}).(printer)
	return ok && p.texts.Has(key)
}

// T returns the text of key. Args are name and value in turn, set into {{.name}}: T(ctx, "event.full", "title", e.Title).
func T(ctx context.Context, key string, args ...any) string {
	return say(ctx, key, nil, args)
}

// N returns the text of key in the plural form of count; {{.n}} is the count as people write it. Further args are as in T.
func N(ctx context.Context, key string, count int, args ...any) string {
	return say(ctx, key, count, append([]any{"n", Number(ctx, float64(count))}, args...))
}

// French groups its thousands by a thin space that does not break.
const (
	noBreakSpace = "\u00a0"
	thinSpace    = "\u202f"
)

// Number writes a number as people of the language do, with one decimal at most: 1 234,5 or 1,234.5.
func Number(ctx context.Context, v float64) string {
	p, ok := ctx.Value(contextKey{}).(printer)
	if !ok {
		return fmt.Sprint(v)
	}
	text := p.numbers.Sprint(number.Decimal(v, number.MaxFractionDigits(1)))
	return strings.ReplaceAll(text, noBreakSpace, thinSpace)
}

func say(ctx context.Context, key string, count any, args []any) string {
	p, ok := ctx.Value(contextKey{}).(printer)
	if !ok {
		return key
	}
	// The library returns its best text together with an error when it had to fall back, so only an empty text counts as missing.
	text, _ := p.find.Localize(&goi18n.LocalizeConfig{MessageID: key, PluralCount: count, TemplateData: pairs(args)})
	if text == "" {
		return key
	}
	return text
}

func pairs(args []any) map[string]any {
	data := make(map[string]any, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		data[fmt.Sprint(args[i])] = args[i+1]
	}
	return data
}
