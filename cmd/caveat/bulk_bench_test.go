package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
)

// BenchmarkBulk measures a whole check, to a table: what a register of assets
// and a file of notices cost beyond the start.
func BenchmarkBulk(b *testing.B) {
	var rows, notices strings.Builder
	rows.WriteString("Asset Tag,Manufacturer,Model,Description,Serial Number,Site,Purchase Date\n")
	products := []string{"Hikvision,DS-2CD2143G2-I,4MP dome camera", "Dahua,IPC-HFW2431S-S-S2,bullet camera", "Annke,C800,turret camera", "Axis,P3265-LVE,dome camera", ",,4MP dome camera PoE", "Cisco,WS-C2960X-48FPS-L,access switch"}
	for i := range 20_000 {
		fmt.Fprintf(&rows, "CAM-%07d,%s,%012X,\"Block %d, floor %d\",20%02d-%02d-%02d\n", i, products[i%len(products)], i*7919, i%40, i%9, 15+i%10, 1+i%12, 1+i%28)
	}
	about := strings.Repeat("provision of services for the maintenance and supply of highways, catering and cleaning ", 40)
	for i := range 2000 {
		fmt.Fprintf(&notices, `{"ocid":"ocds-b-%08d","id":"r-%d","date":"2026-03-01T09:00:00Z","tag":["tender"],"initiationType":"tender","buyer":{"id":"GB-%d","name":"Borough Council %d"},"tender":{"id":"t","title":"Maintenance %d","description":"%s","items":[{"id":"1","description":"CCTV camera"}]}}`+"\n", i, i, i, i, i, about)
	}
	for _, bulk := range []struct{ name, text string }{{"csv", rows.String()}, {"ocds", notices.String()}} {
		b.Run(bulk.name, func(b *testing.B) {
			b.SetBytes(int64(len(bulk.text)))
			for b.Loop() {
				var errs bytes.Buffer
				e := &env{ctx: context.Background(), stdin: strings.NewReader(bulk.text), stdout: io.Discard, stderr: &errs, now: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC), getenv: func(string) string { return "" }}
				runIn(e, []string{"check", "--body", "us_federal_agency", "--act", "procure", "-o", "table", "-"})
			}
		})
	}
}
