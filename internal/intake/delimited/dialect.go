package delimited

import (
	"bytes"
	"math"
	"strings"
)

// A dialect is how one file writes its rows.
type dialect struct {
	delimiter byte // 0 where there is one column only
	cr        bool // lines end with CR alone
	declared  bool // the first line is Excel's "sep=;"

	// How sure that is: the share of rows with the commonest width.
	width, rows int
	share       float64
	sample      [][]string
}

// maxSniffed is how many rows are looked at for each candidate.
const maxSniffed = 100

// sniff finds the dialect that cuts the first bytes into the most even rows.
func sniff(head []byte) dialect {
	cr := onlyCR(head)
	if first, ok := strings.CutPrefix(string(head[:min(len(head), 6)]), "sep="); ok && first != "" {
		return dialect{delimiter: first[0], cr: cr, declared: true, width: 2, rows: 2, share: 1}
	}
	best := dialect{cr: cr}
	bestScore := 0.0
	for _, delimiter := range []byte(",;\t|^~") {
		if bytes.IndexByte(head, delimiter) < 0 {
			continue
		}
		d := measure(head, dialect{delimiter: delimiter, cr: cr})
		if d.width < 2 {
			continue
		}
		if score := d.share * d.share * math.Log2(float64(d.width)); score > bestScore {
			best, bestScore = d, score
		}
	}
	return best
}

// measure cuts head by d and says how even the rows are.
func measure(head []byte, d dialect) dialect {
	s := &scanner{dialect: d, buf: head, end: len(head), eof: true, limit: len(head) + 1}
	widths := map[int]int{}
	for d.rows < maxSniffed {
		cells, err := s.raw()
		if err != nil || s.pos == s.end && d.rows > 1 { // the last may be torn
			break
		}
		if len(cells) == 1 && len(bytes.TrimSpace(cells[0])) == 0 {
			continue
		}
		d.rows++
		widths[len(cells)]++
		row := make([]string, len(cells))
		for i, c := range cells {
			row[i] = string(c)
		}
		d.sample = append(d.sample, row)
	}
	for width, n := range widths {
		if share := float64(n) / float64(d.rows); width > 1 && (share > d.share || share == d.share && width > d.width) {
			d.width, d.share = width, share
		}
	}
	return d
}

// onlyCR says whether lines end with a CR that no LF follows.
func onlyCR(head []byte) bool {
	lf := bytes.Count(head, []byte("\n"))
	alone := bytes.Count(head, []byte("\r")) - bytes.Count(head, []byte("\r\n"))
	if len(head) > 0 && head[len(head)-1] == '\r' {
		alone-- // its LF may come next
		if lf == 0 && alone == 0 {
			alone = 1
		}
	}
	return alone > lf
}
