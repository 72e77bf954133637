package frtypo_test

import (
	"strings"
	"testing"

	"maillage/internal/kit/frtypo"
)

// In the table, "_" is the thin no-break space and "~" the other one.
func TestText(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Vraiment ?", "Vraiment_?"},
		{"Vraiment?", "Vraiment_?"},
		{"Oui! Non; peut-être", "Oui_! Non_; peut-être"},
		{"« voir »", "«_voir_»"},
		{"«voir»", "«_voir_»"},
		{"« Quoi ? »", "«_Quoi_?_»"},
		{"dont : deux", "dont~: deux"},
		{"Source: registre", "Source~: registre"},
		{"à 10:30 précises", "à 10:30 précises"},
		{"52,1 %", "52,1_%"},
		{"52%", "52_%"},
		{"1 234 €", "1 234_€"},
		{"12 k€, 5 km et 3 h", "12~k€, 5~km et 3~h"},
		{"3 hommes, 5 mois", "3 hommes, 5 mois"},
		{"n° 12, N°7", "n°~12, N°~7"},
		{"M. Untel et Mme Unetelle", "M.~Untel et Mme~Unetelle"},
		{"le jeudi 22 novembre 2018", "le jeudi 22~novembre~2018"},
		{"du 1er mars à fin mai 2019", "du 1er~mars à fin mai~2019"},
		{"il y a deux ponts ; un: là", "il y a deux ponts_; un~: là"},
		{"https://exemple.org/?q=1;x=2 ; suite", "https://exemple.org/?q=1;x=2_; suite"},
		{"écrire à contact@exemple.org ?", "écrire à contact@exemple.org_?"},
		{"un texte sans rien à mettre", "un texte sans rien à mettre"},
		{"déjà_; juste~: «_oui_»", "déjà_; juste~: «_oui_»"},
		{"mal~; mis_: ici", "mal_; mis~: ici"},
		{"Quoi ?! Comment…", "Quoi_?! Comment…"},
		{"deux  ;", "deux_;"},
		{"", ""},
	} {
		in, want := marked(c.in), marked(c.want)
		got := frtypo.Text(in)
		if got != want {
			t.Errorf("%q became %q, want %q", c.in, seen(got), c.want)
		}
		if again := frtypo.Text(got); again != got {
			t.Errorf("%q is changed again, into %q", c.want, seen(again))
		}
	}
}

func TestBefore(t *testing.T) {
	for next, want := range map[string]string{"%": frtypo.Thin, "»": frtypo.Thin, "; et": frtypo.Thin, "€.": frtypo.Thin, ": aucune": frtypo.NoBreak, ":30": "", "étapes": "", "": ""} {
		if got := frtypo.Before(next); got != want {
			t.Errorf("before %q: %q, want %q", next, got, want)
		}
	}
}

func marked(s string) string {
	return strings.NewReplacer("_", frtypo.Thin, "~", frtypo.NoBreak).Replace(s)
}

func seen(s string) string {
	return strings.NewReplacer(frtypo.Thin, "_", frtypo.NoBreak, "~").Replace(s)
}
