package surface

import (
	"fmt"
	"regexp"
	"strings"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
)

// link finds addresses that lead nowhere, into somebody's private folders, or that are written two ways. It asks no network.
var link = &check.Rule{
	Name: "link", Severity: check.Serious,
	Title: lang.Text{FR: "Adresse à revoir", EN: "Address to look at"},
	Explanation: lang.Text{
		FR: "Un lien vide ou mal formé, un lien vers un espace privé (Drive, Dropbox, OneDrive, un envoi qui expire, un réseau interne, un disque), une adresse visible qui n'est pas celle du lien, " +
			"une même adresse écrite de deux façons : à une lettre près, avec et sans www, accent ou barre finale. Le lecteur du rapport doit pouvoir ouvrir ce qu'il y lit, dans dix ans aussi. " +
			"Rien n'est demandé au réseau ; deux pages dont les adresses ne diffèrent que par un chiffre (une année, un numéro) sont deux pages.",
		EN: "An empty or malformed link, a link into a private place (Drive, Dropbox, OneDrive, a transfer that expires, an internal network, a disk), a visible address that is not that of the link, " +
			"one address written two ways: one letter off, with and without www, accent or final slash. Whoever reads the report must be able to open what is told there, in ten years too. " +
			"Nothing is asked of the network; two addresses that differ by a figure (a year, a number) are two pages.",
	},
	Examples: []check.Example{
		{Text: "Le tableau est sur https://drive.google.com/file/d/1aBcDeFgHiJk/view", Fires: true},
		{Text: "La synthèse : [lire le dossier](#)", Fires: true},
		{Text: "Le site https://www.passerelle.example/offre et son double https://www.paserelle.example/offre", Fires: true},
		{Text: "La page https://rivage.example/visioconférences puis https://rivage.example/visioconferences/", Fires: true},
		{Text: "Voir http:/www.rivage.example pour le calendrier.", Fires: true},
		{Text: "Écrire à contact@rivage,example pour s'inscrire.", Fires: true},
		{Text: "Voir [www.rivage.example](https://www.autre-lieu.example) pour le calendrier.", Fires: true},
		{Text: "Le dossier complet est dans file:///C:/Partage/bilan.xlsx", Fires: true},
		{Text: "Les bilans : https://rivage.example/bilan-2019.pdf et https://rivage.example/bilan-2020.pdf", Fires: false},
		{Text: "Voir [le calendrier](https://rivage.example/calendrier), www.rivage.example.", Fires: false},
		{Text: "Écrire à contact@rivage.example ou suivre @rivage sur les réseaux.", Fires: false},
		{Text: "Le site https://rivage.example et https://rivage.example/ sont le même.", Fires: false},
		{Text: "Répondre sur https://docs.google.com/forms/d/e/1aBcDeF/viewform", Fires: false},
		{Text: "Les pages https://rivage.example/ateliers et https://rivage.example/residences sont à jour.", Fires: false},
	},
	Check: func(c *check.Corpus, r *check.Reporter) {
		findForms(c, r.Report, brokenAddresses)
		var sound []site
		for _, s := range sitesOf(c) {
			if !faulty(s, r.Report) && s.host != "" {
				sound = append(sound, s)
			}
		}
		variants(sound, r.Report)
	},
}

var (
	malformed = lang.Text{FR: "Cette adresse est mal formée : elle ne s'ouvrira pas.", EN: "This address is malformed: it will not open."}
	mendLink  = lang.Text{FR: "Recopiez l'adresse depuis la page elle-même.", EN: "Copy the address from the page itself."}
	badMail   = lang.Text{FR: "Cette adresse électronique est mal formée : aucun message n'arrivera.", EN: "This e-mail address is malformed: no message will arrive."}
	mendMail  = lang.Text{FR: "Corrigez l'adresse électronique.", EN: "Mend the e-mail address."}
	onDisk    = lang.Text{FR: "Ce chemin mène sur un ordinateur ou un réseau que le lecteur n'a pas.", EN: "This path leads to a computer or a network that the reader does not have."}
	publish   = lang.Text{FR: "Joignez le document en annexe, ou publiez-le à une adresse ouverte à tous.", EN: "Join the document as an annex, or publish it at an address open to all."}
)

// brokenAddresses are what no longer reads as an address, and so is no link of the document.
var brokenAddresses = []form{
	{find: regexp.MustCompile(`(?i)(?:^|[\s(«"])(?P<v>file:/{1,4}\S+|\\\\[\p{L}\d._-]+\\[^\s,;)»"]+|[a-z]:\\[^\s,;)»"]+)`), quotedToo: true, linkToo: true, message: onDisk, mend: publish},
	{find: regexp.MustCompile(`(?i)\b(?:h{1,2}t{0,3}p{0,2}s{0,2}|t{1,2}ps?)(?:\s?[:;,.]\s?|\s)?/{1,3}\s?[\p{L}\d](?:[^\s<>"«»)\]]*[\p{L}\d/])?`), holds: wrongScheme, quotedToo: true, linkToo: true, message: malformed, mend: mendLink},
	{find: regexp.MustCompile(`(?i)\bw{2,4}[.,]\s?[^\s<>"«»)\]]*[\p{L}\d/]`), holds: wrongHost, quotedToo: true, message: malformed, mend: mendLink},
	{find: regexp.MustCompile("(?:mailto:)?[^\\s<>()\\[\\]«»\"',;:@|`]*\\s?@\\s?[^\\s<>()\\[\\]«»\";:|`]*[\\p{L}\\d]"), holds: wrongMail, confidence: check.Medium, quotedToo: true, message: badMail, mend: mendMail},
}

var (
	scheme    = regexp.MustCompile(`(?i)^(?:https?|ftp)://[^\s/]`)
	likeHTTP  = regexp.MustCompile(`(?i)^[ht]+[tp]+s*\s?[:;,.]?\s?/`)
	protocol  = regexp.MustCompile(`(?i)^https?/\d`)
	hostOnly  = regexp.MustCompile(`(?i)^www\.[^\s.,/][^\s,/]*\.[\p{L}]{2,}(?:[/:?#].*)?$`)
	handle    = regexp.MustCompile(`^\s?@`)
	soundMail = regexp.MustCompile(`^[\p{L}\d_%+-]+(?:[.'][\p{L}\d_%+-]+)*@(?:[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?\.)+\p{L}{2,}$`)
	mailHost  = regexp.MustCompile(`^[\p{L}\d.-]+(?:\.|,\s?)\p{L}{2,}|^\p{Ll}[\p{L}\d-]+$`)
)

// wrongScheme: "http:/", "htpp://", "https//"; a protocol named with its version is no address.
func wrongScheme(p passage, from, to int) bool {
	s := p.text[from:to]
	return !scheme.MatchString(s) && likeHTTP.MatchString(s) && !protocol.MatchString(s)
}

// wrongHost: "ww.", "www,"; a sound "www." is a link of the document.
func wrongHost(p passage, from, to int) bool {
	s := p.text[from:to]
	return strings.Contains(s[2:], ".") && !hostOnly.MatchString(s) && (from == 0 || p.text[from-1] != '.')
}

// wrongMail: a mark within what is plainly an e-mail address. "@nom" and "@nom@serveur" are names on networks, "nom @autre" tells two of them.
func wrongMail(p passage, from, to int) bool {
	s := strings.TrimPrefix(p.text[from:to], "mailto:")
	at := strings.IndexByte(s, '@')
	if at < 0 || at == len(s)-1 || handle.MatchString(s) || soundMail.MatchString(s) {
		return false
	}
	blank := strings.Contains(s, " ")
	name, host := strings.TrimSpace(s[:at]), strings.TrimSpace(s[at+1:])
	if name == "" || strings.Contains(name, "/") || !mailHost.MatchString(host) {
		return false
	}
	return !blank || strings.Contains(host, ".")
}

// faulty reports what is wrong with one address by itself.
func faulty(s site, report func(check.Problem)) bool {
	q := check.Problem{At: s.spot(), Mend: mendLink}
	switch {
	case leadsNowhere(s.URL):
		q.Message = lang.Text{FR: "Ce lien ne mène nulle part.", EN: "This link leads nowhere."}
		q.Mend = lang.Text{FR: "Donnez l'adresse, ou retirez le lien.", EN: "Give the address, or take the link out."}
	case s.private() != nil:
		q.Message, q.Mend = *s.private(), publish
		q.Confidence = s.doubt()
	case s.mail && !soundMail.MatchString(s.host):
		q.Message, q.Mend = badMail, mendMail
	case s.broken():
		q.Message = malformed
	case s.differs():
		q.Message = lang.Text{FR: "L'adresse que l'on lit n'est pas celle qui s'ouvre.", EN: "The address that is read is not the one that opens."}
		q.Expected = lang.Text{FR: fmt.Sprintf("on lit %s, on ouvre %s", s.Text, s.URL), EN: fmt.Sprintf("%s is read, %s opens", s.Text, s.URL)}
	default:
		return false
	}
	report(q)
	return true
}

func leadsNowhere(url string) bool {
	url = strings.ToLower(strings.TrimSpace(url))
	return strings.Trim(url, "#/") == "" || strings.HasPrefix(url, "javascript:") || url == "about:blank" || url == "http://" || url == "https://" || url == "mailto:"
}
