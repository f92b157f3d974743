//! Every figure of the quarter, worked out by hand.

use serde_json::{Value, json};
use tests::both;
use tests::database::TestDatabase;

use super::{EVENTS, figure, order, quarter, report};

/// Numerator, denominator, value and p90 of a figure.
fn numbers(report: &Value, name: &str) -> Value {
    let shown = figure(report, name);
    assert_eq!(shown["notRecorded"], Value::Null, "{shown:#}");
    json!([
        shown["numerator"],
        shown["denominator"],
        shown["value"],
        shown["p90"]
    ])
}

/// The rows of a breakdown: label, numerator and denominator.
fn rows(report: &Value, name: &str, title: &str) -> Value {
    let parts = figure(report, name)["breakdowns"]
        .as_array()
        .expect("a list");
    let part = parts
        .iter()
        .find(|part| part["title"] == title)
        .expect("it is broken down so");
    if part["isWithheld"] == true {
        assert_eq!(part["rows"], json!([]));
        return json!("withheld");
    }
    let rows = part["rows"].as_array().expect("a list").iter();
    rows.map(|row| json!([row["label"], row["numerator"], row["denominator"]]))
        .collect()
}

both! {
    async fn the_figures_of_a_quarter_are_those_worked_out_by_hand(database: TestDatabase) {
        let ledger = quarter::written(database).await;
        let report = report(&ledger.app, ledger.region.staff.manager, order(&ledger)).await;
        let is = |name: &str, expected: Value| assert_eq!(numbers(&report, name), expected, "{name}");
        let has = |name: &str, title: &str, expected: Value| {
            assert_eq!(rows(&report, name, title), expected, "{name} by {title}");
        };
        let none = Value::Null;

        // G in time, H late: 9 of 15 is 60 %.
        is("K1", json!([9, 15, 60.0, none]));
        // H: 6 in time. C: 5 a day late. 6 of 11 is 54.5 %.
        is("K2", json!([6, 11, 54.5, none]));
        has("K2", "Reason", json!([
            ["The family declined mediation, s.55(4)", 6, 6], ["The family took part, s.55(5)", 0, 5],
        ]));
        // A and C in time, B and D not, E left out: 13 of 24 is 54.2 %.
        is("K3", json!([13, 24, 54.2, none]));
        has("K3", "By the thirtieth day", json!([
            ["A date agreed, not held by then", none, 6], ["Held", none, 13],
            ["No date in time offered", none, 5],
        ]));
        has("K3", "Why not held in time", json!([
            ["Called off by the local authority", none, 6],
            ["Notice that it cannot be arranged in time", none, 5],
        ]));
        has("K3", "Type of case", json!([["MED-E", 13, 24]]));
        // C: 23 days five times, A: 24 eight times, B: 36 six times. The tenth of 19 is 24; the
        // eighteenth, which nine of ten do not exceed, 36.
        is("K4", json!([none, 19, 24.0, 36.0]));
        // A five clear working days or more, B a day too late, though agreed in time, and C late with consent:
        // 8 of 19 is 42.1 %.
        is("K5", json!([8, 19, 42.1, none]));
        has("K5", "Notice", json!([
            ["Five working days or more", none, 8], ["Less, and no consent recorded", none, 6],
            ["Less, with the family's consent", none, 5],
        ]));
        // A: 8 of the authority and 8 families in time. B: 6 of the authority late. 16 of 22 is 72.7 %.
        is("K6", json!([16, 22, 72.7, none]));
        has("K6", "Organisation", json!([["Ambleshire", 8, 14], ["Families", 8, 8]]));
        // A and C with somebody who may decide, B without: 13 of 19 is 68.4 %.
        is("K7", json!([13, 19, 68.4, none]));
        has("K7", "Local authority", json!([["Ambleshire", 13, 19]]));
        // B's first dates.
        is("K8", json!([none, 6, none, none]));
        has("K8", "Side", json!([["The local authority", none, 6]]));
        has("K8", "Cause", json!([["The local authority cannot come", none, 6]]));
        has("K8", "How long before", json!([["2 to 4 days", none, 6]]));
        // Nobody of the authority came to B's, and both of A's and all of C's did.
        is("K9", json!([13, 19, 68.4, none]));
        // Two, two and three people were expected: 16 + 12 + 15.
        is("K9.absences", json!([37, 43, 86.0, none]));
        has("K9.absences", "Role", json!([
            ["Family", 19, 19], ["Interpreter", 5, 5], ["Local authority", 13, 19],
        ]));
        // A in full, C in part, B not: 13 of 19.
        is("K10", json!([13, 19, 68.4, none]));
        has("K10", "Outcome", json!([
            ["Full agreement", none, 8], ["No agreement", none, 6], ["Partial agreement", none, 5],
        ]));
        // G of G and H.
        is("K11", json!([9, 15, 60.0, none]));
        has("K11", "Choice", json!([["Mediation", none, 9], ["No mediation, so a certificate", none, 6]]));
        // A's: 8 kept a day before, 8 five days late; those of August are not due in the quarter.
        is("K13", json!([8, 16, 50.0, none]));
        has("K13", "Promise", json!([["To assess", 8, 8], ["What no appeal could order", 0, 8]]));
        // B's appeals followed, C's came before: 6 of 19 is 31.6 %.
        is("K12", json!([6, 19, 31.6, none]));
        // Five of A's eight were checked, so that three were not: the five are left out as well.
        is("K14", json!([none, 8, none, none]));
        // A gave five and four, B two and four; C has not answered.
        is("K15", json!([8, 14, 57.1, none]));
        has("K15", "Role", json!([["Family", 8, 14]]));
        is("K15.mediator", json!([14, 14, 100.0, none]));
        is("K15.response", json!([14, 19, 73.7, none]));
        // Three were resolved and five were not: no row can be shown.
        is("K24", json!([none, 8, none, none]));
        has("K24", "Cause", json!([["The service", none, 8]]));
        has("K24", "Outcome", json!([["Open", none, none], ["Resolved", none, none]]));
        // The sixth was raised half an hour into July.
        is("K24.safeguarding", json!([none, 5, none, none]));
        // Before A, after B, not for C: 8 of 19 is 42.1 %.
        is("K16", json!([8, 19, 42.1, none]));
        is("K16.attended", json!([0, 19, 0.0, none]));
        is("K17", json!([none, 19, none, none]));
        has("K17", "How", json!([["By video", none, 6], ["In person", none, 13]]));
        // A: eight times no way. C: from S1 (4353, 3871) to S35 (4339, 3960), in hundreds of metres: the
        // root of 14 and 89 squared is 90. The seventh of 13 is nought, the twelfth 9.0 km. How many they
        // are could be taken from 19, so it is not said.
        is("K17.distance", json!([none, none, 0.0, 9.0]));
        // C, booked five days before. Five are too few for a tenth from above.
        is("K18", json!([5, 5, 100.0, none]));
        has("K18", "Language", json!([["bsl", 5, 5]]));
        is("K18.lead", json!([none, 5, 5.0, none]));
        // 8 + 6 + 5 + 5 + 1 mediations, 15 contacts, 11 facilitations, and L-1: 52. L-2 belongs to July.
        is("K19", json!([none, 52, none, none]));
        has("K19", "School stage", json!([["Reception to year 6", none, 52]]));
        has("K19", "Language", json!([["no interpreter asked for", none, 47], ["bsl", none, 5]]));
        // Section B: C, D, E and 15 contacts; section F: C, D and E; something else: 11 and L-1.
        is("K20", json!([none, 52, none, none]));
        has("K20", "In dispute", json!([
            ["Section B: needs", none, 26], ["Section F: provision", none, 11],
            ["Something else", none, 12], ["Whether to assess", none, 8],
            ["Whether to issue a plan", none, 6],
        ]));
        has("K20", "School or setting", json!([["Hilltop School", none, 52]]));
        has("K20", "Postcode district", json!([["S1", none, 52]]));
        // A with the decision, B entrenched, of the others nothing: 8 of 14.
        is("K21", json!([8, 14, 57.1, none]));
        has("K21", "Stage at referral", json!([["Entrenched", none, 6], ["With a decision", none, 8]]));
        is("K22", json!([none, 11, none, none]));
        has("K22", "Type of case", json!([["FAC-AR", none, 6], ["FAC-TAC", none, 5]]));
        // J in two weeks, K never: 6 of 11.
        is("K22.notes", json!([6, 11, 54.5, none]));
        // L-1 is alone, so the smallest of the others is left out with it.
        is("K23", json!([none, 52, none, none]));
        has("K23", "Type of case", json!([
            ["DR-P", none, none], ["FAC-AR", none, 6], ["FAC-TAC", none, none],
            ["MED-E", none, 25], ["MIA", none, 15],
        ]));
        // A, B's second dates and C, of the hundred that are paid for.
        is("K23.cap", json!([19, 100, 19.0, none]));
        // 13 rooms at £40 and 8 claims of £10, shared by 19: 60,000 / 19.
        is("K23.cost", json!([none, 19, 3157.9, none]));
        // A, B and C accepted their first date, D's lapsed: 19 of 24 is 79.2 %.
        is("K25", json!([19, 24, 79.2, none]));
        has("K25", "Outcome", json!([["Accepted", none, 19], ["Not agreed in time", none, 5]]));
        has("K25", "Dates needed", json!([["One date", none, 18], ["Two dates", none, 6]]));
        // A as planned, B on another day: 8 of 14 is 57.1 %.
        is("K25.planned", json!([8, 14, 57.1, none]));
    }

    async fn a_manager_sees_the_events_behind_each_number(database: TestDatabase) {
        let ledger = quarter::written(database).await;
        let mut asked = order(&ledger);
        asked["keys"] = json!(["K3", "K23"]);
        let manager = ledger.region.staff.manager;
        let found = ledger.app.ask(manager, EVENTS, asked.clone()).await;
        let figures = &found["commissionerReport"]["report"]["figures"];
        assert_eq!((&figures[0]["name"], &figures[1]["name"]), (&json!("K3"), &json!("K23")));
        let events = figures[0]["events"].as_array().unwrap();
        assert_eq!(events.len(), 24);
        assert_eq!(events.iter().filter(|event| event["isMet"] == true).count(), 13);
        assert_eq!(events[0], json!({
            "caseReference": "A-1", "on": "2025-05-07", "isMet": true,
            "words": "told 7 April 2025, due by 7 May 2025, held 1 May 2025",
        }));
        let late = events.iter().find(|event| event["caseReference"] == "D-1").unwrap();
        assert_eq!(late["words"], "told 30 May 2025, due by 27 June 2025, not held");
        let references: Vec<_> = figures[1]["events"].as_array().unwrap().iter()
            .map(|event| event["caseReference"].as_str().unwrap()).collect();
        assert!(references.contains(&"L-1") && !references.contains(&"L-2"), "{references:?}");

        // Those who arrange meetings see the figures alone.
        let found = ledger.app.ask(ledger.region.staff.coordinator, EVENTS, asked).await;
        let figures = &found["commissionerReport"]["report"]["figures"];
        assert_eq!(figures[0]["events"], Value::Null);
    }

    async fn what_nothing_is_recorded_of_is_not_nought(database: TestDatabase) {
        let ledger = quarter::written(database).await;
        let report = report(&ledger.app, ledger.region.staff.manager, order(&ledger)).await;
        for shown in report["figures"].as_array().unwrap() {
            let has_numbers = !shown["denominator"].is_null() || !shown["value"].is_null();
            let has_reason = shown["notRecorded"].is_string();
            assert!(has_numbers != has_reason || shown["isSuppressed"] == true, "{shown:#}");
        }
    }

    async fn a_report_takes_as_many_statements_for_many_cases_as_for_none(database: TestDatabase) {
        let ledger = super::Ledger::new(database).await;
        let manager = ledger.region.staff.manager;
        let mut counts = Vec::new();
        for round in 0..2 {
            if round == 1 {
                quarter::fill(&ledger).await;
            }
            ledger.app.forget_statements();
            let made = report(&ledger.app, manager, order(&ledger)).await;
            let expected = if round == 0 { 0 } else { 52 };
            assert_eq!(figure(&made, "K23")["denominator"], expected);
            counts.push(ledger.app.statements().len());
        }
        let all = ledger.app.statements();
        assert_eq!(counts[0], counts[1], "{all:#?}");
        assert!(counts[1] <= 40, "{all:#?}");
    }
}
