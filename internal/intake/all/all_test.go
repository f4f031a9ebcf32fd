package all

import (
	"bytes"
	"testing"

	"caveat.example/caveat/internal/intake/hostile"
	"caveat.example/caveat/internal/intake/intaketest"
)

func TestFormatsAreNamedOnceAndExplained(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Formats() {
		name := f.Reader.Format()
		if name == "" || seen[name] || f.Files == "" || f.Takes == "" {
			t.Errorf("format %q: want a name of its own, its files and what is taken", name)
		}
		seen[name] = true
	}
}

// Every kind of file goes to the reader that knows it best, whatever the file
// is called.
func TestContentChoosesTheReader(t *testing.T) {
	tests := []struct{ content, want string }{
		{"make,model\nAxis,P1\n", "csv"},
		{"Axis P1\n", "text"},
		{"The council decided. It bought cameras.\n", "text"},
		{`{"bomFormat":"CycloneDX","components":[]}`, "cyclonedx-json"},
		{`{"spdxVersion":"SPDX-2.3","packages":[]}`, "spdx-json"},
		{`{"ocid":"x","tender":{}}`, "ocds"},
		{`{"uri":"x","publishedDate":"y","releases":[]}`, "ocds"},
		{`{"action":"inventory","content":{"network_device":{}},"itemtype":"x"}`, "glpi"},
		{`{"results":[{"model":"P1"}]}`, "json"},
		{`[{"make":"Axis"}]`, "json"},
		{`[{"make":"Axis"},`, "json"},
		{"[1] Hikvision said so.\n", "text"},
		{"[cameras]\nmake=Axis\n", "text"},
		{"{see below} The council decided.\n", "text"},
		{`<?xml version="1.0"?><nmaprun><host/></nmaprun>`, "nmap-xml"},
		{`<?xml version="1.0"?><bom xmlns="http://cyclonedx.org/schema/bom/1.4"/>`, "cyclonedx-xml"},
		{`<?xml version="1.0"?><things><thing/></things>`, "xml"},
		{`<!DOCTYPE html><p>x`, "html"},
		{`<?xml version="1.0"?><!DOCTYPE html><html><p>x</p></html>`, "html"},
		{"SPDXVersion: SPDX-2.3\nPackageName: x\n", "spdx-tag-value"},
		{"#separator \\x09\n#path\tdhcp\n", "zeek"},
		{"From: a@b.c\nTo: b@b.c\nSubject: x\n\nText", "eml"},
		{"From a\nFrom: a@b.c\nTo: b@b.c\nSubject: x\n\nText", "mbox"},
		{"%PDF-1.4\n", "pdf"},
		{"\xd4\xc3\xb2\xa1\x02\x00\x04\x00\x00\x00\x00\x00\x00\x00\x00\x00\xff\xff\x00\x00\x01\x00\x00\x00", "network capture"},
		{"\x00\x01\x02\x03\x04\x05", ""},
	}
	for _, tt := range tests {
		got := ""
		for _, r := range Readers() {
			if r.Accepts("file.bin", []byte(tt.content)) {
				got = r.Format()
				break
			}
		}
		if got != tt.want {
			t.Errorf("%.40q: got %q, want %q", tt.content, got, tt.want)
		}
	}
}

// Every format has a good file in the corpus of hostile ones, which
// cmd/caveat puts through the whole of check.
func TestFormatsHaveSamples(t *testing.T) {
	have := map[string]bool{}
	for _, s := range hostile.Samples() {
		have[s.Format] = true
	}
	for _, f := range Formats() {
		if !have[f.Reader.Format()] {
			t.Errorf("format %q has no sample: add one in internal/intake/hostile", f.Reader.Format())
		}
	}
}

// No reader breaks on the files of another.
func TestReadersOnForeignFiles(t *testing.T) {
	samples := [][]byte{
		[]byte("make,model\n\"Axis\",P1\n"), []byte(`{"releases":[{"ocid":1,"tender":[],"awards":{}}]}`),
		[]byte(`<?xml version="1.0"?><a><b c="d">e</b><b/></a>`), []byte("From: x\nTo: y\nSubject: z\nContent-Type: multipart/mixed; boundary=\"\"\n\n--\n"),
		bytes.Repeat([]byte("["), 10_000), bytes.Repeat([]byte("<a>"), 10_000), []byte("%PDF-1.4\n1 0 obj<</Kids[1 0 R]>>endobj trailer<</Root 1 0 R>>"),
	}
	for _, s := range hostile.Samples() {
		samples = append(samples, s.Content)
	}
	for _, r := range Readers() {
		for _, s := range samples {
			if err := intaketest.Check(t.Context(), r, s); err != nil {
				t.Errorf("%s on %.30q: %v", r.Format(), s, err)
			}
		}
	}
}
