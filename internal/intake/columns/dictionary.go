package columns

import (
	_ "embed"
	"strings"
	"sync"

	"caveat.example/caveat/internal/inventory"
)

//go:embed dictionary.txt
var dictionaryText string

// ignore marks headers that are understood and tell nothing of who is behind a
// thing; personal those with data about people.
const (
	ignore   = "ignore"
	personal = "personal"
)

// A dictionary holds the names of headers, folded, with the key that each
// means and how telling it is (0 is the most).
type dictionary struct {
	exact map[string]meaning
	// long is the most tokens that a name has.
	long int
}

type meaning struct {
	key  string
	rank int
}

// words is the dictionary, read once.
var words = sync.OnceValue(func() *dictionary { return parseDictionary(dictionaryText) })

// parseDictionary reads the form described at the top of dictionary.txt.
func parseDictionary(text string) *dictionary {
	d := &dictionary{exact: map[string]meaning{}}
	rank := 0
	for line := range strings.Lines(text) {
		key, names, ok := strings.Cut(strings.TrimSpace(line), ":")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		for name := range strings.SplitSeq(names, "|") {
			tokens := fold(name)
			folded := strings.Join(tokens, " ")
			if _, taken := d.exact[folded]; taken || folded == "" {
				continue
			}
			d.exact[folded] = meaning{key: key, rank: rank}
			if joined := strings.Join(tokens, ""); len(tokens) > 1 && len(joined) >= 6 { // "lastseen"
				if _, taken := d.exact[joined]; !taken {
					d.exact[joined] = meaning{key: key, rank: rank}
				}
			}
			d.long = max(d.long, len(tokens))
		}
		rank++
	}
	return d
}

// lookup finds what a header means: the whole header if it is a name, else the
// longest name within it, the more telling one, the later one.
func (d *dictionary) lookup(header string) (meaning, bool) {
	tokens := fold(header)
	if m, ok := d.exact[strings.Join(tokens, " ")]; ok {
		return m, true
	}
	if m, ok := d.exact[strings.Join(tokens, "")]; ok && len(tokens) > 1 {
		return m, true
	}
	if trimmed := withoutNoise(tokens); len(trimmed) < len(tokens) {
		if m, ok := d.exact[strings.Join(trimmed, " ")]; ok {
			return m, true
		}
		tokens = trimmed
	}
	var best meaning
	bestLen := 0
	for from := range tokens {
		for n := min(d.long, len(tokens)-from); n >= 1; n-- {
			m, ok := d.exact[strings.Join(tokens[from:from+n], " ")]
			if !ok || weak(tokens[from:from+n], len(tokens)) || m.key == personal && n == 1 && from+n < len(tokens) && !surelyPersonal(tokens[from]) {
				continue
			}
			if n > bestLen || n == bestLen && m.rank <= best.rank {
				best, bestLen = m, n
			}
		}
	}
	return best, bestLen > 0
}

// surelyPersonal says whether a word makes any header one about people or
// passwords, wherever it stands. Others do so only at its end: a "phone model"
// is a model.
func surelyPersonal(word string) bool {
	switch word {
	case "email", "username", "password", "passwd", "passwort", "contrasena", "senha":
		return true
	}
	return false
}

// weak says whether a name is too short to be believed inside a longer header.
func weak(name []string, of int) bool {
	letters := 0
	for _, t := range name {
		letters += len(t)
	}
	return letters < 3 && of > 1 && name[0] != "ip" || letters < 4 && of > 4
}

// withoutNoise drops the words that headers carry without meaning.
func withoutNoise(tokens []string) []string {
	out := make([]string, 0, len(tokens))
	for _, t := range tokens {
		switch t {
		case "the", "of", "a", "an", "nm", "cd", "dt", "if", "known", "please", "state", "optional", "required", "mandatory", "proposed", "offered", "tendered", "eg", "e", "g", "s", "col", "field", "current":
			continue
		}
		out = append(out, t)
	}
	return out
}

// keyed gives the mapping's key for a meaning and its header.
func keyed(m meaning, header string) string {
	switch m.key {
	case ignore:
		return inventory.Other + header
	case personal:
		return inventory.Personal + header
	}
	return m.key
}
