//! Reads problems and schedules from JSON.
//!
//! The files write an object whole where they first name it and by its `@id` from then on.

use std::{collections::BTreeMap, str::FromStr};

use serde::Deserialize;

use super::check::Score;

/// What is to be scheduled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    /// The day of each grain; there are no grains after these.
    pub(super) days: Vec<usize>,
    /// The seats of each room.
    pub(super) rooms: Vec<usize>,
    /// The meetings.
    pub(super) meetings: Vec<Meeting>,
}

/// A meeting and its people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Meeting {
    /// How long it is, in grains.
    pub(super) grains: usize,
    /// Who has to attend.
    pub(super) required: Vec<usize>,
    /// Who is better there; nobody is in both lists.
    pub(super) preferred: Vec<usize>,
}

/// When and where a meeting is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Sitting {
    /// The first grain.
    pub(super) start: usize,
    /// The room.
    pub(super) room: usize,
}

/// A file: a problem, and a schedule if somebody has solved it.
#[derive(Clone, Debug)]
pub(super) struct File {
    /// What is to be scheduled.
    pub(super) problem: Problem,
    /// When and where each meeting is held, as far as that is settled.
    pub(super) sittings: Vec<Option<Sitting>>,
    /// Whether each meeting stays as it is.
    pub(super) pinned: Vec<bool>,
    /// What the file says that its schedule scores.
    pub(super) score: Option<Score>,
}

/// Names an object that stands in a list of its own.
#[derive(Deserialize)]
#[serde(untagged)]
enum Named {
    ById(String),
    Whole {
        #[serde(rename = "@id")]
        id: String,
    },
}

impl Named {
    fn id(&self) -> &str {
        match self {
            Self::ById(id) | Self::Whole { id } => id,
        }
    }
}

/// A whole file.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
    meeting_list: Vec<MeetingEntry>,
    day_list: Vec<Named>,
    time_grain_list: Vec<GrainEntry>,
    room_list: Vec<RoomEntry>,
    person_list: Vec<Named>,
    meeting_assignment_list: Vec<AssignmentEntry>,
    score: Option<String>,
}

/// A meeting as it stands in the file.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct MeetingEntry {
    #[serde(rename = "@id")]
    id: String,
    duration_in_grains: usize,
    required_attendance_list: Vec<AttendanceEntry>,
    preferred_attendance_list: Vec<AttendanceEntry>,
}

/// One person's part in a meeting.
#[derive(Deserialize)]
struct AttendanceEntry {
    person: Named,
}

/// A grain as it stands in the file.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct GrainEntry {
    #[serde(rename = "@id")]
    id: String,
    grain_index: usize,
    day: Named,
}

/// A room as it stands in the file.
#[derive(Deserialize)]
struct RoomEntry {
    #[serde(rename = "@id")]
    id: String,
    capacity: usize,
}

/// When and where a meeting is held, as it stands in the file.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct AssignmentEntry {
    meeting: Named,
    #[serde(default)]
    pinned: bool,
    starting_time_grain: Option<Named>,
    room: Option<Named>,
}

/// The file, or everything that is wrong with it.
pub(super) fn read(text: &str) -> Result<File, Vec<String>> {
    let entry: Entry = serde_json::from_str(text).map_err(|fault| vec![fault.to_string()])?;
    let mut reader = Reader {
        people: positions(entry.person_list.iter().map(Named::id)),
        days: positions(entry.day_list.iter().map(Named::id)),
        grains: positions(entry.time_grain_list.iter().map(|grain| grain.id.as_str())),
        rooms: positions(entry.room_list.iter().map(|room| room.id.as_str())),
        meetings: positions(entry.meeting_list.iter().map(|meeting| meeting.id.as_str())),
        mistakes: Vec::new(),
    };
    let file = reader.file(&entry);
    if reader.mistakes.is_empty() {
        Ok(file)
    } else {
        Err(reader.mistakes)
    }
}

/// Where each id stands in its list.
fn positions<'a>(ids: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    ids.zip(0..).collect()
}

/// Turns ids into positions, and notes what it cannot make sense of.
struct Reader<'a> {
    people: BTreeMap<&'a str, usize>,
    days: BTreeMap<&'a str, usize>,
    grains: BTreeMap<&'a str, usize>,
    rooms: BTreeMap<&'a str, usize>,
    meetings: BTreeMap<&'a str, usize>,
    mistakes: Vec<String>,
}

impl Reader<'_> {
    fn file(&mut self, entry: &Entry) -> File {
        let problem = Problem {
            days: self.days(&entry.time_grain_list),
            rooms: entry.room_list.iter().map(|room| room.capacity).collect(),
            meetings: entry
                .meeting_list
                .iter()
                .map(|meeting| self.meeting(meeting))
                .collect(),
        };
        if problem.rooms.is_empty() {
            self.mistakes.push("there are no rooms".to_owned());
        }
        let mut sittings = vec![None; problem.meetings.len()];
        let mut pinned = vec![false; problem.meetings.len()];
        let mut named = vec![false; problem.meetings.len()];
        for assignment in &entry.meeting_assignment_list {
            let id = assignment.meeting.id();
            let Some(meeting) = find(&self.meetings, "meeting", id, &mut self.mistakes) else {
                continue;
            };
            if std::mem::replace(&mut named[meeting], true) {
                self.mistakes.push(format!("{id} is assigned twice"));
            }
            sittings[meeting] = self.sitting(assignment);
            pinned[meeting] = assignment.pinned;
            if pinned[meeting] && sittings[meeting].is_none() {
                self.mistakes.push(format!("{id} is pinned to nothing"));
            }
        }
        File {
            problem,
            sittings,
            pinned,
            score: self.score(entry.score.as_deref()),
        }
    }

    /// The day of each grain.
    fn days(&mut self, grains: &[GrainEntry]) -> Vec<usize> {
        if grains.is_empty() {
            self.mistakes.push("there are no grains".to_owned());
        }
        let mut days = Vec::new();
        for (position, grain) in grains.iter().enumerate() {
            if grain.grain_index != position {
                let (id, index) = (&grain.id, grain.grain_index);
                self.mistakes
                    .push(format!("{id} is grain {position} but says {index}"));
            }
            days.extend(find(&self.days, "day", grain.day.id(), &mut self.mistakes));
        }
        days
    }

    /// A meeting with its people.
    fn meeting(&mut self, entry: &MeetingEntry) -> Meeting {
        if entry.duration_in_grains == 0 {
            self.mistakes.push(format!("{} takes no time", entry.id));
        }
        let mut seen = Vec::new();
        let mut people = |attendances: &[AttendanceEntry]| {
            let mut people = Vec::new();
            for attendance in attendances {
                let id = attendance.person.id();
                let Some(person) = find(&self.people, "person", id, &mut self.mistakes) else {
                    continue;
                };
                if seen.contains(&person) {
                    self.mistakes.push(format!("{} asks {id} twice", entry.id));
                }
                seen.push(person);
                people.push(person);
            }
            people
        };
        Meeting {
            grains: entry.duration_in_grains,
            required: people(&entry.required_attendance_list),
            preferred: people(&entry.preferred_attendance_list),
        }
    }

    /// When and where, if both are settled.
    fn sitting(&mut self, entry: &AssignmentEntry) -> Option<Sitting> {
        let (start, room) = (entry.starting_time_grain.as_ref()?, entry.room.as_ref()?);
        Some(Sitting {
            start: find(&self.grains, "grain", start.id(), &mut self.mistakes)?,
            room: find(&self.rooms, "room", room.id(), &mut self.mistakes)?,
        })
    }

    /// The score in the file.
    fn score(&mut self, text: Option<&str>) -> Option<Score> {
        let score = Score::from_str(text?);
        score.map_err(|fault| self.mistakes.push(fault)).ok()
    }
}

/// The position that an id stands for.
fn find(
    positions: &BTreeMap<&str, usize>,
    kind: &str,
    id: &str,
    mistakes: &mut Vec<String>,
) -> Option<usize> {
    let position = positions.get(id).copied();
    if position.is_none() {
        mistakes.push(format!("there is no {kind} {id}"));
    }
    position
}
