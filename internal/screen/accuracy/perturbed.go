// Package accuracy measures how well names are found: over lists, pairs and
// suppliers that the caller gives, with figures that a test can hold and a
// command can print. It reads no files and no clock.
package accuracy

import (
	"slices"
	"strings"

	"caveat.example/caveat/internal/name"
	"caveat.example/caveat/internal/screen"
	"caveat.example/caveat/internal/screen/perturb"
)

// A Tally counts the answers to one kind of query.
type Tally struct {
	Kind    string
	Asked   int
	First   int // the right entity came first, whatever its score
	Found   int // … and as a match or to be reviewed
	Matched int // … and as a match
}

// A Missed is a query whose answer was not the right match.
type Missed struct {
	Kind, Query, Want string
	Answer            screen.Answer
}

// Perturbed asks for every so many-th organisation by its name in each way of
// writing it otherwise, and counts how often it comes first. Names of one word
// or of fewer than ten letters are left out, and so are shortened ones that
// several names begin with: they have no right answer. show, if not nil, is told
// of each query that is not a match of the right record.
func Perturbed(x *screen.Index, records []screen.Record, every int, seed uint64, show func(Missed)) []Tally {
	s, w, begins := x.NewSearcher(), perturb.New(seed), beginnings(records)
	tallies := make([]Tally, len(perturb.Kinds))
	for k, kind := range perturb.Kinds {
		t := &tallies[k]
		t.Kind = kind
		for i := k % every; i < len(records); i += every {
			want := records[i].Name
			if records[i].Person || len(want) < 10 || !strings.Contains(want, " ") {
				continue
			}
			q, ok := w.Write(kind, want)
			if !ok || kind == "short" && begins[plainly(q)] != plainly(want) {
				continue
			}
			a := s.Search(q, screen.Options{})
			first := len(a.Hits) > 0 && Names(&a.Hits[0], want)
			t.Asked++
			t.First += one(first)
			t.Found += one(first && a.Status != screen.None)
			t.Matched += one(first && a.Status == screen.Match)
			if show != nil && (!first || a.Status != screen.Match) {
				show(Missed{kind, q, want, a})
			}
		}
	}
	return tallies
}

// beginnings gives, for each run of leading words, the one name that begins so;
// "" where there are several.
func beginnings(records []screen.Record) map[string]string {
	out := map[string]string{}
	for i := range records {
		own := plainly(records[i].Name)
		note := func(text string) {
			for at := range text + " " {
				if at < len(text) && text[at] != ' ' {
					continue
				}
				if have, ok := out[text[:at]]; ok && have != own {
					out[text[:at]] = ""
				} else {
					out[text[:at]] = own
				}
			}
		}
		note(own)
		for _, a := range records[i].Aliases {
			note(plainly(a.Text))
		}
	}
	return out
}

// Names says whether a hit is the record of that name: the name that was found,
// the record's own or that of a row behind it has the same telling words, in any
// order. Lists have many a company twice, as Ltd and as Limited.
func Names(h *screen.Hit, want string) bool {
	w := tellingWords(want)
	return tellingWords(h.Name) == w || h.Alias != "" && tellingWords(h.Alias) == w ||
		slices.ContainsFunc(h.Listings, func(l screen.Listing) bool { return tellingWords(l.Name) == w })
}

// tellingWords gives the words of a name that are more than form, sorted.
func tellingWords(text string) string {
	var keys []string
	for _, w := range name.Default().Analyse(nil, text) {
		if w.Class != name.Legal && w.Class != name.Stop {
			keys = append(keys, w.Key)
		}
	}
	slices.Sort(keys)
	return strings.Join(keys, " ")
}

// plainly drops what two lists may print differently in one name.
func plainly(s string) string {
	return strings.Join(slices.Collect(name.Words(name.Fold(s))), " ")
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}
