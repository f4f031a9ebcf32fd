package charset

import (
	"bytes"
	"unicode/utf8"
)

// guess chooses the likeliest encoding of a text that is not UTF-8, by what its
// high bytes would be in each.
func guess(b []byte) string {
	if name := eastern(b); name != "" {
		return name
	}
	var mac, western, central, high, cyr, runs int
	for i, c := range b {
		if c < 0x80 {
			continue
		}
		high++
		var before, after byte
		if i > 0 {
			before = b[i-1]
		}
		if i+1 < len(b) {
			after = b[i+1]
		}
		if after >= 0x80 {
			runs++
		}
		if c >= 0xe0 {
			cyr++
		}
		inWord := letter(before) || letter(after)
		switch {
		case c == 0x81 || c == 0x8d || c == 0x8f || c == 0x90 || c == 0x9d: // not assigned in Windows-1252
			mac += 2
		case c < 0xa0 && c != 0x80 && c != 0x85 && (c < 0x91 || c > 0x99) && inWord:
			mac++
		case c == 0xd5 && letter(before) && letter(after), (c == 0xd2 || c == 0xd3) && inWord && !lower(before): // quotation marks of the Mac
			mac++
		case (c == 0xb3 || c == 0xb9 || c == 0xbf || c == 0xbe) && (lower(before) || letter(after) || after >= 0xc0): // ł ą ż ľ
			central++
		case c >= 0xc0 && inWord:
			western++
		}
	}
	switch {
	case high >= 6 && runs*10 >= high*6 && cyr*10 >= high*6:
		return Windows1251
	case central > 0 && central*4 >= western && central >= mac:
		return Windows1250
	case mac > western:
		return MacRoman
	}
	return Windows1252
}

// eastern recognises Chinese and Japanese by how their bytes pair up.
func eastern(b []byte) string {
	var high, pairs, common, kana int
	for i := 0; i < len(b); i++ {
		if b[i] < 0x80 {
			continue
		}
		high++
		if i+1 == len(b) {
			break
		}
		lead, trail := b[i], b[i+1]
		switch {
		case (lead == 0x82 && trail >= 0x9f && trail <= 0xf1) || (lead == 0x83 && trail >= 0x40 && trail <= 0x96):
			kana++
		case lead >= 0xb0 && lead <= 0xd7 && trail >= 0xa1: // the common characters of GB 2312
			common++
		}
		if trail >= 0x40 && lead > 0x80 {
			pairs++
			i++
		}
	}
	switch {
	case high < 4:
		return ""
	case kana*3 >= pairs && validIn(ShiftJIS, b):
		return ShiftJIS
	case common*10 >= pairs*7 && pairs*10 >= high*9 && validIn(GB18030, b) && runsOfTwo(b):
		return GB18030
	}
	return ""
}

// runsOfTwo says whether the high bytes stand together in even numbers, as
// those of Chinese do and those of accented letters do not.
func runsOfTwo(b []byte) bool {
	var even, odd, run int
	for _, c := range append(bytes.Clone(b), 0) {
		if c >= 0x80 {
			run++
			continue
		}
		if run > 0 && run%2 == 0 {
			even++
		} else if run > 0 {
			odd++
		}
		run = 0
	}
	return even >= 9*odd
}

func validIn(name string, b []byte) bool {
	out, err := table(name).NewDecoder().Bytes(b)
	return err == nil && bytes.Count(out, []byte("\uFFFD")) <= 1 && utf8.Valid(out)
}

func letter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }
func lower(c byte) bool  { return c >= 'a' && c <= 'z' }
