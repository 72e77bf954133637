package importer

import (
	"crypto/sha256"
	"encoding/json"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"maillage/internal/kit/apperr"
	"maillage/internal/kit/tabular"
)

// columns is the mapping of one file: which column holds which field.
type columns struct {
	headers []string
	fields  []string // by column; "" when the column is left out
	order   []string // field names in the order of the target
	ident   []string
	ignored []string
}

// Fold makes headers comparable: lower case, no accents, letters and digits only, single spaces.
func Fold(s string) string {
	var b strings.Builder
	space := false
	for _, c := range norm.NFD.String(strings.ToLower(s)) {
		switch {
		case unicode.Is(unicode.Mn, c):
		case unicode.IsLetter(c) || unicode.IsDigit(c) || c == '°':
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(c)
		default:
			space = true
		}
	}
	return b.String()
}

// mapColumns guesses the field of each column: what the caller says, else what served last time, else the field's usual headers.
func mapColumns(headers []string, fields []Field, kept, said map[string]string) (columns, error) {
	c := columns{headers: headers, fields: make([]string, len(headers)), ignored: []string{}}
	usual, known := map[string]string{}, map[string]bool{}
	for _, f := range fields {
		c.order = append(c.order, f.Name)
		known[f.Name] = true
		if f.Identity {
			c.ident = append(c.ident, f.Name)
		}
		for _, h := range append([]string{f.Name, f.Label.FR, f.Label.EN}, f.Headers...) {
			if _, taken := usual[Fold(h)]; !taken {
				usual[Fold(h)] = f.Name
			}
		}
	}
	folded := map[string]string{}
	for header, field := range said {
		if field != "" && !known[field] {
			return c, apperr.Newf(apperr.Invalid, "import.field", "Le champ « %s » n’existe pas pour cette nature. Champs possibles : %s.",
				"There is no field “%s” for this kind. Possible fields: %s.", field, strings.Join(c.order, ", "))
		}
		folded[Fold(header)] = field
	}
	used := map[string]bool{}
	for i, header := range headers {
		field, ok := folded[Fold(header)]
		if !ok {
			if field, ok = kept[Fold(header)]; !ok {
				field = usual[Fold(header)]
			}
		}
		if field == "" || used[field] || !known[field] {
			if strings.TrimSpace(header) != "" {
				c.ignored = append(c.ignored, header)
			}
			continue
		}
		c.fields[i], used[field] = field, true
	}
	return c, c.complete(fields, used)
}

func (c columns) complete(fields []Field, used map[string]bool) error {
	for _, f := range fields {
		if f.Required && !used[f.Name] {
			return apperr.Newf(apperr.Invalid, "import.column_missing",
				"Il manque la colonne « %[1]s ». Colonnes lues : %[2]s. Renommez l’en-tête, ou indiquez la colonne avec --map \"En-tête=%[3]s\".",
				"The column “%[4]s” is missing. Columns read: %[2]s. Rename the header, or name the column with --map \"Header=%[3]s\".",
				f.Label.FR, strings.Join(c.headers, ", "), f.Name, f.Label.In("en"))
		}
	}
	if len(used) == 0 {
		return apperr.Newf(apperr.Invalid, "import.no_column", "Aucune colonne n’est reconnue parmi : %s.", "None of these columns is known: %s.", strings.Join(c.headers, ", "))
	}
	return nil
}

// told is the mapping as people read it: header → field.
func (c columns) told() map[string]string {
	m := map[string]string{}
	for i, f := range c.fields {
		if f != "" {
			m[c.headers[i]] = f
		}
	}
	return m
}

// header names the column of a field as the file writes it.
func (c columns) header(field string) string {
	for i, f := range c.fields {
		if f == field {
			return c.headers[i]
		}
	}
	return field
}

func (c columns) row(raw tabular.Row, o Options) Row {
	r := Row{Line: raw.Number, Title: raw.Title, Options: o, Cells: make(map[string]string, len(c.order))}
	for i, field := range c.fields {
		if field != "" && i < len(raw.Cells) && raw.Cells[i] != "" {
			r.Cells[field] = raw.Cells[i]
		}
	}
	return r
}

// identity returns the reference of a row, or the hash of its identifying cells.
func (c columns) identity(r Row) (ref string, ident [12]byte) {
	if ref = strings.TrimSpace(r.Get(Reference)); ref != "" {
		return ref, ident
	}
	var b strings.Builder
	b.WriteString(r.Title)
	for _, field := range c.ident {
		b.WriteByte(0)
		b.WriteString(r.Get(field))
	}
	sum := sha256.Sum256([]byte(b.String()))
	copy(ident[:], sum[:12])
	return "", ident
}

// kept is how a row is written down: its cells in the order of the fields, then what else changed how it was read.
type kept struct {
	Cells       [][2]string `json:"c"`
	Title       string      `json:"title,omitempty"`
	Period      string      `json:"period,omitempty"`
	SeveralDays string      `json:"several_days,omitempty"`
}

func encodeCells(r Row, order []string) string {
	k := kept{Cells: make([][2]string, 0, len(r.Cells)), Title: r.Title, Period: r.Options.Period, SeveralDays: r.Options.SeveralDays}
	for _, field := range order {
		if v := r.Cells[field]; v != "" {
			k.Cells = append(k.Cells, [2]string{field, v})
		}
	}
	b, err := json.Marshal(k)
	if err != nil {
		panic(err) // strings always marshal
	}
	return string(b)
}

func decodeCells(line int, cells string) (Row, error) {
	var k kept
	if err := json.Unmarshal([]byte(cells), &k); err != nil {
		return Row{}, err
	}
	r := Row{Line: line, Title: k.Title, Options: Options{Period: k.Period, SeveralDays: k.SeveralDays}, Cells: make(map[string]string, len(k.Cells))}
	for _, c := range k.Cells {
		r.Cells[c[0]] = c[1]
	}
	return r, nil
}
