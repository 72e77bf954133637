package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// event is a line of go test -json (go doc test2json), with the lines of the build.
type event struct {
	Action     string
	Package    string
	ImportPath string // of build lines
	Test       string
	Output     string
}

type counter struct {
	out                     io.Writer
	passed, failed, skipped int
	kept                    map[[2]string][]string // what a test said, shown unless it passes
	groups                  map[[2]string]bool     // tests that have subtests
	broken                  map[string]bool        // packages with a failing test
}

func newCounter(out io.Writer) *counter {
	return &counter{out: out, kept: map[[2]string][]string{}, groups: map[[2]string]bool{}, broken: map[string]bool{}}
}

func (c *counter) read(events io.Reader) error {
	r := bufio.NewReader(events)
	for {
		line, err := r.ReadBytes('\n')
		var e event
		switch {
		case len(line) == 0:
		case json.Unmarshal(line, &e) == nil:
			c.hear(e)
		default: // go test writes some lines of the build as they are
			_, _ = c.out.Write(line)
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func (c *counter) hear(e event) {
	id := [2]string{e.Package, e.Test}
	switch {
	case e.Action == "build-output":
		_, _ = io.WriteString(c.out, e.Output)
	case e.Test == "":
		c.hearPackage(e)
	case e.Action == "run":
		if i := strings.LastIndex(e.Test, "/"); i > 0 {
			c.groups[[2]string{e.Package, e.Test[:i]}] = true
		}
	case e.Action == "output":
		if e.Output != "" && !strings.HasPrefix(e.Output, "=== ") {
			c.kept[id] = append(c.kept[id], e.Output)
		}
	case e.Action == "pass" || e.Action == "skip" || e.Action == "fail":
		c.end(e, id)
	}
}

// hearPackage shows what a package says of itself, such as its ok line, but not the bare PASS that only go test -v shows.
func (c *counter) hearPackage(e event) {
	switch {
	case e.Action == "output" && e.Output != "PASS\n" && !strings.HasPrefix(e.Output, "=== "):
		_, _ = io.WriteString(c.out, e.Output)
	case e.Action == "fail" && !c.broken[e.Package]:
		c.showUnended(e.Package)
		c.failed++
	}
}

// showUnended shows what tests said that never ended, since the program died in one of them.
func (c *counter) showUnended(pkg string) {
	for id, lines := range c.kept {
		if id[0] == pkg {
			_, _ = io.WriteString(c.out, strings.Join(lines, ""))
			delete(c.kept, id)
		}
	}
}

func (c *counter) end(e event, id [2]string) {
	if e.Action != "pass" { // unlike go test, say why a test was skipped: what was not tried must not pass for tried
		_, _ = io.WriteString(c.out, strings.Join(c.kept[id], ""))
	}
	delete(c.kept, id)
	grouped := c.groups[id]
	switch {
	case e.Action == "fail" && (!grouped || !c.failedBelow(id)):
		c.failed++
		c.broken[e.Package] = true
		c.markAbove(id)
	case grouped:
	case e.Action == "pass":
		c.passed++
	case e.Action == "skip":
		c.skipped++
	}
}

// markAbove remembers that the groups above a failing test fail because of it.
func (c *counter) markAbove(id [2]string) {
	for name := id[1]; ; {
		i := strings.LastIndex(name, "/")
		if i < 0 {
			return
		}
		name = name[:i]
		c.broken[id[0]+"\x00"+name] = true
	}
}

func (c *counter) failedBelow(id [2]string) bool { return c.broken[id[0]+"\x00"+id[1]] }

func (c *counter) tell() {
	_, _ = fmt.Fprintf(c.out, "%d passed, %d failed, %d skipped\n", c.passed, c.failed, c.skipped)
}
