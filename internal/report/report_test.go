package report_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/report"
	"caveat.example/caveat/internal/report/safe"
	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite testdata from what the code does now")

func render(t *testing.T, format string, s sample, o report.Options) string {
	t.Helper()
	f, err := report.Find(format)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	tell(t, report.Only(o.Only, f.New(&b, o)), s)
	return b.String()
}

func TestGolden(t *testing.T) {
	tests := []struct {
		file, format string
		o            report.Options
	}{
		{"table-100.txt", "table", report.Options{}},
		{"table-60.txt", "table", report.Options{Width: 60}},
		{"table-color.txt", "table", report.Options{Color: true, Only: []finding.Status{finding.Restricted}}},
		{"report.jsonl", "json", report.Options{}},
		{"report.csv", "csv", report.Options{}},
		{"report.html", "html", report.Options{Published: published}},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			got := render(t, tt.format, goodSample(), tt.o)
			file := filepath.Join("testdata", tt.file)
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("differs from %s (-want +got); run with -update and read the diff:\n%s", file, diff)
			}
		})
	}
}

func published(family string) []report.Published {
	if family != "hikvision" {
		return nil
	}
	return []report.Published{
		{Title: "A report", By: "A committee", Date: "2021-07", Says: "It said something.", State: "replied", ReplyBy: "A spokesperson", ReplyDate: "2021-08-01", Reply: "We disagree."},
		{Title: "A second report", By: "A newspaper", Says: "It said more.", State: "no_response"},
	}
}

func TestTableFitsTheTerminal(t *testing.T) {
	for _, width := range []int{40, 60, 80, 100, 160} {
		for name, s := range map[string]sample{"good": goodSample(), "hostile": hostile()} {
			for _, line := range strings.Split(render(t, "table", s, report.Options{Width: width}), "\n") {
				if got := safe.Width(line); got > width {
					t.Errorf("%s at %d columns: a line of %d: %q", name, width, got, line)
				}
			}
		}
	}
}

// Whatever stands in a name, no format passes on a control character, an
// override of the direction of text, a script or a formula.
func TestHostileText(t *testing.T) {
	for _, f := range report.Formats() {
		got := render(t, f.Name, hostile(), report.Options{})
		for _, bad := range []string{"\x1b", "\u202e"} {
			if strings.Contains(got, bad) {
				t.Errorf("%s: %q is in the output", f.Name, bad)
			}
		}
		switch f.Name {
		case "html":
			for _, bad := range []string{"<script", "<img", "onerror=alert(1)>"} {
				if strings.Contains(got, bad) {
					t.Errorf("html: %q is in the output", bad)
				}
			}
			if !strings.Contains(got, "bytes shown]") {
				t.Error("html: a megabyte of text is not cut, or does not say so")
			}
		case "csv", "csv-excel":
			formulas(t, f.Name, got)
		}
	}
}

func formulas(t *testing.T, name, text string) {
	t.Helper()
	rows, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if strings.IndexAny(cell, "=+-@\t\r") == 0 {
				t.Errorf("%s: cell %.40q would be taken for a formula", name, cell)
			}
			if len(cell) > 32_767 {
				t.Errorf("%s: a cell of %d bytes, which spreadsheets drop", name, len(cell))
			}
		}
	}
}

// JSON Lines carries a value whole and unchanged, whatever is in it.
func TestJSONKeepsWhatWasClaimed(t *testing.T) {
	s := hostile()
	lines := strings.Split(strings.TrimSpace(render(t, "json", s, report.Options{})), "\n")
	var got struct{ Item struct{ Text string } }
	lines = slices.DeleteFunc(lines, func(l string) bool { return !strings.HasPrefix(l, `{"type":"item"`) })
	for i, line := range lines[:2] {
		if err := json.Unmarshal([]byte(line), &got); err != nil {
			t.Fatal(err)
		}
		if want := s.answers[i].Item.Text; got.Item.Text != want {
			t.Errorf("line %d: text %.60q, want %.60q", i, got.Item.Text, want)
		}
	}
}

func TestJSONHasNoNullLists(t *testing.T) {
	s := sample{run: testRun(), answers: []finding.Answer{{Findings: []finding.Finding{{}}}, {}}}
	if got := render(t, "json", s, report.Options{}); strings.Contains(got, "null") {
		t.Errorf("a list is null:\n%s", got)
	}
	if s.answers[0].Findings[0].Because != nil {
		t.Error("writing changed the answer it was given")
	}
}

// Every format for people says so when there is nothing, or not everything.
func TestNothingAndNotEverythingNeverLookClean(t *testing.T) {
	tests := []struct {
		name string
		sum  finding.Summary
		want map[string]string
	}{
		{"nothing", finding.Summary{Complete: true}, map[string]string{
			"table": "not a clean result", "html": "not a clean result", "json": `"items":0`,
		}},
		{"cut short", finding.Summary{Items: 1, Clear: 1}, map[string]string{
			"table": "NOT COMPLETE", "html": "This report is not complete", "json": `"complete":false`, "csv": "NOT COMPLETE", "csv-excel": "NOT COMPLETE",
		}},
	}
	for _, tt := range tests {
		for format, want := range tt.want {
			if got := render(t, format, sample{run: testRun(), sum: tt.sum}, report.Options{}); !strings.Contains(got, want) {
				t.Errorf("%s in %s: %q is not said in:\n%s", tt.name, format, want, got)
			}
		}
	}
}

// However many items there are, the reports for people stay small and say what
// they leave out.
func TestManyItemsAreCountedNotHeld(t *testing.T) {
	s := sample{run: testRun(), sum: finding.Summary{Items: 5_000, Unknown: 5_000, Complete: true}}
	for i := range 5_000 {
		a := nobody("8")
		a.Item.Text = strings.Repeat("camera ", 3) + strings.Repeat("x", i%97) + string(rune('a'+i%26)) + string(rune('0'+i/500))
		s.answers = append(s.answers, a)
	}
	if got := render(t, "table", s, report.Options{}); !strings.Contains(got, "more (every one of them: -o csv=FILE)") || strings.Count(got, "\n") > 400 {
		t.Errorf("the table has %d lines, and should say what it leaves out", strings.Count(got, "\n"))
	}
	if got := render(t, "html", s, report.Options{}); !strings.Contains(got, "… and 4,000 more unknown items") {
		t.Error("the page does not say how many items it leaves out")
	}
}

func TestAlikeItemsShareARow(t *testing.T) {
	s := sample{run: testRun(), answers: []finding.Answer{axis("5"), axis("6"), axis("7")}, sum: finding.Summary{Items: 3, Clear: 3, Complete: true}}
	if got := render(t, "table", s, report.Options{}); !strings.Contains(got, "and 2 more") {
		t.Errorf("three alike cameras are not one row:\n%s", got)
	}
}

// A brand and its maker give two findings of one instrument; the item counts
// once, by the weightier.
func TestAnItemCountsOnceForAnInstrument(t *testing.T) {
	a := annke()
	a.Findings = append(a.Findings, ban(finding.Conditional, "purpose_not_shown"))
	s := sample{run: testRun(), answers: []finding.Answer{a}, sum: finding.Summary{Items: 1, Restricted: 1, Complete: true}}
	got := render(t, "table", s, report.Options{})
	if !strings.Contains(got, "s.889(a)(1)(A): 1 restricted\n") {
		t.Errorf("the rule is not counted as 1 restricted:\n%s", got)
	}
}

// Who is only named, or named to be excluded, is not shown as behind an item.
func TestWhoIsOnlyNamedIsBehindNothing(t *testing.T) {
	for _, role := range []attribution.Role{attribution.Named, attribution.Excluded, attribution.Compatible} {
		a := axis("1")
		a.Attributions[0].Role = role
		s := sample{run: testRun(), answers: []finding.Answer{a}, sum: finding.Summary{Items: 1, Clear: 1, Complete: true}}
		if got := render(t, "html", s, report.Options{}); strings.Contains(got, "Who appears to be behind") {
			t.Errorf("%s: Axis is shown as behind the item", role)
		}
	}
}

func TestFindNamesTheFormats(t *testing.T) {
	_, err := report.Find("pdf")
	if !errors.Is(err, fault.Invalid) || !strings.Contains(err.Error(), "table, json, csv") {
		t.Errorf("got %v, want an invalid format, and the names of those there are", err)
	}
}

// A disk that is full is an error in every format: half a report must not look
// like a whole one.
func TestFullDisk(t *testing.T) {
	for _, f := range report.Formats() {
		out := f.New(fullDisk{}, report.Options{})
		err := errors.Join(out.Begin(testRun()), out.Answer(annke()), out.End(finding.Summary{Items: 1}))
		if !errors.Is(err, io.ErrShortWrite) {
			t.Errorf("%s: got %v, want the disk's error", f.Name, err)
		}
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

// All ends every sink, also when one fails.
func TestAllEndsEverySink(t *testing.T) {
	good, _ := report.Find("json")
	var b bytes.Buffer
	out := report.All(good.New(fullDisk{}, report.Options{}), good.New(&b, report.Options{}))
	if err := out.End(finding.Summary{}); err == nil {
		t.Error("the failure of one sink was lost")
	}
	if !strings.Contains(b.String(), `"type":"summary"`) {
		t.Error("the other sink was not ended")
	}
}

// People read who asks in plain words, with the word of the command line beside
// them; machines read the word alone.
func TestAskedForInPlainWords(t *testing.T) {
	o := report.Options{Width: 200, Says: func(kind, word string) string {
		return map[string]string{"body us_federal_agency": "a federal executive agency", "act procure": "buying"}[kind+" "+word]
	}}
	const plain = "a federal executive agency (us_federal_agency), buying (procure), funding=own"
	for format, want := range map[string]string{"table": "Asked for: " + plain, "html": "<dt>Asked for</dt><dd>" + plain, "json": `"body":"us_federal_agency","act":"procure"`} {
		if got := render(t, format, goodSample(), o); !strings.Contains(got, want) {
			t.Errorf("%s does not say %q", format, want)
		}
	}
}
