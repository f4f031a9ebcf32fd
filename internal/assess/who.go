package assess

import (
	"slices"
	"strings"

	"caveat.example/caveat/internal/register"
)

// Parties is what assessment needs to know of parties; *register.Register
// knows it.
type Parties interface {
	Resolve(name string) []string
	Party(id string) *register.Party
	Up(id string, day register.Day) []register.Reach
}

// A someone is a party as a fact pattern names it: by id, by a name that the
// register resolves, or by a name alone.
type someone struct {
	text string
	said string   // "party=" and the text
	ids  []string // of makers/; several when the name tells nobody apart
	rows string   // the folded name by which lists without an id are searched

	up [][]register.Reach // the owners of each of ids, on the day that matters

	// kin is set where the name holds the name of a listed party and more
	// ("Hikvision Cyprus"): it appears to belong to it, and nobody has said so.
	kin []string
}

func (s *someone) named() bool { return s != nil && s.text != "" }

// A nameList finds listed parties by name.
type nameList struct {
	rows map[string][]string // folded core name → ids or "name:" keys
}

// generic are words of company names that tell nobody apart.
var generic = strings.Fields(`co ltd limited company corporation corp inc incorporated llc plc gmbh bv sa ag ao
	technology technologies tech digital communications communication group holding holdings international the of and
	zhejiang hangzhou shenzhen beijing shanghai china chinese`)

func core(name string) string {
	words := strings.Fields(register.Fold(name))
	kept := slices.DeleteFunc(slices.Clone(words), func(w string) bool { return slices.Contains(generic, w) })
	if len(kept) == 0 {
		kept = words
	}
	return strings.Join(kept, " ")
}

func newNameList(r *Rules) nameList {
	l := nameList{rows: map[string][]string{}}
	for _, rows := range r.sets {
		for i := range rows {
			for _, name := range append(rows[i].Also, rows[i].Name) {
				key := core(name)
				if id := rows[i].key; key != "" && !slices.Contains(l.rows[key], id) {
					l.rows[key] = append(l.rows[key], id)
				}
			}
		}
	}
	return l
}

// who finds the party that a fact names.
func (l nameList) who(parties Parties, text, day string) *someone {
	switch strings.ToLower(text) {
	case "", "any", "unknown":
		return nil
	}
	s := &someone{text: text, said: "party=" + text, rows: core(text)}
	if parties.Party(text) != nil {
		s.ids = []string{text}
		s.climb(parties, day)
		return s
	}
	s.ids = parties.Resolve(text)
	for _, id := range l.rows[s.rows] {
		if len(s.ids) == 0 || strings.HasPrefix(id, "name:") {
			s.ids = append(s.ids, id)
		}
	}
	if len(s.ids) == 0 {
		s.kin = l.kin(s.rows)
	}
	s.climb(parties, day)
	return s
}

// climb finds the owners, once for all instruments.
func (s *someone) climb(parties Parties, day string) {
	s.up = make([][]register.Reach, len(s.ids))
	for i, id := range s.ids {
		s.up[i] = parties.Up(id, day)
	}
}

// kin returns the listed parties whose whole core name stands in a longer one.
func (l nameList) kin(name string) []string {
	words := strings.Fields(name)
	var found []string
	for i := range words {
		for j := i + 1; j <= len(words); j++ {
			for _, id := range l.rows[strings.Join(words[i:j], " ")] {
				if !slices.Contains(found, id) {
					found = append(found, id)
				}
			}
		}
	}
	slices.Sort(found)
	return found
}
