package screen

import "caveat.example/caveat/internal/name"

// Evidence is what an alignment adds up to.
type evidence struct {
	matched  float32 // bits that agree
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
)

// weigh adds up the links of an alignment. It depends on nothing else, so that
// a score can be recomputed from the alignment that was kept.
func weigh(links []link) evidence {
	var e evidence
	var unlike, whoQ, whoN, numQ, numN, placeQ, placeN, placeM, numM float32
	words := 0
	for i := range links {
		l := &links[i]
		switch l.kind {
		case LeftQuery:
			e.lostQ += l.bits * costOf(l.class)
			tally(l, &whoQ, &numQ, &placeQ)
		case LeftListed:
			e.lostN += l.bits * costOf(l.class)
			tally(l, &whoN, &numN, &placeN)
		default:
			e.matched += l.bits * l.like
			unlike += l.bits * (1 - l.like)
			if l.class == name.Distinct || l.class == name.Person {
				e.distinct += l.bits * l.like
			}
			placeM += b2f(l.class == name.Place)
			numM += b2f(l.class == name.Number)
			if !weak(l.class) {
				words++
			}
		}
	}
	if e.matched == 0 {
		return e
	}
	e.raw = e.matched / (e.matched + unlikeCost*unlike + queryCost*e.lostQ + listedCost*e.lostN)
	if numQ > 0 && numN > 0 { // Plant 38 is not Plant 40
		e.raw *= .6
	}
	if placeQ > 0 && placeN > 0 {
		e.raw *= .9
	}
	if who := min(whoQ, whoN); who >= 6 { // each has a name of its own besides
		e.raw *= .82
	}
	e.raw = min(e.raw, e.ceiling(words, placeM, numM))
	return e
}

func tally(l *link, who, num, place *float32) {
	switch l.class {
	case name.Distinct, name.Person:
		*who = max(*who, l.bits)
	case name.Number:
		*num++
	case name.Place:
		*place++
	}
}

func b2f(b bool) float32 {
	if b {
		return 1
	}
	return 0
}

// ceiling bounds what names can score whose agreement tells little.
func (e *evidence) ceiling(words int, places, numbers float32) float32 {
	nothingLeft := e.lostQ+e.lostN < 1
	switch {
	case e.distinct >= 8.4:
		return 1
	case e.distinct >= 5.5: // short or ordinary words
		if e.matched >= 12 {
			return 1
		}
		return .8
	case nothingLeft && (places > 0 && words > 1 || numbers > 0 && words > 1):
		return .9
	case nothingLeft && e.matched >= 18:
		return .9
	case nothingLeft:
		return .72
	}
	return .5
}
