package main

import (
	"errors"
	"fmt"
	"time"

	"caveat.example/caveat/internal/finding"
)

// contextFlags say who asks, for what act, on which day. They are the same on
// every command that judges (check, assess, scan): embed them.
type contextFlags struct {
	Jurisdiction string            `group:"context" placeholder:"WORD" help:"Whose law: US, US-TX, UK, UK-ENG, CA …"`
	Body         string            `group:"context" placeholder:"WORD" help:"Kind of body that asks: us_federal_agency, uk_local_authority …"`
	Act          string            `group:"context" placeholder:"WORD" help:"What it does: procure, use, operate, sell …"`
	Purpose      string            `group:"context" placeholder:"WORD" help:"What the equipment is for: security_of_government_facilities, public_safety …"`
	Site         string            `group:"context" placeholder:"WORD" help:"Class of site: sensitive, not_sensitive."`
	Date         string            `group:"context" placeholder:"DAY" help:"The law's day, YYYY-MM-DD. Default: today."`
	Version      string            `group:"context" name:"register-version" placeholder:"FILE" help:"Answer from a register that \"register snapshot\" kept, instead of today's."`
	KnownAt      string            `group:"context" placeholder:"DAY" help:"Answer with what the register knew on that day, YYYY-MM-DD. Default: all that it knows."`
	Fact         map[string]string `group:"context" placeholder:"KEY=VALUE" mapsep:"none" help:"A further fact that holds for the whole run, as funding=federal_grant. May be repeated."`
}

// context checks the flags and gives them as the Context of a run. Now is the
// day that --date defaults to.
func (f *contextFlags) context(now time.Time) (finding.Context, error) {
	c := finding.Context{
		Jurisdiction: f.Jurisdiction, Body: f.Body, Act: f.Act, Purpose: f.Purpose, Site: f.Site,
		Date: f.Date, KnownAt: f.KnownAt, Facts: f.Fact,
	}
	if c.Date == "" {
		c.Date = now.UTC().Format(time.DateOnly)
	}
	return c, usageIf(errors.Join(day("--date", c.Date), day("--known-at", c.KnownAt)))
}

// load reads today's register, or the one that was kept in a file.
func (f *contextFlags) load() (*knowledge, error) {
	if f.Version != "" {
		return loadVersion(f.Version)
	}
	return load()
}

// day says what is wrong with a day given on the command line; "" is no day.
func day(flag, text string) error {
	if text == "" {
		return nil
	}
	if _, err := time.Parse(time.DateOnly, text); err != nil {
		return fmt.Errorf("%s %q is not a day; write it as 2026-11-23", flag, text)
	}
	return nil
}

func usageIf(err error) error {
	if err == nil {
		return nil
	}
	return usage(err)
}
