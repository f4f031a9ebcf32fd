package assess

// daysAsked gives the days that rules hold the day of purchase against.
func (r *Rules) daysAsked() []string {
	var days []string
	var ask func(t *Test)
	ask = func(t *Test) {
		if t.Day != nil && t.Day.Fact == dayFact {
			days = append(days, t.Day.From, t.Day.Until)
		}
		for i := range t.Any {
			ask(&t.Any[i])
		}
		for i := range t.All {
			ask(&t.All[i])
		}
		if t.Not != nil {
			ask(t.Not)
		}
	}
	elements := func(list []Element) {
		for i := range list {
			ask(&list[i].Test)
		}
	}
	exceptions := func(list []Exception) {
		for i := range list {
			ask(&list[i].Test)
		}
	}
	for _, limb := range r.limbs {
		elements(limb)
	}
	for _, in := range r.Instruments {
		elements(in.Elements)
		exceptions(in.Exceptions)
		for i := range in.parts {
			elements(in.parts[i].Elements)
			exceptions(in.parts[i].Exceptions)
		}
	}
	return days
}
