// Package sim is a hospital that does not exist: feeds, faults and outages for trying things.
//
// [New] makes a small hospital of about sixty beds in six units from a seed. [Hospital.Next] and [Hospital.Until] give
// what its registration, its pharmacy and its laboratory say, as HL7 version 2.5.1 messages in the order of simulated
// time: first the past of whoever lies there now, then a life that goes on for as long as it is asked. The same seed,
// start and options give the same bytes. [SyntheticDay] is a bounded day of it for tests that shuffle and repeat.
//
// Package engine below this one sends all of that, over one connection a source; package ehr is a web page that stands
// for the hospital's own electronic health record, so that somebody can type an allergy there and see it arrive elsewhere
// ([Hospital.AddAllergy]).
//
// Nobody in it lives or has lived: names, numbers, addresses and telephone numbers are made up, the telephone numbers
// in the range kept for fiction. Do not use its orders, doses or results as an example of medical practice, and do not
// point it at a receiver that charts real patients: its messages say T (training) in MSH-11 unless told otherwise, and
// only a receiver on trial should take those.
package sim
