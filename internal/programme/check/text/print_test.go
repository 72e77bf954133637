package text

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"maillage/internal/kit/pdf"
)

// sheet is a page of print being set; letters are half as wide as high.
type sheet struct{ pdf.Page }

func newSheet() *sheet { return &sheet{pdf.Page{Width: 600, Height: 800}} }

// put sets words with their baseline at y.
func (p *sheet) put(x, y, size float64, bold bool, words string) *sheet {
	right := x + 0.5*size*float64(utf8.RuneCountInString(words))
	p.Words = append(p.Words, pdf.Words{Box: pdf.Box{Left: x, Bottom: y, Right: right, Top: y + 0.7*size}, Text: words, Base: y, Size: size, Bold: bold})
	return p
}

// lines sets lines of 10 points below one another, 12 apart.
func (p *sheet) lines(x, y float64, list ...string) *sheet {
	for i, l := range list {
		p.put(x, y-12*float64(i), 10, false, l)
	}
	return p
}

func printOf(pages ...*sheet) []string {
	var list []pdf.Page
	for _, p := range pages {
		list = append(list, p.Page)
	}
	var out []string
	for _, l := range linesOfPrint(list) {
		if l.Text != "" {
			out = append(out, l.Text)
		}
	}
	return out
}

func wantLines(t *testing.T, got []string, want ...string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("lines\n  %q\nwant\n  %q", got, want)
	}
}

// full is a line that reaches the right margin, at 550.
func full(start string) string {
	const filler = "mot "
	n := 100 - utf8.RuneCountInString(start)
	s := start + " " + strings.Repeat(filler, 30)
	return strings.TrimSpace(string([]rune(s)[:len([]rune(start))+n-2]))
}

func TestBrokenLinesAreJoined(t *testing.T) {
	a, b := full("La Maison"), full("a ouvert et")
	p := newSheet().lines(50, 700, a, b, "ferme le soir.").lines(50, 652, "Une phrase courte.", "Une autre phrase.")
	wantLines(t, printOf(p), a+" "+b+" ferme le soir.", "Une phrase courte.", "Une autre phrase.")
}

// TestNumbersPushedDown: a number at the start of a line is that of a point only where a list can begin.
func TestNumbersPushedDown(t *testing.T) {
	a := full("La liste compte aînés 9, accueil")
	p := newSheet().lines(50, 700, a, "6. Soit 43 bénévoles.", "1. Le premier point.", "2. Le second point.")
	wantLines(t, printOf(p), a+" 6. Soit 43 bénévoles.", "1. Le premier point.", "2. Le second point.")
}

// TestHyphens: a hyphen at the end of a line is the word's own, unless the text cuts its words elsewhere too.
func TestHyphens(t *testing.T) {
	a, b, c := full("Le")[:92]+" tiers-", full("la")[:92]+" forma-", full("la")[:92]+" habi-"
	own := newSheet().lines(50, 700, a, "lieu ouvre ses portes.")
	if got := printOf(own); len(got) != 1 || !strings.Contains(got[0], "tiers-lieu") {
		t.Errorf("%q", got)
	}
	cut := newSheet().lines(50, 700, b, "tion ouvre ses portes.", "La formation est libre, les habitants aussi.").lines(50, 640, c, "tants viennent.", "Fin.")
	got := strings.Join(printOf(cut), "|")
	if strings.Contains(got, "forma-tion") || !strings.Contains(got, " habitants viennent") {
		t.Errorf("%q", got)
	}
}

// TestRunningHeads: what stands at the same place of each page is left out, and so is the number of the page; a paragraph goes on over the page.
func TestRunningHeads(t *testing.T) {
	page := func(n string, body ...string) *sheet {
		return newSheet().put(50, 770, 8, false, "Rapport d'activité").put(500, 770, 8, false, "Chapitre "+n).lines(50, 700, body...).put(300, 40, 8, false, n)
	}
	a, b := full("Le premier"), full("paragraphe")
	p1, p2 := page("1", a, b), page("2", "suite du paragraphe.", "Un autre.")
	got := printOf(p1, p2, page("3", "Fin."))
	wantLines(t, got, a+" "+b+" suite du paragraphe.", "Un autre.", "Fin.")
	lines := linesOfPrint([]pdf.Page{p1.Page, p2.Page, page("3", "Fin.").Page})
	at := strings.Index(lines[0].Text, "suite")
	if lines[0].pageAt(1) != 1 || lines[0].pageAt(at+1) != 2 {
		t.Errorf("the paragraph begins on page %d and goes on on page %d, want 1 and 2", lines[0].pageAt(1), lines[0].pageAt(at+1))
	}
}

func TestTwoColumns(t *testing.T) {
	left := []string{"le matin la maison ouvre ses", "portes aux habitants du bourg", "et des communes voisines qui", "viennent y lire et apprendre", "à coudre avec les bénévoles", "de la commune."}
	right := []string{"au soir le comité se réunit", "pour préparer la fête qui", "aura lieu au mois de juin si", "le temps le permet, sinon", "dans la salle de la mairie", "comme en 2022."}
	p := newSheet().put(50, 740, 20, true, "Deux colonnes").lines(50, 700, left...).lines(320, 700, right...)
	got := printOf(p)
	wantLines(t, got, "Deux colonnes", strings.Join(left, " "), strings.Join(right, " "))
}

// TestTablesOfPrint: with lines around the cells, with lines under them, and with none; a cell may take two lines.
func TestTablesOfPrint(t *testing.T) {
	set := func() *sheet {
		return newSheet().put(50, 700, 10, true, "Poste").put(250, 700, 10, true, "2022").put(350, 700, 10, true, "2023").
			put(50, 680, 10, false, "Prestations et autres").put(250, 680, 10, false, "12 000").put(350, 680, 10, false, "14 500").
			put(50, 668, 10, false, "recettes").
			put(50, 648, 10, false, "Dons").put(350, 648, 10, false, "250").
			put(50, 628, 10, false, "Total").put(250, 628, 10, false, "12 000").put(350, 628, 10, false, "14 750").
			lines(50, 560, full("Une phrase longue"), "qui finit ici.")
	}
	want := []string{"Poste\t2022\t2023", "Prestations et autres recettes\t12 000\t14 500", "Dons\t\t250", "Total\t12 000\t14 750"}
	levels := []float64{695, 663, 643, 623}
	under := set()
	for _, y := range levels {
		for _, x := range [][2]float64{{45, 245}, {245, 345}, {345, 445}} {
			under.Rules = append(under.Rules, pdf.Box{Left: x[0], Bottom: y, Right: x[1], Top: y})
		}
	}
	around := set()
	for _, y := range append(levels, 712) {
		around.Rules = append(around.Rules, pdf.Box{Left: 45, Bottom: y, Right: 445, Top: y + 0.5})
	}
	for _, x := range []float64{45, 245, 345, 445} {
		around.Rules = append(around.Rules, pdf.Box{Left: x, Bottom: 623, Right: x + 0.5, Top: 712})
	}
	for name, p := range map[string]*sheet{"none": set(), "under": under, "around": around} {
		t.Run(name, func(t *testing.T) {
			got := printOf(p)
			wantLines(t, got[:min(len(got), 4)], want...)
			if last := got[len(got)-1]; !strings.HasSuffix(last, "qui finit ici.") || strings.Contains(last, "\t") {
				t.Errorf("after the table: %q", last)
			}
		})
	}
}

// TestNoteCalls: the number that calls a note at the foot of the page is none of the text's, other raised digits are told as raised.
func TestNoteCalls(t *testing.T) {
	p := newSheet().put(50, 700, 10, false, "La Maison compte 412").put(150, 704, 6, false, "1").put(156, 700, 10, false, "habitants et 30 m").put(241, 704, 6, false, "2").
		lines(50, 676, full("Une phrase longue"), "qui finit ici.").put(50, 60, 8, false, "1 Au 31 décembre.").put(50, 48, 8, false, "7 lieux sont fermés.")
	got := printOf(p, newSheet().lines(50, 700, "Une autre page."))
	wantLines(t, got[len(got)-3:], "Une autre page.", "Au 31 décembre.", "7 lieux sont fermés.")
	if !strings.HasPrefix(got[0], "La Maison compte 412 habitants et 30 m²") {
		t.Errorf("%q", got[0])
	}
}

// TestHeadingsByTheirLetters: larger letters are headings, the larger the higher; bold ones are told as bold.
func TestHeadingsByTheirLetters(t *testing.T) {
	p := newSheet().put(50, 750, 20, true, "Rapport").put(50, 720, 14, true, "Les comptes").put(50, 700, 10, true, "En bref").lines(50, 680, full("Une phrase longue"), "qui finit ici.")
	lines := linesOfPrint([]pdf.Page{p.Page})
	for i, want := range []hint{{kind: Heading, level: 1}, {kind: Heading, level: 2}, {kind: Paragraph, bold: true}, {kind: Paragraph}} {
		if i >= len(lines) || lines[i].hint.kind != want.kind || lines[i].hint.level != want.level || lines[i].hint.bold != want.bold {
			t.Errorf("line %d: %+v, want %+v", i, lines[i:min(len(lines), i+1)], want)
		}
	}
}

// TestListsOfPrint: signs are written or drawn, and stand the deeper the further they stand in; a table of contents is left out.
func TestListsOfPrint(t *testing.T) {
	p := newSheet().put(50, 760, 16, true, "Sommaire").lines(50, 740, "Les comptes ........ 3", "Les lieux ........ 4").
		put(50, 700, 10, false, "\uf0b7").put(66, 700, 10, false, "un point de la liste ;").put(66, 688, 10, false, "–").put(80, 688, 10, false, "un point plus bas.").
		lines(66, 660, "un point dont le signe est dessiné.").lines(50, 630, full("Une phrase longue"), "qui finit ici.")
	p.Dots = append(p.Dots, pdf.Box{Left: 55, Bottom: 662, Right: 58, Top: 665})
	got := printOf(p)
	wantLines(t, got[:min(len(got), 4)], "Sommaire", "• un point de la liste ;", "  – un point plus bas.", "• un point dont le signe est dessiné.")
}

func TestLigatures(t *testing.T) {
	if got := cleaned("e\ufb03cace, o\ufb00re, \ue0a7 ﬁn\x00"); got != "efficace, offre, • fin" {
		t.Errorf("%q", got)
	}
}
