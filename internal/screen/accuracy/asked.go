package accuracy

import (
	"regexp"

	"caveat.example/caveat/internal/screen"
)

// A Query is a name to ask for, and what it means: a pattern of the party's id or
// name, "" when nobody listed is meant.
type Query struct{ Q, Want, Kind string }

// Vendors counts how often the party that is meant comes first. In Found and
// Matched are those that are also to be reviewed, and match.
func Vendors(x *screen.Index, queries []Query, show func(Missed)) (all, nonLatin Tally, err error) {
	s := x.NewSearcher()
	all.Kind, nonLatin.Kind = "vendors", "not in Latin letters"
	for _, q := range queries {
		want, err := regexp.Compile("(?i)" + q.Want)
		if err != nil {
			return all, nonLatin, err
		}
		a := s.Search(q.Q, screen.Options{})
		first := len(a.Hits) > 0 && (want.MatchString(a.Hits[0].Name) || want.MatchString(a.Hits[0].Family))
		tallies := []*Tally{&all}
		if !latin(q.Q) {
			tallies = append(tallies, &nonLatin)
		}
		for _, t := range tallies {
			t.Asked++
			t.First += one(first)
			t.Found += one(first && a.Status != screen.None)
			t.Matched += one(first && a.Status == screen.Match)
		}
		if show != nil && (!first || a.Status != screen.Match) {
			show(Missed{q.Kind, q.Q, q.Want, a})
		}
	}
	return all, nonLatin, nil
}

func latin(s string) bool {
	for _, r := range s {
		if r > 0x24F {
			return false
		}
	}
	return true
}

// Named counts how often the record of the wanted name comes first.
func Named(x *screen.Index, queries []Query, show func(Missed)) []Tally {
	s := x.NewSearcher()
	var out []Tally
	at := map[string]int{}
	for _, q := range queries {
		i, ok := at[q.Kind]
		if !ok {
			i = len(out)
			at[q.Kind] = i
			out = append(out, Tally{Kind: q.Kind})
		}
		a := s.Search(q.Q, screen.Options{})
		first := len(a.Hits) > 0 && Names(&a.Hits[0], q.Want)
		out[i].Asked++
		out[i].First += one(first)
		out[i].Found += one(first && a.Status != screen.None)
		out[i].Matched += one(first && a.Status == screen.Match)
		if show != nil && (!first || a.Status != screen.Match) {
			show(Missed{q.Kind, q.Q, q.Want, a})
		}
	}
	return out
}

// Strangers counts what is said of names that nobody listed has: how many match,
// and how many are to be reviewed.
func Strangers(x *screen.Index, names []string, show func(Missed)) (match, review int) {
	s := x.NewSearcher()
	for _, q := range names {
		a := s.Search(q, screen.Options{})
		match += one(a.Status == screen.Match)
		review += one(a.Status == screen.Review)
		if show != nil && a.Status == screen.Match {
			show(Missed{"stranger", q, "", a})
		}
	}
	return match, review
}

// Generic are names that say only what, where and in which form somebody
// trades. None may match a listed company that has more to its name.
func Generic() []string {
	trades := []string{"Technology", "Digital Technology", "Trading", "Electronics", "General Trading", "Communications", "Engineering", "Import Export", "Security Systems", "Shipping", "Aviation Services", "Chemical Industries"}
	places := []string{"", "China ", "Hangzhou ", "New York ", "Iran ", "Moscow ", "International "}
	forms := []string{" Ltd", " Company Limited", " LLC", " Group", " JSC"}
	var out []string
	for i, t := range trades {
		for j, p := range places {
			out = append(out, p+t+forms[(i+j)%len(forms)])
		}
	}
	return out
}
