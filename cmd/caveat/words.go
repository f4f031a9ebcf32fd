package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/spelling"
)

// mappable are the keys that --map takes.
func mappable() []string {
	return []string{
		inventory.Maker, inventory.Brand, inventory.Model, inventory.Description, inventory.Category,
		inventory.Serial, inventory.MAC, inventory.FCCID, inventory.Firmware, inventory.Supplier,
		inventory.SupplierID, inventory.Owner, inventory.Buyer, inventory.Site, inventory.Country,
		inventory.Acquired, inventory.Manufactured, inventory.Quantity, inventory.Reference,
		inventory.Name, inventory.IP, inventory.Codes, inventory.Status, inventory.Notes,
		inventory.Port, inventory.Protocol,
	}
}

// didYouMean gives ` (did you mean "word"?)` for the nearest of words, or "" when
// none is near.
func didYouMean(typed string, words []string) string {
	best, least := "", len(typed)/2+1
	for _, w := range words {
		d := spelling.Distance(strings.ToLower(typed), w)
		if strings.Contains(w, strings.ToLower(typed)) && len(typed) > 2 {
			d = min(d, 1)
		}
		if d < least {
			best, least = w, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf(" (did you mean %q?)", best)
}

// closest gives the word that typed must have meant: one or two letters away.
func closest(typed string, words []string) string {
	for _, w := range words {
		if typed != "" && spelling.Distance(typed, w) <= 2 {
			return w
		}
	}
	return ""
}

// many gives "1 address", "2 addresses", "3 entries".
func many[N int | int64](n N, noun string) string {
	stem, entries := strings.CutSuffix(noun, "ry")
	switch {
	case n == 1:
	case entries:
		noun = stem + "ries"
	case strings.HasSuffix(noun, "s"):
		noun += "es"
	default:
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
