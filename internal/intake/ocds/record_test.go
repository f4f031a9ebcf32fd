package ocds_test

import (
	"fmt"
	"strings"
	"testing"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/ocds"
	"github.com/google/go-cmp/cmp"
)

// Two releases of one procurement, the newer first: the title and the status
// were corrected, one award got a supplier, and another was added.
const history = `{"date":"2025-03-01T00:00:00+01:00","id":"2","tag":["award"],"tender":{"title":"Forty cameras","status":"complete","items":[{"id":"1","quantity":40}]},
 "awards":[{"id":"a1","suppliers":[{"id":"S1","name":"Acme Cameras Ltd"}]},{"id":"a2","title":"Poles","suppliers":[{"id":"S2","name":"Poles Ltd"}]}]},
 {"date":"2025-02-28T23:30:00Z","id":"1","tag":["tender"],"buyer":{"name":"Anytown"},"tender":{"title":"Cameras","description":"For the hall","status":"active","items":[{"id":"1","description":"Camera","quantity":30}]},"awards":[{"id":"a1","title":"Cameras","date":"2025-01-01"}]}`

func TestRecords(t *testing.T) {
	older := strings.Replace(history, "2025-03-01T00:00:00+01:00", "2025-03-02", 1) // the first of the two was in fact the older one, by its zone
	merged := func(at string) []string {
		return []string{
			"notice " + at + "/tender (2 releases merged): [{name Forty cameras} {description For the hall} {buyer Anytown} {reference o-1} {status complete}]",
			"notice " + at + "/tender/items/0 (2 releases merged): [{description Camera} {buyer Anytown} {reference o-1} {quantity 40}]",
			"award " + at + "/awards/0 (2 releases merged): [{name Cameras} {description For the hall} {buyer Anytown} {reference o-1} {supplier Acme Cameras Ltd} {acquired 2025-01-01}]",
			"award " + at + "/awards/1 (2 releases merged): [{name Poles} {description For the hall} {buyer Anytown} {reference o-1} {supplier Poles Ltd}]",
		}
	}
	tests := []struct {
		name, content string
		want          []string
	}{
		{"a package of records", `{"uri":"x","records":[{"ocid":"o-1","releases":[` + older + `]}]}`, merged("/records/0")},
		{"a record on a line", `{"ocid":"o-1","releases":[` + strings.ReplaceAll(older, "\n", "") + `]}`, merged("")},
		{"the zone of a date counts", `{"uri":"x","records":[{"ocid":"o-1","releases":[` + history + `]}]}`, []string{"notice /records/0/tender (2 releases merged): [{name Cameras} {description For the hall} {buyer Anytown} {reference o-1} {status active}]"}},
		{"compiled by its publisher, after the releases", `{"uri":"x","records":[{"ocid":"o-1","releases":[` + older + `],"compiledRelease":{"ocid":"o-1","tender":{"title":"Compiled"}}}]}`, []string{"notice /records/0/compiledRelease/tender: [{name Compiled} {reference o-1}]"}},
		{"compiled by its publisher, before the releases", `{"uri":"x","records":[{"ocid":"o-1","compiledRelease":{"ocid":"o-1","tender":{"title":"Compiled"}},"releases":[` + older + `]}]}`, []string{"notice /records/0/compiledRelease/tender: [{name Compiled} {reference o-1}]"}},
		{"links only", `{"uri":"x","records":[{"ocid":"o-1","releases":[{"url":"https://example.org/1","date":"2025-01-01","tag":["tender"]}]}]}`, []string{"standard input (/records/0): the record only links to its 1 releases, which were not read: fetch them and check those too"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for item, err := range intake.Walk(t.Context(), []string{"-"}, strings.NewReader(tt.content), intake.Options{Readers: []intake.Reader{ocds.Reader{}}}) {
				if err != nil {
					got = append(got, err.Error())
					continue
				}
				got = append(got, fmt.Sprintf("%s %s: %v", item.Kind, item.Origin.At, item.Fields))
			}
			if diff := cmp.Diff(tt.want, got[:min(len(got), len(tt.want))]); diff != "" {
				t.Errorf("items (-want +got):\n%s", diff)
			}
		})
	}
}
