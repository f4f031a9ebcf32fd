package assess

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// A checker gathers all that is wrong with law/, with file and line.
type checker struct {
	rules *Rules
	files []checkedFile
	errs  []error
}

type checkedFile struct {
	name  string
	file  *File
	data  []byte
	lines map[string]int // made when the first mistake is found
}

// A spot is where in a file the checker is looking.
type spot struct {
	c    *checker
	file *checkedFile
	at   string
	in   *Instrument
}

func (s spot) sub(format string, args ...any) spot {
	s.at += "." + fmt.Sprintf(format, args...)
	s.at = strings.TrimPrefix(s.at, ".")
	return s
}

func (s spot) errorf(format string, args ...any) {
	if s.file.lines == nil {
		// The file has been read once already, so it can be read again.
		s.file.lines, _ = linesOf(s.file.data)
	}
	line := s.file.lines[s.at]
	for at := s.at; line == 0 && at != ""; {
		at = at[:max(0, strings.LastIndexByte(at, '.'))]
		line = s.file.lines[at]
	}
	s.c.errs = append(s.c.errs, fmt.Errorf("law/%s (line %d): %s", s.file.name, line, fmt.Sprintf(format, args...)))
}

func (c *checker) check() {
	seen := map[string]string{}
	for i := range c.files {
		f := &c.files[i]
		top := spot{c: c, file: f}
		top.names("names", f.file.Names)
		for j, in := range f.file.Instruments {
			s := top.sub("instruments.%d", j)
			s.in = in
			if other := seen[in.ID]; other != "" {
				s.errorf("instrument %s is already in %s", in.ID, other)
			}
			seen[in.ID] = in.place
			s.instrument(in)
			for key, els := range f.file.Limbs {
				t := top.sub("limbs.%s", key)
				t.in = in
				if j == 0 {
					t.elements(els)
				}
			}
		}
	}
}

func (s spot) instrument(in *Instrument) {
	w := s.c.rules.Words
	if in.ID == "" || in.Title == "" || in.Issuer == "" || in.Cite == "" || in.Plain == "" || in.Jurisdiction == "" {
		s.errorf("instrument %q lacks one of id, title, jurisdiction, issuer, cite, plain", in.ID)
	}
	s.sub("force").oneOf("force", in.Force, keys(w.Forces))
	s.sub("grade").oneOf("grade", in.Grade, keys(w.Grades))
	s.sub("extends_to").oneOf("extends_to", in.ExtendsTo, keys(w.Reach))
	s.sub("confidence").oneOf("confidence", in.Confidence, []string{"high", "low", "medium"})
	for _, b := range in.bound {
		s.sub("binds").word(w.Body(b))
	}
	for _, act := range in.Acts {
		s.sub("acts").word(w.Act(act))
	}
	s.sources(in)
	s.dates(in)
	s.sub("in_force").periods(in.InForce)
	s.names("names", in.Names)
	s.sub("elements").elements(in.Elements)
	for key, els := range in.Limbs {
		s.sub("limbs.%s", key).elements(els)
	}
	s.sub("exceptions").exceptions(in.Exceptions)
	s.sub("then").outcome(in.Then)
	if len(in.Provisions) > 0 && (in.Then.Status != "" || len(in.Then.Because) > 0) {
		s.sub("then").errorf("an instrument with provisions says in each what follows, not here")
	}
	for i := range in.Provisions {
		s.sub("provisions.%d", i).provision(&in.Provisions[i])
	}
	for _, id := range in.Consequences {
		if _, ok := s.c.rules.byID[id]; !ok {
			s.sub("consequences").errorf("there is no instrument %q; the nearest is %q", id, nearest(id, keys(s.c.rules.byID)))
		}
	}
	if in.Force == "list" && len(in.Consequences) == 0 {
		s.errorf("a list prohibits nothing by itself; say in consequences which instruments give it effect")
	}
}

func (s spot) oneOf(what, got string, valid []string) {
	if slices.Contains(valid, got) {
		return
	}
	if err := unknownWord(what, got, valid); err != nil {
		s.errorf("%v", err)
	}
}

func (s spot) word(err error) {
	if err != nil {
		s.errorf("%v", err)
	}
}

func (s spot) source(id string) {
	if _, ok := s.c.rules.Sources[id]; !ok {
		s.errorf("source %q is not in %s", id, sourcesFile)
	}
}

func (s spot) sources(in *Instrument) {
	if len(in.Sources) == 0 {
		s.errorf("instrument %s names no source", in.ID)
	}
	for _, id := range in.Sources {
		s.sub("sources").source(id)
	}
	for i, q := range in.Quotes {
		t := s.sub("quotes.%d", i)
		if q.From == "" || q.Words == "" {
			t.errorf("a quote needs its words and the source they are from")
			continue
		}
		t.source(q.From)
	}
	if d := in.Disputed; d != nil {
		t := s.sub("disputed")
		if len(d.Sides) < 2 || d.ReliedOn == "" || d.Otherwise == "" {
			t.errorf("a dispute needs two sides, relied_on, and otherwise: what would follow from the other")
		}
		for i, side := range d.Sides {
			t.sub("sides.%d", i).source(side.Source)
			t.sub("sides.%d", i).oneOf("grade", side.Grade, keys(s.c.rules.Words.Grades))
			t.sub("sides.%d", i).day("date", side.Date)
		}
	}
}

func (s spot) day(what, day string) {
	if day == "" {
		return
	}
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		s.errorf("%s: %q is not a day like 2026-11-23", what, day)
	}
}

// inOrder refuses days that go backwards.
func (s spot) inOrder(what string, days ...string) {
	last := ""
	for _, d := range days {
		s.day(what, d)
		if d == "" {
			continue
		}
		if d < last {
			s.errorf("%s: %s comes after %s and goes backwards", what, d, last)
		}
		last = d
	}
}

func (s spot) dates(in *Instrument) {
	d := s.sub("dates")
	for _, day := range []string{in.Dates.Announced, in.Dates.Adopted, in.Known} {
		d.day("dates", day)
	}
	d.inOrder("effective and ended", in.Dates.Effective, in.Dates.Ended)
	for i, a := range in.Dates.Amended {
		d.sub("amended.%d", i).day("date", a.Date)
		if a.What == "" {
			d.sub("amended.%d", i).errorf("say what the amendment did")
		}
	}
}

func earliest(days ...string) string {
	first := ""
	for _, d := range days {
		if d != "" && (first == "" || d < first) {
			first = d
		}
	}
	return first
}

func (s spot) periods(periods []Period) {
	for i := range periods {
		p, t := &periods[i], s.sub("%d", i)
		t.inOrder("period", p.Earliest, p.From, p.Latest)
		t.inOrder("period", p.EndsFrom, p.Until, p.EndsBy)
		t.inOrder("period", p.From, p.Until)
		t.inOrder("known", p.KnownFrom, p.KnownUntil)
		t.oneOf("as", firstOf(p.As, "in_force"), []string{"in_force", "suspended", "unconfirmed"})
		if p.From == "" && p.As == "" {
			t.errorf("a period in force needs its first day; use as: unconfirmed where nobody knows it")
		}
		if p.As == "unconfirmed" && p.Note == "" {
			t.errorf("say in note why the period is not confirmed")
		}
	}
}

func (s spot) names(at string, sets map[string][]Named) {
	for key, rows := range sets {
		for i, row := range rows {
			t := s.sub("%s.%s.%d", at, key, i)
			if row.Name == "" {
				t.errorf("a listed party needs its name as printed")
			}
			t.inOrder("listed", row.From, row.Until)
		}
	}
}

func (s spot) provision(p *Provision) {
	if p.ID == "" {
		s.errorf("a provision needs an id")
	}
	s.sub("in_force").periods(p.InForce)
	s.sub("elements").elements(p.Elements)
	s.sub("exceptions").exceptions(p.Exceptions)
	s.sub("then").outcome(p.Then)
	if p.Before != "" {
		s.sub("before").reason(p.Before)
	}
	if p.Quote != "" && !slices.ContainsFunc(s.in.Quotes, func(q Quote) bool { return q.ID == p.Quote }) {
		s.sub("quote").errorf("there is no quote with id %q", p.Quote)
	}
}

func (s spot) outcome(o Outcome) {
	s.sub("status").oneOf("status", firstOf(o.Status, "restricted"), []string{"conditional", "not_restricted", "restricted"})
	for _, code := range o.Because {
		s.sub("because").reason(code)
	}
}

// reason accepts the codes of the vocabulary, and the ids of exceptions and
// phases with their prefix.
func (s spot) reason(code string) {
	if strings.HasPrefix(code, "exception:") || strings.HasPrefix(code, "phase_") {
		return
	}
	if _, ok := s.c.rules.Words.Reasons[code]; !ok {
		s.oneOf("reason", code, keys(s.c.rules.Words.Reasons))
	}
}

func (s spot) elements(list []Element) {
	seen := map[string]bool{}
	for i := range list {
		e, t := &list[i], s.sub("%d", i)
		switch {
		case e.ID == "" || seen[e.ID]:
			t.errorf("an element needs an id of its own")
		case e.Cite == "":
			t.errorf("element %s has no pinpoint (cite)", e.ID)
		case e.Ask == "":
			t.errorf("element %s has no plain question (ask)", e.ID)
		case (e.Else == "") == (e.Contested == ""):
			t.errorf("element %s needs one of else and contested: what a no leads to", e.ID)
		}
		seen[e.ID] = true
		for _, code := range []string{e.Else, e.Contested, e.Missing} {
			if code != "" {
				t.reason(code)
			}
		}
		t.test(&e.Test)
	}
}

func (s spot) exceptions(list []Exception) {
	for i := range list {
		e, t := &list[i], s.sub("%d", i)
		if e.ID == "" || e.Cite == "" || e.Ask == "" {
			t.errorf("an exception needs id, cite and ask")
		}
		t.day("until", e.Until)
		if e.Because != "" {
			t.reason(e.Because)
		}
		if e.Expired != "" {
			t.reason(e.Expired)
		}
		t.test(&e.Test)
	}
}

func (s spot) test(t *Test) {
	set := 0
	count := func(there bool) {
		if there {
			set++
		}
	}
	count(t.Is != nil)
	count(t.IsNot != nil)
	count(t.Stated != nil)
	count(t.In != nil)
	count(t.Day != nil)
	count(t.AtLeast != nil)
	count(t.Party != nil)
	count(t.Seat != nil)
	count(t.OnList != nil)
	count(t.Limb != nil)
	count(t.Given != nil)
	count(t.Any != nil)
	count(t.All != nil)
	count(t.Not != nil)
	if set != 1 {
		s.errorf("a line asks exactly one question (is, is_not, stated, in, day, at_least, party, on_list, seat, limb, given, any, all, not); this one asks %d", set)
		return
	}
	for _, pairs := range []Pairs{t.Is, t.IsNot, t.Stated} {
		s.pairs(pairs)
	}
	s.partyTest(t)
	for _, key := range t.Given {
		s.word(s.c.rules.Words.Fact(key))
	}
	for _, name := range t.Limb {
		if _, ok := s.c.rules.limb(s.in, name); !ok {
			s.errorf("there is no limb %q here", name)
		}
	}
	if t.Day != nil {
		s.word(s.c.rules.Words.Fact(t.Day.Fact))
		s.inOrder("day", t.Day.From, t.Day.Until)
	}
	if t.AtLeast != nil {
		s.word(s.c.rules.Words.Fact(t.AtLeast.Fact))
	}
	for i := range t.Any {
		s.sub("any.%d", i).test(&t.Any[i])
	}
	for i := range t.All {
		s.sub("all.%d", i).test(&t.All[i])
	}
	if t.Not != nil {
		s.sub("not").test(t.Not)
	}
}

func (s spot) pairs(pairs Pairs) {
	w := s.c.rules.Words
	for _, p := range pairs {
		if err := w.Fact(p.Fact); err != nil {
			s.errorf("%v", err)
			continue
		}
		for _, v := range p.Values {
			if v == "binds" || v == "acts" {
				continue
			}
			switch w.Facts[p.Fact].Kind {
			case "body":
				s.word(w.Body(v))
			case "act":
				s.word(w.Act(v))
			case "one_of":
				s.oneOf(p.Fact, v, sorted(w.Facts[p.Fact].Values))
			case "yes_no":
				s.oneOf(p.Fact, v, []string{"false", "true"})
			}
		}
	}
}

func (s spot) partyTest(t *Test) {
	if t.Party != nil {
		for _, name := range t.Party.In {
			if _, ok := s.c.rules.set(s.in, name); !ok {
				s.errorf("there is no list %q here", name)
			}
		}
		s.oneOf("as", firstOf(t.Party.As, "producer"), []string{"any", "component", "counterparty", "maker_or_part", "producer"})
		if t.Party.ExtendsTo != "" {
			s.oneOf("extends_to", t.Party.ExtendsTo, keys(s.c.rules.Words.Reach))
		}
	}
	if t.OnList != nil && t.OnList.List == "" {
		s.errorf("on_list needs the list")
	}
	if t.OnList != nil {
		for _, name := range t.OnList.Of {
			if _, ok := s.c.rules.set(s.in, name); !ok {
				s.errorf("there is no list %q here", name)
			}
		}
	}
	if t.Seat != nil {
		s.oneOf("as", firstOf(t.Seat.As, "producer"), []string{"component", "counterparty", "producer"})
		for _, f := range t.Seat.Facts {
			s.word(s.c.rules.Words.Fact(f))
		}
	}
}
