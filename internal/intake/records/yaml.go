package records

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"strings"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/flat"
	"caveat.example/caveat/internal/inventory"
	"go.yaml.in/yaml/v3"
)

// YAML reads records in YAML, such as NetBox's types of devices. Its zero
// value is ready. Aliases are not followed.
type YAML struct{}

// Format is "yaml".
func (YAML) Format() string { return "yaml" }

// Accepts takes files that are called YAML and begin with a key, a list or the
// mark of a document.
func (YAML) Accepts(name string, head []byte) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".yaml", ".yml":
		return !bytes.ContainsRune(head, 0)
	}
	return false
}

// Items yields a document, or each element of a list, as an Item.
func (YAML) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		m := flat.New(in.Options)
		defer func() { in.Mapping = m.Mapping }()
		limit := in.Options.Limits.Record
		content, err := io.ReadAll(io.LimitReader(in.Reader, int64(limit)+1))
		if err != nil {
			yield(inventory.Item{}, err)
			return
		}
		if len(content) > limit {
			yield(inventory.Item{}, fmt.Errorf("has more than the %d bytes that are read of YAML: %w", limit, fault.Limit))
			return
		}
		dec := yaml.NewDecoder(bytes.NewReader(content))
		for {
			var doc yaml.Node
			err := dec.Decode(&doc)
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				yield(inventory.Item{}, fmt.Errorf("%w: %w", err, fault.Invalid))
				return
			}
			for _, n := range elements(&doc) {
				f := m.YAML(n)
				if len(f) > 0 && !yield(m.Item(in, fmt.Sprintf("line %d", n.Line), f), nil) {
					return
				}
			}
		}
	}
}

// elements are the records of a document.
func elements(doc *yaml.Node) []*yaml.Node {
	if doc.Kind == yaml.DocumentNode && len(doc.Content) == 1 {
		doc = doc.Content[0]
	}
	if doc.Kind == yaml.SequenceNode {
		return doc.Content
	}
	return []*yaml.Node{doc}
}
