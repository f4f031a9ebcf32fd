package jsonscan

import (
	"encoding/json"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf8"
)

// rebuild reads any value with s and writes it again, so that what was read
// can be compared with another decoder's reading.
func rebuild(s *Scanner) (any, error) {
	c, err := s.Kind()
	if err != nil {
		return nil, err
	}
	switch c {
	case '{':
		out := map[string]any{}
		err := s.Object(func(key []byte) error {
			k := string(key)
			v, err := rebuild(s)
			out[k] = v
			return err
		})
		return out, err
	case '[':
		out := []any{}
		err := s.Array(func(int) error {
			v, err := rebuild(s)
			out = append(out, v)
			return err
		})
		return out, err
	case '"':
		return s.Text()
	}
	text, err := s.Text()
	return "word:" + text, err
}

// reference decodes with encoding/json into the same form.
func reference(text string) (any, error) {
	dec := json.NewDecoder(strings.NewReader(text))
	dec.UseNumber()
	var v any
	err := dec.Decode(&v)
	return plain(v), err
}

func plain(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			v[k] = plain(v[k])
		}
		return v
	case []any:
		for i := range v {
			v[i] = plain(v[i])
		}
		return v
	case json.Number:
		return "word:" + v.String()
	case bool:
		if v {
			return "word:true"
		}
		return "word:false"
	case nil:
		return "word:"
	}
	return v
}

// Whatever encoding/json accepts, the scanner reads alike, also when the
// stream comes a byte at a time; Skip takes as much as reading does.
func FuzzAgainstStandard(f *testing.F) {
	for _, seed := range []string{
		`{"a":[1,2.5e3,true,null,"x\u00e9\ud83d\ude00\n"],"b":{}}`, `[]`, `"\\\""`, `1e9999`, `{"a":"` + strings.Repeat("x", 300) + `"}`, "{}",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !json.Valid([]byte(text)) || !utf8.ValidString(text) {
			_, _ = rebuild(New(strings.NewReader(text), 100, 1<<10)) // must only end
			return
		}
		want, err := reference(text)
		one := New(iotest.OneByteReader(strings.NewReader(text)), 10_000, 1<<20)
		got, gotErr := rebuild(one)
		if err != nil { // a number that the standard library cannot hold: any answer, but an end
			return
		}
		if gotErr != nil {
			t.Fatalf("%q: %v, want it read", text, gotErr)
		}
		w, _ := json.Marshal(want)
		g, _ := json.Marshal(got)
		if string(w) != string(g) {
			t.Errorf("%q: got %s, want %s", text, g, w)
		}
		skip := New(strings.NewReader(text), 10_000, 1<<20)
		if err := skip.Skip(); err != nil {
			t.Errorf("%q: skip: %v", text, err)
		}
		raw := New(iotest.OneByteReader(strings.NewReader(text)), 10_000, 1<<20)
		b, err := raw.Raw(1 << 20)
		if again, rerr := reference(string(b)); err != nil || rerr != nil {
			t.Errorf("%q: raw %q: %v, %v", text, b, err, rerr)
		} else if a, _ := json.Marshal(again); string(a) != string(w) {
			t.Errorf("%q: raw: got %s, want %s", text, a, w)
		}
	})
}

func TestWrong(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"trailing comma", "[1,\n]", "line 2 (byte 4): a comma before ']'"},
		{"cut short", `{"a":`, "line 1 (byte 5): the file ends within a value: it is cut short"},
		{"cut in a text", `{"a":"b`, "line 1 (byte 7): the file ends within a value: it is cut short"},
		{"wrong bracket", `{"a":[1}`, "line 1 (byte 7): '}' where a comma or ']' was expected"},
		{"no value", `{"a":}`, "line 1 (byte 5): '}' cannot begin a value"},
		{"not a word", `[nul]`, `line 1 (byte 4): "nul" is no value`},
		{"too deep", strings.Repeat("[", 60), "line 1 (byte 50): nested more than 50 deep"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := rebuild(New(strings.NewReader(tt.text), 50, 100))
			if err == nil || err.Error() != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestLongTextIsCut(t *testing.T) {
	s := New(strings.NewReader(`["`+strings.Repeat("x", 1<<20)+`","after"]`), 10, 100)
	got, err := rebuild(s)
	if err != nil {
		t.Fatal(err)
	}
	if list := got.([]any); s.Cut() != 1 || len(list[0].(string)) > 100 || list[1] != "after" {
		t.Errorf("got %d cuts, first %d bytes, then %v", s.Cut(), len(list[0].(string)), list[1])
	}
}

func TestReadError(t *testing.T) {
	s := New(io.MultiReader(strings.NewReader(`{"a":`), iotest.ErrReader(io.ErrUnexpectedEOF)), 10, 100)
	if _, err := rebuild(s); err != io.ErrUnexpectedEOF {
		t.Errorf("got %v, want the stream's own error", err)
	}
}
