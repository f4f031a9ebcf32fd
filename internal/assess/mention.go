package assess

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"caveat.example/caveat/internal/finding"
)

// Mentioned finds the instruments that a passage of prose names, in the order
// of their first words, each with what the register knows of it on a day.
func (r *Rules) Mentioned(text, day string) []finding.Mention {
	type hit struct {
		at int
		m  finding.Mention
	}
	var hits []hit
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		lower = text // a letter that changes its length: look for exact words only
	}
	for _, in := range r.Instruments {
		at, words := in.mentionedIn(text, lower)
		if at < 0 {
			continue
		}
		m := finding.Mention{Kind: "instrument", Instrument: in.ID, Words: words, Says: in.knownToday(day)}
		if in.Disputed != nil {
			for _, s := range in.Disputed.Sides {
				m.Disputed = append(m.Disputed, finding.Side{Says: s.Says, Grade: s.Grade, Date: s.Date, Source: r.source(s.Source)})
			}
			m.Says += " The register relies on " + in.Disputed.ReliedOn + "."
		}
		hits = append(hits, hit{at, m})
	}
	slices.SortStableFunc(hits, func(a, b hit) int { return a.at - b.at })
	out := make([]finding.Mention, len(hits))
	for i := range hits {
		out[i] = hits[i].m
	}
	return out
}

// mentionedIn finds the first of an instrument's words in a text, as whole
// words and without regard to case; -1 when there is none.
func (in *Instrument) mentionedIn(text, lower string) (at int, words string) {
	at = -1
	for _, w := range in.Mentions {
		if i := wholeWord(lower, strings.ToLower(w)); i >= 0 && (at < 0 || i < at) {
			at, words = i, text[i:i+len(w)]
		}
	}
	return at, words
}

// wholeWord finds w in text where no letter or digit touches it.
func wholeWord(text, w string) int {
	for from := 0; from < len(text); {
		i := strings.Index(text[from:], w)
		if i < 0 {
			return -1
		}
		i += from
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		after, _ := utf8.DecodeRuneInString(text[i+len(w):])
		if !wordRune(before) && !wordRune(after) {
			return i
		}
		from = i + 1
	}
	return -1
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }

// knownToday says what the register knows of an instrument.
func (in *Instrument) knownToday(day string) string {
	state := map[string]string{
		"in_force": "in force", "suspended": "suspended", "unconfirmed": "of unconfirmed status", "over": "no longer in force", "not_yet": "not yet in force",
	}[in.StateOn(day, "")]
	return in.Title + " (" + in.Force + "), " + state + " on " + day + ": " + in.Plain
}
