// Package synth makes up entities for benchmarks: names such as companies of
// many countries bear, none of them meant. The same seed gives the same names.
package synth

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"slices"
	"strings"

	"caveat.example/caveat/internal/screen"
)

// Entities makes n records of a list called synthetic.
func Entities(n int, seed uint64) []screen.Record {
	return slices.AppendSeq(make([]screen.Record, 0, n), Each(n, seed))
}

// Each makes the same records one after the other.
func Each(n int, seed uint64) iter.Seq[screen.Record] {
	return func(yield func(screen.Record) bool) {
		g := &maker{rand.New(rand.NewPCG(seed, 20261123))} // a fixed seed makes the benchmark repeatable
		for i := range n {
			r := screen.Record{ID: fmt.Sprintf("synth:%d", i), List: "synthetic"}
			if g.IntN(4) == 0 {
				r.Person, r.Name = true, g.person()
			} else {
				r.Name = g.company()
			}
			for range g.IntN(3) {
				r.Aliases = append(r.Aliases, screen.Alias{Text: g.alias(&r), Kind: "alias"})
			}
			if !yield(r) {
				return
			}
		}
	}
}

// Queries makes n names to screen: mostly of nobody listed, some of records,
// some of those with a slip.
func Queries(n int, seed uint64, records []screen.Record) []string {
	g := &maker{rand.New(rand.NewPCG(seed, 7))}
	out := make([]string, n)
	for i := range out {
		switch g.IntN(10) {
		case 0:
			out[i] = records[g.IntN(len(records))].Name
		case 1:
			out[i] = g.slip(records[g.IntN(len(records))].Name)
		case 2:
			out[i] = g.person()
		default:
			out[i] = g.company()
		}
	}
	return out
}

// Companies makes n names of companies that are on no list.
func Companies(n int, seed uint64) []string {
	g := &maker{rand.New(rand.NewPCG(seed, 11))}
	out := make([]string, n)
	for i := range out {
		out[i] = g.company()
	}
	return out
}

// A maker draws names.
type maker struct{ *rand.Rand }

func (g *maker) pick(list string) string {
	words := strings.Fields(list)
	return strings.ReplaceAll(words[g.IntN(len(words))], "_", " ")
}

const (
	onsets   = "b br ch d dr f g gl h j k kr l m n p pr r s sh sk st t tr v w y z zh"
	nuclei   = "a e i o u ai ao ei ia ou ua"
	codas    = "_ _ _ n ng r l s k m t x"
	trades   = "Technology Technology Technologies Trading Electronics Systems Engineering Industrial Shipping Logistics Communications Import_Export Machinery Energy Software Digital_Technology Investment Construction Aviation Optical Semiconductor Security Medical Chemical Textiles Foods"
	places   = "Beijing Shanghai Shenzhen Hangzhou Moscow Tehran Dubai Istanbul Hong_Kong Damascus Karachi Minsk London Novosibirsk Wuhan Chengdu"
	forms    = "Ltd Limited Co.,_Ltd. LLC GmbH S.A. JSC OOO Inc. Corp. FZE A.S. Pte_Ltd B.V. Company"
	given    = "Mohammad Ali Vladimir Sergey Ivan Kim Li Wei Ahmad Hassan Maria Jose Andrei Dmitry Chen Reza Omar Yusuf Anna Elena"
	ordinary = "Global United Golden Eastern Northern Pacific Sky Star Blue Green First New"
)

func (g *maker) word() string {
	var b strings.Builder
	for range 2 + g.IntN(2) {
		b.WriteString(g.pick(onsets))
		b.WriteString(g.pick(nuclei))
		b.WriteString(strings.TrimSpace(g.pick(codas)))
	}
	w := b.String()
	return strings.ToUpper(w[:1]) + w[1:]
}

func (g *maker) company() string {
	var parts []string
	if g.IntN(3) == 0 {
		parts = append(parts, g.pick(places))
	}
	if g.IntN(5) == 0 {
		parts = append(parts, g.pick(ordinary))
	}
	parts = append(parts, g.word())
	if g.IntN(3) == 0 {
		parts = append(parts, g.word())
	}
	if g.IntN(5) > 0 {
		parts = append(parts, g.pick(trades))
	}
	if g.IntN(6) > 0 {
		parts = append(parts, g.pick(forms))
	}
	return strings.Join(parts, " ")
}

func (g *maker) person() string {
	return g.pick(given) + " " + g.word() + " " + g.word()
}

func (g *maker) alias(r *screen.Record) string {
	if r.Person || g.IntN(2) == 0 {
		return g.slip(r.Name)
	}
	return g.word() + " " + g.pick(trades)
}

// slip swaps, drops or doubles one letter.
func (g *maker) slip(s string) string {
	if len(s) < 4 {
		return s
	}
	i := 1 + g.IntN(len(s)-2)
	switch g.IntN(3) {
	case 0:
		return s[:i] + s[i+1:]
	case 1:
		return s[:i] + s[i-1:i] + s[i:]
	}
	return s[:i] + string('a'+byte(g.IntN(26))) + s[i+1:]
}
