package all

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/triage"
)

// Triage over 380 real notices that were labelled by hand. Notices whose label
// is "unreviewed" are left out: nobody has read them.
func TestTriageOnLabelledNotices(t *testing.T) {
	const dir = "../../../../shared/data/procurement/ocds-uk"
	f, err := os.Open(filepath.Join(dir, "labels_surveillance.jsonl"))
	if err != nil {
		t.Skip("the labelled notices are not here:", err)
	}
	defer f.Close()
	labels := map[string]string{}
	titles := map[string]string{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var l struct{ OCID, Label, Title string }
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			t.Fatal(err)
		}
		labels[l.OCID], titles[l.OCID] = l.Label, l.Title
	}
	files, err := filepath.Glob(filepath.Join(dir, "*.release-package.json"))
	if err != nil {
		t.Fatal(err)
	}
	var c triage.Collector
	for item, err := range intake.Walk(t.Context(), files, nil, intake.Options{Readers: Readers()}) {
		if err != nil {
			t.Fatal(err)
		}
		c.Add(item)
	}
	found := map[string]bool{}
	var right, wrong, missed int
	for _, l := range c.Leads() {
		s := l.Verdict.Subjects()
		if !slices.Contains(s, "surveillance") && !slices.Contains(s, "access_control") {
			continue
		}
		found[l.Reference] = true
		switch labels[l.Reference] {
		case "core", "part":
			right++
		case "no":
			wrong++
			t.Logf("too many: %q: %v", l.Title, l.Verdict.Reasons)
		}
	}
	for id, label := range labels {
		if (label == "core" || label == "part") && !found[id] {
			missed++
			t.Logf("missed: %q (%s)", titles[id], label)
		}
	}
	recall, precision := float64(right)/float64(right+missed), float64(right)/float64(right+wrong)
	t.Logf("recall %.3f (%d of %d), precision %.3f (%d of %d)", recall, right, right+missed, precision, right, right+wrong)
	if recall < 0.95 || precision < 0.7 {
		t.Errorf("recall %.3f and precision %.3f, want 0.95 and 0.7", recall, precision)
	}
}
