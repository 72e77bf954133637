package frdate

import (
	"strings"
	"time"
)

// date is a day of the calendar, which may not exist until valid says so. Years have four figures: fewer are a slip of the keyboard.
type date struct{ y, m, d int }

func (a date) valid() bool {
	return a.y >= 1000 && a.y <= 9999 && a.m >= 1 && a.m <= 12 && a.d >= 1 && a.d <= daysIn(a.y, a.m)
}

func (a date) before(b date) bool {
	if a.y != b.y {
		return a.y < b.y
	}
	if a.m != b.m {
		return a.m < b.m
	}
	return a.d < b.d
}

// weekday counts from Monday, 1, to Sunday, 7.
func (a date) weekday() int {
	return (int(a.time().Weekday())+6)%7 + 1
}

func (a date) addDays(n int) date {
	y, m, d := a.time().AddDate(0, 0, n).Date()
	return date{y, int(m), d}
}

func (a date) time() time.Time { return time.Date(a.y, time.Month(a.m), a.d, 0, 0, 0, 0, time.UTC) }

func (a date) iso() string {
	b := [10]byte{4: '-', 7: '-'}
	for i, n := 3, a.y; i >= 0; i, n = i-1, n/10 {
		b[i] = byte('0' + n%10)
	}
	b[5], b[6] = byte('0'+a.m/10), byte('0'+a.m%10)
	b[8], b[9] = byte('0'+a.d/10), byte('0'+a.d%10)
	return string(b[:])
}

// parseISO reads yyyy-mm-dd and nothing else.
func parseISO(s string) (date, bool) {
	if len(s) != 10 || s[4] != '-' || s[7] != '-' {
		return date{}, false
	}
	y, ok1 := figures(s[:4])
	m, ok2 := figures(s[5:7])
	d, ok3 := figures(s[8:])
	a := date{y, m, d}
	return a, ok1 && ok2 && ok3 && a.valid()
}

// dayInFigures reads yyyy-mm-dd, dd/mm/yyyy and dd/mm/yy (taken as 20yy) alone.
func dayInFigures(s string) (date, bool) {
	if len(s) == 10 && s[4] == '-' {
		return parseISO(s)
	}
	first, last := strings.IndexByte(s, '/'), strings.LastIndexByte(s, '/')
	if first < 1 || first > 2 || last-first < 2 || last-first > 3 {
		return date{}, false
	}
	d, ok1 := figures(s[:first])
	m, ok2 := figures(s[first+1 : last])
	y, ok3 := figures(s[last+1:])
	switch len(s) - last {
	case 3:
		y += 2000
	case 5:
	default:
		return date{}, false
	}
	return date{y, m, d}, ok1 && ok2 && ok3
}

func figures(s string) (n int, ok bool) {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, len(s) > 0
}

func daysIn(y, m int) int {
	switch m {
	case 2:
		if y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}
