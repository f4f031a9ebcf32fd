package ocds_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/intaketest"
	"caveat.example/caveat/internal/intake/ocds"
	"github.com/google/go-cmp/cmp"
)

const release = `{"ocid":"ocds-x-1","id":"r1","date":"2025-01-02T03:04:05Z","tag":["award"],` +
	`"buyer":{"id":"B1","name":"Anytown Council"},` +
	`"parties":[{"id":"S1","name":"Acme Cameras Ltd","identifier":{"scheme":"GB-COH","id":"01234567","legalName":"ACME CAMERAS LIMITED"},"contactPoint":{"name":"Ann Bee","email":"ann@example.org"},"roles":["supplier"]},` +
	`{"id":"S2","name":"Second Bidder","roles":["tenderer"]}],` +
	`"tender":{"id":"t","title":"CCTV upgrade","description":"Forty cameras \u00e9 \ud83d\ude00","status":"active","classification":{"scheme":"CPV","id":"35125300","description":"Security cameras"},` +
	`"lots":[{"id":"L1","title":"Lot 1","description":"Town hall"}],"items":[{"id":"1","description":"Dome camera","quantity":40,"unit":{"name":"each"}},{"id":"2","classification":{"scheme":"CPV","id":"32323500"}}]},` +
	`"awards":[{"id":"a1","title":"CCTV upgrade","status":"active","date":"2025-01-03T00:00:00Z","suppliers":[{"id":"S1","name":"Acme Cameras Ltd"}],"items":[{"id":"1","description":"Hikvision DS-2CD2143G2-I","quantity":40}]}],` +
	`"contracts":[{"id":"c1","awardID":"a1","title":"CCTV upgrade"}]}`

// read gives what content yields, a line each.
func read(t *testing.T, content string) []string {
	t.Helper()
	var got []string
	opt := intake.Options{Readers: []intake.Reader{ocds.Reader{}}}
	for item, err := range intake.Walk(t.Context(), []string{"-"}, strings.NewReader(content), opt) {
		if skip, ok := errors.AsType[*intake.Skip](err); ok {
			got = append(got, "skip "+skip.Origin.At+": "+skip.Reason)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		if text := fmt.Sprint(item); strings.Contains(text, "Ann Bee") || strings.Contains(text, "ann@") {
			t.Errorf("personal data kept: %s", text)
		}
		got = append(got, fmt.Sprintf("%s %s: %s", item.Kind, item.Origin.At, item.Text))
	}
	return got
}

// items is what release yields under a pointer, with suffix after each place.
func items(under, suffix string) []string {
	var out []string
	for _, l := range [][2]string{
		{"notice /tender", "CCTV upgrade Forty cameras é 😀"},
		{"notice /tender/lots/0", "Lot 1 Town hall"},
		{"notice /tender/items/0", "Dome camera"},
		{"award /awards/0", "CCTV upgrade Forty cameras é 😀 Acme Cameras Ltd ACME CAMERAS LIMITED"},
		{"bid_line /awards/0/items/0", "Hikvision DS-2CD2143G2-I Acme Cameras Ltd ACME CAMERAS LIMITED"},
		{"entity /parties/1", "Second Bidder"},
	} {
		kind, place, _ := strings.Cut(l[0], " ")
		out = append(out, fmt.Sprintf("%s %s%s%s: %s", kind, under, place, suffix, l[1]))
	}
	return out
}

func TestItems(t *testing.T) {
	tests := []struct {
		name, content string
		want          []string
	}{
		{"release package", `{"uri":"x","publishedDate":"2025","releases":[` + release + `]}`, items("/releases/0", "")},
		{"record package, compiled", `{"uri":"x","records":[{"ocid":"ocds-x-1","compiledRelease":` + release + `,"releases":[{"url":"https://example.org/r"}]}]}`, items("/records/0/compiledRelease", "")},
		{"record package, releases", `{"uri":"x","records":[{"ocid":"ocds-x-1","releases":[` + release + `]}]}`, items("/records/0/releases/0", "")},
		{"single release, pretty", strings.ReplaceAll(release, `,"`, ",\n\""), items("", "")},
		{"array of releases", "[" + release + "]", items("/0", "")},
		{"JSON Lines", release + "\n" + release + "\n", append(items("", ", line 1"), items("", ", line 2")...)},
		{
			"JSON Lines with a broken line", release + "\n{\"ocid\":\n" + release + "\n",
			append(append(items("", ", line 1"), "skip line 2: the line ends within a value: the rest of this line was left out"), items("", ", line 3")...),
		},
		{
			"trailing comma", `{"uri":"x","releases":[` + release + `,]}`,
			append(items("/releases/0", ""), `skip line 1: a comma before ']': the rest of this line was left out`),
		},
		{
			"cut short", `{"uri":"x","releases":[` + release + `,{"ocid":"y","ten`,
			append(items("/releases/0", ""), `skip line 1: the file ends within a value: it is cut short: the rest of this line was left out`),
		},
		{"a number beyond all computing", `{"ocid":"y","tag":[],"tender":{"title":"T","value":{"amount":1e9999},"items":[{"description":"D","quantity":1e9999}]}}`, []string{"notice /tender: T", "notice /tender/items/0: D"}},
		{
			"nested too deep", `{"ocid":"y","tag":[],"tender":{"title":"T","x":` + strings.Repeat("[", 10_000) + strings.Repeat("]", 10_000) + `}}` + "\n" + release,
			append([]string{"skip line 1: nested more than 512 deep: the rest of this line was left out"}, items("", ", line 2")...),
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, read(t, tt.content)); diff != "" {
				t.Errorf("items (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSupplierIdentifier(t *testing.T) {
	opt := intake.Options{Readers: []intake.Reader{ocds.Reader{}}}
	for item, err := range intake.Walk(t.Context(), []string{"-"}, strings.NewReader(release), opt) {
		if err != nil {
			t.Fatal(err)
		}
		if item.Kind == "award" {
			if got, want := item.Fields.Get("supplier_id"), "GB-COH:01234567"; got != want {
				t.Errorf("supplier_id: got %q, want %q", got, want)
			}
		}
	}
}

// A repeater gives the same bytes n times.
type repeater struct {
	b   []byte
	pos int
	n   int
}

func (r *repeater) Read(p []byte) (int, error) {
	if r.n == 0 {
		return 0, io.EOF
	}
	n := copy(p, r.b[r.pos:])
	r.pos += n
	if r.pos == len(r.b) {
		r.pos = 0
		r.n--
	}
	return n, nil
}

func BenchmarkJSONLines(b *testing.B) {
	line := release + "\n"
	if shared, err := os.ReadFile(os.Getenv("CAVEAT_BENCH_JSONL")); err == nil {
		line = string(shared)
	}
	n := 100 << 20 / len(line)
	b.SetBytes(int64(n * len(line)))
	b.ReportAllocs()
	for b.Loop() {
		opt := intake.Options{Readers: []intake.Reader{ocds.Reader{}}}
		count := 0
		for _, err := range intake.Walk(b.Context(), []string{"-"}, &repeater{b: []byte(line), n: n}, opt) {
			if err != nil {
				b.Fatal(err)
			}
			count++
		}
		b.ReportMetric(float64(count)/b.Elapsed().Seconds()*float64(b.N), "items/s")
	}
}

func FuzzItems(f *testing.F) {
	f.Add(`{"uri":"x","releases":[` + release + `]}`)
	f.Add(release + "\n" + release)
	f.Fuzz(func(t *testing.T, content string) {
		opt := intake.Options{Readers: []intake.Reader{ocds.Reader{}}, Limits: intake.Limits{Record: 256, Depth: 16}}
		for item, err := range intake.Walk(t.Context(), []string{"-"}, strings.NewReader(content), opt) {
			if err == nil && (item.Origin.Source == "" || item.Origin.At == "") {
				t.Errorf("an item without an origin: %+v", item)
			}
		}
	})
}

func TestHostile(t *testing.T) {
	intaketest.Hostile(t, ocds.Reader{}, []byte(`{"uri":"x","releases":[`+release+`,`+release+`]}`))
}
