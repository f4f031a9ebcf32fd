package delimited_test

import (
	"strings"
	"testing"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/delimited"
)

func BenchmarkRows(b *testing.B) {
	const rows = 200_000
	content := "Asset Tag,Site,Manufacturer,Model,Serial Number,IP Address,MAC Address,Purchase Date,Notes\n" +
		strings.Repeat("A-10231,Town Hall,Hikvision,DS-2CD2143G2-I,E12345678,10.1.2.3,44:19:b6:01:02:03,2021-03-04,\"north door, replaced\"\n", rows)
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		opt := intake.Options{Readers: []intake.Reader{delimited.Reader{}}}
		for _, err := range intake.Walk(b.Context(), []string{"-"}, strings.NewReader(content), opt) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(rows*b.N)/b.Elapsed().Seconds(), "rows/s")
}
