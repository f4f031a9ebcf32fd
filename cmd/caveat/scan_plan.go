package main

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"
	"time"
	"unicode/utf8"

	"caveat.example/caveat/internal/scan"
)

// zeros makes the identifiers of a plan the same each time.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	clear(b)
	return len(b), nil
}

// printPlan prints what a scan would send, and sends nothing.
func (c *scanCmd) printPlan(e *env, config scan.Config) error {
	config.Random = zeros{}
	plan, err := scan.MakePlan(config)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "Plan for %s: %s. Nothing has been sent.\n", many(plan.Hosts, "address"), strings.TrimPrefix(c.source(config.Targets), "scan of "))
	if config.Scope.Name != "" {
		fmt.Fprintf(&b, "Authorised by %s until %s (%s).\n", config.Scope.AuthorisedBy, config.Scope.Until, config.Scope.Name)
	}
	fmt.Fprintf(&b, "At most %s a second; one question at a time to a host, one datagram for each protocol, one connection for each port.\n", many(plan.Rate, "packet"))
	fmt.Fprintf(&b, "Each host is asked for its front page first. One that speaks its maker's own protocol, or plainly is another thing, is asked nothing more.\nIf nobody is there, it takes %s or a little more.\n\n", plan.Takes.Round(time.Second/10))
	if err := steps(&b, plan); err != nil {
		return err
	}
	fmt.Fprintf(&b, "\nWhat is sent, to the byte (identifiers of zeros are drawn anew for each run; addresses are those of the host asked):\n")
	for _, s := range plan.Steps {
		if len(s.Bytes) > 0 {
			fmt.Fprintf(&b, "\n%s, %s, %s:\n%s", s.Protocol, s.Over, s.To, indented(s.Bytes))
		}
	}
	_, err = e.stdout.Write(b.Bytes())
	return err
}

func steps(w io.Writer, plan scan.Plan) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "PROTOCOL\tOVER\tTO\tPACKETS\tWHAT\tWHEN")
	for _, s := range plan.Steps {
		packets := fmt.Sprintf("%d", s.Most)
		if s.Least != s.Most {
			packets = fmt.Sprintf("%d to %d", s.Least, s.Most)
		}
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%s\t%s\n", s.Protocol, s.Over, s.To, packets, s.Sends, s.When)
	}
	return t.Flush()
}

// indented shows bytes as text where they are text, as hexadecimal otherwise.
func indented(raw []byte) string {
	if !utf8.Valid(raw) || bytes.ContainsAny(raw, "\x00\x01\x02\x06") {
		return "    " + strings.ReplaceAll(strings.TrimRight(hex.Dump(raw), "\n"), "\n", "\n    ") + "\n"
	}
	text := strings.ReplaceAll(strings.TrimRight(string(raw), "\r\n"), "\r\n", "\n")
	return "    " + strings.ReplaceAll(strings.ReplaceAll(text, "\n", "\n    "), "\n    \n", "\n\n") + "\n"
}
