package ui

import (
	"cmp"
	"slices"
	"strings"

	"maillage/internal/kit/apperr"
	"maillage/internal/programme/indicator"
)

const proposed = 3

// unknown tells that no indicator has a key, with those that are written most like it.
func unknown(key string, all []indicator.Indicator) error {
	keys := make([]string, len(all))
	for i, x := range all {
		keys[i] = x.Key
	}
	slices.SortStableFunc(keys, func(a, b string) int { return cmp.Compare(distance(key, a), distance(key, b)) })
	near := strings.Join(keys[:min(proposed, len(keys))], ", ")
	return apperr.Newf(apperr.NotFound, "indicator.unknown", "Il n’y a pas d’indicateur « %.60s ». Les plus proches : %s.",
		"There is no indicator “%.60s”. The nearest: %s.", key, near)
}

// distance counts the letters to change, add or drop to go from one key to another (Levenshtein); keys are short and in ASCII.
func distance(a, b string) int {
	a = a[:min(len(a), 60)]
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
