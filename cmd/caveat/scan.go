package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"iter"
	"net/netip"
	"os"
	"strings"
	"time"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/check"
	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe"
	"caveat.example/caveat/internal/probe/all"
	"caveat.example/caveat/internal/probe/wire"
	"caveat.example/caveat/internal/scan"
)

// scanCmd discovers equipment on a network; then it goes on as check does.
type scanCmd struct {
	Ranges []string `arg:"" optional:"" name:"range" help:"Ranges to ask, as 10.0.0.0/24 or 10.0.0.7, or local for the networks that this machine is on."`

	Passive   bool          `group:"input" help:"Send nothing: listen only. As root, every frame that passes is heard; otherwise what devices say to all."`
	Iface     string        `group:"input" placeholder:"NAME" help:"Use this network interface only."`
	For       time.Duration `group:"input" default:"60s" help:"How long to listen with --passive."`
	Plan      bool          `group:"input" help:"Send nothing: print what would be sent, to whom, and how many packets."`
	Scope     string        `group:"input" placeholder:"FILE" help:"Public ranges that may be asked: a YAML or JSON file with ranges, authorised_by and until. Private ranges need none."`
	Rate      int           `group:"input" default:"1000" placeholder:"N" help:"Packets a second, at most. Default: 1000."`
	Community string        `group:"input" name:"snmp-community" placeholder:"WORD" help:"Ask over SNMP too, with this community. None is ever guessed."`
	Resume    string        `group:"input" placeholder:"FILE" help:"Keep a journal in FILE, and go on where an interrupted scan of the same ranges stopped."`
	Log       string        `group:"output" placeholder:"FILE" help:"Write a line to FILE for everything that is sent."`
	PortShift uint16        `hidden:"" help:"Add N to every port: for simulated devices."`

	contextFlags `embed:""`
	outputFlags  `embed:""`
}

// Help is shown below the summary of --help.
func (scanCmd) Help() string {
	return `What can be sent is in doc/network.md: no log-in, no picture, nothing that changes a
device. Ask whoever runs the network first.` + "\n\n" + examples(
		`caveat scan --plan 192.168.1.0/24`,
		`caveat scan 192.168.1.0/24 -o table -o json=scan.jsonl`,
		`caveat scan --passive --for 10m`,
		`caveat scan --resume scan.journal 10.0.0.0/16`,
	)
}

// Run scans, and tells of every device. What was found before an error or an
// interrupt is reported too.
func (c *scanCmd) Run(e *env) (outcome, error) {
	context, err := c.context(e.now)
	if err != nil {
		return outcome{}, err
	}
	network := &wire.System{Shift: c.PortShift}
	config, err := c.config(e, network)
	if err != nil {
		return outcome{}, usageIf(err)
	}
	if c.Plan {
		return outcome{}, c.printPlan(e, config)
	}
	know, err := c.load()
	if err != nil {
		return outcome{}, err
	}
	if err := know.understands(context); err != nil {
		return outcome{}, usage(err)
	}
	out, err := c.open(e, know, nil)
	if err != nil {
		return outcome{}, err
	}
	sum, silent, err := c.run(e, know, context, config, network, out)
	err = errors.Join(err, out.close(sum))
	result := outcomeOf(sum)
	// Hosts that are there and tell nothing are not clear.
	result.undecided = result.undecided || silent > 0
	return result, err
}

// config reads the flags into what a run may do.
func (c *scanCmd) config(e *env, network wire.Network) (scan.Config, error) {
	config := scan.Config{
		Callers: all.Callers(), Talkers: all.Talkers(), Community: c.Community, Rate: c.Rate,
		Random: rand.Reader, Now: time.Now,
	}
	if c.Rate < 1 || c.For <= 0 {
		return config, errors.New("--rate and --for must be more than 0")
	}
	var err error
	if config.Links, err = c.links(network); err != nil {
		return config, err
	}
	if c.Scope != "" {
		if config.Scope, err = readScope(c.Scope, e.now); err != nil {
			return config, err
		}
	}
	if c.Passive {
		if len(c.Ranges) > 0 || c.Plan {
			return config, errors.New("--passive sends nothing, so it takes no ranges and has no plan; choose the network with --iface")
		}
		return config, nil
	}
	if len(c.Ranges) == 0 {
		return config, errors.New("name the ranges to ask, as 10.0.0.0/24, or local for the networks that this machine is on; --plan shows first what would be sent")
	}
	if config.Targets, err = scan.Targets(c.Ranges, config.Links); err != nil {
		return config, err
	}
	return config, config.Scope.Check(config.Targets)
}

func (c *scanCmd) links(network wire.Network) ([]wire.Link, error) {
	links, err := network.Links()
	if err != nil || c.Iface == "" {
		return links, err
	}
	var out []wire.Link
	var names []string
	for _, l := range links {
		names = append(names, l.Name)
		if l.Name == c.Iface {
			out = append(out, l)
		}
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("--iface %s: there is no such interface with an IPv4 address; there are %s", c.Iface, strings.Join(names, ", "))
	}
	return out, nil
}

func readScope(name string, now time.Time) (scan.Scope, error) {
	f, err := os.Open(name)
	if err != nil {
		return scan.Scope{}, fmt.Errorf("--scope: %w", err)
	}
	defer f.Close()
	return scan.ReadScope(f, name, now.Format(time.DateOnly))
}

// run scans and tells out of every device. Silent is how many hosts are there
// and told nothing of themselves.
func (c *scanCmd) run(e *env, know *knowledge, asks finding.Context, config scan.Config, network wire.Network, out *output) (sum finding.Summary, silent int, err error) {
	who, law, err := know.in(asks)
	if err != nil {
		return sum, 0, err
	}
	if err := out.Begin(know.run(asks)); err != nil {
		return sum, 0, err
	}
	config.Settled = settled(who)
	result, scanErr := c.discover(e, &config, network)
	name := c.source(config.Targets)
	if !c.Quiet {
		c.said(e, result)
	}
	// What was found is told even after an interrupt, and the summary then says
	// that it is not all.
	items := told(result, name, c.note(name, result), scanErr)
	sum, err = check.Run(context.WithoutCancel(e.ctx), items, who, law, out)
	return sum, result.Silent, err
}

// note says what was scanned, and what that could not show.
func (c *scanCmd) note(name string, r *scan.Result) finding.SourceNote {
	note := finding.SourceNote{Source: cite.Source{Name: name}, Format: "network scan", Items: len(r.Devices), NotSeen: r.Limits}
	if n := r.Hosts - r.Done; n > 0 && !c.Passive {
		note.NotSeen = append([]string{fmt.Sprintf("%d of %s: not asked to the end", n, many(r.Hosts, "address"))}, note.NotSeen...)
	}
	return note
}

// told gives the devices as items, then the note, and then the error that cut
// the scan short.
func told(r *scan.Result, name string, note finding.SourceNote, err error) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		for _, d := range r.Devices {
			if !yield(d.Item(name), nil) {
				return
			}
		}
		if yield(inventory.Item{}, &check.Note{SourceNote: note}) && err != nil {
			yield(inventory.Item{}, err)
		}
	}
}

// settled says that a device need not be asked further: its maker is
// identified by how it works, not by what it says of itself.
func settled(who check.Attributor) func([]probe.Statement) bool {
	return func(said []probe.Statement) bool {
		if len(said) == 0 {
			return false
		}
		var g probe.Gathering
		for _, s := range said {
			g.Add(s)
		}
		for _, d := range g.Devices() {
			for _, a := range who.Attribute(d.Item("scan")) {
				if a.Role == attribution.Maker && a.Band == attribution.Identified && structural(a) {
					return true
				}
			}
		}
		return false
	}
}

func structural(a attribution.Attribution) bool {
	for _, e := range a.Evidence {
		if e.Structural && !e.Against {
			return true
		}
	}
	return false
}

// source names the scan in reports.
func (c *scanCmd) source(targets []netip.Prefix) string {
	if c.Passive {
		if c.Iface != "" {
			return "listening on " + c.Iface
		}
		return "listening"
	}
	const most = 3
	var names []string
	for _, t := range targets[:min(len(targets), most)] {
		names = append(names, t.String())
	}
	if len(targets) > most {
		names = append(names, "…")
	}
	return "scan of " + strings.Join(names, ", ")
}
