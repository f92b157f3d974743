//! Everything that can be asked and tried, of ids that somebody is not to know.

use std::collections::BTreeSet;

use api::schema::id::{Kind, decode};
use entities::PersonId;
use serde_json::{Value, json};
use tests::ids::unknown;

use super::own_case;
use crate::stories::Story;
use crate::stories::surface::{Question, Surface};

/// Asks every question of the schema, those about an id of each id; what was asked, and the answer.
pub(super) async fn asked(
    story: &Story,
    actor: PersonId,
    ids: &BTreeSet<String>,
) -> Vec<(String, Value)> {
    let mut answers = Vec::new();
    let (of_ids, of_all): (Vec<Question>, Vec<Question>) = story
        .surface
        .questions()
        .into_iter()
        .partition(|question| question.takes_id);
    for id in ids {
        let mut nothing_of = BTreeSet::new();
        for question in &of_ids {
            // Of what is not there, nothing more is asked.
            if nothing_of.contains(question.field.as_str()) {
                continue;
            }
            let variables = json!({ "id": id });
            let answer = story.app.run(actor, &question.document, variables).await;
            if is_nothing(&answer["data"][&question.field]) {
                nothing_of.insert(question.field.as_str());
            }
            answers.push((question.document.clone(), answer));
        }
    }
    for question in of_all {
        let answer = story.app.run(actor, &question.document, json!({})).await;
        assert_eq!(
            answer["errors"],
            Value::Null,
            "{}: {answer:#}",
            question.document
        );
        answers.push((question.document, answer));
    }
    answers
}

/// Whether an answer has nothing in it: a null, a page without anything on it, or a refusal.
fn is_nothing(answer: &Value) -> bool {
    let refused = answer["userErrors"].as_array();
    answer.is_null()
        || *answer == json!([null])
        || answer["nodes"] == json!([])
        || refused.is_some_and(|errors| !errors.is_empty())
}

/// Tries every mutation that takes an id: on the dispute, and on one's own case with what is the
/// dispute's; each with ids of the dispute, and with ids of nothing. What was tried, and both answers
/// without the ids.
pub(super) async fn tried(
    story: &Story,
    actor: PersonId,
    secrets: &BTreeSet<String>,
) -> Vec<(String, Value, Value)> {
    let mut answers = Vec::new();
    let nothing = |name: &str| Some(unknown(kind_of(name)?));
    let secret = |name: &str| {
        let kind = kind_of(name)?;
        let is_such = |id: &&String| decode(id).is_some_and(|(of, _)| of == kind);
        secrets
            .iter()
            .find(is_such)
            .cloned()
            .or_else(|| nothing(name))
    };
    let own = json!(own_case(story));
    for name in story.surface.mutations() {
        for is_own in [false, true] {
            if is_own && !story.surface.takes(&name, "caseId") {
                continue;
            }
            let inputs = [&nothing as &dyn Fn(&str) -> Option<String>, &secret].map(|ids| {
                let id = |field: &str| match field {
                    "caseId" if is_own => own.clone(),
                    _ => json!(ids(field).unwrap_or_else(|| "x".to_owned())),
                };
                story.surface.input(&name, &id)
            });
            // What is of their own case alone is theirs to do.
            if is_own && inputs[0] == inputs[1] {
                continue;
            }
            let mut answered = Vec::new();
            for mut input in inputs {
                if is_own && story.surface.takes(&name, "expectedVersion") {
                    let seen = story
                        .read(story.region.staff.coordinator, &own, "version")
                        .await;
                    input["expectedVersion"] = seen["version"].clone();
                }
                let document = story.surface.mutation_document(&name);
                let input = json!({ "input": input });
                let mut answer = story.app.run(actor, &document, input).await;
                assert_eq!(answer["errors"], Value::Null, "{name}: {answer:#}");
                if let Some(version) = answer.pointer_mut("/data/answer/case/version") {
                    version.take();
                }
                answered.push(answer);
            }
            let [of_nothing, of_secret] = <[Value; 2]>::try_from(answered).expect("two were asked");
            answers.push((
                format!("{name}, in their own case: {is_own}"),
                of_secret,
                of_nothing,
            ));
        }
    }
    answers
}

/// What an input field of that name names; `None` where no row of the dispute has such an id.
fn kind_of(field: &str) -> Option<Kind> {
    Some(match field {
        "caseId" | "caseIds" => Kind::Case,
        "participantId" | "participantIds" => Kind::Participant,
        "issueId" => Kind::Issue,
        "meetingId" => Kind::Meeting,
        "stepId" => Kind::NextStep,
        "actionId" | "replacesId" | "withdrawnIds" => Kind::AgreementAction,
        "proposalId" | "complaintId" | "claimId" | "runId" => return None,
        _ if field.to_lowercase().ends_with("organisationid")
            || [
                "providerId",
                "localAuthorityId",
                "careBoardIds",
                "settingId",
                "agencyId",
            ]
            .contains(&field) =>
        {
            Kind::Organisation
        }
        "id" | "personId" | "personIds" | "otherPersonId" | "respondentId" | "claimantId"
        | "complainantId" | "readerIds" | "signatoryIds" | "alsoToIds" | "agreedByIds" => {
            Kind::Person
        }
        _ => panic!("a story does not know what {field} names"),
    })
}

/// Every text in an answer.
pub(super) fn strings(value: &Value, see: &mut dyn FnMut(&str)) {
    match value {
        Value::String(text) => see(text),
        Value::Array(items) => items.iter().for_each(|item| strings(item, see)),
        Value::Object(fields) => fields.values().for_each(|field| strings(field, see)),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[test]
fn every_question_of_the_schema_can_be_asked() {
    let surface = Surface::read();
    let questions = surface.questions();
    let fields: BTreeSet<&str> = questions
        .iter()
        .map(|question| question.field.as_str())
        .collect();
    for field in [
        "case",
        "cases",
        "node",
        "nodes",
        "person",
        "viewer",
        "workQueue",
        "commissionerReport",
        "dfeReturn",
    ] {
        assert!(fields.contains(field), "{fields:?}");
    }
    let of_case: String = questions
        .iter()
        .filter(|question| question.field == "case")
        .map(|question| question.document.clone())
        .collect();
    for part in [
        "timeline {",
        "meetings {",
        "agreement {",
        "nextSteps {",
        "afterwards {",
        "summaries {",
        "prepContacts {",
    ] {
        assert!(of_case.contains(part), "{part} is not asked for");
    }
}
