package lists

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"strings"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/fault"
)

// An Object is one JSON object of a publication.
type Object struct {
	At   cite.Origin
	Data json.RawMessage
}

// Array yields the objects of a JSON array, one at a time, and counts each in
// out. The array is the whole file when key is "", else the value under that
// key of one object; the object's other keys go to other. A file that ends
// before its brackets do is an error.
func Array(f File, key string, other func(key string, value json.RawMessage) error, out *edition.Draft) iter.Seq2[Object, error] {
	return func(yield func(Object, error) bool) {
		a := &array{f: f, out: out, yield: func(o Object) bool { return yield(o, nil) }, g: &guard{r: f.R}}
		a.dec = json.NewDecoder(skipBOM(a.g))
		err := a.file(key, other)
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			err = fmt.Errorf("the file ends in the middle: it is cut short; fetch it again: %w", fault.Invalid)
		}
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			err = fmt.Errorf("byte %d: %v; fetch the file again: %w", syntax.Offset, err, fault.Invalid)
		}
		if err != nil && !errors.Is(err, errStop) {
			yield(Object{}, fmt.Errorf("%s: %w", f.Source.Name, err))
		}
	}
}

// errStop ends the reading when the reader of the sequence wants no more.
var errStop = errors.New("stop")

type array struct {
	f     File
	out   *edition.Draft
	yield func(Object) bool
	g     *guard
	dec   *json.Decoder
}

func (a *array) file(key string, other func(string, json.RawMessage) error) error {
	if key == "" {
		if err := a.objects(""); err != nil {
			return err
		}
		return a.end()
	}
	if err := a.delim('{'); err != nil {
		return err
	}
	found := false
	for a.dec.More() {
		tok, err := a.dec.Token()
		if err != nil {
			return err
		}
		a.g.whole()
		if tok == key {
			found = true
			if err := a.objects("/" + key); err != nil {
				return err
			}
			continue
		}
		var v json.RawMessage
		if err := a.dec.Decode(&v); err != nil {
			return err
		}
		if err := other(fmt.Sprint(tok), v); err != nil {
			return err
		}
	}
	if err := a.delim('}'); err != nil {
		return err
	}
	if !found {
		return fmt.Errorf("no array %q in it: %w", key, fault.Invalid)
	}
	return a.end()
}

func (a *array) delim(want json.Delim) error {
	tok, err := a.dec.Token()
	if err != nil {
		return err
	}
	if tok != want {
		return fmt.Errorf("%v where %q was expected: %w", tok, want.String(), fault.Invalid)
	}
	return nil
}

func (a *array) objects(pointer string) error {
	if err := a.delim('['); err != nil {
		return err
	}
	for i := 0; a.dec.More(); i++ {
		var v json.RawMessage
		if err := a.dec.Decode(&v); err != nil {
			return err
		}
		a.g.whole()
		o := Object{At: a.f.At("%s/%d", pointer, i), Data: v}
		a.out.Row(o.At)
		if !a.yield(o) {
			return errStop
		}
	}
	return a.delim(']')
}

// end sees that nothing follows.
func (a *array) end() error {
	if _, err := a.dec.Token(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("something follows the end of the list: %w", fault.Invalid)
	}
	return nil
}

// Strict decodes an object whose keys must all be known. A key that is not is
// an error that ends the import; a value of the wrong type is returned as
// reason, for the row to be rejected.
func Strict(o Object, v any) (reason string, err error) {
	dec := json.NewDecoder(bytes.NewReader(o.Data))
	dec.DisallowUnknownFields()
	if err := dec.Decode(v); err != nil {
		if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
			return "", fmt.Errorf("%s: key %s is not known: the publication changed its form; nothing was imported; please report it: %w", o.At, name, fault.Invalid)
		}
		if wrong, ok := errors.AsType[*json.UnmarshalTypeError](err); ok {
			return fmt.Sprintf("%s is a %s, where %s was expected", cmp.Or(wrong.Field, "it"), wrong.Value, wrong.Type), nil
		}
		return err.Error(), nil
	}
	return "", nil
}

// Lines yields the objects of a file of JSON Lines and counts each in out. A
// line that is no object is rejected; when it is the last, the file is torn.
func Lines(f File, out *edition.Draft) iter.Seq2[Object, error] {
	return func(yield func(Object, error) bool) {
		sc := bufio.NewScanner(skipBOM(f.R))
		sc.Buffer(make([]byte, 1<<16), MaxRecord)
		bad := ""
		for n := 1; sc.Scan(); n++ {
			data := bytes.TrimSpace(sc.Bytes())
			if len(data) == 0 {
				continue
			}
			o := Object{At: f.At("line %d", n), Data: data}
			out.Row(o.At)
			if bad = ""; data[0] != '{' || !json.Valid(data) {
				bad = fmt.Sprintf("the last line (%d) is no whole JSON object", n)
				if err := out.Reject(o.At, "no whole JSON object"); err != nil {
					yield(Object{}, err)
					return
				}
				continue
			}
			if !yield(o, nil) {
				return
			}
		}
		if bad != "" {
			out.Torn(f.Source.Name + ": " + bad + ": the file may be cut short")
		}
		if err := sc.Err(); err != nil {
			yield(Object{}, fmt.Errorf("%s: a line of more than %d MiB, or %v: %w", f.Source.Name, MaxRecord>>20, err, fault.Limit))
		}
	}
}

// Peek gives every line of a file to see, without counting it, and goes back
// to the start: for a form in which one line can only be told when another has
// been seen.
func Peek(f File, see func(data []byte) error) error {
	sc := bufio.NewScanner(skipBOM(f.R))
	sc.Buffer(make([]byte, 1<<16), MaxRecord)
	for sc.Scan() {
		if err := see(sc.Bytes()); err != nil {
			return err
		}
	}
	// What is wrong with a line is said when it is counted.
	if _, err := f.R.Seek(0, io.SeekStart); err != nil {
		return fmt.Errorf("%s: %w", f.Source.Name, err)
	}
	return nil
}

func skipBOM(r io.Reader) io.Reader {
	br := bufio.NewReaderSize(r, 1<<16)
	if bom, err := br.Peek(3); err == nil && bytes.Equal(bom, []byte("\xef\xbb\xbf")) {
		_, _ = br.Discard(3) // they were peeked
	}
	return br
}

// HasKeys reports whether the head of a JSON file has all the keys.
func HasKeys(head []byte, keys ...string) bool {
	for _, k := range keys {
		if !bytes.Contains(head, []byte(`"`+k+`"`)) {
			return false
		}
	}
	return true
}
