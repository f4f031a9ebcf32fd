// Package finding knows the answer: what each provision says of an Item in a
// Context, the state that follows, and the Sink that takes it. It refuses to
// know how the answer was reached or how it will look.
package finding

import (
	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/inventory"
)

// A Status is one of the four states of an Item.
type Status string

// The four states. No path turns Unknown into Clear.
const (
	Restricted  Status = "restricted"
	Conditional Status = "conditional"
	Unknown     Status = "unknown"
	Clear       Status = "clear"
)

// NotRestricted is the state of a single Finding whose provision does not bind;
// an Item is Clear only when every Finding says so and its maker is known.
const NotRestricted Status = "not_restricted"

// A Context says who asks: kind of body, act, purpose, class of site, and the
// two clocks. Empty means not known. Words are those of law/README.md.
type Context struct {
	Jurisdiction string `json:"jurisdiction,omitempty"`
	Body         string `json:"body,omitempty"`
	Act          string `json:"act,omitempty"`
	Purpose      string `json:"purpose,omitempty"`
	Site         string `json:"site,omitempty"`
	Date         string `json:"date"`               // the law's day, YYYY-MM-DD
	KnownAt      string `json:"known_at,omitempty"` // what the register knew then; empty is now

	// Facts are any further facts of VOCABULARY that the user states for the
	// whole run ("funding" → "federal_grant").
	Facts map[string]string `json:"facts,omitempty"`
}

// A Truth is yes, no or unknown.
type Truth string

// The three values.
const (
	Yes         Truth = "yes"
	No          Truth = "no"
	NotKnown    Truth = "unknown"
	NotRelevant Truth = "not_relevant" // an exception that was not reached
)

// An Element is one line of a provision with its answer. All of them together
// are the explanation.
type Element struct {
	ID     string `json:"id"`
	Answer Truth  `json:"answer"`
	Cite   string `json:"cite,omitempty"` // pinpoint in the instrument
	Ask    string `json:"ask,omitempty"`  // the line as a plain question
	Fact   string `json:"fact,omitempty"` // what decided it: "body=us_federal_agency"
}

// A Question is a missing fact, asked plainly.
type Question struct {
	Fact string `json:"fact"` // its key: "purpose"
	Ask  string `json:"ask"`
}

// A Side is one of the sources that disagree about an instrument.
type Side struct {
	Says   string `json:"says"`
	Grade  string `json:"grade"` // statute, regulation, ministerial_statement, letter, press_report, …
	Date   string `json:"date,omitempty"`
	Source string `json:"source,omitempty"`
}

// A Finding is what one provision says of one Item in one Context.
type Finding struct {
	Instrument string   `json:"instrument"`
	Title      string   `json:"title"`
	Status     Status   `json:"status"`  // restricted, conditional or not_restricted
	Because    []string `json:"because"` // reason codes, the one that settles it first
	Cite       string   `json:"cite"`
	Quote      string   `json:"quote,omitempty"` // the words of the law, verbatim
	Force      string   `json:"force"`           // binding, policy, guidance, list, position, proposal
	Binds      []string `json:"binds,omitempty"` // the bodies it binds

	// Says is the finding in one plain sentence.
	Says     string     `json:"says"`
	Elements []Element  `json:"elements"`
	Missing  []Question `json:"missing"`

	// Neutral is true where the provision looks at no maker or origin at all
	// (a duty to assess any camera): such a finding is reported as a duty and
	// does not by itself take Clear from an Item.
	Neutral    bool     `json:"neutral,omitempty"`
	Unverified []string `json:"unverified,omitempty"` // which of its facts nobody has checked against a primary source
	Disputed   []Side   `json:"disputed,omitempty"`   // the sources side by side, when they disagree
	ReliedOn   string   `json:"relied_on,omitempty"`  // which of them this finding follows
	Otherwise  string   `json:"otherwise,omitempty"`  // what would follow from the others
	Parties    []string `json:"parties,omitempty"`    // the parties it is about
}

// An Answer is everything that Caveat says of one Item. What it points to never
// changes once it has been given: alike Items may share Findings and
// Attributions, and a Sink may keep or write them once.
type Answer struct {
	Status       Status                    `json:"status"`
	Why          string                    `json:"why"` // the state in one sentence
	Item         inventory.Item            `json:"item"`
	Attributions []attribution.Attribution `json:"attributions"`
	Findings     []Finding                 `json:"findings"`
	Questions    []Question                `json:"questions,omitempty"` // what would settle it
	Mentions     []Mention                 `json:"mentions,omitempty"`
	Notes        []string                  `json:"notes,omitempty"`
}

// A Mention is an instrument, or a speaker's words, found in a passage.
type Mention struct {
	Kind       string `json:"kind"` // "instrument" or "statement"
	Instrument string `json:"instrument,omitempty"`
	Speaker    string `json:"speaker,omitempty"` // who said it: a party's id, or a name
	Words      string `json:"words"`             // the words in the passage
	Says       string `json:"says"`              // what the register knows of it today
	Disputed   []Side `json:"disputed,omitempty"`
}

// A Run says what was asked, with what.
type Run struct {
	Engine   string  `json:"engine"`   // version of the program
	Register string  `json:"register"` // digest of all facts and rules
	AsOf     string  `json:"as_of"`    // day of the register's newest fact
	Context  Context `json:"context"`

	// Editions are the imported lists that names were looked for in as well.
	Editions []Edition `json:"editions,omitempty"`
}

// An Edition is an imported list that a run looked in, with its age in days on
// the law's day.
type Edition struct {
	List      string `json:"list"`
	Edition   string `json:"edition"` // its digest
	Published string `json:"published"`
	Basis     string `json:"basis"` // how that day is known: stated, given, newest_entry
	Days      int    `json:"days"`
	Entries   int    `json:"entries"`
}

// A SourceNote says what was read from one source: how, and how much.
type SourceNote struct {
	Source  cite.Source `json:"source"`
	Format  string      `json:"format"`
	Items   int         `json:"items"`
	Skipped int         `json:"skipped"`
	Mapping []Column    `json:"mapping,omitempty"` // which column was taken for what
	Damage  []string    `json:"damage,omitempty"`  // what was destroyed before we saw it, with counts; a --map that found no column

	// NotSeen says what a network scan or capture could not have shown, so that
	// nobody takes its silence for an answer.
	NotSeen []string `json:"not_seen,omitempty"`
}

// A Column says which of a source's columns was taken for what, and why.
type Column struct {
	Header string `json:"header"`
	Key    string `json:"key"` // an inventory key, or other:…
	Why    string `json:"why"` // "name", "content", "--map"
}

// A Summary counts what was found. Complete is false when the run was cut short
// or something could not be read.
type Summary struct {
	Items       int  `json:"items"`
	Restricted  int  `json:"restricted"`
	Conditional int  `json:"conditional"`
	Unknown     int  `json:"unknown"`
	Clear       int  `json:"clear"`
	Skipped     int  `json:"skipped"`
	Empty       int  `json:"empty,omitempty"` // of Skipped: read whole, and nothing in it to assess
	Complete    bool `json:"complete"`
}

// A Sink takes the answers of one run, in order: Begin once, then Answer,
// Skipped and Source in any number, then End once, even after an error. Its
// methods are not called concurrently.
type Sink interface {
	Begin(Run) error
	Answer(Answer) error
	Skipped(origin cite.Origin, reason string) error
	Source(SourceNote) error
	End(Summary) error
}
