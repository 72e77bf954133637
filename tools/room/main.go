// Command room starts a room of the house: room FLOOR/NAME writes its files, which build and pass, and says the lines to add elsewhere.
package main

import (
	"bytes"
	"embed"
	"errors"
	"fmt"
	"go/format"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"text/template"
)

//go:embed all:room
var templates embed.FS

var nameForm = regexp.MustCompile(`^(register|programme|mission)/([a-z]+)$`)

// room is what the templates know of it.
type room struct {
	Path    string // mission/event
	Name    string // event
	Type    string // Event
	Initial string // e
}

func main() {
	if err := run(os.Args[1:], ".", os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

func run(args []string, root string, out io.Writer) error {
	if len(args) != 1 || !nameForm.MatchString(args[0]) {
		return errors.New("usage: make new name=mission/event (register, programme or mission, then one short English noun)")
	}
	parts := nameForm.FindStringSubmatch(args[0])
	r := room{Path: parts[0], Name: parts[2], Type: strings.ToUpper(parts[2][:1]) + parts[2][1:], Initial: parts[2][:1]}
	dir := filepath.Join(root, "internal", filepath.FromSlash(r.Path))
	if _, err := os.Stat(dir); err == nil {
		return fmt.Errorf("%s is there already", dir)
	}
	files, err := r.files()
	if err != nil {
		return err
	}
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(name, f.content, 0o644); err != nil {
			return err
		}
		_, _ = fmt.Fprintln(out, name)
	}
	_, err = fmt.Fprintf(out, `
Then, outside the room:
  make migration name=%[1]s          its table, with the columns of store.go; name it in internal/db/copy.go; make gen
  internal/arch/arrows_test.go       the rooms that it knows, if any
  internal/app/app.go                one line of wiring, one for its routes
  README.md                          one line in the map of rooms
`, r.Name)
	return err
}

type file struct {
	name    string
	content []byte
}

// files fills in the templates; "type.go.txt" becomes the file of the room's main type.
func (r room) files() ([]file, error) {
	var list []file
	err := fs.WalkDir(templates, "room", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		t, err := template.New(path.Base(name)).Delims("<<", ">>").ParseFS(templates, name)
		if err != nil {
			return err
		}
		var b bytes.Buffer
		if err := t.Execute(&b, r); err != nil {
			return err
		}
		short := strings.TrimSuffix(strings.TrimPrefix(name, "room/"), ".txt")
		short = strings.Replace(short, "type", r.Name, 1)
		content := b.Bytes()
		if strings.HasSuffix(short, ".go") {
			if content, err = format.Source(content); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
		list = append(list, file{short, content})
		return nil
	})
	return list, err
}
