package eforms_test

import (
	"fmt"
	"strings"
	"testing"

	"caveat.example/caveat/internal/intake"
	"caveat.example/caveat/internal/intake/eforms"
	"caveat.example/caveat/internal/intake/intaketest"
	"github.com/google/go-cmp/cmp"
)

const notice = `<?xml version="1.0" encoding="UTF-8"?>
<ContractAwardNotice xmlns="urn:oasis:names:specification:ubl:schema:xsd:ContractAwardNotice-2">
<UBLExtensions><UBLExtension><ExtensionContent><EformsExtension>
 <NoticeResult>
  <LotResult><ID>RES-0001</ID><LotTender><ID>TEN-0001</ID></LotTender><TenderLot><ID>LOT-0001</ID></TenderLot></LotResult>
  <LotTender><ID>TEN-0001</ID><TenderingParty><ID>TPA-0001</ID></TenderingParty><TenderLot><ID>LOT-0001</ID></TenderLot></LotTender>
  <LotTender><ID>TEN-0002</ID><TenderingParty><ID>TPA-0002</ID></TenderingParty><TenderLot><ID>LOT-0001</ID></TenderLot></LotTender>
  <TenderingParty><ID>TPA-0001</ID><Tenderer><ID>ORG-0002</ID></Tenderer></TenderingParty>
 </NoticeResult>
 <Organizations>
  <Organization><Company><PartyIdentification><ID>ORG-0001</ID></PartyIdentification><PartyName><Name>Stadt Musterstadt</Name></PartyName><Contact><Name>Zoe Bee</Name></Contact></Company></Organization>
  <Organization><Company><PartyIdentification><ID>ORG-0002</ID></PartyIdentification><PartyName><Name>Kamera GmbH</Name></PartyName><PartyLegalEntity><CompanyID>HRB 1</CompanyID></PartyLegalEntity></Company></Organization>
 </Organizations></EformsExtension></ExtensionContent></UBLExtension></UBLExtensions>
<ContractFolderID>f-1</ContractFolderID><NoticeTypeCode>can-standard</NoticeTypeCode>
<ContractingParty><Party><PartyIdentification><ID>ORG-0001</ID></PartyIdentification></Party></ContractingParty>
<ProcurementProject><Name>Kameras</Name><Description>Vierzig Kameras</Description><MainCommodityClassification><ItemClassificationCode listName="cpv">35125300</ItemClassificationCode></MainCommodityClassification></ProcurementProject>
<ProcurementProjectLot><ID>LOT-0001</ID><ProcurementProject><Name>Los 1</Name></ProcurementProject></ProcurementProjectLot>
</ContractAwardNotice>`

func TestItems(t *testing.T) {
	var got []string
	opt := intake.Options{Readers: []intake.Reader{eforms.Reader{}}}
	for item, err := range intake.Walk(t.Context(), []string{"-"}, strings.NewReader(notice), opt) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprintf("%s %s: %v", item.Kind, item.Origin.At, item.Fields))
	}
	want := []string{
		"notice /ProcurementProject: [{name Kameras} {description Vierzig Kameras} {buyer Stadt Musterstadt} {reference f-1} {status can-standard} {codes CPV 35125300}]",
		"notice /ProcurementProjectLot[1] (LOT-0001): [{name Los 1} {buyer Stadt Musterstadt} {reference f-1} {status can-standard}]",
		"award /NoticeResult/LotTender (TEN-0001, LOT-0001): [{name Los 1} {buyer Stadt Musterstadt} {reference f-1} {status can-standard} {supplier Kamera GmbH} {supplier_id HRB 1}]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("items (-want +got):\n%s", diff)
	}
}

func TestHostile(t *testing.T) { intaketest.Hostile(t, eforms.Reader{}, []byte(notice)) }

func FuzzItems(f *testing.F) {
	f.Add(notice)
	f.Fuzz(func(t *testing.T, xml string) {
		if err := intaketest.Check(t.Context(), eforms.Reader{}, []byte(xml)); err != nil {
			t.Error(err)
		}
	})
}
