package score

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
)

var (
	aimed    = regexp.MustCompile(`(?i)objectif|cible|prévu`)
	variance = regexp.MustCompile(`(?i)écart|variance|pas été atteint`)
	explains = regexp.MustCompile(`(?i)atteint|prévu|attendu|annul|report|abandon|empêch|absen|manque|faute|en dessous|au lieu|cible`)
)

// silentVariances takes away the sentence on a target that was missed, where it names the target and is the only one that explains it.
func silentVariances(g *garden) []change {
	var list []change
	for _, l := range g.lines {
		for _, aim := range missed(g, l) {
			if said := g.explaining(aim, l); len(said) == 1 && whollyAbout(said[0].text, aim) {
				neutral := "Les moyens ont été employés comme prévu."
				switch {
				case strings.HasPrefix(said[0].text, "<p>"):
					neutral = "<p>" + neutral + "</p>"
				case bulleted(said[0].text):
					neutral = "- " + neutral
				}
				list = append(list, change{rules: []string{"target-missed"}, note: fmt.Sprintf("%s aimed at, not reached, not explained", aim), set: map[*line]string{said[0]: neutral}, needs: []*line{l}})
			}
		}
	}
	return list
}

var aimAndResult = regexp.MustCompile(`(?i)objectif : (\d{1,3}(?: \d{3})+|\d+)\D[^.]*\. résultat : (\d{1,3}(?: \d{3})+|\d+)`)

// missed finds a target in a line that tells a lower result beside it: in a table whose heading says so, or in words.
func missed(g *garden, l *line) []string {
	aim, result, ok := g.target(l)
	if ok && value(result.of(l.text)) < value(aim.of(l.text)) {
		return []string{aim.of(l.text)}
	}
	return nil
}

// target finds a target and its result in a line.
func (g *garden) target(l *line) (aim, result part, ok bool) {
	if m := aimAndResult.FindStringSubmatchIndex(l.text); m != nil {
		return part{m[2], m[3]}, part{m[4], m[5]}, true
	}
	if c := cells(l.text); len(c) == 3 && g.headed(l) {
		a, b := cellShare.FindStringSubmatchIndex(c[1].of(l.text)), cellShare.FindStringSubmatchIndex(c[2].of(l.text))
		if a != nil && b != nil {
			return part{c[1].from + a[2], c[1].from + a[3]}, part{c[2].from + b[2], c[2].from + b[3]}, true
		}
	}
	return part{}, part{}, false
}

// cellShare is a cell of a number or of a percentage.
var cellShare = regexp.MustCompile(`^((?:\d{1,3}(?: \d{3})+|\d+)(?:,\d+)?)(?: %)?$`)

// raisedTargets puts a target that was reached far above its result, where no variance says a word of the thing.
func raisedTargets(g *garden) []change {
	var list []change
	said := g.variances()
	for _, l := range g.lines {
		aim, result, ok := g.target(l)
		if !ok || value(result.of(l.text)) < value(aim.of(l.text)) || value(result.of(l.text)) < 5 || mentions(said, l.text) {
			continue
		}
		v := value(result.of(l.text))
		wrong := written(v+math.Max(3, math.Round(v/4)), result.of(l.text))
		if strings.Contains(l.text, "%") && value(wrong) > 100 {
			continue
		}
		list = append(list, change{rules: []string{"target-missed"}, note: fmt.Sprintf("%s aimed at, %s reached, not explained", wrong, result.of(l.text)), set: map[*line]string{l: aim.replaced(l.text, wrong)}, number: value(aim.of(l.text)), where: l})
	}
	return list
}

// variances is what stands under the headings that explain targets that were missed.
func (g *garden) variances() string {
	var b strings.Builder
	for i, l := range g.lines {
		if h := g.headingOf(i); h >= 0 && variance.MatchString(g.lines[h].text) {
			b.WriteString(strings.ToLower(l.text) + " ")
		}
	}
	return b.String()
}

var longWord = regexp.MustCompile(`\p{Ll}{5,}`)

// mentions tells whether a text has a word of a line of targets in it, by its first letters.
func mentions(said, l string) bool {
	return slices.ContainsFunc(longWord.FindAllString(strings.ToLower(l), -1), func(w string) bool {
		return w != "objectif" && w != "résultat" && strings.Contains(said, string([]rune(w)[:5]))
	})
}

// headed tells whether the first row of a line's table speaks of targets.
func (g *garden) headed(l *line) bool {
	i := slices.Index(g.lines, l)
	for i > 0 && len(cells(g.lines[i-1].text)) > 0 {
		i--
	}
	return aimed.MatchString(g.lines[i].text) && len(cells(g.lines[i].text)) == len(cells(l.text))
}

func (g *garden) explaining(aim string, but *line) []*line {
	var list []*line
	for i, l := range g.lines {
		if l == but || !strings.Contains(l.text, aim) || !explains.MatchString(l.text) || len(cells(l.text)) > 0 {
			continue
		}
		if h := g.headingOf(i); h >= 0 && variance.MatchString(g.lines[h].text) {
			list = append(list, l)
		}
	}
	return list
}

// whollyAbout tells whether a line is one sentence, which names the target.
func whollyAbout(s, aim string) bool {
	return strings.Count(strings.TrimSuffix(s, "</p>"), ". ") == 0 && strings.Contains(s, aim)
}
