// Package days holds the rules about dates, and about events told twice.
package days

import "maillage/internal/programme/check"

// Rules are those of this family.
var Rules = []*check.Rule{weekday, dateInvalid, dateOutside, duplicate}
