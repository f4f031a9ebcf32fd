package attribution

import (
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"sync"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/register"
)

// A patternTable finds numbers and forms of fields. Expressions are tried only
// where their first characters stand, so that ten times as many cost little
// more.
type patternTable struct {
	all    []*pattern
	strict keyTable
	loose  keyTable
	field  map[string][]*pattern // patterns that read one typed field or signal
	always []*pattern            // those that can begin with anything: tried on typed fields alone

	signsFirst [256]bool // what else than a letter or a digit a strict key begins with
	keys       func() keyLists
}

// A keyTable finds patterns by the characters that they begin with.
type keyTable struct {
	at   map[string][]*pattern
	some sieve                    // what at holds
	lens [classes * classes]uint8 // by the classes of the first two bytes: which lengths of key exist
	any  [classes]uint8           // … by the first alone
}

func (t *keyTable) add(key string, p *pattern) {
	t.at[key] = append(t.at[key], p)
	var sum uint32
	for i := range len(key) {
		sum = beginning(sum, key[i])
	}
	t.some.add(sum)
	first, bit := class(key[0]), uint8(1)<<len(key)
	t.any[first] |= bit
	if len(key) > 1 {
		t.lens[first*classes+class(key[1])] |= bit
		return
	}
	for second := range classes {
		t.lens[first*classes+second] |= bit
	}
}

// lengths says which lengths of key are worth looking up here.
func (t *keyTable) lengths(key []byte) uint8 {
	switch len(key) {
	case 0:
		return 0
	case 1:
		return t.any[class(key[0])]
	}
	return t.lens[class(key[0])*classes+class(key[1])]
}

// classes parts bytes: letters each, digits together, a few signs, the rest.
const classes = 32

func class(c byte) int {
	switch {
	case c >= 'a' && c <= 'z':
		return int(c - 'a')
	case c >= '0' && c <= '9':
		return 26
	case c == '-':
		return 27
	case c == ' ':
		return 28
	case c == '/':
		return 29
	case c >= 0x80:
		return 30
	}
	return 31
}

// A pattern is one rule of the register, ready for use.
type pattern struct {
	*register.Pattern
	party *register.Party // nil for forms that say nothing of a maker
	brand *register.Brand
	traps []string
	not   []string // counter-examples, folded: what a loose reading must not take either
	rank  int
	expr  string // the expression without what it says of the character before
	free  bool   // no letter, digit or dash may stand before it

	quoted bool   // it reads a typed field, but here a text that quotes one
	needle string // in small letters: whatever it matches has this in it

	compile      sync.Once
	tight, slack *regexp.Regexp // both anchored at their beginning
	find         *regexp.Regexp // not anchored
}

func newPatterns(reg *register.Register) *patternTable {
	t := &patternTable{field: map[string][]*pattern{}}
	t.strict = keyTable{at: map[string][]*pattern{}, some: newSieve()}
	t.loose = keyTable{at: map[string][]*pattern{}, some: newSieve()}
	brands := map[string]*register.Brand{}
	for i := range reg.Brands() {
		brands[reg.Brands()[i].ID] = &reg.Brands()[i]
	}
	rules := reg.Patterns()
	for i := range rules {
		p := &pattern{Pattern: &rules[i], party: reg.Party(rules[i].Party), brand: brands[rules[i].Brand], rank: i}
		p.expr, p.free = freeStart(p.Regexp)
		tree, err := syntax.Parse(p.expr, syntax.Perl)
		if err != nil {
			continue // the register has refused it; see Register.Patterns
		}
		for _, s := range p.Traps {
			p.traps = append(p.traps, foldKey(s))
		}
		for _, s := range p.Counter {
			p.not = append(p.not, foldKey(s))
		}
		t.all = append(t.all, p)
		t.enter(p, tree)
	}
	for k := range t.strict.at {
		t.signsFirst[k[0]] = t.signsFirst[k[0]] || class(k[0]) > 26
	}
	t.keys = t.sortedKeys()
	return t
}

func (t *patternTable) enter(p *pattern, tree *syntax.Regexp) {
	if p.Field != "" {
		p.needle = needle(tree)
		t.field[p.Field] = append(t.field[p.Field], p)
		if !textField(p.Field) {
			t.enterQuoted(p, tree)
			return
		}
	}
	keys := prefixer{}.prefixes(tree)
	if slices.Contains(keys, "") {
		t.always = append(t.always, p)
		return
	}
	for _, k := range keys {
		t.strict.add(k, p)
	}
	if p.Kind != register.KindModel || p.party == nil {
		return
	}
	keys = prefixer{loose: true}.prefixes(tree)
	if slices.ContainsFunc(keys, func(k string) bool { return len(k) < 3 }) {
		return // too short to be recognised without its dashes
	}
	for _, k := range keys {
		t.loose.add(k, p)
	}
}

// enterQuoted lets a line of text show what a device showed, when somebody
// wrote it down: "Server: DNVRS-Webs", "realm IP Camera(C1234)". Only forms
// that are long and nobody's words are read so.
func (t *patternTable) enterQuoted(p *pattern, tree *syntax.Regexp) {
	switch p.Kind {
	case register.KindServer, register.KindRealm, register.KindTLS, register.KindBody, register.KindHTTPPath, register.KindSerial, register.KindFirmware:
	default:
		return
	}
	if p.Scope != "" || p.party == nil {
		return
	}
	tree = unanchored(tree)
	keys := prefixer{}.prefixes(tree)
	if slices.ContainsFunc(keys, func(k string) bool { return len(k) < 5 }) {
		return
	}
	q := &pattern{Pattern: p.Pattern, party: p.party, brand: p.brand, traps: p.traps, not: p.not, rank: p.rank, expr: tree.String(), quoted: true}
	for _, k := range keys {
		t.strict.add(k, q)
	}
}

// unanchored takes the marks of beginning and end off an expression.
func unanchored(re *syntax.Regexp) *syntax.Regexp {
	out := *re
	switch re.Op {
	case syntax.OpBeginText, syntax.OpBeginLine, syntax.OpEndText, syntax.OpEndLine:
		out.Op = syntax.OpEmptyMatch
		return &out
	}
	out.Sub = make([]*syntax.Regexp, len(re.Sub))
	for i, sub := range re.Sub {
		out.Sub[i] = unanchored(sub)
	}
	return &out
}

func textField(key string) bool {
	switch key {
	case inventory.Maker, inventory.Brand, inventory.Model, inventory.Description, inventory.Category, inventory.Name:
		return true
	}
	return false
}

// freeStart takes a leading (?:^|[^A-Z0-9-]) off an expression: the engine looks
// at the character before a number itself.
func freeStart(expr string) (rest string, free bool) {
	flags, body := "", expr
	if strings.HasPrefix(body, "(?i)") {
		flags, body = body[:4], body[4:]
	}
	const lead = "(?:^|[^A-Z0-9-])"
	if after, ok := strings.CutPrefix(body, lead); ok {
		return flags + after, true
	}
	return expr, false
}

// ready compiles the pattern's expressions, once.
func (p *pattern) ready() {
	p.compile.Do(func() {
		p.find = regexp.MustCompile("(?i)" + p.Regexp)
		p.tight = regexp.MustCompile("(?i)^(?:" + p.expr + ")")
		tree, err := syntax.Parse("(?i)"+p.expr, syntax.Perl)
		if err == nil {
			if re, err := regexp.Compile("(?i)^(?:" + loosen(tree, false).String() + ")"); err == nil {
				p.slack = re
			}
		}
	})
}
