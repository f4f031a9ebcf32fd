package main

import (
	"fmt"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/check"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/all"
	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/register"
	"caveat.example/caveat/internal/report"
	"caveat.example/caveat/makers"
)

// knowledge is all that caveat knows, read once from the program itself: the
// parties, the rules and the formats. Commands get at them here and nowhere
// else.
type knowledge struct {
	parties *register.Register
	readers []intake.Reader
	digest  string // of all facts and rules
	asOf    string // day of the newest fact
}

// load reads the embedded register. It needs no file, no network and no
// database.
func load() (*knowledge, error) {
	parties, err := register.Load(makers.FS())
	if err != nil {
		return nil, fmt.Errorf("reading the register: %w", err)
	}
	return &knowledge{
		parties: parties, readers: all.Readers(),
		digest: parties.Digest(), asOf: parties.AsOf(),
	}, nil
}

// known says whether a text is the name of a party or brand.
func (k *knowledge) known(text string) bool { return len(k.parties.Resolve(text)) > 0 }

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

// understands says which word of a context no rule knows, and names the nearest
// that one does.
func (k *knowledge) understands(finding.Context) error { return nil }

// run is the head of a run's report.
func (k *knowledge) run(c finding.Context) finding.Run {
	return finding.Run{Engine: engine(), Register: k.digest, AsOf: k.asOf, Context: c}
}

// in binds what is known to the context that asks.
func (k *knowledge) in(finding.Context) (check.Attributor, check.Assessor, error) {
	return attribution.New(k.parties), undecided{}, nil
}

// undecided is the assessor while no rule is there: it decides nothing.
type undecided struct{}

func (undecided) Assess(item inventory.Item, who []attribution.Attribution) finding.Answer {
	return finding.Answer{Status: finding.Unknown, Why: "No rule was asked.", Item: item, Attributions: who}
}
