package attribution

import (
	"cmp"
	"slices"
	"strings"

	"caveat.example/caveat/internal/line"
	"caveat.example/caveat/internal/register"
)

// find appends what patterns see in the document's text to the names found.
func (t *patternTable) find(d *document, hits []hit, kin *kinTable) []hit {
	names := hits[:len(hits):len(hits)]
	return t.scan(d, &d.Text, names, hits, "")
}

// window is how far an expression may look from where it begins.
const window = 160

// scan tries the patterns on a text. field names the typed field that the text
// is the value of, or is empty for the document itself.
func (t *patternTable) scan(d *document, text *line.Text, names, hits []hit, field string) []hit {
	s := text.Fold
	taken := 0 // the end of the last number found: nothing begins inside one
	if text == &d.Text && d.sifted != nil {
		for _, at := range d.sifted.numbers {
			pos := int(at)
			k := text.At(pos)
			hits, taken = t.begin(d, text, names, hits, field, pos, taken, k < len(text.Tokens) && text.Tokens[k].Start == pos)
		}
		return hits
	}
	next := 0 // the next token
	for pos := 0; pos < len(s); pos++ {
		for next < len(text.Tokens) && text.Tokens[next].Start < pos {
			next++
		}
		c := s[pos]
		starts := next < len(text.Tokens) && text.Tokens[next].Start == pos
		if !starts && (c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || t.strict.any[class(c)] == 0) {
			continue
		}
		hits, taken = t.begin(d, text, names, hits, field, pos, taken, starts)
	}
	return hits
}

// begin appends the numbers that begin at a place of a text, which is the start
// of a word or a sign, and gives the end of the last one.
func (t *patternTable) begin(d *document, text *line.Text, names, hits []hit, field string, pos, taken int, starts bool) ([]hit, int) {
	if pos < taken || len(hits) >= 2*maxHits {
		return hits, taken
	}
	var key [keyLen + 4]byte
	rest := text.Fold[pos:]
	if h, ok := t.best(d, text, names, &t.strict, strictKey(key[:0], rest), pos, field, false); ok {
		return append(hits, h...), h[0].end
	}
	if starts && t.loose.any[class(foldLoose(rest[0]))] != 0 && digitsAhead(rest) {
		if h, ok := t.best(d, text, names, &t.loose, looseKey(key[:0], rest), pos, field, true); ok {
			return append(hits, h...), h[0].end
		}
	}
	return hits, taken
}

// best tries the patterns whose key begins here and gives the longest match;
// several when different makers' numbers look the same and nothing else tells.
func (t *patternTable) best(d *document, text *line.Text, names []hit, keys *keyTable, key []byte, pos int, field string, slack bool) ([]hit, bool) {
	lens := keys.lengths(key)
	if lens == 0 {
		return nil, false
	}
	var rest string
	var found []hit
	var sum uint32
	for n := 1; n <= len(key); n++ {
		sum = beginning(sum, key[n-1])
		if lens&(1<<n) == 0 || !keys.some.has(sum) {
			continue
		}
		if rest == "" {
			rest = text.Fold[pos:cutAt(text.Fold, pos+window)]
		}
		for _, p := range keys.at[string(key[:n])] {
			if end := p.match(d, names, rest, pos, text, field, slack); end > 0 {
				found = append(found, hit{kind: hitPattern, pat: p, start: pos, end: pos + end, key: field, relaxed: slack})
			}
		}
	}
	return settle(d, text, names, found, field)
}

// match gives how far the pattern matches at the beginning of rest, or 0.
func (p *pattern) match(d *document, names []hit, rest string, pos int, text *line.Text, field string, slack bool) int {
	if p.NeedsContext && (field == "" || p.Field != field) && !p.hasContext(d, names, text, pos) {
		return 0
	}
	if p.quoted && field != "" {
		return 0
	}
	if p.Field != "" && !p.quoted && field != p.Field && d.key(pos) != p.Field && d.key(pos) != "text" {
		return 0
	}
	if p.free && pos > 0 && text.Fold[pos-1] == '-' {
		return 0
	}
	p.ready()
	re := p.tight
	if slack {
		re = p.slack
	}
	if re == nil {
		return 0
	}
	at := re.FindStringIndex(rest)
	if at == nil || at[1] == 0 {
		return 0
	}
	got := rest[:at[1]]
	if p.quoted && !strings.ContainsAny(got, "\"=/()-_.0123456789") && strings.Count(got, " ") < 2 {
		return 0 // a name in a line is a name, not what a device showed
	}
	if slack && !p.sureLoose(got, rest[at[1]:]) {
		return 0
	}
	if len(p.traps) > 0 && !p.hasContext(d, names, text, pos) {
		folded := foldKey(got)
		for _, trap := range p.traps {
			if strings.HasPrefix(folded, trap) {
				return 0
			}
		}
	}
	return at[1]
}

// sureLoose says whether a number read loosely is long and odd enough to be
// that number, and ends where a word does.
func (p *pattern) sureLoose(got, after string) bool {
	digits, n := 0, 0
	for i := range len(got) {
		switch c := got[i]; {
		case c >= '0' && c <= '9':
			digits++
			n++
		case c >= 'a' && c <= 'z':
			n++
			if foldLoose(c) == '0' && (i > 0 && isDigit(got[i-1]) || i+1 < len(got) && isDigit(got[i+1])) {
				digits++ // an O or I among digits is one
			}
		}
	}
	if digits < 3 || n < 8 || after != "" && (after[0] >= 'a' && after[0] <= 'z' || after[0] >= '0' && after[0] <= '9') {
		return false
	}
	folded := foldKey(got)
	return !slices.Contains(p.not, folded)
}

// hasContext says whether the maker's or the brand's name stands in the same
// record, or a label says that this is the kind of number it looks like.
func (p *pattern) hasContext(d *document, names []hit, text *line.Text, pos int) bool {
	if p.Kind == register.KindFCC && pos >= 0 && text == &d.Text {
		return fccLabel(text, pos)
	}
	for i := range names {
		if n := names[i].name; n != nil && names[i].foreign == "" && p.goesWith(n) {
			return true
		}
	}
	return false
}

// goesWith says whether a name is that of the pattern's maker or brand.
func (p *pattern) goesWith(n *nameRef) bool {
	return p.party != nil && n.party == p.party || n.brand != nil && (n.brand == p.brand || p.brand != nil && n.party.ID == p.brand.Party)
}

// fccLabel says whether the words "FCC ID" stand right before a place.
func fccLabel(text *line.Text, pos int) bool {
	i := text.At(pos)
	for k := max(0, i-3); k < i; k++ {
		if w := text.Word(k); w == "fcc" || w == "fccid" {
			return true
		}
	}
	return false
}

// onlyWords says whether a number is only words, one of which is another firm's
// name that happens to be the maker's.
func onlyWords(text *line.Text, h *hit, names []hit) bool {
	if h.end == 0 || h.end > len(text.Fold) || strings.ContainsAny(text.Fold[h.start:h.end], "0123456789") {
		return false
	}
	return slices.ContainsFunc(names, func(n hit) bool {
		return n.foreign != "" && n.start >= h.start && n.end <= h.end
	})
}

// settle keeps the longest match, and of several as long the one whose maker is
// named too. Makers that stay equal are all kept, and marked.
func settle(d *document, text *line.Text, names, found []hit, field string) ([]hit, bool) {
	found = slices.DeleteFunc(found, func(h hit) bool { return onlyWords(text, &h, names) })
	if len(found) == 0 {
		return nil, false
	}
	longest := 0
	for _, h := range found {
		longest = max(longest, h.end)
	}
	kept := found[:0]
	for _, h := range found {
		if h.end == longest && h.pat.party != nil {
			kept = append(kept, h)
		}
	}
	if len(kept) > 1 {
		named := func(h hit) bool { return h.pat.hasContext(d, names, text, h.start) }
		if slices.ContainsFunc(kept, named) {
			kept = slices.DeleteFunc(kept, func(h hit) bool { return !named(h) })
		}
	}
	for i := range kept {
		if kept[i].pat.party != kept[0].pat.party {
			for k := range kept {
				kept[k].vague = true
			}
		}
	}
	for i := range kept {
		if field == "" {
			kept[i].key = d.key(kept[i].start)
		} else {
			kept[i].value = text.Span(kept[i].start, kept[i].end)
		}
	}
	if len(kept) == 0 { // a form that says nothing of a maker: nothing else reads it
		return nil, false
	}
	return dropTwins(kept), true
}

// dropTwins keeps the best hit of each party: two rules that read the same
// number for the same maker are one piece of evidence.
func dropTwins(hits []hit) []hit {
	slices.SortStableFunc(hits, func(a, b hit) int { return cmp.Compare(b.pat.worth(), a.pat.worth()) })
	out := hits[:0]
	for _, h := range hits {
		if !slices.ContainsFunc(out, func(o hit) bool { return o.pat.party == h.pat.party }) {
			out = append(out, h)
		}
	}
	return out
}

// cutAt gives the end of the word that covers a place, so that a cut never
// makes the end of a word.
func cutAt(s string, at int) int {
	if at >= len(s) {
		return len(s)
	}
	for at < len(s) && (s[at] >= 'a' && s[at] <= 'z' || s[at] >= '0' && s[at] <= '9' || s[at] >= 0x80) {
		at++
	}
	return at
}

func strictKey[T string | []byte](dst []byte, s T) []byte {
	for i := 0; i < len(s) && len(dst) < keyLen; i++ {
		c := s[i]
		if c >= '0' && c <= '9' {
			c = '0'
		}
		dst = append(dst, c)
	}
	return dst
}

func looseKey[T string | []byte](dst []byte, s T) []byte {
	for i := 0; i < len(s) && len(dst) < keyLen; i++ {
		switch c := s[i]; c {
		case '-', '_', ' ', '.', '/':
		default:
			dst = append(dst, foldLoose(c))
		}
	}
	return dst
}

func foldLoose(c byte) byte {
	if c >= '0' && c <= '9' || c == 'o' || c == 'i' || c == 'l' {
		return '0'
	}
	return c
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

// digitsAhead says whether a number with at least three digits may begin here.
func digitsAhead[T string | []byte](s T) bool {
	n := 0
	for i := 0; i < len(s) && i < 24; i++ {
		if s[i] >= '0' && s[i] <= '9' {
			n++
		}
	}
	return n >= 3
}
