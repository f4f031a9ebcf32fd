// Package zeek knows the logs of the Zeek network monitor as tab-separated
// text: software, ssl, x509, dhcp, http, conn and the known_ logs. It takes
// what servers and devices say of themselves; users' names, passwords, agents
// and addresses visited are never read.
//
// Source: https://docs.zeek.org/en/master/script-reference/log-files.html
package zeek

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"iter"
	"strings"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/table"
	"caveat.example/caveat/internal/inventory"
)

// Reader reads Zeek's logs. Its zero value is ready.
type Reader struct{}

// Format is "zeek".
func (Reader) Format() string { return "zeek" }

// Accepts takes text with the head of a log.
func (Reader) Accepts(_ string, head []byte) bool {
	return bytes.HasPrefix(head, []byte("#separator "))
}

// logs are the fields that are taken from each log, by its path. "" as log
// stands for those that have no entry: they are not read, and that is said.
var logs = map[string]map[string]string{
	"software":       {"host": inventory.IP, "host_p": inventory.Port, "software_type": inventory.Protocol, "unparsed_version": inventory.SignalHTTPServer},
	"ssl":            {"id.resp_h": inventory.IP, "id.resp_p": inventory.Port, "subject": inventory.SignalTLSSubject, "issuer": inventory.SignalTLSIssuer},
	"x509":           {"certificate.subject": inventory.SignalTLSSubject, "certificate.issuer": inventory.SignalTLSIssuer, "san.dns": inventory.SignalTLSName},
	"dhcp":           {"mac": inventory.MAC, "assigned_addr": inventory.IP, "assigned_ip": inventory.IP, "host_name": inventory.SignalDHCPHostName, "vendor_class": inventory.SignalDHCPVendorClass},
	"http":           {"id.resp_h": inventory.IP, "id.resp_p": inventory.Port, "server": inventory.SignalHTTPServer, "server_header": inventory.SignalHTTPServer},
	"conn":           {"id.resp_h": inventory.IP, "resp_l2_addr": inventory.MAC},
	"known_devices":  {"mac": inventory.MAC, "dhcp_host_name": inventory.SignalDHCPHostName},
	"known_hosts":    {"host": inventory.IP},
	"known_services": {"host": inventory.IP, "port_num": inventory.Port, "service": inventory.Protocol},
	"known_certs":    {"host": inventory.IP, "port_num": inventory.Port, "subject": inventory.SignalTLSSubject, "issuer_subject": inventory.SignalTLSIssuer},
}

// telling are the keys of which an Item must have one.
var telling = []string{inventory.MAC, inventory.SignalTLSSubject, inventory.SignalHTTPServer, inventory.SignalDHCPVendorClass, inventory.SignalDHCPHostName}

// maxRemembered is how many different devices are remembered, to tell each
// once. Beyond that they may be told again.
const maxRemembered = 200_000

// Items yields a Device for each different row that tells something of one.
func (Reader) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		l := &log{in: in, r: bufio.NewReaderSize(in.Reader, intake.HeadSize), yield: yield, separator: "\t", seen: map[uint64]bool{}, seed: maphash.MakeSeed()}
		if err := l.read(ctx); err != nil && err != errStop {
			yield(inventory.Item{}, err)
		}
		in.Detail = fmt.Sprintf("%s.log, %d rows, %d repeat others or tell nothing of a device", l.path, l.rows, l.silent)
	}
}

var errStop = errors.New("stopped")

type log struct {
	in        *intake.Input
	r         *bufio.Reader
	yield     func(inventory.Item, error) bool
	separator string
	unset     string
	path      string
	keys      []string // the key of each column, "" for what is not taken
	line      int
	rows      int
	silent    int // rows that gave no Item
	seen      map[uint64]bool
	seed      maphash.Seed
}

func (l *log) read(ctx context.Context) error {
	for {
		line, err := l.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("after line %d: %w", l.line, err)
		}
		switch {
		case strings.HasPrefix(line, "#"):
			if err := l.head(line); err != nil {
				return err
			}
		case line != "":
			if err := l.row(line); err != nil {
				return err
			}
		}
		if ctx.Err() != nil {
			return errStop
		}
	}
}

// next reads a line; one over the limit gives a Skip and an empty line.
func (l *log) next() (string, error) {
	var line []byte
	long := 0
	l.line++
	for {
		part, more, err := l.r.ReadLine()
		if err != nil {
			return "", err
		}
		if long += len(part); long <= l.in.Options.Limits.Record {
			line = append(line, part...)
		}
		if more {
			continue
		}
		if long > l.in.Options.Limits.Record {
			if !l.yield(inventory.Item{}, l.in.Skip(fmt.Sprintf("line %d", l.line), "the line has %d bytes, more than the %d that are read of a record: it was left out", long, l.in.Options.Limits.Record)) {
				return "", errStop
			}
			return "", nil
		}
		return string(line), nil
	}
}

// head reads a line that says how the log is written.
func (l *log) head(line string) error {
	name, value, _ := strings.Cut(line, l.separator)
	if rest, ok := strings.CutPrefix(line, "#separator "); ok {
		if rest != `\x09` {
			l.separator = rest
		}
		return nil
	}
	switch name {
	case "#unset_field":
		l.unset = value
	case "#path":
		l.path = value
		if logs[value] == nil {
			return fmt.Errorf("the log %q is not one that is read: %w", value, fault.Invalid)
		}
	case "#fields":
		l.keys = nil
		for field := range strings.SplitSeq(value, l.separator) {
			l.keys = append(l.keys, logs[l.path][field])
		}
	}
	return nil
}

func (l *log) row(line string) error {
	l.rows++
	cells := strings.Split(line, l.separator)
	if len(cells) != len(l.keys) {
		if !l.yield(inventory.Item{}, l.in.Skip(fmt.Sprintf("line %d", l.line), "the row has %d cells where the log has %d: it was left out", len(cells), len(l.keys))) {
			return errStop
		}
		return nil
	}
	var f inventory.Fields
	var h maphash.Hash
	h.SetSeed(l.seed)
	for i, c := range cells {
		if l.keys[i] == "" || c == "" || c == "-" || c == l.unset || c == "(empty)" {
			continue
		}
		f = append(f, inventory.Field{Key: l.keys[i], Value: c})
		h.WriteString(l.keys[i])
		h.WriteByte(0)
		h.WriteString(c)
		h.WriteByte(0)
	}
	tells := l.path == "known_services" || l.path == "known_hosts"
	for _, key := range telling {
		tells = tells || f.Get(key) != ""
	}
	if !tells || l.seen[h.Sum64()] {
		l.silent++
		return nil
	}
	if len(l.seen) < maxRemembered {
		l.seen[h.Sum64()] = true
	}
	item := inventory.Item{Kind: inventory.Device, Origin: l.in.At(fmt.Sprintf("line %d", l.line)), Text: string(table.AppendText(nil, f)), Fields: f}
	if !l.yield(item, nil) {
		return errStop
	}
	return nil
}
