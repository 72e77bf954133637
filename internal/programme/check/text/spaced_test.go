package text_test

import (
	"slices"
	"testing"

	"maillage/internal/programme/check/text"
)

// TestTablesSetWithBlanks: columns that all lines leave free part cells; a gap in one line of prose does not.
func TestTablesSetWithBlanks(t *testing.T) {
	for _, c := range []struct {
		name, text string
		rows       []string
	}{
		{"numbers to the right", "Lot                    Prévu   Réalisé\nLot 1, coordination       18         9\nLot 2, mesures             4         —\nTotal                     22         9\n",
			[]string{"Lot\tPrévu\tRéalisé", "Lot 1, coordination\t18\t9", "Lot 2, mesures\t4\t—", "Total\t22\t9"}},
		{"an empty cell", "Code   Objet     Remis\nD1     Plan      mars 2023\nD2     Carte\nD3     Base      mai 2023\n",
			[]string{"Code\tObjet\tRemis", "D1\tPlan\tmars 2023", "D2\tCarte\t", "D3\tBase\tmai 2023"}},
		{"two columns of figures", "Subventions       12 000\nPrestations        3 200\nTotal             15 200\n",
			[]string{"Subventions\t12 000", "Prestations\t3 200", "Total\t15 200"}},
		{"two columns of words", "Le comité  se réunit\nle bureau   décide\nle conseil  valide\n", nil},
		{"prose with wide blanks", "La maison ouvre  le lundi et reçoit\ndu public  chaque matin, sauf le jeudi\noù elle  ferme pour ses travaux d'été.\n", nil},
	} {
		d, err := text.Read("essai.txt", []byte(c.text))
		if err != nil {
			t.Fatal(err)
		}
		var rows []string
		for _, b := range d.Blocks {
			if b.Kind == text.Row {
				rows = append(rows, b.Text)
			}
		}
		if !slices.Equal(rows, c.rows) {
			t.Errorf("%s: %q, want %q", c.name, rows, c.rows)
		}
	}
}
