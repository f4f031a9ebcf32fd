package all_test

import (
	"fmt"
	"strings"
	"testing"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/lists"
	"caveat.example/caveat/internal/lists/usdpl"
)

// BenchmarkImport reads a table of ordinary rows into a draft in memory.
func BenchmarkImport(b *testing.B) {
	var s strings.Builder
	s.WriteString(dplHead)
	for i := range 10_000 {
		fmt.Fprintf(&s, "EXAMPLE TRADING COMPANY %d LTD (ETC%d)\t1 HOME STREET\tPARIS\t\tFR\t75000\t06/19/2003\t06/29/2056\tY\t2007-01-31\tF.R. NOTICE ADDED\t68 F.R. %d\n", i, i, i)
	}
	text := s.String()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := lists.Try(usdpl.Importer{}, lists.File{R: strings.NewReader(text), Source: cite.Source{Name: "dpl.txt"}}); err != nil {
			b.Fatal(err)
		}
	}
}
