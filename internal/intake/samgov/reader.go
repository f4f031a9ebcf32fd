// Package samgov knows what SAM.gov answers in JSON: contract opportunities,
// and entities with those who own them. Points of contact are never read. (Its
// CSV files are read as tables.)
//
// Source: open.gsa.gov, Get Opportunities Public API v2 and Entity Management
// API v3.
package samgov

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"

	"caveat.example/caveat/internal/fault"
	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/jsonfile"
	"caveat.example/caveat/internal/intake/jsonscan"
	"caveat.example/caveat/internal/intake/table"
	"caveat.example/caveat/internal/inventory"
)

// Reader reads SAM.gov's JSON. Its zero value is ready.
type Reader struct{}

// Format is "sam.gov".
func (Reader) Format() string { return "sam.gov" }

// Accepts takes JSON with the keys of an answer, an opportunity or an entity.
func (Reader) Accepts(_ string, head []byte) bool {
	shape := jsonscan.Look(head)
	for _, keys := range [][]string{{"opportunitiesData"}, {"entityData"}, {"entityRegistration"}, {"noticeId", "solicitationNumber"}} {
		if shape.Has(keys...) {
			return true
		}
	}
	// An answer begins with how many results there are.
	return shape.Has("totalRecords") && (shape.Contains(`"opportunitiesData"`) || shape.Contains(`"entityData"`))
}

// Items yields opportunities as Notices or Awards, and entities.
func (Reader) Items(ctx context.Context, in *intake.Input) iter.Seq2[inventory.Item, error] {
	return func(yield func(inventory.Item, error) bool) {
		jsonfile.Part[struct{}]{
			Begin: func(*jsonfile.File) (none struct{}) { return none },
			Value: func(f *jsonfile.File, _ struct{}, kind byte) error {
				switch {
				case kind == '[':
					return list(f, "")
				case kind != '{':
					return fmt.Errorf("line %d: a value that is no record: %w", f.Start, fault.Invalid)
				}
				return answer(f)
			},
		}.Read(ctx, in, yield)
	}
}

// list reads an array of records.
func list(f *jsonfile.File, at string) error {
	return f.Array(func(i int) error {
		raw, err := f.Raw(f.In.Options.Limits.Record)
		if err != nil {
			return large(f, fmt.Sprintf("%s/%d", at, i), err)
		}
		return record(f, fmt.Sprintf("%s/%d", at, i), raw)
	})
}

// large says more of a record that is too large to hold. Within an array
// nothing can be read after it.
func large(f *jsonfile.File, at string, err error) error {
	if bad, ok := errors.AsType[*jsonscan.Error](err); ok && errors.Is(err, fault.Limit) {
		return fmt.Errorf("%s has more than %d bytes: %w", at, f.In.Options.Limits.Record, bad)
	}
	return err
}

// answer reads an object that is an answer with a list, or a record itself.
func answer(f *jsonfile.File) error {
	members := map[string]json.RawMessage{}
	size, lists := 0, 0
	err := f.Object(func(key []byte) error {
		name := string(key)
		kind, err := f.Kind()
		switch {
		case err != nil:
			return err
		case kind == '[' && (name == "opportunitiesData" || name == "entityData"):
			lists++
			return list(f, "/"+name)
		case lists > 0:
			return f.Skip()
		}
		raw, err := f.Raw(f.In.Options.Limits.Record)
		if err != nil {
			return err
		}
		if size += len(raw); size > f.In.Options.Limits.Record {
			return fmt.Errorf("the record at line %d has more than %d bytes: %w", f.Start, f.In.Options.Limits.Record, fault.Limit)
		}
		members[name] = append(json.RawMessage(nil), raw...)
		return nil
	})
	if err != nil || lists > 0 {
		return err
	}
	whole, err := json.Marshal(members)
	if err != nil {
		return fmt.Errorf("line %d: %w", f.Start, err)
	}
	return record(f, fmt.Sprintf("line %d", f.Start), whole)
}

// record tells one opportunity or entity.
func record(f *jsonfile.File, at string, raw []byte) error {
	var r struct {
		opportunity
		entity
	}
	if err := json.Unmarshal(raw, &r); err != nil {
		return f.Put(inventory.Item{}, f.In.Skip(at, "the record does not have the form of SAM.gov's: %s", err))
	}
	item := inventory.Item{Origin: f.In.At(at)}
	switch {
	case r.Registration.Name != "" || r.Registration.UEI != "":
		item.Kind, item.Fields = inventory.Entity, r.entity.fields()
	case r.NoticeID != "" || r.Title != "":
		item.Kind, item.Fields = inventory.Notice, r.opportunity.fields()
		if item.Fields.Get(inventory.Supplier) != "" {
			item.Kind = inventory.Award
		}
	default:
		return f.Put(inventory.Item{}, f.In.Skip(at, "the record is neither an opportunity nor a registered entity: look at it in the source"))
	}
	item.Text = string(table.AppendText(nil, item.Fields))
	if owner := item.Fields.Get(inventory.Owner); owner != "" {
		item.Text += ", owned by " + owner
	}
	return f.Put(item, nil)
}

// add adds a value once.
func add(f inventory.Fields, key, value string) inventory.Fields {
	value = strings.TrimSpace(value)
	if value == "" {
		return f
	}
	for _, have := range f {
		if have.Key == key && have.Value == value {
			return f
		}
	}
	return append(f, inventory.Field{Key: key, Value: value})
}

// under adds a value with what it is a number of: "UEI:ABC".
func under(f inventory.Fields, key, scheme, value string) inventory.Fields {
	if strings.TrimSpace(value) == "" {
		return f
	}
	return add(f, key, scheme+strings.TrimSpace(value))
}
