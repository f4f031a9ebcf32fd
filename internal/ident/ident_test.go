package ident

import "testing"

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		scheme Scheme
		in     string
		want   string
		bad    bool
	}{
		{LEI, "5493001KJTIIGC8Y1R12", "lei:5493001KJTIIGC8Y1R12", false},
		{LEI, "5493001KJTIIGC8Y1R13", "lei:5493001KJTIIGC8Y1R13", true},
		{LEI, "549300", "lei:549300", true},
		{ISIN, "US0378331005", "isin:US0378331005", false},
		{ISIN, "US0378331006", "isin:US0378331006", true},
		{ISIN, "us 037833100 5", "isin:US0378331005", false},
		{USCC, "91330000733796106P", "uscc:91330000733796106P", false},
		{USCC, "91330000733796106Q", "uscc:91330000733796106Q", true},
		{USCC, "9133000073379610IP", "uscc:9133000073379610IP", true},
		{GBCOH, "445790", "gb-coh:00445790", false},
		{GBCOH, "sc12345", "gb-coh:SC012345", false},
		{GBCOH, "123456789", "gb-coh:123456789", true},
		{INN, "7707083893", "inn:7707083893", false},
		{INN, "7707083894", "inn:7707083894", true},
		{INN, "500100732259", "inn:500100732259", false},
		{OGRN, "1027700132195", "ogrn:1027700132195", false},
		{OGRN, "1027700132196", "ogrn:1027700132196", true},
		{DUNS, "15-048-3782", "duns:150483782", false},
		{CAGE, "1abc5", "cage:1ABC5", false},
		{UEI, "O23456789012", "uei:O23456789012", true},
		{Stock, "002415.SZ", "stock:SZSE:002415", false},
		{Stock, "HKEX: 0763", "stock:HKEX:763", false},
		{Stock, "002415", "stock:002415", true},
	} {
		got := Parse(tt.scheme, tt.in)
		if got.String() != tt.want || (got.Problem != "") != tt.bad {
			t.Errorf("Parse(%s, %q) = %s (%s), want %s, bad %v", tt.scheme, tt.in, got, got.Problem, tt.want, tt.bad)
		}
	}
}

func TestGuess(t *testing.T) {
	for _, tt := range []struct {
		in   string
		want string
		ok   bool
	}{
		{"5493001KJTIIGC8Y1R12", "lei:5493001KJTIIGC8Y1R12", true},
		{"LEI 5493001KJTIIGC8Y1R12", "lei:5493001KJTIIGC8Y1R12", true},
		{"inn:7707083893", "inn:7707083893", true},
		{"91330000733796106P", "uscc:91330000733796106P", true},
		{"Hikvision", ":", false},
		{"DS-2CD2143G2-I", ":", false},
		{"3M", ":", false},
		{"325 Aviation Repair Plant", ":", false},
		{"", ":", false},
	} {
		got, ok := Guess(tt.in)
		if got.String() != tt.want || ok != tt.ok {
			t.Errorf("Guess(%q) = %s, %v, want %s, %v", tt.in, got, ok, tt.want, tt.ok)
		}
	}
}

// Reading what was written must give the same, and nothing may panic.
func FuzzParse(f *testing.F) {
	f.Add("lei", "5493001KJTIIGC8Y1R12")
	f.Add("stock", "002415.SZ")
	f.Add("gb-coh", "SC1")
	f.Fuzz(func(t *testing.T, scheme, value string) {
		once := Parse(Scheme(scheme), value)
		if twice := Parse(once.Scheme, once.Value); twice != once {
			t.Fatalf("Parse(%q, %q) = %+v, and again %+v", scheme, value, once, twice)
		}
		Guess(value)
	})
}
