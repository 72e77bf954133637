// Package surface holds the rules about what was left in a text, or left out of it.
package surface

import "maillage/internal/programme/check"

// Rules are those of this family.
var Rules = []*check.Rule{placeholder, unfinished, link, numbering, headingEmpty}
