package main

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"strings"
	"unicode/utf16"

	"github.com/rogpeppe/go-internal/testscript"
)

// writeHostile writes an input that is too large, or of too odd a form, to stand in
// a transcript: hostile KIND FILE.
func writeHostile(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: hostile line|workbook-bomb|utf-16|deep FILE")
	}
	makers := map[string]func() []byte{
		"line": func() []byte {
			return []byte("maker,model\nAxis,P3245\n\"" + strings.Repeat("x", 100<<20) + "\",y\nAxis,M3045-V\n")
		},
		"workbook-bomb": func() []byte { return workbookBomb(ts) },
		"utf-16": func() []byte {
			var b bytes.Buffer
			for _, u := range utf16.Encode([]rune("\ufeffmaker,model\r\nAxis,P3245\r\n")) {
				b.Write([]byte{byte(u), byte(u >> 8)})
			}
			return b.Bytes()
		},
		"deep": func() []byte { return []byte(strings.Repeat(`{"releases":[`, 10_000)) },
	}
	write, ok := makers[args[0]]
	if !ok {
		ts.Fatalf("hostile: no kind %q", args[0])
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), write(), 0o600))
}

// workbookBomb is a workbook of a few megabytes whose one sheet is of 1 GiB.
func workbookBomb(ts *testscript.TestScript) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range []string{"[Content_Types].xml", "xl/workbook.xml"} {
		w, err := z.Create(name)
		ts.Check(err)
		_, err = io.WriteString(w, `<?xml version="1.0"?><workbook/>`)
		ts.Check(err)
	}
	w, err := z.Create("xl/worksheets/sheet1.xml")
	ts.Check(err)
	block := make([]byte, 1<<20)
	for range 1 << 10 {
		_, err := w.Write(block)
		ts.Check(err)
	}
	ts.Check(z.Close())
	return b.Bytes()
}
