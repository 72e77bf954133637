// Package ui shows what the programme costs and who pays: the financial statement of the whole programme and of each funder, the list of
// expenses, and the flat rates with their dates and references. Everything here reads; nothing writes.
package ui

import (
	"embed"

	"maillage/internal/programme/agreement"
	"maillage/internal/programme/finance"
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
	Finance    *finance.Service
}

// Routes adds the pages of finance.
func Routes(m *web.Mux, h Handlers) {
	m.Get("/moyens", web.Local, h.statement)
	m.Get("/moyens.csv", web.Local, h.statementCSV)
	m.Get("/moyens.xlsx", web.Local, h.statementXLSX)
	m.Get("/moyens/depenses", web.Local, h.expenses)
	m.Get("/moyens/depenses.csv", web.Local, h.expensesCSV)
	m.Get("/moyens/depenses.xlsx", web.Local, h.expensesXLSX)
	m.Get("/moyens/forfaits", web.Local, h.flatRates)
	m.Get("/moyens/forfaits.csv", web.Local, h.flatRatesCSV)
	m.Get("/moyens/forfaits.xlsx", web.Local, h.flatRatesXLSX)
}
