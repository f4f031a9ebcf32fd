package attribution

import (
	"strings"

	"caveat.example/caveat/internal/line"
	"caveat.example/caveat/internal/register"
)

// The sentences that evidence is told in. They say what was seen and what the
// fact says of it, and no more.

func (c *casebook) nameEvidence(h *hit, s float64, rule string) Evidence {
	n := h.name
	kind := "name"
	if n.brand != nil && !n.stands {
		kind = "brand"
	}
	if rule == "" {
		rule = n.rule
	}
	says := "“" + n.shown + "” is a name of " + n.party.Name
	switch {
	case h.typoCut > 0:
		says = "looks like a misspelling of “" + n.shown + "”, a name of " + n.party.Name
	case h.foreign != "":
		says = "“" + n.shown + "” is a name of " + n.party.Name + ", but “" + h.foreign + "” points to another firm of that name"
	case h.doubt && !h.whole:
		says = "“" + n.shown + "” is a name of " + n.party.Name + ", but also a word in its own right"
	case n.kind == "legal":
		says = "it is the legal name of " + n.party.Name
	}
	return Evidence{
		Kind: kind, Value: h.says(c.doc), Field: h.key, Rule: rule, Says: says, Source: n.source.Text,
		Unverified: n.source.Unverified, Strength: s,
	}
}

func nameOpen(h *hit) string {
	switch {
	case h.foreign != "":
		return "“" + h.foreign + "” suggests another firm of the same name"
	case h.name.shared:
		return "several firms bear this name"
	case h.typoCut > 0:
		return "the name is misspelt, and may be another's"
	case h.doubt:
		return "the name is also a word in its own right"
	}
	return "the name alone is a weak sign here"
}

// askedOpen says why a plain name in a text does not decide. odd are the words
// beside it that a line of goods would not have.
func askedOpen(why line.Doubt, odd []string) string {
	switch why {
	case line.OddWords:
		return "only the name says so, and the line has words that a line of goods would not: “" + strings.Join(odd, "”, “") + "”; it may be a sentence, or name another firm"
	case line.NoGoods:
		return "only the name says so, and the line does not say what the thing is"
	case line.Gone:
		return "the text seems to say that the thing is there no more"
	case line.Topic:
		return "only the name says so, and the line seems to speak of such things at large"
	case line.Asks:
		return "the text asks, and does not say so"
	case line.OneOf:
		return "the text names this maker or another"
	case line.CountsNo:
		return "the text seems to say that there is none"
	case line.PartOf:
		return "the name may be part of somebody's number"
	case line.OfRules:
		return "the text speaks of rules about makers, and may name this one only for that"
	}
	return "the text itself is not sure of the name"
}

func patternSays(h *hit) string {
	p := h.pat
	of := p.party.Name
	if p.brand != nil && p.brand.Party != p.party.ID {
		of += " (sold as " + p.brand.ID + ")"
	}
	var says string
	switch p.Kind {
	case register.KindModel:
		says = "has the form of model numbers of " + of
	case register.KindFamily:
		says = "is a product line of " + of
	case register.KindFCC:
		says = "the FCC granted this code to " + of
	case register.KindSerial:
		says = "has the form of serial numbers of " + of
	case register.KindFirmware, register.KindFirmwareFile, register.KindOEMCode:
		says = "has the form of firmware of " + of
	case register.KindComponent:
		says = "is a part made by " + of
	case register.KindStorage:
		says = "is how recorders of " + of + " write their disks"
	default:
		says = "is what devices of " + of + " show on a network"
	}
	if h.relaxed {
		says += ", read without its dashes or with letters for digits"
	}
	if h.vague {
		says += "; another maker's numbers have the same form"
	}
	return says
}

func patternOpen(h *hit) string {
	switch {
	case h.vague:
		return "several makers use numbers of this form"
	case h.pat.Scope == "some" || h.pat.Scope == "past":
		return "not everything with a number of this form is made by " + h.pat.party.Name
	case h.pat.Unverified:
		return "the rule that reads this number has not been checked against a source"
	}
	return "this sign alone is not enough"
}

func brandSays(brand, maker string, m *register.Maker, scope string) string {
	line := ""
	if m.Line != "" {
		line = " (" + m.Line + ")"
	}
	switch scope {
	case "all":
		return maker + " makes what is sold as " + brand + line
	case "mixed":
		return maker + " makes part of what is sold as " + brand + line
	case "some":
		return maker + " makes some of what is sold as " + brand + line
	case "line":
		return maker + " makes this line of " + brand + line
	case "past":
		return maker + " used to make what was sold as " + brand + line
	case "disputed":
		return "sources disagree whether " + maker + " makes what is sold as " + brand + line
	}
	return maker + " has been said to make what is sold as " + brand + line
}

func brandOpen(brand, maker string, m *register.Maker, scope string) string {
	switch scope {
	case "disputed":
		return "sources disagree whether " + maker + " makes " + brand + "'s products"
	case "some", "mixed":
		return "only some of " + brand + "'s products are made by " + maker
	case "past":
		return maker + " made " + brand + "'s products in the past" + until(m.Until) + "; when this one was made is not known"
	case "all", "line":
		if m.From != "" || m.Until != "" {
			return maker + " made " + brand + "'s products" + since(m.From) + until(m.Until) + "; when this one was made is not known"
		}
		return "the brand's name alone is not certain here"
	}
	return "whether " + maker + " makes " + brand + "'s products is not known"
}

func since(day string) string {
	if day == "" {
		return ""
	}
	return " from " + day
}

func until(day string) string {
	if day == "" {
		return ""
	}
	return " until " + day
}

func settleBrand(m *register.Maker) string {
	if m.From != "" || m.Until != "" || m.Scope == "past" {
		return "the day of purchase or manufacture, or " + settleBy
	}
	return settleBy
}
