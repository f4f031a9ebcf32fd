package line

import (
	"slices"
	"strings"
)

// A Stance says how a text stands to something that it names.
type Stance uint8

// The stances. Only Plain says that the thing is meant.
const (
	Plain    Stance = iota
	Excluded        // named to be left out, removed or replaced
	Compared        // named as something it works with or is like
	Former          // named as what it used to be called
)

// A Mention is a name or a number found in a Text, by its place in Fold.
type Mention struct {
	Start, End int
	Number     bool   // it is a model number or the like, not a name
	Who        string // whom it points at, in any words that tell one maker from another
	Told       bool   // it stands in a field that says who made the thing

	// Stance and Open are filled in by Stances. Open is set where the text
	// takes something equivalent ("or equivalent"): the thing may be another.
	Stance Stance
	Open   bool

	// Doubt says why the text leaves open whether the name is meant, Sure where it
	// does not. Odd holds the words that OddWords is about, at most three.
	Doubt Doubt
	Odd   []string

	// Slight is set beside Odd where the odd words are written as names are and
	// a number stands by: they may be the thing's own name.
	Slight bool

	// Likely is set beside Doubt where the text is much like goods all the same: a
	// quantity, a measure or a code stands in it, or a single word is odd.
	Likely bool
}

// A Doubt says why a text leaves open whether a name that it has is meant.
type Doubt uint8

// The doubts.
const (
	Sure     Doubt = iota
	Unsure         // the text itself is not sure: "Acme?", "possibly Acme"
	OneOf          // it names this or another: "Acme or Bolt"
	OfRules        // it speaks of rules about makers
	CountsNo       // it counts none, or answers no
	PartOf         // the name is part of somebody's number
	OddWords       // words stand beside it that no phrase of goods has
	NoGoods        // no word for goods stands beside it
	Topic          // it speaks of such things at large
	Gone           // it says that the thing is there no more
	Asks           // it is a question
)

// Stances judges every mention, which must be in order of Start. A text without
// a cue leaves all of them Plain.
func (t *Text) Stances(ms []Mention) {
	if len(ms) == 0 {
		return
	}
	cues := t.findCues()
	for _, f := range cues {
		s := scope{t, words(), ms, f}
		switch f.kind {
		case excludesNext:
			s.forward(Excluded, 6, nil)
		case deniesNext:
			s.forward(Excluded, 12, s.w.offers)
		case excludesBefore:
			if !s.backward(Excluded, 5) {
				s.forward(Excluded, 4, s.w.offers) // "no se admiten equipos X"
			}
		case replaces:
			s.replace()
		case comparesNext:
			s.forward(Compared, 5, nil)
		case comparesBefore:
			s.backward(Compared, 2)
		case comparesEither:
			if !s.backward(Compared, 1) {
				s.forward(Compared, 3, nil)
			}
		case formerNext:
			s.forward(Former, 2, s.w.former)
		case opensBefore:
			s.open()
		case doubtsNext:
			s.doubt()
		}
	}
	t.doubtRules(ms)
	t.doubtNotGoods(ms, cues)
	for k := range ms {
		if after := strings.TrimLeft(t.Fold[ms[k].End:], " (["); strings.HasPrefix(after, "?") {
			ms[k].Doubt = Unsure
		}
	}
}

// A scope is one cue at work on the mentions of a text.
type scope struct {
	t  *Text
	w  *lexicon
	ms []Mention
	f  found
}

// forward marks the first mention after the cue, at most max words on and in the
// same clause, and the list that it begins. Only words of between, when given,
// may stand before the first.
func (s *scope) forward(as Stance, limit int, between map[string]bool) {
	k := slices.IndexFunc(s.ms, func(m Mention) bool { return m.Start >= s.f.end })
	if k < 0 || !s.reaches(s.f.to, s.ms[k].Start, limit, between) {
		return
	}
	s.mark(k, as)
	for joined := false; k+1 < len(s.ms); k++ {
		link := s.link(k, k+1)
		if link == apart || link == comma && !joined && s.numbered(k+1) {
			return
		}
		joined = joined || link == joinedByWord
		if s.wanted(k + 1) {
			return
		}
		s.mark(k+1, as)
	}
}

// reaches says whether from the token the place is at most limit words away.
func (s *scope) reaches(from, place, limit int, between map[string]bool) bool {
	if s.f.end > place {
		return false
	}
	if from > 0 && from <= len(s.t.Tokens) && s.t.Tokens[from-1].End <= place && !s.t.Tokens[from-1].Wide && s.t.endsClause(from-1) {
		return false
	}
	for i := from; i < len(s.t.Tokens) && s.t.Tokens[i].End <= place; i++ {
		word := s.t.Word(i)
		if limit--; limit < 0 || s.w.contrasts[word] && !between[word] || s.t.endsClause(i) || between != nil && !between[word] {
			return false
		}
	}
	return true
}

// wanted says whether a word right after the mention says that it is wanted.
func (s *scope) wanted(k int) bool {
	i := s.t.At(s.ms[k].End)
	return i < len(s.t.Tokens) && s.w.contrasts[s.t.Word(i)]
}

// numbered says whether a mention is a number, or a name right before one.
func (s *scope) numbered(k int) bool {
	return s.ms[k].Number || k+1 < len(s.ms) && s.ms[k+1].Number && s.link(k, k+1) == adjacent
}

// backward marks the nearest mention before the cue and the list that it ends.
func (s *scope) backward(as Stance, limit int) bool {
	k := -1
	for i := range s.ms {
		if s.ms[i].End <= s.f.start {
			k = i
		}
	}
	if k < 0 {
		return false
	}
	for i := s.t.At(s.ms[k].End); i < s.f.from; i++ {
		if limit--; limit < 0 || s.t.endsClause(i) {
			return false
		}
	}
	if i := s.t.At(s.ms[k].End) - 1; i >= 0 && !s.t.Tokens[i].Wide && (s.t.endsClause(i) || strings.ContainsAny(s.t.Between(i), ",+&")) {
		return false
	}
	if s.f.kind == comparesEither && s.f.to < len(s.t.Tokens) && isStandard(s.t.Word(s.f.to)) {
		return false // "X compatible ONVIF": with the standard
	}
	s.mark(k, as)
	for ; k > 0 && s.link(k-1, k) != apart; k-- {
		s.mark(k-1, as)
	}
	return true
}

// isStandard says whether a word is a standard that things are compatible with.
func isStandard(w string) bool {
	switch w {
	case "onvif", "psia", "rtsp", "poe", "ndaa", "taa", "dmr", "tetra", "p25":
		return true
	}
	return false
}

// replace tells what is replaced from what replaces it.
func (s *scope) replace() {
	if s.ofPart() {
		return
	}
	pivot := s.pivotAfter()
	any := false
	for k := range s.ms {
		if s.ms[k].Start >= s.f.end && s.ms[k].End <= pivot && s.sameClause(s.f.to, s.ms[k].Start) {
			s.mark(k, Excluded)
			any = true
		}
	}
	if any {
		return
	}
	limit := s.pivotBefore()
	for k := range s.ms {
		if s.ms[k].End <= limit && s.sameClause(s.t.At(s.ms[k].Start), s.f.start) {
			s.mark(k, Excluded)
		}
	}
}

// ofPart says whether only a part of a thing is replaced, which stays.
func (s *scope) ofPart() bool {
	i := s.f.to
	for i < len(s.t.Tokens) && slices.Contains([]string{"the", "a", "an", "its", "faulty", "broken"}, s.t.Word(i)) {
		i++
	}
	return i < len(s.t.Tokens) && parts[s.t.Word(i)]
}

// parts are replaced in a thing that stays: "dome 3 (replaced fuse)".
var parts = map[string]bool{
	"fuse": true, "battery": true, "batteries": true, "lens": true, "psu": true, "power": true, "cable": true, "cables": true,
	"disk": true, "disks": true, "hdd": true, "hdds": true, "drive": true, "drives": true, "bracket": true, "housing": true,
	"connector": true, "connectors": true, "lead": true, "adaptor": true, "adapter": true, "cover": true, "fan": true,
	"board": true, "rj45": true, "sim": true, "antenna": true, "aerial": true, "plug": true, "firmware": true,
}

// pivotAfter gives the place of the pivot after the cue, or of the clause's end.
func (s *scope) pivotAfter() int {
	first := s.f.to
	if first > s.f.from && s.t.Tokens[s.f.from].Wide {
		first = s.f.from // such a cue is only a part of its token
	}
	for i := first; i < len(s.t.Tokens); i++ {
		tok := s.t.Tokens[i]
		if s.w.pivots[s.t.Word(i)] {
			return tok.Start
		}
		if tok.Wide {
			for p := range strings.FieldsSeq("为 成 為") {
				if at := strings.Index(s.t.Word(i), p); at >= 0 && tok.Start+at >= s.f.end {
					return tok.Start + at
				}
			}
		}
		if s.t.endsClause(i) {
			return tok.End
		}
	}
	return len(s.t.Fold)
}

// pivotBefore gives the place of a pivot between the clause's start and the cue
// ("Hikvision durch Axis ersetzen"), else the cue's own.
func (s *scope) pivotBefore() int {
	for i := s.f.from - 1; i >= 0 && !s.t.endsClause(i); i-- {
		switch s.t.Word(i) {
		case "durch", "gegen", "door", "por", "par":
			return s.t.Tokens[i].Start
		}
	}
	return s.f.start
}

func (s *scope) sameClause(from, place int) bool {
	for i := from; i < len(s.t.Tokens) && s.t.Tokens[i].End <= place; i++ {
		if s.t.endsClause(i) {
			return false
		}
	}
	return true
}

// open marks what stands before an "or equivalent" in the same clause.
func (s *scope) open() {
	for k := range s.ms {
		if s.ms[k].End <= s.f.start && s.sameClause(s.t.At(s.ms[k].Start), s.f.start) {
			s.ms[k].Open = true
		}
	}
}

// rules begin words by which a text speaks of rules about makers. Where one
// stands, a plain name may be there only to be ruled out, in words that no cue
// knows.
const rules = `certif complian conform ndaa 889 prohibit banned bans exclu forbid restrict sanction blacklist bidder tenderer contractor policy legislat regulation
	verbot ausgeschl bieter interdit proscri soumission prohib licitador vietat offerent uitgeslot inschrijver wyklucz zabron wykonawc`

// doubtRules doubts plain names without a number in a text about rules.
func (t *Text) doubtRules(ms []Mention) {
	speaks := false
	for i := range t.Tokens {
		word := t.Word(i)
		for _, r := range words().rules {
			speaks = speaks || strings.HasPrefix(word, r)
		}
	}
	if !speaks {
		return
	}
	s := scope{t: t, w: words(), ms: ms}
	for k := range ms {
		m := &ms[k]
		if m.Number || m.Told || m.Stance != Plain || k+1 < len(ms) && ms[k+1].Number && s.link(k, k+1) == adjacent {
			continue
		}
		m.Doubt = OfRules
	}
}

// doubt marks the mention right after the cue.
func (s *scope) doubt() {
	k := slices.IndexFunc(s.ms, func(m Mention) bool { return m.Start >= s.f.end })
	if k < 0 || !s.reaches(s.f.to, s.ms[k].Start, 2, nil) {
		return
	}
	s.ms[k].Doubt = Unsure
	if k+1 < len(s.ms) && s.link(k, k+1) == adjacent {
		s.ms[k+1].Doubt = Unsure
	}
}

// mark keeps the first stance that a mention was given: cues are found in the
// order of reading, and the first to reach it is the nearest before it.
func (s *scope) mark(k int, as Stance) {
	if s.ms[k].Stance == Plain {
		s.ms[k].Stance = as
	}
}

type linkKind uint8

const (
	apart linkKind = iota
	adjacent
	comma
	joinedByWord
)

// link says how two mentions hang together: side by side, by a comma, by "and"
// or "/", or not at all.
func (s *scope) link(a, b int) linkKind {
	from, to := s.ms[a].End, s.ms[b].Start
	if from >= to {
		return adjacent
	}
	gap := s.t.Fold[from:to]
	if strings.TrimSpace(gap) == "" {
		return adjacent
	}
	kind := adjacent
	for i := s.t.At(from); i < len(s.t.Tokens) && s.t.Tokens[i].End <= to; i++ {
		if !s.w.connectors[s.t.Word(i)] || s.t.endsClause(i) {
			return apart
		}
		kind = joinedByWord
	}
	switch {
	case strings.ContainsAny(gap, ";!?\n:()"), strings.Contains(gap, ". "), strings.Contains(gap, " - "):
		return apart
	case strings.ContainsAny(gap, "/&+、"):
		return joinedByWord
	case strings.ContainsAny(gap, ",，") && kind == adjacent:
		return comma
	}
	return kind
}

// Sort puts mentions in order of their place, and with them the numbers by
// which the caller knows them.
func Sort(ms []Mention, with []int) {
	for i := 1; i < len(ms); i++ { // few, and mostly in order
		for k := i; k > 0 && (ms[k].Start < ms[k-1].Start || ms[k].Start == ms[k-1].Start && ms[k].End < ms[k-1].End); k-- {
			ms[k], ms[k-1] = ms[k-1], ms[k]
			with[k], with[k-1] = with[k-1], with[k]
		}
	}
}
