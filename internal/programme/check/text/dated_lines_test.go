package text_test

import (
	"testing"

	"maillage/internal/programme/check/text"
)

// TestDatedLines: a line that begins with a date begins an entry, however long the line before it is; a sentence broken for width goes on.
func TestDatedLines(t *testing.T) {
	const long = "Vendredi 6 octobre 2023, 20h30 : ouverture de la saison, grande salle du théâtre"
	for next, want := range map[string]int{
		"Samedi 18 novembre 2023, 20h30 : musique":         2,
		"2023-11-18 : musique":                             2,
		"Du 3 au 5 novembre 2023 : stage":                  2,
		"Novembre 2023 : stage":                            2,
		"18/11/2023 : musique":                             2,
		"mardi 18 novembre, devant une salle pleine":       1,
		"novembre, devant une salle pleine":                1,
		"municipal, en présence des écoles de la commune.": 1,
	} {
		d, err := text.Read("essai.txt", []byte(long+"\n"+next+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		if len(d.Blocks) != want {
			t.Errorf("%q: %d blocks, want %d", next, len(d.Blocks), want)
		}
	}
}
