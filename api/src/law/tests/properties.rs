//! What holds for every day.

use std::sync::LazyLock;

use chrono::{Datelike as _, Days, NaiveDate};
use proptest::prelude::*;

use super::{Calendar, day};
use crate::law::calculator::{Happened, due};
use crate::law::entries::{ENTRIES, Form};
use crate::law::events::Event;
use crate::law::rules::{Roll, Rule, Text, Unit};
use crate::law::words::written;

/// The days that every rule reaches.
fn days() -> impl Strategy<Value = NaiveDate> {
    let first = day("2018-04-03");
    let last = (day("2099-12-31") - first).num_days();
    (0..=last).prop_map(move |more| first + Days::new(u64::try_from(more).unwrap()))
}

/// The rules that give dates, with events on these days, of which the second is not earlier.
fn questions(one: NaiveDate, other: NaiveDate) -> Vec<(Rule, Vec<Happened>)> {
    let (first, second) = (one.min(other), one.max(other));
    let mut all = Vec::new();
    for entry in &ENTRIES {
        match entry.form {
            Form::Start(event) => all.push((entry.rule, vec![(event, first)])),
            Form::Either(this, that) => {
                all.push((entry.rule, vec![(this, first)]));
                all.push((entry.rule, vec![(that, first)]));
            }
            Form::Later(this, that) => {
                all.push((entry.rule, vec![(this, first)]));
                all.push((entry.rule, vec![(this, first), (that, second)]));
            }
            Form::Written(this, that) => {
                all.push((entry.rule, vec![(this, first), (that, second)]));
            }
            Form::Open(_) => {}
        }
        if let (Form::Start(event), Some(besides)) = (entry.form, entry.besides) {
            all.push((entry.rule, vec![(event, first), (besides, second)]));
        }
    }
    all
}

/// The bank holidays, read once: a property looks at them a million times.
static CALENDAR: LazyLock<Calendar> = LazyLock::new(Calendar::carried);

fn on(rule: Rule, events: &[Happened]) -> NaiveDate {
    due(rule, events, &CALENDAR).unwrap().on
}

/// The lines that a question is answered by.
fn texts(rule: Rule, events: &[Happened]) -> Vec<&'static Text> {
    let asked = |text: &&Text| events.iter().any(|(event, _)| *event == text.event);
    rule.all_texts().filter(asked).collect()
}

#[test]
fn ten_years_of_days_and_every_rule() {
    let mut day = day("2019-01-01");
    let mut count = 0;
    while day.year() < 2029 {
        for (rule, events) in questions(day, day + Days::new(40)) {
            let due = due(rule, &events, &CALENDAR).unwrap();
            let last = due.trace.last().expect("there is a step");
            assert!(
                last.contains(&written(due.on)),
                "{} {events:?}: {last}",
                rule.id()
            );
            assert!(due.trace.iter().all(|step| !step.contains('\n')));
            count += 1;
        }
        day = day + Days::new(1);
    }
    assert_eq!(count, 3_653 * questions(day, day).len());
}

proptest! {
    /// Every event may move on; what is due then does not come earlier.
    #[test]
    fn a_later_event_never_makes_an_earlier_deadline(
        one in days(), other in days(), later in 1_u64..60, moved in 0_usize..2,
    ) {
        for (rule, events) in questions(one, other) {
            let mut after = events.clone();
            let ix = moved.min(after.len() - 1);
            after[ix].1 = after[ix].1 + Days::new(later);
            let is_in_order = after.is_sorted_by_key(|(_, on)| *on);
            let is_in_reach = after.iter().all(|(_, on)| on.year() < 2100);
            if is_in_order && is_in_reach {
                let (before, after_on) = (on(rule, &events), on(rule, &after));
                prop_assert!(before <= after_on, "{} {events:?} {before}, {after:?} {after_on}", rule.id());
            }
        }
    }

    /// Wherever working days are counted or a day rolls, the answer is a working day.
    #[test]
    fn a_day_that_is_rolled_or_counted_in_working_days_is_a_working_day(one in days(), other in days()) {
        for (rule, events) in questions(one, other) {
            let works = texts(rule, &events).into_iter().any(|text| match (text.unit, text.roll) {
                (Unit::WorkingDays | Unit::ClearWorkingDays | Unit::TribunalDays, _)
                | (_, Roll::Earlier | Roll::Tribunal) => true,
                (Unit::CalendarDays | Unit::Weeks | Unit::CalendarMonths | Unit::DaysBefore { .. }, Roll::None) => false,
            });
            if works {
                let due = due(rule, &events, &CALENDAR).unwrap();
                prop_assert!(CALENDAR.is_working(due.on), "{} {events:?} {}", rule.id(), due.on);
            }
        }
    }

    /// The two ways to ask for notice agree: given on the last day for it, it is in time for the
    /// meeting; given on the next working day, it is not.
    #[test]
    fn notice_is_the_same_from_both_ends(meeting in days()) {
        let meeting = CALENDAR.first_working(meeting);
        let last = on(Rule::Notice, &[(Event::Meeting, meeting)]);
        prop_assert_eq!(on(Rule::Notice, &[(Event::NoticeGiven, last)]), meeting);
        let late = CALENDAR.next_working(last);
        prop_assert!(meeting < on(Rule::Notice, &[(Event::NoticeGiven, late)]));
    }

    /// An appeal never has less than either of its times, and nobody waits through September.
    #[test]
    fn an_appeal_has_at_least_both_of_its_times(notice in days(), wait in 0_u64..120) {
        let issued = notice + Days::new(wait);
        prop_assume!(issued.year() < 2100);
        let alone = on(Rule::Appeal, &[(Event::NoticeSent, notice)]);
        let both = on(Rule::Appeal, &[(Event::NoticeSent, notice), (Event::CertificateIssued, issued)]);
        let bare = (notice + chrono::Months::new(2)).max(issued + chrono::Months::new(1));
        prop_assert!(alone <= both && bare <= both);
        prop_assert!((both - bare).num_days() <= 36, "{notice} {issued} {both}");
    }
}
