package blob

import "slices"

// evidence are the media types that may prove something. Web pages and drawings (HTML, SVG) are not among them: they can run scripts.
var evidence = []string{
	"application/pdf",
	"application/vnd.oasis.opendocument.spreadsheet",
	"application/vnd.oasis.opendocument.text",
	"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
	"application/zip",
	"image/heic",
	"image/heif",
	"image/jpeg",
	"image/png",
	"message/rfc822",
	"text/csv",
	"text/plain",
	"text/tab-separated-values",
}

// EvidenceTypes lists the media types accepted as evidence: PDF, PNG, JPEG, HEIC, ODT, DOCX, XLSX, ODS, CSV, text, e-mail and ZIP.
func EvidenceTypes() []string { return slices.Clone(evidence) }

// IsEvidence says whether a Ref.Type is accepted as evidence.
func IsEvidence(mediaType string) bool { return slices.Contains(evidence, mediaType) }

// Inline says whether a browser may show the file in a page. Everything else is served as an attachment, with nosniff.
func Inline(mediaType string) bool {
	return mediaType == "application/pdf" || mediaType == "image/png" || mediaType == "image/jpeg"
}
