// Package chart draws the figures of a report as SVG made on the server: the same drawing serves page, print, PDF and the file to take away.
//
// Lengths across are shares of the width and text keeps its size, so a drawing is read on a phone as on paper; nothing is measured in the
// browser. Colours are classes of chart.css, and follow dark mode and print. What colour tells, a texture, a label or a place tells too.
// Each drawing has a role, a title and a description for who does not see it, and its data as a table (Figure shows both). Every text that
// is given is escaped.
package chart

import (
	"context"
	"fmt"
	"html"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/a-h/templ"

	"maillage/internal/web/i18n"
)

// Chart is a drawing together with its data.
type Chart interface {
	templ.Component
	Heading() string
	Data(ctx context.Context) Table
}

// Table is the data of a drawing, written for people. The first column names the rows.
type Table struct {
	Head []string
	Rows [][]string
}

// About is what all drawings carry. ID must be unique in the page; Title is the caption; Desc says in words what the drawing shows, and is
// made from the data when empty. Format writes the values; by default a number with one decimal at most, in the language of the page.
type About struct {
	ID     string
	Title  string
	Desc   string
	Format func(float64) string
}

// Heading is the caption.
func (a About) Heading() string { return a.Title }

func (a About) number(ctx context.Context, v float64) string {
	if a.Format != nil {
		return a.Format(v)
	}
	return i18n.Number(ctx, v)
}

// describe says the data in words when the caller gave none.
func (a About) describe(t Table) string {
	if a.Desc != "" {
		return a.Desc
	}
	var rows []string
	for _, r := range t.Rows {
		if len(r) == 2 {
			rows = append(rows, r[0]+" "+r[1])
			continue
		}
		var cells []string
		for i := 1; i < len(r); i++ {
			cells = append(cells, t.Head[i]+" "+r[i])
		}
		rows = append(rows, r[0]+" : "+strings.Join(cells, ", "))
	}
	return strings.Join(rows, " ; ")
}

// Hue is the place of a series in the colour-blind-safe set; the same funder has the same hue everywhere. None is for what belongs to nobody.
type Hue int

// None is drawn hatched.
const None Hue = -1

const hues = 5

func (h Hue) letter() string { return string("abcde"[int(h)%hues]) }

// drawing gathers SVG. Its methods escape what they are given.
type drawing struct {
	strings.Builder
	id    string
	words struct{ title, desc string }
}

func begin(a About, data Table) *drawing {
	d := &drawing{id: safeID(a.ID)}
	d.words.title, d.words.desc = a.Title, a.describe(data)
	return d
}

// safeID keeps what an XML id may hold and url(#…) can name.
func safeID(id string) string {
	clean := strings.Map(func(r rune) rune {
		if r < utf8.RuneSelf && (r == '-' || r == '_' || r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z') {
			return r
		}
		return -1
	}, id)
	return "c-" + clean
}

// open writes the start of a drawing as wide as its place and height pixels high.
func (d *drawing) open(class string, height float64) {
	d.openAs(class, fmt.Sprintf(`width="100%%" height="%s"`, px(height)))
}

func (d *drawing) openAs(class, size string) {
	fmt.Fprintf(d, `<svg xmlns="http://www.w3.org/2000/svg" class="%s" %s role="img" aria-labelledby="%s-title %s-desc"><title id="%s-title">%s</title><desc id="%s-desc">%s</desc>`,
		class, size, d.id, d.id, d.id, html.EscapeString(d.words.title), d.id, html.EscapeString(d.words.desc))
}

func (d *drawing) close() { d.WriteString("</svg>") }

// textures defines the fills of the hues in use: orange with dots, green with lines down, plum with lines across, olive with wide lines;
// what nobody takes is an open hatching. The first hue is plain.
func (d *drawing) textures(used []Hue) {
	d.WriteString("<defs>")
	seen := map[Hue]bool{}
	for _, h := range used {
		if h != None {
			h %= hues
		}
		if seen[h] {
			continue
		}
		seen[h] = true
		switch h {
		case None:
			fmt.Fprintf(d, `<pattern id="%s-none" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path class="hatch" d="M0 0V6"/></pattern>`, d.id)
		case 1:
			d.texture(h, 6, 45, `<circle class="tex-dot" cx="3" cy="3" r=".9"/>`)
		case 2:
			d.texture(h, 6, -45, `<path class="tex" stroke-width="1.2" d="M0 0V6"/>`)
		case 3:
			d.texture(h, 6, 90, `<path class="tex" stroke-width="1.2" d="M0 0V6"/>`)
		case 4:
			d.texture(h, 12, 0, `<path class="tex" stroke-width="2.5" d="M0 0V12"/>`)
		}
	}
	d.WriteString("</defs>")
}

func (d *drawing) texture(h Hue, size, turn int, marks string) {
	fmt.Fprintf(d, `<pattern id="%s-%s" width="%d" height="%d" patternUnits="userSpaceOnUse" patternTransform="rotate(%d)"><rect class="f%s" width="%d" height="%d"/>%s</pattern>`,
		d.id, h.letter(), size, size, turn, h.letter(), size, size, marks)
}

// paint is the attribute that fills a mark of a hue.
func (d *drawing) paint(h Hue) string {
	switch {
	case h == None:
		return fmt.Sprintf(`class="hatched" fill="url(#%s-none)"`, d.id)
	case h%hues == 0:
		return `class="fa gap"`
	default:
		return fmt.Sprintf(`class="gap" fill="url(#%s-%s)"`, d.id, h.letter())
	}
}

// bar draws a rectangle, across in shares of the width, down in pixels, with what it stands for on hover.
func (d *drawing) bar(attr string, x, y, w, h float64, says string) {
	fmt.Fprintf(d, `<rect %s x="%s" y="%s" width="%s" height="%s">`, attr, share(x), px(y), share(w), px(h))
	if says != "" {
		fmt.Fprintf(d, `<title>%s</title>`, html.EscapeString(says))
	}
	d.WriteString("</rect>")
}

// label writes a text at x (a share), moved by dx pixels; anchor is start, middle or end.
func (d *drawing) label(class, anchor string, x, dx, y float64, text string) {
	fmt.Fprintf(d, `<text class="%s" x="%s" dx="%s" y="%s" text-anchor="%s">%s</text>`, class, share(x), px(dx), px(y), anchor, html.EscapeString(text))
}

func (d *drawing) horizontal(class string, x1, x2, y float64) {
	fmt.Fprintf(d, `<line class="%s" x1="%s" x2="%s" y1="%s" y2="%s"/>`, class, share(x1), share(x2), px(y), px(y))
}

func (d *drawing) vertical(class string, x, y1, y2 float64) {
	fmt.Fprintf(d, `<line class="%s" x1="%s" x2="%s" y1="%s" y2="%s"/>`, class, share(x), share(x), px(y1), px(y2))
}

// legend names the hues below the drawing, each with its mark.
func (d *drawing) legend(series []Series) {
	d.WriteString(`<ul class="legend">`)
	for _, s := range series {
		d.legendItem(fmt.Sprintf(`<rect %s x="1" y="1" width="16" height="10"/>`, d.paint(s.Hue)), s.Name)
	}
	d.WriteString("</ul>")
}

func (d *drawing) legendItem(mark, name string) {
	fmt.Fprintf(d, `<li><svg viewBox="0 0 18 12" aria-hidden="true">%s</svg>%s</li>`, mark, html.EscapeString(name))
}

func (d *drawing) writeTo(w io.Writer) error {
	_, err := io.WriteString(w, d.String())
	return err
}

func share(v float64) string { return short(v) + "%" }

func px(v float64) string { return short(v) }

// short writes a length with two decimals at most. What is not a number draws nothing.
func short(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "0"
	}
	return strconv.FormatFloat(math.Round(v*100)/100, 'f', -1, 64)
}

// positive is a value as a length: below zero, and what is not a number, has none.
func positive(v float64) float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) || v < 0 {
		return 0
	}
	return v
}

// The narrowest place a drawing is read in, in pixels, and the width of a letter: enough to know whether a label finds room.
const (
	narrowest   = 300.0
	letterWidth = 6.6
)

// room is the share of the narrowest width that a text takes.
func room(text string) float64 {
	return float64(utf8.RuneCountInString(text)) * letterWidth / narrowest * 100
}
