//! What an event says, how it is chained, and how a chain is read.

use std::collections::BTreeSet;
use std::fmt;

use chrono::{DateTime, SubsecRound as _, Utc};
use entities::audit_event::{self, Outcome, Purpose};
use entities::audit_head;
use sea_orm::{EntityTrait, IdenStatic as _, Iterable as _, ModelTrait};
use sha2::{Digest as _, Sha256};

use super::{Capacity, Change, Subject};
use crate::auth::{Actor, Somebody, Standing};
use crate::retention::Category;

/// What of a case is confidential, so that it is written down who read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Read {
    /// Who the child is.
    Child,
    /// What is in dispute, in the family's words.
    Issues,
    /// What the child thinks.
    ChildViews,
    /// What a party wants the others to know before the day.
    Summaries,
    /// The notes of a facilitated meeting.
    MeetingNotes,
    /// What was said of such notes.
    NoteComments,
    /// A complaint and what came of it.
    Complaints,
    /// A safeguarding concern.
    Concerns,
}

impl Read {
    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Child,
        Self::Issues,
        Self::ChildViews,
        Self::Summaries,
        Self::MeetingNotes,
        Self::NoteComments,
        Self::Complaints,
        Self::Concerns,
    ];

    /// As the log names it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Child => "childRead",
            Self::Issues => "issuesRead",
            Self::ChildViews => "childViewsRead",
            Self::Summaries => "summariesRead",
            Self::MeetingNotes => "meetingNotesRead",
            Self::NoteComments => "noteCommentsRead",
            Self::Complaints => "complaintsRead",
            Self::Concerns => "concernsRead",
        }
    }
}

/// Names the operations that are written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Deed {
    /// Somebody said when they can meet.
    AvailabilitySubmit,
    /// People were asked when they can meet.
    AvailabilityRequest,
    /// A proposed date was held.
    MeetingHold,
    /// A held date was made firm.
    MeetingConfirm,
    /// A date was called off.
    MeetingCancel,
    /// Planning began.
    PlanningRunStart,
    /// Planning was called off.
    PlanningRunCancel,
    /// Dates of a plan were accepted.
    PlanAccept,
    /// Something that happened in a case was recorded, by this operation.
    CaseRecord(&'static str),
    /// The authority was asked to say that it cannot arrange in time.
    InabilityNoticeAsk,
    /// A date of a case was set right.
    CaseDateCorrect,
    /// Something owed in a case was done.
    NextStepComplete,
    /// A referral came in.
    ReferralReceive,
    /// A referral was taken up.
    ReferralTakeUp,
    /// The family's answer to a referral was recorded.
    FamilyConsentRecord,
    /// An attempt to reach a family was recorded.
    ContactAttemptRecord,
    /// It was decided what becomes of a referral.
    CaseTriage,
    /// A case became one of another type.
    CaseTypeChange,
    /// A confidential enquiry was recorded.
    EnquiryRecord,
    /// A seat was added to a case.
    ParticipantAdd,
    /// A seat of a case was changed.
    ParticipantChange,
    /// A seat of a case was taken away.
    ParticipantRemove,
    /// Somebody's contact details or needs were changed.
    PersonContactChange,
    /// Two people of a case were kept apart.
    ContactRestrictionSet,
    /// Two people of a case were no longer kept apart.
    ContactRestrictionLift,
    /// Somebody was named to stand in a young person's place.
    AlternativePersonName,
    /// What a child thinks was taken down.
    ChildViewsRecord,
    /// The parties were asked whether somebody more may attend.
    AttendancePropose,
    /// A party's answer to that was recorded.
    AttendanceConsentRecord,
    /// The mediator's decision on that was recorded.
    AttendanceDecide,
    /// Interpreters were booked.
    InterpreterBook,
    /// Somebody of the service was named as a family's contact.
    ContactAssign,
    /// It was recorded that a family agrees to shorter notice.
    ShortNoticeAgree,
    /// It was recorded that a family takes its agreement to shorter notice back.
    ShortNoticeWithdraw,
    /// Somebody asked for a private word with the mediator.
    PrivateWordAsk,
    /// The day was recorded on which a draft plan was served.
    DraftServedRecord,
    /// The day was recorded on which a family was told of a decision.
    DecisionToldRecord,
    /// The mediator of a meeting got in touch with everybody.
    MediatorIntroduce,
    /// A mediator was in touch with somebody before the day.
    PrepContactRecord,
    /// A summary was written.
    SummaryWrite,
    /// Summaries were exchanged.
    SummariesExchange,
    /// Somebody declared what they may decide.
    AuthorityDeclare,
    /// The mediator confirmed what somebody may decide.
    AuthorityConfirm,
    /// Somebody signed the ground rules.
    GroundRulesSign,
    /// It was recorded who was there.
    AttendanceRecord,
    /// It was recorded what became of an issue.
    IssueSettle,
    /// An agreement was drafted.
    AgreementRecord,
    /// Somebody signed an agreement.
    AgreementSign,
    /// A draft agreement was given up.
    AgreementAbandon,
    /// An agreement was sent typed.
    TypedAgreementSend,
    /// An agreement was amended.
    AgreementAmend,
    /// Tokens were revoked.
    TokenRevoke,
    /// `concord key --rotate`: keys of confidential texts are sealed with another master key.
    FieldKeysRotate,
    /// A client whose tokens were revoked was trusted again.
    TokenRestore,
    /// A case was erased.
    CaseErase,
    /// Somebody was erased.
    PersonErase,
    /// Somebody's record was read.
    PersonRecord,
    /// A manager opened what is kept from managers.
    GlassBreak,
    /// What was due was removed.
    Retention(Category),
    /// A backup of everything was taken.
    DatabaseBackup,
    /// A backup was put back, and every token of before made worth nothing.
    DatabaseRestore,
    /// Somebody was told what is confidential in a case, for the first time on a day.
    Read(Read),
}

impl Deed {
    /// The name of the operation, as the API has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::AvailabilitySubmit => "availabilitySubmit",
            Self::AvailabilityRequest => "availabilityRequest",
            Self::MeetingHold => "meetingHold",
            Self::MeetingConfirm => "meetingConfirm",
            Self::MeetingCancel => "meetingCancel",
            Self::PlanningRunStart => "planningRunStart",
            Self::PlanningRunCancel => "planningRunCancel",
            Self::PlanAccept => "planAccept",
            Self::CaseRecord(operation) => operation,
            Self::InabilityNoticeAsk => "inabilityNoticeAsk",
            Self::CaseDateCorrect => "caseDateCorrect",
            Self::NextStepComplete => "nextStepComplete",
            Self::ReferralReceive => "referralReceive",
            Self::ReferralTakeUp => "referralTakeUp",
            Self::FamilyConsentRecord => "familyConsentRecord",
            Self::ContactAttemptRecord => "contactAttemptRecord",
            Self::CaseTriage => "caseTriage",
            Self::CaseTypeChange => "caseTypeChange",
            Self::EnquiryRecord => "enquiryRecord",
            Self::ParticipantAdd => "participantAdd",
            Self::ParticipantChange => "participantChange",
            Self::ParticipantRemove => "participantRemove",
            Self::PersonContactChange => "personContactChange",
            Self::ContactRestrictionSet => "contactRestrictionSet",
            Self::ContactRestrictionLift => "contactRestrictionLift",
            Self::AlternativePersonName => "alternativePersonName",
            Self::ChildViewsRecord => "childViewsRecord",
            Self::AttendancePropose => "attendancePropose",
            Self::AttendanceConsentRecord => "attendanceConsentRecord",
            Self::AttendanceDecide => "attendanceDecide",
            Self::InterpreterBook => "interpreterBook",
            Self::ContactAssign => "contactAssign",
            Self::ShortNoticeAgree => "shortNoticeAgree",
            Self::ShortNoticeWithdraw => "shortNoticeWithdraw",
            Self::PrivateWordAsk => "privateWordAsk",
            Self::DraftServedRecord => "draftServedRecord",
            Self::DecisionToldRecord => "decisionToldRecord",
            Self::MediatorIntroduce => "mediatorIntroduce",
            Self::PrepContactRecord => "prepContactRecord",
            Self::SummaryWrite => "summaryWrite",
            Self::SummariesExchange => "summariesExchange",
            Self::AuthorityDeclare => "authorityDeclare",
            Self::AuthorityConfirm => "authorityConfirm",
            Self::GroundRulesSign => "groundRulesSign",
            Self::AttendanceRecord => "attendanceRecord",
            Self::IssueSettle => "issueSettle",
            Self::AgreementRecord => "agreementRecord",
            Self::AgreementSign => "agreementSign",
            Self::AgreementAbandon => "agreementAbandon",
            Self::TypedAgreementSend => "typedAgreementSend",
            Self::AgreementAmend => "agreementAmend",
            Self::TokenRevoke => "tokenRevoke",
            Self::FieldKeysRotate => "fieldKeysRotate",
            Self::TokenRestore => "tokenRestore",
            Self::CaseErase => "caseErase",
            Self::PersonErase => "personErase",
            Self::PersonRecord => "personRecord",
            Self::GlassBreak => "glassBreak",
            Self::Retention(category) => category.deed(),
            Self::DatabaseBackup => "databaseBackup",
            Self::DatabaseRestore => "databaseRestore",
            Self::Read(what) => what.name(),
        }
    }

    /// What it is done for.
    const fn purpose(self) -> Purpose {
        match self {
            Self::AvailabilitySubmit => Purpose::Availability,
            Self::AvailabilityRequest
            | Self::MeetingHold
            | Self::MeetingConfirm
            | Self::MeetingCancel => Purpose::Arranging,
            Self::PlanningRunStart | Self::PlanningRunCancel | Self::PlanAccept => {
                Purpose::Planning
            }
            Self::TokenRevoke
            | Self::TokenRestore
            | Self::FieldKeysRotate
            | Self::CaseErase
            | Self::PersonErase
            | Self::PersonRecord
            | Self::GlassBreak
            | Self::Retention(_)
            | Self::DatabaseBackup
            | Self::DatabaseRestore => Purpose::Access,
            Self::Read(_) => Purpose::Reading,
            Self::CaseRecord(_)
            | Self::InabilityNoticeAsk
            | Self::CaseDateCorrect
            | Self::NextStepComplete
            | Self::ReferralReceive
            | Self::ReferralTakeUp
            | Self::FamilyConsentRecord
            | Self::ContactAttemptRecord
            | Self::CaseTriage
            | Self::CaseTypeChange
            | Self::EnquiryRecord
            | Self::ParticipantAdd
            | Self::ParticipantChange
            | Self::ParticipantRemove
            | Self::PersonContactChange
            | Self::ContactRestrictionSet
            | Self::ContactRestrictionLift
            | Self::AlternativePersonName
            | Self::ChildViewsRecord
            | Self::AttendancePropose
            | Self::AttendanceConsentRecord
            | Self::AttendanceDecide
            | Self::InterpreterBook
            | Self::ContactAssign
            | Self::ShortNoticeAgree
            | Self::ShortNoticeWithdraw
            | Self::PrivateWordAsk
            | Self::DraftServedRecord
            | Self::DecisionToldRecord
            | Self::MediatorIntroduce
            | Self::PrepContactRecord
            | Self::SummaryWrite
            | Self::SummariesExchange
            | Self::AuthorityDeclare
            | Self::AuthorityConfirm
            | Self::GroundRulesSign
            | Self::AttendanceRecord
            | Self::IssueSettle
            | Self::AgreementRecord
            | Self::AgreementSign
            | Self::AgreementAbandon
            | Self::TypedAgreementSend
            | Self::AgreementAmend => Purpose::Casework,
        }
    }
}

/// A SHA-256.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Hash([u8; 32]);

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Adds texts to a hash so that no two lists of texts look the same: each after its length.
struct Written(Sha256);

impl Written {
    fn new() -> Self {
        Self(Sha256::new())
    }

    fn text(&mut self, text: &str) {
        self.0.update((text.len() as u64).to_be_bytes());
        self.0.update(text.as_bytes());
    }

    fn maybe(&mut self, text: Option<&str>) {
        self.0.update([u8::from(text.is_some())]);
        self.text(text.unwrap_or_default());
    }

    fn hash(self) -> Hash {
        Hash(self.0.finalize().into())
    }
}

/// What tells one state of a row from any other: the hash of its columns, by name.
#[must_use]
pub fn fingerprint<M>(row: &M) -> Hash
where
    M: ModelTrait,
    M::Entity: EntityTrait<Model = M>,
{
    let mut written = Written::new();
    for column in <M::Entity as EntityTrait>::Column::iter() {
        written.text(column.as_str());
        written.text(&row.get(column).to_string());
    }
    written.hash()
}

/// The same for several rows in order.
#[must_use]
pub fn fingerprint_all<M>(rows: &[M]) -> Hash
where
    M: ModelTrait,
    M::Entity: EntityTrait<Model = M>,
{
    let mut written = Written::new();
    for row in rows {
        written.text(&fingerprint(row).to_string());
    }
    written.hash()
}

/// The event after `head`.
pub(super) fn event(
    at: DateTime<Utc>,
    actor: &Actor,
    capacity: Capacity,
    subject: Subject,
    head: &audit_head::Model,
    outcome: Result<Change, &'static str>,
) -> audit_event::Model {
    let change = outcome.unwrap_or_default();
    let acting_as = match (actor, capacity) {
        (_, Capacity::Operator) => "Operator".to_owned(),
        (Actor::Anonymous, _) => format!("{:?}", Standing::Anonymous),
        (Actor::Person(_), Capacity::Case(standing)) => format!("{standing:?}"),
        (Actor::Person(_), Capacity::Person(acquaintance)) => format!("{acquaintance:?}"),
        (Actor::Person(somebody), Capacity::Service) => roles(somebody),
    };
    let mut event = audit_event::Model {
        sequence: head.sequence + 1,
        // PostgreSQL keeps no finer time, and the hash must be the same when it is read again.
        at: at.trunc_subsecs(6),
        actor_id: actor.somebody().map(|somebody| somebody.id),
        acting_as,
        case_id: subject.case,
        action: subject.deed.name().to_owned(),
        object_id: subject.object,
        purpose: subject.deed.purpose(),
        outcome: match outcome {
            Ok(_) => Outcome::Done,
            Err(_) => Outcome::Refused,
        },
        refusal: outcome.err().map(str::to_owned),
        before_hash: change.before.map(|hash| hash.to_string()),
        after_hash: change.after.map(|hash| hash.to_string()),
        previous_hash: head.hash.clone(),
        hash: String::new(),
    };
    event.hash = link(&event).to_string();
    event
}

/// The roles somebody holds, each once, in one order.
fn roles(somebody: &Somebody) -> String {
    let held: BTreeSet<String> = (somebody.roles.iter())
        .map(|role| format!("{:?}", role.kind))
        .collect();
    Vec::from_iter(held).join("+")
}

/// The hash an event must have.
fn link(event: &audit_event::Model) -> Hash {
    let mut written = Written::new();
    written.text(&event.previous_hash);
    written.text(&event.sequence.to_string());
    written.text(&event.at.timestamp_micros().to_string());
    written.maybe(event.actor_id.map(|id| id.to_string()).as_deref());
    written.text(&event.acting_as);
    written.maybe(event.case_id.map(|id| id.to_string()).as_deref());
    written.text(&event.action);
    written.maybe(event.object_id.map(|id| id.to_string()).as_deref());
    written.text(match event.purpose {
        Purpose::Casework => "casework",
        Purpose::Arranging => "arranging",
        Purpose::Availability => "availability",
        Purpose::Planning => "planning",
        Purpose::Access => "access",
        Purpose::Reading => "reading",
    });
    written.text(match event.outcome {
        Outcome::Done => "done",
        Outcome::Refused => "refused",
    });
    written.maybe(event.refusal.as_deref());
    written.maybe(event.before_hash.as_deref());
    written.maybe(event.after_hash.as_deref());
    written.hash()
}

/// What is wrong with a chain, at the first place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The event at this position is missing, or one was put before it.
    Gap(i64),
    /// The event at this position does not follow from the one before.
    Unlinked(i64),
    /// The event at this position was changed.
    Changed(i64),
    /// The chain ends here, and its recorded end is another.
    Cut(i64),
    /// What was kept from an earlier time about this position is not so, or no longer there.
    NotAsKept(i64),
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Gap(at) => write!(f, "event {at} is missing"),
            Self::Unlinked(at) => write!(f, "event {at} does not follow the one before it"),
            Self::Changed(at) => write!(f, "event {at} was changed"),
            Self::Cut(at) => write!(
                f,
                "events end at {at}, which is not the recorded end: some were taken away or added"
            ),
            Self::NotAsKept(at) => write!(f, "event {at} is not the one whose hash was kept"),
        }
    }
}

/// Reads a chain from its beginning.
pub(super) struct Reader<'k> {
    sequence: i64,
    hash: String,
    events: u64,
    /// A position and hash kept from an earlier time; `None` once it was seen.
    known: Option<&'k (i64, String)>,
}

impl<'k> Reader<'k> {
    /// At the beginning.
    pub(super) fn new(known: Option<&'k (i64, String)>) -> Self {
        Self {
            sequence: 0,
            hash: "0".repeat(64),
            events: 0,
            known,
        }
    }

    /// The position read last; 0 at the beginning.
    pub(super) fn sequence(&self) -> i64 {
        self.sequence
    }

    /// How many events were read.
    pub(super) fn events(&self) -> u64 {
        self.events
    }

    /// Reads the next event, and says what is wrong with it.
    pub(super) fn read(&mut self, event: &audit_event::Model) -> Option<Flaw> {
        let at = self.sequence + 1;
        if event.sequence != at {
            return Some(Flaw::Gap(at));
        }
        if event.previous_hash != self.hash {
            return Some(Flaw::Unlinked(at));
        }
        if event.hash != link(event).to_string() {
            return Some(Flaw::Changed(at));
        }
        if let Some((position, hash)) = self.known
            && *position == at
        {
            if event.hash != *hash {
                return Some(Flaw::NotAsKept(at));
            }
            self.known = None;
        }
        self.sequence = at;
        self.hash.clone_from(&event.hash);
        self.events += 1;
        None
    }

    /// Says what is wrong with where the chain ends.
    pub(super) fn end(&self, head: &audit_head::Model) -> Option<Flaw> {
        if head.sequence != self.sequence || head.hash != self.hash {
            return Some(Flaw::Cut(self.sequence));
        }
        let known = self.known.filter(|(position, _)| *position != 0);
        known.map(|(position, _)| Flaw::NotAsKept(*position))
    }
}

#[cfg(test)]
mod tests {
    use entities::{CaseId, PersonId};
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn nobody_yet() -> audit_head::Model {
        audit_head::Model {
            id: 1,
            sequence: 0,
            hash: "0".repeat(64),
        }
    }

    /// A chain of so many events, and its end.
    fn chain(count: u128) -> (Vec<audit_event::Model>, audit_head::Model) {
        let mut head = nobody_yet();
        let mut events = Vec::new();
        for number in 0..count {
            let actor = match number % 3 {
                0 => Actor::Anonymous,
                _ => Actor::Person(Somebody {
                    id: PersonId(Uuid::from_u128(number)),
                    roles: Vec::new(),
                }),
            };
            let subject = Subject::case(Deed::MeetingHold, CaseId(Uuid::from_u128(number % 5)));
            let outcome = match number % 4 {
                0 => Err("TAKEN"),
                _ => Ok(Change::default()),
            };
            let at =
                DateTime::from_timestamp(1_790_000_000 + i64::try_from(number).unwrap(), 1_999)
                    .unwrap();
            let event = event(at, &actor, Capacity::Service, subject, &head, outcome);
            head.sequence = event.sequence;
            head.hash.clone_from(&event.hash);
            events.push(event);
        }
        (events, head)
    }

    fn flaw(
        events: &[audit_event::Model],
        head: &audit_head::Model,
        known: Option<&(i64, String)>,
    ) -> Option<Flaw> {
        let mut reader = Reader::new(known);
        let first = events.iter().find_map(|event| reader.read(event));
        first.or_else(|| reader.end(head))
    }

    #[test]
    fn a_whole_chain_has_no_flaw() {
        let (events, head) = chain(20);
        assert_eq!(flaw(&events, &head, None), None);
        let kept = (7, events[6].hash.clone());
        assert_eq!(flaw(&events, &head, Some(&kept)), None);
        assert_eq!(flaw(&[], &nobody_yet(), None), None);
    }

    #[test]
    fn an_end_that_was_cut_off_and_recorded_anew_is_found_by_what_was_kept() {
        let (events, head) = chain(20);
        let kept = (head.sequence, head.hash.clone());
        let (shorter, end) = (&events[..15], &events[14]);
        assert_eq!(flaw(shorter, &head, None), Some(Flaw::Cut(15)));
        let forged = audit_head::Model {
            id: 1,
            sequence: 15,
            hash: end.hash.clone(),
        };
        assert_eq!(flaw(shorter, &forged, None), None);
        assert_eq!(
            flaw(shorter, &forged, Some(&kept)),
            Some(Flaw::NotAsKept(20))
        );
    }

    #[test]
    fn two_lists_of_texts_never_look_the_same() {
        let hash = |texts: &[Option<&str>]| {
            let mut written = Written::new();
            for text in texts {
                written.maybe(*text);
            }
            written.hash()
        };
        assert_ne!(
            hash(&[Some("ab"), Some("c")]),
            hash(&[Some("a"), Some("bc")])
        );
        assert_ne!(hash(&[None]), hash(&[Some("")]));
        assert_ne!(hash(&[None, Some("x")]), hash(&[Some("x"), None]));
    }

    /// Changes one field of an event; some number says which.
    fn edit(event: &mut audit_event::Model, which: usize) {
        match which % 10 {
            0 => event.at += chrono::Duration::microseconds(1),
            1 => event.actor_id = Some(PersonId(Uuid::from_u128(99))),
            2 => event.acting_as.push('x'),
            3 => event.case_id = None,
            4 => event.action = "meetingCancel".to_owned(),
            5 => event.object_id = None,
            6 => event.purpose = Purpose::Casework,
            7 => {
                event.outcome = match event.outcome {
                    Outcome::Done => Outcome::Refused,
                    Outcome::Refused => Outcome::Done,
                }
            }
            8 => event.refusal = Some("OTHER".to_owned()),
            _ => event.after_hash = Some("ab".repeat(32)),
        }
    }

    proptest! {
        #[test]
        fn every_edit_deletion_swap_and_insertion_is_found(
            at in 0usize..30,
            other in 0usize..30,
            which in 0usize..13,
            forges_hash: bool,
        ) {
            let (mut events, head) = chain(30);
            match which {
                10 => {
                    events.remove(at);
                }
                11 => {
                    prop_assume!(at != other);
                    events.swap(at, other);
                }
                12 => {
                    let copy = events[other].clone();
                    events.insert(at, copy);
                }
                _ => {
                    edit(&mut events[at], which);
                    if forges_hash {
                        // Whoever makes the hash fit breaks the link to the next event, or the end.
                        events[at].hash = link(&events[at]).to_string();
                    }
                }
            }
            prop_assert!(flaw(&events, &head, None).is_some());
        }
    }
}
