// Package evidence keeps what proves entries (pièces justificatives): files in a blob store with their SHA-256, kind and type, and links
// that stand for a file nobody captured yet.
//
// A stored file may prove many entries and an entry may have many files. The agreement says which kinds each entry of an activity needs;
// what is not there is a hole, listed with the entries concerned. A link alone fills no hole: a page behind a private address proves
// nothing to an auditor, so it is told as announced.
//
//	from          act       to
//	-             added     stored (a file) or not_captured (a link)
//	stored        removed   -   (undoing the import; the file stays in the store for the history)
package evidence
