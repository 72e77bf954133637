package evidence_test

import (
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/kit/apperr"
	"maillage/internal/kit/audit"
	"maillage/internal/kit/fetch"
	"maillage/internal/kit/importer"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/programmetest"
)

func TestOnlyACopyOrAFreedPieceMayBePublished(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w, _ := load(t, d)
		item, link := named(t, w, "Feuilles de la tournée"), named(t, w, "Programme en ligne")
		if _, _, ok := item.Publishable(); ok || item.Publication() != evidence.NotPublishable {
			t.Error("a piece is publishable before anybody said so")
		}
		if _, _, err := w.Evidence.OpenPublishable(w.Ctx, item); apperr.CodeOf(err) != apperr.NotFound {
			t.Errorf("what may not be published was opened: %v", err)
		}
		for _, c := range []struct {
			id, content string
			want        apperr.Code
		}{
			{item.ID, "<html><script>alert(1)</script></html>", apperr.Invalid}, {item.ID, "%PDF-1.4\n%%EOF\n", apperr.Invalid},
			{link.ID, "%PDF-1.4\n%public\n", apperr.Conflict}, {"inconnue", "%PDF-1.4\n%public\n", apperr.NotFound},
		} {
			if _, err := w.Evidence.Redact(w.Ctx, c.id, "x.pdf", strings.NewReader(c.content), ""); apperr.CodeOf(err) != c.want {
				t.Errorf("redacting %s with %.10q: %v, want %s", c.id, c.content, err, c.want)
			}
		}
		if _, err := w.Evidence.Free(w.Ctx, link.ID); apperr.CodeOf(err) != apperr.Conflict {
			t.Errorf("freeing a link: %v", err)
		}
		freed, err := w.Evidence.Free(w.Ctx, item.ID)
		w.Must(err)
		if sha, name, ok := freed.Publishable(); !ok || sha != item.SHA256 || name != "feuille.pdf" {
			t.Errorf("freed: %s %s %v", sha, name, ok)
		}
		redacted, err := w.Evidence.Redact(w.Ctx, item.ID, "../public.pdf", strings.NewReader("%PDF-1.4\n%public\n"), "noms masqués")
		w.Must(err)
		sha, name, ok := redacted.Publishable()
		if !ok || sha == item.SHA256 || name != "public.pdf" || redacted.Publication() != evidence.ByCopy {
			t.Errorf("redacted: %s %s %v", sha, name, ok)
		}
		content, _, err := w.Evidence.OpenPublishable(w.Ctx, redacted)
		w.Must(err)
		body, err := io.ReadAll(content)
		w.Must(err)
		w.Must(content.Close())
		if !strings.Contains(string(body), "%public") {
			t.Errorf("what is published is %q", body)
		}
		files, err := w.Evidence.Files(w.Ctx, item.ID)
		w.Must(err)
		if len(files) != 2 || files[1].Note != "noms masqués" || files[1].Actor != "test" || files[1].Origin != evidence.Copied {
			t.Errorf("files: %+v", files)
		}
		withheld, err := w.Evidence.Withhold(w.Ctx, item.ID)
		w.Must(err)
		if _, _, ok := withheld.Publishable(); ok {
			t.Error("a piece that was taken back is publishable")
		}
		lines, err := w.Trail.Of(w.Ctx, "evidence", item.ID)
		w.Must(err)
		if got := lines[0].Verb + lines[1].Verb + lines[2].Verb; got != "withheldredactedfreed" {
			t.Errorf("audit: %s", got)
		}
		sound(t, w)
	})
}

const promises = `
[[deliverable]]
code = "annuaire"
name.fr = "Annuaire 2018"
name.en = "Directory 2018"
activity = "1.2"
due = 2018-12-31
publication = true

[[deliverable]]
code = "revue"
name.fr = "Revue"
name.en = "Review"
axis = "2"
`

// files writes files into a folder and imports the one named pieces.csv.
func files(t *testing.T, w *programmetest.World, contents map[string]string) *importer.Result {
	t.Helper()
	dir := t.TempDir()
	for name, content := range contents {
		w.Must(os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600))
	}
	r, err := w.Importer.Run(w.Ctx, w.Evidence.Target(), importer.Request{Path: filepath.Join(dir, "pieces.csv"), Language: "fr"})
	w.Must(err)
	return r
}

func TestImportFilesPiecesUnderDeliverables(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w := programmetest.New(t, d)
		w.Load("tour", stops)
		_, err := w.Agreements.Import(w.Ctx, []byte(programmetest.Programme+promises), "programme.toml")
		w.Must(err)
		r := files(t, w, map[string]string{
			"annuaire.pdf": "%PDF-1.4\n%annuaire\n", "public.pdf": "%PDF-1.4\n%public\n",
			"pieces.csv": `Référence;Activité;Nature;Titre;Fichier;Date;Livrable;Publié le;Publié à;Copie publiable;Publiable telle quelle
P1;1.2;programme;Annuaire;annuaire.pdf;05/12/2018;Annuaire 2018;14/01/2019;https://example.org/annuaire;public.pdf;
P2;2.1;programme;Revue;annuaire.pdf;;revue;;;;oui
P3;2.1;programme;x;;;thèse;;;;
P4;2.1;programme;x;annuaire.pdf;;;bientôt;;;
P5;2.1;programme;x;annuaire.pdf;;;;www;;
P6;2.1;programme;x;annuaire.pdf;;;;;;peut-être
P7;2.1;programme;x;;;;;;public.pdf;
`,
		})
		codes := map[string]bool{}
		for _, x := range r.Refused {
			codes[x.Code] = true
		}
		if r.New != 2 || len(codes) != 5 || !codes["deliverable_unknown"] || !codes["date"] || !codes["link"] || !codes["yes_or_no"] || !codes["redacted_alone"] {
			t.Fatalf("%d new, refused %v", r.New, codes)
		}
		item := named(t, w, "Annuaire")
		if item.Deliverable != "annuaire" || item.PublishedOn != "2019-01-14" || item.PublicationLink() != "https://example.org/annuaire" || item.Publication() != evidence.ByCopy || item.RedactedFilename != "public.pdf" {
			t.Errorf("%+v", item)
		}
		if got := named(t, w, "Revue").Publication(); got != evidence.AsItIs {
			t.Errorf("the review is %s", got)
		}
		list, err := w.Evidence.Deliverables(w.Ctx, "1", time.Time{})
		w.Must(err)
		if len(list) != 1 || list[0].State != evidence.Published || list[0].Proof != evidence.Told || list[0].DeliveredOn != "2018-12-05" || len(list[0].Pieces) != 1 {
			t.Errorf("axis 1: %+v", list)
		}
		past, err := w.Evidence.Deliverables(w.Ctx, "", programmetest.Start.Add(-time.Hour))
		w.Must(err)
		if len(past) != 2 || past[0].State != evidence.Missing || past[1].State != evidence.Due {
			t.Errorf("before anything was handed in: %+v", past)
		}
		_, err = w.Agreements.Import(w.Ctx, []byte(programmetest.Programme), "without.toml")
		if apperr.CodeOf(err) != apperr.Conflict || !strings.Contains(apperr.Message(err, "fr"), "annuaire") {
			t.Errorf("an agreement that drops deliverables with pieces: %v", err)
		}
		sound(t, w)
	})
}

// TestAPublicationIsProvedByItsCapture: the file that was handed in stays the piece; what the address of publication answers is the proof.
func TestAPublicationIsProvedByItsCapture(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w, s := programmetest.New(t, d), site(t)
		w.Evidence.Fetch = fetch.New(fetch.Options{AllowLoopback: true})
		_, err := w.Agreements.Import(w.Ctx, []byte(programmetest.Programme+promises), "programme.toml")
		w.Must(err)
		files(t, w, map[string]string{
			"annuaire.pdf": "%PDF-1.4\n%annuaire\n",
			"pieces.csv":   "Référence;Nature;Titre;Fichier;Livrable;Publié le;Publié à\nP1;programme;Annuaire;annuaire.pdf;annuaire;14/01/2019;" + s.URL + "/carte.pdf\n",
		})
		item, before := named(t, w, "Annuaire"), w.Now()
		w.Pass(time.Hour)
		got, err := w.Evidence.Capture(w.Ctx, item.ID)
		w.Must(err)
		if got.SHA256 != item.SHA256 || got.Filename != "annuaire.pdf" || got.CapturedAt != nil {
			t.Errorf("the capture took the place of the file: %+v", got)
		}
		for at, want := range map[time.Time]evidence.Proof{{}: evidence.OnCapture, before: evidence.Told} {
			list, err := w.Evidence.Deliverables(w.Ctx, "1", at)
			w.Must(err)
			if list[0].Proof != want || list[0].State != evidence.Published {
				t.Errorf("at %s: %+v, want %s", at, list[0], want)
			}
		}
		sound(t, w)
	})
}

// TestACopyBelongsToItsOriginal: the row again with the same file keeps what people said of it; another original loses it.
func TestACopyBelongsToItsOriginal(t *testing.T) {
	w, _ := load(t, dbtest.SQLite(t))
	item := named(t, w, "Feuilles de la tournée")
	_, err := w.Evidence.Redact(w.Ctx, item.ID, "public.pdf", strings.NewReader("%PDF-1.4\n%public\n"), "")
	w.Must(err)
	row := "Référence;Réalisation;Activité;Nature;Titre;Fichier\nP1;A, B;1.1;attendance;Feuilles corrigées;feuille.pdf\n"
	files(t, w, map[string]string{"pieces.csv": row, "feuille.pdf": "%PDF-1.4\n%%EOF\n"})
	if got := named(t, w, "Feuilles corrigées"); got.Publication() != evidence.ByCopy || got.SHA256 != item.SHA256 {
		t.Errorf("with the same file: %+v", got)
	}
	files(t, w, map[string]string{"pieces.csv": strings.Replace(row, "corrigées", "neuves", 1), "feuille.pdf": "%PDF-1.4\n%neuf\n"})
	if got := named(t, w, "Feuilles neuves"); got.Publication() != evidence.NotPublishable {
		t.Errorf("with another file: %+v", got)
	}
	sound(t, w)
}

// TestRetentionGoesByTheEntries: a piece is of the funders of what it proves, and of all while it proves nothing.
func TestRetentionGoesByTheEntries(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w, _ := load(t, d)
		agreed := strings.Replace(programmetest.Programme, `number = "E-1"`, "number = \"E-1\"\nfund_period = \"2021-2027\"\nlast_payment = 2022-06-30", 1)
		_, err := w.Agreements.Import(w.Ctx, []byte(strings.Replace(agreed, `number = "R-1"`, "number = \"R-1\"\nretention_until = 2024-03-01", 1)), "programme.toml")
		w.Must(err)
		for title, want := range map[string]string{"Feuilles de la tournée": "2027-12-31", "Programme en ligne": "2024-03-01", "Livrable annoncé": "2027-12-31"} {
			r, err := w.Evidence.Retention(w.Ctx, named(t, w, title))
			w.Must(err)
			if r.Until != want {
				t.Errorf("%s: %+v, want %s", title, r, want)
			}
		}
		kept, err := w.Evidence.Kept(w.Ctx, 100, 0)
		w.Must(err)
		ends, err := w.Evidence.Ends(w.Ctx)
		w.Must(err)
		if len(kept) == 0 || len(ends) != len(kept) {
			t.Fatalf("%d ends of %d files kept", len(ends), len(kept))
		}
		for i, x := range kept {
			if want := (evidence.End{Item: x.ID, Day: x.Retention.End()}); ends[i] != want {
				t.Errorf("%s: the calendar says %v, the list %v", x.Title, ends[i], want)
			}
		}
	})
}

// oldItem is a piece as the first release digested it: field for field what its audit trail holds the digest of.
type oldItem struct {
	ID       string         `json:"id"`
	Version  int            `json:"version"`
	Kind     string         `json:"kind"`
	Title    string         `json:"title"`
	Activity string         `json:"activity,omitempty"`
	Link     string         `json:"link,omitempty"`
	SHA256   string         `json:"sha256,omitempty"`
	Size     int64          `json:"size,omitempty"`
	Type     string         `json:"type,omitempty"`
	Filename string         `json:"filename,omitempty"`
	DatedOn  string         `json:"dated_on,omitempty"`
	State    evidence.State `json:"state"`
	AddedAt  time.Time      `json:"added_at"`
	Entries  int            `json:"entries"`
}

// TestPiecesOfTheFirstReleaseStillVerify: what a piece has not, it has not in its digest either.
func TestPiecesOfTheFirstReleaseStillVerify(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w, _ := load(t, d)
		digests, err := w.Trail.LastDigests(w.Ctx, "evidence")
		w.Must(err)
		items, err := w.Evidence.List(w.Ctx, "", 10)
		w.Must(err)
		for _, i := range items {
			entries, err := w.Evidence.Entries(w.Ctx, i.ID)
			w.Must(err)
			digest, err := audit.Digest(struct {
				Item    oldItem
				Entries []string
			}{oldItem{i.ID, i.Version, i.Kind, i.Title, i.Activity, i.Link, i.SHA256, i.Size, i.Type, i.Filename, i.DatedOn, i.State, i.AddedAt.UTC(), 0}, entries})
			w.Must(err)
			if digest != digests[i.ID] {
				t.Errorf("the digest of %q is not that of the first release", i.Title)
			}
		}
		for _, change := range []string{`update evidence_item set free = true`, `update evidence_item set published_on = '2019-01-01'`, `update evidence_item set deliverable = 'x'`} {
			_, err := d.Exec(w.Ctx, change+` where id = ?`, items[0].ID)
			w.Must(err)
			if faults, err := w.Evidence.Verify(w.Ctx); len(faults) == 0 || err != nil {
				t.Errorf("%s goes unseen: %v", change, err)
			}
			_, err = d.Exec(w.Ctx, `update evidence_item set free = false, published_on = '', deliverable = '' where id = ?`, items[0].ID)
			w.Must(err)
		}
		sound(t, w)
	})
}
