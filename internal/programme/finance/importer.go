package finance

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"maillage/internal/db"
	"maillage/internal/kit/frdate"
	"maillage/internal/kit/importer"
	"maillage/internal/kit/lang"
	"maillage/internal/programme/agreement"
)

// The names of imports of expenses and of resources.
const (
	CostKind     = "cost"
	ResourceKind = "resource"
)

func field(name, fr, en string, headers ...string) importer.Field {
	return importer.Field{Name: name, Label: lang.Text{FR: fr, EN: en}, Headers: headers}
}

func identifying(f importer.Field) importer.Field {
	f.Identity = true
	return f
}

func required(f importer.Field) importer.Field {
	f.Required = true
	return f
}

type costTarget struct{ service *Service }

// CostTarget offers expenses to imports: one row for each cost, or each part of one that an operation, an axis or a line takes.
func (s *Service) CostTarget() importer.Target { return costTarget{s} }

func (t costTarget) Kind() string { return CostKind }

func (t costTarget) Fields() []importer.Field {
	return []importer.Field{
		field(importer.Reference, "Référence", "Reference", "Réf"),
		identifying(field("piece", "Pièce", "Piece", "N° de pièce", "Facture", "N° de facture", "Bulletin", "Justificatif")),
		identifying(field("activity", "Activité", "Activity", "Axe", "Axe ou activité", "N° activité")),
		required(identifying(field("line", "Poste", "Line", "Poste de dépense", "Ligne", "Nature de dépense"))),
		identifying(field("funder", "Financeur", "Funder", "Opération", "Imputée à", "Cofinanceur")),
		required(identifying(field("spent_on", "Date de la dépense", "Date of the expense", "Date", "Date de facture"))),
		field("paid_on", "Date de paiement", "Date of payment", "Payée le", "Acquittée le", "Date d’acquittement"),
		field("proof", "Preuve de paiement", "Proof of payment", "Relevé bancaire", "Relevé"),
		identifying(field("supplier", "Fournisseur", "Supplier", "Prestataire", "Émetteur")),
		identifying(field("label", "Libellé", "Label", "Objet", "Intitulé")),
		required(identifying(field("amount", "Montant", "Amount", "Montant total", "Coût", "Montant TTC"))),
		field("share", "Part imputée", "Share charged", "Part", "Taux d’affectation", "Quote-part", "%"),
		field("accepted", "Montant retenu", "Accepted amount", "Retenu", "Montant accepté"),
		field("reason", "Motif du rejet", "Reason of rejection", "Motif", "Motif d’écrêtement"),
	}
}

func (t costTarget) Begin(ctx context.Context, _ importer.Options) (importer.Session, error) {
	base, err := t.service.begin(ctx)
	if err != nil {
		return nil, err
	}
	kept, err := store{t.service.DB}.expenses(ctx, current)
	if err != nil {
		return nil, err
	}
	s := &costSession{session: base, kept: map[string]Expense{}, parts: map[string][]string{}}
	for _, e := range kept {
		s.take(e.ID, e)
	}
	return s, nil
}

// session is what both kinds of rows are read with.
type session struct {
	service   *Service
	agreement *agreement.Agreement
	plan      *Plan
}

func (s *Service) begin(ctx context.Context) (session, error) {
	a, err := s.Agreements.Current(ctx)
	if err != nil {
		return session{}, err
	}
	p, err := s.Plan(ctx)
	return session{service: s, agreement: a, plan: p}, err
}

// costSession knows the expenses kept so far, to see which are parts of one cost.
type costSession struct {
	session
	kept  map[string]Expense  // by record, or by row for new ones
	parts map[string][]string // keys of kept, by cost
}

func (s *costSession) Read(r importer.Row) (any, []importer.Refusal) {
	c := check{session: s.session, r: r}
	e := Expense{
		Reference: r.Get(importer.Reference), Piece: r.Get("piece"), Line: c.line(), SpentOn: c.day("spent_on"), PaidOn: c.day("paid_on"),
		Proof: r.Get("proof"), Supplier: r.Get("supplier"), Label: r.Get("label"), Reason: r.Get("reason"), Amount: c.amount("amount"), Share: c.share(),
	}
	e.Activity, e.Axis = c.activity()
	e.Funder = c.funder("funder", e.Line)
	e.Charged = portion(e.Amount, e.Share)
	e.Accepted = c.accepted(e)
	return e, c.refused
}

// Check refuses a row that would charge one cost twice (domain-rules §1.1).
func (s *costSession) Check(record string, r importer.Row, payload any) []importer.Refusal {
	e, ok := payload.(Expense)
	if !ok {
		return nil
	}
	if record == "" {
		record = "row " + strconv.Itoa(r.Line)
	}
	parts := []Expense{e}
	for _, key := range s.parts[e.cost()] {
		if other := s.kept[key]; key != record && e.cost() != "" && other.cost() == e.cost() {
			parts = append(parts, other)
		}
	}
	fault := chargeFault(s.plan, parts)
	if fault == "" {
		s.take(record, e)
		return nil
	}
	return []importer.Refusal{importer.Refuse(r, chargeFields[fault], string(fault), chargeReasons[fault](e, parts), chargeMends[fault])}
}

// take remembers an expense; the place under an earlier piece is left, and passed over when the piece is no longer its own.
func (s *costSession) take(record string, e Expense) {
	s.kept[record] = e
	if !slices.Contains(s.parts[e.cost()], record) {
		s.parts[e.cost()] = append(s.parts[e.cost()], record)
	}
}

var chargeFields = map[Fault]string{Overcharged: "share", TwoEUFunds: "funder", TwoAmounts: "amount"}

var chargeReasons = map[Fault]func(e Expense, parts []Expense) lang.Text{
	Overcharged: func(e Expense, parts []Expense) lang.Text {
		total := int64(0)
		for _, x := range parts {
			total += x.Share
		}
		return lang.Text{FR: "Les parts imputées de la pièce « " + e.Piece + " » font " + Percent(total, "fr") + ".", EN: "The shares charged of the piece “" + e.Piece + "” make " + Percent(total, "en") + "."}
	},
	TwoEUFunds: func(e Expense, _ []Expense) lang.Text {
		return lang.Text{FR: "La pièce « " + e.Piece + " » serait imputée à deux fonds européens.", EN: "The piece “" + e.Piece + "” would be charged to two European funds."}
	},
	TwoAmounts: func(e Expense, parts []Expense) lang.Text {
		other := parts[1].Amount
		return lang.Text{FR: "Une autre ligne donne à la pièce « " + e.Piece + " » le montant total " + euros(&other, "fr") + ".", EN: "Another row gives the piece “" + e.Piece + "” the whole amount " + euros(&other, "en") + "."}
	},
}

var chargeMends = map[Fault]lang.Text{
	Overcharged: {FR: "Baissez une part : ensemble, elles font 100 % au plus.", EN: "Lower a share: together they make 100% at most."},
	TwoEUFunds:  {FR: "Choisissez le fonds qui la prend : un même euro ne porte qu’une demande européenne.", EN: "Choose the fund that takes it: one euro carries one European claim only."},
	TwoAmounts:  {FR: "Écrivez sur chaque ligne le montant total de la pièce, et sa part dans « Part imputée ».", EN: "Write the whole amount of the piece on each row, and its part under “Share charged”."},
}

func (s *costSession) Save(ctx context.Context, changes []importer.Change) error {
	st, at := store{s.service.DB}, db.Now(s.service.Now())
	for _, c := range changes {
		e, _ := c.Payload.(Expense)
		e.ID = c.Record
		if err := st.saveExpense(ctx, e, c.Act == importer.Removed, at); err != nil {
			return err
		}
	}
	return nil
}

// End keeps the digest of all versions in the audit trail.
func (s *costSession) End(ctx context.Context) error { return s.service.seal(ctx, expensesObject) }

type resourceTarget struct{ service *Service }

// ResourceTarget offers resources received to imports: one row for each payment.
func (s *Service) ResourceTarget() importer.Target { return resourceTarget{s} }

func (t resourceTarget) Kind() string { return ResourceKind }

func (t resourceTarget) Fields() []importer.Field {
	return []importer.Field{
		field(importer.Reference, "Référence", "Reference", "Réf"),
		required(identifying(field("operation", "Opération", "Operation", "Financeur", "Opération de"))),
		required(identifying(field("source", "Source", "Source", "Nature de ressource", "Type"))),
		identifying(field("name", "Versée par", "Paid by", "Organisme", "Payeur")),
		required(identifying(field("received_on", "Date d’encaissement", "Date received", "Date", "Reçue le"))),
		required(identifying(field("amount", "Montant", "Amount"))),
		field("attestation", "Attestation", "Attestation", "Attestation de cofinancement"),
	}
}

func (t resourceTarget) Begin(ctx context.Context, _ importer.Options) (importer.Session, error) {
	base, err := t.service.begin(ctx)
	return &resourceSession{base}, err
}

type resourceSession struct{ session }

func (s *resourceSession) Read(r importer.Row) (any, []importer.Refusal) {
	c := check{session: s.session, r: r}
	x := Receipt{
		Reference: r.Get(importer.Reference), Name: r.Get("name"), ReceivedOn: c.day("received_on"), Amount: c.amount("amount"), Attestation: r.Get("attestation"),
		Operation: c.funder("operation", ""), Source: c.source(),
	}
	if x.Operation == "" && r.Get("operation") == "" {
		c.refuse("operation", "empty", lang.Text{FR: "L’opération n’est pas dite.", EN: "The operation is not told."}, c.funderMend())
	}
	return x, c.refused
}

func (s *resourceSession) Save(ctx context.Context, changes []importer.Change) error {
	st, at := store{s.service.DB}, db.Now(s.service.Now())
	for _, c := range changes {
		x, _ := c.Payload.(Receipt)
		x.ID = c.Record
		if err := st.saveReceipt(ctx, x, c.Act == importer.Removed, at); err != nil {
			return err
		}
	}
	return nil
}

// End keeps the digest of all versions in the audit trail.
func (s *resourceSession) End(ctx context.Context) error {
	return s.service.seal(ctx, receiptsObject)
}

// same says whether a cell means a code or one of its names.
func same(cell, code string, name lang.Text) bool {
	folded := importer.Fold(cell)
	return strings.EqualFold(cell, code) || folded == importer.Fold(name.FR) || folded == importer.Fold(name.EN)
}

// day reads a cell that must hold one day, "" when it is empty.
func (c *check) day(name string) string {
	cell := c.r.Get(name)
	if cell == "" && name == "paid_on" {
		return ""
	}
	v := frdate.Read(cell, frdate.Context{})
	if v.Kind != frdate.Single {
		c.refuse(name, "day", lang.Text{FR: "« " + cell + " » n’est pas un jour.", EN: "“" + cell + "” is not a day."},
			lang.Text{FR: "Écrivez jour, mois et année, par exemple 31/12/2019.", EN: "Write day, month and year, such as 31/12/2019."})
		return ""
	}
	if len(v.Issues) > 0 {
		c.refuse(name, v.Issues[0], lang.Text{FR: frdate.Explain(v.Issues[0], v, "fr"), EN: frdate.Explain(v.Issues[0], v, "en")},
			lang.Text{FR: "Écrivez le jour sans doute possible, par exemple 31/12/2019.", EN: "Write the day so that it leaves no doubt, such as 31/12/2019."})
	}
	return v.Start
}
