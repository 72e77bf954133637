package ident

import (
	"fmt"
	"strings"
)

var messages = map[string][2]string{
	IssueMissing:       {"La valeur manque.", "The value is missing."},
	IssueFormat:        {"« %s » n'a pas la forme attendue : vérifiez le nombre de caractères.", "“%s” has not the expected form: check the number of characters."},
	IssueChecksum:      {"« %s » contient une erreur de frappe : la clé de contrôle ne correspond pas.", "“%s” has a typing error: the check digit does not match."},
	IssueLostZero:      {"« %s » semble passé par un tableur, qui en a changé les chiffres.", "“%s” seems to have gone through a spreadsheet, which changed its figures."},
	IssueScientific:    {"« %s » a perdu ses derniers chiffres dans un tableur : reprenez l'original, en format texte.", "“%s” lost its last figures in a spreadsheet: take the original again, as text."},
	IssueSIRETForSIREN: {"« %s » est un SIRET : le SIREN en est les neuf premiers chiffres.", "“%s” is a SIRET: the SIREN is its first nine figures."},
	IssueNoPrefix:      {"Il manque le début de « %s ».", "The beginning of “%s” is missing."},
	IssueKeyUnchecked:  {"La clé de « %s » contient des lettres et ne peut pas être vérifiée : confirmez.", "The key of “%s” has letters and cannot be checked: confirm it."},
	IssueSeveral:       {"« %s » contient plusieurs valeurs : gardez-en une.", "“%s” holds several values: keep one."},
	IssueShortNumber:   {"« %s » est un numéro court : indiquez un numéro à dix chiffres.", "“%s” is a short number: enter one of ten figures."},
	IssueCedex:         {"« %s » est un code CEDEX : il ne permet pas de trouver la commune.", "“%s” is a CEDEX code: the commune cannot be told from it."},
	IssueCorsica:       {"« %s » : en Corse, le code de commune commence par 2A ou 2B.", "“%s”: in Corsica, the code of a commune begins with 2A or 2B."},
	IssueDisplayName:   {"« %s » contient un nom et une adresse : gardez l'adresse.", "“%s” holds a name and an address: keep the address."},
	IssueSlip:          {"« %s » contient sans doute une erreur de frappe.", "“%s” probably has a typing error."},
}

// Explain says one issue of a result to a person, in French unless lang is "en", with the values to choose from. An unknown issue gives "".
func Explain(issue string, r Result, lang string) string {
	pair, ok := messages[issue]
	if !ok {
		return ""
	}
	format, choose, or := pair[0], " Proposition : ", " ou "
	if lang == "en" {
		format, choose, or = pair[1], " Proposal: ", " or "
	}
	s := format
	if strings.Contains(format, "%s") {
		s = fmt.Sprintf(format, strings.TrimSpace(r.Text))
	}
	if len(r.Candidates) > 0 {
		s += choose + strings.Join(r.Candidates, or) + "."
	}
	return s
}
