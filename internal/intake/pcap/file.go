package pcap

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"time"

	"caveat.example/caveat/internal/probe/capture"
)

// maxPacket bounds one packet, in bytes; captures hold at most 256 KiB.
const maxPacket = 512 << 10

// A source gives the packets of a capture file, one after the other. Next
// returns io.EOF after the last, and errCut where the file ends too early.
// Data is valid until the next call.
type source interface {
	next() (link capture.LinkType, at time.Time, data []byte, err error)
}

var (
	errCut    = errors.New("the capture ends inside a packet")
	errBroken = errors.New("the capture is damaged")
)

// Magic numbers as they stand in a file.
var (
	pcapMicro   = []byte{0xa1, 0xb2, 0xc3, 0xd4}
	pcapNano    = []byte{0xa1, 0xb2, 0x3c, 0x4d}
	pcapngBlock = []byte{0x0a, 0x0d, 0x0d, 0x0a}
)

func swapped(b []byte) []byte { return []byte{b[3], b[2], b[1], b[0]} }

// open tells the two formats apart.
func open(r io.Reader) (source, string, error) {
	head := make([]byte, 4)
	if err := rest(r, head); err != nil {
		return nil, "", err
	}
	if bytes.Equal(head, pcapngBlock) {
		return &pcapng{r: r, begun: true}, "pcapng", nil
	}
	p := &pcap{r: r, order: binary.LittleEndian, unit: time.Microsecond}
	switch {
	case bytes.Equal(head, pcapMicro):
		p.order = binary.BigEndian
	case bytes.Equal(head, pcapNano):
		p.order, p.unit = binary.BigEndian, time.Nanosecond
	case bytes.Equal(head, swapped(pcapNano)):
		p.unit = time.Nanosecond
	case !bytes.Equal(head, swapped(pcapMicro)):
		return nil, "", errBroken
	}
	more := make([]byte, 20)
	if err := rest(r, more); err != nil {
		return nil, "", err
	}
	const linkMask = 0x0fffffff
	p.link = capture.LinkType(p.order.Uint32(more[16:]) & linkMask)
	return p, "pcap", nil
}

// pcap reads the older format.
type pcap struct {
	r     io.Reader
	order binary.ByteOrder
	unit  time.Duration
	link  capture.LinkType
	buf   []byte
}

func (p *pcap) next() (capture.LinkType, time.Time, []byte, error) {
	var head [16]byte
	if err := full(p.r, head[:]); err != nil {
		return 0, time.Time{}, nil, err
	}
	size := p.order.Uint32(head[8:])
	if size > maxPacket {
		return 0, time.Time{}, nil, fmt.Errorf("a packet of %d bytes: %w", size, errBroken)
	}
	p.buf = grow(p.buf, int(size))
	if err := rest(p.r, p.buf); err != nil {
		return 0, time.Time{}, nil, err
	}
	at := time.Unix(int64(p.order.Uint32(head[:])), int64(p.order.Uint32(head[4:]))*int64(p.unit)).UTC()
	return p.link, at, p.buf, nil
}

// rest reads all of b, which belongs to a packet that has begun.
func rest(r io.Reader, b []byte) error {
	if err := full(r, b); !errors.Is(err, io.EOF) {
		return err
	}
	return errCut
}

// full reads all of b, io.EOF where the file ends before its first byte.
func full(r io.Reader, b []byte) error {
	switch _, err := io.ReadFull(r, b); {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return errCut
	case err != nil:
		return err
	}
	return nil
}

func grow(b []byte, n int) []byte {
	if cap(b) < n {
		return make([]byte, n)
	}
	return b[:n]
}
