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

func TestHostile(t *testing.T) { intaketest.Hostile(t, bods.Reader{}, []byte(statements)) }

func FuzzItems(f *testing.F) {
	f.Add(statements)
	f.Fuzz(func(t *testing.T, content string) {
		if err := intaketest.Check(t.Context(), bods.Reader{}, []byte(content)); err != nil {
			t.Error(err)
		}
	})
}
