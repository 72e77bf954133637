package report

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/frdate"
	"maillage/internal/kit/importer"
	"maillage/internal/kit/lang"
	"maillage/internal/programme/agreement"
)

// SettingsFile is the file of a report's folder that names the others.
const SettingsFile = "report.toml"

// maxText bounds one file of text, in bytes: a sheet of three years has ten thousand.
const maxText = 1 << 20

// Settings say what a report is made of.
type Settings struct {
	Title      lang.Text
	Subtitle   lang.Text
	Cover      string   // file of the opening text; "" when there is none
	KeyFigures []string // indicators told on the cover, the first one large
	Sheets     []SheetSettings

	Testimonies []TestimonySettings
	Partners    []PartnerSettings
	Logos       []LogoSettings
}

// TestimonySettings are words that somebody agreed to see published. Who is a role and an organisation.
type TestimonySettings struct {
	Axis    string         `toml:"axis"` // "" for the whole programme
	Words   lang.Text      `toml:"words"`
	Who     lang.Text      `toml:"who"`
	Date    toml.LocalDate `toml:"date"`
	Where   string         `toml:"where"`
	Consent bool           `toml:"consent"` // given in writing; without it the words are not published
}

func (t TestimonySettings) when(language string) string {
	if t.Date == (toml.LocalDate{}) {
		return ""
	}
	return frdate.LongDay(t.Date.String(), language)
}

// PartnerSettings say what a partner's role was; its name is compared without accents and capitals.
type PartnerSettings struct {
	Name string    `toml:"name"`
	Role lang.Text `toml:"role"`
}

// LogoSettings name the picture of a funder, a PNG or JPEG file of the folder.
type LogoSettings struct {
	Funder string `toml:"funder"`
	File   string `toml:"file"`
}

func (s Settings) roleOf(partner string) lang.Text {
	for _, p := range s.Partners {
		if importer.Fold(p.Name) == importer.Fold(partner) {
			return p.Role
		}
	}
	return lang.Text{}
}

// SheetSettings name the file that holds the sheet of an axis.
type SheetSettings struct {
	Axis string `toml:"axis"`
	File string `toml:"file"`
}

// settingsFile is the TOML document, documented in docs/formats.md.
type settingsFile struct {
	Report struct {
		Title      lang.Text `toml:"title"`
		Subtitle   lang.Text `toml:"subtitle"`
		Cover      string    `toml:"cover"`
		KeyFigures []string  `toml:"key_figures"`
	} `toml:"report"`
	Sheets      []SheetSettings     `toml:"sheet"`
	Testimonies []TestimonySettings `toml:"testimony"`
	Partners    []PartnerSettings   `toml:"partner"`
	Logos       []LogoSettings      `toml:"logo"`
}

// ReadSettings reads report.toml. Errors: invalid, naming the line or what is missing.
func ReadSettings(content []byte) (Settings, error) {
	var f settingsFile
	if err := agreement.DecodeTOML(content, &f); err != nil {
		return Settings{}, err
	}
	s := Settings{Title: f.Report.Title, Subtitle: f.Report.Subtitle, Cover: f.Report.Cover, KeyFigures: f.Report.KeyFigures, Sheets: f.Sheets,
		Testimonies: f.Testimonies, Partners: f.Partners, Logos: f.Logos}
	var faults []lang.Text
	if s.Title.FR == "" {
		faults = append(faults, lang.Text{FR: "title.fr manque", EN: "title.fr is missing"})
	}
	if len(s.Sheets) == 0 {
		faults = append(faults, lang.Text{FR: "aucune fiche : écrivez au moins un [[sheet]]", EN: "no sheet: write at least one [[sheet]]"})
	}
	faults = append(faults, s.checkTestimonies()...)
	seen := map[string]bool{}
	for _, name := range s.files() {
		if seen[name] {
			faults = append(faults, textf("le fichier « %s » est nommé deux fois", "the file “%s” is named twice", name))
		}
		if !fs.ValidPath(name) || path.Ext(name) != ".md" {
			faults = append(faults, textf("« %s » n’est pas un fichier .md du dossier", "“%s” is not a .md file of the folder", name))
		}
		seen[name] = true
	}
	return s, settingsError(faults)
}

// checkTestimonies refuses words without their author or their author's consent: they would be published.
func (s Settings) checkTestimonies() []lang.Text {
	var faults []lang.Text
	for i, t := range s.Testimonies {
		switch {
		case t.Words.FR == "" || t.Who.FR == "":
			faults = append(faults, textf("témoignage %d : words.fr et who.fr sont nécessaires", "testimony %d: words.fr and who.fr are needed", i+1))
		case !t.Consent:
			faults = append(faults, textf("témoignage %d : sans « consent = true », il ne peut pas être publié", "testimony %d: without “consent = true” it cannot be published", i+1))
		}
	}
	return faults
}

func settingsError(faults []lang.Text) error {
	if len(faults) == 0 {
		return nil
	}
	var fr, en []string
	for _, f := range faults {
		fr, en = append(fr, f.FR), append(en, f.EN)
	}
	return apperr.New(apperr.Invalid, "report.settings",
		SettingsFile+" : "+strings.Join(fr, " ; ")+".", SettingsFile+": "+strings.Join(en, "; ")+".")
}

// files lists the texts in the order of the report.
func (s Settings) files() []string {
	var list []string
	if s.Cover != "" {
		list = append(list, s.Cover)
	}
	for _, x := range s.Sheets {
		list = append(list, x.File)
	}
	return list
}

// checkAxes says which sheets stand for no axis of the agreement, or for one that has a sheet already.
func (s Settings) checkAxes(a *agreement.Agreement) error {
	var faults []lang.Text
	var seen []string
	for _, x := range s.Sheets {
		if _, ok := a.Axis(x.Axis); !ok {
			faults = append(faults, textf("l’axe « %s » n’est pas dans la convention", "the axis “%s” is not in the agreement", x.Axis))
		}
		if slices.Contains(seen, x.Axis) {
			faults = append(faults, textf("l’axe « %s » a deux fiches", "the axis “%s” has two sheets", x.Axis))
		}
		seen = append(seen, x.Axis)
	}
	return settingsError(faults)
}

// Text is one file of a report as people wrote it.
type Text struct {
	File     string `bun:"file" json:"file"`
	Position int    `bun:"position" json:"position"`
	Axis     string `bun:"axis" json:"axis"` // "" for the opening text
	Body     string `bun:"body" json:"body"`
	Version  int    `bun:"version" json:"version"`
}

// readTexts reads the files that settings name.
func readTexts(dir fs.FS, s Settings) ([]Text, error) {
	axes := map[string]string{}
	for _, x := range s.Sheets {
		axes[x.File] = x.Axis
	}
	var texts []Text
	for i, name := range s.files() {
		body, err := fs.ReadFile(dir, name)
		if err != nil {
			return nil, apperr.Newf(apperr.Invalid, "report.file", "Le fichier « %s », nommé dans %s, ne se lit pas : il devrait être dans le même dossier.",
				"The file “%s”, named in %s, cannot be read: it should be in the same folder.", name, SettingsFile).Because(err)
		}
		if len(body) > maxText {
			return nil, apperr.Newf(apperr.Invalid, "report.file_size", "Le fichier « %s » dépasse %d octets.", "The file “%s” is larger than %d bytes.", name, maxText)
		}
		text := strings.ReplaceAll(strings.TrimPrefix(strings.ToValidUTF8(string(body), "\uFFFD"), "\uFEFF"), "\r\n", "\n")
		texts = append(texts, Text{File: name, Position: i, Axis: axes[name], Body: text})
	}
	return texts, nil
}
