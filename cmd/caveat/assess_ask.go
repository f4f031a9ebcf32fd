package main

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"caveat.example/caveat/internal/assess"
	"caveat.example/caveat/internal/finding"
)

// firstAsked are the facts that an interview begins with, in order: without
// them every instrument is open.
var firstAsked = []string{"jurisdiction", "body", "act", "produced_by", "product"}

// interview asks for facts until nothing that is still open can be answered,
// and ends with the findings.
func (c *assessCmd) interview(e *env, know *knowledge, context finding.Context) (outcome, error) {
	in := bufio.NewScanner(e.stdin)
	facts := withContext(nil, context)
	skipped := map[string]bool{}
	fmt.Fprintln(e.stderr, "One question at a time. An empty answer means that you do not know.")
	for {
		p, errs := know.rules.Pattern(facts, know.parties)
		if len(errs) > 0 {
			return outcome{}, usage(errs[0])
		}
		findings := know.rules.Judge(p, know.parties, context.KnownAt)
		q, open := nextQuestion(know.rules, facts, findings, skipped)
		if !open || !ask(e.stderr, in, know.rules, facts, q, skipped) {
			for _, clash := range p.Contradictions {
				fmt.Fprintf(e.stderr, "caveat: %s\n", clash)
			}
			return outcomeOfFindings(findings), c.print(e.stdout, know, "answers", "", p, findings)
		}
	}
}

// nextQuestion is the question that settles most of what is open; facts that
// no instrument waits for any more are not asked.
func nextQuestion(rules *assess.Rules, facts assess.Facts, findings []finding.Finding, skipped map[string]bool) (finding.Question, bool) {
	for _, key := range firstAsked {
		if len(facts[key]) == 0 && !skipped[key] && key != "jurisdiction" {
			return finding.Question{Fact: key, Ask: rules.Words.Facts[key].Ask}, true
		}
	}
	count := map[string]int{}
	asked := map[string]string{}
	for i := range findings {
		for _, q := range findings[i].Missing {
			if _, ok := rules.Words.Facts[q.Fact]; ok && len(facts[q.Fact]) == 0 && !skipped[q.Fact] {
				count[q.Fact]++
				asked[q.Fact] = q.Ask
			}
		}
	}
	best := ""
	for _, key := range sortedKeys(count) {
		if best == "" || count[key] > count[best] {
			best = key
		}
	}
	if best == "" {
		return finding.Question{}, false
	}
	return finding.Question{Fact: best, Ask: asked[best] + "\n" + rules.Words.Facts[best].Ask}, true
}

// ask puts one question until the answer is a word that the vocabulary has. It
// is false when there is nobody left to ask.
func ask(w io.Writer, in *bufio.Scanner, rules *assess.Rules, facts assess.Facts, q finding.Question, skipped map[string]bool) bool {
	for {
		fmt.Fprintf(w, "\n%s\n", q.Ask)
		if options := rules.Words.Options(q.Fact, facts); len(options) > 0 {
			wrapTo(w, 2, strings.Join(options, ", "))
		}
		fmt.Fprintf(w, "%s> ", q.Fact)
		if !in.Scan() {
			return false
		}
		answer := strings.TrimSpace(in.Text())
		if answer == "" {
			skipped[q.Fact] = true
			return true
		}
		try := assess.Facts{q.Fact: {answer}}
		if _, _, errs := rules.Words.Normal(try); len(errs) > 0 {
			fmt.Fprintln(w, errs[0])
			continue
		}
		facts[q.Fact] = slices.Clone(try[q.Fact])
		return true
	}
}
