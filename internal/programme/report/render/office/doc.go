// Package office writes a built report as ODT and DOCX, for those who must correct, sign or assemble it in a word processor.
//
// The document is walked once (walk) into elements that both formats have: headings, paragraphs, lists, tables with repeated heads, pictures,
// footnotes, bookmarks, a contents field. Two small writers turn elements into content.xml and word/document.xml; so the formats cannot differ
// in what they say. Rows of long lists are written as they are walked.
//
// How things look is decided in template/, two folders of XML parts that were designed once: styles, page, header, footer, numbering. A person
// may restyle them; where the program puts something, they hold a processing instruction such as <?maillage title?>.
//
// Words are those of the page (package render). The same document gives the same bytes.
package office
