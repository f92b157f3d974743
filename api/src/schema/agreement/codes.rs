//! The closed lists of an agreement, each mirrored from its own.

use async_graphql::Enum;
use entities::{agreement, agreement_action};

/// How far an agreement has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "agreement::State")]
pub enum AgreementState {
    /// It is being drafted.
    Drafting,
    /// It is signed and not typed.
    SignedOnDay,
    /// Everybody has it typed.
    TypedSent,
    /// It was amended in writing.
    AmendedInWriting,
    /// Nothing was agreed after all.
    Abandoned,
}

/// Between whom an agreement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "agreement::Parties")]
pub enum AgreementParties {
    /// All parties of the case.
    All,
    /// The family and the school alone; the authority signs nothing, and the law sets no times.
    FamilyAndSchool,
}

/// What the law calls a promise; it decides by when it is kept, counted from the day of the agreement
/// (SEND reg 42 and 44).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "agreement_action::Category")]
pub enum AgreementActionCategory {
    /// Something that no appeal could have ordered: two weeks (C16).
    Promise,
    /// To assess, or assess again, and tell the family so: two weeks (C18).
    Assess,
    /// After an assessment, to tell the family that there will be no plan: ten weeks (C19).
    AssessNoPlan,
    /// After an assessment, to send the final plan: fourteen weeks (C20).
    AssessPlan,
    /// To issue a plan, the draft: five weeks (C21).
    DraftPlan,
    /// To issue a plan, the final one: eleven weeks (C21).
    FinalPlan,
    /// To think again: two weeks (C22).
    Reconsider,
    /// To amend needs or provision, sections B and F: five weeks (C23).
    Amend,
    /// To change the placement, section I: two weeks (C24).
    Placement,
}

/// How far a promised action has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "agreement_action::State")]
pub enum AgreementActionState {
    /// It is not due yet.
    Open,
    /// It is nearly due.
    DueSoon,
    /// It is late.
    Overdue,
    /// The lateness was taken further.
    Escalated,
    /// There is a complaint about it.
    Complaint,
    /// It is done.
    Done,
}
