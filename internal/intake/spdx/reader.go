// Package spdx knows bills of materials in SPDX: version 2 as tag and value
// and in JSON, version 3 in JSON-LD. It takes the packages and who supplies
// them; files, licences and hashes are left out.
//
// Source: https://spdx.github.io/spdx-spec/
package spdx

import (
	"strings"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/columns"
	"caveat.example/caveat/internal/intake/table"
	"caveat.example/caveat/internal/inventory"
)

// A pack is one package.
type pack struct {
	name, version, supplier, originator, about, purpose, file string
	refs                                                      []string
}

func (p *pack) item(in *intake.Input, at string) inventory.Item {
	var f inventory.Fields
	put := func(key, value string) {
		if value = strings.TrimSpace(value); value != "" && value != "NOASSERTION" && value != "NONE" {
			f = append(f, inventory.Field{Key: key, Value: value})
		}
	}
	maker, supplier := organisation(p.originator), organisation(p.supplier)
	if maker == "" {
		maker, supplier = supplier, ""
	}
	put(inventory.Maker, maker)
	if supplier != maker {
		put(inventory.Supplier, supplier)
	}
	switch strings.ToUpper(p.purpose) {
	case "DEVICE", "FIRMWARE":
		put(inventory.Model, p.name)
		put(inventory.Firmware, p.version)
	default:
		put(inventory.Name, p.name)
		put(inventory.Other+"version", p.version)
	}
	put(inventory.Category, strings.ToLower(p.purpose))
	put(inventory.Description, p.about)
	put(inventory.Other+"file", p.file)
	for _, r := range p.refs {
		put(inventory.Other+"external reference", r)
	}
	return inventory.Item{Kind: inventory.Component, Origin: in.At(at), Text: string(table.AppendText(nil, f)), Fields: f}
}

// organisation is the name of an agent; persons are left out, and so are
// e-mail addresses.
func organisation(agent string) string {
	if strings.HasPrefix(agent, "Person:") {
		return ""
	}
	name := strings.TrimSpace(strings.TrimPrefix(agent, "Organization:"))
	if i := strings.LastIndexByte(name, '('); i >= 0 && (columns.HasEmail(name[i:]) || strings.HasPrefix(name[i:], "()")) {
		name = strings.TrimSpace(name[:i])
	}
	return name
}
