package evidence

import (
	"time"

	"maillage/internal/kit/lang"
)

// State says what is kept of an item.
type State string

// The states.
const (
	Stored      State = "stored"
	NotCaptured State = "not_captured"
)

// MaxSize bounds one file, in bytes.
const MaxSize = 64 << 20

// Item is one piece of evidence.
type Item struct {
	ID       string    `bun:"id" json:"id"`
	Version  int       `bun:"version" json:"version"`
	Kind     string    `bun:"kind" json:"kind"`
	Title    string    `bun:"title" json:"title"`
	Activity string    `bun:"activity" json:"activity,omitempty"`
	Link     string    `bun:"link" json:"link,omitempty"`
	SHA256   string    `bun:"sha256" json:"sha256,omitempty"`
	Size     int64     `bun:"size" json:"size,omitempty"`
	Type     string    `bun:"type" json:"type,omitempty"` // sniffed from the content, never from the name
	Filename string    `bun:"filename" json:"filename,omitempty"`
	DatedOn  string    `bun:"dated_on" json:"dated_on,omitempty"`
	State    State     `bun:"state" json:"state"`
	AddedAt  time.Time `bun:"added_at" json:"added_at"`
	Record   string    `bun:"record" json:"-"`
	Entries  int       `bun:"entries" json:"entries"`
}

// digested is what the audit trail keeps the digest of.
type digested struct {
	Item    Item
	Entries []string
}

// Hole is one kind of evidence that an activity requires, with how many of its entries have it.
type Hole struct {
	Activity  string `bun:"activity" json:"activity"`
	Kind      string `bun:"kind" json:"kind"`
	Need      int    `bun:"need" json:"need"`
	Have      int    `bun:"have" json:"have"`
	Announced int    `bun:"announced" json:"announced"`
}

// Missing is how many entries lack the kind.
func (h Hole) Missing() int { return h.Need - h.Have }

// StateName names a state for people.
func StateName(s State, language string) string {
	names := map[State]lang.Text{Stored: {FR: "fichier conservé", EN: "file kept"}, NotCaptured: {FR: "lien non capturé", EN: "link not captured"}}
	return names[s].In(language)
}
