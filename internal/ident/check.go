package ident

import (
	"fmt"
	"strings"
)

// checks gives for each scheme what is wrong with a number in plain form, ""
// for nothing.
func checks() map[Scheme]func(string) string {
	return map[Scheme]func(string) string{
		LEI: checkLEI, USCC: checkUSCC, ISIN: checkISIN, GBCOH: checkCompanyNumber, UEI: checkUEI,
		CAGE: checkCAGE, DUNS: checkDUNS, INN: checkINN, OGRN: checkOGRN,
	}
}

const wrongDigit = "its check digit is wrong: one of its characters is mistyped"

func checkLEI(v string) string {
	if len(v) != 20 {
		return length(v, "20")
	}
	if letterCount(v[18:]) > 0 {
		return "its last two characters are not digits"
	}
	if mod97(v) != 1 {
		return wrongDigit
	}
	return ""
}

// mod97 is the remainder of ISO 7064 MOD 97-10, letters counted from 10.
func mod97(v string) int {
	n := 0
	for i := range len(v) {
		d := value36(v[i])
		if d > 9 {
			n = n*100 + d
		} else {
			n = n*10 + d
		}
		n %= 97
	}
	return n
}

func value36(c byte) int {
	if c >= 'A' {
		return int(c-'A') + 10
	}
	return int(c - '0')
}

// checkUSCC follows GB 32100-2015: base 31 without I, O, S, V, Z, weights 3^i.
func checkUSCC(v string) string {
	const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
	if len(v) != 18 {
		return length(v, "18")
	}
	sum, weight := 0, 1
	for i := range 17 {
		d := strings.IndexByte(alphabet, v[i])
		if d < 0 {
			return fmt.Sprintf("it has the letter %c, which such codes do not use", v[i])
		}
		sum += d * weight
		weight = weight * 3 % 31
	}
	if alphabet[(31-sum%31)%31] != v[17] {
		return wrongDigit
	}
	return ""
}

// checkISIN follows ISO 6166: letters as two digits, then Luhn.
func checkISIN(v string) string {
	if len(v) != 12 {
		return length(v, "12")
	}
	if letterCount(v[:2]) != 2 || letterCount(v[11:]) != 0 {
		return "it is not a country code, nine characters and a check digit"
	}
	var digits []byte
	for i := range len(v) {
		digits = append(digits, fmt.Sprint(value36(v[i]))...)
	}
	sum := 0
	for i := range digits {
		d := int(digits[len(digits)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	if sum%10 != 0 {
		return wrongDigit
	}
	return ""
}

// padCompanyNumber writes a number of Companies House in its eight characters.
func padCompanyNumber(v string) string {
	at := 0
	for at < len(v) && v[at] >= 'A' {
		at++
	}
	if at > 2 || len(v) >= 8 || len(v) == at {
		return v
	}
	return v[:at] + strings.Repeat("0", 8-len(v)) + v[at:]
}

func checkCompanyNumber(v string) string {
	if len(v) != 8 {
		return length(v, "8")
	}
	if n := letterCount(v); n > 2 || letterCount(v[n:]) > 0 && v[7] < 'A' {
		return "it is not two letters or none and then digits"
	}
	return ""
}

func checkUEI(v string) string {
	if len(v) != 12 {
		return length(v, "12")
	}
	if strings.ContainsAny(v, "IO") {
		return "it has a letter I or O, which such codes do not use"
	}
	if v[0] == '0' {
		return "it begins with 0"
	}
	return ""
}

func checkCAGE(v string) string {
	if len(v) != 5 {
		return length(v, "5")
	}
	if strings.ContainsAny(v, "IO") {
		return "it has a letter I or O, which such codes do not use"
	}
	return ""
}

func checkDUNS(v string) string {
	if len(v) != 9 || letterCount(v) > 0 {
		return length(v, "9 digits")
	}
	return ""
}

// checkINN follows the Russian tax service: one check digit of ten for
// companies, two of twelve for persons in business.
func checkINN(v string) string {
	if letterCount(v) > 0 {
		return "it has letters"
	}
	weights := []int{3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8}
	digit := func(n int) byte {
		sum := 0
		for i := range n {
			sum += int(v[i]-'0') * weights[len(weights)-n+i]
		}
		return byte('0' + sum%11%10)
	}
	switch len(v) {
	case 10:
		if v[9] != digit(9) {
			return wrongDigit
		}
	case 12:
		if v[10] != digit(10) || v[11] != digit(11) {
			return wrongDigit
		}
	default:
		return length(v, "10 or 12")
	}
	return ""
}

func checkOGRN(v string) string {
	if letterCount(v) > 0 {
		return "it has letters"
	}
	mod := 0
	switch len(v) {
	case 13:
		mod = 11
	case 15:
		mod = 13
	default:
		return length(v, "13 or 15")
	}
	n := 0
	for i := range len(v) - 1 {
		n = (n*10 + int(v[i]-'0')) % mod
	}
	if byte('0'+n%10) != v[len(v)-1] {
		return wrongDigit
	}
	return ""
}

func length(v, want string) string {
	return fmt.Sprintf("it has %d characters and should have %s", len(v), want)
}
