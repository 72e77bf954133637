package ui

import (
	"cmp"
	"context"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"maillage/internal/programme/check"
	"maillage/internal/programme/ledger"
	"maillage/internal/programme/report"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

const (
	coherencePath = contentsPath + "/coherence"
	paramRule     = "regle"
	fieldWaiver   = "motif"
)

// The states of a finding in an address.
const (
	findingBlocking = "bloquant"
	findingSerious  = "serieux"
	findingNotice   = "a-noter"
	findingQuestion = "question"
	findingWaived   = "derogation"
)

var findingStates = []string{findingBlocking, findingSerious, findingNotice, findingQuestion, findingWaived}

func findingStateOf(f report.Checked) string {
	switch {
	case f.Waived != nil:
		return findingWaived
	case f.Question():
		return findingQuestion
	case f.Severity == check.Blocking:
		return findingBlocking
	case f.Severity == check.Serious:
		return findingSerious
	}
	return findingNotice
}

// coherenceView is what the consistency check found, as its address asks for it, and the waiver that was refused, if any.
type coherenceView struct {
	view
	State, Rule string
	Rules       []*check.Rule
	Counts      map[string]int // by state, of the rule chosen
	Found       []string       // the rules with findings, in the order of the check
	Groups      []coherenceGroup
	Stale       []report.Waiver
	Refused     waiverForm
}

// coherenceGroup is the findings of one text, or of what is recorded.
type coherenceGroup struct {
	ID, Title, URL string
	List           []coherenceFinding
}

// coherenceFinding is a finding with where it is read or mended.
type coherenceFinding struct {
	report.Checked
	Link web.Link
	Form waiverForm
}

// waiverForm is what was typed to answer for a finding, and what is wrong with it.
type waiverForm struct{ Fingerprint, Reason, Wrong string }

func (h Handlers) coherence(w http.ResponseWriter, r *http.Request) error {
	return h.showCoherence(w, r, http.StatusOK, waiverForm{})
}

func (h Handlers) showCoherence(w http.ResponseWriter, r *http.Request, status int, refused waiverForm) error {
	ctx := r.Context()
	v, err := h.selectCoherence(r)
	if err != nil {
		return err
	}
	for i := range v.Groups {
		for j := range v.Groups[i].List {
			if x := &v.Groups[i].List[j]; x.Fingerprint == refused.Fingerprint {
				x.Form = refused
			}
		}
	}
	f := h.desk(r, v.view, i18n.T(ctx, "report.check.title"))
	f.Intro = i18n.T(ctx, "report.check.intro")
	f.Actions = exports(ctx, v.with(coherencePath+".xlsx"), v.with(coherencePath+".csv"))
	return web.Render(w, r, status, coherencePage(f, v))
}

// selectCoherence reads the address: a perimeter, a state, a rule. Errors: invalid for a state or a rule that is none.
func (h Handlers) selectCoherence(r *http.Request) (coherenceView, error) {
	base, err := h.view(r)
	if err != nil {
		return coherenceView{}, err
	}
	q := r.URL.Query()
	v := coherenceView{view: base, Rules: h.Reports.AllRules(), State: q.Get(paramState), Rule: q.Get(paramRule), Counts: map[string]int{}, Stale: base.Review.Stale()}
	if v.State != "" && !slices.Contains(findingStates, v.State) {
		return v, refuse(paramState, v.State, findingStates)
	}
	var names []string
	for _, x := range v.Rules {
		names = append(names, x.Name)
		if slices.ContainsFunc(v.Review.Findings, func(f report.Checked) bool { return f.Rule == x.Name }) {
			v.Found = append(v.Found, x.Name)
		}
	}
	if v.Rule != "" && !slices.Contains(names, v.Rule) {
		return v, refuse(paramRule, v.Rule, names)
	}
	for _, f := range v.Review.Findings {
		if v.Rule != "" && f.Rule != v.Rule {
			continue
		}
		v.Counts[findingStateOf(f)]++
		if v.State != "" && findingStateOf(f) != v.State {
			continue
		}
		i := slices.IndexFunc(v.Groups, func(g coherenceGroup) bool { return g.ID == anchorOf(f.File) })
		if i < 0 {
			i = len(v.Groups)
			v.Groups = append(v.Groups, v.group(r.Context(), f.File))
		}
		v.Groups[i].List = append(v.Groups[i].List, coherenceFinding{Checked: f, Link: v.link(r.Context(), f), Form: waiverForm{Fingerprint: f.Fingerprint}})
	}
	for _, g := range v.Groups {
		slices.SortStableFunc(g.List, func(a, b coherenceFinding) int {
			return cmp.Or(slices.Index(findingStates, findingStateOf(a.Checked))-slices.Index(findingStates, findingStateOf(b.Checked)), a.Line-b.Line)
		})
	}
	return v, nil
}

// group names a text by its axis.
func (v coherenceView) group(ctx context.Context, file string) coherenceGroup {
	g := coherenceGroup{ID: anchorOf(file), Title: i18n.T(ctx, "report.check.register")}
	if file == report.Register {
		return g
	}
	g.Title, g.URL = i18n.T(ctx, "report.check.opening"), v.within(contentsPath)
	if axis := v.files[file]; axis != "" {
		c, _ := v.chapter(axis)
		g.Title, g.URL = i18n.T(ctx, "report.axis", "axis", axis)+", "+v.chapters[c].Title, v.axisURL(axis)
	}
	return g
}

// link leads to where a finding is read, or to where what is recorded can be mended.
func (v coherenceView) link(ctx context.Context, f report.Checked) web.Link {
	if f.File == report.Register {
		return web.Link{Label: i18n.T(ctx, "report.check.mend_there"), URL: f.URL}
	}
	return web.Link{Label: i18n.T(ctx, "report.check.read_there"), URL: v.group(ctx, f.File).URL}
}

// with is the selection with parameters changed: names and values in turn, "" takes one away.
func (v coherenceView) with(path string, changes ...string) string {
	return web.Address(path, nil, append([]string{ledger.ParamFunder, v.funder, paramState, v.State, paramRule, v.Rule}, changes...)...)
}

func (v coherenceView) states(ctx context.Context) []web.Tab {
	total := 0
	for _, n := range v.Counts {
		total += n
	}
	count := func(n int) string { return i18n.Number(ctx, float64(n)) }
	list := []web.Tab{{Label: i18n.T(ctx, "report.check.state.all"), URL: v.with(coherencePath, paramState, ""), Count: count(total), Current: v.State == ""}}
	for _, s := range findingStates {
		list = append(list, web.Tab{Label: i18n.T(ctx, "report.check.states."+s), URL: v.with(coherencePath, paramState, s), Count: count(v.Counts[s]), Current: v.State == s})
	}
	return list
}

func (v coherenceView) ruleChips(ctx context.Context) []web.Chip {
	var list []web.Chip
	for _, name := range v.Found {
		chip := web.Chip{Before: v.title(ctx, name)}
		if name == v.Rule {
			chip = web.Chip{Before: i18n.T(ctx, "report.check.rule"), Value: v.title(ctx, name), RemoveURL: v.with(coherencePath, paramRule, "")}
		} else {
			chip.URL = v.with(coherencePath, paramRule, name)
		}
		list = append(list, chip)
	}
	return list
}

// stopping counts what a final version cannot be built over.
func (v coherenceView) stopping() int {
	n := 0
	for _, f := range v.Review.Findings {
		if f.Stops() {
			n++
		}
	}
	return n
}

func findingState(ctx context.Context, f report.Checked) web.State {
	s := findingStateOf(f)
	tone := map[string]web.Tone{findingBlocking: web.Bad, findingSerious: web.Warn, findingNotice: web.Quiet, findingQuestion: web.Quiet, findingWaived: web.OK}[s]
	return web.State{Label: i18n.T(ctx, "report.check.state."+s), Tone: tone}
}

// field is that of the form that answers for a finding.
func (x coherenceFinding) field(ctx context.Context) web.Field {
	return web.Field{
		ID: "m-" + x.Fingerprint, Name: fieldWaiver, Label: i18n.T(ctx, "report.check.reason"), Hint: i18n.T(ctx, "report.check.reason.hint"), Value: x.Form.Reason,
		Lines: 3, Max: report.MaxReason, Required: true, Error: x.Form.Wrong,
	}
}

// aboutLabel says what the words of a finding are: those of a text, or the thing recorded.
func (x coherenceFinding) aboutLabel(ctx context.Context) string {
	if x.File == report.Register {
		return i18n.T(ctx, "report.check.about") + " :"
	}
	return i18n.T(ctx, "report.check.words") + " :"
}

func (v coherenceView) act(fingerprint, verb string) string {
	return v.with(coherencePath + "/" + url.PathEscape(fingerprint) + "/" + verb)
}

func (h Handlers) waive(w http.ResponseWriter, r *http.Request) error {
	f := waiverForm{Fingerprint: r.PathValue("fingerprint"), Reason: r.PostFormValue(fieldWaiver)}
	o := report.Options{Language: i18n.Lang(r.Context()), Funder: r.URL.Query().Get(ledger.ParamFunder)}
	err := h.Reports.Waive(r.Context(), o, f.Fingerprint, f.Reason)
	if wrong, ok := wrongFields(r.Context(), err, map[string]string{"check.reason": fieldWaiver}); ok {
		f.Wrong = wrong[fieldWaiver]
		return h.showCoherence(w, r, http.StatusUnprocessableEntity, f)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, backToFinding(r, f.Fingerprint), "report.check.waived")
}

func (h Handlers) liftWaiver(w http.ResponseWriter, r *http.Request) error {
	fingerprint := r.PathValue("fingerprint")
	if err := h.Reports.LiftWaiver(r.Context(), fingerprint); err != nil {
		return err
	}
	return web.Redirect(w, r, backToFinding(r, fingerprint), "report.check.lifted")
}

func backToFinding(r *http.Request, fingerprint string) string {
	to := url.URL{Path: coherencePath, RawQuery: r.URL.Query().Encode(), Fragment: "c-" + fingerprint}
	return to.String()
}

// title is what a rule is called.
func (v coherenceView) title(ctx context.Context, name string) string {
	if i := slices.IndexFunc(v.Rules, func(r *check.Rule) bool { return r.Name == name }); i >= 0 {
		return v.Rules[i].Title.In(i18n.Lang(ctx))
	}
	return name
}

func (h Handlers) coherenceRows(r *http.Request) (*sheet, error) {
	ctx := r.Context()
	v, err := h.selectCoherence(r)
	if err != nil {
		return nil, err
	}
	s := newSheet(ctx, "report.check.rule", "report.check.state", "report.check.place", "report.check.words", "report.check.message", "report.check.expected", "report.check.mend",
		"report.check.related", "report.check.reason", "report.kept.by", "report.kept.kept_at", "report.check.fingerprint")
	for _, g := range v.Groups {
		for _, x := range g.List {
			w := report.Waiver{}
			at := ""
			if x.Waiving != nil {
				w, at = *x.Waiving, instant(x.Waiving.At)
			}
			s.add(v.title(ctx, x.Rule), findingState(ctx, x.Checked).Label, x.Place(), x.Words, x.Message.In(v.Language), x.Expected.In(v.Language), x.Mend.In(v.Language),
				relatedText(x.Checked), w.Reason, w.By, at, x.Fingerprint)
		}
	}
	return s, nil
}

func relatedText(f report.Checked) string {
	text := ""
	for _, x := range f.Related {
		if text != "" {
			text += " ; "
		}
		text += x.File + ":" + strconv.Itoa(x.Line)
	}
	return text
}
