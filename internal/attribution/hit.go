package attribution

import (
	"caveat.example/caveat/internal/line"
	"caveat.example/caveat/internal/register"
)

type hitKind uint8

const (
	hitName    hitKind = iota // a name of a party or brand
	hitPattern                // a number, or the form of a field
	hitMAC                    // a registered block of hardware addresses
	hitID                     // an official number, or an FCC grantee's code
)

// A hit is one thing in a document that points at a party.
type hit struct {
	kind       hitKind
	name       *nameRef
	pat        *pattern
	party      *register.Party // of hitMAC and hitID
	prefix     register.Prefix
	start, end int    // place in Fold; both 0 for a typed field
	key        string // the field it was seen in
	value      string // set for typed fields; else the span is the value

	typed   bool    // the field is one for makers or brands
	whole   bool    // it is all that the field holds
	doubt   bool    // the name is also a word, and nothing yet says that it is meant
	near    bool    // … but a word for a product stands beside it
	foreign string  // a word of another trade beside the name
	typoCut float64 // 0, or what a typing error leaves of the strength
	relaxed bool    // the number was recognised without its dashes or with O for 0
	vague   bool    // another maker's numbers have the same form

	stance line.Stance
	open   bool
	asked  line.Doubt // why the text leaves open that it is meant
	odd    []string
	slight bool
	likely bool
}

// stances asks of every hit in the text whether the thing named is meant.
func (d *document) stances(hits []hit) {
	ms := make([]line.Mention, 0, len(hits))
	at := make([]int, 0, len(hits))
	for i := range hits {
		if hits[i].end > 0 && hits[i].value == "" {
			ms = append(ms, line.Mention{Start: hits[i].start, End: hits[i].end, Number: hits[i].kind != hitName, Told: hits[i].typed, Who: hits[i].who()})
			at = append(at, i)
		}
	}
	line.Sort(ms, at)
	d.Stances(ms)
	for k, i := range at {
		hits[i].stance, hits[i].open, hits[i].asked = ms[k].Stance, ms[k].Open, ms[k].Doubt
		hits[i].odd, hits[i].slight, hits[i].likely = ms[k].Odd, ms[k].Slight, ms[k].Likely
	}
}

// who gives the party that the hit points at.
func (h *hit) who() string {
	switch {
	case h.name != nil:
		return h.name.party.ID
	case h.pat != nil && h.pat.party != nil:
		return h.pat.party.ID
	case h.party != nil:
		return h.party.ID
	}
	return ""
}

// says gives what was seen, as written.
func (h *hit) says(d *document) string {
	if h.value != "" {
		return h.value
	}
	return d.Span(h.start, h.end)
}
