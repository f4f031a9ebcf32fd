package attribution

import "caveat.example/caveat/internal/inventory"

// Afresh attributes an item from all of its text, without memory and without
// passing anything over: what Attribute must give too.
func (x *Index) Afresh(item inventory.Item) []Attribution {
	var g gathering
	g.collect(&item)
	if len(g.segments) == 0 && len(g.typed) == 0 {
		return nil
	}
	as, _, _ := x.read(&item, g.document())
	return as
}

// Unremembered attributes an item without memory of others.
func (x *Index) Unremembered(item inventory.Item) []Attribution {
	c := x.clerk()
	defer x.leave(c)
	c.collect(&item)
	as, _, _ := c.afresh(&item)
	return as
}
