package web

import (
	"context"
	"net/http"

	"github.com/a-h/templ"

	"maillage/internal/web/i18n"
)

// Area is one of the seven work spaces of the staff.
type Area string

// The areas, in the order of the rail.
const (
	Today   Area = "today"
	Network Area = "network"
	Actions Area = "actions"
	Advise  Area = "advise"
	Train   Area = "train"
	Publish Area = "publish"
	Report  Area = "report"
)

var areas = []struct {
	area Area
	icon string
}{
	{Today, "sun"}, {Network, "network"}, {Actions, "list-checks"}, {Advise, "handshake"},
	{Train, "graduation-cap"}, {Publish, "megaphone"}, {Report, "file-text"},
}

// Site is what all pages of an installation share. An empty address leaves its link out: nothing on a page leads nowhere.
type Site struct {
	Network string // the network's name
	Region  string
	Accent  string          // six hexadecimal digits, checked by CheckAccent; empty for the default
	Areas   map[Area]string // the address of each area that exists

	Home          string // of the network's mark
	Search        string // GET, with the words in q
	Note          string // the one-minute form
	Accessibility string // the footer's four
	Legal         string
	Licences      string
	OpenData      string
}

// Frame is what surrounds one page. Handlers get it from Site.Frame and fill what their page needs.
type Frame struct {
	Site
	Lang      string
	Title     string // the page's only h1, and its title in the browser
	Area      Area
	Intro     string            // one sentence under the title
	Trail     []Link            // bread crumbs, from the far to the near; without this page
	Actions   []templ.Component // buttons beside the title
	Done      string            // what the act before this page did
	Languages []LanguageLink
}

// Link is a word that leads somewhere.
type Link struct{ Label, URL string }

// LanguageLink is the same page in a language.
type LanguageLink struct {
	Lang    string
	URL     string
	Current bool
}

// Frame makes the frame of a page in the language of the request.
func (s Site) Frame(r *http.Request, area Area, title string) Frame {
	return Frame{
		Site: s, Lang: i18n.Lang(r.Context()), Title: title, Area: area,
		Done: doneMessage(r), Languages: languageLinks(r),
	}
}

func (f Frame) documentTitle() string {
	if f.Network == "" || f.Network == f.Title {
		return f.Title
	}
	return f.Title + " · " + f.Network
}

func (f Frame) home() string {
	if f.Home == "" {
		return "/"
	}
	return f.Home
}

// railItem is an area as the rail shows it; without address it is announced, not linked.
type railItem struct {
	Label, Icon, URL string
	Current          bool
}

func (f Frame) rail(ctx context.Context) []railItem {
	items := make([]railItem, 0, len(areas))
	for _, a := range areas {
		items = append(items, railItem{
			Label: i18n.T(ctx, "web.area."+string(a.area)), Icon: a.icon,
			URL: f.Areas[a.area], Current: a.area == f.Area,
		})
	}
	return items
}

func (f Frame) footer(ctx context.Context) []Link {
	var out []Link
	for _, l := range []struct{ key, url string }{
		{"web.footer.accessibility", f.Accessibility},
		{"web.footer.legal", f.Legal},
		{"web.footer.licences", f.Licences},
		{"web.footer.open_data", f.OpenData},
	} {
		if l.url != "" {
			out = append(out, Link{i18n.T(ctx, l.key), l.url})
		}
	}
	return out
}

// ReaderFrame is what surrounds a report: its contents on the left, the sheet of a figure on the right when one is open.
type ReaderFrame struct {
	Frame
	Document string // the report's name, in the bar
	Version  State  // such as "Version 7, under review"
	Eyebrow  string // what the page is a part of
	Lead     string // one sentence in larger type
	Heading  string // of the contents
	Contents []Chapter
	Sheet    templ.Component // nil when no figure is open
}

// Chapter is a line of the contents, with its state and the reason when something is to be looked at.
type Chapter struct {
	Label, URL string
	Tone       Tone
	Why        string
	Current    bool
}
