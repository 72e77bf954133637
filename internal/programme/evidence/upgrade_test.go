package evidence_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"maillage/internal/db"
	"maillage/internal/kit/audit"
	"maillage/internal/kit/blob"
	"maillage/internal/programme/evidence"
)

// TestUpgradeKeepsPieces makes the tables of the first release, puts a piece into them as that release did, and brings them up to date.
func TestUpgradeKeepsPieces(t *testing.T) {
	ctx := context.Background()
	d, err := db.Open(ctx, filepath.Join(t.TempDir(), "old.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = d.Close() }()
	run := func(query string, args ...any) {
		t.Helper()
		if _, err := d.Exec(ctx, query, args...); err != nil {
			t.Fatal(err)
		}
	}
	migration := func(name string) {
		t.Helper()
		content, err := os.ReadFile("../../db/migrations/" + name)
		if err != nil {
			t.Fatal(err)
		}
		run(string(content))
	}
	migration("00001_foundations.sql")
	blobs, err := blob.NewFolder(filepath.Join(t.TempDir(), "files"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a.txt"), []byte("feuille"), 0o600); err != nil {
		t.Fatal(err)
	}
	f, err := os.Open(filepath.Join(dir, "a.txt"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	ref, err := blobs.Put(ctx, f, 100)
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2021, 1, 4, 9, 0, 0, 0, time.UTC)
	now := func() time.Time { return at }
	run(`insert into evidence_item (id, version, kind, title, activity, link, sha256, size, type, filename, dated_on, state, added_at, record)
		values ('i1', 1, 'attendance', 'Feuille', '1.1', '', ?, ?, ?, 'a.txt', '', 'stored', ?, 'i1')`, ref.SHA256, ref.Size, ref.Type, at)
	run(`insert into evidence_link (item, entry, added_at) values ('i1', 'e1', ?)`, at)
	trail := &audit.Trail{DB: d, Now: now}
	digest, err := audit.Digest(struct {
		Item    oldItem
		Entries []string
	}{oldItem{ID: "i1", Version: 1, Kind: "attendance", Title: "Feuille", Activity: "1.1", SHA256: ref.SHA256, Size: ref.Size, Type: ref.Type, Filename: "a.txt", State: evidence.Stored, AddedAt: at}, []string{"e1"}})
	if err != nil {
		t.Fatal(err)
	}
	if err := trail.Record(ctx, "added", "evidence", "i1", digest, "Feuille"); err != nil {
		t.Fatal(err)
	}
	migration("00003_evidence.sql")
	migration("00006_evidence_history.sql")
	s := &evidence.Service{DB: d, Trail: trail, Blobs: blobs, Now: now}
	if faults, err := s.Verify(ctx); len(faults) != 0 || err != nil {
		t.Errorf("after the upgrade: %+v, %v", faults, err)
	}
	files, err := s.Files(ctx, "i1")
	if err != nil || len(files) != 1 || files[0].SHA256 != ref.SHA256 || files[0].Origin != evidence.Imported || !files[0].At.Equal(at) {
		t.Errorf("files: %+v, %v", files, err)
	}
	run(`update evidence_item set title = 'Autre'`)
	if faults, err := s.Verify(ctx); len(faults) != 1 || err != nil {
		t.Errorf("a changed piece: %+v, %v", faults, err)
	}
}
