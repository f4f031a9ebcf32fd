package spdx_test

import (
	"fmt"
	"strings"
	"testing"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/intaketest"
	"caveat.example/caveat/internal/intake/spdx"
	"github.com/google/go-cmp/cmp"
)

const tags = `SPDXVersion: SPDX-2.3
Creator: Person: Zoe Bee (zoe@example.org)
PackageName: boot
PackageVersion: 2.1
PackageSupplier: Organization: HiSilicon (info@example.org)
PrimaryPackagePurpose: FIRMWARE
PackageDescription: <text>Boot
PackageName: not a package
</text>
PackageName: zlib
PackageSupplier: Person: Zoe Bee
`

const two = `{"spdxVersion":"SPDX-2.3","creationInfo":{"creators":["Person: Zoe Bee"]},"packages":[
 {"name":"boot","versionInfo":"2.1","supplier":"Organization: HiSilicon","primaryPackagePurpose":"FIRMWARE","externalRefs":[{"referenceLocator":"cpe:2.3:h:x"}]},{"name":"zlib","supplier":"NOASSERTION"}]}`

const three = `{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[{"type":"Organization","spdxId":"urn:o1","name":"HiSilicon"},{"type":"Person","name":"Zoe Bee"},
 {"type":"software_Package","spdxId":"urn:p1","name":"boot","software_packageVersion":"2.1","suppliedBy":["urn:o1"],"software_primaryPurpose":"firmware"}]}`

func TestItems(t *testing.T) {
	tests := []struct {
		name, content string
		want          []string
	}{
		{"tag and value", tags, []string{"line 3: [{maker HiSilicon} {model boot} {firmware 2.1} {category firmware} {description Boot}]", "line 10: [{name zlib}]"}},
		{"version 2 in JSON", two, []string{"/packages/0: [{maker HiSilicon} {model boot} {firmware 2.1} {category firmware} {other:external reference cpe:2.3:h:x}]", "/packages/1: [{name zlib}]"}},
		{"version 3", three, []string{"/@graph/2: [{maker HiSilicon} {model boot} {firmware 2.1} {category firmware}]"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			opt := intake.Options{Readers: []intake.Reader{spdx.JSON{}, spdx.Tag{}}}
			for item, err := range intake.Walk(t.Context(), []string{"-"}, strings.NewReader(tt.content), opt) {
				if err != nil {
					t.Fatal(err)
				}
				got = append(got, fmt.Sprintf("%s: %v", item.Origin.At, item.Fields))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("items (-want +got):\n%s", diff)
			}
		})
	}
}

func TestHostile(t *testing.T) {
	intaketest.Hostile(t, spdx.Tag{}, []byte(tags))
	intaketest.Hostile(t, spdx.JSON{}, []byte(two))
	intaketest.Hostile(t, spdx.JSON{}, []byte(three))
}

func FuzzItems(f *testing.F) {
	f.Add(tags)
	f.Add(three)
	f.Fuzz(func(t *testing.T, content string) {
		for _, r := range []intake.Reader{spdx.Tag{}, spdx.JSON{}} {
			if err := intaketest.Check(t.Context(), r, []byte(content)); err != nil {
				t.Error(err)
			}
		}
	})
}
