package name

import "sync"

// How two sounds may stand for one another, as a cost between 0 and 1. Written
// from how official lists spell the same person or company in two scripts.
var soundPairs = []soundPair{
	{'a', 'e', .3},
	{'a', 'o', .25},
	{'a', 'i', .4},
	{'a', 'u', .35},
	{'e', 'i', .2},
	{'e', 'o', .3},
	{'e', 'u', .35},
	{'i', 'o', .45},
	{'i', 'u', .35},
	{'o', 'u', .2},
	{'i', 'j', .3},
	{'u', 'v', .3},
	{'o', 'v', .4},
	{'g', 'h', .35},
	{'g', 'k', .3},
	{'h', 'k', .4},
	{'b', 'v', .3},
	{'b', 'p', .3},
	{'f', 'v', .3},
	{'f', 'h', .4},
	{'f', 'p', .4},
	{'d', 't', .3},
	{'s', 'z', .3},
	{'S', 'Z', .4},
	{'Z', 'j', .25},
	{'C', 'j', .35},
	{'C', 'S', .4},
	{'c', 's', .3},
	{'c', 'z', .3},
	{'c', 'C', .4},
	{'c', 'k', .4},
	{'s', 'S', .35},
	{'C', 'h', .4},
	{'C', 'k', .4},
	{'g', 'j', .3},
	{'l', 'r', .5},
	{'m', 'n', .6},
	{'t', 's', .6},
	{'d', 'z', .4},
	{'0', 'o', .2},
	{'1', 'i', .2},
	{'1', 'l', .2},
	{'5', 's', .3},
	{'z', 'Z', .35},
	{'j', 'k', .6},
}

// A soundPair says what it costs to put one sound for another.
type soundPair struct {
	a, b byte
	cost float32
}

// abjadPairs are one letter in Hebrew or Arabic: פ is p and f, ב b and v.
var abjadPairs = []soundPair{{'f', 'p', .15}, {'b', 'v', .15}, {'b', 'p', .2}, {'o', 'v', .15}, {'u', 'v', .15}}

// A costs table says what it costs to put one sound for another, or to drop it.
type costs struct {
	swap [128][128]float32
	drop [128]float32

	// The same in hundredths, for the bound that is looked at first.
	swap100 [128][128]uint8
	drop100 [128]uint8
}

func newCosts(vowel, half float32, also ...soundPair) *costs {
	c := new(costs)
	for i := range c.swap {
		for j := range c.swap[i] {
			if i != j {
				c.swap[i][j] = 1
			}
		}
		c.drop[i] = 1
	}
	for _, p := range append(soundPairs[:len(soundPairs):len(soundPairs)], also...) {
		c.swap[p.a][p.b], c.swap[p.b][p.a] = p.cost, p.cost
	}
	for _, v := range "aeiou" {
		c.drop[v] = vowel
		for _, w := range "aeiou" {
			c.swap[v][w] = min(c.swap[v][w], vowel)
		}
	}
	c.drop['h'], c.drop['v'], c.drop['j'] = half, half+.3, .6
	for i := range c.swap {
		c.drop100[i] = hundredths(c.drop[i])
		for j := range c.swap[i] {
			c.swap100[i][j] = hundredths(c.swap[i][j])
		}
	}
	return c
}

func hundredths(f float32) uint8 { return uint8(f*100 + .5) }

// A Loose says how freely a Sounder takes two spellings for one.
type Loose uint8

// The degrees of looseness: both written with vowels, or one of them without.
const (
	WithVowels Loose = iota
	WithoutVowels
)

// A Sounder measures how far two sounds are apart. It keeps its scratch space,
// so one goroutine at a time may use it.
type Sounder struct {
	full, abjad *costs
	row         [2][maxSound + 1]float32
	bound       [maxSound + 1]int32
}

const maxSound = 96 // longer words are cut: nothing is called so

// NewSounder makes a Sounder.
func NewSounder() *Sounder {
	return &Sounder{full: fullCosts(), abjad: abjadCosts()}
}

// The tables of costs are made on first use, and then only read.
var (
	fullCosts  = sync.OnceValue(func() *costs { return newCosts(.35, .4) })
	abjadCosts = sync.OnceValue(func() *costs { return newCosts(.12, .35, abjadPairs...) })
)

// Similarity is 1 for the same sounds and falls to 0; it does not depend on the
// order of its arguments. Below least it is not worked out, and is 0.
func (s *Sounder) Similarity(a, b []byte, loose Loose, least float32) float32 {
	a, b = a[:min(len(a), maxSound)], b[:min(len(b), maxSound)]
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	c := s.full
	if loose == WithoutVowels {
		c = s.abjad
	}
	size := (c.weight(a) + c.weight(b)) / 2
	if s.beyond(c, a, b, int32((1-least)*size*100)+2) {
		return 0
	}
	if like := max(0, 1-s.distance(c, a, b)/size); like >= least {
		return like
	}
	return 0
}

// distance is the least that it costs to turn one sound into the other.
func (s *Sounder) distance(c *costs, a, b []byte) float32 {
	prev, cur := &s.row[0], &s.row[1]
	prev[0] = 0
	for j := range b {
		prev[j+1] = prev[j] + c.drop[b[j]&127]
	}
	for i := range a {
		ai := a[i] & 127
		cur[0] = prev[0] + c.drop[ai]
		for j := range b {
			bj := b[j] & 127
			cur[j+1] = min(prev[j]+c.swap[ai][bj], prev[j+1]+c.drop[ai], cur[j]+c.drop[bj])
		}
		prev, cur = cur, prev
	}
	return prev[len(b)]
}

// beyond says whether the distance is more than most, in hundredths. It is the
// same sum in whole numbers, which a processor does several times as fast, and
// it ends as soon as every way of going on costs too much: most comparisons do.
func (s *Sounder) beyond(c *costs, a, b []byte, most int32) bool {
	row := s.bound[:len(b)+1]
	row[0] = 0
	for j, bj := range b {
		row[j+1] = row[j] + int32(c.drop100[bj&127])
	}
	for _, ai := range a {
		swap, drop := &c.swap100[ai&127], int32(c.drop100[ai&127])
		diagonal := row[0]
		left := diagonal + drop
		row[0] = left
		least := left
		for j, bj := range b {
			up := row[j+1]
			left = min(diagonal+int32(swap[bj&127]), up+drop, left+int32(c.drop100[bj&127]))
			diagonal, row[j+1] = up, left
			least = min(least, left)
		}
		if least > most {
			return true
		}
	}
	return row[len(b)] > most
}

// weight is what a word would cost to drop, vowels counted as half a letter.
func (c *costs) weight(s []byte) float32 {
	var w float32
	for _, b := range s {
		w += max(c.drop[b&127], .3)
	}
	return max(w, .5)
}
