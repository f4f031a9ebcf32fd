// Package inventory knows what an Item is: one thing owned, bought, offered or
// seen, as its source described it. It refuses to know who made it.
package inventory

import (
	"caveat.example/caveat/internal/cite"
)

// A Kind says what sort of record an Item was read from. It decides what a name
// in it means: in an asset row a maker's name is a claim about equipment, in a
// passage of prose it is only a name.
type Kind string

// The kinds of Item.
const (
	Asset     Kind = "asset"     // a row of a register of things owned
	BidLine   Kind = "bid_line"  // a line of something offered or bought
	Award     Kind = "award"     // a contract, with its suppliers
	Notice    Kind = "notice"    // a call for tenders or a plan: nothing is offered yet
	Component Kind = "component" // a part of a product, from a bill of materials
	Device    Kind = "device"    // something seen on a network
	Passage   Kind = "passage"   // a paragraph of prose
	Entity    Kind = "entity"    // a supplier or owner on its own
)

// The keys of fields that Caveat understands. A reader maps its format's names
// to these; whatever it cannot map keeps its own name with the prefix Other.
const (
	Maker        = "maker"        // who is said to have made it (manufacturer, make, brand of a device)
	Brand        = "brand"        // the label, where the source tells label and maker apart
	Model        = "model"        // model or part number
	Description  = "description"  // free text about the thing
	Category     = "category"     // what sort of thing: "CCTV camera"
	Serial       = "serial"       // serial number
	MAC          = "mac"          // hardware address
	FCCID        = "fcc_id"       // FCC identifier
	Firmware     = "firmware"     // firmware or software version
	Supplier     = "supplier"     // who sold it or offers it
	SupplierID   = "supplier_id"  // an identifier of the supplier, "SCHEME:VALUE" where the scheme is known
	Owner        = "owner"        // who owns the thing, or the supplier
	Buyer        = "buyer"        // who buys
	Site         = "site"         // where it is: site, building, location
	Country      = "country"      // country of production, where the source says so
	Acquired     = "acquired"     // day of purchase
	Manufactured = "manufactured" // day of manufacture
	Quantity     = "quantity"
	Reference    = "reference" // the source's own identifier: asset tag, line number, ocid
	Name         = "name"      // the source's own name for the thing: host name, device name
	IP           = "ip"        // network address
	Codes        = "codes"     // classification codes: CPV, UNSPSC
	Status       = "status"    // the source's own status: deployed, retired, awarded
	Notes        = "notes"
	Port         = "port"
	Protocol     = "protocol"

	// Other is the prefix of a field that was kept under the source's name.
	Other = "other:"

	// Personal is the prefix of a field that holds data about a person (an
	// e-mail address, a user's name). Readers drop such values; the field's
	// presence alone may be counted.
	Personal = "personal:"
)

// A Field is one value of an Item. Values are as read, only trimmed.
type Field struct {
	Key   string // one of the constants above, or Other + the source's name
	Value string
}

// Fields are an Item's values in the order in which the source gave them. A key
// may stand more than once. They are written in JSON as one object, values of a
// repeated key joined with "; ".
type Fields []Field

// Get returns the first value under key, or "".
func (f Fields) Get(key string) string {
	for i := range f {
		if f[i].Key == key {
			return f[i].Value
		}
	}
	return ""
}

// An Item is one thing owned, bought, offered or seen.
type Item struct {
	Kind   Kind        `json:"kind"`
	Origin cite.Origin `json:"origin"`

	// Text is what a person would read aloud to say what the thing is: the
	// line, the paragraph, or the telling fields joined with spaces.
	Text   string `json:"text"`
	Fields Fields `json:"fields,omitempty"`

	// Damage says what was destroyed before we saw it ("model looks like a
	// number that a spreadsheet rounded: 6.37702E+15"). An Item with damage in
	// a field that would identify it can never be clear.
	Damage []string `json:"damage,omitempty"`
}

// Size is about how many bytes of memory an Item takes.
func (i *Item) Size() int {
	n := 256 + len(i.Text)
	for j := range i.Fields {
		n += 32 + len(i.Fields[j].Value)
	}
	return n
}
