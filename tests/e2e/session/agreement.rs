//! What was agreed: written down, signed, sent, and read by those who have a part in it.

use api::schema::id::Kind;
use chrono::Days;
use entities::PersonId;
use serde_json::{Value, json};
use tests::database::TestDatabase;
use tests::ids::{Named as _, unknown};
use tests::{Region, Sitting, TestApp, both};

use super::{refused, seen, timeline};

const AGREEMENT: &str = "agreement {
  state parties edition agreedOn signedOn typedSentOn checkHow checkOn checkTrace
  decisions { text isForPanel panelOn issue { domain } }
  actions { what category dueOn rule citation trace agreedOverrideOn state decision { text }
    ownerPerson { id } ownerOrganisation { id } }
  signatories { role signedOn person { id } }
  copies { edition sentOn person { id } }
}";

/// A prepared case in session, whose bodies may sign.
async fn in_session<'a>(app: &'a TestApp, region: &Region, case: entities::CaseId) -> Sitting<'a> {
    let sitting = Sitting::arranged(app, region, case).await;
    sitting.mandated().await;
    sitting.prepared().await;
    sitting.begun().await;
    sitting
}

/// The agreement as somebody reads it.
async fn read(app: &TestApp, sitting: &Sitting<'_>, actor: PersonId) -> Value {
    seen(app, sitting, actor, AGREEMENT).await["agreement"].take()
}

/// An action of an owner, and more of it.
fn action(owner: &Value, more: Value) -> Value {
    let mut action = json!({ "what": "Does what was said.", "owner": owner });
    if let Value::Object(more) = more {
        for (key, value) in more {
            action[key] = value;
        }
    }
    action
}

both! {
    async fn every_promise_has_an_owner_and_a_last_day(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let sitting = in_session(&app, &region, region.cases.med_e.0).await;
        let on = sitting.on();
        let la = json!({ "organisationId": region.bodies.la.gid() });
        let family = json!({ "personId": sitting.comer("FAMILY").gid() });
        let panel = on + Days::new(10);
        let mut terms = sitting.terms("LOCAL_AUTHORITY", &json!([
            action(&family, json!({ "category": "PROMISE" })),
            action(&la, json!({ "category": "AMEND", "decision": 1 })),
            action(&la, json!({ "category": "DRAFT_PLAN" })),
            action(&la, json!({ "category": "FINAL_PLAN" })),
            action(&la, json!({ "category": "ASSESS_NO_PLAN" })),
            action(&la, json!({ "category": "ASSESS_PLAN" })),
            action(&la, json!({ "category": "PLACEMENT", "agreedOverrideOn": on + Days::new(20) })),
            action(&la, json!({ "agreedOverrideOn": on + Days::new(3) })),
        ]));
        let issues = seen(&app, &sitting, sitting.coordinator, "issues { id domain }").await;
        terms["decisions"] = json!([
            { "text": "More speech therapy.", "issueId": issues["issues"][1]["id"] },
            { "text": "The panel looks at it.", "isForPanel": true, "panelOn": panel },
        ]);
        sitting.done_case(sitting.mediator, "agreementRecord", terms).await;
        let agreement = read(&app, &sitting, sitting.mediator).await;
        let days = |days: u64| json!(on + Days::new(days));
        let told: Vec<_> = agreement["actions"].as_array().unwrap().iter().map(|action| (action["rule"].clone(), action["dueOn"].clone())).collect();
        // Two, five, eleven, ten and fourteen weeks, and what the parties wrote down.
        assert_eq!(told, [
            (json!("C16"), days(14)), (json!("C23"), days(35)), (json!("C21"), days(35)), (json!("C21"), days(77)),
            (json!("C19"), days(70)), (json!("C20"), days(98)), (json!("C25"), days(20)), (json!("C25"), days(3)),
        ]);
        let trace = agreement["actions"][6]["trace"].as_array().unwrap();
        assert!(trace.last().unwrap().as_str().unwrap().contains("agreed on it in writing"), "{trace:?}");
        assert!(agreement["actions"][0]["citation"].as_str().unwrap().contains("42"), "{agreement:#}");
        assert_eq!(agreement["actions"][1]["decision"]["text"], "More speech therapy.");
        assert_eq!(agreement["decisions"][0]["issue"]["domain"], "F");
        assert_eq!(agreement["decisions"][1]["panelOn"], json!(panel));
        // Six weeks are the service's own time for the check.
        assert_eq!(agreement["checkOn"], days(42));

        sitting.signed("LOCAL_AUTHORITY").await;
        let agreement = read(&app, &sitting, sitting.mediator).await;
        assert_eq!((&agreement["state"], &agreement["signedOn"]), (&json!("SIGNED_ON_DAY"), &json!(on)));
        let case = seen(&app, &sitting, sitting.coordinator, "clocks { rule dueOn } nextSteps { what dueOn }").await;
        for (rule, due) in [("C16", 14), ("C23", 35), ("C21", 35), ("C19", 70), ("C20", 98), ("C25", 3), ("C36", 42)] {
            let clock = json!({ "rule": rule, "dueOn": days(due) });
            assert!(case["clocks"].as_array().unwrap().contains(&clock), "{rule}: {case:#}");
        }
        let check = json!({ "what": "check that the agreement works", "dueOn": days(42) });
        assert!(case["nextSteps"].as_array().unwrap().contains(&check), "{case:#}");
        sitting.settled(&["AGREED", "NOT_AGREED"]).await;
        sitting.done_case(sitting.coordinator, "sessionEnd", json!({ "on": on, "outcome": "PARTIAL" })).await;

        // Sent to everybody who was there, and recorded to whom; a supporter has it from the family.
        let sent = json!({ "sentOn": on });
        assert_eq!(refused(&sitting.ask_case(sitting.mediator, "typedAgreementSend", json!({ "sentOn": on - Days::new(1) })).await), "DATE_BEFORE_ITS_CAUSE");
        sitting.done_case(sitting.coordinator, "typedAgreementSend", sent.clone()).await;
        assert_eq!(refused(&sitting.ask_case(sitting.coordinator, "typedAgreementSend", sent).await), "NOT_IN_THIS_STATE");
        let agreement = read(&app, &sitting, sitting.mediator).await;
        let mut got: Vec<_> = agreement["copies"].as_array().unwrap().iter().map(|copy| copy["person"]["id"].clone()).collect();
        let mut wanted: Vec<_> = ["FAMILY", "LOCAL_AUTHORITY", "EDUCATION"].map(|role| json!(sitting.comer(role).gid())).to_vec();
        got.sort_by_key(ToString::to_string);
        wanted.sort_by_key(ToString::to_string);
        assert_eq!(got, wanted);
        let owed = seen(&app, &sitting, sitting.coordinator, "nextSteps { what }").await.to_string();
        assert!(!owed.contains("copy of the agreement") && !owed.contains("typed agreement"), "{owed}");
        let words = timeline(&app, &sitting).await.join("; ");
        for clause in ["what is agreed is written down", "somebody signs the agreement", "the agreement is signed", "the typed agreement is sent"] {
            assert!(words.contains(clause), "{words}");
        }
        assert!(!words.contains("speech"), "{words}");
    }

    async fn what_cannot_be_agreed_is_refused_by_its_rule(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let sitting = Sitting::arranged(&app, &region, region.cases.med_e.0).await;
        let (family, officer) = (sitting.comer("FAMILY"), sitting.comer("LOCAL_AUTHORITY"));
        let la = json!({ "organisationId": region.bodies.la.gid() });
        let promise = action(&la, json!({ "category": "PROMISE" }));
        let good = sitting.terms("LOCAL_AUTHORITY", &json!([promise]));
        assert_eq!(refused(&sitting.ask_case(sitting.mediator, "agreementRecord", good.clone()).await), "NOT_IN_SESSION");
        sitting.mandated().await;
        sitting.prepared().await;
        sitting.begun().await;
        let yesterday = sitting.on() - Days::new(1);
        let with = |more: Value| {
            let mut terms = good.clone();
            for (key, value) in more.as_object().unwrap() {
                terms[key] = value.clone();
            }
            terms
        };
        let actions = |action: Value| with(json!({ "actions": [action] }));
        for (terms, rule) in [
            (actions(json!({ "what": "Somebody should.", "category": "PROMISE" })), "ACTION_WITHOUT_OWNER"),
            (actions(action(&la, json!({}))), "ACTION_WITHOUT_CLOCK"),
            (with(json!({ "actions": [] })), "NOTHING_PROMISED"),
            (actions(action(&json!({ "personId": region.staff.stranger.gid() }), json!({ "category": "PROMISE" }))), "OWNER_NOT_IN_THE_CASE"),
            (actions(action(&json!({ "organisationId": region.bodies.icb.gid() }), json!({ "category": "PROMISE" }))), "OWNER_NOT_IN_THE_CASE"),
            (actions(action(&json!({ "personId": family.gid() }), json!({ "category": "AMEND" }))), "NOT_THE_AUTHORITYS"),
            (actions(action(&la, json!({ "category": "PROMISE", "decision": 2 }))), "NO_SUCH_DECISION"),
            (actions(action(&la, json!({ "category": "PROMISE", "decision": 0 }))), "NO_SUCH_DECISION"),
            (actions(action(&la, json!({ "category": "PROMISE", "issueId": unknown(Kind::Issue) }))), "NO_SUCH_ISSUE"),
            (actions(action(&la, json!({ "category": "PROMISE", "agreedOverrideOn": yesterday }))), "NO_DUE_DATE"),
            (actions(action(&la, json!({ "category": "PROMISE", "what": " " }))), "TEXT_UNREADABLE"),
            (actions(action(&la, json!({ "category": "PROMISE", "replacesId": unknown(Kind::AgreementAction) }))), "NO_SUCH_ACTION"),
            (with(json!({ "actions": vec![promise.clone(); 41] })), "TOO_MANY"),
            (with(json!({ "checkHow": "" })), "TEXT_UNREADABLE"),
            (with(json!({ "checkOn": yesterday })), "NO_CHECK_DATE"),
            (with(json!({ "decisions": [{ "text": "x", "panelOn": sitting.on() }] })), "PANEL_UNCLEAR"),
            (with(json!({ "signatoryIds": [family.gid()] })), "TOO_FEW_SIDES"),
            (with(json!({ "signatoryIds": [family.gid(), sitting.comer("EDUCATION").gid()] })), "BODY_NOT_SIGNING"),
            (with(json!({ "signatoryIds": [family.gid(), sitting.comer("SUPPORTER").gid()] })), "SIGNATORY_NO_PARTY"),
            (with(json!({ "signatoryIds": [family.gid(), region.staff.manager.gid()] })), "SIGNATORY_ABSENT"),
            (with(json!({ "parties": "FAMILY_AND_SCHOOL" })), "BEYOND_FAMILY_AND_SCHOOL"),
        ] {
            let before = app.rows(&["agreement", "agreement_action", "case_event"]).await;
            let answer = sitting.ask_case(sitting.mediator, "agreementRecord", terms.clone()).await;
            assert_eq!(refused(&answer), rule, "{terms:#}");
            assert_eq!(app.rows(&["agreement", "agreement_action", "case_event"]).await, before, "{rule}");
        }
        for other in [family, officer, region.staff.adviser, region.staff.stranger] {
            assert_eq!(refused(&sitting.ask_case(other, "agreementRecord", good.clone()).await), "NOT_FOUND");
        }
        let sign = json!({ "caseId": sitting.case.gid(), "signedOn": sitting.on() });
        assert_eq!(refused(&sitting.ask(family, "agreementSign", sign.clone()).await), "NO_AGREEMENT");
        // A draft is written anew as often as it takes, and given up.
        sitting.done_case(sitting.mediator, "agreementRecord", good.clone()).await;
        sitting.done_case(sitting.coordinator, "agreementRecord", good.clone()).await;
        assert_eq!(app.rows(&["agreement", "agreement_action", "agreement_signatory"]).await, [1, 1, 2]);
        let mut early = sign.clone();
        early["signedOn"] = json!(yesterday);
        assert_eq!(refused(&sitting.ask(family, "agreementSign", early).await), "DATE_BEFORE_ITS_CAUSE");
        let mut late = sign.clone();
        late["signedOn"] = json!(sitting.on() + Days::new(1));
        assert_eq!(refused(&sitting.ask(family, "agreementSign", late).await), "DATE_IN_THE_FUTURE");
        assert_eq!(refused(&sitting.ask(sitting.comer("EDUCATION"), "agreementSign", sign.clone()).await), "NOT_A_SIGNATORY");
        let mut for_officer = sign.clone();
        for_officer["personId"] = json!(officer.gid());
        assert_eq!(refused(&sitting.ask(family, "agreementSign", for_officer.clone()).await), "NOT_FOUND");
        sitting.done(family, "agreementSign", sign.clone()).await;
        assert_eq!(refused(&sitting.ask(family, "agreementSign", sign).await), "SIGNED_ALREADY");
        let end = json!({ "on": sitting.on(), "outcome": "FULL" });
        assert_eq!(refused(&sitting.ask_case(sitting.mediator, "sessionEnd", end.clone()).await), "AGREEMENT_UNSIGNED", "one has not signed");
        sitting.done(sitting.mediator, "agreementSign", for_officer).await;
        assert_eq!(refused(&sitting.ask_case(sitting.mediator, "agreementRecord", good).await), "NOT_A_DRAFT");
        assert_eq!(refused(&sitting.ask_case(sitting.mediator, "agreementAbandon", json!({})).await), "NOT_IN_THIS_STATE");
        sitting.done_case(sitting.mediator, "sessionEnd", end).await;
    }

    async fn whoever_comes_for_a_body_signs_with_a_mandate(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let sitting = Sitting::arranged(&app, &region, region.cases.med_e.0).await;
        sitting.prepared().await;
        sitting.begun().await;
        let la = json!({ "organisationId": region.bodies.la.gid() });
        let terms = sitting.terms("LOCAL_AUTHORITY", &json!([action(&la, json!({ "category": "PROMISE" }))]));
        sitting.done_case(sitting.mediator, "agreementRecord", terms).await;
        let officer = sitting.comer("LOCAL_AUTHORITY");
        let sign = json!({ "caseId": sitting.case.gid(), "signedOn": sitting.on() });
        assert_eq!(refused(&sitting.ask(officer, "agreementSign", sign.clone()).await), "NO_MANDATE_TO_SIGN");
        sitting.mandated().await;
        sitting.done(officer, "agreementSign", sign).await;
        // What somebody has signed is not thrown away with the outcome.
        let nothing = json!({ "on": sitting.on(), "outcome": "NOTHING" });
        let answer = sitting.ask_case(sitting.mediator, "sessionEnd", nothing).await;
        assert_eq!(refused(&answer), "AGREEMENT_PARTLY_SIGNED");
        assert_eq!(read(&app, &sitting, sitting.mediator).await["state"], "DRAFTING");
        sitting.done_case(sitting.mediator, "agreementAbandon", json!({})).await;
        assert_eq!(read(&app, &sitting, sitting.mediator).await["state"], "ABANDONED");
        assert_eq!(read(&app, &sitting, officer).await, Value::Null);
        sitting.done_case(sitting.mediator, "sessionEnd", json!({ "on": sitting.on(), "outcome": "NOTHING" })).await;
    }

    async fn a_draft_is_given_up_where_nothing_is_agreed(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let sitting = in_session(&app, &region, region.cases.med_e.0).await;
        let la = json!({ "organisationId": region.bodies.la.gid() });
        let terms = sitting.terms("LOCAL_AUTHORITY", &json!([action(&la, json!({ "category": "PROMISE" }))]));
        sitting.done_case(sitting.mediator, "agreementRecord", terms).await;
        sitting.done_case(sitting.mediator, "sessionEnd", json!({ "on": sitting.on(), "outcome": "NOTHING" })).await;
        assert_eq!(read(&app, &sitting, sitting.mediator).await["state"], "ABANDONED");
    }

    async fn an_agreement_is_read_by_those_who_have_a_part_in_it(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let sitting = in_session(&app, &region, region.cases.med_e.0).await;
        let staff = region.staff;
        let [one, other] = staff.la_officers;
        let officer = sitting.comer("LOCAL_AUTHORITY");
        let idle = if one == officer { other } else { one };
        let people = [
            ("manager", staff.manager),
            ("coordinator", staff.coordinator),
            ("adviser", staff.adviser),
            ("mediator", sitting.mediator),
            ("family", sitting.comer("FAMILY")),
            ("officer", officer),
            ("idle officer", idle),
            ("school", sitting.comer("EDUCATION")),
            ("supporter", sitting.comer("SUPPORTER")),
            ("stranger", staff.stranger),
            ("southern coordinator", staff.southern_coordinator),
        ];
        let who = async || {
            let mut readers = Vec::new();
            for (name, actor) in people {
                let case = seen(&app, &sitting, actor, AGREEMENT).await;
                if case["agreement"].is_object() {
                    readers.push(name);
                }
            }
            readers.join(", ")
        };
        let la = json!({ "organisationId": region.bodies.la.gid() });
        let terms = sitting.terms("LOCAL_AUTHORITY", &json!([action(&la, json!({ "category": "PROMISE" }))]));
        sitting.done_case(sitting.mediator, "agreementRecord", terms).await;
        assert_eq!(who().await, "manager, coordinator, mediator, family, officer", "a draft");
        sitting.signed("LOCAL_AUTHORITY").await;
        assert_eq!(who().await, "manager, coordinator, mediator, family, officer, idle officer", "signed");
        sitting.done_case(sitting.mediator, "typedAgreementSend", json!({ "sentOn": sitting.on() })).await;
        assert_eq!(who().await, "manager, coordinator, mediator, family, officer, idle officer, school", "sent");
    }

    async fn family_and_school_agree_without_the_authority(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let sitting = in_session(&app, &region, region.cases.med_e.0).await;
        let on = sitting.on();
        let school = json!({ "organisationId": region.bodies.school.gid() });
        let la = json!({ "organisationId": region.bodies.la.gid() });
        let with = |signatories: &[&str], actions: Value| json!({
            "parties": "FAMILY_AND_SCHOOL", "actions": actions, "checkHow": "A call at half term.",
            "signatoryIds": signatories.iter().map(|role| sitting.comer(role).gid()).collect::<Vec<_>>(),
        });
        let weekly = action(&school, json!({ "what": "Writes every Friday." }));
        for (terms, rule) in [
            (with(&["FAMILY", "EDUCATION", "LOCAL_AUTHORITY"], json!([weekly])), "BEYOND_FAMILY_AND_SCHOOL"),
            (with(&["FAMILY", "EDUCATION"], json!([action(&la, json!({}))])), "BEYOND_FAMILY_AND_SCHOOL"),
            (with(&["FAMILY", "EDUCATION"], json!([action(&school, json!({ "category": "PROMISE" }))])), "CATEGORY_OUTSIDE_MEDIATION"),
        ] {
            assert_eq!(refused(&sitting.ask_case(sitting.mediator, "agreementRecord", terms).await), rule);
        }
        let due = action(&school, json!({ "agreedOverrideOn": on + Days::new(5) }));
        let terms = with(&["FAMILY", "EDUCATION"], json!([weekly, due]));
        sitting.done_case(sitting.mediator, "agreementRecord", terms).await;
        let agreement = read(&app, &sitting, sitting.comer("EDUCATION")).await;
        assert_eq!((&agreement["actions"][0]["dueOn"], &agreement["actions"][0]["rule"]), (&Value::Null, &Value::Null));
        assert_eq!((&agreement["actions"][1]["dueOn"], &agreement["actions"][1]["rule"]), (&json!(on + Days::new(5)), &Value::Null));
        sitting.signed("EDUCATION").await;
        sitting.done_case(sitting.mediator, "typedAgreementSend", json!({ "sentOn": on })).await;
        let agreement = read(&app, &sitting, sitting.comer("FAMILY")).await;
        assert_eq!(agreement["copies"].as_array().map(Vec::len), Some(2), "{agreement:#}");
        assert_eq!(read(&app, &sitting, sitting.comer("LOCAL_AUTHORITY")).await, Value::Null);
    }
}
