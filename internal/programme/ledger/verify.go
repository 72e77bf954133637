package ledger

import (
	"context"
	"fmt"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/chain"
	"maillage/internal/kit/lang"
)

func notFound(id string) error {
	return apperr.Newf(apperr.NotFound, "ledger.entry", "Il n’y a pas de réalisation « %s ».", "There is no entry “%s”.", id)
}

// Fault is something that the ledger's own records contradict.
type Fault struct {
	Entry   string    `json:"entry"`
	Seq     int64     `json:"seq"`
	Code    string    `json:"code"`
	Message lang.Text `json:"message"`
}

// Repairable says that rebuilding mends the fault: it lies in what is derived from records and entries, which are sound.
func (f Fault) Repairable() bool {
	return f.Code == "cells" || f.Code == "derived" || f.Code == "mention"
}

// Verify reads every version in the order in which it was written and names each one whose content or place in the chain was changed
// behind the program's back. progress is called now and then with the number read.
func (s *Service) Verify(ctx context.Context, progress func(read int64)) ([]Fault, error) {
	var faults []Fault
	head := chain.Head{}
	rows, err := s.DB.Rows(ctx, `/* ledger.verify */ select `+prefixed+` from entry e order by e.seq`)
	if err != nil {
		return nil, err
	}
	defer func() { _ = rows.Close() }()
	versions := map[string]open{}
	for rows.Next() {
		e, err := scan(rows)
		if err != nil {
			return append(faults, unreadable(head.Seq+1, err)), nil
		}
		faults = append(faults, check(&e, head)...)
		faults = append(faults, checkPeriod(versions, &e)...)
		head = chain.Head{Seq: e.Seq, Hash: e.Hash}
		if progress != nil && e.Seq%10000 == 0 {
			progress(e.Seq)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	if progress != nil {
		progress(head.Seq)
	}
	end, err := chain.Read(ctx, s.DB, "ledger")
	if err != nil {
		return nil, err
	}
	if end != head {
		faults = append(faults, Fault{Seq: end.Seq, Code: "end_missing", Message: lang.Text{
			FR: fmt.Sprintf("La fin du registre manque ou a été changée : la dernière version lue est la n° %d, la tête de chaîne annonce la n° %d.", head.Seq, end.Seq),
			EN: fmt.Sprintf("The end of the ledger is missing or was changed: the last version read is no. %d, the head of the chain says no. %d.", head.Seq, end.Seq)}})
	}
	derived, err := s.verifyDerived(ctx)
	if err != nil {
		return faults, err
	}
	mentions, err := s.verifyMentions(ctx)
	return append(append(faults, derived...), mentions...), err
}

// verifyMentions compares the mentions with the rows that make them. They are few: each is a thing told in two places.
func (s *Service) verifyMentions(ctx context.Context) ([]Fault, error) {
	kept, err := store{s.DB}.allMentions(ctx)
	if err != nil {
		return nil, err
	}
	var faults []Fault
	missing, err := store{s.DB}.missingMentions(ctx)
	if err != nil {
		return nil, err
	}
	if missing > 0 {
		faults = append(faults, Fault{Code: "mention", Message: lang.Text{
			FR: fmt.Sprintf("%d lignes disent une réalisation notée ailleurs, et leur mention manque ; reconstruisez avec doctor --rebuild-ledger.", missing),
			EN: fmt.Sprintf("%d rows tell an entry recorded elsewhere, and their mention is missing; rebuild with doctor --rebuild-ledger.", missing)}})
	}
	for _, m := range kept {
		fits, err := s.mentionFits(ctx, m)
		if err != nil {
			return faults, err
		}
		if !fits {
			faults = append(faults, Fault{Entry: m.Entry, Code: "mention", Message: lang.Text{
				FR: "Réalisation " + m.Entry + " : une de ses mentions ne correspond plus à la ligne importée " + m.Record + ".",
				EN: "Entry " + m.Entry + ": one of its mentions no longer fits the imported row " + m.Record + "."}})
		}
	}
	return faults, nil
}

func (s *Service) mentionFits(ctx context.Context, m Mention) (bool, error) {
	row, err := s.Importer.Row(ctx, m.Record)
	if apperr.CodeOf(err) == apperr.NotFound {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	d, err := s.deriver(ctx, m.Kind)
	if err != nil {
		return false, err
	}
	read, _ := d.derive(row)
	if read.mention == nil {
		return false, nil
	}
	entry, err := store{s.DB}.entryByReference(ctx, read.mention.sameAs)
	if apperr.CodeOf(err) == apperr.NotFound { // its entry was taken back since
		return read.mention.activity == m.Activity && read.mention.title == m.Title, nil
	}
	return entry == m.Entry && read.mention.activity == m.Activity && read.mention.title == m.Title, err
}

// open is what is known of an entry while its versions pass.
type open struct {
	version int
	closed  bool
}

func unreadable(seq int64, err error) Fault {
	return Fault{Seq: seq, Code: "unreadable", Message: lang.Text{
		FR: fmt.Sprintf("La version n° %d ne se lit plus : %v.", seq, err), EN: fmt.Sprintf("Version no. %d can no longer be read: %v.", seq, err)}}
}

// check compares a version with its hash after the one before it. A version that was taken out shows as a gap in the numbers; a changed
// one no longer fits its hash, and its neighbours still do.
func check(e *Entry, head chain.Head) []Fault {
	told := func(code, fr, en string) []Fault {
		return []Fault{{Entry: e.ID, Seq: e.Seq, Code: code, Message: lang.Text{
			FR: fmt.Sprintf("Réalisation %s « %s », version %d (n° %d) : %s.", e.ID, e.Title, e.Version, e.Seq, fr),
			EN: fmt.Sprintf("Entry %s “%s”, version %d (no. %d): %s.", e.ID, e.Title, e.Version, e.Seq, en)}}}
	}
	if e.Seq != head.Seq+1 {
		return told("chain_broken", fmt.Sprintf("les versions n° %d à %d qui la précèdent manquent", head.Seq+1, e.Seq-1), fmt.Sprintf("versions no. %d to %d before it are missing", head.Seq+1, e.Seq-1))
	}
	if !e.follows(head) {
		return told("content_changed", "son contenu ne correspond plus à son empreinte", "its content no longer fits its hash")
	}
	return nil
}

// checkPeriod checks the one column that the hash does not cover: a version ends when the next one of its entry begins.
func checkPeriod(seen map[string]open, e *Entry) []Fault {
	last, known := seen[e.ID]
	seen[e.ID] = open{version: e.Version, closed: e.KnownTo != nil}
	wrong := known && (!last.closed || e.Version != last.version+1) || !known && e.Version != 1 || e.Act == "removed" && e.KnownTo == nil
	if !wrong {
		return nil
	}
	return []Fault{{Entry: e.ID, Seq: e.Seq, Code: "versions", Message: lang.Text{
		FR: fmt.Sprintf("Réalisation %s : ses versions ne se suivent pas (version %d).", e.ID, e.Version),
		EN: fmt.Sprintf("Entry %s: its versions do not follow each other (version %d).", e.ID, e.Version)}}}
}

// verifyDerived compares the look-up tables with the entries that they were derived from, and finds closed entries without a successor.
func (s *Service) verifyDerived(ctx context.Context) ([]Fault, error) {
	var faults []Fault
	var lost []struct {
		ID  string
		Seq int64
	}
	err := s.DB.All(ctx, &lost, `/* ledger.lost */ select e.id, e.seq from entry e where e.known_to is not null and e.act <> 'removed'
		and not exists (select 1 from entry n where n.id = e.id and n.version = e.version + 1 and n.known_from = e.known_to)`)
	for _, x := range lost {
		faults = append(faults, Fault{Entry: x.ID, Seq: x.Seq, Code: "period", Message: lang.Text{
			FR: "Réalisation " + x.ID + " : sa dernière version est close sans qu’une autre la suive.", EN: "Entry " + x.ID + ": its last version is closed and none follows."}})
	}
	if err != nil {
		return faults, err
	}
	wrong, err := store{s.DB}.wrongCells(ctx)
	if err != nil {
		return faults, err
	}
	if wrong > 0 {
		faults = append(faults, Fault{Code: "cells", Message: lang.Text{
			FR: fmt.Sprintf("%d sommes du registre (table entry_cell) ne sont pas celles de leurs réalisations ; reconstruisez avec doctor --rebuild-ledger.", wrong),
			EN: fmt.Sprintf("%d sums of the ledger (table entry_cell) are not those of their entries; rebuild with doctor --rebuild-ledger.", wrong)}})
	}
	var counts struct{ Also, Tags, AlsoRows, TagRows int64 }
	err = s.DB.Get(ctx, &counts, `/* ledger.derived */ select
		(select coalesce(sum(length(also) - length(replace(also, ',', '')) + 1), 0) from entry where known_to is null and also <> '') as also,
		(select coalesce(sum(length(tags) - length(replace(tags, ',', '')) + 1), 0) from entry where known_to is null and tags <> '') as tags,
		(select count(*) from entry_also a join entry e on e.id = a.entry and e.known_to is null where ',' || e.also || ',' like '%,' || a.activity || ',%') as also_rows,
		(select count(*) from entry_tag t join entry e on e.id = t.entry and e.known_to is null where ',' || e.tags || ',' like '%,' || t.tag || ',%') as tag_rows`)
	if err == nil && (counts.Also != counts.AlsoRows || counts.Tags != counts.TagRows) {
		faults = append(faults, Fault{Code: "derived", Message: lang.Text{
			FR: "Les tables « sert aussi » ou étiquettes ne correspondent pas aux réalisations ; reconstruisez avec doctor --rebuild-ledger.",
			EN: "The tables of “also serves” or tags do not fit the entries; rebuild with doctor --rebuild-ledger."}})
	}
	return faults, err
}
