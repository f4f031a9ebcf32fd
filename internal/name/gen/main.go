// Command gen writes the tables that internal/name embeds. Maintainers run it by
// hand, when a source has a new version; nothing else does:
//
//	go run ./internal/name/gen -oui index.json -english words.js -pinyin pinyin_dict.go -opencc dict/
//
// Sources, all of them redistributable: the names of organisations in the IEEE
// registry as the npm package oui-data gives them (BSD-2-Clause), the ranks of
// English words of the npm package popular-english-words (ISC), the readings of
// github.com/mozillazg/go-pinyin (MIT), and the character tables of OpenCC as
// the npm package opencc-js gives them (Apache-2.0).
package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"caveat.example/caveat/internal/name"
)

func main() {
	oui := flag.String("oui", "", "index.json of the npm package oui-data")
	english := flag.String("english", "", "words.js of the npm package popular-english-words")
	pinyin := flag.String("pinyin", "", "pinyin_dict.go of go-pinyin")
	opencc := flag.String("opencc", "", "folder of OpenCC's character tables (opencc-js, dist/esm-lib/dict)")
	out := flag.String("out", "internal/name/data", "folder to write to")
	flag.Parse()
	if err := run(*oui, *english, *pinyin, *opencc, *out); err != nil {
		fmt.Fprintln(os.Stderr, "gen:", err)
		os.Exit(1)
	}
}

func run(oui, english, pinyin, opencc, out string) error {
	words, err := background(oui, english)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(out, "background.txt.gz"), words, 0o644); err != nil {
		return err
	}
	han, err := hanTable(pinyin, opencc)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(out, "han.bin"), han, 0o644)
}

// background counts in how many organisations' names a word stands. Each name
// counts once, however many blocks of addresses it holds, and no name can be
// told from what is written: only words and counts, in the order of the words.
// After the count stands the word's band in running English: 1 for the 1,500
// commonest words, 2 for the next up to 5,000, 3 up to 20,000, 0 for others.
func background(path, english string) ([]byte, error) {
	band, err := bands(english)
	if err != nil {
		return nil, err
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	var blocks map[string]string
	if err := json.Unmarshal(raw, &blocks); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	orgs := map[string]bool{}
	count := map[string]int{}
	for _, text := range blocks {
		org, _, _ := strings.Cut(text, "\n")
		org = name.Fold(org)
		if org == "" || orgs[org] || org == "private" {
			continue
		}
		orgs[org] = true
		seen := map[string]bool{}
		for w := range name.Words(org) {
			if !seen[w] && len(w) > 1 && len(w) <= 24 {
				seen[w] = true
				count[w]++
			}
		}
	}
	keys := make([]string, 0, len(count))
	for w := range count {
		keys = append(keys, w)
	}
	for w := range band {
		if count[w] == 0 {
			keys = append(keys, w)
		}
	}
	sort.Strings(keys)
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	fmt.Fprintf(z, "%d\n", len(orgs))
	for _, w := range keys {
		fmt.Fprintf(z, "%s %d %d\n", w, count[w], band[w])
	}
	if err := z.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// bands reads the words of a JavaScript array, commonest first.
func bands(path string) (map[string]int, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	out := map[string]int{}
	for i, w := range strings.Split(string(raw), "'") {
		if i%2 == 0 || len(w) < 2 || strings.ContainsFunc(w, func(r rune) bool { return r < 'a' || r > 'z' }) {
			continue
		}
		switch n := i / 2; {
		case n < 1500:
			out[w] = 1
		case n < 5000:
			out[w] = 2
		case n < 20000:
			out[w] = 3
		default:
			return out, nil
		}
	}
	return out, nil
}

// The Chinese characters that the table covers.
const firstHan, lastHan = 0x4E00, 0x9FFF

// hanTable writes a list of syllables (one a line, ended by an empty line), then
// for each character of the range two little-endian 16-bit numbers: the
// syllable's place in the list plus one (0 is none), and the simplified form.
func hanTable(pinyin, opencc string) ([]byte, error) {
	reading, err := readings(pinyin)
	if err != nil {
		return nil, err
	}
	simple, err := simplified(opencc)
	if err != nil {
		return nil, err
	}
	at := map[string]int{}
	var list []string
	for r := rune(firstHan); r <= lastHan; r++ {
		if s := reading[r]; s != "" && at[s] == 0 {
			list = append(list, s)
			at[s] = len(list)
		}
	}
	out := []byte(strings.Join(list, "\n") + "\n\n")
	for r := rune(firstHan); r <= lastHan; r++ {
		to := r
		if s, ok := simple[r]; ok && s >= firstHan && s <= lastHan {
			to = s
		}
		n := at[reading[r]]
		out = append(out, byte(n), byte(n>>8), byte(to), byte(to>>8))
	}
	return out, nil
}

// inNames corrects readings for the sense that a character has in names of
// companies, places and people, where that is not its commonest one.
const inNames = "重zhong 长chang 厦xia 行hang 沈shen 单dan 会hui 都du 乐le 藏zang 曾zeng 贾jia 石shi 和he 车che 传chuan 盛sheng 朝chao 解jie 仇qiu 区qu 翟zhai 葛ge 柏bai 种chong 调diao 数shu 系xi 术shu 发fa 华hua 大da 中zhong 威wei 为wei 信xin 技ji 创chuang 广guang 夏xia 地di 电dian 重zhong 员yuan 银yin 圳zhen 浙zhe 波bo"

func readings(path string) (map[rune]string, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	out := map[rune]string{}
	for line := range strings.Lines(string(raw)) {
		var r rune
		var list string
		if n, _ := fmt.Sscanf(strings.TrimSpace(line), "0x%X: %q,", &r, &list); n == 2 {
			first, _, _ := strings.Cut(list, ",")
			out[r] = strings.ReplaceAll(name.Fold(strings.ReplaceAll(first, "ü", "v")), "'", "")
		}
	}
	for _, f := range strings.Fields(inNames) {
		r := []rune(f)
		out[r[0]] = string(r[1:])
	}
	return out, nil
}

// simplified maps traditional, Taiwanese, Hong Kong and Japanese forms to the
// simplified Chinese one.
func simplified(dir string) (map[rune]rune, error) {
	ts, err := table(dir, "TSCharacters")
	if err != nil {
		return nil, err
	}
	out := ts
	for _, f := range []string{"JPShinjitaiCharacters", "TWVariantsRev", "HKVariantsRev"} {
		more, err := table(dir, f)
		if err != nil {
			return nil, err
		}
		for from, trad := range more {
			if s, ok := ts[trad]; ok {
				trad = s
			}
			if _, ok := out[from]; !ok && from != trad {
				out[from] = trad
			}
		}
	}
	return out, nil
}

// table reads one table of opencc-js: pairs "from to…", joined with bars.
func table(dir, file string) (map[rune]rune, error) {
	raw, err := os.ReadFile(filepath.Join(dir, file+".js"))
	if err != nil {
		return nil, err
	}
	text := string(raw)
	a, b := strings.IndexByte(text, '"'), strings.LastIndexByte(text, '"')
	if a < 0 || b <= a {
		return nil, fmt.Errorf("%s: no table in it", file)
	}
	out := map[rune]rune{}
	for _, pair := range strings.Split(text[a+1:b], "|") {
		f := strings.Fields(pair)
		if len(f) < 2 {
			continue
		}
		from := []rune(f[0])
		to := []rune(f[1])
		if len(from) == 1 && len(to) == 1 && !slices.Equal(from, to) {
			out[from[0]] = to[0]
		}
	}
	return out, nil
}
