package rtf_test

import (
	"strings"
	"testing"

	"caveat.example/caveat/internal/intake/intaketest"
	"caveat.example/caveat/internal/intake/rtf"
	"github.com/google/go-cmp/cmp"
)

const letter = `{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0 Arial;}}{\*\generator Word;}{\info{\author Zoe Bee}}
\pard The council bought {\b forty} Hikvision cameras for Stra\'dfe\par
{\field{\*\fldinst HYPERLINK "https://example.org"}{\fldrslt the register}} and \u28023?\u24247?.\par
\trowd\cellx1000\cellx2000 Make\cell Model\cell\row
\trowd Axis\cell P3245-LVE\cell\row
\trowd Bosch\cell two\par lines\cell\row
\pard End \u-10179?\u-8704?\par
{\pict\pngblip\bin4 {{{{}{\object\objemb{\*\objdata 0105}}}`

func read(t *testing.T, content string) []string {
	t.Helper()
	return intaketest.Read(t, content, intaketest.KindAndText, rtf.Reader{})
}

func TestItems(t *testing.T) {
	want := []string{
		"passage paragraph 1: The council bought forty Hikvision cameras for Straße",
		"passage paragraph 2: the register and 海康.",
		"asset table 1, row 2: Axis P3245-LVE",
		"asset table 1, row 3: Bosch two lines",
		"passage paragraph 3: End 😀",
		"standard input (document): 1 embedded objects were not read: save them as files of their own and check those",
	}
	if diff := cmp.Diff(want, read(t, letter)); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

func TestCutAndDeep(t *testing.T) {
	tests := []struct{ name, content, want string }{
		{"cut", `{\rtf1 Axis`, "the file was cut"},
		{"deep", strings.Repeat("{", 10_000), "nested more than 512 deep"},
		{"a word that is cut", `{\rtf1 \'e`, "it was cut"},
	}
	for _, tt := range tests {
		if got := strings.Join(read(t, `{\rtf1 `+tt.content), "\n"); !strings.Contains(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}

func TestHostile(t *testing.T) { intaketest.Hostile(t, rtf.Reader{}, []byte(letter)) }

func FuzzItems(f *testing.F) {
	f.Add(letter)
	f.Fuzz(func(t *testing.T, content string) {
		if err := intaketest.Check(t.Context(), rtf.Reader{}, []byte(content)); err != nil {
			t.Error(err)
		}
	})
}
