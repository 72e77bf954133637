package text

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"

	"maillage/internal/kit/apperr"
)

// element is what an office file says in XML, one element at a time.
type element interface {
	start(xml.StartElement)
	end(xml.EndElement)
	words(string)
}

// mostElements bounds the elements of an office file: a report of a thousand pages has one million.
const mostElements = 2_000_000

// readPart reads one part of an office file and gives its elements to e. What it unpacks to is bounded: a small file may hold a huge part.
func readPart(name string, content []byte, part string, e element) error {
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return broken(name, err)
	}
	f, err := z.Open(part)
	if err != nil {
		return broken(name, err)
	}
	defer func() { _ = f.Close() }()
	limited := &io.LimitedReader{R: f, N: MostBytes + 1}
	dec := xml.NewDecoder(limited)
	for depth, elements := 0, 0; ; {
		token, err := dec.RawToken()
		if limited.N <= 0 || elements > mostElements {
			return apperr.Newf(apperr.Invalid, "check.unpacked_large", "« %s » contient plus de %d Mo de texte, ou plus de %d millions de paragraphes et de cellules : découpez-le.", "“%s” holds more than %d MB of text, or more than %d million paragraphs and cells: cut it.", name, MostBytes>>20, mostElements/1_000_000)
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return broken(name, err)
		}
		switch x := token.(type) {
		case xml.StartElement:
			if depth++; depth > deepest {
				return broken(name, nil)
			}
			elements++
			e.start(x)
		case xml.EndElement:
			depth--
			e.end(x)
		case xml.CharData:
			e.words(string(x))
		}
	}
}

func broken(name string, err error) error {
	return apperr.Newf(apperr.Invalid, "check.broken", "« %s » est abîmé ou n'est pas ce que son nom annonce.", "“%s” is damaged, or is not what its name says.", name).Because(err)
}

func attr(e xml.StartElement, local string) string {
	for _, a := range e.Attr {
		if a.Name.Local == local {
			return a.Value
		}
	}
	return ""
}

func number0(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return 0
	}
	return n
}

// typed decides how paragraphs of an office file are read. Where empty paragraphs part the text it was typed as plain text, with lines broken
// by hand; else each paragraph stands for itself.
func typed(lines []Line) []Line {
	empty := 0
	for _, l := range lines {
		if l.hint.kind == Paragraph && strings.TrimSpace(l.Text) == "" { // what parts a table from the text is no empty paragraph
			empty++
		}
	}
	if empty*10 < len(lines) {
		return lines
	}
	for i := range lines {
		if h := &lines[i].hint; h.kind == Paragraph {
			h.kind = ""
		}
	}
	return lines
}
