package main

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
)

// lines are what an estate's register holds, in the mix that audits report:
// a fifth of the restricted families, as many relabels, ordinary makers, and
// lines that name nobody.
var lines = [][3]string{
	{"Hikvision", "DS-2CD2143G2-I", "4MP dome camera"},
	{"Hikvision", "DS-7608NI-I2/8P", "8 channel recorder"},
	{"Dahua", "IPC-HFW2431S-S-S2", "bullet camera"},
	{"Huawei", "S5720-28P-LI-AC", "access switch"},
	{"Annke", "C800", "turret camera, car park"},
	{"Lorex", "E892AB", "bullet camera"},
	{"Axis", "P3265-LVE", "dome camera, level 2"},
	{"Axis", "M3045-V", "mini dome"},
	{"Hanwha", "XNV-8080R", "vandal dome"},
	{"Bosch", "NDE-8504-R", "dome camera"},
	{"Cisco", "WS-C2960X-48FPS-L", "access switch"},
	{"Avigilon", "3.0C-H5A-D1", "dome camera"},
	{"", "", "4MP dome camera PoE"},
	{"", "", "CCTV DVR 8ch 2TB"},
	{"Motorola", "DP4801e", "handheld radio with charger"},
}

func create(dir, name string, write func(*bufio.Writer) error) (string, error) {
	path := filepath.Join(dir, name)
	f, err := os.Create(path)
	if err != nil {
		return "", err
	}
	w := bufio.NewWriterSize(f, 1<<20)
	if err := write(w); err != nil {
		f.Close()
		return "", err
	}
	if err := w.Flush(); err != nil {
		f.Close()
		return "", err
	}
	return path, f.Close()
}

// csvFile writes rows of a register; every row has its own asset tag, site and
// serial number, so no two rows are alike.
func csvFile(dir string, rows int) (string, error) {
	return create(dir, fmt.Sprintf("register-%d.csv", rows), func(w *bufio.Writer) error {
		r := rand.New(rand.NewPCG(20261123, 1))
		fmt.Fprintln(w, "Asset Tag,Manufacturer,Model,Description,Serial Number,Site,Purchase Date")
		for i := range rows {
			l := lines[r.IntN(len(lines))]
			_, err := fmt.Fprintf(w, "CAM-%07d,%s,%s,\"%s\",%012X,\"Block %d, floor %d\",20%02d-%02d-%02d\n",
				i, l[0], l[1], l[2], r.Uint64()&0xffffffffffff, r.IntN(40), r.IntN(9), 15+r.IntN(10), 1+r.IntN(12), 1+r.IntN(28))
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// words fill notices with text that is about something else, as most notices
// are.
var words = []string{
	"provision", "of", "services", "for", "the", "maintenance", "and", "supply", "framework", "agreement", "council",
	"highways", "resurfacing", "catering", "software", "licences", "support", "cleaning", "school", "transport", "lot",
	"including", "installation", "CCTV", "cameras", "security", "building", "works", "consultancy", "waste", "collection",
}

// ocdsFile writes JSON Lines of releases of about 5 kB each, up to a size in
// bytes.
func ocdsFile(dir string, size int64) (string, error) {
	return create(dir, fmt.Sprintf("notices-%d.jsonl", size), func(w *bufio.Writer) error {
		r := rand.New(rand.NewPCG(20261123, 2))
		text := func(n int) []byte {
			var b []byte
			for range n {
				b = append(b, words[r.IntN(len(words))]...)
				b = append(b, ' ')
			}
			return b
		}
		var written int64
		for i := 0; written < size; i++ {
			l := lines[r.IntN(len(lines))]
			n, err := fmt.Fprintf(w, `{"ocid":"ocds-bench-%08d","id":"r-%d","date":"2026-03-%02dT09:00:00Z","tag":["award"],"initiationType":"tender",`+
				`"buyer":{"id":"GB-LAE-%d","name":"Borough Council %d"},"parties":[{"id":"GB-COH-%08d","name":"Supplier %d Limited","roles":["supplier"],"address":{"streetAddress":"%d High Street","postalCode":"AB1 2CD","countryName":"UK"},"contactPoint":{"name":"withheld","email":"withheld@example.org"}}],`+
				`"tender":{"id":"t-%d","title":"%s","description":"%s","status":"complete","classification":{"scheme":"CPV","id":"32323500"},"value":{"amount":%d,"currency":"GBP"},"items":[{"id":"1","description":"%s %s %s","quantity":%d,"unit":{"name":"each"}}],"documents":[{"id":"d1","url":"https://example.org/d1","title":"%s"}]},`+
				`"awards":[{"id":"a-%d","title":"%s","date":"2026-03-01","value":{"amount":%d,"currency":"GBP"},"suppliers":[{"id":"GB-COH-%08d","name":"Supplier %d Limited"}],"description":"%s"}]}`+"\n",
				i, i, 1+r.IntN(28), r.IntN(400), r.IntN(400), i, i, r.IntN(90), i, text(8), text(300), r.IntN(1e6), l[0], l[1], l[2], 1+r.IntN(40), text(6), i, text(8), r.IntN(1e6), i, i, text(220))
			if err != nil {
				return err
			}
			written += int64(n)
		}
		return nil
	})
}
