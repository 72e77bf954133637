// Package report writes what funders read (bilan, fiches action): people's text in Markdown with live figures in it, and around it what the
// ledger tells by itself: the cover, lists, tables, charts, the list of entries, the index of missing evidence, the pile of what belongs to
// no funder.
//
// Vocabulary: a sheet (fiche action) is the text of one axis under twelve fixed headings; a reference is a live figure in the text,
// {{tour.stops 2019}}, or a block alone on its line, {{table tour.stops by=year,funder}}; the perimeter is what one funder pays for; a finding
// is something that the build could not tell, with its place and the way to mend it.
//
// The settings and texts of a report are replaced as a whole by an import; each replacement raises the version and leaves a line in the
// audit trail. Building reads and never writes: the same texts and the same moment (Options.AsOf) give the same document.
//
// # Draft and final
//
// A draft is always built: an unknown key or a value that nobody recorded stands in red where it should be read. A final document is refused
// as long as one is left, with the list of all of them.
//
// # Variances
//
// What differs from what was promised declares itself: a target missed, an activity without an entry, entries outside their planned months. A
// person closes a variance with a reason, a corrective measure or the funder's agreement; when one of its terms moves, it is open again.
//
//	from    act       to      who
//	-       proposed  open    the rules, at each build
//	open    closed    closed  who answers for the report
//	closed  reopened  open    who answers for the report
//	closed  -         open    a term that moves
//
// # Versions
//
// Keep builds the report of a moment, prints it and keeps its content under its hash (docs/adr/0016). Difference tells which figures would move
// today, because of which entries; Replay computes a version again as of its moment and must find what was printed.
//
// # Cost
//
// All figures of a document come from one call to indicator.Service, whatever their number; each list block is one query, and the list of
// entries with its evidence is two.
//
//	who           read, build  import, close a variance, keep a version
//	everybody     yes          no
//	command line  yes          yes
//	this machine  yes          closing and keeping, by its pages
package report
