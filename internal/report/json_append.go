package report

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"unicode/utf8"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/inventory"
)

// An object appends one JSON object after another to a line. Answers are
// written by hand since reflection took longer than finding them; a test
// compares every field with what encoding/json makes of the same value.
type object struct {
	b    []byte
	told map[string]*finding.Finding // instruments that have a line of their own; nil where none is written
}

// key begins the value called name.
func (o *object) key(name string) {
	if last := o.b[len(o.b)-1]; last != '{' {
		o.b = append(o.b, ',')
	}
	o.b = append(o.b, '"')
	o.b = append(o.b, name...)
	o.b = append(o.b, '"', ':')
}

func (o *object) str(name, s string) {
	o.key(name)
	o.b = appendString(o.b, s)
}

// opt writes a string that is left out when it is empty.
func (o *object) opt(name, s string) {
	if s != "" {
		o.str(name, s)
	}
}

func (o *object) float(name string, f float64) {
	o.key(name)
	if math.IsNaN(f) || math.IsInf(f, 0) {
		o.b = append(o.b, "null"...)
		return
	}
	o.b = strconv.AppendFloat(o.b, f, 'f', -1, 64)
}

func (o *object) flag(name string, v bool) {
	o.key(name)
	o.b = strconv.AppendBool(o.b, v)
}

// optFlag writes a flag that is left out when it is false.
func (o *object) optFlag(name string, v bool) {
	if v {
		o.flag(name, v)
	}
}

func (o *object) strs(name string, all []string) {
	list(o, name, all, func(o *object, s *string) { o.b = appendString(o.b, *s) })
}

func (o *object) optStrs(name string, all []string) {
	if len(all) > 0 {
		o.strs(name, all)
	}
}

func (o *object) findings(all []finding.Finding) { values(o, all, (*object).finding) }

// list writes a list of values, [] when there are none.
func list[T any](o *object, name string, all []T, value func(*object, *T)) {
	o.key(name)
	values(o, all, value)
}

func values[T any](o *object, all []T, value func(*object, *T)) {
	o.b = append(o.b, '[')
	for i := range all {
		if i > 0 {
			o.b = append(o.b, ',')
		}
		value(o, &all[i])
	}
	o.b = append(o.b, ']')
}

// optList writes a list that is left out when it is empty.
func optList[T any](o *object, name string, all []T, value func(*object, *T)) {
	if len(all) > 0 {
		list(o, name, all, value)
	}
}

func (o *object) begin() { o.b = append(o.b, '{') }
func (o *object) end()   { o.b = append(o.b, '}') }

// answer writes an answer; findings appends its list of findings.
func (o *object) answer(a *finding.Answer, findings func(*object, []finding.Finding)) {
	o.begin()
	o.str("type", "item")
	o.str("status", string(a.Status))
	o.str("why", a.Why)
	o.key("item")
	o.item(&a.Item)
	list(o, "attributions", a.Attributions, (*object).attribution)
	o.key("findings")
	findings(o, a.Findings)
	optList(o, "questions", a.Questions, (*object).question)
	optList(o, "mentions", a.Mentions, (*object).mention)
	o.optStrs("notes", a.Notes)
	o.end()
}

func (o *object) item(it *inventory.Item) {
	o.begin()
	o.str("kind", string(it.Kind))
	o.key("origin")
	o.begin()
	o.str("source", it.Origin.Source)
	o.opt("at", it.Origin.At)
	o.end()
	o.str("text", it.Text)
	if len(it.Fields) > 0 {
		o.key("fields")
		o.fields(it.Fields)
	}
	o.optStrs("damage", it.Damage)
	o.end()
}

// fields are one object in order of first appearance, the values of a repeated
// key joined, as inventory.Fields.MarshalJSON writes them.
func (o *object) fields(all inventory.Fields) {
	o.begin()
	for i := range all {
		if all.Seen(i) {
			continue
		}
		if o.b[len(o.b)-1] != '{' {
			o.b = append(o.b, ',')
		}
		o.b = appendString(o.b, all[i].Key)
		o.b = append(o.b, ':')
		o.b = appendString(o.b, all.Joined(i))
	}
	o.end()
}

func (o *object) attribution(a *attribution.Attribution) {
	o.begin()
	o.str("party", a.Party)
	o.str("family", a.Family)
	o.str("name", a.Name)
	o.str("role", string(a.Role))
	o.float("confidence", a.Confidence)
	o.str("band", string(a.Band))
	o.opt("product", a.Product)
	o.opt("product_class", a.ProductClass)
	o.flag("decides", a.Decides)
	o.opt("open", a.Open)
	o.opt("settle", a.Settle)
	o.flag("clearable", a.Clearable)
	o.opt("from", a.From)
	o.opt("until", a.Until)
	o.opt("namesake", a.Namesake)
	list(o, "evidence", a.Evidence, (*object).evidence)
	o.end()
}

func (o *object) evidence(e *attribution.Evidence) {
	o.begin()
	o.str("kind", e.Kind)
	o.str("value", e.Value)
	o.opt("field", e.Field)
	o.str("rule", e.Rule)
	o.str("says", e.Says)
	o.opt("source", e.Source)
	o.float("strength", e.Strength)
	o.optFlag("structural", e.Structural)
	o.optFlag("against", e.Against)
	o.optFlag("unverified", e.Unverified)
	o.end()
}

// instrument writes what a finding says of its instrument, which is the same in
// nearly all findings of it.
func (o *object) instrument(f *finding.Finding) {
	o.begin()
	o.str("type", "instrument")
	o.str("instrument", f.Instrument)
	o.str("title", f.Title)
	o.opt("quote", f.Quote)
	o.str("force", f.Force)
	o.optStrs("binds", f.Binds)
	o.optFlag("neutral", f.Neutral)
	o.optStrs("unverified", f.Unverified)
	optList(o, "disputed", f.Disputed, (*object).side)
	o.opt("relied_on", f.ReliedOn)
	o.opt("otherwise", f.Otherwise)
	list(o, "asks", f.Elements, func(o *object, e *finding.Element) {
		o.begin()
		o.str("id", e.ID)
		o.str("ask", e.Ask)
		o.end()
	})
	o.end()
}

// finding writes a finding; of its instrument only what differs from the line
// that was written of it, or all where there was none.
func (o *object) finding(f *finding.Finding) {
	told := o.told[f.Instrument]
	if told == nil {
		told = &finding.Finding{}
	}
	o.begin()
	o.str("instrument", f.Instrument)
	if f.Title != told.Title {
		o.str("title", f.Title)
	}
	o.str("status", string(f.Status))
	o.strs("because", f.Because)
	o.str("cite", f.Cite)
	if f.Quote != told.Quote {
		o.str("quote", f.Quote)
	}
	if f.Force != told.Force {
		o.str("force", f.Force)
	}
	if !slices.Equal(f.Binds, told.Binds) {
		o.strs("binds", f.Binds)
	}
	o.str("says", f.Says)
	list(o, "elements", f.Elements, func(o *object, e *finding.Element) { o.element(e, toldAsk(told, e)) })
	list(o, "missing", f.Missing, (*object).question)
	o.optFlag("neutral", f.Neutral)
	if !slices.Equal(f.Unverified, told.Unverified) {
		o.strs("unverified", f.Unverified)
	}
	if !slices.Equal(f.Disputed, told.Disputed) {
		list(o, "disputed", f.Disputed, (*object).side)
	}
	if f.ReliedOn != told.ReliedOn {
		o.str("relied_on", f.ReliedOn)
	}
	if f.Otherwise != told.Otherwise {
		o.str("otherwise", f.Otherwise)
	}
	o.optStrs("parties", f.Parties)
	o.end()
}

// toldAsk says whether the line of the instrument has the question of an element.
func toldAsk(told *finding.Finding, e *finding.Element) bool {
	return slices.ContainsFunc(told.Elements, func(t finding.Element) bool { return t.ID == e.ID && t.Ask == e.Ask })
}

func (o *object) element(e *finding.Element, asked bool) {
	o.begin()
	o.str("id", e.ID)
	o.str("answer", string(e.Answer))
	o.opt("cite", e.Cite)
	if !asked {
		o.opt("ask", e.Ask)
	}
	o.opt("fact", e.Fact)
	o.end()
}

func (o *object) question(q *finding.Question) {
	o.begin()
	o.str("fact", q.Fact)
	o.str("ask", q.Ask)
	o.end()
}

func (o *object) side(s *finding.Side) {
	o.begin()
	o.str("says", s.Says)
	o.str("grade", s.Grade)
	o.opt("date", s.Date)
	o.opt("source", s.Source)
	o.end()
}

func (o *object) mention(m *finding.Mention) {
	o.begin()
	o.str("kind", m.Kind)
	o.opt("instrument", m.Instrument)
	o.opt("speaker", m.Speaker)
	o.str("words", m.Words)
	o.str("says", m.Says)
	optList(o, "disputed", m.Disputed, (*object).side)
	o.end()
}

// appendString appends s as a JSON string. Besides what JSON wants, it writes
// as \uXXXX the characters that command a terminal or turn its text: the value
// stays the same. Broken UTF-8 becomes U+FFFD.
func appendString(b []byte, s string) []byte {
	b = append(b, '"')
	from := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= 0x20 && c < 0x7f && c != '"' && c != '\\' {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if c < utf8.RuneSelf || size == 1 || commands(r) {
			b = append(b, s[from:i]...)
			b = appendEscape(b, r)
			from = i + size
		}
		i += size
	}
	b = append(b, s[from:]...)
	return append(b, '"')
}

func appendEscape(b []byte, r rune) []byte {
	switch r {
	case '"', '\\':
		return append(b, '\\', byte(r))
	case '\n':
		return append(b, '\\', 'n')
	case '\r':
		return append(b, '\\', 'r')
	case '\t':
		return append(b, '\\', 't')
	}
	return fmt.Appendf(b, "\\u%04x", r)
}

// commands reports whether JSON allows r but a terminal obeys it: DEL, C1, and
// the characters that turn or break lines.
func commands(r rune) bool {
	return r >= 0x7f && r <= 0x9f || r == 0x61c || r == 0x200e || r == 0x200f ||
		r >= 0x2028 && r <= 0x202e || r >= 0x2066 && r <= 0x2069
}
