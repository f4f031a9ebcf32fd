package name

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFold(t *testing.T) {
	for _, tt := range []struct{ about, in, want string }{
		{"nothing to do", "hikvision uk", "hikvision uk"},
		{"case and spaces", "  HikVision \t UK ", "hikvision uk"},
		{"full width", "ＨＩＫＶＩＳＩＯＮ　ＵＫ", "hikvision uk"},
		{"diacritics", "Škoda Électronique Łódź Ørsted Groß", "skoda electronique lodz orsted gross"},
		{"ligature", "ﬁrma", "firma"},
		{"Cyrillic о in a Latin word", "HIKVISIОN", "hikvision"},
		{"Latin x in a Cyrillic word", "xиквижн", "хиквижн"},
		{"a Cyrillic word stays", "Хиквижн Ёлка Чайковский", "хиквижн елка чайковский"},
		{"Chinese stays", "杭州海康威视", "杭州海康威视"},
		{"Kana keeps its voicing", "ガス", "ガス"},
		{"half-width kana", "ｶﾞｽ", "ガス"},
		{"Hangul stays composed", "한화비전", "한화비전"},
		{"Arabic vowel signs and Persian letters", "شَرِكَة توکلی", "شركه توكلي"},
		{"Hebrew points", "חַוָּה", "חוה"},
		{"invisible characters", "Hik\u200bvi\u00adsion\u202e", "hikvision"},
		{"not UTF-8", "Hik\xffvision", "hikvision"},
		{"quotes and dashes", "‘Вымпел’ – «A»", `'вымпел' - "a"`},
		{"only spaces", " \u3000 ", ""},
		{"empty", "", ""},
		{"a flood of marks", "a" + strings.Repeat("\u0301", 1000) + "b", "ab"},
	} {
		if got := Fold(tt.in); got != tt.want {
			t.Errorf("%s: Fold(%q) = %q, want %q", tt.about, tt.in, got, tt.want)
		}
	}
}

// Folding twice must change nothing, and what comes out is valid and bounded.
func FuzzFold(f *testing.F) {
	for _, s := range []string{"HIKVISIОN", "ガス", "é\u0301", "\xff\xfe", "각", "İstanbul", "ﷺ", "ΟΔΟΣ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if !utf8.ValidString(once) {
			t.Fatalf("Fold(%q) = %q: not UTF-8", s, once)
		}
		if twice := Fold(once); twice != once {
			t.Fatalf("Fold(%q) = %q, and folded again %q", s, once, twice)
		}
		if len(once) > 40*len(s) {
			t.Fatalf("Fold grew %d bytes to %d", len(s), len(once))
		}
	})
}
