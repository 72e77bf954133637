package frdate

// maxAtoms bounds the work on a hostile text; a longer list leaves trailing text.
const maxAtoms = 64

// opening is how a run begins.
type opening uint8

const (
	openNone opening = iota
	openBetween
	openSince
	openUntil
)

// run is a list or an interval of atoms, with the hours that may follow the first day.
type run struct {
	atoms    []atom
	open     opening
	from, to string
	end      int
}

// run reads the longest list or interval from the position. False when the text does not begin with a date.
func (p *parser) run() (run, bool) {
	r := run{open: p.opening()}
	for len(r.atoms) < maxAtoms {
		a, ok := p.atom()
		if n := len(r.atoms); n > 0 && (!ok || !follows(r.atoms[n-1], a)) {
			if a, ok = p.shortYear(r.atoms[n-1]); !ok {
				break
			}
		}
		if !ok {
			return run{}, false
		}
		if p.pos = a.end; a.day != 0 && r.from == "" {
			r.from, r.to = p.hours()
			a.end = p.pos
		}
		r.atoms = append(r.atoms, a)
		joined, span := p.separator(&r)
		if !joined {
			break
		}
		r.atoms[len(r.atoms)-1].span = span
	}
	return r.closed()
}

// closed drops the bare numbers at the end ("12/04/2019, 15 personnes") and gives each atom what it shares with the one on its right.
func (r run) closed() (run, bool) {
	n := len(r.atoms)
	for n > 0 && r.atoms[n-1].bare() {
		n--
	}
	if n == 0 {
		return run{}, false
	}
	r.atoms = r.atoms[:n]
	r.atoms[n-1].span = false
	r.end = r.atoms[n-1].end
	for i := n - 2; i >= 0; i-- {
		a, next := &r.atoms[i], r.atoms[i+1]
		if a.month == 0 && a.day != 0 {
			a.month = next.month
		}
		if a.year == 0 {
			a.year = next.year
		}
	}
	return r, true
}

func (a atom) bare() bool { return a.month == 0 && a.year == 0 && a.part == whole }

// follows tells whether b may continue a run after a: a complete date is followed by complete dates of the same grain, so that the words after
// a date are not taken for another one.
func follows(a, b atom) bool {
	switch {
	case a.part != whole || b.part != whole:
		return b.year != 0 && !a.bare()
	case b.bare():
		return a.day != 0
	case a.bare():
		return b.day != 0
	case b.day == 0 && b.month == 0:
		return a.day == 0 && a.month == 0
	case a.year == 0:
		return b.month != 0
	case b.year == 0:
		return b.day != 0 && !b.numeric
	}
	return (a.month == 0) == (b.month == 0)
}

// shortYear reads the "19" of "2018-19-20".
func (p *parser) shortYear(prev atom) (atom, bool) {
	p.pos = prev.end
	sep := p.peek()
	t := p.after(sep)
	onlyYear := prev.year != 0 && prev.month == 0 && prev.part == whole
	if !onlyYear || (sep.sign != '-' && sep.sign != '/') || !t.tight || t.digits != 2 || t.n != (prev.year+1)%100 {
		return atom{}, false
	}
	return atom{year: prev.year + 1, end: t.end}, true
}

func (p *parser) opening() opening {
	t := p.peek()
	next := p.after(t)
	switch {
	case t.word == wSince, t.word == wFrom && t.n == foldedDes && t.end-t.start > len("des"):
		p.take(t)
		return openSince
	case t.word == wTo && next.word == wPartir:
		p.take(next)
		p.skipWords(wFrom)
		return openSince
	case t.word == wUntil:
		p.take(t)
		p.accept('\'')
		p.skipWords(wTo)
		return openUntil
	case t.word == wBetween:
		p.take(t)
		return openBetween
	case t.word == wFrom, t.word == wTo: // "du 3 au 5", "au printemps"
		p.skipWords(t.word)
	}
	return openNone
}

// separator reads what joins two dates and tells whether they bound an interval.
func (p *parser) separator(r *run) (joined, span bool) {
	t := p.peek()
	switch {
	case t.sign == ',' || t.sign == ';' || t.sign == '&' || t.sign == '+' || t.sign == '/':
		p.take(t)
		p.skipWords(wAnd)
	case t.word == wAnd:
		p.take(t)
		span = r.open == openBetween
	case t.sign == '-' || t.word == wTo:
		p.take(t)
		span = true
	case t.word == wUntil:
		p.take(t)
		p.accept('\'')
		p.skipWords(wTo)
		span = true
	default:
		return false, false
	}
	p.skipWords(wFrom)
	return true, span
}

// hours reads "à 14h30", "9h-12h", "de 9h à 12h" after a day. On failure the position does not move.
func (p *parser) hours() (from, to string) {
	mark := p.pos
	t := p.peek()
	if t.word == wTo || t.word == wFrom || t.sign == ',' || t.sign == ':' || t.sign == '-' || t.sign == '(' {
		p.take(t)
		p.skipWords(wFrom)
	}
	from, ok := p.clock(t.sign == ':')
	if !ok {
		p.pos = mark
		return "", ""
	}
	mark = p.pos
	if sep := p.peek(); sep.sign == '-' || sep.sign == '/' || sep.word == wTo || sep.word == wAnd {
		p.take(sep)
		if to, ok = p.clock(false); ok && to > from {
			return from, to
		}
	}
	p.pos = mark
	return from, ""
}

// clock reads "9h", "14h30", "14:30", "14 heures" as HH:MM. needH refuses the colon form, which "28/11/18 : 12:30" would make unclear.
func (p *parser) clock(needH bool) (string, bool) {
	h := p.peek()
	if h.digits == 0 || h.digits > 2 || h.n > 23 {
		return "", false
	}
	sep := p.after(h)
	colon := sep.sign == ':' && sep.tight
	if sep.word != wHour && (!colon || needH) {
		return "", false
	}
	m := p.after(sep)
	minutes := m.digits == 2 && m.tight && m.n < 60
	if colon && !minutes {
		return "", false
	}
	if p.take(sep); minutes {
		p.take(m)
	} else {
		m.n = 0
	}
	return string([]byte{byte('0' + h.n/10), byte('0' + h.n%10), ':', byte('0' + m.n/10), byte('0' + m.n%10)}), true
}

// relative tells whether a text that is no date points to one from the day of writing: "samedi prochain", "demain", "jeudi".
func (p *parser) relative() bool {
	p.pos = 0
	p.skipOpeners()
	p.skipWords(wArticle)
	t := p.peek()
	if t.word == wRelative {
		return true
	}
	if t.word != wWeekday && t.word != wUnit {
		return false
	}
	next := p.after(t)
	return next.word == wRelative || (t.word == wWeekday && next.ended())
}
