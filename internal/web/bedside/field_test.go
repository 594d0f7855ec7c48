package bedside

import (
	"strconv"
	"strings"
	"testing"
	"time"
)

// carried is a field of the specification (downtime_pack_spec, sections 4 to 7), a
// message that carries it, and what the page of its patient says of it then.
type carried struct {
	field   string
	message string
	want    string
}

// pid is the patient of every message below.
const pid = "PID|1||ZZ1^^^ZZHOSP^MR||ZZTEST-ONE^ADA||19440305|F"

// said is a message of a kind, sent at a minute of the day, as 1200.
func said(kind, at string, lines ...string) string {
	event := kind[strings.Index(kind, "^")+1:]
	head := []string{`MSH|^~\&|ALL|ZZHOSP|RO|ZZHOSP|20261124` + at + `00||` + kind + `|` + at + `|P|2.5.1`, "EVN|" + event + "|20261124" + at + "00"}
	if !strings.HasPrefix(lines[0], "PID") && !strings.HasPrefix(lines[0], "SCH") && !strings.HasPrefix(lines[0], "RF1") {
		head = append(head, pid)
	}
	return strings.Join(append(head, lines...), "\r") + "\r"
}

// put writes a segment of which each field is given as 3=value.
func put(name string, fields ...string) string {
	values := []string{name}
	for _, f := range fields {
		place, value, _ := strings.Cut(f, "=")
		n, _ := strconv.Atoi(place)
		for len(values) <= n {
			values = append(values, "")
		}
		values[n] = value
	}
	return strings.Join(values, "|")
}

// stay is the visit of the messages below, with more of the segment.
func stay(fields ...string) string {
	return put("PV1", append([]string{"2=I", "3=ZZUNIT^ZZROOM^ZZBED^ZZFAC", "19=ZZVISIT^^^ZZHOSP"}, fields...)...)
}

func fieldsCarried() []carried {
	var all []carried
	add := func(kind string, lines []string, pairs ...string) {
		message := said(kind, "1200", lines...)
		for i := 0; i < len(pairs); i += 2 {
			all = append(all, carried{pairs[i], message, pairs[i+1]})
		}
	}
	add("ADT^A01", []string{
		put("PID", "3=ZZ1^^^ZZHOSP^MR~ZZ77^^^ZZSTATE^SS", "5=ZZTEST-ONE^ADA^MIDDLE^JR^^^L~ZZALIAS^ANN^^^^^A~^NICK^^^^^N", "7=19440305", "8=F", "11=1 ZZSTREET^^ZZTOWN", "13=(555)0100", "14=(555)0199", "15=ZZLANG^Zzlanguage", "18=ZZACC^^^ZZHOSP"),
		stay("7=D1^ATTENDER^A", "8=D2^REFERRER^R", "9=D3^CONSULTER^C", "10=ZZSVC", "14=ZZADMSRC", "15=B6~A5", "16=ZZVIP", "17=D4^ADMITTER^D", "18=ZZPTYPE", "44=20261124080700"),
		put("PV2", "3=^ZZREASON", "9=202611261100", "38=^ZZARRIVAL", "41=D^ZZPRECAUTION", "45=ZZCODESTATUS"),
	},
		"PID-3", "ZZ1", "PID-3 other number", "ZZ77", "PID-5 L", "ZZTEST-ONE, ADA MIDDLE", "PID-5 suffix", "JR", "PID-5 A", "ANN ZZALIAS", "PID-5 N", "NICK",
		"PID-7", "05-Mar-1944", "PID-8", "Female", "PID-13", "0100", "PID-14", "0199", "PID-15", "Zzlanguage", "PID-18", "ZZACC",
		"PV1-2", "inpatient", "PV1-3.1", "ZZUNIT", "PV1-3.2", "ZZROOM", "PV1-3.3", "ZZBED", "PV1-3.4", "ZZFAC",
		"PV1-7", "ATTENDER", "PV1-8", "REFERRER", "PV1-9", "CONSULTER", "PV1-10", "ZZSVC", "PV1-15 B6", "Pregnancy pregnant (B6), as registered for visit ZZVISIT", "PV1-15 A5", "As registered: pregnant (B6), vision impaired (A5)",
		"PV1-17", "ADMITTER", "PV1-18", "ZZPTYPE", "PV1-19", "ZZVISIT", "PV1-44", "24-Nov-2026 08:07",
		"PV2-3", "ZZREASON", "PV2-9", "26-Nov-2026 11:00", "PV2-38", "ZZARRIVAL", "PV2-41", "ZZPRECAUTION", "PV2-45", "ZZCODESTATUS",
	)
	add("ADT^A01", []string{put("PID", "3=ZZ1^^^ZZHOSP^MR", "5=ZZTEST-ONE^ADA", "7=20261122143700", "8=F", "21=ZZMOM^^^ZZHOSP^MR", "24=Y", "25=2", "31=Y", "32=UA"), stay()},
		"PID-21", "ZZMOM", "PID-24", "irth", "PID-25", "birth order 2", "PID-7 minutes", "14:37", "PID-31", "IDENTITY UNCONFIRMED", "PID-32", "IDENTITY UNCONFIRMED",
	)
	add("ADT^A01", []string{put("PID", "3=ZZ1^^^ZZHOSP^MR", "5=ZZTEST-ONE^ADA", "11=1 ZZSTREET^^ZZTOWN"), put("PD1", "4=D5^PRIMARY^P", "7=^ZZLIVING", "12=Y", "15=^ZZDNRPERSON"), stay(), "PV2|||||||||||||||||||||||||||||||||||||||||||^ZZLIVINGVISIT"},
		"PD1-4", "PRIMARY", "PD1-7", "ZZLIVING", "PD1-12", "ADDRESS PROTECTED - NOT SHOWN", "PD1-15", "ZZDNRPERSON", "PV2-43", "ZZLIVINGVISIT")
	add("ADT^A01", []string{pid, "NK1|1|ZZKIN^NORA|^ZZDAUGHTER|1 KIN ST^^ZZTOWN^^^^BA|(555)0201||^ZZDECIDER", stay(), "ROL|1|AD|^ZZNURSE|N1^NURSER^N||||||||(555)0333"},
		"NK1-2", "ZZKIN", "NK1-3", "ZZDAUGHTER", "NK1-4 BA", "ADDRESS REPORTED BAD", "NK1-5", "0201", "NK1-7", "ZZDECIDER", "ROL-3", "ZZNURSE", "ROL-4", "NURSER", "ROL-12", "0333")
	add("ADT^A01", []string{pid, stay(), "AL1|1|FA^ZZFOOD|ZZSUB^zzsubstance^L|SV^zzsevere|ZZREACT~ZZREACT2|20250102"},
		"AL1-2", "ZZFOOD", "AL1-3", "zzsubstance", "AL1-4", "zzsevere", "AL1-5", "ZZREACT", "AL1-5 second", "ZZREACT2", "AL1-6", "02-Jan-2025")
	add("ADT^A60", []string{pid, put("IAM", "2=DA^ZZDRUGKIND", "3=ZZSUB^zzsubstance^L", "4=MO^zzmoderate", "5=ZZREACT", "6=A", "7=ZZUID^ZZHOSP", "9=AL^ZZSENSITIVITY", "11=20250102", "13=20250203", "14=REPORTER^R", "15=^ZZREL", "17=C^ZZCONFIRMED", "18=P^STATEDBY^S", "20=20250304")},
		"IAM-2", "ZZDRUGKIND", "IAM-3", "zzsubstance", "IAM-4", "zzmoderate", "IAM-5", "ZZREACT", "IAM-9", "ZZSENSITIVITY", "IAM-11", "02-Jan-2025", "IAM-13", "03-Feb-2025",
		"IAM-14", "REPORTER", "IAM-17", "ZZCONFIRMED", "IAM-18", "STATEDBY", "IAM-20", "04-Mar-2025")
	add("ADT^A60", []string{pid, "IAM|1|DA|ZZSUB^zzsubstance^L|MO|ZZREACT|A|ZZUID^ZZHOSP||||||||||D"}, "IAM-17 D", "doubt raised")
	add("PPR^PC1", []string{pid, "PRB|AD|20261124|ZZP^zzproblem^L|ZZPN^ZZHOSP|||20260101||20260505|||C^ZZCHRONIC|^ZZSURE|^ZZACTIVE||20250607|ZZONSETWORDS"},
		"PRB-3", "zzproblem", "PRB-13", "ZZSURE", "PRB-14", "ZZACTIVE", "PRB-16", "07-Jun-2025", "PRB-12", "ZZCHRONIC")
	add("ADT^A01", []string{pid, stay(), "DG1|1||ZZD^zzdiagnosis^L|ZZDESCRIBED|20261120|W", "PR1|1||ZZR^zzprocedure^L|ZZPDESCRIBED|20261121"},
		"DG1-3", "zzdiagnosis", "DG1-4", "ZZDESCRIBED", "DG1-5", "20-Nov-2026", "DG1-6", "working (W)", "PR1-3", "zzprocedure", "PR1-4", "ZZPDESCRIBED", "PR1-5", "21-Nov-2026")
	add("MDM^T02", []string{pid, put("TXA", "2=ZZHP^zzhistory", "3=TX", "4=202611231000", "5=D1^PROVIDER^P", "6=202611231100", "8=202611231200", "9=D2^AUTHOR^A", "12=ZZDOC^ZZHOSP", "13=ZZPARENT^ZZHOSP", "17=DO", "19=AV", "22=D3^SIGNER^S^^^^^^^^^^^^202611231300"), "OBX|1|TX|ZZT^zzsectiontitle||zzdocument text||||||F"},
		"TXA-2", "zzhistory", "TXA-4", "23-Nov-2026 10:00", "TXA-5", "PROVIDER", "TXA-6", "23-Nov-2026 11:00", "TXA-9", "AUTHOR", "TXA-12", "ZZDOC", "TXA-17", "UNSIGNED", "TXA-22", "SIGNER", "TXA-22 time", "23-Nov-2026 13:00", "OBX-5 of a document", "zzdocument text")
	for status, want := range map[string]string{"CA": "zzhistory", "OB": "zzhistory", "UN": "zzhistory"} {
		add("MDM^T02", []string{pid, put("TXA", "2=ZZHP^zzhistory", "9=D2^AUTHOR^A", "12=ZZDOC^ZZHOSP", "17=AU", "19="+status), "OBX|1|TX|ZZT^zzt||zzdocument text||||||F"}, "TXA-19 "+status, want)
	}
	order := []string{pid, stay(), put("ORC", "1=NW", "2=ZZPLACER^CPOE", "3=ZZFILLER^RX", "5=IP", "9=20261124080100", "11=V1^VERIFIER^V", "12=D1^PRESCRIBER^P", "15=202611240815"),
		put("RXE", "2=ZZDRUG^zzdrug^L", "3=2", "4=4", "5=^zzunits", "6=^ZZFORM", "7=^ZZADMIN INSTR", "14=V2^PHARMACIST^P", "21=^ZZSPECIAL", "22=H1", "23=125", "24=^ZZRATEUNIT", "25=500", "26=^ZZSTRUNIT", "27=^ZZINDICATION"),
		"NTE|1||ZZNOTE", "TQ1|1||^ZZFREQ|0830|||202611240900|202611301000|^ZZPRIO|ZZCOND|ZZTEXT|||",
		"RXR|^ZZROUTE|^ZZSITE|^ZZDEVICE|^ZZMETHOD", "RXC|A|^ZZADDITIVE|20|^ZZMEQ"}
	add("RDE^O11", order, "RXE-2", "zzdrug", "RXE-3,4", "2 to 4", "RXE-5", "zzunits", "RXE-6", "ZZFORM", "RXE-7", "ZZADMIN INSTR", "RXE-14", "PHARMACIST", "RXE-22", "H1", "RXE-23", "125", "RXE-24", "ZZRATEUNIT", "RXE-25", "500", "RXE-26", "ZZSTRUNIT", "RXE-27", "ZZINDICATION",
		"NTE of an order", "ZZNOTE", "TQ1-3", "ZZFREQ", "TQ1-4", "0830", "TQ1-7", "24-Nov-2026 09:00", "TQ1-8", "30-Nov-2026 10:00", "TQ1-9", "ZZPRIO", "TQ1-10", "ZZCOND", "TQ1-11", "ZZTEXT",
		"RXR-1", "ZZROUTE", "RXR-2", "ZZSITE", "RXR-4", "ZZMETHOD", "RXC-1", "additive", "RXC-2", "ZZADDITIVE", "RXC-3", "20", "RXC-4", "ZZMEQ", "ORC-2", "ZZPLACER", "ORC-3", "ZZFILLER", "ORC-12", "PRESCRIBER", "RXE-21", "ZZSPECIAL", "ORC-15 ", "24-Nov-2026 08:15", "pump", "READ THE PUMP")
	verified := []string{pid, stay(), put("ORC", "1=NW", "2=ZZPLACER^CPOE", "3=ZZFILLER^RX", "5=IP", "9=20261124080100", "11=V1^VERIFIER^V", "12=D1^PRESCRIBER^P", "15=202611240815"), put("RXO", "1=ZZDRUG^zzdrug^L", "2=2", "3=4", "4=^zzunits", "5=^ZZFORM", "6=^ZZPHARMINSTR", "7=^ZZADMIN INSTR", "18=500", "19=^ZZSTRUNIT", "20=^ZZINDICATION", "21=125", "22=^ZZRATEUNIT"), "RXR|^ZZROUTE"}
	add("OMP^O09", verified, "ORC-11", "VERIFIER", "ORC-15", "24-Nov-2026 08:15", "RXO-1", "zzdrug", "RXO-2,3", "2 to 4", "RXO-4", "zzunits", "RXO-5", "ZZFORM", "RXO-7", "ZZADMIN INSTR", "RXO-18", "500", "RXO-19", "ZZSTRUNIT", "RXO-20", "ZZINDICATION")
	add("RDE^O11", []string{pid, "ORC|HD|ZZPLACER^CPOE|ZZFILLER^RX||HD||||20261124080100|||D1^PRESCRIBER^P||||^ZZHOLDREASON", "RXE|^^^202611240700^^ZZP^ZZPRN|ZZDRUG^zzdrug^L|2||^zzunits"}, "ORC-16", "ZZHOLDREASON", "RXE-1", "24-Nov-2026 07:00", "ORC-1 HD", "HELD since")
	add("RAS^O17", []string{pid, "ORC|RE|ZZPLACER^CPOE|ZZFILLER^RX", "RXA|0|1|202611240911||ZZDRUG^zzdrug^L|12|^zzunits||^ZZDOSENOTE|N1^GIVER^G||||||||^ZZWHYNOT||PA|A|202611241010", "RXR|^ZZROUTE|^ZZSITE"},
		"RXA-3", "24-Nov-2026 09:11", "RXA-5", "zzdrug", "RXA-6", "12", "RXA-7", "zzunits", "RXA-10", "GIVER", "RXA-18", "ZZWHYNOT", "RXA-20", "PARTLY GIVEN", "RXA-22", "24-Nov-2026 10:10", "RXR-1 of a dose", "ZZROUTE", "RXR-2 of a dose", "ZZSITE")
	add("RDS^O13", []string{pid, "ORC|RE|ZZPLACER^CPOE|ZZFILLER^RX", "RXD|1|ZZDRUG^zzdrug^L|202611240730|3|^zzunits"}, "RXD-2", "zzdrug", "RXD-3", "24-Nov-2026 07:30", "RXD-4", "3 zzunits", "RXD", "not proof of giving")
	add("OMG^O19", []string{pid, stay(), "ORC|NW|ZZPLACER^CPOE|ZZFILLER^RX||IP||||20261124080100|||D1^PRESCRIBER^P", "TQ1|1||^ZZEVERY|0830|||202611250900|202611261000|^ZZPRIO|ZZCOND|ZZTEXT", "OBR|1|ZZPLACER^CPOE||ZZN^zznursing^L||||||||^ZZDANGER|||||||||||NRS"},
		"OBR-4", "zznursing", "TQ1-3 of an order", "ZZEVERY", "TQ1-7 of an order", "25-Nov-2026 09:00", "TQ1-8 of an order", "26-Nov-2026 10:00", "OBR-12", "ZZDANGER", "ORC-12 of an order", "PRESCRIBER", "TQ1-9 of an order", "ZZPRIO", "TQ1-11 of an order", "ZZTEXT")
	add("OMD^O03", []string{pid, "ORC|NW|ZZPLACER^CPOE", "ODS|D|^ZZPERIOD|D1^zzdiet^L|ZZDIETTEXT"}, "ODS-1", "diet", "ODS-2", "ZZPERIOD", "ODS-3", "zzdiet", "ODS-4", "ZZDIETTEXT")
	add("OML^O21", []string{pid, "ORC|NW|ZZPLACER^CPOE|||SC", put("OBR", "2=ZZPLACER^CPOE", "4=ZZN^zztest^L", "36=202611250600"), "SPM|1|||^ZZSPEC|||||||||||||202611240610|202611240705"},
		"OBR-4 of a test", "zztest", "OBR-36", "25-Nov-2026 06:00", "SPM-4", "ZZSPEC", "SPM-17", "24-Nov-2026 06:10")
	add("OML^O21", []string{pid, "ORC|NW|ZZPLACER^CPOE|||SC", "OBR|1|ZZPLACER^CPOE||ZZN^zztest^L|||202611240610|||||||202611240705"}, "OBR-14", "RECEIVED BY LABORATORY", "OBR-7 of an order", "24-Nov-2026 06:10")
	add("OMI^O23", []string{pid, "ORC|NW|ZZPLACER^CPOE|||SC", "OBR|1|ZZPLACER^CPOE||ZZN^zzscan^L"}, "OBR-4 of an image", "zzscan")
	add("OMB^O27", []string{pid, "ORC|NW|ZZPLACER^CPOE|||SC", "BPO|1|ZZB^zzblood^L|^ZZIRRADIATED|2|450|^ZZML|202611250600"}, "BPO-2", "zzblood", "BPO-3", "ZZIRRADIATED", "BPO-4", "2,", "BPO-7", "25-Nov-2026 06:00", "H-059", "NOT FOR TRANSFUSION")
	add("BPS^O29", []string{pid, "ORC|RE|ZZPLACER^CPOE", "BPO|1|ZZB^zzblood^L||2", put("BPX", "2=^ZZREADY", "3=P", "5=ZZUNITNO", "6=^ZZCOMP")}, "BPX-2", "ZZREADY", "BPX-6", "ZZCOMP")
	add("BTS^O31", []string{pid, "ORC|RE|ZZPLACER^CPOE", "BPO|1|ZZB^zzblood^L||2", "BTX|1|ZZDONATION|^ZZCOMP||||||1|^ZZML|^ZZTRANSFUSED|P|202611240910|N1^TRANSFUSER^T"}, "BTX-2", "ZZDONATION", "BTX-11", "ZZTRANSFUSED")
	add("ORU^R01", []string{pid, "ORC|RE|ZZPLACER^CPOE|ZZFILLER^LAB", put("OBR", "2=ZZPLACER^CPOE", "3=ZZFILLER^LAB", "4=ZZP^zzpanel^L", "7=202611240610", "25=F"), put("OBX", "2=NM", "3=ZZT^zztest^L", "5=5.70", "6=zzmmol", "7=3.5-5.1", "8=HH", "11=P", "14=202611240611", "16=O1^OBSERVER^O", "17=^ZZMETHOD", "23=ZZPERFLAB"), "NTE|1||ZZRESULTNOTE", "SPM|1|||^ZZSPECIMEN"},
		"OBR-4 of a result", "zzpanel", "OBX-3", "zztest", "OBX-5", "5.70", "OBX-6", "zzmmol", "OBX-7", "3.5-5.1", "OBX-8", "CRITICALLY HIGH", "OBX-11", "PRELIM", "OBX-14", "24-Nov-2026 06:11", "OBX-17", "ZZMETHOD", "OBX-23", "ZZPERFLAB", "SPM-4 of a result", "ZZSPECIMEN", "NTE of a result", "ZZRESULTNOTE")
	add("ORU^R01", []string{pid, put("OBR", "3=ZZFILLER^LAB", "4=ZZP^zzpanel^L", "7=202611240610", "22=202611240805", "25=C"), put("OBX", "2=NM", "3=ZZT^zztest^L", "5=5.70", "11=C")},
		"OBR-22", "corrected 24-Nov-2026 08:05")
	for code, want := range map[string]string{"29463-7": "eight", "3141-9": "eight", "8335-2": "eight", "8339-4": "eight", "8302-2": "eight", "8277-6": "zzobs", "82810-3": "regnan", "11778-8": "Delivery expected", "11779-6": "Delivery expected", "2160-0": "zzobs", "98979-8": "zzobs", "62238-1": "zzobs", "48642-3": "zzobs", "3150-6": "READ THE DEVICE", "3151-8": "READ THE DEVICE", "882-1": "NOT FOR TRANSFUSION", "890-4": "NOT FOR TRANSFUSION",
		"85354-9": "zzobs", "8480-6": "zzobs", "8867-4": "zzobs", "9279-1": "zzobs", "59408-5": "zzobs", "8310-5": "zzobs", "72514-3": "zzobs", "9269-2": "zzobs"} {
		add("ORU^R01", []string{pid, "OBR|1|||ZZP^zzpanel^L|||202611240610", "OBX|1|NM|" + code + "^zzobs^LN||81.2|zzunit|||||F|||202611240611"}, "OBX "+code, want)
	}
	add("SIU^S12", []string{"SCH|ZZAP^P|ZZAF^F||||^ZZEVENTREASON|^ZZWHY|^ZZAPTYPE|45|^zzmin|^^^202611250915||||||||||||||^ZZBOOKED", pid, "RGS|1", "AIS|1||^ZZSERVICE|202611250920", "AIG|1||^ZZRESOURCE", "AIL|1||ZZCLINIC^ZZCROOM", "AIP|1||P1^DOCTOR^D|^ZZROLE"},
		"SCH-1", "ZZAP", "SCH-2", "ZZAF", "SCH-6", "ZZEVENTREASON", "SCH-7", "ZZWHY", "SCH-8", "ZZAPTYPE", "SCH-9", "45", "SCH-10", "zzmin", "SCH-11", "25-Nov-2026 09:15", "SCH-25", "ZZBOOKED", "AIS-3", "ZZSERVICE", "AIS-4", "25-Nov-2026 09:20", "AIG-3", "ZZRESOURCE", "AIL-3", "ZZCLINIC", "AIP-3", "DOCTOR")
	add("VXU^V04", []string{pid, "ORC|RE||ZZVF^Z", "RXA|0|1|20261101||ZZV^zzvaccine^L|0.5|^zzml|||N1^GIVER^G||||||||||CP|A"}, "RXA-5 of a vaccine", "zzvaccine", "RXA-3 of a vaccine", "01-Nov-2026")
	add("REF^I12", []string{"RF1|^ZZREFSTATUS|^ZZPRIO|^ZZREFTYPE", pid, "PR1|1||ZZR^zzconsult^L"}, "REF", "zzconsult")
	add("ADT^A14", []string{pid, "PV1|1|E|ZZED^ZZ1^ZZA||||||||||||||||ZZVISIT|||||||||||||||||||||||ZZPENDING^ZZPR^ZZPB", "PV2||||||||202611242000"}, "PV1-42", "ZZPENDING", "PV2-8", "24-Nov-2026 20:00")
	add("ADT^A09", []string{pid, "PV1|1|I|ZZUNIT^ZZROOM^ZZBED||||||||ZZCT^ZZSUITE||||||||ZZVISIT"}, "PV1-11", "ZZCT")
	add("ADT^A21", []string{pid, stay(), "PV2|||||||||||||||||||||||||||||||||||||||||||||||202611251700"}, "A21", "ON LEAVE", "PV2-47", "25-Nov-2026 17:00")
	add("ADT^A01", []string{pid, stay(), put("IN1", "2=ZZPLAN^zzplanname", "3=ZZCO^^^ZZHOSP", "4=ZZCOMPANY", "36=ZZPOLICY")}, "IN1-2", "zzplanname", "IN1-3", "ZZCO", "IN1-4", "ZZCOMPANY", "IN1-36", "ZZPOLICY")
	return all
}

// TestEveryFieldReachesTheChart sends each field that the specification names
// with a source in HL7 version 2, and looks for it on the page of its patient.
// What is held elsewhere is not in it: bed reports (A20) stand on the unit's
// page, the state of an order by ORC-1 and ORC-5 and the rank of results in tests
// of their own, and master files (MFN) are not read.
func TestEveryFieldReachesTheChart(t *testing.T) {
	pages := map[string]string{}
	for _, f := range fieldsCarried() {
		if _, drawn := pages[f.message]; !drawn {
			pages[f.message] = eveningPage(t, f.message)
		}
		if !strings.Contains(pages[f.message], f.want) {
			t.Errorf("%s: the page does not say %q:\n%s", f.field, f.want, pages[f.message])
		}
	}
}

// eveningPage is the page of some messages at eight in the evening.
func eveningPage(t *testing.T, messages ...string) string {
	t.Helper()
	page := pageOf(t, "UTC", "UTC", time.Date(2026, 11, 24, 20, 0, 0, 0, time.UTC), messages...)
	return strings.NewReplacer(" ,", ",", " :", ":").Replace(page)
}

// TestH052ConditionsAsRegistered holds what registration says of a patient in PV1-15:
// pregnancy heads the chart, beside what was charted of it, until it is taken back.
func TestH052ConditionsAsRegistered(t *testing.T) {
	registered := said("ADT^A01", "0800", stay("15=B6~A5"))
	denied := said("ORU^R01", "0900", "OBR|1|||ZZP^zzpanel^L|||202611240900", "OBX|1|ST|82810-3^Pregnancy status^LN||Not pregnant||||||F")
	silent := said("ADT^A08", "1000", stay())
	for name, tt := range map[string]struct {
		messages []string
		want     string
		not      string
	}{
		"pregnant":                        {[]string{registered}, "Pregnancy pregnant (B6), as registered for visit ZZVISIT", ""},
		"charted otherwise":               {[]string{registered, denied}, "pregnant (B6), as registered for visit ZZVISIT", "Pregnancy pregnant"},
		"nothing said of it later":        {[]string{registered, silent}, "vision impaired (A5)", ""},
		"taken back":                      {[]string{registered, said("ADT^A08", "1000", stay(`15=""`))}, "ZZVISIT", "B6"},
		"another condition in its place":  {[]string{registered, said("ADT^A08", "1000", stay("15=A5"))}, "vision impaired (A5)", "B6"},
		"of a visit that is over":         {[]string{registered, said("ADT^A03", "1100", stay())}, "ZZVISIT", "Pregnancy pregnant"},
		"the sender's own words go first": {[]string{said("ADT^A01", "0800", stay("15=ZZ9^needs two people"))}, "As registered: needs two people (ZZ9)", ""},
	} {
		page := eveningPage(t, tt.messages...)
		if !strings.Contains(page, tt.want) || tt.not != "" && strings.Contains(page, tt.not) {
			t.Errorf("%s: want %q and not %q:\n%s", name, tt.want, tt.not, page)
		}
	}
}

// TestInsuranceIsNoContact: who pays stands behind what clinicians read, and says
// nothing of whom to call.
func TestInsuranceIsNoContact(t *testing.T) {
	first, second := put("IN1", "1=1", "2=ZZA^zzfirst", "4=ZZCOMPANY", "36=ZZ01"), put("IN1", "1=2", "4=ZZSECOND")
	admitted := said("ADT^A01", "0800", stay(), first, second)
	page := eveningPage(t, admitted, said("ADT^A08", "0900", stay(), put("IN1", "1=1", "4=ZZNEWER")))
	for _, want := range []string{
		"Contacts no source connected NOT AVAILABLE FROM ANY CONNECTED SOURCE - ASK", "For the front desk: insurance", "ZZNEWER policy NOT RECORDED", "ZZSECOND",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q:\n%s", want, page)
		}
	}
	if strings.Contains(page, "ZZCOMPANY") {
		t.Errorf("a policy stands beside the one that took its place:\n%s", page)
	}
}

// TestExpectedDischargeIsShownUntilItIsOff holds PV2-9 in whatever event.
func TestExpectedDischargeIsShownUntilItIsOff(t *testing.T) {
	const due = "Discharge expected: 26-Nov-2026 11:00"
	admitted := said("ADT^A01", "0800", stay(), put("PV2", "9=202611261100"))
	for name, tt := range map[string]struct {
		then  string
		shown bool
	}{
		"nothing more":         {"", true},
		"an update without it": {said("ADT^A08", "0900", stay(), put("PV2", "3=^ZZREASON")), true},
		"taken back":           {said("ADT^A08", "0900", stay(), put("PV2", `9=""`)), false},
		"announced":            {said("ADT^A16", "0900", stay(), put("PV2", "9=202611261100")), false}, // it is pending, and said as such
		"over":                 {said("ADT^A03", "0900", stay()), false},
	} {
		messages := []string{admitted, tt.then}
		if tt.then == "" {
			messages = messages[:1]
		}
		if page := eveningPage(t, messages...); strings.Contains(page, due) != tt.shown {
			t.Errorf("%s: shown %v:\n%s", name, !tt.shown, page)
		}
	}
	off := eveningPage(t, admitted, said("ADT^A16", "0900", stay(), put("PV2", "9=202611261100")), said("ADT^A25", "1000", stay()))
	if strings.Contains(off, "26-Nov-2026 11:00") {
		t.Errorf("the pending discharge was called off, and its day is still shown:\n%s", off)
	}
}

// TestH041StopForLaterIsNotShownAsStopped holds ORC-15: an order that is stopped in
// the morning for the evening still has doses due.
func TestH041StopForLaterIsNotShownAsStopped(t *testing.T) {
	order := func(at, control, effective string) string {
		return said("RDE^O11", at, put("ORC", "1="+control, "2=ZZP^CPOE", "9=20261124"+at, "15="+effective), put("RXE", "2=ZZD^zzdrug^L", "3=2", "5=^zzunits"))
	}
	for name, tt := range map[string]struct {
		messages  []string
		want, not string
	}{
		"stopped for later":     {[]string{order("0800", "NW", ""), order("0900", "DC", "202611242200")}, "DISCONTINUED 24-Nov-2026 09:00 - TAKES EFFECT 24-Nov-2026 22:00, VERIFY", ""},
		"confirmed for later":   {[]string{order("0800", "NW", ""), order("0900", "DC", ""), order("0901", "DR", "202611242200")}, "TAKES EFFECT 24-Nov-2026 22:00, VERIFY", ""},
		"stopped at once":       {[]string{order("0800", "NW", ""), order("0900", "DC", "202611240900")}, "DISCONTINUED 24-Nov-2026 09:00", "EFFECT"},
		"held for later":        {[]string{order("0800", "NW", ""), order("0900", "HD", "202611242200")}, "TAKES EFFECT 24-Nov-2026 22:00, VERIFY", ""},
		"released again":        {[]string{order("0800", "NW", ""), order("0900", "HD", "202611242200"), order("1000", "RL", "")}, "ACTIVE", "22:00"},
		"refused":               {[]string{order("0800", "NW", "202611240830"), order("0900", "DC", "202611242200"), order("0905", "UD", "202611242300")}, "ACTIVE, effective 24-Nov-2026 08:30", "22:00"},
		"spoken of afterwards":  {[]string{order("0800", "NW", ""), order("0900", "DC", "202611242200"), order("1000", "RE", "202611242300")}, "TAKES EFFECT 24-Nov-2026 22:00, VERIFY", "23:00"},
		"stopped again earlier": {[]string{order("0800", "NW", ""), order("0900", "DC", "202611242200"), order("1000", "OD", "202611241000")}, "DISCONTINUED", ""},
	} {
		page := eveningPage(t, tt.messages...)
		if !strings.Contains(page, tt.want) || tt.not != "" && strings.Contains(page, tt.not) {
			t.Errorf("%s: want %q and not %q:\n%s", name, tt.want, tt.not, page)
		}
	}
}
