package hostile

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
)

// bombs unpack to much more than they are.
func bombs(n Sizes) []File {
	packed := Zeros(n.Bomb)
	onion := []byte("Make,Model\nAxis,P3245-LVE\n")
	for range 20 {
		onion = Gzip(onion)
	}
	return []File{
		{Name: "zeros.csv.gz", Says: "zeros, packed a thousandfold", Must: NeverClear, Content: packed},
		{Name: "zeros.zip", Says: "zeros in a ZIP", Must: NeverClear, Content: Zip(Part{"zeros.csv", make([]byte, n.Bomb)})},
		{Name: "onion.gz", Says: "packed twenty times over", Must: Incomplete, Content: onion},
		{Name: "laughs.yaml", Says: "aliases of aliases", Must: NeverClear, Content: []byte(aliases())},
		{Name: "repeated.ods", Says: "rows repeated a milliard times", Content: Zip(openSheet[0], Part{"content.xml", bytes.Replace(openSheet[1].Content,
			[]byte(cells("Axis", "M3045-V")), []byte(strings.Replace(cells("Axis", "M3045-V"), "<table:table-row>", `<table:table-row table:number-rows-repeated="1000000000">`, 1)), 1)}), Must: Incomplete},
		{Name: "far.xlsx", Says: "a cell in the last corner of the sheet", Content: workbookWith(`<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>Axis</t></is></c></row>`)},
		{Name: "texts.xlsx", Says: "a shared text that is not there", Content: workbookWith(`<row r="4"><c r="A4" t="s"><v>99999999</v></c></row>`)},
	}
}

func workbookWith(rows string) []byte {
	parts := slices.Clone(workbook)
	last := &parts[len(parts)-1]
	last.Content = bytes.Replace(last.Content, []byte("</sheetData>"), []byte(rows+"</sheetData>"), 1)
	return Zip(parts...)
}

func aliases() string {
	var b strings.Builder
	b.WriteString("a0: &a0 [Axis, Axis, Axis]\n")
	for i := 1; i < 12; i++ {
		fmt.Fprintf(&b, "a%d: &a%d [%s]\n", i, i, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*a%d,", i-1), 10), ","))
	}
	return b.String()
}

// archives lead elsewhere, or into themselves.
func archives(Sizes) []File {
	csv := []byte("Make,Model\nAxis,P3245-LVE\n")
	var paths []Part
	var members []any
	for _, name := range []string{"../../escaped.csv", "/tmp/escaped.csv", `..\..\escaped.csv`, `C:\escaped.csv`, "a/../../escaped.csv", "\x1b]0;x\a\u202egpj.csv", "con.csv", strings.Repeat("d/", 5000) + "x.csv"} {
		paths = append(paths, Part{name, csv})
		members = append(members, name, csv)
	}
	nest := Zip(Part{"register.csv", csv})
	for range 20 {
		nest = Zip(Part{"inner.zip", nest})
	}
	lying := Zip(Part{"register.csv", csv})
	if i := bytes.Index(lying, []byte("PK\x01\x02")); i >= 0 {
		copy(lying[i+24:], "\xff\xff\xff\x0f") // its unpacked size
	}
	return []File{
		{Name: "paths.zip", Says: "members that lead out of it", Content: Zip(paths...), Never: []string{"\x1b", "\u202e"}},
		{Name: "paths.tar", Says: "members that lead out of it", Content: tarOf(members...), Never: []string{"\x1b", "\u202e"}},
		{Name: "nest.zip", Says: "archives within archives", Must: Incomplete, Content: nest},
		{Name: "lying.zip", Says: "a member that lies about its size", Must: Incomplete, Content: lying},
		{Name: "twice.zip", Says: "two members of one name", Content: Zip(Part{"a.csv", csv}, Part{"a.csv", csv})},
	}
}

// loops are PDFs whose parts lead back to themselves.
func loops(n Sizes) []File {
	page := "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"
	pages := "<</Type/Pages/Count 1/Kids[3 0 R]>>"
	root := "<</Type/Catalog/Pages 2 0 R>>"
	file := func(says string, objects ...string) File {
		return File{Name: "loop.pdf", Says: says, Must: NeverClear, Content: Objects(objects...)}
	}
	prev := PDF("BT (Axis) Tj ET")
	prev = bytes.Replace(prev, []byte("/Root 1 0 R"), fmt.Appendf(nil, "/Root 1 0 R/Prev %d", bytes.Index(prev, []byte("xref\n0"))), 1)
	return []File{
		file("pages that hold themselves", root, "<</Type/Pages/Count 1/Kids[2 0 R]>>"),
		file("pages that hold one another", root, "<</Type/Pages/Count 9/Kids[3 0 R]>>", "<</Type/Pages/Count 9/Kids[2 0 R]>>"),
		file("a root that is itself", "1 0 R"),
		file("content that is itself", root, pages, page, "4 0 R"),
		file("a length that is its own stream", root, pages, page, "<</Length 4 0 R>>\nstream\nBT ET\nendstream"),
		file("a form that draws itself", root, pages, "<</Type/Page/Parent 2 0 R/Resources<</XObject<</X 4 0 R>>>>/Contents 4 0 R>>", "<</Type/XObject/Subtype/Form/Resources<</XObject<</X 4 0 R>>>>/Length 5>>\nstream\n/X Do\nendstream"),
		file("a milliard pages", root, "<</Type/Pages/Count 1000000000/Kids[3 0 R]>>", page, "<</Length 0>>\nstream\n\nendstream"),
		file("a parent that is itself", root, pages, "<</Type/Page/Parent 3 0 R/Contents 4 0 R>>", "<</Length 0>>\nstream\n\nendstream"),
		{Name: "loop.pdf", Says: "an earlier table that is itself", Must: NeverClear, Content: prev},
		{Name: "size.pdf", Says: "a table of a milliard objects", Must: Incomplete, Content: bytes.Replace(PDF("BT (Axis) Tj ET"), []byte("xref\n0 "), []byte("xref\n1000000000 "), 1)},
		{Name: "stream.pdf", Says: "a stream that is a table of a milliard objects", Must: Incomplete, Content: []byte("%PDF-1.5\n1 0 obj\n<</Type/XRef/Size 9999999999/W[1 2 1]/Root 1 0 R/Length 0>>\nstream\n\nendstream\nendobj\n" + strings.Repeat("%", 100) + "\nstartxref\n9\n%%EOF\n")},
		{Name: "bomb.pdf", Says: "a page that is a bomb", Must: Incomplete, Content: bombPage(max(n.Bomb, 72<<20))},
	}
}

// bombPage is a PDF whose page unpacks to n bytes of text.
func bombPage(n int64) []byte {
	var packed bytes.Buffer
	w := zlib.NewWriter(&packed)
	text := []byte(strings.Repeat("(A)Tj ", 10_000))
	w.Write([]byte("BT /F1 10 Tf "))
	for sent := int64(0); sent < n; sent += int64(len(text)) {
		w.Write(text)
	}
	w.Close()
	return Objects("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>", "<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>",
		fmt.Sprintf("<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream", packed.Len(), packed.Bytes()))
}

// mails have too many parts, or parts that never end.
func mails(n Sizes) []File {
	head := "From: a@example.org\nTo: b@example.org\nSubject: Axis\nContent-Type: multipart/mixed; boundary=B\n\n"
	csv := base64.StdEncoding.EncodeToString([]byte("Make,Model\nAxis,P3245-LVE\n"))
	part := "--B\nContent-Type: text/csv; name=\"list.csv\"\nContent-Transfer-Encoding: base64\n\n"
	deep := "Subject: Axis\nFrom: a\nTo: b\n\nAxis P3245-LVE\n"
	for i := range 50 {
		deep = fmt.Sprintf("From: a\nTo: b\nSubject: %d\nContent-Type: message/rfc822\n\n%s", i, deep)
	}
	return []File{
		{Name: "many.eml", Says: "a thousand attachments", Content: []byte(head + strings.Repeat(part+csv+"\n", n.Attachments) + "--B--\n")},
		{Name: "nested.eml", Says: "messages within messages", Must: Incomplete, Content: []byte(deep)},
		{Name: "self.eml", Says: "parts within parts of one boundary", Must: NeverClear, Content: []byte(head + strings.Repeat("--B\nContent-Type: multipart/mixed; boundary=B\n\n", n.Depth))},
		{Name: "base64.eml", Says: "an attachment that is damaged", Must: Incomplete, Content: []byte(head + part + csv[:10] + "!!!" + csv[10:] + "\n--B--\n")},
		{Name: "boundary.eml", Says: "no boundary", Must: Incomplete, Content: []byte(strings.Replace(head, "; boundary=B", "", 1) + part + csv + "\n--B--\n")},
		{Name: "header.eml", Says: "a header without end", Must: Incomplete, Content: []byte("From: a\nTo: b\nSubject: " + strings.Repeat("Axis ", n.Line/5))},
		{Name: "headers.eml", Says: "headers without end", Must: NeverClear, Content: []byte("From: a\nTo: b\nSubject: c\n" + strings.Repeat("X: y\n", n.Line/5))},
		{Name: "deep.rtf", Says: "groups within groups", Must: Incomplete, Content: []byte(`{\rtf1 Axis ` + strings.Repeat("{", n.Depth))},
		{Name: "long.rtf", Says: "a paragraph without end", Must: Incomplete, Content: []byte(`{\rtf1 ` + strings.Repeat("Axis ", n.Line/5) + `\par}`)},
		{Name: "picture.rtf", Says: "a picture that says it is larger than the file", Must: Incomplete, Content: []byte(`{\rtf1 Axis\par{\pict\bin2000000000 x}\par}`)},
		{Name: "object.rtf", Says: "an object of another program", Must: Incomplete, Content: []byte(`{\rtf1 Axis P3245-LVE\par{\object\objemb{\*\objdata 0105}}}`)},
		{Name: "utf7.eml", Says: "an encoding that nobody knows", Must: NeverClear, Content: []byte("From: a\nTo: b\nSubject: c\nContent-Type: text/plain; charset=x-none\n\n\xffAxis\n")},
	}
}

// Runs are texts that run where they are shown carelessly: as formulas, as
// script, as commands to a terminal.
var Runs = []string{
	`=HYPERLINK("http://127.0.0.1/?"&A1,"Axis")`, `+cmd|' /C calc'!A0`, `-2+3+cmd|' /C calc'!A0`, `@SUM(1+1)`, "\t=1+1", "＝1+1",
	`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `javascript:alert(1)`, `</style><svg onload=alert(1)>`, `{{7*7}}`,
	"Axis\u202eEVL-5423P\u202c", "A\u2066xis\u2069", "Axis\x1b[2J\x1b]0;x\a", "Axis\r\nclear,x", "Ax\u200bis", "Ахis",
}

// cellsThatRun are names that run, in the formats that hold names.
func cellsThatRun(Sizes) []File {
	never := []string{"<script>alert", "<img src=x", "<svg onload", "\u202e", "\u2066", "\x1b"}
	var csv, page strings.Builder
	var jsonl bytes.Buffer
	csv.WriteString("Make,Model,Serial,Site\n")
	page.WriteString("<!doctype html><table><tr><th>Make</th><th>Model</th></tr>")
	for _, r := range Runs {
		quoted := `"` + strings.ReplaceAll(r, `"`, `""`) + `"`
		fmt.Fprintf(&csv, "%s,%s,%s,%s\n", quoted, quoted, quoted, quoted)
		fmt.Fprintf(&jsonl, "{\"make\":%q,%q:\"x\",\"supplier\":%q}\n", "Axis", strings.ToValidUTF8(strings.Map(printable, r), ""), strings.Map(printable, r))
		fmt.Fprintf(&page, "<tr><td>%s</td><td>%s</td></tr>", strings.ReplaceAll(r, "<", "&lt;"), strings.ReplaceAll(r, "<", "&lt;"))
	}
	return []File{
		{Name: "runs.csv", Says: "cells that run", Content: []byte(csv.String()), Never: never},
		{Name: "runs.jsonl", Says: "values that run", Content: jsonl.Bytes(), Never: never},
		{Name: "runs.html", Says: "a page of them", Content: []byte(page.String()), Never: never},
		{Name: "<img src=x onerror=alert(1)>.csv", Says: "a name that runs", Content: []byte("Make,Model\nAxis,P3245-LVE\n"), Never: never},
		{Name: "\u202evsc.csv", Says: "a name that is turned round", Content: []byte("Make,Model\nAxis,P3245-LVE\n"), Never: never},
	}
}

// printable leaves out what has no place in a JSON text.
func printable(r rune) rune {
	if r < ' ' {
		return -1
	}
	return r
}

// references lead round in circles.
func references(Sizes) []File {
	return []File{
		{Name: "cycle.json", Says: "components that need one another", Content: []byte(`{"bomFormat":"CycloneDX","specVersion":"1.5","components":[{"bom-ref":"a","type":"device","name":"P3245-LVE","manufacturer":{"name":"Axis Communications AB"}},{"bom-ref":"b","type":"device","name":"M3045-V","manufacturer":{"name":"Axis Communications AB"}}],"dependencies":[{"ref":"a","dependsOn":["b","a"]},{"ref":"b","dependsOn":["a"]}]}`)},
		{Name: "cycle3.json", Says: "packages that hold one another", Content: []byte(`{"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[{"type":"Organization","spdxId":"o","name":"Axis Communications AB","createdBy":["o"]},{"type":"software_Package","spdxId":"p","name":"AXIS OS","suppliedBy":["o"]},{"type":"Relationship","from":"p","to":["p"],"relationshipType":"contains"}]}`)},
		{Name: "cycle-owners.json", Says: "companies that own one another", Content: []byte(`[{"statementID":"a","statementType":"entityStatement","name":"A Limited"},{"statementID":"b","statementType":"ownershipOrControlStatement","subject":{"describedByEntityStatement":"a"},"interestedParty":{"describedByEntityStatement":"a"}}]`), Must: NeverClear},
		{Name: "cycle-notice.json", Says: "a release related to itself", Content: []byte(`{"uri":"x","publishedDate":"y","releases":[{"ocid":"a","id":"1","relatedProcesses":[{"identifier":"a"}],"tender":{"title":"Axis P3245-LVE"}}]}`)},
	}
}
