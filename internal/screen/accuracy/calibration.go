package accuracy

import (
	"hash/fnv"
	"strings"

	"caveat.example/caveat/internal/screen"
	"caveat.example/caveat/internal/screen/perturb"
)

// A Judged pair is a query with one name that was found for it, and whether that
// is the name that was meant.
type Judged struct {
	Query, Name string
	Raw, Score  float64
	Same        bool
}

// Judge asks for names, and makes a pair of each with the first that is found, in
// two halves that share no record and no name: one to fit a curve on, one to
// hold it against. Half of the questions are about listed organisations, by their
// names written otherwise; one sixth about organisations of the same lists that
// are left out of the index: sisters, namesakes but for a word; and one third
// about companies of no list, of which ordinary gives n. Where nothing is found
// there is no pair.
func Judge(build func([]screen.Record) *screen.Index, records []screen.Record, ordinary func(n int, seed uint64) []string, seed uint64) (fit, test []Judged) {
	var listed []screen.Record
	var quarter [4][]int
	for i, q := range quarters(records) {
		if q%2 == 0 {
			listed = append(listed, records[i])
		}
		if !records[i].Person && strings.Contains(records[i].Name, " ") {
			quarter[q] = append(quarter[q], i)
		}
	}
	x := build(listed)
	for half := range 2 {
		n := len(quarter[2*half])
		pairs := asked(x, records, quarter[2*half], seed+uint64(half), 3)
		pairs = append(pairs, asked(x, records, spread(quarter[2*half+1], n), seed+uint64(half)+7, 1)...)
		pairs = append(pairs, nearest(x, ordinary(2*n, seed+uint64(half)))...)
		if half == 0 {
			fit = pairs
		} else {
			test = pairs
		}
	}
	return fit, test
}

// nearest pairs names that are nobody's with the nearest listed one.
func nearest(x *screen.Index, names []string) []Judged {
	s := x.NewSearcher()
	var out []Judged
	for _, q := range names {
		if a := s.Search(q, screen.Options{Explain: true, Limit: 1}); len(a.Hits) > 0 {
			out = append(out, judged(q, q, &a.Hits[0]))
		}
	}
	return out
}

func judged(query, meant string, h *screen.Hit) Judged {
	return Judged{query, h.Name, screen.Raw(h.Alignment), h.Score, Names(h, meant)}
}

// quarters puts each record into one of four, and records that share a name into
// the same: lists have many an organisation twice.
func quarters(records []screen.Record) []int {
	first := map[string]int{}
	root := make([]int, len(records))
	find := func(i int) int {
		for root[i] != i {
			root[i] = root[root[i]]
			i = root[i]
		}
		return i
	}
	for i := range records {
		root[i] = i
		note := func(text string) {
			key := tellingWords(text)
			if have, ok := first[key]; ok && key != "" {
				root[find(i)] = find(have)
			} else {
				first[key] = i
			}
		}
		note(records[i].Name)
		for _, a := range records[i].Aliases {
			note(a.Text)
		}
	}
	out := make([]int, len(records))
	for i := range records {
		h := fnv.New32a()
		h.Write([]byte(tellingWords(records[find(i)].Name)))
		out[i] = int(h.Sum32()>>8) % 4
	}
	return out
}

// asked asks for records by their names written otherwise, each in so many ways.
func asked(x *screen.Index, records []screen.Record, at []int, seed uint64, ways int) []Judged {
	s, w := x.NewSearcher(), perturb.New(seed)
	var out []Judged
	for k, i := range at {
		for j := range ways {
			text := records[i].Name
			q, ok := w.Write(perturb.Kinds[(ways*k+j)%len(perturb.Kinds)], text)
			if !ok {
				continue
			}
			if a := s.Search(q, screen.Options{Explain: true, Limit: 1}); len(a.Hits) > 0 {
				out = append(out, judged(q, text, &a.Hits[0]))
			}
		}
	}
	return out
}

// spread takes n of a list, from all over it, or all.
func spread(list []int, n int) []int {
	n = min(n, len(list))
	out := make([]int, 0, n)
	for i := range n {
		out = append(out, list[i*len(list)/n])
	}
	return out
}

// A Bin is one tenth of the scores.
type Bin struct {
	From, To    float64
	Pairs, Same int
	Mean        float64 // of the scores
}

// Reliability puts pairs into tenths by their score.
func Reliability(pairs []Judged) []Bin {
	bins := make([]Bin, 10)
	for i := range bins {
		bins[i].From, bins[i].To = float64(i)/10, float64(i+1)/10
	}
	for _, p := range pairs {
		b := &bins[min(int(p.Score*10), 9)]
		b.Pairs++
		b.Same += one(p.Same)
		b.Mean += p.Score
	}
	for i := range bins {
		if bins[i].Pairs > 0 {
			bins[i].Mean /= float64(bins[i].Pairs)
		}
	}
	return bins
}
