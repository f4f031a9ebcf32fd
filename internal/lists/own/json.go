package own

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"caveat.example/caveat/internal/fault"
)

// texts is a JSON string, a list of them, or null.
type texts []string

// UnmarshalJSON reads any of the three forms.
func (t *texts) UnmarshalJSON(b []byte) error {
	switch b[0] {
	case 'n':
		*t = nil
		return nil
	case '"':
		var s string
		if err := json.Unmarshal(b, &s); err != nil {
			return err
		}
		*t = splitAliases(s)
		return nil
	}
	var list []string
	if err := json.Unmarshal(b, &list); err != nil {
		return errors.New("neither a text nor a list of texts")
	}
	*t = list
	return nil
}

// scalar is a JSON string or number.
type scalar string

// UnmarshalJSON keeps a number as it is written.
func (s *scalar) UnmarshalJSON(b []byte) error {
	switch {
	case b[0] == '"':
		return json.Unmarshal(b, (*string)(s))
	case b[0] == 'n':
		return nil
	case b[0] == '-' || b[0] >= '0' && b[0] <= '9':
		*s = scalar(b)
		return nil
	}
	return errors.New("neither a text nor a number")
}

// object is a line of a list in JSON Lines.
type object struct {
	ID          scalar `json:"id"`
	Name        string `json:"name"`
	Aliases     texts  `json:"aliases"`
	Kind        string `json:"kind"`
	List        string `json:"list"`
	Identifiers texts  `json:"identifiers"`
}

func (l *list) json(r *bufio.Reader) error {
	for n := 1; ; n++ {
		line, err := readLine(r, MaxRow)
		at := fmt.Sprintf("line %d", n)
		if errors.Is(err, fault.Limit) {
			return fmt.Errorf("%s: %w", at, err)
		}
		if line = bytes.TrimSpace(line); len(line) > 0 {
			var o object
			if bad := json.Unmarshal(line, &o); bad != nil {
				l.report.Rows++
				if err := l.reject(at, "it is not an object of a list: "+bad.Error()); err != nil {
					return err
				}
			} else if err := l.row(Row{string(o.ID), o.Name, o.Aliases, o.Kind, o.List, o.Identifiers, at}); err != nil {
				return err
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", at, err)
		}
	}
}

// readLine reads a line of at most limit bytes. The line is the caller's until
// the next call.
func readLine(r *bufio.Reader, limit int) ([]byte, error) {
	line, err := r.ReadSlice('\n')
	if err != bufio.ErrBufferFull {
		return line, err
	}
	long := slices.Clone(line)
	for err == bufio.ErrBufferFull {
		if len(long) > limit {
			return nil, fmt.Errorf("longer than %d bytes: %w", limit, fault.Limit)
		}
		line, err = r.ReadSlice('\n')
		long = append(long, line...)
	}
	return long, err
}
