package text

import "testing"

// TestTablesOfTwoColumns: a first cell of several words and a short second one are a row where a header says so, and a sheet elsewhere.
func TestTablesOfTwoColumns(t *testing.T) {
	for _, c := range []struct {
		name, text string
		rows       int
	}{
		{"a.md", "| Code postal | Commune |\n|---|---|\n| 79000 | Niort |\n| 86000 | Poitiers |", 3},
		{"a.md", "| Indicateur | 2023 |\n|---|---|\n| Nombre de stagiaires | 12 |\n| Heures de formation | 240 |", 3},
		{"a.txt", "Indicateur\t2023\nNombre de stagiaires\t12\nHeures de formation\t240", 3},
		{"a.txt", "Publics ciblés\tLes habitants\nObjectifs visés\tOuvrir le lieu", 0},
	} {
		d, err := Read(c.name, []byte(c.text))
		if err != nil {
			t.Fatal(err)
		}
		rows := 0
		for _, b := range d.Blocks {
			if b.Kind == Row {
				rows++
			}
		}
		if rows != c.rows {
			t.Errorf("%q: %d rows, want %d", c.text, rows, c.rows)
		}
	}
}
