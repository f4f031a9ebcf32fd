package assess

import (
	"fmt"

	"go.yaml.in/yaml/v3"
)

// A File is one file of law/: a group of closely related instruments, with the
// lists and limbs that they share.
type File struct {
	Group       string               `yaml:"group" json:"group,omitempty"` // = the file's name without .yaml
	About       string               `yaml:"about" json:"about,omitempty"`
	Names       map[string][]Named   `yaml:"names" json:"names,omitempty"`
	Limbs       map[string][]Element `yaml:"limbs" json:"limbs,omitempty"`
	Instruments []*Instrument        `yaml:"instruments" json:"instruments,omitempty"`
}

// An Instrument is a law, order, list, policy, guidance or contract clause, as
// data: who it binds, for what acts, which parties or origins, on which days.
type Instrument struct {
	ID           string `yaml:"id" json:"id,omitempty"`
	Title        string `yaml:"title" json:"title,omitempty"`
	Jurisdiction string `yaml:"jurisdiction" json:"jurisdiction,omitempty"` // US, US-TX, UK-ENG …
	Issuer       string `yaml:"issuer" json:"issuer,omitempty"`
	Kind         string `yaml:"kind" json:"kind,omitempty"`
	Force        string `yaml:"force" json:"force,omitempty"` // binding, policy, guidance, list, position, proposal
	Grade        string `yaml:"grade" json:"grade,omitempty"` // statute, regulation, order, judgment, ministerial_statement, …
	Cite         string `yaml:"cite" json:"cite,omitempty"`
	Plain        string `yaml:"plain" json:"plain,omitempty"` // what it says, as a person would explain it

	Binds     Values `yaml:"binds" json:"binds,omitempty"`
	Reaches   Values `yaml:"reaches" json:"reaches,omitempty"` // bodies that feel it without being bound
	Acts      Values `yaml:"acts" json:"acts,omitempty"`
	Products  Values `yaml:"products" json:"products,omitempty"` // in words, for the reader
	Purposes  Values `yaml:"purposes" json:"purposes,omitempty"` // in words, for the reader
	ExtendsTo string `yaml:"extends_to" json:"extends_to,omitempty"`

	Dates   Dates    `yaml:"dates" json:"dates,omitempty"`
	InForce []Period `yaml:"in_force" json:"in_force,omitempty"`
	// Known is the first day on which the register could know the instrument;
	// the day of its announcement unless said otherwise.
	Known string `yaml:"known_from" json:"known_from,omitempty"`

	Names      map[string][]Named   `yaml:"names" json:"names,omitempty"`
	Limbs      map[string][]Element `yaml:"limbs" json:"limbs,omitempty"`
	Elements   []Element            `yaml:"elements" json:"elements,omitempty"`
	Provisions []Provision          `yaml:"provisions" json:"provisions,omitempty"`
	Exceptions []Exception          `yaml:"exceptions" json:"exceptions,omitempty"`
	Then       Outcome              `yaml:"then" json:"then,omitempty"`

	Neutral      bool     `yaml:"neutral" json:"neutral,omitempty"`           // looks at no maker or origin at all
	Consequences Values   `yaml:"consequences" json:"consequences,omitempty"` // instruments that give a list its effect
	Mentions     Values   `yaml:"mentions" json:"mentions,omitempty"`         // words by which prose names it
	Quotes       []Quote  `yaml:"quotes" json:"quotes,omitempty"`
	Sources      Values   `yaml:"sources" json:"sources,omitempty"`
	Confidence   string   `yaml:"confidence" json:"confidence,omitempty"`
	Unverified   Values   `yaml:"unverified" json:"unverified,omitempty"`
	Disputed     *Dispute `yaml:"disputed" json:"disputed,omitempty"`
	Notes        Values   `yaml:"notes" json:"notes,omitempty"`

	file  *File
	place string // "law/us-889.yaml (line 12)"
	bound []string
	quote string
	parts []Provision // Provisions, or one made of Then
	lines int         // how many elements a finding of it may have, about
	first string      // the first day on which it may be in force
}

// Dates are the days of an instrument's life, for the reader; InForce decides.
type Dates struct {
	Announced string      `yaml:"announced" json:"announced,omitempty"`
	Adopted   string      `yaml:"adopted" json:"adopted,omitempty"`
	Effective string      `yaml:"effective" json:"effective,omitempty"`
	Ended     string      `yaml:"ended" json:"ended,omitempty"`
	Amended   []Amendment `yaml:"amended" json:"amended,omitempty"`
}

// An Amendment is a later event that changed an instrument.
type Amendment struct {
	Date       string `yaml:"date" json:"date,omitempty"`
	What       string `yaml:"what" json:"what,omitempty"`
	Unverified bool   `yaml:"unverified" json:"unverified,omitempty"`
}

// A Period is a span of days, both ends included; an empty end is open. Where
// an end is not known to the day, its window is given: within it the answer is
// "status_unverified".
type Period struct {
	From       string `yaml:"from" json:"from,omitempty"`
	Earliest   string `yaml:"earliest" json:"earliest,omitempty"` // window of From
	Latest     string `yaml:"latest" json:"latest,omitempty"`
	Until      string `yaml:"until" json:"until,omitempty"`
	EndsFrom   string `yaml:"ends_from" json:"ends_from,omitempty"` // window of Until
	EndsBy     string `yaml:"ends_by" json:"ends_by,omitempty"`
	As         string `yaml:"as" json:"as,omitempty"` // in_force (the default), suspended, unconfirmed
	Note       string `yaml:"note" json:"note,omitempty"`
	KnownFrom  string `yaml:"known_from" json:"known_from,omitempty"`   // the register could know of it from that day
	KnownUntil string `yaml:"known_until" json:"known_until,omitempty"` // and thought so until that day
}

// A Named is one row of an instrument's list.
type Named struct {
	Party string `yaml:"party" json:"party,omitempty"` // id in makers/, where it has one
	Name  string `yaml:"name" json:"name,omitempty"`   // as printed
	Also  Values `yaml:"also" json:"also,omitempty"`   // other spellings
	From  string `yaml:"from" json:"from,omitempty"`
	Until string `yaml:"until" json:"until,omitempty"`
	Cite  string `yaml:"cite" json:"cite,omitempty"`
	Note  string `yaml:"note" json:"note,omitempty"`

	Unverified bool `yaml:"unverified" json:"unverified,omitempty"` // nobody has checked that it was named in that period

	key string // Party, or the folded name where makers/ has none
}

// An Element is one line that must hold. Exactly one of Else and Contested says
// what a no leads to.
type Element struct {
	ID   string `yaml:"id" json:"id,omitempty"`
	Cite string `yaml:"cite" json:"cite,omitempty"`
	Ask  string `yaml:"ask" json:"ask,omitempty"`
	Test `yaml:",inline"`

	Else      string `yaml:"else" json:"else,omitempty"`           // a no: not restricted, for this reason
	Contested string `yaml:"contested" json:"contested,omitempty"` // a no is open to argument: conditional, for this reason
	Missing   string `yaml:"missing" json:"missing,omitempty"`     // an unknown: conditional, for this reason (else that of the no)
	Unless    string `yaml:"unless" json:"unless,omitempty"`       // said beside a no: what would change it
}

// A Test is one question to the facts. Exactly one of its fields is set.
type Test struct {
	Is      Pairs      `yaml:"is" json:"is,omitempty"`         // every fact has one of its values
	IsNot   Pairs      `yaml:"is_not" json:"is_not,omitempty"` // no fact has one of its values
	Stated  Pairs      `yaml:"stated" json:"stated,omitempty"` // as Is, but a fact that nobody stated counts as a no
	In      Values     `yaml:"in" json:"in,omitempty"`         // the place is one of these, or within one
	Day     *DayTest   `yaml:"day" json:"day,omitempty"`
	AtLeast *Limit     `yaml:"at_least" json:"at_least,omitempty"`
	Party   *PartyTest `yaml:"party" json:"party,omitempty"`
	OnList  *ListTest  `yaml:"on_list" json:"on_list,omitempty"`
	Seat    *SeatTest  `yaml:"seat" json:"seat,omitempty"`
	Limb    Values     `yaml:"limb" json:"limb,omitempty"`   // one of these limbs holds in full
	Given   Values     `yaml:"given" json:"given,omitempty"` // one of these facts is stated at all
	Any     []Test     `yaml:"any" json:"any,omitempty"`
	All     []Test     `yaml:"all" json:"all,omitempty"`
	Not     *Test      `yaml:"not" json:"not,omitempty"`
}

// A DayTest compares a day among the facts; both ends are included.
type DayTest struct {
	Fact  string `yaml:"fact" json:"fact,omitempty"`
	From  string `yaml:"from" json:"from,omitempty"`
	Until string `yaml:"until" json:"until,omitempty"`
}

// A Limit asks whether a number among the facts is at least Value.
type Limit struct {
	Fact  string  `yaml:"fact" json:"fact,omitempty"`
	Value float64 `yaml:"value" json:"value,omitempty"`
}

// A PartyTest asks whether a party behind the thing is on one of these lists,
// or belongs to one who is, as far as ExtendsTo says.
type PartyTest struct {
	In        Values `yaml:"in" json:"in,omitempty"`                 // names of lists: "telecom", "us-889.telecom"
	As        string `yaml:"as" json:"as,omitempty"`                 // producer (the default), counterparty, component, any
	ExtendsTo string `yaml:"extends_to" json:"extends_to,omitempty"` // instead of the instrument's
	AddedBy   string `yaml:"added_by" json:"added_by,omitempty"`     // only rows that were on the list by that day
}

// A ListTest asks whether the register says that an official list names a party
// on the day: for lists too long to stand in law/.
type ListTest struct {
	List string `yaml:"list" json:"list,omitempty"` // as makers/ calls it: us-bis-entity-list
	As   string `yaml:"as" json:"as,omitempty"`
	Of   Values `yaml:"of" json:"of,omitempty"` // and it belongs to somebody on one of these lists
}

// A SeatTest asks whether a party has its seat in one of these countries: a
// criterion, so it "appears to meet" it and is not "listed".
type SeatTest struct {
	In    Values `yaml:"in" json:"in,omitempty"`
	As    string `yaml:"as" json:"as,omitempty"`       // producer (the default), counterparty, component
	Facts Values `yaml:"facts" json:"facts,omitempty"` // facts that state the country directly
}

// A Provision is a part of an instrument with its own days, elements and
// outcome. The strongest that is met gives the instrument's answer.
type Provision struct {
	ID         string      `yaml:"id" json:"id,omitempty"`
	Cite       string      `yaml:"cite" json:"cite,omitempty"`
	What       string      `yaml:"what" json:"what,omitempty"`
	InForce    []Period    `yaml:"in_force" json:"in_force,omitempty"`
	Before     string      `yaml:"before" json:"before,omitempty"` // reason before its first day; "phase_not_started" unless said
	Elements   []Element   `yaml:"elements" json:"elements,omitempty"`
	Exceptions []Exception `yaml:"exceptions" json:"exceptions,omitempty"`
	Then       Outcome     `yaml:"then" json:"then,omitempty"`
	Quote      string      `yaml:"quote" json:"quote,omitempty"` // id of the quote that it rests on
}

// An Outcome is what follows when every element holds.
type Outcome struct {
	Status  string `yaml:"status" json:"status,omitempty"`
	Because Values `yaml:"because" json:"because,omitempty"`
	Says    string `yaml:"says" json:"says,omitempty"`
}

// An Exception beats the rule when it holds.
type Exception struct {
	ID       string `yaml:"id" json:"id,omitempty"`
	Cite     string `yaml:"cite" json:"cite,omitempty"`
	Ask      string `yaml:"ask" json:"ask,omitempty"`
	Test     `yaml:",inline"`
	Until    string `yaml:"until" json:"until,omitempty"`       // last day on which it can be used
	Expired  string `yaml:"expired" json:"expired,omitempty"`   // reason given when it is used later
	Because  string `yaml:"because" json:"because,omitempty"`   // reason when it holds; "exception:ID" unless said
	Disputed bool   `yaml:"disputed" json:"disputed,omitempty"` // whether it applies is open to argument
}

// A Quote is words of a source, verbatim.
type Quote struct {
	Words string `yaml:"words" json:"words,omitempty"`
	From  string `yaml:"from" json:"from,omitempty"` // id in sources.yaml
	Cite  string `yaml:"cite" json:"cite,omitempty"`
	ID    string `yaml:"id" json:"id,omitempty"`
	Lang  string `yaml:"lang" json:"lang,omitempty"`
}

// A Dispute shows sources that contradict each other, side by side.
type Dispute struct {
	Sides     []Side `yaml:"sides" json:"sides,omitempty"`
	ReliedOn  string `yaml:"relied_on" json:"relied_on,omitempty"`
	Otherwise string `yaml:"otherwise" json:"otherwise,omitempty"`
}

// A Side is what one of the sources says.
type Side struct {
	Says   string `yaml:"says" json:"says,omitempty"`
	Grade  string `yaml:"grade" json:"grade,omitempty"`
	Date   string `yaml:"date" json:"date,omitempty"`
	Source string `yaml:"source" json:"source,omitempty"` // id in sources.yaml
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
