//! What people think: invited, answered once, and told to others only in numbers.

use chrono::{DateTime, TimeDelta, Utc};
use entities::participant::Role;
use entities::{CaseId, PersonId, evaluation};
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::{Value, json};
use tests::both;
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::tell::each;

use super::{World, with};

const EVALUATIONS: &str = "afterwards { evaluations {
  person { name } role submittedAt channel service mediator preparation fairness heard outcome text mayQuote
} }";

fn answer(case: &Value, more: &Value) -> Value {
    let input = json!({
        "caseId": case, "channel": "ELECTRONIC", "service": 5, "mediator": 4, "preparation": 3,
        "fairness": 4, "heard": 5, "outcome": 1, "text": "We were listened to.", "mayQuote": true,
    });
    with(input, more)
}

/// Answers that came in elsewhere, one a person.
async fn answered(world: &World, case: CaseId, people: &[PersonId], at: DateTime<Utc>, score: i32) {
    for &person_id in people {
        let row = evaluation::Model {
            case_id: case,
            person_id,
            role: Role::Family,
            invited_at: at,
            submitted_at: Some(at),
            channel: Some(evaluation::Channel::Electronic),
            service: Some(score),
            mediator: Some(score),
            preparation: Some(score),
            fairness: Some(score),
            heard: Some(score),
            outcome: Some(score),
            text: None,
            may_quote: false,
        };
        let row = row.into_active_model();
        row.insert(&world.app.app.db).await.expect("an answer");
    }
}

both! {
    async fn everybody_who_was_there_answers_once(database: TestDatabase) {
        let world = World::make(database).await;
        let (staff, (case, family)) = (world.region.staff, world.region.cases.med_e);
        let invite = json!({ "caseId": case.gid() });
        assert_eq!(world.refused(staff.coordinator, "evaluationInvite", invite.clone()).await, "NO_MEETING_YET");
        let (id, _) = world.held(case).await;
        assert_eq!(world.refused(family.parent, "evaluationSubmit", answer(&id, &json!({}))).await, "NOT_INVITED");
        for actor in [family.parent, staff.mediators[0], staff.adviser, staff.southern_coordinator] {
            assert_eq!(world.refused(actor, "evaluationInvite", invite.clone()).await, "NOT_FOUND");
        }
        world.done(staff.coordinator, "evaluationInvite", invite.clone()).await;
        assert_eq!(world.refused(staff.coordinator, "evaluationInvite", invite).await, "INVITED_ALREADY");
        let seen = world.seen(staff.coordinator, &id, EVALUATIONS).await;
        let roles = each(&seen["afterwards"]["evaluations"], "role");
        assert!(roles.contains(&"FAMILY") && roles.contains(&"LOCAL_AUTHORITY"), "{roles:?}");
        assert!(!roles.contains(&"MEDIATOR"), "{roles:?}");

        for field in ["service", "mediator", "preparation", "fairness", "heard", "outcome"] {
            for score in [0, 6, -1] {
                let wrong = answer(&id, &json!({ field: score }));
                assert_eq!(world.refused(family.parent, "evaluationSubmit", wrong).await, "SCORE_OUT_OF_RANGE");
            }
        }
        world.done(family.parent, "evaluationSubmit", answer(&id, &json!({}))).await;
        assert_eq!(world.refused(family.parent, "evaluationSubmit", answer(&id, &json!({}))).await, "ANSWERED_ALREADY");

        // The officer who came hands a form in on the day, which the coordinator writes down.
        let people = seen["afterwards"]["evaluations"].as_array().unwrap();
        let officer = people.iter().find(|one| one["role"] == "LOCAL_AUTHORITY").unwrap();
        let officer = match officer["person"]["name"].as_str().unwrap() {
            "Olga Officer" => staff.la_officers[0],
            _ => staff.la_officers[1],
        };
        let for_officer = |channel: &str| answer(&id, &json!({ "respondentId": officer.gid(), "channel": channel }));
        assert_eq!(world.refused(staff.coordinator, "evaluationSubmit", for_officer("ELECTRONIC")).await, "NOT_YOURS_TO_ANSWER");
        assert_eq!(world.refused(family.parent, "evaluationSubmit", for_officer("ON_DAY")).await, "NOT_FOUND");
        world.done(staff.coordinator, "evaluationSubmit", for_officer("ON_DAY")).await;

        // Everybody reads their own, those who run the case all, the mediator and the adviser none.
        let own = world.seen(family.parent, &id, EVALUATIONS).await["afterwards"]["evaluations"].take();
        assert_eq!(own.as_array().unwrap().len(), 1);
        assert_eq!((&own[0]["text"], &own[0]["outcome"], &own[0]["mayQuote"]), (&json!("We were listened to."), &json!(1), &json!(true)));
        let all = world.seen(staff.manager, &id, EVALUATIONS).await["afterwards"]["evaluations"].take();
        assert_eq!(all.as_array().unwrap().len(), people.len());
        let document = "query ($id: ID!) { case(id: $id) { meetings { mediator { id } } } }";
        let found = world.app.ask(staff.coordinator, document, json!({ "id": id })).await;
        let mediator = found["case"]["meetings"][0]["mediator"]["id"].clone();
        let mediator = staff.mediators.into_iter().find(|person| person.gid() == mediator).unwrap();
        for actor in [mediator, staff.adviser] {
            let seen = world.seen(actor, &id, EVALUATIONS).await;
            assert_eq!(seen["afterwards"]["evaluations"], json!([]));
        }
        let seen = world.seen(staff.coordinator, &id, "timeline { words }").await;
        assert!(seen["timeline"].to_string().contains("an evaluation came in"));
        assert!(!seen["timeline"].to_string().contains("listened"));
    }

    async fn others_are_told_numbers_of_at_least_five(database: TestDatabase) {
        let world = World::make(database).await;
        let (staff, cases) = (world.region.staff, world.region.cases);
        world.held(cases.med_e.0).await;
        let commissioner = world.app.officer("Connie Commissioner", entities::role::Kind::Commissioner, world.region.bodies.la).await;
        let answered_at: DateTime<Utc> = "2026-03-31T12:00:00Z".parse().unwrap();
        let people = [staff.stranger, staff.teacher, staff.supporter, staff.la_officers[0]];
        answered(&world, cases.med_e.0, &people, answered_at, 4).await;
        let ask = async |actor: PersonId, field: &str, year: i32, quarter: i32| {
            let document = format!("query ($year: Int!, $quarter: Int!) {{ viewer {{ summary: {field}(year: $year, quarter: $quarter) {{
              year quarter count service mediator preparation fairness heard outcome
            }} }} }}");
            let answer = world.app.ask(actor, &document, json!({ "year": year, "quarter": quarter })).await;
            answer["viewer"]["summary"].clone()
        };
        let four = "evaluationSummary";
        assert_eq!(ask(staff.manager, four, 2026, 1).await, Value::Null, "four would be known by their answers");
        answered(&world, cases.med_e.0, &[staff.la_officers[1]], answered_at, 1).await;
        let five = json!({
            "year": 2026, "quarter": 1, "count": 5, "service": 3.4, "mediator": 3.4, "preparation": 3.4,
            "fairness": 3.4, "heard": 3.4, "outcome": 3.4,
        });
        for actor in [staff.manager, staff.coordinator, commissioner] {
            assert_eq!(ask(actor, four, 2026, 1).await, five);
        }
        for (year, quarter) in [(2026, 2), (2025, 4), (2026, 0), (2026, 5), (1999, 1), (i32::MAX, 4)] {
            assert_eq!(ask(staff.manager, four, year, quarter).await, Value::Null);
        }
        for actor in [staff.southern_coordinator, staff.mediators[0], staff.mediators[1], staff.la_officers[0], staff.stranger] {
            assert_eq!(ask(actor, four, 2026, 1).await, Value::Null);
        }
        // The mediator is told of their own meetings four weeks after the quarter, and of nobody else's.
        let own = "ownEvaluationSummary";
        let mine = async || {
            let mut told = Vec::new();
            for mediator in staff.mediators {
                told.push(ask(mediator, own, 2026, 1).await);
            }
            told
        };
        assert_eq!(mine().await, [Value::Null, Value::Null]);
        let end: DateTime<Utc> = "2026-04-29T00:00:00Z".parse().unwrap();
        world.app.advance(end - world.app.app.now() - TimeDelta::seconds(1));
        assert_eq!(mine().await, [Value::Null, Value::Null]);
        world.app.advance(TimeDelta::seconds(1));
        let told = mine().await;
        assert_eq!(told.iter().filter(|summary| **summary == five).count(), 1, "{told:?}");
        assert_eq!(told.iter().filter(|summary| summary.is_null()).count(), 1, "{told:?}");
        assert_eq!(ask(staff.southern_mediator, own, 2026, 1).await, Value::Null);
    }
}
