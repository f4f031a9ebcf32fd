package main

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"slices"

	"caveat.example/caveat/internal/assess"
	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/check"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/all"
	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/prose"
	"caveat.example/caveat/internal/register"
	"caveat.example/caveat/internal/report"
	"caveat.example/caveat/law"
	"caveat.example/caveat/makers"
)

// knowledge is all that caveat knows, read once from the program itself: the
// parties, the rules and the formats. Commands get at them here and nowhere
// else.
type knowledge struct {
	parties *register.Register
	rules   *assess.Rules
	readers []intake.Reader
	digest  string // of all facts and rules
	asOf    string // day of the newest fact
	held    *held  // imported editions that names are looked for in, nil for none
}

// load reads the embedded register. It needs no file, no network and no
// database. Parties and rules are read at once, since a person waits for it.
func load() (*knowledge, error) { return loadFrom(law.FS(), makers.FS()) }

// loadFrom reads a register from the files of law/ and makers/.
func loadFrom(lawFiles, makersFiles fs.FS) (*knowledge, error) {
	k := &knowledge{readers: all.Readers()}
	parties := make(chan error, 1)
	go func() {
		var err error
		k.parties, err = register.Load(makersFiles)
		parties <- err
	}()
	rules, err := assess.Load(lawFiles)
	if err := errors.Join(<-parties, err); err != nil {
		return nil, fmt.Errorf("reading the register: %w", err)
	}
	k.rules = rules
	k.digest = together(k.parties.Digest(), rules.Digest)
	k.asOf = k.parties.AsOf()
	return k, nil
}

// loadRules reads the rules alone.
func loadRules() (*assess.Rules, error) { return assess.Load(law.FS()) }

// together is the digest of the register as a whole.
func together(digests ...string) string {
	h := sha256.New()
	for _, d := range digests {
		fmt.Fprintln(h, d) // never fails
	}
	return "sha256:" + hex.EncodeToString(h.Sum(nil))
}

// known says whether a text is the name of a party or brand.
func (k *knowledge) known(text string) bool { return len(k.parties.Resolve(text)) > 0 }

// name gives the name of a party, "" for an id that is none.
func (k *knowledge) name(party string) string {
	if p := k.parties.Party(party); p != nil {
		return p.Name
	}
	return ""
}

// says gives the plain words of law/vocabulary.yaml for a body, act or purpose.
func (k *knowledge) says(kind, word string) string {
	words := k.rules.Words
	switch kind {
	case "body":
		return words.Bodies[word].Says
	case "act":
		return words.Acts[word]
	case "purpose":
		return words.Purposes[word]
	}
	return ""
}

// published gives what was published about a party, with its replies.
func (k *knowledge) published(party string) []report.Published {
	var out []report.Published
	for _, e := range k.parties.Evidence(party) {
		out = append(out, report.Published{
			Title: e.Title, By: e.ReportedBy, Date: e.Published, Says: e.Says, URL: e.URL,
			State: e.Reply.Status, ReplyBy: e.Reply.By, ReplyDate: e.Reply.Date, Reply: e.Reply.Text, ReplyURL: e.Reply.URL,
			Unverified: e.Unverified,
		})
	}
	return out
}

// understands says which words of a context no rule knows, and names the
// nearest that one does.
func (k *knowledge) understands(c finding.Context) error {
	err := k.rules.Understands(c)
	if _, ok := k.rules.Words.Purposes[c.Purpose]; ok {
		return err
	}
	// Any plain word is a purpose, but a slip of the pen must not turn a rule
	// off.
	if near := closest(c.Purpose, sortedKeys(k.rules.Words.Purposes)); near != "" {
		err = errors.Join(err, fmt.Errorf("purpose %q is not one that any rule turns on; the nearest is %q (\"caveat words purpose\" lists them)", c.Purpose, near))
	}
	return err
}

// run is the head of a run's report.
func (k *knowledge) run(c finding.Context) finding.Run {
	return finding.Run{Engine: engine(), Register: k.digest, AsOf: k.asOf, Context: c, Editions: k.held.tell(c.Date)}
}

// in binds what is known to the context that asks.
func (k *knowledge) in(c finding.Context) (check.Attributor, check.Assessor, error) {
	rules, err := k.rules.In(c, k.parties, k.digest)
	if err != nil {
		return nil, nil, err
	}
	who := attribution.New(k.parties)
	return who, noting{who, prose.NewReader(rules)}, nil
}

// noting adds to an answer what bears on no status: what was not examined, and
// which published weaknesses the thing has or may have.
type noting struct {
	who  *attribution.Index
	next check.Assessor
}

func (n noting) Assess(item inventory.Item, as []attribution.Attribution) finding.Answer {
	a := n.next.Assess(item, as)
	if notes := n.who.Notes(item, as); len(a.Notes) > 0 {
		a.Notes = slices.Concat(a.Notes, notes)
	} else {
		a.Notes = notes // shared with alike items
	}
	return a
}
