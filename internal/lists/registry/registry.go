// Package registry knows the JSON array in which a public registry of security
// export control passes on lists of Japan (the end-user list of METI) and of
// China (control, unreliable-entity and attention lists of MOFCOM).
package registry

import (
	"bytes"
	"encoding/json"
	"strings"
	"time"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/lists"
)

// Importer reads any of the lists; which one, each object says.
type Importer struct{}

// About describes the form.
func (Importer) About() lists.About {
	return lists.About{
		Kind: "export-control-registry", Version: 1, Lists: []string{"jp-end-user-list", "cn-export-control"},
		Home: "https://www.meti.go.jp", Formats: "JSON array with entity_name and list_id",
	}
}

// Accepts knows the form's keys.
func (Importer) Accepts(head []byte) bool {
	return bytes.HasPrefix(bytes.TrimLeft(head, " \r\n\t"), []byte("[")) && lists.HasKeys(head, "entity_name", "list_id", "source_list_name")
}

type object struct {
	Addresses []string        `json:"addresses"`
	Aliases   []string        `json:"aliases"`
	Country   string          `json:"country"` // whose list it is
	Added     *string         `json:"date_added"`
	Name      string          `json:"entity_name"`
	Type      string          `json:"entity_type"`
	ID        string          `json:"id"`
	Verified  json.RawMessage `json:"last_verified"`
	List      string          `json:"list_id"`
	Reason    string          `json:"reason"`
	ListName  string          `json:"source_list_name"`
	URL       string          `json:"source_url"`
}

// Import reads one file.
func (Importer) Import(in lists.Input, out *edition.Draft) error {
	for _, f := range in.Files {
		for o, err := range lists.Array(f, "", nil, out) {
			if err != nil {
				return err
			}
			var v object
			reason, err := lists.Strict(o, &v)
			if err != nil {
				return err
			}
			if reason != "" {
				if err := out.Reject(o.At, reason); err != nil {
					return err
				}
				continue
			}
			name(v, out)
			var day string
			if json.Unmarshal(v.Verified, &day) == nil {
				if day, ok := lists.Day(day, time.DateOnly); ok && day != "" {
					out.Newest(day)
				}
			}
			if err := out.Load(entry(v, o.At)); err != nil {
				return err
			}
		}
	}
	return nil
}

// name, at the first object, gives the Edition the id of the list, or where the file consolidates
// those of a state, one for them all.
func name(v object, out *edition.Draft) {
	if v.Country == "cn" {
		out.Name("cn-export-control", "China: export control, unreliable entities, attention list")
		return
	}
	out.Name(v.List, v.ListName)
}

func entry(v object, at cite.Origin) edition.Entry {
	e := edition.Entry{ID: v.ID, List: v.List, Kind: lists.KindOf(v.Type), Note: v.Reason, Cite: v.URL, Origin: at}
	if v.ListName != "" {
		e.Programmes = []string{v.ListName}
	}
	if v.Name == "" && len(v.Addresses) > 0 {
		// In some rows of the end-user list the name was run into the country.
		for _, c := range countries {
			if rest, ok := strings.CutPrefix(v.Addresses[0], c+" "); ok {
				v.Name, v.Addresses[0] = rest, c
				e.Remark("the name was taken from the column of the country, into which it was run")
				break
			}
		}
	}
	lists.Printed(&e, v.Name, edition.Primary, "")
	for _, a := range v.Aliases {
		lists.Printed(&e, a, edition.Alias, "")
	}
	for _, a := range v.Addresses {
		if len(a) < 60 && !lists.Address(a) {
			e.Country(a)
		}
	}
	if v.Added != nil {
		lists.From(&e, *v.Added, time.DateOnly)
	}
	return e
}

// countries are those under which Japan's end-user list stands, as it writes
// them.
var countries = []string{
	"Islamic Republic of Afghanistan", "United Arab Emirates", "State of Israel", "Republic of India", "India", "Islamic Republic of Iran",
	"Arab Republic of Egypt", "North Korea", "Democratic People's Republic of Korea", "Syrian Arab Republic", "Taiwan", "People's Republic of China",
	"Islamic Republic of Pakistan", "Hong Kong", "Republic of Lebanon", "Republic of Yemen", "Russian Federation", "Republic of Türkiye", "Republic of Belarus",
}
