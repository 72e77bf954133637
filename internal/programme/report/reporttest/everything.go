package reporttest

import (
	"time"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/report"
)

// What several blocks and annexes speak of.
var (
	signed = time.Date(2021, 2, 1, 9, 0, 0, 0, time.UTC)
	region = report.FunderTag{Code: "region", Index: 0, Short: "Région"}
	stops  = report.FigureUse{Text: "52", State: report.FigureSet, Figure: "c-tour-stops", Use: "u1", Note: 1, Value: 52}
	piece  = report.ProofView{Piece: 1, Kind: "Feuille d’émargement", Title: "Feuilles de la tournée", File: "feuille.pdf", SHA256: digest("a"), Activity: "1.2", Captured: true}
	link   = report.ProofView{Piece: 2, Kind: "Programme", Title: "Programme en ligne", Link: "https://example.org/programme", Activity: "1.2"}
	rows   = []report.EntryRow{
		{
			Anchor: "r-1", Number: 1, ID: "e1", Activity: "1.2", Also: []string{"1.3"}, Kind: "Étape de la tournée", Title: "Étape de Niort & alentours <test>", When: "lundi 9 juillet 2018",
			Where: "Niort (79)", Beneficiary: "Un tiers-lieu", Funder: &region, State: "tenu", Counted: true,
			Measures: []report.Measure{{Label: "participations", Text: "12"}}, Need: 2, Have: 1, Lacks: []string{"Programme"}, Proofs: []report.ProofView{piece, link},
		},
		{Anchor: "r-2", Number: 2, ID: "e2", Activity: "1.2", Kind: "Étape de la tournée", Title: "Étape sans département", When: "mars 2019", InDoubt: true, State: "tenu", Counted: true, WhyNone: "département inconnu", Need: 2, Lacks: []string{"Feuille d’émargement", "Programme"}},
	}
	source   = "Source : registre des réalisations, situation au lundi 1er février 2021."
	variance = report.Variance{
		Key: "target_missed:meetups:0", Rule: report.TargetMissed, Axis: "1", Activity: "1.3", Title: "Rencontres départementales", Planned: "9", Actual: "8", Delta: "−1", Figure: "c-tour-stops",
		Closing: &report.Closing{Kind: report.ByReason, KindName: "Motif", Text: "La neuvième édition a été reportée par la crise sanitaire.", By: "coordination", At: signed},
	}
	open       = report.Variance{Key: "activity_silent:1.4", Rule: report.ActivitySilent, Axis: "1", Activity: "1.4", Title: "Kit de communication", Planned: "2018-2020", Actual: "aucune réalisation", Count: 0}
	chronogram = report.Chronogram{
		Anchor: "b-chronogramme", Caption: "Chronogramme", Source: source, From: "2018-01", To: "2019-12",
		Rows: []report.ChronogramRow{
			{Activity: "1.2", Name: "Tournée", Active: true, Baseline: months("2018-01", "2018-12"), Planned: months("2018-03", "2019-06"), Real: []string{"2018-07", "2018-08", "2019-07"}, Years: []int{2019}, Entries: 52},
			{Activity: "1.4", Name: "Kit de communication", Active: false, Baseline: months("2018-01", "2018-06"), Planned: months("2018-01", "2018-06")},
		},
	}
	annex = report.Finance{
		Anchor: "b-finances", Caption: "Annexe financière", Source: source, Missing: []string{"Le montant accordé par la Région n’est pas connu."},
		Tables: []report.FinanceTable{{
			Caption: "Dépenses par poste", RowHead: "Poste", Columns: []string{"Prévu", "Déclaré"}, Note: "Coûts indirects : 20 % × (dépenses directes − prestations).",
			Rows: []report.FinanceRow{
				{Label: "Dépenses directes", Cells: []*int64{cents(20_000_000), nil}}, {Label: "Coûts indirects", Cells: []*int64{cents(2_400_000), nil}},
				{Label: "Total", Cells: []*int64{cents(22_400_000), nil}, Sum: true},
			},
		}},
	}
)

// Everything is a document made by hand that holds every kind of block and every annex once, for the tests of renderings. It was not built
// from a ledger: its numbers only have to be recognisable.
func Everything(language string) *report.Document {
	blocks := everyBlock()
	return &report.Document{
		Language: language, Final: true, Title: "Bilan d’exécution 2018-2019", Subtitle: "Réseau de tiers-lieux", Version: 3, Digest: digest("d"), AsOf: signed, BuiltAt: signed, Template: report.Template,
		Programme: report.ProgrammeView{
			Code: "reseau", Name: "Réseau régional", Holder: "La coopérative", Region: "Nouvelle-Aquitaine", Start: "2018-01-01", End: "2019-12-31", Years: []int{2018, 2019},
			Funders: []report.FunderView{
				{Code: "region", Index: 0, Name: "Région Nouvelle-Aquitaine", Short: "Région", Number: "2018-1", Mention: "Avec le soutien de la Région."},
				{Code: "esf", Index: 1, Name: "Fonds social européen", Short: "FSE", Fund: "FSE", Number: "FSE-1", Mention: "Ce projet est cofinancé par le Fonds social européen.", European: true},
			},
		},
		Perimeter: report.Perimeter{Rows: []report.PerimeterRow{
			{Funder: "region", Label: "Région", Entries: 20, Inside: true}, {Funder: "esf", Label: "FSE", Entries: 18, Inside: true},
			{Funder: "none", Label: "Non affectables", Entries: 14, Inside: true}, {Funder: "all", Label: "Ensemble du programme", Entries: 52, Inside: true},
		}},
		Seal:   &report.Seal{Number: 2, Final: true, Label: "Bilan signé", Hash: digest("5ea1"), At: signed, By: "direction"},
		Letter: &report.Letter{Replaces: 1, Hash: digest("01d"), SignedAt: signed.AddDate(0, -1, 0), Reason: "Une étape avait été oubliée.", Texts: []string{"Axe 1, Réalisations"}, Moves: []report.Move{{Figure: "c-tour-stops", Label: "Étapes de la tournée", Scope: "2018-2019", Before: "51", After: "52", Delta: "+1", Causes: []report.MoveCause{{Entry: "e2", Title: "Étape sans département", When: "mars 2019", Act: "noté", Actor: "coordination", At: signed}}}}},
		Cover: report.Cover{
			Heading: "Trois ans de tiers-lieux", Lead: blocks[:1], Parts: []report.Section{{Anchor: "s-1", Heading: "En bref", Blocks: blocks[1:3]}},
			Key: []report.KeyFigure{
				{Use: stops, Key: "tour.stops", Label: "Étapes de la tournée", Unit: "étapes", Target: cents(60), Series: []report.SeriesPoint{{Year: 2018, Use: uses("38")[0]}, {Year: 2019, Use: uses("14")[0]}}},
				{Use: uses("286")[0], Key: "places", Label: "Tiers-lieux recensés", Unit: "lieux", Stock: true, Terms: "286 / 300", Target: cents(300), Series: []report.SeriesPoint{{Year: 2017, Before: true, Use: uses("192")[0]}, {Year: 2018, Use: uses("231")[0]}, {Year: 2019, Use: uses("286")[0]}}},
			},
		},
		Public: []report.PublicRow{{Year: 2018, Label: "2018", People: cents(120), Attendances: cents(300)}, {Label: "Ensemble", Participants: cents(24), People: cents(220), Attendances: cents(706)}},
		Sheets: []report.Sheet{{Axis: "1", AxisName: "Animer", Title: "Axe 1, animer le réseau", Sections: []report.Section{{Number: 5, Anchor: "s-1-5", Heading: "Réalisations", Blocks: blocks}}}},
		Figures: []report.FigureSheet{{
			Anchor: "c-tour-stops", Label: "Étapes de la tournée", Unit: "étapes", Definition: "Étapes qui ont eu lieu.", Scope: "2018-2019", Text: "52", Entries: links(1, 2), Uses: []string{"u1", "u2"},
		}},
		Notes:   []report.Note{{Number: 1, Figure: "c-tour-stops", Entries: 52, Pieces: []report.PieceLink{{Anchor: "p-1", Number: 1}, {Anchor: "p-2", Number: 2}}, Need: 104, Have: 1}},
		Entries: report.EntryList{Total: 2, Rows: rows},
		Pieces: report.PieceList{Total: 2, Rows: []report.PieceRow{
			{Anchor: "p-1", Number: 1, ProofView: piece, Date: "2018-07-09", Size: 12_345, Entries: links(1)}, {Anchor: "p-2", Number: 2, ProofView: link, Entries: links(1)},
		}},
		Holes: []report.Hole{{Activity: "1.2", Name: "Tournée", Kinds: []report.HoleKind{{Name: "Feuille d’émargement", Need: 52, Have: 1}}, Lacking: []report.LackingLink{{EntryLink: links(2)[0], Title: "Étape sans département", When: "mars 2019", Lacks: []string{"Feuille d’émargement"}}}, Unlisted: 50}},
		Piles: []report.Pile{{Reason: "no_department", Label: "Sans cofinanceur : département inconnu", Total: 14, Rows: []report.PileRow{{Anchor: "r-2", ID: "e2", Kind: "Étape de la tournée", Title: "Étape sans département", When: "mars 2019", Activity: "1.2"}}, Unlisted: 13}},
		Waivers: []report.Waiver{{
			Fingerprint: "0123456789ab", Rule: "sum", Severity: "serious", Words: "129 visiteurs", Place: "axe-1.md:12:4", Reason: "Le total compte aussi les visites hors programme.", By: "coordination",
			Message: lang.Text{FR: "Ce total n’est pas la somme de ses parts.", EN: "This total is not the sum of its parts."}, At: time.Date(2021, 2, 1, 9, 0, 0, 0, time.UTC),
		}},
		Variances: []report.Variance{variance, open}, Findings: []report.Finding{}, Chronogram: chronogram, Finance: &annex,
		Reconciliation: report.Reconciliation{Columns: []string{"Région", "FSE", "Non affectable", "Ensemble"}, Rows: []report.ReconciliationRow{{Key: "tour.stops", Label: "Étapes de la tournée", Unit: "étapes", Cells: []string{"20", "18", "14", "52"}, Balanced: true}}},
	}
}

// everyBlock is one block of each kind.
func everyBlock() []report.Block {
	plain := func(s string) report.Inline { return report.Inline{Kind: report.Plain, Text: s} }
	live := func(u report.FigureUse) report.Inline { return report.Inline{Kind: report.Live, Figure: &u} }
	unset := report.FigureUse{Text: "non renseigné", State: report.FigureUnset, Figure: "c-tour-stops", Use: "u2"}
	return []report.Block{
		report.Paragraph{Inlines: []report.Inline{
			plain("La tournée a compté "), live(stops), plain(" étapes, dont "), live(unset), plain(" en Gironde ; « voir "),
			{Kind: report.Link, URL: "https://example.org/", Children: []report.Inline{plain("le site")}}, plain(" », en "), {Kind: report.Strong, Children: []report.Inline{plain("n° 12")}},
			plain(" et en "), {Kind: report.Emphasis, Children: []report.Inline{plain("italique")}}, plain(", en "), {Kind: report.Struck, Children: []report.Inline{plain("barré")}}, plain(", "),
			{Kind: report.CodeSpan, Text: "code"}, {Kind: report.NewLine}, plain("après un saut de ligne & <balise>."),
		}},
		report.Heading{Level: 3, Inlines: []report.Inline{plain("Un titre de niveau 3")}},
		report.List{Items: [][]report.Block{{report.Paragraph{Inlines: []report.Inline{plain("une puce")}}}, {report.Paragraph{Inlines: []report.Inline{plain("une autre")}}}}},
		report.List{Ordered: true, Start: 3, Items: [][]report.Block{{report.Paragraph{Inlines: []report.Inline{plain("troisième point")}}}}},
		report.Quote{Blocks: []report.Block{report.Paragraph{Inlines: []report.Inline{plain("Une citation.")}}}},
		report.Code{Text: "texte gardé\n  tel quel"},
		report.Rule{},
		report.TextTable{Head: [][]report.Inline{{plain("Année")}, {plain("Lieux")}}, Align: []string{"left", "right"}, Rows: [][][]report.Inline{{{plain("2018")}, {plain("192")}}}},
		report.EntryBlock{Caption: "Étapes", Source: source, Rows: []report.ListRow{{EntryRow: rows[0]}, {EntryRow: rows[1]}}, Total: 2, Counted: 2},
		report.FigureTable{
			Anchor: "b-table", Caption: "Étapes par année", Source: source, RowHead: "Année", Columns: []string{"Région", "FSE", "Ensemble"},
			Rows: []report.FigureRow{{Label: "2018", Cells: uses("20", "18", "38")}, {Label: "Ensemble", Cells: uses("20", "32", "52"), Sum: true}},
		},
		report.Chart{Anchor: "b-chart", Caption: "Lieux par année", Source: source, Points: points(192, 231, 286), Target: cents(300)},
		report.DepartmentMap{
			Anchor: "b-map", Caption: "Étapes par département", Source: source, Total: stops, Elsewhere: "14",
			Departments: []report.DepartmentValue{
				{Code: "79", Name: "Deux-Sèvres", Use: uses("20")[0], Rings: [][][2]float64{{{-0.9, 46.0}, {0.2, 46.0}, {0.2, 47.0}, {-0.9, 47.0}, {-0.9, 46.0}}}},
				{Code: "33", Name: "Gironde", Use: uses("18")[0], Rings: [][][2]float64{{{-1.2, 44.3}, {0.2, 44.3}, {0.2, 45.4}, {-1.2, 45.4}, {-1.2, 44.3}}}},
			},
		},
		chronogram,
		report.Deliverables{
			Axis: "1", Caption: "Livrables", Source: source, Items: []report.ProofView{piece, link},
			Promised: []report.Deliverable{
				{Code: "L1", Name: "Kit de communication", Due: "30 juin 2018", Delivered: "12 juin 2018", Published: "15 juin 2018", Link: "https://example.org/kit", Proof: &piece, State: "published", StateName: "publié", Pieces: []report.PieceLink{{Anchor: "p-1", Number: 1}}},
				{Code: "L2", Name: "Annuaire", State: "missing", StateName: "manquant"},
			},
		},
		report.Partners{Anchor: "b-partenaires", Caption: "Partenaires", Source: source, Rows: []report.PartnerRow{{Name: "Une chambre consulaire", Activities: []string{"1.2"}, Entries: links(1), Count: 1}}},
		report.Variances{Anchor: "b-ecarts", Caption: "Écarts", Source: source, Rows: []report.Variance{variance, open}},
		report.Testimonies{Anchor: "b-temoignages", Caption: "Témoignages", Source: source, Items: []report.Testimony{{Words: "Nous avons ouvert grâce à la tournée.", Who: "Responsable d’un tiers-lieu", When: "mars 2019", Where: "Niort (79)"}}},
		annex,
		report.Missing{Words: "{{map nothing}}", Message: "Il n’y a pas d’indicateur « nothing »."},
	}
}

func cents(n int64) *int64 { return &n }

func months(from, to string) []agreement.Months { return []agreement.Months{{From: from, To: to}} }

func links(numbers ...int) []report.EntryLink {
	var list []report.EntryLink
	for _, n := range numbers {
		list = append(list, report.EntryLink{Anchor: "r-" + string(rune('0'+n)), Number: n})
	}
	return list
}

func uses(texts ...string) []report.FigureUse {
	var list []report.FigureUse
	for _, t := range texts {
		value := 0.0
		for _, c := range t {
			value = value*10 + float64(c-'0')
		}
		list = append(list, report.FigureUse{Text: t, State: report.FigureSet, Figure: "c-tour-stops", Value: value})
	}
	return list
}

func points(values ...float64) []report.ChartPoint {
	var list []report.ChartPoint
	for i, v := range values {
		list = append(list, report.ChartPoint{Label: "201" + string(rune('7'+i)), Before: i == 0, Parts: []report.FigureUse{{Text: "x", State: report.FigureSet, Value: v}}})
	}
	return list
}

// digest is a recognisable stand-in for 64 hexadecimal digits.
func digest(begins string) string {
	for len(begins) < 64 {
		begins += "0"
	}
	return begins
}
