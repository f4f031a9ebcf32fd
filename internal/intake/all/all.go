// Package all lists the formats that Caveat reads. A new format is a folder
// under internal/intake and one line here.
package all

import (
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/archive"
	"caveat.example/caveat/internal/intake/bods"
	"caveat.example/caveat/internal/intake/censys"
	"caveat.example/caveat/internal/intake/cyclonedx"
	"caveat.example/caveat/internal/intake/delimited"
	"caveat.example/caveat/internal/intake/docx"
	"caveat.example/caveat/internal/intake/eforms"
	"caveat.example/caveat/internal/intake/glpi"
	"caveat.example/caveat/internal/intake/html"
	"caveat.example/caveat/internal/intake/maclist"
	"caveat.example/caveat/internal/intake/mailbox"
	"caveat.example/caveat/internal/intake/msg"
	"caveat.example/caveat/internal/intake/nmap"
	"caveat.example/caveat/internal/intake/ocds"
	"caveat.example/caveat/internal/intake/odt"
	"caveat.example/caveat/internal/intake/pcap"
	"caveat.example/caveat/internal/intake/pdf"
	"caveat.example/caveat/internal/intake/records"
	"caveat.example/caveat/internal/intake/rtf"
	"caveat.example/caveat/internal/intake/samgov"
	"caveat.example/caveat/internal/intake/shodan"
	"caveat.example/caveat/internal/intake/snmpwalk"
	"caveat.example/caveat/internal/intake/spdx"
	"caveat.example/caveat/internal/intake/text"
	"caveat.example/caveat/internal/intake/xlsx"
	"caveat.example/caveat/internal/intake/zeek"
)

// A Format is a reader, with what its files are usually called and what is
// taken from them, for people.
type Format struct {
	Reader intake.Reader
	Files  string
	Takes  string
}

// Formats lists all that is read, in the order in which readers are asked:
// those with the surest signs first, plain text last.
func Formats() []Format {
	return []Format{
		{odt.Sheet{}, ".ods", "rows of every sheet, columns mapped by name and content"},
		{odt.Text{}, ".odt", "paragraphs and rows of tables"},
		{docx.Reader{}, ".docx", "paragraphs, rows of tables, notes, headers, footers, comments"},
		{xlsx.Reader{}, ".xlsx .xlsm", "rows of every sheet, hidden ones too, columns mapped by name and content"},
		{pdf.Reader{}, ".pdf", "paragraphs and rows of tables by page and line; pages without text are reported"},
		{archive.Zip{}, ".zip", "every file in it, read as a file of its own"},
		{archive.Tar{}, ".tar .tgz", "every file in it, read as a file of its own"},
		{pcap.Reader{}, ".pcap .pcapng", "what devices say of themselves in the protocols that scan knows"},
		{cyclonedx.JSON{}, ".json", "the product, its components and services: manufacturer, then supplier, then publisher"},
		{cyclonedx.XML{}, ".xml", "as cyclonedx-json"},
		{spdx.JSON{}, ".json .jsonld", "packages and who supplies them (SPDX 2 and 3)"},
		{spdx.Tag{}, ".spdx", "packages and who supplies them"},
		{ocds.Reader{}, ".json .jsonl", "notices, lots, awards, bought lines, suppliers with identifiers"},
		{samgov.Reader{}, ".json", "opportunities, awards, registered entities and who owns them (SAM.gov)"},
		{bods.Reader{}, ".json", "companies and who owns them; persons are left out (Beneficial Ownership Data Standard)"},
		{eforms.Reader{}, ".xml", "notices, lots, winners (Tenders Electronic Daily)"},
		{glpi.Reader{}, ".json", "the device, its components, the neighbours at its ports"},
		{shodan.Reader{}, ".json .jsonl", "what a service showed to Shodan: titles, servers, certificates, favicons, banners, addresses"},
		{censys.Reader{}, ".json .jsonl", "as shodan, for hosts of Censys (Search and Platform)"},
		{nmap.Reader{}, ".xml", "hosts: addresses, open ports, what services and scripts showed"},
		{zeek.Reader{}, ".log", "what servers and devices say of themselves (software, ssl, x509, dhcp, conn, known_…)"},
		{msg.Reader{}, ".msg", "as eml (Outlook)"},
		{rtf.Reader{}, ".rtf", "paragraphs and rows of tables; embedded objects are reported"},
		{mailbox.Box{}, ".mbox", "every message, as eml"},
		{mailbox.Message{}, ".eml", "the subject, the text, every attachment read as a file of its own"},
		{records.Reader{}, ".json .jsonl", "any other JSON: each record's fields, mapped by name (NetBox, Snipe-IT and the like)"},
		{records.XML{}, ".xml", "any other XML: each record's fields, mapped by name"},
		{records.YAML{}, ".yaml .yml", "records' fields, mapped by name (types of devices of NetBox and the like)"},
		{html.Reader{}, ".html .htm", "visible text by block, rows of tables"},
		{snmpwalk.Reader{}, ".txt .walk .snmprec", "the device that answered to SNMP, and those that it has seen on its network"},
		{maclist.Reader{}, ".txt .leases", "hardware addresses of ARP tables, switches' tables, DHCP leases"},
		{delimited.Reader{}, ".csv .tsv .txt", "rows, columns mapped by name and content; any delimiter and encoding"},
		{text.Reader{}, ".txt .md", "paragraphs, or lines where it is a list of equipment"},
	}
}

// Compressions are the forms in which any of the formats may be stored
// smaller; they are recognised by content.
func Compressions() []string { return []string{".gz", ".bz2", ".xz", ".zst"} }

// Readers returns every reader, in the order in which they are asked.
func Readers() []intake.Reader {
	formats := Formats()
	out := make([]intake.Reader, len(formats))
	for i, f := range formats {
		out[i] = f.Reader
	}
	return out
}
