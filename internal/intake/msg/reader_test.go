package msg_test

import (
	"bytes"
	"strings"
	"testing"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/delimited"
	"caveat.example/caveat/internal/intake/hostile"
	"caveat.example/caveat/internal/intake/intaketest"
	"caveat.example/caveat/internal/intake/msg"
	"caveat.example/caveat/internal/intake/text"
	"github.com/google/go-cmp/cmp"
)

func read(t *testing.T, content []byte) []string {
	t.Helper()
	var got []string
	opt := intake.Options{Readers: []intake.Reader{msg.Reader{}, delimited.Reader{}, text.Reader{}}}
	for item, err := range intake.Walk(t.Context(), []string{"-"}, bytes.NewReader(content), opt) {
		if err != nil {
			got = append(got, "skip "+err.Error())
			continue
		}
		got = append(got, strings.TrimPrefix(item.Origin.String(), "standard input")+": "+item.Text)
	}
	return got
}

func TestItems(t *testing.T) {
	want := []string{
		" (subject): Axis cameras in the library",
		"!/text.txt (line 1): We hold forty Axis P3245-LVE cameras.",
		"!/register.csv (row 2): Axis P3245-LVE",
		"!/register.csv (row 3): Axis M3045-V",
		" (earlier.msg!/subject): Axis M3045-V",
	}
	if diff := cmp.Diff(want, read(t, hostile.Message())); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

func TestHostile(t *testing.T) { intaketest.Hostile(t, msg.Reader{}, hostile.Message()) }

func FuzzItems(f *testing.F) {
	f.Add(hostile.Message())
	f.Fuzz(func(t *testing.T, content []byte) {
		if err := intaketest.Check(t.Context(), msg.Reader{}, content); err != nil {
			t.Error(err)
		}
	})
}
