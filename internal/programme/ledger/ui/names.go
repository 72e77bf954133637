package ui

import (
	"context"
	"slices"
	"strconv"

	"maillage/internal/kit/frdate"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/ledger"
	"maillage/internal/register/territory"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// names tells codes in the words of the agreement and of the register of territories.
type names struct {
	agreement *agreement.Agreement
	gazetteer *territory.Gazetteer
	lang      string
}

func (h Handlers) names(ctx context.Context) (names, error) {
	a, err := h.Agreements.Current(ctx)
	return names{agreement: a, gazetteer: h.Gazetteer, lang: i18n.Lang(ctx)}, err
}

func (n names) kind(code string) string {
	if k, ok := n.agreement.Kind(code); ok {
		return k.Name.In(n.lang)
	}
	return code
}

// activity is "1.2 Rendez-vous régionaux"; the number alone when the agreement no longer has it.
func (n names) activity(number string) string {
	if x, ok := n.agreement.Activity(number); ok {
		return number + " " + x.Name.In(n.lang)
	}
	return number
}

func (n names) axis(number string) string {
	if x, ok := n.agreement.Axis(number); ok {
		return number + " " + x.Name.In(n.lang)
	}
	return number
}

func (n names) department(code string) string {
	if d, ok := n.gazetteer.Department(code); ok {
		return d.Name
	}
	return code
}

// funder is the badge of a funder, or of none.
func (n names) funder(ctx context.Context, code string) web.Funder {
	i := slices.IndexFunc(n.agreement.Funders, func(f agreement.Funder) bool { return f.Code == code })
	if i < 0 {
		return web.Funder{Name: i18n.T(ctx, "ledger.funder.none"), None: true}
	}
	return web.Funder{Name: n.agreement.Funders[i].Short.In(n.lang), Index: i}
}

// funderTabs switch a page of entries between funders and keep its other filters.
func (s selection) funderTabs(ctx context.Context, n names, path string) []web.Tab {
	var choices []web.FunderChoice
	for _, f := range n.agreement.Funders {
		choices = append(choices, web.FunderChoice{Code: f.Code, Name: f.Short.In(n.lang)})
	}
	return web.FunderChoices(ctx, choices, s.query.Get(ledger.ParamFunder), func(code string) string { return s.address(path, ledger.ParamFunder, code) })
}

// dateView is a date as it was read and, when that is in doubt, as it was written.
type dateView struct {
	ISO     string // the day, when it is one
	Words   string
	Written string
	Issues  []issueView
}

// issueView is one doubt about a date: a word, and the sentence that explains it.
type issueView struct {
	Word, Why string
	Doubtful  bool
}

// date tells the date of an entry, in short for lists. Issues that only say how precise a date is are left to the page of the entry.
func (n names) date(ctx context.Context, e ledger.Entry, short bool) dateView {
	v := n.reading(e)
	d := dateView{Words: n.words(ctx, e, v, short)}
	if e.Start == e.End {
		d.ISO = e.Start
	}
	for _, issue := range e.Issues() {
		doubtful := ledger.Doubtful(issue)
		if doubtful {
			d.Written = e.DateText
		}
		if doubtful || !short {
			d.Issues = append(d.Issues, issueView{Word: i18n.T(ctx, "ledger.issue."+issue), Why: n.why(ctx, e, issue, v), Doubtful: doubtful})
		}
	}
	return d
}

func (n names) why(ctx context.Context, e ledger.Entry, issue string, v frdate.Value) string {
	if e.DateText == "" {
		return i18n.T(ctx, "ledger.date.unwritten")
	}
	return frdate.Explain(issue, v, n.lang)
}

// reading reads the date again in the context that it was read in: the programme, and the year that the row was filed under.
func (n names) reading(e ledger.Entry) frdate.Value {
	c := frdate.Context{From: n.agreement.Programme.Start, To: n.agreement.Programme.End}
	if e.Year > ledger.SeveralYears {
		c.Section = e.Year
	}
	return frdate.Read(e.DateText, c)
}

func (n names) words(ctx context.Context, e ledger.Entry, v frdate.Value, short bool) string {
	switch {
	case e.Start != "" && e.Start == e.End && short:
		return frdate.ShortDay(e.Start, n.lang)
	case e.Start != "" && e.Start == e.End:
		return frdate.LongDay(e.Start, n.lang)
	case e.Start == "":
		return i18n.T(ctx, "ledger.date.none")
	case e.DateText == "" || v.Start == "":
		return strconv.Itoa(e.Year)
	case v.End != e.End: // an end of its own column
		return frdate.Long(frdate.Value{Kind: frdate.Interval, Start: e.Start, End: e.End, Precision: frdate.ToDay}, n.lang)
	}
	return frdate.Long(v, n.lang)
}

// place is where it was, as written, and whether from afar too.
func (n names) place(ctx context.Context, e ledger.Entry) string {
	remote := i18n.T(ctx, "ledger.remote")
	switch {
	case e.Remote && e.Place == "":
		return remote
	case e.Remote && !isRemoteWord(n.gazetteer, e.Place):
		return e.Place + ", " + remote
	}
	return e.Place
}

// isRemoteWord says whether a place as written already tells that it was from afar.
func isRemoteWord(g *territory.Gazetteer, place string) bool {
	return g.Read(place, territory.Hint{}).Remote
}
