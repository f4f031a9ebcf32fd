// Package shape is the test that keeps the map in DESIGN.md true. It reads the
// source files itself, since a test that asks the go command is fooled by the
// test cache.
package shape

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "caveat.example/caveat/"

// layers are the packages from the bottom to the top: the exact form of the
// map in DESIGN.md. A package may import packages of lower layers only, so
// siblings never meet. "dir/*" stands for every folder below dir that is not
// named itself.
var layers = [][]string{
	{"internal/cite", "internal/fault", "internal/ident", "internal/spelling", "law", "makers", "internal/report/safe", "internal/intake/charset", "internal/probe/ask"},
	{"internal/name", "internal/intake/jsonscan", "internal/intake/xmlscan", "internal/intake/xmltok", "internal/inventory"},
	{"internal/edition", "internal/line", "internal/register", "internal/probe", "internal/name/gen"},
	{"internal/attribution", "internal/lists", "internal/probe/head", "internal/probe/ordinary", "internal/probe/xmltree", "internal/tool/*"},
	{"internal/finding", "internal/lists/own", "internal/lists/kev", "internal/probe/http"},
	{"internal/assess", "internal/screen", "internal/prose", "internal/intake/columns", "internal/lists/*", "internal/probe/*"},
	{"internal/intake", "internal/screen/synth", "internal/screen/perturb", "internal/lists/all", "internal/probe/all"},
	{"internal/screen/accuracy", "internal/check", "internal/report", "internal/tool/lawsnap", "internal/intake/table", "internal/intake/zipped", "internal/intake/passages", "internal/triage", "internal/probe/capture", "internal/probe/wire"},
	{"internal/intake/flat", "internal/intake/jsonfile"},
	{"internal/intake/observed"},
	{"internal/intake/*", "internal/probe/probetest"},
	{"internal/scan", "internal/checkpoint"},
	{"internal/intake/all", "internal/reconcile"},
	{"cmd/*", "internal/tool/hostile"},
}

// A file is one Go file with what it imports of ours.
type file struct {
	path    string // slash separated, from the root
	folder  string
	test    bool
	imports []string // without the module's name
	ast     *ast.File
	fset    *token.FileSet
}

func root(t *testing.T) string {
	t.Helper()
	dir, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

func goFiles(t *testing.T) []file {
	t.Helper()
	var out []file
	base := root(t)
	err := filepath.WalkDir(base, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (strings.HasPrefix(d.Name(), ".") || d.Name() == "testdata" || d.Name() == "bin") && path != base {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") {
			return nil
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, path, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(base, path)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		folder, _ := filepath.Split(rel)
		one := file{path: rel, folder: strings.TrimSuffix(folder, "/"), test: strings.HasSuffix(rel, "_test.go"), ast: f, fset: fset}
		for _, im := range f.Imports {
			p, err := strconv.Unquote(im.Path.Value)
			if err != nil {
				return err
			}
			if ours, ok := strings.CutPrefix(p, module); ok {
				one.imports = append(one.imports, ours)
			}
		}
		out = append(out, one)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(out) < 10 {
		t.Fatalf("read only %d files below %s: the walk is broken", len(out), base)
	}
	return out
}

func layerOf(pkg string) int {
	best, length := -1, -1
	for i, layer := range layers {
		for _, name := range layer {
			dir, many := strings.CutSuffix(name, "/*")
			if pkg == name || many && strings.HasPrefix(pkg, dir+"/") {
				if len(name) > length {
					best, length = i, len(name)
				}
			}
		}
	}
	return best
}

// TestEveryPackageHasAPlace fails for a package that no layer names, so that
// the map cannot fall behind the code.
func TestEveryPackageHasAPlace(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range goFiles(t) {
		if f.folder == "internal/shape" || seen[f.folder] {
			continue
		}
		seen[f.folder] = true
		if layerOf(f.folder) < 0 {
			t.Errorf("%s has no place in the layers of internal/shape: say what it may import", f.folder)
		}
	}
}

// TestImportsGoDownwards fails for an import upwards or sideways.
func TestImportsGoDownwards(t *testing.T) {
	for _, f := range goFiles(t) {
		if f.test || f.folder == "internal/shape" {
			continue
		}
		from := layerOf(f.folder)
		for _, im := range f.imports {
			to := layerOf(im)
			if to >= from {
				t.Errorf("%s imports %s: imports go downwards only (layer %d to %d)", f.path, im, from, to)
			}
		}
	}
}

// TestNamesSayWhatAPackageKnows refuses names that could hold anything.
func TestNamesSayWhatAPackageKnows(t *testing.T) {
	vague := []string{"util", "utils", "common", "helpers", "helper", "models", "types", "core", "base", "misc", "shared"}
	for _, f := range goFiles(t) {
		if slices.Contains(vague, f.ast.Name.Name) {
			t.Errorf("%s: package %s could hold anything: name it for what it knows", f.path, f.ast.Name.Name)
		}
	}
}

// TestEveryPackageSaysWhatItKnows asks each package for a comment.
func TestEveryPackageSaysWhatItKnows(t *testing.T) {
	has, first := map[string]bool{}, map[string]string{}
	for _, f := range goFiles(t) {
		if f.test {
			continue
		}
		if f.ast.Doc != nil {
			has[f.folder] = true
		}
		if first[f.folder] == "" {
			first[f.folder] = f.path
		}
	}
	for folder, path := range first {
		if !has[folder] {
			t.Errorf("%s: package has no comment that says what it knows", path)
		}
	}
}

// TestPureCodeStaysPure keeps clocks, files, the network and the environment
// out of the packages that give answers: the register and the program's version
// alone decide.
func TestPureCodeStaysPure(t *testing.T) {
	pure := []string{"internal/cite", "internal/fault", "internal/ident", "internal/name", "internal/inventory", "internal/register", "internal/attribution", "internal/finding", "internal/assess", "internal/screen", "internal/prose"}
	banned := []string{"os", "net", "net/http", "os/exec", "math/rand", "math/rand/v2", "syscall"}
	for _, f := range goFiles(t) {
		if f.test || !slices.Contains(pure, f.folder) {
			continue
		}
		for _, im := range f.ast.Imports {
			p, _ := strconv.Unquote(im.Path.Value)
			if slices.Contains(banned, p) {
				t.Errorf("%s imports %s: %s is pure (no I/O, no clock, no environment)", f.path, p, f.folder)
			}
		}
	}
}

// TestTimeIsAnArgument finds calls of time.Now, time.Sleep and os.Getenv below
// cmd, and init functions anywhere.
func TestTimeIsAnArgument(t *testing.T) {
	calls := map[string]bool{"time.Now": true, "time.Sleep": true, "os.Getenv": true, "os.LookupEnv": true, "time.Since": true}
	for _, f := range goFiles(t) {
		if f.folder == "internal/probe/probetest" {
			continue // simulated devices live in real time: a slow one is slow
		}
		ast.Inspect(f.ast, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				if n.Name.Name == "init" && n.Recv == nil {
					t.Errorf("%s: func init: nothing happens before main", f.fset.Position(n.Pos()))
				}
			case *ast.SelectorExpr:
				x, ok := n.X.(*ast.Ident)
				if !ok {
					return true
				}
				name := x.Name + "." + n.Sel.Name
				if name == "time.Sleep" && f.test || calls[name] && !f.test && strings.HasPrefix(f.folder, "internal/") {
					t.Errorf("%s: %s: time, randomness and the environment are arguments", f.fset.Position(n.Pos()), name)
				}
			}
			return true
		})
	}
}

// tables are the lists that name every folder of a kind.
var tables = map[string]string{
	"internal/intake": "internal/intake/all/all.go",
	"internal/lists":  "internal/lists/all/all.go",
	"internal/probe":  "internal/probe/all/all.go",
}

// notInTable are folders beside the formats that are no format themselves.
var notInTable = []string{"all", "intaketest"}

// TestTablesNameEveryFolder fails when somebody adds a format, a list or a
// probe and forgets its one line in the table.
func TestTablesNameEveryFolder(t *testing.T) {
	files := goFiles(t)
	for dir, table := range tables {
		if _, err := os.Stat(filepath.Join(root(t), table)); err != nil {
			t.Errorf("%s: %v", table, err)
			continue
		}
		named := map[string]bool{}
		for _, f := range files {
			if f.path == table {
				for _, im := range f.imports {
					named[im] = true
				}
			}
		}
		for _, f := range files {
			if f.test || !strings.HasPrefix(f.folder, dir+"/") || strings.Count(f.folder, "/") != 2 {
				continue
			}
			if slices.Contains(notInTable, filepath.Base(f.folder)) || named[f.folder] || !implements(files, f.folder) {
				continue
			}
			t.Errorf("%s is not in %s: add its line", f.folder, table)
			named[f.folder] = true
		}
	}
}

// implements says whether a folder declares one of the methods that make it a
// reader, an importer or a probe.
func implements(files []file, folder string) bool {
	for _, f := range files {
		if f.folder != folder || f.test {
			continue
		}
		for _, d := range f.ast.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv != nil && slices.Contains([]string{"Accepts", "Import", "Decode"}, fn.Name.Name) {
				return true
			}
		}
	}
	return false
}
