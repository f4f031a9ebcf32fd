package attribution

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"
)

// A number is looked for only where its first characters stand. prefixes works
// those out of the expression: letters in lower case, every digit as 0, at most
// keyLen of them. A loose key also drops separators and takes O, I and L for
// digits, as people do who read numbers off a label.
const (
	keyLen      = 6
	maxPrefixes = 800 // an expression with more beginnings is cut shorter
)

type prefixer struct{ loose bool }

// A stub is the beginning of what an expression matches. closed ones cannot be
// made longer: anything may follow.
type stub struct {
	text   string
	closed bool
}

// prefixes gives the beginnings of an expression; one that is empty means that
// it can begin with anything.
func (p prefixer) prefixes(re *syntax.Regexp) []string {
	seen := map[string]bool{}
	var out []string
	for _, s := range p.extend([]stub{{}}, re) {
		if !seen[s.text] {
			seen[s.text] = true
			out = append(out, s.text)
		}
	}
	return out
}

func (p prefixer) extend(in []stub, re *syntax.Regexp) []stub {
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpBeginLine, syntax.OpEndLine, syntax.OpBeginText, syntax.OpEndText, syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return in
	case syntax.OpLiteral:
		for _, r := range re.Rune {
			in = p.each(in, []rune{r})
		}
		return in
	case syntax.OpCharClass:
		return p.class(in, re.Rune)
	case syntax.OpCapture:
		return p.extend(in, re.Sub[0])
	case syntax.OpConcat:
		for _, sub := range re.Sub {
			in = p.extend(in, sub)
		}
		return in
	case syntax.OpAlternate:
		var out []stub
		for _, sub := range re.Sub {
			out = append(out, p.extend(in, sub)...)
		}
		return unite(out)
	case syntax.OpQuest:
		return unite(append(closeNone(in), p.extend(in, re.Sub[0])...))
	case syntax.OpStar:
		return unite(append(closeNone(in), closeAll(p.extend(in, re.Sub[0]))...))
	case syntax.OpPlus:
		return closeAll(p.extend(in, re.Sub[0]))
	case syntax.OpRepeat:
		return p.repeat(in, re)
	}
	return closeAll(in)
}

func (p prefixer) repeat(in []stub, re *syntax.Regexp) []stub {
	for range min(re.Min, keyLen+1) {
		in = p.extend(in, re.Sub[0])
	}
	if re.Max < 0 {
		return unite(append(closeNone(in), closeAll(p.extend(in, re.Sub[0]))...))
	}
	out := closeNone(in)
	for range min(re.Max-re.Min, keyLen) {
		in = p.extend(in, re.Sub[0])
		out = append(out, in...)
	}
	return unite(out)
}

// class crosses the stubs with the characters of a class, each once in its
// folded form.
func (p prefixer) class(in []stub, ranges []rune) []stub {
	seen := map[rune]bool{}
	var set []rune
	for i := 0; i+1 < len(ranges); i += 2 {
		if ranges[i+1]-ranges[i] > 200 {
			return closeAll(in)
		}
		for r := ranges[i]; r <= ranges[i+1]; r++ {
			f, ok := p.fold(r)
			if !ok {
				f = -1 // a separator that a loose key drops
			}
			if !seen[f] {
				seen[f] = true
				set = append(set, f)
			}
		}
	}
	if len(set) > 16 {
		return closeAll(in)
	}
	return p.each(in, set)
}

func (p prefixer) each(in []stub, set []rune) []stub {
	if len(in)*len(set) > maxPrefixes {
		return closeAll(in)
	}
	out := make([]stub, 0, len(in)*len(set))
	for _, s := range in {
		if s.closed {
			out = append(out, s)
			continue
		}
		for _, r := range set {
			f, ok := p.fold(r)
			if !ok || r < 0 {
				out = append(out, s)
				continue
			}
			n := stub{text: s.text + string(f)}
			if len(n.text) >= keyLen { // keys are compared byte by byte
				n.text, n.closed = n.text[:keyLen], true
			}
			out = append(out, n)
		}
	}
	if len(set) == 1 {
		return out // each became one: as many differ as before, or were cut alike
	}
	return unite(out)
}

// fold gives the form of a character in a key; ok is false when a loose key
// drops it.
func (p prefixer) fold(r rune) (rune, bool) {
	switch {
	case r >= 'A' && r <= 'Z':
		r += 'a' - 'A'
	case r >= '0' && r <= '9':
		return '0', true
	case r == 0x017F:
		return 's', true
	case r == 0x212A:
		return 'k', true
	}
	if !p.loose {
		return r, true
	}
	switch r {
	case 'o', 'i', 'l':
		return '0', true
	case '-', '_', ' ', '.', '/':
		return 0, false
	}
	return r, true
}

func closeNone(in []stub) []stub { return append([]stub(nil), in...) }

func closeAll(in []stub) []stub {
	out := make([]stub, len(in))
	for i, s := range in {
		out[i] = stub{s.text, true}
	}
	return out
}

func unite(in []stub) []stub {
	if len(in) <= 16 { // most are few: no map is worth making
		out := in[:0:0]
		for _, s := range in {
			if !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
		return out
	}
	seen := make(map[stub]bool, len(in))
	out := in[:0:0]
	for _, s := range in {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// loosen rewrites an expression so that it also takes numbers without their
// dashes, with others in their place, and with O for 0 and I or l for 1.
func loosen(re *syntax.Regexp, inner bool) *syntax.Regexp {
	out := *re
	switch re.Op {
	case syntax.OpLiteral:
		out.Op, out.Rune, out.Sub = syntax.OpConcat, nil, nil
		for _, r := range re.Rune {
			out.Sub = append(out.Sub, looseRune(r, re.Flags, inner))
		}
		return &out
	case syntax.OpCharClass:
		if containsRune(re.Rune, '0') && containsRune(re.Rune, '9') && !containsRune(re.Rune, 'b') {
			out.Rune = append(append([]rune(nil), re.Rune...), 'I', 'I', 'L', 'L', 'O', 'O', 'i', 'i', 'l', 'l', 'o', 'o')
		}
		return &out
	}
	out.Sub = make([]*syntax.Regexp, len(re.Sub))
	deep := inner || re.Op == syntax.OpStar || re.Op == syntax.OpPlus || re.Op == syntax.OpRepeat || re.Op == syntax.OpQuest
	for i, sub := range re.Sub {
		out.Sub[i] = loosen(sub, deep)
	}
	return &out
}

func containsRune(ranges []rune, r rune) bool {
	for i := 0; i+1 < len(ranges); i += 2 {
		if ranges[i] <= r && r <= ranges[i+1] {
			return true
		}
	}
	return false
}

func looseRune(r rune, flags syntax.Flags, inner bool) *syntax.Regexp {
	class := func(rs ...rune) *syntax.Regexp {
		c := &syntax.Regexp{Op: syntax.OpCharClass, Flags: flags}
		for _, r := range rs {
			c.Rune = append(c.Rune, r, r)
		}
		return c
	}
	switch r {
	case '-':
		sep := class('-', '.', '/', '_')
		if !inner {
			sep = class(' ', '-', '.', '/', '_')
		}
		return &syntax.Regexp{Op: syntax.OpQuest, Flags: flags, Sub: []*syntax.Regexp{sep}}
	case 'o', 'O', '0':
		return class('0', 'O', 'o')
	case 'i', 'I', '1', 'l', 'L':
		return class('1', 'I', 'L', 'i', 'l')
	}
	return &syntax.Regexp{Op: syntax.OpLiteral, Flags: flags, Rune: []rune{r}}
}

// needle gives the longest literal that an expression cannot do without, in
// small letters; "" where it needs none.
func needle(re *syntax.Regexp) string {
	switch re.Op {
	case syntax.OpLiteral:
		for _, r := range re.Rune {
			if r >= utf8.RuneSelf || r == 's' || r == 'k' || r == 'S' || r == 'K' {
				return "" // letters that others stand for when case is set aside
			}
		}
		return strings.ToLower(string(re.Rune))
	case syntax.OpCapture, syntax.OpPlus:
		return needle(re.Sub[0])
	case syntax.OpRepeat:
		if re.Min > 0 {
			return needle(re.Sub[0])
		}
	case syntax.OpConcat:
		best := ""
		for _, sub := range re.Sub {
			if n := needle(sub); len(n) > len(best) {
				best = n
			}
		}
		return best
	}
	return ""
}
