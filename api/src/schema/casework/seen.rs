//! What is seen of a case's history.

use async_graphql::{Context, Enum, ID, Object, Result};
use chrono::{DateTime, NaiveDate, Utc};
use entities::{case, case_clock, case_event, certificate, next_step};

use super::super::enums::CaseState;
use super::super::guide::GuideTopic;
use super::super::id::{self, Kind};
use super::super::person::{self, Person};
use super::codes::CertificateBasis;
use crate::app::App;
use crate::auth::Standing;
use crate::guide;

/// Something that happened in a case, as it was recorded.
pub struct CaseEvent {
    pub(in crate::schema) row: case_event::Model,
    pub(in crate::schema) standing: Standing,
}

/// Something that happened in a case, as it was recorded.
#[Object]
impl CaseEvent {
    /// The position in the case's events, from 1.
    async fn sequence(&self) -> i32 {
        self.row.sequence
    }

    /// What happened, as a clause: "the local authority is told".
    async fn words(&self) -> &str {
        &self.row.words
    }

    /// The day on which it happened.
    async fn happened_on(&self) -> NaiveDate {
        self.row.happened_on
    }

    /// When it was recorded.
    async fn recorded_at(&self) -> DateTime<Utc> {
        self.row.recorded_at
    }

    /// Who recorded it.
    async fn recorded_by(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.row.recorded_by, self.standing)
            .await
            .transpose()
    }

    /// The state before it.
    async fn from_state(&self) -> CaseState {
        self.row.from_state.into()
    }

    /// The state after it.
    async fn to_state(&self) -> CaseState {
        self.row.to_state.into()
    }

    /// Which date was set right, in words; null unless this corrects one.
    async fn corrects(&self) -> Option<&str> {
        self.row.corrects.as_deref()
    }

    /// The date that was wrong; null unless this corrects one.
    async fn corrected_from_on(&self) -> Option<NaiveDate> {
        self.row.corrected_from_on
    }

    /// The date as it is; null unless this corrects one.
    async fn corrected_to_on(&self) -> Option<NaiveDate> {
        self.row.corrected_to_on
    }

    /// Why it was set right, in the words of who did; null unless this corrects a date.
    async fn reason(&self) -> Option<&str> {
        self.row.reason.as_ref().map(entities::Personal::reveal)
    }
}

/// A clock of the law that runs, or ran, in a case.
pub struct CaseClock(pub(in crate::schema) case_clock::Model);

/// A clock of the law that runs, or ran, in a case.
#[Object]
impl CaseClock {
    /// The rule, by its number in the clock table.
    async fn rule(&self) -> &str {
        &self.0.rule
    }

    /// The day from which the version of the rule was in force that the clock runs by.
    async fn rule_from_on(&self) -> NaiveDate {
        self.0.rule_from_on
    }

    /// The day of the event that started it.
    async fn started_on(&self) -> NaiveDate {
        self.0.started_on
    }

    /// The last day.
    async fn due_on(&self) -> NaiveDate {
        self.0.due_on
    }

    /// Calendar days from today to it, negative once it is past; null when what was owed is done.
    async fn days_left(&self, ctx: &Context<'_>) -> Option<Result<i32>> {
        if self.0.met_on.is_some() {
            return None;
        }
        let days = |app: &App| (self.0.due_on - app.today()).num_days();
        Some(
            ctx.data::<App>()
                .map(|app| i32::try_from(days(app)).unwrap_or(i32::MAX)),
        )
    }

    /// Where the rule is written.
    async fn citation(&self) -> &str {
        &self.0.citation
    }

    /// How the last day was reached, a sentence a step.
    async fn trace(&self) -> Vec<&str> {
        self.0.trace.lines().collect()
    }

    /// The day on which what was owed was done; null while it runs.
    async fn met_on(&self) -> Option<NaiveDate> {
        self.0.met_on
    }
}

/// What sort of thing is owed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "next_step::Kind")]
pub enum NextStepKind {
    /// Somebody has something to do.
    Task,
    /// The service sends somebody a document.
    Document,
    /// Somebody looks at something until it is dealt with.
    Flag,
}

/// Something owed in a case: by whom, to whom, by when.
pub struct NextStep {
    pub(in crate::schema) row: next_step::Model,
    /// The type of its case.
    pub(in crate::schema) case_kind: case::Kind,
}

/// Something owed in a case: by whom, to whom, by when.
#[Object]
impl NextStep {
    /// Names it; clients must not look inside.
    async fn id(&self) -> ID {
        id::encode(Kind::NextStep, self.row.id.0)
    }

    /// What sort of thing it is.
    async fn kind(&self) -> NextStepKind {
        self.row.kind.into()
    }

    /// Who owes it: "the adviser".
    async fn owed_by(&self) -> &str {
        &self.row.owed_by
    }

    /// What: "issue the certificate".
    async fn what(&self) -> &str {
        &self.row.what
    }

    /// To whom; null for something to do.
    async fn owed_to(&self) -> Option<&str> {
        self.row.owed_to.as_deref()
    }

    /// The rule whose clock it ends, by its number; null where none sets a time.
    async fn rule(&self) -> Option<&str> {
        self.row.rule.as_deref()
    }

    /// The last day; null where no rule sets one.
    async fn due_on(&self) -> Option<NaiveDate> {
        self.row.due_on
    }

    /// The texts that go with a document, the most telling first; empty for something to do.
    async fn guides(&self) -> Vec<GuideTopic> {
        let topics = match (self.row.kind, &self.row.owed_to) {
            (next_step::Kind::Document, Some(to)) => {
                guide::with_words(&self.row.what, to, self.case_kind)
            }
            (next_step::Kind::Document | next_step::Kind::Task | next_step::Kind::Flag, _) => {
                Vec::new()
            }
        };
        topics.into_iter().map(Into::into).collect()
    }
}

/// A mediation certificate. It goes to the family alone.
pub struct Certificate(pub(in crate::schema) certificate::Model);

/// A mediation certificate. It goes to the family alone.
#[Object]
impl Certificate {
    /// Names it; clients must not look inside.
    async fn id(&self) -> ID {
        id::encode(Kind::Certificate, self.0.id.0)
    }

    /// What is printed on it.
    async fn number(&self) -> &str {
        &self.0.number
    }

    /// Why the family has it.
    async fn basis(&self) -> CertificateBasis {
        self.0.basis.into()
    }

    /// The day of the event that entitled the family to it.
    async fn triggered_on(&self) -> NaiveDate {
        self.0.triggered_on
    }

    /// The last day on which it was to be issued.
    async fn due_on(&self) -> NaiveDate {
        self.0.due_on
    }

    /// Its date, which never changes: the month to appeal runs from it.
    async fn issued_on(&self) -> NaiveDate {
        self.0.issued_on
    }
}
