package office

import (
	"bytes"
	"embed"
	"io/fs"
	"regexp"
	"strings"
)

// templates are the two documents that were designed once, unpacked. Zipped, each opens in a word processor.
//
//go:embed all:template
var templates embed.FS

// hole is where a template takes something from the program.
var hole = regexp.MustCompile(`<\?maillage ([a-z]+)\?>`)

// filling writes what goes into the holes of a part, by name.
type filling map[string]func(*markup)

// text fills a hole with a text.
func text(s string) func(*markup) { return func(m *markup) { m.text(s) } }

// templatePart reads a part in the language of a document: the templates are in French.
func templatePart(name, language string) ([]byte, error) {
	part, err := fs.ReadFile(templates, "template/"+name)
	if err != nil || language == textLanguage {
		return part, err
	}
	inEnglish := strings.NewReplacer(`fo:language="fr" fo:country="FR"`, `fo:language="en" fo:country="GB"`, `w:lang w:val="fr-FR"`, `w:lang w:val="en-GB"`, `w:themeFontLang w:val="fr-FR"`, `w:themeFontLang w:val="en-GB"`)
	return []byte(inEnglish.Replace(string(part))), nil
}

// fill writes a part with its holes filled; a hole that nobody fills stays empty.
func (m *markup) fill(part []byte, holes filling) {
	for {
		at := hole.FindSubmatchIndex(part)
		if at == nil {
			m.raw(string(part))
			return
		}
		m.raw(string(part[:at[0]]))
		if write, ok := holes[string(part[at[2]:at[3]])]; ok {
			write(m)
		}
		part = part[at[1]:]
	}
}

// filled is a part as bytes, for the short ones.
func filled(name, language string, holes filling) ([]byte, error) {
	part, err := templatePart(name, language)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	m := newMarkup(&out)
	m.fill(part, holes)
	err = m.flush() // before the bytes are taken
	return out.Bytes(), err
}
