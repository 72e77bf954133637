package app

import (
	"cmp"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"maillage/internal/kit/apperr"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/online"
	"maillage/internal/programme/check/render"
	"maillage/internal/programme/check/text"
)

// standardInput is how the standard input is named among files.
const standardInput = "-"

// readable are the endings of files that a folder is looked through for.
var readable = []string{".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".odt", ".docx", ".pdf"}

// mostFiles bounds what one call reads.
const mostFiles = 2000

// piped says that a text comes through the standard input: from a program or a file, not from a terminal.
func piped(in io.Reader) bool {
	f, ok := in.(*os.File)
	if !ok {
		return in != nil
	}
	info, err := f.Stat()
	return err == nil && (info.Mode()&fs.ModeNamedPipe != 0 || info.Mode().IsRegular())
}

// config reads the file of choices and waivers that is named, or the nearest to the first file.
func (c *checkCmd) config() (check.Config, string, error) {
	path := c.Waivers
	if path == "" {
		start := c.Files[0]
		if start == standardInput {
			start = "."
		}
		path = check.FindConfig(start)
	}
	if path == "" {
		return check.Config{}, "", nil
	}
	if _, err := os.Stat(path); os.IsNotExist(err) && c.Waive != "" {
		return check.Config{}, path, nil // it is made with its first waiver
	}
	config, err := check.ReadConfig(path)
	return config, path, err
}

// besides is where a first waiver is written: beside what is checked.
func besides(file string) string {
	if info, err := os.Stat(file); err == nil && info.IsDir() {
		return filepath.Join(file, check.ConfigFile)
	}
	return filepath.Join(filepath.Dir(file), check.ConfigFile)
}

// read reads the files named, those of folders, and the standard input. A file named twice is read once.
func (c *checkCmd) read(r *run) ([]*text.Document, error) {
	var paths []string
	named := map[string]bool{}
	for _, path := range c.Files {
		files, err := filesUnder(path)
		if err != nil {
			return nil, err
		}
		for _, f := range files {
			if place := filepath.Clean(f); !named[place] {
				named[place] = true
				paths = append(paths, f)
			}
		}
	}
	if len(paths) > mostFiles {
		return nil, apperr.Newf(apperr.Invalid, "check.files", "%d fichiers : au plus %d à la fois.", "%d files: %d at most at a time.", len(paths), mostFiles)
	}
	var list []*text.Document
	for _, path := range paths {
		d, err := c.document(r, path)
		if err != nil {
			return nil, err
		}
		if len(d.Blocks) == 0 { // no fault, and no proof of anything either
			r.note("%s : aucun mot à lire.", "%s: no word to read.", d.Name)
		}
		list = append(list, d)
	}
	return list, nil
}

func (c *checkCmd) document(r *run, path string) (*text.Document, error) {
	name, in := path, r.in
	if path == standardInput {
		name = cmp.Or(c.StdinName, standardInput)
	} else {
		f, err := os.Open(path)
		if err != nil {
			return nil, unreadable(path, err)
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	content, err := io.ReadAll(io.LimitReader(in, text.MostBytes+1)) // the reader of texts says so of one that is larger
	if err != nil {
		return nil, unreadable(path, err)
	}
	return text.Read(name, content)
}

// filesUnder is the file itself, or what a folder holds that can be read, in the order of names; what begins with a dot is left out.
func filesUnder(path string) ([]string, error) {
	if path == standardInput {
		return []string{path}, nil
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, unreadable(path, err)
	}
	if !info.IsDir() {
		return []string{path}, nil
	}
	var list []string
	err = filepath.WalkDir(path, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name != path && strings.HasPrefix(d.Name(), "."):
			if d.IsDir() {
				return fs.SkipDir
			}
		case d.Type().IsRegular() && slices.Contains(readable, strings.ToLower(filepath.Ext(name))):
			list = append(list, name)
		}
		return nil
	})
	if err != nil {
		return nil, unreadable(path, err)
	}
	if len(list) == 0 {
		return nil, apperr.Newf(apperr.Invalid, "check.empty_folder", "Le dossier %s n’a pas de fichier à lire (%s).", "The folder %s has no file to read (%s).", path, strings.Join(readable, " "))
	}
	return list, nil
}

// waiveInFile answers for one finding in the file of waivers.
func (c *checkCmd) waiveInFile(r *run, found []check.Finding, path string) error {
	i := slices.IndexFunc(found, func(f check.Finding) bool { return f.Fingerprint == c.Waive })
	if i < 0 {
		return apperr.Newf(apperr.NotFound, "check.none", "Aucun constat ne porte l’empreinte « %.40s ».", "No finding bears the fingerprint “%.40s”.", c.Waive)
	}
	f := found[i]
	w := check.Waiver{Fingerprint: f.Fingerprint, Rule: f.Rule, Words: f.Words, File: seenFrom(path, f.File), By: cmp.Or(c.By, r.Actor), Reason: c.Reason}
	if err := check.AddWaiver(path, w, time.Now()); err != nil {
		return err
	}
	return r.acted(f.Fingerprint, "Dérogation écrite dans "+path+".", "Waiver written in "+path+".")
}

// seenFrom names a file as it is seen from the folder of another, so that both may be moved together.
func seenFrom(config, file string) string {
	from, err := filepath.Abs(filepath.Dir(config))
	if err != nil {
		return file
	}
	to, err := filepath.Abs(file)
	if err != nil {
		return file
	}
	if short, err := filepath.Rel(from, to); err == nil {
		to = short
	}
	return filepath.ToSlash(to)
}

// stale keeps the waivers of which this check can say that they match nothing: their rule was run, on their file, on a closed report.
func (c *checkCmd) stale(unmatched []check.Waiver, result render.Result, config string) []check.Waiver {
	if c.Draft {
		return nil
	}
	var files []string
	for _, d := range result.Documents {
		files = append(files, seenFrom(config, d.Name))
	}
	return slices.DeleteFunc(unmatched, func(w check.Waiver) bool {
		run := slices.ContainsFunc(result.Rules, func(x *check.Rule) bool { return x.Name == w.Rule })
		read := w.File == "" || slices.Contains(files, w.File)
		return w.Rule != "" && !run || w.Rule == online.RuleName && !c.Links || !read
	})
}
