// Package ui shows what was promised: the programme, its funders, axes and activities with their targets and required evidence, its
// amendments, and the chronogram that sets what was planned against what took place. Everything here reads; nothing writes.
package ui

import (
	"embed"

	"maillage/internal/programme/agreement"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
	"maillage/internal/register/territory"
	"maillage/internal/web"
)

// Texts are the words of these pages.
//
//go:embed fr.json en.json
var Texts embed.FS

// Handlers are what the pages read from.
type Handlers struct {
	Site       web.Site
	Agreements *agreement.Service
	Ledger     *ledger.Service
	Indicators *indicator.Service
	Gazetteer  *territory.Gazetteer
	// Figure is the address of an indicator's page; without it figures are named and not linked.
	Figure func(key string) string
}

// Routes adds the pages of the agreement.
func Routes(m *web.Mux, h Handlers) {
	m.Get("/convention", web.Local, h.agreement)
	m.Get("/convention/chronogramme", web.Local, h.chronogram)
	m.Get("/convention/chronogramme.csv", web.Local, h.chronogramCSV)
	m.Get("/convention/chronogramme.xlsx", web.Local, h.chronogramXLSX)
}
