// Package rule gathers the rules of the consistency check. Each is one file, or a few that begin with its name: what it finds, why, on what it
// must and must not fire. They stand in families: surface (what was left in or out), days (dates and events), numbers (arithmetic and counts), names
// (spellings and places).
package rule

import (
	"slices"

	"maillage/internal/programme/check"
	"maillage/internal/programme/check/rule/days"
	"maillage/internal/programme/check/rule/names"
	"maillage/internal/programme/check/rule/numbers"
	"maillage/internal/programme/check/rule/surface"
)

// All lists the rules that need nothing but a text.
func All() []*check.Rule { return slices.Concat(surface.Rules, numbers.Rules, days.Rules, names.Rules) }
