package finance

import (
	"slices"

	"maillage/internal/kit/lang"
)

// Line is a line of costs (poste de dépense). The list is that of the plan of financing of European operations (domain-rules §1.6).
type Line string

// The lines. Indirect and Other are what a flat rate gives; InKind stands outside every flat rate's base.
const (
	Staff        Line = "staff"
	Running      Line = "running"
	Services     Line = "services"
	Participants Line = "participants"
	Indirect     Line = "indirect"
	Other        Line = "other"
	InKind       Line = "in_kind"
)

// Lines are all lines, in the order of a statement.
var Lines = []Line{Staff, Running, Services, Participants, Indirect, Other, InKind}

var lineNames = map[Line]lang.Text{
	Staff:        {FR: "Personnel", EN: "Staff"},
	Running:      {FR: "Fonctionnement", EN: "Running costs"},
	Services:     {FR: "Prestations", EN: "Services bought"},
	Participants: {FR: "Dépenses liées aux participants", EN: "Participant costs"},
	Indirect:     {FR: "Coûts indirects", EN: "Indirect costs"},
	Other:        {FR: "Autres coûts, au forfait", EN: "Other costs, by flat rate"},
	InKind:       {FR: "Apports en nature", EN: "Costs in kind"},
}

// Name is the line for people.
func (l Line) Name(language string) string { return lineNames[l].In(language) }

// Booked says whether expenses may be booked on the line: Other is only ever computed.
func (l Line) Booked() bool { return slices.Contains(Lines, l) && l != Other }

// Source is a kind of resource.
type Source string

// The sources. FromFunder is what the operation's own funder pays; the others are what the plan calls co-financing.
const (
	FromFunder     Source = "funder"
	OtherPublic    Source = "other_public"
	Private        Source = "private"
	SelfFunding    Source = "self_funding"
	InKindResource Source = "in_kind"
)

// Sources are all sources, in the order of a statement.
var Sources = []Source{FromFunder, OtherPublic, Private, SelfFunding, InKindResource}

var sourceNames = map[Source]lang.Text{
	FromFunder:     {FR: "Financeur de l’opération", EN: "Funder of the operation"},
	OtherPublic:    {FR: "Autres financements publics", EN: "Other public funding"},
	Private:        {FR: "Financements privés", EN: "Private funding"},
	SelfFunding:    {FR: "Autofinancement", EN: "Own funds"},
	InKindResource: {FR: "Apports en nature", EN: "Contributions in kind"},
}

// Name is the source for people.
func (s Source) Name(language string) string { return sourceNames[s].In(language) }
