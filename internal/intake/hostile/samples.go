// Package hostile makes the files that break readers: good ones of every
// format, and what accident and malice make of them. The same seed always
// gives the same files. It refuses to know how any of them is read.
package hostile

import (
	"embed"
	"fmt"
	"io/fs"
	"slices"
)

//go:embed samples
var written embed.FS

// A Sample is a good file of one format, in which what can be identified is
// from a maker that may be cleared: whatever is lost of it would be missed.
type Sample struct {
	Name    string
	Format  string // the Reader's own name
	Content []byte

	// Ends is true where the format says where a file ends, so that a file
	// that was cut can be told from a whole one.
	Ends bool
	// Syntax is "xml", "json" or "zip" where the content is that, for attacks
	// that are made for it.
	Syntax string
	// Parts are the members of a ZIP, in order.
	Parts []Part
}

// A Part is one member of a ZIP.
type Part struct {
	Name    string
	Content []byte
}

// formats says what the written samples are.
var formats = []Sample{
	{Name: "banners.jsonl", Format: "shodan", Syntax: "json"},
	{Name: "bom.json", Format: "cyclonedx-json", Ends: true, Syntax: "json"},
	{Name: "bom.xml", Format: "cyclonedx-xml", Ends: true, Syntax: "xml"},
	{Name: "box.mbox", Format: "mbox"},
	{Name: "devices.json", Format: "json", Ends: true, Syntax: "json"},
	{Name: "devices.jsonl", Format: "json", Syntax: "json"},
	{Name: "devices.xml", Format: "xml", Ends: true, Syntax: "xml"},
	{Name: "dhcp.log", Format: "zeek"},
	{Name: "hosts.jsonl", Format: "censys", Syntax: "json"},
	{Name: "inventory.json", Format: "glpi", Ends: true, Syntax: "json"},
	{Name: "letter.rtf", Format: "rtf", Ends: true},
	{Name: "list.txt", Format: "text"},
	{Name: "message.eml", Format: "eml", Ends: true},
	{Name: "notice.xml", Format: "eforms", Ends: true, Syntax: "xml"},
	{Name: "notices.json", Format: "ocds", Ends: true, Syntax: "json"},
	{Name: "opportunities.json", Format: "sam.gov", Ends: true, Syntax: "json"},
	{Name: "owners.json", Format: "bods", Ends: true, Syntax: "json"},
	{Name: "packages.json", Format: "spdx-json", Ends: true, Syntax: "json"},
	{Name: "packages.spdx", Format: "spdx-tag-value"},
	{Name: "page.html", Format: "html"},
	{Name: "register.csv", Format: "csv"},
	{Name: "scan.xml", Format: "nmap-xml", Ends: true, Syntax: "xml"},
	{Name: "switch.txt", Format: "mac-list"},
	{Name: "type.yaml", Format: "yaml"},
	{Name: "walk.txt", Format: "snmp-walk"},
}

// Samples returns a good file of every format, at least one for each reader.
func Samples() []Sample {
	out := slices.Clone(formats)
	for i := range out {
		content, err := fs.ReadFile(written, "samples/"+out[i].Name)
		if err != nil {
			panic(fmt.Sprintf("the samples are part of the program: %v", err)) // a slip in the table above
		}
		out[i].Content = content
	}
	return append(out, built()...)
}
