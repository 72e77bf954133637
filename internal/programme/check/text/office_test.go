package text_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// savedAs has LibreOffice save a text or a document in a format; the test is skipped without it.
func savedAs(t *testing.T, format string, content []byte) []byte {
	t.Helper()
	path, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("no LibreOffice (soffice) to save with")
	}
	if testing.Short() {
		t.Skip("short: LibreOffice takes seconds to start")
	}
	folder := t.TempDir()
	name, filter := "essai.txt", "--infilter=Text (encoded):UTF8,LF,,,"
	if bytes.HasPrefix(content, []byte("PK")) {
		name, filter = "essai.odt", "--norestore"
	}
	if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(folder, "out")
	said, err := exec.CommandContext(t.Context(), path, "-env:UserInstallation=file://"+filepath.Join(folder, "profile"), "--headless", filter,
		"--convert-to", format, "--outdir", out, filepath.Join(folder, name)).CombinedOutput()
	if err != nil {
		t.Fatalf("LibreOffice: %v: %s", err, said)
	}
	saved, err := os.ReadFile(filepath.Join(out, "essai."+format))
	if err != nil {
		t.Fatalf("LibreOffice: %v: %s", err, said)
	}
	return saved
}
