//! The law's time limits, for anybody: nothing here is about a case or a person.

use async_graphql::{Context, Enum, InputObject, Object, Result, SimpleObject};
use chrono::NaiveDate;

use super::enums::{LegalEvent, LegalRule};
use super::error::UserError;
use crate::app::App;
use crate::domain::{Refusal, path};
use crate::law::entries::Form;
use crate::law::refused::Refused;
use crate::law::{self, Due, Rule, calculator, words};

/// Something that happened, or will, and when.
#[derive(InputObject)]
pub struct LegalEventInput {
    /// What.
    name: LegalEvent,
    /// On which day.
    on: NaiveDate,
}

/// Until when, and by which steps. This is a calculation and no legal advice.
pub struct LegalDeadline(Due);

/// Until when, and by which steps. This is a calculation and no legal advice.
#[Object]
impl LegalDeadline {
    /// The rule it comes from.
    async fn rule(&self) -> LegalRule {
        self.0.rule.into()
    }

    /// The last day; the first on which a meeting may be held, where the event was that notice was given.
    async fn on(&self) -> NaiveDate {
        self.0.on
    }

    /// Where the rule is written.
    async fn citation(&self) -> &str {
        self.0.citation
    }

    /// The steps, a sentence each; the last names the day.
    async fn trace(&self) -> &[String] {
        &self.0.trace
    }

    /// The version of the rule: the first day on which it reads so.
    async fn version(&self) -> NaiveDate {
        self.0.version
    }

    /// The parts with a last day each, as the draft and the final plan; empty for most rules.
    async fn parts(&self) -> Vec<LegalDeadlinePart> {
        let parts = self.0.parts.iter();
        let part = |part: &law::clock::Part| LegalDeadlinePart {
            name: part.name,
            on: part.on,
        };
        parts.map(part).collect()
    }

    /// What is not certain about the day, as bank holidays that nobody has announced.
    async fn warnings(&self) -> &[String] {
        &self.0.warnings
    }
}

/// One of several things that start together and end on days of their own.
#[derive(SimpleObject)]
pub struct LegalDeadlinePart {
    /// What is due.
    name: &'static str,
    /// Its last day.
    on: NaiveDate,
}

/// Why there is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum LegalDeadlineErrorCode {
    /// An event is missing.
    EventMissing,
    /// An event is given twice.
    EventRepeated,
    /// Two events are given of which the rule takes one.
    EventAmbiguous,
    /// The rule does not depend on an event.
    EventNotOfRule,
    /// A day is out of reach, or before the rule was in force.
    DateOutOfReach,
    /// An event is before the one it follows from.
    DateBeforeCause,
    /// No date follows from the rule.
    RuleGivesNoDate,
}

fn refusal_code(refusal: &Refused) -> LegalDeadlineErrorCode {
    use LegalDeadlineErrorCode as Code;
    match refusal {
        Refused::Missing(_) => Code::EventMissing,
        Refused::Repeated(_) => Code::EventRepeated,
        Refused::Either(..) => Code::EventAmbiguous,
        Refused::OtherEvent { .. } => Code::EventNotOfRule,
        Refused::OutOfReach { .. } | Refused::NotInForce { .. } => Code::DateOutOfReach,
        Refused::BeforeCause { .. } => Code::DateBeforeCause,
        Refused::Open { .. } => Code::RuleGivesNoDate,
    }
}

impl Refusal for Refused {
    fn field(&self) -> Vec<String> {
        match self {
            Self::Open { .. } => path(&["rule"]),
            Self::Missing(_)
            | Self::Repeated(_)
            | Self::Either(..)
            | Self::OtherEvent { .. }
            | Self::OutOfReach { .. }
            | Self::NotInForce { .. }
            | Self::BeforeCause { .. } => path(&["events"]),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::Missing(_) => "EVENT_MISSING",
            Self::Repeated(_) => "EVENT_REPEATED",
            Self::Either(..) => "EVENT_AMBIGUOUS",
            Self::OtherEvent { .. } => "EVENT_NOT_OF_RULE",
            Self::OutOfReach { .. } | Self::NotInForce { .. } => "DATE_OUT_OF_REACH",
            Self::BeforeCause { .. } => "DATE_BEFORE_CAUSE",
            Self::Open { .. } => "RULE_GIVES_NO_DATE",
        }
    }
}

/// What came of working out a date: the date, or the reason why there is none.
#[derive(SimpleObject)]
pub struct LegalDeadlinePayload {
    /// The date; null when there is none.
    deadline: Option<LegalDeadline>,
    /// Why there is none; empty when there is one.
    user_errors: Vec<UserError<LegalDeadlineErrorCode>>,
}

/// A time limit of the law, or of the service where it says so.
pub struct LegalRuleEntry(Rule);

/// A time limit of the law, or of the service where it says so.
#[Object]
impl LegalRuleEntry {
    /// Its number.
    async fn rule(&self) -> LegalRule {
        self.0.into()
    }

    /// What it is for.
    async fn purpose(&self) -> &str {
        self.0.entry().purpose
    }

    /// The events it can be worked out from, in the order in which they happen.
    async fn events(&self) -> Vec<LegalEvent> {
        self.0.entry().events().map(Into::into).collect()
    }

    /// How long it is, in every version; empty where no date follows from events.
    async fn lengths(&self) -> Vec<LegalLength> {
        let texts = self.0.all_texts().map(|text| LegalLength {
            event: text.event.into(),
            text: words::rule(text),
            roll: words::roll(text),
            part: text.part,
            version: text.from,
            citation: text.citation,
        });
        texts.collect()
    }

    /// Why no date follows from it; null when one does.
    async fn no_date(&self) -> Option<&str> {
        match self.0.entry().form {
            Form::Open(why) => Some(why),
            Form::Start(_) | Form::Either(..) | Form::Later(..) | Form::Written(..) => None,
        }
    }
}

/// How long a time limit is, from one event.
#[derive(SimpleObject)]
pub struct LegalLength {
    /// What it is counted from.
    event: LegalEvent,
    /// The length in words.
    text: String,
    /// What moves its end; null when nothing does.
    roll: Option<&'static str>,
    /// What is due then, where several things start together.
    part: Option<&'static str>,
    /// The first day on which it reads so.
    version: NaiveDate,
    /// Where it is written.
    citation: &'static str,
}

/// Queries about the law.
#[derive(Default)]
pub struct LawQueries;

/// Queries about the law.
#[Object]
impl LawQueries {
    /// Works out until when something may or must be done. Anybody may ask, signed in or not. This is
    /// a calculation and no legal advice.
    #[expect(
        clippy::unused_async,
        reason = "the macro wants resolvers to be asynchronous"
    )]
    async fn legal_deadline(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The rule.")] rule: LegalRule,
        #[graphql(desc = "What happened, and when.")] events: Vec<LegalEventInput>,
    ) -> Result<LegalDeadlinePayload> {
        let app = ctx.data::<App>()?;
        let events: Vec<calculator::Happened> = events
            .into_iter()
            .map(|event| (event.name.into(), event.on))
            .collect();
        let found = calculator::due(rule.into(), &events, &app.calendar);
        Ok(match found {
            Ok(due) => LegalDeadlinePayload {
                deadline: Some(LegalDeadline(due)),
                user_errors: Vec::new(),
            },
            Err(refusal) => LegalDeadlinePayload {
                deadline: None,
                user_errors: vec![UserError::of(&refusal, refusal_code)],
            },
        })
    }

    /// Lists the time limits, C1 to C37. Anybody may ask, signed in or not.
    async fn legal_rules(&self) -> Vec<LegalRuleEntry> {
        Rule::all().map(LegalRuleEntry).collect()
    }
}
