package triage

import (
	"bufio"
	"os"
	"strings"
	"testing"

	"caveat.example/caveat/internal/inventory"
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
	if len(got) != 1 || got[0].Screen[0] != "Acme" || len(got[0].Documents) != 1 || got[0].Verdict.Level != Core {
		t.Fatalf("got %+v", got)
	}
	if want := "Which makes and models of surveillance equipment were offered or supplied under n1, and who made them?"; got[0].Ask() != want {
		t.Errorf("ask: got %q, want %q", got[0].Ask(), want)
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
