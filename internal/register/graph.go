package register

import (
	"cmp"
	"slices"
	"strings"
)

// maxSteps bounds a path of ownership. Makers/ refuses cycles; the bound keeps
// a register with one from running for ever.
const maxSteps = 8

// Family returns the id of the head of a party's corporate family on a day:
// the nearest owner that is declared a head, or the party itself. An empty day
// asks for today. Relations in dispute do not decide it; Up gives them all.
func (r *Register) Family(id string, day Day) string {
	p := r.byID[id]
	if p == nil || p.Family == id {
		return id
	}
	best, bestLen := id, maxSteps+1
	for _, up := range r.Up(id, day) {
		head := r.byID[up.Party]
		if head != nil && head.Family == head.ID && len(up.Path) < bestLen && !disputed(up.Path) {
			best, bestLen = up.Party, len(up.Path)
		}
	}
	return best
}

func disputed(path []Link) bool {
	return slices.ContainsFunc(path, func(l Link) bool { return l.Relation.Disputed })
}

// Up returns every owner of a party on a day, nearest first, each with its
// path. Where sources give conflicting dates there is a path for each, marked
// in Doubt. An empty day asks for today's owners.
func (r *Register) Up(id string, day Day) []Reach {
	return r.walk(id, day, func(at string) []Link {
		p := r.byID[at]
		if p == nil {
			return nil
		}
		var links []Link
		for i := range p.Relations {
			links = append(links, Link{From: at, To: p.Relations[i].To, Relation: &p.Relations[i]})
		}
		return links
	}, func(l Link) string { return l.To })
}

// Down returns everything that a party owns on a day, nearest first. Links of
// a path still read upwards: From is owned by To.
func (r *Register) Down(id string, day Day) []Reach {
	return r.walk(id, day, func(at string) []Link {
		var links []Link
		for _, child := range r.children[at] {
			for i := range child.Relations {
				if child.Relations[i].To == at {
					links = append(links, Link{From: child.ID, To: at, Relation: &child.Relations[i]})
				}
			}
		}
		return links
	}, func(l Link) string { return l.From })
}

// walk goes breadth first over the links of ownership that hold on a day.
func (r *Register) walk(from string, day Day, links func(string) []Link, next func(Link) string) []Reach {
	type step struct {
		at   string
		path []Link
	}
	var found []Reach
	queue := []step{{at: from}}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		if len(s.path) == maxSteps {
			continue
		}
		seen := map[Link]bool{} // a party with two relations to one other is both children's entries
		for _, l := range links(s.at) {
			to := next(l)
			if !l.Relation.Kind.owns() || !l.Relation.On(day) || to == from || seen[l] || onPath(s.path, to, next) {
				continue
			}
			seen[l] = true
			path := append(slices.Clone(s.path), l)
			found = append(found, Reach{Party: to, Path: path, Share: share(path), Doubt: doubt(path, day)})
			queue = append(queue, step{to, path})
		}
	}
	slices.SortStableFunc(found, func(a, b Reach) int {
		return cmp.Or(cmp.Compare(len(a.Path), len(b.Path)), cmp.Compare(len(a.Doubt), len(b.Doubt)), cmp.Compare(a.Party, b.Party))
	})
	return found
}

func onPath(path []Link, party string, next func(Link) string) bool {
	return slices.ContainsFunc(path, func(l Link) bool { return next(l) == party })
}

// share multiplies the shares along a path; one unknown share makes the whole
// unknown.
func share(path []Link) float64 {
	total := 100.0
	for _, l := range path {
		if l.Relation.Share == 0 {
			return 0
		}
		total *= l.Relation.Share / 100
	}
	return total
}

// doubt says in words why a path may not hold.
func doubt(path []Link, day Day) string {
	var why []string
	for _, l := range path {
		rel := l.Relation
		step := l.From + " → " + l.To
		switch {
		case rel.Disputed:
			why = append(why, step+" is disputed: "+cmp.Or(rel.Note, "sources contradict each other"))
		case rel.Ended && rel.Until == "":
			why = append(why, step+" has ended, on a day that is not known")
		case rel.Unverified:
			why = append(why, step+" has not been checked against a source")
		case day != "" && rel.From == "" && rel.Until != "":
			why = append(why, step+" began on a day that is not known")
		}
	}
	return strings.Join(why, "; ")
}
