package attribution

import (
	"bytes"
	"encoding/binary"
	"slices"
	"strings"

	"caveat.example/caveat/internal/inventory"
)

// A clerk attributes items one after the other for one goroutine at a time. It
// remembers words and the last short items, since registers and notices repeat
// themselves: an item that differs only in what tells nothing of its maker (its
// site, its asset tag, a serial number of no known form) has its answer ready.
type clerk struct {
	x *Index
	gathering
	main sifter
	all  []inventory.Field // of a form of their own, serial numbers among them
	key  []byte

	unowned bool // an address was dropped of which nobody is known

	young, old map[string]*remembered // by key; the old are forgotten together
	size       int                    // bytes of keys in young
}

// What a clerk remembers: items whose key has at most maxKey bytes, and about
// twice maxMemory bytes of keys in all.
const (
	maxKey    = 1 << 10
	maxMemory = 1 << 20
)

// Remembered is what is known of all items with one key. An answer may depend on
// the item's days; there is then one for each way in which such days stand to
// the days that were asked about.
type remembered struct {
	names   []*nameRef // found in its text
	dated   bool
	asked   []string // sorted
	answers map[string][]Attribution
}

// clerk gives a clerk that nobody else uses.
func (x *Index) clerk() *clerk {
	x.mu.Lock()
	defer x.mu.Unlock()
	if n := len(x.idle); n > 0 {
		c := x.idle[n-1]
		x.idle = x.idle[:n-1]
		return c
	}
	c := &clerk{x: x, young: map[string]*remembered{}}
	c.main.book, c.main.joins = &wordbook{x: x}, x.names.joins()
	return c
}

// leave gives a clerk back.
func (x *Index) leave(c *clerk) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.idle = append(x.idle, c)
}

// attribute says who is behind an item, from memory where it can.
func (c *clerk) attribute(item *inventory.Item) []Attribution {
	c.collect(item)
	c.unowned = false
	c.typed = slices.DeleteFunc(c.typed, c.mute)
	c.nameless()
	c.all = append(c.all[:0], c.typed...)
	c.typed = slices.DeleteFunc(c.typed, isSerial) // items have one each, and few tell
	if len(c.text) <= maxKey && c.makeKey() {
		as, names := c.alike(item)
		if !slices.ContainsFunc(c.all, func(f inventory.Field) bool { return isSerial(f) && c.tells(f.Value, names) }) {
			return as
		}
	}
	c.typed = append(c.typed[:0], c.all...)
	as, _, _ := c.afresh(item)
	return as
}

func isSerial(f inventory.Field) bool { return f.Key == inventory.Serial }

// alike attributes an item without its serial numbers, and gives the names that
// were found.
func (c *clerk) alike(item *inventory.Item) ([]Attribution, []*nameRef) {
	r := c.recall()
	if r == nil {
		as, days, names := c.afresh(item)
		r = &remembered{dated: days != nil, names: names, answers: map[string][]Attribution{}}
		r.add(days, as)
		c.remember(r)
		return as, names
	}
	if !r.dated {
		return r.answers[""], r.names
	}
	days := daysOf(item)
	if as, ok := r.answers[place(r.asked, days)]; ok {
		return as, r.names
	}
	as, asked, names := c.afresh(item)
	r.add(asked, as)
	return as, names
}

// afresh attributes what was collected. The days are nil where the answer does
// not depend on the item's.
func (c *clerk) afresh(item *inventory.Item) ([]Attribution, *dates, []*nameRef) {
	silent := len(c.typed) == 0 || len(c.typed) == 1 && c.typed[0] == nobodys
	if len(c.segments) == 0 && silent || c.main.quiet(c.text, c.inFirm) && silent {
		return nil, nil, nil
	}
	d := c.document()
	if !c.main.unsifted {
		d.sifted = &c.main
	}
	return c.x.read(item, d)
}

// makeKey writes down all that the answer depends on but the item's days. It
// returns false where that is too much to remember.
func (c *clerk) makeKey() bool {
	k := append(c.key[:0], c.kind...)
	k = append(k, 0)
	if c.hearsay {
		k = append(k, 1)
	}
	for i := range c.segments {
		s := &c.segments[i]
		k = append(append(k, s.key...), 0)
		k = binary.AppendUvarint(k, uint64(s.end-s.start))
	}
	k = append(append(append(k, 0), c.text...), 0)
	for i := range c.typed {
		f := &c.typed[i]
		k = append(append(k, f.Key...), 0)
		k = append(binary.AppendUvarint(k, uint64(len(f.Value))), f.Value...)
	}
	c.key = append(append(k, 0), c.damage...)
	return len(c.key) <= maxKey
}

func (c *clerk) recall() *remembered {
	if r, ok := c.young[string(c.key)]; ok {
		return r
	}
	r, ok := c.old[string(c.key)]
	if ok {
		c.remember(r)
	}
	return r
}

func (c *clerk) remember(r *remembered) {
	if c.size > maxMemory {
		c.young, c.old, c.size = map[string]*remembered{}, c.young, 0
	}
	c.young[string(c.key)] = r
	c.size += len(c.key) + perMemory
}

// perMemory is about what an answer takes up beside its key, in bytes of key.
const perMemory = 512

// add enters an answer for items whose days stand as these do.
func (r *remembered) add(days *dates, as []Attribution) {
	if days == nil {
		r.answers[""] = as
		return
	}
	asked := slices.Concat(r.asked, days.asked)
	slices.Sort(asked)
	if asked = slices.Compact(asked); len(asked) > len(r.asked) {
		clear(r.answers) // their places were told by fewer days
		r.asked = asked
	}
	r.answers[place(r.asked, days.spans)] = as
}

// place tells how days stand to those that were asked about: before, on or
// after each.
func place(asked []string, spans [][2]string) string {
	b := make([]byte, 0, 16)
	for _, s := range spans {
		for _, day := range s {
			at, on := slices.BinarySearch(asked, day)
			at *= 2
			if on {
				at++
			}
			b = binary.AppendUvarint(b, uint64(at))
		}
	}
	return string(b)
}

// nameless leaves word that there were hardware addresses of which nobody is
// known: whose they are tells nothing, but that they are there keeps open an item
// of which another address tells the maker (see disagrees).
func (c *clerk) nameless() {
	if c.unowned {
		c.typed = append(c.typed, nobodys)
	}
}

// nobodys stands for all the addresses of an item of which nobody is known.
var nobodys = inventory.Field{Key: inventory.MAC, Value: "another"}

func isMAC(f inventory.Field) bool {
	return f.Key == inventory.MAC || f.Key == inventory.SignalARPMAC
}

// mute says whether a field of a form of its own tells nothing, whatever stands
// beside it.
func (c *clerk) mute(f inventory.Field) bool {
	switch f.Key {
	case inventory.Port, inventory.SignalHearsay:
		return true
	case inventory.SupplierID:
		return c.x.ids[foldKey(f.Value)] == nil
	case inventory.MAC, inventory.SignalARPMAC:
		for mac := range macsIn(f.Value) {
			if prefix, ok, err := c.x.reg.Lookup(mac); err == nil && ok && prefix.Party != "" {
				return false
			}
			c.unowned = true
		}
		return true
	case inventory.Serial:
		return len(f.Value) > maxTyped
	}
	return false
}

// tells says whether a serial number may have a known form, beside these names.
func (c *clerk) tells(serial string, names []*nameRef) bool {
	for _, p := range c.x.patterns.field[inventory.Serial] {
		p.ready()
		if p.party != nil && hasFold(serial, p.needle) && p.find.MatchString(serial) {
			return true
		}
	}
	c.key = append(c.key[:0], serial...)
	return c.main.anyNumber(c.key, names)
}

// hasFold says whether a text holds a word in any case. The word is given in
// small letters, "" is in every text.
func hasFold(text, word string) bool {
	if word == "" {
		return true
	}
	var buf [64]byte
	if len(text) > len(buf) {
		return strings.Contains(strings.ToLower(text), word)
	}
	lower := buf[:copy(buf[:], text)]
	for i, c := range lower {
		if c >= 'A' && c <= 'Z' {
			lower[i] = c + 'a' - 'A'
		}
	}
	return bytes.Contains(lower, []byte(word))
}
