//! The words for what a file lists: people, rooms and dates.

use scheduler::{
    file::{
        File,
        format::{Case, Person},
    },
    plan::{
        CaseIx, Meeting, PartIx, Problem,
        explain::Taken,
        model::{DayIx, PersonIx, Place, RoomIx},
    },
};

use crate::picture::{day_of, time_of};

/// Letters of a name at most: files can say anything.
const LONGEST: usize = 24;

/// Speaks of one case of a file.
pub(super) struct Words<'a> {
    pub(super) file: &'a File,
    pub(super) problem: &'a Problem,
    pub(super) case: CaseIx,
}

impl<'a> Words<'a> {
    /// The case as the file has it.
    pub(super) fn wish(&self) -> &'a Case {
        self.of(self.case)
    }

    /// Any case as the file has it.
    fn of(&self, case: CaseIx) -> &'a Case {
        &self.file.instance().cases[case.0]
    }

    /// `person 12 (parent)`.
    pub(super) fn person(&self, person: PersonIx) -> String {
        let known: Option<&Person> = self.file.instance().people.get(person.0);
        match known.map(|known| plain(&known.kind)) {
            // A repair adds people that no file lists.
            None => "somebody new".to_owned(),
            Some(kind) if kind.is_empty() => format!("person {}", person.0),
            Some(kind) => format!("person {} ({kind})", person.0),
        }
    }

    /// `person 1 (parent), person 2 (mediator)`.
    pub(super) fn people(&self, people: &[PersonIx]) -> String {
        let people: Vec<String> = people.iter().map(|&one| self.person(one)).collect();
        people.join(", ")
    }

    /// What somebody does at a meeting of the case: a role, or `None` for somebody who must come.
    pub(super) fn role(&self, part: PartIx) -> Option<String> {
        let case = self.wish();
        let role = part.0.checked_sub(case.required.len())?;
        Some(plain(&case.roles[role].role))
    }

    /// The pool of a part.
    pub(super) fn pool(&self, part: PartIx) -> Vec<PersonIx> {
        let pool = &self.problem.cases[self.case.0].parts[part.0].pool;
        pool.iter().map(|member| member.person).collect()
    }

    /// `Mon 27 Apr (day 5)`.
    pub(super) fn day(&self, day: DayIx) -> String {
        let said = day_of(self.file, day.0);
        let said: Vec<&str> = said.split_whitespace().collect();
        let said = plain(&said.join(" "));
        if said.is_empty() {
            format!("day {}", day.0)
        } else {
            format!("{said} (day {})", day.0)
        }
    }

    /// The time of day at which a grain begins.
    pub(super) fn time(&self, grain: u8) -> String {
        time_of(self.file, grain.into())
    }

    /// `Mon 27 Apr (day 5), 10:30 to 13:00`, of a meeting of some case.
    pub(super) fn when(&self, case: CaseIx, meeting: &Meeting) -> String {
        let end = meeting.slot.start + self.problem.cases[case.0].attended;
        format!(
            "{}, {} to {}",
            self.day(meeting.slot.day),
            self.time(meeting.slot.start),
            self.time(end)
        )
    }

    /// `room 4 of venue 2`, or `by video`.
    pub(super) fn place(&self, place: Place) -> String {
        match place {
            Place::Online => "by video".to_owned(),
            Place::Room(room) => self.room(room),
        }
    }

    /// `room 4 of venue 2`.
    pub(super) fn room(&self, room: RoomIx) -> String {
        let venue = self.problem.rooms[room.0].venue;
        format!("room {} of venue {}", room.0, venue.0)
    }

    /// When, where, and whoever of pools takes part.
    pub(super) fn meeting(&self, meeting: &Meeting) -> String {
        let mut said = format!(
            "{}, {}",
            self.when(self.case, meeting),
            self.place(meeting.place)
        );
        for (part, taker) in meeting.team.iter().enumerate() {
            if let (Some(role), Some(taker)) = (self.role(PartIx(part)), taker) {
                let who = self.person(*taker);
                // The kind says what the role says already.
                let who = who.split(" (").next().unwrap_or(&who);
                said += &[", ", &role, ": ", who].concat();
            }
        }
        said
    }

    /// What somebody does, with who it is where only one can: `mediator`, `person 12 (parent)`.
    pub(super) fn part(&self, part: PartIx) -> String {
        match (self.role(part), self.pool(part).first()) {
            (Some(role), _) => role,
            (None, Some(&person)) => self.person(person),
            (None, None) => "somebody".to_owned(),
        }
    }

    /// Half-hours of a day that stand in a word, as times: `10:00 to 11:30 and 15:00 to 15:30`.
    pub(super) fn hours(&self, grains: u64) -> String {
        let mut said: Vec<String> = Vec::new();
        let mut left = grains;
        while left != 0 {
            let from = left.trailing_zeros();
            let length = (left >> from).trailing_ones();
            let to = from + length;
            left &= u64::MAX.checked_shl(to).unwrap_or(0);
            let time = |grain: u32| self.time(u8::try_from(grain).expect("a word has 64 bits"));
            said.push(format!("{} to {}", time(from), time(to)));
        }
        said.join(" and ")
    }

    /// What another case's meeting holds: `person 2 (mediator) and room 4 of venue 2`.
    pub(super) fn held(&self, taken: &Taken) -> String {
        let mut held: Vec<String> = taken.people.iter().map(|&one| self.person(one)).collect();
        held.extend(taken.room.map(|room| self.room(room)));
        held.join(" and ")
    }
}

/// A name of a file as it can be printed: what is no letter, digit or sign is left out.
pub(super) fn plain(name: &str) -> String {
    name.chars()
        .filter(|letter| !letter.is_control())
        .take(LONGEST)
        .collect()
}
