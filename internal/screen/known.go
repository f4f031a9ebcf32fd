package screen

import (
	"fmt"
	"slices"
	"strings"

	"caveat.example/caveat/internal/name"
	"caveat.example/caveat/internal/register"
)

// Known are the names that the register gives its parties. It never changes, so
// any number of goroutines may use it.
type Known struct {
	lex   *name.Lexicon
	reg   *register.Register
	day   register.Day
	names map[string][]bearer
}

// A bearer is a party that has a name.
type bearer struct {
	party  *register.Party
	full   bool // the name is a full one, by which a register of companies tells it apart
	kind   string
	source string
}

// NewKnown files the names of the register; relations are those of the day.
func NewKnown(lex *name.Lexicon, reg *register.Register, day register.Day) *Known {
	k := &Known{lex: lex, reg: reg, day: day, names: map[string][]bearer{}}
	parties := reg.Parties()
	for i := range parties {
		p := &parties[i]
		if p.Kind == "person" { // many people bear one name
			continue
		}
		k.put(p.Name, bearer{p, p.Kind != "brand", "legal", p.At})
		for j := range p.Names {
			n := &p.Names[j]
			if n.Shared || n.Unverified || n.Confidence == "low" {
				continue
			}
			switch n.Kind {
			case "legal", "native", "former":
				k.put(n.Text, bearer{p, p.Kind != "brand", n.Kind, sourceOf(p, &n.Source)})
			case "short", "alias", "transliteration":
				k.put(n.Text, bearer{p, false, n.Kind, sourceOf(p, &n.Source)})
			}
		}
	}
	return k
}

func (k *Known) put(text string, b bearer) {
	if key := k.key(text); key != "" {
		k.names[key] = append(k.names[key], b)
	}
}

// key writes a name so that two ways of typing it are one: folded, and with its
// legal forms as the table writes them (Limited is Ltd). All else has to agree
// to the letter.
func (k *Known) key(text string) string {
	var b strings.Builder
	for _, w := range k.lex.Analyse(nil, text) {
		if w.Class == name.Legal && !w.Script.Unspaced() {
			b.WriteString(w.Key)
		} else {
			b.WriteString(w.Text)
		}
		b.WriteByte(' ')
	}
	return b.String()
}

// Pair puts what the register says of two names to what the names themselves
// say (see PairNames): two names of one party are a match, and the full names
// of two parties are none, whatever they look like. note says which, with the
// place of the facts; it is "" where the register does not know both.
func (k *Known) Pair(a, b string, score float64, links []Link) (float64, []Link, string) {
	of, with := k.names[k.key(a)], k.names[k.key(b)]
	for _, x := range of {
		for _, y := range with {
			if x.party == y.party {
				note := fmt.Sprintf("the register gives both names to %s: %s (%s), %s (%s)", x.party.Name, x.kind, x.source, y.kind, y.source)
				return judged(a, b, Named, links, note)
			}
		}
	}
	x, y := fullName(of), fullName(with)
	if x < 0 || y < 0 {
		return score, links, ""
	}
	p, q := of[x].party, with[y].party
	note := fmt.Sprintf("the register tells them apart: %s (%s) and %s (%s); %s", p.Name, p.At, q.Name, q.At, k.related(p, q))
	return judged(a, b, Apart, links, note)
}

// judged adds the link that says what the register knows; the score follows from
// the links, as always.
func judged(a, b string, kind Kind, links []Link, note string) (float64, []Link, string) {
	links = append(slices.Clone(links), Link{Query: a, Listed: b, Kind: kind, Class: name.Distinct.String(), Like: 1})
	return Replay(links), links, note
}

// fullName finds the bearer of a full name, -1 when there is none.
func fullName(of []bearer) int {
	return slices.IndexFunc(of, func(b bearer) bool { return b.full })
}

// related says in words how two parties are related on the day.
func (k *Known) related(p, q *register.Party) string {
	for _, side := range [][2]*register.Party{{p, q}, {q, p}} {
		if path := Path(k.reg, side[0].ID, side[1].ID, k.day); len(path) > 0 {
			steps := make([]string, len(path))
			for i, s := range path {
				steps[i] = fmt.Sprintf("%s of %s (%s)", strings.ReplaceAll(s.Relation, "_", " "), s.To, s.At)
			}
			return side[0].ID + " is recorded as " + strings.Join(steps, ", which is ")
		}
	}
	if f := k.reg.Family(p.ID, k.day); f == k.reg.Family(q.ID, k.day) {
		return "both belong to the family of " + f
	}
	return "no relation between them is recorded"
}
