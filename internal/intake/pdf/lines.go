package pdf

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/passages"
	"caveat.example/caveat/internal/intake/table"
	"caveat.example/caveat/internal/inventory"
	"github.com/ledongthuc/pdf"
)

// A line is one line of a page, cut where there are gaps as between columns.
type line struct {
	cells []string
	y     float64 // from the bottom, in points
	size  float64 // of the letters, in points
}

func (l line) text() string { return strings.Join(l.cells, "  ") }

// linesOf puts the letters of a page into lines.
func linesOf(page pdf.Page) ([]line, error) {
	if page.V.IsNull() {
		return nil, nil
	}
	chars := page.Content().Text
	if len(chars) > maxChars {
		return nil, fmt.Errorf("has %d letters, more than the %d that are read of a page", len(chars), maxChars)
	}
	for _, c := range chars {
		if math.IsNaN(c.X) || math.IsNaN(c.Y) {
			return nil, fmt.Errorf("letters stand nowhere: %w", fault.Invalid)
		}
	}
	slices.SortStableFunc(chars, func(a, b pdf.Text) int { return cmp.Compare(b.Y, a.Y) })
	var out []line
	for len(chars) > 0 {
		n := 1
		for n < len(chars) && chars[0].Y-chars[n].Y < max(chars[0].FontSize*0.4, 2) {
			n++
		}
		if l := lineOf(chars[:n]); len(l.cells) > 0 {
			out = append(out, l)
		}
		chars = chars[n:]
	}
	return out, nil
}

// lineOf joins letters of the same height. A gap wider than a third of a
// letter is a space, one wider than two letters parts columns.
func lineOf(chars []pdf.Text) line {
	slices.SortStableFunc(chars, func(a, b pdf.Text) int { return cmp.Compare(a.X, b.X) })
	l := line{y: chars[0].Y, size: chars[0].FontSize}
	var cell strings.Builder
	end := math.Inf(-1)
	put := func() {
		if text := strings.Join(strings.Fields(cell.String()), " "); text != "" {
			l.cells = append(l.cells, text)
		}
		cell.Reset()
	}
	for _, c := range chars {
		size := max(c.FontSize, 4)
		switch gap := c.X - end; {
		case gap > 2*size && !math.IsInf(end, -1):
			put()
		case gap > size/3:
			cell.WriteByte(' ')
		}
		cell.WriteString(c.S)
		end = max(end, c.X+c.W)
	}
	put()
	return l
}

// tell yields a page: tables by rows, other text by paragraphs.
func tell(in *intake.Input, place string, lines []line, yield func(inventory.Item, error) bool) bool {
	for i := 0; i < len(lines); {
		n := 1
		if columnsOf(lines[i]) {
			for i+n < len(lines) && columnsOf(lines[i+n]) {
				n++
			}
			if !tellRows(in, place, i, lines[i:i+n], yield) {
				return false
			}
		} else {
			for i+n < len(lines) && follows(lines[i+n-1], lines[i+n]) {
				n++
			}
			if !tellText(in, place, i, lines[i:i+n], yield) {
				return false
			}
		}
		i += n
	}
	return true
}

// columnsOf says whether a line looks like a row of a table.
func columnsOf(l line) bool { return len(l.cells) >= 3 }

// follows says whether a line goes on with the paragraph of the one above.
func follows(above, l line) bool {
	return !columnsOf(l) && len(l.cells) == 1 && above.y-l.y < 1.7*max(above.size, l.size, 6) && math.Abs(above.size-l.size) < 1
}

func tellText(in *intake.Input, place string, from int, lines []line, yield func(inventory.Item, error) bool) bool {
	texts := make([]string, len(lines))
	for i, l := range lines {
		texts[i] = l.text()
	}
	at := fmt.Sprintf("%s, line %d", place, from+1)
	return yield(inventory.Item{Kind: passages.Kind(in.Options.As), Origin: in.At(at), Text: strings.Join(texts, " ")}, nil)
}

// tellRows yields rows as those of a table. Cells are put by their order, so a
// row with an empty cell in the middle says that it is ragged.
func tellRows(in *intake.Input, place string, from int, lines []line, yield func(inventory.Item, error) bool) bool {
	t := table.Table{Prefix: place + ", line ", Numbered: true, Loose: true}
	rows := func(yield func(table.Row, error) bool) {
		for i, l := range lines {
			if !yield(table.Row{Number: from + 1 + i, Cells: l.cells}, nil) {
				return
			}
		}
	}
	for item, err := range t.Items(in, rows) {
		if !yield(item, err) {
			return false
		}
	}
	return true
}
