package perturb

import "testing"

func TestWrite(t *testing.T) {
	for _, tt := range []struct{ kind, text, want string }{
		{"exact", "Acme Trading Co., Ltd.", "Acme Trading Co., Ltd."},
		{"short", "China Lamp Works Corporation", "China Lamp"},
		{"short", "Lamp Works", ""},
		{"abbreviated", "Lumerix Communications Group Company", "Lumerix COMM GRP COMP"},
		{"abbreviated", "Lumerix", ""},
		{"reorder", "Lumerix", ""},
		{"legal swapped", "Lumerix", ""},
	} {
		got, ok := New(1).Write(tt.kind, tt.text)
		if !ok {
			got = ""
		}
		if got != tt.want {
			t.Errorf("%s of %q: %q, want %q", tt.kind, tt.text, got, tt.want)
		}
	}
}

// The same seed gives the same writing, and every kind but exact changes a name.
func TestWriteIsRepeatable(t *testing.T) {
	const text = "Lumerix Communications Technology Company Limited"
	for _, kind := range Kinds {
		a, ok := New(7).Write(kind, text)
		b, _ := New(7).Write(kind, text)
		if !ok || a != b {
			t.Errorf("%s: %q and %q", kind, a, b)
		}
		if kind != "exact" && kind != "noise" && a == text {
			t.Errorf("%s leaves the name as it is", kind)
		}
	}
}
