// Package examples holds the example programme inside the binary, so that `maillage demo` needs nothing beside it.
package examples

import "embed"

// Files is the tree of examples.
//
//go:embed nouvelle-aquitaine-2018-2020
var Files embed.FS

// Default is the folder of the example that `maillage demo` loads.
const Default = "nouvelle-aquitaine-2018-2020"
