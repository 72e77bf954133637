package xlsx

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// shape is what a number format makes of a number.
type shape int

const (
	number  shape = iota
	date          // day, month or year shown, no hour
	moment        // date and hour
	clock         // hour only
	elapsed       // [h]:mm, which runs past 24 hours
	percent
	padded // leading zeros, as in a postcode 00000
)

// format is a number format, reduced to what changes the text.
type format struct {
	shape shape
	width int // of padded
}

// builtinFormat returns the format of an identifier below 164; only the codes that differ from the plain number matter.
// Source: ECMA-376 part 1, 18.8.30 numFmt, with the date codes of East Asian installations (27-36, 50-58).
func builtinFormat(id int) format {
	switch {
	case id == 9 || id == 10:
		return format{shape: percent}
	case id == 22:
		return format{shape: moment}
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 58:
		return format{shape: date}
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id == 45, id == 47:
		return format{shape: clock}
	case id == 46:
		return format{shape: elapsed}
	}
	return format{}
}

// parseFormat reads a custom format code such as `dd/mm/yyyy hh:mm`, `0.0 %`, `[h]:mm` or `00000`.
func parseFormat(code string) format {
	bare, isElapsed := stripLiterals(code)
	if !isElapsed && bare == "" || bare == "general" || bare == "standard" { // French installations sometimes leave "Standard" in the file
		return format{}
	}
	hours := strings.ContainsAny(bare, "hs") || isElapsed
	switch {
	case isElapsed:
		return format{shape: elapsed}
	case strings.ContainsAny(bare, "yd") && hours:
		return format{shape: moment}
	case strings.ContainsAny(bare, "yd"), strings.Contains(bare, "m") && !hours:
		return format{shape: date}
	case hours:
		return format{shape: clock}
	case strings.Contains(bare, "%"):
		return format{shape: percent}
	case strings.Trim(bare, "0#") == "" && strings.Contains(bare, "0"):
		return format{shape: padded, width: len(bare) - strings.Index(bare, "0")}
	}
	return format{}
}

// stripLiterals keeps the first section of a format code, lower case, without quoted texts, escapes, colours and locales, and says
// whether it counts elapsed hours, minutes or seconds.
func stripLiterals(code string) (bare string, isElapsed bool) {
	var b strings.Builder
	for i := 0; i < len(code); i++ {
		switch c := code[i]; c {
		case ';':
			return b.String(), isElapsed
		case '"':
			i += 1 + skipTo(code[i+1:], '"')
		case '[':
			n := skipTo(code[i+1:], ']')
			inside := strings.ToLower(code[i+1 : i+1+n])
			isElapsed = isElapsed || inside != "" && strings.Trim(inside, inside[:1]) == "" && strings.ContainsAny(inside[:1], "hms")
			i += 1 + n
		case '\\', '_', '*':
			i++
		case ' ':
		default:
			b.WriteByte(c | lowerBit(c))
		}
	}
	return b.String(), isElapsed
}

func skipTo(s string, c byte) int {
	if n := strings.IndexByte(s, c); n >= 0 {
		return n
	}
	return len(s)
}

func lowerBit(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		return 0x20
	}
	return 0
}

// reason says why the value of a cell cannot be read.
type reason struct{ fr, en string }

var (
	notANumber = &reason{"ce n'est pas un nombre", "it is not a number"}
	notADate   = &reason{"date hors du calendrier du tableur", "date outside the calendar of spreadsheets"}
)

// render turns the stored value of a numeric cell into the text that the cell shows.
func (f format) render(raw string, date1904 bool) (string, *reason) {
	if f.shape == number && plainInteger(raw) {
		return raw, nil
	}
	v, err := strconv.ParseFloat(raw, 64)
	if err != nil || math.IsNaN(v) || math.IsInf(v, 0) {
		return raw, notANumber
	}
	switch f.shape {
	case percent:
		return decimal(v*100) + " %", nil
	case padded:
		return pad(decimal(v), f.width), nil
	case number:
		return decimal(v), nil
	}
	if text, ok := f.renderTime(v, date1904); ok {
		return text, nil
	}
	return raw, notADate
}

// plainInteger is the fast path: most numbers of such files need no change.
func plainInteger(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != "" && len(s) <= 15 && (s[0] != '0' || len(s) == 1)
}

// decimal writes a number with the 15 significant digits that spreadsheets show, so that the stored 0.30000000000000004 reads 0.3.
func decimal(v float64) string {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
	if err != nil || rounded == 0 { // rounding may overflow; and minus zero is shown as zero
		rounded = v + 0
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}

func pad(s string, width int) string {
	if strings.ContainsAny(s, ".-") || len(s) >= width {
		return s
	}
	return strings.Repeat("0", width-len(s)) + s
}

const (
	daySeconds = 24 * 60 * 60
	lastSerial = 2958465 // 31 December 9999 in the 1900 system, the last day that spreadsheets know
	shift1904  = 1462    // days from the first day of the 1900 system to that of the 1904 system
)

func (f format) renderTime(serial float64, date1904 bool) (text string, ok bool) {
	if serial < 0 || serial >= lastSerial+1 {
		return "", false
	}
	seconds := int64(math.Round(serial * daySeconds))
	day, rest := seconds/daySeconds, seconds%daySeconds
	switch {
	case f.shape == elapsed:
		return clockText(seconds), true
	case f.shape == clock && day == 0:
		return clockText(rest), true
	}
	if date1904 {
		day += shift1904
	}
	if f.shape == date || rest == 0 {
		return dayText(day), true
	}
	return dayText(day) + " " + clockText(rest), true
}

// dayText converts a day of the 1900 system. That system holds a 29 February 1900, which never was, as day 60: it is given as the
// spreadsheet shows it, and whoever reads the date will refuse it.
func dayText(day int64) string {
	switch {
	case day == 60:
		return "1900-02-29"
	case day < 60:
		day++
	}
	return time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(day)).Format(time.DateOnly)
}

func clockText(seconds int64) string {
	h, m, s := seconds/3600, seconds/60%60, seconds%60
	if s == 0 {
		return fmt.Sprintf("%02d:%02d", h, m)
	}
	return fmt.Sprintf("%02d:%02d:%02d", h, m, s)
}
