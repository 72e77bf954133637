package evidence

import (
	"errors"
	"testing"
	"time"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/fetch"
	"maillage/internal/kit/lang"
	"maillage/internal/programme/agreement"
)

func TestRetentionIsTheLatestOfAllThatApplies(t *testing.T) {
	funder := func(code string, r agreement.Retention) agreement.Funder {
		return agreement.Funder{Code: code, Short: lang.Text{FR: code}, Retention: r}
	}
	old := funder("old", agreement.Retention{FundPeriod: "2014-2020", Accounts: "2022-02-15"})
	oldUnknown := funder("old", agreement.Retention{FundPeriod: "2014-2020", LastPayment: "2022-06-30"})
	recent := funder("new", agreement.Retention{FundPeriod: "2021-2027", LastPayment: "2025-01-01"})
	recentUnknown := funder("new", agreement.Retention{FundPeriod: "2021-2027"})
	silent := funder("region", agreement.Retention{})
	stated := funder("region", agreement.Retention{RetentionUntil: "2031-06-30"})
	clause := funder("region", agreement.Retention{RetentionYears: 10, LastPayment: "2021-03-01"})
	clauseUnknown := funder("region", agreement.Retention{RetentionYears: 10})
	settled := funder("new", agreement.Retention{FundPeriod: "2021-2027", RetentionUntil: "2027-01-01"})
	longer := funder("new", agreement.Retention{FundPeriod: "2021-2027", RetentionUntil: "2027-01-01", LastPayment: "2025-01-01"})
	for _, c := range []struct {
		name           string
		funders        []agreement.Funder
		kind, dated    string
		until, atLeast string
		unknown        int
	}{
		{"2014-2020: three years win over two", []agreement.Funder{old}, "photo", "", "2025-12-31", "", 0},
		{"2014-2020: a payment says nothing of the accounts", []agreement.Funder{oldUnknown}, "photo", "", "", "", 1},
		{"2021-2027", []agreement.Funder{recent}, "photo", "", "2030-12-31", "", 0},
		{"2021-2027 without a payment", []agreement.Funder{recentUnknown}, "photo", "", "", "", 1},
		{"several funders: the latest", []agreement.Funder{old, recent}, "photo", "", "2030-12-31", "", 0},
		{"one of several is not known", []agreement.Funder{old, silent}, "photo", "", "", "2025-12-31", 1},
		{"a day that the agreement states", []agreement.Funder{stated}, "photo", "", "2031-06-30", "", 0},
		{"a clause in years", []agreement.Funder{clause}, "photo", "", "2031-12-31", "", 0},
		{"a clause in years without a payment", []agreement.Funder{clauseUnknown}, "photo", "", "", "", 1},
		{"a stated day settles a fund that cannot be computed", []agreement.Funder{settled}, "photo", "", "2027-01-01", "", 0},
		{"a rule that can be computed goes beyond a stated day", []agreement.Funder{longer}, "photo", "", "2030-12-31", "", 0},
		{"an invoice: ten years", []agreement.Funder{old}, "invoice", "2019-05-02", "2029-12-31", "", 0},
		{"an invoice without a date", []agreement.Funder{old}, "invoice", "", "", "2025-12-31", 1},
		{"an invoice of a longer fund", []agreement.Funder{recent}, "invoice", "2019-05-02", "2030-12-31", "", 0},
		{"nobody", nil, "photo", "", "", "", 0},
	} {
		r := retain(RetentionRules(), c.funders, c.kind, c.dated)
		if r.Until != c.until || r.AtLeast != c.atLeast || len(r.Unknown) != c.unknown {
			t.Errorf("%s: until %q, at least %q, unknown %v; want %q, %q, %d", c.name, r.Until, r.AtLeast, r.Unknown, c.until, c.atLeast, c.unknown)
		}
	}
	r := retain(RetentionRules(), []agreement.Funder{recent}, "photo", "")
	if !r.Blocks("2030-12-31") || r.Blocks("2031-01-01") || !(Retention{}).Blocks("2999-01-01") {
		t.Error("a piece may be destroyed from the day after, and never while the day is not known")
	}
	if got := RetentionText(retain(RetentionRules(), []agreement.Funder{old, silent}, "", ""), "fr"); got != "au moins jusqu’au 2025-12-31 (region : la convention ne dit ni la période du fonds, ni la durée de conservation)" {
		t.Errorf("told as %q", got)
	}
}

func TestRetentionRulesSayWhereTheyComeFrom(t *testing.T) {
	seen := map[string]bool{}
	for _, r := range RetentionRules() {
		_, err := time.Parse(time.DateOnly, r.ValidFrom)
		if err != nil || r.LegalRef == "" || r.Mark != "V" && r.Mark != "K" || r.Name.FR == "" || r.Name.EN == "" || r.Years < 1 || seen[r.Code] {
			t.Errorf("%+v", r)
		}
		if (r.FundPeriod == "") == (len(r.Kinds) == 0) || (r.Starts == Piece) == (r.FundPeriod != "") {
			t.Errorf("%s is for a fund or for kinds, and counts from what these have", r.Code)
		}
		seen[r.Code] = true
	}
	for _, period := range agreement.FundPeriods {
		if r := retain(RetentionRules(), []agreement.Funder{{Retention: agreement.Retention{FundPeriod: period, LastPayment: "2022-01-01", Accounts: "2022-01-01"}}}, "", ""); r.Until == "" {
			t.Errorf("no rule for the funds of %s", period)
		}
	}
}

func TestProgressOfADeliverable(t *testing.T) {
	at := time.Date(2020, 6, 1, 12, 0, 0, 0, time.UTC)
	day := func(s string) *time.Time { d, _ := time.Parse(time.DateOnly, s); return &d }
	announced := Item{ID: "a", State: NotCaptured, AddedAt: *day("2019-01-01"), Link: "https://a.fr/"}
	kept := Item{ID: "k", State: Stored, AddedAt: *day("2020-05-01"), DatedOn: "2020-04-10"}
	undated := Item{ID: "u", State: Stored, AddedAt: *day("2019-01-01"), CapturedAt: day("2020-03-03"), Link: "https://a.fr/"}
	published := Item{ID: "p", State: Stored, AddedAt: *day("2020-05-01"), DatedOn: "2020-04-10", PublishedOn: "2020-05-05", PublishedLink: "https://p.fr/"}
	later := published
	later.PublishedOn = "2020-07-01"
	nowhere := Item{ID: "n", State: NotCaptured, AddedAt: *day("2020-05-01"), PublishedOn: "2020-05-20"}
	capture := []File{{Item: "p", Link: "https://p.fr/", SHA256: "c1", At: *day("2020-05-06")}, {Item: "p", Link: "https://p.fr/", SHA256: "c2", At: *day("2020-06-02")}, {Item: "p", Link: "https://other.fr/", SHA256: "c3", At: *day("2020-05-06")}}
	for _, c := range []struct {
		name     string
		due      string
		publish  bool
		pieces   []Item
		captures []File
		want     DeliverableState
		late     bool
	}{
		{"nothing, no day", "", false, nil, nil, DeliverableState{State: Due}, false},
		{"nothing, in time", "2020-06-01", false, nil, nil, DeliverableState{State: Due}, false},
		{"nothing, the day has passed", "2020-05-31", false, nil, nil, DeliverableState{State: Missing}, false},
		{"announced, in time", "2020-06-01", false, []Item{announced}, nil, DeliverableState{State: Due}, false},
		{"announced, no day", "", false, []Item{announced}, nil, DeliverableState{State: Due}, false},
		{"announced, the day has passed", "2020-05-31", false, []Item{announced}, nil, DeliverableState{State: Late}, false},
		{"kept", "2020-05-31", false, []Item{announced, kept}, nil, DeliverableState{State: Delivered, DeliveredOn: "2020-04-10"}, false},
		{"kept after its day", "2020-04-09", false, []Item{kept}, nil, DeliverableState{State: Delivered, DeliveredOn: "2020-04-10"}, true},
		{"the earliest piece delivers", "", false, []Item{kept, undated}, nil, DeliverableState{State: Delivered, DeliveredOn: "2020-03-03"}, false},
		{"to be published, in time", "2020-06-01", true, []Item{kept}, nil, DeliverableState{State: Delivered, DeliveredOn: "2020-04-10"}, false},
		{"to be published, the day has passed", "2020-05-31", true, []Item{kept}, nil, DeliverableState{State: Late, DeliveredOn: "2020-04-10"}, false},
		{"published, told", "2020-05-31", true, []Item{published}, nil,
			DeliverableState{State: Published, DeliveredOn: "2020-04-10", PublishedOn: "2020-05-05", Link: "https://p.fr/", Proof: Told}, false},
		{"published, captured", "", true, []Item{published}, capture,
			DeliverableState{State: Published, DeliveredOn: "2020-04-10", PublishedOn: "2020-05-05", Link: "https://p.fr/", Proof: OnCapture, Captured: "c1"}, false},
		{"published later than the moment asked for", "2020-05-31", true, []Item{later}, nil, DeliverableState{State: Late, DeliveredOn: "2020-04-10"}, false},
		{"published, nobody says where", "", false, []Item{nowhere}, nil, DeliverableState{State: Published, PublishedOn: "2020-05-20"}, false},
	} {
		got := follow(agreement.Deliverable{Due: c.due, Publication: c.publish}, c.pieces, c.captures, at)
		if got.State != c.want.State || got.DeliveredOn != c.want.DeliveredOn || got.PublishedOn != c.want.PublishedOn || got.Link != c.want.Link || got.Proof != c.want.Proof || got.Captured != c.want.Captured {
			t.Errorf("%s: %+v\nwant %+v", c.name, got, c.want)
		}
		if got.DeliveredLate() != c.late {
			t.Errorf("%s: late %v, want %v", c.name, got.DeliveredLate(), c.late)
		}
	}
}

func TestWhatAnAnswerMeans(t *testing.T) {
	for _, c := range []struct {
		page fetch.Page
		err  error
		want LinkState
	}{
		{fetch.Page{Status: 200}, nil, Alive},
		{fetch.Page{Status: 200, Redirected: true, Final: "https://b.fr/"}, nil, Moved},
		{fetch.Page{Status: 404}, nil, Dead}, {fetch.Page{Status: 410}, nil, Dead}, {fetch.Page{Status: 404, Redirected: true}, nil, Dead},
		{fetch.Page{Status: 401}, nil, Private}, {fetch.Page{Status: 403}, nil, Private},
		{fetch.Page{Status: 200, Redirected: true, Final: "https://accounts.google.com/v3/signin?continue=x"}, nil, Private},
		{fetch.Page{Status: 200, Redirected: true, Final: "https://www.dropbox.com/login?cont=x"}, nil, Private},
		{fetch.Page{Status: 200, Final: "https://www.dropbox.com/s/x"}, nil, Alive},
		{fetch.Page{Status: 500}, nil, Unreachable}, {fetch.Page{Status: 429}, nil, Unreachable},
		{fetch.Page{}, errors.New("dns"), Unreachable}, {fetch.Page{}, apperr.New(apperr.Unavailable, "x", "", ""), Unreachable},
		{fetch.Page{}, apperr.New(apperr.Forbidden, "x", "", ""), Refused}, {fetch.Page{}, apperr.New(apperr.Invalid, "x", "", ""), Refused},
	} {
		if got := judge(c.page, c.err); got != c.want {
			t.Errorf("%+v, %v: %s, want %s", c.page, c.err, got, c.want)
		}
	}
}
