// Package prose knows how a text says who said what: quotations with their
// speakers, and statements printed whole. It reads a source's passages in
// order, because a statement goes on over paragraphs and "he" was named
// before. It refuses to know what a law says, and what the words prove: a
// statement is shown as its speaker's, never as evidence against anybody.
package prose

import (
	"strings"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/inventory"
)

// An Assessor says what binds an item.
type Assessor interface {
	Assess(inventory.Item, []attribution.Attribution) finding.Answer
}

// A Reader follows one source after the other and gives what is said in each
// passage. It remembers the passages before, so it must see them in order and
// is not safe for concurrent use; one Reader follows one run.
type Reader struct {
	next   Assessor
	source string
	state  state
}

// NewReader makes a Reader that adds what is said to the answers of next.
func NewReader(next Assessor) *Reader { return &Reader{next: next} }

// Assess answers as next does, and adds who said what in a passage.
func (r *Reader) Assess(item inventory.Item, as []attribution.Attribution) finding.Answer {
	a := r.next.Assess(item, as)
	if item.Kind == inventory.Passage {
		a.Mentions = append(a.Mentions, r.Passage(item, as)...)
	}
	return a
}

// Passage gives the statements in the next passage of a source, in order.
// as says which parties it names.
func (r *Reader) Passage(item inventory.Item, as []attribution.Attribution) []finding.Mention {
	if item.Origin.Source != r.source {
		r.source, r.state = item.Origin.Source, state{}
	}
	text := strings.TrimSpace(strings.ToValidUTF8(item.Text, "\uFFFD"))
	if text == "" {
		return nil
	}
	p := newPassage(text, as)
	found := r.state.read(p)
	r.state.remember(p)
	return found
}

// A speaker is who said something: a party of the register, or a person or
// body by name.
type speaker struct {
	id   string // party, "" for others
	name string
}

func (s speaker) known() bool { return s.name != "" }

func (s speaker) mention(words, how string) finding.Mention {
	m := finding.Mention{Kind: "statement", Speaker: s.name, Words: words, Says: how}
	if s.id != "" {
		m.Speaker = s.id
	}
	return m
}

// reported words how a sentence is to be read that tells in other words what
// somebody said.
func (s speaker) reported() string {
	if s.id != "" {
		return "what " + s.name + " is reported to have said: not counted against it"
	}
	return "what " + s.name + " is reported to have said"
}

// says words how a statement is to be read.
func (s speaker) says(kind string) string {
	switch {
	case s.id != "":
		return kind + " of " + s.name + ": shown as its own words, and not counted against it"
	case s.known():
		return kind + " of " + s.name
	}
	return kind + " whose speaker the text does not name here"
}
