//! The day of the meeting, and its papers.

use serde_json::{Value, json};
use tests::ids::Named as _;

use super::Mixed;
use crate::stories::{list, text};

impl Mixed {
    /// Tuesday 24 March: whoever has not signed the ground rules is not admitted; then they talk.
    pub(super) async fn the_day(&self, meeting: &Value) {
        let (story, mediation) = (&self.story, &self.mediation);
        let staff = story.region.staff;
        let mediator = story.mediator(meeting).await;
        story.moment("2026-03-24T15:30:00Z");
        let comers = [
            (self.petra, "PARTY"),
            (staff.la_officers[0], "PARTY"),
            (staff.health_officer, "PARTY"),
            (staff.supporter, "SUPPORTER_BY_RIGHT"),
        ];
        let away = json!({ "meetingId": meeting["id"], "personId": staff.teacher.gid(), "presence": "ABSENT" });
        story
            .does(mediator, "attendanceRecord", mediation, away)
            .await;
        for (id, basis) in comers {
            let body = [staff.la_officers[0], staff.health_officer].contains(&id);
            let here = json!({
                "meetingId": meeting["id"], "personId": id.gid(), "presence": "ATTENDED", "basis": basis,
                "arrivedAt": meeting["startsAt"], "authority": body.then_some("PRESENT"),
            });
            story
                .does(mediator, "attendanceRecord", mediation, here)
                .await;
        }
        let begins = json!({ "on": story.today() });
        assert_eq!(
            story
                .refused(mediator, "sessionStart", mediation, begins.clone())
                .await,
            "GROUND_RULES_UNSIGNED"
        );
        for (id, _) in comers {
            let signed = json!({ "meetingId": meeting["id"], "wording": "2026-1" });
            story.does(id, "groundRulesSign", mediation, signed).await;
        }
        story
            .does(mediator, "sessionStart", mediation, begins)
            .await;
        let clocks = story.clocks(mediation).await;
        assert!(
            clocks.contains(&"C8 from 2026-03-05 to 2026-04-02, met 2026-03-24".to_owned()),
            "{clocks:?}"
        );
        for (domain, status) in [("ISSUE", "AGREED"), ("G", "NOT_AGREED")] {
            let settled = json!({ "issueId": self.issue(domain).await, "status": status });
            story
                .does(mediator, "issueSettle", mediation, settled)
                .await;
        }
    }

    pub(super) async fn issue(&self, domain: &str) -> Value {
        let seen = self
            .story
            .read(self.petra, &self.mediation, "issues { id domain }")
            .await;
        let issue = list(&seen["issues"])
            .into_iter()
            .find(|issue| issue["domain"] == domain);
        issue.expect("it is in dispute")["id"].clone()
    }

    /// Two weeks for what the law sets no other time for, five for the draft of the plan, eleven for the
    /// plan (SEND reg 42(3) and 44(2)(c)).
    pub(super) async fn what_is_agreed_is_signed(&self) {
        let (story, mediation) = (&self.story, &self.mediation);
        let (bodies, staff) = (story.region.bodies, story.region.staff);
        let coordinator = staff.coordinator;
        let la = json!({ "organisationId": bodies.la.gid() });
        let board = json!({ "personId": staff.health_officer.gid() });
        let terms = json!({
            "decisions": [{ "text": "Ambleshire issues a plan for Robin.", "issueId": self.issue("ISSUE").await }],
            "actions": [
                { "what": "Assesses Robin's speech.", "owner": board, "category": "PROMISE" },
                { "what": "Sends the draft plan.", "owner": la, "category": "DRAFT_PLAN", "decision": 1 },
                { "what": "Issues the plan.", "owner": la, "category": "FINAL_PLAN", "decision": 1 },
            ],
            "checkHow": "The family telephones.",
            "signatoryIds": [self.petra.gid(), staff.la_officers[0].gid(), staff.health_officer.gid()],
        });
        story
            .does(coordinator, "agreementRecord", mediation, terms)
            .await;
        for (read, actor) in [
            (false, staff.teacher),
            (false, staff.supporter),
            (true, self.petra),
            (true, coordinator),
        ] {
            let seen = story.read(actor, mediation, "agreement { state }").await;
            assert_eq!(
                seen["agreement"]["state"] == "DRAFTING",
                read,
                "a draft is for those who are to sign it"
            );
        }
        let ended = json!({ "on": story.today(), "outcome": "PARTIAL" });
        assert_eq!(
            story
                .refused(coordinator, "sessionEnd", mediation, ended)
                .await,
            "AGREEMENT_UNSIGNED"
        );
        for id in [self.petra, staff.la_officers[0], staff.health_officer] {
            story
                .does(
                    id,
                    "agreementSign",
                    mediation,
                    json!({ "signedOn": story.today() }),
                )
                .await;
        }
        let seen = story
            .read(
                self.petra,
                mediation,
                "agreement { state actions { rule dueOn citation trace } checkOn }",
            )
            .await;
        let actions: Vec<_> = list(&seen["agreement"]["actions"])
            .iter()
            .map(|action| {
                let trace = list(&action["trace"]);
                format!(
                    "{} {} ({}): {}",
                    text(&action["rule"]),
                    text(&action["dueOn"]),
                    text(&action["citation"]),
                    text(&trace[0])
                )
            })
            .collect();
        insta::allow_duplicates! { insta::assert_snapshot!(actions.join("\n"), @r"
        C16 2026-04-07 (SEND Regulations 2014, reg 42(3)): 7 April 2026: two weeks from 24 March 2026, when the agreement was made (SEND reg 42(3))
        C21 2026-04-28 (SEND Regulations 2014, reg 42(2) and 44(2)(c)): 28 April 2026, for the draft plan: five weeks from 24 March 2026, when the agreement was made (SEND reg 42(2) and 44(2)(c))
        C21 2026-06-09 (SEND Regulations 2014, reg 42(2) and 44(2)(c)): 9 June 2026, for the final plan: eleven weeks from 24 March 2026, when the agreement was made (SEND reg 42(2) and 44(2)(c))
        ") }
        assert_eq!(seen["agreement"]["checkOn"], "2026-05-05", "six weeks");
    }

    /// The certificate is due three working days after the mediation, whatever came of it.
    pub(super) async fn the_meeting_ends_with_its_papers(&self) {
        let (story, mediation, contact) = (&self.story, &self.mediation, &self.contact);
        let staff = story.region.staff;
        let all = json!({ "on": story.today(), "outcome": "FULL" });
        assert_eq!(
            story
                .refused(staff.coordinator, "sessionEnd", mediation, all)
                .await,
            "OUTCOME_AGAINST_ISSUES"
        );
        let partly = json!({ "on": story.today(), "outcome": "PARTIAL" });
        story
            .does(staff.coordinator, "sessionEnd", mediation, partly)
            .await;
        assert_eq!(story.state(contact).await, "CERTIFICATE_DUE_TAKEN_PART");
        let clocks = story.clocks(contact).await;
        assert!(
            clocks.contains(&"C13 from 2026-03-24 to 2026-03-27".to_owned()),
            "{clocks:?}"
        );
        story.day("2026-03-25");
        story
            .does(
                staff.coordinator,
                "typedAgreementSend",
                mediation,
                json!({ "sentOn": story.today() }),
            )
            .await;
        story.day("2026-03-26");
        let issued = json!({ "issuedOn": story.today() });
        assert_eq!(
            story
                .refused(self.petra, "certificateIssue", contact, issued.clone())
                .await,
            "NOT_FOUND"
        );
        story
            .does(staff.adviser, "certificateIssue", contact, issued)
            .await;
        let seen = story
            .read(
                self.petra,
                contact,
                "certificate { basis triggeredOn dueOn issuedOn } appealBy { on trace }",
            )
            .await;
        assert_eq!(
            seen["certificate"],
            json!({
                "basis": "TAKEN_PART", "triggeredOn": "2026-03-24", "dueOn": "2026-03-27", "issuedOn": "2026-03-26",
            })
        );
        // A month from 26 March is Sunday 26 April, and later than two months from 16 February.
        assert_eq!(seen["appealBy"]["on"], "2026-04-27");
        story
            .does(staff.coordinator, "evaluationInvite", mediation, json!({}))
            .await;
        let said = json!({
            "channel": "ELECTRONIC", "fairness": 5, "heard": 5, "mediator": 5, "outcome": 3, "preparation": 4, "service": 4,
        });
        story
            .does(self.petra, "evaluationSubmit", mediation, said)
            .await;
        let done = json!({ "isAgreementSent": true, "isEvaluationInvited": true });
        story
            .does(staff.coordinator, "followUpStart", mediation, done)
            .await;
        story
            .has_done(
                contact,
                &["certificate", "notice of the last day to appeal"],
            )
            .await;
        story.has_done(mediation, &["start the follow-up"]).await;
        assert_eq!(story.state(mediation).await, "FOLLOW_UP");
    }
}
