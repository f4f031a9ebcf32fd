package register

import (
	"fmt"
	"regexp/syntax"
	"slices"
	"strings"
	"time"
)

// A checker gathers all that is wrong with makers/, with file and line.
type checker struct {
	lines map[string]int // "makers/a.yaml#id" → line of the entry
	errs  []error
}

// note remembers the line of every "id:" of a file.
func (c *checker) note(f yamlFile) {
	for n, line := range strings.Split(string(f.data), "\n") {
		line = strings.TrimLeft(line, " -")
		if id, ok := strings.CutPrefix(line, "id: "); ok {
			at := where(f.name) + "#" + strings.Trim(strings.TrimSpace(id), `"'`)
			if c.lines[at] == 0 {
				c.lines[at] = n + 1
			}
		}
	}
}

// errorf reports what is wrong with the entry at a place.
func (c *checker) errorf(at, format string, args ...any) {
	place := at
	if line := c.lines[at]; line > 0 {
		file, _, _ := strings.Cut(at, "#")
		place = fmt.Sprintf("%s (line %d)", file, line)
	}
	c.errs = append(c.errs, fmt.Errorf("%s: %s", place, fmt.Sprintf(format, args...)))
}

// check looks at every fact on its own, then at what they say of each other.
func (c *checker) check(r *Register) {
	parties := map[string]*Party{}
	for i := range r.parties {
		p := &r.parties[i]
		if other := parties[p.ID]; other != nil {
			c.errorf(p.At, "party %s is already in %s", p.ID, other.At)
		}
		parties[p.ID] = p
	}
	for i := range r.parties {
		c.party(&r.parties[i], parties, r.sources)
	}
	brands := map[string]string{}
	for i := range r.brands {
		c.brand(&r.brands[i], parties, brands, r.sources)
	}
	patterns := map[string]string{}
	for i := range r.patterns {
		c.pattern(&r.patterns[i], parties, brands, patterns, r.sources)
	}
	c.published(r, parties)
	c.aliases(r)
	c.cycles(r)
}

func (c *checker) source(at, what string, s *Source, sources map[string]Citation, needed bool) {
	if needed && len(s.Keys) == 0 {
		c.errorf(at, "%s names no source", what)
	}
	for _, k := range s.Keys {
		if _, ok := sources[k]; !ok {
			c.errorf(at, "%s: source %s is not in %s", what, k, where(sourcesFile))
		}
	}
	if needed || s.Date != "" {
		c.day(at, what+": date", s.Date)
		if s.Date == "" {
			c.errorf(at, "%s has no date", what)
		}
	}
	if (needed || s.Confidence != "") && !slices.Contains([]string{"high", "medium", "low"}, s.Confidence) {
		c.errorf(at, "%s: confidence %q is not high, medium or low", what, s.Confidence)
	}
}

// day accepts YYYY-MM-DD and nothing else, since days are compared as text.
func (c *checker) day(at, what string, d Day) {
	if d == "" {
		return
	}
	if _, err := time.Parse(time.DateOnly, d); err != nil {
		c.errorf(at, "%s: %q is not a day like 2026-11-23", what, d)
	}
}

// loose accepts a year or a month as well.
func (c *checker) loose(at, what, d string) {
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if _, err := time.Parse(layout, d); err == nil {
			return
		}
	}
	c.errorf(at, "%s: %q is not a day, month or year like 2026-11-23", what, d)
}

func (c *checker) interval(at, what string, from, until Day) {
	c.day(at, what+": from", from)
	c.day(at, what+": until", until)
	if from != "" && until != "" && until < from {
		c.errorf(at, "%s ends (%s) before it starts (%s)", what, until, from)
	}
}

func (c *checker) oneOf(at, what, got string, want ...string) {
	if !slices.Contains(want, got) {
		c.errorf(at, "%s: %q is not one of %s", what, got, strings.Join(want, ", "))
	}
}

func (c *checker) id(at, id string) {
	for _, r := range id {
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' {
			c.errorf(at, "id %q: use a-z, 0-9 and - only", id)
			return
		}
	}
	if id == "" {
		c.errorf(at, "an entry has no id")
	}
}

func (c *checker) known(at, what, id string, parties map[string]*Party) {
	if parties[id] == nil {
		c.errorf(at, "%s: there is no party %q", what, id)
	}
}

func (c *checker) party(p *Party, parties map[string]*Party, sources map[string]Citation) {
	c.id(p.At, p.ID)
	c.source(p.At, "party "+p.ID, &p.Source, sources, true)
	if p.Name == "" {
		c.errorf(p.At, "party %s has no name", p.ID)
	}
	if p.Family != "" && p.Family != p.ID {
		c.errorf(p.At, "party %s: family is for heads of families, and is their own id", p.ID)
	}
	c.oneOf(p.At, "kind", p.Kind, "company", "brand", "state_body", "person", "group")
	c.oneOf(p.At, "class", p.Class, "", ClassVideo, ClassTelecom, ClassOther)
	c.oneOf(p.At, "status", string(p.Status), string(Ordinary), string(OrdinaryExceptLine), string(OrdinaryComponent),
		string(OrdinaryOtherState), string(MixedLine), string(DisputedLine), string(UnknownMaker), string(DateSensitive),
		string(ListedOther), string(ListedAffiliate), string(ListedParty), string(NotStated))
	for i := range p.Names {
		n := &p.Names[i]
		what := fmt.Sprintf("name %q", n.Text)
		if strings.TrimSpace(n.Text) == "" || Fold(n.Text) == "" {
			c.errorf(p.At, "%s holds no letter or digit", what)
		}
		c.oneOf(p.At, what, n.Kind, "legal", "former", "short", "brand", "native", "transliteration", "typo", "weak")
		c.interval(p.At, what, n.From, n.Until)
		c.source(p.At, what, &n.Source, sources, false)
	}
	for i := range p.IDs {
		what := "identifier " + p.IDs[i].Scheme
		if p.IDs[i].Scheme == "" || p.IDs[i].Value == "" {
			c.errorf(p.At, "an identifier lacks scheme or value")
		}
		c.source(p.At, what, &p.IDs[i].Source, sources, false)
	}
	for i := range p.Relations {
		c.relation(p, &p.Relations[i], parties, sources)
	}
	for i := range p.Listed {
		l := &p.Listed[i]
		if l.List == "" {
			c.errorf(p.At, "a listing names no list")
		}
		c.interval(p.At, "listing "+l.List, l.From, l.Until)
		c.source(p.At, "listing "+l.List, &l.Source, sources, false)
	}
}

func (c *checker) relation(p *Party, rel *Relation, parties map[string]*Party, sources map[string]Citation) {
	what := fmt.Sprintf("relation %s to %s", rel.Kind, rel.To)
	c.oneOf(p.At, what, string(rel.Kind), string(Subsidiary), string(Affiliate), string(JointVenture), string(BrandOf),
		string(MadeBy), string(Component), string(Distributor), string(RenamedTo), string(FounderOf), string(NotRelated))
	c.known(p.At, what, rel.To, parties)
	c.interval(p.At, what, rel.From, rel.Until)
	c.source(p.At, what, &rel.Source, sources, false)
	c.oneOf(p.At, what+": scope", rel.Scope, "", "all", "some", "past", "unknown")
	if rel.To == p.ID {
		c.errorf(p.At, "%s is to itself", what)
	}
	if rel.Share < 0 || rel.Share > 100 {
		c.errorf(p.At, "%s: share %v is not a percentage", what, rel.Share)
	}
	if rel.Kind == NotRelated && rel.Note == "" {
		c.errorf(p.At, "%s: say in note why they are not related", what)
	}
}

func (c *checker) brand(b *Brand, parties map[string]*Party, seen map[string]string, sources map[string]Citation) {
	c.id(b.At, b.ID)
	if other := seen[b.ID]; other != "" {
		c.errorf(b.At, "brand %s is already in %s", b.ID, other)
	}
	seen[b.ID] = b.At
	c.source(b.At, "brand "+b.ID, &b.Source, sources, true)
	c.known(b.At, "brand "+b.ID, b.Party, parties)
	if len(b.Words)+len(b.Common) == 0 || len(b.Makers) == 0 {
		c.errorf(b.At, "brand %s lacks words or makers", b.ID)
	}
	for i := range b.Makers {
		m := &b.Makers[i]
		what := "maker " + m.Party + " of brand " + b.ID
		c.oneOf(b.At, what+": scope", m.Scope, "all", "some", "past", "none", "unknown")
		if m.Party != "" {
			c.known(b.At, what, m.Party, parties)
		} else if m.Scope != "none" && m.Scope != "unknown" {
			c.errorf(b.At, "%s: scope %s needs a party", what, m.Scope)
		}
		if m.Scope == "all" && len(b.Makers) > 1 && m.From == "" && m.Until == "" {
			c.errorf(b.At, "%s: scope all, but other makers are named for the same days", what)
		}
		c.interval(b.At, what, m.From, m.Until)
		c.source(b.At, what, &m.Source, sources, false)
	}
}

func (c *checker) pattern(p *Pattern, parties map[string]*Party, brands, seen map[string]string, sources map[string]Citation) {
	c.id(p.At, p.ID)
	if other := seen[p.ID]; other != "" {
		c.errorf(p.At, "pattern %s is already in %s", p.ID, other)
	}
	seen[p.ID] = p.At
	what := "pattern " + p.ID
	c.source(p.At, what, &p.Source, sources, true)
	c.oneOf(p.At, what+": kind", p.Kind, kinds()...)
	c.oneOf(p.At, what+": class", p.Class, "", ClassVideo, ClassTelecom, ClassOther)
	c.oneOf(p.At, what+": scope", p.Scope, "", "some")
	if p.Party != "" {
		c.known(p.At, what, p.Party, parties)
	} else if p.Kind != KindGeneric {
		c.errorf(p.At, "%s names no party", what)
	}
	if p.Brand != "" && brands[p.Brand] == "" {
		c.errorf(p.At, "%s: there is no brand %q", what, p.Brand)
	}
	if _, err := syntax.Parse(p.Regexp, syntax.Perl); err != nil || p.Regexp == "" {
		c.errorf(p.At, "%s: %q is not an RE2 expression: %v", what, p.Regexp, err)
	}
	if len(p.Examples) == 0 {
		c.errorf(p.At, "%s has no example", what)
	}
}

func (c *checker) published(r *Register, parties map[string]*Party) {
	seen := map[string]string{}
	once := func(at, id string) {
		if seen[id] != "" {
			c.errorf(at, "%s is already in %s", id, seen[id])
		}
		seen[id] = at
	}
	for i := range r.evidence {
		e := &r.evidence[i]
		once(e.At, e.ID)
		c.source(e.At, e.ID, &e.Source, r.sources, true)
		if e.Published != "" {
			c.loose(e.At, e.ID+": published", e.Published)
		}
		c.oneOf(e.At, e.ID+": reply", e.Reply.Status, "replied", "own_statement", "position_reported", "no_response", "none_recorded_here")
		if len(e.Parties) == 0 || e.Says == "" || e.URL == "" {
			c.errorf(e.At, "%s lacks parties, says or url", e.ID)
		}
		for _, p := range e.Parties {
			c.known(e.At, e.ID, p, parties)
		}
	}
	for i := range r.vulnerabilities {
		v := &r.vulnerabilities[i]
		once(v.At, v.ID)
		c.source(v.At, v.ID, &v.Source, r.sources, true)
		c.interval(v.At, v.ID+": kev", v.KEVAdded, v.KEVDue)
		if v.Published != "" {
			c.loose(v.At, v.ID+": published", v.Published)
		}
		if len(v.Parties) == 0 {
			c.errorf(v.At, "%s names no party", v.ID)
		}
		for _, p := range v.Parties {
			c.known(v.At, v.ID, p, parties)
		}
	}
}

// aliases refuses a name that two parties claim, unless each says that it is
// shared or weak. A brand's word belongs to the brand's party.
func (c *checker) aliases(r *Register) {
	type claim struct {
		party, at string
		shared    bool
	}
	claims := map[string]claim{}
	put := func(name, party, at string, shared bool) {
		key := Fold(name)
		first, ok := claims[key]
		if !ok {
			claims[key] = claim{party, at, shared}
			return
		}
		if first.party != party && (!first.shared || !shared) {
			c.errorf(at, "%q is a name of %s and of %s (%s); mark it shared or weak in both, or make it one party's", name, party, first.party, first.at)
		}
	}
	for i := range r.parties {
		p := &r.parties[i]
		own := slices.IndexFunc(p.Names, func(n Name) bool { return n.Text == p.Name })
		put(p.Name, p.ID, p.At, own >= 0 && p.Names[own].Shared)
		for _, n := range p.Names {
			put(n.Text, p.ID, p.At, n.Shared || n.Kind == "weak")
		}
	}
	for i := range r.brands {
		b := &r.brands[i]
		for _, w := range slices.Concat(b.Words, b.Common) {
			put(w, b.Party, b.At, false)
		}
	}
}

// cycles refuses a party that owns itself. Only relations whose days overlap
// could make one; the check is stricter, and asks for a person.
func (c *checker) cycles(r *Register) {
	state := map[string]int{} // 1 while on the path, 2 when done
	byID := map[string]*Party{}
	for i := range r.parties {
		byID[r.parties[i].ID] = &r.parties[i]
	}
	var visit func(id string, path []string)
	visit = func(id string, path []string) {
		p := byID[id]
		if p == nil || state[id] == 2 {
			return
		}
		if state[id] == 1 {
			c.errorf(p.At, "a cycle of owners: %s → %s", strings.Join(path, " → "), id)
			return
		}
		state[id] = 1
		for i := range p.Relations {
			if p.Relations[i].Kind.owns() {
				visit(p.Relations[i].To, append(path, id))
			}
		}
		state[id] = 2
	}
	for i := range r.parties {
		visit(r.parties[i].ID, nil)
	}
}
