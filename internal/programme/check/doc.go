// Package check reads a report as a strict auditor would, before it is signed: placeholders, sums that do not add up, days that do not exist,
// events told twice. It checks any text, written anywhere, with nothing installed; with an installation it checks the texts of the programme
// against the ledger too.
//
// A document (package text) is lines, headings, lists and tables. A rule (package rule, one file each) looks at the documents of one report
// and reports problems; Run makes findings of them: sorted, each with its place, what was expected and how that was computed, a way to mend
// it, how sure the rule is, and a fingerprint by which somebody may waive it with a name and a reason.
//
// Telling an author to change a right number into a wrong one is worse than silence. What a rule infers counts as an error only when it
// reconciles something else in the document; else it is a question, of low confidence.
package check
