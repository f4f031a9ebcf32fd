// Package cyclonedx knows bills of materials in CycloneDX, of hardware,
// firmware and software, in JSON and XML, from version 1.2 to 1.7. It refuses
// to know about licences, hashes and weaknesses.
//
// Source: https://cyclonedx.org/specification/overview/
package cyclonedx

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/xmlscan"
	"caveat.example/caveat/internal/inventory"
)

// errTooMany wraps the kind of error for more elements than are held.
var errTooMany = fmt.Errorf("too many elements: %w", fault.Limit)

// XML reads CycloneDX in XML. Its zero value is ready.
type XML struct{}

// Format is "cyclonedx-xml".
func (XML) Format() string { return "cyclonedx-xml" }

// Accepts takes XML in CycloneDX's name space.
func (XML) Accepts(_ string, head []byte) bool {
	root, space := xmlscan.Root(head)
	return root == "bom" && strings.Contains(space, "cyclonedx.org/schema/bom")
}

// Items yields the product, then its components and services.
func (XML) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		x := &xmlParser{
			s: xmlscan.New(in.Reader, in.Options.Limits.Depth, maxTree),
			t: teller{in: in, yield: yield},
		}
		if err := x.document(); err != errStop && err != io.EOF {
			yield(inventory.Item{}, err)
		}
	}
}

// maxTree is how many bytes one top-level component may have with all that is
// within it.
const maxTree = 16 << 20

type xmlParser struct {
	s    *xmlscan.Scanner
	t    teller
	n, m int // components and services so far
}

// document reads to the end, which it returns as io.EOF, or to what stops it.
func (x *xmlParser) document() error {
	for {
		start, err := x.s.Next()
		if err != nil {
			return err
		}
		switch path := strings.Join(x.s.Path(), "/"); path {
		case "bom", "bom/components", "bom/services":
			continue
		case "bom/metadata", "bom/components/component", "bom/services/service":
			node, err := x.s.Node(start)
			if err := x.element(path, node, err); err != nil {
				return err
			}
		default:
			if err := x.s.Skip(); err != nil {
				return err
			}
		}
	}
}

// element yields one part of the document.
func (x *xmlParser) element(path string, node *xmlscan.Node, err error) error {
	var place string
	switch path {
	case "bom/metadata":
		place = "/metadata/component"
	case "bom/components/component":
		place = "/components/" + strconv.Itoa(x.n)
		x.n++
	default:
		place = "/services/" + strconv.Itoa(x.m)
		x.m++
	}
	if large, ok := errors.AsType[*xmlscan.TooLarge](err); ok {
		if !x.t.yield(inventory.Item{}, x.t.in.Skip(place, "%s", large)) {
			return errStop
		}
		return nil
	}
	if err != nil {
		return err
	}
	c := fromNode(node)
	if path == "bom/metadata" {
		c = fromNode(node.First("component"))
		if c.manufacturer == "" {
			c.manufacturer = first(node.At("manufacturer", "name"), node.At("manufacture", "name"))
		}
		if c.supplier == "" {
			c.supplier = node.At("supplier", "name")
		}
	}
	if !x.t.tell(&c, place) {
		return errStop
	}
	return nil
}

// fromNode reads one component with those within it.
func fromNode(n *xmlscan.Node) component {
	if n == nil {
		return component{}
	}
	c := component{
		kind: n.Get("type"), name: n.At("name"), version: n.At("version"), group: n.At("group"), about: n.At("description"),
		manufacturer: n.At("manufacturer", "name"), supplier: first(n.At("supplier", "name"), n.At("provider", "name")),
		publisher: n.At("publisher"), purl: n.At("purl"), cpe: n.At("cpe"),
	}
	if n.Name == "service" {
		c.kind = "service"
	}
	for _, p := range n.All("properties", "property") {
		c.properties = append(c.properties, property{p.Get("name"), p.Text})
	}
	for _, child := range n.All("components", "component") {
		c.nested = append(c.nested, fromNode(child))
	}
	for _, child := range n.All("services", "service") {
		c.nested = append(c.nested, fromNode(child))
	}
	return c
}

func first(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
