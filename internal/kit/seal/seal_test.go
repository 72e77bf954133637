package seal

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"maillage/internal/kit/apperr"
)

type fields struct {
	Holder  string `json:"holder"`
	Version string `json:"version"`
}

var told = fields{Holder: "Le réseau", Version: "v1 — « définitive »"}

func key(t testing.TB) *Key {
	t.Helper()
	k, err := OpenKey(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return k
}

// pdf is the smallest document that readers take: one empty page.
func pdf() []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n")
	var at []int
	for i, object := range []string{"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>"} {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj%sendobj\n", i+1, object)
	}
	start := b.Len()
	b.WriteString("xref\n0 4\n0000000000 65535 f \n")
	for _, n := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", n)
	}
	fmt.Fprintf(&b, "trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF", start) // without a last newline, as some programs write it
	return b.Bytes()
}

// odt is a text document: its mimetype comes first, stored.
func odt(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	add := func(name, content string, method uint16) {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: method})
		if err != nil {
			t.Fatal(err)
		}
		_, _ = io.WriteString(w, content)
	}
	const ns = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"`
	add("mimetype", "application/vnd.oasis.opendocument.text", zip.Store)
	add("content.xml", `<?xml version="1.0"?><office:document-content `+ns+` office:version="1.2"><office:body><office:text><text:p>Bilan</text:p></office:text></office:body></office:document-content>`, zip.Deflate)
	add("META-INF/manifest.xml", `<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>`, zip.Deflate)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func samples(t testing.TB) map[string][]byte {
	return map[string][]byte{
		"bilan.pdf": pdf(), "bilan.odt": odt(t),
		"bilan.html": []byte("<!doctype html>\n<html lang=fr><title>Bilan</title><p>52 étapes</html>\n"),
	}
}

func sealed(t testing.TB, k *Key, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Append(path, k, told); err != nil {
		t.Fatal(err)
	}
	return path
}

func content(t testing.TB, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func state(t testing.TB, b []byte) State {
	t.Helper()
	s, err := ReadFrom(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	return s.State
}

func TestASealIsReadBackAndReplaced(t *testing.T) {
	k, other := key(t), key(t)
	for name, plain := range samples(t) {
		if got := state(t, plain); got != None {
			t.Errorf("%s before it is sealed: %s", name, got)
		}
		path := sealed(t, k, name, plain)
		s, err := Read(path)
		if err != nil || s.State != Sound {
			t.Fatalf("%s: %s %v", name, s.State, err)
		}
		var got fields
		if err := json.Unmarshal(s.Statement.Fields, &got); err != nil || got != told {
			t.Errorf("%s: the fields came back as %+v (%v)", name, got, err)
		}
		if s.Statement.Fingerprint() != k.Fingerprint() || s.Statement.Size != int64(len(plain)) {
			t.Errorf("%s: %s, %d bytes", name, s.Statement.Fingerprint(), s.Statement.Size)
		}
		if _, err := Append(path, other, told); err != nil {
			t.Fatal(err)
		}
		again, err := Read(path)
		if err != nil || again.State != Sound || again.Statement.Fingerprint() != other.Fingerprint() || again.Statement.SHA256 != s.Statement.SHA256 {
			t.Errorf("%s sealed again: %s by %s (%v)", name, again.State, again.Statement.Fingerprint(), err)
		}
		if n := bytes.Count(content(t, path), []byte(marker)); n != 1 {
			t.Errorf("%s holds %d seals", name, n)
		}
	}
}

func TestNoByteCanChange(t *testing.T) {
	k := key(t)
	for name, plain := range samples(t) {
		whole := content(t, sealed(t, k, name, plain))
		for i := range whole {
			b := bytes.Clone(whole)
			for _, bit := range []byte{1, 0x20, 0x80} {
				b[i] = whole[i] ^ bit
				if state(t, b) == Sound {
					t.Fatalf("%s: byte %d of %d may be %q instead of %q", name, i, len(whole), b[i], whole[i])
				}
			}
		}
		for n := range whole {
			if state(t, whole[:n]) == Sound {
				t.Fatalf("%s: cut to %d of %d bytes it is still sound", name, n, len(whole))
			}
		}
		for _, more := range []string{"\n", " ", "%", "\x00", string(whole)} {
			if got := state(t, append(bytes.Clone(whole), more...)); got != Altered {
				t.Errorf("%s with %q after it: %s", name, more[:1], got)
			}
		}
	}
}

func TestAForgedSealIsTold(t *testing.T) {
	k := key(t)
	path := sealed(t, k, "bilan.html", samples(t)["bilan.html"])
	whole := string(content(t, path))
	text, _, _ := find(strings.NewReader(whole), int64(len(whole)), HTML)
	first, second, _ := strings.Cut(strings.TrimPrefix(string(text), marker), " ")
	packed, _ := strict.DecodeString(first)
	payload, err := unpack(packed)
	if err != nil {
		t.Fatal(err)
	}
	signature, _ := strict.DecodeString(second)
	lie := bytes.Replace(payload, []byte("définitive"), []byte("provisoire"), 1)
	if bytes.Equal(lie, payload) {
		t.Fatal("the payload does not hold what was to be changed")
	}
	if got := state(t, []byte(strings.Replace(whole, string(text), string(framed(pack(lie), signature)), 1))); got != Forged {
		t.Errorf("other fields under the same signature: %s", got)
	}
	// The seal of one file on another: the signature is sound, the file is not the one.
	if got := state(t, []byte(strings.Replace(whole, "52", "53", 1))); got != Altered {
		t.Errorf("another text before the seal: %s", got)
	}
}

func TestAnAlteredFileIsNotSealedAnew(t *testing.T) {
	k := key(t)
	path := sealed(t, k, "bilan.html", samples(t)["bilan.html"])
	if err := os.WriteFile(path, bytes.Replace(content(t, path), []byte("52"), []byte("53"), 1), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Append(path, k, told); apperr.CodeOf(err) != apperr.Conflict {
		t.Errorf("an altered file was sealed: %v", err)
	}
}

func TestWhatCannotCarryASeal(t *testing.T) {
	commented := bytes.Clone(odt(t))
	commented[len(commented)-2] = 2
	commented = append(commented, "à"...)
	for name, b := range map[string][]byte{
		"text": []byte("bonjour"), "empty": {}, "a cut PDF": []byte("%PDF-1.4\n1 0 obj"), "a cut archive": []byte("PK\x03\x04"), "a comment of its own": commented,
	} {
		path := filepath.Join(t.TempDir(), "x")
		if err := os.WriteFile(path, b, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Append(path, key(t), told); apperr.CodeOf(err) != apperr.Invalid {
			t.Errorf("%s: %v, want invalid", name, err)
		}
		if !bytes.Equal(content(t, path), b) {
			t.Errorf("%s: the file was changed", name)
		}
		if s, err := Read(path); err != nil || s.State != None {
			t.Errorf("%s: %s %v", name, s.State, err)
		}
	}
}

// A sealed file inside an archive that is not sealed is no seal of the archive.
func TestASealWithinIsNotThatOfTheArchive(t *testing.T) {
	k := key(t)
	for name, plain := range samples(t) {
		var b bytes.Buffer
		z := zip.NewWriter(&b)
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err != nil {
			t.Fatal(err)
		}
		_, _ = w.Write(content(t, sealed(t, k, name, plain)))
		_ = z.Close()
		if got := state(t, b.Bytes()); got != None {
			t.Errorf("an archive with a sealed %s in it: %s", name, got)
		}
		if got := state(t, content(t, sealed(t, k, "x.zip", b.Bytes()))); got != Sound {
			t.Errorf("the same archive, sealed: %s", got)
		}
	}
}

func TestOtherProgramsStillOpenIt(t *testing.T) {
	k := key(t)
	path := sealed(t, k, "bilan.odt", odt(t))
	z, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = z.Close() }()
	if z.File[0].Name != "mimetype" || z.File[0].Method != zip.Store || len(z.File) != 3 {
		t.Errorf("the entries of the ODT have changed: %v", z.File)
	}
	if _, err := exec.LookPath("pdfinfo"); err != nil {
		t.Skip("pdfinfo is not here")
	}
	out, err := exec.Command("pdfinfo", sealed(t, k, "bilan.pdf", pdf())).CombinedOutput()
	if err != nil || !strings.Contains(string(out), "Pages:           1") || strings.Contains(string(out), "rror") {
		t.Errorf("pdfinfo: %v\n%s", err, out)
	}
}

func TestAnArchiveIsSealedWhileItIsWritten(t *testing.T) {
	k := key(t)
	plain := odt(t)
	for _, step := range []int{1, 7, 22, 100, len(plain)} {
		var b bytes.Buffer
		w := NewZIPWriter(&b, k, told)
		for rest := plain; len(rest) > 0; {
			n := min(step, len(rest))
			if _, err := w.Write(rest[:n]); err != nil {
				t.Fatal(err)
			}
			rest = rest[n:]
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(b.Bytes(), content(t, sealed(t, k, "x.odt", plain))) {
			t.Errorf("by steps of %d bytes the archive differs from one that is sealed on the disk", step)
		}
	}
	w := NewZIPWriter(io.Discard, k, told)
	_, _ = w.Write(plain[:40])
	if w.Close() == nil {
		t.Error("an archive without its end was sealed")
	}
}

// A large archive is sealed and read without being held.
func TestMemoryIsConstant(t *testing.T) {
	path := filepath.Join(t.TempDir(), "large.zip")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	const size = 256 << 20
	plain := odt(t)
	if _, err := f.Write(plain[:4]); err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt(plain[len(plain)-zipEnd:], size); err != nil { // a hole between: the format's inner order is not ours to judge
		t.Fatal(err)
	}
	_ = f.Close()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if _, err := Append(path, key(t), told); err != nil {
		t.Fatal(err)
	}
	s, err := Read(path)
	if err != nil || s.State != Sound {
		t.Fatal(s.State, err)
	}
	runtime.ReadMemStats(&after)
	if taken := after.TotalAlloc - before.TotalAlloc; taken > 4<<20 {
		t.Errorf("%d bytes were allocated for an archive of %d", taken, size)
	}
}

func TestKey(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "keys")
	if _, err := LoadKey(dir); apperr.CodeOf(err) != apperr.NotFound {
		t.Errorf("no key: %v", err)
	}
	done := make(chan string, 8)
	for range cap(done) {
		go func() {
			k, err := OpenKey(dir)
			if err != nil {
				done <- err.Error()
				return
			}
			done <- k.Fingerprint()
		}()
	}
	first := <-done
	for range cap(done) - 1 {
		if next := <-done; next != first {
			t.Errorf("two keys: %s and %s", first, next)
		}
	}
	if files, err := os.ReadDir(dir); err != nil || len(files) != 1 {
		t.Errorf("the folder of the key holds %v (%v)", files, err)
	}
	path := filepath.Join(dir, KeyFile)
	if info, err := os.Stat(path); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v (%v)", info.Mode(), err)
	}
	k, _ := LoadKey(dir)
	if shown := fmt.Sprintf("%v %#v %s", k, k, k); strings.Count(shown, first) != 3 || len(shown) != 3*len(first)+2 {
		t.Errorf("a key shows as %s", shown)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenKey(dir); apperr.CodeOf(err) != apperr.Invalid {
		t.Errorf("a key that all may read: %v", err)
	}
	if err := os.WriteFile(path, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenKey(dir); apperr.CodeOf(err) != apperr.Unavailable {
		t.Errorf("a broken key is not replaced in silence: %v", err)
	}
}

// Whatever the bytes, reading ends, and only what our key sealed is sound.
func FuzzRead(f *testing.F) {
	k := &Key{ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))} // the same in every process of the fuzzer
	whole := map[string]bool{}
	for name, plain := range samples(f) {
		b := content(f, sealed(f, k, name, plain))
		whole[string(b)] = true
		f.Add(b)
		f.Add(plain)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := ReadFrom(bytes.NewReader(b), int64(len(b)))
		if err != nil {
			t.Fatal(err)
		}
		if s.State == Sound && s.Statement.Fingerprint() == k.Fingerprint() && !whole[string(b)] {
			t.Fatalf("sound, and never sealed: %q", b)
		}
	})
}
