package intaketest

import (
	"fmt"
	"strings"
	"testing"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/inventory"
)

// Read gives what readers make of a content that comes on standard input, a line
// for each Item, as show has it, and for each thing that was left out, why.
func Read(t *testing.T, content string, show func(*inventory.Item) string, readers ...intake.Reader) []string {
	t.Helper()
	var told []string
	for item, err := range intake.Walk(t.Context(), []string{"-"}, strings.NewReader(content), intake.Options{Readers: readers}) {
		if err != nil {
			told = append(told, err.Error())
			continue
		}
		told = append(told, show(&item))
	}
	return told
}

// Fields shows where an Item stands and its fields.
func Fields(item *inventory.Item) string {
	return fmt.Sprintf("%s: %v", item.Origin.At, item.Fields)
}

// KindAndFields shows what an Item is besides.
func KindAndFields(item *inventory.Item) string {
	return string(item.Kind) + " " + Fields(item)
}

// KindAndText shows what an Item is, where it stands and its text.
func KindAndText(item *inventory.Item) string {
	return fmt.Sprintf("%s %s: %s", item.Kind, item.Origin.At, item.Text)
}
