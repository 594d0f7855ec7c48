// Package segment says what segments of HL7 version 2 say of a patient beside
// orders, doses and results: problems, documents, appointments, immunizations
// and contacts. Each function is pure: segments and the zone of their times give
// the notes that package chart adds up.
package segment
