package samgov_test

import (
	"fmt"
	"strings"
	"testing"

	"caveat.example/caveat/internal/intake/intaketest"
	"caveat.example/caveat/internal/intake/samgov"
	"caveat.example/caveat/internal/inventory"
	"github.com/google/go-cmp/cmp"
)

const opportunities = `{"totalRecords":2,"limit":2,"offset":0,"opportunitiesData":[
 {"noticeId":"n1","title":"CCTV maintenance","solicitationNumber":"W1","fullParentPathName":"DEPT OF DEFENSE.DEPT OF THE ARMY","type":"Solicitation","naicsCode":"561621","classificationCode":"6350","award":null,"pointOfContact":[{"fullName":"Zoe Bee","email":"zoe@example.org"}],"description":"https://example.org/noticedesc?noticeid=n1","resourceLinks":["https://example.org/spec.pdf"],"uiLink":"https://example.org/n1"},
 {"noticeId":"n2","title":"Cameras","solicitationNumber":"W2","department":"JUSTICE","office":"BOP","type":"Award Notice","naicsCode":334290,"award":{"date":"2024-05-01","number":"A1","amount":"5","awardee":{"name":"Acme Cameras LLC","ueiSAM":"ABCDEFGHIJK1","cageCode":"1ABC2","location":{"city":"X"}}}},
 {"something":"else"}]}`

const entities = `{"totalRecords":1,"entityData":[{"entityRegistration":{"ueiSAM":"ABCDEFGHIJK1","cageCode":"1ABC2","legalBusinessName":"ACME CAMERAS LLC","dbaName":"ACME","registrationStatus":"Active","exclusionStatusFlag":"D"},
 "coreData":{"generalInformation":{"countryOfIncorporationCode":"USA"},"entityHierarchyInformation":"not shown"},"pointsOfContact":{"governmentBusinessPOC":{"firstName":"Zoe"}},
 "integrityInformation":{"corporateRelationships":{"highestOwner":{"legalBusinessName":"ANYTOWN HOLDINGS","cageCode":"9XYZ9"},"immediateOwner":{"legalBusinessName":"MIDDLE LLC","cageCode":null},"predecessorsList":[{"legalBusinessName":"OLD CAMERAS INC"}]}}}]}`

func read(t *testing.T, content string) []string {
	t.Helper()
	return intaketest.Read(t, content, func(item *inventory.Item) string {
		if strings.Contains(fmt.Sprint(item), "Zoe") {
			t.Errorf("personal data kept: %v", item)
		}
		return intaketest.KindAndFields(item)
	}, samgov.Reader{})
}

func TestItems(t *testing.T) {
	one := `{"noticeId":"n1","solicitationNumber":"W1","title":"Cameras"}`
	tests := []struct {
		name, content string
		want          []string
	}{
		{"opportunities", opportunities, []string{
			"notice /opportunitiesData/0: [{name CCTV maintenance} {other:document Description https://example.org/noticedesc?noticeid=n1} {buyer DEPT OF DEFENSE, DEPT OF THE ARMY} {reference W1} {reference n1} {codes NAICS 561621} {codes PSC 6350} {status Solicitation} {other:document https://example.org/spec.pdf} {other:page https://example.org/n1}]",
			"award /opportunitiesData/1: [{name Cameras} {buyer JUSTICE, BOP} {reference W2} {reference n2} {codes NAICS 334290} {status Award Notice} {supplier Acme Cameras LLC} {supplier_id UEI:ABCDEFGHIJK1} {supplier_id CAGE:1ABC2} {acquired 2024-05-01}]",
			"standard input (/opportunitiesData/2): the record is neither an opportunity nor a registered entity: look at it in the source",
		}},
		{"entities", entities, []string{
			"entity /entityData/0: [{supplier ACME CAMERAS LLC} {supplier ACME} {supplier_id UEI:ABCDEFGHIJK1} {supplier_id CAGE:1ABC2} {owner MIDDLE LLC} {owner ANYTOWN HOLDINGS} {other:owner's number CAGE:9XYZ9} {other:predecessor OLD CAMERAS INC} {status Active} {notes SAM.gov holds an active exclusion record of it} {other:country of incorporation USA}]",
		}},
		{"on lines", one + "\n" + one + "\n", []string{"notice line 1: [{name Cameras} {reference W1} {reference n1}]", "notice line 2: [{name Cameras} {reference W1} {reference n1}]"}},
		{"an array", "[" + one + "]", []string{"notice /0: [{name Cameras} {reference W1} {reference n1}]"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if !(samgov.Reader{}).Accepts("x.json", []byte(tt.content)) {
				t.Error("not accepted")
			}
			if diff := cmp.Diff(tt.want, read(t, tt.content)); diff != "" {
				t.Errorf("items (-want +got):\n%s", diff)
			}
		})
	}
}

func TestHostile(t *testing.T) {
	intaketest.Hostile(t, samgov.Reader{}, []byte(opportunities))
	intaketest.Hostile(t, samgov.Reader{}, []byte(entities))
}

func FuzzItems(f *testing.F) {
	f.Add(opportunities)
	f.Add(entities)
	f.Fuzz(func(t *testing.T, content string) {
		if err := intaketest.Check(t.Context(), samgov.Reader{}, []byte(content)); err != nil {
			t.Error(err)
		}
	})
}
