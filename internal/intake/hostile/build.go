package hostile

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
)

// built are the samples in formats that nobody writes by hand.
func built() []Sample {
	csv := []byte("Make,Model\nAxis,P3245-LVE\nAxis,M3045-V\n")
	out := []Sample{
		zipped("letter.docx", "docx", letter...),
		zipped("register.xlsx", "xlsx", workbook...),
		zipped("register.ods", "ods", openSheet...),
		zipped("letter.odt", "odt", openLetter...),
		zipped("pack.zip", "zip", Part{"lot 1/register.csv", csv}, Part{"lot 2/register.csv", csv}),
		{Name: "pack.tar", Format: "tar", Ends: true, Content: tarOf("lot 1/register.csv", csv, "lot 2/register.csv", csv)},
		{Name: "register.csv.gz", Format: "csv", Ends: true, Content: Gzip(csv)},
		{Name: "register.pdf", Format: "pdf", Ends: true, Content: PDF(page("The library has", "Axis P3245-LVE", "Axis M3045-V"), page("Axis Q6075-E"))},
		{Name: "message.msg", Format: "msg", Ends: true, Content: Message()},
		{Name: "street.pcap", Format: "network capture", Content: capture()},
	}
	return out
}

func zipped(name, format string, parts ...Part) Sample {
	return Sample{Name: name, Format: format, Ends: true, Syntax: "zip", Parts: parts, Content: Zip(parts...)}
}

// Zip makes an archive of parts. Writing to memory cannot fail.
func Zip(parts ...Part) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		method := zip.Deflate
		if p.Name == "mimetype" { // by which the kind is found
			method = zip.Store
		}
		if w, err := z.CreateHeader(&zip.FileHeader{Name: p.Name, Method: method}); err == nil {
			w.Write(p.Content)
		}
	}
	z.Close()
	return b.Bytes()
}

// Gzip packs content.
func Gzip(content []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(content)
	w.Close()
	return b.Bytes()
}

// Zeros is n zero bytes, packed a thousandfold.
func Zeros(n int64) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	io.CopyN(w, zeros{}, n)
	w.Close()
	return b.Bytes()
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

func tarOf(parts ...any) []byte {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		name, content := parts[i].(string), parts[i+1].([]byte)
		w.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(content))})
		w.Write(content)
	}
	w.Close()
	return b.Bytes()
}

const word = `xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"`

var letter = []Part{
	{"[Content_Types].xml", []byte(`<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`)},
	{"word/document.xml", []byte(`<?xml version="1.0"?><w:document ` + word + `><w:body><w:p><w:r><w:t>The library has these cameras.</w:t></w:r></w:p><w:tbl>` +
		`<w:tr><w:tc><w:p><w:r><w:t>Make</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Model</w:t></w:r></w:p></w:tc></w:tr>` +
		`<w:tr><w:tc><w:p><w:r><w:t>Axis</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>P3245-LVE</w:t></w:r></w:p></w:tc></w:tr></w:tbl></w:body></w:document>`)},
}

const sheetSpace = `xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`

var workbook = []Part{
	{"[Content_Types].xml", []byte(`<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>`)},
	{"_rels/.rels", []byte(`<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`)},
	{"xl/workbook.xml", []byte(`<?xml version="1.0"?><workbook ` + sheetSpace + ` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Cameras" sheetId="1" r:id="rId1"/></sheets></workbook>`)},
	{"xl/_rels/workbook.xml.rels", []byte(`<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>`)},
	{"xl/sharedStrings.xml", []byte(`<?xml version="1.0"?><sst ` + sheetSpace + ` count="5" uniqueCount="5"><si><t>Make</t></si><si><t>Model</t></si><si><t>Axis</t></si><si><t>P3245-LVE</t></si><si><t>M3045-V</t></si></sst>`)},
	{"xl/worksheets/sheet1.xml", []byte(`<?xml version="1.0"?><worksheet ` + sheetSpace + `><sheetData>` +
		`<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>` +
		`<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2" t="s"><v>3</v></c></row>` +
		`<row r="3"><c r="A3" t="s"><v>2</v></c><c r="B3" t="s"><v>4</v></c></row></sheetData></worksheet>`)},
}

const open = `xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"`

var openSheet = []Part{
	{"mimetype", []byte("application/vnd.oasis.opendocument.spreadsheet")},
	{"content.xml", []byte(`<?xml version="1.0"?><office:document-content ` + open + `><office:body><office:spreadsheet><table:table table:name="Cameras">` +
		cells("Make", "Model") + cells("Axis", "P3245-LVE") + cells("Axis", "M3045-V") + `</table:table></office:spreadsheet></office:body></office:document-content>`)},
}

var openLetter = []Part{
	{"mimetype", []byte("application/vnd.oasis.opendocument.text")},
	{"content.xml", []byte(`<?xml version="1.0"?><office:document-content ` + open + `><office:body><office:text><text:p>The library has these cameras.</text:p><table:table>` +
		cells("Make", "Model") + cells("Axis", "P3245-LVE") + `</table:table></office:text></office:body></office:document-content>`)},
}

func cells(texts ...string) string {
	var b strings.Builder
	b.WriteString("<table:table-row>")
	for _, t := range texts {
		b.WriteString("<table:table-cell><text:p>" + t + "</text:p></table:table-cell>")
	}
	b.WriteString("</table:table-row>")
	return b.String()
}

// PDF makes a file whose pages have these content streams.
func PDF(pages ...string) []byte {
	kids := make([]string, len(pages))
	for i := range pages {
		kids[i] = fmt.Sprintf("%d 0 R", 4+2*i)
	}
	objects := []string{
		"<</Type/Catalog/Pages 2 0 R>>",
		fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(pages), strings.Join(kids, " ")),
		"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/FirstChar 32/LastChar 255/Widths[" + strings.TrimSpace(strings.Repeat("500 ", 224)) + "]/Encoding/WinAnsiEncoding>>",
	}
	for i, p := range pages {
		objects = append(objects,
			fmt.Sprintf("<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>", 5+2*i),
			fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(p), p))
	}
	return Objects(objects...)
}

// Objects makes a PDF of these objects; the first is its root.
func Objects(objects ...string) []byte {
	var b bytes.Buffer
	at := make([]int, len(objects))
	b.WriteString("%PDF-1.4\n")
	for i, o := range objects {
		at[i] = b.Len()
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, xref)
	return b.Bytes()
}

// page is a content stream of lines below one another.
func page(lines ...string) string {
	var b strings.Builder
	for i, l := range lines {
		fmt.Fprintf(&b, "BT /F1 10 Tf 1 0 0 1 50 %d Tm (%s) Tj ET\n", 800-40*i, l)
	}
	return b.String()
}

// capture is what a machine heard of two devices that announce themselves.
func capture() []byte {
	var b bytes.Buffer
	binary.Write(&b, binary.LittleEndian, []uint32{0xa1b2c3d4, 0x00040002, 0, 0, 65535, 1})
	for i := range byte(2) {
		text := fmt.Sprintf("NOTIFY * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nNT: upnp:rootdevice\r\nNTS: ssdp:alive\r\nSERVER: Linux/4.19 UPnP/1.0 AXIS-P3245/%d\r\nUSN: uuid:1::upnp:rootdevice\r\n\r\n", i)
		packet := udp(3+i, 1900, []byte(text))
		binary.Write(&b, binary.LittleEndian, []uint32{1700000000, uint32(i), uint32(len(packet)), uint32(len(packet))})
		b.Write(packet)
	}
	return b.Bytes()
}

// udp is a datagram from 10.0.0.host to a group on the link, in a frame.
func udp(host byte, port uint16, payload []byte) []byte {
	frame := []byte{1, 0, 0x5e, 0x7f, 0xff, 0xfa, 0xac, 0xcc, 0x8e, 1, 2, host, 8, 0}
	frame = append(frame, 0x45, 0)
	frame = binary.BigEndian.AppendUint16(frame, uint16(28+len(payload)))
	frame = append(frame, 0, 0, 0, 0, 4, 17, 0, 0, 10, 0, 0, host, 239, 255, 255, 250)
	frame = binary.BigEndian.AppendUint16(frame, port)
	frame = binary.BigEndian.AppendUint16(frame, port)
	frame = binary.BigEndian.AppendUint16(frame, uint16(8+len(payload)))
	return append(append(frame, 0, 0), payload...)
}
