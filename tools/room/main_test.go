package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestRunRefuses(t *testing.T) {
	for _, args := range [][]string{nil, {"event"}, {"kit/event"}, {"mission/Event"}, {"mission/../x"}, {"mission/a", "b"}} {
		if err := run(args, t.TempDir(), io.Discard); err == nil {
			t.Errorf("%v is taken", args)
		}
	}
	root := t.TempDir()
	if err := run([]string{"mission/event"}, root, io.Discard); err != nil {
		t.Fatal(err)
	}
	if err := run([]string{"mission/event"}, root, io.Discard); err == nil {
		t.Error("a room that is there is written over")
	}
}

// TestRoomBuilds writes a room beside the others, in a folder that no pattern of the go command sees, and runs its tests and its generator.
func TestRoomBuilds(t *testing.T) {
	if testing.Short() {
		t.Skip("short: builds a room")
	}
	dir, err := os.MkdirTemp("../..", "_room")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = os.RemoveAll(dir) }()
	r := room{Path: "mission/trial", Name: "trial", Type: "Trial", Initial: "t"}
	r.Path = filepath.ToSlash(filepath.Join("..", filepath.Base(dir), "mission/trial")) // so that its own import finds it there
	files, err := r.files()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		name := filepath.Join(dir, "mission/trial", filepath.FromSlash(f.name))
		content := strings.ReplaceAll(string(f.content), "maillage/internal/../", "maillage/")
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	below := "./" + filepath.Base(dir) + "/mission/trial"
	for _, command := range [][]string{
		{"go", "run", "github.com/a-h/templ/cmd/templ", "generate", "-path", below, "-log-level", "error"},
		{"go", "vet", below, below + "/ui"},
		{"go", "test", "-count=1", below},
	} {
		c := exec.Command(command[0], command[1:]...)
		c.Dir = "../.."
		if out, err := c.CombinedOutput(); err != nil {
			t.Errorf("%v: %v\n%s", command, err, out)
		}
	}
}
