package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"caveat.example/caveat/internal/check"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/hostile"
	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/report"
)

// A trial runs files through the whole of check: readers, attribution, rules
// and outputs.
type trial struct {
	t    *testing.T
	dir  string
	know *knowledge
	who  check.Attributor
	law  check.Assessor
	run  finding.Run
}

func newTrial(t *testing.T) *trial {
	t.Helper()
	know, err := load()
	if err != nil {
		t.Fatal(err)
	}
	asks := finding.Context{Body: "us_federal_agency", Act: "procure", Date: "2026-01-02"}
	who, law, err := know.in(asks)
	if err != nil {
		t.Fatal(err)
	}
	return &trial{t: t, dir: t.TempDir(), know: know, who: who, law: law, run: know.run(asks)}
}

// A result is what came of one file.
type result struct {
	sum     finding.Summary
	formats []string
	skips   []*intake.Skip
	unsaid  []string          // Items without a place
	out     map[string]string // format → output
	work    uint64            // bytes allocated, a measure of work that no clock disturbs
}

// check reads one file as `caveat check` does.
func (tr *trial) check(f hostile.File, outputs ...string) result {
	tr.t.Helper()
	path := filepath.Join(tr.dir, strings.ReplaceAll(f.Name, "/", "_"))
	if err := os.WriteFile(path, f.Content, 0o600); err != nil {
		tr.t.Fatal(err)
	}
	defer os.Remove(path) // so that folders stay small; TempDir removes what is left
	r := result{out: map[string]string{}}
	var sinks []finding.Sink
	buffers := map[string]*bytes.Buffer{}
	for _, name := range outputs {
		format, err := report.Find(name)
		if err != nil {
			tr.t.Fatal(err)
		}
		buffers[name] = &bytes.Buffer{}
		sinks = append(sinks, format.New(buffers[name], report.Options{}))
	}
	out := report.All(sinks...)
	if err := out.Begin(tr.run); err != nil {
		tr.t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	r.sum, _ = check.Run(tr.t.Context(), tr.items(path, &r), tr.who, tr.law, out)
	runtime.ReadMemStats(&after)
	r.work = after.TotalAlloc - before.TotalAlloc
	for format, b := range buffers {
		r.out[format] = b.String()
	}
	return r
}

func (tr *trial) items(path string, r *result) func(func(inventory.Item, error) bool) {
	limits := intake.Limits{Expanded: 64 << 20, RatioFrom: 16 << 20, Ratio: 200}
	if testing.Short() {
		limits.Expanded, limits.RatioFrom = 8<<20, 2<<20
	}
	options := intake.Options{
		Readers: tr.know.readers, Known: tr.know.known, TempDir: tr.dir, Limits: limits,
		Done: func(n finding.SourceNote) { r.formats = append(r.formats, n.Format) },
	}
	return func(yield func(inventory.Item, error) bool) {
		for item, err := range intake.Walk(context.Background(), []string{path}, nil, options) {
			if skip, ok := errors.AsType[*intake.Skip](err); ok {
				r.skips = append(r.skips, skip)
			}
			if err == nil && (item.Origin.At == "" || item.Origin.Source == "") {
				r.unsaid = append(r.unsaid, item.Text)
			}
			if !yield(item, err) {
				return
			}
		}
	}
}

// judge says what is wrong with what came of a file.
func judge(f hostile.File, r result) (wrong []string) {
	say := func(format string, args ...any) { wrong = append(wrong, fmt.Sprintf(format, args...)) }
	code := exitCode(outcomeOf(r.sum), nil)
	must := f.Must
	if f.Format != "" && (len(r.formats) == 0 || !strings.HasPrefix(r.formats[len(r.formats)-1], f.Format)) {
		must = min(must, hostile.NeverClear) // it is taken for something else
	}
	switch {
	case must == hostile.Incomplete && code != exitFailed && code != exitNothing:
		say("exit %d, want 1: what could not be read is not said (%d items)", code, r.sum.Items)
	case must >= hostile.NeverClear && code == exitClear:
		say("exit 0")
	}
	for _, s := range r.skips {
		if s.Origin.Source == "" || s.Reason == "" {
			say("a problem without its place or reason: %+v", s)
		}
	}
	if len(r.unsaid) > 0 {
		say("items without a place: %.200q", r.unsaid)
	}
	if len(r.skips) != r.sum.Skipped {
		say("%d problems were told and %d counted", len(r.skips), r.sum.Skipped)
	}
	// What may be allocated goes with the bytes, the items and the sources; the
	// constant covers bombs up to the limit of 64 MB that these trials set.
	if most := uint64(384<<20 + 100*max(f.Unpacked, len(f.Content)) + 8<<10*(r.sum.Items+r.sum.Skipped) + 512<<10*len(r.formats)); r.work > most {
		say("%d MB of work for %d kB", r.work>>20, len(f.Content)>>10)
	}
	for format, out := range r.out {
		for _, never := range f.Never {
			if strings.Contains(out, never) && (format == "html" || never[0] != '<') {
				say("%s shows %q", format, never)
			}
		}
	}
	return append(wrong, runnable(r.out)...)
}

// runnable says which cells of a CSV output a spreadsheet would run.
func runnable(out map[string]string) (wrong []string) {
	rows, err := csv.NewReader(strings.NewReader(out["csv"])).ReadAll()
	if err != nil {
		return []string{"the CSV output is none: " + err.Error()}
	}
	for _, row := range rows {
		for _, cell := range row {
			if cell != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", []rune(cell)[0]) {
				wrong = append(wrong, fmt.Sprintf("a cell runs: %.60q", cell))
			}
		}
	}
	return wrong
}

func TestHostileCorpusDamaged(t *testing.T) {
	tr := newTrial(t)
	places := hostile.Places
	if testing.Short() {
		places = 10
	}
	for _, s := range hostile.Samples() {
		good := tr.check(hostile.File{Name: s.Name, Content: s.Content})
		if good.sum.Items == 0 || !good.sum.Complete || good.sum.Restricted > 0 || !strings.HasPrefix(good.formats[len(good.formats)-1], s.Format) {
			t.Errorf("%s: the sample itself is not read as %s: %+v %v", s.Name, s.Format, good.sum, good.formats)
		}
		bad := 0
		for f := range hostile.Damaged(s, 1, places) {
			if wrong := judge(f, tr.check(f)); len(wrong) > 0 {
				if bad++; bad <= 5 {
					t.Errorf("%s (%s), %s: %s", f.Name, s.Format, f.Says, strings.Join(wrong, "; "))
				}
			}
		}
		if bad > 5 {
			t.Errorf("%s: %d more", s.Name, bad-5)
		}
	}
}

func TestHostileCorpusAttacks(t *testing.T) {
	tr := newTrial(t)
	sizes := hostile.Small
	if os.Getenv("CAVEAT_HOSTILE") == "full" {
		sizes = hostile.Full
	}
	if testing.Short() {
		sizes.Line, sizes.Bomb = 3<<20, 9<<20 // a little more than is allowed
	}
	for f := range hostile.Attacks(hostile.Samples(), sizes) {
		r := tr.check(f, "csv", "html", "table")
		if wrong := judge(f, r); len(wrong) > 0 {
			t.Errorf("%s, %s: %s", f.Name, f.Says, strings.Join(wrong, "; "))
		}
		if left, err := os.ReadDir(tr.dir); err != nil || len(left) > 0 {
			t.Fatalf("%s, %s: left behind: %v %v", f.Name, f.Says, left, err)
		}
	}
}
