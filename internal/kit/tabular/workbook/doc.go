// Package workbook writes XLSX files of several sheets for people who go on working with them: real dates and numbers, heads that stay in
// sight, filters, widths, pages that print. Rows stream to temporary files, so that a sheet of a million rows costs no more memory than one
// of a thousand. A text is never a formula. The same rows give the same bytes.
package workbook
