// Package ui shows the draft of the report to be read on a screen: its cover, its contents and each axis set like a printed page, with
// the origin of every figure one click away and what the build could not tell beside the sentence. Everything here reads; nothing writes,
// and no file of the report is served: those are made by the command line.
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
	return Handlers{site: site, drafts: &drafts{source: source, revision: revision}, figure: figure}
}

// Routes adds the pages of the report.
func Routes(m *web.Mux, h Handlers) {
	m.Get("/{$}", web.Local, h.cover)
	m.Get("/bilan", web.Local, h.contents)
	m.Get("/bilan/axes/{axis}", web.Local, h.axis)
	m.Get("/bilan/impression.js", web.Local, h.printScript)
}
