package assess

import (
	"fmt"

	"go.yaml.in/yaml/v3"
)

// A File is one file of law/: a group of closely related instruments, with the
// lists and limbs that they share.
type File struct {
	Group       string               `yaml:"group"` // = the file's name without .yaml
	About       string               `yaml:"about"`
	Names       map[string][]Named   `yaml:"names"`
	Limbs       map[string][]Element `yaml:"limbs"`
	Instruments []*Instrument        `yaml:"instruments"`
}

// An Instrument is a law, order, list, policy, guidance or contract clause, as
// data: who it binds, for what acts, which parties or origins, on which days.
type Instrument struct {
	ID           string `yaml:"id"`
	Title        string `yaml:"title"`
	Jurisdiction string `yaml:"jurisdiction"` // US, US-TX, UK-ENG …
	Issuer       string `yaml:"issuer"`
	Kind         string `yaml:"kind"`
	Force        string `yaml:"force"` // binding, policy, guidance, list, position, proposal
	Grade        string `yaml:"grade"` // statute, regulation, order, judgment, ministerial_statement, …
	Cite         string `yaml:"cite"`
	Plain        string `yaml:"plain"` // what it says, as a person would explain it

	Binds     Values `yaml:"binds"`
	Reaches   Values `yaml:"reaches"` // bodies that feel it without being bound
	Acts      Values `yaml:"acts"`
	Products  Values `yaml:"products"` // in words, for the reader
	Purposes  Values `yaml:"purposes"` // in words, for the reader
	ExtendsTo string `yaml:"extends_to"`

	Dates   Dates    `yaml:"dates"`
	InForce []Period `yaml:"in_force"`
	// Known is the first day on which the register could know the instrument;
	// the day of its announcement unless said otherwise.
	Known string `yaml:"known_from"`

	Names      map[string][]Named   `yaml:"names"`
	Limbs      map[string][]Element `yaml:"limbs"`
	Elements   []Element            `yaml:"elements"`
	Provisions []Provision          `yaml:"provisions"`
	Exceptions []Exception          `yaml:"exceptions"`
	Then       Outcome              `yaml:"then"`

	Neutral      bool     `yaml:"neutral"`      // looks at no maker or origin at all
	Consequences Values   `yaml:"consequences"` // instruments that give a list its effect
	Mentions     Values   `yaml:"mentions"`     // words by which prose names it
	Quotes       []Quote  `yaml:"quotes"`
	Sources      Values   `yaml:"sources"`
	Confidence   string   `yaml:"confidence"`
	Unverified   Values   `yaml:"unverified"`
	Disputed     *Dispute `yaml:"disputed"`
	Notes        Values   `yaml:"notes"`

	file  *File
	place string // "law/us-889.yaml (line 12)"
	bound []string
	quote string
	parts []Provision // Provisions, or one made of Then
	first string      // the first day on which it may be in force
}

// Dates are the days of an instrument's life, for the reader; InForce decides.
type Dates struct {
	Announced string      `yaml:"announced"`
	Adopted   string      `yaml:"adopted"`
	Effective string      `yaml:"effective"`
	Ended     string      `yaml:"ended"`
	Amended   []Amendment `yaml:"amended"`
}

// An Amendment is a later event that changed an instrument.
type Amendment struct {
	Date       string `yaml:"date"`
	What       string `yaml:"what"`
	Unverified bool   `yaml:"unverified"`
}

// A Period is a span of days, both ends included; an empty end is open. Where
// an end is not known to the day, its window is given: within it the answer is
// "status_unverified".
type Period struct {
	From       string `yaml:"from"`
	Earliest   string `yaml:"earliest"` // window of From
	Latest     string `yaml:"latest"`
	Until      string `yaml:"until"`
	EndsFrom   string `yaml:"ends_from"` // window of Until
	EndsBy     string `yaml:"ends_by"`
	As         string `yaml:"as"` // in_force (the default), suspended, unconfirmed
	Note       string `yaml:"note"`
	KnownFrom  string `yaml:"known_from"`  // the register could know of it from that day
	KnownUntil string `yaml:"known_until"` // and thought so until that day
}

// A Named is one row of an instrument's list.
type Named struct {
	Party string `yaml:"party"` // id in makers/, where it has one
	Name  string `yaml:"name"`  // as printed
	Also  Values `yaml:"also"`  // other spellings
	From  string `yaml:"from"`
	Until string `yaml:"until"`
	Cite  string `yaml:"cite"`
	Note  string `yaml:"note"`

	Unverified bool `yaml:"unverified"` // nobody has checked that it was named in that period
}

// An Element is one line that must hold. Exactly one of Else and Contested says
// what a no leads to.
type Element struct {
	ID   string `yaml:"id"`
	Cite string `yaml:"cite"`
	Ask  string `yaml:"ask"`
	Test `yaml:",inline"`

	Else      string `yaml:"else"`      // a no: not restricted, for this reason
	Contested string `yaml:"contested"` // a no is open to argument: conditional, for this reason
	Missing   string `yaml:"missing"`   // an unknown: conditional, for this reason (else that of the no)
	Unless    string `yaml:"unless"`    // said beside a no: what would change it
}

// A Test is one question to the facts. Exactly one of its fields is set.
type Test struct {
	Is      Pairs      `yaml:"is"`     // every fact has one of its values
	IsNot   Pairs      `yaml:"is_not"` // no fact has one of its values
	Stated  Pairs      `yaml:"stated"` // as Is, but a fact that nobody stated counts as a no
	In      Values     `yaml:"in"`     // the place is one of these, or within one
	Day     *DayTest   `yaml:"day"`
	AtLeast *Limit     `yaml:"at_least"`
	Party   *PartyTest `yaml:"party"`
	Seat    *SeatTest  `yaml:"seat"`
	Limb    Values     `yaml:"limb"`  // one of these limbs holds in full
	Given   Values     `yaml:"given"` // one of these facts is stated at all
	Any     []Test     `yaml:"any"`
	All     []Test     `yaml:"all"`
	Not     *Test      `yaml:"not"`
}

// A DayTest compares a day among the facts; both ends are included.
type DayTest struct {
	Fact  string `yaml:"fact"`
	From  string `yaml:"from"`
	Until string `yaml:"until"`
}

// A Limit asks whether a number among the facts is at least Value.
type Limit struct {
	Fact  string  `yaml:"fact"`
	Value float64 `yaml:"value"`
}

// A PartyTest asks whether a party behind the thing is on one of these lists,
// or belongs to one who is, as far as ExtendsTo says.
type PartyTest struct {
	In        Values `yaml:"in"`         // names of lists: "telecom", "us-889.telecom"
	As        string `yaml:"as"`         // producer (the default), counterparty, component, any
	ExtendsTo string `yaml:"extends_to"` // instead of the instrument's
	AddedBy   string `yaml:"added_by"`   // only rows that were on the list by that day
}

// A SeatTest asks whether a party has its seat in one of these countries: a
// criterion, so it "appears to meet" it and is not "listed".
type SeatTest struct {
	In    Values `yaml:"in"`
	As    string `yaml:"as"`    // producer (the default), counterparty
	Facts Values `yaml:"facts"` // facts that state the country directly
}

// A Provision is a part of an instrument with its own days, elements and
// outcome. The strongest that is met gives the instrument's answer.
type Provision struct {
	ID         string      `yaml:"id"`
	Cite       string      `yaml:"cite"`
	What       string      `yaml:"what"`
	InForce    []Period    `yaml:"in_force"`
	Before     string      `yaml:"before"` // reason before its first day; "phase_not_started" unless said
	Elements   []Element   `yaml:"elements"`
	Exceptions []Exception `yaml:"exceptions"`
	Then       Outcome     `yaml:"then"`
	Quote      string      `yaml:"quote"` // id of the quote that it rests on
}

// An Outcome is what follows when every element holds.
type Outcome struct {
	Status  string `yaml:"status"`
	Because Values `yaml:"because"`
	Says    string `yaml:"says"`
}

// An Exception beats the rule when it holds.
type Exception struct {
	ID       string `yaml:"id"`
	Cite     string `yaml:"cite"`
	Ask      string `yaml:"ask"`
	Test     `yaml:",inline"`
	Until    string `yaml:"until"`    // last day on which it can be used
	Expired  string `yaml:"expired"`  // reason given when it is used later
	Because  string `yaml:"because"`  // reason when it holds; "exception:ID" unless said
	Disputed bool   `yaml:"disputed"` // whether it applies is open to argument
}

// A Quote is words of a source, verbatim.
type Quote struct {
	Words string `yaml:"words"`
	From  string `yaml:"from"` // id in sources.yaml
	Cite  string `yaml:"cite"`
	ID    string `yaml:"id"`
	Lang  string `yaml:"lang"`
}

// A Dispute shows sources that contradict each other, side by side.
type Dispute struct {
	Sides     []Side `yaml:"sides"`
	ReliedOn  string `yaml:"relied_on"`
	Otherwise string `yaml:"otherwise"`
}

// A Side is what one of the sources says.
type Side struct {
	Says   string `yaml:"says"`
	Grade  string `yaml:"grade"`
	Date   string `yaml:"date"`
	Source string `yaml:"source"` // id in sources.yaml
}

// Values is one word or a list of them.
type Values []string

// UnmarshalYAML takes a scalar or a list of scalars.
func (v *Values) UnmarshalYAML(n *yaml.Node) error {
	switch n.Kind {
	case yaml.ScalarNode:
		*v = Values{n.Value}
		return nil
	case yaml.SequenceNode:
		*v = make(Values, 0, len(n.Content))
		for _, c := range n.Content {
			if c.Kind != yaml.ScalarNode {
				return fmt.Errorf("line %d: a plain word is wanted here", c.Line)
			}
			*v = append(*v, c.Value)
		}
		return nil
	}
	return fmt.Errorf("line %d: a word or a list of words is wanted here", n.Line)
}

// A Pair is a fact and the values asked for.
type Pair struct {
	Fact   string
	Values Values
}

// Pairs are facts with values, in the order of the file.
type Pairs []Pair

// UnmarshalYAML takes a map from facts to words.
func (p *Pairs) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.MappingNode {
		return fmt.Errorf("line %d: facts and their values are wanted here, as {body: [us_dod]}", n.Line)
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		pair := Pair{Fact: n.Content[i].Value}
		if err := n.Content[i+1].Decode(&pair.Values); err != nil {
			return err
		}
		*p = append(*p, pair)
	}
	return nil
}
