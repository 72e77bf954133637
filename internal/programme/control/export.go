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

// Version names the frozen report that the file goes with; empty for a draft.
type Version struct {
	Label  string `json:"label,omitempty"`
	Digest string `json:"digest,omitempty"` // SHA-256
}

// Options say what a control file holds.
type Options struct {
	Funder    string    // a code; "" is the whole programme
	AsOf      time.Time // what was known then; zero is the last change of the installation
	Language  string    // of the tables and of the viewer's first page; "en", else French
	Documents []Document
	Version   Version
	Key       *seal.Key             // required: a control file is always sealed
	Progress  func(done, total int) // pieces copied; nil tells nobody
}

// Fault is a piece whose file could not be enclosed.
type Fault struct {
	Piece   string    `json:"piece"`
	State   State     `json:"state"`
	Message lang.Text `json:"message"`
}

// Result says what an archive holds.
type Result struct {
	Funder  string        `json:"funder,omitempty"`
	Moment  time.Time     `json:"as_of"`
	Figures int           `json:"figures"`
	Entries int           `json:"entries"`
	Pieces  map[State]int `json:"pieces"`
	Faults  []Fault       `json:"faults"`
}

// Origin is what the seal of a document of this installation tells; `maillage verify` shows it.
type Origin struct {
	Document  string    `json:"document"` // "control" for a control file
	Holder    string    `json:"holder"`
	Programme lang.Text `json:"programme"`
	Code      string    `json:"code"`
	Funder    string    `json:"funder,omitempty"`
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
// moment, a key and one version of the program give the same bytes each time. Errors: not_found (the funder), unavailable.
func (s *Service) Export(ctx context.Context, w io.Writer, o Options) (Result, error) {
	p, err := s.Perimeter(ctx, o.Funder, o.AsOf)
	if err != nil {
		return Result{}, err
	}
	lines, err := s.lines(ctx, p)
	if err != nil {
		return Result{}, err
	}
	sealed := seal.NewZIPWriter(w, o.Key, p.origin(o.Version))
	z := zip.NewWriter(sealed)
	x := &export{
		s: s, Perimeter: p, options: o, lines: lines, archive: &archive{zip: z, at: p.Moment.Truncate(time.Second)},
		result: Result{Funder: p.Funder.Code, Moment: p.Moment, Figures: len(lines), Entries: len(p.Entries), Faults: []Fault{}},
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

func (p *Perimeter) origin(v Version) Origin {
	programme := p.Agreement.Programme
	return Origin{
		Document: "control", Holder: programme.Holder, Programme: programme.Name, Code: programme.Code, Funder: p.Funder.Code,
		Version: v.Label, Digest: v.Digest, AsOf: p.Moment,
	}
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
		return writeJSON(w, struct {
			Origin
			Format  int           `json:"format"`
			Period  [2]string     `json:"period"`
			Key     string        `json:"key_fingerprint"`
			Figures int           `json:"figures"`
			Entries int           `json:"entries"`
			Pieces  map[State]int `json:"pieces"`
			Faults  []Fault       `json:"faults"`
			Sample  string        `json:"sample_rule"`
		}{
			x.origin(x.options.Version), 1, [2]string{x.Agreement.Programme.Start, x.Agreement.Programme.End}, x.options.Key.Fingerprint(),
			x.result.Figures, x.result.Entries, x.result.Pieces, x.result.Faults, "sha256(seed + \":\" + number), ascending, first n",
		})
	})
}

// FileName is how the control file of a perimeter is called.
func FileName(a *agreement.Agreement, funder string) string {
	return "controle-" + a.Programme.Code + "-" + cmp.Or(funder, "programme") + ".zip"
}
