//! What is said to people, in lines of at most eighty columns.

use scheduler::{
    file::File,
    plan::{
        CaseIx, Level, Meeting, PartIx,
        explain::{Need, Opening, Piece, Placed, Repair, Taken, Unplaced, WhyNot},
    },
};

use super::{
    explained::{Explained, Why},
    words::{Words, plain},
};
use crate::commands::planner::{grouped, indented, level_name, status};

/// Everything that is said of one case.
pub(super) fn of(file: &File, explained: &Explained) -> String {
    let said = Said {
        explained,
        words: Words {
            file,
            problem: &explained.problem,
            case: explained.case,
        },
    };
    let mut text = said.heading();
    match &explained.why {
        Why::Placed {
            meeting,
            placed,
            others,
        } => {
            text += &said.meeting(meeting);
            text += &said.costs(placed);
            text += &said.next(placed);
            text += &said.alone(placed);
            text += &said.others(others);
        }
        Why::Unplaced { unplaced, more } => text += &said.unplaced(unplaced, more),
    }
    text += &said.dates();
    text + &said.forecast()
}

struct Said<'a> {
    explained: &'a Explained,
    words: Words<'a>,
}

/// A heading with a blank line above.
fn heading(text: &str) -> String {
    format!("\n{text}\n")
}

/// One of a list.
fn item(text: &str) -> String {
    indented("  - ", text)
}

/// What a plan would cost more, or less.
fn more(points: i64) -> String {
    match points {
        0 => "the plan would cost the same".to_owned(),
        1.. => format!("the plan would cost {} more", grouped(points)),
        _ => format!("the plan would cost {} less", grouped(-points)),
    }
}

/// `case 3`, `cases 3 and 5`, `cases 3, 5 and 8`.
fn cases(cases: &[CaseIx]) -> String {
    let numbers: Vec<String> = cases.iter().map(|case| case.0.to_string()).collect();
    match numbers.split_last() {
        None => "no case".to_owned(),
        Some((only, [])) => format!("case {only}"),
        Some((last, rest)) => format!("cases {} and {last}", rest.join(", ")),
    }
}

impl Said<'_> {
    /// The plan it is about.
    fn heading(&self) -> String {
        let explained = self.explained;
        let name = plain(&self.words.file.instance().name);
        let of = if name.is_empty() {
            String::new()
        } else {
            format!(" of {name}")
        };
        let cost = grouped(explained.cost());
        let plan = match &explained.planned {
            None => format!("in the plan given, which costs {cost}"),
            Some(planned) => format!(
                "in a plan that is {}: it costs {cost}, and none costs less than {}",
                status(planned.status),
                grouped(planned.bound)
            ),
        };
        indented("", &format!("Case {}{of}, {plan}", explained.case.0))
    }

    /// The meeting, and who comes.
    fn meeting(&self, meeting: &Meeting) -> String {
        let words = &self.words;
        let case = self.explained.case;
        let when = words.when(case, meeting);
        let mut text = heading(&format!("It meets on {when}"));
        text += &item(&words.place(meeting.place));
        let wish = &self.explained.problem.cases[case.0];
        if 0 < wish.setup {
            let from = words.time(meeting.slot.start - wish.setup);
            text += &item(&format!("prepared from {from}"));
        }
        for (part, taker) in meeting.team.iter().enumerate() {
            let Some(person) = taker else { continue };
            let who = words.person(*person);
            text += &item(&match words.role(PartIx(part)) {
                Some(role) => format!("{role}: {who}"),
                None => format!("must come: {who}"),
            });
        }
        if wish.is_pinned {
            text += &item("it is pinned: no plan changes it");
        }
        text
    }

    /// What each level contributes, and of what it consists.
    fn costs(&self, placed: &Placed) -> String {
        let total = self.explained.problem.scale.cost(placed.points);
        let mut text = heading(&format!(
            "What it adds to the cost of the plan: {}",
            grouped(total)
        ));
        for level in Level::ALL {
            let points = placed.points.of(level);
            if points == 0 {
                continue;
            }
            let name = level_name(level);
            let number = grouped(points.into());
            text += &["  ", &format!("{name:<10}{number:>7}"), "\n"].concat();
            for (piece, points) in &placed.pieces {
                let points = points.of(level);
                if 0 < points {
                    let said = self.piece(*piece, level);
                    text += &indented(&format!("  {:>17}  ", grouped(points.into())), &said);
                }
            }
        }
        text
    }

    /// What a piece of the cost is for.
    fn piece(&self, piece: Piece, level: Level) -> String {
        let words = &self.words;
        let taker = |part: PartIx| match &self.explained.plan.meetings[self.explained.case.0] {
            Some(meeting) => meeting.team[part.0].map(|person| words.person(person)),
            None => None,
        };
        let who = |part: PartIx| taker(part).unwrap_or_else(|| words.part(part));
        match piece {
            Piece::Day if level == Level::Late => "after the deadline".to_owned(),
            Piece::Day => "days of waiting".to_owned(),
            Piece::Room => "the room".to_owned(),
            Piece::FamilyJourney => "the family's journey".to_owned(),
            Piece::Choice(part) => format!("the choice of {}", who(part)),
            Piece::Share(part) => format!("{} has more than a fair share", who(part)),
            Piece::Journey(part) => format!("the journey of {}", who(part)),
            Piece::Time(part) => format!("the time suits {} less", who(part)),
            Piece::Absence(part) => format!("nobody is {}", words.part(part)),
            Piece::Changed(part) => format!("somebody else than now: {}", who(part)),
            Piece::Welcome(person) => format!("{} is welcome and not free", words.person(person)),
            Piece::Moved => "another time or place than now".to_owned(),
        }
    }

    /// What the next best would cost.
    fn next(&self, placed: &Placed) -> String {
        let words = &self.words;
        let mut text = heading("The next best, all other meetings staying as they are");
        match &placed.next_start {
            None => text += &item("another time: there is none"),
            Some(next) => {
                let meeting = words.meeting(&next.meeting);
                text += &item(&format!("another time: {meeting}; {}", more(next.more)));
            }
        }
        match &placed.next_place {
            None => text += &item("another place at that time: there is none"),
            Some(next) => {
                let place = words.place(next.meeting.place);
                text += &item(&format!("another place: {place}; {}", more(next.more)));
            }
        }
        for (part, next) in placed.next_takers.iter().enumerate() {
            let Some(role) = words.role(PartIx(part)) else {
                continue;
            };
            let said = next
                .as_ref()
                .map(|next| (next.meeting.team[part], next.more));
            text += &item(&match said {
                None => format!("another {role} then: there is none"),
                Some((None, points)) => format!("no {role}; {}", more(points)),
                Some((Some(person), points)) => {
                    let person = words.person(person);
                    format!("another {role}: {person}; {}", more(points))
                }
            });
        }
        text
    }

    /// What it would have if no other case had a meeting.
    fn alone(&self, placed: &Placed) -> String {
        let Some(wished) = &placed.alone else {
            return String::new();
        };
        let mut text = heading("If no other case had a meeting");
        let alternative = &wished.alternative;
        if 0 <= alternative.more {
            return text + &item("nothing would suit it better");
        }
        let saved = grouped(-alternative.more);
        let meeting = self.words.meeting(&alternative.meeting);
        text += &item(&format!("{meeting}: {saved} less for this case"));
        for &other in &wished.held_by {
            text += &item(&format!("in the way: {}", self.taken(other)));
        }
        text
    }

    /// `case 5, which holds person 2 (mediator) on Mon 27 Apr (day 5)`.
    fn taken(&self, other: CaseIx) -> String {
        match self.explained.taken(other) {
            None => format!("case {}", other.0),
            Some(taken) => self.holds(&taken),
        }
    }

    fn holds(&self, taken: &Taken) -> String {
        let (words, case) = (&self.words, taken.case.0);
        let day = words.day(taken.day);
        let held = words.held(taken);
        if held.is_empty() {
            format!("case {case}, on {day}")
        } else {
            format!("case {case}, which holds {held} on {day}")
        }
    }

    /// A few other dates.
    fn others(&self, others: &[(Meeting, i64)]) -> String {
        let mut text = heading("A few other dates");
        if others.is_empty() {
            text += &item("there is none beside the other meetings");
        }
        for (meeting, points) in others {
            let meeting = self.words.meeting(meeting);
            text += &item(&format!("{meeting}; {}", more(*points)));
        }
        text
    }

    /// Why there is no meeting, and what would open one.
    fn unplaced(&self, unplaced: &Unplaced, costs: &[i64]) -> String {
        let (conflict, openings) = match unplaced {
            Unplaced::Possible {
                meeting,
                more: points,
            } => {
                let meeting = self.words.meeting(meeting);
                let mut text = heading("It has no meeting, though it could have one");
                text += &item(&format!("{meeting}; {}", more(*points)));
                return text;
            }
            Unplaced::Impossible { conflict, openings } => (conflict, openings),
        };
        let mut text =
            heading("It has no meeting. These cannot all be; without any one of them it could");
        if conflict.is_empty() {
            text += &item("the meeting is longer than any day");
        }
        for need in conflict {
            text += &item(&self.need(*need));
        }
        text += &heading("What would open a meeting by itself, what asks least first");
        if openings.is_empty() {
            text += &item("no single change that was tried would");
        }
        for (opening, &points) in openings.iter().zip(costs) {
            text += &self.opening(opening, points);
        }
        text
    }

    /// Something a meeting has to keep to.
    fn need(&self, need: Need) -> String {
        let words = &self.words;
        let wish = words.wish();
        match need {
            Need::Day => {
                let first = usize::try_from(wish.earliest_day).unwrap_or_default();
                let last = usize::try_from(wish.deadline_day).unwrap_or_default();
                let day = |day| words.day(scheduler::plan::model::DayIx(day));
                if wish.deadline_hard {
                    format!("it is from {} to {}", day(first), day(last))
                } else {
                    format!("it is not before {}", day(first))
                }
            }
            Need::Start => "it starts when a meeting may start".to_owned(),
            Need::Pay => "a contract pays for it".to_owned(),
            Need::Place => match wish.mode {
                scheduler::file::format::Mode::Online => "it is by video".to_owned(),
                scheduler::file::format::Mode::InPerson => {
                    "it is in a room that suits and is open".to_owned()
                }
                scheduler::file::format::Mode::Either => {
                    "it is in a room that suits and is open, or by video".to_owned()
                }
            },
            Need::FamilyJourney => {
                let most = wish.max_family_min;
                format!("the family travels {most} minutes at most")
            }
            Need::Part(part) => match words.role(part) {
                None => format!("{} comes", words.part(part)),
                Some(role) => {
                    let pool = words.pool(part);
                    format!("one of {} is {role}", words.people(&pool))
                }
            },
            Need::Authority => "those who come may decide".to_owned(),
            Need::Apart => "nobody meets whom they must not meet".to_owned(),
            Need::Size => "there are neither too few people nor too many".to_owned(),
            Need::OnePart => "nobody takes two parts".to_owned(),
            Need::Taken(other) => format!("the meeting of {} stays", self.taken(other)),
        }
    }

    /// A repair, and what it opens.
    fn opening(&self, opening: &Opening, points: i64) -> String {
        let case = self.explained.case;
        let Some(meeting) = &opening.plan.meetings[case.0] else {
            return String::new();
        };
        let mut text = item(&format!(
            "{} (burden {})",
            self.repair(opening),
            opening.burden
        ));
        let opened = self.words.meeting(meeting);
        text += &indented("    ", &format!("then {opened}; {}", more(points)));
        text
    }

    /// What would be different.
    fn repair(&self, opening: &Opening) -> String {
        let words = &self.words;
        match opening.repair {
            Repair::Move(other) => {
                let moved = opening.plan.meetings[other.0].as_ref();
                let to = moved.map_or_else(String::new, |meeting| {
                    let place = words.place(meeting.place);
                    format!(" to {}, {place}", words.when(other, meeting))
                });
                format!("Move {}{to}", self.taken(other))
            }
            Repair::OpenRoom { room, day, grains } => format!(
                "Open {} on {} from {} as well",
                words.room(room),
                words.day(day),
                words.hours(grains)
            ),
            Repair::PayOneMore(contract) => {
                format!("Have contract {} pay for one meeting more", contract.0)
            }
            Repair::OneMoreMember { part, day } => {
                let (part, day) = (words.part(part), words.day(day));
                format!("Find somebody else for {part}, free on {day}")
            }
            Repair::OneMoreADay(person) => {
                format!(
                    "Have {} take one meeting more on a day",
                    words.person(person)
                )
            }
            Repair::OneMoreAWeek(person) => {
                format!(
                    "Have {} take one meeting more in a week",
                    words.person(person)
                )
            }
            Repair::MoreTime {
                person,
                day,
                grains,
            } => format!(
                "Ask {} for {} from {} as well",
                words.person(person),
                words.day(day),
                words.hours(grains)
            ),
            Repair::FamilyFarther { minutes } => {
                let most = words.wish().max_family_min;
                format!("Ask the family to travel {minutes} minutes rather than {most}")
            }
        }
    }

    /// The dates that were asked about.
    fn dates(&self) -> String {
        let mut text = String::new();
        for (date, why) in &self.explained.dates {
            let day = self.words.day(date.day);
            let at = date
                .start
                .map(|start| format!(", {}", self.words.time(start)));
            text += &heading(&format!("Why not on {day}{}?", at.unwrap_or_default()));
            match why {
                WhyNot::Chosen => text += &item("it meets then"),
                WhyNot::Possible {
                    meeting,
                    more: points,
                } => {
                    let meeting = self.words.meeting(meeting);
                    text += &item(&format!("it could: {meeting}; {}", more(*points)));
                }
                WhyNot::PushesOut {
                    meeting,
                    cases: out,
                } => {
                    let meeting = self.words.meeting(meeting);
                    text += &item(&format!("it could, without {}: {meeting}", cases(out)));
                    for &other in out {
                        text += &item(&format!("in the way: {}", self.taken(other)));
                    }
                }
                WhyNot::Unmet { each, together } => text += &self.unmet(each, together),
            }
        }
        text
    }

    /// Why it could not meet on a date even alone.
    fn unmet(&self, each: &[Need], together: &[Need]) -> String {
        if together.is_empty() {
            return item("it could not: a meeting that starts then leaves the day");
        }
        let (said, needs) = if each.is_empty() {
            ("it could not, for these cannot all be:", together)
        } else {
            let said = "it could not, whatever else is planned. What cannot be then:";
            (said, each)
        };
        let mut text = item(said);
        for need in needs {
            text += &indented("      ", &self.need(*need));
        }
        text
    }

    /// How long it can still wait.
    fn forecast(&self) -> String {
        let forecast = &self.explained.forecast;
        let mut text = heading(if forecast.is_placed {
            "If it had to have another date"
        } else {
            "How long it can wait"
        });
        let starts: u32 = forecast.starts.iter().sum();
        text += &item(&match forecast.last_in_time {
            None => format!("it could not be in time; {starts} starts are left at all"),
            Some(last) => format!(
                "{} of {starts} starts that are left are in time, the last on {}",
                forecast.in_time,
                self.words.day(last)
            ),
        });
        let all = self.explained.problem.cases.len();
        text + &item(&match self.explained.rank {
            0 => format!("no case of {all} is more urgent"),
            1 => format!("one case of {all} is more urgent"),
            rank => format!("{rank} cases of {all} are more urgent"),
        })
    }
}
