package pdf

import (
	"context"
	"errors"
	"fmt"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/enums"
	pdfiumerr "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
)

// mostDrawn bounds how many drawn things of a page are looked at: a map has tens of thousands, a table some hundreds.
const mostDrawn = 3000

// thickest is how thick a straight line between cells may be, shortest how long it is at least, lowest how low a cell may be: smaller frames are
// signs. In points.
const (
	thickest = 3
	shortest = 8
	lowest   = 11
)

// reader reads one open document.
type reader struct {
	pdfium.Pdfium
	document references.FPDF_DOCUMENT
	letters  int
}

func read(inTime context.Context, content []byte, limits Limits) (pages []Page, err error) {
	defer func() {
		// What PDFium's Go side does not expect of a file must not end the process.
		if p := recover(); p != nil {
			pages, err = nil, fmt.Errorf("%w: %v", ErrBroken, p)
		}
	}()
	in, err := instance()
	if err != nil {
		return nil, fmt.Errorf("pdf: PDFium does not start: %w", err)
	}
	defer func() { _ = in.Close() }()
	doc, err := in.OpenDocument(&requests.OpenDocument{File: &content})
	if err != nil {
		return nil, refused(err)
	}
	r := reader{Pdfium: in, document: doc.Document, letters: limits.Letters}
	count, err := in.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	switch {
	case err != nil:
		return nil, refused(err)
	case count.PageCount > limits.Pages:
		return nil, ErrPages
	}
	for i := range count.PageCount {
		if inTime.Err() != nil {
			return nil, ErrSlow
		}
		p, err := r.page(i)
		if err != nil {
			return nil, err
		}
		pages = append(pages, p)
	}
	return pages, nil
}

func refused(err error) error {
	if errors.Is(err, pdfiumerr.ErrPassword) || errors.Is(err, pdfiumerr.ErrSecurity) {
		return ErrLocked
	}
	return fmt.Errorf("%w: %w", ErrBroken, err)
}

// page reads one page. One that PDFium cannot read makes the whole file broken: to check half a report would look like checking all of it.
func (r *reader) page(i int) (Page, error) {
	loaded, err := r.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: r.document, Index: i})
	if err != nil {
		return Page{}, refused(err)
	}
	defer func() { _, _ = r.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page}) }()
	at := requests.Page{ByReference: &loaded.Page}
	size, err := r.GetPageSize(&requests.GetPageSize{Page: at})
	if err != nil {
		return Page{}, refused(err)
	}
	turned, err := r.FPDFPage_GetRotation(&requests.FPDFPage_GetRotation{Page: at})
	if err != nil {
		return Page{}, refused(err)
	}
	text, err := r.GetPageTextStructured(&requests.GetPageTextStructured{Page: at, Mode: requests.GetPageTextStructuredModeChars, CollectFontInformation: true})
	if err != nil {
		return Page{}, refused(err)
	}
	if r.letters -= len(text.Chars); r.letters < 0 {
		return Page{}, ErrLetters
	}
	p := Page{Width: size.Width, Height: size.Height}
	shown := func(b Box) Box { return turn(b, turned.PageRotation, p.Width, p.Height) }
	p.Words = words(text.Chars, shown)
	for _, b := range r.drawn(at) {
		b = shown(b)
		switch wide, high := b.Right-b.Left, b.Top-b.Bottom; {
		case min(wide, high) <= thickest && max(wide, high) >= shortest:
			p.Rules = append(p.Rules, b)
		case max(wide, high) < shortest && min(wide, high) > 0.6*max(wide, high):
			p.Dots = append(p.Dots, b)
		case min(wide, high) >= lowest:
			p.Rules = append(p.Rules, edges(b)...)
		}
	}
	return p, nil
}

// drawn lists the boxes of what is drawn on a page; none where there is so much that it is a picture.
func (r *reader) drawn(at requests.Page) []Box {
	count, err := r.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: at})
	if err != nil || count.Count > mostDrawn {
		return nil
	}
	var list []Box
	for i := range count.Count {
		object, err := r.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: at, Index: i})
		if err != nil {
			return list
		}
		kind, err := r.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object.PageObject})
		if err != nil || kind.Type != enums.FPDF_PAGEOBJ_PATH {
			continue
		}
		if b, err := r.FPDFPageObj_GetBounds(&requests.FPDFPageObj_GetBounds{PageObject: object.PageObject}); err == nil {
			list = append(list, Box{float64(b.Left), float64(b.Bottom), float64(b.Right), float64(b.Top)})
		}
	}
	return list
}

// edges are the four sides of a frame: cells are drawn as lines or as frames.
func edges(b Box) []Box {
	return []Box{{b.Left, b.Bottom, b.Right, b.Bottom}, {b.Left, b.Top, b.Right, b.Top}, {b.Left, b.Bottom, b.Left, b.Top}, {b.Right, b.Bottom, b.Right, b.Top}}
}

// turn gives a box on the page as it is shown: PDFium tells where things stand before the page is turned by quarters.
func turn(b Box, quarters enums.FPDF_PAGE_ROTATION, width, height float64) Box {
	switch quarters {
	case enums.FPDF_PAGE_ROTATION_90_CW:
		return Box{b.Bottom, height - b.Right, b.Top, height - b.Left}
	case enums.FPDF_PAGE_ROTATION_180_CW:
		return Box{width - b.Right, height - b.Top, width - b.Left, height - b.Bottom}
	case enums.FPDF_PAGE_ROTATION_270_CW:
		return Box{width - b.Top, b.Left, width - b.Bottom, b.Right}
	}
	return b
}
