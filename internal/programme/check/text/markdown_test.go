package text_test

import (
	"slices"
	"strings"
	"testing"

	"maillage/internal/programme/check/text"
)

// toldBy is kind, level and text of each block, a bar between cells.
func toldBy(d *text.Document) []string {
	var list []string
	for _, b := range d.Blocks {
		level := ""
		if b.Kind == text.Heading || b.Kind == text.Item {
			level = string(rune('0' + b.Level))
		}
		list = append(list, string(b.Kind)+level+" "+strings.ReplaceAll(b.Text, "\t", " | "))
	}
	return list
}

func readText(t *testing.T, name, content string) *text.Document {
	t.Helper()
	d, err := text.Read(name, []byte(content))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestMarkdown: what authors write, read as the page that they see.
func TestMarkdown(t *testing.T) {
	for _, c := range []struct {
		name, content string
		want          []string
	}{
		{"underlined titles", "Rapport 2023\n============\n\nLe public\n---\nIl vient.\n", []string{"heading1 Rapport 2023", "heading2 Le public", "paragraph Il vient."}},
		{"a title closed or named", "### Le lieu ###\n\n#Sans blanc, ce n'est rien.\n\n## Le public {#public}\n", []string{"heading3 Le lieu", "paragraph #Sans blanc, ce n'est rien.", "heading2 Le public"}},
		{"lines of a paragraph", "Le lieu a reçu\n54 familles.\nElles reviennent.", []string{"paragraph Le lieu a reçu 54 familles. Elles reviennent."}},
		{"a forced break", "Lieu : Niort  \nPublic : 54 familles venues.", []string{"paragraph Lieu : Niort", "paragraph Public : 54 familles venues."}},
		{"lists in lists", "- un\n  - deux\n    suite\n    - trois\n- quatre\n\n  encore\n\n1. a\n2. b\n   * c\n", []string{"item1 un", "item2 deux suite", "item3 trois", "item1 quatre", "paragraph encore", "item1 a", "item1 b", "item2 c"}},
		{"tasks", "- [x] fait\n- [ ] reste", []string{"item1 fait", "item1 reste"}},
		{"quotes", "> Un mot de 12\n> lignes.\n>\n> > Dedans.", []string{"paragraph Un mot de 12 lignes.", "paragraph Dedans."}},
		{"a table with bars around", "| Lieu | 2022 |\n|:--|--:|\n| A \\| B | **3** |\n|  | 4 |", []string{"row Lieu | 2022", "row A | B | 3", "row  | 4"}},
		{"a table without", "Lieu | 2022\n--- | ---\nNiort | 3<br>4\n", []string{"row Lieu | 2022", "row Niort | 3 4"}},
		{"code", "Avant.\n\n```python\n# total = 12\n```\n\n~~~\n13\n~~~\n\nAprès.", []string{"paragraph Avant.", "paragraph Après."}},
		{"text set in", "Avant.\n\n    # 12 lieux\n", []string{"paragraph Avant.", "paragraph # 12 lieux"}},
		{"front matter", "---\ntitle: \"Rapport 2023\"\ntags:\n  - 12\n---\n\nTexte.", []string{"heading1 Rapport 2023", "paragraph Texte."}},
		{"a rule is no front matter", "---\n\nTexte.\n\n---\n", []string{"paragraph Texte."}},
		{"notes", "Un mot[^1].\n\n[^1]: La\n    note.\n[^b]: Autre\n", []string{"paragraph Un mot[^1].", "paragraph [^1]: La note.", "paragraph [^b]: Autre"}},
		{"comments", "<!-- 12\n\n13 -->\n\nTexte <!-- 14 --> écrit.", []string{"paragraph Texte écrit."}},
		{"HTML over lines", "<table>\n<tr><td>a</td>\n<td>12\n</td></tr>\n</table>\n\n<div>\nUn <b>mot</b> &amp; un autre.\n</div>\n", []string{"row a | 12", "paragraph Un mot & un autre."}},
		{"emphasis and escapes", "Un \\*mot\\*, ~~barré~~, __gras__, _penché_, ***tous***, `code`, a_b_c, CAPE* 3 * 4&nbsp;%.", []string{"paragraph Un *mot*, barré, gras, penché, tous, code, a_b_c, CAPE* 3 * 4 %."}},
		{"titles that are typed", "**Accueil de jour**\nIl ouvre.\n\n2023\n\nActivité 3 / Newsletters\n\nRien.", []string{"heading5 Accueil de jour", "paragraph Il ouvre.", "heading6 2023", "heading3 Activité 3 / Newsletters", "paragraph Rien."}},
		{"other bullets", "Les lieux\n• Niort\n• Pau\n", []string{"paragraph Les lieux", "item1 Niort", "item1 Pau"}},
	} {
		if got := toldBy(readText(t, "essai.md", c.content)); !slices.Equal(got, c.want) {
			t.Errorf("%s:\n got %q\nwant %q", c.name, got, c.want)
		}
	}
}

// TestMarkdownPlaces: words are found again where the file has them, behind marks of all kinds.
func TestMarkdownPlaces(t *testing.T) {
	d := readText(t, "essai.md", "> - Voir **le [site](https://rivage.example)** &amp; les \\*54\\* `fiches`\n>   du mois\n")
	b := d.Blocks[0]
	if want := "Voir le site & les *54* fiches du mois"; b.Text != want || b.Kind != text.Item {
		t.Fatalf("%s %q, want %q", b.Kind, b.Text, want)
	}
	for words, want := range map[string]text.Place{
		"Voir":   {Line: 1, Column: 5, EndLine: 1, EndColumn: 9},
		"site":   {Line: 1, Column: 16, EndLine: 1, EndColumn: 20},
		"54":     {Line: 1, Column: 60, EndLine: 1, EndColumn: 62},
		"fiches": {Line: 1, Column: 66, EndLine: 1, EndColumn: 72},
		"mois":   {Line: 2, Column: 8, EndLine: 2, EndColumn: 12},
	} {
		at := strings.Index(b.Text, words)
		if got := d.Place(b, at, at+len(words)); got != want {
			t.Errorf("%q stands at %+v, want %+v", words, got, want)
		}
	}
}

// TestMarkdownLinks: an address stands behind its words however it is written.
func TestMarkdownLinks(t *testing.T) {
	d := readText(t, "essai.md", "Voir [le *site*][1], [notre page], <https://rivage.example/a>, [vide](#) et ![image](img.png).\n\n[1]: https://rivage.example/b \"Titre\"\n[notre page]: https://rivage.example/c\n")
	var got []string
	for _, l := range d.Links {
		got = append(got, l.Text+" → "+l.URL)
		if l.Block.Text[l.From:l.To] != l.Text {
			t.Errorf("%q does not stand at %d-%d", l.Text, l.From, l.To)
		}
	}
	want := []string{"le site → https://rivage.example/b", "notre page → https://rivage.example/c", "vide → #", "https://rivage.example/a → https://rivage.example/a"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if d.Blocks[0].Text != "Voir le site, notre page, https://rivage.example/a, vide et ." || len(d.Blocks) != 1 {
		t.Errorf("%q", toldBy(d))
	}
}
