package screen

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"caveat.example/caveat/internal/ident"
	"caveat.example/caveat/internal/name"
)

// few is a small register: a family with an affiliate, a namesake that is on no
// list, and rows of a list.
func few() []Record {
	return []Record{
		{
			ID: "hikvision", Name: "Hangzhou Hikvision Digital Technology Co., Ltd.", Party: "hikvision", Family: "hikvision", Source: "makers/hikvision.yaml#hikvision",
			Aliases: []Alias{{"Hikvision", "short", "s"}, {"海康威视", "native", "s"}, {"HIK", "weak", "s"}},
			IDs:     []ident.ID{ident.Parse(ident.USCC, "91330000733796106P")},
		},
		{ID: "ezviz", Name: "Hangzhou Ezviz Network Co., Ltd.", Party: "ezviz", Family: "hikvision", Aliases: []Alias{{"Hikvision Ezviz", "alias", "s"}}},
		{ID: "hqvision", Name: "HQVision", Party: "hqvision", Family: "hqvision", Ordinary: true},
		{ID: "1", List: "EL", Name: "Hangzhou Hikvision Digital Technology Co., Ltd."},
		{ID: "2", List: "EL", Name: "Digital Technology Company"},
		{ID: "3", List: "EL", Name: "325 Aircraft Repair Plant"},
		{ID: "4", List: "EL", Name: "Guangzhou Haige Communications Group Company"},
		{ID: "5", List: "SDN", Name: "Guangzhou Haige Communications Group Company"},
		{ID: "6", List: "SDN", Name: "KIM Yong Chol", Person: true},
		{ID: "7", List: "EL", Name: "Sunway Microelectronics"},
	}
}

func TestSearch(t *testing.T) {
	s := Build(name.Default(), few()).NewSearcher()
	for _, tt := range []struct{ query, want string }{
		{"Hikvision", "match hikvision 1 listings"},
		{"HIKVISI0N", "match hikvision 1 listings"},
		{"HIK VISION", "match hikvision 1 listings"},
		{"Hikvison UK Ltd", "match hikvision 1 listings"},
		{"杭州海康威視", "match hikvision 1 listings"},
		{"Хиквижн", "match hikvision 1 listings"},
		{"91330000733796106P", "match hikvision 1 listings"},
		{"91330000733796106Q", "review"},
		{"HIK", "review hikvision 1 listings"},
		{"HQVision", "none known=hqvision"},
		{"Hawkvision Ltd", "none"},
		{"Digital Technology Ltd", "review 2 1 listings"},
		{"Technology Company Limited", "none"},
		{"325 Aircraft Repair Plant JSC", "match 3 1 listings"},
		{"121 Aircraft Repair Plant", "none"},
		{"GUANGZHOU HAIGE COMM GRP", "match 4 2 listings"},
		{"HAIGE GUANGZHOU", "match 4 2 listings"},
		{"SunwayMicroelectronics", "match 7 1 listings"},
		{"김영철", "match 6 1 listings"},
		{"Ltd.", "review: it has no word that tells one name from another: screen the full name"},
		{"...", "review: it has no word that tells one name from another: screen the full name"},
		{"", "review: it has no word that tells one name from another: screen the full name"},
	} {
		a := s.Search(tt.query, Options{Min: ReviewAt})
		got := string(a.Status)
		if len(a.Hits) > 0 {
			h := a.Hits[0]
			who := h.Family
			if who == "" {
				who = h.Listings[0].ID
			}
			got += fmt.Sprintf(" %s %d listings", who, len(h.Listings))
		} else if strings.HasPrefix(a.Note, "it has no") {
			got += ": " + a.Note
		}
		if a.Known != "" {
			got += " known=" + a.Known
		}
		if got != tt.want {
			t.Errorf("%q: got %s, want %s (%s)", tt.query, got, tt.want, a.Note)
		}
	}
}

// The head of a family comes before its affiliates.
func TestHeadFirst(t *testing.T) {
	a := Build(name.Default(), few()).NewSearcher().Search("Hikvision", Options{})
	if len(a.Hits) < 2 || a.Hits[0].Party != "hikvision" || a.Hits[1].Party != "ezviz" {
		t.Fatalf("got %+v", a.Hits)
	}
}

// A score can be computed again from the alignment that was kept.
func TestReplay(t *testing.T) {
	s := Build(name.Default(), few()).NewSearcher()
	for _, q := range []string{"Hikvison UK Ltd", "Хиквижн", "HIK VISION", "HAIGE GUANGZHOU", "Digital Technology Ltd", "김영철"} {
		a := s.Search(q, Options{Explain: true})
		if len(a.Hits) == 0 {
			t.Errorf("%q: no hit", q)
		}
		for _, h := range a.Hits {
			if got := Replay(h.Alignment); got != h.Score {
				t.Errorf("%q, %s: replayed %v, was %v", q, h.Name, got, h.Score)
			}
		}
	}
}

func TestBadInput(t *testing.T) {
	s := Build(name.Default(), few()).NewSearcher()
	for _, q := range []string{
		"H", strings.Repeat("Hikvision ", 10_000), strings.Repeat("a", 100_000), strings.Repeat("(", 5000),
		"Hik\xff\xfevision", "\u202eNOISIVKIH", "a" + strings.Repeat("\u0301", 100_000), strings.Repeat("a.k.a. b / ", 3000),
		strings.Repeat("海", 50_000), strings.Repeat("& ", 9000), "\x00\x01\x02",
	} {
		a := s.Search(q, Options{})
		if a.Status == "" || a.Query != q {
			t.Errorf("%.20q…: no answer", q)
		}
	}
	if a := s.Search("Hik\xff\xfevision", Options{}); a.Status != Match {
		t.Errorf("bytes that are not UTF-8 hide the name: %+v", a)
	}
}

// Whatever is asked, an answer is bounded, ordered and in its band.
func FuzzSearch(f *testing.F) {
	s := Build(name.Default(), few()).NewSearcher()
	for _, q := range []string{"Hikvision", "325 plant (a.k.a. X / Y)", "海康", "\xff", "lei:5493001KJTIIGC8Y1R12"} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, q string) {
		a := s.Search(q, Options{Limit: 3, Explain: true})
		if len(a.Hits) > 3 {
			t.Fatalf("%d hits", len(a.Hits))
		}
		for i, h := range a.Hits {
			if h.Score < 0 || h.Score > 1 || i > 0 && h.Score > a.Hits[i-1].Score+.002 {
				t.Fatalf("scores out of order: %+v", a.Hits)
			}
		}
		if s.Search(q, Options{Limit: 3}).Status != a.Status {
			t.Fatal("the same question got another answer")
		}
	})
}

// A pair scores the same from either side, but for noise, and itself wholly.
func FuzzPair(f *testing.F) {
	f.Add("Hikvision", "Хиквижн")
	f.Add("A B C (D)", "ABC / D")
	lex, c := name.Default(), NewComparer()
	f.Fuzz(func(t *testing.T, a, b string) {
		score, links := c.PairNames(lex, a, b)
		if score > 1 || score < -1 {
			t.Fatalf("score %v", score)
		}
		if got := Replay(links); score >= 0 && got != score {
			t.Fatalf("replayed %v, was %v", got, score)
		}
	})
}

func TestBulkKeepsOrder(t *testing.T) {
	x := Build(name.Default(), few())
	const n = 1000
	at, got := 0, 0
	next := func(names []string) (int, error) {
		i := 0
		for ; i < len(names) && at < n; i, at = i+1, at+1 {
			names[i] = fmt.Sprintf("Hikvision %d", at)
		}
		return i, nil
	}
	err := x.Bulk(context.Background(), Options{}, next, func(a Answer) error {
		if want := fmt.Sprintf("Hikvision %d", got); a.Query != want {
			t.Fatalf("got %s, want %s", a.Query, want)
		}
		got++
		return nil
	})
	if err != nil || got != n {
		t.Fatalf("%d answers, %v", got, err)
	}
}

// A run that was cut short must not look like a whole one.
func TestBulkEnds(t *testing.T) {
	x := Build(name.Default(), few())
	endless := func(names []string) (int, error) {
		for i := range names {
			names[i] = "Hikvision"
		}
		return len(names), nil
	}
	full := errors.New("disk full")
	if err := x.Bulk(context.Background(), Options{}, endless, func(Answer) error { return full }); !errors.Is(err, full) {
		t.Errorf("a writer that fails gives %v", err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	n := 0
	err := x.Bulk(ctx, Options{}, endless, func(Answer) error {
		if n++; n == 3 {
			cancel()
		}
		return nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("an interrupt gives %v", err)
	}
	torn := errors.New("torn file")
	err = x.Bulk(context.Background(), Options{}, func(names []string) (int, error) { names[0] = "x"; return 1, torn }, func(Answer) error { return nil })
	if !errors.Is(err, torn) {
		t.Errorf("a source that fails gives %v", err)
	}
}
