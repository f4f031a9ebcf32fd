package jsonscan

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

// valuesOf reads all values that s scans, a text each, with the lines on which
// they begin, and goes on after broken ones.
func valuesOf(s *Scanner) (out []string) {
	for {
		_, err := s.Kind()
		if err == io.EOF {
			return out
		}
		line := s.Line()
		text := ""
		if err == nil {
			var v any
			v, err = rebuild(s)
			text = fmt.Sprint(v)
			text = fmt.Sprintf("%d bytes %s", len(text), text[:min(len(text), 40)])
		}
		bad, ok := errors.AsType[*Error](err)
		switch {
		case err == nil:
			out = append(out, fmt.Sprintf("line %d: %s", line, text))
		case ok:
			out = append(out, fmt.Sprintf("line %d broken: %v", line, bad))
			if !s.NextLine() {
				return out
			}
		default:
			return append(out, err.Error())
		}
	}
}

// TestBlocks: lines read in blocks are what they are when read in a stream,
// however the stream comes and ends, and however long they are.
func TestBlocks(t *testing.T) {
	const longLine = 600_000
	long := `{"long":"` + strings.Repeat("x", longLine+1000) + `"}`
	broken := `{"long":"` + strings.Repeat("y", longLine+1000)
	many := strings.Repeat(`{"a":[1,2,{"b":"c"}]}`+"\n", 30_000)
	escapes := `{"long":"` + strings.Repeat(`é\u00e9\n`, longLine/8) + `"}`
	texts := map[string]string{
		"escapes":            escapes + "\n" + escapes,
		"few":                "{\"a\":1}\n\n{\"b\":2} {\"c\":3}\r\n[4]\n",
		"no end":             "{\"a\":1}\n{\"b\":2}",
		"cut":                "{\"a\":1}\n{\"b\":",
		"broken lines":       "{\"a\"\n}\n{]\n\"x\"\n{\"a\":1}\nnonsense\n",
		"byte order mark":    "\xef\xbb\xbf{\"a\":1}\n{\"b\":2}\n",
		"many":               many,
		"long":               "{\"a\":1}\n" + long + "\n{\"b\":2}\n" + long + "\n{\"c\":3}\n",
		"long to the end":    "{\"a\":1}\n" + long,
		"long and broken":    many + broken + "\n{\"b\":2}\n",
		"long and cut":       many + broken,
		"long and line ends": broken + "\n" + broken + "\n\n[1]\n",
	}
	for name, text := range texts {
		readers := map[string]func() io.Reader{
			"whole":  func() io.Reader { return strings.NewReader(text) },
			"halves": func() io.Reader { return iotest.HalfReader(strings.NewReader(text)) },
			"fails": func() io.Reader {
				return io.MultiReader(strings.NewReader(text), iotest.ErrReader(errors.New("disk gone")))
			},
		}
		for how, reader := range readers {
			t.Run(name+", "+how, func(t *testing.T) {
				s := New(reader(), 100, 100_000)
				s.Lines()
				want := valuesOf(s)
				var got []string
				lines := CutLines(reader())
				lines.long = longLine
				for {
					b, ok := lines.Next()
					if !ok {
						break
					}
					got = append(got, valuesOf(b.Scanner(100, 100_000))...)
					b.Done()
				}
				if fmt.Sprint(got) != fmt.Sprint(want) {
					t.Errorf("got %d values %.2000q\nwant %d %.2000q", len(got), got[max(0, len(got)-5):], len(want), want[max(0, len(want)-5):])
				}
			})
		}
	}
}
