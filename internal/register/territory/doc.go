// Package territory knows where things are: communes with their postcodes, intercommunalities (EPCI), departments, regions of today and of
// before 2016, names of merged communes with the date they ended, coordinates, outlines, distances. It reads what people write in cells
// ("Floirac (33)", "Deux-Sèvre", "Brive", "distanciel") and says how it read it. It holds no database: its data are a file in the program.
//
// # Words
//
// A commune of today is the only place that is counted; a former commune (merged, delegated, associated or renamed), a municipal district
// of Paris, Lyon or Marseille, a postcode and a tag such as "(33)" lead to one. A department belongs to a region and, on the mainland, to a
// former region, by which the funders' agreements of 2014-2020 were told apart. A remote event ("distanciel") has no commune.
//
// # Reading
//
// A Reading is found, ambiguous (candidates are put to a person), unknown or empty. Nothing is guessed in silence: what was not written
// letter for letter is told by Match.Why and, when a person should look, by an issue.
//
//	step           example                     why       issue
//	as written     Pessac                      exact     -
//	folded         St-Andre de Cubzac          folded    -
//	former name    Couhé -> Valence-en-Poitou  former    former_commune
//	cut short      Brive, Bouscat              short     short_form
//	typing errors  Châtellerauld (86)          typo      spelling
//	number         (79), 2A, CD 33             tag       -
//	postcode       75011                       postcode  -
//
// The first step that finds anything decides, and the department given by a tag, a postcode or Hint.Department comes before the rest of
// France at each step. A name that stands only outside the department given is never taken: it is proposed with department_conflict.
//
// # Homonyms
//
// The name alone does not tell one commune in nine: Floirac is in 33, 17 and 46. In this order: the department given; Hint.Known, the usual places of the
// network, if it holds exactly one of them; Hint.Region, if exactly one of them lies in it; else all are candidates. In a department column
// only, where the homonyms left in the region are told apart by a factor of 20 in population, the largest is taken, with the issue
// homonym_by_population and the others as candidates. Names of communes that ended before 2000 and have no status left never compete with a
// commune of today.
//
// # Typing errors
//
// None are allowed up to 3 letters, one up to 6, two above, where two neighbours swapped count for one (Damerau-Levenshtein). Inside the
// department, else the region, the nearest name is read; in the whole of France, only one that has no other within reach.
//
// # Data
//
// data/territory.tsv.gz is built by tools/territory from the sources that LICENCES.md lists. Coordinates of three communes in four are
// approximate: see Commune.
package territory
