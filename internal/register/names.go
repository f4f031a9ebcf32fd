package register

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold brings a name into the form under which Resolve looks it up: letters
// and digits of any script, in lower case, without accents, single spaces for
// all else. It is for equality alone; likeness is the business of others.
func Fold(name string) string {
	var b strings.Builder
	b.Grow(len(name))
	gap := false
	for _, c := range norm.NFKD.String(name) {
		switch {
		case unicode.Is(unicode.Mn, c) && c != '\u3099' && c != '\u309a': // accents; kana keep their voicing
		case unicode.IsLetter(c) || unicode.IsDigit(c) || unicode.Is(unicode.Mn, c):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(unicode.ToLower(c))
		case c == '\'' || c == '’' || c == '.':
			// Yong'an is Yongan; S.A.U. is SAU.
		default:
			gap = true
		}
	}
	return norm.NFC.String(b.String())
}

// Resolve returns the ids of the parties that bear a name, in any spelling
// that Fold makes equal. Weak names resolve too: see Name.Kind. Several ids
// mean that the name alone tells nobody apart.
func (r *Register) Resolve(name string) []string { return r.names()[Fold(name)] }

func (r *Register) indexNames() map[string][]string {
	names := make(map[string][]string, 4*len(r.parties))
	put := func(name, id string) {
		key := Fold(name)
		if key != "" && !slices.Contains(names[key], id) {
			names[key] = append(names[key], id)
		}
	}
	for i := range r.parties {
		p := &r.parties[i]
		put(p.Name, p.ID)
		for j := range p.Names {
			put(p.Names[j].Text, p.ID)
		}
	}
	for i := range r.brands {
		for _, w := range slices.Concat(r.brands[i].Words, r.brands[i].Common) {
			put(w, r.brands[i].Party)
		}
	}
	return names
}
