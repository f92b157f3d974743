//! Why an agreement is not recorded, signed, sent or amended.

use crate::domain::casework::RecordRefused;
use crate::domain::{Failure, Refusal, path};
use crate::law;
use crate::lifecycle::Refused;

/// Why an agreement is not recorded, signed, sent or amended.
#[derive(Debug, thiserror::Error)]
pub enum AgreementRefused {
    /// There is no such thing, or none that is the actor's to do this with.
    #[error("there is no such case, or nothing of that name in it")]
    NotFound(&'static str),
    /// Somebody changed the case since the actor looked.
    #[error("this case has changed since you saw it (it is now version {0})")]
    StaleVersion(i32),
    /// The session has not begun, or the case is over.
    #[error(
        "an agreement is written while the session goes on, or once a facilitated meeting was held \
         (regulation 42(1); order of steps of an agreement)"
    )]
    NotInSession,
    /// It is no draft any more.
    #[error(
        "this agreement is signed or was given up; a signed one is amended in writing (regulation \
         42(5))"
    )]
    NotADraft,
    /// There is nothing to sign, send or amend.
    #[error("nothing is written down yet that was agreed (regulation 42(1))")]
    NoAgreement,
    /// More than fits on paper.
    #[error("an agreement has at most {0} of these (form of an agreement)")]
    TooMany(usize, &'static str),
    /// A text that is blank, too long, or no text.
    #[error(
        "write at most {0} characters, and something other than blanks (an agreement says what was \
         decided, what will be done and how it is checked; regulation 42(1))"
    )]
    Unreadable(usize, &'static str),
    /// An action names a decision that is not given with it.
    #[error("action {0} names a decision that is not given with it (form of an agreement)")]
    NoSuchDecision(usize),
    /// The issue is not one of the case's.
    #[error("this issue is not one of the case's (record of the issues)")]
    NoSuchIssue(&'static str),
    /// The owner has no part in the case.
    #[error(
        "the owner of action {0} has no part in the case, and could not be held to it (regulations 42 \
         and 44)"
    )]
    OwnerUnknown(usize),
    /// Only the authority can do it.
    #[error(
        "action {0} is one that the law gives the local authority a time for, so it is the \
         authority's to do (regulation 44(2))"
    )]
    NotTheAuthoritys(usize),
    /// The law sets no such time here.
    #[error(
        "action {0} has a legal category, and the law sets times for agreements of a mediation with \
         the authority or the board alone (regulations 42 and 44)"
    )]
    CategoryOutsideMediation(usize),
    /// The law module gives no date.
    #[error("action {0} cannot be due then: {1} (regulations 42 and 44)")]
    NoDueDate(usize, law::refused::Refused),
    /// The check cannot be on that day.
    #[error("the agreement cannot be checked then: {0} (practice of the service)")]
    NoCheckDate(law::refused::Refused),
    /// A panel's day without a panel, or before the agreement.
    #[error(
        "decision {0} goes to a panel after the meeting, or to none (order of steps of an agreement)"
    )]
    PanelUnclear(usize),
    /// Nobody to agree with.
    #[error(
        "an agreement is made between at least two sides, each of which signs (regulation 42(1))"
    )]
    TooFewSides,
    /// The body is not among those who sign.
    #[error(
        "an agreement of a mediation is made with the local authority or the board; choose an \
         agreement between family and school where neither signs (CFA s.53 and s.54)"
    )]
    BodyNotSigning,
    /// Somebody else is among those who sign, or who own an action.
    #[error("an agreement between family and school binds those two alone (regulation 42(1))")]
    BeyondFamilyAndSchool,
    /// They were not at the meeting.
    #[error(
        "an agreement is signed by those who made it, and not everybody named was at the meeting \
         (regulation 42(1); record of attendance)"
    )]
    SignatoryAbsent,
    /// Only parties sign.
    #[error("an agreement is signed by the parties and those who come for them (regulation 42(1))")]
    SignatoryNoParty,
    /// They are not among those who agree.
    #[error("this person is not among those who agree (regulation 42(1))")]
    NotASignatory,
    /// They have signed.
    #[error("this person has signed already (regulation 42(1))")]
    SignedAlready,
    /// Whoever comes for a body may not sign.
    #[error(
        "whoever comes for a body signs with a mandate that they declared and the mediator confirmed \
         (regulation 37(1))"
    )]
    NoMandate,
    /// Not everybody who signed agrees to the change.
    #[error("everybody who signed agrees to another wording, in writing (regulation 42(5))")]
    NotAllAgree,
    /// Nothing is changed.
    #[error("an amendment changes something, and this one leaves all as it was (regulation 42(5))")]
    NothingAmended,
    /// The action is not one in force.
    #[error("this action is not one that the agreement still has (record of the agreement)")]
    NoSuchAction,
    /// The promise was kept.
    #[error("this action is done, and is not amended any more (record of the agreement)")]
    ActionDone,
    /// A life-cycle refuses it.
    #[error("{sentence}")]
    Against {
        /// The input it is about.
        field: &'static str,
        /// What is wrong, for programs.
        code: &'static str,
        /// What is wrong, with the rule and its source.
        sentence: String,
    },
    /// The case refuses it.
    #[error(transparent)]
    Step(RecordRefused),
}

impl AgreementRefused {
    /// A life-cycle's "no" about an input.
    pub(super) fn against(field: &'static str, refused: &impl Refused) -> Self {
        Self::Against {
            field,
            code: refused.code(),
            sentence: refused.to_string(),
        }
    }

    /// A step's "no", or its fault.
    pub(super) fn of_step(failure: Failure<RecordRefused>) -> Failure<Self> {
        match failure {
            Failure::Refused(RecordRefused::StaleVersion(now)) => Self::StaleVersion(now).into(),
            Failure::Refused(RecordRefused::NotFound) => Self::NotFound("caseId").into(),
            Failure::Refused(refused) => Self::Step(refused).into(),
            Failure::Broken(error) => Failure::Broken(error),
        }
    }
}

impl Refusal for AgreementRefused {
    fn field(&self) -> Vec<String> {
        match self {
            Self::NotFound(field)
            | Self::TooMany(_, field)
            | Self::Unreadable(_, field)
            | Self::NoSuchIssue(field)
            | Self::Against { field, .. } => path(&[field]),
            Self::StaleVersion(_) => path(&["expectedVersion"]),
            Self::NotInSession | Self::NotADraft | Self::NoAgreement | Self::NothingAmended => {
                path(&["caseId"])
            }
            Self::NoSuchDecision(number)
            | Self::OwnerUnknown(number)
            | Self::NotTheAuthoritys(number)
            | Self::CategoryOutsideMediation(number)
            | Self::NoDueDate(number, _) => {
                vec!["actions".to_owned(), (number - 1).to_string()]
            }
            Self::PanelUnclear(number) => {
                vec!["decisions".to_owned(), (number - 1).to_string()]
            }
            Self::NoCheckDate(_) => path(&["checkOn"]),
            Self::TooFewSides
            | Self::BodyNotSigning
            | Self::BeyondFamilyAndSchool
            | Self::SignatoryAbsent
            | Self::SignatoryNoParty => path(&["signatoryIds"]),
            Self::NotASignatory | Self::SignedAlready | Self::NoMandate => path(&["personId"]),
            Self::NotAllAgree => path(&["agreedByIds"]),
            Self::NoSuchAction | Self::ActionDone => path(&["actions"]),
            Self::Step(refused) => refused.field(),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound(_) => "NOT_FOUND",
            Self::StaleVersion(_) => "STALE_VERSION",
            Self::NotInSession => "NOT_IN_SESSION",
            Self::NotADraft => "NOT_A_DRAFT",
            Self::NoAgreement => "NO_AGREEMENT",
            Self::TooMany(..) => "TOO_MANY",
            Self::Unreadable(..) => "TEXT_UNREADABLE",
            Self::NoSuchDecision(_) => "NO_SUCH_DECISION",
            Self::NoSuchIssue(_) => "NO_SUCH_ISSUE",
            Self::OwnerUnknown(_) => "OWNER_NOT_IN_THE_CASE",
            Self::NotTheAuthoritys(_) => "NOT_THE_AUTHORITYS",
            Self::CategoryOutsideMediation(_) => "CATEGORY_OUTSIDE_MEDIATION",
            Self::NoDueDate(..) => "NO_DUE_DATE",
            Self::NoCheckDate(_) => "NO_CHECK_DATE",
            Self::PanelUnclear(_) => "PANEL_UNCLEAR",
            Self::TooFewSides => "TOO_FEW_SIDES",
            Self::BodyNotSigning => "BODY_NOT_SIGNING",
            Self::BeyondFamilyAndSchool => "BEYOND_FAMILY_AND_SCHOOL",
            Self::SignatoryAbsent => "SIGNATORY_ABSENT",
            Self::SignatoryNoParty => "SIGNATORY_NO_PARTY",
            Self::NotASignatory => "NOT_A_SIGNATORY",
            Self::SignedAlready => "SIGNED_ALREADY",
            Self::NoMandate => "NO_MANDATE_TO_SIGN",
            Self::NotAllAgree => "NOT_ALL_AGREE",
            Self::NothingAmended => "NOTHING_AMENDED",
            Self::NoSuchAction => "NO_SUCH_ACTION",
            Self::ActionDone => "ACTION_DONE",
            Self::Against { code, .. } => code,
            Self::Step(refused) => refused.code(),
        }
    }
}
