package score

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"maillage/internal/kit/apperr"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/text"
)

// TestSameFindingsInEachFormat saves the faulty twins in other formats, as their authors might have, and looks whether the check finds the same
// words wrong by the same rules.
func TestSameFindingsInEachFormat(t *testing.T) {
	o := office(t)
	var typed, marked []string
	base := map[string][]string{}
	if path := sourcePath(t); path != "" {
		content := read(t, path)
		_, findings := checked(t, "source.txt", content)
		base["source"], typed = said(findings), append(typed, o.write(t, "source.txt", content))
	}
	for _, r := range reports {
		content := r.faulty(t)
		_, findings := checked(t, r.name+r.ending, content)
		base[r.name] = said(findings)
		switch r.ending {
		case ".txt":
			typed = append(typed, o.write(t, r.name+".txt", content))
		case ".md":
			marked = append(marked, o.write(t, r.name+".html", fromMarkdown(t, content)))
		default:
			marked = append(marked, o.write(t, r.name+".html", content))
		}
	}
	odt := o.convert(t, "odt", "HTML (StarWriter)", marked)
	odt = append(odt, o.convert(t, "odt", "Text (encoded):UTF8,LF,,,", typed)...)
	marked = append(marked, o.convert(t, "html", "", odt[len(marked):])...)
	t.Run("html", func(t *testing.T) { sameIn(t, marked, base) })
	t.Run("odt", func(t *testing.T) { sameIn(t, odt, base) })
	t.Run("docx", func(t *testing.T) { sameIn(t, o.convert(t, "docx", "", odt), base) })
	t.Run("pdf", func(t *testing.T) { sameIn(t, o.convert(t, "pdf", "", odt), base) })
}

// sameIn compares what is found in files with what was found in the texts that they were made from.
func sameIn(t *testing.T, paths []string, base map[string][]string) {
	same, differ := 0, 0
	for _, path := range paths {
		content := read(t, path)
		if _, err := text.Read(path, []byte(content)); unknown(err) {
			t.Skipf("%s is not read yet", filepath.Ext(path))
		}
		_, findings := checked(t, filepath.Base(path), content)
		name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
		lost, new := without(base[name], said(findings)), without(said(findings), base[name])
		same, differ = same+len(base[name])-len(lost), differ+len(lost)+len(new)
		t.Logf("%s: %d the same", filepath.Base(path), len(base[name])-len(lost))
		for _, s := range lost {
			t.Logf("    lost %s", s)
		}
		for _, s := range new {
			t.Logf("    new  %s", s)
		}
	}
	t.Logf("%d findings the same, %d lost or new", same, differ)
	if got := share(same, same+differ); got < aims.formats {
		t.Errorf("%.2f of the findings are the same, aimed at %.2f", got, aims.formats)
	}
}

// said is the rule and the letters of each finding: blanks and mark-up are the format's.
func said(findings []check.Finding) []string {
	list := make([]string, len(findings))
	for i, f := range findings {
		list[i] = f.Rule + " " + bare(f.Words)
	}
	slices.Sort(list)
	return list
}

// without takes the elements of b out of a, each as often as it is there.
func without(a, b []string) []string {
	left := map[string]int{}
	for _, s := range b {
		left[s]++
	}
	var list []string
	for _, s := range a {
		if left[s]--; left[s] < 0 {
			list = append(list, s)
		}
	}
	return list
}

func unknown(err error) bool {
	var e *apperr.E
	return errors.As(err, &e) && e.Key == "check.format"
}

func fromMarkdown(t *testing.T, content string) string {
	t.Helper()
	var b bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Linkify)).Convert([]byte(content), &b); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("<!DOCTYPE html>\n<html lang=\"fr\"><head><meta charset=\"utf-8\"></head><body>\n%s</body></html>\n", &b)
}

// writer is LibreOffice, with a folder and a profile of its own: two runs of one profile would wait for each other.
type writer struct{ path, folder string }

func office(t *testing.T) writer {
	t.Helper()
	path, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("no LibreOffice (soffice) to save the reports with: install libreoffice-writer-nogui")
	}
	if testing.Short() {
		t.Skip("short: LibreOffice takes seconds to start")
	}
	return writer{path, t.TempDir()}
}

func (w writer) write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(w.folder, name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// convert saves files in a format and returns where they are, in the same order.
func (w writer) convert(t *testing.T, format, filter string, paths []string) []string {
	t.Helper()
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	args := []string{"-env:UserInstallation=file://" + filepath.Join(w.folder, "profile"), "--headless"}
	if filter != "" {
		args = append(args, "--infilter="+filter)
	}
	out := filepath.Join(w.folder, "as-"+format)
	args = append(args, "--convert-to", format, "--outdir", out)
	told, err := exec.CommandContext(ctx, w.path, append(args, paths...)...).CombinedOutput()
	var made []string
	for _, p := range paths {
		m := filepath.Join(out, strings.TrimSuffix(filepath.Base(p), filepath.Ext(p))+"."+format)
		if _, missing := os.Stat(m); err != nil || missing != nil {
			t.Fatalf("LibreOffice: %v %v: %s", err, missing, told)
		}
		made = append(made, m)
	}
	return made
}
