package pdf

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/klippa-app/go-pdfium/responses"
)

// widest is the widest gap between letters of one stretch, in heights of the font: a wider one parts columns, or stands for a blank.
const widest = 0.12

// gatherer makes stretches of letters.
type gatherer struct {
	shown  func(Box) Box
	list   []Words
	text   strings.Builder
	open   Words
	last   Box  // of the last letter
	before rune // which it was
	font   *responses.FontInformation
	sum    float64 // of the bottoms of letters that stand on the line
	on     int
}

// words makes stretches of letters; shown says where a letter stands on the page as it is seen.
func words(letters []*responses.GetPageTextStructuredChar, shown func(Box) Box) []Words {
	g := gatherer{shown: shown}
	for _, c := range letters {
		g.letter(c)
	}
	g.end()
	return g.list
}

func (g *gatherer) letter(c *responses.GetPageTextStructuredChar) {
	r, _ := utf8.DecodeRuneInString(c.Text)
	p := c.PointPosition
	box := g.shown(Box{p.Left, p.Bottom, p.Right, p.Top})
	font := c.FontInformation
	if font != nil && !sensible(box, font.RenderedSize) {
		return
	}
	if r == utf8.RuneError || r == '\r' || r == '\n' || font == nil || unicode.IsSpace(r) && font.Name == "" && box.Right-box.Left < 0.01 {
		g.end() // PDFium writes ends of lines, and blanks of no font, where it sees gaps: gaps are told by where things stand
		return
	}
	if g.text.Len() > 0 && r == g.before && r != 'f' && same(box, g.last, font.RenderedSize) {
		return // printed twice, to look bold or to stand out; the letters of a ligature stand at one place too
	}
	if g.text.Len() > 0 && !g.follows(box, font) {
		g.end()
	}
	if g.text.Len() == 0 {
		g.begin(box, font)
	}
	g.text.WriteRune(r)
	g.last, g.before = box, r
	if stands(r) {
		g.sum, g.on = g.sum+box.Bottom, g.on+1
	}
	if !unicode.IsSpace(r) {
		o := &g.open.Box
		*o = Box{min(o.Left, box.Left), min(o.Bottom, box.Bottom), max(o.Right, box.Right), max(o.Top, box.Top)}
	} else {
		g.open.Right = max(g.open.Right, box.Right)
	}
}

// sensible tells whether a letter can be read where it stands, and in its size: files in which numbers are broken have others.
func sensible(b Box, size float64) bool {
	const farthest, largest = 20_000, 2000 // points: PDF knows no larger page
	return size > 0 && size < largest && b.Left > -farthest && b.Right < farthest && b.Bottom > -farthest && b.Top < farthest && b.Left <= b.Right && b.Bottom <= b.Top
}

// same tells whether two letters stand at one place: their outline may be wider than they are.
func same(a, b Box, size float64) bool {
	near := 0.2 * size // of both middles, doubled
	return math.Abs(a.Left+a.Right-b.Left-b.Right) < near && math.Abs(a.Bottom+a.Top-b.Bottom-b.Top) < near
}

// follows tells whether a letter stands in the font of the stretch, on its line and beside its last letter.
func (g *gatherer) follows(b Box, font *responses.FontInformation) bool {
	size := g.open.Size
	alike := font.Name == g.font.Name && math.Abs(font.RenderedSize-size) < 0.1 && font.Weight == g.font.Weight
	middle := (b.Bottom + b.Top) / 2
	onLine := middle > g.open.Bottom-size && middle < g.open.Top+size && (b.Top > g.open.Bottom-0.3*size && b.Bottom < g.open.Top+0.3*size)
	return alike && onLine && b.Left < g.last.Right+(widest+bearing)*size && b.Right > g.last.Left-widest*size
}

// bearing is the room that the ink of letters leaves on both sides, in heights of the font: in fonts of one width it is large.
const bearing = 0.4

func (g *gatherer) begin(b Box, font *responses.FontInformation) {
	name := strings.ToLower(font.Name)
	g.font = font
	g.open = Words{
		Box: b, Size: font.RenderedSize,
		Bold:   font.Weight >= 600 || strings.Contains(name, "bold") || strings.Contains(name, "black") || strings.Contains(name, "heavy"),
		Italic: strings.Contains(name, "italic") || strings.Contains(name, "oblique"),
	}
}

func (g *gatherer) end() {
	if g.open.Text = strings.ToValidUTF8(g.text.String(), ""); strings.TrimSpace(g.open.Text) != "" {
		g.open.Base = g.base()
		g.list = append(g.list, g.open)
	}
	g.text.Reset()
	g.sum, g.on = 0, 0
}

// stands tells whether a letter stands on the line, and neither hangs over it nor goes below.
func stands(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !strings.ContainsRune("gjpqyçÇQJþµ", r) || strings.ContainsRune(".:!?", r)
}

// base is where the letters stand: measured, or where none does guessed from the size of the font.
func (g *gatherer) base() float64 {
	o := g.open
	switch {
	case g.on > 0:
		return g.sum / float64(g.on)
	case strings.ContainsAny(o.Text, "gjpqy()[]{}|"):
		return o.Bottom + 0.21*o.Size
	case strings.ContainsAny(o.Text, ",;çQ"):
		return o.Bottom + 0.14*o.Size
	}
	return (o.Bottom+o.Top)/2 - 0.3*o.Size // signs that hang in the middle of the line
}
