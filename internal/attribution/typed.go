package attribution

import (
	"iter"
	"strings"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/line"
	"caveat.example/caveat/internal/register"
)

// readTyped reads the fields that have a form of their own, and hardware
// addresses in the text.
func (x *Index) readTyped(d *document, hits []hit) []hit {
	names := hits[:len(hits):len(hits)]
	for i := range d.typed {
		f := &d.typed[i]
		switch f.Key {
		case inventory.MAC, inventory.SignalARPMAC:
			for mac := range macsIn(f.Value) {
				hits = x.readMAC(f.Key, mac, hits)
			}
		case inventory.FCCID:
			hits = x.readFCC(d, names, f, hits)
		case inventory.SupplierID:
			if p := x.ids[foldKey(f.Value)]; p != nil {
				hits = append(hits, hit{kind: hitID, party: p, key: f.Key, value: f.Value})
			}
		case inventory.SignalHearsay, inventory.Port:
		default:
			if len(f.Value) <= maxTyped && !strings.HasPrefix(f.Key, inventory.SignalRaw) {
				hits = x.readValue(d, names, f, hits)
			}
		}
	}
	if d.sifted == nil || d.sifted.serials {
		hits = x.serialsInText(d, names, hits)
	}
	if d.sifted == nil || d.sifted.macs {
		hits = x.macsInText(d, hits)
	}
	return hits
}

// serialsInText reads what follows "S/N" or "serial" in a line as a serial
// number.
func (x *Index) serialsInText(d *document, names, hits []hit) []hit {
	for i := 0; i+1 < len(d.Tokens); i++ {
		next := i + 1
		switch w := d.Word(i); {
		case serialWord(w):
		case w == "s" && d.Word(next) == "n":
			next++
		default:
			continue
		}
		for ; next < len(d.Tokens) && next < i+4; next++ { // "serial no."
			if tok := d.Tokens[next]; tok.Digits > 2 && tok.End-tok.Start > 7 {
				f := inventory.Field{Key: inventory.Serial, Value: d.Span(tok.Start, tok.End)}
				hits = x.readValue(d, names, &f, hits)
				break
			}
		}
	}
	return hits
}

// maxTyped bounds a typed field's value; what is longer is not of its form.
const maxTyped = 2048

// macsIn gives the hardware addresses of a field, which may hold several.
func macsIn(value string) iter.Seq[string] {
	return strings.FieldsFuncSeq(value, func(r rune) bool { return r == ';' || r == ',' || r == ' ' || r == '\n' })
}

// readMAC looks up who registered a hardware address.
func (x *Index) readMAC(key, mac string, hits []hit) []hit {
	prefix, ok, err := x.reg.Lookup(mac)
	if err != nil || !ok || prefix.Party == "" {
		return hits // not known is never "not theirs"
	}
	if p := x.reg.Party(prefix.Party); p != nil {
		hits = append(hits, hit{kind: hitMAC, party: p, prefix: prefix, key: key, value: mac})
	}
	return hits
}

// macsInText finds hardware addresses written in a line: six pairs of digits
// with colons or dashes.
func (x *Index) macsInText(d *document, hits []hit) []hit {
	for i := 0; i+5 < len(d.Tokens); i++ {
		if !d.isMACAt(i) {
			continue
		}
		start, end := d.Tokens[i].Start, d.Tokens[i+5].End
		before := len(hits)
		hits = x.readMAC(d.key(start), d.Fold[start:end], hits)
		if len(hits) > before {
			hits[before].start, hits[before].end, hits[before].value = start, end, ""
		}
		i += 5
	}
	return hits
}

func (d *document) isMACAt(i int) bool {
	sep := byte(0)
	for k := range 6 {
		w := d.Word(i + k)
		if len(w) != 2 || !isHex(w[0]) || !isHex(w[1]) {
			return false
		}
		if k == 5 {
			return true
		}
		gap := d.Between(i + k)
		if len(gap) != 1 || gap[0] != ':' && gap[0] != '-' || sep != 0 && gap[0] != sep {
			return false
		}
		sep = gap[0]
	}
	return false
}

func isHex(c byte) bool { return c >= '0' && c <= '9' || c >= 'a' && c <= 'f' }

// readFCC reads an FCC identifier: by the rules of makers, else by the
// grantee's code, which is its first three characters, or five where it begins
// with a digit.
func (x *Index) readFCC(d *document, names []hit, f *inventory.Field, hits []hit) []hit {
	text := line.New(strings.TrimPrefix(strings.TrimSpace(strings.TrimPrefix(strings.ToUpper(strings.TrimSpace(f.Value)), "FCC ID")), ":"))
	before := len(hits)
	for _, p := range x.patterns.all {
		if p.Kind != register.KindFCC || p.party == nil {
			continue
		}
		p.ready()
		if at := p.find.FindStringIndex(text.Fold); at != nil && at[0] <= 1 {
			hits = append(hits, hit{kind: hitPattern, pat: p, key: f.Key, value: f.Value})
			return hits
		}
	}
	folded := foldKey(text.Raw)
	n := 3
	if folded != "" && folded[0] >= '0' && folded[0] <= '9' {
		n = 5
	}
	if len(folded) > n && len(hits) == before {
		if p := x.grantees[folded[:n]]; p != nil {
			hits = append(hits, hit{kind: hitID, party: p, key: f.Key, value: f.Value})
		}
	}
	return hits
}

// readValue reads a serial number, a firmware version, or what a device showed
// of itself: by the rules for that field, and by those for any text.
func (x *Index) readValue(d *document, names []hit, f *inventory.Field, hits []hit) []hit {
	before := len(hits)
	bare := strings.TrimPrefix(f.Key, inventory.Signal)
	for _, key := range []string{f.Key, bare} {
		for _, p := range x.patterns.field[key] {
			p.ready()
			if at := p.find.FindStringIndex(f.Value); at != nil && p.party != nil && !seenRule(hits[before:], p) {
				if p.NeedsContext && !p.hasContext(d, names, &d.Text, -1) {
					continue
				}
				hits = append(hits, hit{kind: hitPattern, pat: p, key: f.Key, value: f.Value})
			}
		}
		if key == bare {
			break
		}
	}
	if inventory.OpaqueSignal(f.Key) {
		return hits // a model's form in a random number is chance
	}
	text := line.New(f.Value)
	for _, h := range x.patterns.scan(d, &text, names, nil, f.Key) {
		if f.Key == inventory.Serial && (h.start > 0 || h.end < 9) && h.pat.Kind == register.KindModel {
			continue // a model number in a serial stands at its beginning
		}
		if !seenParty(hits[before:], h.pat.party) {
			h.start, h.end = 0, 0
			hits = append(hits, h)
		}
	}
	if strings.HasPrefix(f.Key, inventory.Signal) {
		sub := &document{Text: text, segments: []segment{{f.Key, 0, len(f.Value)}}}
		for _, h := range x.names.find(sub) {
			if !h.name.common && h.foreign == "" {
				h.value, h.start, h.end = f.Value, 0, 0
				hits = append(hits, h)
			}
		}
	}
	return hits
}

func seenRule(hits []hit, p *pattern) bool {
	for i := range hits {
		if hits[i].pat == p {
			return true
		}
	}
	return false
}

func seenParty(hits []hit, p *register.Party) bool {
	for i := range hits {
		if hits[i].pat != nil && hits[i].pat.party == p {
			return true
		}
	}
	return false
}
