package evidence

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	"maillage/internal/kit/frdate"
	"maillage/internal/kit/importer"
	"maillage/internal/kit/lang"
	"maillage/internal/programme/agreement"
)

// TargetKind is the name of imports of evidence.
const TargetKind = "evidence"

type target struct{ service *Service }

// Target offers evidence to imports: one row for each piece.
func (s *Service) Target() importer.Target { return target{s} }

func (t target) Kind() string { return TargetKind }

func (t target) Fields() []importer.Field {
	return []importer.Field{
		{Name: importer.Reference, Label: lang.Text{FR: "Référence", EN: "Reference"}, Headers: []string{"Réf", "N°"}},
		{Name: "entries", Label: lang.Text{FR: "Réalisation", EN: "Entry"}, Headers: []string{"Réalisations", "Prouve"}, Identity: true},
		{Name: "activity", Label: lang.Text{FR: "Activité", EN: "Activity"}, Identity: true},
		{Name: "kind", Label: lang.Text{FR: "Nature", EN: "Kind"}, Required: true, Identity: true},
		{Name: "title", Label: lang.Text{FR: "Titre", EN: "Title"}, Headers: []string{"Intitulé", "Pièce", "Libellé"}, Identity: true},
		{Name: "link", Label: lang.Text{FR: "Lien", EN: "Link"}, Headers: []string{"Adresse", "URL"}, Identity: true},
		{Name: "file", Label: lang.Text{FR: "Fichier", EN: "File"}, Headers: []string{"Document"}, Identity: true},
		{Name: "date", Label: lang.Text{FR: "Date", EN: "Date"}},
		{Name: "note", Label: lang.Text{FR: "Remarque", EN: "Note"}, Headers: []string{"Commentaire"}},
	}
}

func (t target) Begin(ctx context.Context, o importer.Options) (importer.Session, error) {
	a, err := t.service.Agreements.Current(ctx)
	if err != nil {
		return nil, err
	}
	return &session{service: t.service, agreement: a, folder: o.Folder, outside: ctx}, nil
}

// payload is one row that can be taken.
type payload struct {
	item    Item
	path    string // of the file to store, "" for a link
	entries []string
}

type session struct {
	service   *Service
	agreement *agreement.Agreement
	folder    string
	outside   context.Context
}

func (s *session) Read(r importer.Row) (any, []importer.Refusal) {
	c := check{s: s, r: r}
	p := payload{item: Item{Title: r.Get("title"), Link: r.Get("link"), Kind: c.kind(), Activity: c.activity(), State: NotCaptured}}
	p.path = c.file()
	c.link(p)
	p.entries = c.entries()
	if date := r.Get("date"); date != "" {
		p.item.DatedOn = frdate.Read(date, frdate.Context{}).Start
	}
	if p.item.Title == "" {
		p.item.Title = strings.TrimSpace(p.item.Link + filepath.Base(p.path))
	}
	return p, c.refused
}

// check collects what is wrong with a row.
type check struct {
	s       *session
	r       importer.Row
	refused []importer.Refusal
}

func (c *check) refuse(field, code string, reason, mend lang.Text) {
	c.refused = append(c.refused, importer.Refuse(c.r, field, code, reason, mend))
}

func (c *check) kind() string {
	cell := c.r.Get("kind")
	var codes []string
	for _, k := range c.s.agreement.EvidenceKinds {
		if k.Code == cell || importer.Fold(k.Name.FR) == importer.Fold(cell) {
			return k.Code
		}
		codes = append(codes, k.Code)
	}
	list := strings.Join(codes, ", ")
	c.refuse("kind", "evidence_kind", lang.Text{FR: "La nature de pièce « " + cell + " » n’existe pas dans la convention.", EN: "There is no kind of evidence “" + cell + "” in the agreement."},
		lang.Text{FR: "Écrivez l’une de : " + list + ".", EN: "Write one of: " + list + "."})
	return ""
}

func (c *check) activity() string {
	number := c.r.Get("activity")
	_, activity := c.s.agreement.Activity(number)
	_, axis := c.s.agreement.Axis(number)
	if number != "" && !activity && !axis {
		c.refuse("activity", "activity_unknown", lang.Text{FR: "L’activité « " + number + " » n’existe pas.", EN: "There is no activity “" + number + "”."},
			lang.Text{FR: "Écrivez son numéro, tel que 1.2.", EN: "Write its number, such as 1.2."})
	}
	return number
}

// file accepts only files under the folder of the imported file: a path that leaves it could read anything on the machine.
func (c *check) file() string {
	cell := c.r.Get("file")
	if cell == "" {
		return ""
	}
	path := filepath.FromSlash(cell)
	full := filepath.Join(c.s.folder, path)
	info, err := os.Lstat(full)
	if !filepath.IsLocal(path) || err != nil || !info.Mode().IsRegular() {
		c.refuse("file", "file", lang.Text{FR: "Le fichier « " + cell + " » n’est pas à côté du fichier importé.", EN: "The file “" + cell + "” is not beside the imported file."},
			lang.Text{FR: "Placez-le dans le même dossier ou un de ses sous-dossiers.", EN: "Put it in the same folder or one below it."})
		return ""
	}
	return full
}

func (c *check) link(p payload) {
	if p.path != "" && p.item.Link == "" {
		return
	}
	if p.path == "" && p.item.Link == "" {
		if p.item.Title == "" && len(c.refused) == 0 {
			c.refuse("title", "empty", lang.Text{FR: "La pièce n’a ni titre, ni lien, ni fichier.", EN: "The piece has no title, no link and no file."},
				lang.Text{FR: "Donnez au moins son titre.", EN: "Give at least its title."})
		}
		return
	}
	u, err := url.Parse(p.item.Link)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		c.refuse("link", "link", lang.Text{FR: "« " + p.item.Link + " » n’est pas une adresse web.", EN: "“" + p.item.Link + "” is not a web address."},
			lang.Text{FR: "Écrivez-la en entier, avec https://.", EN: "Write it in full, with https://."})
	}
}

func (c *check) entries() []string {
	var ids []string
	for reference := range strings.FieldsFuncSeq(c.r.Get("entries"), func(r rune) bool { return r == ',' || r == ';' || r == '\n' }) {
		reference = strings.TrimSpace(reference)
		found, err := c.s.service.Ledger.ByReference(c.s.outside, reference)
		if err != nil {
			c.refuse("entries", "reference_unknown", lang.Text{FR: "Aucune réalisation n’a la référence « " + reference + " ».", EN: "No entry has the reference “" + reference + "”."},
				lang.Text{FR: "Importez d’abord le fichier qui la contient, ou corrigez la référence.", EN: "Import the file that holds it first, or mend the reference."})
			continue
		}
		ids = append(ids, found...)
	}
	return ids
}

func (s *session) Save(ctx context.Context, changes []importer.Change) error {
	for _, c := range changes {
		p, _ := c.Payload.(payload)
		if err := s.service.save(ctx, c, p); err != nil {
			return err
		}
	}
	return nil
}

func (s *session) End(context.Context) error { return nil }
