package ledger

import (
	"context"
	"slices"
	"strings"
	"time"

	"maillage/internal/db"
	"maillage/internal/kit/apperr"
)

type store struct{ db *db.DB }

// entryColumns are all columns of a version, in the order of Entry.values.
var entryColumns = strings.Split("seq,id,version,known_from,known_to,actor,act,source,batch,kind,activity,year,funder,department,state,"+
	"participations,people,participants,minutes,amount,unread,start_on,end_on,days,date_text,date_kind,date_issues,title,place,commune,venue_department,remote,"+
	"beneficiary,beneficiary_key,funder_reason,aggregate,also,tags,readings,partners,note,hash", ",")

var columns = strings.Join(entryColumns, ", ")

// values are in the order of entryColumns, in the types that drivers take without converting.
func (e *Entry) values() []any {
	optional := func(n *int64) any {
		if n == nil {
			return nil
		}
		return *n
	}
	var until any
	if e.KnownTo != nil {
		until = *e.KnownTo
	}
	return []any{
		e.Seq, e.ID, int64(e.Version), e.KnownFrom, until, e.Actor, e.Act, e.Source, e.Batch, e.Kind, e.Activity, int64(e.Year), e.Funder, e.Department, string(e.State),
		optional(e.Participations), optional(e.People), optional(e.Participants), optional(e.Minutes), optional(e.Amount), e.Unread, e.Start, e.End, e.Days, e.DateText, e.DateKind,
		e.DateIssues, e.Title, e.Place, e.Commune, e.VenueDepartment, e.Remote, e.Beneficiary, e.BeneficiaryKey, string(e.FunderReason), e.Aggregate, e.Also, e.Tags, e.Readings,
		e.Partners, e.Note, e.Hash,
	}
}

func (s store) lastKnownFrom(ctx context.Context, seq int64) (time.Time, error) {
	var list []time.Time
	if err := s.db.All(ctx, &list, `/* ledger.lastKnownFrom */ select known_from from entry where seq = ?`, seq); err != nil || len(list) == 0 {
		return time.Time{}, err
	}
	return list[0], nil
}

// known is what the ledger holds of some records: the last version of each entry, current or not, and where else entries are told.
type known struct {
	last      map[string]map[string]Entry // by record, then by entry
	mentioned map[string][]string         // activities by entry
}

// of returns the last versions of a record's entries; the caller may empty the map.
func (k known) of(record string) map[string]Entry {
	if versions, ok := k.last[record]; ok {
		return versions
	}
	return map[string]Entry{}
}

// known reads what is known of the records from first to last. The ids of a record's further entries follow its own: "-" is before ".".
func (s store) known(ctx context.Context, first, last string) (known, error) {
	k := known{last: map[string]map[string]Entry{}, mentioned: map[string][]string{}}
	var list []Entry
	if err := s.db.All(ctx, &list, `/* ledger.known */ select `+columns+` from entry where id >= ? and id < ? order by id, version`, first, last+"."); err != nil {
		return k, err
	}
	for _, e := range list {
		if k.last[e.Source] == nil {
			k.last[e.Source] = map[string]Entry{}
		}
		k.last[e.Source][e.ID] = e
	}
	var mentions []Mention
	err := s.db.All(ctx, &mentions, `/* ledger.mentioned */ select entry, activity from entry_mention where entry >= ? and entry < ? order by record`, first, last+".")
	for _, m := range mentions {
		k.mentioned[m.Entry] = append(k.mentioned[m.Entry], m.Activity)
	}
	return k, err
}

func (s store) current(ctx context.Context, id string) (Entry, error) {
	var e Entry
	err := s.db.Get(ctx, &e, `/* ledger.current */ select `+columns+` from entry where id = ? and known_to is null`, id)
	return e, err
}

func (s store) versions(ctx context.Context, id string) ([]Entry, error) {
	var list []Entry
	err := s.db.All(ctx, &list, `/* ledger.versions */ select `+columns+` from entry where id = ? order by version desc`, id)
	return list, err
}

// closeVersion ends a current version and drops the rows that were derived from it.
func (s store) closeVersion(ctx context.Context, e Entry, at time.Time) error {
	n, err := s.db.Exec(ctx, `/* ledger.close */ update entry set known_to = ? where seq = ? and known_to is null`, at, e.Seq)
	if err != nil {
		return err
	}
	if n == 0 {
		return apperr.New(apperr.Stale, "ledger.stale", "Cette réalisation vient d’être modifiée par ailleurs.", "Somebody else just changed this entry.")
	}
	for _, q := range []string{`/* ledger.dropAlso */ delete from entry_also where entry = ?`, `/* ledger.dropTags */ delete from entry_tag where entry = ?`} {
		if _, err := s.db.Exec(ctx, q, e.ID); err != nil {
			return err
		}
	}
	return nil
}

func (s store) entryByReference(ctx context.Context, reference string) (string, error) {
	var id string
	err := s.db.Get(ctx, &id, `/* ledger.byReference */ select r.id from import_record r join entry e on e.id = r.id and e.known_to is null
		where r.ref = ? and not r.removed order by r.id limit 1`, reference)
	return id, err
}

// Mention tells where else an entry is told.
type Mention struct {
	Entry    string `bun:"entry" json:"-"`
	Record   string `bun:"record" json:"record"`
	Kind     string `bun:"kind" json:"kind"`
	Activity string `bun:"activity" json:"activity"`
	Title    string `bun:"title" json:"title"`
}

func (s store) addMention(ctx context.Context, entry, record string, m *mention) error {
	_, err := s.db.Exec(ctx, `/* ledger.addMention */ insert into entry_mention (entry, record, kind, activity, title) values (?, ?, ?, ?, ?)`, entry, record, m.kind, m.activity, m.title)
	return err
}

func (s store) dropMentions(ctx context.Context, record string) ([]string, error) {
	var entries []string
	if err := s.db.All(ctx, &entries, `/* ledger.mentionsOf */ select entry from entry_mention where record = ?`, record); err != nil {
		return nil, err
	}
	if len(entries) == 0 {
		return nil, nil
	}
	_, err := s.db.Exec(ctx, `/* ledger.dropMentions */ delete from entry_mention where record = ?`, record)
	return entries, err
}

func (s store) mentions(ctx context.Context, entry string) ([]Mention, error) {
	var list []Mention
	err := s.db.All(ctx, &list, `/* ledger.mentions */ select entry, record, kind, activity, title from entry_mention where entry = ? order by record`, entry)
	return list, err
}

func (s store) dropAllMentions(ctx context.Context) error {
	_, err := s.db.Exec(ctx, `/* ledger.dropAllMentions */ delete from entry_mention`)
	return err
}

// missingMentions counts the rows that tell an entry recorded elsewhere, and that no mention stands for.
func (s store) missingMentions(ctx context.Context) (int, error) {
	var n int
	err := s.db.Get(ctx, &n, `/* ledger.missingMentions */ select count(*) from import_record r
		where not r.removed and r.cells like '%["same_as","%' and not exists (select 1 from entry_mention m where m.record = r.id)`)
	return n, err
}

func (s store) allMentions(ctx context.Context) ([]Mention, error) {
	var list []Mention
	err := s.db.All(ctx, &list, `/* ledger.allMentions */ select entry, record, kind, activity, title from entry_mention order by entry, record`)
	return list, err
}

func (s store) usedActivitiesAndKinds(ctx context.Context) ([]struct{ Activity, Kind string }, error) {
	var list []struct{ Activity, Kind string }
	err := s.db.All(ctx, &list, `/* ledger.used */ select distinct activity, kind from entry where known_to is null`)
	return list, err
}

func (s store) orphans(ctx context.Context) ([]Entry, error) {
	var list []Entry
	err := s.db.All(ctx, &list, `/* ledger.orphans */ select `+columns+` from entry e where known_to is null
		and not exists (select 1 from import_record r where r.id = e.source and not r.removed)`)
	return list, err
}

// Columns are the columns of one version, for measures that compare with it.
func Columns() []string { return slices.Clone(entryColumns) }
