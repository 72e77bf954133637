package report

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"maillage/internal/kit/apperr"
)

// Formats are those that a version is printed in.
var Formats = []string{"html", "pdf", "odt", "docx", "xlsx", "json"}

// Lacking are the formats that a version was not printed in.
func Lacking(files []VersionFile) []string {
	there := map[string]bool{}
	for _, f := range files {
		there[f.Format] = true
	}
	list := []string{}
	for _, format := range Formats {
		if !there[format] {
			list = append(list, format)
		}
	}
	return list
}

// Reprint makes files that a version lacks, such as the PDF of one that was kept on a machine without a browser, and adds them to it. The
// document is built again from what the version keeps, as of its moment: unless it is the kept one to the byte, nothing is added. What was
// kept does not change. Errors: not_found; conflict (the version has such a file, or its document cannot be built again).
func (s *Service) Reprint(ctx context.Context, number int, print Printer) ([]VersionFile, error) {
	v, frozen, err := s.Frozen(ctx, number)
	if err != nil {
		return nil, err
	}
	doc, err := s.rebuild(ctx, v, frozen)
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "maillage-version-")
	if err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	names, err := print(ctx, doc, dir)
	if err != nil {
		return nil, err
	}
	files, err := s.keepFiles(ctx, v, dir, names)
	if err != nil {
		return nil, err
	}
	err = s.DB.Tx(ctx, func(ctx context.Context) error {
		if err := (store{s.DB}).addVersionFiles(ctx, files); err != nil {
			return err
		}
		return s.Trail.Record(ctx, "printed", "version", strconv.Itoa(number), v.Hash, strings.Join(names, ", "))
	})
	if apperr.CodeOf(err) == apperr.Conflict {
		return nil, apperr.Newf(apperr.Conflict, "version.file_there", "La version %d a déjà %s : un fichier gardé ne change pas.", "Version %d already has %s: a kept file does not change.",
			number, strings.Join(names, ", ")).Because(err)
	}
	return files, err
}

// told is what a kept document says of its own making, and its pictures; the rest is computed again and compared.
type told struct {
	Version   int       `json:"version"`
	BuiltAt   time.Time `json:"built_at"`
	Letter    *Letter   `json:"letter"`
	Programme struct {
		Funders []struct {
			Code string `json:"code"`
			Logo *Logo  `json:"logo"`
		} `json:"funders"`
	} `json:"programme"`
}

// ground is what the version stood on.
func (f *Frozen) ground(t told) *ground {
	g := &ground{stored: stored{Settings: f.Settings, Texts: f.Texts, version: t.Version}, agreement: f.Agreement, indicators: f.Indicators}
	for _, x := range t.Programme.Funders {
		if x.Logo != nil {
			g.stored.Logos = append(g.stored.Logos, storedLogo{Funder: x.Code, File: x.Logo.File, Type: x.Logo.Type, SHA256: x.Logo.SHA256})
		}
	}
	slices.SortFunc(g.stored.Logos, func(a, b storedLogo) int { return strings.Compare(a.Funder, b.Funder) })
	return g
}

// rebuild builds the document of a version again, with its seal. Errors: conflict when it is not the kept one.
func (s *Service) rebuild(ctx context.Context, v Version, f *Frozen) (*Document, error) {
	differs := func(err error) error {
		return apperr.Newf(apperr.Conflict, "version.rebuild",
			"La version %d ne peut plus être réimprimée : son document, refait à sa date, n’est pas à l’octet près celui qui est scellé (version de Maillage, convention, plan de financement ou pièces remplacées depuis). Ses autres fichiers font foi : imprimez le HTML depuis un navigateur.",
			"Version %d cannot be printed again: its document, built again as of its date, is not to the byte the sealed one (Maillage, the agreement, the financing plan or pieces were replaced since). Its other files stand: print the HTML from a browser.",
			v.Number).Because(err)
	}
	if f.Template != Template {
		return nil, differs(nil)
	}
	var t told
	if err := json.Unmarshal(f.Document, &t); err != nil {
		return nil, err
	}
	b, err := s.buildOn(ctx, Options{Funder: v.Funder, Final: v.Final, Language: v.Language, AsOf: v.AsOf.UTC()}, f.ground(t))
	if apperr.CodeOf(err) == apperr.Invalid {
		return nil, differs(err)
	}
	if err != nil {
		return nil, err
	}
	b.doc.BuiltAt, b.doc.Letter = t.BuiltAt, t.Letter
	content, err := json.Marshal(b.doc)
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(content, f.Document) {
		return nil, differs(nil)
	}
	b.doc.Seal = v.seal()
	return b.doc, nil
}

// seal is what the documents of a version print of it.
func (v Version) seal() *Seal {
	return &Seal{Number: v.Number, Final: v.Final, Label: v.Label, Hash: v.Hash, At: v.KeptAt.UTC(), By: v.Actor}
}
