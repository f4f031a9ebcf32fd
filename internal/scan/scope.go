// Package scan knows whom to ask, in what order, how fast, and when to stop. It
// refuses to know what a protocol says (internal/probe) and who made a device
// (internal/attribution). Nothing is asked outside its Scope.
package scan

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"caveat.example/caveat/internal/fault"
)

// A Scope says which addresses may be asked: private ones always, public ones
// only where somebody has authorised it, until a day.
type Scope struct {
	ranges []netip.Prefix

	AuthorisedBy string
	Until        string // last day, YYYY-MM-DD
	Name         string // of the file, "" when there is none
}

// private are the ranges that are asked without further ado: those of private
// networks (RFC 1918, RFC 4193), of one link (RFC 3927) and of this machine.
var private = []netip.Prefix{
	netip.MustParsePrefix("10.0.0.0/8"),
	netip.MustParsePrefix("172.16.0.0/12"),
	netip.MustParsePrefix("192.168.0.0/16"),
	netip.MustParsePrefix("169.254.0.0/16"),
	netip.MustParsePrefix("127.0.0.0/8"),
}

type scopeFile struct {
	Ranges       []string `yaml:"ranges"`
	AuthorisedBy string   `yaml:"authorised_by"`
	Until        string   `yaml:"until"`
}

// maxScope bounds a scope file, in bytes.
const maxScope = 1 << 20

// ReadScope reads a scope file, in YAML or JSON: ranges, authorised_by, until.
// It is refused when something is missing, misspelt or past on the day today.
func ReadScope(r io.Reader, name, today string) (Scope, error) {
	raw, err := io.ReadAll(io.LimitReader(r, maxScope+1))
	if err != nil {
		return Scope{}, fmt.Errorf("%s: %w", name, err)
	}
	if len(raw) > maxScope {
		return Scope{}, fmt.Errorf("%s is larger than %d bytes: %w", name, maxScope, fault.Limit)
	}
	var f scopeFile
	d := yaml.NewDecoder(bytes.NewReader(raw))
	d.KnownFields(true)
	if err := d.Decode(&f); err != nil && !errors.Is(err, io.EOF) {
		return Scope{}, fmt.Errorf("%s: %v: %w", name, err, fault.Invalid)
	}
	s := Scope{AuthorisedBy: strings.TrimSpace(f.AuthorisedBy), Until: f.Until, Name: name}
	return s, s.fill(f.Ranges, today)
}

func (s *Scope) fill(ranges []string, today string) error {
	wrong := func(format string, args ...any) error {
		return fmt.Errorf("%s: "+format+": %w", append(append([]any{s.Name}, args...), fault.Invalid)...)
	}
	if s.AuthorisedBy == "" {
		return wrong("authorised_by is missing; write who allows these ranges to be scanned")
	}
	if _, err := time.Parse(time.DateOnly, s.Until); err != nil {
		return wrong("until %q is not a day; write it as 2026-12-31", s.Until)
	}
	if s.Until < today {
		return wrong("the authorisation ended on %s; ask for a new one", s.Until)
	}
	if len(ranges) == 0 {
		return wrong("ranges is missing; write the ranges that may be scanned")
	}
	for _, text := range ranges {
		p, err := ParseRange(text)
		if err != nil {
			return wrong("%v", err)
		}
		s.ranges = append(s.ranges, p)
	}
	return nil
}

// Allows says whether an address may be asked.
func (s *Scope) Allows(a netip.Addr) bool {
	a = a.Unmap()
	if !a.IsValid() || a.IsMulticast() || a.IsUnspecified() {
		return false
	}
	return inside(private, a) || inside(s.ranges, a)
}

// Check refuses ranges that hold an address outside the scope.
func (s *Scope) Check(targets []netip.Prefix) error {
	for _, t := range targets {
		if !covered(private, t) && !covered(s.ranges, t) {
			return fmt.Errorf("%s is not a private range, and no scope allows it; name it in a file with ranges, authorised_by and until, and give that file with --scope: %w", t, fault.Invalid)
		}
	}
	return nil
}

func inside(list []netip.Prefix, a netip.Addr) bool {
	for _, p := range list {
		if p.Contains(a) {
			return true
		}
	}
	return false
}

func covered(list []netip.Prefix, p netip.Prefix) bool {
	for _, in := range list {
		if in.Bits() <= p.Bits() && in.Contains(p.Addr()) {
			return true
		}
	}
	return false
}
