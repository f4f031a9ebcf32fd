package main

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/reconcile"
	"caveat.example/caveat/internal/report/safe"
)

// reconcileCmd compares a register of things owned with a scan.
type reconcileCmd struct {
	Register string `arg:"" help:"The register of things owned: XLSX, CSV, or any other format that check reads."`
	Scan     string `arg:"" help:"What caveat scan -o json=FILE wrote."`

	Map    map[string]string `group:"input" mapsep:"none" placeholder:"KEY=HEADER" help:"Take the column called HEADER for KEY, as mac=Hardware. May be repeated."`
	Output string            `group:"output" short:"o" enum:"table,json,csv" default:"table" placeholder:"FORMAT" help:"table, json (JSON Lines) or csv, on standard output. Default: table."`
}

// Help is shown below the summary of --help.
func (reconcileCmd) Help() string {
	return examples(
		`caveat reconcile register.xlsx scan.jsonl`,
		`caveat reconcile --map mac=Hardware -o csv register.csv scan.jsonl`,
	)
}

// Run prints every difference with its next step.
func (c *reconcileCmd) Run(e *env) (outcome, error) {
	if err := validMap(c.Map); err != nil {
		return outcome{}, usage(err)
	}
	know, err := load()
	if err != nil {
		return outcome{}, err
	}
	seen, whole, err := c.readScan()
	if err != nil {
		return outcome{}, err
	}
	rows, skipped, err := c.readRegister(e, know)
	if err != nil {
		return outcome{}, err
	}
	result := reconcile.Compare(rows, seen, whole)
	if err := c.print(e, result, len(rows), len(seen)); err != nil {
		return outcome{}, err
	}
	for _, s := range skipped {
		fmt.Fprintf(e.stderr, "caveat: %s\n", safe.Line(s))
	}
	if !whole {
		fmt.Fprintf(e.stderr, "caveat: %s is not the result of a complete scan: that something was not seen means nothing\n", c.Scan)
	}
	out := outcome{incomplete: !whole || len(skipped) > 0, nothing: len(rows)+len(seen) == 0, undecided: len(result.Differences)+result.Open > 0}
	for _, d := range result.Differences {
		out.restricted = out.restricted || d.Seen != nil && d.Seen.Status == string(finding.Restricted)
	}
	return out, nil
}

func (c *reconcileCmd) readScan() ([]reconcile.Entry, bool, error) {
	f, err := os.Open(c.Scan)
	if err != nil {
		return nil, false, err
	}
	defer f.Close()
	return reconcile.ReadScan(f, c.Scan)
}

// readRegister reads the rows, and says who is behind each and whom its label
// alone names.
func (c *reconcileCmd) readRegister(e *env, know *knowledge) (rows []reconcile.Entry, skipped []string, err error) {
	who, _, err := know.in(finding.Context{Date: e.now.UTC().Format("2006-01-02")})
	if err != nil {
		return nil, nil, err
	}
	options := intake.Options{Readers: know.readers, Known: know.known, As: intake.AsInventory, Map: c.Map}
	for item, err := range intake.Walk(e.ctx, []string{c.Register}, e.stdin, options) {
		if skip, ok := errors.AsType[*intake.Skip](err); ok {
			if !skip.Empty {
				skipped = append(skipped, skip.Error())
			}
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		entry := reconcile.Entry{Item: item, Who: who.Attribute(item)}
		for _, key := range []string{inventory.Brand, inventory.Maker} {
			if v := item.Fields.Get(key); v != "" {
				entry.Label = who.Attribute(inventory.Item{Kind: inventory.Asset, Text: v, Fields: inventory.Fields{{Key: inventory.Maker, Value: v}}})
				break
			}
		}
		rows = append(rows, entry)
	}
	return rows, skipped, nil
}

func (c *reconcileCmd) print(e *env, r reconcile.Result, rows, seen int) error {
	switch c.Output {
	case "json":
		return differencesJSON(e.stdout, r, rows, seen)
	case "csv":
		return differencesCSV(e.stdout, r)
	}
	return differencesTable(e.stdout, r, rows, seen)
}

var headings = map[reconcile.Kind]string{
	reconcile.Disagree:     "Label and maker disagree",
	reconcile.Unregistered: "Seen, and not in the register",
	reconcile.Replaced:     "Another device answers at its address",
	reconcile.Unseen:       "In the register, and not seen",
	reconcile.Ambiguous:    "Several rows match one device",
	reconcile.Unmatchable:  "Rows that cannot be matched",
}

func differencesTable(w io.Writer, r reconcile.Result, rows, seen int) error {
	var b strings.Builder
	last := reconcile.Kind("")
	for _, d := range r.Differences {
		if d.Kind != last {
			fmt.Fprintf(&b, "%s\n", headings[d.Kind])
			last = d.Kind
		}
		fmt.Fprintf(&b, "  %s\n    Next: %s\n", safe.Line(d.Says), safe.Line(d.Next))
	}
	if last != "" {
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "%s, %s seen: %d belong together (%d with label and maker alike, %d whose maker the network did not show), %s\n",
		many(rows, "row"), many(seen, "device"), r.Matched, r.Agree, r.Open, many(len(r.Differences), "difference"))
	_, err := io.WriteString(w, b.String())
	return err
}

type differenceLine struct {
	Type     string       `json:"type"`
	Kind     string       `json:"kind"`
	By       string       `json:"by,omitempty"`
	Says     string       `json:"says"`
	Next     string       `json:"next"`
	Register *cite.Origin `json:"register,omitempty"`
	Seen     *cite.Origin `json:"seen,omitempty"`
	Status   string       `json:"status,omitempty"`
}

func differencesJSON(w io.Writer, r reconcile.Result, rows, seen int) error {
	out := json.NewEncoder(w)
	for _, d := range r.Differences {
		line := differenceLine{Type: "difference", Kind: string(d.Kind), By: d.By, Says: d.Says, Next: d.Next}
		if d.Register != nil {
			line.Register = &d.Register.Item.Origin
		}
		if d.Seen != nil {
			line.Seen, line.Status = &d.Seen.Item.Origin, d.Seen.Status
		}
		if err := out.Encode(line); err != nil {
			return fmt.Errorf("writing a difference: %w", err)
		}
	}
	return out.Encode(map[string]any{
		"type": "summary", "rows": rows, "seen": seen, "matched": r.Matched, "agree": r.Agree, "open": r.Open, "differences": len(r.Differences),
	})
}

func differencesCSV(w io.Writer, r reconcile.Result) error {
	out := csv.NewWriter(w)
	records := [][]string{{"kind", "matched_by", "register", "seen", "status", "says", "next"}}
	for _, d := range r.Differences {
		record := []string{string(d.Kind), d.By, "", "", "", d.Says, d.Next}
		if d.Register != nil {
			record[2] = d.Register.Item.Origin.String()
		}
		if d.Seen != nil {
			record[3], record[4] = d.Seen.Item.Origin.String(), d.Seen.Status
		}
		for i := range record {
			record[i] = safe.Cell(safe.Line(record[i]))
		}
		records = append(records, record)
	}
	return out.WriteAll(records)
}
