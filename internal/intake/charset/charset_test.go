package charset

import "testing"

func TestDetect(t *testing.T) {
	tests := []struct{ name, text, want, decoded string }{
		{"plain", "Axis", ASCII, "Axis"},
		{"UTF-8", "S\xc3\xbcd", UTF8, "Süd"},
		{"UTF-8, cut in a letter", "S\xc3\xbcd\xc3", UTF8, ""},
		{"Windows-1252", "S\xfcd caf\xe9", Windows1252, "Süd café"},
		{"Windows-1252 with an apostrophe", "don\x92t", Windows1252, "don’t"},
		{"Mac Roman", "S\x9fd caf\x8e", MacRoman, "Süd café"},
		{"Windows-1250", "Stra\xbfa \xb3\xf3d\x9f", Windows1250, "Straża łódź"},
		{"Windows-1251", "\xcf\xf0\xee\xe8\xe7\xe2\xee\xe4\xe8\xf2\xe5\xeb\xfc", Windows1251, "Производитель"},
		{"GB18030", "\xba\xa3\xbf\xb5\xcd\xfe\xca\xd3", GB18030, "海康威视"},
		{"Shift JIS", "\x83\x81\x81[\x83J\x81[", ShiftJIS, "メーカー"},
		{"UTF-16 LE", "A\x00x\x00i\x00s\x00", UTF16LE, ""},
		{"UTF-16 BE", "\x00A\x00x\x00i\x00s", UTF16BE, ""},
	}
	for _, tt := range tests {
		enc := Detect([]byte(tt.text))
		if enc.Name != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, enc.Name, tt.want)
			continue
		}
		if tt.decoded == "" {
			continue
		}
		if got := enc.Decoder().String([]byte(tt.text)); got != tt.decoded {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.decoded)
		}
	}
}

// A text that begins in ASCII is decided by its first other letter; a record
// in another encoding is read and counted.
func TestForeignRecords(t *testing.T) {
	d := Detect([]byte("plain")).Decoder()
	for _, tt := range []struct{ piece, want string }{{"plain", "plain"}, {"S\xfcd", "Süd"}, {"N\xc3\xb6rd", "Nörd"}, {"Sokod\xcc\xa9", "SokodÌ©"}} {
		d.Begin()
		if got := d.String([]byte(tt.piece)); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.piece, got, tt.want)
		}
	}
	if d.Foreign() != 1 {
		t.Errorf("got %d foreign records, want 1", d.Foreign())
	}
}

func FuzzDecoder(f *testing.F) {
	f.Add([]byte("S\xfcd"), []byte("S\xc3\xbcd"))
	f.Fuzz(func(t *testing.T, head, piece []byte) {
		Text(head)
		if got := Detect(head).Decoder().String(piece); len(piece) > 0 && got == "" && isASCII(piece) {
			t.Errorf("%q: lost", piece)
		}
	})
}
