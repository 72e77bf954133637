package ledger

import (
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"maillage/internal/kit/frdate"
	"maillage/internal/kit/frnum"
	"maillage/internal/kit/importer"
	"maillage/internal/kit/lang"
	"maillage/internal/programme/agreement"
)

// draft is what one row says: one or several contents, or a mention of an entry that another row holds.
type draft struct {
	contents []Content
	mention  *mention
}

// mention tells that a row speaks of an entry recorded elsewhere.
type mention struct {
	sameAs   string // reference of the other row
	kind     string
	activity string
	title    string
}

// deriver turns rows into contents. It looks at nothing but the row, the agreement and the register of territories: the same row always
// gives the same contents, which is what lets the ledger be rebuilt.
type deriver struct {
	agreement *agreement.Agreement
	places    *places
	kind      string // the nature of rows that do not name theirs, "" when each must
	period    string // of the programme, as ISO bounds "from..to"
	codes     map[string]string
}

// row is one row on its way; faults collect.
type row struct {
	importer.Row
	d       *deriver
	content Content
	// beneficiary is the department of who the action was for, "" when it is not told.
	beneficiary string
	unread      []string
	refused     []importer.Refusal
}

func (r *row) refuse(field, code, fr, en, wayFR, wayEN string) {
	r.refused = append(r.refused, importer.Refuse(r.Row, field, code, lang.Text{FR: fr, EN: en}, lang.Text{FR: wayFR, EN: wayEN}))
}

// derive reads a row, or says what is wrong with each of its cells.
func (d *deriver) derive(in importer.Row) (draft, []importer.Refusal) {
	r := &row{Row: in, d: d}
	kind := r.readKind()
	r.content.Title = r.Get("title")
	r.readActivity(kind)
	r.readState()
	if same := r.Get("same_as"); same != "" {
		return draft{mention: &mention{sameAs: same, kind: kind.Code, activity: r.content.Activity, title: r.mentionTitle()}}, r.refused
	}
	date := r.readDate()
	r.readTerritory()
	r.readMeasures(kind)
	r.content.Tags = strings.Join(FoldTags(listOf(r.Get("tags"))), ",")
	r.content.Partners, r.content.Note = r.Get("partners"), r.Get("note")
	if r.content.Title == "" {
		r.content.Title = kind.Name.FR
	}
	r.content.Unread = joinSorted(r.unread)
	contents := r.occurrences(kind, date)
	for i := range contents {
		c := &contents[i]
		at := d.agreement.Attribute(agreement.Facts{Activity: c.Activity, Beneficiary: r.beneficiary, Venue: c.VenueDepartment, Start: c.attributedOn()})
		c.Department, c.Funder, c.FunderReason = at.Department, at.Funder, at.Reason
	}
	return draft{contents: contents}, r.refused
}

// attributedOn is the day that attribution goes by. A doubtful date counts where it was filed, so its year's first day stands for it when
// it has no day of its own.
func (c Content) attributedOn() string {
	year := strconv.Itoa(c.Year)
	if c.Year > SeveralYears && !strings.HasPrefix(c.Start, year) {
		return year + "-01-01"
	}
	return c.Start
}

func (r *row) mentionTitle() string {
	if date := r.Get("date"); date != "" {
		return strings.TrimSpace(date + " " + r.content.Title)
	}
	return r.content.Title
}

func (r *row) readKind() agreement.Kind {
	code := r.d.kind
	if cell := r.Get("kind"); cell != "" { // a row may name another nature than its file
		code = r.d.kindCode(cell)
	}
	kind, ok := r.d.agreement.Kind(code)
	if !ok {
		r.refuse("kind", "kind_unknown", "La nature « "+r.Get("kind")+" » n’existe pas dans la convention.", "There is no kind “"+r.Get("kind")+"” in the agreement.",
			"Écrivez une des natures de la convention : "+r.d.kindNames()+".", "Write one of the agreement's kinds: "+r.d.kindNames()+".")
	}
	r.content.Kind, r.content.Activity = kind.Code, kind.Activity
	return kind
}

// kindCode finds the nature that a cell names, by its code or its name in either language.
func (d *deriver) kindCode(cell string) string {
	if code, ok := d.codes[cell]; ok {
		return code
	}
	if code, ok := d.codes[importer.Fold(cell)]; ok {
		return code
	}
	return cell
}

func kindCodes(a *agreement.Agreement) map[string]string {
	codes := make(map[string]string, 4*len(a.Kinds))
	for _, k := range a.Kinds {
		for _, name := range []string{k.Name.EN, k.Name.FR} {
			codes[name], codes[importer.Fold(name)] = k.Code, k.Code
		}
	}
	for _, k := range a.Kinds {
		codes[k.Code] = k.Code
	}
	return codes
}

func (d *deriver) kindNames() string {
	names := make([]string, len(d.agreement.Kinds))
	for i, k := range d.agreement.Kinds {
		names[i] = k.Code
	}
	return strings.Join(names, ", ")
}

func (r *row) readActivity(kind agreement.Kind) {
	check := func(field, number string) string {
		if _, ok := r.d.agreement.Activity(number); number != "" && !ok {
			r.refuse(field, "activity_unknown", "L’activité « "+number+" » n’existe pas dans la convention.", "There is no activity “"+number+"” in the agreement.",
				"Écrivez son numéro, tel que 1.2.", "Write its number, such as 1.2.")
		}
		return number
	}
	if cell := r.Get("activity"); cell != "" {
		r.content.Activity = check("activity", cell)
	}
	var also []string
	for _, number := range listOf(r.Get("also")) {
		if check("also", number) != r.content.Activity {
			also = append(also, number)
		}
	}
	r.content.Also = joinSorted(also)
}

func (r *row) readState() {
	cell := r.Get("state")
	if cell == "" {
		r.content.State = Held
		return
	}
	state, ok := states[importer.Fold(cell)]
	if !ok {
		r.refuse("state", "state_unknown", "L’état « "+cell+" » n’est pas connu.", "The state “"+cell+"” is not known.",
			"Écrivez tenu, prévu, annulé, en cours, terminé ou abandonné.", "Write held, planned, cancelled, in progress, completed or abandoned.")
	}
	r.content.State = state
}

// readMeasures reads the numbers; a missing or approximate one is kept as not read, never as zero.
func (r *row) readMeasures(kind agreement.Kind) {
	c := &r.content
	c.Participations = r.number("participations", frnum.Number.Int)
	c.People = r.number("people", frnum.Number.Int)
	c.Participants = r.participants()
	c.Minutes = r.number("hours", minutes)
	c.Amount = r.number("amount", frnum.Number.Cents)
	c.Aggregate = c.People != nil || slices.ContainsFunc(r.unread, func(s string) bool { return strings.HasPrefix(s, "people:") })
	var readings []string
	for _, x := range kind.Readings {
		field := readingPrefix + x.Name
		if value := r.number(field, milli); value != nil {
			readings = append(readings, x.Name+"="+strconv.FormatInt(*value, 10))
		}
	}
	slices.Sort(readings)
	c.Readings = strings.Join(readings, ";")
}

// participants reads the participants of the European Social Fund: they are people, so never more than the people reached.
func (r *row) participants() *int64 {
	n := r.number("participants", frnum.Number.Int)
	if reached := r.content.People; n != nil && reached != nil && *n > *reached {
		r.refuse("participants", "participants_above_people", "La ligne compte plus de participants FSE que de personnes touchées.",
			"The row counts more ESF participants than people reached.",
			"Comptez comme participants les seules personnes identifiées, dont le dossier est complet.", "Count as participants only identified people with a complete record.")
	}
	return n
}

func (r *row) number(field string, as func(frnum.Number) (int64, bool)) *int64 {
	cell := r.Get(field)
	if cell == "" {
		return nil
	}
	n := frnum.Read(cell)
	switch n.Kind {
	case frnum.KindMissing, frnum.KindApproximate, frnum.KindRange:
		r.unread = append(r.unread, field+":"+string(n.Kind))
		return nil
	}
	value, ok := as(n)
	if !ok || value < 0 && field != "amount" {
		issue := frnum.IssueNotANumber
		if len(n.Issues) > 0 {
			issue = n.Issues[0]
		}
		r.refuse(field, issue, frnum.Explain(issue, n, "fr"), frnum.Explain(issue, n, "en"), "Écrivez un nombre, tel que 12 ou 1 234,50.", "Write a number, such as 12 or 1,234.50.")
		return nil
	}
	return &value
}

// minutes reads a duration; a bare number in a column of hours is hours.
func minutes(n frnum.Number) (int64, bool) {
	if n.Kind == frnum.KindExact && n.Unit == "" {
		value, ok := milli(n)
		return value * 60 / 1000, ok && value*60%1000 == 0
	}
	return n.Minutes()
}

// milli is a number in thousandths, as readings are kept.
func milli(n frnum.Number) (int64, bool) {
	value, ok := new(big.Rat).SetString(n.Value)
	if !ok || n.Kind != frnum.KindExact && n.Kind != frnum.KindPercent {
		return 0, false
	}
	value.Mul(value, big.NewRat(1000, 1))
	return value.Num().Int64(), value.IsInt() && value.Num().IsInt64()
}

// occurrences makes one content for each day when several days are several entries, else one over all of them.
func (r *row) occurrences(kind agreement.Kind, v frdate.Value) []Content {
	days := v.Days
	if len(days) < 2 {
		return []Content{r.content}
	}
	several := kind.SeveralDays
	if said := agreement.SeveralDays(r.Options.SeveralDays); said != "" {
		several = said
	}
	switch several {
	case agreement.Gathering:
		return []Content{r.content}
	case agreement.Occurrences:
		list := make([]Content, len(days))
		for i, day := range days {
			list[i] = r.content
			list[i].Start, list[i].End, list[i].Days = day, day, day
			if !r.doubtful(v) {
				list[i].Year = yearOf(day)
			}
		}
		return list
	}
	n := strconv.Itoa(len(days))
	r.refuse("date", "several_days", "La cellule donne "+n+" jours, et la nature « "+kind.Name.FR+" » ne dit pas s’il s’agit d’une seule action ou de "+n+".",
		"The cell gives "+n+" days, and the kind “"+kind.Name.In("en")+"” does not say whether they are one thing or "+n+".",
		"Relancez avec --several-days=gathering (une action) ou --several-days=occurrences (une par jour).",
		"Run again with --several-days=gathering (one thing) or --several-days=occurrences (one a day).")
	return nil
}

func listOf(cell string) []string {
	var list []string
	for part := range strings.FieldsFuncSeq(cell, func(c rune) bool { return c == ',' || c == ';' || c == '/' || c == '|' || c == '\n' }) {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

// FoldTags brings tags to the form in which they are kept: small letters without accents, each once, sorted.
func FoldTags(list []string) []string {
	set := map[string]bool{}
	for _, s := range list {
		set[importer.Fold(s)] = true
	}
	return slices.Sorted(maps.Keys(set))
}
