package render_test

import (
	"html"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"maillage/internal/programme/report"
	"maillage/internal/programme/report/render"
	"maillage/internal/programme/report/reporttest"
)

var cellEnd = regexp.MustCompile(`</(?:t[dh]|d[td]|blockquote|caption|span)>`)

// words are what is read in a part, with a space between cells.
func words(s *goquery.Selection) string {
	source, _ := s.Html()
	text := regexp.MustCompile(`<[^>]*>`).ReplaceAllString(cellEnd.ReplaceAllString(source, " "), "")
	return strings.Join(strings.Fields(plain(html.UnescapeString(text))), " ")
}

func TestEveryAnnexIsThere(t *testing.T) {
	_, tree := page(t, reporttest.Everything("fr"))
	var order []string
	tree.Find("main .part-title").Each(func(_ int, s *goquery.Selection) { order = append(order, s.AttrOr("id", "")) })
	want := "lettre version ouverture axe-1 perimetre rapprochement publics finances ecarts derogations realisations index-des-pieces trous a-ventiler chiffres notes"
	if got := strings.Join(order, " "); got != want {
		t.Errorf("the parts are\n%s, want\n%s", got, want)
	}
	var contents []string
	tree.Find(".report-contents > ol > li > a").Each(func(_ int, s *goquery.Selection) { contents = append(contents, s.AttrOr("href", "")[1:]) })
	if !slices.Equal(contents, order) {
		t.Errorf("the contents list %v, the document holds %v", contents, order)
	}
	for part, says := range map[string]string{
		".letter":                                         "remplace la version n° 1, signée le vendredi 1er janvier 2021",
		".letter tbody tr":                                "Étapes de la tournée 2018-2019 51 52 +1 mars 2019, Étape sans département noté par coordination le lundi 1er février 2021.",
		".seal .seal-lines":                               "n° 2 Version finale",
		".seal .publicity":                                "Ce projet est cofinancé par le Fonds social européen.",
		"[aria-labelledby=publics] tbody":                 "2018 non renseigné 120 300 Ensemble 24 220 706",
		"[aria-labelledby=rapprochement] tbody":           "Étapes de la tournée étapes 20 18 14 52 juste",
		"[aria-labelledby=finances] .sum":                 "Total 224 000,00 € non connu",
		"[aria-labelledby=ecarts] > p:not(.part-eyebrow)": "2 écarts avec ce qui était convenu. 1 est encore ouvert.",
		"[aria-labelledby=ecarts] tbody":                  "clos Motif : La neuvième édition a été reportée par la crise sanitaire. coordination, lundi 1er février 2021.",
		"[aria-labelledby=derogations] tbody":             "Ce total n’est pas la somme de ses parts. sum, 0123456789ab « 129 visiteurs » axe-1.md:12:4 Le total compte aussi les visites hors programme. coordination, lundi 1er février 2021",
		"#p-1":                                            "P1 Feuilles de la tournée Feuille d’émargement lundi 9 juillet 2018 fichier conservé feuille.pdf, a00000000000 13 Ko R1",
		".promised-table":                                 "L1 Kit de communication 30 juin 2018 12 juin 2018 15 juin 2018 publié P1",
		".partner-table":                                  "Une chambre consulaire",
		".testimony":                                      "« Nous avons ouvert grâce à la tournée. » Responsable d’un tiers-lieu, Niort (79), mars 2019",
		".prose-part .source":                             "Source : registre des réalisations, situation au lundi 1er février 2021.",
	} {
		if got := words(tree.Find(part)); !strings.Contains(got, says) {
			t.Errorf("%s says %q, want %q in it", part, got, says)
		}
	}
	if hash := tree.Find(".seal .hash").First().Text(); !strings.HasPrefix(hash, "5ea1 0000 ") || len(strings.Fields(hash)) != 16 {
		t.Errorf("the hash is written %q", hash)
	}
}

func TestNotesLeadThereAndBack(t *testing.T) {
	_, tree := page(t, reporttest.Everything("fr"))
	marks := tree.Find(".note-mark a")
	if marks.Length() != 2 || marks.Text() != "11" || tree.Find(".footnote").Length() != 0 {
		t.Fatalf("%d marks %q: the sentence stands twice in the document", marks.Length(), marks.Text())
	}
	note := tree.Find(marks.First().AttrOr("href", ""))
	if got := words(note); !strings.HasPrefix(got, "52 réalisations ; pièces P1 et P2 ; 1 preuve conservée sur 104 exigées") {
		t.Errorf("the note says %q", got)
	}
	if note.Find(`a[href="#p-2"]`).Length() != 1 || note.Find(`.back a[href="#u1"]`).Length() != 2 || note.Find(`a[href="#c-tour-stops"]`).Length() != 1 {
		t.Errorf("the note leads to %d places", note.Find("a").Length())
	}
	if tree.Find("table .note-mark, .report-cover .note-mark").Length() > 0 {
		t.Error("a number outside of a sentence carries a note")
	}
}

func TestNoteWords(t *testing.T) {
	pieces := []report.PieceLink{{Number: 1}, {Number: 2}}
	for _, c := range []struct {
		note   report.Note
		fr, en string
	}{
		{report.Note{Entries: 52, Pieces: pieces, More: 3, Need: 104, Have: 1}, "52 réalisations ; pièces P1, P2 et 3 autres ; 1 preuve conservée sur 104 exigées", "52 entries; pieces P1, P2 and 3 more; 1 proof kept of 104 required"},
		{report.Note{Entries: 1, Pieces: pieces[:1], Need: 2, Have: 2}, "1 réalisation ; pièce P1 ; 2 preuves conservées sur 2 exigées", "1 entry; piece P1; 2 proofs kept of 2 required"},
		{report.Note{Entries: 1, Need: 1}, "1 réalisation ; 0 preuve conservée sur 1 exigée", "1 entry; 0 proofs kept of 1 required"},
		{report.Note{Entries: 3}, "3 réalisations", "3 entries"},
		{report.Note{Entries: 3, Pieces: pieces[:1], More: 1}, "3 réalisations ; pièces P1 et 1 autre", "3 entries; pieces P1 and 1 more"},
	} {
		if got := plain(render.NoteWords(c.note, "fr")); got != c.fr {
			t.Errorf("in French: %q, want %q", got, c.fr)
		}
		if got := render.NoteWords(c.note, "en"); got != c.en {
			t.Errorf("in English: %q, want %q", got, c.en)
		}
	}
	if got := render.NoteWords(report.Note{Entries: 2, Pieces: pieces}, "fr"); !strings.Contains(got, "2 réalisations\u202f; pièces") {
		t.Errorf("the spaces of %q are not French", got)
	}
}

// TestTypographyIsThatOfTheLanguage: what people wrote in French is set as French in an English document, and nothing else is.
func TestTypographyIsThatOfTheLanguage(t *testing.T) {
	_, tree := page(t, reporttest.Everything("en"))
	if text := tree.Find("[aria-labelledby=axe-1] > p").Eq(1).Text(); !strings.Contains(text, "en Gironde\u202f; «\u202fvoir le site\u202f», en n°\u00a012") {
		t.Errorf("the sentence reads %q", text)
	}
	if text := tree.Find("[aria-labelledby=axe-1] code").Last().Text(); !strings.Contains(text, "texte gardé\n  tel quel") {
		t.Errorf("the code reads %q", text)
	}
	if text := tree.Find("[aria-labelledby=perimetre]").Text(); strings.ContainsAny(text, "\u202f\u00a0") {
		t.Errorf("an English part is set as French: %q", text)
	}
}

func TestCoverShowsPeopleAndTheEmblem(t *testing.T) {
	_, tree := page(t, reporttest.Everything("fr"))
	cover := tree.Find(".report-cover")
	if got := words(cover.Find(".cv-public dl")); got != "Participants FSE 24 Personnes touchées 220 Participations 706" {
		t.Errorf("the counters say %q", got)
	}
	if path := cover.Find(".emblem path").AttrOr("d", ""); strings.Count(path, "M") != 12 || strings.Count(path, "L") != 12*9 {
		t.Error("the emblem has not twelve stars of five points")
	}
	if cover.Find(".cv-figs svg.mini rect").Length() != 3 {
		t.Error("the years of a key figure are not drawn")
	}
	if got := words(cover.Find(".cv-seal")); !strings.Contains(got, "Version n° 2 signée le lundi 1er février 2021, empreinte 5ea1 0000") {
		t.Errorf("the foot says %q", got)
	}
}
