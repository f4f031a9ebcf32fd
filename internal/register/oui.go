package register

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
)

// ouiFile is the registry of hardware addresses in compact form, made by
// internal/tool/ouitable from a copy of the IEEE's lists.
const ouiFile = "oui.bin"

// An ouiTable answers who registered a block of hardware addresses.
type ouiTable struct {
	date   Day
	blocks [3][]block // of 36, 28 and 24 bits, sorted: the longest prefix is asked first
	orgs   []string
	party  map[string]string // folded organisation → party id
}

// A block is one assignment: the prefix, right-aligned, and its organisation.
type block struct {
	prefix uint64
	org    uint32
}

// ouiBits are the lengths of prefixes, longest first.
func ouiBits() [3]int { return [3]int{36, 28, 24} }

// Lookup returns the longest registered prefix of a hardware address in any
// usual spelling (58:50:ED:1F:E3:85, 5850-ed1f-e385, 5850ed1fe385; a bare
// prefix of six digits or more will do). ok is false when no block is known on
// the table's date, which never means that nobody owns it, and for addresses
// that are assigned locally and so tell nothing. An error means that the table
// could not be read.
func (r *Register) Lookup(mac string) (p Prefix, ok bool, err error) {
	table, err := r.prefixes()
	if err != nil {
		return Prefix{}, false, err
	}
	hex := macDigits(mac)
	if len(hex) < 6 || len(hex) > 12 || locallyAssigned(hex) {
		return Prefix{}, false, nil
	}
	for i, bits := range ouiBits() {
		digits := bits / 4
		if len(hex) < digits {
			continue
		}
		want := parseHex(hex[:digits])
		at, found := slices.BinarySearchFunc(table.blocks[i], want, func(b block, w uint64) int {
			return cmpUint(b.prefix, w)
		})
		if found {
			org := table.orgs[table.blocks[i][at].org]
			return Prefix{Hex: hex[:digits], Organisation: org, Party: table.party[foldOrg(org)]}, true, nil
		}
	}
	return Prefix{}, false, nil
}

// PrefixesAsOf is the day of the table of hardware addresses.
func (r *Register) PrefixesAsOf() (Day, error) {
	table, err := r.prefixes()
	if err != nil {
		return "", err
	}
	return table.date, nil
}

// organisations maps the registry's organisations to parties.
func (r *Register) organisations() map[string]string {
	m := map[string]string{}
	for i := range r.parties {
		for _, o := range r.parties[i].OUIs {
			m[foldOrg(o)] = r.parties[i].ID
		}
	}
	return m
}

// foldOrg makes the registry's spellings of one organisation equal ("CO.,LTD."
// and "Co., Ltd").
func foldOrg(s string) string { return strings.ReplaceAll(Fold(s), " ", "") }

func readOUI(fsys fs.FS, parties map[string]string) (*ouiTable, error) {
	data, err := fs.ReadFile(fsys, ouiFile)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", where(ouiFile), err)
	}
	table, err := decodeOUI(data)
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", where(ouiFile), err)
	}
	table.party = parties
	return table, nil
}

// ouiMagic begins the file; the digit is the version of its form.
const ouiMagic = "caveat-oui-1\n"

// EncodeOUI writes the compact form: the magic, the day and a newline, then
// deflated: the organisations, newline-ended, an empty line, and for each
// length of prefix the count of its blocks, then difference to the block
// before and number of the organisation, all as varints. assigned maps upper
// case prefixes of 6, 7 or 9 digits to organisations.
func EncodeOUI(date Day, assigned map[string]string) ([]byte, error) {
	orgs := make([]string, 0, len(assigned))
	for _, o := range assigned {
		orgs = append(orgs, o)
	}
	slices.Sort(orgs)
	orgs = slices.Compact(orgs)
	number := make(map[string]uint64, len(orgs))
	for i, o := range orgs {
		if o == "" || strings.Contains(o, "\n") {
			return nil, fmt.Errorf("organisation %q is empty or has more than one line", o)
		}
		number[o] = uint64(i)
	}
	body := []byte(strings.Join(orgs, "\n") + "\n\n")
	for _, bits := range ouiBits() {
		var prefixes []string
		for p := range assigned {
			if len(p) == bits/4 {
				prefixes = append(prefixes, p)
			}
		}
		slices.Sort(prefixes)
		body = binary.AppendUvarint(body, uint64(len(prefixes)))
		last := uint64(0)
		for _, p := range prefixes {
			v := parseHex(p)
			body = binary.AppendUvarint(body, v-last)
			body = binary.AppendUvarint(body, number[assigned[p]])
			last = v
		}
	}
	var out bytes.Buffer
	out.WriteString(ouiMagic + date + "\n")
	w, err := flate.NewWriter(&out, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func decodeOUI(data []byte) (*ouiTable, error) {
	rest, ok := bytes.CutPrefix(data, []byte(ouiMagic))
	if !ok {
		return nil, errors.New("it does not begin as a table of hardware addresses")
	}
	date, packed, _ := bytes.Cut(rest, []byte("\n"))
	body, err := io.ReadAll(io.LimitReader(flate.NewReader(bytes.NewReader(packed)), 64<<20))
	if err != nil {
		return nil, err
	}
	names, numbers, ok := bytes.Cut(body, []byte("\n\n"))
	if !ok {
		return nil, errors.New("the organisations have no end")
	}
	t := &ouiTable{date: string(date), orgs: strings.Split(string(names), "\n")}
	read := func() (uint64, error) {
		v, n := binary.Uvarint(numbers)
		if n <= 0 {
			return 0, errors.New("it ends too soon")
		}
		numbers = numbers[n:]
		return v, nil
	}
	for i := range t.blocks {
		if t.blocks[i], err = decodeBlocks(read, len(t.orgs)); err != nil {
			return nil, err
		}
	}
	return t, nil
}

func decodeBlocks(read func() (uint64, error), orgs int) ([]block, error) {
	n, err := read()
	if err != nil {
		return nil, err
	}
	if n > 1<<24 {
		return nil, fmt.Errorf("%d blocks of one length are more than there can be", n)
	}
	blocks := make([]block, n)
	last := uint64(0)
	for i := range blocks {
		step, err := read()
		if err != nil {
			return nil, err
		}
		org, err := read()
		if err != nil {
			return nil, err
		}
		if org >= uint64(orgs) {
			return nil, fmt.Errorf("organisation %d is not there", org)
		}
		last += step
		blocks[i] = block{last, uint32(org)}
	}
	return blocks, nil
}

// macDigits keeps the hexadecimal digits of an address, in upper case, and
// gives "" when anything but digits and separators is there.
func macDigits(mac string) string {
	var b strings.Builder
	for _, c := range strings.TrimSpace(mac) {
		switch {
		case c >= '0' && c <= '9' || c >= 'A' && c <= 'F':
			b.WriteRune(c)
		case c >= 'a' && c <= 'f':
			b.WriteRune(c - 'a' + 'A')
		case c == ':' || c == '-' || c == '.' || c == ' ' || c == '_':
		default:
			return ""
		}
	}
	return b.String()
}

// locallyAssigned is true for addresses that no registry gave out.
func locallyAssigned(hex string) bool { return parseHex(hex[1:2])&2 != 0 }

// parseHex reads digits that macDigits or a generator has made.
func parseHex(digits string) uint64 {
	var v uint64
	for _, c := range []byte(digits) {
		v <<= 4
		if c <= '9' {
			v |= uint64(c - '0')
		} else {
			v |= uint64(c-'A') + 10
		}
	}
	return v
}

func cmpUint(a, b uint64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
