package app

import (
	"archive/zip"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"maillage/internal/kit/seal"
	"maillage/internal/programme/report"
)

// TestSealsOfOfficeDocumentsAreShort: with the longest names, an office document still opens in LibreOffice.
func TestSealsOfOfficeDocumentsAreShort(t *testing.T) {
	dir := t.TempDir()
	key, err := seal.OpenKey(dir)
	if err != nil {
		t.Fatal(err)
	}
	long := strings.Repeat("Réseau régional des tiers-lieux coopératifs et solidaires, ", 4)
	doc := &report.Document{
		Programme: report.ProgrammeView{Holder: long, Name: long, Code: long}, AsOf: time.Now().UTC(),
		Seal: &report.Seal{Number: 1234, Label: long, Hash: "1034f42e0c92287810f4018ad29cbba022fbdaf8cc4d8615911eb5ef8f4cdc16"},
	}
	path := filepath.Join(dir, "bilan.odt")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	if _, err := z.Create("mimetype"); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := seal.Append(path, key, sealedWriter{printing: &printing{doc: doc}, key: key, funder: long}.origin()); err != nil {
		t.Fatal(err)
	}
	r, err := zip.OpenReader(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = r.Close() }()
	if n := len(r.Comment); n == 0 || n > seal.OfficeText {
		t.Errorf("a seal of %d bytes, the limit is %d", n, seal.OfficeText)
	}
	if s, err := seal.Read(path); err != nil || s.State != seal.Sound {
		t.Errorf("read back as %v, %v", s.State, err)
	}
}
