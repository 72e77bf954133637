package control

import (
	"archive/zip"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"maillage/internal/db"
	"maillage/internal/kit/apperr"
	"maillage/internal/kit/lang"
	"maillage/internal/kit/seal"
	"maillage/internal/kit/tabular"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
)

// Service holds the verbs of control.
type Service struct {
	DB         *db.DB
	Agreements *agreement.Service
	Ledger     *ledger.Service
	Evidence   *evidence.Service
	Indicators *indicator.Service
}

// Document is a file of the report, written by somebody else.
type Document struct {
	Name string
	Open func() (io.ReadCloser, error)
}

// Options say what a control file holds.
type Options struct {
	Funder    string    // a code; "" is the whole programme
	AsOf      time.Time // of a draft: what was known then; zero is the last change of the installation
	Language  string    // of the tables and of the viewer's first page; "en", else French
	Documents []Document
	Version   *Version              // nil: a draft
	Key       *seal.Key             // required: a control file is always sealed
	Progress  func(done, total int) // pieces copied; nil tells nobody
}

// Fault is a piece whose file could not be enclosed, or a figure of a version that the ledger does not give again.
type Fault struct {
	Piece   string    `json:"piece,omitempty"`
	State   State     `json:"state,omitempty"`
	Figure  string    `json:"figure,omitempty"` // the key of its indicator
	Message lang.Text `json:"message"`
}

// Result says what an archive holds.
type Result struct {
	Funder  string        `json:"funder,omitempty"`
	Draft   bool          `json:"draft"`
	Version int           `json:"version,omitempty"` // the number of the one enclosed
	Since   *Since        `json:"since,omitempty"`
	Moment  time.Time     `json:"as_of"`
	Figures int           `json:"figures"`
	Entries int           `json:"entries"`
	Pieces  map[State]int `json:"pieces"`
	Faults  []Fault       `json:"faults"`
	Notices []Notice      `json:"notices"` // pieces that changed since the version
}

// Origin is what the seal of a document of this installation tells; `maillage verify` shows it.
type Origin struct {
	Document  string    `json:"document"` // "control" for a control file
	Holder    string    `json:"holder"`
	Programme lang.Text `json:"programme"`
	Code      string    `json:"code"`
	Funder    string    `json:"funder,omitempty"`
	Draft     bool      `json:"draft,omitempty"` // no kept version is enclosed
	Version   string    `json:"version,omitempty"`
	Digest    string    `json:"digest,omitempty"`
	AsOf      time.Time `json:"as_of"`
}

// ExportFile writes a control file beside its place and moves it there when it is whole.
func (s *Service) ExportFile(ctx context.Context, name string, o Options) (r Result, err error) {
	part := name + ".part"
	f, err := os.Create(part)
	if err != nil {
		return r, apperr.Newf(apperr.Unavailable, "control.out", "Le fichier %s ne peut pas être écrit.", "The file %s cannot be written.", part).Because(err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(part)
		}
	}()
	r, err = s.Export(ctx, f, o)
	if err = errors.Join(err, f.Close()); err != nil {
		return r, err
	}
	return r, os.Rename(part, name)
}

// Export writes the control file of a funder as a sealed ZIP. Files are copied one at a time; what is held grows with the number of
// entries and pieces, not with their size. A file that the store lost or damaged is left out, told in the index and in Result.Faults. A
// moment, a key and one version of the program give the same bytes each time, those of a version as long as nothing changes after it.
// Errors: not_found (the funder), unavailable.
func (s *Service) Export(ctx context.Context, w io.Writer, o Options) (Result, error) {
	p, notices, err := s.perimeterOf(ctx, o)
	if err != nil {
		return Result{}, err
	}
	lines, faults, err := s.lines(ctx, p)
	if err != nil {
		return Result{}, err
	}
	sealed := seal.NewZIPWriter(w, o.Key, p.origin())
	z := zip.NewWriter(sealed)
	x := &export{
		s: s, Perimeter: p, options: o, lines: lines, archive: &archive{zip: z, at: p.Moment.Truncate(time.Second)},
		result: Result{
			Funder: p.Funder.Code, Draft: p.version == nil, Moment: p.Moment, Figures: len(lines), Entries: len(p.Entries), Faults: faults, Notices: notices,
		},
	}
	if p.version != nil {
		x.result.Version, x.result.Since = p.version.Number, &p.version.Since
	}
	for _, step := range []func(context.Context) error{x.readme, x.documents, x.figures, x.entries, x.pieces, x.index, x.viewer, x.manifest} {
		if err := step(ctx); err != nil {
			return x.result, err
		}
	}
	if err := x.writeSums(); err != nil {
		return x.result, err
	}
	return x.result, errors.Join(z.Close(), sealed.Close())
}

// perimeterOf reads what a file is about: of a version, what it counted, and what happened to its pieces since.
func (s *Service) perimeterOf(ctx context.Context, o Options) (*Perimeter, []Notice, error) {
	if o.Version == nil {
		p, err := s.Perimeter(ctx, o.Funder, o.AsOf)
		return p, []Notice{}, err
	}
	list, err := s.perimeters(ctx, o.Version.Agreement, []string{o.Version.Funder}, o.Version.AsOf, o.Version)
	if err != nil {
		return nil, nil, err
	}
	notices, err := s.notices(ctx, list[0])
	return list[0], notices, err
}

func (p *Perimeter) origin() Origin {
	programme := p.Agreement.Programme
	o := Origin{
		Document: "control", Holder: programme.Holder, Programme: programme.Name, Code: programme.Code, Funder: p.Funder.Code,
		Draft: p.version == nil, Version: p.version.label(), AsOf: p.Moment,
	}
	if p.version != nil {
		o.Digest = p.version.Digest
	}
	return o
}

// export is one control file on its way.
type export struct {
	s *Service
	*Perimeter
	*archive
	options Options
	lines   []Line
	result  Result
}

func (x *export) readme(context.Context) error { return x.text(readmeName, x.readmeText()) }

// pressedEndings are those of documents that are compressed in themselves.
var pressedEndings = []string{".pdf", ".odt", ".ods", ".docx", ".xlsx", ".zip"}

func (x *export) documents(context.Context) error {
	for _, d := range x.options.Documents {
		method := zip.Deflate
		if slices.Contains(pressedEndings, path.Ext(d.Name)) {
			method = alreadyPressed
		}
		if err := x.add(reportFolder+path.Base(d.Name), method, func(w io.Writer) error { return copyOf(w, d.Open) }); err != nil {
			return err
		}
	}
	return nil
}

func copyOf(w io.Writer, open func() (io.ReadCloser, error)) error {
	r, err := open()
	if err != nil {
		return err
	}
	_, err = io.Copy(w, r)
	return errors.Join(err, r.Close())
}

func (x *export) figures(context.Context) error {
	language := x.options.Language
	if err := x.tables(figuresName, figureColumns(language), x.figureRows(x.lines, language)); err != nil {
		return err
	}
	return x.add(figuresName+".json", zip.Deflate, func(w io.Writer) error { return x.figuresJSON(w, x.lines) })
}

func (x *export) entries(ctx context.Context) error {
	columns, rows, err := x.s.entryRows(ctx, x.Perimeter, x.options.Language)
	if err != nil {
		return err
	}
	return x.tables(entriesName, columns, rows)
}

func (x *export) index(context.Context) error {
	return x.tables(indexName, indexColumns(x.options.Language), x.indexRows(x.options.Language))
}

// tables writes a list as CSV and as XLSX.
func (x *export) tables(name string, columns []tabular.Column, rows iter.Seq2[[]any, error]) error {
	err := x.add(name+".csv", zip.Deflate, func(w io.Writer) error { return tabular.WriteCSV(w, columns, rows) })
	if err != nil {
		return err
	}
	return x.add(name+".xlsx", alreadyPressed, func(w io.Writer) error { return tabular.WriteXLSX(w, columns, rows) })
}

// pieces copies the files, each through one temporary file: only what was read whole, and is what was recorded, goes into the archive.
func (x *export) pieces(ctx context.Context) error {
	hold, err := os.CreateTemp("", "maillage-piece-*")
	if err != nil {
		return err
	}
	defer func() { _ = hold.Close(); _ = os.Remove(hold.Name()) }()
	lost := map[string]State{}
	for i := range x.Pieces {
		if err := ctx.Err(); err != nil {
			return err
		}
		piece := &x.Pieces[i]
		if piece.State == Kept {
			if err := x.copyPiece(ctx, piece, hold); err != nil {
				return err
			}
			if piece.State != Kept {
				lost[piece.Number] = piece.State
			}
		}
		if x.options.Progress != nil {
			x.options.Progress(i+1, len(x.Pieces))
		}
	}
	for i := range x.Pieces {
		if piece := &x.Pieces[i]; piece.State == Shared && lost[piece.Same] != "" {
			x.lose(piece, lost[piece.Same])
		}
	}
	x.result.Pieces = x.Counts()
	return nil
}

func (x *export) copyPiece(ctx context.Context, piece *Piece, hold *os.File) error {
	r, _, err := x.s.Evidence.Open(ctx, piece.Item)
	if err != nil {
		if apperr.CodeOf(err) == apperr.NotFound {
			x.lose(piece, Missing)
			return nil
		}
		return err
	}
	if _, err := hold.Seek(0, io.SeekStart); err != nil {
		return errors.Join(err, r.Close())
	}
	size, err := io.Copy(hold, r)
	if err = errors.Join(err, r.Close()); ctx.Err() != nil {
		return ctx.Err()
	}
	if broken := (*fs.PathError)(nil); apperr.CodeOf(err) == apperr.Unavailable || errors.As(err, &broken) {
		return err // the store or the disk, not the file
	}
	if err != nil {
		x.lose(piece, Damaged)
		return nil
	}
	method := zip.Deflate
	if !strings.HasPrefix(piece.Type, "text/") && piece.Type != "message/rfc822" {
		method = alreadyPressed
	}
	return x.add(piece.File, method, func(w io.Writer) error {
		_, err := io.Copy(w, io.NewSectionReader(hold, 0, size))
		return err
	})
}

// lose leaves a file out and says so.
func (x *export) lose(piece *Piece, state State) {
	piece.State, piece.File, piece.Same = state, "", ""
	message := lang.Text{
		FR: fmt.Sprintf("Pièce %s « %s » : son fichier n’est plus dans la réserve. Remettez-le depuis la sauvegarde.", piece.Number, piece.Title),
		EN: fmt.Sprintf("Piece %s “%s”: its file is not in the store any more. Put it back from the backup.", piece.Number, piece.Title),
	}
	if state == Damaged {
		message = lang.Text{
			FR: fmt.Sprintf("Pièce %s « %s » : son fichier n’est plus celui qui a été enregistré. Remettez-le depuis la sauvegarde.", piece.Number, piece.Title),
			EN: fmt.Sprintf("Piece %s “%s”: its file is not the one that was recorded. Put it back from the backup.", piece.Number, piece.Title),
		}
	}
	x.result.Faults = append(x.result.Faults, Fault{Piece: piece.Number, State: state, Message: message})
}

func (x *export) manifest(context.Context) error {
	return x.add(manifestName, zip.Deflate, func(w io.Writer) error {
		m := manifest{
			Origin: x.origin(), Format: 2, Period: [2]string{x.Agreement.Programme.Start, x.Agreement.Programme.End}, Key: x.options.Key.Fingerprint(),
			Figures: x.result.Figures, Entries: x.result.Entries, Pieces: x.result.Pieces, Faults: x.result.Faults, Notices: x.result.Notices,
			Sample: "sha256(seed + \":\" + number), ascending, first n", Since: x.result.Since,
		}
		if x.version != nil {
			m.Kept = &x.version.Sealed
		}
		return writeJSON(w, m)
	})
}

// manifest is manifest.json.
type manifest struct {
	Origin
	Format  int           `json:"format"`
	Kept    *Sealed       `json:"kept_version"` // null for a draft
	Since   *Since        `json:"since"`
	Period  [2]string     `json:"period"`
	Key     string        `json:"key_fingerprint"`
	Figures int           `json:"figures"`
	Entries int           `json:"entries"`
	Pieces  map[State]int `json:"pieces"`
	Faults  []Fault       `json:"faults"`
	Notices []Notice      `json:"notices"`
	Sample  string        `json:"sample_rule"`
}

// FileName is how the control file of a perimeter is called: by the number of its version, or as a draft (0).
func FileName(a *agreement.Agreement, funder string, version int) string {
	which := "brouillon"
	if version > 0 {
		which = "v" + strconv.Itoa(version)
	}
	return "controle-" + a.Programme.Code + "-" + cmp.Or(funder, "programme") + "-" + which + ".zip"
}
