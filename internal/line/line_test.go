package line_test

import (
	"strings"
	"testing"

	"caveat.example/caveat/internal/line"
)

func TestSpanGivesWhatWasWritten(t *testing.T) {
	for _, tt := range []struct{ text, folded, want string }{
		{"HIKVISION dome", "hikvision", "HIKVISION"},
		{"Hikvision’s cameras", "hikvision", "Hikvision"},
		{"Geutebrück G-Scope", "geutebruck", "Geutebrück"},
		{"ＨＩＫ　ＤＳ－２", "ds-2", "ＤＳ－２"},
		{"买海康威视的", "海康威视", "海康威视"},
		{"Straße Nord", "strasse", "Straße"},
		{"Straße Nord", "nord", "Nord"},
		{"name/AXIS%20M3045-V", "m3045-v", "M3045-V"},
		{"100% 20 mm", "20", "20"},
	} {
		l := line.New(tt.text)
		at := strings.Index(l.Fold, tt.folded)
		if at < 0 {
			t.Errorf("%q folds to %q, which has no %q", tt.text, l.Fold, tt.folded)
			continue
		}
		if got := l.Span(at, at+len(tt.folded)); got != tt.want {
			t.Errorf("%q: %q was written %q, want %q", tt.text, tt.folded, got, tt.want)
		}
	}
}

// mentions reads a text in which [X] marks names and {X} numbers.
func mentions(marked string) (line.Text, []line.Mention) {
	var plain strings.Builder
	var ms []line.Mention
	for i := 0; i < len(marked); i++ {
		switch marked[i] {
		case '[', '{':
			ms = append(ms, line.Mention{Start: plain.Len(), Number: marked[i] == '{'})
		case ']', '}':
			ms[len(ms)-1].End = plain.Len()
			ms[len(ms)-1].Who = plain.String()[ms[len(ms)-1].Start:][:1] // Acme, A-1
		default:
			plain.WriteByte(marked[i])
		}
	}
	l := line.New(plain.String())
	for k := range ms { // the folded text may be longer or shorter
		ms[k].Start = len(line.New(plain.String()[:ms[k].Start]).Fold)
		ms[k].End = len(line.New(plain.String()[:ms[k].End]).Fold)
	}
	return l, ms
}

// stances gives the stance of each mention of a marked text.
func stances(marked string) string {
	l, ms := mentions(marked)
	l.Stances(ms)
	words := map[line.Stance]string{line.Plain: "plain", line.Excluded: "excluded", line.Compared: "compared", line.Former: "former"}
	var out []string
	for _, m := range ms {
		s := words[m.Stance]
		if m.Open {
			s += " open"
		}
		if m.Doubt != line.Sure {
			s += " doubted"
		}
		out = append(out, s)
	}
	return strings.Join(out, ", ")
}

func TestStances(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"[Acme] dome", "plain"},
		{"not [Acme]", "excluded"},
		{"no [Acme], [Bolt] or [Cord] equipment", "excluded, excluded, excluded"},
		{"no [Acme], [Bolt] {B-100}", "excluded, plain, plain"},
		{"4 no [Acme] domes", "plain"},
		{"no. 12 [Acme] dome", "plain"},
		{"model no [Acme] {A-1}", "plain, plain"},
		{"camera not recording, [Acme] dome", "plain"},
		{"cables not included. [Acme] dome", "plain"},
		{"replace [Acme] with [Bolt]", "excluded, plain"},
		{"[Acme] to be replaced by [Bolt]", "excluded, plain"},
		{"[Bolt] replaces [Acme]", "plain, excluded"},
		{"replacement [Acme] dome", "plain"},
		{"[Acme] {A-1} dome (replaced fuse 03/22)", "plain, plain"},
		{"replaced the battery of [Acme] {A-1}", "plain, plain"},
		{"replace battery in [Acme] {A-1}", "plain, plain"},
		{"[Acme] durch [Bolt] ersetzen", "excluded, plain"},
		{"remplacer [Acme] par [Bolt]", "excluded, plain"},
		{"compatible with [Acme] and [Bolt]", "compared, compared"},
		{"[Acme]-compatible bracket", "compared"},
		{"bracket for [Acme] dome", "compared"},
		{"quotation for [Acme] dome", "plain"},
		{"[Acme] dome or equivalent", "plain open"},
		{"[Acme] dome. Battery or equivalent", "plain"},
		{"formerly [Acme]", "former"},
		{"ex-demo [Acme] dome", "plain"},
		{"possibly [Acme]", "plain doubted"},
		{"[Acme]?", "plain doubted"},
		{"[Bolt] instead of [Acme]", "plain, excluded"},
		{"[Acme] is not accepted", "excluded"},
		{"excluded: [Acme]; wanted: [Bolt]", "excluded, plain doubted"},
		{"contractor to certify that [Acme] gear is left out", "plain doubted"},
		{"[Acme] {A-1}, NDAA compliant", "plain, plain"},
		{"[Acme]-free", "excluded"},
		{"free [Acme] dome", "plain"},
	} {
		if got := stances(tt.text); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.text, got, tt.want)
		}
	}
}

// A place that is called after a trade is where a thing stands; the same word
// beside a name speaks of a firm of that name.
func TestForeignTrade(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"Acme hotel furniture", "hotel"},
		{"Acme, hotel lobby", ""},
		{"Acme recorder hotel lobby", ""},
		{"Acme units car park", ""},
		{"Acme car battery", "car"},
		{"Acme built-in oven", "oven"},
	} {
		l := line.New(tt.text)
		if got := l.ForeignTrade(1, len("Acme")); got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestProduct(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"4MP dome", "ip_camera"},
		{"domes, car park", "ip_camera"},
		{"Netzwerkkamera außen", "ip_camera"},
		{"8ch network video recorder", "nvr"},
		{"Funkgerät mit Ladeschale", "handheld_radio"},
		{"网络摄像机", "ip_camera"},
		{"对讲机", "handheld_radio"},
		{"body worn camera", "body_worn_camera"},
		{"PoE switch 24 port", "network_switch"},
		{"point d'accès Wi-Fi", "wireless_access_point"},
		{"Überwachungskamera", "ip_camera"},
		{"office chair", ""},
	} {
		l := line.New(tt.text)
		if got := l.Product().Kind; got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.text, got, tt.want)
		}
	}
}

// FuzzNew: tokens lie in order inside the folded text, and every span of it
// leads back into what was written.
func FuzzNew(f *testing.F) {
	for _, s := range []string{"Hikvision’s", "ß\xffа́ ﬁ", "買\u0301x", "\u0345\u200d"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		l := line.New(s)
		end := 0
		for i, tok := range l.Tokens {
			if tok.Start < end || tok.End <= tok.Start || tok.End > len(l.Fold) {
				t.Fatalf("%q: token %d is %v after %d of %d", s, i, tok, end, len(l.Fold))
			}
			end = tok.End
			if w := l.Span(tok.Start, tok.End); w == "" || !strings.Contains(s, w) {
				t.Errorf("%q: token %q was written %q", s, l.Word(i), w)
			}
			l.ProductAt(i)
		}
		l.Product()
	})
}
