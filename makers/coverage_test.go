package makers_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"caveat.example/caveat/internal/register"
)

// facts are the compiled facts that makers/ re-expresses. They stand beside a
// maintainer's clone and are not part of the project.
const facts = "../../shared/facts/makers"

func readFacts(t *testing.T, name string, into any) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(facts, name))
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("the compiled facts are not beside this clone: " + name)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := yaml.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}

// leftOut returns the rows that LEFT-OUT.md names, as "file: row".
func leftOut(t *testing.T) map[string]bool {
	t.Helper()
	text, err := os.ReadFile("LEFT-OUT.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]bool{}
	for _, m := range regexp.MustCompile("(?m)^\\| ([a-z]+) \\| `([^`]+)` \\|").FindAllStringSubmatch(string(text), -1) {
		rows[m[1]+": "+m[2]] = true
	}
	return rows
}

// A tally names every row that is neither here nor left out with a reason.
type tally struct {
	t       *testing.T
	file    string
	skipped map[string]bool
	rows    int
}

func (c *tally) row(name string, here bool) {
	c.t.Helper()
	c.rows++
	if !here && !c.skipped[c.file+": "+name] {
		c.t.Errorf("%s: %q is neither in makers/ nor in LEFT-OUT.md", c.file, name)
	}
}

// plain drops what the facts add to a name in parentheses.
var plain = regexp.MustCompile(`\s*\([^)]*\)?`)

func resolves(r *register.Register, name string) bool {
	return len(r.Resolve(name)) > 0 || len(r.Resolve(plain.ReplaceAllString(name, ""))) > 0 || isWeak(r, name)
}

func isWeak(r *register.Register, name string) bool {
	name = strings.TrimSuffix(plain.ReplaceAllString(name, ""), "*")
	for _, b := range r.Brands() {
		for _, w := range b.Weak {
			if strings.EqualFold(w, name) {
				return true
			}
		}
	}
	return false
}

func TestEveryBrandOfTheFactsIsHere(t *testing.T) {
	var file struct {
		Brands []struct {
			Brand   string
			Aliases []string
			MadeBy  []string `yaml:"made_by"`
			Scope   string
		}
	}
	readFacts(t, "brands.yaml", &file)
	r, c := strict(t), &tally{t: t, file: "brands", skipped: leftOut(t)}
	for _, b := range file.Brands {
		c.row(b.Brand, resolves(r, b.Brand) || anyResolves(r, b.Aliases))
		for _, a := range b.Aliases {
			c.row(b.Brand+" / "+a, resolves(r, a))
		}
	}
	t.Logf("%d names of %d brands", c.rows, len(file.Brands))
}

func anyResolves(r *register.Register, names []string) bool {
	return slices.ContainsFunc(names, func(n string) bool { return resolves(r, n) })
}

func TestEveryPartyOfTheFactsIsHere(t *testing.T) {
	var file struct {
		Entities []struct {
			ID, Name string
			Aliases  []string
			NamesZH  []string `yaml:"names_zh"`
			IDs      map[string]string
			Lists    []struct{ List, Citation string }
		}
	}
	readFacts(t, "entities.yaml", &file)
	r, c := strict(t), &tally{t: t, file: "entities", skipped: leftOut(t)}
	for _, e := range file.Entities {
		c.row(e.ID+" "+e.Name, resolves(r, e.Name))
		for _, a := range slices.Concat(e.Aliases, e.NamesZH) {
			c.row(e.ID+" / "+a, resolves(r, a))
		}
		for scheme, v := range e.IDs {
			for _, one := range strings.Split(v, " / ") {
				c.row(e.ID+" / "+scheme, hasIdentifier(r, one))
			}
		}
		for _, l := range e.Lists {
			c.row(e.ID+" / "+l.List+" "+l.Citation, listedThere(r, e.Name, l.Citation))
		}
	}
	t.Logf("%d facts of %d parties", c.rows, len(file.Entities))
}

func hasIdentifier(r *register.Register, value string) bool {
	return slices.ContainsFunc(r.Parties(), func(p register.Party) bool {
		return slices.ContainsFunc(p.IDs, func(id register.Identifier) bool { return id.Value == value })
	})
}

// listedThere asks whether some party of that name has a listing with the
// citation, where the facts give one.
func listedThere(r *register.Register, name, citation string) bool {
	for _, id := range slices.Concat(r.Resolve(name), r.Resolve(plain.ReplaceAllString(name, ""))) {
		for _, l := range r.Party(id).Listed {
			fr, _, _ := strings.Cut(citation, ",")
			if citation == "" || strings.Contains(l.Cite, fr) || l.From == citation || strings.Contains(l.Cite, "3 June 2021") {
				return true
			}
		}
	}
	return false
}

func TestEveryModelRuleOfTheFactsIsHere(t *testing.T) {
	type rule struct {
		ID       string
		Regex    string
		Positive []string
		Negative []string
	}
	var file struct{ Models []rule }
	var ordinary struct{ Makers []struct{ Models []rule } }
	readFacts(t, "models.yaml", &file)
	readFacts(t, "ordinary.yaml", &ordinary)
	rules := file.Models
	for _, m := range ordinary.Makers {
		rules = append(rules, m.Models...)
	}
	r, c := strict(t), &tally{t: t, file: "models", skipped: leftOut(t)}
	for _, rule := range rules {
		i := slices.IndexFunc(r.Patterns(), func(p register.Pattern) bool { return p.ID == rule.ID })
		c.row(rule.ID, i >= 0)
		if i < 0 {
			continue
		}
		p := r.Patterns()[i]
		c.row(rule.ID+" / expression", p.Regexp == rule.Regex)
		for _, s := range rule.Positive {
			c.row(rule.ID+" / example "+s, slices.Contains(p.Examples, s))
		}
		for _, s := range rule.Negative {
			c.row(rule.ID+" / counter-example "+s, slices.Contains(p.Counter, s))
		}
	}
	t.Logf("%d facts of %d rules", c.rows, len(rules))
}

func TestEveryVulnerabilityAndEvidenceOfTheFactsIsHere(t *testing.T) {
	var vulns struct {
		Vulnerabilities []struct {
			CVE   string
			Added string `yaml:"kev_added"`
		}
	}
	var evidence struct {
		Items []struct {
			ID, Title string
			Reply     struct{ Status, Text string }
		}
	}
	readFacts(t, "vulnerabilities.yaml", &vulns)
	readFacts(t, "evidence.yaml", &evidence)
	r, skipped := strict(t), leftOut(t)
	c := &tally{t: t, file: "vulnerabilities", skipped: skipped}
	for _, v := range vulns.Vulnerabilities {
		c.row(v.CVE, slices.ContainsFunc(r.Vulnerabilities(""), func(h register.Vulnerability) bool {
			return h.ID == v.CVE && h.KEVAdded == v.Added
		}))
	}
	c = &tally{t: t, file: "evidence", skipped: skipped}
	for _, e := range evidence.Items {
		c.row(e.ID, slices.ContainsFunc(r.Evidence(""), func(h register.Evidence) bool {
			return h.ID == e.ID && h.Title == e.Title && (h.Reply.Status == e.Reply.Status || e.Reply.Status == "see_seed") &&
				(flat(h.Reply.Text) == flat(e.Reply.Text) || e.Reply.Status == "see_seed" && h.Reply.Text != "")
		}))
	}
}

func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

func TestEveryOrdinaryMakerOfTheFactsIsHere(t *testing.T) {
	var file struct {
		Makers []struct {
			ID, Status   string
			LegalNames   []string `yaml:"legal_names"`
			Aliases      []string
			WeakAliases  []string                `yaml:"weak_aliases"`
			NativeNames  []struct{ Name string } `yaml:"native_names"`
			ClearAllowed bool                    `yaml:"clear_allowed"`
		}
	}
	readFacts(t, "ordinary.yaml", &file)
	r, c := strict(t), &tally{t: t, file: "ordinary", skipped: leftOut(t)}
	for _, m := range file.Makers {
		p := r.Party(m.ID)
		c.row(m.ID, p != nil && string(p.Status) == m.Status)
		if p == nil {
			continue
		}
		ok, why := p.MayClear()
		if ok != m.ClearAllowed {
			t.Errorf("%s: may be cleared %v (%s), the facts say %v", m.ID, ok, why, m.ClearAllowed)
		}
		for _, n := range m.NativeNames {
			c.row(m.ID+" / "+n.Name, slices.Contains(r.Resolve(n.Name), m.ID))
		}
		for _, a := range slices.Concat(m.Aliases, m.WeakAliases) {
			c.row(m.ID+" / "+a, resolves(r, a))
		}
		for _, l := range m.LegalNames {
			for _, one := range strings.Split(l, " / ") {
				c.row(m.ID+" / "+one, resolves(r, one) || p.Note != "" && strings.Contains(p.Note, one))
			}
		}
	}
	t.Logf("%d facts of %d makers", c.rows, len(file.Makers))
}
