package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"os"
	"path/filepath"
	"slices"
	"time"

	"caveat.example/caveat/internal/probe/probetest"
)

// bench measures, in namespaces of its own, what Caveat finds in the street and
// what that costs on the wire, and then the same with nmap where it is
// installed. "wide" measures a /16 with 500 devices instead (seven minutes).
func bench(ctx context.Context, args []string, out io.Writer) (err error) {
	if len(args) == 0 {
		return errors.New("bench: name the program, as bin/caveat")
	}
	if os.Geteuid() != 0 {
		return errors.New("bench needs root: it builds network namespaces; demo needs none")
	}
	program, err := filepath.Abs(args[0])
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "caveat-street")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(work)) }()
	if slices.Contains(args[1:], "wide") {
		return wide(ctx, program, work, out)
	}
	return narrow(ctx, program, work, out, !slices.Contains(args[1:], "alone"))
}

// narrow is a /24 on one link: each device in a namespace of its own, behind a
// bridge.
func narrow(ctx context.Context, program, work string, out io.Writer, beside bool) (err error) {
	devices := probetest.Street(netip.MustParseAddr("10.99.0.1"))
	town, err := newTown(ctx, "10.99.0.250/24")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, town.close()) }()
	for _, d := range devices {
		if err := town.house(ctx, d); err != nil {
			return err
		}
	}
	fmt.Fprintf(out, "%d simulated devices on a /24, one namespace each\n\n", len(devices))
	for _, t := range []struct{ name, target string }{
		{"caveat, on the link", "10.99.0.0/24"},
		{"caveat, each host by itself", "10.99.0.0/25"},
	} {
		m, err := town.measure(ctx, work, []string{program, "scan", "-q", "-o", "json=" + work + "/scan.json", t.target})
		if err != nil {
			return err
		}
		if err := m.scoreScan(work+"/scan.json", devices); err != nil {
			return err
		}
		m.print(out, t.name, devices)
	}
	if !beside {
		return nil
	}
	return town.nmap(ctx, work, devices, out)
}

// wide is a routed /16 with 500 devices, the rest of it dead.
func wide(ctx context.Context, program, work string, out io.Writer) (err error) {
	town, err := newRoutedTown(ctx, "10.98.0.0/16")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, town.close()) }()
	var devices []*probetest.Device
	const many = 500
	for block := 0; len(devices) < many; block++ {
		devices = append(devices, probetest.Street(netip.AddrFrom4([4]byte{10, 98, byte(17 * block), 1}))...)
	}
	devices = devices[:many]
	if err := town.crowd(ctx, devices); err != nil {
		return err
	}
	fmt.Fprintf(out, "%d simulated devices in a routed /16, at 1,000 packets a second\n\n", len(devices))
	m, err := town.measure(ctx, work, []string{program, "scan", "-q", "--rate", "1000", "-o", "json=" + work + "/scan.json", "10.98.0.0/16"})
	if err != nil {
		return err
	}
	if err := m.scoreScan(work+"/scan.json", devices); err != nil {
		return err
	}
	m.print(out, "caveat", devices)
	fmt.Fprintf(out, "  memory at most %d MB\n", m.memory>>20)
	return nil
}

// print writes what a run found and cost.
func (m *measured) print(out io.Writer, name string, devices []*probetest.Device) {
	made, controls := 0, 0
	for _, d := range devices {
		if d.Family != "" {
			made++
		} else {
			controls++
		}
	}
	fmt.Fprintf(out, "%s: %v\n", name, m.took.Round(10*time.Millisecond))
	fmt.Fprintf(out, "  right family named %d of %d; wrong family named %d of %d devices; controls accused %d of %d\n", m.right, made, m.wrong, made, m.accused, controls)
	cam, host := m.costs(devices)
	fmt.Fprintf(out, "  packets a camera: %s; connections at most %d\n", cam, m.mostConnections(devices))
	fmt.Fprintf(out, "  packets a host that is none: %s\n", host)
	fmt.Fprintf(out, "  outside the allow-list: %d packets\n", len(m.strange))
	for _, s := range m.strange[:min(len(m.strange), 5)] {
		fmt.Fprintf(out, "    %s\n", s)
	}
	fmt.Fprintln(out)
}
