// Package indicator defines figures and computes them. An indicator is a stored rule over the ledger, editable without code; a figure is an
// indicator in a scope (years, funder, territory) as known at a moment: its value, its terms, the number of entries behind it and how many
// of their required proofs are there.
//
// # What is unset
//
// A count over no entry is 0: it did not happen. A sum over entries that all lack the number is unset, never 0; over entries of which some
// lack it, the value is that of the others and the figure says that it is incomplete. A reading without any entry is unset.
//
// # Cost
//
// All figures of a report are added up from the cells of a few queries (ledger.Cube): their number does not matter, and the time grows in
// proportion to the entries of the natures concerned.
package indicator
