//! Who could come, and when.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use entities::availability_window::Grade;
use entities::{PersonId, RoomId, mediator, organisation, participant, person};
use scheduler::grid::span;
use scheduler::{Commitment, Mediator, Party, Person, Whereabouts};

use super::{World, day_number, grains, small};
use crate::app::day_of;
use crate::geography;
use crate::planning::read::{Taken, Window};

/// The windows of each person.
type Windows<'a> = BTreeMap<PersonId, Vec<&'a Window>>;

/// When somebody can meet: a word a day for each answer.
struct Times {
    free: Vec<u64>,
    preferred: Vec<u64>,
    if_needed: Vec<u64>,
    blocked: Vec<u64>,
}

impl World<'_> {
    /// Everybody who might sit at the table, in the order of the rows.
    pub(super) fn people(&self) -> Vec<Person> {
        let mut windows = Windows::new();
        for row in self.rows.windows.iter() {
            windows.entry(row.person_id).or_default().push(row);
        }
        self.rows
            .people
            .iter()
            .map(|row| self.person(row, &windows))
            .collect()
    }

    fn person(&self, row: &person::Model, windows: &Windows<'_>) -> Person {
        let mine = windows.get(&row.id).map(Vec::as_slice).unwrap_or_default();
        let times = self.times(row.id, mine);
        let mediator = self
            .rows
            .mediators
            .iter()
            .find(|profile| profile.person_id == row.id);
        let rest = self
            .rows
            .observances
            .iter()
            .filter(|rest| rest.person_id == row.id);
        Person {
            base: row.outcode.as_deref().and_then(geography::centre),
            free: times.free,
            preferred: times.preferred,
            if_needed: times.if_needed,
            blocked: times.blocked,
            observance: self
                .horizon
                .words(rest.map(|rest| (rest.starts_at, rest.ends_at))),
            commitments: self.commitments(row.id),
            max_day: mediator.map(|profile| small(profile.max_day)),
            max_week: mediator.map(|profile| small(profile.max_week)),
            min_gap: mediator.map_or(0, |profile| grains(profile.min_gap_minutes)),
            is_child_or_relative: self.is_child_or_relative(row),
        }
    }

    /// Somebody's windows on the grid, while they have a role if they ever had one.
    fn times(&self, id: PersonId, windows: &[&Window]) -> Times {
        let until = self.serves_until(id);
        let none = || vec![0; self.horizon.days().len()];
        let mut times = Times {
            free: none(),
            preferred: none(),
            if_needed: none(),
            blocked: none(),
        };
        let serving = windows
            .iter()
            .filter(|window| until.is_none_or(|until| day_of(window.starts_at) <= until));
        for window in serving {
            // Windows lie on quarters of an hour: what a window touches, it covers.
            for stretch in self.horizon.touched(window.starts_at, window.ends_at) {
                let (day, word) = (stretch.day.0, span(stretch.from, stretch.to));
                match window.grade {
                    Grade::Preferred => {
                        times.free[day] |= word;
                        times.preferred[day] |= word;
                    }
                    Grade::Free => times.free[day] |= word,
                    Grade::IfNeeded => {
                        times.free[day] |= word;
                        times.if_needed[day] |= word;
                    }
                    Grade::Busy => times.blocked[day] |= word,
                }
            }
        }
        times
    }

    /// Whether somebody is a child, or of this case's family.
    pub(super) fn is_child_or_relative(&self, row: &person::Model) -> bool {
        let is_family = self.rows.participants.iter().any(|seat| {
            seat.person_id == Some(row.id)
                && matches!(
                    seat.role,
                    participant::Role::Child | participant::Role::Family
                )
        });
        is_family || row.is_child
    }

    /// The last day on which somebody has any role, when that is known; `None` for those who have a
    /// role without an end, and for those who never had one, such as a family.
    fn serves_until(&self, id: PersonId) -> Option<NaiveDate> {
        let held = self.rows.roles.iter().filter(|role| role.person_id == id);
        let ends: Option<Vec<NaiveDate>> = held.map(|role| role.until_on).collect();
        ends.and_then(|ends| ends.into_iter().max())
    }

    fn commitments(&self, id: PersonId) -> Vec<Commitment> {
        let all = self.rows.bookings.iter();
        let mine = all.filter(|taken| taken.resource_id == id.into());
        mine.filter_map(|taken| self.commitment(taken)).collect()
    }

    fn commitment(&self, taken: &Taken) -> Option<Commitment> {
        let touched = self
            .horizon
            .touched(taken.starts_at, taken.ends_at)
            .next()?;
        Some(Commitment {
            day: touched.day,
            from: touched.from,
            to: touched.to,
            place: self.whereabouts(taken.room_id),
            is_meeting: true,
        })
    }

    fn whereabouts(&self, room: Option<RoomId>) -> Whereabouts {
        let row = room.and_then(|id| self.rows.rooms.iter().find(|row| row.id == id));
        match row.and_then(|row| self.venues.get(&row.venue_id)) {
            Some(&venue) => Whereabouts::Venue(venue),
            None => Whereabouts::Online,
        }
    }

    /// Who could mediate, in the order of the rows.
    pub(super) fn mediators(&self) -> Vec<Mediator> {
        self.rows
            .mediators
            .iter()
            .filter_map(|row| self.mediator(row))
            .collect()
    }

    fn mediator(&self, row: &mediator::Model) -> Option<Mediator> {
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

    /// The family's seats.
    fn family(&self) -> impl Iterator<Item = &participant::Model> {
        self.rows
            .participants
            .iter()
            .filter(|seat| seat.role == participant::Role::Family)
    }
}
