package dataset

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Write writes the file. The same data always gives the same bytes.
func Write(w io.Writer, d Data) error {
	zip, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(zip)
	fmt.Fprintf(out, "%s\t%s\n", magic, clean(d.Vintage))
	section(out, "region", d.Regions, func(r Region) []string { return []string{r.Code, r.Name} })
	section(out, "department", d.Departments, func(x Department) []string { return []string{x.Code, x.Name, x.Region, x.Zone} })
	section(out, "epci", d.EPCIs, func(e EPCI) []string { return []string{e.Code, e.Name, e.Kind} })
	section(out, "commune", d.Communes, communeRow)
	section(out, "former", d.Formers, func(f Former) []string { return []string{f.Code, f.Name, f.Commune, string(f.Kind), f.Until} })
	section(out, "outline", d.Outlines, outlineRow)
	if err := out.Flush(); err != nil {
		return err
	}
	return zip.Close()
}

func section[T any](out *bufio.Writer, name string, rows []T, row func(T) []string) {
	fmt.Fprintf(out, "#%s\t%d\n", name, len(rows))
	for _, r := range rows {
		for i, cell := range row(r) {
			if i > 0 {
				out.WriteByte('\t')
			}
			out.WriteString(clean(cell))
		}
		out.WriteByte('\n')
	}
}

func communeRow(c Commune) []string {
	return []string{
		c.Code, c.Name, c.Department, c.EPCI, c.Postcodes, strconv.Itoa(c.Population),
		string(c.Position), strconv.Itoa(c.Lat), strconv.Itoa(c.Lon),
	}
}

// outlineRow writes each ring as its first point followed by steps, which are small numbers and compress well.
func outlineRow(o Outline) []string {
	cells := []string{o.Department}
	for _, ring := range o.Rings {
		var b strings.Builder
		var last Point
		for i, p := range ring {
			if i > 0 {
				b.WriteByte(' ')
			}
			fmt.Fprintf(&b, "%d %d", p.Lon-last.Lon, p.Lat-last.Lat)
			last = p
		}
		cells = append(cells, b.String())
	}
	return cells
}

// clean keeps a name from breaking its row.
func clean(s string) string { return strings.NewReplacer("\t", " ", "\n", " ", "\r", " ").Replace(s) }
