package ledger

import (
	"context"
	"slices"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/importer"
	"maillage/internal/programme/agreement"
)

// AnyKind is the target whose rows name their nature in a column.
const AnyKind = "entries"

// target imports the rows of one nature.
type target struct {
	service  *Service
	kind     agreement.Kind
	code     string
	readings []agreement.Reading // of every nature: rows may name another one than their file
}

// Target offers one nature of the agreement to imports, or AnyKind. Errors: not_found when the agreement has no such nature.
func (s *Service) Target(ctx context.Context, code string) (importer.Target, error) {
	a, err := s.Agreements.Current(ctx)
	if err != nil {
		return nil, err
	}
	if code == AnyKind {
		return target{service: s, code: AnyKind, readings: allReadings(a)}, nil
	}
	for _, k := range a.Kinds {
		if k.Code == code || importer.Fold(k.Name.FR) == importer.Fold(code) {
			return target{service: s, kind: k, code: k.Code, readings: allReadings(a)}, nil
		}
	}
	d := deriver{agreement: a}
	return nil, apperr.Newf(apperr.NotFound, "import.kind", "La nature « %s » n’existe pas. Natures de cette convention : %s.", "There is no kind “%s”. Kinds of this agreement: %s.", code, d.kindNames())
}

// allReadings are those of every nature, each once: a file of several natures has their columns side by side.
func allReadings(a *agreement.Agreement) []agreement.Reading {
	var list []agreement.Reading
	for _, k := range a.Kinds {
		for _, r := range k.Readings {
			if !slices.ContainsFunc(list, func(x agreement.Reading) bool { return x.Name == r.Name }) {
				list = append(list, r)
			}
		}
	}
	return list
}

func (t target) Kind() string { return t.code }

func (t target) Fields() []importer.Field {
	list := fieldsOf(t.readings)
	if t.code != AnyKind {
		return list
	}
	for i := range list {
		list[i].Required = list[i].Name == "kind"
	}
	return list
}

func (t target) Begin(ctx context.Context, _ importer.Options) (importer.Session, error) {
	d, err := t.service.deriver(ctx, t.kind.Code)
	if err != nil {
		return nil, err
	}
	return &session{service: t.service, deriver: d}, nil
}

// session is one import.
type session struct {
	service *Service
	deriver *deriver
	writer  *writer
}

func (s *session) Read(r importer.Row) (any, []importer.Refusal) {
	d, refused := s.deriver.derive(r)
	return d, refused
}

// Link names the entry that a mention speaks of.
func (s *session) Link(payload any) (field, reference string) {
	if d, ok := payload.(draft); ok && d.mention != nil {
		return "same_as", d.mention.sameAs
	}
	return "", ""
}

func (s *session) Known(ctx context.Context, reference string) (bool, error) {
	_, err := store{s.service.DB}.entryByReference(ctx, reference)
	if apperr.CodeOf(err) == apperr.NotFound {
		return false, nil
	}
	return err == nil, err
}

func (s *session) Save(ctx context.Context, changes []importer.Change) error {
	if s.writer == nil {
		var err error
		if s.writer, err = s.service.begin(ctx); err != nil {
			return err
		}
	}
	for _, c := range changes {
		if err := s.save(ctx, c); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) save(ctx context.Context, c importer.Change) error {
	d, _ := c.Payload.(draft)
	for i := range d.contents {
		d.contents[i].Batch = c.Batch
	}
	if c.Act == importer.Added && d.mention == nil { // the quick path: nothing to compare with
		for i, content := range d.contents {
			content.Source = c.Record
			if err := s.writer.append(&Entry{ID: entryID(c.Record, i), Version: 1, Act: "recorded", Content: content}); err != nil {
				return err
			}
		}
		return nil
	}
	if err := s.saveMention(ctx, c, d.mention); err != nil {
		return err
	}
	if err := s.writer.flush(); err != nil {
		return err
	}
	known, err := store{s.service.DB}.known(ctx, c.Record, c.Record)
	if err != nil {
		return err
	}
	_, err = s.writer.settle(ctx, c.Record, d.contents, "corrected", known)
	return err
}

// saveMention writes or takes back what a row says of an entry recorded elsewhere, and brings that entry up to date.
func (s *session) saveMention(ctx context.Context, c importer.Change, m *mention) error {
	st := store{s.service.DB}
	before, err := st.dropMentions(ctx, c.Record)
	if err != nil {
		return err
	}
	touched := before
	if m != nil {
		if err := s.writer.flush(); err != nil { // the entry may be of this very batch
			return err
		}
		id, err := st.entryByReference(ctx, m.sameAs)
		if err != nil {
			return err
		}
		if err := st.addMention(ctx, id, c.Record, m); err != nil {
			return err
		}
		touched = append(touched, id)
	}
	for _, id := range touched {
		if err := s.refreshAlso(ctx, id); err != nil {
			return err
		}
	}
	return nil
}

// refreshAlso recomputes the activities of an entry from its own row and its mentions.
func (s *session) refreshAlso(ctx context.Context, id string) error {
	if err := s.writer.flush(); err != nil {
		return err
	}
	st := store{s.service.DB}
	current, err := st.current(ctx, id)
	if apperr.CodeOf(err) == apperr.NotFound {
		return nil
	}
	if err != nil {
		return err
	}
	own, err := s.service.ownAlso(ctx, s.deriver, current)
	if err != nil {
		return err
	}
	known, err := st.known(ctx, current.Source, current.Source)
	if err != nil {
		return err
	}
	next := current.Content
	next.Also = own
	next.Also = withMentions(next, known.mentioned[id])
	if next.same(current.Content) {
		return nil
	}
	return s.writer.supersede(ctx, current, next, "corrected")
}

func (s *session) End(ctx context.Context) error {
	if s.writer == nil {
		return nil
	}
	return s.writer.end(ctx)
}
