package name

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed data/words.txt
var wordsTable string

//go:embed data/background.txt.gz
var backgroundTable []byte

// A Class is what a word does in a name.
type Class uint8

// The classes. Only Distinct words tell who somebody is; the others say what
// sort of thing it is, where, and in which form of law.
const (
	Distinct Class = iota
	Legal          // Ltd, GmbH, ООО, 有限公司
	Stop           // and, of, de
	Noise          // M/s, Attn
	Branch         // branch, division
	Trade          // technology, trading, systems
	Place          // Hangzhou, UK, Europe
	Number         // 2, second, No. 38
	Person         // Mohammed, Vladimir, Kim: a part of many people's names
	Initial        // a single letter
)

var classNames = [...]string{"distinct", "legal", "stop", "noise", "branch", "trade", "place", "number", "person", "initial"}

// String gives the class as explanations print it.
func (c Class) String() string { return classNames[c] }

// An entry is what the table says of one form.
type entry struct {
	class Class
	canon string
}

// A phrase is a known form of several words, filed under its first: the words
// that follow, and all of it written as one.
type phrase struct {
	rest []string
	text string
}

// A Lexicon knows the words that names are made of and how common each is. It
// never changes after Load, so any number of goroutines may use it.
type Lexicon struct {
	forms    map[string]entry
	stems    map[string]entry // forms that end in a star
	phrases  map[string][]phrase
	longest  int // runes in the longest form written without spaces
	shortest int // letters in the shortest stem
	count    map[string]uint32
	town     map[string]bool   // places that are no countries
	far      map[string]bool   // trades that sell to households
	trade    map[string]uint32 // names of the background that have a form of a trade's word
	total    float64           // names in the background
}

// Default is the lexicon built into the program. It is read on first use.
var Default = sync.OnceValue(func() *Lexicon {
	l, err := Load(wordsTable, backgroundTable)
	if err != nil {
		// Both tables are embedded and a test loads them: a lexicon that
		// knows nothing still compares letters.
		return &Lexicon{total: 1}
	}
	return l
})

// Load reads the table of words and the compressed table of counts. See
// data/words.txt and gen for their forms.
func Load(words string, background []byte) (*Lexicon, error) {
	l := &Lexicon{forms: make(map[string]entry, 4096), stems: make(map[string]entry, 512), phrases: make(map[string][]phrase, 64), town: make(map[string]bool, 128), far: make(map[string]bool, 16), trade: make(map[string]uint32, 128), shortest: 99}
	if err := l.readWords(words); err != nil {
		return nil, fmt.Errorf("words.txt: %w", err)
	}
	if err := l.readBackground(background); err != nil {
		return nil, fmt.Errorf("background.txt.gz: %w", err)
	}
	for form, e := range l.forms {
		if e.class == Trade {
			l.trade[e.canon] += l.count[form] >> 8
		}
	}
	return l, nil
}

// section gives the class that a heading of words.txt names.
func section(heading string) (Class, bool) {
	switch strings.Trim(heading, "[]") {
	case "legal":
		return Legal, true
	case "stop":
		return Stop, true
	case "noise":
		return Noise, true
	case "branch":
		return Branch, true
	case "trade", "plain", "far":
		return Trade, true
	case "place", "town":
		return Place, true
	case "number":
		return Number, true
	case "person":
		return Person, true
	}
	return Distinct, false
}

func (l *Lexicon) readWords(text string) error {
	var class Class
	n, plain, town, far := 0, false, false, false
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		if line[0] == '[' {
			c, ok := section(line)
			if !ok {
				return fmt.Errorf("line %d: no section is called %s", n, line)
			}
			class, plain, town, far = c, line == "[plain]", line == "[town]", line == "[far]"
			continue
		}
		canon, forms, ok := strings.Cut(line, ":")
		if !ok {
			return fmt.Errorf("line %d: no colon", n)
		}
		if class == Person { // a name of a person means itself
			for f := range strings.FieldsSeq(forms) {
				l.add(f, entry{class, Fold(f)})
			}
			continue
		}
		l.add(canon, entry{class, canon})
		for f := range strings.FieldsSeq(forms) {
			l.add(f, entry{class, canon})
		}
		if far {
			l.far[canon] = true
		}
		if town {
			l.town[canon] = true
		}
		if plain { // said to be common by hand: the background knows few ministries or traders
			l.trade[canon] = uint32(anybody)
		}
	}
	return nil
}

func (l *Lexicon) add(form string, e entry) {
	folded := simplify(Fold(strings.ReplaceAll(form, "_", " ")))
	if stem, ok := strings.CutSuffix(folded, "*"); ok {
		l.stems[stem] = e
		l.shortest = min(l.shortest, len(stem))
		return
	}
	folded = WithoutApostrophes(folded)
	if words := strings.Fields(folded); len(words) > 1 {
		folded = strings.Join(words, "")
		known := append(l.phrases[words[0]], phrase{words[1:], folded})
		slices.SortStableFunc(known, func(a, b phrase) int { return len(b.rest) - len(a.rest) })
		l.phrases[words[0]] = known
	}
	if _, ok := l.forms[folded]; !ok {
		l.forms[folded] = e
	}
	if ScriptOf(folded).Unspaced() {
		l.longest = max(l.longest, utf8.RuneCountInString(folded))
	}
}

// simplify writes Chinese characters in their simplified form.
func simplify(s string) string {
	return strings.Map(Simplified, s)
}

func (l *Lexicon) readBackground(packed []byte) error {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return err
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		return err
	}
	text := string(raw)
	head, text, _ := strings.Cut(text, "\n")
	if l.total, err = strconv.ParseFloat(head, 64); err != nil {
		return fmt.Errorf("first line %q: not the number of names", head)
	}
	l.count = make(map[string]uint32, 45000)
	for text != "" {
		var line string
		line, text, _ = strings.Cut(text, "\n")
		word, numbers, _ := strings.Cut(line, " ")
		count, band, ok := strings.Cut(numbers, " ")
		n, err := strconv.ParseUint(count, 10, 24)
		if !ok || err != nil || len(band) != 1 {
			return fmt.Errorf("line %q: not a word, a count and a band", line)
		}
		l.count[word] = uint32(n)<<8 | uint32(band[0]-'0')
	}
	return nil
}

// Bits that a word tells, in a name, when it is known to stand for nothing
// commoner. A fresh name of a company tells about as much as drawing one of
// several thousand.
const (
	maxBits      = 13.0
	specificBits = 4.5   // a trade that few of the background are in: textiles
	farBits      = 4.501 // one that sells to households: weighs the same, and is told apart by it
	anybody      = 9000  // names that may well have a plain word
	manyNames    = 150   // of the background: a trade's word that says little
	acronymBits  = 9.5   // three letters that are no word
	pinyinBits   = 10.5  // two Chinese syllables without their tones: dozens of names are read so
	legalBits    = 0.15
	groupBits    = 0.4 // a group is not its company, though often called so
	stopBits     = 0.1
	noiseBits    = 0.1
	branchBits   = 0.3
	placeBits    = 3.5
	townBits     = 4.0 // a town or a region tells more than a country
	numberBits   = 5.0
	personBits   = 6.5
	initialBits  = 1.5
)

// ordinaryBits is the most that a word of the language tells. A name made of one
// such word alone is borne by many.
const ordinaryBits = 9.0

// Plain says whether so many bits are those of an ordinary word.
func Plain(bits float32) bool { return bits <= ordinaryBits }

// Specific says whether so many bits are those of a trade of its own, such as
// textiles, and not of a word like Technology that any company may bear.
func Specific(bits float32) bool { return bits >= specificBits }

// Far says whether so many bits are those of a trade that sells to households,
// such as supermarkets: beside a name that many bear it is another's.
func Far(bits float32) bool { return bits >= farBits }

// bits says how much a word tells, by its class, its length and how many names
// of the background have it.
func (l *Lexicon) bits(word string, class Class) float32 {
	switch class {
	case Legal:
		if word == "group" || word == "holding" {
			return groupBits
		}
		return legalBits
	case Stop:
		return stopBits
	case Noise:
		return noiseBits
	case Branch:
		return branchBits
	case Place:
		if l.town[word] {
			return townBits
		}
		return placeBits
	case Number:
		if len(word) > 2 {
			return numberBits + 2
		}
		return numberBits
	case Initial:
		return initialBits
	}
	seen, ok := l.count[word]
	count, band := float64(seen>>8), seen&255
	b := maxBits
	if ok && count > 1 {
		b = min(b, math.Log2(l.total/count))
	}
	switch class {
	case Trade:
		if l.far[word] {
			return farBits
		}
		if n := l.trade[word]; n < manyNames {
			return specificBits
		} else if n > 0 {
			b = min(b, math.Log2(l.total/float64(n))+1)
		}
		return float32(min(max(b, 1.5), 4))
	case Person:
		return personBits
	}
	switch band {
	case 1:
		b = min(b, ordinaryBits-2)
	case 2:
		b = min(b, ordinaryBits-1)
	case 3:
		b = min(b, ordinaryBits)
	}
	switch n := len(word); {
	case n == 2:
		b = min(b, 6)
	case n == 3:
		b = min(b, acronymBits)
	case n == 4:
		b = min(b, 11)
	}
	return float32(max(b, 3))
}

// Ordinary says whether a word is one of the language or stands in the names of
// many organisations: such a word is hardly a misspelling of another.
func (l *Lexicon) Ordinary(word string) bool {
	if _, ok := l.forms[word]; ok {
		return true
	}
	if l.counted(word) {
		return true
	}
	for i := 4; i <= len(word)-4; i++ { // hawk·vision
		if l.counted(word[:i]) && (l.counted(word[i:]) || l.forms[word[i:]].class == Trade) {
			return true
		}
	}
	return false
}

func (l *Lexicon) counted(word string) bool {
	seen := l.count[word]
	return seen&255 != 0 || seen>>8 >= 20
}

// ClassOf reads a class as String writes it; an unknown word is Distinct.
func ClassOf(s string) Class {
	for i, n := range classNames {
		if n == s {
			return Class(i)
		}
	}
	return Distinct
}
