package attribution

// A sieve says at once that a word is not in a table. Nearly all words of a
// long text are nobody's name: asking a map for each, and for each with a
// letter left out, is what reading notices would cost most. What passes is
// looked up, so that a sieve never decides anything.
type sieve []uint64

// sieveBits is the size of a sieve as a power of two. With some ten thousand
// words in it one in a hundred others passes, and it stays in a core's cache.
const sieveBits = 20

func newSieve() sieve { return make(sieve, 1<<(sieveBits-6)) }

func (s sieve) add(sum uint32) { s[sum>>(32-sieveBits+6)] |= 1 << (sum >> (32 - sieveBits) & 63) }

func (s sieve) has(sum uint32) bool {
	return s[sum>>(32-sieveBits+6)]&(1<<(sum>>(32-sieveBits)&63)) != 0
}

// letter is what one byte adds to the sum of a word. The sum of a word less one
// letter is the word's less the letter's, in whatever order they stand.
func letter(c byte) uint32 {
	x := (uint32(c) + 1) * 0x9E3779B1
	x ^= x >> 15
	return x * 0x85EBCA6B
}

func letters[T string | []byte](word T) uint32 {
	var sum uint32
	for i := range len(word) {
		sum += letter(word[i])
	}
	return sum
}

// beginning goes on with the sum of a key by one byte, in order: the sums of
// all beginnings of a key come one after the other.
func beginning(sum uint32, c byte) uint32 {
	sum = (sum ^ uint32(c)) * 0x9E3779B1
	return sum ^ sum>>16
}

// A smallSieve is for some thousands of words, and for what is asked so often
// that it has to stay where a core reads at once.
type smallSieve [1 << (smallBits - 6)]uint64

const smallBits = 16

func (s *smallSieve) add(sum uint32) {
	s[sum>>(32-smallBits+6)] |= 1 << (sum >> (32 - smallBits) & 63)
}

func (s *smallSieve) has(sum uint32) bool {
	return s[sum>>(32-smallBits+6)]&(1<<(sum>>(32-smallBits)&63)) != 0
}
