package render

import (
	"context"
	"encoding/base64"
	"fmt"
	"math"
	"net/url"
	"strings"

	"maillage/internal/programme/report"
)

// Emblem is the flag of the Union after its official geometry: a blue rectangle of three by two; twelve gold stars upright on a circle whose
// radius is a third of the height, like the hours of a dial; each in a circle whose radius is an eighteenth of the height.
// Source: Interinstitutional style guide of the Union, annex A1, "The European emblem".
func Emblem(title string) string {
	var stars strings.Builder
	for hour := range 12 {
		turn := float64(hour) * math.Pi / 6
		stars.WriteString(star(13.5+6*math.Sin(turn), 9-6*math.Cos(turn)))
	}
	return fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" class="emblem" viewBox="0 0 27 18" width="66" height="44" role="img" aria-label="%s"><rect width="27" height="18" fill="#003399"/><path fill="#FFCC00" d="%s"/></svg>`, title, stars.String())
}

// inward is the share of the outer radius at which the sides of a five-pointed star meet.
const inward = 0.381966

// star is a five-pointed star of radius 1 with a point up.
func star(x, y float64) string {
	var b strings.Builder
	for corner := range 10 {
		radius, turn := 1.0, float64(corner)*math.Pi/5
		if corner%2 == 1 {
			radius = inward
		}
		command := "L"
		if corner == 0 {
			command = "M"
		}
		fmt.Fprintf(&b, "%s%.3f %.3f", command, x+radius*math.Sin(turn), y-radius*math.Cos(turn))
	}
	return b.String() + "Z"
}

// picture is a funder's logo inside the file; "" when none was given.
func picture(l *report.Logo) string {
	if l == nil || len(l.Bytes) == 0 {
		return ""
	}
	return "data:" + l.Type + ";base64," + base64.StdEncoding.EncodeToString(l.Bytes)
}

// european says that the Union pays for a part of the programme.
func (v view) european() bool {
	for _, f := range v.Programme.Funders {
		if f.European {
			return true
		}
	}
	return false
}

// mention is the short form of the publicity, for the foot of each page.
func (v view) mention(ctx context.Context) string {
	var parts []string
	for _, f := range v.Programme.Funders {
		if f.European {
			parts = append(parts, t(ctx, "foot.european"))
		} else {
			parts = append(parts, t(ctx, "foot.funder", "funder", f.Name))
		}
	}
	return strings.Join(parts, " · ")
}

// pageFoot is the rule of pages that writes the mention, the emblem before it.
func (v view) pageFoot(ctx context.Context) string {
	foot := fmt.Sprintf(`content: %s;`, cssString(v.mention(ctx)))
	if v.european() {
		foot += fmt.Sprintf(` background: url("data:image/svg+xml,%s") no-repeat left center / 7.5mm 5mm; padding-left: 9.5mm;`, url.PathEscape(Emblem("")))
	}
	return "@page { @bottom-left { " + foot + ` width: 150mm; font: 400 7.5pt "Atkinson Next", sans-serif; color: #585144; } }`
}

// head is what the pages say of the document at their top.
func (v view) head(ctx context.Context) string {
	if v.Final {
		return v.Title
	}
	return v.Title + " · " + t(ctx, "draft.word")
}

// cssString quotes a text for a style sheet that stands in a page.
func cssString(s string) string {
	return `"` + strings.NewReplacer(`\`, `\5c `, `"`, `\22 `, "\n", " ", "<", `\3c `, ">", `\3e `).Replace(s) + `"`
}
