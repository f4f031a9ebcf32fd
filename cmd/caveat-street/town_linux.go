package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"os"
	"os/exec"
	"runtime"
	"strings"

	"golang.org/x/sys/unix"

	"caveat.example/caveat/internal/probe/probetest"
)

// A town is a set of network namespaces: one for the scanner, one with a bridge
// or the far side of a route, and one for each device. Nothing in it reaches
// the machine's own network.
type town struct {
	prefix  string
	spaces  []string
	devices []io.Closer
}

// The names of a town's namespaces, behind its prefix.
const (
	scanner = "scan"
	middle  = "net"
)

func ip(ctx context.Context, args ...string) error {
	out, err := exec.CommandContext(ctx, "ip", args...).CombinedOutput()
	if err != nil {
		return fmt.Errorf("ip %s: %w: %s", strings.Join(args, " "), err, strings.TrimSpace(string(out)))
	}
	return nil
}

func (t *town) space(ctx context.Context, name string) error {
	if err := ip(ctx, "netns", "add", t.prefix+name); err != nil {
		return err
	}
	t.spaces = append(t.spaces, t.prefix+name)
	return ip(ctx, "-n", t.prefix+name, "link", "set", "lo", "up")
}

// newTown makes the scanner's namespace and a bridge.
func newTown(ctx context.Context, at string) (*town, error) {
	t := &town{prefix: fmt.Sprintf("cvt%d", os.Getpid()%10000)}
	err := errors.Join(t.space(ctx, middle), t.space(ctx, scanner))
	if err == nil {
		err = t.all(ctx, []string{"-n", t.prefix + middle, "link", "add", "br0", "type", "bridge", "mcast_snooping", "0"},
			[]string{"-n", t.prefix + middle, "link", "set", "br0", "up"})
	}
	if err == nil {
		err = t.wire(ctx, scanner, at, "")
	}
	if err != nil {
		return nil, errors.Join(err, t.close())
	}
	return t, nil
}

// newRoutedTown makes a scanner that reaches a range through a router.
func newRoutedTown(ctx context.Context, target string) (*town, error) {
	t := &town{prefix: fmt.Sprintf("cvt%d", os.Getpid()%10000)}
	err := errors.Join(t.space(ctx, middle), t.space(ctx, scanner))
	if err == nil {
		n, s := t.prefix+middle, t.prefix+scanner
		err = t.all(ctx, []string{"-n", s, "link", "add", "eth0", "type", "veth", "peer", "name", "eth0", "netns", n},
			[]string{"-n", s, "link", "set", "eth0", "gso_max_segs", "1"}, []string{"-n", n, "link", "set", "eth0", "gso_max_segs", "1"},
			[]string{"-n", s, "addr", "add", "10.97.0.2/30", "dev", "eth0"}, []string{"-n", n, "addr", "add", "10.97.0.1/30", "dev", "eth0"},
			[]string{"-n", s, "link", "set", "eth0", "up"}, []string{"-n", n, "link", "set", "eth0", "up"},
			[]string{"-n", s, "route", "add", target, "via", "10.97.0.1"})
	}
	if err != nil {
		return nil, errors.Join(err, t.close())
	}
	return t, nil
}

func (t *town) all(ctx context.Context, commands ...[]string) error {
	for _, c := range commands {
		if err := ip(ctx, c...); err != nil {
			return err
		}
	}
	return nil
}

// wire connects a namespace to the bridge.
func (t *town) wire(ctx context.Context, name, at, mac string) error {
	n, s := t.prefix+middle, t.prefix+name
	commands := [][]string{
		{"-n", s, "link", "add", "eth0", "type", "veth", "peer", "name", "v-" + name, "netns", n},
		{"-n", s, "link", "set", "eth0", "gso_max_segs", "1"}, // a capture shows packets as a wire would carry them
		{"-n", n, "link", "set", "v-" + name, "master", "br0", "up"},
	}
	if mac != "" {
		commands = append(commands, []string{"-n", s, "link", "set", "eth0", "address", mac})
	}
	return t.all(ctx, append(commands, []string{"-n", s, "addr", "add", at, "dev", "eth0"}, []string{"-n", s, "link", "set", "eth0", "up"})...)
}

// house gives a device a namespace, and starts it there.
func (t *town) house(ctx context.Context, d *probetest.Device) error {
	name := fmt.Sprintf("d%d", len(t.devices))
	if err := t.space(ctx, name); err != nil {
		return err
	}
	if err := t.wire(ctx, name, netip.PrefixFrom(d.Addr, 24).String(), d.MAC); err != nil {
		return err
	}
	return t.serve(name, []*probetest.Device{d}, probetest.Options{Interface: "eth0"})
}

// crowd puts all devices behind the router.
func (t *town) crowd(ctx context.Context, devices []*probetest.Device) error {
	for _, d := range devices {
		if err := ip(ctx, "-n", t.prefix+middle, "addr", "add", d.Addr.String()+"/32", "dev", "lo"); err != nil {
			return err
		}
	}
	return t.serve(middle, devices, probetest.Options{})
}

// serve opens devices' sockets inside a namespace. A thread that has gone there
// never comes back, so it ends with its goroutine.
func (t *town) serve(name string, devices []*probetest.Device, o probetest.Options) error {
	failed := make(chan error)
	go func() {
		runtime.LockOSThread()
		failed <- t.enter(name, devices, o)
	}()
	return <-failed
}

func (t *town) enter(name string, devices []*probetest.Device, o probetest.Options) error {
	f, err := os.Open("/var/run/netns/" + t.prefix + name)
	if err != nil {
		return err
	}
	defer f.Close()
	if err := unix.Setns(int(f.Fd()), unix.CLONE_NEWNET); err != nil {
		return fmt.Errorf("entering namespace %s: %w", t.prefix+name, err)
	}
	for _, d := range devices {
		c, err := probetest.Serve(d, o)
		if err != nil {
			return err
		}
		t.devices = append(t.devices, c)
	}
	return nil
}

// close takes the town down.
func (t *town) close() error {
	var errs []error
	for _, d := range t.devices {
		errs = append(errs, d.Close())
	}
	for _, s := range t.spaces {
		errs = append(errs, ip(context.Background(), "netns", "delete", s))
	}
	return errors.Join(errs...)
}
