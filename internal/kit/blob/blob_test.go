package blob

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"maillage/internal/kit/apperr"
)

func TestFolder(t *testing.T) {
	exercise(t, func(t *testing.T) Store {
		f, err := NewFolder(filepath.Join(t.TempDir(), "pieces"))
		if err != nil {
			t.Fatal(err)
		}
		return f
	})
}

func TestS3(t *testing.T) {
	exercise(t, func(t *testing.T) Store {
		_, config := newFakeS3(t)
		s, err := NewS3(config)
		if err != nil {
			t.Fatal(err)
		}
		return s
	})
}

// exercise is what every store must do.
func exercise(t *testing.T, open func(t *testing.T) Store) {
	for name, test := range map[string]func(*testing.T, Store){
		"put and open": testPutAndOpen, "limit": testLimit, "delete": testDelete, "each": testEach, "foreign names": testForeignNames,
		"broken reader": testBrokenReader, "together": testTogether,
	} {
		t.Run(name, func(t *testing.T) { test(t, open(t)) })
	}
}

func put(t *testing.T, s Store, content string) Ref {
	t.Helper()
	ref, err := s.Put(t.Context(), strings.NewReader(content), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	return ref
}

func has(t *testing.T, s Store, sha string) bool {
	t.Helper()
	known, err := s.Has(t.Context(), sha)
	if err != nil {
		t.Fatal(err)
	}
	return known
}

func count(t *testing.T, s Store) int {
	t.Helper()
	n := 0
	if err := s.Each(t.Context(), func(string, int64) error { n++; return nil }); err != nil {
		t.Fatal(err)
	}
	return n
}

func shaOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

func testPutAndOpen(t *testing.T, s Store) {
	for _, content := range []string{"%PDF-1.7 feuille", "", strings.Repeat("é", 200_000)} {
		ref := put(t, s, content)
		if ref.SHA256 != shaOf(content) || ref.Size != int64(len(content)) {
			t.Errorf("%+v", ref)
		}
		if again := put(t, s, content); again != ref {
			t.Errorf("second put %+v, first %+v", again, ref)
		}
		r, size, err := s.Open(t.Context(), ref.SHA256)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(r)
		if err != nil || string(got) != content || size != ref.Size || r.Close() != nil {
			t.Errorf("%d bytes of %d, %v", len(got), size, err)
		}
	}
	if n := count(t, s); n != 3 {
		t.Errorf("%d files kept", n)
	}
	if ref := put(t, s, "%PDF-1.7 feuille"); ref.Type != "application/pdf" {
		t.Errorf("type %q", ref.Type)
	}
}

func testLimit(t *testing.T, s Store) {
	if _, err := s.Put(t.Context(), strings.NewReader("12345"), 5); err != nil {
		t.Error(err)
	}
	_, err := s.Put(t.Context(), strings.NewReader("123456"), 5)
	var e *apperr.E
	if !errors.As(err, &e) || e.Code != apperr.Invalid || !strings.Contains(e.FR, "5 octets") || !strings.Contains(e.EN, "5 bytes") {
		t.Error(err)
	}
	if n := count(t, s); n != 1 {
		t.Errorf("%d files kept", n)
	}
}

func testDelete(t *testing.T, s Store) {
	ref := put(t, s, "x")
	for range 2 {
		if err := s.Delete(t.Context(), ref.SHA256); err != nil {
			t.Fatal(err)
		}
	}
	if has(t, s, ref.SHA256) {
		t.Error("still there")
	}
	if _, _, err := s.Open(t.Context(), ref.SHA256); apperr.CodeOf(err) != apperr.NotFound {
		t.Error(err)
	}
}

func testEach(t *testing.T, s Store) {
	want := map[string]int64{}
	for i := range 8 {
		ref := put(t, s, strings.Repeat("x", i+1))
		want[ref.SHA256] = ref.Size
	}
	var order []string
	err := s.Each(t.Context(), func(sha string, size int64) error {
		if want[sha] != size {
			t.Errorf("%s has %d bytes", sha, size)
		}
		order = append(order, sha)
		return nil
	})
	if err != nil || len(order) != len(want) || !slices.IsSorted(order) {
		t.Errorf("%d of %d files, in order: %v, %v", len(order), len(want), slices.IsSorted(order), err)
	}
	stop := errors.New("enough")
	calls := 0
	if err := s.Each(t.Context(), func(string, int64) error { calls++; return stop }); !errors.Is(err, stop) || calls != 1 {
		t.Errorf("%d calls, %v", calls, err)
	}
}

func testForeignNames(t *testing.T, s Store) {
	for _, name := range []string{"", "..", "../../etc/passwd", strings.Repeat("A", 64), strings.Repeat("a", 63) + "/"} {
		if _, _, err := s.Open(t.Context(), name); apperr.CodeOf(err) != apperr.NotFound {
			t.Errorf("%q: %v", name, err)
		}
		if has(t, s, name) || s.Delete(t.Context(), name) != nil {
			t.Errorf("%q taken for a name", name)
		}
	}
}

func testBrokenReader(t *testing.T, s Store) {
	broken := errors.New("line cut")
	if _, err := s.Put(t.Context(), io.MultiReader(strings.NewReader("half"), failing{broken}), 100); !errors.Is(err, broken) {
		t.Error(err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := s.Put(ctx, strings.NewReader("x"), 100); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if n := count(t, s); n != 0 {
		t.Errorf("%d files kept", n)
	}
}

type failing struct{ err error }

func (f failing) Read([]byte) (int, error) { return 0, f.err }

func testTogether(t *testing.T, s Store) {
	var group sync.WaitGroup
	for i := range 12 {
		group.Go(func() {
			if _, err := s.Put(t.Context(), strings.NewReader(fmt.Sprint("file ", i%4)), 100); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if n := count(t, s); n != 4 {
		t.Errorf("%d files kept", n)
	}
}

func TestFolderLeavesNothingBehind(t *testing.T) {
	root := t.TempDir()
	f, err := NewFolder(root)
	if err != nil {
		t.Fatal(err)
	}
	ref := put(t, f, "x")
	put(t, f, "x")
	if _, err := f.Put(t.Context(), strings.NewReader("xx"), 1); err == nil {
		t.Error("too large, and taken")
	}
	left, err := os.ReadDir(f.incoming())
	if err != nil || len(left) != 0 {
		t.Errorf("%v %v", left, err)
	}
	if _, err := os.Stat(filepath.Join(root, ref.SHA256[:2], ref.SHA256[2:4], ref.SHA256)); err != nil {
		t.Error(err)
	}
}

func TestDamageIsSeen(t *testing.T) {
	f, err := NewFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	ref := put(t, f, "signed sheet")
	if err := os.WriteFile(f.path(ref.SHA256), []byte("forged sheet"), 0o600); err != nil {
		t.Fatal(err)
	}
	r, _, err := f.Open(t.Context(), ref.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	if _, err := io.ReadAll(r); err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Error(err)
	}
}

func TestS3SendsOnceUnderThePrefix(t *testing.T) {
	fake, config := newFakeS3(t)
	s, err := NewS3(config)
	if err != nil {
		t.Fatal(err)
	}
	ref := put(t, s, "%PDF-1.7 x")
	put(t, s, "%PDF-1.7 x")
	key := "maillage/fichiers/" + ref.SHA256[:2] + "/" + ref.SHA256[2:4] + "/" + ref.SHA256
	if fake.puts != 1 || string(fake.objects[key]) != "%PDF-1.7 x" || fake.types[key] != "application/pdf" {
		t.Errorf("%d puts, objects %q, types %q", fake.puts, fake.objects, fake.types)
	}
	fake.objects["autre/"+strings.TrimPrefix(key, "maillage/")] = []byte("x")
	fake.objects["maillage/fichiers/LISEZMOI"] = []byte("x")
	if n := count(t, s); n != 1 {
		t.Errorf("%d files listed", n)
	}
}

func TestSecretsStayHidden(t *testing.T) {
	fake, config := newFakeS3(t)
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("start", "store", config)
	shown := []string{log.String(), fmt.Sprintf("%v %+v %#v %s", config, config, config, config)}

	fake.refuse = "AccessDenied"
	refused, err := NewS3(config)
	if err != nil {
		t.Fatal(err)
	}
	_, err = refused.Put(t.Context(), strings.NewReader("x"), 10)
	if apperr.CodeOf(err) != apperr.Unavailable {
		t.Error(err)
	}
	shown = append(shown, fmt.Sprintf("%v %+v", err, err))
	err = refused.Each(t.Context(), func(string, int64) error { return nil })
	shown = append(shown, fmt.Sprintf("%v %+v", err, err))
	if !strings.Contains(err.Error(), "AccessDenied") {
		t.Errorf("the log would not tell why: %v", err)
	}
	for _, s := range shown {
		if strings.Contains(s, fakeSecret) || strings.Contains(s, fakeAccess) {
			t.Errorf("a secret shows in %q", s)
		}
	}
}

func TestTypes(t *testing.T) {
	cases := []struct {
		content          string
		kind             string
		evidence, inline bool
	}{
		{"%PDF-1.7\n", "application/pdf", true, true},
		{"\x89PNG\r\n\x1a\n", "image/png", true, true},
		{"\xff\xd8\xff\xe0", "image/jpeg", true, true},
		{"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00", "image/heic", true, false},
		{"<!DOCTYPE html><script>alert(1)</script>", "text/html", false, false},
		{`<svg xmlns="http://www.w3.org/2000/svg"></svg>`, "image/svg+xml", false, false},
		{"MZ\x90\x00", "application/vnd.microsoft.portable-executable", false, false},
		{"Compte rendu de réunion\n", "text/plain", true, false},
		{"Nom;Note\na;1\n", "text/plain", true, false},
		{"Received: by mail\r\nFrom: a@example.org\r\nTo: b@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n\r\nx", "message/rfc822", true, false},
		{zipped(t, "lisezmoi.txt", "x"), "application/zip", true, false},
		{zipped(t, "mimetype", "application/vnd.oasis.opendocument.text"), "application/vnd.oasis.opendocument.text", true, false},
		{zipped(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet"), "application/vnd.oasis.opendocument.spreadsheet", true, false},
		{zipped(t, "word/document.xml", "<x/>"), "application/vnd.openxmlformats-officedocument.wordprocessingml.document", true, false},
		{zipped(t, "xl/workbook.xml", "<x/>"), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", true, false},
	}
	f, err := NewFolder(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		if ref := put(t, f, c.content); ref.Type != c.kind || IsEvidence(ref.Type) != c.evidence || Inline(ref.Type) != c.inline {
			t.Errorf("%.30q: type %s, evidence %v, inline %v", c.content, ref.Type, IsEvidence(ref.Type), Inline(ref.Type))
		}
	}
}

func zipped(t *testing.T, name, content string) string {
	t.Helper()
	var buf bytes.Buffer
	w := zip.NewWriter(&buf)
	out, err := w.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(out, content); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

func TestTooLargeNamesTheLimit(t *testing.T) {
	for limit, want := range map[int64]string{20 << 20: "20 Mo", 300 << 10: "300 ko", 12: "12 octets"} {
		if got := TooLarge(limit).FR; !strings.Contains(got, want) {
			t.Errorf("%d: %q", limit, got)
		}
	}
}
