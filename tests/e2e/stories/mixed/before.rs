//! From the referral to a prepared meeting.

use entities::PersonId;
use serde_json::{Value, json};
use tests::database::TestDatabase;
use tests::ids::Named as _;

use super::Mixed;
use crate::stories::{Story, list, person, text};

impl Mixed {
    /// On Monday 2 March the authority refers; by Wednesday the family agrees, and has its advice.
    pub(super) async fn referred(database: TestDatabase) -> Self {
        let story = Story::begin(database).await;
        let (bodies, staff) = (story.region.bodies, story.region.staff);
        let referral = json!({
            "providerId": bodies.north.gid(), "localAuthorityId": bodies.la.gid(), "kind": "MED_X",
            "referrer": "LOCAL_AUTHORITY", "referrerOrganisationId": bodies.la.gid(),
            "careBoardIds": [bodies.icb.gid()], "receivedAt": story.now(), "stage": "DECISION",
            "isFamilyTold": true, "hasDecisionLetter": true, "noticeSentOn": "2026-02-16",
            "localAvenues": ["SENCO"], "familyOutcode": "S1",
            "child": {
                "person": { "new": { "name": "Robin Novak", "preferredChannel": "POST" } },
                "settingId": bodies.school.gid(), "yearGroup": 6, "isLookedAfter": false,
            },
            "family": [{ "person": { "new": {
                "name": "Petra Novak", "preferredChannel": "EMAIL", "email": "petra@example.org", "outcode": "S1",
                "languages": ["en"],
            } }, "relationship": "NATURAL_PARENT" }],
            "issues": [{ "domain": "ISSUE", "isAppealable": true }, { "domain": "G", "isAppealable": true }],
        });
        let officer = staff.la_officers[0];
        let answer = story
            .does(officer, "referralReceive", &Value::Null, referral)
            .await;
        assert_eq!(
            answer["case"],
            Value::Null,
            "who refers is told the reference, and no more"
        );
        let contact = story.found(text(&answer["reference"])).await;
        assert_eq!(story.state(&contact).await, "RECEIVED");
        let petra = person(&story.seat(&contact, "FAMILY").await["person"]["id"]);
        Self {
            story,
            petra,
            contact,
            mediation: Value::Null,
        }
    }

    /// The service asks the family first, whatever the authority says.
    pub(super) async fn the_family_agrees(&self) {
        let (story, contact) = (&self.story, &self.contact);
        let coordinator = story.region.staff.coordinator;
        story
            .does(coordinator, "referralTakeUp", contact, json!({}))
            .await;
        let tried = |way: &str, outcome: &str| json!({ "attemptedAt": story.now(), "way": way, "outcome": outcome });
        story
            .does(
                coordinator,
                "contactAttemptRecord",
                contact,
                tried("PHONE", "NO_ANSWER"),
            )
            .await;
        assert_eq!(story.state(contact).await, "AWAITING_FAMILY_CONSENT");
        story.day("2026-03-03");
        story
            .does(
                coordinator,
                "contactAttemptRecord",
                contact,
                tried("EMAIL", "REACHED"),
            )
            .await;
        let yes = json!({ "answer": "GIVEN", "on": "2026-03-03" });
        story
            .does(coordinator, "familyConsentRecord", contact, yes)
            .await;
        let accept = json!({ "accept": { "kind": "MIA", "ageYears": 10, "isInArea": true } });
        story.does(coordinator, "caseTriage", contact, accept).await;
        assert_eq!(story.state(contact).await, "ENQUIRY");
        story
            .has_done(
                contact,
                &[
                    "acknowledgement",
                    "invitation to consent",
                    "confirm it with the family and explain the next steps",
                ],
            )
            .await;
        assert_eq!(
            story.clocks(contact).await,
            [
                "C14 from 2026-02-16 to 2026-04-16",
                "C5 from 2026-02-16 to 2026-04-16",
            ]
        );
    }

    /// The adviser explains, and the family chooses mediation: of the plan, and of health provision.
    pub(super) async fn the_family_chooses_mediation(&mut self) {
        let (story, contact) = (&self.story, &self.contact);
        let adviser = story.region.staff.adviser;
        story.day("2026-03-04");
        story
            .does(
                adviser,
                "adviceContactRecord",
                contact,
                json!({ "contactedAt": story.now() }),
            )
            .await;
        assert_eq!(story.state(contact).await, "IN_TIME");
        let topics = [
            "PURPOSE",
            "VOLUNTARY",
            "TIMESCALES",
            "CERTIFICATE",
            "EXPENSES",
        ];
        story
            .does(
                adviser,
                "adviceGive",
                contact,
                json!({ "givenOn": story.today(), "topics": topics }),
            )
            .await;
        story
            .has_done(
                contact,
                &[
                    "information sheet",
                    "look for another case of the same child",
                ],
            )
            .await;
        story.day("2026-03-05");
        let chosen = json!({ "chosenOn": story.today(), "informer": "SERVICE", "issues": [
            { "domain": "ISSUE", "text": "Robin needs a plan." },
            { "domain": "G", "text": "There is no therapy.", "isHealthProvisionMissing": true,
              "wantedProvision": "A speech therapist in school, every week" },
        ] });
        story
            .does(adviser, "mediationChoose", contact, chosen)
            .await;
        let contact = story.read(adviser, contact, "reference").await;
        self.mediation = self
            .story
            .found(&format!("{}-2", text(&contact["reference"])))
            .await;
        let seen = self
            .story
            .read(self.petra, &self.mediation, "kind state")
            .await;
        assert_eq!(seen, json!({ "kind": "MED_X", "state": "REQUESTED" }));
    }

    /// The authority is told on 5 March, so its 30 days end on 4 April, a Saturday after Good Friday: the
    /// last working day before is Thursday 2 April. It has three working days to tell the board.
    pub(super) async fn the_bodies_are_told(&self) {
        let (story, mediation) = (&self.story, &self.mediation);
        let coordinator = story.region.staff.coordinator;
        story
            .does(
                coordinator,
                "localAuthorityInform",
                mediation,
                json!({ "informedAt": story.now() }),
            )
            .await;
        assert_eq!(story.state(mediation).await, "ARRANGING");
        story.has_done(mediation, &["request for mediation"]).await;
        let owed = story.owed(&self.contact).await.join("; ");
        assert!(
            !owed.contains("wish to mediate"),
            "who was told is told once: {owed}"
        );
        story.day("2026-03-09");
        story
            .does(
                coordinator,
                "careBoardInform",
                mediation,
                json!({ "informedAt": story.now() }),
            )
            .await;
        assert_eq!(
            story.clocks(mediation).await,
            [
                "C7 from 2026-03-05 to 2026-03-10, met 2026-03-09",
                "C8 from 2026-03-05 to 2026-04-02",
                "C14 from 2026-02-16 to 2026-04-16",
            ]
        );
    }

    /// A school is no party to a mediation, so each party is asked whether the teacher may come.
    async fn the_school_may_come(&self) {
        let (story, mediation) = (&self.story, &self.mediation);
        let (staff, bodies) = (story.region.staff, story.region.bodies);
        let as_a_party = json!({
            "role": "EDUCATION", "basis": "PARTY", "requirement": "OPTIONAL",
            "organisationId": bodies.school.gid(), "pool": [{ "personId": staff.teacher.gid() }],
        });
        let refused = story.refused(staff.coordinator, "participantAdd", mediation, as_a_party);
        assert_eq!(refused.await, "NOT_A_PARTY");
        let teacher = json!({ "role": "EDUCATION", "person": { "id": staff.teacher.gid() } });
        story
            .does(staff.coordinator, "attendancePropose", mediation, teacher)
            .await;
        let part = "attendanceProposals { id } participants { id role }";
        let seen = story.read(staff.coordinator, mediation, part).await;
        let parties = ["FAMILY", "LOCAL_AUTHORITY", "HEALTH"];
        for seat in list(&seen["participants"]) {
            if parties.iter().any(|role| seat["role"] == *role) {
                let says = json!({
                    "proposalId": seen["attendanceProposals"][0]["id"], "participantId": seat["id"],
                    "isConsent": true, "on": story.today(),
                });
                story
                    .does(
                        staff.coordinator,
                        "attendanceConsentRecord",
                        mediation,
                        says,
                    )
                    .await;
            }
        }
        story
            .has_done(mediation, &["question whether somebody more may attend"])
            .await;
    }

    /// Who comes is settled, everybody says when, and the one day that suits all is agreed.
    pub(super) async fn a_date_is_agreed(&self) -> Value {
        let (story, mediation) = (&self.story, &self.mediation);
        let staff = story.region.staff;
        let coordinator = staff.coordinator;
        story
            .names(
                mediation,
                "LOCAL_AUTHORITY",
                &staff.la_officers[..1],
                &["ISSUE"],
            )
            .await;
        story
            .names(mediation, "HEALTH", &[staff.health_officer], &["G"])
            .await;
        self.the_school_may_come().await;
        let supporter = json!({
            "role": "SUPPORTER", "basis": "SUPPORTER_BY_RIGHT", "requirement": "OPTIONAL",
            "person": { "id": staff.supporter.gid() },
        });
        story
            .does(coordinator, "participantAdd", mediation, supporter)
            .await;
        let needed = story
            .read(
                coordinator,
                mediation,
                "requiredAttendance { role requirement isFilled undecided }",
            )
            .await;
        let needed = list(&needed["requiredAttendance"])
            .into_iter()
            .filter(|one| one["requirement"] == "REQUIRED");
        let needed: Vec<_> = needed.collect();
        assert_eq!(
            needed.len(),
            3,
            "the family, the authority and the board (CFA s.53): {needed:#?}"
        );
        assert!(
            needed
                .iter()
                .all(|one| one["isFilled"] == true && one["undecided"] == json!([])),
            "{needed:#?}"
        );

        story
            .does(coordinator, "availabilityRequest", mediation, json!({}))
            .await;
        assert_eq!(story.state(mediation).await, "COLLECTING");
        story.has_done(mediation, &["request for dates"]).await;
        story
            .can_meet(self.petra, &["2026-03-24", "2026-04-08"])
            .await;
        story
            .can_meet(
                staff.health_officer,
                &["2026-03-24", "2026-03-25", "2026-04-08"],
            )
            .await;
        story.day("2026-03-11");
        story
            .does(
                coordinator,
                "availabilityClose",
                mediation,
                json!({ "authority": "FULL" }),
            )
            .await;
        // 8 April would suit everybody too, and is past the 30 days.
        let meeting = story.date_is_agreed(mediation, "2026-03-24").await;
        assert_eq!(story.state(mediation).await, "BOOKED");
        let clocks = story.clocks(mediation).await;
        assert!(
            clocks.contains(&"C12 from 2026-03-24 to 2026-03-16".to_owned()),
            "five clear working days: {clocks:?}"
        );
        story
            .has_done(mediation, &["notice of date and place"])
            .await;
        assert_eq!(story.risk(mediation).await.as_deref(), Some("GREEN"));
        meeting
    }

    /// The mediator talks with everybody, both sides say what they want, and who comes for a body says
    /// what they may decide and sign.
    pub(super) async fn everybody_prepares(&self, meeting: &Value) {
        let (story, mediation) = (&self.story, &self.mediation);
        let staff = story.region.staff;
        let mediator = story.mediator(meeting).await;
        let (officer, health) = (staff.la_officers[0], staff.health_officer);
        story.day("2026-03-16");
        let introduced = json!({ "meetingId": meeting["id"], "introducedOn": story.today() });
        story
            .does(mediator, "mediatorIntroduce", mediation, introduced)
            .await;
        for id in [self.petra, officer, health, staff.teacher, staff.supporter] {
            let call = json!({
                "meetingId": meeting["id"], "personId": id.gid(), "way": "PHONE", "contactedAt": story.now(),
                "minutes": 20, "note": "Told me in confidence.",
            });
            story
                .does(mediator, "prepContactRecord", mediation, call)
                .await;
        }
        for (id, aims) in [
            (self.petra, "A plan, and therapy."),
            (officer, "To hear what has changed."),
            (health, "To be clear about therapy."),
        ] {
            story
                .does(id, "summaryWrite", mediation, json!({ "text": aims }))
                .await;
        }
        assert_eq!(
            self.summaries(officer).await,
            ["To hear what has changed."],
            "until they are exchanged"
        );
        story
            .does(
                mediator,
                "summariesExchange",
                mediation,
                json!({ "meetingId": meeting["id"] }),
            )
            .await;
        assert_eq!(self.summaries(officer).await.len(), 3);
        for (id, role, domain) in [
            (officer, "LOCAL_AUTHORITY", "ISSUE"),
            (health, "HEALTH", "G"),
        ] {
            let seat = story.seat(mediation, role).await;
            let declared = json!({
                "participantId": seat["id"], "domains": [domain], "limits": "NONE", "maySign": true,
            });
            story
                .does(id, "authorityDeclare", mediation, declared)
                .await;
            let confirmed = json!({ "participantId": seat["id"], "personId": id.gid() });
            story
                .does(mediator, "authorityConfirm", mediation, confirmed)
                .await;
        }
        let views = json!({
            "method": "THROUGH_FAMILY", "obtainedBy": "Petra", "obtainedOn": story.today(),
            "text": "Robin wants to be understood.", "scope": "FAMILY_AND_MEDIATOR",
        });
        story
            .does(self.petra, "childViewsRecord", mediation, views)
            .await;
        let prepared = json!({ "done": ["ATTENDEE_LIST", "CHILDS_VIEWS", "ACCESS"] });
        story
            .does(staff.coordinator, "meetingPrepare", mediation, prepared)
            .await;
        assert_eq!(story.state(mediation).await, "PREPARED");
    }

    /// The summaries that somebody reads.
    pub(super) async fn summaries(&self, actor: PersonId) -> Vec<String> {
        let seen = self
            .story
            .read(actor, &self.mediation, "summaries { text }")
            .await;
        let texts = list(&seen["summaries"]).into_iter();
        texts
            .map(|summary| text(&summary["text"]).to_owned())
            .collect()
    }
}
