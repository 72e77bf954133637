// Package importer brings the rows of a file into an installation. It knows no room: a room offers a Target, which reads a row into
// something of its own and saves it; the engine does what every import needs.
//
//   - Columns are guessed from their headers, and the mapping that served is kept for the kind.
//   - A dry run reads everything and writes nothing; its counts are those that applying would give.
//   - A row that cannot be read is refused with the cell, the reason and the way to mend it; the other rows go in.
//   - Identity: a row is the same as an earlier one by its reference, else by its identifying cells and its rank among identical ones.
//     Importing a file twice changes nothing; a row whose other cells differ corrects the earlier one.
//   - One batch is one transaction: after a crash it is wholly there or not at all. A batch can be undone.
//   - The cells of each row are kept as written, so that a room can rebuild what it derived from them.
package importer
