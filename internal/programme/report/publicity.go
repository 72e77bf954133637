package report

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"slices"
	"strings"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/importer"
	"maillage/internal/kit/lang"
	"maillage/internal/programme/agreement"
)

// maxLogo bounds a funder's picture, in bytes.
const maxLogo = 1 << 20

// logoTypes are the pictures that every format of a document can hold. SVG is not among them: it may carry scripts.
var logoTypes = []string{"image/png", "image/jpeg"}

// european says that the Union pays for a part, so that its emblem must stand beside the mention (domain-rules §1.7, publicity).
func european(f agreement.Funder) bool {
	words := importer.Fold(strings.Join([]string{f.Name.FR, f.Fund.FR, f.Mention.FR}, " "))
	return strings.Contains(words, "europeen") || strings.Contains(words, "union europeenne")
}

// checkPublicity says which funder's block a final document would lack.
func (b *builder) checkPublicity() {
	at := Place{File: SettingsFile, Line: 1, Column: 1}
	tell := func(rule string, f FunderView, message, mend lang.Text) {
		b.divider.found = append(b.divider.found, finding(at, rule, f.Name, message, mend))
	}
	for _, f := range b.doc.Programme.Funders {
		if b.options.Funder != "" && b.options.Funder != f.Code {
			continue
		}
		if f.Mention == "" {
			tell("publicity_missing", f, lang.Text{FR: "Le document ne porte pas la mention de ce cofinanceur.", EN: "The document does not carry this funder’s mention."},
				lang.Text{FR: "Écrivez mention.fr sous ce [[funder]], dans le fichier de la convention.", EN: "Write mention.fr under this [[funder]], in the agreement’s file."})
		}
		if f.Logo == nil && !f.European {
			tell("logo_missing", f, lang.Text{FR: "Le document ne porte pas le logo de ce cofinanceur : son nom en tient lieu.", EN: "The document does not carry this funder’s logo: its name stands for it."},
				textf("Ajoutez à %s : [[logo]] funder = \"%s\", file = \"….png\".", "Add to %s: [[logo]] funder = \"%s\", file = \"….png\".", SettingsFile, f.Code))
		}
	}
}

// keepLogos reads the pictures that the settings name into the store. Errors: invalid for a file that is not there, too large or no picture.
func (s *Service) keepLogos(ctx context.Context, dir fs.FS, settings Settings, a *agreement.Agreement) ([]storedLogo, error) {
	var list []storedLogo
	for _, l := range settings.Logos {
		if _, ok := a.Funder(l.Funder); !ok {
			return nil, settingsError([]lang.Text{textf("logo : le cofinanceur « %s » n’est pas dans la convention", "logo: the funder “%s” is not in the agreement", l.Funder)})
		}
		content, err := fs.ReadFile(dir, l.File)
		if err != nil {
			return nil, apperr.Newf(apperr.Invalid, "report.logo", "Le logo « %s », nommé dans %s, ne se lit pas : il devrait être dans le même dossier.",
				"The logo “%s”, named in %s, cannot be read: it should be in the same folder.", l.File, SettingsFile).Because(err)
		}
		ref, err := s.Blobs.Put(ctx, bytes.NewReader(content), maxLogo)
		if err != nil {
			return nil, err
		}
		if !slices.Contains(logoTypes, ref.Type) {
			return nil, apperr.Newf(apperr.Invalid, "report.logo_type", "Le logo « %s » est de type %s. Donnez une image PNG ou JPEG.", "The logo “%s” is of type %s. Give a PNG or JPEG picture.", l.File, ref.Type)
		}
		list = append(list, storedLogo{Funder: l.Funder, File: l.File, Type: ref.Type, SHA256: ref.SHA256})
	}
	return list, nil
}

// logo opens the picture of a funder; nil when it has none.
func (b *builder) logo(ctx context.Context, funder string) (*Logo, error) {
	for _, l := range b.stored.Logos {
		if l.Funder != funder {
			continue
		}
		r, _, err := b.s.Blobs.Open(ctx, l.SHA256)
		if err != nil {
			return nil, err
		}
		content, err := io.ReadAll(r)
		if closing := r.Close(); err == nil {
			err = closing
		}
		return &Logo{File: l.File, Type: l.Type, SHA256: l.SHA256, Bytes: content}, err
	}
	return nil, nil
}
