// Package numbers holds the rules about arithmetic, counts and targets.
package numbers

import "maillage/internal/programme/check"

// Rules are those of this family.
var Rules = []*check.Rule{sum, percentage, listCount, contradiction, targetMissed}
