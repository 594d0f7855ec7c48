package bedside

import (
	"redoutlet/internal/chart"
	"redoutlet/internal/chart/asof"
	"redoutlet/internal/chart/directive"
	"redoutlet/internal/chart/fact"
	"redoutlet/internal/chart/order"
)

func sampleRequest(what, group string, state order.State, content order.Content) asof.OrderLine {
	content.Service = fact.Coded{Text: what}
	if content.Orderer == "" {
		content.Orderer = "MARSH, Lena"
	}
	return asof.OrderLine{
		Order: order.Order{
			Numbers: []fact.ID{{Value: "O-" + what[:2], Authority: "ORDERS"}}, What: what, Content: content,
			Course: order.Course{State: state, Since: sampleTime("202611250700"), From: sampleFrom(1300, "orders")},
		},
		Shown: string(state), Group: group,
	}
}

func sampleOtherOrders() []asof.OrderLine {
	potassium := sampleRequest("Potassium", "pending", order.Active, order.Content{Kind: order.Laboratory, Timing: order.Timing{Priority: "S"}})
	potassium.Stage = order.CollectionUnsaid
	culture := sampleRequest("Blood culture", "pending", order.Active, order.Content{
		Kind: order.Laboratory, Specimen: "blood, left arm", Collected: sampleTime("202611250640"), Received: sampleTime("202611250710"),
	})
	culture.Stage = order.AtLaboratory
	xray := sampleRequest("Chest radiograph", "pending", order.Active, order.Content{Kind: order.Imaging, Modifiers: "LEFT", Reasons: []string{"fever"}})
	xray.Stage = order.NoReport
	done := sampleRequest("Sodium", "done", order.Active, order.Content{Kind: order.Laboratory, Collected: sampleTime("202611250610")})
	done.Stage, done.Resulted = order.ReportedFull, sampleTime("202611250655")
	held := sampleRequest("Walk in the corridor", "held", order.Held, order.Content{Kind: order.Activity, Timing: order.Timing{Frequency: "three times a day"}})
	held.Reason = "dizzy"
	odd := sampleRequest("Dressing, right heel", "unread", order.Unclassified, order.Content{})
	odd.Marks = []string{"order control ZZ not known"}
	return []asof.OrderLine{
		sampleRequest("Contact isolation", "active", order.Active, order.Content{Kind: order.Isolation, Reasons: []string{"MRSA"}, Timing: order.Timing{Start: sampleTime("202611241200")}}),
		sampleRequest("Soft wrist restraint", "active", order.Active, order.Content{
			Kind: order.Restraint, Timing: order.Timing{Start: sampleTime("202611250800"), Stop: sampleTime("202611251200")},
		}),
		sampleRequest("Diabetic diet, 1800 kcal", "active", order.Active, order.Content{Kind: order.Diet, Lines: []string{"supplement evening snack"}}),
		sampleRequest("Red cells", "active", order.Active, order.Content{
			Kind: order.Blood, Amount: "2 units", Lines: []string{"irradiated", "unit W0412 26 123456 dispensed"}, Reasons: []string{"anemia"},
		}),
		potassium, culture, xray,
		sampleRequest("Vancomycin level", "timed", order.Active, order.Content{Kind: order.Laboratory, Timing: order.Timing{Start: sampleTime("202611260530")}}),
		sampleRequest("Echocardiogram", "timed", order.Active, order.Content{Kind: order.Procedure, Timing: order.Timing{Start: sampleTime("202611300900")}}),
		held, done,
		sampleRequest("Foley catheter", "stopped", order.Discontinued, order.Content{Kind: order.Nursing}),
		odd,
	}
}

func sampleStandings() (status, precautions, diet asof.Stated) {
	visit := fact.ID{Value: "V883120"}
	status = asof.Stated{State: chart.Listed, Items: []directive.Statement{{
		Kind: directive.CodeStatus, Words: "DNR, may intubate", Place: "order", By: "MARSH, Lena", Since: sampleTime("202611231600"), Visit: visit,
		From: sampleFrom(1301, "orders"),
	}}, Earlier: []directive.Statement{{
		Kind: directive.CodeStatus, Words: "Full code", Place: "order", By: "ADEYEMI, R", Since: sampleTime("202503021100"),
		Visit: fact.ID{Value: "V770001"}, From: sampleFrom(301, "orders"),
	}}}
	precautions = asof.Stated{State: chart.Listed, Items: []directive.Statement{
		{Kind: directive.Precaution, Words: "Contact isolation", Place: "order", By: "MARSH, Lena", Since: sampleTime("202611241200"), Visit: visit, From: sampleFrom(1300, "orders")},
		{Kind: directive.Precaution, Words: "B", Meaning: "blind", Place: "PV2-41", Since: sampleTime("202611231520"), Visit: visit, From: sampleFrom(1100, "registration")},
	}}
	diet = asof.Stated{State: chart.Listed, Items: []directive.Statement{{
		Kind: directive.Diet, Words: "Diabetic diet, 1800 kcal; supplement evening snack", Place: "order", By: "MARSH, Lena", Since: sampleTime("202611231700"), Visit: visit,
		From: sampleFrom(1302, "orders"),
	}}}
	return status, precautions, diet
}
