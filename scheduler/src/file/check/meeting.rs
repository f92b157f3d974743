//! Each meeting by itself.

use super::{Held, Judge, Taken, journey};
use crate::file::{
    broken::CaseRule,
    format::{MEDIATOR, Mode, at},
    term::Term,
};

impl Judge<'_> {
    /// Notice, deadline and waiting.
    pub(super) fn day(&mut self, held: &Held<'_>) {
        let (case, weights) = (held.case, &self.instance.weights);
        let waited = held.day - case.earliest_day;
        let overdue = held.day - case.deadline_day;
        self.pay(Term::Days, weights.day * waited * (case.priority + 1));
        if waited < 0 {
            self.blame(held.number, CaseRule::TooEarly);
        }
        if 0 < overdue {
            self.result.late += 1;
            self.pay(
                Term::Late,
                weights.late_fixed + weights.late_per_day * overdue,
            );
            if case.deadline_hard {
                self.blame(held.number, CaseRule::TooLate);
            }
        }
    }

    /// The room, or none.
    pub(super) fn place(&mut self, held: &Held<'_>) {
        let (case, weights) = (held.case, &self.instance.weights);
        let Some((number, room, venue)) = held.room else {
            if case.mode == Mode::InPerson {
                self.blame(held.number, CaseRule::MustBeInPerson);
            }
            return;
        };
        if case.mode == Mode::Online {
            self.blame(held.number, CaseRule::MustBeOnline);
        }
        let suits = case.breakouts <= room.breakouts
            && case.headcount <= room.capacity
            && (room.accessible || !case.accessible);
        if !suits {
            self.blame(held.number, CaseRule::RoomUnsuitable);
        }
        let minutes = journey((case.x, case.y), (venue.x, venue.y));
        if case.max_family_min < minutes {
            self.blame(held.number, CaseRule::TooFarForFamily);
        }
        let is_open = room
            .open
            .iter()
            .any(|open| open.day == held.day && open.from <= held.set_up() && held.to <= open.to);
        if !is_open {
            self.blame(held.number, CaseRule::RoomClosed);
        }
        self.pay(Term::Family, weights.family_min * minutes);
        self.pay(Term::Room, room.cost / weights.room_cost_div);
        let taken = Taken {
            from: held.set_up(),
            to: held.to,
            venue: None,
            case: held.number,
        };
        self.rooms
            .entry((number, held.day))
            .or_default()
            .push(taken);
    }

    /// Who does what.
    pub(super) fn roles(&mut self, held: &Held<'_>) {
        let assigned = &held.booking.assigned;
        for name in assigned.keys() {
            if held.case.roles.iter().all(|role| role.role != *name) {
                self.blame(held.number, CaseRule::NoSuchRole(name.clone()));
            }
        }
        for role in &held.case.roles {
            match assigned.get(&role.role) {
                Some(person) if role.pool.contains(person) => {
                    let mediates = role.role == MEDIATOR;
                    if mediates {
                        self.mediator(held, *person);
                    }
                    let from = if mediates { held.set_up() } else { held.from };
                    self.attends(held, *person, from);
                }
                Some(person) => {
                    self.blame(held.number, CaseRule::NotOfPool(role.role.clone(), *person));
                }
                None => self.blame(held.number, CaseRule::RoleEmpty(role.role.clone())),
            }
        }
    }

    /// The mediator's journey.
    fn mediator(&mut self, held: &Held<'_>, number: i64) {
        *self.mediated.entry(number).or_default() += 1;
        let person = at(&self.instance.people, number).expect("pools name people that exist");
        let (Some((_, _, venue)), Some(x), Some(y)) = (held.room, person.x, person.y) else {
            return;
        };
        let minutes = journey((x, y), (venue.x, venue.y));
        let weight = self.instance.weights.mediator_min;
        self.pay(Term::MediatorTravel, weight * minutes);
        if person.max_travel.is_some_and(|most| most < minutes) {
            self.blame(held.number, CaseRule::TooFarForMediator(number));
        }
    }

    pub(super) fn required(&mut self, held: &Held<'_>) {
        for &person in &held.case.required {
            self.attends(held, person, held.from);
        }
    }

    /// Somebody is held from some grain on.
    fn attends(&mut self, held: &Held<'_>, person: i64, from: i64) {
        let level = self.level(person, held.day, from, held.to);
        if level == 0 {
            self.blame(held.number, CaseRule::NotAvailable(person));
        }
        let weight = at(&self.instance.weights.level, level);
        self.pay(Term::Level, *weight.expect("each level has a weight"));
        let taken = Taken {
            from,
            to: held.to,
            venue: held.venue(),
            case: held.number,
        };
        let key = (person, held.day);
        self.people.entry(key).or_default().push(taken);
    }

    /// The lowest grade of somebody's time; 0 when some of it is not free.
    fn level(&self, person: i64, day: i64, from: i64, to: i64) -> i64 {
        let person = at(&self.instance.people, person).expect("the file names people that exist");
        let today = || person.avail.iter().filter(move |time| time.day == day);
        (from..to)
            .map(|grain| {
                today()
                    .filter(|time| time.from <= grain && grain < time.to)
                    .map(|time| time.level)
                    .max()
                    .unwrap_or(0)
            })
            .min()
            .unwrap_or(0)
    }

    pub(super) fn welcome(&mut self, held: &Held<'_>) {
        for welcome in &held.case.optional {
            if self.level(welcome.person, held.day, held.from, held.to) == 0 {
                self.pay(Term::Optional, welcome.weight);
            }
        }
    }

    /// What is different from the meeting there was.
    pub(super) fn moved(&mut self, held: &Held<'_>) {
        let weights = &self.instance.weights;
        let Some(current) = &held.case.current else {
            return;
        };
        if held.booking.start != Some(current.start) || held.booking.place != Some(current.place) {
            self.pay(Term::Disruption, weights.moved);
        }
        for role in &held.case.roles {
            let now = held.booking.assigned.get(&role.role);
            if now.is_some() && now != current.assigned.get(&role.role) {
                let mediates = role.role == MEDIATOR;
                let weight = if mediates {
                    weights.moved_mediator
                } else {
                    weights.moved_other
                };
                self.pay(Term::Disruption, weight);
            }
        }
    }
}
