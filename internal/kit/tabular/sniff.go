package tabular

import (
	"bytes"
	"io"
	"path/filepath"
	"strings"

	"maillage/internal/kit/apperr"
)

// sniff tells the format from the first bytes, and refuses what people send by mistake with a word on what to do.
func sniff(r io.ReaderAt, name string) (string, error) {
	head := make([]byte, 512)
	n, err := r.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return "", err
	}
	head = head[:n]
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")) && bytes.Contains(head, []byte("opendocument.spreadsheet")):
		return "", otherFormat("OpenDocument (.ods)")
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), strings.EqualFold(filepath.Ext(name), ".xlsx"):
		if bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")) {
			return "", apperr.New(apperr.Invalid, "tabular.encrypted", "Ce classeur est protégé par un mot de passe. Retirez la protection et enregistrez-le de nouveau.",
				"This workbook is protected by a password. Remove the protection and save it again.")
		}
		return "xlsx", nil
	case bytes.HasPrefix(head, []byte("\xd0\xcf\x11\xe0")):
		return "", otherFormat("Excel 97-2003 (.xls)")
	case bytes.HasPrefix(head, []byte("%PDF")):
		return "", otherFormat("PDF")
	case bytes.HasPrefix(bytes.ToLower(bytes.TrimSpace(head)), []byte("<!doctype")), bytes.HasPrefix(bytes.ToLower(bytes.TrimSpace(head)), []byte("<html")):
		return "", otherFormat("HTML")
	}
	return "csv", nil
}

func otherFormat(kind string) error {
	return apperr.Newf(apperr.Invalid, "tabular.format", "Ce fichier est au format %s. Ouvrez-le dans votre tableur et enregistrez-le en .xlsx ou en « CSV UTF-8 ».",
		"This file is in the format %s. Open it in your spreadsheet and save it as .xlsx or “CSV UTF-8”.", kind)
}
