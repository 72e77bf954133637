package check

import (
	"path/filepath"
	"strings"

	"maillage/internal/programme/check/text"
)

// Reports parts documents into those that are read together: what one says, another of the same report may contradict. All of them make one
// report, unless each is to be read apart. One text in several formats (bilan.odt and bilan.pdf) is never read against itself: the second
// format, and the third, make a report of their own.
func Reports(documents []*text.Document, apart bool) [][]*text.Document {
	var reports [][]*text.Document
	twins := map[string]int{}
	for i, d := range documents {
		nth := i
		if !apart {
			stem := strings.TrimSuffix(d.Name, filepath.Ext(d.Name))
			nth = twins[stem]
			twins[stem]++
		}
		if nth == len(reports) {
			reports = append(reports, nil)
		}
		reports[nth] = append(reports[nth], d)
	}
	return reports
}
