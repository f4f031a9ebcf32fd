package attribution

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/internal/line"
	"caveat.example/caveat/internal/register"
	"caveat.example/caveat/makers"
)

func wholeIndex(t testing.TB) *Index {
	t.Helper()
	reg, err := register.Load(makers.FS())
	if err != nil {
		t.Fatal(err)
	}
	return New(reg)
}

// TestPrefilterLosesNothing: wherever an expression matches one of its own
// examples, its beginning is found there too. The oracle runs the expression
// over the whole text, as the engine never does.
func TestPrefilterLosesNothing(t *testing.T) {
	x := wholeIndex(t)
	for _, p := range x.patterns.all {
		if slices.Contains(x.patterns.always, p) || p.Field != "" && !textField(p.Field) {
			continue
		}
		re := regexp.MustCompile("(?i)" + p.expr)
		for _, ex := range p.Examples {
			for _, around := range []string{"%", "4 x % (white)", "see https://shop.example/%?a=1", "№ %, Вход"} {
				text := line.New(strings.ReplaceAll(around, "%", ex))
				at := re.FindStringIndex(text.Fold)
				if at == nil {
					continue
				}
				if !x.patterns.begins(p, &text, at[0]) {
					t.Errorf("%s: %q at %d of %q is not found by its beginning", p.ID, text.Fold[at[0]:at[1]], at[0], text.Fold)
				}
			}
		}
	}
	if n := len(x.patterns.always); n > 0 {
		for _, p := range x.patterns.always {
			t.Logf("%s can begin with anything: it is read in typed fields alone", p.ID)
		}
	}
}

// begins says whether the strict keys lead to the pattern at a place.
func (t *patternTable) begins(p *pattern, text *line.Text, pos int) bool {
	var buf [keyLen + 4]byte
	key := strictKey(buf[:0], text.Fold[pos:])
	for n := 1; n <= len(key); n++ {
		if slices.Contains(t.strict.at[string(key[:n])], p) {
			i := text.At(pos)
			wordStart := i < len(text.Tokens) && text.Tokens[i].Start == pos
			return wordStart || !asciiAlnum(text.Fold[pos])
		}
	}
	return false
}

func asciiAlnum(c byte) bool { return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' }

// naive finds names as one would by hand: every name at every place, by whole
// words, and of two that overlap the one that begins first, then the longer.
func (t *nameTable) naive(d *document) []string {
	type span struct{ from, to int }
	var found []span
	for i := range d.Tokens {
		for n := 1; i+n <= len(d.Tokens); n++ {
			words := make([]string, n)
			for k := range n {
				words[k] = d.Word(i + k)
			}
			wide := slices.ContainsFunc(d.Tokens[i:i+n], func(t line.Token) bool { return t.Wide })
			if len(t.byText[strings.Join(words, " ")]) > 0 && !wide {
				found = append(found, span{i, i + n})
			}
			if n > 12 {
				break
			}
		}
	}
	var out []string
	next := 0
	for i := range d.Tokens {
		best := 0
		for _, s := range found {
			if s.from == i && i >= next && s.to > best {
				best = s.to
			}
		}
		if best > 0 {
			out = append(out, d.Fold[d.Tokens[i].Start:d.Tokens[best-1].End])
			next = best
		}
	}
	return out
}

// FuzzNames: the table finds what the naive search finds, typing errors and
// joined names aside, and never cuts into a word.
func FuzzNames(f *testing.F) {
	x := wholeIndex(f)
	for _, s := range []string{"Hikvision and Dahua", "Johnson Controls exacqVision", "Huawei Technologies Deutschland GmbH", "Alhua Hikvisionary", "海康威视DS-2CD", "I-PRO i PRO W-Box"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if strings.ContainsAny(s, ";!?\n") || strings.Contains(s, "    ") {
			return // names do not reach over ends of clauses
		}
		var g gathering
		g.collect(&inventory.Item{Text: s})
		d := g.document()
		var got []string
		for _, h := range x.names.find(d) {
			i, j := d.At(h.start), d.At(h.end-1)
			if !d.Tokens[i].Wide && (d.Tokens[i].Start != h.start || d.Tokens[j].End != h.end) {
				t.Errorf("%q: %q cuts into a word", s, d.Fold[h.start:h.end])
			}
			if v := d.Fold[h.start:h.end]; len(got) == 0 || got[len(got)-1] != v {
				got = append(got, v)
			}
		}
		for _, want := range x.names.naive(d) {
			refs := x.names.byText[strings.Join(strings.FieldsFunc(want, func(r rune) bool { return r == ' ' || r == '-' || r == '.' || r == '_' }), " ")]
			certain := slices.ContainsFunc(refs, func(k int32) bool { r := &x.names.refs[k]; return !r.common && r.tail == "" })
			if certain && !slices.ContainsFunc(got, func(g string) bool { return strings.Contains(g, want) }) && len(got) < maxHits/2 {
				t.Errorf("%q: the name %q is not found in %q", s, want, got)
			}
		}
	})
}

// FuzzAttribute: whatever the line, the answer is the same twice, names only
// parties of the register, and never clears what it does not decide.
func FuzzAttribute(f *testing.F) {
	x := wholeIndex(f)
	for _, s := range []string{"Hikvision DS-2CD2143G2-I", "no Hikvision, Dahua; replace X with Axis", "58:50:ED:1F:E3:85", "\x00\xff☃ﷺ", "DS-2CD2143G2-I DS2CD IPC-HFW2431S 大华会计 大华摄像机", strings.Repeat("-", 300), "FCC ID: YAMAHA"} {
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, text, maker string) {
		item := inventory.Item{Kind: inventory.Asset, Text: text, Fields: inventory.Fields{{Key: inventory.Maker, Value: maker}}}
		first, second := x.Attribute(item), x.Attribute(item)
		if len(first) != len(second) {
			t.Fatalf("%q: %d answers, then %d", text, len(first), len(second))
		}
		for i, a := range first {
			if a.Party != second[i].Party || a.Confidence != second[i].Confidence {
				t.Errorf("%q: answers differ", text)
			}
			if x.reg.Party(a.Party) == nil || len(a.Evidence) == 0 || a.Confidence < 0 || a.Confidence > 0.99 {
				t.Errorf("%q: %+v", text, a)
			}
			if a.Clearable && !a.Decides && a.Role == Maker {
				t.Errorf("%q: %s may clear what it does not decide", text, a.Party)
			}
		}
	})
}
