// Command caveat-street builds a small street of simulated devices and shows,
// or measures, how Caveat finds out who made them. It is for demonstrations and
// tests; nothing that it sends leaves the machine.
//
//	caveat-street demo  bin/caveat [check's flags…]   on loopback addresses, no root needed
//	caveat-street bench bin/caveat                    in network namespaces of its own, as root, beside nmap
//	caveat-street serve                               leaves the street standing until interrupted
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"syscall"

	"caveat.example/caveat/internal/probe/probetest"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintf(os.Stderr, "caveat-street: %v\n", err)
		stop()
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	if len(args) == 0 {
		return errors.New("say demo, bench or serve")
	}
	switch args[0] {
	case "demo":
		return demo(ctx, args[1:], stdout, stderr)
	case "bench":
		return bench(ctx, args[1:], stdout)
	case "serve":
		return serve(ctx, stdout)
	}
	return fmt.Errorf("%q is none of demo, bench and serve", args[0])
}

// The street on loopback: its own part of 127.0.0.0/8, and ports that need no
// privileges.
const (
	loopbackFirst = "127.66.0.1"
	loopbackRange = "127.66.0.0/26"
	shift         = 20000
)

// stand starts every device of the street on loopback.
func stand(devices []*probetest.Device) (func(), error) {
	var open []io.Closer
	closeAll := func() {
		for _, c := range open {
			_ = c.Close() // simulated devices have nothing to lose
		}
	}
	for _, d := range devices {
		c, err := probetest.Serve(d, probetest.Options{Shift: shift})
		if err != nil {
			closeAll()
			return nil, err
		}
		open = append(open, c)
	}
	return closeAll, nil
}

// demo scans the street and shows the report.
func demo(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	if len(args) == 0 {
		return errors.New("demo: name the program, as bin/caveat")
	}
	devices := probetest.Street(netip.MustParseAddr(loopbackFirst))
	closeAll, err := stand(devices)
	if err != nil {
		return err
	}
	defer closeAll()
	relabelled := 0
	for _, d := range devices {
		if d.Family != "" {
			relabelled++
		}
	}
	fmt.Fprintf(stdout, "A street of %d simulated devices stands on %s: %d that two restricted families made, under many labels, and %d others.\n\n", len(devices), loopbackRange, relabelled, len(devices)-relabelled)
	flags := append([]string{"scan", "--port-shift", strconv.Itoa(shift)}, args[1:]...)
	cmd := exec.CommandContext(ctx, args[0], append(flags, loopbackRange)...)
	cmd.Stdout, cmd.Stderr = stdout, stderr
	err = cmd.Run()
	// 3 and 4 say that something was found, which is what a demonstration is for.
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && (exit.ExitCode() == 3 || exit.ExitCode() == 4) {
		return nil
	}
	return err
}

// serve leaves the street standing.
func serve(ctx context.Context, stdout io.Writer) error {
	devices := probetest.Street(netip.MustParseAddr(loopbackFirst))
	closeAll, err := stand(devices)
	if err != nil {
		return err
	}
	defer closeAll()
	for _, d := range devices {
		fmt.Fprintf(stdout, "%-16s %-16s %s\n", d.Addr, d.Name, d.Label)
	}
	fmt.Fprintf(stdout, "Try: caveat scan --port-shift %d %s\n", shift, loopbackRange)
	<-ctx.Done()
	return nil
}
