package kev_test

import (
	"bytes"
	"errors"
	"os"
	"slices"
	"strings"
	"testing"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/lists/kev"
	"caveat.example/caveat/internal/register"
	"caveat.example/caveat/makers"
)

func sample(t testing.TB) []byte {
	t.Helper()
	data, err := os.ReadFile("testdata/kev.json")
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestLinksNameMakersAndRelabels(t *testing.T) {
	t.Parallel()
	c, err := kev.Read(bytes.NewReader(sample(t)), &cite.Source{Name: "kev.json"})
	if err != nil {
		t.Fatal(err)
	}
	reg, err := register.Load(makers.FS())
	if err != nil {
		t.Fatal(err)
	}
	links := kev.Links(c, reg)
	if len(links) != 2 {
		t.Fatalf("%d links, want 2: an entry of nobody known is left out\n%+v", len(links), links)
	}
	hik, amcrest := links[0], links[1]
	if hik.Party != "hikvision" || hik.Family != "hikvision" || !hik.Known || hik.Changed != "" || !slices.Contains(hik.Brands, "annke") || !slices.Contains(hik.Brands, "laview") {
		t.Errorf("Hikvision's entry is linked as %+v; want the relabels with it", hik)
	}
	if amcrest.Party != "amcrest" || !slices.Contains(amcrest.Makers, "dahua") {
		t.Errorf("Amcrest's entry is linked as %+v; want its maker with it", amcrest)
	}
	if !strings.Contains(amcrest.Changed, "2021-11-03") {
		t.Errorf("Amcrest's entry differs from makers/, and Changed is %q", amcrest.Changed)
	}
}

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	good := string(sample(t))
	tests := []struct{ name, text, want string }{
		{"an unknown key", strings.Replace(good, `"notes"`, `"remarks"`, 1), "remarks"},
		{"a wrong count", strings.Replace(good, `"count": 3`, `"count": 4`, 1), "it says 4 vulnerabilities and holds 3"},
		{"an empty file", "", "kev.json (byte 0)"},
		{"half a file", good[:len(good)/2], "kev.json (byte"},
		{"an empty catalogue", `{"count":0,"vulnerabilities":[]}`, "it says 0"},
		{"a day that is none", strings.Replace(good, "2026-03-26", "26 March", 1), `kev.json (/vulnerabilities/0): CVE-2017-7921: "26 March" is not a day`},
		{"a vulnerability twice", strings.Replace(good, "CVE-2020-5735", "CVE-2017-7921", 1), "stands at /vulnerabilities/0 already"},
		{"a vendor missing", strings.Replace(good, `"Amcrest"`, `""`, 1), "kev.json (/vulnerabilities/1): an entry lacks"},
		{"something after the end", good + "{}", "something follows"},
	}
	for _, tt := range tests {
		_, err := kev.Read(strings.NewReader(tt.text), &cite.Source{Name: "kev.json"})
		if err == nil || !strings.Contains(err.Error(), tt.want) || !errors.Is(err, fault.Upstream) {
			t.Errorf("%s: error is %v, want the source's fault with %q", tt.name, err, tt.want)
		}
	}
}

// FuzzRead: what is read is whole, whatever the bytes.
func FuzzRead(f *testing.F) {
	f.Add(sample(f))
	f.Add([]byte(`{"count":1e9999}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := kev.Read(bytes.NewReader(data), &cite.Source{Name: "x"})
		if err == nil && (len(c.Entries) == 0 || len(c.Entries) != c.Count || c.Entries[0].CVE == "") {
			t.Errorf("read without error: %+v", c)
		}
	})
}
