package all_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"caveat.example/caveat/internal/probe/all"
)

// notProtocols are the folders beside the protocols that are none.
var notProtocols = map[string]bool{
	"all": true, "ask": true, "capture": true, "head": true, "probetest": true, "wire": true, "xmltree": true,
	"ordinary": true, // what is left alone, over all protocols
	"arp":      true, // heard in captures and read from the system's table; asks nothing and has no port
}

// A protocol whose line was forgotten is never heard.
func TestEveryFolderHasALine(t *testing.T) {
	source, err := os.ReadFile("all.go")
	if err != nil {
		t.Fatal(err)
	}
	folders, err := filepath.Glob("../*")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range folders {
		name := filepath.Base(f)
		if info, err := os.Stat(f); err != nil || !info.IsDir() || notProtocols[name] {
			continue
		}
		if !strings.Contains(string(source), `/probe/`+name+`"`) || !strings.Contains(string(source), name+".Probe{}") {
			t.Errorf("internal/probe/%s has no line in internal/probe/all/all.go", name)
		}
	}
}

// What is asked by UDP is heard in captures too, on the port that it is asked on.
func TestWhatIsAskedIsHeard(t *testing.T) {
	heard := map[string]bool{}
	for _, l := range all.Listeners() {
		heard[l.Hearer.Protocol()] = true
	}
	for _, c := range all.Callers() {
		if !heard[c.Protocol()] {
			t.Errorf("%s is asked and never heard in a capture", c.Protocol())
		}
	}
	for _, s := range all.Talkers() {
		found := false
		for _, h := range all.Streams() {
			found = found || h.Protocol() == s.Protocol()
		}
		if !found {
			t.Errorf("%s is asked and never heard in a capture", s.Protocol())
		}
	}
}
