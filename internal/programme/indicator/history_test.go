package indicator_test

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/kit/actor"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/programmetest"
)

// randomly imports a file of each nature and sometimes undoes one: rows come, change, move and go.
func randomly(w *programmetest.World, random *rand.Rand) {
	pick := func(list ...string) string { return list[random.IntN(len(list))] }
	var tours, meetings, letters strings.Builder
	tours.WriteString("Référence;Date;Département;Participants;Heures;Montant;Étiquettes;Sert aussi;État\n")
	meetings.WriteString("Référence;Date;Tiers-lieu\n")
	letters.WriteString("Référence;Mois;Abonnés;Ouverture\n")
	refs := random.Perm(6)
	for i := range 4 {
		fmt.Fprintf(&tours, "T%d;%d/0%d/%s;%s;%s;%d;%s;%s;%s;%s\n", refs[i], 1+random.IntN(28), 1+i, pick("2018", "2019"), pick("86", "33", ""), pick("4", "X", "12"),
			random.IntN(3), pick("", "10,50", "7"), pick("", "jeunesse"), pick("", "2.1"), pick("", "annulé"))
		fmt.Fprintf(&meetings, "M%d;%d/03/2019;%s\n", refs[i], 1+i, pick("La Smalah (40)", "la Smalah", "Le 400 (19)"))
		fmt.Fprintf(&letters, "L%d;%s;%d;40 %%\n", refs[i], pick("décembre 2018", "janvier 2019", "2019"), 100+random.IntN(9))
	}
	files := map[string]string{"tour": tours.String(), "meeting": meetings.String(), "newsletter": letters.String()}
	for _, kind := range []string{"tour", "meeting", "newsletter"} {
		if random.IntN(3) == 0 {
			continue
		}
		w.Pass(time.Hour)
		r := w.Load(kind, files[kind])
		if random.IntN(4) == 0 {
			w.Pass(time.Minute)
			w.Must(w.Importer.Undo(w.Ctx, w.Target(kind), r.Batch))
		}
	}
}

// TestHistoryIsWhatFiguresSaid walks random histories back: the newest value is the figure of now, each point is the figure as of that
// moment and of just before it, and the oldest one is that of an empty ledger.
func TestHistoryIsWhatFiguresSaid(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := programmetest.New(t, d)
		random := rand.New(rand.NewPCG(7, 11))
		all, err := w.Indicators.All(w.Ctx)
		w.Must(err)
		empty := map[indicator.Request]string{}
		var requests []indicator.Request
		for _, x := range all {
			for _, s := range []indicator.Scope{{}, indicator.Year(2018), indicator.Year(2019), {Funder: "esf"}, {Department: "86"}} {
				r := indicator.Request{Key: x.Key, Scope: s}
				requests, empty[r] = append(requests, r), text(w.Figure(r.Key, r.Scope, time.Time{}))
			}
		}
		for range 8 {
			randomly(w, random)
		}
		w.Pass(time.Hour)
		definitions, err := w.Indicators.Definitions(w.Ctx)
		w.Must(err)
		changes := 0
		for _, r := range requests {
			h, err := definitions.History(w.Ctx, r, time.Time{}, 1000)
			w.Must(err)
			after := text(w.Figure(r.Key, r.Scope, time.Time{}))
			if got := text(h.Figure); got != after || h.Cut {
				t.Errorf("%v: the history starts from %s, the figure is %s", r, got, after)
			}
			value := h.Figure
			for _, c := range h.Changes {
				if a, b := value.Text("fr"), c.To.Text("fr"); a != b {
					t.Errorf("%v: %s is followed by %s", r, b, a)
				}
				for at, f := range map[time.Time]indicator.Figure{c.At: c.To, c.At.Add(-time.Microsecond): c.From} {
					if want := w.Figure(r.Key, r.Scope, at); text(f) != text(want) {
						t.Errorf("%v at %s: %s, and figures say %s", r, at, text(f), text(want))
					}
				}
				value = c.From
				changes++
			}
			if got, want := value.Text("fr"), strings.Fields(empty[r])[0]; got != want && want != "null" {
				t.Errorf("%v begins with %s, an empty ledger has %s", r, got, want)
			}
		}
		if changes < len(requests) {
			t.Errorf("%d changes of %d figures: the test shows nothing", changes, len(requests))
		}
	})
}

func TestHistoryTellsWhoAndWhich(t *testing.T) {
	w := programmetest.New(t, dbtest.SQLite(t))
	w.Load("tour", "Référence;Date;Participants\nA;9/07/2018;4\nB;10/12/2018;5\nC;11/12/2018;6\nD;12/12/2018;1\n")
	w.Pass(time.Hour)
	w.Ctx = actor.With(w.Ctx, "claire")
	w.Load("tour", "Référence;Date;Participants\nA;9/07/2018;9\nB;10/12/2018;5\nE;13/12/2018;2\n")
	w.Pass(time.Hour)
	last := w.Load("tour", "Référence;Date;Participants\nF;14/12/2018;7\n")
	w.Pass(time.Hour)
	w.Must(w.Importer.Undo(w.Ctx, w.Target("tour"), last.Batch))
	definitions, err := w.Indicators.Definitions(w.Ctx)
	w.Must(err)
	tell := func(limit int, asOf time.Time) []string {
		h, err := definitions.History(w.Ctx, indicator.Request{Key: "tour.participations"}, asOf, limit)
		w.Must(err)
		var out []string
		for _, c := range h.Changes {
			line := c.From.Text("fr") + " → " + c.To.Text("fr")
			for _, x := range c.Causes {
				line += fmt.Sprintf(", %s %d (%d named) by %s", x.Act, x.N, len(x.Entries), x.Actor)
			}
			out = append(out, line)
		}
		if h.Cut {
			out = append(out, "cut")
		}
		return out
	}
	want := []string{
		"30 → 23, removed 1 (1 named) by claire", "23 → 30, recorded 1 (1 named) by claire",
		"16 → 23, corrected 1 (1 named) by claire, recorded 1 (1 named) by claire", "0 → 16, recorded 4 (3 named) by test",
	}
	if got := tell(10, time.Time{}); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("told as\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if got := tell(2, time.Time{}); len(got) != 3 || got[1] != want[1] || got[2] != "cut" {
		t.Errorf("two changes are told as %v", got)
	}
	if got := tell(10, programmetest.Start.Add(90*time.Minute)); len(got) != 2 || got[0] != want[2] {
		t.Errorf("as of the second import: %v", got)
	}
}
