package assess

import (
	"fmt"
	"slices"
	"strings"

	"caveat.example/caveat/internal/spelling"
)

// Words is the closed vocabulary of law/vocabulary.yaml: whoever reads a rule
// or a fact pattern reads these words and no others.
type Words struct {
	Parts  map[string]Values `yaml:"parts" json:"parts,omitempty"`   // country → its states, nations or provinces
	Unions map[string]Values `yaml:"unions" json:"unions,omitempty"` // union → the countries in it

	Bodies    map[string]BodyWord `yaml:"bodies" json:"bodies,omitempty"`
	Acts      map[string]string   `yaml:"acts" json:"acts,omitempty"`
	Facts     map[string]FactWord `yaml:"facts" json:"facts,omitempty"`
	Purposes  map[string]string   `yaml:"purposes" json:"purposes,omitempty"` // known ones; others are plain descriptions
	Products  map[string]Values   `yaml:"products" json:"products,omitempty"` // class → products; others have no class of their own
	Countries map[string]Values   `yaml:"countries" json:"countries,omitempty"`
	Same      map[string]string   `yaml:"same" json:"same,omitempty"` // another word → ours
	Reasons   map[string]string   `yaml:"reasons" json:"reasons,omitempty"`
	Forces    map[string]string   `yaml:"forces" json:"forces,omitempty"`
	Grades    map[string]string   `yaml:"grades" json:"grades,omitempty"`
	Reach     map[string]string   `yaml:"reach" json:"reach,omitempty"` // extends_to

	// MostTelling are the reasons that go before others where several
	// elements fail at once.
	MostTelling Values `yaml:"most_telling" json:"most_telling,omitempty"`

	class   map[string]string // product → class
	country map[string]string // lower case → code
}

// A BodyWord is a kind of body.
type BodyWord struct {
	Says  string `yaml:"says" json:"says,omitempty"`
	Where string `yaml:"where" json:"where,omitempty"` // its jurisdiction, "" where it may be in any
	State bool   `yaml:"state" json:"state,omitempty"` // which part of that jurisdiction matters
}

// A FactWord is a key of a fact pattern.
type FactWord struct {
	Kind   string `yaml:"kind" json:"kind,omitempty"` // word, body, act, place, party, country, day, yes_no, number, one_of
	Ask    string `yaml:"ask" json:"ask,omitempty"`
	Values Values `yaml:"values" json:"values,omitempty"` // for one_of, and of words that must be known
}

func (w *Words) index() {
	w.class = map[string]string{}
	for class, products := range w.Products {
		for _, p := range products {
			w.class[p] = class
		}
	}
	w.country = map[string]string{}
	for code, names := range w.Countries {
		w.country[strings.ToLower(code)] = code
		for _, n := range names {
			w.country[strings.ToLower(n)] = code
		}
	}
}

// Country gives the code of a country ("CN", "CN-XJ") however it is written;
// what is not known is given back in lower case.
func (w *Words) Country(text string) string {
	text = strings.ToLower(strings.TrimSpace(text))
	if code, ok := w.country[text]; ok {
		return code
	}
	if len(text) == 2 {
		return strings.ToUpper(text)
	}
	return text
}

// Class gives the legal class of a product, or "".
func (w *Words) Class(product string) string { return w.class[product] }

// Body says what is wrong with the word for a body, or nothing.
func (w *Words) Body(word string) error {
	if _, ok := w.Bodies[word]; ok {
		return nil
	}
	return unknownWord("body", word, keys(w.Bodies))
}

// Act says what is wrong with the word for an act, or nothing.
func (w *Words) Act(word string) error {
	if _, ok := w.Acts[word]; ok {
		return nil
	}
	return unknownWord("act", word, keys(w.Acts))
}

// Fact says what is wrong with the key of a fact, or nothing.
func (w *Words) Fact(word string) error {
	if _, ok := w.Facts[word]; ok {
		return nil
	}
	return unknownWord("fact", word, keys(w.Facts))
}

// misspelt refuses a purpose that is nearly one that a rule turns on. Any
// other word is a plain description, and accepted.
func (w *Words) misspelt(purpose string) error {
	if _, ok := w.Purposes[purpose]; ok || purpose == "" {
		return nil
	}
	near := nearest(purpose, keys(w.Purposes))
	if spelling.Distance(purpose, near) > len(near)/4 {
		return nil
	}
	return fmt.Errorf("purpose %q is not a word that we know; the nearest is %q (\"caveat words purpose\" lists them)", purpose, near)
}

// telling puts the most telling reasons first and keeps the order of the rest,
// which is that of the rule.
func (w *Words) telling(reasons []string) []string {
	first := make([]string, 0, len(reasons)+1)
	for _, r := range reasons {
		if slices.Contains(w.MostTelling, r) {
			first = append(first, r)
		}
	}
	for _, r := range reasons {
		if !slices.Contains(w.MostTelling, r) {
			first = append(first, r)
		}
	}
	return first
}

// within says whether a place or country is, or lies within, another: US-TX is
// within US.
func within(place, area string) bool {
	return place == area || strings.HasPrefix(place, area+"-")
}

func keys[V any](m map[string]V) []string {
	k := make([]string, 0, len(m))
	for key := range m {
		k = append(k, key)
	}
	slices.Sort(k)
	return k
}

// unknownWord is nil for a word that is valid, and else an error that names the
// nearest one that is, and where all of them are. Valid is sorted.
func unknownWord(what, word string, valid []string) error {
	if _, ok := slices.BinarySearch(valid, word); ok {
		return nil
	}
	const few = 8
	all := "law/vocabulary.yaml has them all"
	switch {
	case what == "body" || what == "act" || what == "fact":
		all = fmt.Sprintf("%q lists them", "caveat words "+what)
	case len(valid) <= few:
		all = "there are " + strings.Join(valid, ", ")
	}
	return fmt.Errorf("%s %q is not a word that we know%s (%s)", what, word, orNearest(word, valid), all)
}

// orNearest names the nearest valid word, "" where none is like it.
func orNearest(word string, valid []string) string {
	near := nearest(word, valid)
	if spelling.Distance(strings.ToLower(word), near) > max(2, len(near)/2) {
		return ""
	}
	return fmt.Sprintf("; the nearest is %q", near)
}

// nearest returns the valid word with the smallest edit distance.
func nearest(word string, valid []string) string {
	best, bestAt := "", 1<<30
	for _, v := range valid {
		if d := spelling.Distance(strings.ToLower(word), v); d < bestAt {
			best, bestAt = v, d
		}
	}
	return best
}

// Options are the words that a fact can take, given what is known already; none
// where any word will do.
func (w *Words) Options(fact string, facts Facts) []string {
	switch word := w.Facts[fact]; word.Kind {
	case "body":
		var all []string
		for _, b := range keys(w.Bodies) {
			where := w.Bodies[b].Where
			if at := facts.get("jurisdiction"); at == "" || where == "" || w.nested(where, at) {
				all = append(all, b)
			}
		}
		return all
	case "act":
		return keys(w.Acts)
	case "one_of":
		return word.Values
	case "yes_no":
		return []string{"yes", "no"}
	case "word":
		if len(word.Values) > 0 {
			return word.Values
		}
	}
	if fact == "purpose" {
		return append(keys(w.Purposes), "or a plain word of your own")
	}
	return nil
}
