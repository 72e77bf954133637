package ui

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"maillage/internal/kit/apperr"
	"maillage/internal/programme/report"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

const (
	versionsPath = contentsPath + "/versions"
	keepingPath  = versionsPath + "/en-cours/"
)

// The fields of the form that keeps a version.
const (
	fieldLabel     = "intitule"
	fieldPerimeter = "perimetre"
	fieldSort      = "sorte"
	fieldReplaces  = "remplace"
	fieldReason    = "motif"

	sortFinal = "definitive"
)

var keepFields = map[string]string{"version.label": fieldLabel, "version.reason": fieldReason}

// keepForm is what was typed to keep a version, and what is wrong with it.
type keepForm struct {
	Label, Funder, Sort, Replaces, Reason string
	Wrong                                 map[string]string
	Problem                               string // about no field
}

// versionsView is the list of kept versions of a perimeter, or of all; Calendar takes the place of its table.
type versionsView struct {
	view
	List     []report.Version
	All      []report.Version
	Files    map[int][]report.VersionFile
	Calendar *web.Calendar
	Form     keepForm
	Running  *task
}

func versionPath(number int) string { return versionsPath + "/" + strconv.Itoa(number) }

func (h Handlers) versions(w http.ResponseWriter, r *http.Request) error {
	return h.showVersions(w, r, http.StatusOK, keepForm{Funder: r.URL.Query().Get("financeur")})
}

func (h Handlers) showVersions(w http.ResponseWriter, r *http.Request, status int, form keepForm) error {
	ctx := r.Context()
	v, err := h.selectVersions(r)
	if err != nil {
		return err
	}
	calendar, err := web.AsCalendar(r)
	if err != nil {
		return err
	}
	if calendar {
		if v.Calendar, err = v.calendar(r); err != nil {
			return err
		}
	}
	v.Form = form
	if t, ok := h.keeping.running(); ok {
		v.Running = &t
	}
	f := h.desk(r, v.view, i18n.T(ctx, "report.kept.title"))
	f.Intro = i18n.T(ctx, "report.kept.intro")
	views := web.Views(ctx, calendar, func(view string) string { return v.within(versionsPath, web.ParamView, view) })
	f.Actions = append([]templ.Component{views}, exports(ctx, v.within(versionsPath+".xlsx"), v.within(versionsPath+".csv"))...)
	return web.Render(w, r, status, versionsPage(f, v))
}

func (h Handlers) selectVersions(r *http.Request) (versionsView, error) {
	base, err := h.view(r)
	if err != nil {
		return versionsView{}, err
	}
	v := versionsView{view: base, Files: map[int][]report.VersionFile{}}
	if v.All, err = h.Reports.Versions(r.Context()); err != nil {
		return v, err
	}
	files, err := h.Reports.Files(r.Context())
	for _, f := range files {
		v.Files[f.Version] = append(v.Files[f.Version], f)
	}
	for _, x := range v.All {
		if v.funder == "" || v.funder == x.Funder {
			v.List = append(v.List, x)
		}
	}
	return v, err
}

// perimeterName names what a version counts.
func (v view) perimeterName(ctx context.Context, funder string) string {
	for _, f := range v.Programme.Funders {
		if f.Code == funder {
			return f.Short
		}
	}
	if funder == "" {
		return i18n.T(ctx, "report.tab.all")
	}
	return funder
}

func (v versionsView) table(ctx context.Context) web.Table {
	column := func(key string, place web.Place) web.Column {
		return web.Column{Label: i18n.T(ctx, "report.kept."+key), Place: place}
	}
	t := web.Table{Caption: i18n.T(ctx, "report.kept.title"), Columns: []web.Column{
		column("label", web.CardTitle), column("sort", web.CardAside), column("perimeter", web.CardLine), column("kept_at", web.CardLine),
		column("by", web.CardLine), column("files", web.CardLine), column("hash", web.CardLine),
	}}
	for _, x := range v.List {
		t.Rows = append(t.Rows, web.Row{ID: "v" + strconv.Itoa(x.Number), Cells: []templ.Component{
			versionTitle(x), web.StateBadge(sortState(ctx, x.Final)), web.Text(v.perimeterName(ctx, x.Funder)), web.Text(moment(ctx, x.KeptAt)),
			web.Text(x.Actor), fileFormats(v.Files[x.Number]), element("code", ` class="xs"`, words(x.Hash[:12])),
		}})
	}
	return t
}

// calendar shows the versions by the day on which each was kept.
func (v versionsView) calendar(r *http.Request) (*web.Calendar, error) {
	ctx := r.Context()
	things := make([]web.Dated, len(v.List))
	for i, x := range v.List {
		at := x.KeptAt.UTC()
		day := at.Format(time.DateOnly)
		things[i] = web.Dated{
			Start: day, End: day, Title: web.Link{Label: numberedName(x), URL: versionPath(x.Number)},
			Around: []string{at.Format("15:04"), v.perimeterName(ctx, x.Funder), x.Actor}, Badges: []templ.Component{web.StateBadge(sortState(ctx, x.Final))},
		}
	}
	slices.Reverse(things) // the list begins with the newest
	return web.DatedList{
		Words: func(n int) string { return i18n.N(ctx, "report.kept.versions", n) },
		Address: func(view, year string) string {
			return v.within(versionsPath, web.ParamView, view, web.ParamCalendarYear, year)
		},
		Empty: web.Empty{Icon: "signature", Title: i18n.T(ctx, "report.kept.none"), Text: i18n.T(ctx, "report.kept.none.text")},
	}.Of(things).Calendar(ctx, r)
}

// shown is the view in an address.
func (v versionsView) shown() string {
	if v.Calendar == nil {
		return ""
	}
	return web.ViewCalendar
}

func sortState(ctx context.Context, final bool) web.State {
	if final {
		return web.State{Label: i18n.T(ctx, "report.kept.final"), Tone: web.OK, Icon: "signature"}
	}
	return web.State{Label: i18n.T(ctx, "report.kept.working"), Tone: web.Quiet}
}

// numberedName names a version where it is chosen: "3. Bilan définitif".
func numberedName(x report.Version) string { return strconv.Itoa(x.Number) + ". " + x.Label }

func (v versionsView) fields(ctx context.Context) []web.Field {
	perimeter := web.Field{ID: "perimetre", Name: fieldPerimeter, Label: i18n.T(ctx, "report.kept.perimeter"), Value: v.Form.Funder, Error: v.Form.Wrong[fieldPerimeter]}
	perimeter.Choices = []web.Choice{{Label: i18n.T(ctx, "report.tab.all")}}
	for _, f := range v.Programme.Funders {
		perimeter.Choices = append(perimeter.Choices, web.Choice{Value: f.Code, Label: f.Name})
	}
	replaces := web.Field{
		ID: "remplace", Name: fieldReplaces, Label: i18n.T(ctx, "report.kept.replaces"), Hint: i18n.T(ctx, "report.kept.replaces.hint"), Value: v.Form.Replaces, Error: v.Form.Wrong[fieldReplaces],
		Choices: []web.Choice{{Label: i18n.T(ctx, "report.kept.replaces.none")}},
	}
	for _, x := range v.All {
		replaces.Choices = append(replaces.Choices, web.Choice{Value: strconv.Itoa(x.Number), Label: numberedName(x)})
	}
	list := []web.Field{
		{
			ID: "sorte", Name: fieldSort, Label: i18n.T(ctx, "report.kept.sort"), Hint: i18n.T(ctx, "report.kept.sort.hint"), Value: v.Form.Sort,
			Choices: []web.Choice{{Value: "travail", Label: i18n.T(ctx, "report.kept.working")}, {Value: sortFinal, Label: i18n.T(ctx, "report.kept.final")}},
		},
		perimeter,
		{
			ID: "intitule", Name: fieldLabel, Label: i18n.T(ctx, "report.kept.label"), Hint: i18n.T(ctx, "report.kept.label.hint"), Value: v.Form.Label,
			Max: report.MaxLabel, Error: v.Form.Wrong[fieldLabel],
		},
	}
	if len(v.All) == 0 { // a first version corrects nothing
		return list
	}
	return append(list, replaces, web.Field{
		ID: "motif", Name: fieldReason, Label: i18n.T(ctx, "report.kept.reason"), Hint: i18n.T(ctx, "report.kept.reason.hint"), Value: v.Form.Reason, Lines: 3,
		Max: report.MaxClosing, Error: v.Form.Wrong[fieldReason],
	})
}

// keep starts to keep a version and leads to the page that tells how far it is.
func (h Handlers) keep(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	form := keepForm{
		Label: r.PostFormValue(fieldLabel), Funder: r.PostFormValue(fieldPerimeter), Sort: r.PostFormValue(fieldSort),
		Replaces: r.PostFormValue(fieldReplaces), Reason: r.PostFormValue(fieldReason),
	}
	in, err := form.input(i18n.Lang(ctx))
	if err == nil {
		err = in.Check()
	}
	var id string
	if err == nil {
		id, err = h.keeping.start(ctx, 0, h.Reports.Now(), func(ctx context.Context, progress func(string)) (Outcome, error) { return h.Keep(ctx, in, progress) })
	}
	if wrong, ok := wrongFields(ctx, err, keepFields); ok {
		form.Wrong = wrong
		return h.showVersions(w, r, http.StatusUnprocessableEntity, form)
	}
	if errors.Is(err, errBusy) {
		form.Problem = apperr.Message(err, i18n.Lang(ctx))
		return h.showVersions(w, r, http.StatusConflict, form)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, keepingPath+id, "")
}

func (f keepForm) input(language string) (report.KeepInput, error) {
	in := report.KeepInput{Funder: f.Funder, Language: language, Final: f.Sort == sortFinal, Label: f.Label, Reason: f.Reason}
	if f.Replaces == "" {
		return in, nil
	}
	var err error
	in.Replaces, err = numberOf(f.Replaces)
	return in, err
}

// numberOf reads the number of a version. Errors: not_found, for what is no number is no version.
func numberOf(text string) (int, error) {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 1_000_000 {
		return 0, apperr.Newf(apperr.NotFound, "version.none", "Il n’y a pas de version « %.20s » du bilan.", "There is no version “%.20s” of the report.", text)
	}
	return n, nil
}

// progressView is how far the keeping of a version is.
type progressView struct {
	task
	Elapsed string
	Problem []string // lines of the error
	Still   bool     // the reader asked that the page does not renew itself
}

// refresh is how often the page of a task is read again, in seconds.
const refresh = "3"

// progress tells how far a task is. The page renews itself by a header, which works without scripts; a link stops that for who reads slowly.
func (h Handlers) progress(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	t, ok := h.keeping.find(r.PathValue("task"))
	if !ok {
		return apperr.New(apperr.NotFound, "report.task", "Ce travail n’est plus connu : le serveur a redémarré, ou d’autres ont suivi. Voyez la liste des versions.",
			"This work is no longer known: the server was restarted, or others followed. See the list of versions.")
	}
	if t.Done && t.Err == nil && len(t.Missing) > 0 {
		return web.Redirect(w, r, versionPath(t.Version.Number)+"?"+paramTask+"="+url.QueryEscape(t.ID), "")
	}
	if t.Done && t.Err == nil {
		return web.Redirect(w, r, versionPath(t.Version.Number), t.words("done"))
	}
	p := progressView{task: t, Still: r.URL.Query().Has("fixe"), Elapsed: strconv.Itoa(int(h.Reports.Now().Sub(t.Began) / time.Second))}
	if t.Err != nil && !t.Stopped() {
		p.Problem = problemLines(ctx, t.Err)
	}
	if !t.Done && !p.Still {
		w.Header().Set("Refresh", refresh)
	}
	f := h.site.Frame(r, web.Report, i18n.T(ctx, t.words("title")))
	f.Trail = []web.Link{{Label: i18n.T(ctx, "report.kept.title"), URL: versionsPath}}
	return web.Render(w, r, http.StatusOK, progressPage(f, p))
}

// problemLines are what to tell a person of an error. An unforeseen one may name tables or paths: the log keeps it.
func problemLines(ctx context.Context, err error) []string {
	if apperr.CodeOf(err) == apperr.Internal {
		return []string{i18n.T(ctx, "report.keeping.failed")}
	}
	return slices.DeleteFunc(strings.Split(apperr.Message(err, i18n.Lang(ctx)), "\n"), func(line string) bool { return strings.TrimSpace(line) == "" })
}

func (p progressView) step(ctx context.Context) string {
	if key := "report.step." + p.Step; i18n.Has(ctx, key) {
		return i18n.T(ctx, key)
	}
	return i18n.T(ctx, "report.step.print", "format", strings.ToUpper(p.Step))
}

// words is the key of a text about keeping a version, or about printing one.
func (t task) words(key string) string {
	if t.Of != 0 {
		return "report.reprint." + key
	}
	return "report.keeping." + key
}

func (p progressView) path() string { return keepingPath + url.PathEscape(p.ID) }

func (h Handlers) stopKeeping(w http.ResponseWriter, r *http.Request) error {
	id := r.PathValue("task")
	if !h.keeping.stop(id) {
		return web.Redirect(w, r, versionsPath, "")
	}
	return web.Redirect(w, r, keepingPath+url.PathEscape(id), "")
}

// Close ends the keeping of a version that is under way, and waits for it.
func (h Handlers) Close() { h.keeping.close() }
