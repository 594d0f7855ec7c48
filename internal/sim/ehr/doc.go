// Package ehr is a web page that stands for the electronic health record of the hospital of package sim.
//
// Somebody picks a patient, types an allergy, stops a medicine or charts a dose, and the page says when the receiver of
// the feed acknowledged the message that tells of it. [New] returns it as an http.Handler. It says on every page what it
// is not. There is no sign-in, since nobody in it exists, so serve it on a loopback address only: it answers to no other
// host name.
//
// Scripts: GET /patients gives who is in the house; POST /allergy with Accept: application/json gives what was sent.
package ehr
