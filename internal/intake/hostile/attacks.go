package hostile

import (
	"bytes"
	"fmt"
	"iter"
	"slices"
	"strings"
)

// Sizes say how large the large files are.
type Sizes struct {
	Line        int   // bytes of a very long line
	Bomb        int64 // bytes that a bomb unpacks to
	Depth       int   // how deeply things are nested
	Attachments int   // of one message
}

// Small are sizes that a test can afford; Full those of the real thing.
var (
	Small = Sizes{Line: 8 << 20, Bomb: 96 << 20, Depth: 10_000, Attachments: 1000}
	Full  = Sizes{Line: 1 << 30, Bomb: 4 << 30, Depth: 10_000, Attachments: 1000}
)

// Attacks yields what malice makes of the samples.
func Attacks(samples []Sample, n Sizes) iter.Seq[File] {
	return func(yield func(File) bool) {
		for _, s := range samples {
			for _, f := range against(s, n) {
				if f.Name == "" {
					f.Name = s.Name
				}
				if !yield(f) {
					return
				}
			}
		}
		for _, list := range []func(Sizes) []File{bombs, archives, loops, mails, cellsThatRun, references} {
			for _, f := range list(n) {
				if !yield(f) {
					return
				}
			}
		}
	}
}

// against is what can be done to one sample, given its syntax.
func against(s Sample, n Sizes) []File {
	switch {
	case s.Syntax == "xml":
		return markup(s.Content, n)
	case s.Syntax == "json":
		return values(s, n)
	case s.Syntax == "zip":
		return documents(s, n)
	case s.Ends, s.Format == "network capture":
		return nil
	}
	must := Incomplete
	if s.Format == "mbox" { // what follows a message's last part is no part of it
		must = NeverClear
	}
	return []File{
		{Says: "a very long line", Must: must, Content: slices.Concat(s.Content, bytes.Repeat([]byte("x"), n.Line), []byte("\n"), s.Content)},
		{Says: "a very long line without end", Must: must, Content: slices.Concat(s.Content, bytes.Repeat([]byte("ac:cc:8e:01:02:03 "), n.Line/18))},
		{Says: "no end of short lines", Content: slices.Concat(s.Content, bytes.Repeat([]byte("\n"), 1<<20))},
		{Says: "quotes that never end", Content: slices.Concat(s.Content, []byte(`"`), bytes.Repeat([]byte("a,b\n"), 1<<18))},
		{Says: "zero bytes within", Content: bytes.ReplaceAll(s.Content, []byte("Axis"), []byte("Ax\x00is"))},
	}
}

// secret is what must never be read into a result.
const secret = "root:x:0"

// markup is done to XML.
func markup(content []byte, n Sizes) []File {
	return []File{
		{Says: "a billion laughs", Must: Incomplete, Content: entity(content, laughs(), "&l9;")},
		{Says: "an entity from a file", Must: Incomplete, Never: []string{secret}, Content: entity(content, `<!ENTITY l9 SYSTEM "file:///etc/passwd">`, "&l9;")},
		{Says: "an entity from the network", Must: Incomplete, Content: entity(content, `<!ENTITY l9 SYSTEM "http://127.0.0.1:9/x">`, "&l9;")},
		{Says: "entities of the document type", Must: NoCrash, Content: entity(content, `<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;`, "Axis")},
		{Says: "nested deeply", Content: bytes.Replace(content, []byte("Axis"), []byte(strings.Repeat("<a>", n.Depth)+"Axis"+strings.Repeat("</a>", n.Depth)), 1)},
		{Says: "nested deeply without end", Must: Incomplete, Content: bytes.Replace(content, []byte("Axis"), []byte(strings.Repeat("<a>", n.Depth)), 1)},
		{Says: "many attributes", Content: bytes.Replace(content, []byte("Axis"), []byte("<a "+attributes(n.Depth)+">Axis</a>"), 1)},
		{Says: "a very long text", Content: bytes.Replace(content, []byte("Axis"), bytes.Repeat([]byte("x"), n.Line), 1)},
	}
}

func attributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a%d='x' ", i)
	}
	return b.String()
}

func laughs() string {
	var b strings.Builder
	b.WriteString(`<!ENTITY l0 "Axis">`)
	for i := 1; i < 10; i++ {
		fmt.Fprintf(&b, `<!ENTITY l%d "%s">`, i, strings.Repeat(fmt.Sprintf("&l%d;", i-1), 10))
	}
	return b.String()
}

// entity declares an entity and puts a reference in the place of the maker.
func entity(content []byte, declared, use string) []byte {
	head := []byte(`<?xml version="1.0"?>`)
	if i := bytes.Index(content, []byte("?>")); i >= 0 {
		head, content = content[:i+2], content[i+2:]
	}
	return slices.Concat(head, []byte("<!DOCTYPE x ["+declared+"]>"), bytes.Replace(content, []byte("Axis"), []byte(use), 1))
}

// values is done to JSON.
func values(s Sample, n Sizes) []File {
	within := func(says, member string, must Must) File {
		return File{Says: says, Must: must, Content: bytes.Replace(s.Content, []byte("{"), []byte("{"+member+","), 1)}
	}
	deep := strings.Repeat("[", n.Depth) + strings.Repeat("]", n.Depth)
	objects := strings.Repeat(`{"a":`, n.Depth) + "1" + strings.Repeat("}", n.Depth)
	return []File{
		within("arrays nested deeply", `"deep":`+deep, NoCrash),
		within("objects nested deeply", `"deep":`+objects, NoCrash),
		{Says: "nothing but brackets", Must: Incomplete, Content: []byte(strings.Repeat("[", n.Depth))},
		{Says: "its keys nested deeply", Must: Incomplete, Content: append(bytes.Clone(s.Content[:min(len(s.Content), 120)]), strings.Repeat(`{"releases":[`, n.Depth)...)},
		within("a very long text", `"long":"`+strings.Repeat("x", n.Line)+`"`, NoCrash),
		{Says: "a very long name", Content: bytes.Replace(s.Content, []byte("Axis"), bytes.Repeat([]byte("x"), n.Line), 1)},
		within("a number that no machine holds", `"n":1e99999`, NoCrash),
		within("half a pair", `"n":"\ud800"`, NoCrash),
		within("the same key twice", `"n":1,"n":{"n":[]}`, NoCrash),
		within("a key without end", `"n`+strings.Repeat("x", 1<<17)+`":1`, NoCrash),
		{Says: "objects where texts are", Content: bytes.ReplaceAll(s.Content, []byte(`"Axis`), []byte(`{"x":1},"x":"Axis`))},
		{Says: "a comma too many", Must: Incomplete, Content: bytes.Replace(s.Content, []byte("}"), []byte(",}"), 1)},
	}
}

// documents is done to those that are archives inside.
func documents(s Sample, n Sizes) []File {
	if s.Format == "zip" {
		return nil
	}
	var out []File
	for i, p := range s.Parts {
		if !bytes.Contains(p.Content, []byte("Axis")) {
			continue
		}
		with := func(content []byte) []byte {
			parts := slices.Clone(s.Parts)
			parts[i].Content = content
			return Zip(parts...)
		}
		for _, f := range markup(p.Content, n) {
			f.Unpacked = len(f.Content)
			f.Content = with(f.Content)
			out = append(out, f)
		}
		out = append(
			out,
			File{Says: "a part that is a bomb", Must: Incomplete, Content: with(slices.Concat(p.Content[:bytes.Index(p.Content, []byte("Axis"))], make([]byte, n.Bomb)))},
			File{Says: "a part that is cut", Must: Incomplete, Content: with(p.Content[:len(p.Content)-20])},
			File{Says: "a part that is empty", Must: NeverClear, Content: with(nil)},
			File{Says: "without its part", Must: NeverClear, Content: Zip(slices.Delete(slices.Clone(s.Parts), i, i+1)...)},
		)
	}
	return out
}
