// Package all lists the formats that Caveat reads. A new format is a folder
// under internal/intake and one line here.
package all

import (
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/archive"
	"caveat.example/caveat/internal/intake/cyclonedx"
	"caveat.example/caveat/internal/intake/delimited"
	"caveat.example/caveat/internal/intake/docx"
	"caveat.example/caveat/internal/intake/eforms"
	"caveat.example/caveat/internal/intake/glpi"
	"caveat.example/caveat/internal/intake/html"
	"caveat.example/caveat/internal/intake/mailbox"
	"caveat.example/caveat/internal/intake/nmap"
	"caveat.example/caveat/internal/intake/ocds"
	"caveat.example/caveat/internal/intake/odt"
	"caveat.example/caveat/internal/intake/pcap"
	"caveat.example/caveat/internal/intake/pdf"
	"caveat.example/caveat/internal/intake/records"
	"caveat.example/caveat/internal/intake/spdx"
	"caveat.example/caveat/internal/intake/text"
	"caveat.example/caveat/internal/intake/xlsx"
	"caveat.example/caveat/internal/intake/zeek"
)

// Readers returns every reader, in the order in which they are asked: those
// with the surest signs first, plain text last.
func Readers() []intake.Reader {
	return []intake.Reader{
		odt.Sheet{},
		odt.Text{},
		docx.Reader{},
		xlsx.Reader{},
		pdf.Reader{},
		archive.Zip{},
		archive.Tar{},
		pcap.Reader{},
		cyclonedx.JSON{},
		cyclonedx.XML{},
		spdx.JSON{},
		spdx.Tag{},
		ocds.Reader{},
		eforms.Reader{},
		glpi.Reader{},
		nmap.Reader{},
		zeek.Reader{},
		mailbox.Box{},
		mailbox.Message{},
		records.Reader{},
		html.Reader{},
		delimited.Reader{},
		text.Reader{},
	}
}
