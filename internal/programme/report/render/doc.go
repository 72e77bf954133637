// Package render gives a built report its three forms: one HTML file that opens off line from the disk, the same as PDF with pages, running
// heads and a table of contents, and JSON for machines. ODT and DOCX are in
// office, below. It decides how things look and counts nothing.
//
// Figures are links: a figure leads to its sheet at the end (value, definition, terms, scope, moment), the sheet to the entries behind it, an
// entry to its evidence; the sheet leads back to each place where its figure is told. All of it works without script. The one script of the file
// (reader.js) searches it and shows the sheet of a figure beside the text.
//
// The same templates write the page for a screen and the one for paper (view.paper), on which notes stand at the feet of pages. Blocks that the
// pages of the application draw too are in shared.templ: they take their links as an argument.
//
// PDF is made by what the machine has (see PDF): Chromium with Paged.js, which is in vendor/ with its licence, else WeasyPrint.
package render
