package attribution

import (
	"strings"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/line"
	"caveat.example/caveat/internal/register"
)

// A channel is a way in which a thing tells who made it. Pieces of evidence of
// one channel repeat each other, so only the strongest counts; channels are
// independent of each other, so they add up.
type channel uint8

const (
	chLabel channel = iota // names: maker's field, brand, words of a line
	chModel                // model numbers and product lines
	chFCC                  // FCC identifier: the label's, but granted to one applicant
	chMAC                  // hardware address
	chSerial
	chFirmware
	chWire   // what it shows on a network because of how its firmware works
	chStated // what it says of itself on a network
	chPart   // parts inside
	chID     // official number of a firm
	channels
)

// The strengths, each on its own, of a well-sourced fact. doc/evidence.md gives
// the reasons. A fact of medium confidence keeps 95 %, of low confidence 70 %,
// and one that nobody has checked 93 % of it.
const (
	strongID        = 0.97 // official number
	strongFCC       = 0.95
	strongWire      = 0.95 // discovery protocol, challenge, certificate authority
	strongFirmware  = 0.92
	strongField     = 0.92 // the name is all that a maker's field says
	strongModel     = 0.90
	strongMAC       = 0.88
	strongName      = 0.88 // the name in a maker's field, or in a line
	strongSerial    = 0.85
	strongFamily    = 0.85 // name of a product line
	strongBrandAll  = 0.87 // a brand whose products one maker makes, all of them
	strongBrandLine = 0.80 // … of which one line is one maker's, and the line is named
	strongBrandSome = 0.55
	strongBrandPast = 0.40
	strongBrandRest = 0.30 // in dispute, or nobody knows
	strongStated    = 0.70 // a device's own words
	strongPart      = 0.80
	strongHint      = 0.40 // widely copied: stream paths, icons, ports
	strongNote      = 0.50 // a name in notes, in an unknown column or as a host name
)

// The least confidence of each band.
const (
	sureIdentified = 0.75
	sureProbable   = 0.50
	surePossible   = 0.10
)

// doubted gives the most that a doubted name or number is worth, from how often
// such lines meant the maker (see TestBands).
func doubted(why line.Doubt, likely bool) float64 {
	switch {
	case why == line.Gone:
		return 0.6
	case why == line.Unsure:
		return 0.5
	case why == line.OneOf:
		return 0.45
	case likely && (why == line.OddWords || why == line.NoGoods):
		return 0.55
	}
	return 0.3
}

func band(confidence float64) Band {
	switch {
	case confidence >= sureIdentified:
		return Identified
	case confidence >= sureProbable:
		return Probable
	case confidence >= surePossible:
		return Possible
	}
	return Unidentified
}

// checked lowers a strength by how well its fact has been checked.
func checked(strength float64, s *register.Source) float64 {
	switch s.Confidence {
	case "medium":
		strength *= 0.95
	case "low":
		strength *= 0.70
	}
	if s.Unverified {
		strength *= 0.93
	}
	return strength
}

// weighName gives what a name's hit is worth as evidence that its party is
// meant, before asking who makes what bears the name.
func weighName(h *hit) float64 {
	s := strongName
	switch {
	case h.whole:
		s = strongField
	case strings.HasPrefix(h.key, inventory.Signal):
		s = strongStated
	case h.key == inventory.Notes, h.key == inventory.Name, strings.HasPrefix(h.key, inventory.Other):
		s = strongNote
	case h.key == inventory.Category:
		s = 0.6
	}
	if h.doubt && !h.whole {
		if h.near {
			s *= 0.92
		} else {
			s *= 0.40
		}
	}
	if h.foreign != "" {
		s *= 0.35
	}
	if h.typoCut > 0 {
		s *= h.typoCut
	}
	if h.name.shared {
		s *= 0.6
	}
	return s
}

// weighPattern gives what a pattern's match is worth, and its channel.
func weighPattern(h *hit, hearsay, structuralSignal bool) (s float64, ch channel, structural bool) {
	p := h.pat
	s, ch, structural = defaultOf(p.Kind)
	if p.Strength > 0 {
		s = p.Strength
	}
	structural = structural || p.Structural
	if strings.HasPrefix(h.key, inventory.Signal) {
		structural = structural && structuralSignal && !hearsay
		if ch == chModel || !structural {
			s, ch = min(s, strongStated), chStated
		}
	}
	s = checked(s, &p.Source)
	if p.quoted {
		s, structural = s*0.93, false // somebody says that the device showed it
	}
	if h.relaxed {
		s *= 0.93
	}
	if h.vague {
		s *= 0.6
	}
	if p.Scope == "some" || p.Scope == "past" {
		s = min(s, strongBrandSome)
	}
	return s, ch, structural
}

// worth gives what a match of the pattern is worth on its own, to choose
// between rules that read the same number.
func (p *pattern) worth() float64 {
	s, _, _ := defaultOf(p.Kind)
	if p.Strength > 0 {
		s = p.Strength
	}
	s = checked(s, &p.Source)
	if p.Scope == "some" || p.Scope == "past" {
		s = min(s, strongBrandSome)
	}
	return s
}

// defaultOf gives the strength, channel and nature of a kind of pattern.
func defaultOf(kind string) (float64, channel, bool) {
	switch kind {
	case register.KindModel:
		return strongModel, chModel, false
	case register.KindFamily:
		return strongFamily, chModel, false
	case register.KindFCC:
		return strongFCC, chFCC, false
	case register.KindSerial:
		return strongSerial, chSerial, true
	case register.KindFirmware, register.KindFirmwareFile, register.KindOEMCode, register.KindStorage:
		return strongFirmware, chFirmware, true
	case register.KindComponent:
		return strongPart, chPart, true
	case register.KindRealm, register.KindDiscovery, register.KindTLS, register.KindHTTPPath, register.KindBody, register.KindEthertype, register.KindScope, register.KindMDNS:
		return strongWire, chWire, true
	case register.KindServer, register.KindTitle, register.KindBanner, register.KindSNMP:
		return strongStated, chStated, false
	}
	return strongHint, chWire, false
}
