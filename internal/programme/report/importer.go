package report

import (
	"context"
	"strings"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/importer"
	"maillage/internal/kit/lang"
)

// VariancesKind is the name of imports of closings of variances.
const VariancesKind = "variances"

type variancesTarget struct{ service *Service }

// VariancesTarget offers the closing of variances to imports: one row for each variance, by its key.
func (s *Service) VariancesTarget() importer.Target { return variancesTarget{s} }

func (t variancesTarget) Kind() string { return VariancesKind }

func (t variancesTarget) Fields() []importer.Field {
	return []importer.Field{
		{Name: "variance", Label: lang.Text{FR: "Écart", EN: "Variance"}, Headers: []string{"Clé de l’écart", "Clé"}, Required: true, Identity: true},
		{Name: "kind", Label: lang.Text{FR: "Clos par", EN: "Closed by"}, Headers: []string{"Nature", "Clôture"}, Required: true},
		{Name: "words", Label: lang.Text{FR: "Explication", EN: "Explanation"}, Headers: []string{"Motif", "Texte"}, Required: true},
		{Name: "letter", Label: lang.Text{FR: "Référence de l’accord", EN: "Reference of the agreement"}, Headers: []string{"Courrier", "Avenant"}},
	}
}

func (t variancesTarget) Begin(ctx context.Context, _ importer.Options) (importer.Session, error) {
	list, err := t.service.Variances(ctx, Options{})
	if err != nil {
		return nil, err
	}
	s := &variancesSession{service: t.service, proposed: map[string]Variance{}}
	for _, v := range list {
		s.proposed[v.Key] = v
	}
	return s, nil
}

type variancesSession struct {
	service  *Service
	proposed map[string]Variance
}

// closingRow is one row that can be taken.
type closingRow struct {
	key string
	in  CloseInput
}

func (s *variancesSession) Read(r importer.Row) (any, []importer.Refusal) {
	row := closingRow{key: r.Get("variance"), in: CloseInput{Kind: kindOf(r.Get("kind")), Text: strings.TrimSpace(r.Get("words")), Reference: strings.TrimSpace(r.Get("letter"))}}
	var refused []importer.Refusal
	if _, proposed := s.proposed[row.key]; !proposed {
		refused = append(refused, importer.Refuse(r, "variance", "variance_unknown", lang.Text{FR: "Aucun écart ne porte cette clé aujourd’hui.", EN: "No variance has this key today."},
			lang.Text{FR: "Reprenez la clé dans la liste des écarts : maillage variance list", EN: "Take the key from the list of variances: maillage variance list"}))
	}
	if err := row.in.check(); err != nil {
		refused = append(refused, importer.Refuse(r, "words", "closing", lang.Text{FR: apperr.Message(err, "fr"), EN: apperr.Message(err, "en")}, lang.Text{FR: "Complétez la ligne.", EN: "Complete the row."}))
	}
	return row, refused
}

// kindOf reads what people write of a kind of closing, by its code or its name.
func kindOf(cell string) ClosingKind {
	for _, k := range ClosingKinds() {
		if string(k) == cell || importer.Fold(k.Name("fr")) == importer.Fold(cell) || importer.Fold(k.Name("en")) == importer.Fold(cell) {
			return k
		}
	}
	return ClosingKind(cell)
}

func (s *variancesSession) Save(ctx context.Context, changes []importer.Change) error {
	for _, c := range changes {
		row, ok := c.Payload.(closingRow)
		if !ok || c.Act == importer.Removed {
			if err := s.service.reopenImported(ctx, c.Record); err != nil {
				return err
			}
			continue
		}
		v := s.proposed[row.key]
		v.Key = row.key
		a := act{Act: actClosed, Kind: row.in.Kind, Text: row.in.Text, Reference: row.in.Reference, Terms: v.terms, Source: c.Record}
		if err := s.service.record(ctx, v, a); err != nil {
			return err
		}
	}
	return nil
}

func (s *variancesSession) End(context.Context) error { return nil }

// reopenImported takes back what an imported row closed, unless somebody closed it otherwise meanwhile.
func (s *Service) reopenImported(ctx context.Context, source string) error {
	last, found, err := store{s.DB}.lastActOfRow(ctx, source)
	if err != nil || !found || last.Act != actClosed {
		return err
	}
	return s.record(ctx, Variance{Key: last.Key}, act{Act: actReopened, Terms: last.Terms, Source: source})
}
