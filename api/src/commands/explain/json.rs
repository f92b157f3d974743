//! What is said to programs: docs/files.md lists the fields.

use scheduler::{
    file::{Booking, File},
    plan::{
        CaseIx, Level, Meeting, PartIx, Plan, Points,
        explain::{Alternative, Forecast, Need, Opening, Piece, Placed, Repair, Unplaced, WhyNot},
        model::PersonIx,
    },
};
use serde_json::{Map, Value, json};

use super::{
    explained::{Explained, Why},
    words::Words,
};
use crate::commands::planner::{level_name, status};

/// One JSON object.
pub(super) fn of(file: &File, explained: &Explained) -> Value {
    let told = Told {
        explained,
        words: Words {
            file,
            problem: &explained.problem,
            case: explained.case,
        },
    };
    let planned = explained.planned.as_ref();
    let mut answer = json!({
        "instance": file.instance().name,
        "case": explained.case.0,
        "objective": explained.cost(),
        "status": planned.map(|planned| status(planned.status)),
        "bound": planned.map(|planned| planned.bound),
        "placed": null,
        "unplaced": null,
        "dates": told.dates(),
        "forecast": forecast(&explained.forecast, explained.rank),
    });
    match &explained.why {
        Why::Placed {
            meeting,
            placed,
            others,
        } => answer["placed"] = told.placed(meeting, placed, others),
        Why::Unplaced { unplaced, more } => answer["unplaced"] = told.unplaced(unplaced, more),
    }
    answer
}

struct Told<'a> {
    explained: &'a Explained,
    words: Words<'a>,
}

fn numbers(cases: &[CaseIx]) -> Vec<usize> {
    cases.iter().map(|case| case.0).collect()
}

fn levels(points: Points) -> Map<String, Value> {
    let levels = Level::ALL.into_iter();
    levels
        .map(|level| (level_name(level).to_owned(), points.of(level).into()))
        .collect()
}

fn forecast(forecast: &Forecast, rank: usize) -> Value {
    json!({
        "starts": forecast.starts,
        "in_time": forecast.in_time,
        "last_in_time": forecast.last_in_time.map(|day| day.0),
        "more_urgent": rank,
    })
}

impl Told<'_> {
    /// A meeting of a case, as solution files write it.
    fn meeting(&self, case: CaseIx, meeting: &Meeting) -> Value {
        let mut only = Plan {
            meetings: vec![None; self.explained.problem.cases.len()],
        };
        only.meetings[case.0] = Some(meeting.clone());
        let mut written = self.words.file.solution(&only).cases;
        let booking: Booking = written.swap_remove(case.0);
        serde_json::to_value(booking).expect("numbers and text can always be written")
    }

    fn own(&self, meeting: &Meeting) -> Value {
        self.meeting(self.explained.case, meeting)
    }

    fn with_more(&self, meeting: &Meeting, more: i64) -> Value {
        json!({ "meeting": self.own(meeting), "more": more })
    }

    fn alternative(&self, found: Option<&Alternative>) -> Option<Value> {
        found.map(|found| self.with_more(&found.meeting, found.more))
    }

    fn placed(&self, meeting: &Meeting, placed: &Placed, others: &[(Meeting, i64)]) -> Value {
        let takers = placed.next_takers.iter().enumerate();
        let takers = takers.filter_map(|(part, next)| {
            let role = self.words.role(PartIx(part))?;
            Some(json!({ "role": role, "next": self.alternative(next.as_ref()) }))
        });
        let pieces = placed.pieces.iter();
        let alone = placed.alone.as_ref().map(|wished| {
            let mut alone = self.with_more(&wished.alternative.meeting, wished.alternative.more);
            alone["held_by"] = numbers(&wished.held_by).into();
            alone
        });
        let others = others.iter();
        json!({
            "meeting": self.own(meeting),
            "pinned": self.words.wish().pinned,
            "adds": self.explained.problem.scale.cost(placed.points),
            "levels": levels(placed.points),
            "pieces": pieces.map(|(piece, points)| self.piece(*piece, *points)).collect::<Vec<_>>(),
            "next_start": self.alternative(placed.next_start.as_ref()),
            "next_place": self.alternative(placed.next_place.as_ref()),
            "next_takers": takers.collect::<Vec<_>>(),
            "alone": alone,
            "others": others.map(|(one, more)| self.with_more(one, *more)).collect::<Vec<_>>(),
        })
    }

    fn piece(&self, piece: Piece, points: Points) -> Value {
        let (name, part, person): (_, Option<PartIx>, Option<PersonIx>) = match piece {
            Piece::Day => ("day", None, None),
            Piece::Room => ("room", None, None),
            Piece::FamilyJourney => ("family_journey", None, None),
            Piece::Choice(part) => ("choice", Some(part), None),
            Piece::Share(part) => ("share", Some(part), None),
            Piece::Journey(part) => ("journey", Some(part), None),
            Piece::Time(part) => ("time", Some(part), None),
            Piece::Absence(part) => ("absence", Some(part), None),
            Piece::Changed(part) => ("changed", Some(part), None),
            Piece::Welcome(person) => ("welcome", None, Some(person)),
            Piece::Moved => ("moved", None, None),
        };
        let mut told = json!({ "piece": name, "levels": levels(points) });
        let meeting = self.explained.plan.meetings[self.explained.case.0].as_ref();
        if let Some(part) = part {
            told["role"] = self.words.role(part).into();
            let taker = meeting.and_then(|meeting| meeting.team[part.0]);
            told["person"] = taker.map(|person| person.0).into();
        }
        if let Some(person) = person {
            told["person"] = person.0.into();
        }
        told
    }

    fn unplaced(&self, unplaced: &Unplaced, costs: &[i64]) -> Value {
        match unplaced {
            Unplaced::Possible { meeting, more } => {
                json!({ "possible": self.with_more(meeting, *more) })
            }
            Unplaced::Impossible { conflict, openings } => {
                let openings = openings.iter().zip(costs);
                json!({
                    "conflict": self.needs(conflict),
                    "openings": openings
                        .map(|(opening, more)| self.opening(opening, *more))
                        .collect::<Vec<_>>(),
                })
            }
        }
    }

    fn needs(&self, needs: &[Need]) -> Vec<Value> {
        needs.iter().map(|&need| self.need(need)).collect()
    }

    fn need(&self, need: Need) -> Value {
        let name = match need {
            Need::Day => "day",
            Need::Start => "start",
            Need::Pay => "pay",
            Need::Place => "place",
            Need::FamilyJourney => "family_journey",
            Need::Part(_) => "part",
            Need::Authority => "authority",
            Need::Apart => "apart",
            Need::Size => "size",
            Need::OnePart => "one_part",
            Need::Taken(_) => "taken",
        };
        let mut told = json!({ "need": name });
        if let Need::Part(part) = need {
            let pool = self.words.pool(part).into_iter();
            told["role"] = self.words.role(part).into();
            told["people"] = pool.map(|person| person.0).collect();
        }
        if let Need::Taken(other) = need {
            told["case"] = other.0.into();
            if let Some(taken) = self.explained.taken(other) {
                let people = taken.people.iter().map(|person| person.0);
                told["day"] = taken.day.0.into();
                told["people"] = people.collect();
                told["room"] = taken.room.map(|room| room.0).into();
            }
        }
        told
    }

    fn opening(&self, opening: &Opening, more: i64) -> Value {
        let case = self.explained.case;
        let meeting = opening.plan.meetings[case.0].as_ref();
        let mut told = self.repair(opening);
        told["burden"] = opening.burden.into();
        told["more"] = more.into();
        told["meeting"] = meeting.map(|meeting| self.own(meeting)).into();
        told
    }

    fn repair(&self, opening: &Opening) -> Value {
        match opening.repair {
            Repair::Move(other) => {
                let moved = opening.plan.meetings[other.0].as_ref();
                json!({
                    "repair": "move",
                    "case": other.0,
                    "moved": moved.map(|meeting| self.meeting(other, meeting)),
                })
            }
            Repair::OpenRoom { room, day, grains } => json!({
                "repair": "open_room",
                "room": room.0,
                "day": day.0,
                "grains": bits(grains),
            }),
            Repair::PayOneMore(contract) => {
                json!({ "repair": "pay_one_more", "contract": contract.0 })
            }
            Repair::OneMoreMember { part, day } => json!({
                "repair": "one_more_member",
                "role": self.words.role(part),
                "person": self.words.role(part).is_none().then(|| self.words.pool(part)[0].0),
                "day": day.0,
            }),
            Repair::OneMoreADay(person) => {
                json!({ "repair": "one_more_a_day", "person": person.0 })
            }
            Repair::OneMoreAWeek(person) => {
                json!({ "repair": "one_more_a_week", "person": person.0 })
            }
            Repair::MoreTime {
                person,
                day,
                grains,
            } => json!({
                "repair": "more_time",
                "person": person.0,
                "day": day.0,
                "grains": bits(grains),
            }),
            Repair::FamilyFarther { minutes } => {
                json!({ "repair": "family_farther", "minutes": minutes })
            }
        }
    }

    fn dates(&self) -> Vec<Value> {
        let dates = self.explained.dates.iter();
        let told = dates.map(|(date, why)| {
            let mut told = match why {
                WhyNot::Chosen => json!({ "answer": "chosen" }),
                WhyNot::Possible { meeting, more } => {
                    let mut told = self.with_more(meeting, *more);
                    told["answer"] = "possible".into();
                    told
                }
                WhyNot::PushesOut { meeting, cases } => json!({
                    "answer": "pushes_out",
                    "meeting": self.own(meeting),
                    "cases": numbers(cases),
                }),
                WhyNot::Unmet { each, together } => json!({
                    "answer": "unmet",
                    "each": self.needs(each),
                    "together": self.needs(together),
                }),
            };
            told["day"] = date.day.0.into();
            told["grain"] = date.start.into();
            told
        });
        told.collect()
    }
}

/// The positions of the bits of a word.
fn bits(word: u64) -> Vec<u32> {
    (0..u64::BITS)
        .filter(|bit| word & (1 << bit) != 0)
        .collect()
}
