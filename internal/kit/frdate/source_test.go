package frdate

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// sourcePath is where the report that the example comes from may stand: named by the environment, else in a folder beside the clone.
func sourcePath() string {
	if path := os.Getenv("MAILLAGE_SOURCE"); path != "" {
		return path
	}
	clone, err := filepath.Abs(filepath.Join("..", "..", ".."))
	if err != nil {
		return ""
	}
	return filepath.Join(filepath.Dir(clone), "shared", "source", "bilan-2018-2020.txt")
}

// sourceLine is one line of the report that begins with a date, or holds one in a table cell.
type sourceLine struct {
	text  string
	value Value
}

// readSource reads every cell of the real report as a line that may begin with a date, under the year heading above it.
func readSource(t *testing.T) (lines []sourceLine) {
	t.Helper()
	f, err := os.Open(sourcePath())
	if os.IsNotExist(err) {
		t.Skip("the report of 2018-2020 is not here: set MAILLAGE_SOURCE to its path")
	}
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	ctx := triennial
	scan := bufio.NewScanner(f)
	scan.Buffer(nil, 1<<20)
	for scan.Scan() {
		ctx.Section = heading(scan.Text(), ctx.Section)
		for _, s := range beginnings(scan.Text()) {
			if v := ReadPrefix(s, ctx); !v.Has(IssueNotADate) {
				lines = append(lines, sourceLine{s, v})
			}
		}
	}
	if err := scan.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}

// heading knows the two headings of the report that govern dates, and that any other heading in capitals ends them.
func heading(line string, section int) int {
	for _, prefix := range []string{"Grande vadrouille ", "ANNEE "} {
		if year, ok := strings.CutPrefix(line, prefix); ok {
			n, _ := figures(strings.TrimSpace(year))
			return n
		}
	}
	if strings.HasPrefix(line, "FICHE ACTION") || line == "Suivez le groom" || line == "Hotline gestion du quotidien" {
		return 0
	}
	return section
}

var (
	cellEdge = regexp.MustCompile(`\t|<[^>]*>|^ *- | - \pL| - \d+ \pL`)
	anyDay   = regexp.MustCompile(`\b(\d{1,2})/(\d{1,2})/(?:20)?(\d\d)\b`)
)

// beginnings cuts a line wherever a date may begin: at cells, tags, dashes, and before figures, since the report runs several dated items
// together ("06/03/18 COFIL … 28/03/18 COFIL …").
func beginnings(line string) (parts []string) {
	line = cellEdge.ReplaceAllStringFunc(line, func(edge string) string {
		if strings.HasPrefix(edge, "<") {
			return "\n"
		}
		return "\n" + strings.TrimLeft(edge, " \t-")
	})
	for cell := range strings.SplitSeq(line, "\n") {
		words := strings.Fields(cell)
		start := 0
		for i, w := range words {
			if from := listStart(words, i); anyDay.MatchString(w) && from > start {
				parts = append(parts, strings.Join(words[start:from], " "))
				start = from
			}
		}
		parts = append(parts, strings.Join(words[start:], " "))
	}
	return parts
}

// listStart goes back to the 22 of "22 et 23/11/20" and the first of "14/03/19, 21/03/19".
func listStart(words []string, i int) int {
	number := func(i int) bool { return i >= 0 && words[i][0] >= '0' && words[i][0] <= '9' }
	for {
		switch {
		case i >= 1 && number(i-1) && strings.HasSuffix(words[i-1], ","):
			i--
		case i >= 2 && number(i-2) && (words[i-1] == "&" || words[i-1] == "et"):
			i -= 2
		default:
			return i
		}
	}
}

// The whole report: all 51 days written with their weekday, no conflict but those that the report really has.
func TestSource(t *testing.T) {
	weekdays := 0
	var doubts []string
	for _, l := range readSource(t) {
		v := l.value
		if first, _, _ := strings.Cut(l.text, " "); words[strings.TrimRight(first, ",")].word == wWeekday && v.Kind == Single {
			weekdays++
		}
		for _, issue := range v.Issues {
			switch issue {
			case IssueMonthPrecision, IssueYearPrecision, IssueSeveralYears, IssueOpenInterval:
			default:
				doubts = append(doubts, strings.TrimSpace(strings.TrimSuffix(l.text, v.Rest))+": "+issue)
			}
		}
	}
	if weekdays != 51 {
		t.Errorf("%d days written with their weekday, want 51", weekdays)
	}
	want := []string{
		"mercredi 28 novembre 2018: out_of_section",
		"mardi 17 décembre: no_year", "mardi 17 décembre: weekday_conflict",
		"3, 9 & 10/11/10: year_out_of_period",
	}
	if !slices.Equal(doubts, want) {
		t.Errorf("doubts %q\nwant %q", doubts, want)
	}
}

// Every date in figures of the report, found by a plain pattern, is among the days read, as many times as it stands there.
func TestSourceMissesNoFigures(t *testing.T) {
	read := map[string]int{}
	for _, l := range readSource(t) {
		for _, d := range l.value.Days {
			read[d]++
		}
	}
	text, err := os.ReadFile(sourcePath())
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, m := range anyDay.FindAllStringSubmatch(string(text), -1) {
		day := fmt.Sprintf("20%s-%02s-%02s", m[3], m[2], m[1])
		found++
		if read[day]--; read[day] < 0 {
			t.Errorf("%s (%s) is in the report more often than read", m[0], day)
		}
	}
	if found < 150 {
		t.Errorf("the pattern found only %d dates", found)
	}
}

// The dates that the report buries in its prose.
func TestSourceProse(t *testing.T) {
	for text, want := range map[string]string{
		"les 19 & 20 avril 2018":         "multiple 2018-04-19 2018-04-20",
		"le 1er Juin 2018":               "single 2018-06-01",
		"le 12/03/19":                    "single 2019-03-12",
		"en mars 2020":                   "month 2020-03-01..2020-03-31 [month_precision]",
		"depuis septembre 2019":          "interval 2019-09-01.. [open_interval month_precision]",
		"début 2020":                     "incomplete 2020-01-01..2020-06-30 [season]",
		"en milieu d'année 2020":         "incomplete 2020-04-01..2020-09-30 [season]",
		"à l'automne 2020":               "incomplete 2020-09-01..2020-12-21 [season]",
		"en fin d'année 2019":            "incomplete 2019-07-01..2019-12-31 [season]",
		"de décembre 2018":               "month 2018-12-01..2018-12-31 [month_precision]",
		"fin 2019":                       "incomplete 2019-07-01..2019-12-31 [season]",
		"2018 - 2019 - 2020":             "year 2018-01-01..2020-12-31 [year_precision several_years]",
		"SEPT-2018":                      "month 2018-09-01..2018-09-30 [month_precision]",
		"en avril, juin et juillet 2020": "incomplete 2020-04-01..2020-07-31 [month_precision several_months]",
	} {
		if got := brief(Read(text, triennial)); got != want {
			t.Errorf("Read(%q)\n got %s\nwant %s", text, got, want)
		}
	}
}
