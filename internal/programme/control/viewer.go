package control

import (
	"archive/zip"
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"iter"
	"path"
	"strings"
	"time"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/ledger"
)

// assets are the page and the scripts of the viewer. A page opened from a disk may not fetch files, so the data are scripts too.
//
//go:embed viewer
var assets embed.FS

var page = template.Must(template.ParseFS(assets, "viewer/page.html"))

// perChunk is how many entries or pieces one script holds, and behindPerChunk how many numbers of entries one script of figures does.
const (
	perChunk       = 2000
	behindPerChunk = 100_000
)

// viewer writes the page, its scripts and its data.
func (x *export) viewer(ctx context.Context) error {
	for _, name := range []string{"style.css", "sha256.js", "viewer.js", "start.js"} {
		content, err := assets.ReadFile("viewer/" + name)
		if err != nil {
			return err
		}
		if err := x.text(viewerFolder+name, string(content)); err != nil {
			return err
		}
	}
	var scripts []string
	for _, data := range []struct {
		name string
		rows iter.Seq2[any, error]
		size func(any) int
		most int
	}{
		{"chiffres", x.viewedFigures(), func(row any) int { return 1 + len(row.(viewedFigure).Entries) }, behindPerChunk},
		{"realisations", x.viewedEntries(ctx), func(any) int { return 1 }, perChunk},
		{"pieces", x.viewedPieces(), func(any) int { return 1 }, perChunk},
	} {
		names, err := x.chunks(data.name, data.rows, data.size, data.most)
		if err != nil {
			return err
		}
		scripts = append(scripts, names...)
	}
	if err := x.programmeData(); err != nil {
		return err
	}
	return x.page(append([]string{viewerFolder + "programme.js"}, scripts...))
}

// chunks writes rows as scripts of a bounded size and names them.
func (x *export) chunks(name string, rows iter.Seq2[any, error], size func(any) int, most int) ([]string, error) {
	next, stop := iter.Pull2(rows)
	defer stop()
	var names []string
	row, err, more := next()
	for more {
		file := fmt.Sprintf("%s%s-%03d.js", viewerFolder, name, len(names)+1)
		names = append(names, file)
		wrong := x.add(file, zip.Deflate, func(w io.Writer) error {
			_, _ = fmt.Fprintf(w, "maillage.put(%q, [\n", name)
			for left := most; more && left > 0; row, err, more = next() {
				if err != nil {
					return err
				}
				left -= size(row)
				line, err := json.Marshal(row) // which also makes "<" and line separators harmless in a script
				if err != nil {
					return err
				}
				if _, err := w.Write(append(line, ",\n"...)); err != nil {
					return err
				}
			}
			_, err := io.WriteString(w, "]);\n")
			return err
		})
		if wrong != nil {
			return nil, wrong
		}
	}
	return names, nil
}

// both tells a text in the two languages.
func both(of func(language string) string) lang.Text { return lang.Text{FR: of("fr"), EN: of("en")} }

type viewedFigure struct {
	Key        string    `json:"key"`
	Label      lang.Text `json:"label"`
	Definition lang.Text `json:"definition"`
	Unit       lang.Text `json:"unit"`
	Year       int       `json:"year"` // 0 is the whole programme
	Value      lang.Text `json:"value"`
	Terms      lang.Text `json:"terms"`
	Narrowed   string    `json:"narrowed,omitempty"` // to what, beside its year
	Missing    int64     `json:"missing"`
	Entries    []int     `json:"entries"`
}

func (x *export) viewedFigures() iter.Seq2[any, error] {
	return func(yield func(any, error) bool) {
		for _, l := range x.lines {
			v := viewedFigure{
				Key: l.Indicator.Key, Label: l.Indicator.Label, Definition: l.Indicator.Definition, Unit: l.Indicator.Unit.Many(), Year: l.Year(), Value: both(l.Text),
				Terms: both(l.TermsText), Narrowed: l.narrowed, Missing: l.Missing, Entries: l.Behind,
			}
			if !yield(v, nil) {
				return
			}
		}
	}
}

// viewedEntry leaves out the note and the partners: free text that may name people who have nothing to do with the control.
type viewedEntry struct {
	Number         int          `json:"n"`
	ID             string       `json:"id"`
	Kind           string       `json:"kind"`
	Activity       string       `json:"activity"`
	Also           string       `json:"also,omitempty"`
	Year           int          `json:"year"`
	State          ledger.State `json:"state"`
	Date           string       `json:"date"` // as written
	Start          string       `json:"start"`
	Title          string       `json:"title"`
	Place          string       `json:"place,omitempty"`
	Department     string       `json:"department,omitempty"`
	Beneficiary    string       `json:"beneficiary,omitempty"`
	Participations *int64       `json:"participations,omitempty"`
	People         *int64       `json:"people,omitempty"`
	Minutes        *int64       `json:"minutes,omitempty"`
	Amount         *int64       `json:"amount,omitempty"` // cents
	Hash           string       `json:"hash"`
}

func (x *export) viewedEntries(ctx context.Context) iter.Seq2[any, error] {
	return func(yield func(any, error) bool) {
		for e, err := range x.s.each(ctx, x.Perimeter) {
			v := viewedEntry{
				Number: x.number(e.ID), ID: e.ID, Kind: e.Kind, Activity: e.Activity, Also: e.Also, Year: e.Year, State: e.State, Date: e.DateText, Start: e.Start,
				Title: e.Title, Place: e.Place, Department: e.Department, Beneficiary: e.Beneficiary, Participations: e.Participations, People: e.People,
				Minutes: e.Minutes, Amount: e.Amount, Hash: e.Hash,
			}
			if !yield(v, err) || err != nil {
				return
			}
		}
	}
}

type viewedPiece struct {
	Number   string `json:"n"`
	Kind     string `json:"kind"`
	Title    string `json:"title"`
	Activity string `json:"activity"`
	Date     string `json:"date,omitempty"`
	State    State  `json:"state"`
	File     string `json:"file,omitempty"`
	Same     string `json:"same,omitempty"`
	Size     int64  `json:"size,omitempty"`
	SHA256   string `json:"sha256,omitempty"`
	Link     string `json:"link,omitempty"`
	Since    Change `json:"since,omitempty"`
	Entries  []int  `json:"entries"`
}

func (x *export) viewedPieces() iter.Seq2[any, error] {
	return func(yield func(any, error) bool) {
		for _, p := range x.Pieces {
			v := viewedPiece{
				Number: p.Number, Kind: p.Kind, Title: p.Title, Activity: p.Line, Date: p.DatedOn, State: p.State, File: p.File, Same: p.Same, Size: p.Size,
				SHA256: p.SHA256, Link: p.Link, Since: p.Since, Entries: append([]int{}, p.Of...),
			}
			if !yield(v, nil) {
				return
			}
		}
	}
}

type named struct {
	Code string    `json:"code"`
	Name lang.Text `json:"name"`
}

// programmeData writes the names that entries and pieces refer to.
func (x *export) programmeData() error {
	a := x.Agreement
	data := struct {
		Origin
		Scope      lang.Text                  `json:"scope"`
		Status     lang.Text                  `json:"status"`
		Notices    []Notice                   `json:"notices"`
		Changes    map[Change]lang.Text       `json:"changes"`
		Language   string                     `json:"language"`
		Years      []int                      `json:"years"`
		Activities []named                    `json:"activities"`
		Kinds      map[string]lang.Text       `json:"kinds"`
		Proofs     map[string]lang.Text       `json:"proofs"`
		States     map[ledger.State]lang.Text `json:"states"`
		Shelves    map[State]lang.Text        `json:"shelves"`
	}{
		Origin: x.origin(), Scope: both(x.Name), Status: both(x.status), Notices: x.result.Notices, Changes: map[Change]lang.Text{}, Language: x.options.Language, Years: a.Years(), Activities: activitiesOf(a), Kinds: map[string]lang.Text{},
		Proofs: map[string]lang.Text{}, States: map[ledger.State]lang.Text{}, Shelves: map[State]lang.Text{},
	}
	for _, k := range a.Kinds {
		data.Kinds[k.Code] = k.Name
	}
	for _, k := range a.EvidenceKinds {
		data.Proofs[k.Code] = k.Name
	}
	for _, s := range append([]ledger.State{ledger.Planned, ledger.Cancelled}, ledger.CountedStates...) {
		data.States[s] = both(func(language string) string { return ledger.StateName(s, language) })
	}
	for _, s := range []State{Kept, Shared, Announced, Missing, Damaged} {
		data.Shelves[s] = both(func(language string) string { return StateName(s, language) })
	}
	for _, c := range []Change{Removed, Replaced, Captured, Redacted} {
		data.Changes[c] = both(func(language string) string { return ChangeName(c, language) })
	}
	content, err := json.Marshal(data)
	if err != nil {
		return err
	}
	return x.text(viewerFolder+"programme.js", "maillage.put(\"programme\", "+string(content)+");\n")
}

// activitiesOf lists axes and their activities in order.
func activitiesOf(a *agreement.Agreement) []named {
	var list []named
	for _, axis := range a.Axes {
		list = append(list, named{axis.Number, axis.Name})
		for _, y := range a.ActivitiesOf(axis.Number) {
			list = append(list, named{y.Number, y.Name})
		}
	}
	return list
}

// page writes visionneuse.html, which lists the figures and leads to every file without its scripts too.
func (x *export) page(scripts []string) error {
	var documents []string
	for _, d := range x.options.Documents {
		documents = append(documents, reportFolder+path.Base(d.Name))
	}
	language := "fr"
	if x.options.Language == "en" {
		language = "en"
	}
	var shown strings.Builder
	err := page.Execute(&shown, map[string]any{
		"Lang": language, "French": language == "fr", "Programme": x.Agreement.Programme.Name.In(language), "Holder": x.Agreement.Programme.Holder,
		"Scope": x.Name(language), "Moment": x.Moment.Format(time.DateOnly), "Version": x.version.name(language), "Draft": x.version == nil, "Status": x.status(language), "Notices": x.noticeTexts(language),
		"Documents": documents, "Lines": x.shownLines(language), "Scripts": scripts,
	})
	if err != nil {
		return err
	}
	return x.text(viewerPage, shown.String())
}

func (x *export) noticeTexts(language string) []string {
	var list []string
	for _, n := range x.result.Notices {
		list = append(list, n.Message.In(language))
	}
	return list
}

type shownLine struct {
	Label, Value, Terms string
	Year                int
	Entries             int
}

// label names a figure with what it is narrowed to.
func (l Line) label(language string) string {
	if l.narrowed == "" {
		return l.Indicator.Label.In(language)
	}
	return l.Indicator.Label.In(language) + ", " + l.narrowed
}

func (x *export) shownLines(language string) []shownLine {
	list := make([]shownLine, len(x.lines))
	for i, l := range x.lines {
		list[i] = shownLine{l.label(language), l.Text(language), l.TermsText(language), l.Year(), len(l.Behind)}
	}
	return list
}
