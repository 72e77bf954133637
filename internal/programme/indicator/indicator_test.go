package indicator_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/kit/apperr"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/programmetest"
)

const rows = `Référence;Date;Département;Participants;Heures;Montant;Étiquettes;Sert aussi;État
A;9/07/2018;Vienne;4;2;100,50;Jeunesse;;
B;10/12/2018;Gironde;X;1h30;;;2.1;
C;5/02/2019;;6;;50;;2.1;
D;6/02/2019;79;;;;;;annulé
E;2018-2020;;1;;;;;
`

func text(f indicator.Figure) string {
	b, err := json.Marshal(f)
	if err != nil {
		return err.Error()
	}
	var v struct{ Value, Numerator, Denominator json.RawMessage }
	_ = json.Unmarshal(b, &v)
	return fmt.Sprintf("%s %s/%s n=%d m=%d", v.Value, v.Numerator, v.Denominator, f.Entries, f.Missing)
}

func TestMeasures(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := programmetest.New(t, d)
		w.Load("tour", rows)
		w.Load("meeting", "Date;Tiers-lieu\n1/03/2019;La Smalah (40)\n2/03/2020;la Smalah\n3/03/2020;Le 400 (19)\n")
		w.Load("newsletter", "Mois;Abonnés;Ouverture\ndécembre 2018;200;40 %\njanvier 2019;270;45 %\nnovembre 2019;300;41 %\n2019;999;\n")
		for _, c := range []struct {
			key  string
			year int
			want string
		}{
			{"tour.stops", 0, "4 4/null n=4 m=0"}, {"tour.stops", 2018, "2 2/null n=2 m=0"}, {"tour.stops", 2020, "0 0/null n=0 m=0"},
			{"tour.stops.first", 0, "2 2/null n=2 m=0"}, {"tour.stops.first", 2018, "2 2/null n=2 m=0"}, {"tour.stops.first", 2019, "0 0/null n=0 m=0"},
			{"tour.participations", 0, "11 11/null n=4 m=1"}, {"tour.participations", 2018, "4 4/null n=2 m=1"}, {"tour.participations", 2020, "0 0/null n=0 m=0"},
			{"tour.hours", 0, "3.5 3.5/null n=4 m=2"}, {"tour.cost", 0, "150.5 150.5/null n=4 m=2"},
			{"tour.stops.esf", 0, "1 1/null n=1 m=0"}, {"tour.stops.none", 0, "2 2/null n=2 m=0"},
			{"axis2.all", 0, "9 9/null n=9 m=0"}, {"everything", 0, "11 11/null n=11 m=0"}, {"tagged", 0, "1 1/null n=1 m=0"},
			{"places.helped", 0, "2 2/null n=3 m=0"}, {"places.helped", 2020, "2 2/null n=2 m=0"},
			{"subscribers", 2018, "200 200/null n=1 m=0"}, {"subscribers", 2019, "300 300/null n=3 m=0"}, {"subscribers", 2020, "null null/null n=0 m=0"},
			{"subscribers.growth", 2019, "50 100/200 n=2 m=0"}, {"subscribers.growth", 2018, "null null/null n=1 m=0"},
			{"esf.share", 0, "25 1/4 n=4 m=0"}, {"esf.share", 2020, "null 0/0 n=0 m=0"},
		} {
			if got := text(w.Figure(c.key, indicator.Year(c.year), time.Time{})); got != c.want {
				t.Errorf("%s %d: %s, want %s", c.key, c.year, got, c.want)
			}
		}
		f := w.Figure("tour.stops", indicator.Scope{}, time.Time{})
		if f.Target == nil || *f.Target != 9 || f.Proof.Need != 8 {
			t.Errorf("target and proofs: %+v", f)
		}
	})
}

func TestEntriesOfAFigureAreThoseItCounts(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := programmetest.New(t, d)
		w.Load("tour", rows)
		all, err := w.Indicators.All(w.Ctx)
		w.Must(err)
		for _, x := range all {
			for _, year := range []int{2018, 2019, 2020, 0} {
				if x.Measure != indicator.Count {
					continue
				}
				r := indicator.Request{Key: x.Key, Scope: indicator.Year(year)}
				filter, err := w.Indicators.Filter(w.Ctx, r, time.Time{})
				w.Must(err)
				figure := w.Figure(x.Key, r.Scope, time.Time{})
				if n := len(w.Entries(filter)); int64(n) != figure.Entries {
					t.Errorf("%s %d: the figure counts %d entries, its list has %d", x.Key, year, figure.Entries, n)
				}
			}
		}
	})
}

// TestPastFiguresAreReplayed makes a random history, keeps every figure as it was told at each step, and asks for all of them again at
// the end, as known then.
func TestPastFiguresAreReplayed(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := programmetest.New(t, d)
		random := rand.New(rand.NewPCG(3, 5))
		type told struct {
			at   time.Time
			want []string
		}
		var requests []indicator.Request
		all, err := w.Indicators.All(w.Ctx)
		w.Must(err)
		for _, x := range all {
			for _, y := range []int{2018, 2019, 0} {
				requests = append(requests, indicator.Request{Key: x.Key, Scope: indicator.Year(y)})
			}
		}
		figures := func(at time.Time) []string {
			list, err := w.Indicators.Figures(w.Ctx, requests, at)
			w.Must(err)
			out := make([]string, len(list))
			for i, f := range list {
				out[i] = text(f)
			}
			return out
		}
		var history []told
		for range 6 {
			w.Pass(time.Hour)
			var b strings.Builder
			b.WriteString("Référence;Date;Département;Participants;Étiquettes\n")
			for i := range 5 {
				fmt.Fprintf(&b, "R%d;%d/0%d/2018;%s;%d;%s\n", i, 1+random.IntN(28), 1+random.IntN(9), []string{"86", "33", ""}[random.IntN(3)], random.IntN(50), []string{"", "jeunesse"}[random.IntN(2)])
			}
			w.Load("tour", b.String())
			w.Pass(time.Minute)
			history = append(history, told{at: w.Now(), want: figures(time.Time{})})
		}
		for i, h := range history {
			for j, got := range figures(h.at) {
				if got != h.want[j] {
					t.Errorf("step %d, %s %d: %s as known then, %s when it was told", i, requests[j].Key, requests[j].Scope.From, got, h.want[j])
				}
			}
		}
	})
}

func TestDefinitionsAreChecked(t *testing.T) {
	w := programmetest.New(t, dbtest.SQLite(t))
	for change, want := range map[string]string{
		`kinds = ["tour"]|kinds = ["nowhere"]`:            "nowhere",
		`measure = "count"|measure = "counting"`:          "counting",
		`of = "subscribers"|of = "tour.stops"`:            "growth",
		`reading = "subscribers"|reading = "likes"`:       "likes",
		`denominator = "tour.stops"|denominator = "none"`: "none",
		`activities = ["2"]|activities = ["9"]`:           "9",
		`key = "tagged"|key = "Tagged !"`:                 "Tagged !",
		`period = "2018..2018"|period = "2018"`:           "2018",
		`unit.fr = "€"|unit.fr = "euro|"`:                 "euro|",
	} {
		from, to, _ := strings.Cut(change, "|")
		_, err := w.Indicators.Import(w.Ctx, []byte(strings.Replace(programmetest.Indicators, from, to, 1)), "x")
		if apperr.CodeOf(err) != apperr.Invalid || !strings.Contains(apperr.Message(err, "en"), want) {
			t.Errorf("%s: %v, want invalid naming %s", change, err, want)
		}
	}
	_, err := w.Indicators.Figures(w.Ctx, []indicator.Request{{Key: "no.such"}}, time.Time{})
	if apperr.CodeOf(err) != apperr.NotFound {
		t.Errorf("an unknown key: %v, want not_found", err)
	}
}
