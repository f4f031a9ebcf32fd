package cyclonedx

import (
	"strconv"
	"strings"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/columns"
	"caveat.example/caveat/internal/intake/table"
	"caveat.example/caveat/internal/inventory"
)

// A component is the part of a CycloneDX component or service that tells what
// it is and who is behind it.
type component struct {
	kind, name, version, group, about string
	manufacturer, supplier, publisher string
	purl, cpe                         string
	properties                        []property
	nested                            []component
}

type property struct{ name, value string }

// maxElements is how many components and properties of one top-level component
// are held.
const maxElements = 50_000

// fields turns what was read into fields. The maker is the manufacturer, else
// the supplier, else the publisher, in that order.
func (c *component) fields() inventory.Fields {
	f := make(inventory.Fields, 0, 8+len(c.properties))
	put := func(key, value string) {
		if value = strings.TrimSpace(value); value != "" {
			f = append(f, inventory.Field{Key: key, Value: value})
		}
	}
	switch {
	case c.manufacturer != "":
		put(inventory.Maker, c.manufacturer)
		if c.supplier != c.manufacturer {
			put(inventory.Supplier, c.supplier)
		}
	case c.supplier != "":
		put(inventory.Maker, c.supplier)
	default:
		put(inventory.Maker, c.publisher)
	}
	switch c.kind {
	case "device", "device-driver", "firmware":
		put(inventory.Model, c.name)
	default:
		put(inventory.Name, c.name)
	}
	if c.kind == "firmware" || c.kind == "device" || c.kind == "operating-system" {
		put(inventory.Firmware, c.version)
	} else {
		put(inventory.Other+"version", c.version)
	}
	put(inventory.Category, c.kind)
	put(inventory.Description, c.about)
	put(inventory.Other+"group", c.group)
	put(inventory.Other+"purl", c.purl)
	put(inventory.Other+"cpe", c.cpe)
	for _, p := range c.properties {
		if strings.HasPrefix(columns.One(p.name, columns.Hints{}).Key, inventory.Personal) {
			continue // about people, or a password of what was built with it
		}
		put(propertyKey(p.name), p.value)
	}
	return f
}

// propertyKey maps the names of the taxonomy cdx:device.
// Source: https://github.com/CycloneDX/cyclonedx-property-taxonomy
func propertyKey(name string) string {
	short, ok := strings.CutPrefix(name, "cdx:device:")
	if !ok {
		return inventory.Other + name
	}
	switch strings.ToLower(short) {
	case "quantity":
		return inventory.Quantity
	case "function":
		return inventory.Category
	case "location":
		return inventory.Site
	case "serialnumber", "serial":
		return inventory.Serial
	case "macaddress", "mac":
		return inventory.MAC
	case "sku", "partnumber", "model":
		return inventory.Model
	case "manufacturer":
		return inventory.Maker
	case "productiondate", "manufacturedate":
		return inventory.Manufactured
	case "countryoforigin":
		return inventory.Country
	}
	return inventory.Other + name
}

// A teller yields components as Items.
type teller struct {
	in    *intake.Input
	yield func(inventory.Item, error) bool
	text  []byte
}

// tell yields a component, then those within it. at is its JSON pointer, or
// the like in XML.
func (t *teller) tell(c *component, at string) bool {
	if f := c.fields(); c.name != "" || len(f) > 1 {
		t.text = table.AppendText(t.text[:0], f)
		item := inventory.Item{Kind: inventory.Component, Origin: t.in.At(at), Text: string(t.text), Fields: f}
		switch t.in.Options.As {
		case intake.AsBid:
			item.Kind = inventory.BidLine
		case intake.AsInventory:
			item.Kind = inventory.Asset
		}
		if !t.yield(item, nil) {
			return false
		}
	}
	for i := range c.nested {
		if !t.tell(&c.nested[i], at+"/components/"+strconv.Itoa(i)) {
			return false
		}
	}
	return true
}
