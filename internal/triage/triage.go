// Package triage knows which notices concern surveillance, access control,
// radio, telecom or drones, although they name no maker: by what they say, in
// ten languages, and by their codes. It says why, whom to screen, which
// documents to fetch and what to ask. It refuses to know who is behind
// anything and what any law says.
package triage

import (
	"slices"
	"strings"
	"unicode/utf8"

	"caveat.example/caveat/internal/inventory"
)

// A Level says how much of a notice concerns a subject.
type Level int

// The levels.
const (
	None Level = iota // nothing points to a subject
	Part              // something in it does
	Core              // its title or its main code does
)

// String is the word that outputs print: none, part or core.
func (l Level) String() string { return [...]string{"none", "part", "core"}[l] }

// A Reason is one sign that a notice concerns a subject.
type Reason struct {
	Subject string // surveillance, access_control, radio, telecom, drone
	Kind    string // "words" or "code"
	Value   string // the words, or the code with its name
	Field   string // the Item's field that it stands in
}

// A Verdict is what triage says of an Item.
type Verdict struct {
	Level   Level
	Reasons []Reason
}

// Subjects are the subjects of all reasons, each once.
func (v Verdict) Subjects() []string {
	var out []string
	for _, r := range v.Reasons {
		if !slices.Contains(out, r.Subject) {
			out = append(out, r.Subject)
		}
	}
	return out
}

// Judge says what an Item of a notice, an award or a bid concerns.
func Judge(item inventory.Item) Verdict {
	var v Verdict
	for _, f := range item.Fields {
		switch f.Key {
		case inventory.Name, inventory.Category:
			v.words(f, Core)
		case inventory.Description, inventory.Notes, inventory.Other + "document":
			v.words(f, Part)
		}
	}
	v.codes(item.Fields)
	return v
}

// add notes a reason once.
func (v *Verdict) add(r Reason, level Level) {
	if !slices.Contains(v.Reasons, r) {
		v.Reasons = append(v.Reasons, r)
	}
	v.Level = max(v.Level, level)
}

// words looks for the phrases of words.txt. Only where three letters fit does
// it look closer, since most words of most notices begin no phrase.
func (v *Verdict) words(f inventory.Field, level Level) {
	t := lists()
	text := f.Value
	foreign := false
	for i := 0; i < len(text); {
		if !inWord[text[i]] {
			i++
			continue
		}
		start, plain := i, true
		for i < len(text) && inWord[text[i]] {
			plain = plain && text[i] < utf8.RuneSelf
			i++
		}
		if plain && !t.begins(text[start:i]) {
			continue
		}
		foreign = foreign || !plain
		on := onward{text: text, at: start}
		if _, ok := on.word(0); !ok {
			continue
		}
		found, n := t.longest(&on)
		if n == 0 {
			i = max(start+1, min(i, on.ends[0]))
			continue
		}
		if found.subject != "not" {
			v.add(Reason{Subject: found.subject, Kind: "words", Value: on.first(n), Field: f.Key}, level)
		}
		i = on.ends[n-1]
	}
	if !foreign {
		return
	}
	for _, p := range t.han {
		if strings.Contains(text, p.text) {
			v.add(Reason{Subject: p.subject, Kind: "words", Value: p.text, Field: f.Key}, level)
		}
	}
}

// longest finds the longest phrase at the start of words. One that means
// something else wins over others of its length.
func (t *tables) longest(on *onward) (best *phrase, n int) {
	first, _ := on.word(0)
	list := t.byStart[startOf(first)]
	for i := range list {
		p := &list[i]
		if k := len(p.words); k < n || k == n && p.subject != "not" || !p.fits(on) {
			continue
		}
		best, n = p, len(p.words)
	}
	return best, n
}

func (p *phrase) fits(on *onward) bool {
	for i, w := range p.words {
		word, ok := on.word(i)
		if !ok || word != w && !(p.open[i] && strings.HasPrefix(word, w)) {
			return false
		}
	}
	return true
}

// codes looks at the notice's codes. Hints count only beside words or another
// hint of the same subject.
func (v *Verdict) codes(fields inventory.Fields) {
	var hints []Reason
	first := true
	for _, f := range fields {
		if f.Key != inventory.Codes {
			continue
		}
		found, ok := codeOf(f.Value)
		if ok && found.sure {
			level := Part
			if first {
				level = Core
			}
			v.add(Reason{Subject: found.subject, Kind: "code", Value: found.digits + " " + found.name, Field: f.Key}, level)
		}
		if ok && !found.sure {
			hints = append(hints, Reason{Subject: found.subject, Kind: "code", Value: found.digits + " " + found.name, Field: f.Key})
		}
		first = false
	}
	for i, h := range hints {
		beside := slices.Contains(v.Subjects(), h.Subject)
		for j, other := range hints {
			beside = beside || j != i && other.Subject == h.Subject && other.Value != h.Value
		}
		if beside {
			v.add(h, Part)
		}
	}
}

// codeOf finds the entry for "CPV 35125300 Security cameras" or "35125300-6",
// and for "NAICS 561621", "PSC 5836" or these numbers alone.
func codeOf(value string) (code, bool) {
	for _, c := range lists().american {
		if number := strings.TrimPrefix(strings.TrimPrefix(value, "NAICS "), "PSC "); number == c.digits {
			return c, true
		}
	}
	if strings.HasPrefix(value, "CPV") {
		value = strings.TrimLeft(value[3:], " :")
	}
	for _, c := range lists().codes {
		if len(value) >= 8 && strings.HasPrefix(value, c.digits) && value[7] >= '0' && value[7] <= '9' {
			return c, true
		}
	}
	return code{}, false
}
