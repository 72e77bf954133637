// Package agreement keeps what was promised: one programme, its funders with their territories and periods, its axes and activities with
// their targets and required evidence, and the natures of things that its team records.
//
// Vocabulary: convention (Agreement), cofinanceur (Funder), axe (Axis), activité (Activity), avenant (Amendment), nature (Kind).
//
// An agreement is read from one TOML file (docs/formats.md) and replaced as a whole; activities are deactivated by an amendment, never
// deleted: a file that drops one which has entries is refused by the ledger. Each replacement raises the revision and leaves a line in
// the audit trail.
//
// Attribution: an entry belongs to the funder whose territory holds the department of the beneficiary, else of the venue, at the date of
// the action. What cannot be attributed keeps a reason and shows in a pile of its own; it is never shared out.
//
//	who           read  import
//	everybody     yes   no
//	command line  yes   yes
package agreement
