package scan

import (
	"fmt"
	"net/netip"
	"time"

	"caveat.example/caveat/internal/probe"
	"caveat.example/caveat/internal/probe/ask"
)

// A Plan says what a run would send: to whom, what, and how many packets.
type Plan struct {
	Hosts   int
	Steps   []Step
	Rate    int           // packets a second at most
	Takes   time.Duration // at least, at that rate
	Private bool          // all targets are private ranges
}

// A Step is one question of a Plan.
type Step struct {
	Protocol string
	Over     string // "udp 37020"
	To       string // "239.255.255.250 on eth0", "each of 254 addresses"
	When     string // "always", or what must have happened before
	Sends    string // in words
	Bytes    []byte // what is sent, to the byte; for TCP the questions one after the other
	Least    int    // packets over the whole run, if nobody is there
	Most     int    // packets over the whole run, if everybody answers
}

// What a host is asked over UDP by itself, and what has to be seen first of it.
var oneByOne = []struct{ protocol, when string }{
	{ask.SADP, "its front page is not plainly another thing's"},
	{ask.DHIP, "the same, and it has not spoken SADP"},
	{ask.WSD, "it has spoken neither, and has shown a server or refuses nothing"},
	{ask.SSDP, "it looks like a camera, has no front page, and its maker is still open"},
	{ask.MDNS, "it looks like a camera on a link of this machine, has not answered SSDP, and its maker is still open"},
	{ask.DahuaV1, "it looks like a camera, its maker is still open, and it has answered neither WS-Discovery nor SSDP"},
}

// Packets that a conversation may cost on our side, the system's own included:
// opening, questions, acknowledgements, reset.
var conversation = map[string]int{ask.RTSP: 8, ask.HTTP: 10, ask.HTTPS: 12, ask.UPnP: 10}

// MakePlan says what Run would send with this Config.
func MakePlan(c Config) (Plan, error) {
	c = c.withDefaults()
	if err := c.Scope.Check(c.Targets); err != nil {
		return Plan{}, err
	}
	id, err := ask.NewUUID(c.Random)
	if err != nil {
		return Plan{}, err
	}
	b := planner{Config: c, params: probe.Params{ID: id, Community: c.Community}, plan: Plan{Hosts: count(c.Targets), Rate: c.Rate, Private: privateOnly(c.Targets)}}
	if err := b.groups(); err != nil {
		return Plan{}, err
	}
	if err := b.singles(); err != nil {
		return Plan{}, err
	}
	b.tcp()
	if err := b.snmp(); err != nil {
		return Plan{}, err
	}
	least := 0
	for _, s := range b.plan.Steps {
		least += s.Least
	}
	sending := time.Duration(float64(least) / float64(c.Rate) * float64(time.Second))
	b.plan.Takes = max(sending, b.waiting())
	return b.plan, nil
}

// waiting is how long the hosts' silences take, some hosts at a time.
func (b *planner) waiting() time.Duration {
	silence := time.Duration(len(b.Talkers)) * b.Connect
	if b.grouped < b.plan.Hosts {
		silence += 3 * b.Wait
	} else {
		silence = b.Connect
	}
	rounds := (b.plan.Hosts + b.Workers - 1) / b.Workers
	return time.Duration(rounds)*silence + time.Duration(min(b.grouped, 1)*len(b.Callers))*b.Wait
}

func privateOnly(targets []netip.Prefix) bool {
	for _, t := range targets {
		if !covered(private, t) {
			return false
		}
	}
	return true
}

type planner struct {
	Config
	params  probe.Params
	plan    Plan
	grouped int // hosts that are asked with their whole link
}

func (b *planner) datagram(protocol string) (ask.Datagram, bool, error) {
	for _, c := range b.Callers {
		if c.Protocol() == protocol {
			d, err := c.Call(b.params)
			return d, true, err
		}
	}
	return ask.Datagram{}, false, nil
}

func (b *planner) groups() error {
	for _, l := range b.Links {
		if !l.Multicast || l.Loopback || !covered(b.Targets, l.Addr.Masked()) {
			continue
		}
		b.grouped += count([]netip.Prefix{l.Addr.Masked()})
		for _, c := range b.Callers {
			if c.Protocol() == ask.SNMP {
				continue
			}
			d, err := c.Call(b.params)
			if err != nil {
				return err
			}
			b.plan.Steps = append(b.plan.Steps, Step{
				Protocol: c.Protocol(), Over: fmt.Sprintf("udp %d", d.Port()), To: fmt.Sprintf("%s on %s", d.Group(), l.Name),
				When: "always, once", Sends: rule(c.Protocol()).Sends, Bytes: d.Bytes(), Least: 1, Most: 1,
			})
		}
	}
	return nil
}

// singles are the hosts that no group reaches.
func (b *planner) singles() error {
	n := b.plan.Hosts - b.grouped
	if err := b.again(); err != nil || n <= 0 {
		return err
	}
	for _, o := range oneByOne {
		d, ok, err := b.datagram(o.protocol)
		if err != nil {
			return err
		}
		if !ok {
			continue
		}
		s := Step{
			Protocol: o.protocol, Over: fmt.Sprintf("udp %d", d.Port()), To: each(n), When: "always",
			Sends: rule(o.protocol).Sends, Bytes: d.Bytes(), Least: n, Most: n,
		}
		if o.when != "" {
			s.When = "if " + o.when
		}
		if o.protocol == ask.DahuaV1 || o.protocol == ask.SSDP || o.protocol == ask.MDNS {
			s.Least = 0
		}
		b.plan.Steps = append(b.plan.Steps, s)
	}
	return nil
}

// again are the hosts of a link that have not answered its group.
func (b *planner) again() error {
	for _, p := range []string{ask.SADP, ask.DHIP, ask.WSD} {
		d, ok, err := b.datagram(p)
		if err != nil {
			return err
		}
		if !ok || b.grouped == 0 {
			continue
		}
		s := Step{
			Protocol: p, Over: fmt.Sprintf("udp %d", d.Port()), To: each(b.grouped),
			When:  "if it is there, has answered no group, and looks like a camera or has no front page",
			Sends: rule(p).Sends, Most: b.grouped,
		}
		if p == ask.WSD {
			s.When = "if it looks like a camera, and nobody has answered the group"
		}
		b.plan.Steps = append(b.plan.Steps, s)
	}
	return nil
}

// tcp are the conversations, in the order in which a host has them.
func (b *planner) tcp() {
	host := netip.AddrPortFrom(netip.IPv4Unspecified(), 554)
	if len(b.Targets) > 0 {
		host = netip.AddrPortFrom(b.Targets[0].Addr(), 554)
	}
	texts := map[string][]ask.Text{
		ask.RTSP:  {ask.RTSPOptions(host), ask.RTSPDescribe(host)},
		ask.HTTP:  {ask.HTTPRoot(host.Addr()), ask.HTTPIcon(host.Addr())},
		ask.HTTPS: {ask.HTTPSRoot(host.Addr())},
	}
	for _, t := range b.Talkers {
		s := Step{
			Protocol: t.Protocol(), To: each(b.plan.Hosts), When: "if its maker is still open; the questions only on an open port",
			Sends: rule(t.Protocol()).Sends, Least: b.plan.Hosts, Most: b.plan.Hosts * conversation[t.Protocol()],
		}
		switch t.Protocol() {
		case ask.HTTP:
			s.When = "always first; the icon only of what may be a device's own page"
		case ask.RTSP:
			s.When = "if its front page is not plainly another thing's, and its maker is still open"
		case ask.HTTPS:
			s.When = "if there is no plain front page, it leads to HTTPS, or it looks like a camera"
		}
		for _, p := range t.Ports() {
			s.Over = fmt.Sprintf("tcp %d", p)
		}
		for _, q := range texts[t.Protocol()] {
			s.Bytes = append(s.Bytes, q.Bytes()...)
		}
		b.plan.Steps = append(b.plan.Steps, s)
	}
	b.plan.Steps = append(b.plan.Steps, Step{
		Protocol: ask.UPnP, Over: "tcp, the port that the device announced", To: "that device alone",
		When:  "if it announced a plain .xml description at its own address, and its maker is still open",
		Sends: rule(ask.UPnP).Sends, Most: b.plan.Hosts * conversation[ask.UPnP],
	})
}

func (b *planner) snmp() error {
	if b.Community == "" {
		return nil
	}
	d, ok, err := b.datagram(ask.SNMP)
	if err != nil || !ok {
		return err
	}
	b.plan.Steps = append(b.plan.Steps, Step{
		Protocol: ask.SNMP, Over: fmt.Sprintf("udp %d", d.Port()), To: each(b.plan.Hosts), When: "if it is there and its maker is still open",
		Sends: rule(ask.SNMP).Sends, Bytes: d.Bytes(), Most: b.plan.Hosts,
	})
	return nil
}

func each(n int) string {
	if n == 1 {
		return "the one address"
	}
	return fmt.Sprintf("each of %d addresses", n)
}

func rule(protocol string) ask.Rule {
	for _, r := range ask.Allowed() {
		if r.Protocol == protocol {
			return r
		}
	}
	return ask.Rule{}
}
