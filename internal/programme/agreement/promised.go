package agreement

import (
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"maillage/internal/kit/lang"
)

// promised is a deliverable as the file writes it.
type promised struct {
	Code        string          `toml:"code"`
	Name        lang.Text       `toml:"name"`
	Axis        string          `toml:"axis"`
	Activity    string          `toml:"activity"`
	Due         *toml.LocalDate `toml:"due"`
	Publication bool            `toml:"publication"`
}

// readDeliverables gives each deliverable of an activity its axis, which begins the activity's number.
func (f *file) readDeliverables(a *Agreement) {
	for _, x := range f.Deliverables {
		d := Deliverable{Code: x.Code, Name: x.Name, Axis: x.Axis, Activity: x.Activity, Due: day(x.Due), Publication: x.Publication}
		if d.Axis == "" {
			d.Axis, _, _ = strings.Cut(x.Activity, ".")
		}
		a.Deliverables = append(a.Deliverables, d)
	}
}

func (a *Agreement) checkDeliverables(once func(string, string), fault func(string, ...any)) {
	for _, d := range a.Deliverables {
		once("deliverable", d.Code)
		if d.Name.FR == "" {
			fault("deliverable %s: it needs a name", d.Code)
		}
		if _, ok := a.Axis(d.Axis); !ok {
			fault("deliverable %s: axis %q does not exist; write axis or activity", d.Code, d.Axis)
		}
		x, ok := a.Activity(d.Activity)
		if d.Activity != "" && (!ok || x.Axis != d.Axis) {
			fault("deliverable %s: activity %q does not exist in axis %q", d.Code, d.Activity, d.Axis)
		}
	}
}

// FundPeriods are the periods of the European funds that a funder may name.
var FundPeriods = []string{"2014-2020", "2021-2027"}

// retention is what the file says of a funder's proofs.
type retention struct {
	FundPeriod     string          `toml:"fund_period"`
	LastPayment    *toml.LocalDate `toml:"last_payment"`
	Accounts       *toml.LocalDate `toml:"accounts"`
	RetentionYears int             `toml:"retention_years"`
	RetentionUntil *toml.LocalDate `toml:"retention_until"`
}

func (r retention) read(funder string, fault func(string, ...any)) Retention {
	if r.FundPeriod != "" && !slices.Contains(FundPeriods, r.FundPeriod) {
		fault("funder %s: fund_period is %q; write %s", funder, r.FundPeriod, strings.Join(FundPeriods, " or "))
	}
	if r.RetentionYears < 0 || r.RetentionYears > 100 {
		fault("funder %s: retention_years is %d", funder, r.RetentionYears)
	}
	return Retention{
		FundPeriod: r.FundPeriod, LastPayment: day(r.LastPayment), Accounts: day(r.Accounts), RetentionYears: r.RetentionYears, RetentionUntil: day(r.RetentionUntil),
	}
}

// day is a date of the file, "" when it is left out.
func day(d *toml.LocalDate) string {
	if d == nil {
		return ""
	}
	return d.String()
}
