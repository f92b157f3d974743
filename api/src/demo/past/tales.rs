//! Which cases have a past, and how far each has come.

use entities::case::{Kind, State};

/// What happens in a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Route {
    /// The authority refers, and the family agrees.
    Refers,
    /// The authority refers what belongs elsewhere.
    Signposted,
    /// The authority refers, and the family does not want it.
    Refused,
    /// The authority refers, and the family cannot be reached.
    Lapsed,
    /// The family gets in touch after the two months.
    Late,
    /// Only the school is in dispute.
    SectionI,
    /// The family thinks about mediation and declines.
    Declines,
    /// The family mediates, and some of it is agreed.
    Mediates,
    /// The family mediates, and what is promised is not done in time.
    Lags,
    /// The family mediates, and nothing is agreed.
    Disagrees,
    /// The mediation is adjourned.
    Adjourns,
    /// Nobody comes who may decide for the authority.
    Unauthorised,
    /// The authority cancels twice, and cannot arrange it in time.
    Cancelled,
    /// The family withdraws from the mediation.
    Withdraws,
    /// The family asks for it, and thinks better of it.
    Leaves,
    /// A disagreement resolution that is adjourned.
    Breaks,
    /// A disagreement resolution that succeeds.
    Resolves,
    /// A disagreement resolution in which the authority does not take part.
    StandsAlone,
    /// A facilitated meeting.
    Facilitates,
}

/// A case with a past.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tale {
    /// What happens.
    pub(super) route: Route,
    /// The type of the case that is watched.
    pub(super) kind: Kind,
    /// The state in which it stands today.
    pub(super) until: State,
    /// How many working days ago it came in.
    pub(super) working_days_ago: usize,
}

/// Which of the dates that are possible suits a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The first.
    Early,
    /// The last before today.
    Recent,
    /// The last.
    Ahead,
}

impl Tale {
    /// Which date suits: what is prepared is still to come, and what has just met met lately.
    pub(super) const fn wanted(self) -> Wanted {
        let is_ahead = matches!(
            self.until,
            State::Prepared | State::AgendaDrafted | State::PapersCirculated
        );
        let is_recent = matches!(
            self.until,
            State::InSession | State::Adjourned | State::Held | State::Rearrange
        );
        if is_ahead {
            Wanted::Ahead
        } else if is_recent {
            Wanted::Recent
        } else {
            Wanted::Early
        }
    }
}

const fn tale(route: Route, kind: Kind, until: State, working_days_ago: usize) -> Tale {
    Tale {
        route,
        kind,
        until,
        working_days_ago,
    }
}

/// The cases. Where a contact leads to a mediation, the one of both that is watched is named.
pub(super) const TALES: [Tale; 61] = [
    tale(Route::Refers, Kind::MedE, State::Received, 1),
    tale(Route::Refers, Kind::MedE, State::AwaitingFamilyConsent, 4),
    tale(Route::Refers, Kind::MedE, State::Eligibility, 6),
    tale(Route::Refers, Kind::MedX, State::Eligibility, 5),
    tale(Route::Refers, Kind::MedH, State::Received, 1),
    tale(Route::Refers, Kind::FacAr, State::Received, 2),
    tale(Route::Signposted, Kind::MedE, State::Signposted, 11),
    tale(Route::Refused, Kind::MedE, State::Declined, 22),
    tale(Route::Lapsed, Kind::MedE, State::Lapsed, 24),
    tale(Route::Declines, Kind::Mia, State::InTime, 4),
    tale(Route::Late, Kind::Mia, State::OutOfTime, 6),
    tale(Route::Declines, Kind::Mia, State::Advised, 10),
    tale(Route::Declines, Kind::Mia, State::Pondering, 8),
    tale(Route::Declines, Kind::Mia, State::CertificateDueDeclined, 9),
    tale(Route::Declines, Kind::Mia, State::CertificateIssued, 13),
    tale(Route::Declines, Kind::Mia, State::Closed, 36),
    tale(Route::SectionI, Kind::Mia, State::CertificateNotRequired, 7),
    tale(Route::Mediates, Kind::Mia, State::MediationRequested, 5),
    tale(Route::Mediates, Kind::MedE, State::Arranging, 6),
    tale(Route::Mediates, Kind::MedE, State::Collecting, 6),
    tale(Route::Mediates, Kind::MedE, State::Prepared, 11),
    tale(Route::Unauthorised, Kind::MedE, State::Rearrange, 16),
    tale(Route::Mediates, Kind::MedE, State::InSession, 18),
    tale(Route::Adjourns, Kind::MedE, State::Adjourned, 19),
    tale(
        Route::Mediates,
        Kind::Mia,
        State::CertificateDueTakenPart,
        22,
    ),
    tale(Route::Disagrees, Kind::Mia, State::CertificateIssued, 45),
    tale(Route::Disagrees, Kind::MedE, State::Concluded, 28),
    tale(Route::Mediates, Kind::MedE, State::FollowUp, 43),
    tale(Route::Mediates, Kind::MedE, State::Closed, 79),
    tale(Route::Mediates, Kind::MedE, State::Closed, 85),
    tale(Route::Withdraws, Kind::MedE, State::Withdrawn, 33),
    tale(Route::Cancelled, Kind::Mia, State::CertificateDueDeemed, 35),
    tale(Route::Cancelled, Kind::Mia, State::CertificateIssued, 43),
    tale(Route::Resolves, Kind::DrF, State::Referred, 1),
    tale(Route::Resolves, Kind::DrP, State::ConsentRound, 4),
    tale(Route::Resolves, Kind::DrF, State::Arranging, 6),
    tale(Route::Resolves, Kind::DrF, State::Prepared, 14),
    tale(Route::Resolves, Kind::DrP, State::InSession, 20),
    tale(Route::Breaks, Kind::DrF, State::Adjourned, 22),
    tale(Route::Resolves, Kind::DrF, State::Concluded, 25),
    tale(Route::StandsAlone, Kind::DrF, State::NotProceeding, 16),
    tale(Route::StandsAlone, Kind::DrF, State::Signposted, 25),
    tale(Route::Leaves, Kind::DrF, State::Withdrawn, 18),
    tale(Route::Resolves, Kind::DrF, State::FollowUp, 40),
    tale(Route::Resolves, Kind::DrF, State::Closed, 72),
    tale(Route::Facilitates, Kind::FacTac, State::Requested, 1),
    tale(Route::Facilitates, Kind::FacTac, State::Scoped, 4),
    tale(
        Route::Facilitates,
        Kind::FacTac,
        State::FacilitatorAssigned,
        5,
    ),
    tale(Route::Facilitates, Kind::FacTac, State::AgendaDrafted, 10),
    tale(
        Route::Facilitates,
        Kind::FacTac,
        State::PapersCirculated,
        12,
    ),
    tale(Route::Facilitates, Kind::FacTac, State::Held, 19),
    tale(Route::Facilitates, Kind::FacTac, State::NotesDraft, 24),
    tale(Route::Facilitates, Kind::FacTac, State::CommentWindow, 26),
    tale(Route::Facilitates, Kind::FacTac, State::NotesFinal, 43),
    tale(Route::Leaves, Kind::FacTac, State::Withdrawn, 29),
    tale(Route::Facilitates, Kind::FacTac, State::ActionsTracked, 46),
    tale(Route::Facilitates, Kind::FacTac, State::Closed, 75),
    tale(Route::Declines, Kind::Mia, State::Closed, 50),
    tale(Route::Disagrees, Kind::MedE, State::Concluded, 58),
    tale(Route::Resolves, Kind::DrP, State::Closed, 80),
    tale(Route::Lags, Kind::MedE, State::FollowUp, 64),
];
