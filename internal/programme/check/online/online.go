// Package online asks the web whether the addresses of a report still answer. It stands apart from the rules, which ask nobody: it runs only
// when somebody wants it, and what it says today may be otherwise tomorrow.
package online

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"time"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/fetch"
	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
)

// RuleName is the rule that findings about addresses belong to, those told without asking the web included.
const RuleName = "link"

// MostLinks bounds how many different addresses one check asks for.
const MostLinks = 1000

// pause is how long one server is left alone between two questions.
const pause = 500 * time.Millisecond

// Web looks at one address; *fetch.Client does, behind its guard.
type Web interface {
	Look(ctx context.Context, link string) (fetch.Page, error)
}

// Addresses lists the different web addresses of documents, in the order in which they are first told.
func Addresses(documents []*text.Document) []string {
	var list []string
	seen := map[string]bool{}
	for _, d := range documents {
		for _, l := range d.Links {
			if a := address(l.URL); a != "" && !seen[a] {
				seen[a] = true
				list = append(list, a)
			}
		}
	}
	return list
}

// address is what is asked for a link: its web address without the place in the page, "" for anything that is none.
func address(link string) string {
	if strings.HasPrefix(strings.ToLower(link), "www.") {
		link = "https://" + link
	}
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return ""
	}
	u.Fragment = ""
	return u.String()
}

// Look asks for each address; tell is called after each. Errors: invalid when there are more than MostLinks, and that of a context that ends.
func Look(ctx context.Context, web Web, addresses []string, tell func()) (map[string]fetch.Answer, error) {
	if len(addresses) > MostLinks {
		return nil, apperr.Newf(apperr.Invalid, "check.links", "Ces textes ont %d adresses différentes ; --links en regarde %d au plus : donnez moins de fichiers à la fois.",
			"These texts have %d different addresses; --links looks at %d at most: give fewer files at a time.", len(addresses), MostLinks)
	}
	answers := map[string]fetch.Answer{}
	for a := range fetch.Several(ctx, web.Look, addresses, pause) {
		answers[a.Link] = a
		tell()
	}
	return answers, ctx.Err()
}

// Rule reports the addresses whose answer a reader would object to. One that has only moved is none of them: it still opens.
func Rule(answers map[string]fetch.Answer) *check.Rule {
	return &check.Rule{
		Name: RuleName, Severity: check.Serious,
		Title: lang.Text{FR: "Adresse qui ne répond pas", EN: "Address that does not answer"},
		Check: func(c *check.Corpus, r *check.Reporter) {
			for _, places := range told(c) {
				if p, bad := problem(answers[places.address]); bad {
					p.At, p.Related, p.Mend = places.at[0], places.at[1:], mend
					r.Report(p)
				}
			}
		},
	}
}

// places are where one address is told.
type places struct {
	address string
	at      []check.Spot
}

func told(c *check.Corpus) []*places {
	var list []*places
	by := map[string]*places{}
	for _, d := range c.Documents {
		for _, l := range d.Links {
			a := address(l.URL)
			if a == "" {
				continue
			}
			if by[a] == nil {
				by[a] = &places{address: a}
				list = append(list, by[a])
			}
			by[a].at = append(by[a].at, check.Spot{Document: d, Block: l.Block, From: l.From, To: l.To})
		}
	}
	return list
}

var mend = lang.Text{FR: "Corrigez l’adresse, ou joignez le document : il faut pouvoir l’ouvrir dans dix ans aussi.", EN: "Mend the address, or join the document: it must open in ten years too."}

// problem says what is wrong with an answer. What may be a passing failure, or our own network's, is not told as a certainty.
func problem(a fetch.Answer) (check.Problem, bool) {
	http := lang.Text{FR: fmt.Sprintf("Réponse HTTP %d.", a.Page.Status), EN: fmt.Sprintf("HTTP answer %d.", a.Page.Status)}
	switch {
	case a.Link == "" || a.Err == nil && a.Page.OK() && !a.Page.Private():
		return check.Problem{}, false
	case fetch.IsRefused(a.Err):
		return check.Problem{Severity: check.Notice, Confidence: check.Medium, Expected: both(a.Err),
			Message: lang.Text{FR: "Cette adresse n’est pas celle d’un serveur web public : rien n’y a été demandé.", EN: "This address is not that of a public web server: nothing was asked of it."}}, true
	case a.Err != nil:
		return check.Problem{Confidence: check.Medium, Expected: both(a.Err),
			Message: lang.Text{FR: "Cette adresse ne répond pas aujourd’hui.", EN: "This address does not answer today."}}, true
	case a.Page.Private():
		return check.Problem{Severity: check.Notice, Confidence: check.Medium, Expected: http,
			Message: lang.Text{FR: "Cette page demande un compte : le lecteur du rapport ne la verra pas.", EN: "This page asks for an account: the reader of the report will not see it."}}, true
	case a.Page.Gone():
		return check.Problem{Expected: http, Message: lang.Text{FR: "Lien mort : le serveur ne connaît pas, ou plus, cette page.", EN: "Dead link: the server does not know this page, or no longer."}}, true
	}
	return check.Problem{Confidence: check.Medium, Expected: http, Message: lang.Text{FR: "Le serveur ne rend pas cette page aujourd’hui.", EN: "The server does not give this page today."}}, true
}

func both(err error) lang.Text {
	return lang.Text{FR: apperr.Message(err, "fr"), EN: apperr.Message(err, "en")}
}
