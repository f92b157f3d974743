//! How the planner sees one case: rows in, a [`Problem`] out, and the lists that lead back.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use entities::{
    AccessFeature, Mode, OrganisationId, ParticipantId, PersonId, RoomId, VenueId,
    availability_window, booking, case, issue, mediator_accreditation, meeting, organisation,
    participant,
};
use scheduler::grid::{GRAIN_MINUTES, GRAINS, Week, span};
use scheduler::{
    Block, ChildAgreed, Commitment, Contract, Day, DayIx, Interpreting, Mediator, Member, Need,
    OrganisationIx, Party, Person, PersonIx, Point, Policy, Problem, Request, Room, Seat, SeatRole,
    Slot, Venue, VenueIx, Whereabouts,
};
use sea_orm::Iterable;

use super::local::{instant, touched};
use super::read::{HORIZON_DAYS, Rows};
use crate::app::day_of;
use crate::geography;
use crate::law::{Calendar, clock};

/// The service's own limits on a meeting (`docs/scheduling.md` says where they come from).
const POLICY: Policy = Policy {
    min_people: 3,
    max_people: 10,
    online_gap: 2,
    sign_pair_over: 8,
};

/// What whoever asks for dates wishes, within what the case allows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wish {
    /// Only in person, or only by video; `None` for whatever the case allows.
    pub mode: Option<Mode>,
    /// Only in the rooms of this venue.
    pub venue: Option<VenueId>,
}

/// A problem, and the lists that lead from its positions back to rows.
pub struct Snapshot {
    /// What the planner gets.
    pub problem: Problem,
    /// `DayIx` to day.
    pub days: Vec<NaiveDate>,
    /// `PersonIx` to person.
    pub people: Vec<PersonId>,
    /// `VenueIx` to venue.
    pub venues: Vec<VenueId>,
    /// `RoomIx` to room.
    pub rooms: Vec<RoomId>,
    /// `SeatIx` to seat.
    pub seats: Vec<ParticipantId>,
}

impl Snapshot {
    /// The instant a slot begins.
    #[must_use]
    pub fn instant(&self, slot: Slot) -> DateTime<Utc> {
        instant(self.days[slot.day.0], slot.start)
    }

    /// The slot that begins at an instant; `None` when it is off the grid or out of sight.
    #[must_use]
    pub fn slot(&self, starts_at: DateTime<Utc>) -> Option<Slot> {
        let day = self.days.iter().position(|&day| day == day_of(starts_at))?;
        let start = (0..GRAINS).find(|&grain| instant(self.days[day], grain) == starts_at)?;
        Some(Slot {
            day: DayIx(day),
            start,
        })
    }
}

/// Translates.
#[must_use]
pub fn build(rows: &Rows, calendar: &Calendar, wish: Wish) -> Snapshot {
    let days: Vec<NaiveDate> = (0..HORIZON_DAYS)
        .map(|ahead| rows.today + Days::new(ahead))
        .collect();
    let world = World::new(rows, &days, wish);
    let problem = Problem {
        days: days.iter().map(|&day| world.day(day, calendar)).collect(),
        venues: rows
            .venues
            .iter()
            .map(|row| Venue {
                at: centre(&row.outcode),
            })
            .collect(),
        rooms: world.rooms(),
        people: rows.people.iter().map(|row| world.person(row.id)).collect(),
        request: world.request(calendar),
        policy: POLICY,
    };
    Snapshot {
        problem,
        people: rows.people.iter().map(|row| row.id).collect(),
        venues: rows.venues.iter().map(|row| row.id).collect(),
        rooms: world.offered_rooms().map(|row| row.id).collect(),
        seats: world.seated().map(|seat| seat.id).collect(),
        days,
    }
}

/// The rows, with the look-ups that translation needs.
struct World<'a> {
    rows: &'a Rows,
    days: &'a [NaiveDate],
    wish: Wish,
    positions: BTreeMap<PersonId, PersonIx>,
    day_positions: BTreeMap<NaiveDate, DayIx>,
    organisations: BTreeMap<OrganisationId, OrganisationIx>,
    venues: BTreeMap<VenueId, VenueIx>,
    closed: BTreeSet<NaiveDate>,
}

impl<'a> World<'a> {
    fn new(rows: &'a Rows, days: &'a [NaiveDate], wish: Wish) -> Self {
        let organisations: BTreeSet<OrganisationId> = parties(rows)
            .chain(rows.conflicts.iter().filter_map(|row| row.organisation_id))
            .collect();
        Self {
            rows,
            days,
            wish,
            positions: positions(rows.people.iter().map(|row| row.id), PersonIx),
            day_positions: positions(days.iter().copied(), DayIx),
            organisations: positions(organisations, OrganisationIx),
            venues: positions(rows.venues.iter().map(|row| row.id), VenueIx),
            closed: rows.closures.iter().map(|row| row.day_on).collect(),
        }
    }

    fn day(&self, day: NaiveDate, calendar: &Calendar) -> Day {
        let number = day_number(day);
        Day {
            number,
            // 1 January 1970 was a Thursday: its week began three days earlier.
            week: Week((number + 3).div_euclid(7)),
            is_working: calendar.is_working(day),
            is_school_holiday: self.closed.contains(&day),
        }
    }

    /// A word a day, with the quarters of an hour of `times` set; `whole` keeps only quarters that
    /// lie wholly inside.
    fn words(&self, times: impl Iterator<Item = (DateTime<Utc>, DateTime<Utc>)>) -> Vec<u64> {
        let mut words = vec![0; self.days.len()];
        for (starts_at, ends_at) in times {
            let mut day = day_of(starts_at).max(self.days[0]);
            while let Some(ix) = self
                .day_positions
                .get(&day)
                .filter(|_| day <= day_of(ends_at))
            {
                if let Some(found) = touched(day, starts_at, ends_at) {
                    words[ix.0] |= span(found.from, found.to);
                }
                day = day + Days::new(1);
            }
        }
        words
    }

    fn graded(&self, person: PersonId, grades: &[availability_window::Grade]) -> Vec<u64> {
        self.words(
            self.rows
                .windows
                .iter()
                .filter(|row| row.person_id == person && grades.contains(&row.grade))
                .map(|row| (row.starts_at, row.ends_at)),
        )
    }

    fn person(&self, id: PersonId) -> Person {
        use availability_window::Grade;
        let row = self.rows.people.iter().find(|row| row.id == id);
        let mediator = self.rows.mediators.iter().find(|row| row.person_id == id);
        let related = self.rows.participants.iter().any(|seat| {
            seat.person_id == Some(id)
                && matches!(
                    seat.role,
                    participant::Role::Child | participant::Role::Family
                )
        });
        let rest = self
            .rows
            .observances
            .iter()
            .filter(|row| row.person_id == id);
        Person {
            base: row
                .and_then(|row| row.outcode.as_deref())
                .and_then(geography::centre),
            free: self.graded(id, &[Grade::Preferred, Grade::Free, Grade::IfNeeded]),
            preferred: self.graded(id, &[Grade::Preferred]),
            if_needed: self.graded(id, &[Grade::IfNeeded]),
            blocked: self.graded(id, &[Grade::Busy]),
            observance: self.words(rest.map(|row| (row.starts_at, row.ends_at))),
            commitments: self.commitments(id),
            max_day: mediator.map(|row| small(row.max_day)),
            max_week: mediator.map(|row| small(row.max_week)),
            min_gap: mediator.map_or(0, |row| grains(row.min_gap_minutes)),
            is_child_or_relative: related || row.is_some_and(|row| row.is_child),
        }
    }

    fn commitments(&self, id: PersonId) -> Vec<Commitment> {
        let mine = self
            .rows
            .bookings
            .iter()
            .filter(|(row, _)| row.resource_id == id.into());
        mine.filter_map(|(row, meeting)| {
            let day = day_of(row.starts_at);
            let found = touched(day, row.starts_at, row.ends_at)?;
            Some(Commitment {
                day: *self.day_positions.get(&day)?,
                from: found.from,
                to: found.to,
                place: self.whereabouts(meeting.as_ref()),
                is_meeting: true,
            })
        })
        .collect()
    }

    fn whereabouts(&self, meeting: Option<&meeting::Model>) -> Whereabouts {
        let room = meeting.and_then(|meeting| meeting.room_id);
        let row = room.and_then(|id| self.rows.rooms.iter().find(|row| row.id == id));
        match row.and_then(|row| self.venues.get(&row.venue_id)) {
            Some(&venue) => Whereabouts::Venue(venue),
            None => Whereabouts::Online,
        }
    }

    fn offered_rooms(&self) -> impl Iterator<Item = &'a entities::room::Model> {
        let wish = self.wish;
        self.rows
            .rooms
            .iter()
            .filter(move |row| wish.venue.is_none_or(|venue| venue == row.venue_id))
    }

    fn rooms(&self) -> Vec<Room> {
        self.offered_rooms()
            .map(|row| {
                let features = self
                    .rows
                    .features
                    .iter()
                    .filter(|has| has.room_id == row.id)
                    .map(|has| has.feature);
                let booked = self.rows.bookings.iter().filter(|(booking, _)| {
                    booking.resource_kind == booking::ResourceKind::Room
                        && booking.resource_id == row.id.into()
                });
                let taken =
                    self.words(booked.map(|(booking, _)| (booking.starts_at, booking.ends_at)));
                let open = self.open(row.venue_id);
                Room {
                    venue: self.venues[&row.venue_id],
                    capacity: small(row.capacity),
                    breakout_rooms: small(row.breakout_rooms),
                    features: self.feature_bits(features, row.venue_id),
                    is_private: row.is_private,
                    is_staff_room: row.is_staff_room,
                    free: open
                        .iter()
                        .zip(taken)
                        .map(|(open, taken)| open & !taken)
                        .collect(),
                    cost_pence: u32::try_from(row.cost_pence).unwrap_or(0),
                }
            })
            .collect()
    }

    fn open(&self, venue: VenueId) -> Vec<u64> {
        let hours = |day: &NaiveDate| {
            let weekday = i32::try_from(day.weekday().num_days_from_monday()).unwrap_or(0);
            self.rows
                .opening_hours
                .iter()
                .filter(|row| row.venue_id == venue && row.weekday == weekday)
                .fold(0, |word, row| {
                    let grid = |minutes: i32| small((minutes - 7 * 60) / i32::from(GRAIN_MINUTES));
                    word | span(
                        grid(row.opens_min + 14).min(GRAINS),
                        grid(row.closes_min).min(GRAINS),
                    )
                })
        };
        self.days.iter().map(hours).collect()
    }

    fn feature_bits(&self, features: impl Iterator<Item = AccessFeature>, venue: VenueId) -> u32 {
        let row = self.rows.venues.iter().find(|row| row.id == venue);
        let away_from_school = row.is_some_and(|row| !row.is_school);
        let bits = features.map(feature_bit).fold(0, |bits, bit| bits | bit);
        bits | if away_from_school {
            feature_bit(AccessFeature::NoSchoolBuilding)
        } else {
            0
        }
    }

    fn request(&self, calendar: &Calendar) -> Request {
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
            notice_day: self.day_ix(clock::first_meeting_day(self.rows.today, calendar)),
            short_notice_agreed: case.short_notice_agreed_at.is_some(),
            last_day: case.arrange_by_on.map(|day| self.day_ix(day)),
            // Once the day is past, the duty is to arrange as soon as possible.
            limit_lifted: case.inability_notice_at.is_some() || overdue,
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
            needs: self
                .rows
                .needs
                .iter()
                .fold(0, |bits, need| bits | feature_bit(need.feature)),
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
            contract: self.contract(),
        }
    }

    /// Seats at the table: all but the mediator's and the interpreters', which are filled otherwise.
    fn seated(&self) -> impl Iterator<Item = &'a participant::Model> {
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
            .map(|member| (member.person_id, small(member.rank)));
        let authority = |person: PersonId| {
            self.rows
                .authorities
                .iter()
                .filter(|row| row.participant_id == seat.id && row.person_id == person)
                .fold(0, |bits, row| bits | domain_bit(row.domain))
        };
        let members: BTreeMap<PersonIx, Member> = deputies
            .chain(named)
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

    fn mediators(&self) -> Vec<Mediator> {
        self.rows
            .mediators
            .iter()
            .filter_map(|row| self.mediator(row))
            .collect()
    }

    fn mediator(&self, row: &entities::mediator::Model) -> Option<Mediator> {
        use organisation::Kind;
        let id = row.person_id;
        let employed_by = |kinds: &[Kind]| {
            self.rows.employers.iter().any(|(employer, organisation)| {
                employer.person_id == id
                    && organisation
                        .as_ref()
                        .is_some_and(|row| kinds.contains(&row.kind))
            })
        };
        let cover = row
            .accredited_until_on
            .min(row.insured_until_on)
            .min(row.checked_until_on);
        Some(Mediator {
            person: self.person_ix(id)?,
            is_la_employee: employed_by(&[Kind::La]),
            is_health_employee: employed_by(&[Kind::Icb, Kind::Nhse]),
            accredited_for: self
                .rows
                .accreditations
                .iter()
                .filter(|held| held.person_id == id)
                .fold(0, |bits, held| bits | 1 << held.family as u8),
            cover_until: day_number(cover),
            interests: self
                .rows
                .conflicts
                .iter()
                .filter(|declared| declared.mediator_id == id)
                .flat_map(|declared| {
                    let person = declared.person_id.and_then(|id| self.person_ix(id));
                    let body = declared
                        .organisation_id
                        .and_then(|id| self.organisations.get(&id));
                    person
                        .map(Party::Person)
                        .into_iter()
                        .chain(body.map(|&ix| Party::Organisation(ix)))
                })
                .collect(),
            mismatch: self.mismatch(id),
        })
    }

    /// How many of the family's wishes (language, area) a mediator misses (P11).
    fn mismatch(&self, mediator: PersonId) -> u8 {
        let speaks = |person: PersonId| {
            let mine = self
                .rows
                .languages
                .iter()
                .filter(move |row| row.person_id == person);
            mine.map(|row| row.language.as_str())
                .collect::<BTreeSet<_>>()
        };
        let family: BTreeSet<&str> = self
            .family()
            .filter_map(|seat| seat.person_id)
            .flat_map(speaks)
            .collect();
        let misses_language = !family.is_empty() && family.is_disjoint(&speaks(mediator));
        let mut areas = self
            .rows
            .areas
            .iter()
            .filter(|row| row.person_id == mediator)
            .peekable();
        let misses_area =
            areas.peek().is_some() && !areas.any(|row| row.organisation_id == self.rows.case.la_id);
        u8::from(misses_language) + u8::from(misses_area)
    }

    fn family(&self) -> impl Iterator<Item = &'a participant::Model> {
        self.rows
            .participants
            .iter()
            .filter(|seat| seat.role == participant::Role::Family)
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
                let day = *self.day_positions.get(&day_of(meeting.starts_at))?;
                let found = touched(self.days[day.0], meeting.starts_at, meeting.ends_at)?;
                Some(Slot {
                    day,
                    start: found.from,
                })
            }
            meeting::State::Held
            | meeting::State::Completed
            | meeting::State::Cancelled
            | meeting::State::Lapsed => None,
        }
    }

    fn contract(&self) -> Option<Contract> {
        let row = self.rows.contracts.first()?;
        let used = u32::try_from(self.rows.meetings_used).unwrap_or(u32::MAX);
        let cap = row
            .volume_cap
            .map_or(u32::MAX, |cap| u32::try_from(cap).unwrap_or(0));
        Some(Contract {
            first_day: day_number(row.from_on),
            last_day: day_number(row.to_on),
            meetings_left: cap.saturating_sub(used),
        })
    }

    fn person_ix(&self, id: PersonId) -> Option<PersonIx> {
        self.positions.get(&id).copied()
    }

    /// The position of a day, cut to the days in sight.
    fn day_ix(&self, day: NaiveDate) -> DayIx {
        let ahead = (day - self.days[0]).num_days().max(0);
        DayIx(usize::try_from(ahead).unwrap_or(0).min(self.days.len() - 1))
    }
}

/// Numbers things in the order they come.
fn positions<K: Ord, V>(
    keys: impl IntoIterator<Item = K>,
    ix: impl Fn(usize) -> V,
) -> BTreeMap<K, V> {
    keys.into_iter()
        .enumerate()
        .map(|(at, key)| (key, ix(at)))
        .collect()
}

/// The bodies in a case.
fn parties(rows: &Rows) -> impl Iterator<Item = OrganisationId> {
    rows.participants
        .iter()
        .filter_map(|seat| seat.organisation_id)
        .chain([rows.case.la_id])
        .chain(rows.child.setting_id)
}

/// Whether nobody from an ICB or NHS England may mediate: sections 53, 56 and 57 of the Act.
fn is_health_in_issue(rows: &Rows) -> bool {
    use case::Kind;
    match rows.case.kind {
        Kind::MedX | Kind::MedH | Kind::DrF | Kind::DrP | Kind::DrH | Kind::DrA | Kind::DrC => true,
        Kind::Mia | Kind::MedE | Kind::FacAr | Kind::FacTac | Kind::FacDp => rows
            .issues
            .iter()
            .any(|row| matches!(row.domain, issue::Domain::C | issue::Domain::G)),
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

/// The family of case types that a mediator is accredited for.
#[must_use]
pub fn family(kind: case::Kind) -> mediator_accreditation::Family {
    use case::Kind;
    use mediator_accreditation::Family;
    match kind {
        Kind::Mia | Kind::MedE | Kind::MedX | Kind::MedH => Family::Mediation,
        Kind::DrF | Kind::DrP | Kind::DrH | Kind::DrA | Kind::DrC => Family::DisagreementResolution,
        Kind::FacAr | Kind::FacTac | Kind::FacDp => Family::Facilitation,
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

fn domain_bit(domain: issue::Domain) -> u32 {
    1 << domain as u32
}

fn feature_bit(feature: AccessFeature) -> u32 {
    1 << feature as u32
}

/// The access features a set of bits stands for.
pub fn features(bits: u32) -> impl Iterator<Item = AccessFeature> {
    AccessFeature::iter().filter(move |&feature| bits & feature_bit(feature) != 0)
}

/// The issue domains a set of bits stands for.
pub fn domains(bits: u32) -> impl Iterator<Item = issue::Domain> {
    issue::Domain::iter().filter(move |&domain| bits & domain_bit(domain) != 0)
}

/// Days since 1 January 1970.
fn day_number(day: NaiveDate) -> i32 {
    day.to_epoch_days()
}

/// Where a postcode district is; the grid's origin, far out at sea, for one that is unknown.
fn centre(outcode: &str) -> Point {
    geography::centre(outcode).unwrap_or(Point { east: 0, north: 0 })
}

/// Minutes in whole quarters of an hour, rounded up.
fn grains(minutes: i32) -> u8 {
    small((minutes + i32::from(GRAIN_MINUTES) - 1) / i32::from(GRAIN_MINUTES))
}

/// A small count, cut to what fits.
fn small(count: i32) -> u8 {
    u8::try_from(count.max(0)).unwrap_or(u8::MAX)
}
