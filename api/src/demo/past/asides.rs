//! What happens in some of the cases besides their course, and right after which act.

use entities::{childs_view, enquiry, interpreter_booking, safeguarding_concern};

use super::acts::{Act, InCase, InContact, InReferral};

/// The case of a young person who has an alternative person.
pub(super) const OF_AGE: usize = 3;

/// What is complained about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum About {
    /// The service.
    Service,
    /// The mediator.
    Mediator,
    /// A promise that was not kept.
    Promise,
}

/// Who complains.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Complainant {
    /// The family.
    Family,
    /// The family, and a coordinator writes it down.
    FamilyByTelephone,
    /// Who comes for the first body.
    Officer,
}

/// How far a wish of somebody more to attend comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wish {
    /// Nobody has answered.
    Asked,
    /// Everybody consents.
    Consented,
    /// The body does not, and the mediator has not decided.
    Open,
    /// The body does not, and the mediator decides against it.
    Declined,
}

/// What the payer of expenses decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Payer {
    /// Nothing yet.
    Waits,
    /// It pays.
    Agrees,
    /// It does not.
    Refuses,
}

/// Something that happens besides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Aside {
    /// On that day somebody asks the service in confidence.
    Enquiry(enquiry::Topic),
    /// The young person has an alternative person.
    Alternative,
    /// The family is tried on the telephone, in vain.
    Tried,
    /// The coordinator is named as the family's contact.
    Contact,
    /// The family agrees to shorter notice.
    ShortNotice,
    /// The family asks for a private word.
    PrivateWord,
    /// What the child thinks is taken down: by the mediator, or else by the family.
    Views(childs_view::Method, bool),
    /// Interpreters are booked.
    Interpreters(interpreter_booking::Kind, &'static str),
    /// Somebody more wishes to attend.
    Wish(Wish),
    /// The family and the first body write their summaries.
    Summaries,
    /// The family writes none this time.
    NoSummary,
    /// The mediator exchanges them.
    Exchange,
    /// Everybody else who was invited says how it was.
    Evaluations,
    /// A complaint.
    Complaint(Complainant, About),
    /// The manager resolves the complaints.
    Resolved,
    /// The mediator raises a safeguarding concern, and the coordinator needs to know; or else the
    /// coordinator raises it, and it is referred.
    Concern(safeguarding_concern::Category, bool),
    /// The payer of expenses has said what it asks for.
    Terms,
    /// The family claims its expenses.
    Expenses(Payer),
    /// The family says that a promise is not kept.
    NotKept,
    /// The lateness of a promise is taken further.
    Escalated,
    /// The agreement is amended in writing.
    Amended,
    /// Somebody asks the family whether it works, and there is something left to do.
    Check,
    /// The family has appealed.
    Appealed,
}

use Aside as A;
use InCase as C;

/// In which of the tales, after which act, what happens.
const ASIDES: &[(usize, Act, Aside)] = &[
    (0, Act::Come, A::Enquiry(enquiry::Topic::Suitability)),
    (6, Act::Come, A::Enquiry(enquiry::Topic::OtherHelp)),
    (7, Act::Come, A::Enquiry(enquiry::Topic::Mediation)),
    (8, Act::Come, A::Enquiry(enquiry::Topic::Deadlines)),
    (OF_AGE, Act::Come, A::Alternative),
    (2, Act::Referral(InReferral::TakeUp), A::Contact),
    (27, Act::Contact(InContact::Inform), A::Contact),
    (12, Act::Contact(InContact::Inform), A::Contact),
    (1, Act::Referral(InReferral::TakeUp), A::Tried),
    (23, Act::Contact(InContact::Inform), A::Tried),
    // Who comes, and how.
    (
        18,
        Act::Case(C::Tell),
        A::Interpreters(interpreter_booking::Kind::Interpreter, "pl"),
    ),
    (18, Act::Case(C::Tell), A::Wish(Wish::Open)),
    (19, Act::Case(C::Ask), A::ShortNotice),
    (19, Act::Case(C::Ask), A::Wish(Wish::Consented)),
    (
        35,
        Act::Case(C::AllTakePart),
        A::Interpreters(interpreter_booking::Kind::Notetaker, "en"),
    ),
    (35, Act::Case(C::AllTakePart), A::Wish(Wish::Asked)),
    (36, Act::Confirm, A::Wish(Wish::Declined)),
    (20, Act::Confirm, A::PrivateWord),
    (36, Act::Prepare, A::PrivateWord),
    // What is said before the meeting.
    (
        20,
        Act::Confirm,
        A::Views(childs_view::Method::ThroughFamily, false),
    ),
    (
        22,
        Act::Prepare,
        A::Views(childs_view::Method::Conversation, true),
    ),
    (
        37,
        Act::Confirm,
        A::Views(childs_view::Method::Drawing, false),
    ),
    (
        43,
        Act::Prepare,
        A::Views(childs_view::Method::Conversation, true),
    ),
    (20, Act::Confirm, A::Summaries),
    (22, Act::Confirm, A::Summaries),
    (22, Act::Prepare, A::Exchange),
    (
        23,
        Act::Prepare,
        A::Views(childs_view::Method::Written, true),
    ),
    (23, Act::Confirm, A::Summaries),
    (23, Act::Prepare, A::Exchange),
    (24, Act::Confirm, A::Summaries),
    (24, Act::Prepare, A::Exchange),
    (26, Act::Confirm, A::NoSummary),
    (37, Act::Confirm, A::Summaries),
    // What comes up at the meeting and after it.
    (
        22,
        Act::Begin,
        A::Concern(safeguarding_concern::Category::Emotional, true),
    ),
    (
        43,
        Act::Send,
        A::Concern(safeguarding_concern::Category::AdultAtRisk, false),
    ),
    (
        30,
        Act::Confirm,
        A::Concern(safeguarding_concern::Category::Other, false),
    ),
    (
        21,
        Act::Lack,
        A::Complaint(Complainant::FamilyByTelephone, About::Service),
    ),
    (
        23,
        Act::Case(C::Adjourn),
        A::Complaint(Complainant::Family, About::Mediator),
    ),
    (
        58,
        Act::Begin,
        A::Complaint(Complainant::Officer, About::Service),
    ),
    (
        29,
        Act::Send,
        A::Complaint(Complainant::Family, About::Service),
    ),
    (23, Act::Case(C::Adjourn), A::Resolved),
    (29, Act::Check, A::Resolved),
    (27, Act::Evaluate, A::Expenses(Payer::Waits)),
    (28, Act::Send, A::Terms),
    (28, Act::Evaluate, A::Expenses(Payer::Agrees)),
    (28, Act::Evaluate, A::Expenses(Payer::Refuses)),
    (29, Act::Evaluate, A::Expenses(Payer::Agrees)),
    (29, Act::Evaluate, A::Expenses(Payer::Refuses)),
    (27, Act::Evaluate, A::Evaluations),
    (28, Act::Evaluate, A::Evaluations),
    (29, Act::Evaluate, A::Evaluations),
    (43, Act::Send, A::Evaluations),
    (44, Act::Send, A::Evaluations),
    (59, Act::Send, A::Evaluations),
    (29, Act::Case(C::FollowUp), A::NotKept),
    (44, Act::Case(C::FollowUp), A::Amended),
    (28, Act::Check, A::Check),
    (55, Act::Case(C::Track), A::Check),
    (25, Act::Contact(InContact::Issue), A::Appealed),
    // A promise that stays undone.
    (60, Act::Late, A::NotKept),
    (60, Act::Late, A::Escalated),
    (
        60,
        Act::Late,
        A::Complaint(Complainant::Family, About::Promise),
    ),
];

/// What happens in the tale at a position right after an act.
pub(super) fn after(ix: usize, act: Act) -> impl Iterator<Item = Aside> {
    let here = ASIDES.iter();
    let here = here.filter(move |(tale, after, _)| *tale == ix && *after == act);
    here.map(|(.., aside)| *aside)
}

#[cfg(test)]
mod tests {
    use super::super::acts;
    use super::super::tales::TALES;
    use super::*;

    #[test]
    fn every_aside_follows_an_act_of_its_tale() {
        for (ix, act, aside) in ASIDES {
            let acts = acts::of(TALES[*ix].route);
            assert!(acts.iter().any(|(_, one)| one == act), "{ix} {aside:?}");
        }
    }
}
