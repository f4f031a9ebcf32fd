package attribution

import (
	"slices"
	"strings"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/line"
	"caveat.example/caveat/internal/register"
)

// disagrees says what in the item itself leaves open that the claim's party
// made it, or all of it, although its evidence would decide. "" is nothing. It
// keeps an item from being clear, and takes nothing from a restriction.
func (c *casebook) disagrees(cl *claim) string {
	if cl.role != Maker {
		return ""
	}
	if says := c.otherMaker(cl); says != "" {
		what := "what else is told of it"
		if slices.ContainsFunc(cl.evidence, func(e Evidence) bool { return e.Field == inventory.Model && !e.Against }) {
			what = "the model"
		}
		return "the maker's field says " + says + ", " + what + " points to " + cl.party.Name
	}
	if cl.others != "" && !c.x.kin.accused(cl.party) {
		return "the item also names a line of " + cl.party.Name + " that others make or may make (" + strings.TrimSuffix(cl.others, ".") + ")"
	}
	if cl.byAddress() && (slices.Contains(cl.party.Products, "chip") || slices.Contains(cl.party.Products, "module")) {
		return "only a hardware address points to " + cl.party.Name + ", whose network parts also stand in others' machines"
	}
	if cl.byAddress() && c.otherAddress(cl) {
		return "only a hardware address points to " + cl.party.Name + ", and the item has another that is not known to be of it"
	}
	if cl.party.Status == register.OrdinaryExceptLine && c.doc.severalThings() {
		return "the item speaks of several kinds of things, others make some lines of " + cl.party.Name + ", and it is not told of each which it is"
	}
	if k := c.item.Kind; (k == inventory.Notice || k == inventory.Award) && !cl.numbered && !cl.phrase {
		return "the notice names " + cl.party.Name + ", and does not say that what is bought is of its making"
	}
	return ""
}

// byAddress says whether registered hardware addresses are all that speaks for
// the claim.
func (cl *claim) byAddress() bool {
	return !slices.ContainsFunc(cl.evidence, func(e Evidence) bool { return e.Kind != "mac" && !e.Against })
}

// otherAddress says whether the item has a hardware address that is not
// registered to the claim's party, or to nobody known: a host behind the port of
// a switch, a machine inside another.
func (c *casebook) otherAddress(cl *claim) bool {
	for _, f := range c.doc.typed {
		if !isMAC(f) {
			continue
		}
		for mac := range macsIn(f.Value) {
			if prefix, ok, err := c.x.reg.Lookup(mac); err != nil || !ok || prefix.Party == "" || !c.x.kin.related(prefix.Party, cl.party.ID) {
				return true
			}
		}
	}
	return false
}

// severalThings says whether a text speaks of more than one kind of video
// equipment: a recorder and its cameras.
func (d *document) severalThings() bool {
	first := ""
	for i := range d.Tokens {
		p, ok := d.ProductAt(i)
		if !ok || p.Class != line.Video || p.Kind == first {
			continue
		}
		if first != "" {
			return true
		}
		first = p.Kind
	}
	return false
}

// otherMaker gives what a maker's or brand's field says, where it names neither
// the claim's party nor any that belongs to it, and is not a word for "not
// known".
func (c *casebook) otherMaker(cl *claim) string {
	for i := range c.doc.segments {
		s := &c.doc.segments[i]
		if s.key != inventory.Maker && s.key != inventory.Brand || c.doc.saysNobody(s) || c.namedIn(s.key, cl) {
			continue
		}
		text := strings.TrimSpace(c.doc.Raw[s.start:s.end])
		if !namesParty(text, cl) {
			return text
		}
	}
	return ""
}

// namedIn says whether something in the field speaks for the claim's party, or
// for one that makes, owns or sells under its name.
func (c *casebook) namedIn(key string, cl *claim) bool {
	for i := range c.claims {
		o := &c.claims[i]
		if !c.x.kin.related(o.party.ID, cl.party.ID) && !c.sameLabel(o, cl) {
			continue
		}
		for k := range o.evidence {
			if e := &o.evidence[k]; e.Field == key && !e.Against {
				return true
			}
		}
	}
	return false
}

// namesParty says whether a text is one of the party's names, however short or
// common, or the first word of one ("Samsung" of "Samsung Techwin").
func namesParty(text string, cl *claim) bool {
	key := foldKey(text)
	is := func(name string) bool {
		first, _, _ := strings.Cut(name, " ")
		return key == foldKey(name) || key == foldKey(first)
	}
	if is(cl.party.Name) {
		return true
	}
	for i := range cl.party.Names {
		if is(cl.party.Names[i].Text) {
			return true
		}
	}
	return false
}

// nobody are words in a maker's field that name nobody.
var nobody = wordSet(`n a na none nil null no not nothing unknown unk unspecified undefined unidentified unnamed unreadable illegible applicable
	available known stated given specified recorded provided found entered visible set assigned
	various varied mixed multiple several miscellaneous misc assorted other others any generic oem odm unbranded noname name brand brands branded make maker makers
	manufacturer manufacturers vendor default tbc tbd tba to be confirmed determined advised see model description label plate below above check
	test sample example new used old x xx xxx the of by and or filled o e m
	unbekannt diverse divers verschiedene verschieden sonstige ohne marke hersteller keine kein k
	inconnu inconnue divers diverses autre autres sans marque aucun fabricant
	desconocido desconocida varios varias otro otros sin marca ninguno fabricante
	desconhecido outros sem sconosciuto vari varie altro altri senza marca nessuno
	onbekend overig overige geen merk diversen nieznany inne rozne brak okand ukendt ukjent tuntematon`)

func wordSet(words string) map[string]bool {
	set := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		set[w] = true
	}
	return set
}

// saysNobody says whether a field names nobody: it holds signs, numbers, words
// for "not known", for things or for legal forms alone.
func (d *document) saysNobody(s *segment) bool {
	for i := range d.Tokens {
		tok := d.Tokens[i]
		at := d.RawAt(tok.Start)
		if at < s.start || at >= s.end || tok.Digits == tok.End-tok.Start {
			continue
		}
		w := d.Word(i)
		if _, product := d.ProductAt(i); !product && !nobody[w] && !isLegalForm(w) {
			return false
		}
	}
	return true
}

// isPhrase says whether a hit stands in a phrase of goods that is all its field
// holds, so that what is bought is what it names; or in a maker's field.
func (d *document) isPhrase(h *hit) bool {
	if h.kind != hitName || h.end == 0 || h.value != "" {
		return false
	}
	if h.typed {
		return true
	}
	return h.asked == line.Sure && h.stance == line.Plain && d.oneSentence(h.start)
}

// oneSentence says whether the field around a place of Fold is one sentence.
func (d *document) oneSentence(at int) bool {
	raw := d.RawAt(at)
	for i := range d.segments {
		s := &d.segments[i]
		if raw < s.start || raw >= s.end {
			continue
		}
		for k := range d.Tokens {
			if k+1 < len(d.Tokens) && d.RawAt(d.Tokens[k].Start) >= s.start && d.RawAt(d.Tokens[k+1].Start) < s.end && d.EndsSentence(k) {
				return false
			}
		}
		return true
	}
	return false
}
