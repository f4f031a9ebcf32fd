package triage

import (
	"bufio"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"caveat.example/caveat/internal/inventory"
	"github.com/google/go-cmp/cmp"
)

func TestJudge(t *testing.T) {
	b, err := os.Open("testdata/notices.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer b.Close()
	lines := bufio.NewScanner(b)
	n, right := 0, 0
	for lines.Scan() {
		line := lines.Text()
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		want, text, ok := strings.Cut(line, ": ")
		if !ok {
			t.Fatalf("%q: no subject", line)
		}
		n++
		title, about, _ := strings.Cut(text, " // ")
		v := Judge(inventory.Item{Kind: inventory.Notice, Fields: inventory.Fields{{Key: inventory.Name, Value: title}, {Key: inventory.Description, Value: about}}})
		got := strings.Join(v.Subjects(), ",")
		if got == "" {
			got = "none"
		}
		if got == want {
			right++
			continue
		}
		t.Logf("%q: got %s, want %s (%v)", text, got, want, v.Reasons)
	}
	if right*100 < n*95 {
		t.Errorf("%d of %d notices judged right, want 95 %%", right, n)
	}
	t.Logf("%d of %d", right, n)
}

// The second set is divided by language. A notice is found where any subject
// is, and told right where its own is.
func TestLabelledNotices(t *testing.T) {
	for _, name := range []string{"labelled.txt", "held_out.txt"} {
		t.Run(name, func(t *testing.T) { labelled(t, "testdata/"+name) })
	}
}

func labelled(t *testing.T, path string) {
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	type count struct{ found, missed, tooMany, left, told int }
	langs, all := map[string]*count{}, &count{}
	for line := range strings.Lines(string(b)) {
		head, text, ok := strings.Cut(strings.TrimSpace(line), ": ")
		lang, want, two := strings.Cut(head, " ")
		if !ok || !two || strings.HasPrefix(line, "#") {
			continue
		}
		title, about, _ := strings.Cut(text, " // ")
		v := Judge(inventory.Item{Kind: inventory.Notice, Fields: inventory.Fields{{Key: inventory.Name, Value: title}, {Key: inventory.Description, Value: about}}})
		if langs[lang] == nil {
			langs[lang] = &count{}
		}
		for _, c := range []*count{langs[lang], all} {
			switch {
			case want == "none" && v.Level == None:
				c.left++
			case want == "none":
				c.tooMany++
			case v.Level == None:
				c.missed++
			default:
				c.found++
			}
			if slices.Contains(v.Subjects(), want) {
				c.told++
			}
		}
		if (want == "none") != (v.Level == None) || want != "none" && !slices.Contains(v.Subjects(), want) {
			t.Logf("%s %q: got %v, want %s", lang, text, v.Reasons, want)
		}
	}
	for _, lang := range slices.Sorted(maps.Keys(langs)) {
		c := langs[lang]
		t.Logf("%s: found %d of %d, too many %d of %d", lang, c.found, c.found+c.missed, c.tooMany, c.tooMany+c.left)
	}
	recall, precision := float64(all.found)/float64(all.found+all.missed), float64(all.found)/float64(all.found+all.tooMany)
	t.Logf("all: recall %.3f of %d, precision %.3f, subject right %d", recall, all.found+all.missed, precision, all.told)
	if recall < 0.95 || precision < 0.7 {
		t.Errorf("recall %.3f and precision %.3f, want 0.95 and 0.7", recall, precision)
	}
}

func TestCodes(t *testing.T) {
	tests := []struct {
		name  string
		codes []string
		title string
		want  Level
	}{
		{"a sure code alone", []string{"CPV 35125300 Security cameras"}, "Supply", Core},
		{"a sure code that is not the main one", []string{"CPV 45000000", "CPV 32323500"}, "Works", Part},
		{"a hint alone", []string{"CPV 35120000"}, "Supply", None},
		{"two hints", []string{"CPV 35120000", "CPV 50610000"}, "Supply", Part},
		{"a hint beside words", []string{"CPV 35120000"}, "CCTV", Core},
		{"with its check digit", []string{"32234000-2"}, "Supply", Core},
		{"American codes", []string{"561621"}, "Services", Core},
		{"American codes with their names", []string{"PSC 5836", "NAICS 334310"}, "Supply", Part},
		{"another code", []string{"CPV 60000000"}, "Supply", None},
	}
	for _, tt := range tests {
		f := inventory.Fields{{Key: inventory.Name, Value: tt.title}}
		for _, c := range tt.codes {
			f = append(f, inventory.Field{Key: inventory.Codes, Value: c})
		}
		if got := Judge(inventory.Item{Fields: f}).Level; got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestCollectorJoinsANotice(t *testing.T) {
	var c Collector
	c.Add(inventory.Item{Kind: inventory.Notice, Fields: inventory.Fields{{Key: "name", Value: "CCTV upgrade"}, {Key: "reference", Value: "n1"}, {Key: "buyer", Value: "Town"}, {Key: "other:document", Value: "Spec https://example.org/s.pdf"}}})
	c.Add(inventory.Item{Kind: inventory.Award, Fields: inventory.Fields{{Key: "name", Value: "Contract"}, {Key: "reference", Value: "n1"}, {Key: "supplier", Value: "Acme"}}})
	c.Add(inventory.Item{Kind: inventory.Notice, Fields: inventory.Fields{{Key: "name", Value: "Bus services"}, {Key: "reference", Value: "n2"}}})
	got := c.Leads()
	if len(got) != 1 || got[0].Screen[0].Name != "Acme" || len(got[0].Documents) != 1 || got[0].Verdict.Level != Core {
		t.Fatalf("got %+v", got)
	}
	if want := "Which makes and models of surveillance equipment were offered or supplied under n1, and who made them?"; got[0].Ask() != want {
		t.Errorf("ask: got %q, want %q", got[0].Ask(), want)
	}
}

// Owners that another file names are owners to screen, and so are theirs.
func TestOwnersOfSuppliers(t *testing.T) {
	var c Collector
	c.Add(inventory.Item{Kind: inventory.Award, Fields: inventory.Fields{{Key: "name", Value: "CCTV"}, {Key: "reference", Value: "n1"}, {Key: "supplier", Value: "Acme"}, {Key: "supplier_id", Value: "GB-COH:1"}}})
	c.Add(inventory.Item{Kind: inventory.Entity, Fields: inventory.Fields{{Key: "supplier", Value: "ACME LTD"}, {Key: "supplier_id", Value: "GB-COH:1"}, {Key: "owner", Value: "Holding"}}})
	c.Add(inventory.Item{Kind: inventory.Entity, Fields: inventory.Fields{{Key: "supplier", Value: "HOLDING"}, {Key: "owner", Value: "Group"}}})
	c.Add(inventory.Item{Kind: inventory.Entity, Fields: inventory.Fields{{Key: "supplier", Value: "Group"}, {Key: "owner", Value: "Holding"}}}) // in a circle
	want := []Party{{Name: "Acme", Role: "supplier", IDs: []string{"GB-COH:1"}}, {Name: "Holding", Role: "owner"}, {Name: "Group", Role: "owner"}}
	if diff := cmp.Diff(want, c.Leads()[0].Screen); diff != "" {
		t.Errorf("to screen (-want +got):\n%s", diff)
	}
}

func BenchmarkJudge(b *testing.B) {
	text := strings.Repeat("The council is seeking to establish a provider list of organisations able to provide transport services including local bus. ", 20) + "CCTV cameras."
	item := inventory.Item{Fields: inventory.Fields{{Key: inventory.Description, Value: text}}}
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Judge(item)
	}
}
