//! Which texts go with what the service owes.

use entities::case::Kind;
use entities::referral::Signpost;

use super::{Topic, of, read};
use crate::lifecycle::change::{Audience, Document};
use crate::lifecycle::kinds::Product;

/// The texts that go with a document in a case of that type, from the most to the least telling; none for
/// some. A text for families goes with what the family gets, and with nothing else.
#[must_use]
pub fn with(document: Document, to: Audience, kind: Kind) -> Vec<Topic> {
    let letter = is_statutory(document, kind).then_some(Topic::SupportLetter);
    let topics = letter
        .into_iter()
        .chain(explaining(document).iter().copied());
    let is_family = to == Audience::Family;
    topics
        .filter(|&topic| is_family || of(topic).audience != read::Audience::Families)
        .collect()
}

/// Whether the law asks for the document: the letter of the local advice service goes with each of those
/// that the family gets. Only for mediation does it ask for notice of the date (regulation 37(2)).
fn is_statutory(document: Document, kind: Kind) -> bool {
    let is_mediation = matches!(Product::from(kind), Product::Mediation(_));
    matches!(document, Document::Certificate | Document::AppealDeadline)
        || document == Document::NoticeOfDate && is_mediation
}

/// What explains a document.
const fn explaining(document: Document) -> &'static [Topic] {
    match document {
        Document::Acknowledgement | Document::ConsentInvitation => &[
            Topic::HowItGoes,
            Topic::WhichMeeting,
            Topic::IndependentAdvice,
        ],
        Document::AdviceSheet => &[
            Topic::InformationSheet,
            Topic::IndependentAdvice,
            Topic::YourChoices,
        ],
        Document::Signposting => &[
            Topic::YourChoices,
            Topic::SchoolComplaint,
            Topic::IndependentAdvice,
            Topic::OtherHelp,
        ],
        Document::Certificate | Document::AppealDeadline => &[Topic::YourChoices],
        Document::MediationRequest
        | Document::HealthNotice
        | Document::ParticipationQuestion
        | Document::AvailabilityRequest => &[Topic::WhichMeeting, Topic::Roles],
        Document::SlotOffer => &[Topic::FaceToFace],
        Document::NoticeOfDate | Document::AttendanceInvitation => &[
            Topic::WhichMeeting,
            Topic::TheDay,
            Topic::Roles,
            Topic::Preparing,
        ],
        Document::Introduction => &[Topic::Roles, Topic::Preparing],
        Document::ConsentQuestion => &[Topic::Roles],
        Document::Summaries | Document::Agenda | Document::Papers => &[Topic::Preparing],
        Document::PostponementNotice
        | Document::CancellationNotice
        | Document::Agreement
        | Document::TypedAgreement
        | Document::AmendedAgreement
        | Document::EvaluationInvitation
        | Document::ActionReminder
        | Document::DraftNotes
        | Document::FinalNotes
        | Document::ReviewReport => &[],
    }
}

/// The texts that go with what is owed, as it is written down: what, and to whom, in words.
#[must_use]
pub fn with_words(what: &str, to: &str, kind: Kind) -> Vec<Topic> {
    let mut documents = Document::ALL.iter().copied();
    let document = documents.find(|document| document.to_string() == what);
    let mut audiences = Audience::ALL.iter().copied();
    let to = audiences.find(|audience| audience.to_string() == to);
    match (document, to) {
        (Some(document), Some(to)) => with(document, to, kind),
        (None, _) | (_, None) => Vec::new(),
    }
}

/// The text that explains where a family was told to turn.
#[must_use]
pub fn signposted(whither: Signpost) -> Topic {
    match whither {
        Signpost::Sendiass => Topic::IndependentAdvice,
        Signpost::SettingComplaint => Topic::SchoolComplaint,
        Signpost::AuthorityComplaint
        | Signpost::HealthComplaint
        | Signpost::Ombudsman
        | Signpost::Tribunal => Topic::YourChoices,
        Signpost::OtherService => Topic::OtherHelp,
    }
}
