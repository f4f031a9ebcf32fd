package scan

import (
	"bytes"
	"context"
	"net/netip"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"caveat.example/caveat/internal/probe/probetest"
	"caveat.example/caveat/internal/probe/wire"
)

// A file in memory: reads what is there, then appends.
type file struct{ bytes.Buffer }

func TestResumeGoesOnWhereItStopped(t *testing.T) {
	t.Parallel()
	street := probetest.Street(netip.MustParseAddr("10.66.0.1"))
	var journal file
	synctest.Test(t, func(t *testing.T) {
		c := config("10.66.0.0/24")
		c.Rate, c.Workers = 100, 16
		c.Journal = NewJournal("journal", &journal)
		ctx, cancel := context.WithTimeout(t.Context(), 6*time.Second)
		defer cancel()
		first, err := Run(ctx, c, probetest.NewMemory(street))
		if err == nil || first.Done == first.Hosts {
			t.Errorf("the first run was not cut short: %d of %d, %v", first.Done, first.Hosts, err)
		}
	})
	journal.WriteString(`{"type":"done","addr":"10.66.`) // the machine lost its power here
	kept := bytes.NewBuffer(slices.Clone(journal.Bytes()))
	done := strings.Count(kept.String(), `"type":"done"`) - 1
	second := probetest.NewMemory(street)
	c := config("10.66.0.0/24")
	var again file
	again.Write(kept.Bytes())
	c.Journal = NewJournal("journal", &again)
	out, _ := scanMemory(t, c, second)
	if out.Done != out.Hosts {
		t.Errorf("done %d of %d", out.Done, out.Hosts)
	}
	asked := map[netip.Addr]bool{}
	for _, p := range second.Sent() {
		asked[p.To.Addr()] = true
	}
	if len(asked) > out.Hosts-done {
		t.Errorf("%d hosts were asked again after %d of %d were done", len(asked), done, out.Hosts)
	}
	got := byAddr(out.Devices)
	for _, d := range street {
		if _, ok := got[d.Addr]; d.Family != "" && !ok {
			t.Errorf("%s is missing from the result of both runs", d.Name)
		}
	}
}

// A scan that was done is told again from its journal alone: nothing is asked,
// and hosts that told nothing still count as there.
func TestResumeOfWhatIsDoneSaysTheSame(t *testing.T) {
	t.Parallel()
	street := probetest.Street(netip.MustParseAddr("10.66.0.1"))
	var journal, again file
	c := config("10.66.0.0/24")
	c.Journal = NewJournal("journal", &journal)
	first, _ := scanMemory(t, c, probetest.NewMemory(street))
	again.Write(journal.Bytes())
	second := probetest.NewMemory(street)
	c = config("10.66.0.0/24")
	c.Journal = NewJournal("journal", &again)
	out, _ := scanMemory(t, c, second)
	if len(second.Sent()) > 0 {
		t.Errorf("%d packets were sent for what was done", len(second.Sent()))
	}
	if out.Up != first.Up || out.Silent != first.Silent || out.Silent == 0 || len(out.Devices) != len(first.Devices) {
		t.Errorf("%d there, %d silent, %d devices; the first run said %d, %d, %d", out.Up, out.Silent, len(out.Devices), first.Up, first.Silent, len(first.Devices))
	}
	if !slices.Equal(sorted(out.Limits), sorted(first.Limits)) {
		t.Errorf("not seen: %q, the first run said %q", out.Limits, first.Limits)
	}
}

func sorted(list []string) []string {
	list = slices.Clone(list)
	slices.Sort(list)
	return list
}

func TestJournalIsNotAnotherScans(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, text, want string }{
		{"other ranges", `{"type":"scan","targets":["10.1.0.0/24"]}` + "\n", "give the same ranges"},
		{"no journal", "maker,model\nAxis,P3245\n", "not the journal of a scan"},
	} {
		var f file
		f.WriteString(tt.text)
		j := NewJournal("old.jsonl", &f)
		_, err := j.begin([]netip.Prefix{netip.MustParsePrefix("10.2.0.0/24")}, time.Time{})
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
}

// A /16 with 500 devices at 1,000 packets a second, in made-up time.
func TestWideRangeKeepsItsTimeRateAndMemory(t *testing.T) {
	if testing.Short() {
		t.Skip("65,534 hosts")
	}
	var devices []*probetest.Device
	for block := 0; len(devices) < 500; block++ {
		devices = append(devices, probetest.Street(netip.AddrFrom4([4]byte{10, 98, byte(17 * block), 1}))...)
	}
	m := probetest.NewMemory(devices[:500])
	out, took := scanMemory(t, config("10.98.0.0/16"), m)
	if most := 10 * time.Minute; took > most {
		t.Errorf("took %v, more than %v", took, most)
	}
	sent := m.Sent()
	worst := 0
	for i, j := 0, 0; i < len(sent); i++ {
		for sent[i].Time.Sub(sent[j].Time) >= time.Second {
			j++
		}
		worst = max(worst, i-j+1)
	}
	if most := 1000 * 110 / 100; worst > most {
		t.Errorf("%d messages in one second, more than %d", worst, most)
	}
	if len(out.Devices) < 450 {
		t.Errorf("%d devices of 500", len(out.Devices))
	}
	var mem runtime.MemStats
	runtime.ReadMemStats(&mem)
	t.Logf("%v, %d messages, worst second %d, %d devices, heap %d MB", took, len(sent), worst, len(out.Devices), mem.HeapAlloc>>20)
}

func TestShortOfBuffersSlowsDown(t *testing.T) {
	t.Parallel()
	m := probetest.NewMemory(nil)
	m.FailSends = func(n int) error {
		if n%3 == 0 {
			return syscall.ENOBUFS
		}
		return nil
	}
	out, _ := scanMemory(t, config("10.66.0.0/26"), m)
	if out.Rate >= DefaultRate {
		t.Errorf("rate %d at the end, want less than %d", out.Rate, DefaultRate)
	}
	if out.Done != out.Hosts {
		t.Errorf("done %d of %d", out.Done, out.Hosts)
	}
}

func TestScopeKeepsOthersOut(t *testing.T) {
	t.Parallel()
	const file = "ranges: [203.0.113.0/25]\nauthorised_by: A. Body\nuntil: 2026-12-31\n"
	scope, err := ReadScope(strings.NewReader(file), "scope.yaml", "2026-11-24")
	if err != nil {
		t.Fatal(err)
	}
	for addr, want := range map[string]bool{
		"10.0.0.1": true, "172.31.0.1": true, "192.168.1.1": true, "127.0.0.1": true, "169.254.1.1": true, "::ffff:10.0.0.1": true,
		"172.32.0.1": false, "8.8.8.8": false, "203.0.113.5": true, "203.0.113.200": false, "224.0.0.251": false, "0.0.0.0": false, "255.255.255.255": false,
	} {
		if got := scope.Allows(netip.MustParseAddr(addr)); got != want {
			t.Errorf("Allows(%s) = %v, want %v", addr, got, want)
		}
	}
	m := probetest.NewMemory(nil)
	c := config("203.0.113.0/24")
	c.Scope = scope
	synctest.Test(t, func(t *testing.T) {
		if _, err := Run(t.Context(), c, m); err == nil || !strings.Contains(err.Error(), "203.0.113.0/24") {
			t.Errorf("%v, want a refusal", err)
		}
	})
	if n := len(m.Sent()); n != 0 {
		t.Errorf("%d packets were sent outside the scope", n)
	}
}

func TestScopeFilesThatAreRefused(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ text, want string }{
		"empty":         {"", "authorised_by is missing"},
		"misspelt":      {"range: [203.0.113.0/25]\nauthorised_by: A\nuntil: 2026-12-31", "range"},
		"no end":        {"ranges: [203.0.113.0/25]\nauthorised_by: A", "not a day"},
		"no ranges":     {"authorised_by: A\nuntil: 2026-12-31", "ranges is missing"},
		"not a range":   {"ranges: [everything]\nauthorised_by: A\nuntil: 2026-12-31", "not an IPv4 range"},
		"past":          {"ranges: [203.0.113.0/25]\nauthorised_by: A\nuntil: 2026-11-23", "ended on 2026-11-23"},
		"broken YAML":   {"ranges: [", "scope.yaml"},
		"huge":          {strings.Repeat("#", maxScope+2), "larger than"},
		"not the words": {"ranges: 5\nauthorised_by: A\nuntil: 2026-12-31", "scope.yaml"},
	} {
		if _, err := ReadScope(strings.NewReader(tt.text), "scope.yaml", "2026-11-24"); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
	}
}

func TestTargets(t *testing.T) {
	t.Parallel()
	links := []wire.Link{link("10.1.2.3/24"), link("10.9.9.9/8"), {Name: "lo", Addr: netip.MustParsePrefix("127.0.0.1/8"), Loopback: true}}
	for _, tt := range []struct {
		in   []string
		want string
	}{
		{[]string{"10.0.0.77/24"}, "[10.0.0.0/24]"},
		{[]string{"10.0.0.7"}, "[10.0.0.7/32]"},
		{[]string{"10.0.1.0/24", "10.0.0.0/16", "10.0.0.0/16"}, "[10.0.0.0/16]"},
		{[]string{"local"}, "[10.1.2.0/24 10.9.0.0/16]"},
		{[]string{"10.0.0.0/8"}, "more than are scanned"},
		{[]string{"fe80::/64"}, "not an IPv4 range"},
		{[]string{"10.0.0.0-20"}, "not an IPv4 range"},
	} {
		got, err := Targets(tt.in, links)
		text := ""
		if err != nil {
			text = err.Error()
		} else {
			text = strings.ReplaceAll(strings.Trim(strings.Join(strings.Fields(sprint(got)), " "), " "), ",", "")
		}
		if !strings.Contains(text, tt.want) {
			t.Errorf("Targets(%v) = %s, want %s", tt.in, text, tt.want)
		}
	}
}

func sprint(list []netip.Prefix) string {
	var out []string
	for _, p := range list {
		out = append(out, p.String())
	}
	return "[" + strings.Join(out, " ") + "]"
}

// A plan is never exceeded by the scan that follows it.
func TestScanKeepsToItsPlan(t *testing.T) {
	t.Parallel()
	for _, way := range ways {
		t.Run(way.name, func(t *testing.T) {
			m := probetest.NewMemory(probetest.Street(netip.MustParseAddr("10.66.0.1")))
			c := config("10.66.0.0/24")
			c.Links, m.Net = way.links, way.links
			plan, err := MakePlan(c)
			if err != nil {
				t.Fatal(err)
			}
			most := map[string]int{}
			for _, s := range plan.Steps {
				most[s.Protocol] += s.Most
			}
			out, took := scanMemory(t, c, m)
			for protocol, n := range out.Sent {
				if n.Packets > most[protocol] {
					t.Errorf("%s: sent %d packets, the plan says %d at most", protocol, n.Packets, most[protocol])
				}
			}
			if took > 3*plan.Takes+5*time.Second {
				t.Errorf("took %v, the plan says %v", took, plan.Takes)
			}
		})
	}
}
