package territory

import (
	"math/bits"
	"strings"
)

// Fold brings a place name to the form in which two spellings meet: small letters without accents, œ and æ spelt out, hyphens,
// apostrophes and points as one space, "St" and "Ste" in full, "/" (and "s/") as "sur", "3e" and "3ème" as "3". Only a-z, 0-9 and
// single spaces are left.
func Fold(name string) string {
	out := make([]byte, 0, len(name)+8)
	word := 0 // where the word being written starts
	for _, r := range name {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			out = append(out, byte(r))
		case 'A' <= r && r <= 'Z':
			out = append(out, byte(r)+'a'-'A')
		case 0x300 <= r && r <= 0x36f: // a combining accent: its letter is already written
		case r >= 0x80 && plain[r] != "":
			out = append(out, plain[r]...)
		default:
			out = endWord(out, word)
			if r == '/' {
				out = append(cutLoneS(out), "sur "...)
			}
			word = len(out)
		}
	}
	return strings.TrimSuffix(string(endWord(out, word)), " ")
}

// endWord closes the word that starts at from, in full where it is an abbreviation.
func endWord(out []byte, from int) []byte {
	word := string(out[from:])
	switch word {
	case "":
		return out
	case "st":
		word = "saint"
	case "ste":
		word = "sainte"
	default:
		word = cardinal(word)
	}
	return append(append(out[:from], word...), ' ')
}

// cutLoneS drops the "s" of "s/", which is written for "sur".
func cutLoneS(out []byte) []byte {
	if s := string(out); s == "s " || strings.HasSuffix(s, " s ") {
		return out[:len(out)-2]
	}
	return out
}

// cardinal turns "3e", "3eme" and "1er" into their number; other words stay.
func cardinal(word string) string {
	digits := strings.TrimRight(word, "abcdefghijklmnopqrstuvwxyz")
	if digits == "" || digits == word {
		return word
	}
	switch word[len(digits):] {
	case "e", "er", "re", "eme", "ieme", "nd", "nde":
		return digits
	}
	return word
}

var plain = plainLetters()

func plainLetters() map[rune]string {
	letters := map[string]string{
		"a": "àáâãäåÀÁÂÃÄÅ", "c": "çÇ", "e": "èéêëÈÉÊË", "i": "ìíîïÌÍÎÏ", "n": "ñÑ", "o": "òóôõöøÒÓÔÕÖØ",
		"u": "ùúûüÙÚÛÜ", "y": "ýÿÝŸ", "ae": "æÆ", "oe": "œŒ", "ss": "ß",
	}
	m := map[rune]string{}
	for to, from := range letters {
		for _, r := range from {
			m[r] = to
		}
	}
	return m
}

// longestName bounds what is compared letter by letter; the longest commune has 45 letters.
const longestName = 60

// tolerance is the number of typing errors allowed in a folded name: none up to 3 letters, 1 up to 6, 2 above.
func tolerance(folded string) int {
	switch n := len(folded); {
	case n <= 3 || n > longestName:
		return 0
	case n <= 6:
		return 1
	default:
		return 2
	}
}

// editDistance counts the letters added, dropped, changed or swapped with their neighbour between a and b (Damerau-Levenshtein,
// optimal string alignment). It gives up and returns most+1 as soon as the count must exceed most.
func editDistance(a, b string, most int) int {
	if len(a) > longestName || len(b) > longestName || len(a)-len(b) > most || len(b)-len(a) > most {
		return most + 1
	}
	var rows [3][longestName + 1]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		best := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			row[j] = d
			best = min(best, d)
		}
		if best > most {
			return most + 1
		}
		before, last, row = last, row, before
	}
	return min(last[len(b)], most+1)
}

// signature is a bag of letters in 64 bits: bit l is set by the first letter l, bit 26+l by the second; the rest by a third of the twelve
// most common ones. One typing error moves at most two bits, so that most names are ruled out by one subtraction of bags.
type signature uint64

const thirdOf = "eainsrltoucm"

func sign(folded string) signature {
	var seen [26]uint8
	var s signature
	for i := range len(folded) {
		l := folded[i] - 'a'
		if l >= 26 {
			continue
		}
		seen[l]++
		switch seen[l] {
		case 1:
			s |= 1 << l
		case 2:
			s |= 1 << (26 + l)
		case 3:
			if k := strings.IndexByte(thirdOf, folded[i]); k >= 0 {
				s |= 1 << (52 + k)
			}
		}
	}
	return s
}

// mayBeWithin tells whether two names of these signatures can be most typing errors apart.
func (s signature) mayBeWithin(t signature, most int) bool {
	return bits.OnesCount64(uint64(s^t)) <= 2*most
}
