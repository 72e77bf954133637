package arch

// module is the path that all our packages begin with.
const module = "maillage/"

// arrows say which other rooms a room knows: from the room's root, to the roots of others. They are one acyclic list, so a new line is a
// decision to be reviewed: could a hook that app connects, or an interface of the consumer, say it against the arrow?
//
// The pages of a room (its ui) know what their room knows, and what stands on a line of their own.
var arrows = map[string][]string{
	"programme/check":     {"register/territory"},
	"programme/control":   {"programme/agreement", "programme/evidence", "programme/indicator", "programme/ledger"},
	"programme/evidence":  {"programme/agreement", "programme/ledger"},
	"programme/finance":   {"programme/agreement"},
	"programme/indicator": {"programme/agreement", "programme/ledger", "register/territory"},
	"programme/ledger":    {"programme/agreement", "register/territory"},
	"programme/report":    {"programme/agreement", "programme/check", "programme/evidence", "programme/finance", "programme/indicator", "programme/ledger", "register/territory"},

	// The plan shows targets beside what was done and where; a figure its proofs; a piece the figures that it supports; an entry both.
	"programme/agreement/ui": {"programme/indicator", "programme/ledger", "register/territory"},
	"programme/indicator/ui": {"programme/evidence"},
	"programme/evidence/ui":  {"programme/indicator"},
	"programme/ledger/ui":    {"programme/evidence", "programme/indicator"},
}

// foundation are the kit packages below db: they import nothing of ours, and db tells its errors with them.
var foundation = []string{"kit/apperr"}

// drawing are the sub-packages of a room that draw pages: they may know web, and never the database.
var drawing = []string{"ui", "render"}

// floors are the storeys of the house; a room knows only those of its own floor and below.
var floors = []string{"register", "programme", "mission"}

// readers stand on the other side of the ledger: missions write it, these read it, and they never meet elsewhere.
var readers = []string{"programme/indicator", "programme/report", "programme/control"}
