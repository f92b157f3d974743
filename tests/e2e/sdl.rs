//! The schema as clients read it.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use api::auth::Actor;
use api::schema;
use async_graphql::Request;
use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{BaseType, TypeDefinition, TypeKind, TypeSystemDefinition};
use tests::TestApp;
use tests::database::{Engine, fresh};

/// Types of the engine, which describes them or not as it likes.
const THE_ENGINES: [&str; 7] = [
    "CaseConnection",
    "EnquiryConnection",
    "MediatorConnection",
    "PlanningRunConnection",
    "VenueConnection",
    "WorkItemConnection",
    "WorkItemEdge",
];

/// Lists that are no connections, because what they list is naturally few.
const BOUNDED: &[&str] = &[
    // The cases about one child.
    "PersonErasePayload.caseIds",
    // What one case has: a handful of seats, issues and meetings, and a question a seat.
    "Case.participants",
    "Case.issues",
    "Case.meetings",
    "Case.availabilityRequests",
    "Deadline.trace",
    // What happened in one case and is owed there: tens of lines, at most thirty-seven clocks.
    "Case.timeline",
    "Case.clocks",
    "Case.nextSteps",
    "CaseClock.trace",
    // What came after one meeting: bounded where it is written, or a line a person.
    "CaseAfterwards.actions",
    "CaseAfterwards.checks",
    "CaseAfterwards.evaluations",
    "CaseAfterwards.complaints",
    "CaseAfterwards.safeguardingConcerns",
    "CaseAfterwards.expenseClaims",
    "PromisedAction.reports",
    "SafeguardingConcern.readers",
    "ExpenseClaim.items",
    "FacilitationPack.agenda",
    "FacilitationPack.papers",
    "FacilitationPack.comments",
    // At most 100 of what waits for one person.
    "Viewer.actions",
    "Viewer.complaints",
    "Viewer.safeguardingConcerns",
    "Meeting.attendees",
    // Around one session: a line for everybody who comes, a summary a seat, a few calls.
    "Case.summaries",
    "Meeting.attendance",
    "Meeting.prepContacts",
    "Participant.authorityDeclarations",
    // One agreement: at most 40 decisions, actions and signatories each time it is written or amended.
    "Agreement.decisions",
    "Agreement.actions",
    "Agreement.signatories",
    "Agreement.copies",
    "Agreement.editions",
    "Agreement.checkTrace",
    "AgreementEdition.decisions",
    "AgreementEdition.actions",
    "AgreementEdition.signatories",
    "AgreementAction.trace",
    "Participant.pool",
    "PoolMember.authority",
    // What one person, mediator or venue has.
    "Person.languages",
    "Mediator.accreditedFor",
    "Mediator.areas",
    "Venue.rooms",
    "Venue.openingHours",
    "Room.features",
    "Viewer.roles",
    // At most 180 days of at most 250 times.
    "Person.availability",
    "AvailabilitySubmitPayload.windows",
    // As many as were asked for: at most 20 dates, 100 ids, one question a seat.
    "ProposedMeetingDates.proposals",
    "MeetingHoldPayload.alternatives",
    "Query.nodes",
    "AvailabilityRequestPayload.availabilityRequests",
    // At most 100 cases are planned together, and 25 of a plan's meetings accepted at once.
    "PlanningRun.meetings",
    "PlanningRun.unplaced",
    "PlanAcceptPayload.meetings",
    "PlanWhyNot.cases",
    // What one proposal or explanation says.
    "PlannedMeeting.attendees",
    "ProposedMeetingDate.attendees",
    "ProposedMeetingDate.costs",
    "NoDateExplanation.conflict",
    "NoDateExplanation.repairs",
    "ConflictingRequirement.rules",
    "OthersCost.losses",
    "OthersCost.scarcePeople",
    "PlannedMeetingExplanation.pieces",
    "UnplacedCaseExplanation.conflict",
    "UnplacedCaseExplanation.repairs",
    "PlanWhyNot.needs",
    // How one case came and who is in it: few people, few tries, few lines.
    "Referral.localAvenues",
    "Case.contactAttempts",
    "ReferralReceivePayload.duplicates",
    "Case.requiredAttendance",
    "RequiredAttendance.decides",
    "RequiredAttendance.undecided",
    "Case.contactRestrictions",
    "Case.childsViews",
    // An hour each, and seldom one.
    "Case.brokenGlass",
    "Case.attendanceProposals",
    "AttendanceProposal.answers",
    "Case.interpreterBookings",
    "Person.accessNeeds",
    // A service has one or two contracts in force with each commissioner, for twelve types of case.
    "Query.contracts",
    "Contract.kinds",
    // The law's clock table: 37 rules, of two or three events each.
    "Query.legalRules",
    "LegalRuleEntry.events",
    "LegalRuleEntry.lengths",
    "LegalDeadline.trace",
    "LegalDeadline.parts",
    "LegalDeadline.warnings",
    // The texts that people are told: fifteen, of a few parts each, and some forty words.
    "Query.guides",
    "Query.glossary",
    "Guide.sections",
    "Guide.sources",
    "Guide.terms",
    "GlossaryTerm.also",
    "NextStep.guides",
    // The figures of a report, their breakdowns of at most 51 rows, and at most 100 events at once.
    "CommissionerReport.figures",
    "ReportFigure.breakdowns",
    "ReportFigure.events",
    "ReportBreakdown.rows",
    // At most 100 lines of a return at once, and its six counts.
    "DfeReturn.cases",
    "DfeReturn.counts",
];

fn types() -> Vec<TypeDefinition> {
    let document = parse_schema(schema::sdl()).expect("our own schema can be parsed");
    let types = document.definitions.into_iter();
    types
        .filter_map(|definition| match definition {
            TypeSystemDefinition::Type(found) => Some(found.node),
            TypeSystemDefinition::Schema(_) | TypeSystemDefinition::Directive(_) => None,
        })
        .collect()
}

#[test]
fn the_committed_schema_is_the_schema() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema.graphql");
    let committed = fs::read_to_string(path).expect("the schema is committed");
    assert!(
        committed == schema::sdl(),
        "the schema has changed; look at what it means for clients, then: \
         cargo run --bin concord -- schema > tests/schema.graphql"
    );
}

#[test]
fn the_committed_periods_are_those_of_the_code() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    let path = workspace
        .expect("the tests are in a folder")
        .join("docs/privacy.md");
    let committed = fs::read_to_string(path).expect("the page is committed");
    assert!(
        committed.contains(api::retention::page().trim_end()),
        "the periods have changed; put into docs/privacy.md what this prints: \
         cargo run --bin concord -- retention --table"
    );
}

#[test]
fn the_committed_life_cycles_are_those_of_the_code() {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent();
    let path = workspace
        .expect("the tests are in a folder")
        .join("docs/lifecycles.md");
    let committed = fs::read_to_string(path).expect("the life-cycles are committed");
    assert!(
        committed == api::lifecycle::diagram::page(),
        "the life-cycles have changed; look at what it means for people, then: \
         cargo run --bin concord -- lifecycles > docs/lifecycles.md"
    );
}

#[test]
fn everything_is_described() {
    let mut bare = Vec::new();
    for found in types() {
        let name = found.name.node.as_str();
        let mut note = |what: &str, is_described: bool| {
            if !is_described {
                bare.push(what.to_owned());
            }
        };
        note(
            name,
            found.description.is_some() || THE_ENGINES.contains(&name),
        );
        let fields = match &found.kind {
            TypeKind::Object(object) => object.fields.as_slice(),
            TypeKind::Interface(interface) => interface.fields.as_slice(),
            TypeKind::InputObject(input) => {
                for field in &input.fields {
                    note(
                        &format!("{name}.{}", field.node.name.node),
                        field.node.description.is_some(),
                    );
                }
                &[]
            }
            TypeKind::Enum(choices) => {
                for choice in &choices.values {
                    note(
                        &format!("{name}.{}", choice.node.value.node),
                        choice.node.description.is_some(),
                    );
                }
                &[]
            }
            TypeKind::Scalar | TypeKind::Union(_) => &[],
        };
        for field in fields {
            let path = format!("{name}.{}", field.node.name.node);
            note(&path, field.node.description.is_some());
            for argument in &field.node.arguments {
                let argument = &argument.node;
                note(
                    &format!("{path}({})", argument.name.node),
                    argument.description.is_some(),
                );
            }
        }
    }
    assert!(bare.is_empty(), "without a description: {bare:#?}");
}

#[test]
fn every_list_is_a_connection_or_naturally_short() {
    let mut long = Vec::new();
    for found in types() {
        let name = found.name.node.to_string();
        let TypeKind::Object(object) = &found.kind else {
            continue;
        };
        if name.ends_with("Connection") {
            continue;
        }
        for field in &object.fields {
            let path = format!("{name}.{}", field.node.name.node);
            let is_list = matches!(field.node.ty.node.base, BaseType::List(_));
            let is_user_error = name.ends_with("UserError") || path.ends_with(".userErrors");
            if is_list && !is_user_error && !BOUNDED.contains(&path.as_str()) {
                long.push(path);
            }
        }
    }
    assert!(
        long.is_empty(),
        "neither a connection nor known to be short: {long:#?}"
    );
    let sdl = schema::sdl();
    for path in BOUNDED {
        let (_, field) = path.split_once('.').expect("a type and a field");
        assert!(sdl.contains(field), "{path} is no more");
    }
}

#[test]
fn every_object_with_an_id_is_a_node() {
    for found in types() {
        let TypeKind::Object(object) = &found.kind else {
            continue;
        };
        let named = object
            .fields
            .iter()
            .any(|field| field.node.name.node == "id");
        let is_node = object
            .implements
            .iter()
            .any(|interface| interface.node == "Node");
        // A proposal is not stored; the others are read through their case.
        let apart = [
            "ProposedMeetingDate",
            "Issue",
            "NextStep",
            "Certificate",
            "PromisedAction",
            "Complaint",
            "SafeguardingConcern",
            "ExpenseClaim",
            "AttendanceProposal",
            "Summary",
            "PrepContact",
            "Agreement",
            "AgreementDecision",
            "AgreementAction",
        ];
        let apart = apart.contains(&found.name.node.as_str());
        assert_eq!(named && !apart, is_node, "{}", found.name.node);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_examples_of_the_explorer_are_valid() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../api/vendor/graphiql/examples.graphql");
    let text = fs::read_to_string(path).expect("the examples are there");
    let app = TestApp::start(fresh(Engine::Sqlite).await).await;
    let document = async_graphql::parser::parse_query(&text).expect("the examples are GraphQL");
    for (name, _) in document.operations.iter() {
        let name = name.expect("every example has a name");
        let variables = async_graphql::Variables::from_json(serde_json::json!({ "caseId": "x" }));
        let request = Request::new(&text)
            .operation_name(name.as_str())
            .variables(variables);
        let request = schema::request(&app.app, Actor::Anonymous, &Arc::default(), request);
        let errors = schema::build().execute(request).await.errors;
        assert!(errors.is_empty(), "{name}: {errors:#?}");
    }
}
