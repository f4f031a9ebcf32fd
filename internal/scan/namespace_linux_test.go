package scan

import (
	"errors"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"

	"caveat.example/caveat/internal/probe/probetest"
)

const inNamespace = "CAVEAT_IN_NAMESPACE"

// TestOnTheWire runs the tests below in a network namespace of their own, where
// they may use every port and hear every frame. It needs no root where the
// system lets users make namespaces, and nothing leaves the namespace.
func TestOnTheWire(t *testing.T) {
	t.Parallel()
	if testing.Short() {
		t.Skip("takes some seconds")
	}
	for _, name := range []string{"TestInNamespace", "TestOnLinkInNamespace"} {
		t.Run(name, func(t *testing.T) { enter(t, name) })
	}
}

func enter(t *testing.T, name string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^"+name+"$", "-test.v")
	cmd.Env = append(os.Environ(), inNamespace+"=yes")
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNET,
		UidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}},
	}
	out, err := cmd.CombinedOutput()
	if _, ran := errors.AsType[*exec.ExitError](err); err != nil && !ran {
		t.Skipf("this system lets no user make a network namespace: %v", err)
	}
	t.Logf("%s", out)
	if err != nil {
		t.Error(err)
	}
	if strings.Contains(string(out), "--- SKIP") {
		t.Skip("see above")
	}
}

// ip runs the program of that name, which make test installs. Where the system
// keeps a namespace's links from its maker, nothing can be tested.
func ip(t *testing.T, args ...string) {
	t.Helper()
	out, err := exec.Command("ip", args...).CombinedOutput()
	switch {
	case errors.Is(err, exec.ErrNotFound):
		t.Fatal("the program ip is not installed: make test installs it (iproute2)")
	case err != nil:
		t.Skipf("this system does not allow it: ip %v: %v: %s", args, err, out)
	}
}

// TestInNamespace scans the street, its troublemakers and a fragile device over
// real sockets and their registered ports, captures every frame, and compares
// each with the plan that was made before.
func TestInNamespace(t *testing.T) {
	if os.Getenv(inNamespace) == "" {
		t.Skip("run by TestOnTheWire")
	}
	ip(t, "link", "set", "lo", "up")
	devices := probetest.Street(netip.MustParseAddr("127.88.0.1"))
	good := len(devices)
	devices = append(devices, probetest.Troubles(netip.MustParseAddr("127.88.0.101"))...)
	fragile, alive := probetest.Fragile(netip.MustParseAddr("127.88.0.200"))
	for _, d := range append(devices, fragile) {
		c, err := probetest.Serve(d, probetest.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
	}
	forge(t)
	c := config("127.88.0.0/24")
	c.Random, c.Community = zeros{}, "operators"
	plan, out, end := captured(t, c, "lo")
	t.Logf("%d devices, %d messages unasked, %d too many, %d broken", len(out.Devices), out.Unasked, out.Flood, out.Broken)
	compare(t, plan, c.Targets[0], end(netip.MustParseAddr("127.0.0.1"), "127.88.0.250"))

	got := byAddr(out.Devices)
	for _, d := range devices[:good] {
		if _, ok := got[d.Addr]; d.Family != "" && !ok {
			t.Errorf("%s (%s) was not found among its troublesome neighbours", d.Name, d.Addr)
		}
	}
	if !alive() {
		t.Error("the scan killed the fragile device")
	}
	if len(got[fragile.Addr].Statements) < 2 {
		t.Errorf("the fragile device told %d things, want RTSP's and HTTP's", len(got[fragile.Addr].Statements))
	}
	if out.Flood == 0 || out.Unasked == 0 || out.Broken == 0 {
		t.Errorf("too many %d, unasked %d, broken %d: each was there and has to be said", out.Flood, out.Unasked, out.Broken)
	}
	if _, ok := got[netip.MustParseAddr("127.77.7.7")]; ok {
		t.Error("an answer from an address that nobody asked was believed")
	}
}

// forge answers for one address from another that was never asked.
func forge(t *testing.T) {
	t.Helper()
	open := func(at string) net.PacketConn {
		c, err := net.ListenPacket("udp4", at)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if err := c.Close(); err != nil {
				t.Error(err)
			}
		})
		return c
	}
	asked, other := open("127.88.0.210:37810"), open("127.77.7.7:37810")
	go func() {
		buf := make([]byte, 2048)
		for {
			_, from, err := asked.ReadFrom(buf)
			if err != nil {
				return
			}
			reply := probetest.DHIP{Vendor: "Forged", Model: "IPC-FORGED", Serial: "FORGED0001", MAC: "02:00:00:00:00:77", Addr: "127.77.7.7"}.Reply()
			_, _ = other.WriteTo(reply, from) // a lost forgery shows as none unasked
		}
	}()
}

type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}
