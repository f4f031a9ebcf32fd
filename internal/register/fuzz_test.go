package register_test

import (
	"testing"

	"caveat.example/caveat/internal/register"
)

// FuzzFold: what is folded is folded, and equal names stay equal.
func FuzzFold(f *testing.F) {
	for _, s := range []string{"Hangzhou Hikvision Digital Technology Co., Ltd.", "海康威視", "Yong'an", "ガーバ", "İ", "\xff", "S. Siedle & Söhne"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		once := register.Fold(s)
		if twice := register.Fold(once); twice != once {
			t.Errorf("Fold(%q) = %q, and folded again %q", s, once, twice)
		}
	})
}

// FuzzLoad: whatever a file holds, it is refused or gives parties that name
// their sources; it never panics.
func FuzzLoad(f *testing.F) {
	f.Add(acme)
	f.Add("parties: [{id: acme}]")
	f.Add("- [")
	f.Fuzz(func(t *testing.T, text string) {
		r, err := register.LoadStrict(with(oneMaker(), "acme.yaml", text))
		if err != nil {
			return
		}
		for _, p := range r.Parties() {
			if p.ID == "" || len(p.Keys) == 0 || p.Date == "" {
				t.Errorf("%+v was loaded without id, source or date", p)
			}
		}
	})
}

// FuzzLookup: any table and any address give an answer or an error.
func FuzzLookup(f *testing.F) {
	good, err := register.EncodeOUI("2026-01-02", map[string]string{"5850ED": "X", "70B3D5F2F": "Y"})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(string(good), "58:50:ED:00:00:00")
	f.Add("caveat-oui-1\n", "")
	f.Fuzz(func(t *testing.T, table, mac string) {
		r, err := register.Load(with(oneMaker(), "oui.bin", table))
		if err != nil {
			t.Fatal(err)
		}
		if p, ok, _ := r.Lookup(mac); ok && p.Organisation == "" && len(table) == len(good) {
			t.Errorf("Lookup(%q) found a block of nobody: %+v", mac, p)
		}
	})
}
