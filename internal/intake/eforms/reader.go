// Package eforms knows the notices of Tenders Electronic Daily: eForms in UBL
// 2.3. It takes who buys what, in which lots, and who won. Contacts and
// natural persons are never read.
//
// Source: https://docs.ted.europa.eu/eforms/latest/
package eforms

import (
	"context"
	"fmt"
	"iter"
	"strings"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/columns"
	"caveat.example/caveat/internal/intake/table"
	"caveat.example/caveat/internal/intake/xmlscan"
	"caveat.example/caveat/internal/inventory"
)

// Reader reads eForms. Its zero value is ready.
type Reader struct{}

// Format is "eforms".
func (Reader) Format() string { return "eforms" }

// Accepts takes XML whose root is one of the notices of UBL.
func (Reader) Accepts(_ string, head []byte) bool {
	root, space := xmlscan.Root(head)
	switch root {
	case "ContractNotice", "ContractAwardNotice", "PriorInformationNotice", "BusinessRegistrationInformationNotice":
		return strings.Contains(space, "ubl:schema")
	}
	return false
}

// maxNotice is how many bytes one notice may have; real ones have well under
// one million.
const maxNotice = 32 << 20

// Items yields the notice, its lots and its awards.
func (Reader) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		s := xmlscan.New(in.Reader, in.Options.Limits.Depth, maxNotice)
		start, err := s.Next()
		var root *xmlscan.Node
		if err == nil {
			root, err = s.Node(start)
		}
		if err != nil {
			yield(inventory.Item{}, err)
			return
		}
		in.Detail = root.Name
		n := &notice{in: in, root: root, yield: yield}
		n.extension = root.First("UBLExtensions", "UBLExtension", "ExtensionContent", "EformsExtension")
		n.companies()
		n.all()
	}
}

// A notice is one notice with what is needed to follow its references.
type notice struct {
	in        *intake.Input
	root      *xmlscan.Node
	extension *xmlscan.Node
	yield     func(inventory.Item, error) bool
	orgs      map[string]company
	buyer     []string
}

type company struct{ name, number, country string }

// companies reads the organisations that the notice refers to by ORG-….
func (n *notice) companies() {
	n.orgs = map[string]company{}
	if n.extension == nil {
		return
	}
	for _, o := range n.extension.All("Organizations", "Organization") {
		if o.At("NaturalPersonIndicator") == "true" {
			continue
		}
		for _, c := range o.All("Company") {
			n.orgs[c.At("PartyIdentification", "ID")] = company{
				name: c.At("PartyName", "Name"), number: c.At("PartyLegalEntity", "CompanyID"),
				country: c.At("PostalAddress", "Country", "IdentificationCode"),
			}
		}
	}
	for _, p := range n.root.All("ContractingParty", "Party", "PartyIdentification", "ID") {
		if name := n.orgs[p.Text].name; name != "" {
			n.buyer = append(n.buyer, name)
		}
	}
}

// all yields the notice's Items; false ends the reading.
func (n *notice) all() bool {
	if p := n.root.First("ProcurementProject"); p != nil && !n.put(inventory.Notice, "/ProcurementProject", n.project(p)) {
		return false
	}
	for i, lot := range n.root.All("ProcurementProjectLot") {
		p := lot.First("ProcurementProject")
		if p == nil {
			continue
		}
		place := fmt.Sprintf("/ProcurementProjectLot[%d] (%s)", i+1, lot.At("ID"))
		if !n.put(inventory.Notice, place, n.project(p)) {
			return false
		}
	}
	return n.awards()
}

// project reads what is bought, from the notice or from a lot.
func (n *notice) project(p *xmlscan.Node) inventory.Fields {
	f := add(nil, inventory.Name, p.At("Name"))
	f = add(f, inventory.Description, columns.WithoutEmails(p.At("Description")))
	f = add(f, inventory.Notes, p.At("Note"))
	f = n.common(f)
	f = add(f, inventory.Other+"procurement category", p.At("ProcurementTypeCode"))
	for _, kind := range []string{"MainCommodityClassification", "AdditionalCommodityClassification"} {
		for _, c := range p.All(kind, "ItemClassificationCode") {
			f = add(f, inventory.Codes, strings.TrimSpace(strings.ToUpper(c.Get("listName"))+" "+c.Text))
		}
	}
	return f
}

func (n *notice) common(f inventory.Fields) inventory.Fields {
	for _, b := range n.buyer {
		f = add(f, inventory.Buyer, b)
	}
	f = add(f, inventory.Reference, n.root.At("ContractFolderID"))
	return add(f, inventory.Status, n.root.At("NoticeTypeCode"))
}

// awards yields who won which lot.
func (n *notice) awards() bool {
	result := (*xmlscan.Node)(nil)
	if n.extension != nil {
		result = n.extension.First("NoticeResult")
	}
	if result == nil {
		return true
	}
	parties := map[string]*xmlscan.Node{}
	for _, p := range result.All("TenderingParty") {
		parties[p.At("ID")] = p
	}
	won := map[string]bool{}
	for _, r := range result.All("LotResult") {
		for _, id := range r.All("LotTender", "ID") {
			won[id.Text] = true
		}
	}
	for _, t := range result.All("LotTender") {
		id := t.At("ID")
		if !won[id] && len(won) > 0 {
			continue
		}
		lot := t.At("TenderLot", "ID")
		f := n.lotFields(lot)
		party := parties[t.At("TenderingParty", "ID")]
		for _, role := range []string{"Tenderer", "SubContractor"} {
			for _, o := range party.All(role, "ID") {
				f = n.company(f, o.Text)
			}
		}
		if !n.put(inventory.Award, fmt.Sprintf("/NoticeResult/LotTender (%s, %s)", id, lot), f) {
			return false
		}
	}
	return true
}

// lotFields are the fields of the lot that was won.
func (n *notice) lotFields(id string) inventory.Fields {
	for _, lot := range n.root.All("ProcurementProjectLot") {
		if lot.At("ID") == id {
			if p := lot.First("ProcurementProject"); p != nil {
				return n.project(p)
			}
		}
	}
	if p := n.root.First("ProcurementProject"); p != nil {
		return n.project(p)
	}
	return n.common(nil)
}

func (n *notice) company(f inventory.Fields, id string) inventory.Fields {
	c, ok := n.orgs[id]
	if !ok {
		return f
	}
	f = add(f, inventory.Supplier, c.name)
	f = add(f, inventory.SupplierID, c.number)
	return add(f, inventory.Other+"supplier country", c.country)
}

func (n *notice) put(kind inventory.Kind, at string, f inventory.Fields) bool {
	text := string(table.AppendText(nil, f))
	return n.yield(inventory.Item{Kind: kind, Origin: n.in.At(at), Text: text, Fields: f}, nil)
}

func add(f inventory.Fields, key, value string) inventory.Fields {
	if value = strings.TrimSpace(value); value == "" {
		return f
	}
	return append(f, inventory.Field{Key: key, Value: value})
}
