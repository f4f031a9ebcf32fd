package prose

import (
	"slices"
	"strings"
	"unicode"

	"caveat.example/caveat/internal/attribution"
)

// A passage is one paragraph, cut into sentences.
type passage struct {
	text      string
	sentences []sentence
	named     []speaker // parties named, in order of their places
	values    []string  // how the text writes them
}

// A sentence is a part of a passage with the quotations in it.
type sentence struct {
	text      string
	quotes    []string // what stands between quotation marks
	bare      string   // the sentence with a bar in place of each quotation
	open      bool     // its last quotation is not closed
	closes    bool
	continued bool // it begins inside a quotation of the passage before
	reports   bool // it reports in other words: "said that …", "claims that …"
}

// onlyQuote says whether nothing but quotations stands in the sentence.
func (s sentence) onlyQuote() bool {
	return len(s.quotes) > 0 && strings.Trim(s.bare, "| .,;:–—-") == ""
}

// mostlyQuote says whether more stands inside the quotations than outside.
func (s sentence) mostlyQuote() bool {
	n := 0
	for _, q := range s.quotes {
		n += words(q)
	}
	return n > words(s.bare)
}

func newPassage(text string, as []attribution.Attribution) *passage {
	p := &passage{text: text}
	type at struct {
		pos int
		who speaker
		val string
	}
	var found []at
	for i := range as {
		for _, e := range as[i].Evidence {
			if e.Kind != "name" && e.Kind != "brand" || e.Value == "" {
				continue
			}
			if k := strings.Index(text, e.Value); k >= 0 {
				found = append(found, at{k, speaker{as[i].Party, as[i].Name}, e.Value})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b at) int { return a.pos - b.pos })
	for _, f := range found {
		p.named = append(p.named, f.who)
		p.values = append(p.values, f.val)
	}
	p.sentences = cut(text)
	return p
}

// partyIn gives the party whose name stands in a phrase.
func (p *passage) partyIn(phrase string) speaker {
	low := strings.ToLower(phrase)
	for i, v := range p.values {
		if strings.Contains(low, strings.ToLower(v)) {
			return p.named[i]
		}
	}
	return speaker{}
}

// cut parts a text into sentences; a full stop inside a quotation ends none.
func cut(text string) []sentence {
	var out []sentence
	var cur sentence
	var bare, quote strings.Builder
	inside := rune(0)
	start := 0
	rs := []rune(text)
	flush := func(end int) {
		if inside != 0 {
			cur.quotes = append(cur.quotes, strings.TrimSpace(quote.String()))
			bare.WriteByte('|')
			cur.open = true
			quote.Reset()
			inside = 0
		}
		cur.text = strings.TrimSpace(string(rs[start:end]))
		cur.bare = strings.TrimSpace(bare.String())
		if cur.text != "" {
			cur.reports = reports(cur.bare)
			out = append(out, cur)
		}
		cur = sentence{}
		bare.Reset()
		start = end
	}
	for i, r := range rs {
		switch {
		case inside == 0 && opens(rs, i):
			inside = closer(r)
		case inside != 0 && r == inside && closesAt(rs, i):
			cur.quotes = append(cur.quotes, strings.TrimSpace(quote.String()))
			quote.Reset()
			bare.WriteByte('|')
			inside = 0
			if i > 0 && strings.ContainsRune(".!?", rs[i-1]) && startsNew(rs, i+1) && strings.Trim(bare.String(), "| ") == "" {
				flush(i + 1)
			}
		case inside != 0:
			quote.WriteRune(r)
		default:
			bare.WriteRune(r)
			if strings.ContainsRune(".!?。！？", r) && startsNew(rs, i+1) && !abbreviation(rs, i) {
				flush(i + 1)
			}
		}
	}
	flush(len(rs))
	return out
}

// opens says whether a quotation begins at rune i.
func opens(rs []rune, i int) bool {
	switch rs[i] {
	case '“', '„', '«', '「', '『':
		return true
	case '"':
		return i == 0 || unicode.IsSpace(rs[i-1]) || strings.ContainsRune("([–—:", rs[i-1])
	}
	return false
}

func closer(r rune) rune {
	switch r {
	case '“':
		return '”'
	case '„':
		return '“'
	case '«':
		return '»'
	case '「':
		return '」'
	case '『':
		return '』'
	}
	return r
}

// closesAt says whether the mark at rune i closes the quotation; the same mark
// may also stand for an apostrophe or an inch.
func closesAt(rs []rune, i int) bool {
	return rs[i] != '"' || i+1 == len(rs) || !unicode.IsLetter(rs[i+1]) && !unicode.IsDigit(rs[i+1])
}

// startsNew says whether a sentence begins after rune i-1: a space and then a
// capital, a digit or a quotation mark, or the end.
func startsNew(rs []rune, i int) bool {
	if i >= len(rs) {
		return true
	}
	if !unicode.IsSpace(rs[i]) {
		return rs[i-1] == '。'
	}
	for i < len(rs) && unicode.IsSpace(rs[i]) {
		i++
	}
	return i >= len(rs) || unicode.IsUpper(rs[i]) || unicode.IsDigit(rs[i]) || strings.ContainsRune("“„«\"「(", rs[i]) || unicode.Is(unicode.Han, rs[i])
}

// abbreviation says whether the full stop at rune i only shortens a word.
func abbreviation(rs []rune, i int) bool {
	j := i
	for j > 0 && (unicode.IsLetter(rs[j-1]) || rs[j-1] == '.') {
		j--
	}
	w := string(rs[j:i])
	switch strings.ToLower(w) {
	case "mr", "mrs", "ms", "dr", "prof", "inc", "ltd", "co", "corp", "st", "no", "vs", "u.s", "u.k", "e.g", "i.e", "gov", "sen", "rep", "hr", "fr", "nr", "bzw", "z.b", "m", "mme", "sr", "sra":
		return true
	}
	return len([]rune(w)) == 1
}

// firstPerson says whether the passage, quotations aside, speaks as "we".
func (p *passage) firstPerson() bool {
	return slices.ContainsFunc(strings.FieldsFunc(p.text, notLetter), func(w string) bool {
		switch w {
		case "we", "our", "us", "We", "Our", "ours", "I", "my", "My", "wir", "Wir", "unser", "unsere", "unseren", "uns", "nous", "Nous", "notre", "nos", "Notre", "nosotros", "nuestro", "nuestra", "Nuestra", "nuestros", "noi", "nostro", "nostra", "wij", "onze", "我们", "本公司", "我司":
			return true
		}
		return strings.HasPrefix(w, "我们") || strings.HasPrefix(w, "本公司")
	})
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// heading says whether the passage is a title and no sentence.
func (p *passage) heading() bool {
	return strings.HasPrefix(p.text, "#") || words(p.text) < 9 && !strings.ContainsAny(p.text, ".!?:”\"。")
}

// reports says whether somebody is said to have said something in the passage.
func (p *passage) reports() bool {
	return slices.ContainsFunc(p.sentences, func(s sentence) bool { return len(s.quotes) > 0 && verbIn(s.bare) || s.reports })
}

// fullNames gives names of persons in the text: two or more words with
// capitals, the last two of them. Names of parties are not among them.
func (p *passage) fullNames() []string {
	var out []string
	fields := strings.Fields(p.text)
	run := []string{}
	flush := func() {
		if len(run) >= 2 {
			n := strings.Join(run[len(run)-2:], " ")
			if !p.partyIn(n).known() {
				out = append(out, n)
			}
		}
		run = run[:0]
	}
	for _, f := range fields {
		w := strings.Trim(f, ".,;:!?()[]“”\"‘’'")
		w = strings.TrimSuffix(strings.TrimSuffix(w, "’s"), "'s")
		if !capital(w) {
			flush()
			continue
		}
		run = append(run, w)
		if strings.ContainsAny(f[len(f)-1:], ".,;:!?)") {
			flush()
		}
	}
	flush()
	return out
}

// capital says whether a word is written as names are: Sampson, McCain, not UK.
func capital(w string) bool {
	rs := []rune(w)
	return len(rs) > 1 && unicode.IsUpper(rs[0]) && slices.ContainsFunc(rs[1:], unicode.IsLower)
}
