package attribution_test

import (
	"testing"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/register"
	"caveat.example/caveat/makers"
)

// TestEverydayWordsNameNobody reads sentences of tenders in which an ordinary
// word stands one letter away from a maker's name.
func TestEverydayWordsNameNobody(t *testing.T) {
	reg, err := register.Load(makers.FS())
	if err != nil {
		t.Fatal(err)
	}
	index := attribution.New(reg)
	for _, text := range []string{
		"The Council wishes to procure maintenance of CCTV cameras",
		"data integrity and security of the access control system",
		"The supplier shall integrate the cameras into the control room",
		"Revision 3 of the camera schedule",
		"Tenderers will be vetted before the cameras are installed",
	} {
		for _, a := range index.Attribute(inventory.Item{Kind: inventory.BidLine, Text: text, Fields: inventory.Fields{{Key: inventory.Description, Value: text}}}) {
			t.Errorf("%q: got %s %s (%s), want nobody", text, a.Party, a.Role, a.Evidence[0].Value)
		}
	}
}
