package indicator

import (
	"context"
	"strconv"
	"strings"

	"maillage/internal/db"
	"maillage/internal/kit/audit"
	"maillage/internal/kit/importer"
	"maillage/internal/kit/lang"
)

// Published is a figure that a document told, with where it stood. It is never counted: it is kept to be compared with what is recorded.
type Published struct {
	ID        string `bun:"id" json:"id"`
	Position  int    `bun:"position" json:"-"`
	Words     string `bun:"words" json:"words"` // the sentence or cell that told it
	Value     string `bun:"value" json:"value"` // as written
	Unit      string `bun:"unit" json:"unit"`
	Place     string `bun:"place" json:"place"` // cover, axis and heading
	Line      int    `bun:"line" json:"line"`
	Indicator string `bun:"indicator" json:"indicator"` // "" when no indicator counts it
	Year      int    `bun:"year" json:"year"`           // 0 for the whole period
	Scope     string `bun:"scope" json:"scope"`
	Note      string `bun:"note" json:"note"`
	Record    string `bun:"record" json:"-"`
}

// PublishedKind is the name of imports of published figures.
const PublishedKind = "published"

type publishedTarget struct{ service *Service }

// PublishedTarget offers published figures to imports.
func (s *Service) PublishedTarget() importer.Target { return publishedTarget{s} }

func (t publishedTarget) Kind() string { return PublishedKind }

func (t publishedTarget) Fields() []importer.Field {
	field := func(name, fr, en string, identity bool, headers ...string) importer.Field {
		return importer.Field{Name: name, Label: lang.Text{FR: fr, EN: en}, Headers: headers, Identity: identity}
	}
	list := []importer.Field{
		field(importer.Reference, "Référence", "Reference", false),
		field("words", "Texte publié", "Published text", true, "Texte", "Phrase"),
		field("value", "Valeur", "Value", true, "Chiffre"),
		field("unit", "Unité", "Unit", false),
		field("place", "Emplacement", "Place", true, "Où", "Rubrique"),
		field("line", "Ligne", "Line", true),
		field("indicator", "Indicateur", "Indicator", false, "Clé"),
		field("year", "Année", "Year", false),
		field("scope", "Périmètre", "Scope", false),
		field("note", "Remarque", "Note", false, "Commentaire"),
	}
	list[2].Required = true
	return list
}

func (t publishedTarget) Begin(ctx context.Context, _ importer.Options) (importer.Session, error) {
	all, err := t.service.All(ctx)
	if err != nil {
		return nil, err
	}
	s := &publishedSession{service: t.service, keys: map[string]bool{}}
	for _, x := range all {
		s.keys[x.Key] = true
	}
	return s, nil
}

type publishedSession struct {
	service *Service
	keys    map[string]bool
}

func (s *publishedSession) Read(r importer.Row) (any, []importer.Refusal) {
	p := Published{
		Position: r.Line, Words: r.Get("words"), Value: r.Get("value"), Unit: r.Get("unit"), Place: r.Get("place"), Indicator: r.Get("indicator"),
		Scope: r.Get("scope"), Note: r.Get("note"),
	}
	var refused []importer.Refusal
	number := func(field string) int {
		cell := strings.TrimSpace(r.Get(field))
		if cell == "" {
			return 0
		}
		n, err := strconv.Atoi(cell)
		if err != nil {
			refused = append(refused, importer.Refuse(r, field, "number", lang.Text{FR: "« " + cell + " » n’est pas un nombre entier.", EN: "“" + cell + "” is not a whole number."},
				lang.Text{FR: "Écrivez un nombre, ou laissez vide.", EN: "Write a number, or leave it empty."}))
		}
		return n
	}
	p.Line, p.Year = number("line"), number("year")
	if p.Indicator != "" && !s.keys[p.Indicator] {
		refused = append(refused, importer.Refuse(r, "indicator", "indicator_unknown", lang.Text{FR: "L’indicateur « " + p.Indicator + " » n’existe pas.", EN: "There is no indicator “" + p.Indicator + "”."},
			lang.Text{FR: "Écrivez sa clé, telle que tour.stops, ou laissez vide.", EN: "Write its key, such as tour.stops, or leave it empty."}))
	}
	return p, refused
}

func (s *publishedSession) Save(ctx context.Context, changes []importer.Change) error {
	for _, c := range changes {
		if _, err := s.service.DB.Exec(ctx, `/* published.drop */ delete from published_figure where id = ?`, c.Record); err != nil {
			return err
		}
		p, ok := c.Payload.(Published)
		if !ok || c.Act == importer.Removed {
			continue
		}
		if _, err := s.service.DB.Exec(ctx, `/* published.insert */
			insert into published_figure (id, position, words, value, unit, place, line, indicator, year, scope, note, record) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			c.Record, p.Position, p.Words, p.Value, p.Unit, p.Place, p.Line, p.Indicator, p.Year, p.Scope, p.Note, c.Record); err != nil {
			return err
		}
	}
	return nil
}

// End keeps the digest of the whole list in the audit trail.
func (s *publishedSession) End(ctx context.Context) error {
	list, err := s.service.Published(ctx, "")
	if err != nil {
		return err
	}
	digest, err := audit.Digest(list)
	if err != nil {
		return err
	}
	return s.service.Trail.Record(ctx, "imported", "published", "", digest, "")
}

// Published lists the published figures of an indicator, of all when the key is empty.
func (s *Service) Published(ctx context.Context, key string) ([]Published, error) {
	return publishedOf(ctx, s.DB, key)
}

func publishedOf(ctx context.Context, d *db.DB, key string) ([]Published, error) {
	var list []Published
	err := d.All(ctx, &list, `/* published.list */ select id, position, words, value, unit, place, line, indicator, year, scope, note, record
		from published_figure where ? = '' or indicator = ? order by position, id`, key, key)
	return list, err
}

// VerifyPublished compares the published figures with the digest that the audit trail kept of them.
func (s *Service) VerifyPublished(ctx context.Context) (altered bool, err error) {
	list, err := s.Published(ctx, "")
	if err != nil || len(list) == 0 {
		return false, err
	}
	digest, err := audit.Digest(list)
	if err != nil {
		return false, err
	}
	last, err := s.Trail.LastDigests(ctx, "published")
	return last[""] != digest, err
}
