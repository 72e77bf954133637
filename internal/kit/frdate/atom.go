package frdate

// part is a season or another vague part of a year or month.
type part int

const (
	whole part = iota
	spring
	summer
	autumn
	winter
	early
	middle
	late
)

// atom is one date as written, complete or not: zero means that the text does not say. Figures are kept even when no such day exists.
type atom struct {
	day, month, year int
	weekday          int
	part             part
	numeric          bool // month in figures: day and month may have been swapped
	unclear          int  // two figures after a month name, a day or a year
	unclearYear      bool // the year was taken from two figures that may be something else
	span             bool // begins an interval that the next atom ends
	overNewYear      bool // the winter that ends in the year after
	end              int  // byte after it
}

type parser struct {
	s      string
	pos    int
	ctx    Context
	prefix bool

	next    token // what peek found last, from nextPos-1: most tokens are looked at several times
	nextPos int
}

func (p *parser) peek() token {
	if p.nextPos != p.pos+1 {
		p.next, p.nextPos = lex(p.s, p.pos), p.pos+1
	}
	return p.next
}

func (p *parser) take(t token) { p.pos = t.end }

func (p *parser) after(t token) token { return lex(p.s, t.end) }

// accept moves past the next token when it is that sign.
func (p *parser) accept(sign rune) bool {
	t := p.peek()
	if t.sign == sign {
		p.take(t)
		return true
	}
	return false
}

// skipWords moves past words of one role, with the apostrophe of "l'" and "d'".
func (p *parser) skipWords(w word) {
	for t := p.peek(); t.word == w; t = p.peek() {
		p.take(t)
		p.accept('\'')
	}
}

// skipOpeners moves past a bullet or an opening sign.
func (p *parser) skipOpeners() {
	for t := p.peek(); ; t = p.peek() {
		switch t.sign {
		case '-', '•', '*', '(', '[', '«', '"', '“', ':', '·', '\'':
			p.take(t)
		default:
			return
		}
	}
}

// atom reads one date. On failure the position is left anywhere: the caller goes back.
func (p *parser) atom() (atom, bool) {
	p.skipWords(wArticle)
	a := atom{weekday: p.weekday()}
	if a.weekday != 0 {
		p.skipWords(wArticle)
	}
	t := p.peek()
	ok := false
	switch {
	case t.digits > 0:
		ok = p.figuresFirst(&a, t)
	case t.word == wMonth || t.word == wMar:
		ok = p.monthFirst(&a, t)
	case t.word == wPart:
		ok = p.vague(&a, t)
	}
	a.end = p.pos
	return a, ok && (!p.prefix || p.plain(a))
}

// plain refuses, at the start of a line of prose, dates without a year that may well be something else: "3/4 des répondants", "Mars attaque".
func (p *parser) plain(a atom) bool {
	if a.year != 0 || a.unclear != 0 || (a.day != 0 && !a.numeric) {
		return true
	}
	t := p.peek()
	return t.ended() || (t.sign != 0 && t.sign != '%' && t.sign != '^') || t.word == wAnd || t.word == wTo
}

func (p *parser) weekday() int {
	t := p.peek()
	n := t.n
	switch {
	case t.word == wMar && p.marIsTuesday(t):
		n = 2
	case t.word != wWeekday:
		return 0
	}
	p.take(t)
	p.accept('.')
	p.accept(',')
	return n
}

// marIsTuesday looks ahead: "mar. 2 oct. 2018" has its month after the day, "mar. 2018" and "mar 2, 2018" have not.
func (p *parser) marIsTuesday(t token) bool {
	t = p.after(t)
	if t.sign == '.' {
		t = p.after(t)
	}
	if t.digits == 0 || t.digits > 2 {
		return false
	}
	t = p.after(t)
	if t.word == wOrdinal {
		t = p.after(t)
	}
	return t.word == wMonth || t.word == wMar || t.sign == '/' || t.sign == '.' || t.sign == '-'
}

// figuresFirst reads what begins with a number: 28/11/2018, 2018-11-28, 07/2018, 12/08, 3 avril 2019, 2019, or a bare day of a list.
func (p *parser) figuresFirst(a *atom, t token) bool {
	p.take(t)
	if sep := p.peek(); sep.sign == '/' || sep.sign == '.' || sep.sign == '-' {
		if p.numeric(a, t, sep) {
			return true
		}
		*a = atom{weekday: a.weekday}
		p.take(t)
	}
	if t.digits == 4 && t.n >= 1900 && t.n < 2100 {
		a.year = t.n
		return true
	}
	if t.digits > 2 || t.n > 31 || t.n == 0 {
		return false
	}
	a.day = t.n
	if o := p.peek(); o.word == wOrdinal && o.tight {
		p.take(o)
	}
	m := p.peek()
	if m.sign == '-' && m.tight { // "28-nov-18", as spreadsheets write it
		m = p.after(m)
	}
	if m.word != wMonth && m.word != wMar {
		return true
	}
	a.month = m.n
	p.take(m)
	p.accept('.')
	p.yearAfterMonth(a)
	return true
}

// numeric reads the forms written with figures only, whose signs are the same. Blanks are allowed in "12 / 04 / 2019" alone: elsewhere they
// part one thing from another.
func (p *parser) numeric(a *atom, first, sep token) bool {
	second := p.after(sep)
	tight := sep.tight && second.tight
	if second.digits == 0 || (!tight && sep.sign != '/') {
		return false
	}
	p.take(second)
	sep2 := p.peek()
	third := p.after(sep2)
	if sep2.sign == sep.sign && third.digits > 0 && (sep.sign == '/' || (sep2.tight && third.tight)) {
		return p.threeNumbers(a, first, second, third)
	}
	return tight && p.twoNumbers(a, first, second, sep.sign)
}

func (p *parser) threeNumbers(a *atom, first, second, third token) bool {
	p.take(third)
	if m := p.peek(); m.word == wMonth { // "13-14-15 mai 2022" lists days
		return false
	}
	a.numeric = true
	switch {
	case first.digits == 4 && second.digits <= 2 && third.digits <= 2:
		if second.n > 12 && second.n == first.n%100+1 { // "2018-19-20" lists years
			return false
		}
		a.year, a.month, a.day = first.n, second.n, third.n
	case first.digits <= 2 && second.digits <= 2 && (third.digits == 2 || third.digits == 4):
		a.day, a.month, a.year = first.n, second.n, p.fullYear(third)
	default:
		return false
	}
	return a.year >= 1000
}

func (p *parser) twoNumbers(a *atom, first, second token, sign rune) bool {
	switch {
	case first.digits <= 2 && second.digits == 4 && second.n >= 1900 && second.n < 2100:
		a.month, a.year = first.n, second.n
		return true
	case first.digits == 4 && second.digits == 2 && sign == '-' && second.n >= 1 && second.n <= 12:
		a.month, a.year = second.n, first.n
		a.unclearYear = second.n == first.n%100+1 // "2011-12": December 2011 or two years
		return first.n >= 1900 && first.n < 2100
	case first.digits > 2 || second.digits > 2 || sign != '/' || first.n == 0 || p.peek().word == wMonth:
		return false
	case second.n > 12 && first.n <= 12: // "07/18" cannot be a day and a month
		a.month, a.year, a.unclearYear = first.n, p.fullYear(second), true
		return true
	}
	a.day, a.month, a.numeric = first.n, second.n, true
	return first.n <= 31 && second.n >= 1 && second.n <= 12
}

// monthFirst reads "juillet 2018", "sept.2019", "juillet 9, 2018" and a month alone, which a list or an interval may complete.
func (p *parser) monthFirst(a *atom, t token) bool {
	a.month = t.n
	p.take(t)
	p.accept('.')
	d := p.peek()
	if d.digits == 0 || d.digits > 2 || d.n == 0 || d.n > 31 {
		p.yearAfterMonth(a)
		return true
	}
	p.take(d)
	if o := p.peek(); o.word == wOrdinal && o.tight {
		p.take(o)
	}
	end := p.pos
	if p.yearAfterMonth(a); a.year != 0 || a.weekday != 0 {
		a.day = d.n
		return true
	}
	p.pos = end
	if !p.boundary() {
		p.pos = d.start
		return true
	}
	if a.unclear = d.n; d.digits == 1 {
		a.day, a.unclear = d.n, 0
	}
	return true
}

// yearAfterMonth takes the year that follows a month name. Two figures count only where the date visibly ends: "3 mai 20 personnes" has no year,
// "1er mai, 10 et 12 juin 2020" is a list.
func (p *parser) yearAfterMonth(a *atom) {
	mark := p.pos
	comma := p.peek().sign == ','
	if sep := p.peek(); comma || (sep.sign == '-' && sep.tight && p.after(sep).tight) {
		p.take(sep)
	}
	quoted := p.accept('\'')
	t := p.peek()
	p.take(t)
	if (t.digits == 4 && t.n >= 1000) || (t.digits == 2 && (quoted || (!comma && p.boundary()))) {
		a.year = p.fullYear(t)
		return
	}
	p.pos = mark
}

// boundary tells whether a date may end here: end of text, a sign, or a word that joins dates.
func (p *parser) boundary() bool {
	t := p.peek()
	if t.sign == ':' && p.after(t).tight && p.after(t).digits > 0 {
		return false // "20:30"
	}
	return t.ended() || t.word == wAnd || t.word == wTo || (t.sign != 0 && t.sign != '%' && t.sign != '/' && t.sign != '€')
}

// vague reads "automne 2020", "fin 2020", "début mars 2020", "mi-mars 2020", "fin d'année 2019", "fin de l'été 2019".
func (p *parser) vague(a *atom, t token) bool {
	a.part = part(t.n)
	p.take(t)
	p.accept('-')
	for t = p.peek(); t.word == wFrom || t.word == wArticle || t.word == wUnit || t.word == wPart; t = p.peek() {
		p.take(t)
		p.accept('\'')
		if t.word == wPart {
			a.part = part(t.n)
		}
	}
	if t.word == wMonth || t.word == wMar {
		a.month = t.n
		p.take(t)
		p.accept('.')
	}
	p.yearAfterMonth(a)
	if sep := p.peek(); a.part == winter && a.year != 0 && (sep.sign == '-' || sep.sign == '/') { // "hiver 2019-2020"
		if y := p.after(sep); (y.digits == 2 || y.digits == 4) && p.fullYear(y) == a.year+1 {
			p.take(y)
			a.overNewYear = true
		}
	}
	return true
}

// fullYear gives two figures their century: 20xx, unless only 19xx falls within the programme.
func (p *parser) fullYear(t token) int {
	if t.digits != 2 {
		return t.n
	}
	y := 2000 + t.n
	from, ok1 := parseISO(p.ctx.From)
	to, ok2 := parseISO(p.ctx.To)
	if ok1 && ok2 && (y < from.y || y > to.y) && y-100 >= from.y && y-100 <= to.y {
		return y - 100
	}
	return y
}
