package cyclonedx

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strconv"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/jsonscan"
	"caveat.example/caveat/internal/inventory"
)

// JSON reads CycloneDX in JSON. Its zero value is ready.
type JSON struct{}

// Format is "cyclonedx-json".
func (JSON) Format() string { return "cyclonedx-json" }

// Accepts takes JSON that says that it is CycloneDX.
func (JSON) Accepts(_ string, head []byte) bool {
	shape := jsonscan.Look(head)
	return shape.Kind == '{' && (shape.Has("bomFormat") || shape.Has("specVersion", "components")) && shape.Contains("CycloneDX")
}

// errStop ends the reading because nobody wants more.
var errStop = errors.New("stopped")

// Items yields the product, then its components and services.
func (JSON) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		p := &parser{
			s: jsonscan.New(in.Reader, in.Options.Limits.Depth, in.Options.Limits.Record),
			t: teller{in: in, yield: yield},
		}
		if err := p.document(); err != nil && err != errStop {
			yield(inventory.Item{}, err)
		}
	}
}

type parser struct {
	s *jsonscan.Scanner
	t teller
}

func (p *parser) document() error {
	return p.s.Object(func(key []byte) error {
		switch string(key) {
		case "metadata":
			return p.metadata()
		case "components":
			return p.stream("/components/", false)
		case "services":
			return p.stream("/services/", true)
		case "specVersion":
			version, err := p.s.Text()
			p.t.in.Detail = version
			return err
		}
		return p.s.Skip()
	})
}

// metadata yields the product that the bill of materials is of. Its maker may
// stand beside it.
func (p *parser) metadata() error {
	var product component
	var maker, supplier string
	err := p.object(func(key []byte) (err error) {
		switch string(key) {
		case "component":
			product, err = p.component()
		case "manufacture", "manufacturer":
			maker, err = p.organisation()
		case "supplier":
			supplier, err = p.organisation()
		default:
			err = p.s.Skip()
		}
		return err
	})
	if err != nil {
		return err
	}
	if product.manufacturer == "" {
		product.manufacturer = maker
	}
	if product.supplier == "" {
		product.supplier = supplier
	}
	if !p.t.tell(&product, "/metadata/component") {
		return errStop
	}
	return nil
}

// stream yields the components of the top level one by one.
func (p *parser) stream(at string, services bool) error {
	if c, err := p.s.Kind(); err != nil || c != '[' {
		return p.s.Skip()
	}
	return p.s.Array(func(i int) error {
		cut := p.s.Cut()
		c, err := p.component()
		if err != nil {
			return err
		}
		if services && c.kind == "" {
			c.kind = "service"
		}
		place := at + strconv.Itoa(i)
		if n := p.s.Cut() - cut; n > 0 {
			skip := p.t.in.Skip(place, "%d texts were longer than %d bytes and were cut", n, p.t.in.Options.Limits.Record)
			if !p.t.yield(inventory.Item{}, skip) {
				return errStop
			}
		}
		if !p.t.tell(&c, place) {
			return errStop
		}
		return nil
	})
}

// component reads one component with those within it.
func (p *parser) component() (c component, err error) {
	err = p.object(func(key []byte) (err error) {
		switch string(key) {
		case "type":
			c.kind, err = p.s.Text()
		case "name":
			c.name, err = p.s.Text()
		case "version":
			c.version, err = p.s.Text()
		case "group":
			c.group, err = p.s.Text()
		case "description":
			c.about, err = p.s.Text()
		case "manufacturer":
			c.manufacturer, err = p.organisation()
		case "supplier", "provider":
			c.supplier, err = p.organisation()
		case "publisher":
			c.publisher, err = p.s.Text()
		case "purl":
			c.purl, err = p.s.Text()
		case "cpe":
			c.cpe, err = p.s.Text()
		case "properties":
			err = p.properties(&c)
		case "components", "services":
			err = p.nested(&c)
		default:
			err = p.s.Skip()
		}
		return err
	})
	return c, err
}

func (p *parser) nested(c *component) error {
	if k, err := p.s.Kind(); err != nil || k != '[' {
		return p.s.Skip()
	}
	return p.s.Array(func(i int) error {
		if i >= maxElements {
			return fmt.Errorf("a component with more than %d components in it: %w", maxElements, errTooMany)
		}
		one, err := p.component()
		c.nested = append(c.nested, one)
		return err
	})
}

func (p *parser) properties(c *component) error {
	if k, err := p.s.Kind(); err != nil || k != '[' {
		return p.s.Skip()
	}
	return p.s.Array(func(i int) error {
		if i >= maxElements {
			return fmt.Errorf("a component with more than %d properties: %w", maxElements, errTooMany)
		}
		var one property
		err := p.object(func(key []byte) (err error) {
			switch string(key) {
			case "name":
				one.name, err = p.s.Text()
			case "value":
				one.value, err = p.s.Text()
			default:
				err = p.s.Skip()
			}
			return err
		})
		c.properties = append(c.properties, one)
		return err
	})
}

// organisation reads the name of an organisation, given as object or text. Its
// contacts are never read.
func (p *parser) organisation() (name string, err error) {
	if k, kerr := p.s.Kind(); kerr != nil || k != '{' {
		return p.s.Text()
	}
	err = p.s.Object(func(key []byte) (err error) {
		if string(key) == "name" {
			name, err = p.s.Text()
			return err
		}
		return p.s.Skip()
	})
	return name, err
}

// object reads an object; anything else in its place is passed over.
func (p *parser) object(member func(key []byte) error) error {
	if k, err := p.s.Kind(); err != nil || k != '{' {
		return p.s.Skip()
	}
	return p.s.Object(member)
}
