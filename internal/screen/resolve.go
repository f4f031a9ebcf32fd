package screen

import (
	"unicode/utf8"
	"unsafe"

	"caveat.example/caveat/internal/name"
)

// A reading is a key of the index that a word of a query may mean.
type reading struct {
	key  uint32
	like float32
}

const (
	maxReadings  = 24      // of one word
	maxTries     = 300     // words looked at for one word's readings
	maxCached    = 1 << 14 // words whose readings are remembered
	soundCutoff  = .72
	readingFloor = .5
)

// readings gives the keys that a word may mean, the same one first. They are
// remembered from query to query, by where the Analyser keeps the word's text.
func (s *Searcher) readings(w *name.Word) []reading {
	at := unsafe.StringData(w.Text)
	if r, ok := s.cache[at]; ok {
		return r
	}
	r := s.read(w)
	if len(s.cache) >= maxCached {
		clear(s.cache)
	}
	s.cache[at] = r
	return r
}

func (s *Searcher) read(w *name.Word) []reading {
	var out []reading
	key, exact := s.x.keys.find(w.Key)
	if exact {
		out = append(out, reading{key, 1})
	}
	if w.Class == name.Number || w.Class == name.Initial || exact && (w.Class == name.Trade || w.Class == name.Place) {
		return out
	}
	s.tries++
	left := maxTries
	if w.Script == name.Latin {
		out = s.slipped(out, w, &left)
		if !exact && w.Common && len(out) > 0 {
			return out
		}
	}
	if w.Script == name.Han {
		eachPair(w.Text, func(h uint64) { out = s.sounding(out, w, h, &left) })
	}
	if w.Script != name.Latin || len(out) == 0 || !exact && len(out) < 3 {
		if h, ok := toneHash(&s.sounds, &s.scratch, w.Spoken); ok {
			out = s.sounding(out, w, h, &left)
		}
	}
	return out
}

// slipped adds the words within a few slips of w.
func (s *Searcher) slipped(out []reading, w *name.Word, left *int) []reading {
	reach := neighbourhood(len(w.Text))
	if w.Common {
		reach = min(reach, 1) // a word of the language is hardly two slips for another
	}
	s.cmp.typist.hold(w.Text)
	if found := s.within(out, w, min(reach, 1), left); len(found) > 0 || reach < 2 {
		return found // nobody makes two slips where one explains it
	}
	return s.within(out, w, reach, left)
}

// within adds the words that share with w what is left of it without some
// letters.
func (s *Searcher) within(out []reading, w *name.Word, reach int, left *int) []reading {
	x, own, budget := s.x, glanceOf(w, 0), min(allowed(len(w.Text)+1), 2)
	for _, h := range s.filled(w.Text, reach) {
		for _, v := range x.slips.bucket(h) {
			id, ok := x.slips.fits(v, h)
			if !ok || !own.near(&x.glances[id], budget) || *left == 0 || s.tried[id] == s.tries {
				continue
			}
			s.tried[id] = s.tries
			*left--
			if like := s.cmp.heldSlip(w, x.glimpse(&s.glimpsed, id)); like >= readingFloor {
				out = s.offer(out, x.glances[id].key, like)
			}
		}
	}
	return out
}

// filled gives the hashes of a word's deletions that something may stand under.
// All buckets are looked up before any is read: the waits for memory overlap.
func (s *Searcher) filled(text string, reach int) []uint64 {
	n := 0
	for _, h := range s.hashes[:deletions(&s.hashes, text, reach)] {
		s.hashes[n] = h
		n += b2i(s.x.slips.may(h))
	}
	return s.hashes[:n]
}

// sounding adds the words under one hash of sounds or characters.
func (s *Searcher) sounding(out []reading, w *name.Word, h uint64, left *int) []reading {
	for _, v := range s.x.tones.bucket(h) {
		id, ok := s.x.tones.fits(v, h)
		if !ok || *left == 0 || s.tried[id] == s.tries {
			continue
		}
		s.tried[id] = s.tries
		*left--
		if like, _ := s.cmp.words(w, &s.x.words[id]); like >= readingFloor {
			out = s.offer(out, s.x.glances[id].key, like)
		}
	}
	return out
}

// offer takes a key as a reading that is like enough.
func (s *Searcher) offer(out []reading, key uint32, like float32) []reading {
	for i := range out {
		if out[i].key == key {
			out[i].like = max(out[i].like, like)
			return out
		}
	}
	if len(out) < maxReadings {
		return append(out, reading{key, like})
	}
	worst := 0
	for i := range out {
		if out[i].like < out[worst].like {
			worst = i
		}
	}
	if out[worst].like < like {
		out[worst] = reading{key, like}
	}
	return out
}

// tooLong says whether a query is longer than any name; it is cut, and said so.
func tooLong(s string) (string, bool) {
	const longest = 4096
	if len(s) <= longest {
		return s, false
	}
	cut := longest
	for cut > 0 && !utf8.RuneStart(s[cut]) {
		cut--
	}
	return s[:cut], true
}
