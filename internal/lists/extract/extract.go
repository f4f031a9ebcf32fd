// Package extract knows a form in which lists of the United States that are
// published as PDF, HTML or text are passed on: one JSON object with list_id,
// the day of extraction and the entities, each with name, aliases, country,
// address and citation. An address that was run into the aliases is not taken
// for a name.
package extract

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"time"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/lists"
)

// Importer reads any of the lists; which one, the file says.
type Importer struct{}

// known are the lists by the form's own ids.
var known = map[string]struct{ list, title string }{
	"bis-entity-list":          {"us-bis-entity-list", "US BIS Entity List (Supplement No. 4 to 15 CFR Part 744)"},
	"bis-dpl":                  {"us-bis-dpl", "US BIS Denied Persons List"},
	"bis-meu":                  {"us-bis-meu", "US BIS Military End-User List (Supplement No. 7 to 15 CFR Part 744)"},
	"cbp-wro":                  {"us-cbp-wro", "US CBP Withhold Release Orders and Findings"},
	"dhs-uflpa":                {"us-dhs-uflpa", "US UFLPA Entity List"},
	"dow-1260h":                {"us-1260H", "US Chinese military companies, section 1260H"},
	"dow-1286":                 {"us-1286", "US section 1286 list of institutions"},
	"fcc-covered":              {"us-fcc-covered-list", "US FCC Covered List"},
	"ofac-nscmic":              {"us-ns-cmic", "US OFAC Non-SDN Chinese Military-Industrial Complex Companies"},
	"ofac-eo14032":             {"us-eo14032-annex", "US Executive Order 14032, Annex"},
	"state-debarred-admin":     {"us-state-dtc-administrative", "US State Department, administratively debarred parties"},
	"state-debarred-statutory": {"us-state-dtc-statutory", "US State Department, statutorily debarred parties"},
	"state-nonproliferation":   {"us-state-isn", "US State Department, nonproliferation sanctions"},
}

// About describes the form.
func (Importer) About() lists.About {
	a := lists.About{
		Kind: "us-extract", Version: 1, Title: "", Home: "https://www.federalregister.gov",
		Formats: "JSON with list_id and entities",
	}
	for _, k := range []string{"bis-entity-list", "bis-dpl", "bis-meu", "cbp-wro", "dhs-uflpa", "dow-1260h", "dow-1286", "fcc-covered", "ofac-nscmic", "ofac-eo14032", "state-debarred-admin", "state-debarred-statutory", "state-nonproliferation"} {
		a.Lists = append(a.Lists, known[k].list)
	}
	return a
}

// Accepts knows the form's keys.
func (Importer) Accepts(head []byte) bool {
	return lists.HasKeys(head, "list_id", "entities", "extracted")
}

type entity struct {
	Name      string   `json:"name"`
	Aliases   []string `json:"aliases"`
	Country   *string  `json:"country"`
	Address   *string  `json:"address"`
	Status    *string  `json:"status"`
	Effective *string  `json:"effective_date"`
	Notice    *string  `json:"federal_register"`
	Notes     *string  `json:"notes"`
}

// Import reads one file.
func (Importer) Import(in lists.Input, out *edition.Draft) error {
	for _, f := range in.Files {
		h := header{count: -1}
		n := 0
		for o, err := range lists.Array(f, "entities", h.key(out), out) {
			if err != nil {
				return err
			}
			n++
			var v entity
			reason, err := lists.Strict(o, &v)
			switch {
			case err != nil:
				return err
			case reason != "":
				err = out.Reject(o.At, reason)
			default:
				err = out.Load(entry(v, h.id, o.At))
			}
			if err != nil {
				return err
			}
		}
		if h.count >= 0 && h.count != n {
			return fmt.Errorf("%s: it says that it has %d entities, and has %d; fetch it again: %w", f.Source.Name, h.count, n, fault.Invalid)
		}
	}
	return nil
}

// header is what stands beside the entities.
type header struct {
	id    string
	count int
}

func (h *header) key(out *edition.Draft) func(string, json.RawMessage) error {
	return func(key string, value json.RawMessage) error {
		var text string
		switch key {
		case "list_id":
			if err := json.Unmarshal(value, &h.id); err != nil {
				return err
			}
			k, ok := known[h.id]
			if !ok {
				return fmt.Errorf("list_id %q is not known: %w", h.id, fault.Invalid)
			}
			out.Name(k.list, k.title)
		case "extracted":
			if err := json.Unmarshal(value, &text); err != nil {
				return err
			}
			day, ok := lists.Day(text, time.DateOnly)
			if !ok {
				return fmt.Errorf("extracted %q is no date: %w", text, fault.Invalid)
			}
			out.Published(day)
		case "count":
			return json.Unmarshal(value, &h.count)
		case "source_file":
		default:
			return fmt.Errorf("key %q is not known: the form was changed; please report it: %w", key, fault.Invalid)
		}
		return nil
	}
}

func entry(v entity, id string, at cite.Origin) edition.Entry {
	str := func(p *string) string {
		if p == nil {
			return ""
		}
		return strings.TrimSpace(*p)
	}
	e := edition.Entry{Note: str(v.Notes), Cite: str(v.Notice), Origin: at}
	if s := str(v.Status); s != "" {
		e.Note = strings.TrimSpace("Status: " + s + ". " + e.Note)
	}
	e.Country(str(v.Country))
	lists.From(&e, str(v.Effective), time.DateOnly, "January 2, 2006", "January 2, 2006.", "1/2/2006")
	if id == "fcc-covered" && str(v.Country) == "" && category.MatchString(v.Name) {
		e.Kind, e.Note = edition.Category, strings.TrimSpace(v.Name+": "+e.Note)
		return e
	}
	if id == "dow-1260h" || id == "ofac-nscmic" || id == "ofac-eo14032" || id == "bis-meu" || id == "dow-1286" {
		e.Kind = edition.Organisation
	}
	lists.Printed(&e, v.Name, edition.Primary, "")
	for _, a := range v.Aliases {
		alias(&e, a, str(v.Address) == "")
	}
	for part := range strings.SplitSeq(e.Note, ";") {
		if m := uscc.FindStringSubmatch(part); m != nil {
			lists.Identifier(&e, "uscc", m[1], "cn")
		}
	}
	return e
}

var (
	category = regexp.MustCompile(`(?i)foreign|uncrewed|unmanned|routers|inverters|robot|equipment|section 1709`)
	uscc     = regexp.MustCompile(`USCC: ([0-9A-Z]{18})`)
)

// alias adds one alias. Where the row has no address, the source ran it into
// the last alias: the name before it is kept, and an alias that is all
// address is left out.
func alias(e *edition.Entry, text string, noAddress bool) {
	if !lists.Address(text) {
		lists.Printed(e, text, edition.Alias, "")
		return
	}
	name, ok := lists.NameBeforeAddress(text)
	switch {
	case ok:
		e.Remark("an address was cut from the alias " + name)
		lists.Printed(e, name, edition.Alias, "")
	case noAddress:
		e.Remark("an alias was left out, since it holds an address: see the source")
	default:
		lists.Printed(e, text, edition.Alias, "")
	}
}
