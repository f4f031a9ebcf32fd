package pcap

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"time"

	"caveat.example/caveat/internal/probe/capture"
)

// Blocks of pcapng that are read; others are passed over.
const (
	blockSection   = 0x0a0d0d0a
	blockInterface = 1
	blockPacket    = 2 // obsolete, still found
	blockSimple    = 3
	blockEnhanced  = 6
)

// pcapng reads the newer format.
type pcapng struct {
	r      io.Reader
	begun  bool // the first block's type has been read
	order  binary.ByteOrder
	ifaces []iface
	buf    []byte
}

type iface struct {
	link capture.LinkType
	tick float64 // seconds of one unit of its timestamps
}

// maxInterfaces bounds the interfaces of a section.
const maxInterfaces = 4096

func (p *pcapng) next() (capture.LinkType, time.Time, []byte, error) {
	for {
		kind, body, err := p.block()
		if err != nil {
			return 0, time.Time{}, nil, err
		}
		switch kind {
		case blockSection:
			p.ifaces = p.ifaces[:0]
		case blockInterface:
			if err := p.addInterface(body); err != nil {
				return 0, time.Time{}, nil, err
			}
		case blockEnhanced, blockPacket:
			return p.enhanced(kind, body)
		case blockSimple:
			if len(body) < 4 || len(p.ifaces) == 0 {
				return 0, time.Time{}, nil, errBroken
			}
			size := min(int(p.order.Uint32(body)), len(body)-4)
			return p.ifaces[0].link, time.Time{}, body[4 : 4+max(size, 0)], nil
		}
	}
}

// block reads one block and gives its body.
func (p *pcapng) block() (uint32, []byte, error) {
	var head [8]byte
	if p.begun {
		p.begun = false
		copy(head[:], pcapngBlock)
		if err := rest(p.r, head[4:]); err != nil {
			return 0, nil, err
		}
	} else if err := full(p.r, head[:]); err != nil {
		return 0, nil, err
	}
	if string(head[:4]) == string(pcapngBlock) {
		return blockSection, nil, p.section(head[4:])
	}
	if p.order == nil {
		return 0, nil, errBroken
	}
	kind := p.order.Uint32(head[:])
	body, err := p.body(p.order.Uint32(head[4:]), 12, kind)
	return kind, body, err
}

// section reads a section's head, which says its byte order.
func (p *pcapng) section(size []byte) error {
	var magic [4]byte
	if err := rest(p.r, magic[:]); err != nil {
		return err
	}
	switch binary.LittleEndian.Uint32(magic[:]) {
	case 0x1a2b3c4d:
		p.order = binary.LittleEndian
	case 0x4d3c2b1a:
		p.order = binary.BigEndian
	default:
		return errBroken
	}
	_, err := p.body(p.order.Uint32(size), 16, blockSection)
	return err
}

// body reads the rest of a block whose head took some bytes already; what is
// not needed is passed over, however large.
func (p *pcapng) body(size, taken, kind uint32) ([]byte, error) {
	if size < taken || size%4 != 0 {
		return nil, fmt.Errorf("a block of %d bytes: %w", size, errBroken)
	}
	left := int64(size - taken)
	needed := kind == blockInterface || kind == blockEnhanced || kind == blockPacket || kind == blockSimple
	if needed && left > maxPacket {
		return nil, fmt.Errorf("a packet of %d bytes: %w", left, errBroken)
	}
	if !needed {
		_, err := io.CopyN(io.Discard, p.r, left+4)
		if errors.Is(err, io.EOF) {
			err = errCut
		}
		return nil, err
	}
	p.buf = grow(p.buf, int(left)+4)
	if err := rest(p.r, p.buf); err != nil {
		return nil, err
	}
	return p.buf[:left], nil
}

func (p *pcapng) addInterface(body []byte) error {
	if len(body) < 8 || len(p.ifaces) >= maxInterfaces {
		return errBroken
	}
	i := iface{link: capture.LinkType(p.order.Uint16(body)), tick: 1e-6}
	const optionEnd, optionResolution = 0, 9
	for options := body[8:]; len(options) >= 4; {
		code, size := p.order.Uint16(options), int(p.order.Uint16(options[2:]))
		padded := (size + 3) &^ 3
		if code == optionEnd || padded > len(options)-4 {
			break
		}
		if code == optionResolution && size == 1 {
			i.tick = tick(options[4])
		}
		options = options[4+padded:]
	}
	p.ifaces = append(p.ifaces, i)
	return nil
}

// tick is the unit that a resolution option names: a power of ten, or of two.
func tick(v byte) float64 {
	const binaryFlag = 0x80
	if v&binaryFlag != 0 {
		return math.Pow(2, -float64(v&^binaryFlag))
	}
	return math.Pow(10, -float64(v))
}

func (p *pcapng) enhanced(kind uint32, body []byte) (capture.LinkType, time.Time, []byte, error) {
	const head = 20
	if len(body) < head {
		return 0, time.Time{}, nil, errBroken
	}
	index := int(p.order.Uint32(body))
	if kind == blockPacket {
		index = int(p.order.Uint16(body))
	}
	if index >= len(p.ifaces) {
		return 0, time.Time{}, nil, fmt.Errorf("a packet of an interface that is not described: %w", errBroken)
	}
	i := p.ifaces[index]
	units := float64(uint64(p.order.Uint32(body[4:]))<<32 | uint64(p.order.Uint32(body[8:])))
	size := min(int64(p.order.Uint32(body[12:])), int64(len(body)-head))
	seconds := math.Min(units*i.tick, 1e11) // a date beyond the year 5000 is damage
	at := time.UnixMicro(int64(seconds * 1e6)).UTC()
	return i.link, at, body[head : head+size], nil
}
