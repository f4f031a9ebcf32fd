package all_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/lists"
	"caveat.example/caveat/internal/lists/all"
)

// shared is where the real publications lie, beside the project.
const shared = "../../../../shared/data/lists"

var day = time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)

// leftOut says why a file beside the project is not imported.
var leftOut = map[string]string{
	"SOURCES.md":                              "says where the files come from",
	"corpus_16k.jsonl":                        "a list of one's own: read with --list, not imported",
	"ftm/index.json":                          "describes an export, names nobody",
	"ftm/resources.json":                      "describes an export, names nobody",
	"ftm/yente_t1_index.json":                 "describes exports, names nobody",
	"ftm/senzing.json":                        "the same entities as the FollowTheMoney export, in a form of another program",
	"ftm/statements.pack":                     "the same entities as the FollowTheMoney export, one property a line",
	"nsfreg/lists.json":                       "describes lists, names nobody",
	"opensanctions-curated/us_fr_notices.csv": "a table of notices: document numbers, no parties",
}

// together are files of one publication, by the first of them.
var together = map[string][]string{
	"us/ofac_sdn_bench_sdn.csv":    {"us/ofac_sdn_bench_alt.csv", "us/ofac_sdn_bench_add.csv", "us/ofac_sdn_bench_sdn_comments.csv"},
	"us/ofac_nonsdn_cons_prim.csv": {"us/ofac_nonsdn_cons_alt.csv", "us/ofac_nonsdn_cons_add.csv", "us/ofac_nonsdn_cons_comments.csv"},
}

// Every real file imports with its rows accounted for, or is left out for a
// reason.
func TestRealLists(t *testing.T) {
	if _, err := os.Stat(shared); err != nil {
		t.Skip("no real lists beside the project: ", err)
	}
	part := map[string]bool{}
	for _, others := range together {
		for _, o := range others {
			part[o] = true
		}
	}
	err := filepath.WalkDir(shared, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name := filepath.ToSlash(strings.TrimPrefix(path, shared+string(filepath.Separator)))
		if part[name] || leftOut[name] != "" || strings.HasSuffix(name, ".yml") {
			return nil
		}
		t.Run(name, func(t *testing.T) { importReal(t, append([]string{name}, together[name]...)) })
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func importReal(t *testing.T, names []string) {
	t.Helper()
	store, err := edition.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	var files []lists.Named
	var head []byte
	for _, n := range names {
		data, err := os.ReadFile(filepath.Join(shared, n))
		if err != nil {
			t.Fatal(err)
		}
		if head == nil {
			head = data[:min(len(data), lists.HeadSize)]
		}
		files = append(files, lists.Named{Name: filepath.Base(n), R: bytes.NewReader(data)})
	}
	empty := bytes.Count(head, []byte("\n")) < 2 && strings.HasPrefix(names[0], "eu/") // a regulation without an annex: a heading and no row
	imp, err := lists.Choose(all.Importers(), "", head)
	if err != nil {
		t.Fatal(err)
	}
	opt := lists.Options{Options: edition.Options{Recorded: day, Published: "2026-11-23"}}
	if imp.About().Kind == "opensanctions-delta" {
		base, err := os.ReadFile(filepath.Join(shared, "ftm/yente_zala.ftm.json"))
		if err != nil {
			t.Fatal(err)
		}
		full, err := lists.Choose(all.Importers(), "", base)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := lists.Import(store, full, []lists.Named{{Name: "base", R: bytes.NewReader(base)}}, opt); err != nil {
			t.Fatal(err)
		}
	}
	rep, err := lists.Import(store, imp, files, opt)
	if empty {
		if err == nil || !strings.Contains(err.Error(), "an empty list is not imported") {
			t.Errorf("an empty list: %v, want it refused", err)
		}
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rep.Results {
		t.Logf("%s %s (%s) %s: %d entries: %s", imp.About().Kind, r.List, r.Published, r.Basis, r.Entries, r.Account)
		for _, why := range r.Account.Reasons {
			t.Logf("   %d × %s, first at %s", why.Count, why.Reason, why.First)
		}
		if r.Account.Torn != "" {
			t.Log("   torn: ", r.Account.Torn)
		}
		for _, c := range verify(t, store) {
			if !c.OK {
				t.Errorf("verify: %+v", c)
			}
		}
	}
}

func verify(t *testing.T, s *edition.Store) []edition.Check {
	t.Helper()
	checks, err := edition.Verify(s.Dir(), lists.Again(all.Importers(), t.TempDir()))
	if err != nil {
		t.Fatal(err)
	}
	return checks
}
