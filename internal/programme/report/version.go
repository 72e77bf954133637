package report

import (
	"encoding/json"
	"math/big"
	"time"

	"maillage/internal/kit/chain"
	"maillage/internal/programme/agreement"
	"maillage/internal/programme/indicator"
)

// Version is a kept version of the report: what it told, and the files that were made of it. A final one was signed; a working one is kept
// to be compared. Neither ever changes: a correction is another version.
type Version struct {
	Number    int       `bun:"number" json:"number"`
	Final     bool      `bun:"final" json:"final"`
	Label     string    `bun:"label" json:"label"`
	Funder    string    `bun:"funder" json:"funder,omitempty"` // its perimeter, "" for the whole programme
	Language  string    `bun:"language" json:"language"`
	AsOf      time.Time `bun:"as_of" json:"as_of"`
	KeptAt    time.Time `bun:"kept_at" json:"kept_at"`
	Actor     string    `bun:"actor" json:"actor"`
	Hash      string    `bun:"hash" json:"hash"`       // of Frozen, printed in the documents
	Content   string    `bun:"content" json:"content"` // SHA-256 of Frozen in the store; the same as Hash
	Template  string    `bun:"template" json:"template"`
	LedgerSeq int64     `bun:"ledger_seq" json:"ledger_seq"` // the last version of an entry that it knew
	Replaces  int       `bun:"replaces" json:"replaces,omitempty"`
	Reason    string    `bun:"reason" json:"reason,omitempty"`
}

// VersionFile is one file made of a version.
type VersionFile struct {
	Version int    `bun:"version" json:"version"`
	Name    string `bun:"name" json:"name"`
	Format  string `bun:"format" json:"format"`
	SHA256  string `bun:"sha256" json:"sha256"`
	Size    int64  `bun:"size" json:"size"`
}

// Frozen is the content of a version: everything that is needed to recompute and to compare it. Its JSON is what the hash covers.
type Frozen struct {
	Template   string                `json:"template"`
	Number     int                   `json:"number"`
	Final      bool                  `json:"final"`
	Label      string                `json:"label"`
	Funder     string                `json:"funder"`
	AsOf       time.Time             `json:"as_of"`
	Settings   string                `json:"settings"`
	Texts      []Text                `json:"texts"`
	Agreement  *agreement.Agreement  `json:"agreement"`
	Indicators []indicator.Indicator `json:"indicators"`
	Figures    []FrozenFigure        `json:"figures"`
	Entries    []FrozenEntry         `json:"entries"`
	Pieces     []FrozenPiece         `json:"pieces"`
	Ledger     chain.Head            `json:"ledger"`
	Document   json.RawMessage       `json:"document"` // as it was read, without its seal
}

// FrozenFigure is one told figure with its query. Proof is what was kept to prove it, nil in a version kept by a release that could not
// compute that again.
type FrozenFigure struct {
	Anchor      string            `json:"anchor"`
	Request     indicator.Request `json:"request"`
	Label       string            `json:"label"`
	Scope       string            `json:"scope"`
	Text        string            `json:"text"`
	Value       *big.Rat          `json:"value"`
	Numerator   *big.Rat          `json:"numerator"`
	Denominator *big.Rat          `json:"denominator"`
	Entries     int64             `json:"entries"`

	Proof *indicator.Completeness `json:"proof,omitempty"`
}

// FrozenEntry is an entry of the list, by the hash of the version that was known.
type FrozenEntry struct {
	ID      string `json:"id"`
	Version int    `json:"version"`
	Hash    string `json:"hash"`
}

// FrozenPiece is a piece of the index, by the SHA-256 of its file; "" for a link that nobody captured.
type FrozenPiece struct {
	ID     string `json:"id"`
	SHA256 string `json:"sha256"`
}

// freeze gathers what a version keeps of a built document.
func (b *builder) freeze(head chain.Head) (Frozen, error) {
	content, err := json.Marshal(b.doc)
	f := Frozen{
		Template: Template, Funder: b.options.Funder, AsOf: b.doc.AsOf, Settings: b.stored.Settings, Texts: b.stored.Texts, Agreement: b.agreement,
		Indicators: b.definitions.All(), Figures: []FrozenFigure{}, Entries: []FrozenEntry{}, Pieces: []FrozenPiece{}, Ledger: head, Document: content,
	}
	for _, s := range b.doc.Figures {
		c := s.Computed
		f.Figures = append(f.Figures, FrozenFigure{
			Anchor: s.Anchor, Request: indicator.Request{Key: c.Indicator.Key, Scope: c.Scope}, Label: s.Label, Scope: s.Scope, Text: s.Text,
			Value: c.Value, Numerator: c.Numerator, Denominator: c.Denominator, Entries: c.Entries, Proof: &c.Proof,
		})
	}
	for i := range b.annex.entries {
		e := &b.annex.entries[i]
		f.Entries = append(f.Entries, FrozenEntry{ID: e.ID, Version: e.Version, Hash: e.Hash})
	}
	for _, item := range b.annex.index {
		f.Pieces = append(f.Pieces, FrozenPiece{ID: item.ID, SHA256: item.SHA256})
	}
	return f, err
}
