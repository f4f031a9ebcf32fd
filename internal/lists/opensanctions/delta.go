package opensanctions

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/edition"
	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/lists"
)

// Delta reads entities.delta.json: what was added, modified and deleted since
// the export before. It makes a new Edition from the one that is held.
type Delta struct{}

// About describes the form.
func (Delta) About() lists.About {
	return lists.About{
		Kind: "opensanctions-delta", Version: 1, List: "opensanctions", Delta: true, Title: "OpenSanctions export",
		Home: "https://www.opensanctions.org/datasets/", Formats: "delta, JSON Lines with op and entity",
	}
}

// Accepts knows an operation by its keys.
func (Delta) Accepts(head []byte) bool {
	line, _, _ := bytes.Cut(head, []byte("\n"))
	return bytes.HasPrefix(bytes.TrimSpace(line), []byte("{")) && lists.HasKeys(line, "op", "entity")
}

// A change is one operation of the delta.
type change struct {
	op     string
	entity entity
	at     cite.Origin
	done   bool
}

// Import applies the delta to the Edition held. It holds the delta (see
// lists.MaxGrouped), not the Edition.
func (Delta) Import(in lists.Input, out *edition.Draft) error {
	if in.Base == nil {
		return fmt.Errorf("a delta changes an edition, and none of %s is held: import the full export first, under the same --list: %w", out.List(), fault.Invalid)
	}
	changes := map[string]*change{}
	var order []string
	for _, f := range in.Files {
		if f.Source.Size > lists.MaxGrouped {
			return fmt.Errorf("%s: larger than %d MiB; import the full export: %w", f.Source.Name, lists.MaxGrouped>>20, fault.Limit)
		}
		ids, err := read(f, changes, out)
		if err != nil {
			return err
		}
		order = append(order, ids...)
	}
	for e, err := range in.Base {
		if err != nil {
			return err
		}
		c := changes[e.ID]
		if c == nil {
			if err := out.Carry(e); err != nil {
				return err
			}
			continue
		}
		c.done = true
		if c.op == "DEL" {
			out.Merge(c.at) // it takes an entry off
			continue
		}
		if err := c.load(out, &e, c.op == "ADD", "added by the delta, and held already: replaced"); err != nil {
			return err
		}
	}
	for _, id := range order {
		c := changes[id]
		if c.done {
			continue
		}
		if c.op == "DEL" {
			if err := out.SetAside(c.at, "deletes an entity that is not in the edition held"); err != nil {
				return err
			}
			continue
		}
		if err := c.load(out, nil, c.op == "MOD", "modified by the delta, and not held before: added"); err != nil {
			return err
		}
	}
	return nil
}

func read(f lists.File, changes map[string]*change, out *edition.Draft) (order []string, err error) {
	for o, err := range lists.Lines(f, out) {
		if err != nil {
			return nil, err
		}
		var v struct {
			Op     string `json:"op"`
			Entity entity `json:"entity"`
		}
		if err := json.Unmarshal(o.Data, &v); err != nil || v.Entity.ID == "" {
			return nil, fmt.Errorf("%s: no operation of a delta: nothing was imported: %w", o.At, fault.Invalid)
		}
		if v.Op != "ADD" && v.Op != "MOD" && v.Op != "DEL" {
			return nil, fmt.Errorf("%s: operation %q is not known: nothing was imported: %w", o.At, v.Op, fault.Invalid)
		}
		seen(v.Entity, out)
		if before := changes[v.Entity.ID]; before != nil {
			out.Merge(before.at) // the later operation on an entity counts
			*before = change{op: v.Op, entity: v.Entity, at: o.At}
			continue
		}
		changes[v.Entity.ID] = &change{op: v.Op, entity: v.Entity, at: o.At}
		order = append(order, v.Entity.ID)
	}
	return order, nil
}

// load tells of the entity as it is now. Since when it is listed the delta does
// not repeat: that stays as it was before.
func (c *change) load(out *edition.Draft, before *edition.Entry, odd bool, remark string) error {
	if _, ok := parties[c.entity.Schema]; !ok {
		return out.SetAside(c.at, "schema "+c.entity.Schema+" names no party")
	}
	if c.entity.Target != nil && !*c.entity.Target {
		return out.SetAside(c.at, "named in the data, but not a target: on none of the lists")
	}
	e := c.entity.entry(c.at)
	if before != nil {
		e.From, e.Until = before.From, before.Until
		for _, p := range before.Programmes {
			if !slices.Contains(e.Programmes, p) {
				e.Programmes = append(e.Programmes, p)
			}
		}
	}
	if odd {
		e.Remark(remark)
	}
	return out.Load(e)
}
