// Package finance tells what the programme costs and who pays (moyens): the plan of financing of each funder's operation, the expenses and
// the resources that were booked, and the statement that a report carries as its financial annex.
//
// Vocabulary: opération (Operation), plan de financement (Plan), poste de dépense (Line), forfait (Option), dépense (Expense), ressource
// (Receipt), état financier (Statement), reste dû (Due), écart (Gap), constat (Finding).
//
// The plan is one TOML file, replaced as a whole; expenses and resources are rows of imports. All of them are kept as versions, so that a
// statement can be drawn as of any past moment. Amounts are whole cents, shares are hundredths of a percent. What nobody told is unknown,
// never zero: the statement then says what is missing. What does not agree is a finding, never adjusted in silence.
//
// Flat rates are dated data (flatrates.toml), and the day on which an operation begins decides which ones it may use.
//
//	from      act                     to
//	-         imported                current
//	current   changed by an import    superseded, and a new current version
//	current   removed (import undone) removed
//
//	who           read  import
//	everybody     yes   no
//	command line  yes   yes
package finance
