//! When a check can be made, and what is known of an appeal: from values.

use chrono::{DateTime, NaiveDate, Utc};
use entities::{appeal_watch, case, meeting};

use super::NewCheck;
use crate::app::{day_of, is_in_reach};
use crate::domain::casework::RecordRefused;
use crate::lifecycle::invitation::is_party;
use crate::lifecycle::kinds::Product;
use crate::lifecycle::{Change, appeal};

/// The clock of the check.
pub(super) const CLOCK: &str = "C36";

/// Refuses a check before there was a meeting, of somebody who is no party, or on a day that has not come.
pub(super) fn may_check(
    meetings: &[meeting::Model],
    new: &NewCheck,
    today: NaiveDate,
) -> Result<(), RecordRefused> {
    let wrong = |code, sentence: &str| RecordRefused::Wrong {
        field: "checkedOn",
        code,
        sentence: sentence.to_owned(),
    };
    let held = meetings
        .iter()
        .filter(|meeting| meeting.state == meeting::State::Completed)
        .map(|meeting| day_of(meeting.starts_at))
        .min();
    let Some(held_on) = held else {
        let sentence = "An agreement is checked after the meeting at which it was made (C36, \
                        practice of the service).";
        return Err(wrong("NO_MEETING_YET", sentence));
    };
    if !is_party(new.asked) {
        return Err(RecordRefused::Wrong {
            field: "asked",
            code: "NOT_A_PARTY",
            sentence: "Whether an agreement works is asked of a party to it (C36, practice of the \
                       service)."
                .to_owned(),
        });
    }
    RecordRefused::unless_past("checkedOn", "A check", new.checked_on, today)?;
    if new.checked_on < held_on {
        let sentence = "A check cannot be dated before the meeting (a step follows its cause).";
        return Err(wrong("DATE_BEFORE_ITS_CAUSE", sentence));
    }
    Ok(())
}

/// What is known of an appeal, as the life-cycles have it.
pub(crate) fn known(row: Option<&appeal_watch::Model>) -> appeal::State {
    match row.map(|row| row.known) {
        Some(appeal_watch::Known::Lodged) => appeal::State::Lodged,
        Some(appeal_watch::Known::NotLodged) => appeal::State::NotLodged,
        None => appeal::State::NotKnown,
    }
}

/// What is learnt, as it is stored.
pub(super) fn stored(lodged_on: Option<NaiveDate>) -> appeal_watch::Known {
    match lodged_on {
        Some(_) => appeal_watch::Known::Lodged,
        None => appeal_watch::Known::NotLodged,
    }
}

/// Asks the life-cycle what follows from what is learnt.
pub(super) fn learnt(
    row: &case::Model,
    before: Option<&appeal_watch::Model>,
    lodged_on: Option<NaiveDate>,
    now: DateTime<Utc>,
) -> Result<Change<appeal::State>, RecordRefused> {
    match Product::from(row.kind) {
        Product::Advice | Product::Mediation(_) => {}
        // There is no decision to appeal against in these.
        Product::Resolution(_) | Product::Facilitation(_) => {
            return Err(RecordRefused::OtherType);
        }
    }
    let event = match lodged_on {
        Some(on) => appeal::Event::Lodged { on },
        None => appeal::Event::NotLodged,
    };
    let facts = appeal::Facts {
        notice_sent_on: row.notice_sent_on,
        appeal_by_on: row.appeal_by_on,
    };
    if let Some(on) = lodged_on
        && !is_in_reach(on)
    {
        return Err(RecordRefused::out_of_reach());
    }
    appeal::step(known(before), &event, &facts, now).map_err(|refused| {
        use crate::lifecycle::Refused as _;
        RecordRefused::Wrong {
            field: "lodgedOn",
            code: refused.code(),
            sentence: refused.to_string(),
        }
    })
}
