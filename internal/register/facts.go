package register

// Day is a calendar day as YYYY-MM-DD; "" is an open end. Days compare as text.
type Day = string

// A Source says who states a fact and how well it has been checked. A fact
// inside a party (a name, a relation) that names no source of its own stands on
// the party's.
type Source struct {
	Keys       []string `yaml:"sources" json:",omitempty"`
	Date       Day      `yaml:"date" json:",omitempty"`       // when the fact was last looked at
	Confidence string   `yaml:"confidence" json:",omitempty"` // high, medium, low
	Unverified bool     `yaml:"unverified" json:",omitempty"` // nobody has seen a source for it
	Text       string   `yaml:"-" json:"-"`                   // the keys as citations, filled in on load
}

// A Citation is what a source key stands for; see makers/sources.yaml.
type Citation struct {
	Text  string `yaml:"text"`
	Where string `yaml:"where" json:",omitempty"`
	Date  string `yaml:"date" json:",omitempty"`
}

// A Party is a legal person or a brand, with its names in all scripts, its
// identifiers and its relations to others on given days.
type Party struct {
	ID   string `yaml:"id"`   // unique over all of makers/, lower case, "hikvision"
	Name string `yaml:"name"` // legal name, or the brand

	// Family is set on the head of a corporate family alone, to its own id.
	// Ask Register.Family for the head of any party on a day.
	Family string `yaml:"family" json:",omitempty"`

	Kind      string       `yaml:"kind"`                        // company, brand, state_body, person, group
	Country   string       `yaml:"country" json:",omitempty"`   // ISO 3166-1 alpha-2 of the seat, "" when not known
	Status    ClearStatus  `yaml:"status" json:",omitempty"`    // may an item be cleared because this party made it
	Products  []string     `yaml:"products" json:",omitempty"`  // what it makes, the most usual first ("ip_camera")
	Class     string       `yaml:"class" json:",omitempty"`     // of its usual products: see the classes
	Names     []Name       `yaml:"names" json:",omitempty"`     // Name itself is not repeated here
	IDs       []Identifier `yaml:"ids" json:",omitempty"`       //
	Relations []Relation   `yaml:"relations" json:",omitempty"` // this party KIND to another
	Listed    []Listing    `yaml:"listed" json:",omitempty"`    // what the compiled facts say of lists; editions of lists add to it
	Addresses []string     `yaml:"addresses" json:",omitempty"` // seats as printed; never used as names
	OUIs      []string     `yaml:"ouis" json:",omitempty"`      // organisations of the IEEE registry that are this party
	Note      string       `yaml:"note" json:",omitempty"`
	At        string       `yaml:"-" json:"-"` // "makers/hikvision.yaml#hikvision"
	Source    `yaml:",inline"`
}

// Product gives what the party usually makes, "" when that is not known.
func (p *Party) Product() string {
	if len(p.Products) == 0 {
		return ""
	}
	return p.Products[0]
}

// MayClear says whether an item may be clear because this party made it, and
// why not when it may not. A fact that nobody has checked clears nothing.
func (p *Party) MayClear() (ok bool, why string) {
	switch p.Status {
	case Ordinary, OrdinaryExceptLine, OrdinaryComponent, OrdinaryOtherState:
	case NotStated:
		return false, "nothing is recorded that would allow it"
	default:
		return false, p.Status.why()
	}
	switch {
	case p.Unverified:
		return false, "what is recorded of it has not been checked against a source"
	case p.Confidence == "low":
		return false, "what is recorded of it is of low confidence"
	}
	return true, ""
}

// The classes of products. A class is a word of law as much as of trade:
// section 889 speaks of video surveillance and telecommunications.
const (
	ClassVideo   = "video_surveillance"
	ClassTelecom = "telecom"
	ClassOther   = "other"
)

// A Name is one way in which a party is called.
type Name struct {
	Text string `yaml:"text"`
	// Kind is legal, former, short, brand, native, transliteration, typo or
	// weak. A weak name (HIK, a word of the language) never identifies alone
	// and never gives context.
	Kind   string `yaml:"kind"`
	Lang   string `yaml:"lang" json:",omitempty"` // BCP 47, "" when not known
	From   Day    `yaml:"from" json:",omitempty"`
	Until  Day    `yaml:"until" json:",omitempty"`
	Shared bool   `yaml:"shared" json:",omitempty"` // several parties bear it: it names none of them alone
	Source `yaml:",inline"`
}

// An Identifier is an official number of a party.
type Identifier struct {
	Scheme string `yaml:"scheme"` // lei, uscc, isin, gb-coh, uei, cage, duns, inn, ogrn, fcc_grantee, stock, pen
	Value  string `yaml:"value"`
	Source `yaml:",inline"`
}

// A Listing says that a list names a party, and on which days; or, where
// Category or Sister is set, that it names what is close to the party.
type Listing struct {
	List     string `yaml:"list"`                       // id of the list: us-bis-entity-list, us-1260H, us-fcc-covered-list, us-ns-cmic, us-889
	Name     string `yaml:"name" json:",omitempty"`     // the name as the list prints it, "" when as the party's
	Cite     string `yaml:"cite" json:",omitempty"`     // "84 FR 54004"
	Category bool   `yaml:"category" json:",omitempty"` // the list names a kind of product by place of production, not this party
	Sister   bool   `yaml:"sister" json:",omitempty"`   // the list names a unit or sister of the party, see Note
	Note     string `yaml:"note" json:",omitempty"`
	From     Day    `yaml:"from" json:",omitempty"`
	Until    Day    `yaml:"until" json:",omitempty"`
	Source   `yaml:",inline"`
}

// ClearStatus says whether an item may be clear because a party made it. The
// words are those of the makers' facts.
type ClearStatus string

// The clear statuses. Ask Party.MayClear what follows.
const (
	Ordinary           ClearStatus = "ordinary"                       // on none of the lists checked
	OrdinaryExceptLine ClearStatus = "ordinary_except_line"           // clear except the lines that somebody else makes for it
	OrdinaryComponent  ClearStatus = "ordinary_check_component"       // maker clear, component question open
	OrdinaryOtherState ClearStatus = "ordinary_listed_by_other_state" // listed only by a state that does not bind the user
	MixedLine          ClearStatus = "mixed_line"                     // several makers inside one brand
	DisputedLine       ClearStatus = "disputed"                       // who makes it is disputed: never clear
	UnknownMaker       ClearStatus = "brand_of_unknown_maker"         // a seller's brand: never clear by name
	DateSensitive      ClearStatus = "date_sensitive"                 // depends on the day of purchase or manufacture
	ListedOther        ClearStatus = "listed_other"                   // on a list other than s.889's
	ListedAffiliate    ClearStatus = "listed_affiliate"               // a sister company is listed
	ListedParty        ClearStatus = "listed"                         // one of the five families
	NotStated          ClearStatus = ""                               // never clear
)

// why says what a status means for who wants to clear an item.
func (s ClearStatus) why() string {
	switch s {
	case MixedLine:
		return "several firms make what bears its name"
	case DisputedLine:
		return "sources disagree about who makes its products"
	case UnknownMaker:
		return "who makes its products is not known"
	case DateSensitive:
		return "who owned it depends on the day, so that only its own number and a day outside those of a listed owner would clear it"
	case ListedAffiliate:
		return "a sister company stands on a list"
	}
	return "it stands on a list"
}

// A Brand rule says that a word on a label points to a maker: all of a brand's
// products, some, those of the past, or none that is known.
type Brand struct {
	ID    string   `yaml:"id"`    // unique, "annke"
	Party string   `yaml:"party"` // the brand, or its owner, as a party
	Words []string `yaml:"words"` // how the label is written, in all scripts
	// Common are words of the language, or names of firms that make much else
	// ("Northern", "Extreme"): they identify in a field for maker, brand or
	// model, and give no more than context in running text.
	Common   []string `yaml:"common" json:",omitempty"`
	Weak     []string `yaml:"weak" json:",omitempty"`    // words and beginnings of numbers too common to identify anybody; in a script without spaces they do beside a product
	Makers   []Maker  `yaml:"makers"`                    // who makes it; several when lines or days differ
	Relation string   `yaml:"relation"`                  // own_brand, oem_relabel, former_line, disputed, fraud_case, lookalike, … as in the facts
	Product  string   `yaml:"product" json:",omitempty"` // "" is the party's
	Class    string   `yaml:"class" json:",omitempty"`
	Note     string   `yaml:"note" json:",omitempty"`
	At       string   `yaml:"-" json:"-"`
	Source   `yaml:",inline"`
}

// A Maker says who makes a brand's products, which of them, and when.
type Maker struct {
	Party    string   `yaml:"party" json:",omitempty"` // "" when nobody knows
	Scope    string   `yaml:"scope"`                   // all, some, past, none, unknown: only all may decide by the brand alone
	Line     string   `yaml:"line" json:",omitempty"`  // which products, in words
	Words    []string `yaml:"words" json:",omitempty"` // words beside the brand that say it is of this line ("DIVAR AN")
	From     Day      `yaml:"from" json:",omitempty"`
	Until    Day      `yaml:"until" json:",omitempty"`
	Disputed bool     `yaml:"disputed" json:",omitempty"`
	Note     string   `yaml:"note" json:",omitempty"`
	Source   `yaml:",inline"`
}

// A Pattern is a grammar of model numbers, FCC identifiers, serials, firmware
// or protocol fields. RE2 only.
type Pattern struct {
	ID      string `yaml:"id"`
	Party   string `yaml:"party"`                     // who made what it matches; "" matches words that say nothing of a maker
	Brand   string `yaml:"brand" json:",omitempty"`   // the brand it belongs to, "" when it is the party's own
	Kind    string `yaml:"kind"`                      // model, family, fcc_id, serial, firmware, component, oem_code, or a network signal: see Kinds
	Field   string `yaml:"field" json:",omitempty"`   // the inventory key or signal that it reads ("signal:rtsp.server"); "" is any text
	Regexp  string `yaml:"regexp"`                    //
	Product string `yaml:"product" json:",omitempty"` // what a match is: ip_camera, nvr, handheld_radio, network_switch, router, uas, …
	Class   string `yaml:"class" json:",omitempty"`   // video_surveillance, telecom, other

	// Scope limits what a match proves: "" is that the party made it, "some"
	// that it may have, and a person has to look.
	Scope string `yaml:"scope" json:",omitempty"`

	// NeedsContext asks for the maker's or the brand's name, or a typed
	// field, in the same record.
	NeedsContext bool     `yaml:"needs_context" json:",omitempty"`
	Examples     []string `yaml:"examples"`
	Counter      []string `yaml:"counter_examples" json:",omitempty"` // must not match
	Traps        []string `yaml:"traps" json:",omitempty"`            // match, but must not decide without context
	Strength     float64  `yaml:"strength" json:",omitempty"`         // 0 means the default of its Kind
	Structural   bool     `yaml:"structural" json:",omitempty"`       // it comes from how the thing works, not from what it says of itself
	Note         string   `yaml:"note" json:",omitempty"`
	At           string   `yaml:"-" json:"-"`
	Source       `yaml:",inline"`
}

// A Prefix is a block of hardware addresses and who registered it.
type Prefix struct {
	Hex          string // upper case, 6, 7 or 9 digits
	Organisation string
	Party        string // "" when no party of makers/ is linked to it
}

// An Evidence item is something published about parties, with their reply. It
// says what somebody else reported; nothing in it is a finding of Caveat.
type Evidence struct {
	ID         string   `yaml:"id"`
	Parties    []string `yaml:"parties"`
	Title      string   `yaml:"title"`
	ReportedBy string   `yaml:"reported_by"`
	Published  string   `yaml:"published"` // YYYY, YYYY-MM or YYYY-MM-DD, "" when undated
	Says       string   `yaml:"says"`      // in a sentence, neutrally
	Kind       string   `yaml:"kind"`      // report, press, official_listing, vendor_statement, …
	URL        string   `yaml:"url"`
	Reply      Reply    `yaml:"reply"`
	Note       string   `yaml:"note" json:",omitempty"`
	At         string   `yaml:"-" json:"-"`
	Source     `yaml:",inline"`
}

// A Reply is what a party answered, or that nothing was seen.
type Reply struct {
	Status string `yaml:"status"` // replied, own_statement, position_reported, no_response, none_recorded_here (which does not mean that none was given)
	By     string `yaml:"by" json:",omitempty"`
	Date   string `yaml:"date" json:",omitempty"`
	Text   string `yaml:"text" json:",omitempty"`
	URL    string `yaml:"url" json:",omitempty"`
	Note   string `yaml:"note" json:",omitempty"`
}

// A Vulnerability is a known weakness of a family's products. It is never a
// reason for a legal status.
type Vulnerability struct {
	ID        string   `yaml:"id"`      // CVE number, or a name where there is none
	Parties   []string `yaml:"parties"` // whose products: the label's owner first, then the maker
	Title     string   `yaml:"title"`
	Affected  []string `yaml:"affected"`                    // as published
	Published string   `yaml:"published" json:",omitempty"` // YYYY, YYYY-MM or YYYY-MM-DD
	KEVAdded  Day      `yaml:"kev_added" json:",omitempty"` // day it entered CISA's catalogue of known exploited vulnerabilities
	KEVDue    Day      `yaml:"kev_due" json:",omitempty"`
	CVSS      float64  `yaml:"cvss" json:",omitempty"`
	Advisory  string   `yaml:"advisory" json:",omitempty"`
	Reply     string   `yaml:"reply" json:",omitempty"` // what the vendor says of it
	Note      string   `yaml:"note" json:",omitempty"`
	At        string   `yaml:"-" json:"-"`
	Source    `yaml:",inline"`
}
