package evidence_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"maillage/internal/db"
	"maillage/internal/db/dbtest"
	"maillage/internal/kit/apperr"
	"maillage/internal/kit/fetch"
	"maillage/internal/kit/importer"
	"maillage/internal/programme/evidence"
	"maillage/internal/programme/indicator"
	"maillage/internal/programme/ledger"
	"maillage/internal/programme/programmetest"
)

// site answers as a network's own pages do.
func site(t *testing.T) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/programme":
			http.Redirect(w, r, "/programme.html", http.StatusMovedPermanently)
		case "/programme.html":
			_, _ = io.WriteString(w, "<html><script>alert(1)</script><p>Programme</p></html>")
		case "/carte.pdf":
			_, _ = io.WriteString(w, "%PDF-1.4\n%%EOF\n")
		case "/dessin.svg":
			_, _ = io.WriteString(w, `<svg xmlns="http://www.w3.org/2000/svg"></svg>`)
		case "/vide":
		case "/prive":
			w.WriteHeader(http.StatusForbidden)
		case "/ailleurs":
			http.Redirect(w, r, "http://10.0.0.1/", http.StatusFound)
		default:
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(s.Close)
	return s
}

// linked imports two tour stops and pieces, whose links are on the site.
func linked(t *testing.T, d *db.DB, rows string) (*programmetest.World, *httptest.Server) {
	t.Helper()
	w, s := programmetest.New(t, d), site(t)
	w.Evidence.Fetch = fetch.New(fetch.Options{AllowLoopback: true})
	w.Load("tour", stops)
	w.Load("evidence", "Référence;Réalisation;Activité;Nature;Titre;Lien\n"+strings.ReplaceAll(rows, "SITE", s.URL))
	return w, s
}

// named finds a piece by its title.
func named(t *testing.T, w *programmetest.World, title string) evidence.Item {
	t.Helper()
	items, err := w.Evidence.List(w.Ctx, "", 100)
	w.Must(err)
	i := slices.IndexFunc(items, func(i evidence.Item) bool { return i.Title == title })
	if i < 0 {
		t.Fatalf("no piece %q", title)
	}
	return items[i]
}

// sound fails when a piece is not what the audit trail says.
func sound(t *testing.T, w *programmetest.World) {
	t.Helper()
	faults, err := w.Evidence.Verify(w.Ctx)
	w.Must(err)
	for _, f := range faults {
		t.Errorf("evidence: %s", f.Message.EN)
	}
}

func TestCaptureMakesAnAnnouncementAFile(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w, s := linked(t, d, "P1;A;1.1;programme;page;SITE/programme\n")
		item := named(t, w, "page")
		before := w.Now()
		w.Pass(time.Hour)
		got, err := w.Evidence.Capture(w.Ctx, item.ID)
		w.Must(err)
		if got.State != evidence.Stored || got.Type != "text/html" || got.CapturedAt == nil || !got.CapturedAt.Equal(w.Now()) || got.Version != 2 || got.Size == 0 || len(got.SHA256) != 64 {
			t.Errorf("captured: %+v", got)
		}
		files, err := w.Evidence.Files(w.Ctx, item.ID)
		w.Must(err)
		if len(files) != 1 || files[0].Link != s.URL+"/programme" || files[0].FinalLink != s.URL+"/programme.html" || files[0].Status != 200 || files[0].Filename != "programme.html" || files[0].Actor != "test" {
			t.Errorf("files: %+v", files)
		}
		content, _, err := w.Evidence.Open(w.Ctx, got)
		w.Must(err)
		body, err := io.ReadAll(content)
		w.Must(err)
		w.Must(content.Close())
		if !strings.Contains(string(body), "Programme") {
			t.Errorf("kept %q", body)
		}
		lines, err := w.Trail.Of(w.Ctx, "evidence", item.ID)
		w.Must(err)
		if lines[0].Verb != "captured" || !strings.Contains(lines[0].Detail, got.SHA256) || lines[0].Digest == lines[1].Digest {
			t.Errorf("audit: %+v", lines)
		}
		sound(t, w)
		if _, err := w.Evidence.Capture(w.Ctx, item.ID); apperr.CodeOf(err) != apperr.Conflict {
			t.Errorf("capturing again: %v", err)
		}
		now, then := w.Figure("tour.stops", indicator.Scope{}, time.Time{}).Proof, w.Figure("tour.stops", indicator.Scope{}, before).Proof
		if now.Have != 1 || now.Announced != 0 || then.Have != 0 || then.Announced != 1 || then.Need != now.Need {
			t.Errorf("completeness: now %+v, before the capture %+v", now, then)
		}
		past, err := w.Evidence.ListAt(w.Ctx, before, 10)
		w.Must(err)
		if len(past) != 1 || past[0].State != evidence.NotCaptured || past[0].SHA256 != "" || past[0].Entries != 1 {
			t.Errorf("as it was: %+v", past)
		}
	})
}

// TestThePastLacksWhatWasCapturedSince: the pile of entries without their proofs, as it was.
func TestThePastLacksWhatWasCapturedSince(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w, _ := linked(t, d, "P1;A;1.1;programme;page;SITE/programme\nP2;A;1.1;attendance;carte;SITE/carte.pdf\n")
		before := w.Now()
		w.Pass(time.Hour)
		for _, title := range []string{"page", "carte"} {
			_, err := w.Evidence.Capture(w.Ctx, named(t, w, title).ID)
			w.Must(err)
		}
		if now, then := len(w.Entries(ledger.Filter{Pile: ledger.PileEvidence})), len(w.Entries(ledger.Filter{Pile: ledger.PileEvidence, AsOf: before})); now != 2 || then != 3 {
			t.Errorf("%d entries lack a proof now, %d before the capture; want 2 and 3", now, then)
		}
	})
}

func TestWhatIsNoDocumentIsNotKept(t *testing.T) {
	w, _ := linked(t, dbtest.SQLite(t), `P1;A;1.1;programme;mort;SITE/rien
P2;A;1.1;programme;privé;SITE/prive
P3;A;1.1;programme;vide;SITE/vide
P4;A;1.1;programme;dessin;SITE/dessin.svg
P5;A;1.1;programme;ailleurs;SITE/ailleurs
P6;A;1.1;programme;sans lien;
`)
	for title, want := range map[string]apperr.Code{
		"mort": apperr.Unavailable, "privé": apperr.Invalid, "vide": apperr.Invalid, "dessin": apperr.Invalid, "ailleurs": apperr.Forbidden, "sans lien": apperr.Conflict,
	} {
		if _, err := w.Evidence.Capture(w.Ctx, named(t, w, title).ID); apperr.CodeOf(err) != want {
			t.Errorf("%s: %v, want %s", title, err, want)
		}
		if got := named(t, w, title); got.State != evidence.NotCaptured || got.Version != 1 {
			t.Errorf("%s: %+v after a capture that failed", title, got)
		}
	}
	w.Evidence.Fetch = nil
	if _, err := w.Evidence.Capture(w.Ctx, named(t, w, "mort").ID); apperr.CodeOf(err) != apperr.Forbidden {
		t.Errorf("where asking the web is forbidden: %v", err)
	}
	sound(t, w)
}

// TestACaptureOutlivesItsRow: a corrected title does not lose the file; another link does, and the file stays among those ever kept.
func TestACaptureOutlivesItsRow(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w, s := linked(t, d, "P1;A;1.1;programme;carte;SITE/carte.pdf\n")
		item := named(t, w, "carte")
		captured, err := w.Evidence.Capture(w.Ctx, item.ID)
		w.Must(err)
		row := "Référence;Réalisation;Activité;Nature;Titre;Lien\nP1;A;1.1;programme;%;" + s.URL + "/"
		w.Load("evidence", strings.Replace(row, "%", "carte 2018", 1)+"carte.pdf\n")
		if got := named(t, w, "carte 2018"); got.SHA256 != captured.SHA256 || got.CapturedAt == nil || got.State != evidence.Stored {
			t.Errorf("after a correction of the title: %+v", got)
		}
		w.Load("evidence", strings.Replace(row, "%", "autre", 1)+"programme\n")
		if got := named(t, w, "autre"); got.State != evidence.NotCaptured || got.SHA256 != "" {
			t.Errorf("with another link: %+v", got)
		}
		if files, err := w.Evidence.Files(w.Ctx, item.ID); len(files) != 1 || err != nil {
			t.Errorf("files ever kept: %+v, %v", files, err)
		}
		sound(t, w)
	})
}

// TestUndoKeepsFiles: taking an import back withdraws pieces and destroys nothing; a corrected piece gets its earlier file back.
func TestUndoKeepsFiles(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w, first := load(t, d)
		item := named(t, w, "Feuilles de la tournée")
		dir := t.TempDir()
		w.Must(os.WriteFile(filepath.Join(dir, "autre.pdf"), []byte("%PDF-1.4\n%autre\n%%EOF\n"), 0o600))
		w.Must(os.WriteFile(filepath.Join(dir, "pieces.csv"), []byte("Référence;Réalisation;Activité;Nature;Titre;Lien;Fichier\nP1;A, B;1.1;Feuille d’émargement;Feuilles de la tournée;;autre.pdf\n"), 0o600))
		second, err := w.Importer.Run(w.Ctx, w.Evidence.Target(), importer.Request{Path: filepath.Join(dir, "pieces.csv"), Language: "fr"})
		w.Must(err)
		if got := named(t, w, item.Title); got.SHA256 == item.SHA256 || got.Filename != "autre.pdf" {
			t.Fatalf("corrected: %+v", got)
		}
		w.Must(w.Importer.Undo(w.Ctx, w.Evidence.Target(), second.Batch))
		if got := named(t, w, item.Title); got.SHA256 != item.SHA256 || got.State != evidence.Stored {
			t.Errorf("after undoing the correction: %+v", got)
		}
		sound(t, w)
		w.Must(w.Importer.Undo(w.Ctx, w.Evidence.Target(), first.Batch))
		for _, sha := range []string{item.SHA256} {
			if kept, err := w.Evidence.Blobs.Has(w.Ctx, sha); !kept || err != nil {
				t.Errorf("the file of a withdrawn piece is gone: %v, %v", kept, err)
			}
		}
		lines, err := w.Trail.Of(w.Ctx, "evidence", item.ID)
		w.Must(err)
		if lines[0].Verb != "removed" || !strings.Contains(lines[0].Detail, item.SHA256) || !strings.Contains(lines[0].Detail, "not computable") {
			t.Errorf("the trail says %+v", lines[0])
		}
		kept, err := w.Evidence.Kept(w.Ctx, 10, 0)
		w.Must(err)
		if len(kept) != 1 || kept[0].WithdrawnAt == nil || kept[0].SHA256 != item.SHA256 || !kept[0].Retention.Blocks("2999-01-01") {
			t.Errorf("kept: %+v", kept)
		}
		w.Must(w.Evidence.Blobs.Delete(w.Ctx, item.SHA256))
		if faults, err := w.Evidence.Verify(w.Ctx); len(faults) != 1 || faults[0].Code != "file" || err != nil {
			t.Errorf("the file of a withdrawn piece was destroyed, and doctor says %+v, %v", faults, err)
		}
	})
}

func TestLinksAreLookedAtGently(t *testing.T) {
	dbtest.Each(t, func(t *testing.T, d *db.DB) {
		w, s := linked(t, d, `P1;A;1.1;programme;vivant;SITE/carte.pdf
P2;A;1.1;programme;déménagé;SITE/programme
P3;A;1.1;programme;mort;SITE/rien
P4;A;1.1;programme;privé;SITE/prive
P5;A;1.1;programme;local;http://10.0.0.1/x
P6;A;1.1;programme;le même;SITE/rien
`)
		w.Evidence.Fetch = &counting{Fetcher: w.Evidence.Fetch, t: t}
		links, err := w.Evidence.LinksToCheck(w.Ctx, w.Now())
		w.Must(err)
		if len(links) != 5 {
			t.Fatalf("links: %v", links)
		}
		ctx, stop := context.WithCancel(w.Ctx)
		seen := 0
		if err := w.Evidence.CheckLinks(ctx, links, func(evidence.LinkCheck) { seen++; stop() }); err == nil || seen == 0 {
			t.Errorf("stopped after %d: %v", seen, err)
		}
		rest, err := w.Evidence.LinksToCheck(w.Ctx, w.Now())
		w.Must(err)
		if len(rest) != len(links)-seen {
			t.Errorf("%d of %d are left after %d were seen", len(rest), len(links), seen)
		}
		w.Must(w.Evidence.CheckLinks(w.Ctx, rest, func(evidence.LinkCheck) { seen++ }))
		if rest, err := w.Evidence.LinksToCheck(w.Ctx, w.Now()); len(rest) != 0 || seen != len(links) || err != nil {
			t.Errorf("after going on: %v left, %d seen, %v", rest, seen, err)
		}
		for title, want := range map[string]evidence.LinkState{"vivant": evidence.Alive, "déménagé": evidence.Moved, "mort": evidence.Dead, "privé": evidence.Private, "local": evidence.Refused, "le même": evidence.Dead} {
			item := named(t, w, title)
			checks, err := w.Evidence.LinkChecks(w.Ctx, item)
			w.Must(err)
			if got := checks[item.Link]; got.State != want || !got.At.Equal(w.Now()) || want == evidence.Moved && got.MovedTo != s.URL+"/programme.html" {
				t.Errorf("%s: %+v, want %s", title, got, want)
			}
		}
		totals, err := w.Evidence.Totals(w.Ctx, evidence.Filter{Links: evidence.Dead})
		w.Must(err)
		if totals.Items != 2 || totals.DeadLinks != 2 {
			t.Errorf("dead links: %+v", totals)
		}
		w.Pass(time.Hour)
		links, err = w.Evidence.LinksToCheck(w.Ctx, w.Now())
		w.Must(err)
		w.Must(w.Evidence.CheckLinks(w.Ctx, links, func(evidence.LinkCheck) {}))
		if lines, err := w.Trail.Of(w.Ctx, "link", s.URL+"/rien"); len(lines) != 1 || lines[0].Detail != "dead 404" || err != nil {
			t.Errorf("the same answer twice leaves %+v, %v", lines, err)
		}
		w.Evidence.Fetch = nil
		if err := w.Evidence.CheckLinks(w.Ctx, links, func(evidence.LinkCheck) {}); apperr.CodeOf(err) != apperr.Forbidden {
			t.Errorf("where asking the web is forbidden: %v", err)
		}
	})
}

// counting fails when a host is asked two things at once.
type counting struct {
	evidence.Fetcher
	t    *testing.T
	mu   sync.Mutex
	busy map[string]bool
}

func (c *counting) Look(ctx context.Context, link string) (fetch.Page, error) {
	host := strings.Split(link, "/")[2]
	c.mu.Lock()
	if c.busy == nil {
		c.busy = map[string]bool{}
	}
	if c.busy[host] {
		c.t.Errorf("%s is asked twice at once", host)
	}
	c.busy[host] = true
	c.mu.Unlock()
	page, err := c.Fetcher.Look(ctx, link)
	c.mu.Lock()
	c.busy[host] = false
	c.mu.Unlock()
	return page, err
}
