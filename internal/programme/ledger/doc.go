// Package ledger keeps what happened: one canonical entry for each thing done (réalisation). Figures are counted here and nowhere else.
//
// An entry has a nature (kind), one primary activity and any number of activities that it "also serves", the reading of its date with the
// text as written, a territory, participations (cumul) and distinct people (uniques) apart, minutes, cents, dated readings of stocks, and
// the record that it comes from. A thing told in two places is one entry with two mentions.
//
// # Year
//
// An entry counts in the year of its date. When its date is in doubt (no year, outside the section that it was filed under or outside the
// programme, a weekday that contradicts it) it counts in the year it was filed under until a person decides, and shows among those to
// review: moving it on our own would change a figure without anybody having said so (docs/adr/0004-year-in-doubt.md).
//
// # History
//
// Entries are never changed in place. Each version is a row; its hash covers its content and the hash of the row written before it, of
// whatever entry. The only column written later is known_to, when a newer version takes over. What was known at a past moment is the set
// of versions whose known_from..known_to holds it.
//
//	from      act         to       who
//	-         recorded    current  the record's import
//	current   corrected   current  a later import of the record, a mention of it elsewhere
//	current   attributed  current  a new agreement
//	current   removed     -        undoing the import
//	-         restored    current  importing the record again
package ledger
