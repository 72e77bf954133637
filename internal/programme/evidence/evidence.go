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

// Item is one piece of evidence. What came after the first release is left out of the JSON where it is empty: the audit trail keeps
// digests of items made before.
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

	CapturedAt    *time.Time `bun:"captured_at" json:"captured_at,omitempty"` // when the file came from the link; nil when it was handed in
	Free          bool       `bun:"free" json:"free,omitempty"`               // may be published as it is
	Redacted      string     `bun:"redacted" json:"redacted,omitempty"`       // the id of the redacted copy among its files
	Deliverable   string     `bun:"deliverable" json:"deliverable,omitempty"` // its code in the agreement
	PublishedOn   string     `bun:"published_on" json:"published_on,omitempty"`
	PublishedLink string     `bun:"published_link" json:"published_link,omitempty"` // where it is published, if not at Link

	// Of the redacted copy, read beside the item.
	RedactedSHA256   string `bun:"redacted_sha256" json:"-"`
	RedactedFilename string `bun:"redacted_filename" json:"-"`
	RedactedType     string `bun:"redacted_type" json:"-"`
}

// Publication says what of a piece may be shown outside the team and its auditors.
type Publication string

// The ways. A redacted copy goes before leave to publish the original.
const (
	NotPublishable Publication = "none"
	ByCopy         Publication = "redacted"
	AsItIs         Publication = "free"
)

// Publication is what may be published of the piece.
func (i Item) Publication() Publication {
	switch {
	case i.Redacted != "":
		return ByCopy
	case i.Free && i.State == Stored:
		return AsItIs
	}
	return NotPublishable
}

// Publishable is the one file of the piece that may be published: its redacted copy, else the original when it was freed; ok is false when
// there is none.
func (i Item) Publishable() (sha, filename string, ok bool) {
	switch i.Publication() {
	case ByCopy:
		return i.RedactedSHA256, i.RedactedFilename, true
	case AsItIs:
		return i.SHA256, i.Filename, true
	}
	return "", "", false
}

// PublicationLink is where the piece is published, as far as anybody told.
func (i Item) PublicationLink() string {
	if i.PublishedLink != "" || i.PublishedOn == "" {
		return i.PublishedLink
	}
	return i.Link
}

// links are the addresses that stand in the piece.
func (i Item) links() []string {
	var list []string
	for _, link := range []string{i.Link, i.PublishedLink} {
		if link != "" && (len(list) == 0 || list[0] != link) {
			list = append(list, link)
		}
	}
	return list
}

// inherit keeps what people said of the piece's file when its row comes again with the same file. A redacted copy or a leave to publish of
// another file says nothing of this one.
func (i *Item) inherit(before Item) {
	if i.SHA256 == "" || i.SHA256 != before.SHA256 {
		return
	}
	i.Free = i.Free || before.Free
	if i.Redacted == "" {
		i.Redacted = before.Redacted
	}
}

// Origin says how a file came.
type Origin string

// The origins.
const (
	Imported Origin = "imported"
	Captured Origin = "captured"
	Copied   Origin = "redacted"
)

// File is one file ever kept for a piece. None is taken away when another replaces it.
type File struct {
	ID        string    `bun:"id" json:"id"`
	Item      string    `bun:"item" json:"item"`
	Origin    Origin    `bun:"origin" json:"origin"`
	At        time.Time `bun:"at" json:"at"`
	Actor     string    `bun:"actor" json:"actor"`
	SHA256    string    `bun:"sha256" json:"sha256"`
	Size      int64     `bun:"size" json:"size"`
	Type      string    `bun:"type" json:"type"`
	Filename  string    `bun:"filename" json:"filename"`
	Link      string    `bun:"link" json:"link,omitempty"`             // captured: the address asked
	FinalLink string    `bun:"final_link" json:"final_link,omitempty"` // captured: the address that answered
	Status    int       `bun:"status" json:"status,omitempty"`         // captured: what it answered
	Note      string    `bun:"note" json:"note,omitempty"`
}

// digested is what the audit trail keeps the digest of. Files are those that came after the import, which the item itself does not tell.
type digested struct {
	Item    Item
	Entries []string
	Files   []File `json:",omitempty"`
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

// PublicationName names what may be published, for people.
func PublicationName(p Publication, language string) string {
	names := map[Publication]lang.Text{
		NotPublishable: {FR: "non publiable", EN: "not publishable"}, ByCopy: {FR: "copie publiable", EN: "publishable copy"}, AsItIs: {FR: "publiable telle quelle", EN: "publishable as is"},
	}
	return names[p].In(language)
}
