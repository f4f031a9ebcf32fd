// Command ouitable makes makers/oui.bin, the compact table of hardware
// addresses, from a copy of the IEEE's registries. Maintainers run it by hand
// when they renew the copy:
//
//	npm pack oui-data@2.1.9 && tar xzf oui-data-2.1.9.tgz
//	go run ./internal/tool/ouitable -date 2026-08-26 -o makers/oui.bin package/index.json
//
// The input is one JSON object: prefix of 6, 7 or 9 hexadecimal digits →
// organisation and its address, one line each; only the organisation is kept.
// The date is the day of the copy, not of the run.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"caveat.example/caveat/internal/register"
)

func main() {
	out := flag.String("o", "oui.bin", "the file to write")
	date := flag.String("date", "", "the day of the copy, YYYY-MM-DD")
	flag.Parse()
	if flag.NArg() != 1 || *date == "" {
		fmt.Fprintln(os.Stderr, "usage: ouitable -date YYYY-MM-DD -o FILE index.json")
		os.Exit(2)
	}
	if err := run(flag.Arg(0), *out, *date); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(in, out, date string) error {
	if _, err := time.Parse(time.DateOnly, date); err != nil {
		return fmt.Errorf("-date %q is not a day like 2026-08-28", date)
	}
	data, err := os.ReadFile(in)
	if err != nil {
		return err
	}
	var listed map[string]string
	if err := json.Unmarshal(data, &listed); err != nil {
		return fmt.Errorf("%s: %w", in, err)
	}
	assigned := make(map[string]string, len(listed))
	for prefix, text := range listed {
		name, _, _ := strings.Cut(text, "\n")
		name = strings.Join(strings.Fields(name), " ")
		switch len(prefix) {
		case 6, 7, 9:
		default:
			return fmt.Errorf("%s: prefix %q has %d digits, not 6, 7 or 9", in, prefix, len(prefix))
		}
		if name == "" {
			return fmt.Errorf("%s: prefix %s names no organisation", in, prefix)
		}
		assigned[strings.ToUpper(prefix)] = name
	}
	packed, err := register.EncodeOUI(date, assigned)
	if err != nil {
		return err
	}
	return os.WriteFile(out, packed, 0o644)
}
