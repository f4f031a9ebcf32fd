// Package intaketest knows how files break, and tries every reader against it.
// Each format's tests give it a good sample of their own.
package intaketest

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"testing"

	"caveat.example/caveat/internal/intake"
)

// places is at how many places a sample is cut, and how often it is flipped.
const places = 200

// Hostile damages sample in every way that is known, and checks that the
// reader neither panics nor yields an Item without a place to look it up.
func Hostile(t *testing.T, reader intake.Reader, sample []byte) {
	t.Helper()
	if err := Check(t.Context(), reader, sample); err != nil {
		t.Errorf("the sample itself: %v", err)
	}
	random := rand.New(rand.NewPCG(1, 2)) // always the same files
	for i := range places {
		cut := sample[:random.IntN(len(sample))]
		if err := Check(t.Context(), reader, cut); err != nil {
			t.Errorf("cut at byte %d: %v", len(cut), err)
		}
		flipped := bytes.Clone(sample)
		for range 1 + i%8 {
			flipped[random.IntN(len(flipped))] ^= 1 << random.IntN(8)
		}
		if err := Check(t.Context(), reader, flipped); err != nil {
			t.Errorf("flipped, round %d: %v", i, err)
		}
	}
	for name, content := range rubbish(sample) {
		if err := Check(t.Context(), reader, content); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// rubbish is content of the wrong kind altogether.
func rubbish(sample []byte) map[string][]byte {
	noise := make([]byte, 4096)
	random := rand.New(rand.NewPCG(3, 4))
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	return map[string][]byte{
		"empty": nil, "noise": noise, "zeros": make([]byte, 4096),
		"twice":          append(bytes.Clone(sample), sample...),
		"brackets":       bytes.Repeat([]byte("[{<("), 5000),
		"one long line":  bytes.Repeat([]byte("x"), 1<<20),
		"quotes":         bytes.Repeat([]byte("\"\n"), 2000),
		"text direction": []byte("maker,model\n\u202eAxis\u202c,<script>alert(1)</script>\n"),
	}
}

// Check reads content with reader and says which Item has no origin.
func Check(ctx context.Context, reader intake.Reader, content []byte) error {
	opt := intake.Options{Readers: []intake.Reader{forced{reader}}, Limits: intake.Limits{Record: 64 << 10}}
	for item, err := range intake.Walk(ctx, []string{"-"}, bytes.NewReader(content), opt) {
		if err == nil && (item.Origin.Source == "" || item.Origin.At == "") {
			return fmt.Errorf("an item without an origin: %+v", item)
		}
	}
	return nil
}

// forced takes whatever it is given, so that the reader itself is tried and
// not only its Accepts.
type forced struct{ intake.Reader }

func (f forced) Accepts(name string, head []byte) bool {
	f.Reader.Accepts(name, head)
	return true
}
