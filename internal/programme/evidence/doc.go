// Package evidence keeps what proves entries (pièces justificatives): files in a blob store with their SHA-256, kind and type, and links
// that stand for a file nobody captured yet.
//
// A stored file may prove many entries and an entry may have many files. The agreement says which kinds each entry of an activity needs;
// what is not there is a hole, listed with the entries concerned. A link alone fills no hole: a page behind a private address proves
// nothing to an auditor, so it is told as announced.
//
//	from          act        to
//	-             added      stored (a file) or not_captured (a link)
//	not_captured  captured   stored: what the link answered on that day (ADR 0012)
//	stored        redacted   stored, with a copy that may be published
//	stored        freed      stored, and may be published as it is
//	stored        withheld   stored, and nothing of it may be published
//	any           removed    withdrawn: its import was undone; row and files stay, for as long as proofs have to be kept
//
// Vocabulary: copie publiable (the redacted copy), durée de conservation (Retention), livrable (a deliverable of the agreement, under which
// pieces are filed), capture (a File of origin captured). No file is ever taken away by a verb: evidence_file only grows.
//
//	who           read  capture, redact, free, withhold  check links
//	this machine  yes   yes                              no
//	command line  yes   yes                              yes
package evidence
