package xlsx

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// A format says how the numbers of a cell style are shown. Only what changes
// which thing is meant is followed: dates, and the zeros and marks of numbers
// that are codes. Colours, currencies and places behind the point are not.
type format struct {
	kind formatKind
	mask string // of a code: 0 for each digit, other characters as they are
}

type formatKind int

const (
	general formatKind = iota
	dated
	timed
	percent
	code
)

// epoch is the day from which a workbook counts.
type epoch int

const (
	epoch1900 epoch = iota
	epoch1904
)

// format is that of a cell's style.
func (b *book) format(style []byte) format {
	if len(style) == 0 {
		return format{}
	}
	i, err := strconv.Atoi(string(style))
	if err != nil || i < 0 || i >= len(b.formats) {
		return format{}
	}
	return b.formats[i]
}

// styles reads the formats of all cell styles.
func (b *book) styles(name string) ([]format, error) {
	x, done, err := b.open(name)
	if err != nil {
		return nil, err
	}
	defer done()
	own := map[int]format{}
	var out []format
	inCells := 0 // depth of cellXfs while in it
	for {
		more, err := x.to("numFmt", "cellXfs", "xf")
		if err != nil || !more {
			return out, err
		}
		id, _ := strconv.Atoi(x.value("numFmtId"))
		switch string(x.Name()) {
		case "numFmt":
			own[id] = formatOf(x.value("formatCode"))
		case "cellXfs":
			inCells = x.Depth()
		case "xf":
			if inCells == 0 || x.Depth() != inCells+1 || len(out) >= maxStyles {
				continue // a style of another list
			}
			f, ok := own[id]
			if !ok {
				f = builtIn(id)
			}
			out = append(out, f)
		}
	}
}

// maxStyles is the most cell styles of a workbook; Excel allows 65,490.
const maxStyles = 1 << 16

// builtIn are the formats that every workbook has (ECMA-376, 18.8.30).
func builtIn(id int) format {
	switch {
	case id == 9 || id == 10:
		return format{kind: percent}
	case id >= 14 && id <= 17, id >= 27 && id <= 31, id == 36, id >= 50 && id <= 54, id == 57, id == 58:
		return format{kind: dated}
	case id >= 18 && id <= 21, id >= 32 && id <= 35, id >= 45 && id <= 47, id == 55, id == 56:
		return format{kind: timed}
	case id == 22:
		return format{kind: dated}
	}
	return format{}
}

// formatOf understands a format's code.
func formatOf(text string) format {
	var plain strings.Builder // without what is only shown
	mask := true
	var marks strings.Builder
	text, _, _ = strings.Cut(text, ";") // of several, that for positive numbers
	for i := 0; i < len(text); i++ {
		switch c := text[i]; c {
		case '"':
			end := strings.IndexByte(text[i+1:], '"')
			if end < 0 {
				end = len(text) - i - 1
			}
			marks.WriteString(text[i+1 : i+1+end])
			i += end + 1
		case '\\', '_', '*':
			if i++; c == '\\' && i < len(text) {
				marks.WriteByte(text[i])
			}
		case '[':
			end := strings.IndexByte(text[i:], ']')
			if end < 0 {
				return format{}
			}
			switch inside := strings.ToLower(text[i+1 : i+end]); inside {
			case "h", "hh", "m", "mm", "s", "ss":
				plain.WriteString("h")
			}
			i += end
		case '0':
			plain.WriteByte(c)
			marks.WriteByte(c)
		case '-', '/', ' ', '(', ')', ':':
			plain.WriteByte(c)
			marks.WriteByte(c)
		default:
			plain.WriteByte(c)
			mask = false
		}
	}
	p := strings.ToLower(plain.String())
	switch {
	case strings.Contains(p, "general"), p == "@":
		return format{}
	case strings.ContainsAny(p, "yd") || strings.Contains(p, "mmm") || strings.Contains(p, "m") && !strings.ContainsAny(p, "hs"):
		return format{kind: dated}
	case strings.ContainsAny(p, "hs"):
		return format{kind: timed}
	case strings.Contains(p, "%"):
		return format{kind: percent}
	case mask && strings.Count(p, "0") > 1 && digitsOnly(marks.String()):
		return format{kind: code, mask: marks.String()}
	}
	return format{}
}

// digitsOnly says whether the only digits of a mask are its zeros.
func digitsOnly(mask string) bool { return !strings.ContainsAny(mask, "123456789") }

// show is a number as the format shows it. A text that is no number is kept.
func (f format) show(text string, from epoch) string {
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
		return text
	}
	switch f.kind {
	case dated, timed:
		if s := day(v, f.kind, from); s != "" {
			return s
		}
	case percent:
		return number(v*100) + "%"
	case code:
		if v >= 0 && v == math.Trunc(v) && v < 1e15 {
			return masked(f.mask, strconv.FormatFloat(v, 'f', 0, 64))
		}
	}
	return number(v)
}

// number writes a number with the fifteen digits that a spreadsheet keeps.
func number(v float64) string {
	if v == math.Trunc(v) && math.Abs(v) < 1e15 {
		return strconv.FormatFloat(v, 'f', 0, 64)
	}
	fifteen, err := strconv.ParseFloat(strconv.FormatFloat(v, 'g', 15, 64), 64)
	if err != nil {
		fifteen = v
	}
	if a := math.Abs(fifteen); a >= 1e21 || a < 1e-6 && a > 0 {
		return strconv.FormatFloat(fifteen, 'E', -1, 64)
	}
	return strconv.FormatFloat(fifteen, 'f', -1, 64)
}

// masked puts digits into a mask, from the right.
func masked(mask, digits string) string {
	var out []byte
	left := len(digits)
	for i := len(mask) - 1; i >= 0; i-- {
		switch {
		case mask[i] != '0':
			out = append(out, mask[i])
		case left > 0:
			left--
			out = append(out, digits[left])
		default:
			out = append(out, '0')
		}
	}
	for i, j := 0, len(out)-1; i < j; i, j = i+1, j-1 {
		out[i], out[j] = out[j], out[i]
	}
	return digits[:left] + string(out)
}

// day is the date or the time that a number stands for, in the form of ISO 8601;
// "" where it is none.
func day(v float64, kind formatKind, from epoch) string {
	const lastDay = 2_958_465 // 31 December 9999
	if v < 0 || v > lastDay+1 {
		return ""
	}
	start := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	switch {
	case from == epoch1904:
		start = time.Date(1904, 1, 1, 0, 0, 0, 0, time.UTC)
	case v < 60: // before the day that never was, 29 February 1900
		start = start.AddDate(0, 0, 1)
	}
	whole := math.Floor(v)
	at := start.AddDate(0, 0, int(whole)).Add(time.Duration(math.Round((v-whole)*86_400)) * time.Second)
	switch {
	case kind == timed && whole == 0:
		return at.Format("15:04:05")
	case v == whole:
		return at.Format(time.DateOnly)
	}
	return at.Format("2006-01-02 15:04:05")
}
