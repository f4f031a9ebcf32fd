package text

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A layout is what the head of a text looks like, from the outside: it tells a
// list, a line for each thing, from prose, broken where the line was full.
type layout struct {
	lines     int // that are not blank
	short     int // of at most 16 words and 140 bytes
	brief     int // of at most 6 words
	sentences int // that end or hold one
	codes     int // that hold a model's number or a quantity
	long      int // longer than anybody would break them
	breaks    int // between two lines that follow each other
	early     int // of these, where the next word would still have fitted, or begins anew
}

// narrow is the least width, in characters, at which a paragraph is taken to be
// broken: the column of a newspaper.
const narrow = 40

// ends makes one kind of the ends of lines.
var ends = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// look measures a text.
func look(head string) layout {
	var l layout
	all := strings.Split(ends.Replace(head), "\n")
	width := narrow
	for _, line := range all {
		width = max(width, utf8.RuneCountInString(strings.TrimSpace(line)))
	}
	before := 0 // the length of the line before, 0 after a blank one
	for _, line := range all {
		line = strings.TrimSpace(line)
		words := strings.Fields(line)
		if len(words) == 0 {
			before = 0
			continue
		}
		l.count(line, words)
		if before > 0 {
			l.breaks++
			if first, _ := utf8.DecodeRuneInString(words[0]); unicode.IsUpper(first) || before+1+utf8.RuneCountInString(words[0]) <= width {
				l.early++
			}
		}
		before = utf8.RuneCountInString(line)
	}
	return l
}

func (l *layout) count(line string, words []string) {
	l.lines++
	if len(words) <= 16 && len(line) <= 140 {
		l.short++
	}
	if len(words) <= 6 {
		l.brief++
	}
	if len(line) > 150 {
		l.long++
	}
	last := line[len(line)-1]
	if (last == '.' || last == '?' || last == '!' || strings.HasSuffix(line, "。")) && len(words) > 4 || strings.Contains(line, ". ") && len(words) > 8 {
		l.sentences++
	}
	if hasCode(words) {
		l.codes++
	}
}

// list says whether most lines name a thing each: short, without the
// punctuation of sentences, and several with the digits of models or
// quantities, or all of them of a few words and ended before they were full.
func (l *layout) list() bool {
	if l.lines == 0 || l.short*10 < l.lines*8 || l.sentences*5 > l.lines {
		return false
	}
	coded := l.codes*10 >= l.lines*3 || l.lines == 1 && l.codes == 1
	return coded || l.lines > 2 && l.brief*10 >= l.lines*9 && l.apart()
}

// wrapped says whether paragraphs run over several lines.
func (l *layout) wrapped() bool { return l.long*3 < l.lines && !l.apart() }

// apart says whether lines end where their writer ended them: a paragraph that
// is broken by its width leaves no room for the word that begins the next line,
// and seldom begins a line with a capital (four in ten where nouns have one).
func (l *layout) apart() bool { return l.early*10 >= l.breaks*8 && l.breaks > 1 }

// hasCode says whether a word mixes letters and digits or is a quantity.
func hasCode(words []string) bool {
	for _, w := range words {
		letters, digits := false, false
		for _, r := range w {
			letters = letters || unicode.IsLetter(r)
			digits = digits || unicode.IsDigit(r)
		}
		if digits && (letters || len(words) > 1 && len(w) <= 4) {
			return true
		}
	}
	return false
}
