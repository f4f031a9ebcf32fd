package attribution_test

import (
	"fmt"
	"strings"
	"testing"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/register"
	"caveat.example/caveat/makers"
)

// BenchmarkAttribute reads a mix of lines as registers and bids have them, with
// all makers loaded, on one core.
func BenchmarkAttribute(b *testing.B) {
	reg, err := register.Load(makers.FS())
	if err != nil {
		b.Fatal(err)
	}
	run(b, attribution.New(reg))
}

func run(b *testing.B, x *attribution.Index) {
	items := mix()
	for _, it := range items {
		x.Attribute(it) // compiles what is needed
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		x.Attribute(items[i%len(items)])
		i++
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "lines/s")
}

// mix gives 1,000 different lines: restricted, ordinary, and nobody's.
func mix() []inventory.Item {
	forms := []string{
		"Hikvision DS-2CD2%03dG2-I 4MP dome camera, reception",
		"4 no. Dahua IPC-HFW2%03dS bullet c/w junction box",
		"AXIS P3%03d-LVE dome cam, car park lvl 2",
		"Hanwha XNV-8%03dR vandal dome 5MP",
		"8ch NVR 2TB rack mount, ref %03d",
		"Supply and fit 4MP turret camera with bracket, item %03d",
		"Cisco C9200L-24P-4G-E access switch, comms room %03d",
		"Replace all Hikvision cameras with Axis P3%03d-LVE",
		"Office chair, black, height adjustable, lot %03d",
		"HP LaserJet toner cartridge CF%03dA",
	}
	var items []inventory.Item
	for n := range 100 {
		for _, f := range forms {
			items = append(items, inventory.Item{Kind: inventory.BidLine, Text: fmt.Sprintf(f, 100+n)})
		}
	}
	return items
}

// BenchmarkMegabyte reads one line of a megabyte.
func BenchmarkMegabyte(b *testing.B) {
	reg, err := register.Load(makers.FS())
	if err != nil {
		b.Fatal(err)
	}
	x := attribution.New(reg)
	it := inventory.Item{Kind: inventory.BidLine, Text: strings.Repeat("Hikvision DS-2CD2143G2-I, ", 40_000)}
	for b.Loop() {
		x.Attribute(it)
	}
}
