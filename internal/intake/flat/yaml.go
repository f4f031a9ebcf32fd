package flat

import (
	"caveat.example/caveat/internal/inventory"
	"go.yaml.in/yaml/v3"
)

// YAML returns the fields of a node, with those of nodes within it. Aliases
// are left out.
func (m *Mapper) YAML(n *yaml.Node) inventory.Fields {
	m.path, m.Over = m.path[:0], false
	return m.yaml(n, make(inventory.Fields, 0, 16), 0)
}

// maxYAML is how deeply nodes are followed.
const maxYAML = 100

func (m *Mapper) yaml(n *yaml.Node, f inventory.Fields, depth int) inventory.Fields {
	if depth > maxYAML {
		m.Over = true
		return f
	}
	switch n.Kind {
	case yaml.ScalarNode:
		if len(m.path) == 0 {
			m.path = append(m.path, "description"...)
			defer func() { m.path = m.path[:0] }()
		}
		if n.Tag != "!!null" {
			return m.add(f, n.Value)
		}
	case yaml.SequenceNode:
		here := len(m.path)
		for _, c := range n.Content {
			m.path = m.path[:here]
			if c.Kind == yaml.MappingNode && here > 0 {
				m.path = append(m.path, listed)
			}
			f = m.yaml(c, f, depth+1)
		}
		m.path = m.path[:here]
	case yaml.MappingNode:
		here := len(m.path)
		for i := 0; i+1 < len(n.Content); i += 2 {
			m.path = m.path[:here]
			if here > 0 {
				m.path = append(m.path, '\x1f')
			}
			m.path = append(m.path, n.Content[i].Value...)
			f = m.yaml(n.Content[i+1], f, depth+1)
		}
		m.path = m.path[:here]
	}
	return f
}
