package register_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"caveat.example/caveat/internal/register"
	"caveat.example/caveat/makers"
)

func load(t *testing.T) *register.Register {
	t.Helper()
	r, err := register.Load(makers.FS())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestFamilyOnADay(t *testing.T) {
	t.Parallel()
	r := load(t)
	tests := []struct{ party, day, want string }{
		{"hikvision", "", "hikvision"},
		{"ezviz", "", "hikvision"},
		{"hikmicro", "", "hikvision"},
		{"hilook", "", "hikvision"},
		{"imou", "", "dahua"},
		{"hisilicon", "", "huawei"},
		{"huawei-cloud-argentina", "", "huawei"},
		{"proven-glory", "", "huawei"},
		{"luopu-haishi-dingxin-electronic-technology", "", "hikvision"},
		{"cethik", "", "cetc"},
		{"cetc-52", "", "cetc"},
		{"sepura", "2017-05-24", "sepura"},
		{"sepura", "2019-01-01", "hytera"},
		{"sepura", "2023-01-01", "sepura"},
		{"sepura", "", "sepura"},
		{"honor", "2020-11-16", "huawei"},
		{"honor", "2020-11-17", "honor"},
		{"dahua-usa", "2023-12-31", "dahua"},
		{"dahua-usa", "2024-06-01", "dahua-usa"},
		{"lorex", "2015-06-01", "flir-teledyne"},
		{"lorex", "2020-01-01", "dahua"},
		{"lorex", "2022-12-20", "lorex"}, // in dispute: Up has both answers
		{"lorex", "2024-01-01", "lorex"},
		{"axis", "", "axis"},
		{"dahua-electronics-new-york", "", "dahua-electronics-new-york"},
		{"hytera-communications-limited-hong-kong", "", "hytera-communications-limited-hong-kong"},
		{"univision-engineering", "", "univision-engineering"},
		{"nobody", "", "nobody"},
	}
	for _, tt := range tests {
		if got := r.Family(tt.party, tt.day); got != tt.want {
			t.Errorf("Family(%s, %q) = %s, want %s", tt.party, tt.day, got, tt.want)
		}
	}
}

func TestUpGivesBothAnswersWhereDatesConflict(t *testing.T) {
	t.Parallel()
	r := load(t)
	owners := map[string]string{}
	for _, reach := range r.Up("lorex", "2022-12-20") {
		if len(reach.Path) == 1 {
			owners[reach.Party] = reach.Doubt
		}
	}
	for _, want := range []string{"dahua", "skywatch"} {
		if doubt, ok := owners[want]; !ok || !strings.Contains(doubt, "disputed") {
			t.Errorf("owner %s on 2022-12-20: there %v, doubt %q; want it, disputed", want, ok, doubt)
		}
	}
	for day, want := range map[string]string{"2022-11-23": "dahua", "2023-03-01": "skywatch"} {
		got := r.Up("lorex", day)
		if len(got) == 0 || got[0].Party != want || got[0].Doubt != "" {
			t.Errorf("Up(lorex, %s) = %+v, want %s without doubt first", day, got, want)
		}
	}
}

func TestUpAndDownSayHowMuchAndHowSurely(t *testing.T) {
	t.Parallel()
	r := load(t)
	var cethik, cetc register.Reach
	for _, reach := range r.Up("ezviz", "") {
		switch reach.Party {
		case "cethik":
			cethik = reach
		case "cetc":
			cetc = reach
		}
	}
	if len(cethik.Path) != 2 || len(cetc.Path) < 3 {
		t.Errorf("Up(ezviz): CETHIK in %d steps, CETC in %d; want 2 and 3 or more", len(cethik.Path), len(cetc.Path))
	}
	if cethik.Share != 0 {
		t.Errorf("Up(ezviz): share of CETHIK is %v, want 0: the share of Hikvision in Ezviz is not known", cethik.Share)
	}
	if up := r.Up("hikvision", ""); len(up) == 0 || up[0].Share != 36.08 {
		t.Errorf("Up(hikvision) = %+v, want a share of 36.08 first", up)
	}
	down := r.Down("huawei", "")
	names := make([]string, len(down))
	for i, reach := range down {
		names[i] = reach.Party
	}
	for _, want := range []string{"hisilicon", "proven-honour", "huawei-cloud-peru"} {
		if !slices.Contains(names, want) {
			t.Errorf("Down(huawei) lacks %s", want)
		}
	}
	if slices.Contains(names, "huawei-namesakes") || slices.Contains(names, "honor") {
		t.Errorf("Down(huawei) has a namesake or what was sold")
	}
	for _, reach := range r.Up("norsat", "2019-01-01") {
		if !strings.Contains(reach.Doubt, "not been checked") {
			t.Errorf("Up(norsat) to %s: doubt %q, want that it has not been checked", reach.Party, reach.Doubt)
		}
	}
}

func TestResolveNames(t *testing.T) {
	t.Parallel()
	r := load(t)
	tests := []struct {
		name string
		want []string
	}{
		{"HIKVISION", []string{"hikvision"}},
		{"hangzhou hikvision digital technology co ltd", []string{"hikvision"}},
		{"杭州海康威视数字技术股份有限公司", []string{"hikvision"}},
		{"Hikvison", []string{"hikvision"}},
		{"Хиквижн", []string{"hikvision"}},
		{"Annke", []string{"annke"}},
		{"Pishan Haishi Yongan Electronic Technology Co., Ltd.", []string{"pishan-haishi-yongan-electronic-technology"}},
		{"CETHIK Group", []string{"cethik"}},
		{"CETC 52", []string{"cetc-52"}},
		{"Huawei Technology", []string{"huawei", "huawei-technology-egypt"}},
		{"DAHUA ELECTRONICS CORPORATION", []string{"dahua-electronics-new-york"}},
		{"Hytera Communications Limited", []string{"hytera-communications-limited-hong-kong"}},
		{"陈清洲", []string{"chen-qingzhou"}},
		{"no such firm", nil},
		{"", nil},
	}
	for _, tt := range tests {
		if got := r.Resolve(tt.name); !slices.Equal(got, tt.want) {
			t.Errorf("Resolve(%q) = %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestLookupAddresses(t *testing.T) {
	t.Parallel()
	r := load(t)
	tests := []struct{ mac, party, organisation string }{
		{"58:50:ed:1f:e3:85", "hikvision", "Hangzhou Hikvision Digital Technology Co.,Ltd."},
		{"5850-ED1F-E385", "hikvision", "Hangzhou Hikvision Digital Technology Co.,Ltd."},
		{"3C-EF-8C-00-00-01", "dahua", "Zhejiang Dahua Technology Co., Ltd."},
		{"accc8e000001", "axis", "Axis Communications AB"},
		{"00:00:00:11:22:33", "", "XEROX CORPORATION"},
		{"52:54:4c:00:00:01", "", ""}, // assigned locally: tells nothing
		{"not a mac", "", ""},
		{"", "", ""},
		{"58:50", "", ""},
	}
	for _, tt := range tests {
		got, ok, err := r.Lookup(tt.mac)
		if err != nil {
			t.Fatal(err)
		}
		if got.Party != tt.party || got.Organisation != tt.organisation || ok != (tt.organisation != "") {
			t.Errorf("Lookup(%q) = %+v %v, want party %q of %q", tt.mac, got, ok, tt.party, tt.organisation)
		}
	}
	if day, err := r.PrefixesAsOf(); day < "2026-01-01" || err != nil {
		t.Errorf("PrefixesAsOf() = %q, %v", day, err)
	}
}

func TestLongestPrefixIsAskedFirst(t *testing.T) {
	t.Parallel()
	table, err := register.EncodeOUI("2026-01-02", map[string]string{
		"70B3D5": "IEEE Registration Authority", "70B3D5F": "Middle Ltd", "70B3D5F2F": "Small AB",
	})
	if err != nil {
		t.Fatal(err)
	}
	r, err := register.Load(with(oneMaker(), "oui.bin", string(table)))
	if err != nil {
		t.Fatal(err)
	}
	for mac, want := range map[string]string{
		"70:b3:d5:f2:f0:01": "Small AB", "70:b3:d5:f3:00:01": "Middle Ltd", "70:b3:d5:00:00:01": "IEEE Registration Authority",
	} {
		if got, _, err := r.Lookup(mac); got.Organisation != want || err != nil {
			t.Errorf("Lookup(%s) = %q, %v, want %q", mac, got.Organisation, err, want)
		}
	}
}

func TestDigestChangesWithAnyByte(t *testing.T) {
	t.Parallel()
	a, err := register.Load(oneMaker())
	if err != nil {
		t.Fatal(err)
	}
	b, err := register.Load(with(oneMaker(), "acme.yaml", acme+"# a word\n"))
	if err != nil {
		t.Fatal(err)
	}
	if a.Digest() == b.Digest() || !strings.HasPrefix(a.Digest(), "sha256:") {
		t.Errorf("digests %s and %s of different files", a.Digest(), b.Digest())
	}
	if a.AsOf() != "2026-11-23" {
		t.Errorf("AsOf() = %s", a.AsOf())
	}
}

func TestStaleSnapshotIsNotBelieved(t *testing.T) {
	t.Parallel()
	old, err := register.Snapshot(oneMaker())
	if err != nil {
		t.Fatal(err)
	}
	edited := with(with(oneMaker(), "snapshot.gob", string(old)), "acme.yaml", strings.Replace(acme, "Acme AB", "Acme Group AB", 1))
	r, err := register.Load(edited)
	if err != nil {
		t.Fatal(err)
	}
	if got := r.Party("acme").Name; got != "Acme Group AB" {
		t.Errorf("name is %q: an edited file was ignored for an old snapshot", got)
	}
}

func TestSnapshotHoldsAllFacts(t *testing.T) {
	t.Parallel()
	fast := load(t)
	slow, err := register.LoadStrict(makers.FS())
	if err != nil {
		t.Fatal(err)
	}
	if len(fast.Parties()) != len(slow.Parties()) || len(fast.Brands()) != len(slow.Brands()) ||
		len(fast.Patterns()) != len(slow.Patterns()) || len(fast.Evidence("")) != len(slow.Evidence("")) ||
		len(fast.Vulnerabilities("")) != len(slow.Vulnerabilities("")) {
		t.Error("the snapshot and the files hold different numbers of facts")
	}
	a, b := fast.Party("lorex"), slow.Party("lorex")
	if a.At != b.At || a.Text != b.Text || a.Text == "" || len(a.Relations) != len(b.Relations) || a.Relations[1].Note != b.Relations[1].Note {
		t.Errorf("lorex from the snapshot is\n%+v\nand from the files\n%+v", a, b)
	}
}

const acme = `parties:
  - id: acme
    name: Acme AB
    family: acme
    kind: company
    sources: [S-X]
    date: 2026-11-23
    confidence: high
`

// oneMaker is the smallest register there can be.
func oneMaker() fstest.MapFS {
	return fstest.MapFS{
		"sources.yaml": {Data: []byte("S-X: {text: the registrar}\n")},
		"acme.yaml":    {Data: []byte(acme)},
	}
}

func with(fsys fstest.MapFS, name, data string) fstest.MapFS {
	fsys[name] = &fstest.MapFile{Data: []byte(data)}
	return fsys
}
