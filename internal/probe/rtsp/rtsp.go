// Package rtsp knows what an RTSP server shows before anybody logs in: its
// Server header, its methods, the realm of its challenge. A stream is never
// set up or played.
package rtsp

import (
	"bytes"
	"context"
	"strconv"
	"strings"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/probe"
	"caveat.example/caveat/internal/probe/ask"
	"caveat.example/caveat/internal/probe/head"
)

// Probe is the RTSP probe.
type Probe struct{}

// Protocol is "rtsp".
func (Probe) Protocol() string { return ask.RTSP }

// Ports is the registered port.
func (Probe) Ports() []uint16 { return []uint16{554} }

// Talk sends OPTIONS, and DESCRIBE where the answer left the maker open.
func (p Probe) Talk(ctx context.Context, line probe.Line) (probe.Statement, error) {
	if err := line.Ask(ask.RTSPOptions(line.Remote())); err != nil {
		return probe.Statement{}, err
	}
	got, err := head.Read(ctx, line)
	if err != nil || !bytes.HasPrefix(got, []byte("RTSP/")) {
		return p.heard(got, err)
	}
	if h, _, _ := head.Parse(got); strings.EqualFold(h.Get("connection"), "close") || h.Get("www-authenticate") != "" {
		return p.heard(got, nil)
	}
	if s, err := p.Hear(got); err == nil && !line.Curious(&s) {
		return s, nil
	}
	if err := line.Ask(ask.RTSPDescribe(line.Remote())); err != nil {
		return p.heard(got, nil)
	}
	more, err := head.Read(ctx, line)
	if err != nil && len(more) == 0 {
		return p.heard(got, nil)
	}
	return p.heard(append(got, more...), nil)
}

func (p Probe) heard(got []byte, err error) (probe.Statement, error) {
	if len(got) == 0 {
		return probe.Statement{}, err
	}
	return p.Hear(got)
}

// Hear decodes the answers of a server, one after the other.
func (Probe) Hear(message []byte) (probe.Statement, error) {
	if !bytes.HasPrefix(message, []byte("RTSP/1.")) {
		return probe.Statement{}, probe.ErrNothing
	}
	s := probe.Statement{Protocol: ask.RTSP, Digest: probe.Digest(message)}
	for rest := message[:min(len(message), head.MaxBody)]; bytes.HasPrefix(rest, []byte("RTSP/1.")); {
		h, body, complete := head.Parse(rest)
		answer(&s, &h)
		if !complete {
			s.Note("RTSP answer ends before its blank line")
			break
		}
		size, err := strconv.Atoi(h.Get("content-length"))
		if err != nil || size < 0 {
			size = 0
		}
		rest = body[min(size, len(body)):]
	}
	return s, nil
}

func answer(s *probe.Statement, h *head.Head) {
	if s.Get(inventory.SignalRTSPServer) == "" {
		s.Add(inventory.SignalRTSPServer, h.Get("server"))
	}
	if s.Get(inventory.SignalRTSPStatus) == "" {
		s.Add(inventory.SignalRTSPStatus, "OPTIONS "+strconv.Itoa(h.Status()))
	}
	if s.Get(inventory.SignalRTSPPublic) == "" {
		s.Add(inventory.SignalRTSPPublic, h.Get("public"))
	}
	for _, challenge := range h.All("www-authenticate") {
		scheme, realm := head.Challenge(challenge)
		if s.Get(inventory.SignalRTSPRealm) == "" {
			s.Add(inventory.SignalRTSPRealm, realm)
		}
		if s.Get(inventory.SignalRTSPAuth) == "" {
			s.Add(inventory.SignalRTSPAuth, scheme)
		}
	}
}
