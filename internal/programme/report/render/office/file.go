package office

import (
	"archive/zip"
	"context"
	"embed"
	"errors"
	"io"
	"sync"

	"maillage/internal/kit/apperr"
	"maillage/internal/programme/report"
	"maillage/internal/programme/report/render"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

//go:embed fr.json en.json
var ownWords embed.FS

var catalogue = sync.OnceValue(func() *i18n.Catalogue {
	c, err := i18n.New(web.Texts, render.Texts, ownWords)
	if err != nil {
		panic(err) // embedded at build time: only a broken build gets here
	}
	return c
})

// Rasterise turns SVG files, which tell their width and height in pixels, into PNG files of the same number. It answers unavailable where the
// machine cannot: then an ODT shows its SVG, and a DOCX the data of each picture.
type Rasterise func(ctx context.Context, svgs [][]byte) ([][]byte, error)

// File is a document ready to be written in both formats: its contents are known and its pictures drawn.
type File struct {
	ctx      context.Context
	doc      *report.Document
	contents contents
	pictures []plate
}

// plate is a picture of the archive. Svg is empty for a logo, png when nothing could draw it.
type plate struct {
	name     string
	svg, png []byte
	ext      string // of png: "jpg" for some logos
}

// ODT writes the document as OpenDocument text.
func ODT(ctx context.Context, w io.Writer, doc *report.Document) error {
	f, err := Prepare(ctx, doc, render.PNG)
	if err != nil {
		return err
	}
	return f.ODT(w)
}

// DOCX writes the document as Office Open XML.
func DOCX(ctx context.Context, w io.Writer, doc *report.Document) error {
	f, err := Prepare(ctx, doc, render.PNG)
	if err != nil {
		return err
	}
	return f.DOCX(w)
}

// Prepare walks the document once for its headings and pictures, and draws the pictures.
func Prepare(ctx context.Context, doc *report.Document, rasterise Rasterise) (*File, error) {
	f := &File{ctx: catalogue().Context(ctx, doc.Language), doc: doc}
	w := newWalk(f.ctx, doc, nil)
	w.emit = f.gather
	f.contents.title = w.page("contents")
	w.all(contents{})
	if w.err != nil {
		return nil, w.err
	}
	if err := f.draw(rasterise); err != nil {
		return nil, err
	}
	f.addMarks()
	return f, nil
}

// gather keeps what must be known before the first word is written.
func (f *File) gather(e element) {
	switch x := e.(type) {
	case heading:
		if x.level <= 2 && !x.annex {
			f.contents.entries = append(f.contents.entries, contentsEntry{x.level, words(x.runs), x.anchor})
		}
	case picture:
		if x.svg != nil {
			f.pictures = append(f.pictures, plate{name: x.name, svg: x.svg, ext: "png"})
		}
	case columns:
		for _, cell := range x.cells {
			for _, inner := range cell {
				f.gather(inner)
			}
		}
	}
}

func (f *File) draw(rasterise Rasterise) error {
	svgs := make([][]byte, len(f.pictures))
	for i, p := range f.pictures {
		svgs[i] = p.svg
	}
	pngs, err := rasterise(f.ctx, svgs)
	if apperr.CodeOf(err) == apperr.Unavailable {
		return nil
	}
	if err == nil && len(pngs) != len(svgs) {
		err = errors.New("office: a picture was not drawn")
	}
	if err != nil {
		return err
	}
	for i := range pngs {
		f.pictures[i].png = pngs[i]
	}
	return nil
}

// addMarks adds the emblem and the logos of the funders.
func (f *File) addMarks() {
	european := false
	for _, x := range f.doc.Programme.Funders {
		european = european || x.European
		if x.Logo == nil {
			continue
		}
		if _, ok := logoRatio(x.Logo); ok {
			f.pictures = append(f.pictures, plate{name: logoName(x), png: x.Logo.Bytes, ext: logoExtension(x.Logo)})
		}
	}
	if european {
		f.pictures = append(f.pictures, plate{name: emblemName, svg: emblemSVG(), png: emblemPNG(), ext: "png"})
	}
}

// plate finds a picture by its name.
func (f *File) plate(name string) plate {
	for _, p := range f.pictures {
		if p.name == name {
			return p
		}
	}
	return plate{}
}

// walk starts a walk over the document.
func (f *File) walk(emit func(element)) *walk { return newWalk(f.ctx, f.doc, emit) }

func (f *File) archive(w io.Writer) archive {
	return archive{zip: zip.NewWriter(w), at: moment(f.doc.AsOf)}
}

// common fills the holes that parts of both formats have.
func (f *File) common() filling {
	w := f.walk(nil)
	return filling{
		"title": text(f.doc.Title), "subtitle": text(f.doc.Subtitle), "holder": text(f.doc.Programme.Holder), "programme": text(f.doc.Programme.Name),
		"language": text(f.doc.Language), "moment": text(moment(f.doc.AsOf).Format("2006-01-02T15:04:05Z")), "page": text(w.own("page")), "hash": text(w.footHash()), "digest": text(f.doc.Digest),
	}
}
