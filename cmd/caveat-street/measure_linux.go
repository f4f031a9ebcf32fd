package main

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/netip"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	"caveat.example/caveat/internal/probe/ask"
	"caveat.example/caveat/internal/probe/probetest"
)

// measured is what a run found, and what it cost on the wire.
type measured struct {
	took   time.Duration
	memory int64 // bytes, the most that the program held
	output string

	sent, received map[netip.Addr]int // datagrams and segments to and from a device
	system         map[netip.Addr]int // what the systems add by themselves, both ways: ARP and ICMP
	connections    map[netip.Addr]int
	strange        []string // packets that the allow-list does not know

	right, wrong, accused int
}

// measure runs a command in the scanner's namespace, under tcpdump.
func (t *town) measure(ctx context.Context, work string, command []string) (*measured, error) {
	file := work + "/wire.pcap"
	enter := []string{"netns", "exec", t.prefix + scanner}
	dump := exec.CommandContext(ctx, "ip", append(slices.Clone(enter), "tcpdump", "--immediate-mode", "-i", "eth0", "-n", "-U", "-s", "200", "-B", "65536", "-w", file)...)
	ready, err := dump.StderrPipe()
	if err != nil {
		return nil, err
	}
	if err := dump.Start(); err != nil {
		return nil, fmt.Errorf("tcpdump counts the packets: %w", err)
	}
	if _, err := bufio.NewReader(ready).ReadString('\n'); err != nil {
		return nil, fmt.Errorf("tcpdump does not start: %w", err)
	}
	go func() { _, _ = io.Copy(io.Discard, ready) }()
	began := time.Now()
	run := exec.CommandContext(ctx, "ip", append(slices.Clone(enter), command...)...)
	out, err := run.CombinedOutput()
	m := &measured{took: time.Since(began), output: string(out)}
	if usage, ok := run.ProcessState.SysUsage().(*syscall.Rusage); ok {
		m.memory = usage.Maxrss << 10
	}
	time.Sleep(time.Second) // tcpdump writes what is still on its way
	stop := errors.Join(dump.Process.Signal(os.Interrupt), dump.Wait())
	if exit, ok := errors.AsType[*exec.ExitError](err); err != nil && (!ok || exit.ExitCode() == 1 || exit.ExitCode() == 2) {
		return nil, fmt.Errorf("%s: %w: %s", strings.Join(command, " "), err, out)
	}
	return m, errors.Join(stop, m.count(ctx, file))
}

var (
	udpTCP = regexp.MustCompile(`^IP (\d+\.\d+\.\d+\.\d+)\.(\d+) > (\d+\.\d+\.\d+\.\d+)\.(\d+): (?:Flags \[([^\]]+)\])?`)
	other  = regexp.MustCompile(`^IP (\d+\.\d+\.\d+\.\d+) > (\d+\.\d+\.\d+\.\d+): `)
	arpAsk = regexp.MustCompile(`^ARP, Request who-has (\S+).* tell (\S+),`)
	arpSay = regexp.MustCompile(`^ARP, Reply (\S+) is-at`)
)

// count lets tcpdump read its own file.
func (m *measured) count(ctx context.Context, file string) error {
	m.sent, m.received, m.system, m.connections = map[netip.Addr]int{}, map[netip.Addr]int{}, map[netip.Addr]int{}, map[netip.Addr]int{}
	read := exec.CommandContext(ctx, "tcpdump", "-n", "-t", "-r", file)
	out, err := read.StdoutPipe()
	if err != nil {
		return err
	}
	if err := read.Start(); err != nil {
		return err
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		m.line(lines.Text())
	}
	return errors.Join(lines.Err(), read.Wait())
}

// self is the scanner's side of either town.
func self(a string) bool { return a == "10.99.0.250" || a == "10.97.0.2" }

func (m *measured) line(text string) {
	if f := udpTCP.FindStringSubmatch(text); f != nil {
		if !self(f[1]) {
			m.received[address(f[1])]++
			return
		}
		m.sent[address(f[3])]++
		if f[5] == "S" {
			m.connections[address(f[3])]++
		}
		if !known(f[4]) {
			m.strange = append(m.strange, text)
		}
		return
	}
	switch f := arpAsk.FindStringSubmatch(text); {
	case f != nil && self(f[2]):
		m.system[address(f[1])]++
	case f != nil:
		m.system[address(f[2])]++
	case arpSay.MatchString(text):
		f = arpSay.FindStringSubmatch(text)
		if self(f[1]) {
			return // the scanner says where it is; counted with the question
		}
		m.system[address(f[1])]++
	case other.MatchString(text):
		f = other.FindStringSubmatch(text)
		if self(f[1]) && !strings.Contains(text, "igmp") {
			m.strange = append(m.strange, text)
		}
		m.system[address(f[1])]++
	}
}

func address(s string) netip.Addr {
	a, err := netip.ParseAddr(s)
	if err != nil {
		return netip.Addr{}
	}
	return a
}

// known says whether the allow-list has a port, or it is the one of a UPnP
// description in the street.
func known(port string) bool {
	n, err := strconv.Atoi(port)
	if err != nil {
		return false
	}
	return n == 8200 || n == 49152 || slices.ContainsFunc(ask.Allowed(), func(r ask.Rule) bool { return int(r.Port) == n })
}

// scoreScan compares a scan's results with the truth.
func (m *measured) scoreScan(file string, devices []*probetest.Device) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	named := map[string][]string{}
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 64<<20)
	for lines.Scan() {
		var line struct {
			Type string
			Item struct{ Fields map[string]string }

			Attributions []struct{ Family, Role, Band string }
		}
		if err := json.Unmarshal(lines.Bytes(), &line); err != nil {
			return err
		}
		for _, a := range line.Attributions {
			if a.Role == "maker" && a.Band == "identified" {
				ip, _, _ := strings.Cut(line.Item.Fields["ip"], ";")
				named[ip] = append(named[ip], a.Family)
			}
		}
	}
	m.score(devices, func(d *probetest.Device) []string { return named[d.Addr.String()] })
	return lines.Err()
}

func (m *measured) score(devices []*probetest.Device, named func(*probetest.Device) []string) {
	families := []string{"hikvision", "dahua"}
	for _, d := range devices {
		got := named(d)
		for _, f := range families {
			switch has := slices.Contains(got, f); {
			case has && f == d.Family:
				m.right++
			case has && d.Family == "":
				m.accused++
			case has:
				m.wrong++
			}
		}
	}
}

// none are the hosts of the street that are not what a scan looks for.
var none = []string{"wsdd", "minidlna", "printer", "server", "long-page", "secure-site", "nothing-open", "nas"}

// A cost is what one kind of device costs: what is sent to each, both ways, and
// what the systems add by themselves.
type cost struct {
	sent, both, system []int
	dearest            map[string]int
}

// costs gives the packets of cameras and of other hosts.
func (m *measured) costs(devices []*probetest.Device) (cameras, hosts cost) {
	cameras.dearest, hosts.dearest = map[string]int{}, map[string]int{}
	for _, d := range devices {
		c := &cameras
		if slices.Contains(none, d.Name) {
			c = &hosts
		}
		both := m.sent[d.Addr] + m.received[d.Addr]
		c.sent, c.both, c.system = append(c.sent, m.sent[d.Addr]), append(c.both, both), append(c.system, m.system[d.Addr])
		c.dearest[d.Name] = both
	}
	return cameras, hosts
}

// String says it in a line, with the dearest three by name.
func (c cost) String() string {
	names := slices.SortedFunc(maps.Keys(c.dearest), func(a, b string) int {
		return cmp.Or(c.dearest[b]-c.dearest[a], strings.Compare(a, b))
	})
	for i, n := range names[:min(len(names), 3)] {
		names[i] = fmt.Sprintf("%s %d", n, c.dearest[n])
	}
	return spread(c.sent) + " sent, " + spread(c.both) + " both ways (" + strings.Join(names[:min(len(names), 3)], ", ") + "); ARP and ICMP besides " + spread(c.system)
}

func spread(list []int) string {
	if len(list) == 0 {
		return "none"
	}
	slices.Sort(list)
	sum := 0
	for _, n := range list {
		sum += n
	}
	return fmt.Sprintf("%d to %d (mean %.1f)", list[0], list[len(list)-1], float64(sum)/float64(len(list)))
}

func (m *measured) mostConnections(devices []*probetest.Device) int {
	most := 0
	for _, d := range devices {
		most = max(most, m.connections[d.Addr])
	}
	return most
}

// nmap scans the same street with the best general scanner.
func (t *town) nmap(ctx context.Context, work string, devices []*probetest.Device, out io.Writer) error {
	if _, err := exec.LookPath("nmap"); err != nil {
		fmt.Fprintln(out, "nmap is not installed: not measured beside it (apt-get install nmap)")
		return nil
	}
	m, err := t.measure(ctx, work, []string{"nmap", "-n", "-sV", "-p", "80,443,554,8000,8200", "--host-timeout", "120s", "10.99.0.0/24"})
	if err != nil {
		return err
	}
	reports := map[string]string{}
	for _, part := range strings.Split(m.output, "Nmap scan report for ")[1:] {
		ip, rest, _ := strings.Cut(part, "\n")
		reports[ip] = strings.ToLower(rest)
	}
	m.score(devices, func(d *probetest.Device) []string {
		var got []string
		for _, f := range []string{"hikvision", "dahua"} {
			if strings.Contains(reports[d.Addr.String()], f) {
				got = append(got, f)
			}
		}
		return got
	})
	m.strange = nil // it has no allow-list
	m.print(out, "nmap -sV of five TCP ports", devices)
	return nil
}
