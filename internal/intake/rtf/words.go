package rtf

import (
	"strings"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
)

// silent are groups that hold no text of the document.
var silent = map[string]bool{
	"fonttbl": true, "colortbl": true, "stylesheet": true, "info": true, "pict": true, "object": true, "fldinst": true,
	"themedata": true, "colorschememapping": true, "datastore": true, "latentstyles": true, "listtable": true, "listoverridetable": true,
	"rsidtbl": true, "xmlnstbl": true, "generator": true, "filetbl": true, "revtbl": true, "bkmkstart": true, "bkmkend": true,
	"tc": true, "xe": true, "private": true, "template": true, "userprops": true, "docvar": true, "nonshppict": true, "mmathPr": true,
}

// shown are groups with a star that hold text all the same.
var shown = map[string]bool{"shppict": false, "shptxt": true, "footnote": true, "annotation": true, "ftnsep": false, "shpinst": true, "sp": false}

// put are words that stand for a letter.
var put = map[string]string{
	"tab": " ", "line": " ", "emspace": " ", "enspace": " ", "qmspace": " ", "emdash": "—", "endash": "–", "bullet": "•",
	"lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "softline": " ",
}

// word does what a control word says.
func (d *document) word(name string, tok token) error {
	first, starred := d.first, d.starred
	d.first, d.starred = false, false
	switch {
	case first && silent[name], first && starred && !shown[name]:
		if name == "object" && !d.state.hidden {
			d.objects++
		}
		if name == "pict" && !d.state.hidden {
			d.pictures++
		}
		d.state.hidden = true
		return nil
	case put[name] != "":
		d.letters(put[name])
		return nil
	}
	switch name {
	case "bin":
		return d.t.pass(max(tok.number, 0))
	case "ansicpg":
		d.page = pageOf(tok.number)
	case "mac":
		d.page = codePage{charmap.Macintosh}
	case "pc":
		d.page = codePage{charmap.CodePage437}
	case "pca":
		d.page = codePage{charmap.CodePage850}
	case "uc":
		d.state.skip = min(max(tok.number, 0), 16)
	case "u":
		d.unicode(tok.number)
	case "v": // text that is not printed is read all the same: it was written
	case "par", "sect", "page":
		d.paragraph()
	case "cell", "nestcell":
		d.cell()
	case "row", "nestrow":
		d.endRow()
	}
	return nil
}

// unicode adds one letter, or half of one.
func (d *document) unicode(n int) {
	r := rune(uint16(n))
	d.pending = d.state.skip
	switch {
	case utf16.IsSurrogate(r) && d.high == 0:
		d.high = r
		return
	case d.high != 0:
		r = utf16.DecodeRune(d.high, r)
		d.high = 0
	}
	d.letters(string(r))
}

// take1 ends a text and gives it.
func (d *document) take1() (string, bool) {
	d.settle()
	s, cut := strings.Join(strings.Fields(string(d.text)), " "), d.cut
	d.text, d.cut = d.text[:0], false
	return s, cut
}

// paragraph ends a paragraph. Within a row it is a line in a cell.
func (d *document) paragraph() {
	if d.state.hidden {
		return
	}
	if len(d.row) > 0 {
		d.letters(" ")
		return
	}
	s, cut := d.take1()
	d.events = append(d.events, event{text: s, cut: cut})
}

func (d *document) cell() {
	if d.state.hidden {
		return
	}
	s, _ := d.take1()
	if len(d.row) < d.in.Options.Limits.Columns {
		d.row = append(d.row, s)
	}
}

// endRow ends a row of a table.
func (d *document) endRow() {
	if len(d.row) > 0 && !d.state.hidden {
		d.events = append(d.events, event{row: d.row})
		d.row = nil
	}
}

// codePage turns bytes into letters.
type codePage struct{ encoding.Encoding }

var latin = codePage{charmap.Windows1252}

func (p codePage) text(b []byte) string {
	s, err := p.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\ufffd")
	}
	return string(s)
}

// pageOf is the code page of Windows with a number.
func pageOf(n int) codePage {
	pages := map[int]encoding.Encoding{
		437: charmap.CodePage437, 850: charmap.CodePage850, 852: charmap.CodePage852, 866: charmap.CodePage866, 874: charmap.Windows874,
		932: japanese.ShiftJIS, 936: simplifiedchinese.GBK, 949: korean.EUCKR, 950: traditionalchinese.Big5,
		1250: charmap.Windows1250, 1251: charmap.Windows1251, 1252: charmap.Windows1252, 1253: charmap.Windows1253, 1254: charmap.Windows1254,
		1255: charmap.Windows1255, 1256: charmap.Windows1256, 1257: charmap.Windows1257, 1258: charmap.Windows1258, 10000: charmap.Macintosh,
	}
	if e, ok := pages[n]; ok {
		return codePage{e}
	}
	return latin
}
