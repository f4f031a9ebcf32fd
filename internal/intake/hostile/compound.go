package hostile

import (
	"bytes"
	"encoding/binary"
	"unicode/utf16"
)

// An entry is a storage or a stream of a compound file.
type entry struct {
	name    string
	content []byte  // of a stream
	inner   []entry // of a storage
}

// Message is a message as Outlook saves it, with a text and an attachment.
func Message() []byte {
	return compound(
		entry{name: "__properties_version1.0", content: make([]byte, 32)},
		entry{name: "__substg1.0_0037001F", content: utf16le("Axis cameras in the library")},
		entry{name: "__substg1.0_1000001F", content: utf16le("We hold forty Axis P3245-LVE cameras.\r\n")},
		entry{name: "__attach_version1.0_#00000000", inner: []entry{
			{name: "__properties_version1.0", content: make([]byte, 8)},
			{name: "__substg1.0_3707001F", content: utf16le("register.csv")},
			{name: "__substg1.0_37010102", content: []byte("Make,Model\nAxis,P3245-LVE\nAxis,M3045-V\n")},
		}},
		entry{name: "__attach_version1.0_#00000001", inner: []entry{
			{name: "__substg1.0_3707001F", content: utf16le("earlier.msg")},
			{name: "__substg1.0_3701000D", inner: []entry{{name: "__substg1.0_0037001F", content: utf16le("Axis M3045-V")}}},
		}},
	)
}

func utf16le(s string) []byte {
	var b []byte
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u), byte(u>>8))
	}
	return b
}

const (
	sector    = 512
	endChain  = 0xfffffffe
	noSector  = 0xffffffff
	fatItself = 0xfffffffd
)

// compound makes a compound file ([MS-CFB], version 3) whose streams are all
// short, and so stand in short sectors within a stream of their own.
func compound(entries ...entry) []byte {
	c := &compoundWriter{}
	c.dir = append(c.dir, dirEntry("Root Entry", 5, noSector, endChain, 0))
	child := c.add(entries)
	binary.LittleEndian.PutUint32(c.dir[0][76:], child)
	for len(c.dir)%4 != 0 {
		c.dir = append(c.dir, dirEntry("", 0, noSector, 0, 0))
	}
	binary.LittleEndian.PutUint32(c.dir[0][116:], c.put(c.short))
	binary.LittleEndian.PutUint32(c.dir[0][120:], uint32(len(c.short)))
	var shortFat []byte
	for _, next := range c.shortFat {
		shortFat = binary.LittleEndian.AppendUint32(shortFat, next)
	}
	for len(shortFat)%sector != 0 {
		shortFat = append(shortFat, 0xff)
	}
	shortAt := c.put(shortFat)
	dirAt := c.put(bytes.Join(c.dir, nil))
	fatAt := uint32(len(c.fat))
	c.fat = append(c.fat, fatItself)
	for len(c.fat)%(sector/4) != 0 {
		c.fat = append(c.fat, noSector)
	}
	for _, next := range c.fat { // one sector holds the chains of 128, which is enough
		c.body = binary.LittleEndian.AppendUint32(c.body, next)
	}
	head := make([]byte, sector)
	copy(head, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	le := binary.LittleEndian
	le.PutUint16(head[24:], 0x3e)
	le.PutUint16(head[26:], 3)
	le.PutUint16(head[28:], 0xfffe)
	le.PutUint16(head[30:], 9)
	le.PutUint16(head[32:], 6)
	le.PutUint32(head[44:], 1)
	le.PutUint32(head[48:], dirAt)
	le.PutUint32(head[56:], 4096) // below which streams are short
	le.PutUint32(head[60:], shortAt)
	le.PutUint32(head[64:], uint32(len(shortFat)/sector))
	le.PutUint32(head[68:], endChain)
	for i := range 109 {
		le.PutUint32(head[76+4*i:], noSector)
	}
	le.PutUint32(head[76:], fatAt)
	return append(head, c.body...)
}

type compoundWriter struct {
	dir      [][]byte
	body     []byte
	fat      []uint32
	short    []byte
	shortFat []uint32
}

// putShort writes a stream to short sectors of 64 bytes and gives the first.
func (c *compoundWriter) putShort(content []byte) uint32 {
	if len(content) == 0 {
		return endChain
	}
	first := uint32(len(c.shortFat))
	for at := 0; at < len(content); at += 64 {
		block := make([]byte, 64)
		copy(block, content[at:])
		c.short = append(c.short, block...)
		c.shortFat = append(c.shortFat, uint32(len(c.shortFat))+1)
	}
	c.shortFat[len(c.shortFat)-1] = endChain
	return first
}

// put writes content to sectors and gives the first.
func (c *compoundWriter) put(content []byte) uint32 {
	if len(content) == 0 {
		return endChain
	}
	first := uint32(len(c.fat))
	for at := 0; at < len(content); at += sector {
		block := make([]byte, sector)
		copy(block, content[at:])
		c.body = append(c.body, block...)
		c.fat = append(c.fat, uint32(len(c.fat))+1)
	}
	c.fat[len(c.fat)-1] = endChain
	return first
}

// add writes entries beside one another, each to the right of the one before,
// and gives the number of the first.
func (c *compoundWriter) add(entries []entry) uint32 {
	first, last := uint32(noSector), -1
	for _, e := range entries {
		n := len(c.dir)
		kind := byte(2)
		if e.inner != nil {
			kind = 1
		}
		c.dir = append(c.dir, dirEntry(e.name, kind, noSector, c.putShort(e.content), uint32(len(e.content))))
		if last < 0 {
			first = uint32(n)
		} else {
			binary.LittleEndian.PutUint32(c.dir[last][72:], uint32(n))
		}
		last = n
		if e.inner != nil {
			child := c.add(e.inner)
			binary.LittleEndian.PutUint32(c.dir[n][76:], child)
		}
	}
	return first
}

func dirEntry(name string, kind byte, child, start, size uint32) []byte {
	b := make([]byte, 128)
	copy(b, utf16le(name))
	le := binary.LittleEndian
	if name != "" {
		le.PutUint16(b[64:], uint16(2*len(name)+2))
	}
	b[66], b[67] = kind, 1
	le.PutUint32(b[68:], noSector)
	le.PutUint32(b[72:], noSector)
	le.PutUint32(b[76:], child)
	le.PutUint32(b[116:], start)
	le.PutUint32(b[120:], size)
	return b
}
