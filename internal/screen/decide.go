package screen

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/name"
)

// A Verdict is what somebody decided of a subject and a hit.
type Verdict string

// The verdicts. The last decision on a pair counts.
const (
	Cleared  Verdict = "cleared"  // the subject is not the party
	Reopened Verdict = "reopened" // it has to be looked at again
)

// A Decision says that a subject is not the party that it was taken for. It
// holds for that subject, that party and that edition: the day on which it
// expires, and any change of either side, open the pair again.
type Decision struct {
	Verdict Verdict `json:"verdict"`
	Subject string  `json:"subject"`           // the query, as it was screened
	Party   string  `json:"party,omitempty"`   // id in makers/, "" for a row that no party is linked to
	Listed  string  `json:"listed"`            // the name of the party or of the row
	Edition string  `json:"edition"`           // Edition of the hit when it was decided
	Reason  string  `json:"reason"`            // in words
	By      string  `json:"by"`                // who decided
	At      string  `json:"at"`                // day, YYYY-MM-DD
	Expires string  `json:"expires,omitempty"` // last day, YYYY-MM-DD; "" is never
}

// Decisions are remembered verdicts. They never change once read.
type Decisions struct {
	last map[string]Decision
}

// maxDecision bounds one line of a file of decisions, in bytes.
const maxDecision = 64 << 10

// ReadDecisions reads decisions as JSON Lines. Every line has to be one: a
// decision that cannot be read must not silently open or close a pair.
func ReadDecisions(r io.Reader, source string) (*Decisions, error) {
	d := &Decisions{last: map[string]Decision{}}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, maxDecision)
	n := 0
	for sc.Scan() {
		n++
		line := bytes.TrimSpace(sc.Bytes())
		if len(line) == 0 {
			continue
		}
		dec := json.NewDecoder(bytes.NewReader(line))
		dec.DisallowUnknownFields()
		var one Decision
		if err := dec.Decode(&one); err != nil {
			return nil, fmt.Errorf("%s (line %d): it is not a decision: %w: %w", source, n, err, fault.Invalid)
		}
		if err := one.Valid(); err != nil {
			return nil, fmt.Errorf("%s (line %d): %w", source, n, err)
		}
		d.last[pairKey(one.Subject, one.Party, one.Listed)] = one
	}
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("%s (line %d): %w", source, n+1, err)
	}
	return d, nil
}

// Valid says what a decision lacks.
func (d *Decision) Valid() error {
	switch {
	case d.Verdict != Cleared && d.Verdict != Reopened:
		return fmt.Errorf("verdict %q is neither %s nor %s: %w", d.Verdict, Cleared, Reopened, fault.Invalid)
	case strings.TrimSpace(d.Subject) == "", d.Listed == "" && d.Party == "":
		return fmt.Errorf("it does not say which subject and which listed party: %w", fault.Invalid)
	case strings.TrimSpace(d.Reason) == "", strings.TrimSpace(d.By) == "":
		return fmt.Errorf("a decision needs a reason and the name of who takes it: %w", fault.Invalid)
	case d.Edition == "":
		return fmt.Errorf("it does not say on which edition: %w", fault.Invalid)
	}
	return nil
}

// pairKey tells pairs apart. The subject is folded: the same name typed in
// capitals is the same subject, any other letter makes it another.
func pairKey(subject, party, listed string) string {
	if party != "" {
		listed = ""
	}
	return name.Fold(subject) + "\x00" + party + "\x00" + name.Fold(listed)
}

// Apply takes from an answer the hits that were cleared on the same edition and
// have not expired on the day. They stay in the answer, marked and without
// weight on its status: what was found is never hidden.
func (d *Decisions) Apply(a *Answer, day string) {
	if d == nil {
		return
	}
	top := None
	for i := range a.Hits {
		h := &a.Hits[i]
		if one, ok := d.last[pairKey(a.Query, h.Party, h.Name)]; ok && one.holds(h.Edition, day) {
			h.Cleared = fmt.Sprintf("%s by %s on %s: %s", one.Verdict, one.By, one.At, one.Reason)
			continue
		}
		if s := StatusOf(h.Score); rankOf(s) > rankOf(top) {
			top = s
		}
	}
	if a.Note == "" || len(a.Hits) > 0 {
		a.Status = top
	}
}

func (d *Decision) holds(edition, day string) bool {
	return d.Verdict == Cleared && d.Edition == edition && (d.Expires == "" || day <= d.Expires)
}

func rankOf(s Status) int {
	switch s {
	case Match:
		return 2
	case Review:
		return 1
	}
	return 0
}

// edition fingerprints all that the index says of a group: its names, aliases,
// identifiers and listings. Any change of them gives another edition.
func (x *Index) edition(g uint32) string {
	h := sha256.New()
	for _, m := range x.members[x.groupAt[g]:x.groupAt[g+1]] {
		r := &x.records[m]
		fmt.Fprintf(h, "%q %q %q %q", r.List, r.ID, r.Name, r.Party)
		for _, a := range r.Aliases {
			fmt.Fprintf(h, " %q", a.Text)
		}
		for _, id := range r.IDs {
			fmt.Fprintf(h, " %s", id)
		}
		fmt.Fprintln(h)
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil)[:16])
}
