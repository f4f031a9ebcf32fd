// Package glpi knows the inventories of GLPI agents in JSON: network devices,
// computers, printers, with their components and the neighbours that they see.
// Users, licence keys and files are never read.
//
// Source: https://github.com/glpi-project/inventory_format
package glpi

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"strconv"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/flat"
	"caveat.example/caveat/internal/intake/jsonscan"
	"caveat.example/caveat/internal/inventory"
)

// Reader reads GLPI inventories. Its zero value is ready.
type Reader struct{}

// Format is "glpi".
func (Reader) Format() string { return "glpi" }

// Accepts takes JSON with the keys of an inventory.
func (Reader) Accepts(_ string, head []byte) bool {
	shape := jsonscan.Look(head)
	if !shape.Has("content") || shape.Has("results") {
		return false
	}
	for _, section := range []string{`"versionclient"`, `"network_device"`, `"network_ports"`, `"network_components"`, `"bios"`} {
		if shape.Contains(section) {
			return true
		}
	}
	return false
}

// errStop ends the reading because nobody wants more.
var errStop = errors.New("stopped")

// sections are the parts of an inventory that name equipment, with the kind
// of their Items.
var sections = map[string]inventory.Kind{
	"network_device": inventory.Device, "network_components": inventory.Component, "bios": inventory.Asset, "hardware": inventory.Asset,
	"cameras": inventory.Device, "monitors": inventory.Asset, "printers": inventory.Asset, "usbdevices": inventory.Component,
	"peripherals": inventory.Component, "controllers": inventory.Component, "modems": inventory.Component, "networks": inventory.Component,
	"storages": inventory.Component, "videos": inventory.Component, "sounds": inventory.Component, "simcards": inventory.Component,
	"firmwares": inventory.Component, "cartridges": inventory.Component, "remote_mgmt": inventory.Asset, "power_supplies": inventory.Component,
	"batteries": inventory.Component, "memories": inventory.Component, "cpus": inventory.Component, "virtualmachines": inventory.Asset,
}

// Items yields the device, its components, and the neighbours at its ports.
func (Reader) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		w := &walk{
			s:  jsonscan.New(in.Reader, in.Options.Limits.Depth, in.Options.Limits.Record),
			in: in, m: flat.New(in.Options), yield: yield,
		}
		defer func() { in.Mapping = w.m.Mapping }()
		if err := w.document(); err != nil && err != errStop {
			yield(inventory.Item{}, err)
		}
	}
}

type walk struct {
	s     *jsonscan.Scanner
	in    *intake.Input
	m     *flat.Mapper
	yield func(inventory.Item, error) bool
}

func (w *walk) document() error {
	return w.s.Object(func(key []byte) error {
		if c, err := w.s.Kind(); string(key) != "content" || err != nil || c != '{' {
			return w.s.Skip()
		}
		return w.s.Object(func(key []byte) error {
			section := string(key)
			if section == "network_ports" {
				return w.list("/content/network_ports", func(at string) error { return w.port(at) })
			}
			kind, ok := sections[section]
			if !ok {
				return w.s.Skip()
			}
			return w.list("/content/"+section, func(at string) error { return w.record(at, kind) })
		})
	})
}

// list reads an array of objects, or one object.
func (w *walk) list(at string, one func(at string) error) error {
	switch c, err := w.s.Kind(); {
	case err != nil:
		return err
	case c == '{':
		return one(at)
	case c != '[':
		return w.s.Skip()
	}
	return w.s.Array(func(i int) error {
		if c, err := w.s.Kind(); err != nil || c != '{' {
			return w.s.Skip()
		}
		return one(at + "/" + strconv.Itoa(i))
	})
}

func (w *walk) record(at string, kind inventory.Kind) error {
	cut := w.s.Cut()
	f, err := w.m.Object(w.s)
	if err != nil {
		return err
	}
	if n := w.s.Cut() - cut; n > 0 && !w.yield(inventory.Item{}, w.in.Skip(at, "%d texts were cut", n)) {
		return errStop
	}
	if len(f) == 0 {
		return nil
	}
	item := w.m.Item(w.in, at, f)
	if w.in.Options.As == "" {
		item.Kind = kind
	}
	if !w.yield(item, nil) {
		return errStop
	}
	return nil
}

// port yields the neighbours that a port sees; the port itself is a part of
// the device, which was told already.
func (w *walk) port(at string) error {
	return w.s.Object(func(key []byte) error {
		if string(key) != "connections" {
			return w.s.Skip()
		}
		return w.list(at+"/connections", func(at string) error { return w.neighbour(at) })
	})
}

// neighbour yields a device that is seen at a port. A port that sees many
// hardware addresses gives one Item with all of them.
func (w *walk) neighbour(at string) error {
	var f inventory.Fields
	err := w.s.Object(func(key []byte) (err error) {
		name := map[string]string{
			"sysmac": inventory.MAC, "mac": inventory.MAC, "ip": inventory.IP, "model": inventory.Model, "sysname": inventory.Name, "sysdescr": inventory.Description,
		}[string(key)]
		if name == "" {
			return w.s.Skip()
		}
		if c, err := w.s.Kind(); err == nil && c == '[' {
			return w.s.Array(func(int) error {
				text, err := w.s.Text()
				if text != "" && len(f) < w.in.Options.Limits.Columns {
					f = append(f, inventory.Field{Key: name, Value: text})
				}
				return err
			})
		}
		text, err := w.s.Text()
		if text != "" {
			f = append(f, inventory.Field{Key: name, Value: text})
		}
		return err
	})
	if err != nil || len(f) == 0 {
		return err
	}
	item := w.m.Item(w.in, at, f)
	item.Kind = inventory.Device
	if len(f) >= w.in.Options.Limits.Columns {
		item.Damage = append(item.Damage, fmt.Sprintf("the port sees more than %d addresses: the rest was left out", len(f)))
	}
	if !w.yield(item, nil) {
		return errStop
	}
	return nil
}
