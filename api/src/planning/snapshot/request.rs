//! What the meeting asks for.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use entities::{Mode, PersonId, case, issue, mediator_accreditation, meeting, participant};
use scheduler::{
    Block, ChildAgreed, Contract, Interpreting, Member, Need, Party, PersonIx, Request, Seat,
    SeatRole, Slot,
};

use super::bits::{domain_bit, family, feature_bit};
use super::{World, centre, day_number, grains, parties, small};
use crate::app::day_of;
use crate::law::{Calendar, Rule, clock};
use crate::planning::read::Rows;

impl<'a> World<'a> {
    /// The meeting to place.
    pub(super) fn request(&self, calendar: &Calendar) -> Request {
        let case = &self.rows.case;
        let mode = |wanted: Mode| {
            let allowed = case.mode == Mode::Either || case.mode == wanted;
            let wished = self
                .wish
                .mode
                .is_none_or(|wish| wish == Mode::Either || wish == wanted);
            allowed && wished
        };
        let overdue = case.arrange_by_on.is_some_and(|day| day < self.rows.today);
        Request {
            kind: family(case.kind) as u8,
            block: block(case),
            in_person: mode(Mode::InPerson),
            online: mode(Mode::Video),
            notice_day: self.horizon.nearest(clock::first_meeting_day(
                notice(case.kind),
                self.rows.today,
                calendar,
            )),
            // Only regulation 37(2) lets a family agree to less.
            short_notice_agreed: case.short_notice_agreed_at.is_some()
                && notice(case.kind) == Some(Rule::Notice),
            last_day: case.arrange_by_on.map(|day| self.horizon.nearest(day)),
            // Once the day is past, the duty is to arrange as soon as possible.
            limit_lifted: overdue || was_given_up(case),
            clock_started: clock_started(case).map(|at| day_number(day_of(at))),
            appeal_by: case.appeal_by_on.map(day_number),
            domains: self.domains(),
            mediators: self.mediators(),
            is_health_in_issue: is_health_in_issue(self.rows),
            parties: self.parties(),
            seats: self.seated().map(|seat| self.seat(seat)).collect(),
            interpreting: self.interpreting(),
            extra_people: small(case.extra_people),
            is_size_overridden: case.is_size_overridden,
            breakout_rooms: small(case.breakout_rooms),
            needs: self.needs(),
            family_base: centre(&case.family_outcode),
            family_max_minutes: u16::try_from(case.family_max_minutes).unwrap_or(0),
            non_working_days_agreed: case.non_working_days_agreed,
            kept_apart: self
                .rows
                .kept_apart
                .iter()
                .filter_map(|row| {
                    Some((
                        self.person_ix(row.person_id)?,
                        self.person_ix(row.other_id)?,
                    ))
                })
                .collect(),
            locked: self.locked(),
            contracts: self.contracts(),
        }
    }

    /// Seats at the table: all but the mediator's and the interpreters', which are filled otherwise.
    pub(super) fn seated(&self) -> impl Iterator<Item = &'a participant::Model> {
        self.rows
            .participants
            .iter()
            .filter(|seat| seat_role(seat.role).is_some())
    }

    fn seat(&self, seat: &participant::Model) -> Seat {
        let named = seat.person_id.into_iter().map(|person| (person, 0));
        let deputies = self
            .rows
            .pool
            .iter()
            .filter(|member| member.participant_id == seat.id)
            // Where nobody is named, the first deputy stands for the case's own officer.
            .map(|member| {
                (
                    member.person_id,
                    small(member.rank - i32::from(seat.person_id.is_none())),
                )
            });
        let authority = |person: PersonId| {
            self.rows
                .authorities
                .iter()
                .filter(|row| row.participant_id == seat.id && row.person_id == person)
                .fold(0, |bits, row| bits | domain_bit(row.domain))
        };
        let members: BTreeMap<PersonIx, Member> = deputies
            .chain(named)
            .filter(|&(person, _)| speaks_for(self.rows, seat, person))
            .filter_map(|(person, rank)| {
                let ix = self.person_ix(person)?;
                Some((
                    ix,
                    Member {
                        person: ix,
                        authority: authority(person),
                        rank,
                    },
                ))
            })
            .collect();
        Seat {
            role: seat_role(seat.role).unwrap_or(SeatRole::Other),
            need: match seat.requirement {
                participant::Requirement::Required => Need::Required,
                participant::Requirement::Optional => Need::Optional,
                participant::Requirement::Informant => Need::Informant,
            },
            pool: members.into_values().collect(),
            child_agreed: ChildAgreed {
                parent: seat.parent_agreed_at.is_some(),
                mediator: seat.mediator_agreed_at.is_some(),
            },
        }
    }

    /// What the people named in the case need of a room; a child who does not attend needs nothing.
    fn needs(&self) -> u32 {
        let attends = |person: PersonId| {
            self.rows.participants.iter().any(|seat| {
                let is_child = seat.role == participant::Role::Child;
                let agreed = seat.parent_agreed_at.is_some() && seat.mediator_agreed_at.is_some();
                seat.person_id == Some(person) && (!is_child || agreed)
            })
        };
        let needs = self
            .rows
            .needs
            .iter()
            .filter(|need| attends(need.person_id));
        needs.fold(0, |bits, need| bits | feature_bit(need.feature))
    }

    /// Everybody and every body in the case, for conflicts of interest.
    fn parties(&self) -> Vec<Party> {
        let people = self
            .rows
            .participants
            .iter()
            .filter_map(|seat| seat.person_id)
            .chain(self.rows.pool.iter().map(|member| member.person_id))
            .chain([self.rows.child.person_id])
            .filter_map(|id| self.person_ix(id))
            .map(Party::Person);
        let bodies = parties(self.rows).map(|id| Party::Organisation(self.organisations[&id]));
        people
            .chain(bodies)
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect()
    }

    /// The issue domains somebody present must be able to decide: only mediation asks for that
    /// (regulation 37(1)).
    fn domains(&self) -> u32 {
        match family(self.rows.case.kind) {
            mediator_accreditation::Family::Mediation => self
                .rows
                .issues
                .iter()
                .filter(|row| row.status == issue::Status::Open)
                .fold(0, |bits, row| bits | domain_bit(row.domain)),
            mediator_accreditation::Family::DisagreementResolution
            | mediator_accreditation::Family::Facilitation => 0,
        }
    }

    fn interpreting(&self) -> Option<Interpreting> {
        let language = self.rows.case.interpreter_language.as_deref()?;
        Some(Interpreting {
            pool: self
                .rows
                .interpreters
                .iter()
                .filter_map(|&id| self.person_ix(id))
                .collect(),
            is_sign_language: language == "bsl",
        })
    }

    /// A confirmed meeting is moved by nobody but a person (H24); a held one may be replaced.
    fn locked(&self) -> Option<Slot> {
        let meeting = self.rows.meeting.as_ref()?;
        match meeting.state {
            meeting::State::Confirmed => {
                let taken = self
                    .horizon
                    .touched(meeting.starts_at, meeting.ends_at)
                    .next()?;
                Some(Slot {
                    day: taken.day,
                    start: taken.from,
                })
            }
            meeting::State::Held
            | meeting::State::Completed
            | meeting::State::Cancelled
            | meeting::State::Lapsed => None,
        }
    }

    fn contracts(&self) -> Vec<Contract> {
        let left = |cap: Option<i32>, used: u64| {
            let used = u32::try_from(used).unwrap_or(u32::MAX);
            cap.map_or(u32::MAX, |cap| u32::try_from(cap).unwrap_or(0))
                .saturating_sub(used)
        };
        self.rows
            .contracts
            .iter()
            .map(|(row, used)| Contract {
                first_day: day_number(row.from_on),
                last_day: day_number(row.to_on),
                meetings_left: left(row.volume_cap, *used),
            })
            .collect()
    }
}

/// Whether nobody from an ICB or NHS England may mediate: sections 53, 56 and 57 of the Act.
fn is_health_in_issue(rows: &Rows) -> bool {
    use case::Kind;
    match rows.case.kind {
        Kind::Mia
        | Kind::MedX
        | Kind::MedH
        | Kind::DrF
        | Kind::DrP
        | Kind::DrH
        | Kind::DrA
        | Kind::DrC => true,
        Kind::MedE | Kind::FacAr | Kind::FacTac | Kind::FacDp => rows
            .issues
            .iter()
            .any(|row| matches!(row.domain, issue::Domain::C | issue::Domain::G)),
    }
}

/// The rule that says how much notice is owed: regulation 37(2) for mediation, regulations 20(3) and
/// 21(3) for an annual review; disagreement resolution and the rest have none.
#[must_use]
pub fn notice(kind: case::Kind) -> Option<Rule> {
    use case::Kind;
    match kind {
        Kind::MedE | Kind::MedX | Kind::MedH => Some(Rule::Notice),
        Kind::FacAr => Some(Rule::ReviewNotice),
        Kind::Mia
        | Kind::DrF
        | Kind::DrP
        | Kind::DrH
        | Kind::DrA
        | Kind::DrC
        | Kind::FacTac
        | Kind::FacDp => None,
    }
}

/// Whether the authority has said that it cannot arrange in time: regulation 39 reaches no case that
/// is about health alone.
fn was_given_up(case: &case::Model) -> bool {
    case.inability_notice_at.is_some() && case.kind != case::Kind::MedH
}

/// Whether a person may take a seat today: somebody who speaks for a body must still work for it.
#[must_use]
pub fn speaks_for(rows: &Rows, seat: &participant::Model, person: PersonId) -> bool {
    use participant::Role;
    match (seat.role, seat.organisation_id) {
        (Role::LocalAuthority | Role::Health | Role::SocialCare | Role::Education, Some(body)) => {
            let mut held = rows.roles.iter().filter(|role| role.person_id == person);
            held.any(|role| role.organisation_id == body)
        }
        (
            Role::LocalAuthority
            | Role::Health
            | Role::SocialCare
            | Role::Education
            | Role::Family
            | Role::Child
            | Role::Supporter
            | Role::Interpreter
            | Role::Mediator
            | Role::Other,
            _,
        ) => true,
    }
}

/// When the 30-day clock of a case started.
#[must_use]
pub fn clock_started(case: &case::Model) -> Option<DateTime<Utc>> {
    match case.kind {
        case::Kind::MedH => case.icb_informed_at,
        case::Kind::MedE | case::Kind::MedX => case.la_informed_at,
        case::Kind::Mia
        | case::Kind::DrF
        | case::Kind::DrP
        | case::Kind::DrH
        | case::Kind::DrA
        | case::Kind::DrC
        | case::Kind::FacAr
        | case::Kind::FacTac
        | case::Kind::FacDp => None,
    }
}

/// The seat the planner fills; `None` for those it fills in its own way.
fn seat_role(role: participant::Role) -> Option<SeatRole> {
    use participant::Role;
    match role {
        Role::Family => Some(SeatRole::Family),
        Role::Child => Some(SeatRole::Child),
        Role::LocalAuthority => Some(SeatRole::LocalAuthority),
        Role::Health => Some(SeatRole::Health),
        Role::SocialCare => Some(SeatRole::SocialCare),
        Role::Education => Some(SeatRole::Education),
        Role::Supporter => Some(SeatRole::Supporter),
        Role::Other => Some(SeatRole::Other),
        Role::Interpreter | Role::Mediator => None,
    }
}

/// The parts of the meeting, each rounded up to whole quarters of an hour.
fn block(case: &case::Model) -> Block {
    Block {
        setup: grains(case.setup_minutes),
        pre_meetings: grains(case.pre_meeting_minutes),
        session: grains(case.session_minutes),
        signing: grains(case.signing_minutes),
    }
}
