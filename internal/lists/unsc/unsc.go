// Package unsc knows the consolidated list of the United Nations Security
// Council, as XML.
package unsc

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"time"

	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/lists"
)

// Importer reads the consolidated list.
type Importer struct{}

// About describes the publication.
func (Importer) About() lists.About {
	return lists.About{
		Kind: "un-sc", Version: 1, List: "un-sc", Title: "UN Security Council Consolidated List",
		Home: "https://scsanctions.un.org/resources/xml/en/consolidated.xml", Formats: "XML",
	}
}

// Accepts knows the root element.
func (Importer) Accepts(head []byte) bool { return bytes.Contains(head, []byte("<CONSOLIDATED_LIST")) }

// known are the elements of a person or entity. Those of birth, documents and
// sex are known, and left in the source.
var known = []string{
	"DATAID", "VERSIONNUM", "FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME", "UN_LIST_TYPE", "REFERENCE_NUMBER", "LISTED_ON",
	"DELISTED_ON", "NAME_ORIGINAL_SCRIPT", "GENDER", "COMMENTS1", "TITLE", "DESIGNATION", "NATIONALITY", "NATIONALITY2", "LIST_TYPE", "LAST_DAY_UPDATED",
	"SUBMITTED_BY", "SUBMITTED_ON", "SORT_KEY", "SORT_KEY_LAST_MOD",
	"INDIVIDUAL_ALIAS", "INDIVIDUAL_ADDRESS", "INDIVIDUAL_DATE_OF_BIRTH", "INDIVIDUAL_PLACE_OF_BIRTH", "INDIVIDUAL_DOCUMENT", "ENTITY_ALIAS", "ENTITY_ADDRESS",
}

// Import reads one file.
func (Importer) Import(in lists.Input, out *edition.Draft) error {
	for _, f := range in.Files {
		attr := func(name, value string) error {
			if name != "dateGenerated" {
				return nil
			}
			day, ok := lists.Day(value, time.RFC3339, "2006-01-02T15:04:05.000Z", time.DateOnly)
			if !ok {
				return fmt.Errorf("dateGenerated %q is no date: %w", value, fault.Invalid)
			}
			out.Published(day)
			return nil
		}
		for n, err := range lists.Elements(f, "CONSOLIDATED_LIST", []string{"INDIVIDUAL", "ENTITY"}, attr, out) {
			if err != nil {
				return err
			}
			e, err := entry(n)
			if err != nil {
				return err
			}
			if err := out.Load(e); err != nil {
				return err
			}
		}
	}
	return nil
}

func entry(n *lists.Node) (edition.Entry, error) {
	e := edition.Entry{ID: n.Get("DATAID"), Kind: edition.Organisation, Cite: n.Get("REFERENCE_NUMBER"), Origin: n.At}
	if n.Name == "INDIVIDUAL" {
		e.Kind = edition.Person
	}
	for i := range n.Kids {
		if k := n.Kids[i].Name; !slices.Contains(known, k) {
			return e, fmt.Errorf("%s: element %s is not known: the publication changed its form; nothing was imported; please report it: %w", n.At, k, fault.Invalid)
		}
	}
	if t := n.Get("UN_LIST_TYPE"); t != "" {
		e.Programmes = []string{t}
	}
	e.Name(strings.Join([]string{n.Get("FIRST_NAME"), n.Get("SECOND_NAME"), n.Get("THIRD_NAME"), n.Get("FOURTH_NAME")}, " "), edition.Primary, "")
	e.Name(n.Get("NAME_ORIGINAL_SCRIPT"), edition.Native, "")
	for a := range n.All(n.Name + "_ALIAS") {
		kind := edition.Alias
		switch strings.ToLower(a.Get("QUALITY")) {
		case "low":
			kind = edition.Weak
		case "f.k.a.":
			kind = edition.Former
		}
		for _, name := range lists.SplitAliases(a.Get("ALIAS_NAME")) {
			lists.Printed(&e, name, kind, "")
		}
	}
	for a := range n.All(n.Name + "_ADDRESS") {
		e.Country(a.Get("COUNTRY"))
	}
	lists.From(&e, n.Get("LISTED_ON"), time.DateOnly, "2006-01-02Z07:00")
	lists.Until(&e, n.Get("DELISTED_ON"), time.DateOnly, "2006-01-02Z07:00")
	return e, nil
}
