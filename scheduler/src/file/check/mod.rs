//! Judges a solution by the file alone.
//!
//! It reads the intervals as the file lists them and shares nothing with the translation, the planner
//! or the planner's own check, so that a misreading of the format in one of them cannot hide.

use std::collections::BTreeMap;

mod meeting;
mod together;

use super::{
    broken::{Broken, CaseRule},
    format::{Case, Instance, ONLINE, Room, Venue, at},
    solution::{Booking, Solution},
    term::{Term, Terms},
};

/// What a solution is worth, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judgement {
    /// What it costs, term by term.
    pub terms: Terms,
    /// Cases with a meeting.
    pub placed: usize,
    /// Meetings after their deadline.
    pub late: usize,
    /// Every rule that does not hold; nothing for a valid solution.
    pub broken: Vec<Broken>,
}

impl Judgement {
    /// What the solution costs altogether.
    #[must_use]
    pub fn objective(&self) -> i64 {
        self.terms.total()
    }
}

/// A person's or a room's time that a meeting takes.
#[derive(Clone, Copy)]
struct Taken {
    from: i64,
    to: i64,
    /// The venue; `None` online.
    venue: Option<i64>,
    case: usize,
}

/// Everything that has been seen so far.
struct Judge<'a> {
    instance: &'a Instance,
    result: Judgement,
    /// Who is busy when: by person and day.
    people: BTreeMap<(i64, i64), Vec<Taken>>,
    /// By room and day.
    rooms: BTreeMap<(i64, i64), Vec<Taken>>,
    /// Meetings by mediator.
    mediated: BTreeMap<i64, i64>,
}

/// A meeting with its case, on a day that exists.
struct Held<'a> {
    number: usize,
    case: &'a Case,
    booking: &'a Booking,
    day: i64,
    /// Grain of the day at which the parties arrive.
    from: i64,
    to: i64,
    room: Option<(i64, &'a Room, &'a Venue)>,
}

impl Held<'_> {
    /// Grain of the day from which room and mediator are held.
    fn set_up(&self) -> i64 {
        self.from - self.case.pre
    }

    fn venue(&self) -> Option<i64> {
        self.room.map(|(_, room, _)| room.venue)
    }
}

/// Judges a solution of an instance that [`super::File`] found sound.
pub(super) fn judge(instance: &Instance, solution: &Solution) -> Judgement {
    let mut judge = Judge {
        instance,
        result: Judgement::default(),
        people: BTreeMap::new(),
        rooms: BTreeMap::new(),
        mediated: BTreeMap::new(),
    };
    judge.list(solution);
    for booking in &solution.cases {
        if let Some(case) = at(&instance.cases, booking.case) {
            judge.booking(case, booking);
        }
    }
    judge.people_together();
    judge.rooms_together();
    judge.balance();
    judge.result
}

impl<'a> Judge<'a> {
    /// Every case is listed exactly once, and nothing else is.
    fn list(&mut self, solution: &Solution) {
        let mut times = BTreeMap::new();
        for case in (0_i64..).take(self.instance.cases.len()) {
            times.insert(case, 0_usize);
        }
        for booking in &solution.cases {
            *times.entry(booking.case).or_default() += 1;
        }
        for (case, times) in times {
            if times != 1 || at(&self.instance.cases, case).is_none() {
                self.result.broken.push(Broken::Listed { case, times });
            }
        }
    }

    /// One line of the solution.
    fn booking(&mut self, case: &'a Case, booking: &'a Booking) {
        let number = usize::try_from(booking.case).expect("the case was found by it");
        let Some(start) = booking.start else {
            let weight = at(&self.instance.weights.unplaced, case.priority);
            self.pay(Term::Unplaced, *weight.expect("each priority has a weight"));
            if case.pinned {
                self.blame(number, CaseRule::PinnedUnplaced);
            }
            return;
        };
        self.result.placed += 1;
        self.pinned(number, case, booking);
        let grains = self.instance.calendar.grains_per_day;
        let (day, from) = (start.div_euclid(grains), start.rem_euclid(grains));
        let to = from + case.duration;
        if at(&self.instance.calendar.week, day).is_none() || from < case.pre || grains < to {
            self.blame(number, CaseRule::OutsideDay);
            return;
        }
        let place = booking.place.unwrap_or(ONLINE);
        let room = at(&self.instance.rooms, place).map(|room| {
            let venue = at(&self.instance.venues, room.venue);
            (place, room, venue.expect("each room has a venue"))
        });
        if booking.place.is_none() || room.is_none() && place != ONLINE {
            self.blame(number, CaseRule::NoSuchPlace);
            return;
        }
        let held = Held {
            number,
            case,
            booking,
            day,
            from,
            to,
            room,
        };
        self.day(&held);
        self.place(&held);
        self.roles(&held);
        self.required(&held);
        self.welcome(&held);
        self.moved(&held);
    }

    /// A pinned meeting is exactly the one there was.
    fn pinned(&mut self, number: usize, case: &Case, booking: &Booking) {
        let is_same = case.current.as_ref().is_some_and(|current| {
            booking.start == Some(current.start)
                && booking.place == Some(current.place)
                && booking.assigned == current.assigned
        });
        if case.pinned && !is_same {
            self.blame(number, CaseRule::PinnedMoved);
        }
    }

    fn pay(&mut self, term: Term, points: i64) {
        self.result.terms.add(term, points);
    }

    fn blame(&mut self, case: usize, rule: CaseRule) {
        self.result.broken.push(Broken::Case { case, rule });
    }
}

/// Minutes between two points: none at the same one, else ten and 156 for 1,000 units.
fn journey(one: (i64, i64), other: (i64, i64)) -> i64 {
    if one == other {
        return 0;
    }
    let (east, north) = (one.0 - other.0, one.1 - other.1);
    10 + (east * east + north * north).isqrt() * 156 / 1000
}
