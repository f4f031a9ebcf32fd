package spdx

import (
	"context"
	"errors"
	"iter"
	"strconv"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/jsonscan"
	"caveat.example/caveat/internal/inventory"
)

// JSON reads SPDX 2 in JSON and SPDX 3 in JSON-LD. Its zero value is ready.
type JSON struct{}

// Format is "spdx-json".
func (JSON) Format() string { return "spdx-json" }

// Accepts takes JSON that says that it is SPDX.
func (JSON) Accepts(_ string, head []byte) bool {
	shape := jsonscan.Look(head)
	return shape.Kind == '{' && (shape.Has("spdxVersion") || shape.Has("@context") && shape.Contains("spdx.org/rdf/3"))
}

// errStop ends the reading because nobody wants more.
var errStop = errors.New("stopped")

// Items yields a package as a Component each. In SPDX 3 a supplier is named by
// its identifier; organisations that stand before the package are resolved.
func (JSON) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		p := &parser{
			s:  jsonscan.New(in.Reader, in.Options.Limits.Depth, in.Options.Limits.Record),
			in: in, yield: yield, agents: map[string]string{},
		}
		err := p.s.Object(func(key []byte) error {
			switch string(key) {
			case "packages":
				return p.list("/packages/", false)
			case "@graph":
				return p.list("/@graph/", true)
			}
			return p.s.Skip()
		})
		if err != nil && err != errStop {
			yield(inventory.Item{}, err)
		}
	}
}

// maxAgents is how many organisations of an SPDX 3 graph are remembered.
const maxAgents = 100_000

type parser struct {
	s      *jsonscan.Scanner
	in     *intake.Input
	yield  func(inventory.Item, error) bool
	agents map[string]string // identifier → name
}

func (p *parser) list(at string, graph bool) error {
	if c, err := p.s.Kind(); err != nil || c != '[' {
		return p.s.Skip()
	}
	return p.s.Array(func(i int) error {
		one, kind, id, err := p.element()
		if err != nil {
			return err
		}
		switch {
		case graph && kind == "Organization" && len(p.agents) < maxAgents:
			p.agents[id] = one.name
			return nil
		case graph && kind != "software_Package" && kind != "Package" && kind != "hardware_Hardware":
			return nil
		}
		if !p.yield(one.item(p.in, at+strconv.Itoa(i)), nil) {
			return errStop
		}
		return nil
	})
}

// element reads a package of SPDX 2 or an element of SPDX 3.
func (p *parser) element() (one pack, kind, id string, err error) {
	if c, kerr := p.s.Kind(); kerr != nil || c != '{' {
		return one, "", "", p.s.Skip()
	}
	err = p.s.Object(func(key []byte) (err error) {
		switch string(key) {
		case "name":
			one.name, err = p.s.Text()
		case "versionInfo", "software_packageVersion":
			one.version, err = p.s.Text()
		case "supplier", "suppliedBy":
			one.supplier, err = p.agent()
		case "originator", "originatedBy":
			one.originator, err = p.agent()
		case "summary", "description":
			one.about, err = p.s.Text()
		case "primaryPackagePurpose", "software_primaryPurpose":
			one.purpose, err = p.s.Text()
		case "packageFileName":
			one.file, err = p.s.Text()
		case "externalRefs":
			err = p.refs(&one)
		case "type":
			kind, err = p.s.Text()
		case "spdxId":
			id, err = p.s.Text()
		default:
			err = p.s.Skip()
		}
		return err
	})
	return one, kind, id, err
}

// agent reads a name, or the identifier of an organisation seen before.
func (p *parser) agent() (name string, err error) {
	if c, kerr := p.s.Kind(); kerr == nil && c == '[' {
		err = p.s.Array(func(int) error {
			one, err := p.agent()
			if name == "" {
				name = one
			}
			return err
		})
		return name, err
	}
	name, err = p.s.Text()
	if known, ok := p.agents[name]; ok {
		name = known
	}
	return name, err
}

func (p *parser) refs(one *pack) error {
	if c, err := p.s.Kind(); err != nil || c != '[' {
		return p.s.Skip()
	}
	return p.s.Array(func(int) error {
		if c, err := p.s.Kind(); err != nil || c != '{' {
			return p.s.Skip()
		}
		return p.s.Object(func(key []byte) error {
			if string(key) != "referenceLocator" || len(one.refs) >= 100 {
				return p.s.Skip()
			}
			ref, err := p.s.Text()
			one.refs = append(one.refs, ref)
			return err
		})
	})
}
