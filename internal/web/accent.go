package web

import (
	"fmt"
	"math"
	"net/http"
	"strconv"
	"strings"

	"maillage/internal/kit/apperr"
)

// A network changes one colour: its accent. The five roles that follow from it are computed, in light and in dark, and served as a small
// style sheet, since pages carry no inline style. Contrast follows WCAG 2.2, criteria 1.4.3 (text, 4.5:1) and 1.4.11 (marks, 3:1).

type rgb struct{ r, g, b float64 } // 0 to 1, as on screen (not linear)

// the grounds that an accent is read on: --paper, --paper-sunk and --card of tokens.css
var (
	lightGrounds = []rgb{hexColour("fbf9f4"), hexColour("f3efe6"), hexColour("ffffff")}
	darkGrounds  = []rgb{hexColour("191713"), hexColour("12100d"), hexColour("23201a")}
	white, black = rgb{1, 1, 1}, rgb{0, 0, 0}
)

// DefaultAccent is the accent of a network that chose none; tokens.css holds its roles.
const DefaultAccent = "2b3f9e"

const textContrast = 4.5

// CheckAccent refuses a colour, six hexadecimal digits, on which links or buttons could not be read, and names the nearest that passes.
// Errors: invalid (web.accent.format, web.accent.contrast).
func CheckAccent(hex string) error {
	c, err := parseColour(hex)
	if err != nil {
		return err
	}
	if near := readable(c); near != c {
		return apperr.Newf(apperr.Invalid, "web.accent.contrast",
			"La couleur #%s ne se lit pas assez sur le papier (il faut 4,5 pour 1). La plus proche qui convient est #%s.",
			"Colour #%s does not stand out enough on paper (4.5 to 1 is needed). The nearest that does is #%s.", hex, near.hex())
	}
	return nil
}

// AccentURL is the address of the style sheet of an accent; empty for the default one.
func AccentURL(hex string) string {
	if hex == "" || hex == DefaultAccent {
		return ""
	}
	return "/accent/" + hex + ".css"
}

func serveAccent(w http.ResponseWriter, r *http.Request) error {
	hex, isCSS := strings.CutSuffix(r.PathValue("colour"), ".css")
	c, err := parseColour(hex)
	if !isCSS || err != nil {
		return errNoPage
	}
	w.Header().Set("Content-Type", mediaTypes[".css"])
	w.Header().Set("Cache-Control", "public, max-age=86400")
	_, _ = fmt.Fprint(w, accentStyle(c))
	return nil
}

func accentStyle(c rgb) string {
	light := readable(c)
	dark := lighten(c, darkGrounds, 7)
	return fmt.Sprintf(":root, .on-paper { %s }\n@media screen and (prefers-color-scheme: dark) { :root { %s } }\n",
		accentRoles(light, light.mix(black, .25), white, light.mix(white, .91), light.mix(white, .66)),
		accentRoles(dark, dark.mix(white, .4), dark.mix(black, .82), dark.mix(hexColour("191713"), .82), dark.mix(hexColour("191713"), .58)))
}

func accentRoles(accent, strong, on, wash, rule rgb) string {
	return fmt.Sprintf("--accent: #%s; --accent-strong: #%s; --on-accent: #%s; --accent-wash: #%s; --accent-rule: #%s;",
		accent.hex(), strong.hex(), on.hex(), wash.hex(), rule.hex())
}

// readable darkens a colour until it can be read on paper and white can be read on it; most need no change.
func readable(c rgb) rgb {
	for step := range 100 {
		d := c.mix(black, float64(step)/100)
		if minContrast(d, lightGrounds) >= textContrast && contrast(d, d.mix(white, .91)) >= textContrast {
			return d.rounded()
		}
	}
	return black
}

func lighten(c rgb, grounds []rgb, want float64) rgb {
	for step := range 100 {
		if d := c.mix(white, float64(step)/100); minContrast(d, grounds) >= want {
			return d
		}
	}
	return white
}

func minContrast(c rgb, grounds []rgb) float64 {
	least := math.Inf(1)
	for _, g := range grounds {
		least = min(least, contrast(c, g))
	}
	return least
}

// contrast is the ratio of WCAG 2.2: from 1 (same) to 21 (black on white).
func contrast(a, b rgb) float64 {
	la, lb := a.luminance(), b.luminance()
	return (max(la, lb) + .05) / (min(la, lb) + .05)
}

func (c rgb) luminance() float64 { return .2126*linear(c.r) + .7152*linear(c.g) + .0722*linear(c.b) }

func linear(v float64) float64 {
	if v <= .04045 {
		return v / 12.92
	}
	return math.Pow((v+.055)/1.055, 2.4)
}

// mix goes from c (0) to d (1).
func (c rgb) mix(d rgb, share float64) rgb {
	return rgb{c.r + (d.r-c.r)*share, c.g + (d.g-c.g)*share, c.b + (d.b-c.b)*share}
}

func (c rgb) hex() string {
	return fmt.Sprintf("%02x%02x%02x", byteOf(c.r), byteOf(c.g), byteOf(c.b))
}

func (c rgb) rounded() rgb { return hexColour(c.hex()) }

func byteOf(v float64) int { return int(math.Round(v * 255)) }

func parseColour(hex string) (rgb, error) {
	n, err := strconv.ParseUint(hex, 16, 32)
	if err != nil || len(hex) != 6 {
		return rgb{}, apperr.Newf(apperr.Invalid, "web.accent.format",
			"« %s » n’est pas une couleur : donnez six chiffres hexadécimaux, comme 2b3f9e.",
			"“%s” is not a colour: give six hexadecimal digits, such as 2b3f9e.", hex)
	}
	return rgb{float64(n>>16&255) / 255, float64(n>>8&255) / 255, float64(n&255) / 255}, nil
}

func hexColour(hex string) rgb {
	c, err := parseColour(hex)
	if err != nil {
		panic(err) // only constants and our own output come here
	}
	return c
}
