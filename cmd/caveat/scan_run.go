package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"sort"
	"strings"
	"sync"
	"time"

	"caveat.example/caveat/internal/probe/wire"
	"caveat.example/caveat/internal/scan"
)

// discover listens, or scans, and keeps the log and the journal.
func (c *scanCmd) discover(e *env, config *scan.Config, network wire.Network) (*scan.Result, error) {
	if c.Passive {
		return c.listen(e, *config, network)
	}
	var closers []func() error
	if c.Resume != "" {
		f, err := os.OpenFile(c.Resume, os.O_RDWR|os.O_CREATE|os.O_APPEND, 0o600)
		if err != nil {
			return &scan.Result{}, fmt.Errorf("--resume: %w", err)
		}
		closers = append(closers, f.Close)
		config.Journal = scan.NewJournal(c.Resume, f)
	}
	if c.Log != "" {
		f, err := os.Create(c.Log)
		if err != nil {
			return &scan.Result{}, fmt.Errorf("--log: %w", err)
		}
		log := &sentLog{out: json.NewEncoder(f)}
		config.Tell = log.tell
		closers = append(closers, log.failed, f.Close)
	}
	if isTerminal(e.stderr) && !c.Quiet && !c.NoProgress {
		config.Progress = counted(e, time.Now)
	}
	result, err := scan.Run(e.ctx, *config, network)
	for _, closing := range closers {
		err = errors.Join(err, closing())
	}
	return result, err
}

// listen hears frames where this user may, and groups otherwise.
func (c *scanCmd) listen(e *env, config scan.Config, network wire.Network) (*scan.Result, error) {
	ctx, cancel := context.WithTimeout(e.ctx, c.For)
	defer cancel()
	var frames []scan.Frames
	seen := map[string]bool{}
	for _, l := range config.Links {
		if seen[l.Name] || l.Loopback && c.Iface == "" {
			continue
		}
		seen[l.Name] = true
		live, err := wire.NewLive(l.Name)
		if err != nil {
			if !c.Quiet {
				fmt.Fprintf(e.stderr, "caveat: %v; only what devices say to all is heard (root hears more)\n", err)
			}
			frames = nil
			break
		}
		defer live.Close()
		frames = append(frames, live)
	}
	return scan.Hear(ctx, config, network, frames)
}

// A sentLog writes what was sent, a line each.
type sentLog struct {
	mu  sync.Mutex // guards what follows
	out *json.Encoder
	err error
}

func (l *sentLog) tell(s scan.Sent) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.out.Encode(s); err != nil {
		l.err = fmt.Errorf("writing the log of what was sent: %w", err)
	}
}

func (l *sentLog) failed() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.err
}

// counted draws how many addresses are done, on a terminal.
func counted(e *env, now func() time.Time) func(done, total int) {
	began := now()
	var last time.Time
	return func(done, total int) {
		t := now()
		if t.Sub(began) < progressAfter || done < total && t.Sub(last) < progressEvery {
			return
		}
		last = t
		fmt.Fprintf(e.stderr, "\r\x1b[K%d of %s", done, many(total, "address"))
		if done == total {
			fmt.Fprint(e.stderr, "\r\x1b[K")
		}
	}
}

// said tells on standard error what was sent, to how many.
func (c *scanCmd) said(e *env, r *scan.Result) {
	if c.Passive {
		fmt.Fprintf(e.stderr, "caveat: nothing was sent; heard %s\n", many(len(r.Devices), "device"))
		return
	}
	var names []string
	for name := range r.Sent {
		names = append(names, name)
	}
	sort.Strings(names)
	var parts []string
	packets := 0
	for _, name := range names {
		packets += r.Sent[name].Packets
		parts = append(parts, fmt.Sprintf("%s %d", name, r.Sent[name].Packets))
	}
	fmt.Fprintf(e.stderr, "caveat: asked %d of %s, %d there; sent about %s (%s)\n", r.Done, many(r.Hosts, "address"), r.Up, many(packets, "packet"), strings.Join(parts, ", "))
	for _, odd := range []struct {
		n    int
		what string
	}{
		{r.Unasked, "answers came from addresses that were not asked, and were left out"},
		{r.Flood, "messages were left out: single addresses sent too many"},
		{r.Broken, "messages broke their protocol, and were left out"},
	} {
		if odd.n > 0 {
			fmt.Fprintf(e.stderr, "caveat: %d %s\n", odd.n, odd.what)
		}
	}
}
