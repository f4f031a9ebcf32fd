package screen

import (
	"slices"
	"strings"

	"caveat.example/caveat/internal/name"
)

// Options say how much of an answer is wanted.
type Options struct {
	Min     float64 // the lowest score to report; 0 means ShowAt
	Limit   int     // the most hits to report; 0 means 10
	Explain bool    // with the alignment of each hit
	Edition bool    // with the edition of each hit, for decisions
}

// A Searcher asks an Index. It keeps its scratch space and what it has learnt of
// words from query to query; each goroutine has its own.
type Searcher struct {
	x       *Index
	cmp     *Comparer
	analyse *name.Analyser
	words   []name.Word
	means   [most][]reading // of each word, once it is known
	meant   [most]bool
	worths  [most]float32 // what each word of the query is taken to tell
	listed  []name.Word
	cache   map[*byte][]reading

	tried []uint32 // tries in which a word of the vocabulary was last offered
	tries uint32

	tallies []tally // of each name
	touched []uint32
	top     []candidate
	found   []found

	sounds, scratch []byte
	hashes          [maxDeletions]uint64
	glimpsed        name.Word
}

// A tally adds up for a name what it has in common with the query.
type tally struct {
	agreed float32 // bits
	bits   float32 // what all words of the name tell
}

// A candidate is a name that may be meant, with the raw score to expect of it.
type candidate struct {
	name  uint32
	guess float32
	raw   float32 // once it has been judged
}

// A found name has been compared.
type found struct {
	name  uint32
	score float64
	rank  float64
}

// NewSearcher makes a Searcher.
func (x *Index) NewSearcher() *Searcher {
	cmp := NewComparer()
	cmp.cut = true
	s := &Searcher{
		x: x, cmp: cmp, analyse: name.NewAnalyser(x.lex), cache: make(map[*byte][]reading),
		tried: make([]uint32, len(x.words)), tallies: make([]tally, len(x.names)),
	}
	for i, b := range x.bits {
		s.tallies[i].bits = b
	}
	return s
}

// Search answers one query: a name in any script, or an identifier.
func (s *Searcher) Search(query string, o Options) Answer {
	if o.Limit <= 0 {
		o.Limit = 10
	}
	if o.Min <= 0 {
		o.Min = ShowAt
	}
	a := Answer{Query: query, Status: None, Hits: []Hit{}}
	text, cut := tooLong(query)
	if cut {
		a.Note = "only the first 4,096 bytes were looked at"
	}
	if s.identifier(&a, text) {
		return a
	}
	s.found = s.found[:0]
	telling := s.one(text, o)
	if (strings.ContainsAny(text, "(/[;（") || hasAlias(text)) && !s.sure() {
		for _, v := range name.Variants(text)[1:] {
			if s.named(v) {
				telling = s.one(v, o) || telling
			}
		}
	}
	s.answer(&a, text, o)
	if !telling {
		// Unknown is never clean: what cannot be looked for was not found absent.
		a.Status, a.Note = Review, "it has no word that tells one name from another: screen the full name"
	}
	return a
}

func hasAlias(s string) bool {
	return strings.Contains(s, "a.k.a") || strings.Contains(s, " aka ") || strings.Contains(s, " AKA ")
}

// named says whether a part of a query is a name of its own: "(the Authority)"
// and a bare acronym are none.
func (s *Searcher) named(part string) bool {
	s.words = s.analyse.Analyse(s.words[:0], part)
	for i := range s.words {
		w := &s.words[i]
		if w.Class == name.Distinct && !w.Common && (len(w.Text) > 5 || len(s.words) > 1) {
			return true
		}
	}
	return false
}

// sure says whether a match has been found already.
func (s *Searcher) sure() bool {
	for i := range s.found {
		if s.found[i].score >= MatchAt {
			return true
		}
	}
	return false
}

// one looks for one way of writing the name. It says whether the name has a
// word that tells anything.
func (s *Searcher) one(text string, o Options) bool {
	s.words = s.analyse.Analyse(s.words[:0], text)
	words := s.words[:min(len(s.words), most)]
	if !telling(words) {
		return false
	}
	clear(s.meant[:len(words)])
	s.collect(words)
	s.choose(words, max(24, 2*o.Limit), o)
	sure := false
	for i, c := range s.top {
		if i >= 8 && c.guess < .8*s.top[0].guess || sure && i >= 5 && c.guess < .87*s.top[0].guess {
			break // what is much less alike than the best is not reported anyway
		}
		sure = s.judge(words, i) || sure
	}
	return true
}

// judge compares the query with one candidate and keeps what came of it. It says
// whether the two are all but the same.
func (s *Searcher) judge(words []name.Word, at int) bool {
	c := &s.top[at]
	if same := s.judged(at); same >= 0 {
		c.raw = s.top[same].raw
	} else {
		c.raw = s.compare(words, &s.x.names[c.name])
	}
	if score := calibrate(c.raw); score >= ShowAt {
		s.found = append(s.found, found{c.name, score, 0})
	}
	return c.raw > .96
}

// compare aligns a query with one name of the index.
func (s *Searcher) compare(words []name.Word, e *entry) float32 {
	s.listed = s.x.wordsOf(s.listed[:0], e)
	out := s.cmp.compare(words, s.listed)
	if e.weak || e.foreign && scriptOf(words) == name.Latin && !(out.raw >= .94 && spelledOut(words)) {
		s.cmp.links = append(s.cmp.links, link{q: -1, n: -1, kind: Weak, class: name.Legal})
		return weigh(s.cmp.links).raw
	}
	return out.raw
}

// judged finds a candidate of the same words that was judged before, -1 when
// there is none: many rows of many lists say the same name.
func (s *Searcher) judged(at int) int {
	e := &s.x.names[s.top[at].name]
	for i := at - 1; i >= 0 && s.top[i].guess == s.top[at].guess; i-- {
		d := &s.x.names[s.top[i].name]
		if d.weak == e.weak && d.foreign == e.foreign && slices.Equal(s.x.ofName(d), s.x.ofName(e)) {
			return i
		}
	}
	return -1
}

// spelledOut says whether a query is long enough to mean a name in other letters
// by its sounds: haikangweishi, and not Yu Shi.
func spelledOut(words []name.Word) bool {
	n := 0
	for i := range words {
		n += len(words[i].Spoken)
	}
	return n >= 10
}

// How many postings one query may walk. Words that half of all names have are
// left to the comparison.
const (
	longPosting  = 2500 // of one word
	allPostings  = 5000 // of all words
	shortPosting = 250  // of a word that only adds to what was found
)

// readingsOf gives the readings of a word of the query.
func (s *Searcher) readingsOf(words []name.Word, i int) []reading {
	if !s.meant[i] {
		s.meant[i], s.means[i] = true, s.readings(&words[i])
	}
	return s.means[i]
}

// collect adds up, for each name, the bits that it has in common with the
// query, the most telling words first.
func (s *Searcher) collect(words []name.Word) {
	s.touched = s.touched[:0]
	for i := range words {
		w := &words[i]
		if s.worths[i] = w.Bits; !weak(w.Class) {
			s.worths[i] = s.worth(w, s.readingsOf(words, i))
		}
	}
	var done [most]bool
	budget, long := allPostings, longPosting
	if s.hopeless(words) {
		long = 0 // only words run together can still be found
	}
	for range words {
		best := -1
		for i := range words {
			if !done[i] && !weak(words[i].Class) && (best < 0 || words[i].Bits > words[best].Bits) {
				best = i
			}
		}
		if best < 0 {
			break
		}
		for i := range words { // a word said twice counts once
			done[i] = done[i] || words[i].Key == words[best].Key
		}
		w := &words[best]
		who, plain := false, false
		for _, r := range s.readingsOf(words, best) {
			budget = s.walk(r.key, min(w.Bits, s.x.keyBits[r.key]+3)*r.like, budget, long)
			if r.like >= .85 && w.Class == name.Distinct {
				who = who || !name.Plain(s.x.keyBits[r.key])
				plain = plain || name.Plain(s.x.keyBits[r.key])
			}
		}
		if who && !plain { // who it is has been found; technolgy may be a name, or not
			long = shortPosting
		}
	}
	s.compound(words, budget)
}

// hopeless says whether so much of the query is unknown to the index that no
// name can reach a score of interest by the rest.
func (s *Searcher) hopeless(words []name.Word) bool {
	var read, unread float32
	for i := range words {
		w := &words[i]
		if weak(w.Class) {
			continue
		}
		if len(s.readingsOf(words, i)) > 0 {
			read += w.Bits
		} else {
			unread += s.worths[i] * costOf(w.Class)
		}
	}
	return read < queryCost*unread // the raw score stays below one half
}

// worth is what a word of the query is taken to tell while names are collected. A
// stranger may be nobody's name: two plain words run together, a torn or
// misspelt legal form, a slip for a plain word.
func (s *Searcher) worth(w *name.Word, readings []reading) float32 {
	const little = 4
	if w.Class != name.Distinct || w.Bits <= little {
		return w.Bits
	}
	if len(readings) == 0 && (len(w.Text) < 5 || w.Script == name.Latin && s.runTogether(w.Text)) {
		return little
	}
	bits := w.Bits
	for _, r := range readings {
		if r.like >= .65 {
			bits = min(bits, s.x.keyBits[r.key])
		}
	}
	return bits
}

// runTogether says whether two neighbours of some listed name make this word.
func (s *Searcher) runTogether(text string) bool {
	h := hashDone(hashString(hashSeed, text))
	for _, v := range s.x.joins.bucket(h) {
		if _, ok := s.x.joins.fits(v, h); ok {
			return true
		}
	}
	return false
}

// walk adds the postings of a key. It gives what is left of the budget.
func (s *Searcher) walk(key uint32, bits float32, budget, long int) int {
	posts := s.x.posts[s.x.postAt[key]:s.x.postAt[key+1]]
	if len(posts) > budget || len(posts) > long && (len(s.touched) > 0 || long == 0) {
		return budget
	}
	for _, id := range posts {
		s.add(id, bits)
	}
	return budget - len(posts)
}

func (s *Searcher) add(id uint32, bits float32) {
	t := &s.tallies[id]
	if t.agreed == 0 {
		s.touched = append(s.touched, id)
	}
	t.agreed += bits
}

// compound finds names by words run together or torn apart, and by all letters.
func (s *Searcher) compound(words []name.Word, budget int) {
	const worth = 13
	for i := range words {
		w := &words[i]
		if w.Script != name.Latin || weak(w.Class) && w.Class != name.Stop {
			continue
		}
		if len(w.Text) >= 5 {
			s.filed(s.x.joins, hashDone(hashString(hashSeed, w.Text)), worth)
		}
		s.scratch = append(s.scratch[:0], w.Text...)
		for k := i + 1; k < len(words) && k < i+3 && words[k].Script == name.Latin; k++ {
			s.scratch = append(s.scratch, words[k].Text...)
			short := k == i+1 && len(words) <= 6 && len(s.scratch) >= 7 && w.Class == name.Distinct && (len(w.Text) <= 4 || len(s.readingsOf(words, i)) == 0)
			if key, ok := s.x.keys.find(view(s.scratch)); short { // HIK VISON may be the listed misspelling, and the name itself
				budget = s.torn(string(s.scratch), budget)
			} else if ok && len(s.scratch) >= 4 {
				budget = s.walk(key, worth, budget, longPosting)
			}
		}
	}
	s.filed(s.x.whole, wholeHash(words), 2*worth)
	if len(words) > 1 {
		s.filed(s.x.whole, beginHash(words), begun)
	}
	s.lacking(words)
	if scriptOf(words) != name.Latin {
		if h, ok := spokenHash(&s.sounds, &s.scratch, words); ok {
			s.filed(s.x.whole, h, worth)
		}
	}
}

// lacking finds names by all of their words but one, which no listed name has.
func (s *Searcher) lacking(words []name.Word) {
	if n := tellingCount(words); n < 2 || n > lackingMost {
		return
	}
	for i := range words {
		w := &words[i]
		if weak(w.Class) || w.Class == name.Number {
			continue
		}
		if r := s.readingsOf(words, i); len(r) > 0 && r[0].like == 1 {
			continue // a listed name has it
		}
		var rest float32
		for j := range words {
			if j != i && !weak(words[j].Class) {
				rest += words[j].Bits
			}
		}
		h := lackHash(len(words), i, func(k int) *name.Word { return &words[k] })
		for n, v := range s.x.whole.bucket(h) {
			if id, ok := s.x.whole.fits(v, h); ok && n < 60 && s.tallies[id].agreed < rest {
				s.add(id, rest-s.tallies[id].agreed)
			}
		}
	}
}

// torn finds misspelt words that were torn apart: HIK VISON.
func (s *Searcher) torn(text string, budget int) int {
	w := name.Word{Text: text, Key: text, Sound: text, Spoken: text, Bits: 13, Letter: true}
	for _, r := range s.read(&w) {
		if r.like > .7 {
			budget = s.walk(r.key, 13*r.like, budget, longPosting)
		}
	}
	return budget
}

// filed adds the names under one hash, at most a few dozen.
func (s *Searcher) filed(m *multimap, h uint64, bits float32) {
	n := 0
	for _, v := range m.bucket(h) {
		if id, ok := m.fits(v, h); ok {
			if s.add(id, bits); n > 60 {
				return
			}
			n++
		}
	}
}

// choose keeps the names that can still score best, and forgets the rest.
func (s *Searcher) choose(words []name.Word, most int, o Options) {
	s.top = s.top[:0]
	var total, worth float32
	for i := range words {
		w, bits := &words[i], s.worths[i]
		total += w.Bits
		worth += bits
		if bits < w.Bits && w.Class == name.Distinct { // two words may stand in it
			total += w.Bits
		}
	}
	floor := floorFor(o.Min)
	for _, id := range s.touched {
		t := &s.tallies[id]
		listed := t.bits
		a, cut := min(t.agreed, total, listed), t.agreed >= begun
		t.agreed = 0
		left := max(worth-a, 0)
		bound := a / (a + leastCost*(queryCost*left+listedCost*(listed-a)))
		if bound < floor && !cut {
			continue
		}
		guess := a / (a + usualCost*(left+listed-a))
		if cut {
			guess = max(guess, .75)
		}
		if len(s.top) == most && guess <= s.top[most-1].guess {
			continue
		}
		at := len(s.top)
		for at > 0 && s.top[at-1].guess < guess {
			at--
		}
		if len(s.top) < most {
			s.top = append(s.top, candidate{})
		}
		copy(s.top[at+1:], s.top[at:])
		s.top[at] = candidate{id, guess, 0}
	}
}

// begun marks names that begin with the query: more bits than any name has.
const begun = 1000

// leastCost is the least that any word costs that tells something, see costOf.
const leastCost = .35

// usualCost is what words cost on the whole.
const usualCost = .5

// leastRaw is the raw score that a name has to promise to be compared.
const leastRaw = .45

// floorFor is the raw score below which nothing of interest can come out.
func floorFor(min float64) float32 {
	for i := len(calibrated) - 1; i > 0; i-- {
		if float64(calibrated[i-1].score) <= min {
			return max(calibrated[i-1].raw-.05, leastRaw)
		}
	}
	return 0
}

// answer puts what was found into groups, the best first.
func (s *Searcher) answer(a *Answer, text string, o Options) {
	if len(s.found) == 0 {
		return
	}
	best := 0.0
	for i := range s.found {
		best = max(best, s.found[i].score)
	}
	a.Hits = make([]Hit, 0, min(len(s.found), o.Limit))
	for i := range s.found {
		s.found[i].rank = s.rank(&s.found[i], text, best)
	}
	slices.SortStableFunc(s.found, func(p, q found) int {
		switch {
		case p.rank > q.rank:
			return -1
		case p.rank < q.rank:
			return 1
		}
		return int(p.name) - int(q.name)
	})
	known := s.ordinary()
	for _, f := range s.found {
		e := &s.x.names[f.name]
		r := &s.x.records[e.record]
		score := f.score
		if known > score {
			score = min(score, .9*ReviewAt)
		}
		g := s.x.group[e.record]
		if r.Ordinary || score < o.Min || len(a.Hits) >= o.Limit || slices.ContainsFunc(a.Hits, func(h Hit) bool { return h.group == g }) {
			continue
		}
		a.Hits = append(a.Hits, s.hit(f, score, g, o))
	}
	if len(a.Hits) > 0 {
		a.Status = StatusOf(a.Hits[0].Score)
	}
	if top := &s.x.records[s.x.names[s.found[0].name].record]; top.Ordinary && known > 0 && a.Status != Match {
		a.Known = top.Party
	}
}

// rank orders names of equal score: as printed before otherwise, a record's own
// name before an alias, heads of families before their affiliates.
func (s *Searcher) rank(f *found, text string, best float64) float64 {
	e := &s.x.names[f.name]
	r := &s.x.records[e.record]
	rank := float64(int(f.score*250)) * 100
	if f.score < best-.005 { // it will not come first
		return rank
	}
	if s.literal(f, text) {
		rank += 40
	} else if s.sameWords(e) {
		rank += 30
	}
	if r.Party != "" && r.Party == r.Family {
		rank += 20
	}
	if r.Party != "" {
		rank += 10
	}
	if e.alias < 0 {
		rank += 8
	}
	if r.List == "" {
		rank += 4
	}
	return rank - float64(min(len(r.Name), 200))/100
}

func (s *Searcher) literal(f *found, text string) bool {
	e := &s.x.names[f.name]
	return e.alias < 0 && strings.EqualFold(s.x.records[e.record].Name, text)
}

// sameWords says whether a name has the very words of the query, in any order,
// its legal form included.
func (s *Searcher) sameWords(e *entry) bool {
	if int(e.count) != len(s.words) {
		return false
	}
	var a, b uint64
	for i := range s.words {
		a += hashDone(hashString(hashSeed, s.words[i].Text))
	}
	for _, w := range s.x.ofName(e) {
		b += hashDone(hashString(hashSeed, s.x.words[w].Text))
	}
	return a == b
}

// ordinary gives the score of the best party that is on no list, if the query
// is its very name: a slip may as well be one for a listed name.
func (s *Searcher) ordinary() float64 {
	for _, f := range s.found {
		e := &s.x.names[f.name]
		if s.x.records[e.record].Ordinary && f.score >= alike && s.sameScript(e) {
			return f.score
		}
	}
	return 0
}

// alike is the score from which a query is a party's very name.
const alike = .9

// sameScript says whether a name is written in the query's letters: what only
// sounds like it is not the query's very name.
func (s *Searcher) sameScript(e *entry) bool {
	script := name.Latin
	for _, w := range s.x.flat[e.first : e.first+uint32(e.count)] {
		if w := &s.x.words[w]; w.Script != name.Latin && w.Letter {
			script = w.Script
			break
		}
	}
	return script == scriptOf(s.words)
}

// listings appends the rows of a group, and the lists that the register names.
func (x *Index) listings(dst []Listing, g uint32) []Listing {
	for _, m := range x.members[x.groupAt[g]:x.groupAt[g+1]] {
		row := &x.records[m]
		if row.List != "" {
			dst = append(dst, Listing{row.List, row.ID, row.Name})
		}
		dst = append(dst, row.Named...)
	}
	return dst
}

// hit writes one hit out.
func (s *Searcher) hit(f found, score float64, g uint32, o Options) Hit {
	x := s.x
	e := &x.names[f.name]
	r := &x.records[e.record]
	h := Hit{Party: r.Party, Family: r.Family, Name: r.Name, Score: score, Listings: []Listing{}, Source: r.Source, group: g}
	if e.alias >= 0 {
		h.Alias = r.Aliases[e.alias].Text
		if src := r.Aliases[e.alias].Source; src != "" {
			h.Source = src
		}
	}
	h.Listings = x.listings(h.Listings, g)
	if o.Edition {
		h.Edition = x.edition(g)
	}
	if o.Explain {
		s.compare(s.words, e)
		h.Alignment = s.cmp.explain(s.words, s.listed)
	}
	return h
}
