package text_test

import (
	"testing"

	"maillage/internal/programme/check/text"
)

// TestTypedMarks: the signs by which people type headings and emphasis are no words, and the columns stay those of the line.
func TestTypedMarks(t *testing.T) {
	d, err := text.Read("essai.md", []byte("## 2. Le public\n\n**Accueil de jour**\n\nLe lieu a reçu **54** familles et *deux* classes (CAPE* 3 * 4 = 12).\n\n| **Total** | __54__ |\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		kind   text.Kind
		words  string
		column int
	}{
		{text.Heading, "2. Le public", 4},
		{text.Heading, "Accueil de jour", 3},
		{text.Paragraph, "Le lieu a reçu 54 familles et deux classes (CAPE* 3 * 4 = 12).", 1},
		{text.Row, "Total\t54", 5},
	}
	if len(d.Blocks) != len(want) {
		t.Fatalf("%d blocks, want %d", len(d.Blocks), len(want))
	}
	for i, w := range want {
		b := d.Blocks[i]
		if got := d.Place(b, 0, len(b.Text)); b.Kind != w.kind || b.Text != w.words || got.Column != w.column {
			t.Errorf("%s %q in column %d, want %s %q in column %d", b.Kind, b.Text, got.Column, w.kind, w.words, w.column)
		}
	}
	if s := d.Blocks[0].Section; s.Number != "2" {
		t.Errorf("the heading is numbered %q, want 2", s.Number)
	}
}

// TestNumberedTitles: a numbered line with a blank line before it and text below is a title; among its like it is a point of a list.
func TestNumberedTitles(t *testing.T) {
	for content, want := range map[string][]text.Kind{
		"1. Le public\n\nIl est venu.\n\n2. Les moyens\n\nIls suffisent.":                 {text.Heading, text.Paragraph, text.Heading, text.Paragraph},
		"1. LE PUBLIC\n\n2. LES MOYENS\n\nIls suffisent.":                                 {text.Heading, text.Heading, text.Paragraph},
		"Trois axes.\n\n1. Le public\n2. Les moyens\n3. Les lieux\n\nC'est tout.":         {text.Paragraph, text.Item, text.Item, text.Item, text.Paragraph},
		"Trois axes.\n\n1. Le public\n\n2. Les moyens\n\n3. Les lieux":                    {text.Paragraph, text.Item, text.Item, text.Item},
		"II. Les moyens\n\nIls suffisent.":                                                {text.Heading, text.Paragraph},
		"2.1 - Marchés\n\nNeuf marchés.\n\n12.03 : réunion":                               {text.Heading, text.Paragraph, text.Paragraph},
		"B. Les bénévoles\n\nIls sont 24.":                                                {text.Heading, text.Paragraph},
		"Le bureau\n\nA. Martin, trésorière\nB. Petit, secrétaire":                        {text.Heading, text.Paragraph, text.Paragraph},
		"Annexe B : les comptes\n\nIls sont tenus.":                                       {text.Heading, text.Paragraph},
		"Le bilan.\n\n1. Danse\n\n18 spectacles, 41 dates.\n\n2. Musique\n\n12 concerts.": {text.Paragraph, text.Heading, text.Paragraph, text.Heading, text.Paragraph},
	} {
		d, err := text.Read("essai.txt", []byte(content))
		if err != nil {
			t.Fatal(err)
		}
		var got []text.Kind
		for _, b := range d.Blocks {
			got = append(got, b.Kind)
		}
		if len(got) != len(want) {
			t.Errorf("%q: %v, want %v", content, got, want)
			continue
		}
		for i := range got {
			if got[i] != want[i] {
				t.Errorf("%q: %v, want %v", content, got, want)
			}
		}
	}
}

// TestPeriod: the report's years are those it is titled with, not every year that a sentence on a year names.
func TestPeriod(t *testing.T) {
	for content, want := range map[string][2]int{
		"RAPPORT D'ACTIVITÉ 2023\n\nL'année 2023 est pleine ; le centre est ouvert depuis 1987.": {2023, 2023},
		"Bilan 2018-2020\n\nLe programme commence.":                                              {2018, 2020},
		"Bilan final - Années 2018-2019-2020\n\nLe programme finit.":                             {2018, 2020},
		"# Rapport de la saison 2022/2023\n\nElle commence.":                                     {2022, 2023},
	} {
		d, err := text.Read("essai.txt", []byte(content))
		if err != nil {
			t.Fatal(err)
		}
		if d.From != want[0] || d.To != want[1] {
			t.Errorf("%q: %d-%d, want %v", content, d.From, d.To, want)
		}
	}
}
