package office

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	_ "image/jpeg" // logos may be JPEG
	"image/png"
	"math"
	"strings"
	"sync"

	"maillage/internal/programme/report"
)

// The emblem of the Union as its graphic charter draws it: a blue rectangle of three by two, twelve stars of five points that all stand
// upright on a circle whose radius is a third of the height; the circle around a star has a radius of an eighteenth of the height.
const (
	emblemName = "european-union"
	emblemWide = 810
	emblemHigh = 540
)

var (
	emblemBlue = color.RGBA{0x00, 0x33, 0x99, 0xff}
	emblemGold = color.RGBA{0xff, 0xcc, 0x00, 0xff}
)

type point struct{ x, y float64 }

// stars are the twelve, each as ten points.
func stars() [12][10]point {
	var all [12][10]point
	inner := (3 - math.Sqrt(5)) / 2 // of the radius of a star: where the lines between its points cross
	for i := range all {
		turn := float64(i) * math.Pi / 6
		centre := point{emblemWide/2 + emblemHigh/3.0*math.Sin(turn), emblemHigh/2 - emblemHigh/3.0*math.Cos(turn)}
		for j := range all[i] {
			radius := emblemHigh / 18.0
			if j%2 == 1 {
				radius *= inner
			}
			a := float64(j) * math.Pi / 5
			all[i][j] = point{centre.x + radius*math.Sin(a), centre.y - radius*math.Cos(a)}
		}
	}
	return all
}

// emblemSVG and emblemPNG are the same drawing: the second needs no browser.
func emblemSVG() []byte {
	var out bytes.Buffer
	m := newMarkup(&out)
	m.start("svg", "xmlns", "http://www.w3.org/2000/svg", "width", fmt.Sprint(emblemWide), "height", fmt.Sprint(emblemHigh), "viewBox", fmt.Sprintf("0 0 %d %d", emblemWide, emblemHigh))
	m.empty("rect", "width", fmt.Sprint(emblemWide), "height", fmt.Sprint(emblemHigh), "fill", "#003399")
	for _, star := range stars() {
		var points []string
		for _, p := range star {
			points = append(points, length(p.x)+","+length(p.y))
		}
		m.empty("polygon", "fill", "#FFCC00", "points", strings.Join(points, " "))
	}
	m.end()
	_ = m.flush() // a buffer takes all
	return out.Bytes()
}

var emblemPNG = sync.OnceValue(func() []byte {
	img := image.NewRGBA(image.Rect(0, 0, emblemWide, emblemHigh))
	for y := range emblemHigh {
		for x := range emblemWide {
			img.SetRGBA(x, y, emblemBlue)
		}
	}
	for _, star := range stars() {
		fill(img, star[:])
	}
	var out bytes.Buffer
	_ = png.Encode(&out, img) // a buffer takes all
	return out.Bytes()
})

// fill paints a star; a pixel on its edge is mixed by how much of it lies inside.
func fill(img *image.RGBA, shape []point) {
	const fine = 4
	centre := point{}
	for _, p := range shape {
		centre.x, centre.y = centre.x+p.x/float64(len(shape)), centre.y+p.y/float64(len(shape))
	}
	reach := emblemHigh/18 + 2
	for y := int(centre.y) - reach; y <= int(centre.y)+reach; y++ {
		for x := int(centre.x) - reach; x <= int(centre.x)+reach; x++ {
			hits := 0
			for k := range fine * fine {
				if inside(shape, float64(x)+(float64(k%fine)+.5)/fine, float64(y)+(float64(k/fine)+.5)/fine) {
					hits++
				}
			}
			if hits > 0 {
				img.SetRGBA(x, y, mix(emblemBlue, emblemGold, hits, fine*fine))
			}
		}
	}
}

func inside(shape []point, x, y float64) bool {
	in := false
	for i, p := range shape {
		q := shape[(i+1)%len(shape)]
		if (p.y > y) != (q.y > y) && x < (q.x-p.x)*(y-p.y)/(q.y-p.y)+p.x {
			in = !in
		}
	}
	return in
}

func mix(under, over color.RGBA, part, of int) color.RGBA {
	blend := func(a, b uint8) uint8 { return uint8((int(a)*(of-part) + int(b)*part) / of) }
	return color.RGBA{blend(under.R, over.R), blend(under.G, over.G), blend(under.B, over.B), 0xff}
}

// logoRatio is the height of a logo for a width of one; false when it is no picture that we can read.
func logoRatio(l *report.Logo) (float64, bool) {
	c, _, err := image.DecodeConfig(bytes.NewReader(l.Bytes))
	if err != nil || c.Width == 0 || c.Height == 0 {
		return 0, false
	}
	return float64(c.Height) / float64(c.Width), true
}

func logoName(f report.FunderView) string { return fmt.Sprintf("funder-%d", f.Index) }

func logoExtension(l *report.Logo) string {
	if l.Type == "image/jpeg" {
		return "jpg"
	}
	return "png"
}
