package all_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"caveat.example/caveat/internal/lists"
	"caveat.example/caveat/internal/lists/all"
)

// Every folder of a publication is in the table.
func TestEveryFolder(t *testing.T) {
	table, err := os.ReadFile("all.go")
	if err != nil {
		t.Fatal(err)
	}
	folders, err := os.ReadDir("..")
	if err != nil {
		t.Fatal(err)
	}
	// all is this package; liststest is for tests; own reads lists of the
	// user's own, and kev known vulnerabilities: neither makes editions.
	other := map[string]bool{"all": true, "liststest": true, "own": true, "kev": true}
	for _, f := range folders {
		if f.IsDir() && !other[f.Name()] && !strings.Contains(string(table), "/lists/"+f.Name()+`"`) {
			t.Errorf("internal/lists/%s is not in the table: add a line for it to Importers", f.Name())
		}
	}
}

// Kinds are unique, and every importer says where its publication lives.
func TestAbout(t *testing.T) {
	seen := map[string]bool{}
	for _, imp := range all.Importers() {
		a := imp.About()
		if a.Kind == "" || a.Version < 1 || a.Home == "" || a.Formats == "" || seen[a.Kind] {
			t.Errorf("About() = %+v: a kind of its own, a version, a home and formats are needed", a)
		}
		if a.List == "" && len(a.Lists) == 0 && a.Kind != "eu-journal" {
			t.Errorf("%s says of no list that it reads it", a.Kind)
		}
		seen[a.Kind] = true
	}
}

// Every sample is known by its content as what it is, and by its list's id.
func TestChoose(t *testing.T) {
	samples := map[string]string{
		"uscsl/testdata/csl.csv": "us-csl", "uscsl/testdata/consolidated.json": "us-csl", "uscsl/testdata/array.json": "us-csl",
		"usofac/testdata/sdn.csv": "us-ofac-sdn", "usofac/testdata/prim.csv": "us-ofac-consolidated",
		"usdpl/testdata/dpl.txt": "us-bis-dpl", "us1260h/testdata/versions.csv": "us-1260h-versions",
		"usfcc/testdata/covered.csv": "us-fcc-covered-list", "uslaws/testdata/889.csv": "us-laws", "usmieu/testdata/mieu.csv": "us-bis-mieu",
		"extract/testdata/entity_list.json": "us-extract", "extract/testdata/fcc.json": "us-extract",
		"ukfcdo/testdata/UK-Sanctions-List.csv": "uk-sanctions-list", "ukofsi/testdata/ConList.csv": "uk-ofsi",
		"eufsf/testdata/fsf.csv": "eu-fsf", "eujournal/testdata/32099R0001.csv": "eu-journal", "unsc/testdata/un.xml": "un-sc",
		"opensanctions/testdata/entities.ftm.json": "opensanctions-ftm", "opensanctions/testdata/targets.simple.csv": "opensanctions-simple",
		"opensanctions/testdata/entities.delta.json": "opensanctions-delta", "cnsanctions/testdata/cn.csv": "cn-sanctions",
		"registry/testdata/jp.json": "export-control-registry", "registry/testdata/cn.json": "export-control-registry",
	}
	for path, want := range samples {
		data, err := os.ReadFile(filepath.Join("..", path))
		if err != nil {
			t.Fatal(err)
		}
		head := data[:min(len(data), lists.HeadSize)]
		imp, err := lists.Choose(all.Importers(), "", head)
		if err != nil {
			t.Errorf("%s: %v", path, err)
			continue
		}
		if got := imp.About().Kind; got != want {
			t.Errorf("%s is taken for %s, want %s", path, got, want)
		}
	}
	// A list that is read in two forms is told by the form.
	for path, want := range map[string]string{"extract/testdata/fcc.json": "us-extract", "usfcc/testdata/covered.csv": "us-fcc-covered-list"} {
		data, err := os.ReadFile(filepath.Join("..", path))
		if err != nil {
			t.Fatal(err)
		}
		imp, err := lists.Choose(all.Importers(), "us-fcc-covered-list", data)
		if err != nil || imp.About().Kind != want {
			t.Errorf("us-fcc-covered-list of %s: %v, %v, want %s", path, imp, err, want)
		}
	}
}
