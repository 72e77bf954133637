package control

import (
	"context"
	"fmt"
	"iter"
	"strings"
	"time"

	"maillage/internal/kit/lang"
	"maillage/internal/kit/tabular"
	"maillage/internal/programme/ledger"
)

// wordsIn chooses between the two languages.
func wordsIn(language string) func(fr, en string) string {
	return func(fr, en string) string { return lang.Text{FR: fr, EN: en}.In(language) }
}

// StateName names a state of a piece for people.
func StateName(s State, language string) string {
	names := map[State]lang.Text{
		Kept: {FR: "fichier joint", EN: "file enclosed"}, Shared: {FR: "même fichier qu’une autre pièce", EN: "same file as another piece"},
		Announced: {FR: "annoncée, sans fichier", EN: "announced, no file"}, Missing: {FR: "fichier manquant", EN: "file missing"},
		Damaged: {FR: "fichier endommagé, non joint", EN: "file damaged, not enclosed"},
	}
	return names[s].In(language)
}

// Name is the funder, or the whole programme.
func (p *Perimeter) Name(language string) string {
	if p.Funder.Code == "" {
		return wordsIn(language)("Programme entier", "Whole programme")
	}
	return p.Funder.Name.In(language)
}

// mostLetters keeps a list of numbers inside what a cell of a workbook holds.
const mostLetters = 30_000

// listed writes a list of numbers into one cell, or says where the list is when it is too long for one.
func listed(numbers []string, language, where string) string {
	if text := strings.Join(numbers, ", "); len(text) <= mostLetters {
		return text
	}
	return fmt.Sprintf(wordsIn(language)("%d, voir %s", "%d, see %s"), len(numbers), where)
}

// indexColumns and indexRows are index.csv and index.xlsx.
func indexColumns(language string) []tabular.Column {
	t := wordsIn(language)
	return []tabular.Column{
		{Title: t("Pièce", "Piece")}, {Title: t("Nature", "Kind")}, {Title: t("Intitulé", "Title")}, {Title: t("État", "State")}, {Title: t("Réalisations", "Entries")},
		{Title: t("Activité", "Activity")}, {Title: t("Financeur", "Funder")}, {Title: t("Date", "Date"), Kind: tabular.Date}, {Title: t("Fichier", "File")},
		{Title: t("Même fichier que", "Same file as")}, {Title: t("Octets", "Bytes"), Kind: tabular.Integer}, {Title: "SHA-256"}, {Title: t("Lien annoncé", "Link announced")},
		{Title: t("Identifiant", "Id")}, {Title: "Version"}, {Title: t("Au", "As of"), Kind: tabular.Date}, {Title: t("Depuis la version", "Since the version")},
	}
}

func (p *Perimeter) indexRows(language string) iter.Seq2[[]any, error] {
	return func(yield func([]any, error) bool) {
		for _, x := range p.Pieces {
			var size any
			if x.SHA256 != "" {
				size = x.Size
			}
			row := []any{
				x.Number, p.Agreement.EvidenceKindName(x.Kind, language), x.Title, StateName(x.State, language), listed(p.names(x.Of), language, "visionneuse.html"),
				x.Line, p.Name(language), dayOf(x.DatedOn), x.File, x.Same, size, x.SHA256, x.Link, x.ID, p.version.name(language), p.Moment, ChangeName(x.Since, language),
			}
			if !yield(row, nil) {
				return
			}
		}
	}
}

// proofs are the numbers of the pieces of each entry.
func (p *Perimeter) proofs() map[int][]string {
	list := map[int][]string{}
	for _, x := range p.Pieces {
		for _, n := range x.Of {
			list[n] = append(list[n], x.Number)
		}
	}
	return list
}

// filters choose the entries of the perimeter in the order of their numbers.
func (p *Perimeter) filters() []ledger.Filter {
	f := ledger.Filter{Funder: p.Funder.Code, AsOf: p.Moment, States: ledger.CountedStates}
	others := f
	others.States = []ledger.State{ledger.Planned, ledger.Cancelled}
	return []ledger.Filter{f, others}
}

// entryRows are realisations.csv and .xlsx: the ledger's own export, with the numbers of the entry and of its pieces.
func (s *Service) entryRows(ctx context.Context, p *Perimeter, language string) ([]tabular.Column, iter.Seq2[[]any, error], error) {
	t := wordsIn(language)
	proofs := p.proofs()
	columns, _, err := s.Ledger.Export(ctx, p.filters()[0], language)
	if err != nil {
		return nil, nil, err
	}
	columns = append(append([]tabular.Column{{Title: t("Numéro", "Number")}}, columns...), tabular.Column{Title: t("Pièces", "Pieces")}, tabular.Column{Title: "Version"}, tabular.Column{Title: t("Au", "As of"), Kind: tabular.Date})
	rows := func(yield func([]any, error) bool) {
		for _, f := range p.filters() {
			_, list, err := s.Ledger.Export(ctx, f, language)
			if err != nil {
				yield(nil, err)
				return
			}
			for row, err := range list {
				if err != nil {
					yield(nil, err)
					return
				}
				number := p.number(row[0].(string))
				row = append(append([]any{fmt.Sprintf("R%d", number)}, row...), listed(proofs[number], language, "index.csv"), p.version.name(language), p.Moment)
				if !yield(row, nil) {
					return
				}
			}
		}
	}
	return columns, rows, nil
}

// each streams the entries of the perimeter in the order of their numbers.
func (s *Service) each(ctx context.Context, p *Perimeter) iter.Seq2[ledger.Entry, error] {
	return func(yield func(ledger.Entry, error) bool) {
		for _, f := range p.filters() {
			for e, err := range s.Ledger.Each(ctx, f) {
				if !yield(e, err) || err != nil {
					return
				}
			}
		}
	}
}

func dayOf(iso string) any {
	if at, err := time.Parse(time.DateOnly, iso); err == nil {
		return at
	}
	return nil
}
