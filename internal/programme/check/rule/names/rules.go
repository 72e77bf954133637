// Package names holds the rules about the names of a report: of places, organisations, projects. It knows names without any model: by their
// capitals, by the small words of French that link them, by the quotation marks and the columns they stand in, and by the official list of
// communes, departments and regions.
package names

import "maillage/internal/programme/check"

// Rules are those of this family.
var Rules = []*check.Rule{spelling, place}
