package sample

import (
	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/directive"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/order"
)

func request(what, group string, state order.State, content order.Content) asof.OrderLine {
	content.Service = fact.Coded{Text: what}
	if content.Orderer == "" {
		content.Orderer = "MARSH, Lena"
	}
	return asof.OrderLine{
		Order: order.Order{
			Numbers: []fact.ID{{Value: "O-" + what[:2], Authority: "ORDERS"}}, What: what, Content: content,
			Course: order.Course{State: state, Since: Time("202611250700"), From: From(1300, "orders")},
		},
		Shown: string(state), Group: group,
	}
}

// Orders are orders of every group that are not for medicines.
func Orders() []asof.OrderLine {
	potassium := request("Potassium", "pending", order.Active, order.Content{Kind: order.Laboratory, Timing: order.Timing{Priority: "S"}})
	potassium.Stage = order.CollectionUnsaid
	culture := request("Blood culture", "pending", order.Active, order.Content{
		Kind: order.Laboratory, Specimen: "blood, left arm", Collected: Time("202611250640"), Received: Time("202611250710"),
	})
	culture.Stage = order.AtLaboratory
	xray := request("Chest radiograph", "pending", order.Active, order.Content{Kind: order.Imaging, Modifiers: "LEFT", Reasons: []string{"fever"}})
	xray.Stage = order.NoReport
	done := request("Sodium", "done", order.Active, order.Content{Kind: order.Laboratory, Collected: Time("202611250610")})
	done.Stage, done.Resulted = order.ReportedFull, Time("202611250655")
	held := request("Walk in the corridor", "held", order.Held, order.Content{Kind: order.Activity, Timing: order.Timing{Frequency: "three times a day"}})
	held.Reason = "dizzy"
	odd := request("Dressing, right heel", "unread", order.Unclassified, order.Content{})
	odd.Marks = []string{"order control ZZ not known"}
	return []asof.OrderLine{
		request("Contact isolation", "active", order.Active, order.Content{Kind: order.Isolation, Reasons: []string{"MRSA"}, Timing: order.Timing{Start: Time("202611241200")}}),
		request("Soft wrist restraint", "active", order.Active, order.Content{
			Kind: order.Restraint, Timing: order.Timing{Start: Time("202611250800"), Stop: Time("202611251200")},
		}),
		request("Diabetic diet, 1800 kcal", "active", order.Active, order.Content{Kind: order.Diet, Lines: []string{"supplement evening snack"}}),
		request("Red cells", "active", order.Active, order.Content{
			Kind: order.Blood, Amount: "2 units", Lines: []string{"irradiated", "unit W0412 26 123456 dispensed"}, Reasons: []string{"anemia"},
		}),
		potassium, culture, xray,
		request("Vancomycin level", "timed", order.Active, order.Content{Kind: order.Laboratory, Timing: order.Timing{Start: Time("202611260530")}}),
		request("Echocardiogram", "timed", order.Active, order.Content{Kind: order.Procedure, Timing: order.Timing{Start: Time("202611300900")}}),
		held, done,
		request("Foley catheter", "stopped", order.Discontinued, order.Content{Kind: order.Nursing}),
		odd,
	}
}

// Standings are what is stated of code status, precautions and diet.
func Standings() (status, precautions, diet asof.Stated) {
	visit := fact.ID{Value: "V883120"}
	status = asof.Stated{State: chart.Listed, Items: []directive.Statement{{
		Kind: directive.CodeStatus, Words: "DNR, may intubate", Place: "order", By: "MARSH, Lena", Since: Time("202611231600"), Visit: visit,
		From: From(1301, "orders"),
	}}, Earlier: []directive.Statement{{
		Kind: directive.CodeStatus, Words: "Full code", Place: "order", By: "ADEYEMI, R", Since: Time("202503021100"),
		Visit: fact.ID{Value: "V770001"}, From: From(301, "orders"),
	}}}
	precautions = asof.Stated{State: chart.Listed, Items: []directive.Statement{
		{Kind: directive.Precaution, Words: "Contact isolation", Place: "order", By: "MARSH, Lena", Since: Time("202611241200"), Visit: visit, From: From(1300, "orders")},
		{Kind: directive.Precaution, Words: "B", Meaning: "blind", Place: "PV2-41", Since: Time("202611231520"), Visit: visit, From: From(1100, "registration")},
	}}
	diet = asof.Stated{State: chart.Listed, Items: []directive.Statement{{
		Kind: directive.Diet, Words: "Diabetic diet, 1800 kcal; supplement evening snack", Place: "order", By: "MARSH, Lena", Since: Time("202611231700"), Visit: visit,
		From: From(1302, "orders"),
	}}}
	return status, precautions, diet
}
