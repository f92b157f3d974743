//! What was promised, until it is kept.

use serde_json::{Value, json};

use super::Mixed;
use crate::stories::text;

/// What came of an action, as somebody sees it.
const ACTIONS: &str = "afterwards { actions { id what state dueOn doneOn reports { kind } } }";

impl Mixed {
    /// How the action at a place stands: its state, and who is reminded of it.
    pub(super) async fn action(&self, place: usize) -> String {
        let seen = self
            .story
            .read(
                self.story.region.staff.coordinator,
                &self.mediation,
                ACTIONS,
            )
            .await;
        text(&seen["afterwards"]["actions"][place]["state"]).to_owned()
    }

    /// The action at a place.
    pub(super) async fn action_id(&self, place: usize) -> Value {
        let seen = self.story.read(self.petra, &self.mediation, ACTIONS).await;
        seen["afterwards"]["actions"][place]["id"].clone()
    }

    /// What is owed because of promises.
    pub(super) async fn reminders(&self) -> Vec<String> {
        let owed = self.story.owed(&self.mediation).await.into_iter();
        let about = ["reminder of the action", "take the matter up"];
        owed.filter(|step| about.iter().any(|about| step.contains(about)))
            .collect()
    }

    /// Two weeks from 24 March are 7 April: the board is reminded a week before, and keeps its promise.
    pub(super) async fn the_board_keeps_its_promise(&self) {
        let (story, mediation) = (&self.story, &self.mediation);
        let health = story.region.staff.health_officer;
        assert_eq!(
            (self.action(0).await, self.reminders().await),
            ("OPEN".to_owned(), Vec::new())
        );
        story.day("2026-03-30");
        assert_eq!(self.action(0).await, "OPEN", "until a week before");
        story.day("2026-03-31");
        assert_eq!(self.action(0).await, "DUE_SOON");
        assert_eq!(self.reminders().await.len(), 1);
        story.day("2026-04-07");
        assert_eq!(self.action(0).await, "DUE_SOON", "the last day is in time");
        let done = json!({ "actionId": self.action_id(0).await, "doneOn": story.today(), "evidence": "A report." });
        story.does(health, "actionDone", mediation, done).await;
        assert_eq!(
            (self.action(0).await, self.reminders().await),
            ("DONE".to_owned(), Vec::new())
        );
        let clocks = story.clocks(mediation).await;
        assert!(
            clocks.contains(&"C16 from 2026-03-24 to 2026-04-07, met 2026-04-07".to_owned()),
            "{clocks:?}"
        );
    }

    /// Five weeks are 28 April. On 29 April the draft is late; the coordinator takes it further.
    pub(super) async fn the_authority_is_late_with_the_draft(&self) {
        let (story, mediation) = (&self.story, &self.mediation);
        let staff = story.region.staff;
        story.day("2026-04-28");
        assert_eq!(self.action(1).await, "DUE_SOON");
        let too_soon = json!({ "actionId": self.action_id(1).await });
        assert_eq!(
            story
                .refused(
                    staff.coordinator,
                    "actionEscalate",
                    mediation,
                    too_soon.clone()
                )
                .await,
            "NOT_IN_THIS_STATE"
        );
        // The last day to appeal was 27 April.
        story
            .does(staff.coordinator, "appealRecord", mediation, json!({}))
            .await;
        story.day("2026-04-29");
        assert_eq!(self.action(1).await, "OVERDUE");
        assert_eq!(
            self.reminders().await.len(),
            3,
            "to the owner, the coordinator and the family"
        );
        assert_eq!(
            story.risk(mediation).await.as_deref(),
            Some("RED"),
            "a clock of the authority is over"
        );
        let missing = json!({ "actionId": self.action_id(1).await, "text": "There is no draft." });
        story
            .does(self.petra, "actionNotKeptReport", mediation, missing)
            .await;
        story
            .does(staff.coordinator, "actionEscalate", mediation, too_soon)
            .await;
        assert_eq!(self.action(1).await, "ESCALATED");
        story.day("2026-05-05");
        let done = json!({ "actionId": self.action_id(1).await, "doneOn": "2026-05-04", "evidence": "The draft came by post." });
        story
            .does(staff.la_officers[0], "actionDone", mediation, done)
            .await;
        assert_eq!(
            (self.action(1).await, self.reminders().await),
            ("DONE".to_owned(), Vec::new())
        );
        let check = json!({
            "checkedOn": story.today(), "asked": "FAMILY", "working": "PARTLY", "relationship": "BETTER",
            "problems": "The draft was late.", "next": "Wait for the plan.",
        });
        story
            .does(staff.coordinator, "followUpRecord", mediation, check)
            .await;
        // The clock of the plan goes on from the draft to the plan itself.
        let clocks = story.clocks(mediation).await;
        assert!(
            clocks.contains(&"C21 from 2026-03-24 to 2026-06-09".to_owned()),
            "{clocks:?}"
        );
        assert_eq!(
            story.risk(mediation).await.as_deref(),
            Some("GREEN"),
            "nothing is late any more"
        );
        assert_eq!(
            story
                .refused(staff.coordinator, "followUpFinish", mediation, json!({}))
                .await,
            "ACTIONS_OPEN"
        );
    }

    /// Eleven weeks are 9 June; the plan comes a day before, the coordinator notes it, and nothing is left.
    pub(super) async fn the_plan_is_issued_and_the_case_closed(&self) {
        let (story, mediation, contact) = (&self.story, &self.mediation, &self.contact);
        let coordinator = story.region.staff.coordinator;
        story.day("2026-06-08");
        assert_eq!(self.action(2).await, "DUE_SOON");
        let done = json!({ "actionId": self.action_id(2).await, "doneOn": story.today(), "evidence": "The family has the plan." });
        story.does(coordinator, "actionDone", mediation, done).await;
        story
            .does(coordinator, "followUpFinish", mediation, json!({}))
            .await;
        assert_eq!(story.state(mediation).await, "CLOSED");
        assert_eq!(story.risk(mediation).await, None, "it has left the queue");
        story
            .does(
                coordinator,
                "caseClose",
                contact,
                json!({ "reason": "COMPLETED" }),
            )
            .await;
        assert_eq!(story.risk(contact).await, None);
    }
}
