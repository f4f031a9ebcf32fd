package safe_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"caveat.example/caveat/internal/report/safe"
)

func TestLine(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"plain text is left alone", "Annke C800 4K turret", "Annke C800 4K turret"},
		{"other scripts are left alone", "海康威视 Хиквижн هيكفيجن", "海康威视 Хиквижн هيكفيجن"},
		{"joiners that scripts need are left alone", "می\u200cخواهم", "می\u200cخواهم"},
		{"line breaks become spaces", "a\r\nb\tc\u2028d", "a  b c d"},
		{"a terminal's commands are shown", "\x1b[2Jall clear", "<U+001B>[2Jall clear"},
		{"so are the one-character ones", "\u009b2J", "<U+009B>2J"},
		{"bidirectional overrides are shown", "A\u202egpj.exe", "A<U+202E>gpj.exe"},
		{"isolates are shown", "\u2066x\u2069", "<U+2066>x<U+2069>"},
		{"zero width is shown", "Hik\u200bvision", "Hik<U+200B>vision"},
		{"tags are shown", "a\U000e0041", "a<U+E0041>"},
		{"broken bytes are marked", "a\xffb", "a\ufffdb"},
		{"delete is shown", "a\x7f", "a<U+007F>"},
	}
	for _, tt := range tests {
		if got := safe.Line(tt.in); got != tt.want {
			t.Errorf("%s: Line(%q) = %q, want %q", tt.name, tt.in, got, tt.want)
		}
	}
}

// What Line returns can be shown, and showing it again changes nothing.
func FuzzLine(f *testing.F) {
	f.Add("\x1b]0;x\a\u202e\xff")
	f.Fuzz(func(t *testing.T, s string) {
		got := safe.Line(s)
		if !utf8.ValidString(got) || strings.ContainsFunc(got, func(r rune) bool { return r < ' ' || r >= 0x7f && r < 0xa0 }) {
			t.Errorf("Line(%q) = %q, which cannot be shown", s, got)
		}
		if again := safe.Line(got); again != got {
			t.Errorf("Line(Line(%q)) = %q, want %q", s, again, got)
		}
	})
}

func TestCell(t *testing.T) {
	tests := []struct{ in, want string }{
		{`=HYPERLINK("http://x")`, `'=HYPERLINK("http://x")`},
		{"+44 20", "'+44 20"},
		{"-12", "'-12"},
		{"@SUM(A1)", "'@SUM(A1)"},
		{"\t=1", "'\t=1"},
		{"\r=1", "'\r=1"},
		{"＝1", "'＝1"},
		{"", ""},
		{"Axis", "Axis"},
		{"a=b", "a=b"},
		{" =1", " =1"},
	}
	for _, tt := range tests {
		if got := safe.Cell(tt.in); got != tt.want {
			t.Errorf("Cell(%q) = %q, want %q", tt.in, got, tt.want)
		}
	}
}

func TestCut(t *testing.T) {
	if got, want := safe.Cut("short", 5), "short"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := safe.Cut("海康威视", 7), "海康 … [6 of 12 bytes shown]"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWidth(t *testing.T) {
	tests := []struct {
		in   string
		want int
	}{{"abc", 3}, {"海康威视", 8}, {"é", 1}, {"e\u0301", 1}, {"📷", 2}, {"", 0}}
	for _, tt := range tests {
		if got := safe.Width(tt.in); got != tt.want {
			t.Errorf("Width(%q) = %d, want %d", tt.in, got, tt.want)
		}
	}
}

func TestWrap(t *testing.T) {
	tests := []struct {
		name, in string
		n        int
		want     []string
	}{
		{"nothing is one empty line", "", 10, []string{""}},
		{"breaks at spaces", "one two three", 7, []string{"one two", "three"}},
		{"breaks a word that is too long", "abcdefgh", 3, []string{"abc", "def", "gh"}},
		{"counts wide characters as two", "海康威视数字", 4, []string{"海康", "威视", "数字"}},
		{"never loops on a column too narrow", "海康", 1, []string{"海", "康"}},
		{"breaks a path at a slash", "/awards/0/items/12", 10, []string{"/awards/0/", "items/12"}},
		{"goes on after a long word", "abcdef gh", 4, []string{"abcd", "ef", "gh"}},
	}
	for _, tt := range tests {
		if got := safe.Wrap(tt.in, tt.n); !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
}
