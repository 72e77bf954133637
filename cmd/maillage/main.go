// Command maillage runs a network of third places and writes its funders' report. `maillage help` lists what it does.
package main

import (
	"os"

	"maillage/internal/app"
)

func main() {
	os.Exit(app.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
