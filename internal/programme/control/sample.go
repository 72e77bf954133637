package control

import (
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"iter"
	"slices"
	"strings"
	"time"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/tabular"
)

// Population is what a sample is drawn from.
type Population string

// The populations.
const (
	OfEntries Population = "entries"
	OfPieces  Population = "pieces"
)

// MaxSample bounds a sample.
const MaxSample = 10_000

// Draw says how a sample is drawn. The same draw on the same control file gives the same sample, whoever makes it.
type Draw struct {
	Of       Population
	Activity string // its number, or that of an axis; "" is all
	Year     int    // only entries that count in it, and pieces that prove one of them; 0 is all
	Seed     string // any text
	Size     int
}

// Drawn is one thing of a sample.
type Drawn struct {
	Rank     int    `json:"rank"`
	Number   string `json:"number"` // "R12" or "PJ-1.2-003"
	Title    string `json:"title"`
	Activity string `json:"activity"`
	Date     string `json:"date,omitempty"` // ISO day
	State    State  `json:"state,omitempty"`
	File     string `json:"file,omitempty"`
	ID       string `json:"id"`
	Key      string `json:"key"` // the SHA-256 that gave its rank
}

// Sample is what was drawn, with what is needed to draw it again.
type Sample struct {
	Of       Population `json:"population"`
	Funder   string     `json:"funder,omitempty"`
	Activity string     `json:"activity,omitempty"`
	Year     int        `json:"year,omitempty"`
	Seed     string     `json:"seed"`
	Moment   time.Time  `json:"as_of"`
	Among    int        `json:"population_size"`
	Drawn    []Drawn    `json:"drawn"`
}

// NewSeed makes a seed that nobody could choose: eight hexadecimal digits.
func NewSeed() string {
	b := make([]byte, 4)
	_, _ = rand.Read(b) // never fails
	return hex.EncodeToString(b)
}

// Sample draws from the perimeter. The rule, which anybody can follow with sha256sum: take the SHA-256 of the seed, a colon and the number
// ("2021:R12") for each thing of the population; sort by it; the first Size are the sample. A larger sample therefore begins with the
// smaller one, and a thing that is added moves no other. Errors: invalid.
func (p *Perimeter) Sample(d Draw) (Sample, error) {
	if err := p.checkDraw(&d); err != nil {
		return Sample{}, err
	}
	s := Sample{Of: d.Of, Funder: p.Funder.Code, Activity: d.Activity, Year: d.Year, Seed: d.Seed, Moment: p.Moment, Drawn: []Drawn{}}
	for _, x := range p.population(d) {
		sum := sha256.Sum256([]byte(d.Seed + ":" + x.Number))
		x.Key = hex.EncodeToString(sum[:])
		s.Drawn = append(s.Drawn, x)
	}
	s.Among = len(s.Drawn)
	slices.SortFunc(s.Drawn, func(a, b Drawn) int { return cmp.Compare(a.Key, b.Key) })
	s.Drawn = s.Drawn[:min(d.Size, len(s.Drawn))]
	for i := range s.Drawn {
		s.Drawn[i].Rank = i + 1
	}
	return s, nil
}

func (p *Perimeter) checkDraw(d *Draw) error {
	d.Of, d.Seed = cmp.Or(d.Of, OfEntries), strings.TrimSpace(d.Seed)
	if d.Of != OfEntries && d.Of != OfPieces {
		return apperr.Newf(apperr.Invalid, "control.population", "La population « %.60s » n’existe pas : écrivez entries ou pieces.", "There is no population “%.60s”: write entries or pieces.", d.Of)
	}
	if d.Seed == "" || len(d.Seed) > 200 {
		return apperr.New(apperr.Invalid, "control.seed", "La graine du tirage est un texte de 1 à 200 lettres ou chiffres.", "The seed of the draw is a text of 1 to 200 letters or digits.")
	}
	if d.Size < 1 || d.Size > MaxSample {
		return apperr.Newf(apperr.Invalid, "control.size", "La taille du tirage va de 1 à %d.", "The size of the draw goes from 1 to %d.", MaxSample)
	}
	_, activity := p.Agreement.Activity(d.Activity)
	_, axis := p.Agreement.Axis(d.Activity)
	if d.Activity != "" && !activity && !axis {
		return apperr.Newf(apperr.Invalid, "control.activity", "L’activité « %.60s » n’est pas dans la convention.", "The activity “%.60s” is not in the agreement.", d.Activity)
	}
	return nil
}

// population lists what may be drawn: the entries of an activity, or the pieces that stand under it.
func (p *Perimeter) population(d Draw) []Drawn {
	var list []Drawn
	if d.Of == OfEntries {
		for _, e := range p.Entries {
			if under(e.Activity, d.Activity) && (d.Year == 0 || e.Year == d.Year) {
				list = append(list, Drawn{Number: e.Name(), Title: e.Title, Activity: e.Activity, Date: e.Start, ID: e.ID})
			}
		}
		return list
	}
	for _, x := range p.Pieces {
		if under(x.Line, d.Activity) && (d.Year == 0 || slices.ContainsFunc(x.Of, func(n int) bool { return p.Entries[n-1].Year == d.Year })) {
			list = append(list, Drawn{Number: x.Number, Title: x.Title, Activity: x.Line, Date: x.DatedOn, State: x.State, File: x.File, ID: x.ID})
		}
	}
	return list
}

// under says whether an activity is a chosen one, or of a chosen axis.
func under(activity, chosen string) bool {
	return chosen == "" || activity == chosen || strings.HasPrefix(activity, chosen+".")
}

// Table is the sample for tabular.WriteCSV and WriteXLSX; each row tells the seed and the key that gave it its rank.
func (s Sample) Table(language string) ([]tabular.Column, iter.Seq2[[]any, error]) {
	t := wordsIn(language)
	columns := []tabular.Column{
		{Title: t("Rang", "Rank"), Kind: tabular.Integer}, {Title: t("Numéro", "Number")}, {Title: t("Intitulé", "Title")}, {Title: t("Activité", "Activity")},
		{Title: t("Date", "Date"), Kind: tabular.Date}, {Title: t("Fichier", "File")}, {Title: t("Graine", "Seed")}, {Title: "SHA-256"}, {Title: t("Identifiant", "Id")},
	}
	return columns, func(yield func([]any, error) bool) {
		for _, x := range s.Drawn {
			file := x.File
			if s.Of == OfPieces && file == "" {
				file = StateName(x.State, language)
			}
			if !yield([]any{x.Rank, x.Number, x.Title, x.Activity, dayOf(x.Date), file, s.Seed, x.Key, x.ID}, nil) {
				return
			}
		}
	}
}
