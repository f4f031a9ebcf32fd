package mailbox_test

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/delimited"
	"caveat.example/caveat/internal/intake/html"
	"caveat.example/caveat/internal/intake/intaketest"
	"caveat.example/caveat/internal/intake/mailbox"
	"caveat.example/caveat/internal/intake/text"
	"github.com/google/go-cmp/cmp"
)

var csv = base64.StdEncoding.EncodeToString([]byte("Make,Model\nAxis,P1\n"))

var message = "From: Zoe Bee <zoe@example.org>\nTo: b@example.org\nSubject: =?utf-8?q?FOI_r=C3=A9ply?=\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n" +
	"--B\nContent-Type: multipart/alternative; boundary=A\n\n--A\nContent-Type: text/plain\n\nplain\n--A\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n<p>We hold 47 =48ikvision cameras.</p>\n--A--\n" +
	"--B\nContent-Type: text/csv; name=\"list.csv\"\nContent-Transfer-Encoding: base64\n\n" + csv + "\n--B--\n"

func read(t *testing.T, content string) []string {
	t.Helper()
	var got []string
	opt := intake.Options{Readers: []intake.Reader{mailbox.Box{}, mailbox.Message{}, html.Reader{}, delimited.Reader{}, text.Reader{}}}
	for item, err := range intake.Walk(t.Context(), []string{"-"}, strings.NewReader(content), opt) {
		if skip, ok := errors.AsType[*intake.Skip](err); ok {
			got = append(got, "skip "+skip.Error())
			continue
		}
		got = append(got, strings.TrimPrefix(item.Origin.String(), "standard input")+": "+item.Text)
	}
	return got
}

func TestMessage(t *testing.T) {
	want := []string{" (subject): FOI réply", "!/text.html (paragraph 1): We hold 47 Hikvision cameras.", "!/list.csv (row 2): Axis P1"}
	if diff := cmp.Diff(want, read(t, message)); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

func TestBox(t *testing.T) {
	plain := "From: a@example.org\nTo: b@example.org\nSubject: One\n\n>From here on, all is text.\n\n"
	got := read(t, "From a@example.org Mon Jan  1 00:00:00 2024\n"+plain+"From b@example.org Mon Jan  1 00:00:00 2024\n"+message)
	want := []string{
		"!/message 1.eml (subject): One", "!/message 1.eml!/text.txt (line 1): From here on, all is text.",
		"!/message 2.eml (subject): FOI réply", "!/message 2.eml!/text.html (paragraph 1): We hold 47 Hikvision cameras.", "!/message 2.eml!/list.csv (row 2): Axis P1",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

func TestThousandAttachments(t *testing.T) {
	part := "--B\nContent-Type: text/csv; name=\"list.csv\"\nContent-Transfer-Encoding: base64\n\n" + csv + "\n"
	got := read(t, "From: a@b.c\nTo: b@b.c\nSubject: x\nContent-Type: multipart/mixed; boundary=B\n\n"+strings.Repeat(part, 1000)+"--B--\n")
	if len(got) != 1001 {
		t.Errorf("got %d items, want the subject and 1000 rows", len(got))
	}
}

func TestHostile(t *testing.T) {
	intaketest.Hostile(t, mailbox.Message{}, []byte(message))
	intaketest.Hostile(t, mailbox.Box{}, []byte("From a\n"+message+"\nFrom b\n"+message))
}

func FuzzItems(f *testing.F) {
	f.Add(message)
	f.Fuzz(func(t *testing.T, content string) {
		for _, r := range []intake.Reader{mailbox.Message{}, mailbox.Box{}} {
			if err := intaketest.Check(t.Context(), r, []byte(content)); err != nil {
				t.Error(err)
			}
		}
	})
}
