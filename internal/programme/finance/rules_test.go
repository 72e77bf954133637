package finance

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/agreement"
)

// direct are the costs of the test figures of domain-rules §1.6: 200 000 of direct costs, of which 80 000 of services.
var direct = map[Line]int64{Staff: 90_000_00, Running: 20_000_00, Services: 80_000_00, Participants: 10_000_00}

func TestEachFlatRateByHand(t *testing.T) {
	for _, x := range []struct {
		option, period string
		rate           *int64
		gives          Line
		base           int64 // euros
		amount, total  int64 // euros
	}{
		{"national-20", "2014-2020", nil, Indirect, 120_000, 24_000, 224_000}, // the figures of §1.6
		{"indirect-15", "2014-2020", nil, Indirect, 90_000, 13_500, 213_500},
		{"indirect-15", "2021-2027", nil, Indirect, 90_000, 13_500, 213_500},
		{"indirect-7", "2021-2027", nil, Indirect, 200_000, 14_000, 214_000},
		{"indirect-25", "2021-2027", new(int64(2250)), Indirect, 200_000, 45_000, 245_000},
		{"staff-20", "2021-2027", new(int64(2000)), Staff, 110_000, 22_000, 132_000},
		{"staff-20", "2021-2027", new(int64(1250)), Staff, 110_000, 13_750, 123_750},
		{"other-40", "2014-2020", nil, Other, 90_000, 36_000, 136_000}, // participants come on top
		{"other-40", "2021-2027", nil, Other, 90_000, 36_000, 136_000},
	} {
		t.Run(x.option+" "+x.period, func(t *testing.T) {
			o := Operation{Funder: "esf", Period: x.period, EUFund: "FSE", Start: "2019-01-01", End: "2020-12-31", Option: x.option, OptionRate: x.rate}
			if x.period == "2021-2027" {
				o.Start, o.End = "2022-01-01", "2024-12-31"
			}
			var expenses []Expense
			for _, l := range []Line{Staff, Running, Services, Participants} {
				if !o.Replaced(l) {
					o.Costs = append(o.Costs, PlannedCost{Line: l, Axis: "1", Amount: new(direct[l])})
				}
				expenses = append(expenses, Expense{Line: l, Axis: "1", Charged: direct[l], Accepted: new(direct[l])}) // one is not counted: the flat rate stands for it
			}
			a := newAccount(o, true, []string{"1", "2"}, expenses, nil)
			for measure, c := range map[string]func(Amounts) *int64{
				"planned": func(a Amounts) *int64 { return a.Planned }, "spent": func(a Amounts) *int64 { return a.Spent }, "accepted": func(a Amounts) *int64 { return a.Accepted },
			} {
				base, amount, total := c(a.base.amounts()), c(a.table.total(x.gives).amounts()), c(a.table.total(Lines...).amounts())
				if base == nil || amount == nil || total == nil {
					t.Fatalf("%s: base %v, amount %v, total %v", measure, base, amount, total)
				}
				if *base != x.base*100 || *amount != x.amount*100 || *total != x.total*100 {
					t.Errorf("%s: base %d, amount %d, total %d; want %d, %d, %d euros", measure, *base/100, *amount/100, *total/100, x.base, x.amount, x.total)
				}
			}
		})
	}
}

func TestRoundingIsHalfAwayFromZeroOnce(t *testing.T) {
	for _, x := range []struct{ amount, rate, want int64 }{
		{333_33, 1500, 50_00}, {10, 1500, 2}, {-10, 1500, -2}, {9, 1500, 1}, {1, 4999, 0}, {1, 5000, 1}, {mostCents, whole, mostCents}, {0, 2000, 0},
	} {
		if got := portion(x.amount, x.rate); got != x.want {
			t.Errorf("%d × %d bp = %d, want %d", x.amount, x.rate, got, x.want)
		}
	}
}

func TestTheDayOfTheOperationDecides(t *testing.T) {
	for _, x := range []struct {
		code, period, day string
		want              bool
	}{
		{"national-20", "2014-2020", "2018-01-01", true}, {"national-20", "2014-2020", "2016-03-31", false}, {"national-20", "2021-2027", "2022-01-01", false},
		{"other-40", "2014-2020", "2018-08-01", false}, {"other-40", "2014-2020", "2018-08-02", true},
		{"indirect-15", "2014-2020", "2023-12-31", true}, {"indirect-15", "2014-2020", "2024-01-01", false},
		{"indirect-7", "2021-2027", "2021-01-01", true}, {"indirect-7", "2021-2027", "2020-12-31", false}, {"indirect-15", "", "2019-01-01", false},
	} {
		if o, ok := FindOption(x.code, x.period, x.day); ok != x.want || ok && (o.LegalRef.FR == "" || o.LegalRef.EN == "" || o.Name.EN == "") {
			t.Errorf("%s of %q on %s: %v, want %v", x.code, x.period, x.day, ok, x.want)
		}
	}
}

func TestBrokenFlatRatesAreRefused(t *testing.T) {
	good := "[[option]]\ncode = \"x\"\nformula = \"other_on_staff\"\nrate = 4000\nvalid_from = 2021-01-01\nvalid_to = 2021-12-31\nmark = \"verified\"\n"
	if list, err := readOptions([]byte(good)); err != nil || len(list) != 1 {
		t.Fatalf("%v, %v", list, err)
	}
	for _, change := range [][2]string{{"other_on_staff", "guess"}, {"4000", "0"}, {"4000", "10001"}, {"verified", "heard"}, {"2021-12-31", "2020-12-31"}, {"rate =", "rating ="}} {
		if _, err := readOptions([]byte(strings.Replace(good, change[0], change[1], 1))); err == nil {
			t.Errorf("%s instead of %s is taken", change[1], change[0])
		}
	}
}

func TestSpreadAddsUp(t *testing.T) {
	if got := spread(100, []int64{1, 1, 1}); !slices.Equal(got, []int64{34, 33, 33}) {
		t.Errorf("100 over three equals: %v", got)
	}
	if got := spread(-100, []int64{1, 1, 1}); !slices.Equal(got, []int64{-34, -33, -33}) {
		t.Errorf("-100 over three equals: %v", got)
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		weights := make([]int64, 1+r.IntN(7))
		var sum int64
		for i := range weights {
			weights[i] = r.Int64N(5_000_000_00) * r.Int64N(2)
			sum += weights[i]
		}
		total := portion(sum, r.Int64N(whole+1))
		var got int64
		for i, part := range spread(total, weights) {
			got += part
			if weights[i] == 0 && part != 0 || part < 0 {
				t.Fatalf("weight %d takes %d of %d", weights[i], part, total)
			}
		}
		if got != total {
			t.Fatalf("%v: parts make %d of %d", weights, got, total)
		}
	}
}

// TestStatementsAddUp draws statements of random bookings and plans and checks what must always hold: the axes of each line add up to its
// total, the lines of each axis to the total's, a flat rate is its base × rate, and nothing is due beyond a term.
func TestStatementsAddUp(t *testing.T) {
	a := &agreement.Agreement{Axes: []agreement.Axis{{Number: "1"}, {Number: "2"}, {Number: "3"}}}
	a.Funders = []agreement.Funder{{Code: "esf", Short: lang.Text{FR: "FSE"}}, {Code: "region"}}
	r := rand.New(rand.NewPCG(3, 4))
	for n := range 400 {
		p := &Plan{Threshold: DefaultThreshold, Operations: []Operation{randomOperation(r, "esf", "2021-2027"), randomOperation(r, "region", "2021-2027")}}
		expenses, receipts := randomBookings(r)
		for _, funder := range []string{"", "esf", "region"} {
			s := draw(a, p, expenses, receipts, Options{Funder: funder, Language: "fr"})
			checkSums(t, n, s)
			for _, f := range s.FlatRates {
				if f.Base.Spent != nil && *f.Amount.Spent != portion(*f.Base.Spent, f.Rate) {
					t.Fatalf("%d: flat rate %d of %d at %d", n, *f.Amount.Spent, *f.Base.Spent, f.Rate)
				}
			}
			for _, d := range s.Due {
				for _, term := range d.Terms {
					if d.Amount != nil && *d.Amount > max(*term.Amount, 0) {
						t.Fatalf("%d: %d is due beyond %s, %d", n, *d.Amount, term.Code, *term.Amount)
					}
				}
			}
		}
	}
}

func randomOperation(r *rand.Rand, funder, period string) Operation {
	o := Operation{Funder: funder, Period: period, EUFund: "FSE", Start: "2022-01-01", End: "2023-12-31", LastPayment: "2024-06-30"}
	o.Option = []string{"", Real, "indirect-15", "indirect-7", "indirect-25", "staff-20", "other-40"}[r.IntN(7)]
	o.OptionRate = new(r.Int64N(2000))
	o.Rate = new(r.Int64N(whole + 1))
	if r.IntN(4) > 0 {
		o.Granted = new(r.Int64N(500_000_00))
	}
	for _, l := range []Line{Staff, Running, Services, Participants} {
		for _, axis := range []string{"1", "2", "3"} {
			if !o.Replaced(l) && r.IntN(3) > 0 {
				c := PlannedCost{Line: l, Axis: axis, Amount: new(r.Int64N(90_000_00))}
				if r.IntN(12) == 0 {
					c.Amount = nil
				}
				o.Costs = append(o.Costs, c)
			}
		}
	}
	return o
}

func randomBookings(r *rand.Rand) (expenses []Expense, receipts []Receipt) {
	for range r.IntN(40) {
		e := Expense{Line: bookable()[r.IntN(6)], Axis: []string{"", "1", "2", "3"}[r.IntN(4)], Funder: []string{"", "esf", "region"}[r.IntN(3)], Charged: r.Int64N(9_000_00)}
		if r.IntN(2) == 0 {
			e.Accepted = new(r.Int64N(e.Charged + 1))
		}
		expenses = append(expenses, e)
	}
	for range r.IntN(4) {
		receipts = append(receipts, Receipt{Operation: []string{"esf", "region"}[r.IntN(2)], Source: Sources[r.IntN(5)], Amount: r.Int64N(90_000_00)})
	}
	return expenses, receipts
}

func checkSums(t *testing.T, n int, s *Statement) {
	t.Helper()
	for name, of := range map[string]func(Amounts) *int64{"spent": func(a Amounts) *int64 { return a.Spent }, "accepted": func(a Amounts) *int64 { return a.Accepted }, "planned": func(a Amounts) *int64 { return a.Planned }} {
		var lines, columns sum
		for _, row := range append(slices.Clone(s.Costs), s.Total) {
			var cells sum
			for _, c := range row.Cells {
				cells.add(of(c))
			}
			if total := of(row.Total); total != nil && cells.cents != *total {
				t.Fatalf("%d: %s of %s: axes make %d, the total is %d", n, name, row.Label, cells.cents, *total)
			}
			if row.Line != "" {
				lines.add(of(row.Total))
			}
		}
		for _, c := range s.Total.Cells {
			columns.add(of(c))
		}
		if total := of(s.Total.Total); total != nil && (lines.cents != *total || columns.cents != *total) {
			t.Fatalf("%d: %s: lines make %d and columns %d, the total is %d", n, name, lines.cents, columns.cents, *total)
		}
	}
}

func TestDueIsTheLeastOfItsTerms(t *testing.T) {
	base := Operation{Funder: "esf", Start: "2022-01-01", Option: Real, Granted: new(int64(50_000_00)), Rate: new(int64(6000))}
	cost := []Expense{{Line: Staff, Axis: "1", Charged: 100_000_00, Accepted: new(int64(80_000_00))}}
	received := func(others int64) []Receipt {
		return []Receipt{{Source: FromFunder, Amount: 10_000_00}, {Source: OtherPublic, Amount: others}}
	}
	for _, x := range []struct {
		name              string
		change            func(*Operation)
		receipts          []Receipt
		amount, remaining *int64
	}{
		{"rate", func(*Operation) {}, received(20_000_00), new(int64(48_000_00)), new(int64(38_000_00))},                                         // 60 % × 80 000
		{"granted", func(o *Operation) { o.Granted = new(int64(45_000_00)) }, received(20_000_00), new(int64(45_000_00)), new(int64(35_000_00))}, // the grant
		{"resources", func(*Operation) {}, received(40_000_00), new(int64(40_000_00)), new(int64(30_000_00))},                                    // 80 000 − 40 000
		{"never below zero", func(*Operation) {}, received(90_000_00), new(int64(0)), new(int64(-10_000_00))},                                    // others paid all
		{"no receipt", func(*Operation) {}, nil, nil, nil},                                                                                       // others not known
		{"no grant", func(o *Operation) { o.Granted = nil }, received(0), nil, nil},                                                              //
		{"no rate", func(o *Operation) { o.Rate = nil }, received(0), nil, nil},                                                                  //
		{"no option", func(o *Operation) { o.Option = "" }, received(0), nil, nil},                                                               // indirect costs are missing
	} {
		o := base
		x.change(&o)
		d := drawing{agreement: &agreement.Agreement{}, plan: &Plan{}, language: "fr"}
		due := d.due(newAccount(o, true, []string{"1"}, cost, x.receipts))
		if !equal(due.Amount, x.amount) || !equal(due.Remaining, x.remaining) {
			t.Errorf("%s: due %s, remaining %s", x.name, euros(due.Amount, "fr"), euros(due.Remaining, "fr"))
		}
	}
}

func equal(a, b *int64) bool { return a == nil && b == nil || a != nil && b != nil && *a == *b }

// TestAnAgreementThatShrankLosesNothing: what was booked on a funder or an axis that is gone stays in the sums.
func TestAnAgreementThatShrankLosesNothing(t *testing.T) {
	a := &agreement.Agreement{Axes: []agreement.Axis{{Number: "1"}}, Funders: []agreement.Funder{{Code: "esf"}}}
	p := &Plan{Operations: []Operation{{Funder: "region", Option: Real}}}
	s := draw(a, p, []Expense{{Line: Staff, Axis: "7", Funder: "region", Charged: 500}, {Line: Running, Axis: "1", Funder: "esf", Charged: 70}}, nil, Options{Language: "en"})
	checkSums(t, 0, s)
	if len(s.Axes) != 2 || s.Axes[1].Axis != "7" || !equal(s.Total.Total.Spent, new(int64(570))) {
		t.Errorf("axes %+v, spent %s", s.Axes, euros(s.Total.Total.Spent, "en"))
	}
	if !slices.ContainsFunc(s.Findings, func(f Finding) bool { return f.Code == "operation_void" }) {
		t.Errorf("findings %+v", s.Findings)
	}
}

func TestLastPaymentIsSixMonthsAfterTheEnd(t *testing.T) {
	for end, want := range map[string]string{"2020-12-31": "2021-06-30", "2020-08-31": "2021-02-28", "2023-08-31": "2024-02-29", "2020-01-15": "2020-07-15", "": ""} {
		if got := lastPayment(end, PaymentMonths); got != want {
			t.Errorf("after %q: %q, want %q", end, got, want)
		}
	}
}

func TestAmountsAndRatesAsWritten(t *testing.T) {
	for text, want := range map[string]int64{"12 345,60": 1234560, "0": 0, "1 234 €": 123400, "12 k€": 1200000} {
		if got, ok := readCents(text); !ok || got != want {
			t.Errorf("%q: %d %v, want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{"-5", "une quinzaine", "1,234", "12 %", "999999999999"} {
		if got, ok := readCents(text); ok {
			t.Errorf("%q is taken as %d cents", text, got)
		}
	}
	for text, want := range map[string]int64{"40": 4000, "48,35 %": 4835, "0": 0, "100": 10000} {
		if got, ok := readRate(text); !ok || got != want {
			t.Errorf("%q: %d %v, want %d", text, got, ok, want)
		}
	}
	for _, text := range []string{"101", "12,345", "12 €", "-1", "deux"} {
		if got, ok := readRate(text); ok {
			t.Errorf("%q is taken as %d basis points", text, got)
		}
	}
	for rate, want := range map[int64]string{4000: "40\u202f%", 4850: "48,5\u202f%", 4835: "48,35\u202f%"} {
		if got := Percent(rate, "fr"); got != want {
			t.Errorf("%d is written %q, want %q", rate, got, want)
		}
	}
}
