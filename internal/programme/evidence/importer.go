package evidence

import (
	"context"
	"net/url"
	"os"
	"path/filepath"
	"slices"
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
		{Name: "redacted", Label: lang.Text{FR: "Copie caviardée", EN: "Redacted copy"}, Headers: []string{"Copie expurgée", "Copie publiable"}},
		{Name: "free", Label: lang.Text{FR: "Publiable telle quelle", EN: "Publishable as is"}, Headers: []string{"Publiable"}},
		{Name: "deliverable", Label: lang.Text{FR: "Livrable", EN: "Deliverable"}, Headers: []string{"Code du livrable"}},
		{Name: "published_on", Label: lang.Text{FR: "Publié le", EN: "Published on"}, Headers: []string{"Publiée le", "Date de publication"}},
		{Name: "published_link", Label: lang.Text{FR: "Publié à", EN: "Published at"}, Headers: []string{"Publiée à", "Adresse de publication"}},
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
	item     Item
	file     beside
	redacted beside
	entries  []string
}

// beside is a file that a row names. When an import is undone the row comes back from what was kept of it, and its file is no longer beside:
// then the path is empty, and the name finds it among the files kept.
type beside struct {
	name string // as the row writes it, "" for none
	path string
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
	p.file, p.redacted = c.file("file"), c.file("redacted")
	c.link(p)
	c.copies(p)
	p.item.Free = c.free()
	p.item.Deliverable = c.deliverable()
	p.item.PublishedOn, p.item.PublishedLink = c.publication()
	p.entries = c.entries()
	if date := r.Get("date"); date != "" {
		p.item.DatedOn = frdate.Read(date, frdate.Context{}).Start
	}
	if p.item.Title == "" {
		p.item.Title = strings.TrimSpace(p.item.Link + filepath.Base(p.file.name))
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
func (c *check) file(field string) beside {
	cell := c.r.Get(field)
	if cell == "" {
		return beside{}
	}
	path := filepath.FromSlash(cell)
	full := filepath.Join(c.s.folder, path)
	info, err := os.Lstat(full)
	if !filepath.IsLocal(path) || err != nil || !info.Mode().IsRegular() {
		c.refuse(field, "file", lang.Text{FR: "Le fichier « " + cell + " » n’est pas à côté du fichier importé.", EN: "The file “" + cell + "” is not beside the imported file."},
			lang.Text{FR: "Placez-le dans le même dossier ou un de ses sous-dossiers.", EN: "Put it in the same folder or one below it."})
		return beside{name: cell}
	}
	return beside{name: cell, path: full}
}

func (c *check) link(p payload) {
	if p.file.path != "" && p.item.Link == "" {
		return
	}
	if p.file.path == "" && p.item.Link == "" {
		if p.item.Title == "" && len(c.refused) == 0 {
			c.refuse("title", "empty", lang.Text{FR: "La pièce n’a ni titre, ni lien, ni fichier.", EN: "The piece has no title, no link and no file."},
				lang.Text{FR: "Donnez au moins son titre.", EN: "Give at least its title."})
		}
		return
	}
	c.address("link", p.item.Link)
}

func (c *check) address(field, link string) {
	u, err := url.Parse(link)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		c.refuse(field, "link", lang.Text{FR: "« " + link + " » n’est pas une adresse web.", EN: "“" + link + "” is not a web address."},
			lang.Text{FR: "Écrivez-la en entier, avec https://.", EN: "Write it in full, with https://."})
	}
}

// copies refuses a redacted copy of nothing: what it leaves out must be there to compare.
func (c *check) copies(p payload) {
	if p.redacted.name != "" && p.file.name == "" {
		c.refuse("redacted", "redacted_alone", lang.Text{FR: "La copie caviardée n’a pas d’original.", EN: "The redacted copy has no original."},
			lang.Text{FR: "Indiquez le fichier d’origine dans la colonne « Fichier ».", EN: "Name the original file in the column “File”."})
	}
}

func (c *check) free() bool {
	switch cell := c.r.Get("free"); importer.Fold(cell) {
	case "", "non", "no":
	case "oui", "yes", "x":
		return true
	default:
		c.refuse("free", "yes_or_no", lang.Text{FR: "« " + cell + " » n’est ni oui, ni non.", EN: "“" + cell + "” is neither yes nor no."},
			lang.Text{FR: "Écrivez oui ou non.", EN: "Write yes or no."})
	}
	return false
}

func (c *check) deliverable() string {
	cell := c.r.Get("deliverable")
	if cell == "" {
		return ""
	}
	var codes []string
	for _, d := range c.s.agreement.Deliverables {
		if d.Code == cell || importer.Fold(d.Name.FR) == importer.Fold(cell) {
			return d.Code
		}
		codes = append(codes, d.Code)
	}
	list := strings.Join(codes, ", ")
	c.refuse("deliverable", "deliverable_unknown", lang.Text{FR: "La convention n’a pas de livrable « " + cell + " ».", EN: "The agreement has no deliverable “" + cell + "”."},
		lang.Text{FR: "Écrivez l’un de : " + list + ", ou ajoutez-le à la convention.", EN: "Write one of: " + list + ", or add it to the agreement."})
	return ""
}

func (c *check) publication() (on, link string) {
	if link = c.r.Get("published_link"); link != "" {
		c.address("published_link", link)
	}
	cell := c.r.Get("published_on")
	if cell == "" {
		return "", link
	}
	if on = frdate.Read(cell, frdate.Context{}).Start; on == "" {
		c.refuse("published_on", "date", lang.Text{FR: "La date « " + cell + " » ne se lit pas.", EN: "The date “" + cell + "” cannot be read."},
			lang.Text{FR: "Écrivez-la telle que 14/03/2019.", EN: "Write it such as 14/03/2019."})
	}
	return on, link
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
	slices.Sort(ids)
	return slices.Compact(ids) // a cell may name an entry twice
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
