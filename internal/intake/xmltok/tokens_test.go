package xmltok_test

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/intake/xmltok"
)

// tokens are those of a document, with the pieces of a text joined.
func tokens(r io.Reader) (out []string, err error) {
	x := xmltok.New(r, 1<<20)
	text := ""
	flush := func() {
		if text != "" {
			out = append(out, "text "+text)
		}
		text = ""
	}
	for {
		if err := x.Next(); err != nil {
			flush()
			return out, err
		}
		switch x.Kind() {
		case xmltok.Text:
			text += string(x.Text())
		case xmltok.Start:
			flush()
			a, ok := x.Attr("r")
			out = append(out, fmt.Sprintf("start %s r=%q %v", x.Name(), a, ok))
		default:
			flush()
			out = append(out, "end "+string(x.Name()))
		}
	}
}

// reference are those that encoding/xml gives.
func reference(text string) (out []string) {
	dec := xml.NewDecoder(strings.NewReader(text))
	words := ""
	flush := func() {
		if words != "" {
			out = append(out, "text "+words)
		}
		words = ""
	}
	for {
		t, err := dec.RawToken()
		if err != nil {
			flush()
			return out
		}
		switch t := t.(type) {
		case xml.CharData:
			words += string(t)
		case xml.StartElement:
			flush()
			value, ok := "", false
			for _, a := range t.Attr {
				if a.Name.Local == "r" && !ok {
					value, ok = a.Value, true
				}
			}
			out = append(out, fmt.Sprintf("start %s r=%q %v", t.Name.Local, value, ok))
		case xml.EndElement:
			flush()
			out = append(out, "end "+t.Name.Local)
		}
	}
}

func TestTokens(t *testing.T) {
	for _, text := range []string{
		`<?xml version="1.0"?><a r="1"><b/>text &amp; &lt;more&gt; &#233;&#x4e2d;<!-- <c> --></a>`,
		`<x:row r='A "quoted" &gt; one' s="2"><x:c x:r="B2" t="s"><x:v>12</x:v></x:c></x:row>`,
		"<a\n r = \"two\nlines\" >\n <![CDATA[<not a tag> &amp; ]]>\n</a>",
		`<a b="x > y" r="/"/>`,
		"<a>" + strings.Repeat("海康威视 &amp; ", 20_000) + "</a>",
		"<a>" + strings.Repeat("<b r=\"x\">é</b>", 20_000) + "</a>",
	} {
		want := fmt.Sprint(reference(text))
		for how, r := range map[string]io.Reader{"whole": strings.NewReader(text), "bytes": iotest.OneByteReader(strings.NewReader(text))} {
			got, err := tokens(r)
			if err != io.EOF || fmt.Sprint(got) != want {
				t.Errorf("%.80s, %s: got %.300q, %v\nwant %.300s", text, how, got, err, want)
			}
		}
	}
}

func TestBadDocuments(t *testing.T) {
	for text, want := range map[string]error{
		"<a><b>":                                 fault.Invalid,
		"<a":                                     fault.Invalid,
		"<a r='":                                 fault.Invalid,
		"<!-- never closed":                      fault.Invalid,
		"</a>":                                   fault.Invalid,
		"< r='1'/>":                              fault.Invalid,
		"<!DOCTYPE a [<!ENTITY]>":                fault.Invalid,
		"<a " + strings.Repeat("r", 2<<20) + ">": fault.Limit,
	} {
		if _, err := tokens(strings.NewReader(text)); !errors.Is(err, want) {
			t.Errorf("%.40s: got %v, want %v", text, err, want)
		}
	}
	gone := errors.New("disk gone")
	if _, err := tokens(io.MultiReader(strings.NewReader("<a>"), iotest.ErrReader(gone))); !errors.Is(err, gone) {
		t.Errorf("got %v, want the error of the disk", err)
	}
}

func FuzzTokens(f *testing.F) {
	f.Add(`<a r="1"><b/>t &amp; u<![CDATA[x]]></a>`)
	f.Fuzz(func(t *testing.T, text string) {
		one, err1 := tokens(strings.NewReader(text))
		two, err2 := tokens(iotest.OneByteReader(strings.NewReader(text)))
		if fmt.Sprint(one, err1) != fmt.Sprint(two, err2) {
			t.Errorf("it depends on how the document comes:\n%q %v\n%q %v", one, err1, two, err2)
		}
	})
}
