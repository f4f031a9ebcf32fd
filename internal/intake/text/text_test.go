package text_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/intaketest"
	"caveat.example/caveat/internal/intake/text"
	"github.com/google/go-cmp/cmp"
)

func read(t *testing.T, content, as string) []string {
	t.Helper()
	var got []string
	opt := intake.Options{Readers: []intake.Reader{text.Reader{}}, As: as}
	for item, err := range intake.Walk(t.Context(), []string{"-"}, strings.NewReader(content), opt) {
		if skip, ok := errors.AsType[*intake.Skip](err); ok {
			reason, _, _ := strings.Cut(skip.Reason, ":")
			got = append(got, "skip "+skip.Origin.At+": "+reason)
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("%s %s: %s", item.Kind, item.Origin.At, item.Text))
	}
	return got
}

func TestItems(t *testing.T) {
	long := strings.Repeat("The council decided again. ", 8)
	tests := []struct {
		name, content, as string
		want              []string
	}{
		{
			"paragraphs broken into lines", "The council bought\nHikvision cameras.\n\nIt was told.\n", "",
			[]string{"passage lines 1-2: The council bought\nHikvision cameras.", "passage line 4: It was told."},
		},
		{
			"a paragraph on each line", long + "\n" + long + "\n", "",
			[]string{"passage line 1: " + strings.TrimSpace(long), "passage line 2: " + strings.TrimSpace(long)},
		},
		{
			"list of equipment", "- 4x Hikvision DS-2CD2143G2-I\n- 2x Axis P3245\n---\n- 1 NVR 16 channel\n", "",
			[]string{"bid_line line 1: 4x Hikvision DS-2CD2143G2-I", "bid_line line 2: 2x Axis P3245", "bid_line line 4: 1 NVR 16 channel"},
		},
		{"one model", "DS-2CD2143G2-I", "", []string{"bid_line line 1: DS-2CD2143G2-I"}},
		{"the user says what it is", "Axis\nBosch\n", intake.AsInventory, []string{"asset line 1: Axis", "asset line 2: Bosch"}},
		{"CR alone", "2x Axis P1\r3x Axis P2\r", "", []string{"bid_line line 1: 2x Axis P1", "bid_line line 2: 3x Axis P2"}},
		{"Windows-1252", "Die K\xe4mmerei kaufte Kameras.", "", []string{"passage line 1: Die Kämmerei kaufte Kameras."}},
		{"UTF-16", "\xfe\xff\x00A\x00 \x00d\x00o\x00g\x00.", "", []string{"passage line 1: A dog."}},
		{
			"a line too long", "One dog ran.\n" + strings.Repeat("x", 3<<20) + "\nTwo dogs ran.", "",
			[]string{"passage line 1: One dog ran.", "skip line 2: the line has 3145729 bytes, more than the 1048576 that are read of a record", "passage line 3: Two dogs ran."},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, read(t, tt.content, tt.as)); diff != "" {
				t.Errorf("items (-want +got):\n%s", diff)
			}
		})
	}
}

func FuzzItems(f *testing.F) {
	f.Add("a\n\nb\r\nc")
	f.Add("\xff\xfea\x00")
	f.Fuzz(func(t *testing.T, content string) {
		opt := intake.Options{Readers: []intake.Reader{text.Reader{}}, Limits: intake.Limits{Record: 64}}
		for item, err := range intake.Walk(t.Context(), []string{"-"}, strings.NewReader(content), opt) {
			if err == nil && (item.Origin.Source == "" || item.Origin.At == "" || item.Text == "") {
				t.Errorf("an item without an origin or text: %+v", item)
			}
		}
	})
}

func TestHostile(t *testing.T) {
	intaketest.Hostile(t, text.Reader{}, []byte("4x Hikvision DS-2CD2143G2-I\n2x Axis P3245\n\nS\xfcd\n"))
}
