//! Whether notice may be shorter, who may ask for a private word, and which days can be.

use chrono::{DateTime, NaiveDate, Utc};
use entities::case;
use entities::case::Kind;

use crate::app::{day_of, is_in_reach};
use crate::domain::parties::PartiesRefused;
use crate::lifecycle::kinds::Product;

/// Refuses an agreement to shorter notice where none is owed, where there is one, and at a time that cannot be.
pub(super) fn short_notice(
    row: &case::Model,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<(), PartiesRefused> {
    let no = |code, field, sentence| Err(PartiesRefused::against(code, field, sentence));
    match Product::from(row.kind) {
        Product::Mediation(_) => {}
        Product::Advice | Product::Resolution(_) | Product::Facilitation(_) => {
            let sentence = "Five working days' notice is owed for mediation alone, so that there is \
                            nothing to agree to here (regulation 37(2); C12).";
            return no("NO_NOTICE_OWED", "caseId", sentence);
        }
    }
    if row.short_notice_agreed_at.is_some() {
        let sentence = "The family has agreed to shorter notice already (regulation 37(2)).";
        return no("AGREED_ALREADY", "caseId", sentence);
    }
    if now < at {
        let sentence = "Nobody has agreed to shorter notice in the future (record of the case).";
        return no("DATE_IN_THE_FUTURE", "agreedAt", sentence);
    }
    if day_of(at) < day_of(row.opened_at) {
        let sentence = "Nobody has agreed to shorter notice before the case came to the service \
                        (record of the case).";
        return no("DATE_BEFORE_ITS_CAUSE", "agreedAt", sentence);
    }
    Ok(())
}

/// Refuses to take an agreement to shorter notice back where there is none, and while a date rests on it.
pub(super) fn full_notice(row: &case::Model, has_date: bool) -> Result<(), PartiesRefused> {
    if row.short_notice_agreed_at.is_none() {
        let sentence = "The family has not agreed to shorter notice, so there is nothing to take back \
                        (regulation 37(2)).";
        return Err(PartiesRefused::against("NOT_AGREED", "caseId", sentence));
    }
    if has_date {
        let sentence = "A date is held or agreed, which may rest on the shorter notice: cancel the \
                        meeting first, so that everybody is told (regulation 37(2); H27).";
        return Err(PartiesRefused::against("DATE_AGREED", "caseId", sentence));
    }
    Ok(())
}

/// Refuses a private word in a case that has no meeting with a mediator.
pub(super) fn has_a_mediator(kind: Kind) -> Result<(), PartiesRefused> {
    match Product::from(kind) {
        Product::Mediation(_) | Product::Resolution(_) | Product::Facilitation(_) => Ok(()),
        Product::Advice => {
            let sentence = "Information and advice comes before any meeting: there is no mediator yet \
                            (practice of the service).";
            Err(PartiesRefused::against("NO_MEETING", "caseId", sentence))
        }
    }
}

/// Refuses the day of a draft plan in a case about something else, another than is known, and one that
/// cannot be.
pub(super) fn draft_served(
    row: &case::Model,
    on: NaiveDate,
    today: NaiveDate,
) -> Result<(), PartiesRefused> {
    let no = |code, field, sentence| Err(PartiesRefused::against(code, field, sentence));
    if row.kind != Kind::FacDp {
        let sentence = "Only a talk about a draft plan keeps the day on which the draft was served \
                        (regulations 13(1)(a) and 22(2)(c); C4).";
        return no("OTHER_TYPE", "caseId", sentence);
    }
    if row.draft_served_on.is_some() {
        let sentence = "The day on which the draft was served is known; `caseDateCorrect` sets it \
                        right (record of the case).";
        return no("RECORDED_ALREADY", "caseId", sentence);
    }
    passed(on, today, "servedOn")
}

/// Refuses a day on which the family cannot have been told of the decision before its letter.
pub(super) fn decision_told(
    row: &case::Model,
    on: NaiveDate,
    today: NaiveDate,
) -> Result<(), PartiesRefused> {
    let no = |code, sentence| Err(PartiesRefused::against(code, "toldOn", sentence));
    if row.kind == Kind::DrA {
        let sentence = "A dispute between agencies has no family to tell (CFA s.57(3)(a)).";
        return no("NO_FAMILY", sentence);
    }
    passed(on, today, "toldOn")?;
    match row.notice_sent_on {
        Some(sent_on) if sent_on < on => {
            let sentence = "The family is told by telephone before the letter is sent, or on that day: \
                            what comes after it is no word before (practice of the service).";
            no("AFTER_THE_LETTER", sentence)
        }
        Some(_) | None => Ok(()),
    }
}

/// Refuses a day to come, and one before the law was in force.
fn passed(on: NaiveDate, today: NaiveDate, field: &'static str) -> Result<(), PartiesRefused> {
    if today < on {
        let sentence =
            "What is recorded has happened: the day is not in the future (record of the case).";
        return Err(PartiesRefused::against(
            "DATE_IN_THE_FUTURE",
            field,
            sentence,
        ));
    }
    if !is_in_reach(on) {
        let sentence = "Days from 2014 on are worked with, when the regulations came into force \
                        (SI 2014/1530).";
        return Err(PartiesRefused::against(
            "DATE_OUT_OF_REACH",
            field,
            sentence,
        ));
    }
    Ok(())
}
