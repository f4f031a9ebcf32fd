package scan

import (
	"errors"
	"fmt"
	"net/netip"
	"slices"
	"sync"
	"time"

	"caveat.example/caveat/internal/probe"
)

// ears take what comes in, bound it, and wake those who wait for it. Their
// methods may be called at once.
type ears struct {
	expected func(a netip.Addr, group bool) bool
	now      func() time.Time
	journal  *Journal

	mu        sync.Mutex // guards what follows
	gathering probe.Gathering
	by        map[netip.Addr][]probe.Statement
	protocols map[string]bool // in which anybody has answered
	messages  map[from]int
	waiting   map[from]chan struct{}
	unasked   int
	flood     int
	broken    int
	limits    []string
	journaled error
}

type from struct {
	addr     netip.Addr
	protocol string
}

// maxMessages is how many datagrams of one address are decoded in a protocol.
const maxMessages = 32

// maxSources bounds the addresses that messages are counted for.
const maxSources = 1 << 18

func newEars(expected func(netip.Addr, bool) bool, now func() time.Time, journal *Journal) *ears {
	return &ears{
		expected: expected, now: now, journal: journal,
		by: map[netip.Addr][]probe.Statement{}, protocols: map[string]bool{}, messages: map[from]int{}, waiting: map[from]chan struct{}{},
	}
}

// datagram takes one answer. Group says that all of a link was asked.
func (e *ears) datagram(h probe.Hearer, source netip.AddrPort, message []byte, group bool) {
	key := from{source.Addr().Unmap(), h.Protocol()}
	if !e.admit(key, group) {
		return
	}
	s, err := h.Hear(message)
	if err != nil {
		if errors.Is(err, probe.ErrBroken) {
			e.broke()
		}
		return
	}
	s.From, s.At, s.Time, s.Digest = source, udpAt(source), e.now(), probe.Digest(message)
	e.keep(s)
	e.wake(key)
}

func (e *ears) admit(key from, group bool) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.expected(key.addr, group) {
		e.unasked++
		return false
	}
	if e.messages[key] >= maxMessages || len(e.messages) >= maxSources {
		e.flood++
		return false
	}
	e.messages[key]++
	return true
}

// keep takes a statement and writes it to the journal.
func (e *ears) keep(s probe.Statement) {
	if e.again(s) {
		if err := e.journal.heard(s); err != nil {
			e.mu.Lock()
			e.journaled = err
			e.mu.Unlock()
		}
	}
}

// again takes a statement, from now or from an earlier run.
func (e *ears) again(s probe.Statement) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.gathering.Add(s) {
		return false
	}
	a := s.From.Addr().Unmap()
	e.by[a] = append(e.by[a], s)
	e.protocols[s.Protocol] = true
	return true
}

// of is what an address has said so far.
func (e *ears) of(a netip.Addr) []probe.Statement {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.Clone(e.by[a])
}

// told says whether an address has said anything of itself.
func (e *ears) told(a netip.Addr) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return slices.ContainsFunc(e.by[a], func(s probe.Statement) bool { return s.Protocol != "arp" })
}

// any says whether anybody has answered in a protocol.
func (e *ears) any(protocol string) bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.protocols[protocol]
}

// expect gives a channel that is closed when the address answers.
func (e *ears) expect(a netip.Addr, protocol string) <-chan struct{} {
	e.mu.Lock()
	defer e.mu.Unlock()
	c := make(chan struct{})
	e.waiting[from{a, protocol}] = c
	return c
}

func (e *ears) unexpect(a netip.Addr, protocol string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	delete(e.waiting, from{a, protocol})
}

func (e *ears) wake(key from) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if c := e.waiting[key]; c != nil {
		close(c)
		delete(e.waiting, key)
	}
}

func (e *ears) broke() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.broken++
}

// limit notes, once, what could not be seen.
func (e *ears) limit(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	e.mu.Lock()
	defer e.mu.Unlock()
	if slices.Contains(e.limits, text) {
		return
	}
	e.limits = append(e.limits, text)
	if err := e.journal.limit(text); err != nil {
		e.journaled = err
	}
}

// journalError is the last error of writing the journal.
func (e *ears) journalError() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.journaled
}

func (e *ears) result() *Result {
	e.mu.Lock()
	defer e.mu.Unlock()
	return &Result{
		Devices: e.gathering.Devices(), Unasked: e.unasked,
		Flood: e.flood + e.gathering.Dropped(), Broken: e.broken, Limits: slices.Clone(e.limits),
	}
}
