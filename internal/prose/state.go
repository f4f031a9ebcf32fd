package prose

import (
	"strings"

	"caveat.example/caveat/internal/finding"
)

// A state is what is carried from one passage to the next.
type state struct {
	last    speaker            // who spoke last
	party   speaker            // the party named last
	people  map[string]speaker // by surname
	quoting bool               // a quotation was opened and goes on
	whole   bool               // a statement is being printed whole
	wholeOf speaker
}

// read gives the statements of a passage.
func (s *state) read(p *passage) []finding.Mention {
	if s.whole {
		if s.continues(p) {
			return []finding.Mention{s.wholeOf.mention(p.text, s.wholeOf.says("part of a statement"))}
		}
		s.whole = false
	}
	if len(p.named) > 0 {
		s.party = p.named[len(p.named)-1]
	}
	var out []finding.Mention
	for _, sen := range p.sentences {
		out = append(out, s.sentence(p, sen)...)
	}
	if who, ok := s.announces(p); ok {
		s.whole, s.wholeOf = true, who
	}
	return out
}

// sentence gives what one sentence quotes or reports.
func (s *state) sentence(p *passage, sen sentence) []finding.Mention {
	who, verb := s.speakerOf(p, sen)
	switch {
	case verb && who.known():
		s.last = who
	case sen.onlyQuote() && (s.quoting || len(sen.quotes) > 0 && s.last.known()):
		who = s.last
	case len(sen.quotes) == 0 || !verb:
		if !(s.quoting && sen.continued) {
			s.quoting = s.quoting && !sen.closes
			return nil
		}
		who = s.last
	}
	s.quoting = sen.open
	var out []finding.Mention
	long := false
	for _, q := range sen.quotes {
		if words(q) >= 4 {
			long = true
			out = append(out, who.mention(q, who.says("the words")))
		}
	}
	if verb && !long && (sen.reports || len(sen.quotes) > 0) {
		out = append(out, who.mention(sen.text, who.reported()))
	}
	if verb && long && sen.reports && !sen.mostlyQuote() {
		out = []finding.Mention{who.mention(sen.text, who.reported())}
	}
	return out
}

// announces says whether the passage ends by announcing a statement that is
// printed in what follows, and whose.
func (s *state) announces(p *passage) (speaker, bool) {
	if !strings.HasSuffix(strings.TrimRight(p.text, " "), ":") || len(p.sentences) == 0 {
		return speaker{}, false
	}
	lastSentence := p.sentences[len(p.sentences)-1]
	low := strings.ToLower(lastSentence.text)
	for _, w := range statementWords() {
		if !strings.Contains(low, w) {
			continue
		}
		if who, ok := s.speakerOf(p, lastSentence); ok && who.known() {
			return who, true
		}
		if who := s.owner(p, lastSentence); who.known() {
			return who, true
		}
		return s.party, s.party.known()
	}
	return speaker{}, false
}

// continues says whether a passage goes on with the statement being printed. It
// does while it speaks in the first person, or tells of its speaker and of
// nobody else; a paragraph that names other parties, reports what somebody
// said, or is a heading, is the author's again.
func (s *state) continues(p *passage) bool {
	if p.heading() {
		return false
	}
	if p.firstPerson() {
		return true
	}
	if p.reports() {
		return false
	}
	others, self := false, strings.Contains(p.text, "the Company") || strings.Contains(p.text, "our company")
	for _, n := range p.named {
		if n.id == s.wholeOf.id && n.id != "" {
			self = true
		} else {
			others = true
		}
	}
	return self && !others
}

// remember keeps the full names of a passage, for the surnames of the next.
func (s *state) remember(p *passage) {
	if s.people == nil {
		s.people = map[string]speaker{}
	}
	for _, n := range p.fullNames() {
		words := strings.Fields(n)
		s.people[words[len(words)-1]] = speaker{name: n}
	}
}

func words(s string) int { return len(strings.Fields(s)) }
