package days

import (
	"slices"
	"sort"

	"maillage/internal/kit/lang"
	"maillage/internal/programme/check"
	"maillage/internal/programme/check/moment"
)

// fewestSorted is the shortest list of which one can say that it is sorted.
const fewestSorted = 5

// sortedParts cuts a list where it begins anew: after a step back that several entries in a row do not make up for. Dates of which something
// was said already are left out.
func sortedParts(entries []moment.Moment, told map[spotKey]bool) [][]moment.Moment {
	var list []moment.Moment
	for _, m := range entries {
		if len(m.Days) > 0 && !told[keyOf(m)] && m.Source == moment.Written {
			list = append(list, m)
		}
	}
	if descends(list) {
		slices.Reverse(list)
	}
	var parts [][]moment.Moment
	from := 0
	for i := 1; i < len(list); i++ {
		if i-from >= 2 && i+1 < len(list) && restarts(list[i-1], list[i:min(len(list), i+3)]) {
			parts = append(parts, list[from:i])
			from = i
		}
	}
	return append(parts, list[from:])
}

// descends tells whether more steps lead back than on: some lists tell the latest first.
func descends(list []moment.Moment) bool {
	up, down := 0, 0
	for i := 1; i < len(list); i++ {
		switch list[i].Start().Compare(list[i-1].Start()) {
		case 1:
			up++
		case -1:
			down++
		}
	}
	return down > up
}

// restarts tells whether two or more entries all stand before the last one.
func restarts(last moment.Moment, next []moment.Moment) bool {
	for _, m := range next {
		if !m.Start().Before(last.Start()) {
			return false
		}
	}
	return true
}

// outOfOrder reports the entries to move so that a list is sorted: the fewest, and at most one in five.
func outOfOrder(list []moment.Moment, r *check.Reporter) {
	kept := inOrder(list)
	if len(list) < fewestSorted || len(kept) == len(list) || 5*len(kept) < 4*len(list) {
		return
	}
	for i, m := range list {
		if _, found := slices.BinarySearch(kept, i); found {
			continue
		}
		p := check.Problem{
			At: m.Spot, Severity: check.Notice, Confidence: check.Medium,
			Message: lang.Text{FR: "Cette date rompt l'ordre de la liste.", EN: "This date breaks the order of the list."},
			Mend:    lang.Text{FR: "Vérifiez la date ; si elle est juste, rangez la ligne à sa place.", EN: "Check the date; if it is right, move the line to its place."},
		}
		if at, found := slices.BinarySearchFunc(kept, m, func(k int, m moment.Moment) int {
			if list[k].Start().After(m.Start()) {
				return 1
			}
			return -1
		}); !found && at < len(kept) {
			next := list[kept[at]]
			p.Related = []check.Spot{next.Spot}
			p.Expected = lang.Text{FR: "Avant « " + next.Spot.Words() + " ».", EN: "Before “" + next.Spot.Words() + "”."}
		} else {
			last := list[kept[len(kept)-1]]
			p.Related = []check.Spot{last.Spot}
			p.Expected = lang.Text{FR: "Après « " + last.Spot.Words() + " ».", EN: "After “" + last.Spot.Words() + "”."}
		}
		r.Report(p)
	}
}

// inOrder returns the places of a longest part of the list that never steps back, in n·log n: tails[k] is where the best part of k+1 entries ends.
func inOrder(list []moment.Moment) []int {
	var tails []int
	before := make([]int, len(list))
	for i, m := range list {
		k := sort.Search(len(tails), func(k int) bool { return list[tails[k]].Start().After(m.Start()) })
		before[i] = -1
		if k > 0 {
			before[i] = tails[k-1]
		}
		if k == len(tails) {
			tails = append(tails, i)
		} else {
			tails[k] = i
		}
	}
	if len(tails) == 0 {
		return nil
	}
	var kept []int
	for i := tails[len(tails)-1]; i >= 0; i = before[i] {
		kept = append(kept, i)
	}
	slices.Reverse(kept)
	return kept
}
