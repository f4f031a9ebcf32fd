package name

import (
	"strings"
	"testing"
)

func describe(words []Word) string {
	var b strings.Builder
	for i := range words {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(words[i].Key + "/" + words[i].Class.String())
	}
	return b.String()
}

func TestAnalyse(t *testing.T) {
	l, err := Load(wordsTable, backgroundTable)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ in, want string }{
		{"HUAWEI TECH CO LTD", "huawei/distinct technology/trade co/legal ltd/legal"},
		{"杭州海康威视数字技术股份有限公司", "hangzhou/place haikangweishi/distinct digital/trade technology/trade coltd/legal"},
		{"Хиквижн Диджитал Текнолоджи", "khikvizhn/distinct digital/trade technology/trade"},
		{"L. L. C. Ромашка", "llc/legal romashka/distinct"},
		{"A-B-C Company", "abc/distinct co/legal"},
		{"Plant No. 38", "plant/trade noise/noise 38/number"},
		{"Hong Kong Trading", "hong_kong/place trading/trade"},
		{"38 завод", "38/number plant/trade"},
		{"ООО «Ньюсфронт»", "ooo/legal nyusfront/distinct"},
		{"شركة دوران", "sharikat/legal dwran/distinct"},
		{"주식회사 한화비전", "coltd/legal hanhwabijeon/distinct"},
		{"Bosch Gesellschaft mit beschränkter Haftung", "bosch/distinct gmbh/legal"},
		{"Orlen Spółka Akcyjna", "orlen/distinct sa/legal"},
		{"Công ty Cổ phần FPT", "ao/legal fpt/distinct"},
		{"PT Garuda (Persero) Tbk", "pt/legal garuda/distinct pt/legal tbk/legal"},
		{"...", ""},
		{"", ""},
	} {
		if got := describe(l.Analyse(nil, tt.in)); got != tt.want {
			t.Errorf("Analyse(%q)\n got %s\nwant %s", tt.in, got, tt.want)
		}
	}
}
