package bods_test

import (
	"fmt"
	"strings"
	"testing"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/bods"
	"caveat.example/caveat/internal/intake/intaketest"
	"github.com/google/go-cmp/cmp"
)

const statements = `[
 {"statementID":"e1","statementType":"entityStatement","name":"ACME LIMITED","incorporatedInJurisdiction":{"name":"United Kingdom"},"identifiers":[{"scheme":"GB-COH","id":"1"},{"scheme":"GB-COH","id":"1"}]},
 {"statementID":"e2","statementType":"entityStatement","name":"HOLDING LIMITED"},
 {"statementID":"p1","statementType":"personStatement","names":[{"fullName":"Zoe Bee"}]},
 {"statementID":"o1","statementType":"ownershipOrControlStatement","subject":{"describedByEntityStatement":"e1"},"interestedParty":{"describedByEntityStatement":"e2"},"interests":[{"type":"shareholding","share":{"minimum":75}}]},
 {"statementID":"o2","statementType":"ownershipOrControlStatement","subject":{"describedByEntityStatement":"e2"},"interestedParty":{"describedByPersonStatement":"p1"}}]`

func TestItems(t *testing.T) {
	var got []string
	opt := intake.Options{Readers: []intake.Reader{bods.Reader{}}}
	for item, err := range intake.Walk(t.Context(), []string{"-"}, strings.NewReader(statements), opt) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("%s: %v", item.Origin.At, item.Fields))
	}
	want := []string{
		"/0: [{supplier ACME LIMITED} {supplier_id GB-COH:1} {other:country United Kingdom}]",
		"/1: [{supplier HOLDING LIMITED}]",
		"/3: [{supplier ACME LIMITED} {supplier_id GB-COH:1} {other:country United Kingdom} {owner HOLDING LIMITED} {other:interest shareholding from 75 %}]",
		"/4: [{supplier HOLDING LIMITED} {notes controlled by a natural person}]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

// Version 0.4 refers to records, in any order.
const records = `{"statementId":"s3","recordId":"r-own","recordType":"relationship","recordStatus":"new","recordDetails":{"subject":"r-acme","interestedParty":"r-hold","interests":[{"type":"shareholding","share":{"exact":100},"endDate":"2024-01-01"}]}}
{"statementId":"s1","recordId":"r-acme","recordType":"entity","recordDetails":{"name":"ACME LIMITED","alternateNames":["ACME TRADING"],"jurisdiction":{"name":"United Kingdom"},"identifiers":[{"scheme":"GB-COH","id":"1"}]}}
{"statementId":"s2","recordId":"r-hold","recordType":"entity","recordStatus":"closed","recordDetails":{"name":"HOLDING"}}
{"statementId":"s4","recordId":"r-zoe","recordType":"person","recordDetails":{"names":[{"fullName":"Zoe Bee"}]}}
{"statementId":"s5","recordId":"r-own2","recordType":"relationship","recordDetails":{"subject":"r-hold","interestedParty":"r-zoe"}}
{"statementId":"s6","recordId":"r-own3","recordType":"relationship","recordDetails":{"subject":"r-hold","interestedParty":{"reason":"interestedPartyExempt","description":"listed on an exchange"}}}
{"statementId":"s7","recordId":"r-x","recordType":"trust","recordDetails":{}}
`

func TestRecords(t *testing.T) {
	var got []string
	opt := intake.Options{Readers: []intake.Reader{bods.Reader{}}}
	for item, err := range intake.Walk(t.Context(), []string{"-"}, strings.NewReader(records), opt) {
		if err != nil {
			got = append(got, err.Error())
			continue
		}
		got = append(got, fmt.Sprintf("%s: %v", item.Origin.At, item.Fields))
	}
	want := []string{
		"line 2: [{supplier ACME LIMITED} {supplier ACME TRADING} {supplier_id GB-COH:1} {other:country United Kingdom}]",
		"line 3: [{supplier HOLDING} {status closed}]",
		"line 5: [{supplier HOLDING} {notes controlled by a natural person}]",
		"line 6: [{supplier HOLDING} {notes the owner is not named: listed on an exchange}]",
		`standard input (line 7): a statement of the kind "trust", which the standard does not have: look at it in the source`,
		"line 1: [{supplier ACME LIMITED} {supplier ACME TRADING} {supplier_id GB-COH:1} {other:country United Kingdom} {owner HOLDING} {other:interest shareholding from 100 % until 2024-01-01}]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

func TestHostile(t *testing.T) { intaketest.Hostile(t, bods.Reader{}, []byte(statements)) }

func FuzzItems(f *testing.F) {
	f.Add(statements)
	f.Fuzz(func(t *testing.T, content string) {
		if err := intaketest.Check(t.Context(), bods.Reader{}, []byte(content)); err != nil {
			t.Error(err)
		}
	})
}
