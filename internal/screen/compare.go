package screen

import (
	"math/bits"

	"caveat.example/caveat/internal/name"
)

// A Kind says in what way two words are taken for the same.
type Kind string

// The kinds of link in an alignment.
const (
	Same       Kind = "same"        // the same letters
	Equivalent Kind = "equivalent"  // known to mean the same: TECH, Technology, 科技
	Slip       Kind = "slip"        // a slip of the hand
	Sounds     Kind = "sounds"      // the same sounds in another spelling or script
	Joined     Kind = "joined"      // words run together, or torn apart
	Initials   Kind = "initials"    // first letters
	Shortened  Kind = "shortened"   // letters left out: Gldn, Golden
	Whole      Kind = "whole"       // all letters of both names together
	LeftQuery  Kind = "left_query"  // stands only in what was asked
	LeftListed Kind = "left_listed" // stands only in the listed name

	// What is said of the alignment as a whole; such a line has no words.
	Begins Kind = "begins" // the listed name begins with what was asked, and goes on
	Moved  Kind = "moved"  // the words stand in another order
	Weak   Kind = "weak"   // the listed name is a nickname, which never decides alone

	Elsewhere Kind = "elsewhere" // one name has a place in brackets that the other has not: a branch, a subsidiary

	// What the register says of both names as they are written, see Known.
	Named Kind = "alias" // both are names of one party
	Apart Kind = "apart" // they are the full names of two parties
)

// A Link is one line of an alignment: words of the query, words of the listed
// name, how they agree, how well (0 to 1), and how many bits that is worth.
type Link struct {
	Query  string  `json:"query,omitempty"`
	Listed string  `json:"listed,omitempty"`
	Kind   Kind    `json:"kind"`
	Class  string  `json:"class"`
	Like   float32 `json:"like"`
	Bits   float32 `json:"bits"`
}

// most bounds how many words of each side are compared.
const most = 32

// A link between words, before it is written out.
type link struct {
	q, n   int8 // first word of each side, -1 for none
	nq, nn int8 // how many words
	kind   Kind
	class  name.Class
	like   float32
	bits   float32
}

// A Comparer compares names. It keeps its scratch space, so one goroutine at a
// time may use it; it allocates nothing once it is warm.
type Comparer struct {
	typist  typist
	sounder *name.Sounder
	links   []link
	usedQ   [most]bool
	usedN   [most]bool
	bufA    []byte
	bufB    []byte
	offer   []link

	cut bool // a name of the register may be asked for by its beginning
}

// NewComparer makes a Comparer.
func NewComparer() *Comparer { return &Comparer{sounder: name.NewSounder()} }

// compare aligns two names and leaves the links in c.links. The first is what
// was asked, the second what is listed.
func (c *Comparer) compare(q, n []name.Word) evidence {
	q, n = q[:min(len(q), most)], n[:min(len(n), most)]
	c.links = c.links[:0]
	c.offer = c.offer[:0]
	clear(c.usedQ[:len(q)])
	clear(c.usedN[:len(n)])
	c.equal(q, n)
	c.alike(q, n)
	c.joined(q, n)
	c.take()
	c.strayed(q, n)
	c.initials(q, n)
	c.whole(q, n)
	c.order(q, n)
	c.left(q, n)
	return weigh(c.links)
}

// equal links words with the same key: most of a true match, at little cost.
// Words that stand in the same order are linked to each other.
func (c *Comparer) equal(q, n []name.Word) {
	for i := range q {
		for j := range n {
			if c.usedN[j] || q[i].Key != n[j].Key {
				continue
			}
			kind, like := Same, float32(1)
			if q[i].Text != n[j].Text {
				if kind, like = sameKey(&q[i], &n[j]); like < 1 && holds(n[j+1:], c.usedN[j+1:], &q[i]) {
					continue
				}
			}
			bits := min(q[i].Bits, n[j].Bits)
			if kind == Sounds && q[i].Script != n[j].Script { // a word of one language is a name in the other
				bits = (q[i].Bits + n[j].Bits) / 2
			}
			c.link(link{int8(i), int8(j), 1, 1, kind, n[j].Class, like, bits})
			break
		}
	}
}

// sameKey judges two words that the table takes for one another. Forms of one
// word and translations are the same; words of one trade (ship, navigation) are
// only akin.
func sameKey(a, b *name.Word) (Kind, float32) {
	switch {
	case a.Class == name.Distinct || a.Class == name.Person:
		return Sounds, 1
	case weak(a.Class) || a.Script != b.Script || a.Script != name.Latin || a.Class == name.Number:
		return Equivalent, 1
	}
	x, y := a.Text, b.Text
	if len(x) > len(y) {
		x, y = y, x
	}
	if a.Class == name.Place && x[0] != y[0] {
		return Equivalent, .3 // two towns of one country
	}
	if x[0] == y[0] && abbreviates(x, y) && (len(y)-len(x) >= 4 || y[:len(x)] != x) {
		return Equivalent, .99 // NATL, TECH: written short, not another word
	}
	if x[0] == y[0] && (abbreviates(x, y) || len(x) > 3 && x[:4] == y[:4]) {
		return Equivalent, .98
	}
	return Equivalent, .6
}

// abbreviates says whether x has letters of y only, in their order.
func abbreviates(x, y string) bool {
	i := 0
	for j := 0; j < len(y) && i < len(x); j++ {
		if x[i] == y[j] {
			i++
		}
	}
	return i == len(x)
}

// holds says whether a free word further on is a better partner.
func holds(n []name.Word, used []bool, w *name.Word) bool {
	for j := range n {
		if !used[j] && n[j].Key == w.Key {
			return true
		}
	}
	return false
}

func (c *Comparer) link(l link) {
	for i := l.q; i < l.q+l.nq; i++ {
		c.usedQ[i] = true
	}
	for j := l.n; j < l.n+l.nn; j++ {
		c.usedN[j] = true
	}
	c.links = append(c.links, l)
}

// alike offers pairs of words that are not equal but may be meant so.
func (c *Comparer) alike(q, n []name.Word) {
	for i := range q {
		if c.usedQ[i] {
			continue
		}
		for j := range n {
			if c.usedN[j] {
				continue
			}
			if weak(q[i].Class) || weak(n[j].Class) {
				c.form(q, n, i, j)
				continue
			}
			if like, kind := c.words(&q[i], &n[j]); like > 0 {
				bits := (q[i].Bits + n[j].Bits) / 2
				if kind == Slip && n[j].Class != name.Distinct {
					bits = n[j].Bits
				} else if kind == Slip && (q[i].Class != name.Distinct || q[i].Common || n[j].Common) {
					bits = min(q[i].Bits, n[j].Bits)
				}
				c.offer = append(c.offer, link{int8(i), int8(j), 1, 1, kind, classOf(&q[i], &n[j]), like, bits})
			}
		}
	}
}

// form offers a misspelt legal form or small word: CORPOReAION tells no more
// than Corporation.
func (c *Comparer) form(q, n []name.Word, i, j int) {
	a, b := &q[i], &n[j]
	if weak(a.Class) == weak(b.Class) || a.Common == b.Common || a.Script != name.Latin || b.Script != name.Latin {
		return
	}
	if weak(b.Class) {
		a, b = b, a
	}
	var like float32
	switch {
	case len(a.Text) >= 5 && len(b.Text) >= 5:
		like = c.slip(a, b)
	case a.Class == name.Legal && b.Class == name.Distinct && len(a.Text) >= 3 && len(b.Text) >= 2 && len(b.Text) < 6 &&
		c.typist.slips(a.Text, b.Text, 1) <= 1:
		like = .7 // LqC where the other has LLC
	}
	if like > .6 {
		c.offer = append(c.offer, link{int8(i), int8(j), 1, 1, Slip, a.Class, like, a.Bits})
	}
}

// classOf gives the class of a link: what the listed word is, unless what was
// asked is plainer.
func classOf(q, n *name.Word) name.Class {
	if n.Class == name.Distinct && q.Class != name.Distinct && q.Class != name.Initial {
		return q.Class
	}
	return n.Class
}

// weak classes are compared for equality only.
func weak(c name.Class) bool {
	return c == name.Legal || c == name.Stop || c == name.Noise || c == name.Branch
}

// words says how alike two different words are, 0 for not at all.
func (c *Comparer) words(a, b *name.Word) (float32, Kind) {
	if a.Class == name.Number || b.Class == name.Number {
		return 0, ""
	}
	if a.Class == name.Initial || b.Class == name.Initial {
		if a.Class == b.Class || a.Key == "" || b.Key == "" || a.Key[0] != b.Key[0] || len(a.Key) > 1 && len(b.Key) > 1 {
			return 0, ""
		}
		return .7, Initials
	}
	if known(a) && known(b) && !(a.Class == name.Person && b.Class == name.Person) {
		return 0, "" // two words of the table that mean different things
	}
	latin := a.Script == name.Latin && b.Script == name.Latin
	if latin {
		like := c.slip(a, b)
		if like >= .9 {
			return like, Slip
		}
		if s := c.shortened(a, b); s > like && !known(a) && !known(b) {
			return s, Shortened
		}
		if s := c.sounds(a, b, name.WithVowels); s > like {
			return s, Sounds
		}
		return like, Slip
	}
	if a.Script == b.Script && a.Script != name.Latin {
		return c.native(a, b)
	}
	loose := name.WithVowels
	if a.Script.Abjad() || b.Script.Abjad() {
		loose = name.WithoutVowels
	}
	return c.sounds(a, b, loose), Sounds
}

func known(w *name.Word) bool {
	return w.Class == name.Trade || w.Class == name.Place || w.Class == name.Person
}

// slip judges two Latin words by the slips of the hand between them.
func (c *Comparer) slip(a, b *name.Word) float32 {
	x, y := a.Text, b.Text
	n := max(len(x), len(y))
	budget := allowed(n)
	if budget == 0 || a.Shape != 0 && b.Shape != 0 && bits.OnesCount32(a.Shape^b.Shape) > 2*budget {
		return 0
	}
	return slipped(a, b, c.typist.slips(x, y, budget))
}

// heldSlip is slip where the typist holds the first word.
func (c *Comparer) heldSlip(a, b *name.Word) float32 {
	budget := allowed(max(len(a.Text), len(b.Text)))
	if budget == 0 {
		return 0
	}
	return slipped(a, b, c.typist.heldSlips(len(a.Text), b.Text, budget))
}

// slipped judges two Latin words with d slips between them.
func slipped(a, b *name.Word, d int) float32 {
	x, y := a.Text, b.Text
	n := max(len(x), len(y))
	if d > allowed(n) {
		return 0
	}
	if lookalike(x, y) {
		return .96
	}
	if !sameDigits(x, y) {
		return 0
	}
	like := likeness(d, n)
	if sameUmlauts(x, y) {
		return .97
	}
	if d == 1 && len(x) == len(y) && len(x) > 4 && sameLetters(x, y) {
		like = max(like, min(.9, .12*float32(len(x)))) // two neighbours swapped: the commonest slip of all
	}
	if x[0] != y[0] {
		like -= .2
	}
	if a.Common && a.Class == name.Distinct || b.Common && b.Class == name.Distinct {
		switch both := a.Common && b.Common; {
		case d == 1 && n >= 8 && !both: // Panansonic
			like *= .95
		case d == 1 && n >= 8:
			like *= .8
		case both || d > 1:
			like *= .6 // a word of its own is hardly a slip for another
		default:
			like *= .75
		}
	}
	return like
}

// strayed links the one word of each side that is left over when all others
// agree, with more slips than a word alone may have: SINO LIM DEVELOPMENT.
func (c *Comparer) strayed(q, n []name.Word) {
	i, j := onlyFree(q, c.usedQ[:]), onlyFree(n, c.usedN[:])
	if i < 0 || j < 0 || len(c.links) == 0 || !c.allSame() {
		return
	}
	a, b := &q[i], &n[j]
	if a.Script != name.Latin || b.Script != name.Latin || a.Class == name.Number || b.Class == name.Number || a.Class != name.Distinct || a.Common && b.Common {
		return
	}
	size := max(len(a.Text), len(b.Text))
	budget := min((size-1)/2, 3)
	d := c.typist.slips(a.Text, b.Text, budget)
	if budget == 0 || d > budget {
		return
	}
	c.link(link{int8(i), int8(j), 1, 1, Slip, classOf(a, b), max(1-1.5*float32(d)/float32(size), .25), b.Bits})
}

// onlyFree gives the place of the only telling word that no link holds, or -1.
func onlyFree(words []name.Word, used []bool) int {
	at := -1
	for i := range words {
		if used[i] || weak(words[i].Class) {
			continue
		}
		if at >= 0 {
			return -1
		}
		at = i
	}
	return at
}

// allSame says whether every link so far is of the same words, and one of them
// tells something.
func (c *Comparer) allSame() bool {
	telling := false
	for k := range c.links {
		l := &c.links[k]
		if l.like < .95 && !weak(l.class) {
			return false
		}
		telling = telling || !weak(l.class)
	}
	return telling
}

// sameUmlauts says whether two words differ only in how ä, ö and ü are written.
func sameUmlauts(a, b string) bool {
	i, j := 0, 0
	for i < len(a) && j < len(b) && a[i] == b[j] {
		vowel := a[i] == 'a' || a[i] == 'o' || a[i] == 'u'
		i, j = i+1, j+1
		if vowel {
			ea, eb := i < len(a) && a[i] == 'e', j < len(b) && b[j] == 'e'
			if ea != eb {
				i, j = i+b2i(ea), j+b2i(eb)
			}
		}
	}
	return i == len(a) && j == len(b)
}

// sameLetters says whether two words of one length have the same letters.
func sameLetters(a, b string) bool {
	n := 0
	for i := range len(a) {
		n += int(a[i])*int(a[i]) - int(b[i])*int(b[i])
	}
	return n == 0
}

// sameDigits says whether two words have the same digits in the same order: a
// number is never a slip for another.
func sameDigits(a, b string) bool {
	i, j := 0, 0
	for {
		for i < len(a) && (a[i] < '0' || a[i] > '9') {
			i++
		}
		for j < len(b) && (b[j] < '0' || b[j] > '9') {
			j++
		}
		if i == len(a) || j == len(b) {
			return i == len(a) && j == len(b)
		}
		if a[i] != b[j] {
			return false
		}
		i, j = i+1, j+1
	}
}

// shortened judges whether one word is the other with letters left out, as
// clerks do: the same first and last letter, all consonants kept or the
// beginning kept.
func (c *Comparer) shortened(a, b *name.Word) float32 {
	x, y := a.Text, b.Text
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < 3 || len(y)-len(x) < 2 || len(x)*2 < len(y) || x[0] != y[0] {
		return 0
	}
	if y[:len(x)] == x && len(x) >= 4 {
		return .62
	}
	if sameConsonants(x, y) && len(x) >= 4 {
		return .7
	}
	return 0
}

// sameConsonants says whether x is y without some of its vowels.
func sameConsonants(x, y string) bool {
	j := 0
	for i := range len(y) {
		if j < len(x) && x[j] == y[i] {
			j++
			continue
		}
		switch y[i] {
		case 'a', 'e', 'i', 'o', 'u':
		default:
			return false
		}
	}
	return j == len(x)
}

// sounds judges two words by how they are spoken.
func (c *Comparer) sounds(a, b *name.Word, loose name.Loose) float32 {
	if len(a.Spoken) < 2 || len(b.Spoken) < 2 {
		return 0
	}
	c.bufA = append(c.bufA[:0], a.Spoken...)
	c.bufB = append(c.bufB[:0], b.Spoken...)
	if a.Script == name.Latin && b.Script == name.Latin {
		if len(a.Sound) < 4 || len(b.Sound) < 4 || !firstAlike(c.bufA[0], c.bufB[0]) {
			return 0
		}
	}
	least := float32(soundFloor)
	if a.Script == name.Latin && b.Script == name.Latin {
		least = latinFloor
	}
	s := c.sounder.Similarity(c.bufA, c.bufB, loose, least)
	if a.Script == name.Latin && b.Script == name.Latin {
		ordinary := a.Common && a.Class == name.Distinct || b.Common && b.Class == name.Distinct
		if ordinary && (s < .97 || !a.Common || !b.Common) || s < latinFloor || s < .94 && len(a.Sound) < 6 {
			return 0
		}
		if len(a.Spoken) < 7 {
			return s * .8 // Serco is not Serko
		}
		return s * .95
	}
	switch n := min(len(a.Spoken), len(b.Spoken)); { // short words sound alike by chance
	case n < 5 && loose == name.WithoutVowels:
		s -= .1
	case n < 6 && s < .95:
		s -= .08
	}
	return acrossScripts(s)
}

// soundFloor is how alike two words of different scripts have to sound.
const soundFloor = .72

// latinFloor is the same for two words in Latin letters.
const latinFloor = .88

// acrossScripts turns the likeness of sounds into that of words: no two
// romanisations agree wholly, and .92 is as good as it gets.
func acrossScripts(s float32) float32 {
	if s < soundFloor {
		return 0
	}
	return min(1, .75+(s-soundFloor)*1.25)
}

func firstAlike(a, b byte) bool {
	return a == b || a == 'i' && (b == 'e' || b == 'j') || b == 'i' && (a == 'e' || a == 'j') ||
		(a == 'k' || a == 'h' || a == 'g') && (b == 'k' || b == 'h' || b == 'g')
}

// native compares two words of one script that is not Latin, by letters.
func (c *Comparer) native(a, b *name.Word) (float32, Kind) {
	if a.Script == name.Han {
		if s := hanLike(a.Text, b.Text); s > 0 {
			return s, Slip
		}
		return 0, ""
	}
	n := max(len(a.Key), len(b.Key))
	budget := allowed(n)
	d := c.typist.slips(a.Key, b.Key, budget)
	if d > budget {
		return 0, ""
	}
	return likeness(d, n), Slip
}

// hanLike compares runs of Chinese characters: one may hold the other (a short
// name), or differ in one character of four or more.
func hanLike(a, b string) float32 {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < 2 {
		return 0
	}
	for i := 0; i+len(x) <= len(y); i++ {
		if string(y[i:i+len(x)]) == string(x) {
			return .6 + .35*float32(len(x))/float32(len(y))
		}
	}
	if len(x) != len(y) || len(x) < 3 {
		return 0
	}
	diff := 0
	for i := range x {
		if x[i] != y[i] {
			diff++
		}
	}
	if diff > 1 {
		return 0
	}
	return 1 - .9/float32(len(x))
}
