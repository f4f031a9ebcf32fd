package name

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A Word is one word of a name, and all that comparing needs of it. Words are
// shared and must not be changed.
type Word struct {
	Text   string // as folded
	Key    string // in Latin letters: the canonical form of a known word, else Roman(Text)
	Sound  string // Sound(Key)
	Spoken string // Sound(Roman(Text)): how it is said, where Key is a translation
	Class  Class
	Script Script
	Bits   float32 // what it tells
	Common bool    // a word of the language: hardly a misspelling
	Letter bool    // has letters (and not digits alone)
	Shape  uint32  // the letters of Text, see ShapeOf
}

// ShapeOf has a bit for each letter that a text has; other characters share a
// few. One slip of the hand changes two bits at most.
func ShapeOf(text string) uint32 {
	var s uint32
	for i := range len(text) {
		switch c := text[i]; {
		case c >= 'a' && c <= 'z':
			s |= 1 << (c - 'a')
		default:
			s |= 1 << (26 + c%6)
		}
	}
	return s
}

// maxWords bounds how many words of a name are looked at. The longest names on
// official lists have about forty.
const maxWords = 64

// maxLetters bounds the length of one word, in bytes.
const maxLetters = 120

// Analyse splits a name into its words and appends them to dst. It is bounded:
// of a longer name only the first words count.
func (l *Lexicon) Analyse(dst []Word, s string) []Word { return l.analyse(dst, s, l.Word) }

func (l *Lexicon) analyse(dst []Word, s string, word func(string) Word) []Word {
	folded := Fold(s)
	start, torn := len(dst), false
	for i := 0; i < len(folded) && len(dst)-start < maxWords; {
		a, b, next := nextWord(folded, i)
		if a == b {
			break
		}
		i = next
		if isLetter(folded, a, b) {
			if end, after := lettersFrom(folded, b); end > b {
				dst = append(dst, letterRun(word(joinLetters(folded[a:end]))))
				i = after
				continue
			}
		}
		if known, ok := l.phrases[folded[a:b]]; ok {
			if text, after := phraseFrom(folded, next, known); text != "" {
				dst, i = append(dst, word(text)), after
				continue
			}
			torn = true
		}
		dst = l.appendWord(dst, folded[a:b], word)
	}
	if torn {
		dst = l.gather(dst, start, word)
	}
	l.place(dst[start:])
	return dst
}

// gather puts phrases together whose words stand in another order, or apart:
// Leader (Kong Hong) Ltd.
func (l *Lexicon) gather(dst []Word, start int, word func(string) Word) []Word {
	for i := start; i < len(dst); i++ {
		for _, p := range l.phrases[dst[i].Text] {
			if !hasAll(dst[start:], p.rest) {
				continue
			}
			dst[i] = word(p.text)
			for _, gone := range p.rest {
				at := start + slices.IndexFunc(dst[start:], func(w Word) bool { return w.Text == gone })
				if at < start { // a phrase that says one word twice
					continue
				}
				dst = slices.Delete(dst, at, at+1)
				if at < i {
					i--
				}
			}
			break
		}
	}
	return dst
}

// hasAll says whether all of some words stand among those of a name.
func hasAll(words []Word, rest []string) bool {
	for _, r := range rest {
		if !slices.ContainsFunc(words, func(w Word) bool { return w.Text == r }) {
			return false
		}
	}
	return true
}

// An Analyser analyses names one after the other and remembers the words that
// it has met, up to a bound. One goroutine at a time may use it.
type Analyser struct {
	lex  *Lexicon
	seen map[string]Word
	word func(string) Word
}

// remembered bounds an Analyser's memory, in words.
const remembered = 1 << 15

// NewAnalyser makes an Analyser over a Lexicon.
func NewAnalyser(l *Lexicon) *Analyser {
	a := &Analyser{lex: l, seen: make(map[string]Word)}
	a.word = func(text string) Word {
		if w, ok := a.seen[text]; ok {
			return w
		}
		w := l.Word(text)
		if len(a.seen) >= remembered {
			clear(a.seen)
		}
		text = strings.Clone(text)
		if w.Text = text; w.Key == text {
			w.Key = text
		}
		a.seen[text] = w
		return w
	}
	return a
}

// Analyse is Lexicon.Analyse with a memory.
func (a *Analyser) Analyse(dst []Word, s string) []Word {
	return a.lex.analyse(dst, s, a.word)
}

// phraseFrom gives the longest known phrase that goes on at i, written as one
// word, and where the text goes on after it; "" when none does. New York is one
// place and no two names; Joint Stock is one legal form.
func phraseFrom(folded string, i int, known []phrase) (text string, after int) {
	for _, p := range known {
		at, fits := i, true
		for _, want := range p.rest {
			a, b, next := nextWord(folded, at)
			if fits = folded[a:b] == want; !fits {
				break
			}
			at = next
		}
		if fits {
			return p.text, at
		}
	}
	return "", 0
}

// isLetter says whether folded[a:b] is a single Latin or Cyrillic letter.
func isLetter(s string, a, b int) bool {
	if b-a == 1 {
		return s[a] >= 'a' && s[a] <= 'z'
	}
	return b-a == 2 && s[a] >= 0xD0 && s[a] <= 0xD3
}

// letterRun is a word that was written as single letters. It tells less than a
// word: the letters may as well be a torn legal form.
func letterRun(w Word) Word {
	w.Bits = min(w.Bits, 5.6)
	return w
}

// lettersFrom finds the end of a run of single letters such as "l. l. c.": they
// are one abbreviation.
func lettersFrom(s string, end int) (int, int) {
	after := end
	for after < len(s) {
		a, b, next := nextWord(s, after)
		if a == b || !isLetter(s, a, b) || a-end > 2 {
			break
		}
		end, after = b, next
	}
	return end, after
}

func joinLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if isWordRune(r) {
			return r
		}
		return -1
	}, s)
}

// appendWord appends what one run of letters consists of: one word, or, in
// scripts without spaces, the known words in it and what is left between them.
func (l *Lexicon) appendWord(dst []Word, text string, word func(string) Word) []Word {
	if len(text) > maxLetters {
		text = text[:maxLetters]
		for !utf8.ValidString(text) {
			text = text[:len(text)-1]
		}
	}
	if !ScriptOf(text).Unspaced() {
		text = WithoutApostrophes(text)
		if at := l.runTogether(text); at > 0 {
			return append(dst, word(text[:at]), word(text[at:]))
		}
		return append(dst, word(text))
	}
	runes := []rune(simplify(text))
	from := 0
	for i := 0; i < len(runes); {
		n := l.longestForm(runes[i:])
		if n == 0 {
			i++
			continue
		}
		if from < i {
			dst = append(dst, word(string(runes[from:i])))
		}
		dst = append(dst, word(string(runes[i:i+n])))
		i += n
		from = i
	}
	if from < len(runes) {
		dst = append(dst, word(string(runes[from:])))
	}
	return dst
}

// runTogether finds where a small word or a legal form was written together with
// its neighbour: CompanyLimited, ofChina, StateCorporationRostec. It gives 0 for
// any other word, and for those that stand in the table or in the background:
// Unlimited is a word.
func (l *Lexicon) runTogether(text string) int {
	if len(text) < 7 || text[0] >= utf8.RuneSelf {
		return 0
	}
	at := 0
	for _, p := range glue {
		rest := len(text) - len(p.text)
		if rest < p.least {
			continue
		}
		if strings.HasSuffix(text, p.text) && (!p.known || l.tabled(text[:rest])) {
			at = rest
			break
		}
		if strings.HasPrefix(text, p.text) && (!p.known || l.tabled(text[len(p.text):])) {
			at = len(p.text)
			break
		}
	}
	if at == 0 || l.counted(text) {
		return 0
	}
	if _, known := l.lookup(text); known {
		return 0
	}
	return at
}

// tabled says whether a word stands in the table as it is.
func (l *Lexicon) tabled(word string) bool {
	_, ok := l.forms[word]
	return ok
}

// glue are the words that are found at an end of another one, how long the
// other has to be at least, and whether it has to be known itself: Netco and
// Marlboro are names.
var glue = [...]struct {
	text  string
	least int
	known bool
}{
	{"corporation", 4, false},
	{"incorporated", 4, false},
	{"company", 4, false},
	{"limited", 4, false},
	{"liability", 4, false},
	{"joint", 5, true},
	{"stock", 5, true},
	{"group", 6, true},
	{"gmbh", 4, true},
	{"ltd", 5, true},
	{"llc", 5, true},
	{"inc", 6, true},
	{"the", 5, true},
	{"for", 5, true},
	{"and", 6, true},
	{"of", 5, true},
	{"co", 6, true},
}

// longestForm gives how many runes the longest known word at the start takes,
// 0 when none begins here.
func (l *Lexicon) longestForm(runes []rune) int {
	for n := min(len(runes), l.longest); n >= 2; n-- {
		if _, ok := l.forms[string(runes[:n])]; ok {
			return n
		}
	}
	return 0
}

// Word says all that is known of one folded word.
func (l *Lexicon) Word(text string) Word {
	w := Word{Text: text, Script: ScriptOf(text), Letter: hasLetter(text), Shape: ShapeOf(text)}
	e, known := l.lookup(text)
	switch {
	case known:
		w.Class, w.Key = e.class, e.canon
	case ordinal(text) > 0:
		w.Class, w.Key = Number, plainNumber(text[:ordinal(text)])
	case !w.Letter:
		w.Class, w.Key = Number, plainNumber(text)
	case utf8.RuneCountInString(text) == 1 && !w.Script.Unspaced():
		w.Class, w.Key = Initial, Roman(text)
	default:
		w.Key = Roman(text)
		if w.Key == "" {
			w.Key = text
		}
	}
	w.Sound = string(Sound(nil, w.Key))
	w.Spoken = w.Sound
	if known {
		w.Spoken = string(Sound(nil, Roman(text)))
	}
	w.Spoken = withoutEnding(w.Spoken)
	if w.Class == Distinct && patronymic(w.Key) {
		w.Class = Person
	}
	w.Bits = l.bits(w.Key, w.Class)
	if w.Class == Distinct && w.Script == Latin && w.Bits > pinyinBits && twoSyllables(w.Key) {
		w.Bits = pinyinBits
	}
	w.Common = w.Script == Latin && (known || l.Ordinary(w.Key))
	return w
}

// withoutEnding drops the endings by which Slavic languages make an adjective of
// a place or a name: Serovsky, Серовский, of Serov.
func withoutEnding(sound string) string {
	if len(sound) < 7 {
		return sound
	}
	for _, end := range [...]string{"ski", "skaia", "skoie", "skoe", "skogo", "cki", "ckaia"} {
		if stem, ok := strings.CutSuffix(sound, end); ok && len(stem) >= 4 {
			return stem
		}
	}
	return sound
}

func formsOnly(words []Word) bool {
	for i := range words {
		if words[i].Class != Legal && words[i].Class != Stop {
			return false
		}
	}
	return true
}

// endingFits says whether what follows a stem may be an ending: there is less of
// it than of the stem, else Gazprom would be a word for gas and Radiozavod one
// for radio; or it is one of the long endings that make an adjective of a noun.
func endingFits(stem int, text string) bool {
	rest := text[stem:]
	size := len(rest)
	if text[0] >= utf8.RuneSelf { // Cyrillic letters are two bytes each
		stem, size = stem/2, size/2
	}
	if stem < 5 {
		return size <= 3
	}
	if size < stem {
		return true
	}
	for _, long := range [...]string{"icheskii", "icheskiy", "icheskaya", "icheskoe", "icheskogo", "ический", "ическая", "ическое", "ического", "ических", "ostroite", "остроите", "ностроите"} {
		if strings.HasPrefix(rest, long) {
			return true
		}
	}
	return false
}

// ordinal says how many digits an ordinal such as 38th or 7-й begins with.
func ordinal(text string) int {
	n := 0
	for n < len(text) && text[n] >= '0' && text[n] <= '9' {
		n++
	}
	if n == 0 {
		return 0
	}
	switch text[n:] {
	case "st", "nd", "rd", "th", "й", "я", "е", "го", "ый", "ой", "ая", "号":
		return n
	}
	return 0
}

// patronymic says whether a word is a father's name as Eastern Slavs form it.
func patronymic(key string) bool {
	if len(key) < 7 {
		return false
	}
	for _, end := range [...]string{"vich", "evych", "ovych", "viches", "ovna", "evna", "ivna", "avich", "yich"} {
		if strings.HasSuffix(key, end) {
			return true
		}
	}
	return false
}

func (l *Lexicon) lookup(text string) (entry, bool) {
	if e, ok := l.forms[text]; ok {
		return e, true
	}
	for n := len(text); n >= l.shortest; n-- {
		if e, ok := l.stems[text[:n]]; ok && endingFits(n, text) {
			return e, true
		}
	}
	for _, article := range [...]string{"ال", "لل", "وال"} {
		if rest, ok := strings.CutPrefix(text, article); ok && len(rest) > 4 {
			if e, ok := l.forms[rest]; ok {
				return e, true
			}
		}
	}
	return entry{}, false
}

// place settles what only the neighbours of a word tell: short legal forms
// stand at an end of a name, and a name of such words alone is no name.
func (l *Lexicon) place(words []Word) {
	last := len(words) - 1
	for i := 1; i < last; i++ {
		if words[i].Class == Initial && words[i+1].Key == "fund" && romanLetter[words[i].Text] != "" {
			words[i].Class, words[i].Key, words[i].Bits = Number, romanLetter[words[i].Text], numberBits // Europe V Fund
		}
	}
	if last > 0 && words[0].Class == Legal && len(words[0].Text) == 2 && words[0].Text != "co" && formsOnly(words[1:]) {
		words[0].Class, words[0].Key, words[0].Bits = Distinct, Roman(words[0].Text), 6 // BT plc
	}
	if last > 0 && words[0].Class == Legal && len(words[0].Text) == 2 && !standsInFront(words[0].Text) && !formsOnly(words[1:]) {
		words[0].Class, words[0].Key, words[0].Bits = Initial, Roman(words[0].Text), 2*initialBits // EP-ITB, SE Electronics
	}
	for i := range words {
		w := &words[i]
		if w.Class != Legal || len(w.Text) > 2 || i == 0 || last-i <= 3 || w.Text == "co" {
			continue
		}
		if words[i-1].Class != Legal && words[i+1].Class != Legal {
			w.Class, w.Key = Initial, Roman(w.Text)
			w.Bits = 2 * initialBits
		}
	}
}

// romanLetter are Roman numbers of one letter.
var romanLetter = map[string]string{"i": "1", "v": "5", "x": "10"}

// standsInFront says whether a legal form of two letters is written before names.
func standsInFront(form string) bool {
	switch form {
	case "co", "pt", "ao", "kk", "yk", "ip", "ou", "cv", "tk":
		return true
	}
	return form[0] >= utf8.RuneSelf
}

func hasLetter(s string) bool {
	for _, r := range s {
		if (r < '0' || r > '9') && isWordRune(r) && digitless(r) {
			return true
		}
	}
	return false
}

func digitless(r rune) bool { return r < 0x80 || digit(r) == 0 && !isZero(r) }

func isZero(r rune) bool { return r == 0x0660 || r == 0x06F0 || r == 0x0966 || r == 0xFF10 }

// plainNumber drops leading zeros; symbols such as & keep their text.
func plainNumber(s string) string {
	n := strings.TrimLeft(Roman(s), "0")
	if n == "" {
		return s
	}
	return n
}
