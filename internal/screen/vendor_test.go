package screen

import (
	"testing"

	"caveat.example/caveat/internal/register"
	"caveat.example/caveat/makers"
)

func partyRecords(t testing.TB) []Record {
	t.Helper()
	reg, err := register.Load(makers.FS())
	if err != nil {
		t.Fatal(err)
	}
	return Parties(reg, "")
}
