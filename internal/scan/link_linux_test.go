package scan

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"os"
	"os/exec"
	"runtime"
	"slices"
	"strconv"
	"syscall"
	"testing"

	"caveat.example/caveat/internal/probe/probetest"
	"caveat.example/caveat/internal/probe/wire"
)

// TestOnLinkInNamespace does the same on a link: a bridge, and behind it some
// devices, each in a namespace of its own, which hear what goes to groups.
func TestOnLinkInNamespace(t *testing.T) {
	if os.Getenv(inNamespace) == "" {
		t.Skip("run by TestOnTheWire")
	}
	for _, args := range [][]string{
		{"link", "set", "lo", "up"},
		{"link", "add", "br0", "type", "bridge", "mcast_snooping", "0"},
		{"addr", "add", "10.66.0.250/24", "dev", "br0"},
		{"link", "set", "br0", "up"},
		{"route", "add", "default", "dev", "br0"},
	} {
		ip(t, args...)
	}
	names := []string{"annke-sadp", "lorex-dhip", "realm-only", "axis", "open-doors", "minidlna", "server", "nothing-open"}
	street := probetest.Street(netip.MustParseAddr("10.66.0.1"))
	street = slices.DeleteFunc(street, func(d *probetest.Device) bool { return !slices.Contains(names, d.Name) })
	for i, d := range street {
		house(t, fmt.Sprintf("v%d", i), d, nil)
	}
	wrong, right := netip.MustParseAddr("10.66.0.77"), netip.MustParseAddr("10.66.0.78")
	checksums(t, wrong, right)
	c := config("10.66.0.0/24")
	c.Random = zeros{}
	links, err := (&wire.System{}).Links()
	if err != nil {
		t.Fatal(err)
	}
	c.Links = links
	plan, out, end := captured(t, c, "br0")
	// The last word goes to a device, since nobody else answers ARP.
	packets := end(netip.MustParseAddr("10.66.0.250"), street[0].Addr.String())
	compare(t, plan, c.Targets[0], packets)
	got := byAddr(out.Devices)
	if _, ok := got[wrong]; ok {
		t.Error("a datagram with a wrong checksum was believed")
	}
	if _, ok := got[right]; !ok {
		t.Error("a datagram without a checksum was not heard: the test does not show what it claims")
	}
	for _, d := range street {
		if _, ok := got[d.Addr]; !ok {
			t.Errorf("%s (%s) was not found", d.Name, d.Addr)
		}
	}
}

// house starts a device in a namespace behind the bridge. The namespace lives
// as long as a thread that is kept in it.
// Inside is run there first, unless nil.
func house(t *testing.T, name string, d *probetest.Device, inside func() error) {
	t.Helper()
	ip := func(args ...string) error {
		out, err := exec.Command("ip", args...).CombinedOutput()
		if err != nil {
			return fmt.Errorf("ip %v: %w: %s", args, err, out)
		}
		return nil
	}
	thread, wired, stands := make(chan int), make(chan error), make(chan error)
	stop := make(chan struct{})
	t.Cleanup(func() { close(stop) })
	go onThread(func() {
		if err := syscall.Unshare(syscall.CLONE_NEWNET); err != nil {
			stands <- err
			return
		}
		thread <- syscall.Gettid()
		err := <-wired
		if err == nil {
			err = errors.Join(ip("link", "set", "eth0", "address", d.MAC), ip("addr", "add", d.Addr.String()+"/24", "dev", "eth0"), ip("link", "set", "eth0", "up"))
		}
		if err == nil && inside != nil {
			err = inside()
		}
		if err == nil {
			_, err = probetest.Serve(d, probetest.Options{Interface: "eth0"}) // ends with the process
		}
		stands <- err
		<-stop
	})
	select {
	case tid := <-thread:
		wired <- errors.Join(ip("link", "add", name, "type", "veth", "peer", "name", "eth0", "netns", strconv.Itoa(tid)), ip("link", "set", name, "master", "br0", "up"))
	case err := <-stands:
		t.Fatal(err)
	}
	if err := <-stands; err != nil {
		t.Fatal(err)
	}
}

// onThread runs f on a thread of its own that is not the process's first, whose
// namespace the system shows as the process's.
func onThread(f func()) {
	runtime.LockOSThread()
	if syscall.Gettid() != os.Getpid() {
		f()
		return
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		onThread(f)
	}()
	<-done
	runtime.UnlockOSThread()
}

// checksums puts a device on the link that answers a SADP inquiry with two
// frames, as if from two others: one with a wrong checksum, one without.
func checksums(t *testing.T, wrong, right netip.Addr) {
	t.Helper()
	raw, eth := -1, &syscall.SockaddrLinklayer{Protocol: 8, Halen: 6, Addr: [8]byte{1, 0, 0x5e, 0x7f, 0xff, 0xfa}}
	d := &probetest.Device{Name: "checksums", Addr: netip.MustParseAddr("10.66.0.60"), MAC: "02:00:5e:42:00:3c"}
	d.UDP = map[uint16]probetest.Replier{37020: func([]byte) [][]byte {
		for from, sum := range map[netip.Addr]uint16{wrong: 0xbeef, right: 0} {
			if err := syscall.Sendto(raw, sadpFrame(from, sum), 0, eth); err != nil {
				t.Error(err)
			}
		}
		return nil
	}}
	house(t, "vsum", d, func() error {
		i, err := net.InterfaceByName("eth0")
		if err != nil {
			return err
		}
		eth.Ifindex = i.Index
		raw, err = syscall.Socket(syscall.AF_PACKET, syscall.SOCK_RAW, 0) // ends with the process
		return err
	})
}

// sadpFrame is an answer to all, from an address, with that UDP checksum.
func sadpFrame(from netip.Addr, sum uint16) []byte {
	body := probetest.SADP{Model: "DS-X", Serial: "SUM" + from.String(), MAC: "02:00:00:00:00:77", Addr: from.String()}.Reply()
	size := 8 + len(body)
	a := from.As4()
	ip := []byte{0x45, 0, byte((20 + size) >> 8), byte(20 + size), 0, 1, 0, 0, 1, 17, 0, 0, a[0], a[1], a[2], a[3], 239, 255, 255, 250}
	var s uint32
	for i := 0; i < len(ip); i += 2 {
		s += uint32(ip[i])<<8 | uint32(ip[i+1])
	}
	s = ^(s&0xffff + s>>16)
	ip[10], ip[11] = byte(s>>8), byte(s)
	udp := []byte{0x90, 0x9c, 0x90, 0x9c, byte(size >> 8), byte(size), byte(sum >> 8), byte(sum)}
	return slices.Concat([]byte{1, 0, 0x5e, 0x7f, 0xff, 0xfa, 2, 0, 0x5e, 0x42, 0, 0x3c, 8, 0}, ip, udp, body)
}
