package control

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"maillage/internal/db"
	"maillage/internal/kit/apperr"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/evidence"
)

// State says what the archive has of a piece.
type State string

// The states (see doc.go).
const (
	Kept      State = "kept"
	Shared    State = "shared"
	Announced State = "announced"
	Missing   State = "missing"
	Damaged   State = "damaged"
)

// Entry is a line of the ledger, as much of it as a sample and a cross-reference need.
type Entry struct {
	Number   int // in the report of the perimeter: 12 is R12
	ID       string
	Activity string
	Also     string
	Year     int
	Title    string
	Start    string
	Funder   string
}

// Name is how people and indexes call the entry: "R12".
func (e Entry) Name() string { return fmt.Sprintf("R%d", e.Number) }

// Piece is a numbered piece of evidence.
type Piece struct {
	evidence.Item
	Number string // "PJ-1.2-003"
	Line   string // the activity in its number; "0" for a piece that is filed nowhere
	Of     []int  // numbers of the entries that it proves, rising
	State  State
	File   string // in the archive; "" when there is none
	Same   string // the number of the piece whose file it shares
	Since  Change // what happened to it after the version that counted it; "" for nothing
}

// Perimeter is what one funder pays for, or the whole programme, as known at a moment.
type Perimeter struct {
	Agreement *agreement.Agreement
	Funder    agreement.Funder // empty for the whole programme
	Moment    time.Time
	Entries   []Entry
	Pieces    []Piece

	numbers map[string]int // entry → its number
	version *Version       // nil: a draft
}

// number is the number of an entry, 0 outside the perimeter.
func (p *Perimeter) number(id string) int { return p.numbers[id] }

// Moment is that of the last change of the installation: what a control file tells unless a day is asked for.
func (s *Service) Moment(ctx context.Context) (time.Time, error) { return store{s.DB}.moment(ctx) }

// Perimeter reads what belongs to a funder, "" for the whole programme, as known at a moment, zero for the last change. Errors: not_found
// for an unknown funder.
func (s *Service) Perimeter(ctx context.Context, funder string, at time.Time) (*Perimeter, error) {
	a, err := s.Agreements.Current(ctx)
	if err != nil {
		return nil, err
	}
	list, err := s.perimeters(ctx, a, []string{funder}, at, nil)
	if err != nil {
		return nil, err
	}
	return list[0], nil
}

// Perimeters reads those of every funder and then the whole programme, as of the last change, with the queries of one.
func (s *Service) Perimeters(ctx context.Context) ([]*Perimeter, error) {
	a, err := s.Agreements.Current(ctx)
	if err != nil {
		return nil, err
	}
	var codes []string
	for _, f := range a.Funders {
		codes = append(codes, f.Code)
	}
	return s.perimeters(ctx, a, append(codes, ""), time.Time{}, nil)
}

// perimeters reads perimeters at a moment; with a version, its pieces are those that it counted.
func (s *Service) perimeters(ctx context.Context, a *agreement.Agreement, funders []string, at time.Time, v *Version) ([]*Perimeter, error) {
	st := store{s.DB}
	var err error
	if at.IsZero() {
		if at, err = st.moment(ctx); err != nil {
			return nil, err
		}
	}
	at = db.Now(at)
	entries, err := st.entries(ctx, at)
	if err != nil {
		return nil, err
	}
	items, err := st.items(ctx, at)
	if err != nil {
		return nil, err
	}
	links, err := st.links(ctx, at)
	if err != nil {
		return nil, err
	}
	if v != nil {
		if items, err = s.countedItems(ctx, v, items, links); err != nil {
			return nil, err
		}
	}
	var list []*Perimeter
	for _, code := range funders {
		p := &Perimeter{Agreement: a, Moment: at, numbers: map[string]int{}, version: v}
		var known bool
		if p.Funder, known = a.Funder(code); code != "" && !known {
			return nil, apperr.Newf(apperr.NotFound, "funder.unknown", "Il n’y a pas de financeur « %s ».", "There is no funder “%s”.", code)
		}
		p.take(entries)
		p.file(items, links)
		list = append(list, p)
	}
	return list, nil
}

// take numbers the entries of the perimeter: first those that took place, as the report does, then what was planned or cancelled.
func (p *Perimeter) take(all []dated) {
	for _, tookPlace := range []bool{true, false} {
		for _, e := range all {
			if e.counted() != tookPlace || p.Funder.Code != "" && e.Funder != p.Funder.Code {
				continue
			}
			e.Number = len(p.Entries) + 1
			p.numbers[e.ID] = e.Number
			p.Entries = append(p.Entries, e.Entry)
		}
	}
}

// file numbers the pieces of the perimeter: those that prove one of its entries, and those that wait under an activity without an entry.
func (p *Perimeter) file(items []evidence.Item, links map[string][]string) {
	counts, kept := map[string]int{}, map[string]string{}
	for _, item := range items {
		piece := Piece{Item: item, Line: item.Activity, State: Announced}
		for _, id := range links[item.ID] {
			if n := p.numbers[id]; n > 0 {
				piece.Of = append(piece.Of, n)
			}
		}
		if len(piece.Of) == 0 && len(links[item.ID]) > 0 && p.version == nil {
			continue // it proves only what others pay for
		}
		slices.Sort(piece.Of)
		if piece.Line == "" && len(piece.Of) > 0 {
			piece.Line = p.Entries[piece.Of[0]-1].Activity
		}
		piece.Line = cmp.Or(piece.Line, "0")
		counts[piece.Line]++
		piece.Number = fmt.Sprintf("PJ-%s-%03d", piece.Line, counts[piece.Line])
		piece.shelve(kept)
		p.Pieces = append(p.Pieces, piece)
	}
	slices.SortStableFunc(p.Pieces, func(a, b Piece) int { return compareLines(a.Line, b.Line) })
}

// shelve gives a stored file its place; a content that is there already is told by the number that has it.
func (p *Piece) shelve(kept map[string]string) {
	if p.Item.State != evidence.Stored {
		return
	}
	if first, there := kept[p.SHA256]; there {
		p.State, p.Same = Shared, first
		return
	}
	kept[p.SHA256] = p.Number
	p.State, p.File = Kept, piecesFolder+p.Number+endingOf(p.Type)
}

// compareLines puts 1.2 before 1.10.
func compareLines(a, b string) int {
	x, y := strings.Split(a, "."), strings.Split(b, ".")
	for i := range min(len(x), len(y)) {
		if c := cmp.Or(cmp.Compare(len(x[i]), len(y[i])), cmp.Compare(x[i], y[i])); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(x), len(y))
}

// endings are those of the types accepted as evidence; a name given by somebody else is never used.
var endings = map[string]string{
	"application/pdf": ".pdf",
	"application/vnd.oasis.opendocument.spreadsheet":                          ".ods",
	"application/vnd.oasis.opendocument.text":                                 ".odt",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet":       ".xlsx",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
	"application/zip": ".zip", "image/heic": ".heic", "image/heif": ".heif", "image/jpeg": ".jpg", "image/png": ".png",
	"message/rfc822": ".eml", "text/csv": ".csv", "text/plain": ".txt", "text/tab-separated-values": ".tsv",
}

func endingOf(mediaType string) string { return cmp.Or(endings[mediaType], ".bin") }

// Counts are how many pieces are in each state.
func (p *Perimeter) Counts() map[State]int {
	counts := map[State]int{}
	for _, x := range p.Pieces {
		counts[x.State]++
	}
	return counts
}
