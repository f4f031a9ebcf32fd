package inventory

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// MarshalJSON writes the fields as one object, in order of first appearance.
func (f Fields) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i := range f {
		if f.Seen(i) {
			continue
		}
		if b.Len() > 1 {
			b.WriteByte(',')
		}
		k, err := json.Marshal(f[i].Key)
		if err != nil {
			return nil, fmt.Errorf("field %q: %w", f[i].Key, err)
		}
		v, err := json.Marshal(f.Joined(i))
		if err != nil {
			return nil, fmt.Errorf("value of %q: %w", f[i].Key, err)
		}
		b.Write(k)
		b.WriteByte(':')
		b.Write(v)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// Seen reports whether the key of field i stands before it already.
func (f Fields) Seen(i int) bool {
	for j := range i {
		if f[j].Key == f[i].Key {
			return true
		}
	}
	return false
}

// Joined returns the values of field i and of all after it that have its key.
func (f Fields) Joined(i int) string {
	v := f[i].Value
	for j := i + 1; j < len(f); j++ {
		if f[j].Key == f[i].Key {
			v += "; " + f[j].Value
		}
	}
	return v
}
