package assess_test

import (
	"testing"

	"caveat.example/caveat/internal/assess"
	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/inventory"
	"caveat.example/caveat/law"
)

// BenchmarkJudge asks every instrument about one fact pattern, uncached.
func BenchmarkJudge(b *testing.B) {
	rules, parties := load(b)
	p, errs := rules.Pattern(assess.Facts{
		"date": {"2026-03-01"}, "jurisdiction": {"US"}, "body": {"us_federal_agency"}, "act": {"procure"},
		"vendor": {"Hangzhou Hikvision Digital Technology Co., Ltd."}, "produced_by": {"Hangzhou Hikvision Digital Technology Co., Ltd."},
		"product": {"ip_camera"}, "component_role": {"whole_product"}, "purpose": {"public_safety"},
	}, parties)
	if len(errs) > 0 {
		b.Fatal(errs)
	}
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n += len(rules.Judge(p, parties, ""))
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "assessments/s")
}

// BenchmarkAssess judges items of a few makers, as a check of an estate does.
func BenchmarkAssess(b *testing.B) {
	rules, parties := load(b)
	law, err := rules.In(finding.Context{Body: "us_federal_agency", Act: "procure", Date: "2026-03-01"}, parties, "sha256:0")
	if err != nil {
		b.Fatal(err)
	}
	var who [][]attribution.Attribution
	for _, id := range []string{"hikvision", "axis", "dahua", "hanwha-vision", "bosch-security", "huawei"} {
		who = append(who, []attribution.Attribution{madeBy(id)})
	}
	item := inventory.Item{Kind: inventory.Asset, Text: "camera"}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		law.Assess(item, who[i%len(who)])
		i++
	}
	b.ReportMetric(float64(i)/b.Elapsed().Seconds(), "items/s")
}

// BenchmarkLoad reads all of law/.
func BenchmarkLoad(b *testing.B) {
	for b.Loop() {
		if _, err := assess.Load(law.FS()); err != nil {
			b.Fatal(err)
		}
	}
}

// madeBy is an attribution that decides.
func madeBy(party string) attribution.Attribution {
	return attribution.Attribution{
		Party: party, Family: party, Name: party, Role: attribution.Maker, Band: attribution.Identified, Confidence: 0.9,
		Product: "ip_camera", ProductClass: "video_surveillance", Decides: true,
	}
}
