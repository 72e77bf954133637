package main

import (
	"strings"

	"maillage/internal/register/territory"
	"maillage/internal/register/territory/dataset"
)

const (
	current    = "commune-actuelle"
	delegated  = "commune-deleguee"
	associated = "commune-associee"
	district   = "arrondissement-municipal"
)

// communes keeps the communes of today; the EPCI, which the source gives by its members, is turned round.
func communes(src sources) []dataset.Commune {
	epci := map[string]string{}
	for _, e := range src.epcis {
		for _, m := range e.Membres {
			epci[m.Code] = e.Code
		}
	}
	var out []dataset.Commune
	for _, c := range src.communes {
		if c.Type != current {
			continue
		}
		out = append(out, dataset.Commune{
			Code: c.Code, Name: c.Nom, Department: c.Departement, EPCI: epci[c.Code],
			Postcodes: strings.Join(c.CodesPostaux, " "), Population: c.Population,
		})
	}
	return out
}

// successors maps every code that is no longer, or only partly, that of a commune to the commune of today.
func successors(rows []cogCommune) map[string]string {
	to := map[string]string{}
	for _, c := range rows {
		for _, old := range c.AnciensCodes {
			to[old] = c.Code
		}
	}
	for _, c := range rows {
		switch c.Type {
		case delegated, associated:
			to[c.Code] = c.ChefLieu
		case district:
			to[c.Code] = c.Commune
		}
	}
	for _, c := range rows {
		if c.Type == current {
			to[c.Code] = c.Code
		}
	}
	return to
}

// formers gathers the names that lead to a commune of today: the parts of it that still have a status, then every name of its history. A
// name is told once per commune and code; one that only spells the present name otherwise is kept when its code differs, for the code.
func formers(src sources) (out []dataset.Former, lost []string) {
	to, now := successors(src.communes), map[string]string{}
	until := endings(src.history)
	seen := map[string]bool{}
	add := func(f dataset.Former) {
		key := f.Commune + "|" + f.Code + "|" + territory.Fold(f.Name)
		if f.Code == f.Commune && territory.Fold(f.Name) == now[f.Commune] || seen[key] {
			return
		}
		seen[key] = true
		out = append(out, f)
	}
	for _, c := range src.communes {
		if c.Type == current {
			now[c.Code] = territory.Fold(c.Nom)
		}
	}
	kinds := map[string]dataset.FormerKind{delegated: dataset.Delegated, associated: dataset.Associated, district: dataset.District}
	for _, c := range src.communes {
		if kind, part := kinds[c.Type]; part {
			parent := c.ChefLieu + c.Commune // one of them is empty
			add(dataset.Former{Code: c.Code, Name: c.Nom, Commune: parent, Kind: kind, Until: until[c.Code+"|"+c.Nom]})
		}
	}
	for _, e := range src.history {
		switch {
		case e.Type != "COM":
		case to[e.Code] == "":
			lost = append(lost, e.Code+" "+e.Nom)
		default:
			add(dataset.Former{Code: e.Code, Name: e.Nom, Commune: to[e.Code], Kind: dataset.Gone, Until: until[e.Code+"|"+e.Nom]})
		}
	}
	return out, lost
}

// endings gives the last day a code and name were those of a commune of its own, by "code|name". A name that comes back has no end.
func endings(history []cogEvent) map[string]string {
	last := map[string]string{}
	for _, e := range history {
		if e.Type != "COM" {
			continue
		}
		key := e.Code + "|" + e.Nom
		if old, known := last[key]; !known || e.DateFin == "" || old != "" && e.DateFin > old {
			last[key] = e.DateFin
		}
	}
	return last
}
