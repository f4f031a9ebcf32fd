package reconcile

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/inventory"
)

// maxLine bounds one line of a scan's results, in bytes.
const maxLine = 8 << 20

type scanLine struct {
	Type   string `json:"type"`
	Status string `json:"status"`
	Item   struct {
		Kind   inventory.Kind             `json:"kind"`
		Origin cite.Origin                `json:"origin"`
		Text   string                     `json:"text"`
		Fields map[string]json.RawMessage `json:"fields"`
	} `json:"item"`
	Attributions []attribution.Attribution `json:"attributions"`
	Complete     bool                      `json:"complete"`
}

// ReadScan reads the JSON Lines of `caveat scan -o json`. Whole is false where
// they end without a summary, or it says that the scan was not complete.
func ReadScan(r io.Reader, name string) (seen []Entry, whole bool, err error) {
	in := bufio.NewScanner(r)
	in.Buffer(make([]byte, 64<<10), maxLine)
	known := false
	for n := 1; in.Scan(); n++ {
		if strings.TrimSpace(in.Text()) == "" {
			continue
		}
		var line scanLine
		if err := json.Unmarshal(in.Bytes(), &line); err != nil {
			return nil, false, fmt.Errorf("%s (line %d): not JSON Lines of caveat scan -o json: %v: %w", name, n, err, fault.Invalid)
		}
		switch line.Type {
		case "run", "source", "skipped":
			known = true
		case "summary":
			known, whole = true, line.Complete
		case "item":
			known = true
			seen = append(seen, line.entry())
		default:
			if known && line.Type != "" {
				continue // a later version says more; items and summary are what counts
			}
			return nil, false, fmt.Errorf("%s (line %d): not a line of caveat scan -o json: %w", name, n, fault.Invalid)
		}
	}
	if err := in.Err(); err != nil {
		if errors.Is(err, bufio.ErrTooLong) {
			return nil, false, fmt.Errorf("%s: a line is longer than %d bytes: %w", name, maxLine, fault.Limit)
		}
		return nil, false, fmt.Errorf("%s: %w", name, err)
	}
	if !known {
		return nil, false, fmt.Errorf("%s holds no results; write them with caveat scan -o json=%s: %w", name, name, fault.Invalid)
	}
	return seen, whole, nil
}

func (l *scanLine) entry() Entry {
	item := inventory.Item{Kind: l.Item.Kind, Origin: l.Item.Origin, Text: l.Item.Text}
	var keys []string
	for key := range l.Item.Fields {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		var text string
		if json.Unmarshal(l.Item.Fields[key], &text) != nil {
			continue // fields are texts; another version's are not ours to guess
		}
		for value := range strings.SplitSeq(text, "; ") {
			item.Fields = append(item.Fields, inventory.Field{Key: key, Value: value})
		}
	}
	return Entry{Item: item, Who: l.Attributions, Status: l.Status}
}
