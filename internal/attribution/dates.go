package attribution

import (
	"regexp"
	"strings"
	"sync"

	"caveat.example/caveat/internal/inventory"
)

// dates are the days on which the item was made or bought, as far as it says.
// Each is a span, since sources give months and years too.
type dates struct {
	spans [][2]string

	// asked are the days that the item's were compared with: another item
	// whose days stand to them as these do is given the same answer.
	asked []string
}

// dated reads the item's days, once.
func (c *casebook) dated() *dates {
	if c.dates == nil {
		c.dates = &dates{spans: daysOf(&c.item)}
	}
	return c.dates
}

// daysOf reads an item's days.
func daysOf(item *inventory.Item) [][2]string {
	var spans [][2]string
	for _, key := range [...]string{inventory.Manufactured, inventory.Acquired} {
		if v := item.Fields.Get(key); v != "" {
			if from, until, ok := readDay(v); ok {
				spans = append(spans, [2]string{from, until})
			}
		}
	}
	return spans
}

func (d *dates) known() bool { return len(d.spans) > 0 }

// any says whether some day of the item may lie within the bounds.
func (d *dates) any(from, until string) bool {
	d.asked = append(d.asked, from, until)
	for _, s := range d.spans {
		if (until == "" || s[0] <= until) && (from == "" || s[1] >= from) {
			return true
		}
	}
	return false
}

// all says whether every day of the item lies within the bounds.
func (d *dates) all(from, until string) bool {
	d.asked = append(d.asked, from, until)
	for _, s := range d.spans {
		if from != "" && s[0] < from || until != "" && s[1] > until {
			return false
		}
	}
	return len(d.spans) > 0
}

// covered says whether a fact with these bounds holds for the item: it has
// none, or the item's days lie within them.
func (d *dates) covered(from, until string) bool {
	if from == "" && until == "" {
		return true
	}
	if !d.known() {
		return until == "" // since then, and still: today's goods
	}
	return d.all(from, until)
}

var dayForms = sync.OnceValue(func() [4]*regexp.Regexp {
	return [4]*regexp.Regexp{
		regexp.MustCompile(`^(\d{4})-(\d{2})-(\d{2})`),
		regexp.MustCompile(`^(\d{1,2})[/.](\d{1,2})[/.](\d{4})`),
		regexp.MustCompile(`^(\d{4})[-/.](\d{1,2})$`),
		regexp.MustCompile(`(?:^|\D)((?:19|20)\d{2})(?:\D|$)`),
	}
})

// readDay reads a day, a month or a year as the span of days that it means. A
// day that could be read in two ways (03/04/2021) is taken as its whole year.
func readDay(v string) (from, until string, ok bool) {
	v = strings.TrimSpace(v)
	if isoDay(v) {
		return v[:10], v[:10], true
	}
	f := dayForms()
	if m := f[0].FindStringSubmatch(v); m != nil {
		day := m[1] + "-" + m[2] + "-" + m[3]
		return day, day, true
	}
	if m := f[1].FindStringSubmatch(v); m != nil {
		a, b := two(m[1]), two(m[2])
		switch {
		case a > "12" && b <= "12":
			return m[3] + "-" + b + "-" + a, m[3] + "-" + b + "-" + a, true
		case b > "12" && a <= "12":
			return m[3] + "-" + a + "-" + b, m[3] + "-" + a + "-" + b, true
		case a == b:
			return m[3] + "-" + a + "-" + b, m[3] + "-" + a + "-" + b, true
		case a <= "12" && b <= "12":
			lo, hi := min(m[3]+"-"+a+"-"+b, m[3]+"-"+b+"-"+a), max(m[3]+"-"+a+"-"+b, m[3]+"-"+b+"-"+a)
			return lo, hi, true
		}
		return "", "", false
	}
	if m := f[2].FindStringSubmatch(v); m != nil && two(m[2]) <= "12" {
		return m[1] + "-" + two(m[2]) + "-01", m[1] + "-" + two(m[2]) + "-31", true
	}
	if m := f[3].FindStringSubmatch(v); m != nil {
		return m[1] + "-01-01", m[1] + "-12-31", true
	}
	return "", "", false
}

// isoDay says whether a value begins with a day written as 2021-06-30, the form
// that most sources use.
func isoDay(v string) bool {
	if len(v) < 10 || v[4] != '-' || v[7] != '-' {
		return false
	}
	for _, i := range [...]int{0, 1, 2, 3, 5, 6, 8, 9} {
		if v[i] < '0' || v[i] > '9' {
			return false
		}
	}
	return true
}

func two(s string) string {
	if len(s) == 1 {
		return "0" + s
	}
	return s
}
