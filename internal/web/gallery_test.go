package web_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/a-h/templ"

	"maillage/internal/web"
	"maillage/internal/web/chart"
)

// The gallery shows every component once, as staff and readers see them. Tests read it by selector, by axe and by eye (-shots).

var site = web.Site{
	Network: "Coopérative Tiers-Lieux", Region: "Nouvelle-Aquitaine", Home: "/", Search: "/recherche", Note: "/noter",
	Areas:         map[web.Area]string{web.Today: "/", web.Network: "/lieux", web.Actions: "/galerie", web.Report: "/rapport"},
	Accessibility: "/accessibilite", Legal: "/mentions", Licences: "/licences", OpenData: "/donnees",
}

var (
	region = web.Funder{Name: "Région", Index: 0}
	fse    = web.Funder{Name: "FSE", Index: 1}
	nobody = web.Funder{Name: "à affecter", None: true}
)

func galleryServer(t *testing.T) *httptest.Server {
	t.Helper()
	m := web.NewMux(web.Options{Site: site, Log: quiet()})
	m.Get("/galerie", web.Public, galleryPage)
	m.Get("/rapport", web.Public, reportPage)
	m.Get("/seul", web.Public, plainReport)
	server := httptest.NewServer(m)
	t.Cleanup(server.Close)
	return server
}

func galleryPage(w http.ResponseWriter, r *http.Request) error {
	f := site.Frame(r, web.Actions, "Réalisations")
	f.Intro = "Tout ce qui s’est tenu, avec ses preuves et son financeur."
	f.Trail = []web.Link{{Label: "Actions", URL: "/actions"}, {Label: "Axe 1", URL: "/actions/1"}}
	f.Done = "5 réalisations affectées à la Vienne"
	f.Actions = []templ.Component{
		web.ButtonLink(web.Button{Label: "Calendrier", URL: "/calendrier", Icon: "calendar"}),
		web.ButtonLink(web.Button{Label: "Exporter les 52 lignes", URL: "/export", Icon: "download"}),
	}
	return web.Render(w, r, http.StatusOK, within(web.StaffPage(f), list(), states(), messages(), charts()))
}

func reportPage(w http.ResponseWriter, r *http.Request) error {
	f := web.ReaderFrame{
		Frame:    site.Frame(r, web.Report, "Maillage et aménagement du territoire"),
		Document: "Bilan final 2018-2020", Version: web.State{Label: "Version 7, en relecture"},
		Eyebrow: "Fiche action 1, promotion, animation et communication",
		Lead:    "Couvrir le plus de questions possible, au plus près des porteurs de projet.",
		Heading: "Axe 1. Maillage",
		Contents: []web.Chapter{
			{Label: "Descriptif", URL: "#r1", Tone: web.OK},
			{Label: "Réalisations", URL: "#r5", Tone: web.Warn, Why: "3 points à regarder", Current: true},
			{Label: "Résultats", URL: "#r8", Tone: web.Bad, Why: "1 chiffre contredit"},
			{Label: "Leçons", URL: "#r12", Tone: web.Todo, Why: "vide"},
		},
	}
	f.Actions = []templ.Component{web.ButtonLink(web.Button{Label: "Imprimer", URL: "/pdf", Icon: "printer", Small: true})}
	if r.URL.Query().Get("chiffre") != "" {
		f.Sheet = sheet()
	}
	if web.IsFragment(r) {
		return web.Render(w, r, http.StatusOK, web.SheetSlot(f.Sheet))
	}
	return web.Render(w, r, http.StatusOK, within(web.ReaderPage(f), reading(r)))
}

// plainReport is a report of one page: no contents, no version, no lead.
func plainReport(w http.ResponseWriter, r *http.Request) error {
	f := web.ReaderFrame{Frame: site.Frame(r, web.Report, "Carte"), Document: "Bilan"}
	return web.Render(w, r, http.StatusOK, within(web.ReaderPage(f), raw(`<div class="sect"><article class="prose">`), chart.Figure(regionMap), raw(`</article></div>`)))
}

func list() templ.Component {
	return section("Liste",
		web.Tabs("Listes gardées", []web.Tab{{Label: "Grande Vadrouille", URL: "?v=1", Count: "52", Current: true}, {Label: "Visioconférences", URL: "?v=2", Count: "27"}, {Label: "Petit Ramdam", URL: "?v=3", Count: "8"}}),
		web.Chips([]web.Chip{
			{Before: "La nature est", Value: "Grande Vadrouille", RemoveURL: "?"},
			{Before: "Entre", Value: "le 1er janvier 2018", After: "et le 31 décembre 2020", RemoveURL: "?"},
			{Before: "Sans preuve", URL: "?p=0", Icon: "paperclip"},
		}, "?filtre=1"),
		web.Totals([]web.Total{{Value: "52", Label: "réalisations"}, {Value: "20", Funder: &region}, {Value: "18", Funder: &fse}, {Value: "14", Funder: &nobody}}),
		web.ListTable(web.Table{
			Caption: "Réalisations filtrées, de la plus récente à la plus ancienne",
			Columns: []web.Column{
				{Label: "Date", SortURL: "?tri=date", Sort: web.Descending, NoWrap: true, Place: web.CardTitle},
				{Label: "Nature et titre", SortURL: "?tri=titre"}, {Label: "Lieu"}, {Label: "Département"},
				{Label: "Financeur", Place: web.CardAside},
				{Label: "Participations", Numeric: true, Unit: "participations"},
				{Label: "Preuves", Place: web.CardLineAside},
			},
			Rows: []web.Row{
				row("e1", "jeu. 17 déc. 2020", "Floirac, à distance", web.Text("Gironde"), fse, 4, 2),
				row("e2", "jeu. 26 nov. 2020", "À distance", web.Missing("à indiquer"), nobody, 3, 0),
				row("e3", "mar. 24 nov. 2020", "À distance", web.Missing("à indiquer"), nobody, 1250, 1),
				row("e4", "jeu. 22 oct. 2020", "Angoulême, à distance", web.Text("Charente"), region, 5, 2),
			},
		}),
		web.Pager(web.Page{First: 1, Last: 4, Total: 52, NextURL: "?p=2"}),
	)
}

func row(id, date, where string, department templ.Component, f web.Funder, people, proofs int) web.Row {
	return web.Row{ID: id, Selected: id == "e3", Cells: []templ.Component{
		web.Text(date), web.Opens(web.Link{Label: "Grande Vadrouille", URL: "/realisations/" + id}), web.Text(where), department,
		web.FunderBadge(f), web.Count(people), web.Pips(proofs, 2),
	}}
}

func states() templ.Component {
	return section("États, boutons, financeurs",
		inRow(
			web.StateBadge(web.State{Label: "Prouvé", Tone: web.OK}), web.StateBadge(web.State{Label: "À regarder", Tone: web.Warn}),
			web.StateBadge(web.State{Label: "Bloquant", Tone: web.Bad}), web.StateBadge(web.State{Label: "En relecture"}),
			web.StateBadge(web.State{Label: "Vide", Tone: web.Todo, Bare: true}),
		),
		inRow(
			web.FunderBadge(region), web.FunderBadge(fse), web.FunderBadge(web.Funder{Name: "Département", Index: 2}),
			web.FunderBadge(web.Funder{Name: "Commune", Index: 3}), web.FunderBadge(web.Funder{Name: "Fondation", Index: 4}), web.FunderBadge(nobody),
		),
		inRow(web.Pips(3, 3), web.Pips(1, 3), web.Pips(0, 3), web.Pips(8, 12), web.Pips(0, 0)),
		inRow(
			web.SubmitButton(web.Button{Label: "Enregistrer", Kind: web.Primary}),
			web.ButtonLink(web.Button{Label: "Joindre une pièce", URL: "#a"}), web.ButtonLink(web.Button{Label: "Déroger", URL: "#b", Kind: web.Plain}),
			web.ButtonLink(web.Button{Label: "Effacer la fiche", URL: "#c", Kind: web.Danger}),
			web.ButtonLink(web.Button{Label: "Fermer", URL: "#d", Icon: "x", IconOnly: true}), web.ButtonLink(web.Button{Label: "Petit", URL: "#e", Small: true}),
		),
	)
}

func messages() templ.Component {
	return section("À faire et messages",
		web.WorkGroup("g1", "Sans preuve", "2 réalisations", web.Link{Label: "Tout voir", URL: "/realisations"}, []web.WorkLine{
			{Icon: "paperclip", Tone: web.Bad, What: web.Link{Label: "Grande Vadrouille, jeudi 9 juillet 2020, Saintes", URL: "/r/1"}, Why: "Il manque le relevé de connexion, exigé par la Région", Step: web.Button{Label: "Joindre le relevé", URL: "/r/1/pieces", Small: true}},
			{Icon: "map-pin", Tone: web.Warn, What: web.Link{Label: "Cinq dates sans territoire", URL: "/r/2"}, Why: "Sans commune, aucun financeur ne peut les prendre en compte", Step: web.Button{Label: "Indiquer les communes", URL: "/r/2", Small: true}},
		}),
		within(web.Banner(web.Warn), web.Text("Le programme se termine dans 12 jours. Deux actions n’ont pas de preuve.")),
		web.EmptyState(web.Empty{Icon: "clipboard-check", Title: "Vos visioconférences seront ici", Text: "Chaque date tenue devient une réalisation, avec ses présents et ses preuves.", First: web.Button{Label: "Prévoir la première", URL: "/prevoir", Kind: web.Primary, Icon: "plus"}}),
		web.HoleNote(web.Hole{What: "14 dates sans territoire.", Why: "Elles comptent dans le total, pour aucun financeur.", Bad: true, Mend: web.Link{Label: "Affecter", URL: "/affecter"}}),
		web.HoleNote(web.Hole{What: "1 date hors de sa section.", Why: "Elle est classée en 2019.", Mend: web.Link{Label: "Corriger", URL: "/corriger"}}),
		within(web.FindingNote("Bloquant, somme", web.Bad), web.Text("Attendu : 100, soit 43 + 35 + 22.")),
	)
}

var (
	placesBars = chart.Bars{
		About: chart.About{ID: "lieux", Title: "Lieux à l’annuaire, au 31 décembre"}, Target: 300,
		Bars: []chart.Bar{{Label: "2017, avant", Value: 188, Before: true}, {Label: "2018", Value: 192}, {Label: "2019", Value: 231}, {Label: "2020", Value: 286}},
	}
	datesStacked = chart.StackedBars{
		About:  chart.About{ID: "dates", Title: "Dates tenues, par année et par financeur"},
		Series: []chart.Series{{Name: "Région", Hue: 0}, {Name: "FSE", Hue: 1}, {Name: "sans territoire", Hue: chart.None}},
		Rows:   []chart.StackedRow{{Label: "2018", Parts: []float64{6, 6, 0}}, {Label: "2019", Parts: []float64{7, 5, 0}}, {Label: "2020", Parts: []float64{7, 7, 14}}},
	}
	fiveHues = chart.StackedBars{
		About:  chart.About{ID: "cinq", Title: "Cinq financeurs, libellés longs"},
		Series: []chart.Series{{Name: "Région", Hue: 0}, {Name: "FSE", Hue: 1}, {Name: "Département", Hue: 2}, {Name: "Commune", Hue: 3}, {Name: "Fondation", Hue: 4}},
		Rows:   []chart.StackedRow{{Label: "Animation du réseau régional", Parts: []float64{40, 30, 20, 15, 10}}, {Label: "Accompagnement", Parts: []float64{1200, 400, 20, 15, 10}}},
	}
	growth = chart.Line{
		About: chart.About{ID: "cumul", Title: "Cumul des dates depuis 2018"},
		Points: []chart.Point{
			{At: day(2018, 1, 1)}, {At: day(2018, 7, 1), Value: 5}, {At: day(2018, 12, 31), Value: 12, Label: "2018"},
			{At: day(2019, 6, 1), Value: 19}, {At: day(2019, 12, 31), Value: 24, Label: "2019"}, {At: day(2020, 7, 1), Value: 33}, {At: day(2020, 12, 31), Value: 52, Label: "2020"},
		},
	}
	trend = chart.Sparkline{About: chart.About{ID: "abonnes", Title: "Abonnés à la lettre"}, Values: []float64{270, 340, 420, 510, 640, 799}}
	split = chart.Split{
		About: chart.About{ID: "partage", Title: "Partage entre financeurs"},
		Parts: []chart.Part{{Series: chart.Series{Name: "Région", Hue: 0}, Value: 20}, {Series: chart.Series{Name: "FSE", Hue: 1}, Value: 18}, {Series: chart.Series{Name: "non affectables", Hue: chart.None}, Value: 14}},
	}
	proofs = chart.Completeness{About: chart.About{ID: "preuves", Title: "Preuves de l’action 1"}, Label: "Preuves de l’action 1", Whole: 38, Partial: 5, Of: 52}
	chrono = chart.Chronogram{
		About: chart.About{ID: "chrono", Title: "Chronogramme, prévu et réel"}, From: day(2018, 1, 1), To: day(2020, 12, 31), AsOf: day(2020, 10, 15),
		Activities: []chart.Activity{
			{Label: "Grande Vadrouille", Baseline: []chart.Period{{From: day(2018, 1, 1), To: day(2019, 12, 31)}}, Planned: []chart.Period{{From: day(2018, 1, 1), To: day(2020, 12, 31)}}, Real: []chart.Period{{From: day(2018, 3, 1), To: day(2020, 10, 14)}}},
			{Label: "Petit Ramdam, rencontres de proximité", Planned: []chart.Period{{From: day(2018, 9, 1), To: day(2020, 9, 30)}}, Real: []chart.Period{{From: day(2018, 11, 22), To: day(2018, 11, 22)}, {From: day(2019, 4, 3), To: day(2019, 4, 3)}, {From: day(2020, 2, 1), To: day(2020, 2, 15)}}},
			{Label: "Étude des communs", Planned: []chart.Period{{From: day(2020, 6, 1), To: day(2020, 12, 31)}}},
		},
	}
	regionMap = chart.DepartmentMap{About: chart.About{ID: "carte", Title: "Dates par département"}, Departments: blocks()}
)

func charts() templ.Component {
	return section("Graphiques",
		chart.Figure(placesBars), chart.Figure(datesStacked), chart.Figure(fiveHues), chart.Figure(growth), trend,
		chart.Figure(split), proofs, chart.Figure(chrono), chart.Figure(regionMap),
	)
}

// blocks are square departments laid as the twelve of the region roughly lie.
func blocks() []chart.Department {
	type block struct {
		code, name string
		col, row   float64
		value      float64
	}
	var out []chart.Department
	for _, b := range []block{
		{"79", "Deux-Sèvres", 1, 0, 3}, {"86", "Vienne", 2, 0, 3}, {"17", "Charente-Maritime", 0, 1, 2}, {"16", "Charente", 1, 1, 3},
		{"87", "Haute-Vienne", 2, 1, 7}, {"23", "Creuse", 3, 1, 3}, {"33", "Gironde", 0, 2, 18}, {"24", "Dordogne", 1, 2, 0},
		{"19", "Corrèze", 2, 2, 3}, {"40", "Landes", 0, 3, 0}, {"47", "Lot-et-Garonne", 1, 3, -1}, {"64", "Pyrénées-Atlantiques", 0, 4, 0},
	} {
		west, north := -1.5+b.col, 47-b.row*.7
		out = append(out, chart.Department{
			Code: b.code, Name: b.name, Value: b.value, Known: b.value >= 0,
			Rings: [][]chart.LonLat{{{Lon: west, Lat: north}, {Lon: west + 1, Lat: north}, {Lon: west + 1, Lat: north - .7}, {Lon: west, Lat: north - .7}}},
		})
	}
	return out
}

func reading(r *http.Request) templ.Component {
	open := r.URL.Query().Get("chiffre") != ""
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return all(ctx, w,
			raw(`<div class="sect"><article class="prose"><h2 id="r5">Réalisations</h2><p>En trois ans, l’équipe a tenu `),
			web.FigureLink(web.Figure{Words: "52 dates", URL: "/rapport?chiffre=dates", Open: open}),
			raw(` de Grande Vadrouille : `), web.FigureLink(web.Figure{Words: "12 en 2018", URL: "/rapport?chiffre=dates-2018"}),
			raw(`, quand le confinement a porté les rendez-vous en visioconférence. Huit départements ont été couverts.</p><ul><li>répondre aux enjeux de proximité ;</li><li>développer l’existant grâce à une équipe locale d’appui à la création.</li></ul>`),
			chart.Figure(datesStacked), chart.Figure(placesBars),
			raw(`</article></div><div class="sect"><article class="prose"><h2 id="r8">Résultats</h2><p>Il en compte 231 en 2019, <del>soit + 25 %</del>, puis 286 en 2020.</p></article><aside class="margin-note" aria-label="Observation du contrôle">`),
			within(web.FindingNote("Pourcentage qui ne suit pas de ses termes", web.Bad), raw(`<p>De 192 à 231 lieux, la hausse est de <b>20,3 %</b>.</p>`)),
			raw(`</aside></div>`),
		)
	})
}

func sheet() templ.Component {
	return within(
		web.FigureSheet(web.Sheet{
			Title: "Dates de Grande Vadrouille", Value: "52", State: web.State{Label: "Calculé", Tone: web.OK},
			AsOf: "au 31/12/2020, périmètre des deux conventions", CloseURL: "/rapport",
			Definition: "Compte les réalisations de nature « Grande Vadrouille » tenues entre le 1er janvier 2018 et le 31 décembre 2020, une par date et par département.",
		}),
		web.Terms([]web.Term{{Value: "20", Funder: &region, Label: "ex-Limousin et ex-Poitou-Charentes"}, {Value: "18", Funder: &fse, Label: "ex-Aquitaine"}, {Value: "14", Funder: &nobody}}),
		split, chart.Figure(growth),
		within(web.SheetSection("Trous dans la preuve", web.Link{Label: "les 15", URL: "/trous"}), web.HoleNote(web.Hole{What: "14 dates sans territoire.", Why: "Elles comptent dans le total.", Bad: true, Mend: web.Link{Label: "Affecter", URL: "/affecter"}})),
	)
}

func day(y int, m time.Month, d int) time.Time { return time.Date(y, m, d, 0, 0, 0, 0, time.UTC) }

func raw(s string) templ.Component { return templ.Raw(s) }

func all(ctx context.Context, w io.Writer, parts ...templ.Component) error {
	for _, p := range parts {
		if err := p.Render(ctx, w); err != nil {
			return err
		}
	}
	return nil
}

func within(frame templ.Component, children ...templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return frame.Render(templ.WithChildren(ctx, templ.Join(children...)), w)
	})
}

func section(title string, parts ...templ.Component) templ.Component {
	return templ.Join(append([]templ.Component{raw(`<section class="group"><div class="group-h"><h2>` + title + `</h2></div>`)}, append(parts, raw(`</section>`))...)...)
}

func inRow(parts ...templ.Component) templ.Component {
	return templ.Join(append([]templ.Component{raw(`<div class="row after">`)}, append(parts, raw(`</div>`))...)...)
}
