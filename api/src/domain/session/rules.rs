//! What holds for a meeting's preparation and its day, decided from values.

use chrono::{DateTime, NaiveDate, Utc};
use entities::issue::Domain;
use entities::participant::Role;
use entities::{
    PersonId, Personal, attendance, attendance_proposal, attendee, authority_declaration, case,
    issue, meeting, participant,
};

use super::{Seats, SessionRefused};
use crate::app::{day_of, is_in_reach};
use crate::domain::parties::{self, There};
use crate::domain::prose;
use crate::lifecycle::authority;
use crate::lifecycle::consent;
use crate::lifecycle::invitation::{Agreement, Basis, Facts};
use crate::lifecycle::kinds::Product;
use crate::lifecycle::session::Arrival;

/// Characters in a note or a summary at most.
pub(crate) const LONGEST_TEXT: usize = 3_500;

/// Characters in a line at most.
pub(crate) const LONGEST_LINE: usize = 500;

/// Minutes of a contact at most.
const LONGEST_CONTACT: i32 = 480;

/// A text that people can read: not blank, not too long, and nothing but characters and new lines.
pub(crate) fn readable(text: &str, most: usize) -> Option<Personal> {
    prose::readable(text, most)
}

/// Whether the date of a meeting is agreed: it may be to come, or over.
pub(super) fn is_agreed(meeting: &meeting::Model) -> bool {
    match meeting.state {
        meeting::State::Confirmed | meeting::State::Completed => true,
        meeting::State::Held | meeting::State::Cancelled | meeting::State::Lapsed => false,
    }
}

/// As what somebody comes: what the seat says, or the row for those without a seat.
pub(crate) fn role_of(row: &attendee::Model, seats: &[participant::Model]) -> Role {
    let mut seats = seats.iter();
    let seat = seats.find(|seat| Some(seat.id) == row.participant_id);
    seat.map_or(row.role, |seat| seat.role)
}

/// Whether a role is a party's: the family, a body, or a school.
pub(crate) const fn for_whom(role: Role) -> bool {
    match role {
        Role::Family | Role::LocalAuthority | Role::Health | Role::SocialCare | Role::Education => {
            true
        }
        Role::Child | Role::Supporter | Role::Interpreter | Role::Mediator | Role::Other => false,
    }
}

/// Whether an introduction may bear that date: after the meeting was agreed, and not in the future.
pub(super) fn introduced(
    on: NaiveDate,
    meeting: &meeting::Model,
    today: NaiveDate,
) -> Result<(), SessionRefused> {
    let agreed_on = meeting.confirmed_at.map(day_of);
    if today < on {
        Err(SessionRefused::InTheFuture("introducedOn"))
    } else if agreed_on.is_some_and(|agreed_on| on < agreed_on) {
        let cause = "the day on which the date was agreed";
        Err(SessionRefused::BeforeItsCause("introducedOn", cause))
    } else {
        Ok(())
    }
}

/// Whether a contact may have been then, and so long: since the case was opened, and not in the future.
pub(super) fn contacted(
    at: DateTime<Utc>,
    minutes: i32,
    is_wanted: bool,
    (opened_at, now): (DateTime<Utc>, DateTime<Utc>),
) -> Result<(), SessionRefused> {
    let can_be = if is_wanted {
        (1..=LONGEST_CONTACT).contains(&minutes)
    } else {
        minutes == 0
    };
    if now < at {
        Err(SessionRefused::InTheFuture("contactedAt"))
    } else if !is_in_reach(day_of(at)) {
        Err(SessionRefused::out_of_reach("contactedAt"))
    } else if at < opened_at {
        let cause = "the opening of the case";
        Err(SessionRefused::BeforeItsCause("contactedAt", cause))
    } else if can_be {
        Ok(())
    } else {
        Err(SessionRefused::Minutes)
    }
}

/// A stored declaration as the life-cycle has it.
pub(super) fn declared(row: Option<&authority_declaration::Model>) -> authority::State {
    use authority_declaration::State as Stored;
    row.map_or(authority::State::Unknown, |row| match row.state {
        Stored::Declared => authority::State::Declared,
        Stored::ConfirmedByMediator => authority::State::ConfirmedByMediator,
        Stored::Present => authority::State::Present,
        Stored::Missing => authority::State::Missing,
    })
}

/// The state of a declaration as it is stored; `None` for one that there is no row of.
pub(super) fn stored(state: authority::State) -> Option<authority_declaration::State> {
    use authority_declaration::State as Stored;
    match state {
        authority::State::Unknown => None,
        authority::State::Declared => Some(Stored::Declared),
        authority::State::ConfirmedByMediator => Some(Stored::ConfirmedByMediator),
        authority::State::Present => Some(Stored::Present),
        authority::State::Missing => Some(Stored::Missing),
    }
}

/// Whether somebody who may decide so much may decide every open issue that is their seat's to decide:
/// others who could take it do not count, and social care decides its own where it has a seat.
pub(super) fn covers(
    case: &case::Model,
    issues: &[issue::Model],
    (seat, all): (&participant::Model, &Seats),
    held: &[entities::authority::Model],
) -> bool {
    let beside = all
        .seats
        .iter()
        .filter(|one| one.role == Role::SocialCare && one.id != seat.id);
    let seats: Vec<_> = std::iter::once(seat).chain(beside).cloned().collect();
    let there = There {
        seats: &seats,
        pools: &all.pool,
        authorities: held,
        setting: None,
    };
    let needed = parties::required(case, &parties::open_domains(issues), there);
    let (theirs, others): (Vec<_>, Vec<_>) = needed
        .into_iter()
        .filter(|one| one.filled_by.is_some())
        .partition(|one| one.filled_by == Some(seat.id));
    let elsewhere: Vec<Domain> = others
        .into_iter()
        .flat_map(|one| one.seat.decides)
        .collect();
    let mut undecided = theirs.into_iter().flat_map(|one| one.undecided);
    undecided.all(|domain| elsewhere.contains(&domain))
}

/// Whether somebody was there.
pub(super) fn was_there(row: &attendance::Model) -> bool {
    match row.presence {
        attendance::Presence::Attended | attendance::Presence::Partly => true,
        attendance::Presence::Absent => false,
    }
}

/// Whether presence and times go together, on the day of the meeting and not in the future.
pub(super) fn times(
    presence: attendance::Presence,
    (arrived_at, left_at): (Option<DateTime<Utc>>, Option<DateTime<Utc>>),
    meeting_on: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), SessionRefused> {
    let is_absent = presence == attendance::Presence::Absent;
    if is_absent != arrived_at.is_none() || (is_absent && left_at.is_some()) {
        return Err(SessionRefused::PresenceUnclear);
    }
    if day_of(now) < meeting_on {
        return Err(SessionRefused::InTheFuture("meetingId"));
    }
    for (at, field) in [(arrived_at, "arrivedAt"), (left_at, "leftAt")] {
        match at {
            Some(at) if now < at => return Err(SessionRefused::InTheFuture(field)),
            Some(at) if !is_in_reach(day_of(at)) => {
                return Err(SessionRefused::out_of_reach(field));
            }
            Some(at) if day_of(at) != meeting_on => return Err(SessionRefused::NotTheDay(field)),
            Some(_) | None => {}
        }
    }
    match (arrived_at, left_at) {
        (Some(arrived), Some(left)) if left < arrived => {
            Err(SessionRefused::BeforeItsCause("leftAt", "the arrival"))
        }
        _ => Ok(()),
    }
}

/// What became of the consent to somebody in a seat (regulation 38(1)(e)), as the parties were asked in
/// this case. Regulation 38 is about mediation: to a facilitation comes whoever is asked for (regulation
/// 20(2)).
fn consent(
    case: &case::Model,
    seat: Option<&participant::Model>,
    proposals: &[attendance_proposal::Model],
) -> Option<consent::State> {
    let seat = seat?;
    let theirs = proposals
        .iter()
        .filter(|one| seat.person_id == Some(one.person_id) && seat.role == one.role);
    let mut states = theirs.map(|one| parties::rules::consent(one.state));
    let may_come = [consent::State::AllConsent, consent::State::Admitted];
    let by_invitation = match Product::from(case.kind) {
        Product::Facilitation(_) => Some(consent::State::AllConsent),
        Product::Advice | Product::Mediation(_) | Product::Resolution(_) => None,
    };
    let given = states.rfind(|state| may_come.contains(state));
    given.or(by_invitation)
}

/// What decides on which basis somebody may be there.
pub(super) fn basis_facts(
    case: &case::Model,
    (role, seat): (Role, Option<&participant::Model>),
    others: &[attendance::Model],
    proposals: &[attendance_proposal::Model],
    meeting_on: NaiveDate,
) -> Facts {
    let parent = seat.is_some_and(|seat| seat.parent_agreed_at.is_some());
    let mediator = seat.is_some_and(|seat| seat.mediator_agreed_at.is_some());
    let by_right = Some(attendance::Basis::SupporterByRight);
    Facts {
        kind: case.kind,
        role,
        has_other_supporter: others.iter().any(|row| row.basis == by_right),
        child: match (parent, mediator) {
            (true, true) => Agreement::Both,
            (true, false) => Agreement::ParentOnly,
            (false, true) => Agreement::MediatorOnly,
            (false, false) => Agreement::Nobody,
        },
        consent: consent(case, seat, proposals),
        invited_on: None,
        answer_by_on: None,
        meeting_on: Some(meeting_on),
    }
}

/// A stored basis as the life-cycles have it.
pub(crate) const fn basis(stored: attendance::Basis) -> Basis {
    match stored {
        attendance::Basis::Party => Basis::Party,
        attendance::Basis::SupporterByRight => Basis::SupporterByRight,
        attendance::Basis::ChildWithAgreement => Basis::ChildWithAgreement,
        attendance::Basis::YpWithAgreement => Basis::YpWithAgreement,
        attendance::Basis::OtherAllConsent => Basis::OtherAllConsent,
        attendance::Basis::OtherMediatorConsent => Basis::OtherMediatorConsent,
        attendance::Basis::Interpreter => Basis::Interpreter,
        attendance::Basis::ObserverTrainee => Basis::ObserverTrainee,
    }
}

/// Those who are to be admitted: everybody who is there but the mediator who conducts the session. A
/// trainee beside the mediator is admitted like anybody else.
pub(super) fn arrivals(
    comers: &[(attendee::Model, Role)],
    there: &[attendance::Model],
    signed: &[PersonId],
    mediator: PersonId,
) -> Vec<Arrival> {
    let comers = comers
        .iter()
        .filter(|(comer, _)| comer.person_id != mediator);
    let arrival = |(comer, role): &(attendee::Model, Role)| {
        let mut rows = there.iter();
        let row = rows.find(|row| row.person_id == comer.person_id && was_there(row))?;
        Some(Arrival {
            role: *role,
            basis: row.basis.map(basis),
            has_signed: signed.contains(&comer.person_id),
        })
    };
    comers.filter_map(arrival).collect()
}

/// Whether the session of a case has begun and not ended.
pub(super) fn is_going_on(state: case::State) -> bool {
    [case::State::InSession, case::State::Adjourned].contains(&state)
}

/// Whether what became of an issue may be recorded now.
pub(super) fn may_settle(state: case::State, status: issue::Status) -> bool {
    let is_going_on = is_going_on(state);
    match status {
        issue::Status::Withdrawn => is_going_on || crate::domain::case::rules::is_arranging(state),
        issue::Status::Agreed | issue::Status::Partly | issue::Status::NotAgreed => is_going_on,
        issue::Status::Open => false,
    }
}
