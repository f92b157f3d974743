//! What may be said about availability, and what changes, decided from values.

use chrono::{DateTime, NaiveDate, Timelike, Utc};
use chrono_tz::Europe::London;
use entities::{
    AvailabilityRequestId, CaseId, ParticipantId, PersonId, Personal, Sealed, WindowId,
    availability_request, availability_window, case, participant, pool_member,
};
use scheduler::grid::{FIRST_HOUR, GRAIN_MINUTES, GRAINS};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{RequestRefused, SubmitRefused};
use crate::app::{day_of, is_in_reach};
use crate::planning::local::instant;

/// Windows at most in one submission.
pub const MAX_WINDOWS: usize = 250;
/// Days at most in one submission.
pub const MAX_DAYS: i64 = 180;
/// Characters at most in a reason.
const MAX_REASON: usize = 500;

/// What somebody says about some days.
#[derive(Clone, Debug)]
pub struct Submission {
    /// The first day spoken of.
    pub from_on: NaiveDate,
    /// The last day spoken of.
    pub until_on: NaiveDate,
    /// The times; a time within the days that is in none of them is not offered.
    pub windows: Vec<Window>,
    /// How it was said.
    pub source: availability_window::Source,
}

/// One time.
#[derive(Clone, Debug)]
pub struct Window {
    /// From when.
    pub starts_at: DateTime<Utc>,
    /// Until when.
    pub ends_at: DateTime<Utc>,
    /// How well it suits.
    pub grade: availability_window::Grade,
    /// Why; read by nobody but the person.
    pub private_reason: Option<Personal>,
}

/// The instants between which the windows of some days lie.
pub(super) fn bounds(from_on: NaiveDate, until_on: NaiveDate) -> (DateTime<Utc>, DateTime<Utc>) {
    (instant(from_on, 0), instant(until_on, GRAINS))
}

/// Whether a submission can be taken: the first thing that is wrong with it.
pub(super) fn check(submission: &Submission) -> Result<(), SubmitRefused> {
    let (from, until) = (submission.from_on, submission.until_on);
    for day in [from, until] {
        if !is_in_reach(day) {
            return Err(SubmitRefused::RangeOutOfReach(day.to_string()));
        }
    }
    if until < from {
        return Err(SubmitRefused::RangeBackwards(
            from.to_string(),
            until.to_string(),
        ));
    }
    let days = (until - from).num_days() + 1;
    if MAX_DAYS < days {
        return Err(SubmitRefused::RangeTooLong(days));
    }
    if MAX_WINDOWS < submission.windows.len() {
        return Err(SubmitRefused::TooManyWindows(submission.windows.len()));
    }
    for (ix, window) in submission.windows.iter().enumerate() {
        check_window(submission, ix, window)?;
    }
    check_overlaps(&submission.windows)
}

fn check_window(submission: &Submission, ix: usize, window: &Window) -> Result<(), SubmitRefused> {
    for at in [window.starts_at, window.ends_at] {
        if !is_in_reach(at.date_naive()) {
            return Err(SubmitRefused::OutsideRange(at.format("%Y").to_string(), ix));
        }
    }
    let (start, end) = (
        window.starts_at.with_timezone(&London),
        window.ends_at.with_timezone(&London),
    );
    let said = |at: DateTime<chrono_tz::Tz>| at.format("%H:%M on %-d %B %Y").to_string();
    if end <= start {
        return Err(SubmitRefused::EndsBeforeStart(said(start), said(end), ix));
    }
    if start.date_naive() != end.date_naive() {
        return Err(SubmitRefused::CrossesMidnight(ix));
    }
    for (at, end_of) in [(start, "startsAt"), (end, "endsAt")] {
        let grain = u32::from(GRAIN_MINUTES);
        if at.minute() % grain != 0 || at.second() != 0 || at.nanosecond() != 0 {
            return Err(SubmitRefused::OffTheQuarter(
                at.format("%H:%M:%S").to_string(),
                ix,
                end_of,
            ));
        }
        let minutes = at.hour() * 60 + at.minute();
        let opens = u32::from(FIRST_HOUR) * 60;
        if !(opens..=opens + u32::from(GRAINS) * grain).contains(&minutes) {
            return Err(SubmitRefused::OutsideHours(
                at.format("%H:%M").to_string(),
                ix,
                end_of,
            ));
        }
    }
    let day = start.date_naive();
    if day < submission.from_on || submission.until_on < day {
        return Err(SubmitRefused::OutsideRange(said(start), ix));
    }
    let reason = window.private_reason.as_ref();
    if reason.is_some_and(|reason| MAX_REASON < reason.reveal().chars().count()) {
        return Err(SubmitRefused::ReasonTooLong(ix));
    }
    Ok(())
}

fn check_overlaps(windows: &[Window]) -> Result<(), SubmitRefused> {
    let mut order: Vec<usize> = (0..windows.len()).collect();
    order.sort_by_key(|&ix| windows[ix].starts_at);
    match order
        .windows(2)
        .find(|pair| windows[pair[1]].starts_at < windows[pair[0]].ends_at)
    {
        Some(pair) => Err(SubmitRefused::Overlapping(pair[1])),
        None => Ok(()),
    }
}

/// Rows to drop and rows to add.
pub(super) struct Change {
    pub(super) drop: Vec<WindowId>,
    pub(super) add: Vec<availability_window::Model>,
}

/// What replacing `before` by a submission changes: rows that say the same stay as they are.
///
/// A window given again by somebody else without a reason keeps its owner's.
pub(super) fn replace(
    before: Vec<availability_window::Model>,
    person: PersonId,
    by: PersonId,
    now: DateTime<Utc>,
    submission: &Submission,
    mut id: impl FnMut() -> Uuid,
) -> Change {
    let mut left = before;
    let mut add = Vec::new();
    for window in &submission.windows {
        let same = left.iter().position(|row| {
            row.starts_at == window.starts_at
                && row.ends_at == window.ends_at
                && row.grade == window.grade
        });
        let found = same.map(|ix| left.swap_remove(ix));
        let kept = found
            .as_ref()
            .filter(|_| window.private_reason.is_none() && by != person);
        let private_reason = window
            .private_reason
            .clone()
            .map(Sealed::new)
            .or_else(|| kept.and_then(|row| row.private_reason.clone()));
        if let Some(row) = &found
            && row.private_reason == private_reason
            && row.source == submission.source
            && day_of(row.entered_at) == day_of(now)
        {
            continue;
        }
        left.extend(found);
        add.push(availability_window::Model {
            id: WindowId(id()),
            person_id: person,
            starts_at: window.starts_at,
            ends_at: window.ends_at,
            grade: window.grade,
            source: submission.source,
            entered_at: now,
            entered_by: by,
            private_reason,
        });
    }
    Change {
        drop: left.into_iter().map(|row| row.id).collect(),
        add,
    }
}

/// The seats that are asked: those named, or all where people can answer.
pub(super) fn seats<'a>(
    all: &'a [participant::Model],
    named: &[ParticipantId],
    kind: case::Kind,
) -> Result<Vec<&'a participant::Model>, RequestRefused> {
    use participant::Role;
    let is_asked = |seat: &&participant::Model| match (seat.role, kind) {
        // The family knows nothing of an inter-agency case; a child is asked through the parent.
        (Role::Family | Role::Supporter, case::Kind::DrA) | (Role::Child, _) => false,
        (_, _) => true,
    };
    if named.is_empty() {
        return Ok(all.iter().filter(is_asked).collect());
    }
    named
        .iter()
        .enumerate()
        .map(|(ix, id)| {
            all.iter()
                .filter(is_asked)
                .find(|seat| seat.id == *id)
                .ok_or(RequestRefused::NotAParticipant(ix))
        })
        .collect()
}

/// Who is asked for which seat: the person named, and everybody who could stand in.
pub(super) fn people(
    seats: &[&participant::Model],
    pool: &[pool_member::Model],
) -> Vec<(ParticipantId, PersonId)> {
    let mut people: Vec<(ParticipantId, PersonId)> = seats
        .iter()
        .flat_map(|seat| {
            let deputies = pool
                .iter()
                .filter(|member| member.participant_id == seat.id);
            let deputies = deputies.map(|member| member.person_id);
            seat.person_id
                .into_iter()
                .chain(deputies)
                .map(|person| (seat.id, person))
        })
        .collect();
    // Rows that are locked by several transactions are locked in one order.
    people.sort_by_key(|&(_, person)| person);
    people
}

/// The questions that are not open already.
pub(super) fn questions(
    case: CaseId,
    people: &[(ParticipantId, PersonId)],
    open: &[availability_request::Model],
    now: DateTime<Utc>,
    due_on: NaiveDate,
    mut id: impl FnMut() -> Uuid,
) -> Vec<availability_request::ActiveModel> {
    let waits = |person: PersonId, seat: ParticipantId| {
        open.iter().any(|row| {
            row.person_id == person && row.participant_id == seat && row.answered_at.is_none()
        })
    };
    people
        .iter()
        .filter(|(seat, person)| !waits(*person, *seat))
        .map(|&(seat, person)| availability_request::ActiveModel {
            id: Set(AvailabilityRequestId(id())),
            case_id: Set(case),
            participant_id: Set(seat),
            person_id: Set(person),
            sent_at: Set(now),
            due_on: Set(due_on),
            answered_at: Set(None),
            reminder_count: Set(0),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use chrono::Days;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn window(from: &str, to: &str) -> Window {
        Window {
            starts_at: at(from),
            ends_at: at(to),
            grade: availability_window::Grade::Free,
            private_reason: None,
        }
    }

    fn submission(windows: Vec<Window>) -> Submission {
        Submission {
            from_on: "2026-03-02".parse().unwrap(),
            until_on: "2026-03-29".parse().unwrap(),
            windows,
            source: availability_window::Source::Typed,
        }
    }

    fn said(windows: Vec<Window>) -> String {
        match check(&submission(windows)) {
            Ok(()) => "taken".to_owned(),
            Err(refused) => refused.to_string(),
        }
    }

    #[test]
    fn a_window_is_on_one_day_between_seven_and_eleven_on_the_quarter() {
        let cases = [
            ("2026-03-02T07:00:00Z", "2026-03-02T23:00:00Z"),
            ("2026-03-02T09:00:00Z", "2026-03-02T09:00:00Z"),
            ("2026-03-02T10:00:00Z", "2026-03-02T09:00:00Z"),
            ("2026-03-02T06:45:00Z", "2026-03-02T09:00:00Z"),
            ("2026-03-02T22:00:00Z", "2026-03-02T23:15:00Z"),
            ("2026-03-02T22:00:00Z", "2026-03-03T09:00:00Z"),
            ("2026-03-02T09:05:00Z", "2026-03-02T10:00:00Z"),
            ("2026-03-30T09:00:00Z", "2026-03-30T10:00:00Z"),
            // The clocks went forward that night: 07:00 in England is 06:00 UTC.
            ("2026-03-29T06:00:00Z", "2026-03-29T07:00:00Z"),
        ];
        let lines: Vec<String> = cases
            .iter()
            .map(|(from, to)| said(vec![window(from, to)]))
            .collect();
        insta::assert_snapshot!(lines.join("\n"), @r"
        taken
        this time ends at 09:00 on 2 March 2026, which is not after its start at 09:00 on 2 March 2026
        this time ends at 09:00 on 2 March 2026, which is not after its start at 10:00 on 2 March 2026
        06:45 is outside 07:00 to 23:00 UK time
        23:15 is outside 07:00 to 23:00 UK time
        this time crosses midnight. Maybe give each day its own time
        09:05:00 is not on a quarter of an hour
        10:00 on 30 March 2026 is not within the days you are answering for
        taken
        ");
    }

    #[test]
    fn windows_do_not_overlap() {
        let (nine, ten) = ("2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z");
        let eleven = "2026-03-02T11:00:00Z";
        assert_eq!(said(vec![window(ten, eleven), window(nine, ten)]), "taken");
        let refused = check(&submission(vec![window(ten, eleven), window(nine, eleven)]));
        assert_eq!(refused, Err(SubmitRefused::Overlapping(0)));
    }

    #[test]
    fn days_and_windows_are_limited() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let range = |from: &str, until: &str| {
            check(&Submission {
                from_on: day(from),
                until_on: day(until),
                ..submission(vec![])
            })
        };
        assert_eq!(range("2026-01-01", "2026-06-29"), Ok(()));
        assert_eq!(
            range("2026-01-01", "2026-06-30"),
            Err(SubmitRefused::RangeTooLong(181))
        );
        assert!(matches!(
            range("2026-01-02", "2026-01-01"),
            Err(SubmitRefused::RangeBackwards(..))
        ));
        assert!(matches!(
            range("1066-01-01", "1066-01-01"),
            Err(SubmitRefused::RangeOutOfReach(_))
        ));
        let many = |count: usize| {
            let start = at("2026-03-02T09:00:00Z");
            let quarter = chrono::Duration::minutes(15);
            (0..count)
                .map(|ix| {
                    let starts_at = start
                        + Days::new(u64::try_from(ix / 40).unwrap())
                        + quarter * i32::try_from(ix % 40).unwrap();
                    Window {
                        starts_at,
                        ends_at: starts_at + quarter,
                        ..window("2026-03-02T09:00:00Z", "2026-03-02T09:15:00Z")
                    }
                })
                .collect()
        };
        assert_eq!(check(&submission(many(MAX_WINDOWS))), Ok(()));
        assert_eq!(
            check(&submission(many(MAX_WINDOWS + 1))),
            Err(SubmitRefused::TooManyWindows(251))
        );
    }

    #[test]
    fn saying_the_same_again_changes_nothing() {
        let (person, now) = (PersonId(Uuid::from_u128(1)), at("2026-03-01T12:00:00Z"));
        let twice = submission(vec![window("2026-03-02T09:00:00Z", "2026-03-02T10:00:00Z")]);
        let first = replace(vec![], person, person, now, &twice, || Uuid::from_u128(9));
        assert_eq!((first.drop.len(), first.add.len()), (0, 1));
        let row = availability_window::Model {
            id: WindowId(Uuid::from_u128(9)),
            person_id: person,
            starts_at: twice.windows[0].starts_at,
            ends_at: twice.windows[0].ends_at,
            grade: twice.windows[0].grade,
            source: twice.source,
            entered_at: now,
            entered_by: person,
            private_reason: None,
        };
        let second = replace(vec![row.clone()], person, person, now, &twice, || {
            Uuid::from_u128(10)
        });
        assert_eq!((second.drop.len(), second.add.len()), (0, 0));
        let nothing = replace(
            vec![row],
            person,
            person,
            now,
            &submission(vec![]),
            Uuid::nil,
        );
        assert_eq!((nothing.drop.len(), nothing.add.len()), (1, 0));
    }
}
