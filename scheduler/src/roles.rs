//! Who could take which part in the meeting when, each looked at alone.

use crate::{
    cost::Sums,
    grid::{Week, later, span, starts},
    model::{
        Commitment, DayIx, Interpreting, Mediator, Need, Person, PersonIx, Problem, Seat, SeatIx,
        SeatRole,
    },
    spots::{Spot, minutes_between, way_grains},
    wishes::{self, Side},
};

/// A part in the meeting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// Mediates.
    Mediator,
    /// Takes a seat.
    Seat(SeatIx),
    /// Interprets.
    Interpreter,
}

/// One part, and who could take it.
pub(crate) struct Role<'a> {
    /// Which part.
    pub(crate) part: Part,
    /// On whose side.
    pub(crate) side: Side,
    /// Quarters of an hour that this part begins before the others.
    pub(crate) lead: u8,
    /// Who could take it; those who never could are left out.
    pub(crate) candidates: Vec<Candidate<'a>>,
    /// What it costs that nobody takes it; `None` when somebody must.
    pub(crate) absence: Option<Sums>,
}

/// Somebody who could take a part.
pub(crate) struct Candidate<'a> {
    /// Who.
    pub(crate) ix: PersonIx,
    /// The same, in person.
    pub(crate) person: &'a Person,
    /// What this person may decide.
    pub(crate) authority: u32,
    /// What this person costs, whenever and wherever.
    pub(crate) cost: Sums,
    /// What the journey to each spot costs.
    pub(crate) journeys: Vec<Sums>,
    /// When the meeting could start, day by day, but for the way to other commitments.
    pub(crate) starts: Vec<u64>,
    /// What this person is held to, by day.
    pub(crate) commitments: Vec<Commitment>,
}

impl Candidate<'_> {
    /// The commitments on one day.
    pub(crate) fn commitments_on(&self, day: DayIx) -> &[Commitment] {
        let first = self
            .commitments
            .partition_point(|commitment| commitment.day < day);
        let rest = &self.commitments[first..];
        &rest[..rest.partition_point(|commitment| commitment.day == day)]
    }
}

/// The parts in a meeting: the mediator first, then the seats in order, then the interpreters.
pub(crate) fn roles<'a>(problem: &'a Problem, spots: &[Spot]) -> Vec<Role<'a>> {
    let request = &problem.request;
    let casting = Casting {
        problem,
        spots,
        len: request.block.attended(),
    };
    let mut roles = vec![casting.mediator()];
    roles.extend((0..request.seats.len()).map(|seat| casting.seat(SeatIx(seat))));
    if let Some(interpreting) = &request.interpreting {
        for _ in 0..interpreters_needed(problem, interpreting) {
            roles.push(casting.interpreter(interpreting));
        }
    }
    roles
}

/// How many interpreters take turns (H13).
pub(crate) fn interpreters_needed(problem: &Problem, interpreting: &Interpreting) -> usize {
    let is_long = problem.policy.sign_pair_over < problem.request.block.attended();
    if interpreting.is_sign_language && is_long {
        2
    } else {
        1
    }
}

/// Finds those who could take a part.
struct Casting<'a, 'b> {
    problem: &'a Problem,
    spots: &'b [Spot],
    /// Quarters of an hour that everybody attends.
    len: u8,
}

impl<'a> Casting<'a, '_> {
    /// The mediator (H05, H06, H07).
    fn mediator(&self) -> Role<'a> {
        let request = &self.problem.request;
        let lead = request.block.setup;
        let suitable = request
            .mediators
            .iter()
            .filter(|mediator| self.may_mediate(mediator));
        let candidates = suitable.map(|mediator| {
            let cost = wishes::sums(|tell| wishes::of_mismatch(mediator.mismatch, tell));
            let mut candidate = self.candidate(mediator.person, 0, cost, Side::Professional, lead);
            for (starts, day) in candidate.starts.iter_mut().zip(&self.problem.days) {
                if mediator.cover_until < day.number {
                    *starts = 0;
                }
            }
            candidate
        });
        let candidates = candidates.collect();
        Role {
            part: Part::Mediator,
            side: Side::Professional,
            lead,
            candidates,
            absence: None,
        }
    }

    /// Whether somebody may mediate in this case, the day aside.
    fn may_mediate(&self, mediator: &Mediator) -> bool {
        let request = &self.problem.request;
        let is_independent = !mediator.is_la_employee
            && (!mediator.is_health_employee || !request.is_health_in_issue);
        is_independent
            && mediator.accredited_for & (1 << request.kind) != 0
            && !mediator
                .interests
                .iter()
                .any(|party| request.parties.contains(party))
    }

    /// A seat; nobody can take a child's seat unless parent and mediator agreed (H16).
    fn seat(&self, ix: SeatIx) -> Role<'a> {
        let seat: &Seat = &self.problem.request.seats[ix.0];
        let side = Side::of(seat);
        let is_barred = seat.role == SeatRole::Child
            && !(seat.child_agreed.parent && seat.child_agreed.mediator);
        let pool = if is_barred { &[][..] } else { &seat.pool[..] };
        let candidates = pool.iter().map(|member| {
            let cost = wishes::sums(|tell| wishes::of_rank(seat, member.rank, tell));
            self.candidate(member.person, member.authority, cost, side, 0)
        });
        let absence = match seat.need {
            Need::Required => None,
            Need::Optional | Need::Informant => {
                Some(wishes::sums(|tell| wishes::of_absence(seat, tell)))
            }
        };
        let candidates = candidates.collect();
        Role {
            part: Part::Seat(ix),
            side,
            lead: 0,
            candidates,
            absence,
        }
    }

    /// An interpreter, who is no child or relative (H12).
    fn interpreter(&self, interpreting: &Interpreting) -> Role<'a> {
        let side = Side::Professional;
        let pool = interpreting.pool.iter();
        let suitable = pool.filter(|person| !self.problem.people[person.0].is_child_or_relative);
        let candidates = suitable.map(|&ix| self.candidate(ix, 0, Sums::default(), side, 0));
        let candidates = candidates.collect();
        Role {
            part: Part::Interpreter,
            side,
            lead: 0,
            candidates,
            absence: None,
        }
    }

    /// Somebody, with everything that is the same whatever the others do.
    fn candidate(
        &self,
        ix: PersonIx,
        authority: u32,
        cost: Sums,
        side: Side,
        lead: u8,
    ) -> Candidate<'a> {
        let person = &self.problem.people[ix.0];
        let journey = |spot: &Spot| match (person.base, spot.at) {
            (Some(base), Some(at)) => {
                let minutes = minutes_between(base, at);
                wishes::sums(|tell| wishes::of_journey(side, minutes, tell))
            }
            (None, _) | (_, None) => Sums::default(),
        };
        let mut commitments = person.commitments.clone();
        commitments.sort_by_key(|commitment| commitment.day);
        Candidate {
            ix,
            person,
            authority,
            cost,
            journeys: self.spots.iter().map(journey).collect(),
            starts: self.starts(person, lead),
            commitments,
        }
    }

    /// When somebody could start, day by day (H20, the overlaps of H08, and the limits of H26).
    fn starts(&self, person: &Person, lead: u8) -> Vec<u64> {
        let mut open: Vec<u64> = person
            .free
            .iter()
            .zip(&person.blocked)
            .map(|(free, blocked)| free & !blocked)
            .collect();
        for commitment in &person.commitments {
            open[commitment.day.0] &= !span(commitment.from, commitment.to);
        }
        if let Some(most) = person.max_day {
            close(&mut open, person, most, |day| day.0);
        }
        if let Some(most) = person.max_week {
            close(&mut open, person, most, |day| self.week(day));
        }
        for word in &mut open {
            *word = later(starts(*word, lead + self.len), lead);
        }
        open
    }

    /// The week of a day.
    fn week(&self, day: DayIx) -> Week {
        self.problem.days[day.0].week
    }
}

/// Closes the days of every period in which somebody already has `most` meetings.
fn close<P: PartialEq>(open: &mut [u64], person: &Person, most: u8, period: impl Fn(DayIx) -> P) {
    let held = |day: DayIx| {
        let meetings = person
            .commitments
            .iter()
            .filter(|commitment| commitment.is_meeting);
        meetings
            .filter(|meeting| period(meeting.day) == period(day))
            .count()
    };
    let has_meetings = person
        .commitments
        .iter()
        .any(|commitment| commitment.is_meeting);
    if most == 0 {
        open.fill(0);
    } else if has_meetings {
        for (position, word) in open.iter_mut().enumerate() {
            if usize::from(most) <= held(DayIx(position)) {
                *word = 0;
            }
        }
    }
}

/// Whether somebody can get from every commitment of the day to the meeting and back in time, rest
/// between meetings included (H08, H26).
pub(crate) fn gets_there(
    problem: &Problem,
    spot: &Spot,
    candidate: &Candidate<'_>,
    commitments: &[Commitment],
    (from, to): (u8, u8),
) -> bool {
    commitments.iter().all(|commitment| {
        // The two do not overlap: `Candidate::starts` leaves such starts out.
        let between = if commitment.to <= from {
            from - commitment.to
        } else {
            commitment.from - to
        };
        let rest = if commitment.is_meeting {
            candidate.person.min_gap
        } else {
            0
        };
        way_grains(problem, spot, commitment) + u32::from(rest) <= u32::from(between)
    })
}
