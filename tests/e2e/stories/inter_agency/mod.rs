//! A dispute between the authority and the board about a child, of which nobody of the child's family
//! learns anything, whatever they ask (CFA s.57(3)(a)).

mod ask;

use std::collections::BTreeSet;

use api::schema::id::{Kind, decode};
use entities::PersonId;
use entities::role::Kind as Role;
use serde_json::{Value, json};
use tests::both;
use tests::database::TestDatabase;
use tests::ids::Named as _;

use ask::{asked, strings, tried};

use super::{Story, list, person, text};

/// What is written in the dispute, and nowhere else.
const CANARIES: [&str; 13] = [
    "Leo Larch",
    "Hal Hemlock",
    "leo.larch",
    "hal.hemlock",
    "hoist at home",
    "seventy to thirty",
    "canary note",
    "canary aim",
    "canary limit",
    "The board pays",
    "invoices the authority",
    "They telephone in June",
    "canary report",
];

/// The story so far.
struct Dispute {
    story: Story,
    /// The authority's officer, whom the family does not know.
    leo: PersonId,
    /// The board's, whom it does not know either.
    hal: PersonId,
    /// The case.
    case: Value,
    /// Its reference.
    reference: String,
    /// The child's family: a parent, another parent, and the young person. Each has a seat in a mediation
    /// about the same child.
    family: [(&'static str, PersonId); 3],
    /// Every id that the family was shown before there was a dispute.
    known: BTreeSet<String>,
}

impl Dispute {
    /// The family has a mediation of its own; then the board refers the dispute about the same child.
    async fn referred(database: TestDatabase) -> Self {
        let story = Story::begin(database).await;
        let (bodies, staff) = (story.region.bodies, story.region.staff);
        let leo = story
            .app
            .officer("Leo Larch", Role::LaOfficer, bodies.la)
            .await;
        let hal = story
            .app
            .officer("Hal Hemlock", Role::HealthOfficer, bodies.icb)
            .await;
        for id in [leo, hal] {
            story.app.all_day(id).await;
        }
        let family = of_family(&story).await;
        let mut known = BTreeSet::new();
        for (_, actor) in family {
            for (_, answer) in asked(&story, actor, &BTreeSet::from([own_case(&story)])).await {
                strings(&answer, &mut |text| {
                    known.insert(text.to_owned());
                });
            }
        }
        story.told.borrow_mut().clear();
        let (_, of_child) = story.region.cases.med_e;
        let referral = json!({
            "providerId": bodies.north.gid(), "localAuthorityId": bodies.la.gid(), "kind": "DR_A",
            "referrer": "HEALTH", "referrerOrganisationId": bodies.icb.gid(), "careBoardIds": [bodies.icb.gid()],
            "receivedAt": story.now(), "stage": "BEFORE_DECISION", "isFamilyTold": false, "familyOutcode": "S1",
            "child": { "person": { "id": of_child.child_person.gid() } },
            "issues": [
                { "domain": "G", "isAppealable": false, "text": "Who pays for the hoist at home." },
                { "domain": "OTHER", "isAppealable": false, "text": "Shares of seventy to thirty." },
            ],
        });
        let answer = story
            .does(staff.coordinator, "referralReceive", &Value::Null, referral)
            .await;
        let reference = text(&answer["reference"]).to_owned();
        let case = story.found(&reference).await;
        Self {
            story,
            leo,
            hal,
            case,
            reference,
            family,
            known,
        }
    }

    /// Nobody asks the family; the agencies say that they take part.
    async fn the_agencies_take_part(&self) {
        let (story, case) = (&self.story, &self.case);
        let coordinator = story.region.staff.coordinator;
        story
            .does(coordinator, "referralTakeUp", case, json!({}))
            .await;
        assert_eq!(
            story.state(case).await,
            "ELIGIBILITY",
            "nobody waits for a family"
        );
        let accept = json!({ "accept": { "kind": "DR_A", "ageYears": 10, "isInArea": true } });
        story.does(coordinator, "caseTriage", case, accept).await;
        let parent = json!({ "role": "FAMILY", "basis": "PARTY", "person": { "id": self.family[0].1.gid() } });
        assert_eq!(
            story
                .refused(coordinator, "participantAdd", case, parent)
                .await,
            "NO_FAMILY_IN_THIS_CASE"
        );
        story
            .names(case, "LOCAL_AUTHORITY", &[self.leo], &["G", "OTHER"])
            .await;
        story
            .names(case, "HEALTH", &[self.hal], &["G", "OTHER"])
            .await;
        story
            .does(coordinator, "participationAsk", case, json!({}))
            .await;
        assert_eq!(
            story
                .refused(
                    coordinator,
                    "participationAgree",
                    case,
                    json!({ "waiting": 1 })
                )
                .await,
            "ANSWERS_MISSING"
        );
        story
            .does(
                coordinator,
                "participationAgree",
                case,
                json!({ "waiting": 0 }),
            )
            .await;
        let owed = story.owed(case).await.join("; ");
        assert!(!owed.contains("family"), "{owed}");
    }

    /// They meet on Thursday 12 March; nobody has 30 days for it.
    async fn a_date_is_agreed(&self) -> Value {
        let (story, case) = (&self.story, &self.case);
        let coordinator = story.region.staff.coordinator;
        story.day("2026-03-03");
        story
            .does(coordinator, "availabilityRequest", case, json!({}))
            .await;
        story.can_meet(self.leo, &["2026-03-12"]).await;
        story.can_meet(self.hal, &["2026-03-12"]).await;
        story
            .does(
                coordinator,
                "availabilityClose",
                case,
                json!({ "authority": "FULL" }),
            )
            .await;
        let meeting = story.date_is_agreed(case, "2026-03-12").await;
        let clocks = story.clocks(case).await;
        assert!(
            !clocks.iter().any(|clock| ["C8 ", "C9 ", "C12", "C14"]
                .iter()
                .any(|of| clock.starts_with(of))),
            "{clocks:?}"
        );
        meeting
    }

    /// Notes, summaries and mandates, each with words that nobody else may read.
    async fn they_prepare(&self, meeting: &Value) -> PersonId {
        let (story, case) = (&self.story, &self.case);
        let mediator = story.mediator(meeting).await;
        story.day("2026-03-09");
        for (id, role) in [(self.leo, "LOCAL_AUTHORITY"), (self.hal, "HEALTH")] {
            let call = json!({
                "meetingId": meeting["id"], "personId": id.gid(), "way": "PHONE", "contactedAt": story.now(),
                "minutes": 10, "note": "A canary note.",
            });
            story.does(mediator, "prepContactRecord", case, call).await;
            story
                .does(id, "summaryWrite", case, json!({ "text": "A canary aim." }))
                .await;
            let seat = story.seat(case, role).await;
            let declared = json!({
                "participantId": seat["id"], "domains": ["G", "OTHER"], "limits": "WRITTEN",
                "limitText": "A canary limit.", "maySign": true,
            });
            story.does(id, "authorityDeclare", case, declared).await;
            let confirmed = json!({ "participantId": seat["id"], "personId": id.gid() });
            story
                .does(mediator, "authorityConfirm", case, confirmed)
                .await;
        }
        story
            .does(
                mediator,
                "summariesExchange",
                case,
                json!({ "meetingId": meeting["id"] }),
            )
            .await;
        // Where agencies disagree, no child is asked for its views.
        let prepared = json!({ "done": ["ATTENDEE_LIST", "ACCESS"] });
        story
            .does(
                story.region.staff.coordinator,
                "meetingPrepare",
                case,
                prepared,
            )
            .await;
        mediator
    }

    /// They settle everything, and sign; there is never a certificate.
    async fn they_agree(&self, meeting: &Value, mediator: PersonId) {
        let (story, case) = (&self.story, &self.case);
        story.moment("2026-03-12T15:30:00Z");
        for id in [self.leo, self.hal] {
            let here = json!({
                "meetingId": meeting["id"], "personId": id.gid(), "presence": "ATTENDED", "basis": "PARTY",
                "arrivedAt": meeting["startsAt"], "authority": "PRESENT",
            });
            story.does(mediator, "attendanceRecord", case, here).await;
            let signed = json!({ "meetingId": meeting["id"], "wording": "2026-1" });
            story.does(id, "groundRulesSign", case, signed).await;
        }
        story
            .does(
                mediator,
                "sessionStart",
                case,
                json!({ "on": story.today() }),
            )
            .await;
        let seen = story.read(mediator, case, "issues { id }").await;
        for issue in list(&seen["issues"]) {
            let settled = json!({ "issueId": issue["id"], "status": "AGREED" });
            story.does(mediator, "issueSettle", case, settled).await;
        }
        let terms = json!({
            "decisions": [{ "text": "The board pays for the hoist." }],
            "actions": [
                { "what": "Sends invoices the authority can pay.", "owner": { "personId": self.hal.gid() }, "agreedOverrideOn": "2026-03-26" },
            ],
            "checkHow": "They telephone in June.", "signatoryIds": [self.leo.gid(), self.hal.gid()],
        });
        story.does(mediator, "agreementRecord", case, terms).await;
        for id in [self.leo, self.hal] {
            story
                .does(
                    id,
                    "agreementSign",
                    case,
                    json!({ "signedOn": story.today() }),
                )
                .await;
        }
        story
            .does(
                mediator,
                "sessionEnd",
                case,
                json!({ "on": story.today(), "outcome": "FULL" }),
            )
            .await;
        let issue = json!({ "issuedOn": story.today() });
        let rule = story
            .refused(story.region.staff.adviser, "certificateIssue", case, issue)
            .await;
        assert_eq!(rule, "NO_CERTIFICATE_FOR_THIS_TYPE");
        let coordinator = story.region.staff.coordinator;
        story
            .does(
                coordinator,
                "typedAgreementSend",
                case,
                json!({ "sentOn": story.today() }),
            )
            .await;
        story
            .does(coordinator, "evaluationInvite", case, json!({}))
            .await;
        let done = json!({ "isAgreementSent": true, "isEvaluationInvited": true });
        story.does(coordinator, "followUpStart", case, done).await;
    }

    /// The promise is late, and nobody reminds a family; the action.
    async fn the_promise_is_late(&self) -> Value {
        let (story, case) = (&self.story, &self.case);
        story.day("2026-03-27");
        let owed = story.owed(case).await;
        assert!(
            owed.iter()
                .any(|step| step.contains("reminder of the action")),
            "{owed:#?}"
        );
        assert!(!owed.join("; ").contains("family"), "{owed:#?}");
        let seen = story
            .read(self.hal, case, "afterwards { actions { id state } }")
            .await;
        let action = &seen["afterwards"]["actions"][0];
        assert_eq!(action["state"], "OVERDUE");
        action["id"].clone()
    }

    /// The promise is kept, and the case closed.
    async fn the_promise_is_kept(&self, action: &Value) {
        let (story, case) = (&self.story, &self.case);
        let coordinator = story.region.staff.coordinator;
        let done =
            json!({ "actionId": action, "doneOn": story.today(), "evidence": "A canary report." });
        story.does(self.hal, "actionDone", case, done).await;
        story
            .does(coordinator, "followUpFinish", case, json!({}))
            .await;
        assert_eq!(story.state(case).await, "CLOSED");
    }

    /// The ids of the dispute: all that anybody of it was told, without those that the family knew.
    async fn secrets(&self) -> BTreeSet<String> {
        let part = "participants { id } issues { id } meetings { id } nextSteps { id } agreement { id decisions { id } actions { id } }
          summaries { id } availabilityRequests { id }";
        for actor in [self.story.region.staff.coordinator, self.leo, self.hal] {
            self.story.read(actor, &self.case, part).await;
        }
        let mut ids = BTreeSet::new();
        for answer in self.story.told.borrow().iter() {
            strings(answer, &mut |text| {
                // Whoever is signed in may know the names of bodies.
                if decode(text).is_some_and(|(kind, _)| kind != Kind::Organisation)
                    && !self.known.contains(text)
                {
                    ids.insert(text.to_owned());
                }
            });
        }
        assert!(ids.contains(text(&self.case)));
        ids
    }

    /// Whatever the family asks, it learns nothing.
    async fn nobody_of_the_family_is_told_of_it(&self) {
        let secrets = self.secrets().await;
        for (name, actor) in self.family {
            for (call, answer) in asked(&self.story, actor, &secrets).await {
                self.is_secret(&secrets, &answer, &format!("{name}: {call}"));
            }
        }
        // Nor are those who stand by the family, in its own case.
        let staff = self.story.region.staff;
        for actor in [
            staff.supporter,
            staff.teacher,
            staff.stranger,
            staff.la_officers[0],
            staff.southern_coordinator,
        ] {
            let seen = self.story.read(actor, &self.case, "reference").await;
            assert_eq!(seen, Value::Null);
        }
    }

    /// Nothing of the dispute is in an answer.
    fn is_secret(&self, secrets: &BTreeSet<String>, answer: &Value, call: &str) {
        let answer = answer.to_string();
        let ids = secrets.iter().map(String::as_str);
        for secret in CANARIES.into_iter().chain([&*self.reference]).chain(ids) {
            assert!(!answer.contains(secret), "{secret} in {call}: {answer}");
        }
    }

    /// Whatever the family tries, it cannot tell what there is from what there is not.
    async fn nobody_of_the_family_finds_it_out(&self) {
        let (story, secrets) = (&self.story, self.secrets().await);
        let kinds: BTreeSet<String> = secrets
            .iter()
            .filter_map(|id| decode(id))
            .map(|(kind, _)| format!("{kind:?}"))
            .collect();
        for kind in [
            "Case",
            "Participant",
            "Issue",
            "Person",
            "Meeting",
            "NextStep",
            "AgreementAction",
        ] {
            assert!(
                kinds.contains(kind),
                "nothing of {kind} is tried: {kinds:?}"
            );
        }
        for (name, actor) in self.family {
            for (call, answer, of_nothing) in tried(story, actor, &secrets).await {
                assert_eq!(answer, of_nothing, "{name}: {call}");
                self.is_secret(&secrets, &answer, &format!("{name}: {call}"));
            }
            // A referral of the same child is told of no other case.
            assert!(!self.is_told_of_a_duplicate(actor).await, "{name}");
        }
    }

    /// What is a secret is in the answers of those whose dispute it is, who ask the same questions.
    async fn those_whose_it_is_see_it(&self, mediator: PersonId) {
        let story = &self.story;
        let case = BTreeSet::from([text(&self.case).to_owned()]);
        let mut told = String::new();
        for actor in [story.region.staff.coordinator, mediator, self.leo, self.hal] {
            for (_, answer) in asked(story, actor, &case).await {
                told += &answer.to_string();
            }
        }
        for canary in CANARIES {
            assert!(told.contains(canary), "nobody is told of {canary}");
        }
        assert!(told.contains(&self.reference) && told.contains(text(&self.case)));
    }

    /// Whether somebody of the family who refers the child is told of another case.
    async fn is_told_of_a_duplicate(&self, actor: PersonId) -> bool {
        let (story, bodies) = (&self.story, self.story.region.bodies);
        let (_, of_child) = story.region.cases.med_e;
        let referral = json!({
            "providerId": bodies.north.gid(), "localAuthorityId": bodies.la.gid(), "kind": "DR_F",
            "referrer": "FAMILY", "receivedAt": story.now(), "stage": "BEFORE_DECISION", "isFamilyTold": true,
            "familyOutcode": "S1", "child": { "person": { "id": of_child.child_person.gid() } },
            "family": [{ "person": { "id": actor.gid() } }],
        });
        // It is the family's own, so nothing of it is a secret from it.
        let document = story.surface.mutation_document("referralReceive");
        let answer = story
            .app
            .ask(actor, &document, json!({ "input": referral }));
        let answer = answer.await["answer"].take();
        let is_other = answer["reference"].as_str() != Some(&self.reference);
        assert!(is_other, "{answer:#}");
        answer["duplicates"] != json!([]) || answer["userErrors"][0]["code"] == "DUPLICATE"
    }
}

/// The mediation of the child's family.
fn own_case(story: &Story) -> String {
    story.region.cases.med_e.0.gid()
}

/// A parent, another parent and the young person, each with a seat in their own case, where a date is
/// agreed.
async fn of_family(story: &Story) -> [(&'static str, PersonId); 3] {
    let coordinator = story.region.staff.coordinator;
    let (case, family) = story.region.cases.med_e;
    let case = json!(case.gid());
    let second = json!({
        "role": "FAMILY", "basis": "PARTY", "requirement": "OPTIONAL",
        "person": { "new": { "name": "Second Parent", "preferredChannel": "POST" } },
    });
    story
        .does(coordinator, "participantAdd", &case, second)
        .await;
    let seen = story
        .read(
            coordinator,
            &case,
            "participants { id role person { id name } }",
        )
        .await;
    let seats = list(&seen["participants"]);
    let seat = |name: &str| {
        seats
            .iter()
            .find(|seat| seat["person"]["name"] == name)
            .expect("they have a seat")
    };
    let asked = json!({ "role": "CHILD", "person": { "id": family.child_person.gid() } });
    story
        .does(coordinator, "attendancePropose", &case, asked)
        .await;
    let seen = story
        .read(coordinator, &case, "attendanceProposals { id }")
        .await;
    let proposal = &seen["attendanceProposals"][0]["id"];
    for parent in ["Parent N-1", "Second Parent"] {
        let yes = json!({
            "proposalId": proposal, "participantId": seat(parent)["id"], "isConsent": true, "on": story.today(),
        });
        story
            .does(coordinator, "attendanceConsentRecord", &case, yes)
            .await;
    }
    let admitted = json!({ "proposalId": proposal, "isAdmitted": true });
    story
        .does(coordinator, "attendanceDecide", &case, admitted)
        .await;
    [
        ("parent", family.parent),
        (
            "second parent",
            person(&seat("Second Parent")["person"]["id"]),
        ),
        ("young person", family.child_person),
    ]
}

both! {
    async fn no_family_member_learns_of_a_dispute_between_agencies(database: TestDatabase) {
        let dispute = Dispute::referred(database).await;
        dispute.the_agencies_take_part().await;
        let meeting = dispute.a_date_is_agreed().await;
        let mediator = dispute.they_prepare(&meeting).await;
        dispute.nobody_of_the_family_is_told_of_it().await;
        dispute.they_agree(&meeting, mediator).await;
        let action = dispute.the_promise_is_late().await;
        dispute.nobody_of_the_family_finds_it_out().await;
        dispute.the_promise_is_kept(&action).await;
        dispute.nobody_of_the_family_is_told_of_it().await;
        dispute.those_whose_it_is_see_it(mediator).await;
        dispute.story.audit_holds().await;
    }
}
