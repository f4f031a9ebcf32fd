package report

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"caveat.example/caveat/internal/finding"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// What is written by hand is what encoding/json makes of the same answer: with
// every field filled, with none, and with each list empty. A field that is
// added to a type and forgotten here fails this test.
func TestAnswerIsWrittenAsEncodingJSONDoes(t *testing.T) {
	var full, empty finding.Answer
	fill(reflect.ValueOf(&full).Elem(), "ab")
	odd := full
	fill(reflect.ValueOf(&odd).Elem(), "q\"\\\n\t\r\x00\x1b\u0085\u202e\u2028海<&>\u00e9\x7f")
	empty = withLists(empty)
	for name, a := range map[string]finding.Answer{"full": full, "odd": odd, "empty": empty} {
		var o object
		o.answer(&a, (*object).findings)
		want, err := json.Marshal(struct {
			Type string `json:"type"`
			finding.Answer
		}{"item", a})
		if err != nil {
			t.Fatal(err)
		}
		if !json.Valid(o.b) {
			t.Errorf("%s: not valid JSON: %s", name, o.b)
		}
		if diff := cmp.Diff(plain(t, want), plain(t, o.b)); diff != "" {
			t.Errorf("%s (-encoding/json +ours):\n%s", name, diff)
		}
	}
}

// Alike items share a list of findings; however often it comes, and whatever
// comes between, each line has its own answer's.
func TestSharedFindingsAreWrittenRight(t *testing.T) {
	var shared, longer []finding.Finding
	for _, id := range []string{"a", "b"} {
		shared = append(shared, finding.Finding{Instrument: id})
	}
	longer = append(longer, finding.Finding{Instrument: "c"})
	var out bytes.Buffer
	sink := newJSON(&out, Options{})
	lists := [][]finding.Finding{shared, longer, shared, shared[:1], shared, shared[1:], nil, shared[:1], shared}
	for _, l := range lists {
		if err := sink.Answer(finding.Answer{Findings: l}); err != nil {
			t.Fatal(err)
		}
	}
	var items []string
	for line := range strings.SplitSeq(strings.TrimSpace(out.String()), "\n") {
		if strings.HasPrefix(line, `{"type":"item"`) {
			items = append(items, line)
		}
	}
	if len(items) != len(lists) {
		t.Fatalf("%d lines of items, want %d", len(items), len(lists))
	}
	for i, line := range items {
		var got finding.Answer
		if err := json.Unmarshal([]byte(line), &got); err != nil {
			t.Fatal(err)
		}
		if g, w := ids(got.Findings), ids(lists[i]); g != w {
			t.Errorf("line %d has findings %s, want %s", i, g, w)
		}
	}
}

// What a finding leaves out stands in the line of its instrument: laid over it,
// it is whole again. A value of its own stays its own, also when it is empty.
func TestFindingsAreWholeWithTheirInstrument(t *testing.T) {
	var full finding.Finding
	fill(reflect.ValueOf(&full).Elem(), "a")
	other := full
	other.Quote, other.Binds, other.Disputed = "", nil, nil
	other.Elements = []finding.Element{{ID: "a", Ask: "another question"}}
	var out bytes.Buffer
	sink := newJSON(&out, Options{})
	want := []finding.Finding{full, other, full}
	for i := range want {
		if err := sink.Answer(finding.Answer{Findings: want[i : i+1]}); err != nil {
			t.Fatal(err)
		}
	}
	var told struct {
		finding.Finding
		Asks []finding.Element `json:"asks"`
	}
	var got []finding.Finding
	for line := range strings.SplitSeq(strings.TrimSpace(out.String()), "\n") {
		if strings.HasPrefix(line, `{"type":"instrument"`) {
			if err := json.Unmarshal([]byte(line), &told); err != nil {
				t.Fatal(err)
			}
			continue
		}
		answer := struct {
			Findings []finding.Finding `json:"findings"`
		}{[]finding.Finding{told.Finding}}
		if err := json.Unmarshal([]byte(line), &answer); err != nil {
			t.Fatal(err)
		}
		for i, e := range answer.Findings[0].Elements {
			for _, a := range told.Asks {
				if e.Ask == "" && a.ID == e.ID {
					answer.Findings[0].Elements[i].Ask = a.Ask
				}
			}
		}
		got = append(got, answer.Findings...)
	}
	if diff := cmp.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func ids(all []finding.Finding) string {
	var out []string
	for _, f := range all {
		out = append(out, f.Instrument)
	}
	return strings.Join(out, " ")
}

// plain keeps the order of keys and evens out only how characters are escaped.
func plain(t *testing.T, b []byte) []string {
	t.Helper()
	dec := json.NewDecoder(strings.NewReader(string(b)))
	var out []string
	for {
		tok, err := dec.Token()
		if err != nil {
			return out
		}
		out = append(out, cmp.Diff("", tok))
	}
}

// fill sets every field that v has: strings to s, numbers, flags, and lists to
// two members each.
func fill(v reflect.Value, s string) {
	switch v.Kind() {
	case reflect.String:
		v.SetString(s)
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Float64:
		v.SetFloat(0.25)
	case reflect.Int, reflect.Int64:
		v.SetInt(7)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fill(v.Index(i), s)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), s)
		}
	default:
		panic("fill does not know " + v.Type().String())
	}
}

// withLists gives an empty answer the lists that are always written.
func withLists(a finding.Answer) finding.Answer {
	v := reflect.ValueOf(&a).Elem()
	for _, name := range []string{"Attributions", "Findings"} {
		f := v.FieldByName(name)
		f.Set(reflect.MakeSlice(f.Type(), 0, 0))
	}
	return a
}

func FuzzAppendString(f *testing.F) {
	f.Add("\x00\u202e\"\\海\xff")
	f.Fuzz(func(t *testing.T, s string) {
		var got string
		if err := json.Unmarshal(appendString(nil, s), &got); err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		if want := string([]rune(s)); got != want { // U+FFFD for each broken byte
			t.Errorf("%q came back as %q", s, got)
		}
	})
}
