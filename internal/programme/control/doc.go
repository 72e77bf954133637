// Package control makes the control file (dossier de contrôle de service fait): one archive for a funder that stands alone. It holds the
// report, the figures, the entries behind them, the numbered pieces that prove those, an index with SHA-256, and a viewer that opens from
// the disk. It also draws the samples of an auditor, so that anybody draws the same ones again.
//
// # Words
//
//	line    an activity of the agreement: an operation without cost lines is checked by activity (domain-rules §1.7)
//	R12     an entry, by its number in the funder's report
//	PJ-1.2-003  a piece: the third of activity 1.2, in the order in which pieces were first recorded, so that a new one moves no number
//	moment  what the file says is what was known then: the last change of the installation, or a day asked for
//
// # States of a piece
//
//	kept       its file is in the archive
//	shared     its file is in the archive under the number of another piece with the same content
//	announced  a link that nobody captured: there is no file
//	missing    the file was recorded and is not in the store any more
//	damaged    the file in the store is not the one recorded; it is left out
//
// Nothing here writes to the installation: an archive of one moment is the same bytes each time it is made, by the same key and program.
package control
