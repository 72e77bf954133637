// Package ui shows the control file: what it holds for each funder, the file itself, and samples that an auditor draws. Everything here
// reads; nothing writes but the key of seals, the first time that a file is asked for.
package ui

import (
	"context"
	"embed"
	"time"

	"maillage/internal/kit/seal"
	"maillage/internal/programme/control"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/indicator"
	"maillage/internal/web"
)

// Texts are the words of these pages.
//
//go:embed fr.json en.json
var Texts embed.FS

// Handlers are what the pages read from.
type Handlers struct {
	Site       web.Site
	Control    *control.Service
	Evidence   *evidence.Service
	Indicators *indicator.Service
	// Key is the key that seals; Fingerprint that of the key which is there already, "" before the first seal.
	Key         func() (*seal.Key, error)
	Fingerprint func() string
	// Versions lists the kept versions of the report, newest first; Version reads one with its files.
	Versions func(ctx context.Context) ([]control.Sealed, error)
	Version  func(ctx context.Context, number int, language string) (*control.Version, []control.Document, error)
	// Documents writes the draft of a funder's report; the caller calls done when they are read, also after an error.
	Documents func(ctx context.Context, funder, language string, at time.Time) (list []control.Document, done func(), err error)
}

// Routes adds the pages of control.
func Routes(m *web.Mux, h Handlers) {
	m.Get("/controle", web.Local, h.overview)
	m.Get("/controle/tirage.csv", web.Local, h.sampleCSV)
	m.Get("/controle/tirage.xlsx", web.Local, h.sampleXLSX)
	m.Get("/controle/{archive}", web.Local, h.archive) // financeur.zip, programme.zip
}
