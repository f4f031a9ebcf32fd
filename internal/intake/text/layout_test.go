package text

import "testing"

// A list, lines that stand apart, and a wrapped paragraph look different
// without a word of them being understood.
func TestLayout(t *testing.T) {
	for _, c := range []struct {
		name          string
		text          string
		list, wrapped bool
	}{
		{"models", "IPC-HFW1831E x4\nDS-2CD2143G0-I\nAxis P3245-V\n", true, false},
		{"things of a few words, without a number", "dahua domes (car park)\nhikvision ip cameras\nswitches, ground floor\nradios of the vans\n", true, false},
		{"one thing", "DS-2CD2143G0-I dome", true, false},
		{"a few words alone", "Dahua domes", false, true},
		{"headlines of more words", "Council halts the rollout of cameras after a public outcry\nWhy our hospital replaced all of its old recorders\nTribunal hears the claim of a camera contractor\nBan explained, in four minutes or less of reading\n", false, false},
		{"a paragraph broken by its width", "The council decided on Tuesday to replace\nthe cameras in its car parks, which it had\nbought four years ago from a supplier that\nno longer answers.\n", false, true},
		{"paragraphs of one line each", "The council decided on Tuesday to replace the cameras in its car parks, which it had bought four years ago from a supplier that no longer answers, and said so in a letter.\nNobody answered.\n", false, false},
		{"lines ended by a carriage return", "IPC-HFW1831E x4\rDS-2CD2143G0-I\rAxis P3245-V\r", true, false},
	} {
		l := look(c.text)
		if l.list() != c.list || !c.list && l.wrapped() != c.wrapped {
			t.Errorf("%s: list %v, wrapped %v; want %v, %v (%+v)", c.name, l.list(), l.wrapped(), c.list, c.wrapped, l)
		}
	}
}
