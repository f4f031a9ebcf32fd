package attribution_test

import (
	"fmt"
	"regexp/syntax"
	"strings"
	"testing"
	"testing/fstest"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/register"
	"caveat.example/caveat/makers"
	"go.yaml.in/yaml/v3"
)

// BenchmarkAttribute reads a mix of lines as registers and bids have them, with
// all makers loaded, on one core, each as if it had never been seen.
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
	loop(b, x.Unremembered, items)
}

// BenchmarkRemembered reads the same lines as registers do that repeat them.
func BenchmarkRemembered(b *testing.B) { loop(b, whole(b).Attribute, mix()) }

// BenchmarkNotice reads a long text that names nobody, as most of a notice is.
func BenchmarkNotice(b *testing.B) {
	about := strings.Repeat("provision of services for the maintenance and supply of highways, catering and cleaning ", 40)
	b.SetBytes(int64(len(about)))
	loop(b, whole(b).Attribute, []inventory.Item{{Kind: inventory.Notice, Text: about}})
}

// loop asks again and again, and reports how many items a second of processor
// time, garbage collection on other cores included, is enough for.
func loop(b *testing.B, ask func(inventory.Item) []attribution.Attribution, items []inventory.Item) {
	b.ReportAllocs()
	start := cpu()
	i := 0
	for b.Loop() {
		ask(items[i%len(items)])
		i++
	}
	if used := cpu() - start; used > 0 {
		b.ReportMetric(float64(b.N)/used.Seconds(), "items/cpu-s")
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "items/s")
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

// BenchmarkTenfold does the same with ten times the parties, names, brands and
// patterns: nine more registers like it whose names and numbers are others.
func BenchmarkTenfold(b *testing.B) {
	run(b, attribution.New(tenfold(b)))
}

// tenfold writes the register's own facts out nine times more, each time with
// the letters of names and numbers moved on in the alphabet.
func tenfold(b *testing.B) *register.Register {
	b.Helper()
	reg, err := register.Load(makers.FS())
	if err != nil {
		b.Fatal(err)
	}
	files := fstest.MapFS{"sources.yaml": {Data: []byte("S-TEST: {text: made for a bench}\n")}}
	for k := range 10 {
		var out facts
		id := func(s string) string { return fmt.Sprintf("%s-x%d", s, k) }
		src := register.Source{Keys: []string{"S-TEST"}, Date: "2026-11-23", Confidence: "high"}
		out.Parties = append(out.Parties, register.Party{ID: fmt.Sprintf("x%d", k), Name: moved(fmt.Sprintf("Bench file number%d", k), k), Kind: "company", Source: src})
		for _, p := range reg.Parties() {
			q := register.Party{ID: id(p.ID), Name: moved(p.Name, k), Kind: p.Kind, Status: p.Status, Products: p.Products, Class: p.Class, Source: src}
			for _, n := range p.Names {
				q.Names = append(q.Names, register.Name{Text: moved(n.Text, k), Kind: n.Kind, Shared: true, Source: src})
			}
			out.Parties = append(out.Parties, q)
		}
		for _, p := range reg.Patterns() {
			tree, err := syntax.Parse(p.Regexp, syntax.Perl)
			if err != nil || p.Field != "" || p.Party == "" {
				continue
			}
			out.Patterns = append(out.Patterns, register.Pattern{ID: id(p.ID), Party: id(p.Party), Kind: p.Kind, Regexp: movedTree(tree, k).String(), NeedsContext: p.NeedsContext, Examples: []string{"x"}, Source: src})
		}
		data, err := yaml.Marshal(out)
		if err != nil {
			b.Fatal(err)
		}
		files[fmt.Sprintf("x%d.yaml", k)] = &fstest.MapFile{Data: data}
	}
	big, err := register.Load(files)
	if err != nil {
		b.Fatal(err.Error()[:min(len(err.Error()), 1000)])
	}
	b.Logf("%d parties, %d patterns", len(big.Parties()), len(big.Patterns()))
	return big
}

type facts struct {
	Parties  []register.Party   `yaml:"parties"`
	Patterns []register.Pattern `yaml:"patterns"`
}

// moved moves every Latin letter k places on in the alphabet.
func moved(s string, k int) string {
	return strings.Map(func(r rune) rune { return movedRune(r, k) }, s)
}

func movedRune(r rune, k int) rune {
	switch {
	case r >= 'a' && r <= 'z':
		return 'a' + (r-'a'+rune(k))%26
	case r >= 'A' && r <= 'Z':
		return 'A' + (r-'A'+rune(k))%26
	case r >= 0x4E00 && r < 0x9000:
		return r + rune(k)
	}
	return r
}

func movedTree(re *syntax.Regexp, k int) *syntax.Regexp {
	out := *re
	if re.Op == syntax.OpLiteral {
		out.Rune = nil
		for _, r := range re.Rune {
			out.Rune = append(out.Rune, movedRune(r, k))
		}
	}
	out.Sub = nil
	for _, sub := range re.Sub {
		out.Sub = append(out.Sub, movedTree(sub, k))
	}
	return &out
}

// BenchmarkRows reads rows of a register of assets: typed fields, a serial
// number in each.
func BenchmarkRows(b *testing.B) {
	reg, err := register.Load(makers.FS())
	if err != nil {
		b.Fatal(err)
	}
	x := attribution.New(reg)
	kinds := [][3]string{
		{"Hikvision", "DS-2CD2143G2-I", "4MP dome"},
		{"Axis", "P3245-LVE", "dome"},
		{"Dahua", "IPC-HFW2431S", "bullet"},
		{"", "", "4MP turret camera"},
		{"Cisco", "C9200L-24P-4G-E", "switch"},
		{"HP", "LaserJet", "printer"},
	}
	var items []inventory.Item
	for i := range 600 {
		k := kinds[i%len(kinds)]
		items = append(items, fields("reference", fmt.Sprintf("A%d", i), "maker", k[0], "model", k[1], "description", k[2], "serial", fmt.Sprintf("SN%08dX", i), "site", fmt.Sprintf("Room %d", i)))
	}
	loop(b, x.Attribute, items)
}
