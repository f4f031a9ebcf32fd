package ocds

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// record reads a record: what became of one procurement. Where the publisher
// compiled its releases, that is taken; otherwise they are merged here, by the
// rules of the standard: the newer value stands in place of the older one, and
// what a list says of one id is merged with what it said of it before.
//
// Source: https://standard.open-contracting.org/1.1/en/schema/merging/
func (w *walk) record(at string) error {
	r := release{}
	cut := w.Cut()
	err := w.Object(func(key []byte) error {
		switch string(key) {
		case "releases":
			return w.releases(&r)
		case "compiledRelease":
			return w.compiled(&r)
		case "versionedRelease":
			return w.Skip() // the same again, with its history
		}
		_, err := w.p.member(&r, key)
		return err
	})
	if err != nil {
		return err
	}
	return w.emit(&r, at, w.Cut()-cut)
}

// compiled reads the release that the publisher compiled.
func (w *walk) compiled(r *release) error {
	if c, err := w.Kind(); err != nil || c != '{' {
		return w.Skip()
	}
	sum := release{ocid: r.ocid, within: "/compiledRelease", merged: max(r.merged, 1), linked: r.linked}
	err := w.one(&sum)
	*r = sum
	return err
}

// one reads one release.
func (w *walk) one(r *release) error {
	return w.Object(func(key []byte) error {
		if string(key) == "url" {
			url, err := w.Text()
			if url != "" {
				r.linked++
			}
			return err
		}
		_, err := w.p.member(r, key)
		return err
	})
}

// maxReleases is how many releases of one record are merged. They are held,
// since they may stand in any order.
const maxReleases = 1000

// releases reads the releases of a record and merges them.
func (w *walk) releases(r *release) error {
	if c, err := w.Kind(); err != nil || c != '[' || r.within == "/compiledRelease" {
		return w.Skip()
	}
	var all []release
	linked := 0
	err := w.Array(func(int) error {
		if c, err := w.Kind(); err != nil || c != '{' {
			return w.Skip()
		}
		if len(all) >= maxReleases {
			r.over = true
			return w.Skip()
		}
		var one release
		if err := w.one(&one); err != nil {
			return err
		}
		linked += one.linked
		if one.linked == 0 || one.tender.seen || len(one.awards) > 0 {
			all = append(all, one)
		}
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortStableFunc(all, func(a, b release) int { return when(a.date).Compare(when(b.date)) })
	sum := release{ocid: r.ocid, over: r.over, linked: linked, merged: len(all)}
	for i := range all {
		sum.merge(&all[i])
	}
	if len(all) > 1 {
		sum.of = fmt.Sprintf(" (%d releases merged)", len(all))
	}
	if len(all) == 1 {
		sum.within = "/releases/0"
	}
	*r = sum
	return nil
}

// when reads a date as the standard writes it; a date alone is its midnight,
// and what is none counts as the oldest.
func when(date string) time.Time {
	for _, form := range []string{time.RFC3339Nano, "2006-01-02T15:04:05", time.DateOnly} {
		if t, err := time.Parse(form, strings.TrimSpace(date)); err == nil {
			return t
		}
	}
	return time.Time{}
}

// merge puts a newer release over this one.
func (r *release) merge(n *release) {
	over(&r.ocid, n.ocid)
	over(&r.id, n.id)
	over(&r.date, n.date)
	over(&r.buyer, n.buyer)
	over(&r.title, n.title)
	over(&r.about, n.about)
	r.over = r.over || n.over
	r.tender.merge(&n.tender)
	r.awards = byID(r.awards, n.awards, func(a *award) string { return a.id }, (*award).merge)
	r.contracts = byID(r.contracts, n.contracts, func(a *award) string { return a.id }, (*award).merge)
	r.parties = byID(r.parties, n.parties, func(p *party) string { return p.id }, (*party).merge)
}

func (t *tender) merge(n *tender) {
	t.seen = t.seen || n.seen
	over(&t.title, n.title)
	over(&t.about, n.about)
	over(&t.status, n.status)
	over(&t.category, n.category)
	whole(&t.codes, n.codes)
	t.items = byID(t.items, n.items, func(l *line) string { return l.id }, (*line).merge)
	t.lots = byID(t.lots, n.lots, func(l *line) string { return l.id }, (*line).merge)
	for _, d := range n.documents {
		if !slices.Contains(t.documents, d) {
			t.documents = append(t.documents, d)
		}
	}
}

func (a *award) merge(n *award) {
	over(&a.awardID, n.awardID)
	over(&a.title, n.title)
	over(&a.about, n.about)
	over(&a.status, n.status)
	over(&a.date, n.date)
	a.suppliers = byID(a.suppliers, n.suppliers, func(p *party) string { return p.id }, (*party).merge)
	a.items = byID(a.items, n.items, func(l *line) string { return l.id }, (*line).merge)
}

func (l *line) merge(n *line) {
	over(&l.title, n.title)
	over(&l.about, n.about)
	over(&l.quantity, n.quantity)
	over(&l.unit, n.unit)
	whole(&l.codes, n.codes)
}

func (p *party) merge(n *party) {
	over(&p.name, n.name)
	over(&p.legal, n.legal)
	over(&p.scheme, n.scheme)
	over(&p.number, n.number)
	over(&p.country, n.country)
	whole(&p.roles, n.roles)
}

// over puts a newer value in place of an older one; what is not said again
// stays.
func over(have *string, newer string) {
	if newer != "" {
		*have = newer
	}
}

// whole puts a newer list in place of an older one.
func whole(have *[]string, newer []string) {
	if len(newer) > 0 {
		*have = newer
	}
}

// byID merges what a newer list says of an id with what the older one said;
// what has no id, or a new one, is added.
func byID[T any](have, newer []T, id func(*T) string, merge func(have, newer *T)) []T {
	at := map[string]int{}
	for i := range have {
		at[id(&have[i])] = i
	}
	for i := range newer {
		if j, ok := at[id(&newer[i])]; ok && id(&newer[i]) != "" {
			merge(&have[j], &newer[i])
			continue
		}
		at[id(&newer[i])] = len(have)
		have = append(have, newer[i])
	}
	return have
}
