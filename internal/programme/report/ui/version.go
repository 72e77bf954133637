package ui

import (
	"context"
	"io"
	"mime"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/a-h/templ"

	"maillage/internal/kit/apperr"
	"maillage/internal/programme/report"
	"maillage/internal/web"
	"maillage/internal/web/i18n"
)

// versionView is a kept version, what it no longer tells, and how it stands among the others.
type versionView struct {
	view
	Version    report.Version
	Files      []report.VersionFile
	Difference *report.Difference
	Letter     *report.Letter // of a correction
	Correction *report.Version
	All        []report.Version
	Replayed   *report.Replayed // when it was asked for
	Missing    []string         // files that could not be printed a moment ago: what, why, how to mend it
	Lacking    []string         // formats that it was not printed in
}

// paramTask names the task that has just ended.
const paramTask = "travail"

func (h Handlers) version(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	v, err := h.readVersion(r)
	if err != nil {
		return err
	}
	if r.URL.Query().Has("recalcul") {
		again, err := h.Reports.Replay(ctx, v.Version.Number)
		if err != nil {
			return err
		}
		v.Replayed = &again
	}
	if t, ok := h.keeping.find(r.URL.Query().Get(paramTask)); ok && t.Done && t.Version.Number == v.Version.Number {
		v.Missing = t.Missing
	}
	f := h.desk(r, v.view, numberedName(v.Version))
	f.Trail = append(f.Trail, web.Link{Label: i18n.T(ctx, "report.kept.title"), URL: v.within(versionsPath)})
	f.Intro = i18n.T(ctx, "report.kept.one.intro", "perimeter", v.perimeterName(ctx, v.Version.Funder), "when", moment(ctx, v.Version.KeptAt), "who", v.Version.Actor)
	return web.Render(w, r, http.StatusOK, versionPage(f, v))
}

// readVersion gathers what the page of a version tells. A version has its own perimeter, whatever the address says.
func (h Handlers) readVersion(r *http.Request) (v versionView, err error) {
	ctx := r.Context()
	number, err := numberOf(r.PathValue("number"))
	if err != nil {
		return v, err
	}
	if v.Version, v.Files, err = h.Reports.Version(ctx, number); err != nil {
		return v, err
	}
	v.Lacking = report.Lacking(v.Files)
	if v.view, err = h.perimeterView(ctx, v.Version.Funder); err != nil {
		return v, err
	}
	if v.Difference, err = h.difference(ctx, number); err != nil {
		return v, err
	}
	if v.Version.Replaces != 0 {
		_, frozen, err := h.Reports.Frozen(ctx, number)
		if err != nil {
			return v, err
		}
		if v.Letter, err = frozen.Letter(); err != nil {
			return v, err
		}
	}
	if v.All, err = h.Reports.Versions(ctx); err != nil {
		return v, err
	}
	if i := slices.IndexFunc(v.All, func(x report.Version) bool { return x.Replaces == number }); i >= 0 {
		v.Correction = &v.All[i]
	}
	return v, nil
}

// versionIn is a version in a language.
type versionIn struct {
	number   int
	language string
}

// difference is what has changed since a version.
func (h Handlers) difference(ctx context.Context, number int) (*report.Difference, error) {
	key := versionIn{number, i18n.Lang(ctx)}
	return h.since.get(ctx, key, func() (*report.Difference, error) { return h.Reports.Difference(ctx, number, key.language) })
}

// perimeters lead to the latest version of each perimeter that has one.
func (v versionView) perimeters(ctx context.Context) []web.Tab {
	codes := []string{""}
	for _, f := range v.Programme.Funders {
		codes = append(codes, f.Code)
	}
	var list []web.Tab
	for _, code := range codes {
		i := slices.IndexFunc(v.All, func(x report.Version) bool { return x.Funder == code })
		if i < 0 {
			continue
		}
		tab := web.Tab{Label: v.perimeterName(ctx, code), URL: versionPath(v.All[i].Number), Current: code == v.Version.Funder}
		if tab.Current {
			tab.URL = versionPath(v.Version.Number)
		}
		list = append(list, tab)
	}
	return list
}

// previous is the version that this one is compared with at first: the one it corrects, else the one before.
func (v versionView) previous() int {
	if v.Version.Replaces != 0 {
		return v.Version.Replaces
	}
	return max(1, v.Version.Number-1)
}

// grouped writes a hash in fours, so that two papers can be compared by eye.
func grouped(hash string) string {
	var parts []string
	for part := range slices.Chunk([]byte(hash), 4) {
		parts = append(parts, string(part))
	}
	return strings.Join(parts, " ")
}

func fileURL(f report.VersionFile) string { return versionPath(f.Version) + "/fichiers/" + f.Name }

// bytesText writes a size for people.
func bytesText(ctx context.Context, n int64) string {
	switch {
	case n < 1<<10:
		return i18n.N(ctx, "report.size.bytes", int(n))
	case n < 1<<20:
		return i18n.T(ctx, "report.size.kilo", "n", i18n.Number(ctx, float64(n>>10)))
	}
	return i18n.T(ctx, "report.size.mega", "n", i18n.Number(ctx, float64(n*10>>20)/10))
}

func (v versionView) fileTable(ctx context.Context) web.Table {
	column := func(key string, place web.Place) web.Column {
		return web.Column{Label: i18n.T(ctx, "report.kept."+key), Place: place}
	}
	t := web.Table{Caption: tableOf(ctx, i18n.T(ctx, "report.kept.files")), Compact: true, Columns: []web.Column{
		column("file", web.CardTitle), column("size", web.CardAside), column("sha", web.CardLine),
	}}
	t.Columns[1].Numeric = true
	for _, f := range v.Files {
		t.Rows = append(t.Rows, web.Row{Cells: []templ.Component{
			web.Opens(web.Link{Label: f.Name, URL: fileURL(f)}), web.Text(bytesText(ctx, f.Size)), element("code", ` class="xs hash"`, words(grouped(f.SHA256))),
		}})
	}
	return t
}

// moveTable tells each figure that moved, by how much and why; title is that of its section.
func (v view) moveTable(ctx context.Context, title string, moves []report.Move) web.Table {
	column := func(key string, numeric bool, place web.Place) web.Column {
		return web.Column{Label: i18n.T(ctx, "report.move."+key), Numeric: numeric, Place: place}
	}
	t := web.Table{Caption: tableOf(ctx, title), Columns: []web.Column{
		column("figure", false, web.CardTitle), column("before", true, web.CardLine), column("after", true, web.CardLine), column("delta", true, web.CardAside), column("why", false, web.CardLine),
	}}
	t.Columns[1].Unit, t.Columns[2].Unit = i18n.T(ctx, "report.move.before.unit"), i18n.T(ctx, "report.move.after.unit")
	for _, m := range moves {
		t.Rows = append(t.Rows, web.Row{Cells: []templ.Component{
			v.movedFigure(m), web.Text(orDash(m.Before)), element("b", "", words(orDash(m.After))), web.Text(orDash(m.Delta)), moveCauses(m),
		}})
	}
	return t
}

// tableOf names the table of a section whose title is already that of a landmark.
func tableOf(ctx context.Context, title string) string {
	return i18n.T(ctx, "report.table.of", "title", title)
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

func (v view) movedFigure(m report.Move) templ.Component {
	label := words(m.Label)
	if s := v.figures[m.Figure]; s != nil {
		label = web.Opens(web.Link{Label: m.Label, URL: v.address(s)})
	}
	return joined(label, templ.Raw("<br>"), element("span", ` class="xs soft"`, words(m.Scope)))
}

// reprint starts to print the formats that a version lacks, and leads to the page that tells how far it is.
func (h Handlers) reprint(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	number, err := numberOf(r.PathValue("number"))
	if err != nil {
		return err
	}
	if _, _, err := h.Reports.Version(ctx, number); err != nil {
		return err
	}
	id, err := h.keeping.start(ctx, number, h.Reports.Now(), func(ctx context.Context, progress func(string)) (Outcome, error) {
		return h.Reprint(ctx, number, progress)
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, keepingPath+id, "")
}

// upper writes formats for people: "PDF, ODT".
func upper(formats []string) string { return strings.ToUpper(strings.Join(formats, ", ")) }

// fileTypes are what the files of a version are served as. A file is for keeping, never for showing: none runs in a page of ours.
var fileTypes = map[string]string{
	".html": "text/html; charset=utf-8", ".json": "application/json; charset=utf-8", ".csv": "text/csv; charset=utf-8", ".xml": "application/xml; charset=utf-8", ".md": "text/markdown; charset=utf-8",
	".txt": "text/plain; charset=utf-8", ".pdf": "application/pdf", ".zip": "application/zip", ".odt": "application/vnd.oasis.opendocument.text",
	".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

// versionFile sends a file as it was kept. The last read fails when it was damaged, and then the connection is cut.
func (h Handlers) versionFile(w http.ResponseWriter, r *http.Request) error {
	ctx := r.Context()
	number, err := numberOf(r.PathValue("number"))
	if err != nil {
		return err
	}
	v, files, err := h.Reports.Version(ctx, number)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(files, func(f report.VersionFile) bool { return f.Name == r.PathValue("name") })
	if i < 0 {
		return apperr.Newf(apperr.NotFound, "version.file", "La version %d n’a pas de fichier « %.60s ».", "Version %d has no file “%.60s”.", number, r.PathValue("name"))
	}
	content, size, err := h.Reports.OpenFile(ctx, files[i])
	if err != nil {
		return err
	}
	defer func() { _ = content.Close() }()
	header := w.Header()
	header.Set("Content-Type", "application/octet-stream")
	if known, ok := fileTypes[path.Ext(files[i].Name)]; ok {
		header.Set("Content-Type", known)
	}
	name := "v" + strconv.Itoa(v.Number) + "-" + files[i].Name
	header.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	header.Set("Content-Length", strconv.FormatInt(size, 10))
	header.Set("Content-Security-Policy", "sandbox; default-src 'none'; frame-ancestors 'none'")
	header.Set("X-Content-Type-Options", "nosniff")
	return web.Stream(w, func(out io.Writer) error {
		_, err := io.Copy(out, content)
		return err
	})
}
