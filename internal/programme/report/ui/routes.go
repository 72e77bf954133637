// Package ui shows the draft of the report to be read on a screen: its cover, its contents and each axis set like a printed page, with
// the origin of every figure one click away and what the build could not tell beside the sentence. Beside it stand the pages of work: the
// variances and what closes them, the versions that were kept and what has changed since, and the reconciliation of the funders' numbers.
package ui

import (
	"context"
	"embed"

	"maillage/internal/programme/indicator"
	"maillage/internal/programme/report"
	"maillage/internal/web"
)

// Texts are the words of these pages.
//
//go:embed fr.json en.json
var Texts embed.FS

// Handlers are what the pages read from. Make them with New: they keep the drafts already built.
type Handlers struct {
	site   web.Site
	drafts *drafts
	figure func(indicator.Request) string

	// Reports hold the kept versions and what closes variances. Keep prints and keeps one; Reprint prints what one lacks.
	Reports *report.Service
	Keep    Keeper
	Reprint Reprinter
	keeping *keeping
	since   *memo[versionIn, *report.Difference]

	// Behind are the pages that stand behind the report, told on its cover; their labels are keys of texts.
	Behind []web.Link
}

// Source builds drafts: report.Service.
type Source interface {
	Build(ctx context.Context, o report.Options) (*report.Document, error)
	Texts(ctx context.Context) ([]report.Text, error)
}

// New makes the handlers. Revision names the state of everything that a report tells, its day included: as long as it stays the same, so
// does the draft.
// Figure is the address of a figure's sheet.
func New(site web.Site, source Source, revision func(context.Context) (string, error), figure func(indicator.Request) string) Handlers {
	return Handlers{
		site: site, drafts: &drafts{source: source, memo: memo[report.Options, *draft]{revision: revision}}, figure: figure, keeping: &keeping{},
		since: &memo[versionIn, *report.Difference]{revision: revision},
	}
}

// Routes adds the pages of the report.
func Routes(m *web.Mux, h Handlers) {
	m.Get("/{$}", web.Local, h.cover)
	m.Get("/bilan", web.Local, h.contents)
	m.Get("/bilan/axes/{axis}", web.Local, h.axis)
	m.Get("/bilan/impression.js", web.Local, h.printScript)

	m.Get("/bilan/ecarts", web.Local, h.variances)
	m.Get("/bilan/ecarts.csv", web.Local, file("ecarts.csv", h.varianceRows))
	m.Get("/bilan/ecarts.xlsx", web.Local, file("ecarts.xlsx", h.varianceRows))
	m.Post("/bilan/ecarts/{key}/cloture", web.LocalAct, h.closeVariance)
	m.Post("/bilan/ecarts/{key}/reouverture", web.LocalAct, h.reopenVariance)

	m.Get("/bilan/coherence", web.Local, h.coherence)
	m.Get("/bilan/coherence.csv", web.Local, file("coherence.csv", h.coherenceRows))
	m.Get("/bilan/coherence.xlsx", web.Local, file("coherence.xlsx", h.coherenceRows))
	m.Post("/bilan/coherence/{fingerprint}/derogation", web.LocalAct, h.waive)
	m.Post("/bilan/coherence/{fingerprint}/retrait", web.LocalAct, h.liftWaiver)

	m.Get("/bilan/versions", web.Local, h.versions)
	m.Get("/bilan/versions.csv", web.Local, file("versions.csv", h.versionRows))
	m.Get("/bilan/versions.xlsx", web.Local, file("versions.xlsx", h.versionRows))
	m.Post("/bilan/versions", web.LocalAct, h.keep)
	m.Get("/bilan/versions/en-cours/{task}", web.Local, h.progress)
	m.Post("/bilan/versions/en-cours/{task}/arret", web.LocalAct, h.stopKeeping)
	m.Get("/bilan/versions/comparaison", web.Local, h.chooseComparison)
	m.Get("/bilan/versions/{number}", web.Local, h.version)
	m.Get("/bilan/versions/{number}/export/differences.csv", web.Local, file("differences.csv", h.moveRows))
	m.Get("/bilan/versions/{number}/export/differences.xlsx", web.Local, file("differences.xlsx", h.moveRows))
	m.Post("/bilan/versions/{number}/fichiers", web.LocalAct, h.reprint)
	m.Get("/bilan/versions/{number}/fichiers/{name}", web.Local, h.versionFile)
	m.Get("/bilan/versions/{number}/comparaison/{with}", web.Local, h.comparison)
	m.Get("/bilan/versions/{number}/comparaison/{with}/chiffres.csv", web.Local, file("chiffres.csv", h.pairRows))
	m.Get("/bilan/versions/{number}/comparaison/{with}/chiffres.xlsx", web.Local, file("chiffres.xlsx", h.pairRows))

	m.Get("/bilan/rapprochement", web.Local, h.reconciliation)
	m.Get("/bilan/rapprochement.csv", web.Local, file("rapprochement.csv", h.reconciliationRows))
	m.Get("/bilan/rapprochement.xlsx", web.Local, file("rapprochement.xlsx", h.reconciliationRows))
}
