package intake

import (
	"fmt"
	"slices"

	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/intake/columns"
)

// Mapped gives the keys of Options.Map that a column of a source was taken for.
func Mapped(mapping []finding.Column) []string {
	var out []string
	for _, c := range mapping {
		if c.Why == columns.ByUser && !slices.Contains(out, c.Key) {
			out = append(out, c.Key)
		}
	}
	return out
}

// unmapped says of one source with columns which of the user's mappings found
// none there. In a folder of tables that may well be meant, so it is only said.
func (o *Options) unmapped(mapping []finding.Column) []string {
	if len(mapping) == 0 {
		return nil
	}
	var out []string
	for _, key := range o.without(Mapped(mapping)) {
		out = append(out, fmt.Sprintf("no column here is called %q, so --map %s=%s was not followed", o.Map[key], key, o.Map[key]))
	}
	return out
}

// without gives the keys of the map that are not among found, in order.
func (o *Options) without(found []string) []string {
	var out []string
	for key := range o.Map {
		if !slices.Contains(found, key) {
			out = append(out, key)
		}
	}
	slices.Sort(out)
	return out
}

// followed watches which of the user's mappings found a column anywhere.
type followed struct {
	opt   *Options
	found []string
	read  bool // something was read that could have had the column
}

func follow(opt *Options) *followed {
	f := &followed{opt: opt, found: slices.Clone(opt.Mapped), read: opt.ReadBefore > 0}
	next := opt.Done
	opt.Done = func(n finding.SourceNote) {
		f.found = append(f.found, Mapped(n.Mapping)...)
		f.read = f.read || n.Items > 0
		if next != nil {
			next(n)
		}
	}
	return f
}

// skips gives one Skip for each mapping that found no column in any source: the
// user meant a column that was not read as meant, so the answer is not whole.
func (f *followed) skips() []*Skip {
	if !f.read {
		return nil
	}
	var out []*Skip
	for _, key := range f.opt.without(f.found) {
		out = append(out, &Skip{
			Origin: cite.Origin{Source: fmt.Sprintf("--map %s=%s", key, f.opt.Map[key])},
			Reason: "nothing that was read has a column of that name, so the column that was meant was not taken for " + key + "; --dry-run shows the columns",
		})
	}
	return out
}
