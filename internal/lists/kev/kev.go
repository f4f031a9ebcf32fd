// Package kev knows the form of CISA's catalogue of known exploited
// vulnerabilities, and whose products an entry is about: the makers of the
// register, and the brands under which others sell the same thing. It refuses
// to know any law: a vulnerability is never a reason for a legal status.
package kev

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/register"
)

// Home is where the catalogue is published.
const Home = "https://www.cisa.gov/known-exploited-vulnerabilities-catalog"

// A Catalogue is one publication, whole.
type Catalogue struct {
	Title    string  `json:"title"`
	Version  string  `json:"catalogVersion"` // "2025.08.25"
	Released string  `json:"dateReleased"`   // RFC 3339
	Count    int     `json:"count"`
	Entries  []Entry `json:"vulnerabilities"`
}

// An Entry is one vulnerability as CISA prints it.
type Entry struct {
	CVE        string       `json:"cveID"`
	Vendor     string       `json:"vendorProject"`
	Product    string       `json:"product"`
	Name       string       `json:"vulnerabilityName"`
	Added      register.Day `json:"dateAdded"`
	Says       string       `json:"shortDescription"`
	Action     string       `json:"requiredAction"`
	Due        register.Day `json:"dueDate"`
	Ransomware string       `json:"knownRansomwareCampaignUse"` // Known or Unknown
	Notes      string       `json:"notes"`
	CWEs       []string     `json:"cwes"`
}

// Read reads the official JSON. It fails rather than guess: an unknown key, a
// count that is not the number of entries, a day that is none, or anything
// after the end are errors, since a publication that changed its form has to
// be looked at by a person. Errors name the place.
func Read(r io.Reader, src *cite.Source) (Catalogue, error) {
	dec := json.NewDecoder(r)
	dec.DisallowUnknownFields()
	var c Catalogue
	if err := dec.Decode(&c); err != nil {
		return Catalogue{}, fmt.Errorf("%s (byte %d): %w: %w", src.Name, dec.InputOffset(), err, fault.Upstream)
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return Catalogue{}, fmt.Errorf("%s (byte %d): something follows the catalogue: %w", src.Name, dec.InputOffset(), fault.Upstream)
	}
	if c.Count != len(c.Entries) || c.Count == 0 {
		return Catalogue{}, fmt.Errorf("%s: it says %d vulnerabilities and holds %d; get it again from %s: %w", src.Name, c.Count, len(c.Entries), Home, fault.Upstream)
	}
	seen := make(map[string]int, len(c.Entries))
	for i, e := range c.Entries {
		at := cite.Origin{Source: src.Name, At: fmt.Sprintf("/vulnerabilities/%d", i)}
		if err := e.check(); err != nil {
			return Catalogue{}, fmt.Errorf("%s: %w: %w", at, err, fault.Upstream)
		}
		if first, ok := seen[e.CVE]; ok {
			return Catalogue{}, fmt.Errorf("%s: %s stands at /vulnerabilities/%d already: %w", at, e.CVE, first, fault.Upstream)
		}
		seen[e.CVE] = i
	}
	return c, nil
}

func (e *Entry) check() error {
	if e.CVE == "" || e.Vendor == "" || e.Product == "" {
		return errors.New("an entry lacks cveID, vendorProject or product")
	}
	for _, d := range []string{e.Added, e.Due} {
		if _, err := time.Parse(time.DateOnly, d); err != nil {
			return fmt.Errorf("%s: %q is not a day like 2025-08-25", e.CVE, d)
		}
	}
	return nil
}

// A Link says that an entry is about the products of a party.
type Link struct {
	Entry   Entry
	Party   string   // whom CISA names
	Family  string   // the head of its family today
	Makers  []string // who else makes the party's products, where it is a label
	Brands  []string // labels under which the family's products are also sold
	Known   bool     // makers/ holds the vulnerability
	Changed string   // what makers/ says otherwise, "" when nothing
}

// Links finds the entries that are about parties of the register, in the
// catalogue's order. An entry of nobody known is left out: that says nothing
// of it.
func Links(c Catalogue, reg *register.Register) []Link {
	held := map[string]register.Vulnerability{}
	for _, v := range reg.Vulnerabilities("") {
		held[v.ID] = v
	}
	var links []Link
	for _, e := range c.Entries {
		for _, id := range reg.Resolve(e.Vendor) {
			l := Link{Entry: e, Party: id, Family: reg.Family(id, "")}
			l.Makers = makersOf(reg, id)
			l.Brands = soldAs(reg, l.Family)
			v, ok := held[e.CVE]
			l.Known = ok
			if ok && (v.KEVAdded != e.Added || v.KEVDue != e.Due) {
				l.Changed = fmt.Sprintf("makers/ has it added %q and due %q", v.KEVAdded, v.KEVDue)
			}
			links = append(links, l)
		}
	}
	return links
}

// makersOf are the families that make what a party sells under its label.
func makersOf(reg *register.Register, id string) []string {
	var out []string
	for _, b := range reg.Brands() {
		if b.Party != id {
			continue
		}
		for _, m := range b.Makers {
			if m.Party != "" && m.Party != id && m.Scope != "unknown" {
				out = append(out, reg.Family(m.Party, ""))
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// soldAs are the labels of others under which a family's products are, or
// were, sold.
func soldAs(reg *register.Register, family string) []string {
	var out []string
	for _, b := range reg.Brands() {
		made := slices.ContainsFunc(b.Makers, func(m register.Maker) bool {
			return m.Party != "" && m.Scope != "unknown" && reg.Family(m.Party, "") == family
		})
		if made && reg.Family(b.Party, "") != family {
			out = append(out, b.ID)
		}
	}
	return out
}
