// Package attribution knows who is behind an Item, on what evidence and how
// surely. It is pure: no I/O, no clock, no environment. It refuses to know what
// any law says.
package attribution

// A Role says in what way a party is behind an Item.
type Role string

// The roles.
const (
	Maker          Role = "maker"           // made the thing
	Brand          Role = "brand"           // its name is on the label; who made it is another matter
	Supplier       Role = "supplier"        // sells or offers it
	Owner          Role = "owner"           // owns the supplier or the thing
	ComponentMaker Role = "component_maker" // made a part of it
	Named          Role = "named"           // is only named in the text
	Excluded       Role = "excluded"        // is named only to be excluded or replaced
	Compatible     Role = "compatible"      // is named only as something that the thing works with
)

// A Band says in a word how sure an Attribution is. The bands' accuracy is
// measured (see doc/evidence.md).
type Band string

// The bands, from sure to unsure.
const (
	Identified   Band = "identified"   // may decide
	Probable     Band = "probable"     // gives conditional
	Possible     Band = "possible"     // gives conditional, and says what else it could be
	Unidentified Band = "unidentified" // gives unknown
)

// An Attribution says that a Party is behind an Item.
type Attribution struct {
	Party  string `json:"party"`  // id in makers/
	Family string `json:"family"` // id of the head of its corporate family; its own where it is the head
	Name   string `json:"name"`   // the party's legal name
	Role   Role   `json:"role"`

	Confidence float64 `json:"confidence"` // 0 to 1
	Band       Band    `json:"band"`

	// Product is what the thing is ("ip_camera", "nvr", "handheld_radio"), and
	// ProductClass its class in law ("video_surveillance", "telecom",
	// "other"); empty when it is not known.
	Product      string `json:"product,omitempty"`
	ProductClass string `json:"product_class,omitempty"`

	// Decides is false where the evidence must not decide alone: a brand whose
	// products have several makers, a relation in the past, a dispute. Open
	// then says why, and Settle what would decide. Open is also set where the
	// maker is known but may not clear the item, and the law does not judge it.
	Decides bool   `json:"decides"`
	Open    string `json:"open,omitempty"`
	Settle  string `json:"settle,omitempty"`

	// Clearable is true when the maker is identified, stands on none of the
	// lists of the register, and nothing about it is open: only then may the
	// item be clear.
	Clearable bool `json:"clearable"`

	// From and Until bound the days for which the attribution holds, where the
	// relation behind it is dated ("" is open), as YYYY-MM-DD, both inclusive.
	From  string `json:"from,omitempty"`
	Until string `json:"until,omitempty"`

	// Namesake says of whom the party only shares a name, and how that is known.
	Namesake string `json:"namesake,omitempty"`

	Evidence []Evidence `json:"evidence"`
}

// Evidence is one reason for an Attribution.
type Evidence struct {
	Kind   string `json:"kind"`             // model, brand, name, fcc_id, mac, serial, firmware, realm, …
	Value  string `json:"value"`            // what was seen
	Field  string `json:"field,omitempty"`  // the Item's field it was seen in; "text" for the line itself
	Rule   string `json:"rule"`             // the fact that reads it: "makers/hikvision.yaml#annke"
	Says   string `json:"says"`             // what it shows, in a sentence
	Source string `json:"source,omitempty"` // where the fact comes from

	Strength   float64 `json:"strength"`             // 0 to 1, on its own; see the table in doc/evidence.md
	Structural bool    `json:"structural,omitempty"` // it comes from how the thing works, not from what it says of itself
	Against    bool    `json:"against,omitempty"`    // it speaks against this attribution
	Unverified bool    `json:"unverified,omitempty"` // the fact has not been checked against its source
}
