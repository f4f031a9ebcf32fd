package screen

import "caveat.example/caveat/internal/name"

// Evidence is what an alignment adds up to.
type evidence struct {
	matched  float32 // bits that agree
	names    float32 // of distinct, those of words that are nobody else's
	special  bool    // a trade of its own agrees
	loose    bool    // a telling word agrees in meaning only: East, Eastern
	extra    bool    // more than a form is left over, if only a small word: PARA Chemical Industries
	group    bool    // Group or Holding is left over
	begins   float32 // the listed name begins so: 1 to the letter, less in its telling words
	moved    bool    // the words stand in another order
	clash    bool    // each side has a legal form, and not the same
	nickname bool    // the listed name never decides alone
	apart    bool    // the register tells the two apart, or a place in brackets does
	lostQ    float32 // bits that stand only in the query
	lostN    float32 // bits that stand only in the listed name
	distinct float32 // of matched, those of words that tell who
	raw      float32 // 0 to 1, before calibration
}

// How much a word that stands on one side only counts against a match, by its
// class: nobody is another because of "Europe" or "Technology".
func costOf(c name.Class) float32 {
	switch c {
	case name.Distinct:
		return 1
	case name.Person:
		return .6
	case name.Number:
		return .9
	case name.Initial:
		return .4
	case name.Trade:
		return .35
	case name.Place:
		return .4
	}
	return 1 // the weak classes weigh next to nothing anyway
}

const (
	queryCost  = .62 // words added to a query are often noise
	listedCost = .78 // words missing from it seldom
	unlikeCost = 1.1 // the part of a link that does not agree

	cutCost  = .45 // words missing at the end of a name that was cut off after two words
	tailCost = .3  // … after more: fewer names begin so
	ownCost  = .1  // … one of which is nobody else's
)

// missing says what words cost that the query lacks.
func (e *evidence) missing(words int) float32 {
	switch {
	case e.begins == 0:
		return listedCost
	case e.names >= 9.6:
		return ownCost
	case words > 2:
		return tailCost
	}
	return cutCost
}

// weigh adds up the links of an alignment. It depends on nothing else, so that
// a score can be recomputed from the alignment that was kept.
func weigh(links []link) evidence {
	var e evidence
	var unlike, placeM, numM, tradeM float32
	var q, n leftover
	slips, words, met := 0, 0, false
	for i := range links {
		l := &links[i]
		switch l.kind {
		case LeftQuery:
			e.lostQ += l.bits * costOf(l.class)
			q.tally(l)
		case Begins:
			e.begins = l.like
		case Moved:
			e.moved = true
		case Weak:
			e.nickname = true
		case Named:
			return evidence{raw: 1}
		case Apart, Elsewhere:
			e.apart = true
		case LeftListed:
			e.lostN += l.bits * costOf(l.class)
			n.tally(l)
		default:
			e.matched += l.bits * l.like
			unlike += l.bits * (1 - l.like)
			if l.class == name.Distinct || l.class == name.Person {
				e.distinct += l.bits * l.like
				if !name.Plain(l.bits) {
					e.names += l.bits * l.like
				}
			}
			q.forms, n.forms = q.forms+b2i(l.class == name.Legal), n.forms+b2i(l.class == name.Legal)
			met = met || l.class == name.Legal
			tradeM += b2f(l.class == name.Trade)
			e.loose = e.loose || l.kind == Equivalent && l.like < .985 && !weak(l.class)
			e.special = e.special || l.class == name.Trade && name.Specific(l.bits)
			placeM += b2f(l.class == name.Place)
			numM += b2f(l.class == name.Number)
			if !weak(l.class) {
				words++
				slips += b2i(l.kind == Slip || l.kind == Sounds && l.like < 1 || l.kind == Shortened)
			}
		}
	}
	if e.matched == 0 {
		return e
	}
	e.extra, e.group = n.extra || q.extra, n.group || q.group
	missing := e.missing(words)
	e.raw = e.matched / (e.matched + unlikeCost*unlike + queryCost*e.lostQ + missing*e.lostN)
	if e.clash = !met && q.forms > 0 && n.forms > 0; e.clash { // a company and a partnership of one name are two
		e.raw *= .985
	}
	if e.moved {
		e.raw *= .99
	}
	if q.number > 0 && n.number > 0 { // Plant 38 is not Plant 40
		e.raw *= .6
	}
	if q.place > 0 && n.place > 0 { // Huawei France, Huawei Japan
		e.raw *= .95
		if q.country && n.country {
			e.raw = min(e.raw, reviewed)
		}
	}
	if q.town && n.town { // Transgaz Tomsk, Transgaz Saratov
		e.raw *= .86
	}
	if min(q.who, n.who) >= 6 { // each has a name of its own besides
		e.raw *= .82
	}
	if q.trade > 0 && n.trade > 0 && tradeM == 0 && words <= 2 && (q.specific || n.specific) { // Haiwei Textiles, Haiwei Technology
		e.raw *= .8
	}
	if slips == 1 && words == 1 { // nothing else bears the slip out
		e.raw *= .91
	}
	if lost := max(q.who, n.who); lost >= 7 && lost > e.distinct && e.begins == 0 { // more of the name is missing than is met
		e.raw *= .88
	}
	if e.nickname {
		e.raw = min(e.raw, weakCeiling)
	}
	if top := e.ceiling(words, tradeM, placeM+numM, &q, &n); e.raw > top {
		e.raw = top - .05*(1-e.raw)
	}
	if e.begins > 0 && words > 1 && e.matched >= 4.5 && !e.nickname { // somebody has to look
		e.raw = max(e.raw, beginsFloor+.02*e.begins*(e.raw+1))
	}
	if e.apart {
		e.raw = min(e.raw, reviewed)
	}
	return e
}

const (
	beginsFloor = .635 // raw: a name that may have been cut off is to be reviewed
	reviewed    = .72  // raw: the most that scores no match
	weakCeiling = .68  // raw: the most that a nickname scores
	commonName  = 11   // bits: a name that fewer bear tells more
	townBits    = 3.7  // a country tells less
	formBits    = .2   // a legal form tells less; Group and Holding tell more
)

// A leftover is what one side alone has.
type leftover struct {
	who                  float32 // bits of its most telling word
	number, place, trade int
	town                 bool // one of its places is a town or a region
	country              bool // one of its places is a country or a continent
	forms                int  // legal forms on this side, met or not
	far                  bool // one of its trades sells to households
	specific             bool // one of its trades is a trade of its own
	tells                bool // anything but form and noise
	extra                bool // anything but form
	group                bool // Group, Holding
}

func (o *leftover) tally(l *link) {
	o.extra = o.extra || l.class != name.Legal && l.class != name.Noise || l.class == name.Legal && l.bits > formBits
	o.group = o.group || l.class == name.Legal && l.bits > formBits
	o.forms += b2i(l.class == name.Legal)
	o.tells = o.tells || !weak(l.class) && l.class != name.Initial
	switch l.class {
	case name.Distinct, name.Person:
		o.who = max(o.who, l.bits)
	case name.Number:
		o.number++
	case name.Place:
		o.place++
		o.town = o.town || l.bits > townBits
		o.country = o.country || l.bits <= townBits
	case name.Trade:
		o.trade++
		o.far = o.far || name.Far(l.bits)
		o.specific = o.specific || name.Specific(l.bits)
	}
}

func b2f(b bool) float32 {
	if b {
		return 1
	}
	return 0
}

// ceiling bounds what names can score whose agreement tells little. Words that
// say only what, where and in which form somebody trades are no name: they can
// be a match only when nothing else is left and they are of trades of their own
// (Tactical Missiles, and not Digital Technology), or when a place or a number
// among them makes a name of them, as in Iran Air.
func (e *evidence) ceiling(words int, trades, places float32, q, n *leftover) float32 {
	switch {
	case e.distinct < 5.5:
		return e.generic(words, places)
	case e.names >= 9.6 && words == 1 && (e.names < commonName && (n.tells || q.far) || n.specific && q.trade == 0):
		return reviewed // there are many a Haiwei besides the one in Chengdu that makes technology
	case e.names >= 9.6:
		return 1
	case !q.tells && !n.tells: // ordinary or short words, and all of them
		if words == 1 && e.extra { // ITB is not EP-ITB, and HUA not Da Hua
			return reviewed
		}
		if e.distinct >= 8.4 || words > 1 {
			return 1
		}
		return .8
	case q.tells && n.tells:
		if e.distinct >= 15 {
			return reviewed
		}
		return .68
	case e.distinct >= 13.5, trades > 0 && e.matched >= 11 && !n.tells:
		return 1
	case e.names >= 9 && !n.tells && !n.extra && !q.specific && q.trade < 2: // an acronym, and where or what besides
		return .9
	}
	return reviewed
}

func (e *evidence) generic(words int, places float32) float32 {
	left := e.lostQ + e.lostN
	whole := words > 3 || !e.loose && !e.extra && !e.moved && !e.clash // so few words have to be the same ones, and all of them
	switch {
	case whole && left < 1 && words > 1 && places > 0 && e.group:
		return .86 // a group is not its company
	case whole && left < 1 && words > 1 && places > 0:
		return .9
	case whole && left < 1 && words > 1 && e.matched >= 8.4 && e.special, e.raw > .88 && e.matched >= 17.5:
		return .9
	case left < 1, e.raw > .8 && e.matched >= 9:
		return reviewed
	case e.raw > .8 && e.matched >= 7:
		return .68
	case e.matched >= 6:
		return .62
	}
	return .5
}
