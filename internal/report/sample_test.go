package report_test

import (
	"strings"
	"testing"

	"caveat.example/caveat/internal/attribution"
	"caveat.example/caveat/internal/cite"
	"caveat.example/caveat/internal/finding"
	"caveat.example/caveat/internal/inventory"
)

// A sample is a run of our own invention, told to a Sink in order.
type sample struct {
	run     finding.Run
	answers []finding.Answer
	reasons []string
	sources []finding.SourceNote
	sum     finding.Summary
}

func tell(t *testing.T, out finding.Sink, s sample) {
	t.Helper()
	steps := []func() error{func() error { return out.Begin(s.run) }}
	for _, a := range s.answers {
		steps = append(steps, func() error { return out.Answer(a) })
	}
	for _, r := range s.reasons {
		steps = append(steps, func() error { return out.Skipped(cite.Origin{Source: "council.csv", At: "row 9"}, r) })
	}
	for _, n := range s.sources {
		steps = append(steps, func() error { return out.Source(n) })
	}
	steps = append(steps, func() error { return out.End(s.sum) })
	for i, step := range steps {
		if err := step(); err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
	}
}

func testRun() finding.Run {
	return finding.Run{
		Engine: "1.0.0", Register: "sha256:" + strings.Repeat("ab", 32), AsOf: "2026-11-23",
		Context: finding.Context{Body: "us_federal_agency", Act: "procure", Date: "2026-11-23", Facts: map[string]string{"funding": "own"}},
	}
}

func at(row string) cite.Origin { return cite.Origin{Source: "council.csv", At: "row " + row} }

func annke() finding.Answer {
	return finding.Answer{
		Status: finding.Restricted,
		Why:    "A rule binds a US federal agency that procures this: us-889-a1A.",
		Item: inventory.Item{
			Kind: inventory.Asset, Origin: at("2"), Text: "Annke C800 4K turret",
			Fields: inventory.Fields{{Key: inventory.Maker, Value: "Annke"}, {Key: inventory.Model, Value: "C800"}},
		},
		Attributions: []attribution.Attribution{{
			Party: "hikvision", Family: "hikvision", Name: "Hangzhou Hikvision Digital Technology Co., Ltd.",
			Role: attribution.Maker, Confidence: 0.9, Band: attribution.Identified, Decides: true,
			Evidence: []attribution.Evidence{{
				Kind: "brand", Value: "Annke", Field: "maker", Rule: "makers/hikvision.yaml#annke",
				Says: "Annke's cameras are made by Hikvision", Source: "maker's own statement", Strength: 0.9,
			}},
		}},
		Findings: []finding.Finding{ban(finding.Restricted, "all_elements_met"), cold()},
	}
}

func ban(s finding.Status, because string) finding.Finding {
	return finding.Finding{
		Instrument: "us-889-a1A", Title: "NDAA FY2019 s.889(a)(1)(A)", Status: s, Because: []string{because},
		Cite: "Pub. L. 115-232 s.889(a)(1)(A)", Quote: "procure or obtain or extend or renew a contract",
		Force: "binding", Binds: []string{"us_federal_agency"}, Says: "The agency may not buy it.",
		Elements: []finding.Element{
			{ID: "bound", Answer: finding.Yes, Cite: "(a)(1)", Ask: "Is the buyer a federal executive agency?", Fact: "body=us_federal_agency"},
			{ID: "purpose", Answer: finding.NotKnown, Cite: "(f)(3)(B)", Ask: "What is it for?"},
		},
		Missing: []finding.Question{},
		Disputed: []finding.Side{
			{Says: "It is in force.", Grade: "statute", Date: "2019-08-13", Source: "S1"},
			{Says: "It never was.", Grade: "press_report", Date: "2020-01-01", Source: "S2"},
		},
		ReliedOn: "the statute", Otherwise: "it would not bind.",
	}
}

// cold is a finding that does not bind.
func cold() finding.Finding {
	return finding.Finding{
		Instrument: "uk-x", Title: "A UK rule", Status: finding.NotRestricted, Because: []string{"not_bound"},
		Cite: "art. 1", Force: "binding", Says: "It binds others.",
	}
}

func lorex() finding.Answer {
	return finding.Answer{
		Status: finding.Conditional, Why: "The purpose is not known.",
		Item: inventory.Item{Kind: inventory.Asset, Origin: at("3"), Text: "Lorex 大华 E892AB"},
		Attributions: []attribution.Attribution{{
			Party: "dahua", Family: "dahua", Name: "Zhejiang Dahua Technology Co., Ltd.", Role: attribution.Maker,
			Confidence: 0.6, Band: attribution.Probable, Open: "Lorex changed hands.", Settle: "The day of manufacture would settle it.", Until: "2023-02-01",
		}},
		Findings:  []finding.Finding{ban(finding.Conditional, "purpose_not_shown")},
		Questions: []finding.Question{{Fact: "purpose", Ask: "What is it for?"}},
	}
}

func nobody(row string) finding.Answer {
	return finding.Answer{
		Status: finding.Unknown, Why: "Nobody could be identified.",
		Item:      inventory.Item{Kind: inventory.Asset, Origin: at(row), Text: "Dome camera", Damage: []string{"the model was rounded by a spreadsheet: 6.37702E+15"}},
		Questions: []finding.Question{{Fact: "maker", Ask: "Who made it? Ask the supplier for the model number on the plate."}},
	}
}

func axis(row string) finding.Answer {
	return finding.Answer{
		Status: finding.Clear, Why: "Axis is identified and on none of the lists.",
		Item: inventory.Item{
			Kind: inventory.Asset, Origin: at(row), Text: "Axis P3245-V",
			Fields: inventory.Fields{{Key: inventory.Maker, Value: "Axis"}, {Key: inventory.Model, Value: "P3245-V"}},
		},
		Attributions: []attribution.Attribution{{
			Party: "axis", Family: "axis", Name: "Axis Communications AB", Role: attribution.Maker,
			Confidence: 0.97, Band: attribution.Identified, Decides: true, Clearable: true,
		}},
		Findings: []finding.Finding{cold()},
	}
}

func article() finding.Answer {
	return finding.Answer{
		Status: finding.Conditional, Why: "A listed party is only named.",
		Item: inventory.Item{Kind: inventory.Passage, Origin: cite.Origin{Source: "article.txt", At: "line 3"}, Text: "The department banned the vendor."},
		Mentions: []finding.Mention{
			{Kind: "instrument", Instrument: "uk-dhsc-2022", Words: "banned", Says: "A later letter says that there is no such ban.", Disputed: []finding.Side{{Says: "No ban.", Grade: "letter", Date: "2023-01-05"}}},
			{Kind: "statement", Speaker: "hikvision", Words: "We take this seriously.", Says: "Its own words."},
		},
	}
}

func goodSample() sample {
	return sample{
		run:     testRun(),
		answers: []finding.Answer{annke(), lorex(), nobody("4"), axis("5"), axis("6"), article()},
		reasons: []string{"has 3 fields where the header has 5; put the missing separators in"},
		sources: []finding.SourceNote{{
			Source: cite.Source{Name: "council.csv", Digest: "sha256:" + strings.Repeat("0", 64), Size: 420}, Format: "csv", Items: 5, Skipped: 1,
			Mapping: []finding.Column{{Header: "Fabricante", Key: "maker", Why: "content"}, {Header: "Ref", Key: "model", Why: "name"}, {Header: "Colour", Key: "other:Colour", Why: "name"}, {Header: "Keeper", Key: "personal:Keeper", Why: "name"}},
			Damage:  []string{"1 model number was destroyed by a spreadsheet: export as text"},
		}},
		sum: finding.Summary{Items: 6, Restricted: 1, Conditional: 2, Unknown: 1, Clear: 2, Skipped: 1},
	}
}

// hostile has in every place a text that attacks whoever reads it.
func hostile() sample {
	const evil = "\x1b[2J\u202e=cmd|' /C calc'!A0<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
	a := annke()
	a.Why, a.Item.Text, a.Item.Origin.Source = evil, evil, evil
	a.Item.Fields = inventory.Fields{{Key: "other:" + evil, Value: evil}, {Key: inventory.Maker, Value: evil}}
	a.Item.Damage, a.Notes = []string{evil}, []string{evil}
	a.Attributions[0].Name, a.Attributions[0].Open = evil, evil
	a.Attributions[0].Evidence[0].Value, a.Attributions[0].Evidence[0].Says = evil, evil
	a.Questions = []finding.Question{{Fact: evil, Ask: evil}}
	a.Mentions = []finding.Mention{{Kind: "statement", Speaker: evil, Words: evil, Says: evil}}
	long := nobody("7")
	long.Item.Text = strings.Repeat("=x ", 350_000)
	return sample{
		run: testRun(), answers: []finding.Answer{a, long}, reasons: []string{evil},
		sources: []finding.SourceNote{{Source: cite.Source{Name: evil}, Format: "csv", Mapping: []finding.Column{{Header: evil, Key: "maker"}}, Damage: []string{evil}}},
		sum:     finding.Summary{Items: 2, Restricted: 1, Unknown: 1, Skipped: 1},
	}
}
