package surface

import (
	"net/netip"
	"net/url"
	"regexp"
	"strings"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
)

// site is an address of a document, cut into what is compared.
type site struct {
	text.Link
	doc    *text.Document
	scheme string // "" where none is written
	host   string // in small letters; of an e-mail address the whole of it
	path   string // without the slash at its end, resolved; with the query
	mail   bool
}

func (s site) spot() check.Spot {
	return check.Spot{Document: s.doc, Block: s.Block, From: s.From, To: s.To}
}

// plainHost is the host without www.
func (s site) plainHost() string { return strings.TrimPrefix(s.host, "www.") }

// bareHost finds addresses without a scheme, as "rivage.example/offre", by the endings that names of hosts have in French reports.
var bareHost = regexp.MustCompile(`(?i)(?:^|[\s(«"])((?:[\p{L}\d][\p{L}\d-]*\.)+(?:fr|com|org|net|eu|coop|info|io|re|bzh|corsica|alsace|paris|asso|be|ch|example)(?:/[^\s<>"«»)\]|]*)?)`)

// mailIn finds sound e-mail addresses.
var mailIn = regexp.MustCompile(`[\p{L}\d._%+'-]+@(?:[\p{L}\d-]+\.)+\p{L}{2,}`)

// sitesOf lists the addresses of a corpus in reading order, each once where it stands.
func sitesOf(c *check.Corpus) []site {
	var list []site
	for _, d := range c.Documents {
		last := map[*text.Block][][2]int{}
		for _, l := range d.Links {
			if !overlaps(last[l.Block], l.From, l.To) {
				last[l.Block] = append(last[l.Block], [2]int{l.From, l.To})
				list = append(list, newSite(d, l))
			}
		}
		for _, b := range d.Blocks {
			list = append(list, untied(d, b, last[b])...)
		}
	}
	return list
}

// untied lists what is written as an address in a block and is no link of the document.
func untied(d *text.Document, b *text.Block, taken [][2]int) []site {
	var list []site
	for _, find := range []*regexp.Regexp{mailIn, bareHost} {
		for _, m := range find.FindAllStringSubmatchIndex(b.Text, -1) {
			from, to := m[len(m)-2], m[len(m)-1]
			words := strings.TrimRight(b.Text[from:to], ".,;:!?'")
			if overlaps(taken, from, to) {
				continue
			}
			list = append(list, newSite(d, text.Link{Text: words, URL: words, Block: b, From: from, To: from + len(words)}))
		}
	}
	return list
}

func newSite(d *text.Document, l text.Link) site {
	s := site{Link: l, doc: d}
	rest := strings.TrimSpace(l.URL)
	if i := strings.Index(rest, "://"); i > 0 {
		s.scheme, rest = strings.ToLower(rest[:i]), rest[i+3:]
	} else if after, ok := strings.CutPrefix(rest, "mailto:"); ok || strings.Contains(rest, "@") && !strings.Contains(rest, "/") {
		s.mail = true
		s.host, _, _ = strings.Cut(after, "?")
		s.host = strings.ToLower(strings.TrimPrefix(s.host, "mailto:"))
		return s
	} else if l.Text != l.URL && !strings.HasPrefix(rest, "www.") && !bareHost.MatchString(rest) {
		return s // a place within the document or the site
	}
	rest, _, _ = strings.Cut(rest, "#")
	end := strings.IndexAny(rest, "/?")
	if end < 0 {
		end = len(rest)
	}
	s.host, s.path = strings.ToLower(rest[:end]), rest[end:]
	if p, err := url.PathUnescape(s.path); err == nil {
		s.path = p
	}
	s.path = strings.TrimRight(s.path, "/")
	return s
}

// endings are slips of well-known ends of hosts.
var endings = among("con cpm vom ocm comm ogr rog orgg frr nett neet")

var percent = regexp.MustCompile(`%(?:[^0-9A-Fa-f]|[0-9A-Fa-f](?:[^0-9A-Fa-f]|$)|$)`)

// broken tells whether an address cannot be one: no host, no ending, two schemes, an end that was cut off.
func (s site) broken() bool {
	if s.mail || s.scheme == "" && s.host == "" || s.scheme != "" && s.scheme != "http" && s.scheme != "https" {
		return false // a place within the document or the site, a telephone number
	}
	if s.scheme == "" && !strings.Contains(s.host, ".") {
		return false
	}
	host, _, _ := strings.Cut(s.host, ":")
	labels := strings.Split(host, ".")
	last := labels[len(labels)-1]
	_, notIP := netip.ParseAddr(host)
	switch {
	case notIP == nil:
		return false
	case strings.Contains(host, "..") || strings.ContainsAny(host, ",;_%@ ") || strings.HasPrefix(host, ".") || len(last) < 2 || endings[last]:
		return true
	case host == "http" || host == "https" || labels[0] == "http" || labels[0] == "https" || labels[0] == "ww" || labels[0] == "wwww":
		return true
	case labels[0] == "www" && len(labels) < 3:
		return true
	}
	return strings.ContainsAny(s.URL, "…{}") || strings.HasSuffix(s.URL, "...") || percent.MatchString(s.URL)
}

// differs tells whether words that are themselves an address carry another one. A host alone may stand for a page of it, and words may end in dots.
func (s site) differs() bool {
	words := strings.TrimSpace(s.Text)
	if words == s.URL || strings.Contains(words, " ") || s.URL == "" {
		return false
	}
	seen := newSite(s.doc, text.Link{Text: words, URL: words})
	if seen.mail != s.mail && seen.mail {
		return false
	}
	if seen.mail {
		return seen.host != s.host
	}
	if seen.scheme == "" && !bareHost.MatchString(words) && !strings.HasPrefix(words, "www.") || s.host == "" || s.mail {
		return false
	}
	if seen.plainHost() != s.plainHost() {
		return true
	}
	path := strings.TrimRight(seen.path, "….")
	return path != "" && !strings.HasPrefix(s.path, path)
}

// privateHosts hold what only some may open; with a path, only what begins so.
var privateHosts = []string{
	"drive.google.com", "docs.google.com", "sheets.google.com", "mail.google.com", "photos.app.goo.gl", "dropbox.com", "db.tt", "onedrive.live.com", "1drv.ms", "sharepoint.com", "icloud.com",
	"notion.so", "app.box.com", "mega.nz", "kdrive.infomaniak.com", "pcloud.com", "trello.com/b/", "trello.com/c/", "teams.microsoft.com", "slack.com", "airtable.com", "app.asana.com",
	"canva.com/design", "miro.com/app", "outlook.office.com", "outlook.live.com",
}

// passingHosts keep what is sent through them for some days.
var passingHosts = []string{"wetransfer.com", "we.tl", "swisstransfer.com", "fromsmash.com", "grosfichiers.com", "transfernow.net", "transfert.free.fr", "filemail.com", "uptobox.com", "framadrop.org", "dl.free.fr"}

// openParts of private hosts are open to all: forms, and what was published on purpose.
var openParts = regexp.MustCompile(`(?i)^docs\.google\.com/forms|/pub(?:html)?(?:\?|$)`)

var (
	inNetwork = regexp.MustCompile(`(?i)^(?:intranet|extranet|localhost)(?:[.:]|$)|\.(?:local|lan|intra|intranet|internal|corp|home|localdomain)(?::\d+)?$`)
	tryOut    = regexp.MustCompile(`(?i)^(?:www\.)?(?:preprod|pre-prod|staging|recette|dev|test|beta)\.`)
	shared    = regexp.MustCompile(`(?i)^(?:cloud|nextcloud|owncloud|nuage|seafile)\.[^/]+(?:/index\.php)?/(?:s|f|apps/files)/`)
	myFolder  = lang.Text{FR: "Ce lien mène dans un espace privé : le lecteur n'y entrera pas, ou n'y entrera plus.", EN: "This link leads into a private place: the reader will not get in, or no longer."}
	expires   = lang.Text{FR: "Ce lien d'envoi expire au bout de quelques jours.", EN: "This transfer link expires after some days."}
	inHouse   = lang.Text{FR: "Cette adresse n'existe que dans un réseau interne.", EN: "This address exists in an internal network only."}
	trial     = lang.Text{FR: "Cette adresse semble celle d'un site d'essai.", EN: "This address looks like that of a trial site."}
)

// private says why an address is not open to all, nil where nothing tells so.
func (s site) private() *lang.Text {
	host, _, _ := strings.Cut(s.plainHost(), ":")
	whole := s.plainHost() + s.path
	ip, err := netip.ParseAddr(host)
	switch {
	case s.mail:
		return nil
	case s.scheme == "file":
		return &onDisk
	case inNetwork.MatchString(s.host), err == nil && (ip.IsPrivate() || ip.IsLoopback()), s.scheme != "" && host != "" && !strings.Contains(host, ".") && host != "http" && host != "https":
		return &inHouse
	case openParts.MatchString(whole):
		return nil
	case onHost(whole, privateHosts), shared.MatchString(whole):
		return &myFolder
	case onHost(whole, passingHosts):
		return &expires
	case tryOut.MatchString(s.host):
		return &trial
	}
	return nil
}

// doubt: a name that begins like a trial site may be a real one.
func (s site) doubt() check.Confidence {
	if w := s.private(); w == &trial {
		return check.Low
	}
	return check.High
}

// onHost tells whether an address lies on one of the hosts or below it. The front page of a service is open to all.
func onHost(whole string, hosts []string) bool {
	host, path, _ := strings.Cut(whole, "/")
	for _, h := range hosts {
		name, part, _ := strings.Cut(h, "/")
		if (host == name || strings.HasSuffix(host, "."+name)) && path != "" && strings.HasPrefix(path, part) {
			return true
		}
	}
	return false
}
