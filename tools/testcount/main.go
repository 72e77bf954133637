// Command testcount runs go test with its arguments, shows the lines that go test shows and why tests were skipped, and ends with one that
// counts:
//
//	N passed, N failed, N skipped
//
// Tests and subtests are counted; one that only groups subtests is not. A package that fails without a failing test, because it does not
// build or dies on the way, counts as one failure. The exit code is that of go test.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
)

func main() {
	command := exec.Command("go", append([]string{"test", "-json"}, os.Args[1:]...)...)
	command.Stderr = os.Stderr
	events, err := command.StdoutPipe()
	if err == nil {
		err = command.Start()
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "testcount:", err)
		os.Exit(2)
	}
	c := newCounter(os.Stdout)
	readErr := c.read(events)
	err = command.Wait()
	c.tell()
	os.Exit(status(err, readErr, c.failed))
}

// status keeps the exit code of go test, and never says that all is well when something failed or could not be read.
func status(err, readErr error, failed int) int {
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit) && exit.ExitCode() > 0:
		return exit.ExitCode()
	case err != nil || readErr != nil || failed > 0:
		return 1
	}
	return 0
}
