//! The closed lists of what comes after a meeting, each mirrored from its own.

use async_graphql::Enum;

/// What was said of a promised action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::action_report::Kind")]
pub enum ActionReportKind {
    /// It is done.
    Done,
    /// It is not kept.
    NotKept,
    /// Its lateness is taken further.
    Escalated,
    /// There is a complaint about it.
    Complaint,
    /// Its last day was moved (SEND reg 44(3)).
    Extended,
}

/// How well an agreement works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::follow_up_check::Working")]
pub enum AgreementWorking {
    /// It works well.
    Well,
    /// Some of it does.
    Partly,
    /// It does not.
    Badly,
}

/// How people get on with one another since the meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::follow_up_check::Relationship")]
pub enum RelationshipSince {
    /// Better than before.
    Better,
    /// As before.
    Same,
    /// Worse than before.
    Worse,
    /// They were asked and did not say.
    NotSaid,
}

/// How an evaluation came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::evaluation::Channel")]
pub enum EvaluationChannel {
    /// On a form at the meeting.
    OnDay,
    /// Later, electronically.
    Electronic,
}

/// What a complaint is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::complaint::About")]
pub enum ComplaintAbout {
    /// The service as such.
    Service,
    /// Somebody who works for it.
    Person,
    /// A promised action.
    Action,
}

/// What sort of harm a safeguarding concern is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::safeguarding_concern::Category")]
pub enum SafeguardingCategory {
    /// Physical harm.
    Physical,
    /// Emotional harm.
    Emotional,
    /// Sexual harm.
    Sexual,
    /// Neglect.
    Neglect,
    /// Harm somebody may do to themselves.
    SelfHarm,
    /// An adult at risk.
    AdultAtRisk,
    /// Anything else.
    Other,
}

/// What money was spent on (SEND reg 41).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::expense_item::Kind")]
pub enum ExpenseKind {
    /// A fare by public transport, in standard class.
    PublicTransport,
    /// Miles by car or motorcycle.
    Mileage,
    /// A taxi.
    Taxi,
    /// Earnings lost.
    LossOfEarnings,
    /// A registered carer of a child or young person.
    Carer,
    /// A night in inner London.
    NightInnerLondon,
    /// A night elsewhere.
    NightElsewhere,
    /// A night with family or friends.
    NightWithFriends,
}

/// How far a claim for expenses has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "entities::expense_claim::State")]
pub enum ExpenseClaimState {
    /// It is made.
    Claimed,
    /// The payer agreed to pay what is allowed.
    Agreed,
    /// The payer refused it.
    Refused,
}
