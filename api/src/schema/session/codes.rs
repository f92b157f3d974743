//! The closed lists of a meeting's preparation and its day, each mirrored from its own.

use async_graphql::Enum;
use entities::{attendance, authority_declaration, issue, prep_contact, summary};

use crate::lifecycle::authority;

/// How a mediator and somebody were in touch before the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "prep_contact::Way")]
pub enum PrepContactWay {
    /// By telephone.
    Phone,
    /// By video.
    Video,
    /// They met.
    InPerson,
    /// They wrote to one another.
    Written,
    /// The person wants no such contact; it takes no minutes.
    NotWanted,
}

/// How a summary came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "summary::Way")]
pub enum SummaryWay {
    /// The party wrote it.
    Party,
    /// The mediator wrote it after the call.
    Mediator,
    /// There is none this time.
    NoneThisTime,
}

/// Up to where somebody who comes for a body may decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "authority::Limits")]
pub enum AuthorityLimits {
    /// Without going back to anybody.
    None,
    /// Up to a limit that is written down.
    Written,
    /// They must go back to somebody, which is no authority to resolve the issues and is refused.
    MustAsk,
}

impl From<authority_declaration::Limits> for AuthorityLimits {
    fn from(limits: authority_declaration::Limits) -> Self {
        match limits {
            authority_declaration::Limits::None => Self::None,
            authority_declaration::Limits::Written => Self::Written,
        }
    }
}

/// How far a declaration of authority has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "authority_declaration::State")]
pub enum AuthorityState {
    /// The person has said what they may decide.
    Declared,
    /// The mediator has confirmed it.
    ConfirmedByMediator,
    /// They were there on the day and could decide.
    Present,
    /// They were not there on the day, or could not decide.
    Missing,
}

/// Whether somebody was at a meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "attendance::Presence")]
pub enum Presence {
    /// For all of it, or so far.
    Attended,
    /// For a part of it.
    Partly,
    /// Not at all.
    Absent,
}

/// Whether somebody who came for a body could decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "attendance::Authority")]
pub enum AuthorityFound {
    /// They could.
    Present,
    /// They could not, or were not there.
    Missing,
}

/// What became of an issue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum IssueSettlement {
    /// It is agreed.
    Agreed,
    /// It is agreed in part.
    Partly,
    /// It is not agreed.
    NotAgreed,
    /// It is no longer pursued.
    Withdrawn,
}

impl From<IssueSettlement> for issue::Status {
    fn from(settlement: IssueSettlement) -> Self {
        match settlement {
            IssueSettlement::Agreed => Self::Agreed,
            IssueSettlement::Partly => Self::Partly,
            IssueSettlement::NotAgreed => Self::NotAgreed,
            IssueSettlement::Withdrawn => Self::Withdrawn,
        }
    }
}
