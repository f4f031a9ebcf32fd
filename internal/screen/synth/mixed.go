package synth

import (
	"math/rand/v2"
	"strings"

	"caveat.example/caveat/internal/screen"
)

// Mixed makes n names to screen that all differ, of the kinds that a buyer has:
// four in ten of nobody listed; five of records, as they are, with slips, run
// together, in another order, without their last word, or behind other words;
// one in another script. A name that was asked before costs less, so that only
// names that differ measure what an index costs.
func Mixed(n int, seed uint64, records []screen.Record) []string {
	g := &maker{rand.New(rand.NewPCG(seed, 11))}
	out := make([]string, 0, n)
	seen := make(map[string]bool, n)
	for len(out) < n {
		q := g.mixed(records[g.IntN(len(records))].Name)
		if !seen[q] {
			seen[q] = true
			out = append(out, q)
		}
	}
	return out
}

func (g *maker) mixed(listed string) string {
	words := strings.Fields(listed)
	switch g.IntN(20) {
	case 0, 1, 2, 3, 4, 5:
		return g.company()
	case 6, 7:
		return g.person()
	case 8:
		return listed
	case 9, 10, 11, 12:
		return g.slip(listed)
	case 13:
		return g.slip(g.slip(listed))
	case 14:
		return strings.Join(words, "")
	case 15:
		g.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
		return strings.Join(words, " ")
	case 16:
		return strings.Join(words[:max(1, len(words)-1)], " ")
	case 17:
		return "IP camera by " + listed + " UK"
	case 18:
		return cyrillic.Replace(strings.ToLower(listed))
	}
	return g.chinese()
}

// cyrillic writes Latin letters as a Russian clerk might.
var cyrillic = strings.NewReplacer(
	"zh", "ж", "ch", "ч", "sh", "ш", "kh", "х", "ia", "я", "iu", "ю", "ts", "ц",
	"a", "а", "b", "б", "c", "к", "d", "д", "e", "е", "f", "ф", "g", "г", "h", "х", "i", "и", "j", "дж", "k", "к", "l", "л", "m", "м",
	"n", "н", "o", "о", "p", "п", "q", "к", "r", "р", "s", "с", "t", "т", "u", "у", "v", "в", "w", "в", "x", "кс", "y", "й", "z", "з",
)

const (
	cities     = "北京 上海 深圳市 杭州 广州 成都 武汉"
	characters = "海 康 威 视 大 华 中 兴 天 地 宏 达 远 东 明 科 安 讯 宇 航 光 电 信 金 龙 凯 瑞 立 新 创"
	kinds      = "科技有限公司 电子股份有限公司 技术有限公司 贸易公司 集团"
)

func (g *maker) chinese() string {
	return g.pick(cities) + g.pick(characters) + g.pick(characters) + g.pick(characters) + g.pick(kinds)
}
