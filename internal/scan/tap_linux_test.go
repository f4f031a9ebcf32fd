package scan

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"caveat.example/caveat/internal/probe/ask"
	"caveat.example/caveat/internal/probe/wire"
)

// A tapped is what the scanner sent, as the capture has it.
type tapped struct {
	to   netip.AddrPort
	tcp  bool
	syn  bool
	body []byte
}

type listening struct {
	seen [][]byte
	done chan error
}

// lastWord marks the end of what is captured.
const lastWord = "that was the scan"

// captured plans a scan, runs it and captures it on a link meanwhile. What it
// returns last gives the packets that self sent, once.
func captured(t *testing.T, c Config, link string) (Plan, *Result, func(self netip.Addr, nobody string) []tapped) {
	t.Helper()
	plan, err := MakePlan(c)
	if err != nil {
		t.Fatal(err)
	}
	live, err := wire.NewLive(link)
	if err != nil {
		t.Fatal(err)
	}
	heard := listen(live)
	out, err := Run(t.Context(), c, &wire.System{})
	if err != nil {
		t.Error(err)
	}
	return plan, out, func(self netip.Addr, nobody string) []tapped {
		t.Helper()
		return heard.end(t, live, self, nobody)
	}
}

func listen(live *wire.Live) *listening {
	l := &listening{done: make(chan error, 1)}
	go func() {
		for {
			f, err := live.Next()
			if err != nil || bytes.Contains(f, []byte(lastWord)) {
				l.done <- err
				return
			}
			l.seen = append(l.seen, slices.Clone(f))
		}
	}()
	return l
}

// end gives what the scanner sent. Loopback shows each frame twice, going and
// coming.
func (l *listening) end(t *testing.T, live *wire.Live, self netip.Addr, nobody string) []tapped {
	t.Helper()
	c, err := net.Dial("udp4", net.JoinHostPort(nobody, "9"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Write([]byte(lastWord)); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(<-l.done, live.Close(), c.Close()); err != nil {
		t.Fatal(err)
	}
	var out []tapped
	again := map[string]bool{}
	for _, f := range l.seen {
		if again[string(f)] {
			continue
		}
		again[string(f)] = true
		if p, ok := tap(f, self); ok {
			out = append(out, p)
		}
	}
	return out
}

func tap(f []byte, self netip.Addr) (tapped, bool) {
	const ethernet, ipHead = 14, 20
	if len(f) < ethernet+ipHead+8 || f[12] != 8 || f[13] != 0 {
		return tapped{}, false
	}
	ip := f[ethernet:]
	const igmp = 2 // joining a group is the system's, and no question
	if netip.AddrFrom4([4]byte(ip[12:16])) != self || ip[9] == igmp {
		return tapped{}, false
	}
	to, protocol := netip.AddrFrom4([4]byte(ip[16:20])), ip[9]
	size := int(ip[2])<<8 | int(ip[3])
	rest := ip[int(ip[0]&15)*4 : min(size, len(ip))]
	p := tapped{to: netip.AddrPortFrom(to, uint16(rest[2])<<8|uint16(rest[3]))}
	switch protocol {
	case 17:
		p.body = rest[8:]
	case 6:
		p.tcp, p.syn, p.body = true, rest[13] == 2, rest[int(rest[12]>>4)*4:]
	default:
		p.to = netip.AddrPortFrom(to, 0)
	}
	return p, true
}

// compare holds every packet against the plan: its port, its bytes, and how
// many there are of each step.
func compare(t *testing.T, plan Plan, in netip.Prefix, packets []tapped) {
	t.Helper()
	// A group's step shows the bytes; those of single hosts after it are the same.
	key := func(over string, group bool) string { return fmt.Sprintf("%s group=%v", over, group) }
	steps, bytesOf := map[string]*Step{}, map[string][]byte{}
	for i := range plan.Steps {
		s := &plan.Steps[i]
		over := s.Over
		if s.Protocol == ask.UPnP {
			over = "upnp"
		}
		steps[key(over, strings.Contains(s.To, " on "))] = s
		if len(s.Bytes) > 0 {
			bytesOf[over] = s.Bytes
		}
	}
	count := map[string]int{}
	for _, p := range packets {
		over := fmt.Sprintf("%s %d", map[bool]string{true: "tcp", false: "udp"}[p.tcp], p.to.Port())
		group := p.to.Addr().IsMulticast() || p.to.Addr() == netip.AddrFrom4([4]byte{255, 255, 255, 255})
		s := steps[key(over, group)]
		if s == nil && p.tcp && (len(p.body) == 0 || description(p)) {
			over, s = "upnp", steps[key("upnp", false)]
		}
		switch {
		case !group && !in.Contains(p.to.Addr()):
			t.Errorf("%s was sent %q and is in no range", p.to, p.body)
		case s == nil:
			t.Errorf("%s (%s) was sent %q, which is no step of the plan", p.to, over, p.body)
		case over != "upnp" && !planned(s.Protocol, bytesOf[over], in.Addr(), p):
			t.Errorf("%s (%s) was sent %q, which the plan does not show", p.to, over, p.body)
		}
		count[key(over, group)]++
	}
	for where, s := range steps {
		t.Logf("%-24s planned %d to %d packets, captured %d", where, s.Least, s.Most, count[where])
		if count[where] > s.Most {
			t.Errorf("%s: %d packets were captured, the plan said %d at most", where, count[where], s.Most)
		}
		if count[where] == 0 && s.Least > 0 {
			t.Errorf("%s was never sent: the test does not show what it claims", where)
		}
	}
}

// planned says whether a packet's bytes are in the plan, with the address that
// was asked in place of the plan's example.
func planned(protocol string, plan []byte, example netip.Addr, p tapped) bool {
	if !p.tcp {
		return string(p.body) == string(plan)
	}
	if protocol == ask.HTTPS {
		return len(p.body) == 0 || p.body[0] >= 20 && p.body[0] <= 23 && p.body[1] == 3
	}
	return strings.Contains(strings.ReplaceAll(string(plan), example.String(), p.to.Addr().String()), string(p.body))
}

func description(p tapped) bool {
	first, rest, _ := strings.Cut(string(p.body), "\r\n")
	return strings.HasPrefix(first, "GET /") && strings.HasSuffix(first, ".xml HTTP/1.1") && strings.HasSuffix(rest, "\r\n\r\n") && !strings.Contains(rest, "Authorization")
}
