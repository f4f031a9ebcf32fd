package attribution

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/register"
)

// A Weakness is a published vulnerability that the item has, or may have. It is
// a third question, apart from who made it and what binds it: it never bears
// on a status.
type Weakness struct {
	register.Vulnerability
	// Sure is set when model and firmware, where the publication gives them,
	// are the item's. Otherwise they are not known, or it gives none.
	Sure bool
	Why  string // what was compared, in a sentence
}

// Vulnerabilities gives the published weaknesses of an item whose maker or
// brand is at least probable: those that its model and firmware have, then
// those that they may have. What they exclude is left out.
func (x *Index) Vulnerabilities(as []Attribution, item inventory.Item) []Weakness {
	var sure, maybe []Weakness
	seen := map[string]bool{}
	for i := range as {
		a := &as[i]
		if a.Role != Maker && a.Role != Brand || a.Band != Identified && a.Band != Probable {
			continue
		}
		for _, id := range []string{a.Party, a.Family} {
			for _, p := range x.published()[id] {
				if seen[p.fact.ID] {
					continue
				}
				seen[p.fact.ID] = true
				switch has, why := p.affects(a, item); has {
				case yes:
					sure = append(sure, Weakness{*p.fact, true, why})
				case unknown:
					maybe = append(maybe, Weakness{*p.fact, false, why})
				}
			}
		}
	}
	return append(sure, maybe...)
}

type truth uint8

const (
	no truth = iota
	unknown
	yes
)

// A published vulnerability, with what it says of models and versions read.
type published struct {
	fact  *register.Vulnerability
	lines []affected
	vague bool // a line of it gives no models
}

// An affected line gives series of models and, where ranged, builds.
type affected struct {
	masks    []*regexp.Regexp
	from, to build
	ranged   bool
}

// readPublished reads all vulnerabilities of a register, by party.
func readPublished(reg *register.Register) map[string][]*published {
	out := map[string][]*published{}
	facts := reg.Vulnerabilities("")
	for i := range facts {
		p := &published{fact: &facts[i]}
		for _, line := range facts[i].Affected {
			l := affected{masks: modelMasks(line)}
			l.from, l.to, l.ranged = buildRange(line)
			if len(l.masks) == 0 {
				p.vague = true
				continue
			}
			p.lines = append(p.lines, l)
		}
		for _, id := range facts[i].Parties {
			out[id] = append(out[id], p)
		}
	}
	return out
}

// affects compares what was published with the item's model and firmware.
func (p *published) affects(a *Attribution, item inventory.Item) (truth, string) {
	model, firmware := strings.ToUpper(modelOf(a, item)), firmwareOf(a, item)
	best, why := no, ""
	for i := range p.lines {
		l := &p.lines[i]
		if model == "" || !slices.ContainsFunc(l.masks, func(m *regexp.Regexp) bool { return m.MatchString(model) }) {
			continue
		}
		switch {
		case !l.ranged || firmware == (build{}):
			best, why = unknown, "its model is of an affected series; the firmware version would tell"
		case !firmware.before(l.from) && !l.to.before(firmware):
			return yes, "its model and firmware are among those published as affected"
		}
	}
	if best == no && (model == "" || p.vague) {
		return unknown, "which models and versions are affected is not known here, or the item's are not"
	}
	return best, why
}

// modelOf gives the number that identified the maker, else the model field.
func modelOf(a *Attribution, item inventory.Item) string {
	for _, e := range a.Evidence {
		if e.Kind == register.KindModel && !e.Against {
			return e.Value
		}
	}
	return item.Fields.Get(inventory.Model)
}

func firmwareOf(a *Attribution, item inventory.Item) build {
	for _, e := range a.Evidence {
		if e.Kind == register.KindFirmware {
			if b, ok := readBuild(e.Value); ok {
				return b
			}
		}
	}
	b, _ := readBuild(item.Fields.Get(inventory.Firmware))
	return b
}

// A build is a firmware version such as V5.4.0 build 160530.
type build struct{ major, minor, patch, date int }

func (b build) before(o build) bool {
	return slices.Compare([]int{b.major, b.minor, b.patch, b.date}, []int{o.major, o.minor, o.patch, o.date}) < 0
}

type weaknessForms struct{ build, model *regexp.Regexp }

var forms = sync.OnceValue(func() weaknessForms {
	return weaknessForms{
		build: regexp.MustCompile(`(?i)\bV(\d{1,2})\.(\d{1,2})\.(\d{1,3})(?:[ ,]+build[ :]+(\d{6}))?`),
		model: regexp.MustCompile(`\b(?:[A-Z]{2,5}-[A-Z0-9x]{2,}(?:-[A-Z0-9]+)*|[A-Z]{2,4}\d[0-9A-Zx]{2,}(?:-[A-Z0-9]+)*)`),
	}
})

func readBuild(s string) (build, bool) {
	m := forms().build.FindStringSubmatch(s)
	if m == nil {
		return build{}, false
	}
	return asBuild(m), true
}

func asBuild(m []string) build {
	n := func(s string) int { v, _ := strconv.Atoi(s); return v }
	return build{n(m[1]), n(m[2]), n(m[3]), n(m[4])}
}

// buildRange reads "V5.2.0 build 140721 - V5.4.0 build 160530".
func buildRange(line string) (from, to build, ok bool) {
	all := forms().build.FindAllStringSubmatch(line, -1)
	if len(all) != 2 {
		return from, to, false
	}
	return asBuild(all[0]), asBuild(all[1]), true
}

// modelMasks reads the series that a line names; x stands for one letter or
// digit (DS-2CD2xx2F-I), X for one to three (IPC-HX3XXX).
func modelMasks(line string) []*regexp.Regexp {
	var out []*regexp.Regexp
	for _, m := range forms().model.FindAllString(line, -1) {
		if strings.HasPrefix(m, "CVE-") || strings.HasPrefix(m, "HSRC-") {
			continue
		}
		var b strings.Builder
		b.WriteString("^")
		for _, c := range m {
			switch c {
			case 'x':
				b.WriteString("[A-Z0-9]")
			case 'X':
				b.WriteString("[A-Z0-9]{1,3}")
			default:
				b.WriteString(regexp.QuoteMeta(string(c)))
			}
		}
		if re, err := regexp.Compile(b.String()); err == nil {
			out = append(out, re)
		}
	}
	return out
}
