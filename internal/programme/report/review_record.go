package report

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/check"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
)

// recordRule is a rule about what is recorded: only an installation can answer it.
type recordRule struct {
	check.Rule
	find func(*builder, context.Context) ([]recorded, error)
}

// recorded is one thing that such a rule finds.
type recorded struct {
	key                     string // names it in every language, for its fingerprint
	about                   string // as people read it
	severity                check.Severity
	message, expected, mend lang.Text
	url                     string
}

// RecordRules are the rules that need an installation.
func RecordRules() []*check.Rule {
	var list []*check.Rule
	for i := range recordRules {
		list = append(list, &recordRules[i].Rule)
	}
	return list
}

var recordRules = []recordRule{
	{check.Rule{
		Name: "evidence-missing", Severity: check.Serious, Title: lang.Text{FR: "Pièce justificative manquante", EN: "Missing evidence"},
		Explanation: lang.Text{
			FR: "Pour chaque activité, compte les pièces que la convention demande et celles dont le fichier est gardé. Un lien seul ne prouve rien. Une dépense sans pièce est rejetée par le contrôle.",
			EN: "For each activity, counts the pieces that the agreement requires and those whose file is kept. A link alone proves nothing. An expense without a piece is refused by the control.",
		},
	}, (*builder).evidenceMissing},
	{check.Rule{
		Name: "territory-missing", Severity: check.Serious, Title: lang.Text{FR: "Territoire manquant", EN: "Missing territory"},
		Explanation: lang.Text{
			FR: "Des réalisations comptées n’ont pas de département : aucun cofinanceur ne peut les payer, et la couverture du territoire n’en sait rien.",
			EN: "Counted entries have no department: no funder can pay for them, and the coverage of the territory knows nothing of them.",
		},
	}, (*builder).territoryMissing},
	{check.Rule{
		Name: "unassigned", Severity: check.Serious, Title: lang.Text{FR: "Réalisation sans activité ou sans cofinanceur", EN: "Entry without activity or funder"},
		Explanation: lang.Text{
			FR: "Des réalisations comptées ne sont rattachées à aucune activité, ou à aucun cofinanceur pour une autre raison que le lieu : date inconnue, hors de la région, hors de la période.",
			EN: "Counted entries belong to no activity, or to no funder for another reason than the place: unknown date, outside of the region, outside of the period.",
		},
	}, (*builder).unassigned},
	{check.Rule{
		Name: "published-differs", Severity: check.Serious, Title: lang.Text{FR: "Chiffre publié différent du chiffre noté", EN: "Published figure that differs from the recorded one"},
		Explanation: lang.Text{
			FR: "Un document déjà publié donne un chiffre que le registre ne donne pas. L’un des deux est faux, ou les deux ne comptent pas la même chose : il faut le dire.",
			EN: "A document already published tells a figure that the ledger does not. One of them is wrong, or they do not count the same thing: it must be told.",
		},
	}, (*builder).publishedDiffers},
	{check.Rule{
		Name: "participant-incomplete", Severity: check.Serious, Title: lang.Text{FR: "Participants FSE non renseignés", EN: "ESF participants not recorded"},
		Explanation: lang.Text{
			FR: "Des réalisations payées par l’Union européenne touchent du public sans dire combien de participants ont un dossier complet. Le FSE demande leurs indicateurs dès l’entrée dans l’action.",
			EN: "Entries paid by the European Union reach people and do not tell how many participants have a complete record. The ESF asks for their indicators from the entry into the action.",
		},
	}, (*builder).participantIncomplete},
}

// recordFindings runs the rules about what is recorded.
func (b *builder) recordFindings(ctx context.Context) ([]Checked, error) {
	var list []Checked
	for i := range recordRules {
		rule := &recordRules[i]
		found, err := rule.find(b, ctx)
		if err != nil {
			return nil, err
		}
		for _, x := range found {
			f := check.Finding{
				Rule: rule.Name, Severity: rule.Severity, Confidence: check.High, File: Register, Words: x.about, Message: x.message, Expected: x.expected, Mend: x.mend,
				Related: []check.Related{}, Fingerprint: check.Fingerprint(rule.Name, x.key, b.options.Funder, 0),
			}
			if x.severity != "" {
				f.Severity = x.severity
			}
			list = append(list, Checked{Finding: f, URL: x.url})
		}
	}
	return list, nil
}

func (b *builder) evidenceMissing(context.Context) ([]recorded, error) {
	var list []recorded
	for _, h := range b.doc.Holes {
		var need, have, announced int64
		var kinds []string
		for _, k := range h.Kinds {
			need, have, announced = need+k.Need, have+k.Have, announced+k.Announced
			if k.Have < k.Need {
				kinds = append(kinds, k.Name)
			}
		}
		if have >= need {
			continue
		}
		list = append(list, recorded{
			key: h.Activity, about: h.Activity + " " + h.Name,
			message:  lang.Text{FR: lacks(h.Activity, need-have, need, announced, "fr"), EN: lacks(h.Activity, need-have, need, announced, "en")},
			expected: textf("%s.", "%s.", strings.Join(kinds, ", ")),
			mend:     lang.Text{FR: "Ajoutez les fichiers, ou capturez les liens : page Pièces, ce qui manque.", EN: "Add the files, or capture the links: page Evidence, what is missing."},
			url:      "/pieces/manques",
		})
	}
	return list, nil
}

// lacks says how many pieces an activity is short of.
func lacks(activity string, lacking, need, announced int64, language string) string {
	pieces := lang.Count(int(lacking), "pièce manque|pièces manquent", "piece is missing|pieces are missing", language)
	told := lang.Count(int(announced), "annoncée par un lien|annoncées par un lien", "announced by a link|announced by a link", language)
	if language == "en" {
		return fmt.Sprintf("Activity %s: %s of the %d that the agreement requires (%s).", activity, pieces, need, told)
	}
	return fmt.Sprintf("Activité %s : %s sur les %d que la convention demande (%s).", activity, pieces, need, told)
}

// fromPile tells of a pile of entries, with the first of them.
func fromPile(p Pile, pile ledger.Pile, mend lang.Text) recorded {
	var first []string
	for _, r := range p.Rows[:min(3, len(p.Rows))] {
		first = append(first, strings.TrimSpace(r.Title+" ("+r.When+")"))
	}
	return recorded{
		key: p.Reason, about: p.Label, message: lang.Text{
			FR: p.Label + " : " + lang.Count(p.Total, "réalisation|réalisations", "", "fr") + ".", EN: p.Label + ": " + lang.Count(p.Total, "", "entry|entries", "en") + ".",
		},
		expected: textf("Par exemple : %s.", "For example: %s.", strings.Join(first, " ; ")), mend: mend,
		url: "/realisations?" + url.Values{ledger.ParamPile: {ledger.PileSlugs[pile]}}.Encode(),
	}
}

func (b *builder) territoryMissing(context.Context) ([]recorded, error) {
	var list []recorded
	for _, p := range b.doc.Piles {
		if p.Reason == string(agreement.NoDepartment) {
			list = append(list, fromPile(p, ledger.PileTerritory,
				lang.Text{FR: "Donnez le lieu, ou pour un rendez-vous à distance le département du public.", EN: "Give the place or, for a remote meeting, the department of its public."}))
		}
	}
	return list, nil
}

func (b *builder) unassigned(context.Context) ([]recorded, error) {
	var list []recorded
	for _, p := range b.doc.Piles {
		switch p.Reason {
		case string(agreement.NoDate), string(agreement.OutsideRegion), string(agreement.OutsidePeriod):
			list = append(list, fromPile(p, ledger.PileTerritory, lang.Text{
				FR: "Corrigez la date ou le lieu, ou retirez la réalisation du programme.", EN: "Mend the date or the place, or take the entry out of the programme."}))
		case string(ledger.PileActivity):
			list = append(list, fromPile(p, ledger.PileActivity, lang.Text{FR: "Rattachez chaque réalisation à son activité.", EN: "Give each entry its activity."}))
		}
	}
	return list, nil
}

func (b *builder) publishedDiffers(ctx context.Context) ([]recorded, error) {
	if b.options.Funder != "" {
		return nil, nil // what was published tells of the whole
	}
	all, err := b.s.Indicators.ComparePublished(ctx, b.options.AsOf)
	var list []recorded
	for _, c := range all {
		if c.Verdict != indicator.Differs {
			continue
		}
		p, f := c.Published, c.Figure
		list = append(list, recorded{
			key: p.ID, about: p.Words,
			message: lang.Text{
				FR: "Publié : " + p.Value + " (" + p.Place + ", ligne " + strconv.Itoa(p.Line) + ") ; noté : " + f.Text("fr") + ".",
				EN: "Published: " + p.Value + " (" + p.Place + ", line " + strconv.Itoa(p.Line) + "); recorded: " + f.Text("en") + ".",
			},
			expected: lang.Text{
				FR: c.Indicator.Label.FR + " : " + f.Text("fr") + ", écart " + f.DifferenceText(c.Difference, "fr") + ".",
				EN: c.Indicator.Label.EN + ": " + f.Text("en") + ", difference " + f.DifferenceText(c.Difference, "en") + ".",
			},
			mend: lang.Text{FR: "Complétez le registre, ou dites dans le bilan pourquoi le chiffre publié n’est plus le bon.", EN: "Complete the ledger, or tell in the report why the published figure no longer holds."},
			url:  "/chiffres/publies?constat=ecart",
		})
	}
	return list, err
}

func (b *builder) participantIncomplete(context.Context) ([]recorded, error) {
	var payers []string
	for _, f := range b.agreement.Funders {
		if european(f) && (b.options.Funder == "" || b.options.Funder == f.Code) {
			payers = append(payers, f.Code)
		}
	}
	reached, told := map[string]int64{}, map[string]int64{}
	for _, c := range b.cells {
		if slices.Contains(payers, c.Funder) && slices.Contains(ledger.CountedStates, c.State) && c.Year >= b.divider.first && c.Year <= b.divider.last {
			reached[c.Activity] += max(c.PeopleKnown, c.ParticipationsKnown)
			told[c.Activity] += c.ParticipantsKnown
		}
	}
	var list []recorded
	for _, x := range b.agreement.Activities {
		if reached[x.Number] == 0 || told[x.Number] >= reached[x.Number] {
			continue
		}
		list = append(list, recorded{
			key: x.Number, about: x.Number + " " + x.Name.In(b.language),
			message: textf("Activité %s : %d réalisations payées par l’Union européenne disent un public, %d disent leurs participants FSE.",
				"Activity %s: %d entries paid by the European Union tell of a public, %d tell their ESF participants.", x.Number, reached[x.Number], told[x.Number]),
			mend: lang.Text{
				FR: "Notez pour chacune le nombre de participants dont le dossier est complet, zéro s’il n’y en a pas.",
				EN: "Record for each the number of participants with a complete record, zero where there is none.",
			},
			url: "/realisations?" + url.Values{ledger.ParamActivity: {x.Number}}.Encode(),
		})
	}
	return list, nil
}
