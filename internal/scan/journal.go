package scan

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/netip"
	"slices"
	"sync"
	"time"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/probe"
)

// A Journal keeps what a run has done, so that a run that was cut short goes on
// where it stopped. It is a file of JSON Lines: a "scan" with the ranges, then
// "heard" with a statement, "limit" with what could not be seen, and "done" with
// an address. Its methods may be
// called at once; those of a nil Journal do nothing.
type Journal struct {
	name string
	file io.ReadWriter

	mu     sync.Mutex // guards what follows
	done   map[netip.Addr]bool
	up     []netip.Addr // of an earlier run: hosts that gave a sign of life
	limits []string     // of an earlier run: what it could not see
	torn   bool         // the file ends inside a line
}

// NewJournal makes a Journal of a file that is open for reading and appending.
// The caller closes it.
func NewJournal(name string, file io.ReadWriter) *Journal {
	return &Journal{name: name, file: file, done: map[netip.Addr]bool{}}
}

type entry struct {
	Type    string           `json:"type"` // scan, heard or done
	Targets []netip.Prefix   `json:"targets,omitempty"`
	Time    time.Time        `json:"time,omitzero"`
	Heard   *probe.Statement `json:"heard,omitempty"`
	Addr    netip.Addr       `json:"addr,omitzero"`
	Up      bool             `json:"up,omitempty"` // of done: it is there, whether it said anything or not
	Limit   string           `json:"limit,omitempty"`
}

// begin reads what an earlier run left, and starts the file otherwise. It gives
// the statements of the earlier run.
func (j *Journal) begin(targets []netip.Prefix, now time.Time) ([]probe.Statement, error) {
	var out []probe.Statement
	started := false
	in := bufio.NewReader(j.file)
	for line := 1; ; line++ {
		text, err := in.ReadBytes('\n')
		if err == io.EOF {
			j.torn = len(text) > 0 // the last run died while it wrote
			break
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", j.name, err)
		}
		var e entry
		if err := json.Unmarshal(text, &e); err != nil {
			if started {
				continue // a line torn by an earlier interruption: its host is asked again
			}
			return nil, fmt.Errorf("%s (line %d): not the journal of a scan; give another file: %w", j.name, line, fault.Invalid)
		}
		switch {
		case e.Type == "scan" && !slices.Equal(e.Targets, targets):
			return nil, fmt.Errorf("%s is the journal of a scan of %v; give the same ranges, or another file: %w", j.name, e.Targets, fault.Invalid)
		case e.Type == "scan":
			started = true
		case e.Type == "heard" && e.Heard != nil:
			out = append(out, *e.Heard)
		case e.Type == "done":
			j.done[e.Addr] = true
			if e.Up {
				j.up = append(j.up, e.Addr)
			}
		case e.Type == "limit":
			j.limits = append(j.limits, e.Limit)
		}
	}
	if started {
		return out, nil
	}
	return nil, j.write(entry{Type: "scan", Targets: targets, Time: now})
}

func (j *Journal) heard(s probe.Statement) error {
	if j == nil {
		return nil
	}
	return j.write(entry{Type: "heard", Heard: &s})
}

func (j *Journal) limit(text string) error {
	if j == nil {
		return nil
	}
	return j.write(entry{Type: "limit", Limit: text})
}

func (j *Journal) finish(a netip.Addr, up bool) error {
	if j == nil {
		return nil
	}
	return j.write(entry{Type: "done", Addr: a, Up: up})
}

func (j *Journal) isDone(a netip.Addr) bool {
	if j == nil {
		return false
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.done[a]
}

func (j *Journal) write(e entry) error {
	line, err := json.Marshal(e)
	if err != nil {
		return fmt.Errorf("%s: %w", j.name, err)
	}
	line = append(line, '\n')
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.torn {
		line, j.torn = append([]byte{'\n'}, line...), false
	}
	if _, err := j.file.Write(line); err != nil {
		return fmt.Errorf("%s: %w", j.name, err)
	}
	return nil
}
