package screen

// A multimap finds values by a hash. It is two flat arrays, so that a hundred
// thousand names cost megabytes and not a million allocations, and it never
// changes once built. Different keys may share a hash: callers check what they
// get.
type multimap struct {
	shift  uint
	starts []uint32 // first value of each bucket
	values []uint32 // 24 bits of value, under 8 further bits of the hash to tell most strangers
}

// A hashed value is the high 40 bits of its hash and 24 bits of value, on the way
// into a multimap: a million of them are eight megabytes.
type hashed uint64

const valueBits = 24

// maxValue bounds how many words or names one index can hold.
const maxValue = 1<<valueBits - 1

func under(hash uint64, value uint32) hashed {
	return hashed(hash&^maxValue | uint64(min(value, maxValue)))
}

// fits says whether a value of a bucket may stand under a hash, and gives it.
func fits(value uint32, hash uint64) (uint32, bool) {
	return value & maxValue, value>>valueBits == uint32(hash>>valueBits)&0xFF
}

func newMultimap(in []hashed) *multimap {
	bits := uint(1)
	for 1<<bits < len(in) && bits < 64-valueBits-8 {
		bits++
	}
	m := &multimap{shift: 64 - bits, starts: make([]uint32, 1<<bits+1), values: make([]uint32, len(in))}
	for _, h := range in {
		m.starts[uint64(h)>>m.shift+1]++
	}
	for i := 1; i < len(m.starts); i++ {
		m.starts[i] += m.starts[i-1]
	}
	for _, h := range in { // starts[b] runs to the end of its bucket, the start of the next
		b := uint64(h) >> m.shift
		m.values[m.starts[b]] = uint32(h)
		m.starts[b]++
	}
	copy(m.starts[1:], m.starts)
	m.starts[0] = 0
	return m
}

// bucket gives the values that may stand under a hash: ask fits of each.
func (m *multimap) bucket(hash uint64) []uint32 {
	if m == nil || len(m.values) == 0 {
		return nil
	}
	b := hash >> m.shift
	return m.values[m.starts[b]:m.starts[b+1]]
}

// The hash is FNV-1a with a last mix, so that its high bits choose the bucket.
const (
	hashSeed  = 14695981039346656037
	hashPrime = 1099511628211
)

func hashByte(h uint64, b byte) uint64 { return (h ^ uint64(b)) * hashPrime }

func hashString(h uint64, s string) uint64 {
	for i := range len(s) {
		h = hashByte(h, s[i])
	}
	return h
}

func hashDone(h uint64) uint64 {
	h ^= h >> 29
	h *= 0xbf58476d1ce4e5b9
	return h ^ h>>32
}

// deletions calls visit with the hash of a word and of all words that come of
// leaving out up to most letters of its first prefix letters. Two words within
// as many slips of each other share one of these.
const prefix = 7

func deletions(word string, most int, visit func(uint64)) {
	p := word[:min(len(word), prefix)]
	visit(hashDone(hashString(hashSeed, p)))
	if most < 1 {
		return
	}
	for i := range len(p) {
		visit(hashDone(hashString(hashString(hashSeed, p[:i]), p[i+1:])))
		if most < 2 {
			continue
		}
		for j := i + 1; j < len(p); j++ {
			h := hashString(hashSeed, p[:i])
			h = hashString(h, p[i+1:j])
			visit(hashDone(hashString(h, p[j+1:])))
		}
	}
}

// neighbourhood is how many letters may be left out for a word of n letters.
func neighbourhood(n int) int {
	switch {
	case n < 4:
		return 0
	case n < 6:
		return 1 // two slips in a short word make another word
	}
	return 2
}
