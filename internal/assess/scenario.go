package assess

import (
	"errors"
	"fmt"

	"go.yaml.in/yaml/v3"

	"caveat.example/caveat/internal/fault"
)

var errNoDate = errors.New("date is missing: the law's day, as 2026-11-23")

// A Scenario is one fact pattern of a file, with the answers that its author
// expects, if any.
type Scenario struct {
	ID     string        `yaml:"id"`
	Title  string        `yaml:"title"`
	Note   string        `yaml:"note"`
	Facts  ScenarioFacts `yaml:"facts"`
	Expect yaml.Node     `yaml:"expect"` // read by Expected alone
	Line   int           `yaml:"-"`
}

// Expected gives the answers that the scenario's author expects, if any.
func (s *Scenario) Expected() ([]Expectation, error) {
	if s.Expect.IsZero() {
		return nil, nil
	}
	var out []Expectation
	if err := s.Expect.Decode(&out); err != nil {
		return nil, fmt.Errorf("scenario %s (line %d): expect: %w", s.ID, s.Line, err)
	}
	return out, nil
}

// An Expectation is the answer that a lawyer expects of one instrument.
type Expectation struct {
	Instrument string `yaml:"instrument"`
	Status     string `yaml:"status"`
	Because    Values `yaml:"because"` // the first is the one that settles it
	Why        string `yaml:"why"`
	KnownAt    string `yaml:"known_at"`
}

// ScenarioFacts are facts as a file writes them.
type ScenarioFacts Facts

// UnmarshalYAML takes a map from keys to a value or a list of values.
func (f *ScenarioFacts) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.MappingNode {
		return fmt.Errorf("line %d: facts are keys with values, as date: 2026-11-23", n.Line)
	}
	*f = ScenarioFacts{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if _, twice := (*f)[key.Value]; twice {
			return fmt.Errorf("line %d: fact %q is given twice", key.Line, key.Value)
		}
		if value.Tag == "!!null" {
			continue
		}
		var v Values
		if err := value.Decode(&v); err != nil {
			return err
		}
		(*f)[key.Value] = v
	}
	return nil
}

// Scenarios reads a file of fact patterns, YAML or JSON (which is YAML too): a
// list under scenarios, one scenario, or bare facts. What is expected is read
// and left to the caller.
func Scenarios(name string, data []byte) ([]Scenario, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", name, err, fault.Invalid)
	}
	if len(doc.Content) == 0 {
		return nil, fmt.Errorf("%s: the file holds no facts: %w", name, fault.Invalid)
	}
	root := doc.Content[0]
	switch {
	case root.Kind == yaml.SequenceNode:
		return scenarioList(name, root)
	case field(root, "scenarios") != nil:
		for i := 0; i < len(root.Content); i += 2 {
			if err := unknownWord("key", root.Content[i].Value, []string{"as_of", "note", "scenarios", "schema_version"}); err != nil {
				return nil, fmt.Errorf("%s (line %d): %w: %w", name, root.Content[i].Line, err, fault.Invalid)
			}
		}
		return scenarioList(name, field(root, "scenarios"))
	case field(root, "facts") != nil:
		return scenarioList(name, &yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{root}})
	}
	s := Scenario{ID: "facts", Line: root.Line}
	if err := root.Decode(&s.Facts); err != nil {
		return nil, fmt.Errorf("%s: %w: %w", name, err, fault.Invalid)
	}
	return []Scenario{s}, nil
}

func field(n *yaml.Node, key string) *yaml.Node {
	if n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

func scenarioList(name string, list *yaml.Node) ([]Scenario, error) {
	if list.Kind != yaml.SequenceNode {
		return nil, fmt.Errorf("%s (line %d): scenarios must be a list: %w", name, list.Line, fault.Invalid)
	}
	out := make([]Scenario, 0, len(list.Content))
	for i, n := range list.Content {
		s, err := scenario(n)
		if err != nil {
			return nil, fmt.Errorf("%s (line %d): %w: %w", name, n.Line, err, fault.Invalid)
		}
		if s.ID == "" {
			s.ID = fmt.Sprintf("#%d", i+1)
		}
		out = append(out, s)
	}
	return out, nil
}

func scenario(n *yaml.Node) (Scenario, error) {
	s := Scenario{Line: n.Line}
	if n.Kind != yaml.MappingNode {
		return s, errors.New("a scenario is keys with values: id, title, facts")
	}
	for i := 0; i < len(n.Content); i += 2 {
		if err := unknownWord("key", n.Content[i].Value, []string{"expect", "facts", "id", "note", "title"}); err != nil {
			return s, err
		}
	}
	if field(n, "facts") == nil {
		return s, errors.New("the scenario has no facts")
	}
	return s, n.Decode(&s)
}
