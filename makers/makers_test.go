package makers_test

import (
	"bytes"
	"cmp"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/register"
	"caveat.example/caveat/makers"
)

var loadOnce = sync.OnceValues(func() (*register.Register, error) { return register.LoadStrict(makers.FS()) })

// strict gives the register that was read from the YAML files with every check
// there is.
func strict(t *testing.T) *register.Register {
	t.Helper()
	r, err := loadOnce()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestEveryFactPassesEveryCheck(t *testing.T) { strict(t) }

func TestSnapshotIsOfTheseFiles(t *testing.T) {
	want, err := register.Snapshot(makers.FS())
	if err != nil {
		t.Fatal(err)
	}
	got, err := fs.ReadFile(makers.FS(), "snapshot.gob")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Error("snapshot.gob is not of these files; run go generate ./makers")
	}
}

// A pattern that reads a signal which nothing sends would be dead.
func TestPatternsReadWhatItemsHold(t *testing.T) {
	fields := []string{"", inventory.Serial, inventory.Firmware, inventory.FCCID, inventory.Model, inventory.Port}
	for _, s := range inventory.Signals() {
		fields = append(fields, s.Key)
	}
	for _, p := range strict(t).Patterns() {
		if !slices.Contains(fields, p.Field) {
			t.Errorf("%s reads the field %q, which no item holds", p.At, p.Field)
		}
	}
}

// A fact is one thing that stands on sources.
type fact struct {
	at string
	register.Source
}

func allFacts(r *register.Register) []fact {
	var all []fact
	for _, p := range r.Parties() {
		all = append(all, fact{p.At, p.Source})
		for _, rel := range p.Relations {
			all = append(all, fact{p.At + " " + string(rel.Kind) + " " + rel.To, rel.Source})
		}
	}
	for _, b := range r.Brands() {
		all = append(all, fact{b.At + " (brand)", b.Source})
	}
	for _, p := range r.Patterns() {
		all = append(all, fact{p.At + " (pattern)", p.Source})
	}
	for _, v := range r.Vulnerabilities("") {
		all = append(all, fact{v.At, v.Source})
	}
	return all
}

// TestWhatToLookAtNext prints, with -v, the facts that most need a person:
// the oldest, those that nobody has checked, and those with one source alone.
func TestWhatToLookAtNext(t *testing.T) {
	all := allFacts(strict(t))
	slices.SortStableFunc(all, func(a, b fact) int { return cmp.Compare(a.Date, b.Date) })
	var unverified, single []string
	for _, f := range all {
		switch {
		case f.Unverified:
			unverified = append(unverified, f.at)
		case len(f.Keys) == 1:
			single = append(single, f.at+" ("+f.Keys[0]+")")
		}
	}
	const most = 40
	show := func(title string, at []string) {
		more := ""
		if len(at) > most {
			more = "\n  …"
		}
		t.Logf("%s: %d of %d facts\n  %s%s", title, len(at), len(all), strings.Join(at[:min(most, len(at))], "\n  "), more)
	}
	t.Logf("oldest: %s (%s)", all[0].Date, all[0].at)
	show("not verified", unverified)
	show("of one source alone", single)
}
