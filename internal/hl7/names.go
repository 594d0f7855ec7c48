package hl7

import "strings"

// standardNames are the segments of versions 2.1 to 2.8 (appendix A of the standard), with a space around each.
const standardNames = " ABS ACC ADD ADJ AFF AIG AIL AIP AIS AL1 APR ARQ ARV AUT BHS BLC BLG BPO BPX BTS BTX BUI CDM CDO CER" +
	" CM0 CM1 CM2 CNS CON CSP CSR CSS CTD CTI CTR DB1 DEV DG1 DMI DON DRG DSC DSP DST ECD ECR EDU EQL EQP EQU ERQ ERR EVN" +
	" FAC FHS FT1 FTS GOL GP1 GP2 GT1 IAM IAR IIM ILT IN1 IN2 IN3 INV IPC IPR ISD ITM IVC IVT LAN LCC LCH LDP LOC LRL" +
	" MCP MFA MFE MFI MRG MSA MSH NCK NDS NK1 NPU NSC NST NTE OBR OBX ODS ODT OH1 OH2 OH3 OH4 OM1 OM2 OM3 OM4 OM5 OM6 OM7" +
	" ORC ORG ORO OVR PAC PCE PCR PD1 PDA PDC PEO PES PID PKG PM1 PMT PR1 PRA PRB PRC PRD PRT PSG PSH PSL PSS PTH PV1 PV2 PYE" +
	" QAK QID QPD QRD QRF QRI RCP RDF RDT REL RF1 RFI RGS RGV RMI ROL RQ1 RQD RXA RXC RXD RXE RXG RXO RXR RXV" +
	" SAC SCD SCH SCP SDD SFT SGH SGT SHP SID SLT SPM SPR STF STZ TCC TCD TQ1 TQ2 TXA UAC UB1 UB2 URD URS VAR VND VTQ "

// isKnownName reports whether the standard has a segment of that name or leaves the name to the sender (Z..).
func isKnownName(name []byte) bool {
	return isName(name) && (name[0] == 'Z' || strings.Contains(standardNames, " "+string(name)+" "))
}

// isName reports whether name has the form of a segment's name.
func isName(name []byte) bool { return len(name) == 3 && nameSize(name) == 3 }

// nameSize returns how many bytes at the start of line could be a segment's name, 5 at most.
func nameSize(line []byte) int {
	n := 0
	for n < len(line) && n < 5 && ('A' <= line[n] && line[n] <= 'Z' || n > 0 && '0' <= line[n] && line[n] <= '9') {
		n++
	}
	return n
}

// startsSegment reports whether a segment starts with line, or whether the text of the one before goes on: line has
// a name and a field separator, or nothing but a name that the standard knows. Names have three characters; two and
// four are let through before a separator, so that a misspelt segment does not run into the one before it. With
// knownOnly, only names that the standard knows count.
func startsSegment(line []byte, field byte, knownOnly bool) bool {
	n := nameSize(line)
	if n == len(line) || line[n] == '\r' || line[n] == '\n' || knownOnly {
		return isKnownName(line[:n]) && (n == len(line) || line[n] == field || line[n] < ' ')
	}
	return line[n] == field && 2 <= n && n <= 4
}

// isMessageStart reports whether line begins with MSH and a character that can separate fields.
func isMessageStart(line []byte) bool {
	return len(line) > 3 && line[0] == 'M' && line[1] == 'S' && line[2] == 'H' && canDelimit(line[3])
}
