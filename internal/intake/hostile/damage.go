package hostile

import (
	"bytes"
	"fmt"
	"iter"
	"math/rand/v2"
)

// Places is at how many places each sample is cut, and how often bits in it
// are flipped.
const Places = 200

// A Must says what has to come of a file.
type Must int

// What has to come of a file, from the least to the most.
const (
	NoCrash    Must = iota // it may be whole as far as anybody can tell
	NeverClear             // nothing in it is clear
	Incomplete             // that something could not be read is said
)

// A File is one hostile file.
type File struct {
	Name    string // for a folder: no separators in it
	Says    string // what is wrong with it
	Content []byte
	// Unpacked is how many bytes are in it, where it is packed and small.
	Unpacked int
	Must     Must
	// Format is the format that the file was before it was damaged, "" if
	// none: where it is still taken for that, Must holds.
	Format string
	// Never are texts that no output may show.
	Never []string
}

// Damaged yields what accident makes of a sample: it is cut, bits are flipped,
// it is named wrongly.
func Damaged(s Sample, seed uint64, places int) iter.Seq[File] {
	return func(yield func(File) bool) {
		random := rand.New(rand.NewPCG(seed, uint64(len(s.Content))))
		whole := len(bytes.TrimRight(s.Content, "\n\x00 "))
		if s.Syntax == "" { // the end of a binary file counts to the last byte
			whole = len(bytes.TrimRight(s.Content, "\n\x00"))
		}
		for range places {
			n := 1 + random.IntN(whole-1)
			must := NoCrash
			if s.Ends {
				must = Incomplete
			}
			if !yield(File{Name: s.Name, Says: fmt.Sprintf("cut at byte %d", n), Content: s.Content[:n], Must: must, Format: s.Format}) {
				return
			}
		}
		for i := range places {
			flipped := bytes.Clone(s.Content)
			for range 1 + i%8 {
				flipped[random.IntN(len(flipped))] ^= 1 << random.IntN(8)
			}
			if !yield(File{Name: s.Name, Says: fmt.Sprintf("bits flipped, round %d", i), Content: flipped}) {
				return
			}
		}
		_ = yield(File{Name: s.Name, Says: "zero length", Must: NeverClear}) &&
			yield(File{Name: s.Name + ".exe", Says: "wrong extension", Content: s.Content, Format: s.Format}) &&
			yield(File{Name: "noextension", Says: "no extension", Content: s.Content, Format: s.Format}) &&
			yield(File{Name: s.Name, Says: "twice over", Content: append(bytes.Clone(s.Content), s.Content...)}) &&
			yield(File{Name: s.Name, Says: "zeros after it", Content: append(bytes.Clone(s.Content), make([]byte, 4096)...)})
	}
}
