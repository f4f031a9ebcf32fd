// Package spelling knows how far a word that somebody typed is from another. It
// refuses to know names of parties: those sound alike, which internal/name
// measures.
package spelling

// Distance is the least number of bytes to insert, drop or change to turn a
// into b (Levenshtein 1966). Letters of the vocabulary are one byte each.
func Distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost = 1 + min(diagonal, row[j], row[j+1])
			}
			diagonal, row[j+1] = row[j+1], cost
		}
	}
	return row[len(b)]
}
