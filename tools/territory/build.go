package main

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"maillage/internal/register/territory/dataset"
)

// report counts what was built, for the person who refreshes the data.
type report struct {
	communes, formers           int
	exact, approximate, nowhere int
	outlines, points            int
	lost                        []string // names of history that lead to no commune of today
}

func (r report) print(w io.Writer, out string) error {
	info, err := os.Stat(out)
	if err != nil {
		return err
	}
	fmt.Fprintf(w, "communes %d, former names %d (%d lost: %s)\n", r.communes, r.formers, len(r.lost), strings.Join(r.lost[:min(5, len(r.lost))], ", "))
	fmt.Fprintf(w, "coordinates: %d known, %d approximate, %d none\n", r.exact, r.approximate, r.nowhere)
	fmt.Fprintf(w, "outlines %d of %d points; file %d kB\n", r.outlines, r.points, info.Size()/1024)
	return nil
}

func build(src sources) (dataset.Data, report, error) {
	var rep report
	d := dataset.Data{Vintage: src.vintage}
	for _, r := range src.regions {
		d.Regions = append(d.Regions, dataset.Region{Code: r.Code, Name: r.Nom})
	}
	for _, x := range src.departments {
		d.Departments = append(d.Departments, dataset.Department{Code: x.Code, Name: x.Nom, Region: x.Region, Zone: x.Zone})
	}
	for _, e := range src.epcis {
		d.EPCIs = append(d.EPCIs, dataset.EPCI{Code: e.Code, Name: e.Nom, Kind: e.Type})
	}
	d.Communes = communes(src)
	d.Formers, rep.lost = formers(src)
	locate(&d, src.cities)
	var err error
	if d.Outlines, err = outlines(src.chart, src.departments); err != nil {
		return d, rep, err
	}
	inOrder(&d)
	rep.count(d)
	return d, rep, nil
}

func inOrder(d *dataset.Data) {
	slices.SortFunc(d.Regions, func(a, b dataset.Region) int { return cmp.Compare(a.Code, b.Code) })
	slices.SortFunc(d.Departments, func(a, b dataset.Department) int { return cmp.Compare(a.Code, b.Code) })
	slices.SortFunc(d.EPCIs, func(a, b dataset.EPCI) int { return cmp.Compare(a.Code, b.Code) })
	slices.SortFunc(d.Communes, func(a, b dataset.Commune) int { return cmp.Compare(a.Code, b.Code) })
	slices.SortFunc(d.Formers, func(a, b dataset.Former) int {
		return cmp.Or(cmp.Compare(a.Commune, b.Commune), cmp.Compare(a.Code, b.Code), cmp.Compare(a.Name, b.Name))
	})
	slices.SortFunc(d.Outlines, func(a, b dataset.Outline) int { return cmp.Compare(a.Department, b.Department) })
}

func (r *report) count(d dataset.Data) {
	r.communes, r.formers, r.outlines = len(d.Communes), len(d.Formers), len(d.Outlines)
	for _, c := range d.Communes {
		switch c.Position {
		case dataset.Exact:
			r.exact++
		case dataset.Approximate:
			r.approximate++
		default:
			r.nowhere++
		}
	}
	for _, o := range d.Outlines {
		for _, ring := range o.Rings {
			r.points += len(ring)
		}
	}
}
