package checkpoint

import (
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/inventory"
)

// PositionOf is where a run is after it has told two items and a skip.
func PositionOf(one, two *inventory.Item, torn *intake.Skip) Position {
	var p Position
	p.item(one)
	p.item(two)
	p.skip(torn.Origin, torn.Reason)
	return p
}
