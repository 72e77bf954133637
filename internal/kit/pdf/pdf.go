// Package pdf takes the words of a PDF out of it with the place where each stretch of them stands, and the straight lines that are drawn between
// them. It is PDFium, the reader of Chrome, compiled to WebAssembly: whatever a file does to it, it has no disk, no network and a bounded memory,
// and a crash in it is an error here.
package pdf

import (
	"context"
	"errors"
	"time"
)

// What Read refuses. Each says what is wrong with the file; the caller says what to do about it.
var (
	ErrLocked  = errors.New("pdf: a password is needed")
	ErrBroken  = errors.New("pdf: damaged")
	ErrPages   = errors.New("pdf: more pages than allowed")
	ErrLetters = errors.New("pdf: more text than allowed")
	ErrSlow    = errors.New("pdf: takes longer than allowed")
)

// Limits bound what is read of a file.
type Limits struct {
	Pages   int
	Letters int // bytes of text
	Time    time.Duration
}

// Page is what stands on one page. Points of 1/72 inch from the lower left corner, as the page is shown.
type Page struct {
	Width, Height float64
	Words         []Words
	Rules         []Box // straight lines, level or upright
	Dots          []Box // small filled shapes: bullets that are drawn, not written
}

// Box is a rectangle.
type Box struct{ Left, Bottom, Right, Top float64 }

// Words is a stretch of text on one line in one font. The box holds its ink, not the font's height; Size is that of the font.
type Words struct {
	Box
	Text   string
	Base   float64 // where the letters stand
	Size   float64
	Bold   bool
	Italic bool
}

// Read reads all pages. Errors: one of those above.
func Read(content []byte, limits Limits) ([]Page, error) {
	type answer struct {
		pages []Page
		err   error
	}
	// PDFium cannot be interrupted at a price worth paying (reading would take five times as long): the time is looked at after each page, and a page
	// that never ends is left to itself while the caller goes on.
	inTime, stop := context.WithTimeout(context.Background(), limits.Time)
	defer stop()
	late, stopLate := context.WithTimeout(context.Background(), limits.Time+grace)
	defer stopLate()
	done := make(chan answer, 1)
	go func() {
		pages, err := read(inTime, content, limits)
		done <- answer{pages, err}
	}()
	select {
	case a := <-done:
		return a.pages, a.err
	case <-late.Done():
		forget()
		return nil, ErrSlow
	}
}

// grace is how long the page that is being read when the time is over may still take.
const grace = 2 * time.Second
