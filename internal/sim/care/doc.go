// Package care is what is written about patients beside their orders of drugs and their laboratory results: vital signs,
// notes, appointments, and the orders, problems and immunizations of the hospital's own record.
//
// Each is a system of its own. It is told who has come and who has left, and plans on the [stage.House] what it says.
package care
