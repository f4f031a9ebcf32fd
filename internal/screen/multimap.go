package screen

import (
	"math"
	"math/bits"
)

// A multimap finds values by a hash. It is two flat arrays, so that a hundred
// thousand names cost megabytes and not a million allocations, and it never
// changes once built. Different keys may share a hash: callers check what they
// get.
type multimap struct {
	shift uint // the high bits of a hash choose the bucket
	low   uint // so many low bits of an entry are the value, the rest are bits of the hash

	// buckets hold the place of the first entry, and above it a bit for each
	// entry's hash: most hashes that nothing stands under end here, at the
	// cost of one look into memory.
	buckets []uint64
	entries []uint32
}

// perBucket is about how many entries share a bucket: few enough to look at
// them all, and so many that the buckets stay in the cache.
const perBucket = 4

// newMultimap files values up to most; there are about size of them. each visits
// every hash with its value. It is called twice, so that nothing has to be held
// in between, and visits the same ones in the same order.
func newMultimap(size int, most uint32, each func(visit func(hash uint64, value uint32))) *multimap {
	places := uint(1)
	for perBucket<<places < size && places < 31 {
		places++
	}
	m := &multimap{shift: 64 - places, low: uint(bits.Len32(most)), buckets: make([]uint64, 1<<places+1)}
	inBatches(each, func(batch []filed) {
		for i := range batch {
			m.buckets[batch[i].hash>>m.shift+1]++
		}
	})
	for i := 1; i < len(m.buckets); i++ {
		m.buckets[i] += m.buckets[i-1]
	}
	m.entries = make([]uint32, m.buckets[len(m.buckets)-1])
	inBatches(each, func(batch []filed) { // a place runs to the end of its bucket, the start of the next
		for _, f := range batch {
			b := f.hash >> m.shift
			m.entries[uint32(m.buckets[b])] = uint32(f.hash)<<m.low | f.value
			m.buckets[b] = (m.buckets[b] + 1) | m.bit(f.hash)
		}
	})
	before := uint64(0)
	for i := range m.buckets {
		end := m.buckets[i] & math.MaxUint32
		m.buckets[i] = m.buckets[i]&^math.MaxUint32 | before
		before = end
	}
	return m
}

// A filed value stands under a hash.
type filed struct {
	hash  uint64
	value uint32
}

// inBatches gives what each visits on in batches that are sorted by the first
// bits of the hash, so that what follows each other lies near each other in
// memory. Values of one hash keep their order.
func inBatches(each func(func(uint64, uint32)), take func([]filed)) {
	const size, first = 1 << 15, 64 - 9
	batch, sorted := make([]filed, 0, size), make([]filed, size)
	flush := func() {
		var at [1<<(64-first) + 1]uint32
		for i := range batch {
			at[batch[i].hash>>first+1]++
		}
		for i := 1; i < len(at); i++ {
			at[i] += at[i-1]
		}
		for _, f := range batch {
			sorted[at[f.hash>>first]] = f
			at[f.hash>>first]++
		}
		take(sorted[:len(batch)])
		batch = batch[:0]
	}
	each(func(hash uint64, value uint32) {
		if batch = append(batch, filed{hash, value}); len(batch) == size {
			flush()
		}
	})
	flush()
}

// bit is the one that a hash sets in its bucket.
func (m *multimap) bit(hash uint64) uint64 { return 1 << (32 + hash>>(m.shift-5)&31) }

// may says whether anything may stand under a hash.
func (m *multimap) may(hash uint64) bool { return m.buckets[hash>>m.shift]&m.bit(hash) != 0 }

// bucket gives the entries that may stand under a hash: ask fits of each.
func (m *multimap) bucket(hash uint64) []uint32 {
	b := hash >> m.shift
	if at := m.buckets[b]; at&m.bit(hash) != 0 {
		return m.entries[uint32(at):uint32(m.buckets[b+1])]
	}
	return nil
}

// fits says whether an entry of a bucket may stand under a hash, and gives its
// value.
func (m *multimap) fits(entry uint32, hash uint64) (uint32, bool) {
	return entry & (1<<m.low - 1), (entry^uint32(hash)<<m.low)>>m.low == 0
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

// prefix is how many letters of a word the deletions are made of.
const prefix = 7

// maxDeletions is how many there are with up to two letters left out.
const maxDeletions = 1 + prefix + prefix*(prefix-1)/2

// atPlace gives each letter at each place of a word a number. The hash of a word
// is the sum of them, so that the hash of a word with letters left out is three
// subtractions away.
var atPlace = func() (t [prefix][256]uint64) {
	h := uint64(hashSeed)
	for i := range t {
		for c := range t[i] {
			h += 0x9e3779b97f4a7c15
			t[i][c] = hashDone(h)
		}
	}
	return t
}()

// deletions writes down the hash of a word and of all words that come of leaving
// out up to most of its first letters. Two words within as many slips of each
// other share one of these. It gives how many they are.
func deletions(dst *[maxDeletions]uint64, word string, most int) int {
	p := word[:min(len(word), prefix)]
	n := len(p)
	var sum [3][prefix + 1]uint64 // of the first letters, moved up by none, one or two places
	for i := range n {
		c := p[i]
		sum[0][i+1] = sum[0][i] + atPlace[i][c]
		sum[1][i+1] = sum[1][i]
		if i > 0 {
			sum[1][i+1] += atPlace[i-1][c]
		}
		sum[2][i+1] = sum[2][i]
		if i > 1 {
			sum[2][i+1] += atPlace[i-2][c]
		}
	}
	dst[0] = hashDone(sum[0][n])
	k := 1
	for i := 0; i < n && most > 0; i++ {
		head := sum[0][i]
		dst[k] = hashDone(head + sum[1][n] - sum[1][i+1])
		k++
		for j := i + 1; j < n && most > 1; j++ {
			dst[k] = hashDone(head + sum[1][j] - sum[1][i+1] + sum[2][n] - sum[2][j+1])
			k++
		}
	}
	return k
}

// deletionsOf says how many hashes a word of n letters has.
func deletionsOf(n, most int) int {
	n = min(n, prefix)
	switch most {
	case 0:
		return 1
	case 1:
		return 1 + n
	}
	return 1 + n + n*(n-1)/2
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
