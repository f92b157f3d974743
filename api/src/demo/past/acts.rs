//! What happens in a case, in which order, and how long after what came before.

use super::tales::Route;
use crate::lifecycle::session::Outcome;

/// When something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// So many days later, on a working day; on the same day for none.
    Days(u64),
    /// When the meeting is over.
    TheDay,
}

/// Something that happens to a referral.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InReferral {
    /// A coordinator takes it up.
    TakeUp,
    /// The family is tried on the telephone, in vain.
    Ring,
    /// A message is left for the family.
    Text,
    /// The family agrees.
    Consent,
    /// It belongs elsewhere.
    Signpost,
    /// The family does not agree.
    Refuse,
    /// The family never answered.
    GiveUp,
}

/// Something that happens in the contact with the adviser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InContact {
    /// The family gets in touch.
    Call,
    /// The adviser explains everything.
    Inform,
    /// The family thinks about it.
    Ponder,
    /// Only section I is in dispute.
    OnlySectionI,
    /// The family declines.
    Decline,
    /// The certificate is issued.
    Issue,
    /// The contact is closed.
    Close,
}

/// A step of a case that needs nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum InCase {
    /// The authority is told.
    Tell,
    /// Everybody is asked whether they take part.
    AskWho,
    /// Everybody takes part.
    AllTakePart,
    /// The authority does not take part.
    StayAway,
    /// They are told where to turn instead.
    Signpost,
    /// The aim of a facilitation is clear.
    Scope,
    /// A facilitator is found.
    Assign,
    /// Everybody is asked for dates.
    Ask,
    /// Enough dates are known.
    Enough,
    /// The authority cannot arrange it in time.
    CannotArrange,
    /// The family withdraws.
    Withdraw,
    /// The session is adjourned.
    Adjourn,
    /// The meeting ends.
    End(Outcome),
    /// What is owed after the meeting is done.
    FollowUp,
    /// Nothing is left to do.
    Finish,
    /// The notes are final.
    FinalNotes,
    /// What was agreed is tracked.
    Track,
}

/// Something that happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// A referral comes in, or the case that it became.
    Come,
    /// To the referral.
    Referral(InReferral),
    /// In the contact with the adviser.
    Contact(InContact),
    /// In the case itself.
    Case(InCase),
    /// The family chooses mediation: from here on it is about that case.
    Choose,
    /// A date is held.
    Hold,
    /// It is agreed.
    Confirm,
    /// The authority cancels it.
    Cancel,
    /// Mandates are declared, the mediator calls everybody, and everything is prepared.
    Prepare,
    /// Everybody comes and signs, and the session begins.
    Begin,
    /// The authority's officer comes and may not decide; the family wants another day.
    Lack,
    /// The facilitated meeting is held.
    Meet,
    /// An agreement is written and signed.
    Agree,
    /// Typed copies go to all, and everybody is asked how it was.
    Send,
    /// The family says how it was.
    Evaluate,
    /// A promise stays undone past its last day.
    Late,
    /// Every promise is kept.
    Keep,
    /// Somebody asks whether it works.
    Check,
    /// The time to appeal is over, and the family has not.
    NoAppeal,
    /// The agenda is drafted.
    Agenda,
    /// The papers go out.
    Papers,
    /// The notes are drafted.
    Notes,
    /// Everybody may comment on them.
    Comment,
}

use Act::{
    Agenda, Agree, Begin, Cancel, Case, Check, Choose, Come, Comment, Confirm, Contact, Evaluate,
    Hold, Keep, Lack, Late, Meet, NoAppeal, Notes, Papers, Prepare, Referral, Send,
};
use InCase as C;
use InContact as A;
use InReferral as R;
use When::{Days, TheDay};

/// What happens when.
pub(super) type Acts = &'static [(When, Act)];

const REFERS: Acts = &[
    (Days(0), Come),
    (Days(1), Referral(R::TakeUp)),
    (Days(2), Referral(R::Consent)),
];

const SIGNPOSTED: Acts = &[
    (Days(0), Come),
    (Days(1), Referral(R::TakeUp)),
    (Days(2), Referral(R::Consent)),
    (Days(1), Referral(R::Signpost)),
];

const LEAVES: Acts = &[(Days(0), Come), (Days(5), Case(C::Withdraw))];

const REFUSED: Acts = &[
    (Days(0), Come),
    (Days(1), Referral(R::TakeUp)),
    (Days(2), Referral(R::Refuse)),
];

const LAPSED: Acts = &[
    (Days(0), Come),
    (Days(1), Referral(R::TakeUp)),
    (Days(1), Referral(R::Ring)),
    (Days(3), Referral(R::Text)),
    (Days(4), Referral(R::Ring)),
    (Days(3), Referral(R::GiveUp)),
];

const LATE: Acts = &[(Days(0), Contact(A::Call))];

const SECTION_I: Acts = &[
    (Days(0), Contact(A::Call)),
    (Days(1), Contact(A::Inform)),
    (Days(0), Contact(A::OnlySectionI)),
];

const DECLINES: Acts = &[
    (Days(0), Contact(A::Call)),
    (Days(1), Contact(A::Inform)),
    (Days(0), Contact(A::Ponder)),
    (Days(5), Contact(A::Decline)),
    (Days(1), Contact(A::Issue)),
    (Days(14), Contact(A::Close)),
];

/// From the family's choice to a date.
macro_rules! chosen {
    ($($more:expr),* $(,)?) => {
        &[
            (Days(0), Contact(A::Call)),
            (Days(1), Contact(A::Inform)),
            (Days(2), Choose),
            (Days(0), Case(C::Tell)),
            (Days(1), Case(C::Ask)),
            (Days(2), Case(C::Enough)),
            (Days(0), Hold),
            (Days(0), Confirm),
            $($more),*
        ]
    };
}

const MEDIATES: Acts = chosen![
    (Days(3), Prepare),
    (TheDay, Begin),
    (Days(0), Agree),
    (Days(0), Case(C::End(Outcome::Partial))),
    (Days(1), Contact(A::Issue)),
    (Days(1), Send),
    (Days(3), Evaluate),
    (Days(1), Case(C::FollowUp)),
    (Days(12), Keep),
    (Days(2), Check),
    (Days(35), NoAppeal),
    (Days(1), Case(C::Finish)),
];

const LAGS: Acts = chosen![
    (Days(3), Prepare),
    (TheDay, Begin),
    (Days(0), Agree),
    (Days(0), Case(C::End(Outcome::Partial))),
    (Days(1), Contact(A::Issue)),
    (Days(1), Send),
    (Days(18), Late),
    (Days(1), Case(C::FollowUp)),
];

const DISAGREES: Acts = chosen![
    (Days(3), Prepare),
    (TheDay, Begin),
    (Days(0), Case(C::End(Outcome::Nothing))),
    (Days(1), Contact(A::Issue)),
];

const ADJOURNS: Acts = chosen![
    (Days(3), Prepare),
    (TheDay, Begin),
    (Days(0), Case(C::Adjourn)),
];

const UNAUTHORISED: Acts = chosen![(Days(3), Prepare), (TheDay, Lack)];

const CANCELLED: Acts = chosen![
    (Days(2), Cancel),
    (Days(1), Case(C::Ask)),
    (Days(1), Case(C::Enough)),
    (Days(0), Hold),
    (Days(0), Confirm),
    (Days(2), Cancel),
    (Days(1), Case(C::CannotArrange)),
    (Days(1), Contact(A::Issue)),
];

const WITHDRAWS: Acts = chosen![(Days(2), Case(C::Withdraw))];

const BREAKS: Acts = &[
    (Days(0), Case(C::AskWho)),
    (Days(4), Case(C::AllTakePart)),
    (Days(1), Case(C::Ask)),
    (Days(2), Case(C::Enough)),
    (Days(0), Hold),
    (Days(0), Confirm),
    (Days(3), Prepare),
    (TheDay, Begin),
    (Days(0), Case(C::Adjourn)),
];

const RESOLVES: Acts = &[
    (Days(0), Come),
    (Days(1), Case(C::AskWho)),
    (Days(4), Case(C::AllTakePart)),
    (Days(1), Case(C::Ask)),
    (Days(2), Case(C::Enough)),
    (Days(0), Hold),
    (Days(0), Confirm),
    (Days(3), Prepare),
    (TheDay, Begin),
    (Days(0), Agree),
    (Days(0), Case(C::End(Outcome::Full))),
    (Days(2), Send),
    (Days(1), Case(C::FollowUp)),
    (Days(12), Keep),
    (Days(1), Case(C::Finish)),
];

const STANDS_ALONE: Acts = &[
    (Days(0), Case(C::AskWho)),
    (Days(5), Case(C::StayAway)),
    (Days(2), Case(C::Signpost)),
];

const FACILITATES: Acts = &[
    (Days(0), Come),
    (Days(1), Case(C::Scope)),
    (Days(1), Case(C::Assign)),
    (Days(1), Case(C::Ask)),
    (Days(2), Case(C::Enough)),
    (Days(0), Hold),
    (Days(0), Confirm),
    (Days(1), Agenda),
    (Days(1), Papers),
    (TheDay, Meet),
    (Days(1), Notes),
    (Days(1), Comment),
    (Days(8), Case(C::FinalNotes)),
    (Days(0), Agree),
    (Days(1), Case(C::Track)),
    (Days(12), Keep),
    (Days(1), Case(C::Finish)),
];

/// What happens on a route.
pub(super) const fn of(route: Route) -> Acts {
    match route {
        Route::Refers => REFERS,
        Route::Signposted => SIGNPOSTED,
        Route::Refused => REFUSED,
        Route::Lapsed => LAPSED,
        Route::Late => LATE,
        Route::SectionI => SECTION_I,
        Route::Declines => DECLINES,
        Route::Mediates => MEDIATES,
        Route::Lags => LAGS,
        Route::Disagrees => DISAGREES,
        Route::Adjourns => ADJOURNS,
        Route::Unauthorised => UNAUTHORISED,
        Route::Cancelled => CANCELLED,
        Route::Withdraws => WITHDRAWS,
        Route::Leaves => LEAVES,
        Route::Breaks => BREAKS,
        Route::Resolves => RESOLVES,
        Route::StandsAlone => STANDS_ALONE,
        Route::Facilitates => FACILITATES,
    }
}
