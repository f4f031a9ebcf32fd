package main

import (
	"archive/zip"
	"bufio"
	"fmt"
	"math/rand/v2"
	"net/netip"
	"os"
	"path/filepath"
	"time"

	"caveat.example/caveat/internal/probe/probetest"
)

// formats measures the reading of other formats than those of bulk: alone
// (--dry-run), and with all that is asked of every item.
func (b *bench) formats() error {
	const rows, books = 100_000, 40
	book, err := xlsxFile(b.dir, "register.xlsx", rows)
	if err != nil {
		return err
	}
	capture, err := captureFile(b.dir, 200e6)
	if err != nil {
		return err
	}
	folder := filepath.Join(b.dir, "books")
	if err := os.Mkdir(folder, 0o700); err != nil {
		return err
	}
	for i := range books {
		if _, err := xlsxFile(folder, fmt.Sprintf("%d.xlsx", i), rows/books); err != nil {
			return err
		}
	}
	info, err := os.Stat(capture)
	if err != nil {
		return err
	}
	fmt.Fprintln(b.out)
	for _, m := range []struct {
		what  string
		path  string
		cores int
		rate  func(seconds float64) string
	}{
		{"XLSX, 100,000 rows", book, 1, rowsIn(rows)},
		{"40 XLSX of 2,500 rows, one core", folder, 1, rowsIn(rows)},
		{"40 XLSX of 2,500 rows, two cores", folder, 2, rowsIn(rows)},
		{"capture, 200 MB", capture, 1, func(s float64) string { return fmt.Sprintf("%8.0f MB/s", float64(info.Size())/1e6/s) }},
	} {
		for _, way := range [][]string{{"--dry-run"}, {"--body", "us_federal_agency", "--act", "procure", "-o", "table"}} {
			f, err := b.run(10*time.Minute, m.cores, append(append([]string{"check"}, way...), m.path)...)
			if err != nil {
				return err
			}
			fmt.Fprintf(b.out, "%-34s %-10s %s by wall time   cpu %6.2f s   peak %4d MB\n",
				m.what, map[bool]string{true: "read", false: "checked"}[len(way) == 1], m.rate(f.wall.Seconds()), f.cpu.Seconds(), f.peak>>20)
		}
	}
	for _, path := range []string{book, capture, folder} {
		if err := os.RemoveAll(path); err != nil {
			return err
		}
	}
	return nil
}

func rowsIn(n int) func(float64) string {
	return func(s float64) string { return fmt.Sprintf("%8.0f rows/s", float64(n)/s) }
}

// xlsxFile writes a workbook of one sheet, its texts in the shared part.
func xlsxFile(dir, name string, rows int) (string, error) {
	return create(dir, name, func(w *bufio.Writer) error {
		z := zip.NewWriter(w)
		for _, part := range []struct {
			name  string
			write func(*bufio.Writer)
		}{
			{"[Content_Types].xml", func(w *bufio.Writer) { w.WriteString("<Types/>") }},
			{"xl/workbook.xml", func(w *bufio.Writer) {
				w.WriteString(`<workbook><sheets><sheet name="Register" r:id="r1"/></sheets></workbook>`)
			}},
			{"xl/_rels/workbook.xml.rels", func(w *bufio.Writer) {
				w.WriteString(`<Relationships><Relationship Id="r1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>`)
			}},
			{"xl/sharedStrings.xml", func(w *bufio.Writer) {
				w.WriteString("<sst>")
				for _, h := range []string{"Manufacturer", "Model", "Description", "Serial Number", "Site"} {
					fmt.Fprintf(w, "<si><t>%s</t></si>", h)
				}
				for _, l := range lines {
					fmt.Fprintf(w, "<si><t>%s</t></si><si><t>%s</t></si><si><t>%s</t></si>", l[0], l[1], l[2])
				}
				w.WriteString("</sst>")
			}},
			{"xl/worksheets/sheet1.xml", func(w *bufio.Writer) { sheetXML(w, rows) }},
		} {
			p, err := z.Create(part.name)
			if err != nil {
				return err
			}
			text := bufio.NewWriter(p)
			part.write(text)
			if err := text.Flush(); err != nil {
				return err
			}
		}
		return z.Close()
	})
}

func sheetXML(w *bufio.Writer, rows int) {
	r := rand.New(rand.NewPCG(20261124, 3))
	w.WriteString(`<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c><c r="E1" t="s"><v>4</v></c></row>`)
	for i := range rows {
		n, l := i+2, 5+3*r.IntN(len(lines))
		fmt.Fprintf(w, `<row r="%d"><c r="A%d" t="s"><v>%d</v></c><c r="B%d" t="s"><v>%d</v></c><c r="C%d" t="s"><v>%d</v></c>`, n, n, l, n, l+1, n, l+2)
		fmt.Fprintf(w, `<c r="D%d" t="str"><v>%012X</v></c><c r="E%d" t="inlineStr"><is><t>Block %d, floor %d</t></is></c></row>`, n, r.Uint64()&0xffffffffffff, n, r.IntN(40), r.IntN(9))
	}
	w.WriteString("</sheetData></worksheet>")
}

// captureFile writes what simulated devices and their visitors say, again and
// again from other addresses, up to a size in bytes.
func captureFile(dir string, size int) (string, error) {
	return create(dir, "street.pcap", func(w *bufio.Writer) error {
		const head = 24 // of the file
		page := probetest.Web{Title: "busy", Body: string(make([]byte, 100_000))}
		at := netip.MustParseAddr("10.66.0.1")
		for written := 0; written < size; {
			street := probetest.Street(at)
			for range street {
				at = at.Next()
			}
			for range 30 {
				street = append(street, &probetest.Device{Addr: at, MAC: "02:00:00:00:00:01", TCP: map[uint16]probetest.Server{80: page.Serve}})
				at = at.Next()
			}
			b := probetest.Pcap(street)
			if written > 0 {
				b = b[head:]
			}
			n, err := w.Write(b)
			if err != nil {
				return err
			}
			written += n
		}
		return nil
	})
}
