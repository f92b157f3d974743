//! Who may complain, raise a concern, and read either: from values.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use entities::{AgreementActionId, PersonId, complaint, safeguarding_concern, safeguarding_reader};

use crate::auth::{Action, Afterwards, Standing, may, may_afterwards};
use crate::domain::casework::RecordRefused;

fn wrong(field: &'static str, code: &'static str, sentence: &str) -> RecordRefused {
    RecordRefused::Wrong {
        field,
        code,
        sentence: sentence.to_owned(),
    }
}

/// The named person is nobody the actor knows of in the case.
pub(super) fn nobody(field: &'static str) -> RecordRefused {
    let sentence = "There is no such person in this case (record of people).";
    wrong(field, "NO_SUCH_PERSON", sentence)
}

/// Too many are to know.
pub(super) fn too_many_readers(most: usize) -> RecordRefused {
    RecordRefused::Wrong {
        field: "readerIds",
        code: "TOO_MANY_READERS",
        sentence: format!(
            "At most {most} people need to know of a concern (practice of the service)."
        ),
    }
}

/// Who complains: whoever records it, or for whom those who run the case write it down.
pub(super) fn complainant(
    standing: Standing,
    by: PersonId,
    named: Option<PersonId>,
) -> Result<PersonId, RecordRefused> {
    match named.filter(|&named| named != by) {
        Some(other) if may_afterwards(standing, Afterwards::RecordComplaint) => Ok(other),
        Some(_) => Err(RecordRefused::NotFound),
        None if may_afterwards(standing, Afterwards::Complain) => Ok(by),
        None => Err(wrong(
            "complainantId",
            "COMPLAINANT_MISSING",
            "Who works for the service writes down whose complaint it is (complaints go to the \
             service manager).",
        )),
    }
}

/// What a complaint is about: a person, an action, or else the service.
pub(super) fn about(
    person: Option<PersonId>,
    action: Option<AgreementActionId>,
) -> Result<complaint::About, RecordRefused> {
    match (person, action) {
        (None, None) => Ok(complaint::About::Service),
        (Some(_), None) => Ok(complaint::About::Person),
        (None, Some(_)) => Ok(complaint::About::Action),
        (Some(_), Some(_)) => Err(wrong(
            "actionId",
            "ABOUT_TWO_THINGS",
            "A complaint is about a person or a promised action. Maybe record two (complaints go to \
             the service manager).",
        )),
    }
}

/// Refuses a complaint about somebody who does not work for the service.
pub(super) fn not_of_the_service() -> RecordRefused {
    wrong(
        "personId",
        "NOT_OF_THE_SERVICE",
        "A complaint about a person is about somebody who works for the service, its mediators and \
         interpreters among them; a body has a complaints procedure of its own (complaints go to the \
         service manager).",
    )
}

/// Refuses a complaint that its own subject writes down, one from the future, and one from before the
/// case.
pub(super) fn may_be_made(
    about: Option<PersonId>,
    by: PersonId,
    made_on: NaiveDate,
    (opened_on, today): (NaiveDate, NaiveDate),
) -> Result<(), RecordRefused> {
    if about == Some(by) {
        return Err(wrong(
            "personId",
            "ABOUT_ONESELF",
            "Whom a complaint is about does not write it down. Maybe ask the service manager \
             (complaints go to the service manager).",
        ));
    }
    RecordRefused::unless_past("madeOn", "A complaint", made_on, today)?;
    if made_on < opened_on {
        let sentence = "A complaint cannot be dated before the case was opened (a step follows its \
                        cause).";
        return Err(wrong("madeOn", "DATE_BEFORE_ITS_CAUSE", sentence));
    }
    Ok(())
}

/// Refuses to resolve a complaint twice.
pub(super) fn is_open(row: &complaint::Model) -> Result<(), RecordRefused> {
    match row.resolved_at {
        None => Ok(()),
        Some(_) => Err(wrong(
            "complaintId",
            "RESOLVED_ALREADY",
            "A complaint is resolved once (complaints go to the service manager).",
        )),
    }
}

/// Whether somebody reads a complaint: whose it is, and the service manager; never whom it is about.
#[must_use]
pub fn reads_complaint(standing: Standing, reader: PersonId, row: &complaint::Model) -> bool {
    let is_own = row.complainant_id == reader && may_afterwards(standing, Afterwards::Complain);
    row.about_person_id != Some(reader) && (is_own || handles_complaint(standing, reader, row))
}

/// Whether a complaint is somebody's to handle.
pub(super) fn handles_complaint(
    standing: Standing,
    reader: PersonId,
    row: &complaint::Model,
) -> bool {
    may_afterwards(standing, Afterwards::HandleComplaints)
        && row.about_person_id != Some(reader)
        && row.complainant_id != reader
}

/// Refuses to let a case stand still by who does not run it: that is for them to ask.
pub(super) fn may_suspend(standing: Standing) -> Result<(), RecordRefused> {
    if may(standing, Action::RunCase) {
        return Ok(());
    }
    Err(wrong(
        "suspends",
        "NOT_YOURS_TO_SUSPEND",
        "Those who run the case decide whether it stands still; the concern is recorded without it \
         (practice of the service).",
    ))
}

/// Refuses a referral without a day or from the future, and a day without a referral.
pub(super) fn may_be_referred(
    is_referred: bool,
    on: Option<NaiveDate>,
    today: NaiveDate,
) -> Result<(), RecordRefused> {
    if is_referred != on.is_some() {
        return Err(wrong(
            "referredOn",
            "REFERRAL_INCOMPLETE",
            "A referral is to somebody and on a day (record of safeguarding concerns).",
        ));
    }
    match on {
        Some(on) => RecordRefused::unless_past("referredOn", "A referral", on, today),
        None => Ok(()),
    }
}

/// Each reader once.
pub(super) fn each_once(readers: Vec<PersonId>) -> BTreeSet<PersonId> {
    readers.into_iter().collect()
}

/// Whether somebody reads a concern: the service manager, and who is on its list and still in the case.
#[must_use]
pub fn reads_concern(
    standing: Standing,
    reader: PersonId,
    row: &safeguarding_concern::Model,
    readers: &[safeguarding_reader::Model],
) -> bool {
    let is_listed = readers
        .iter()
        .any(|listed| listed.concern_id == row.id && listed.person_id == reader);
    may_afterwards(standing, Afterwards::ReadConcerns)
        || (is_listed && may(standing, Action::SeeCase))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::Refusal as _;

    #[test]
    fn a_complaint_is_of_the_time_of_its_case() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let by = PersonId(Uuid::from_u128(1));
        let when = (day("2026-02-27"), day("2026-03-02"));
        for (made_on, expected) in [
            ("0001-01-01", Some(("DATE_OUT_OF_REACH", "so long ago"))),
            ("2013-12-31", Some(("DATE_OUT_OF_REACH", "so long ago"))),
            (
                "2026-02-26",
                Some(("DATE_BEFORE_ITS_CAUSE", "before the case was opened")),
            ),
            ("2026-02-27", None),
            ("2026-03-02", None),
            ("2026-03-03", Some(("DATE_IN_THE_FUTURE", "in the future"))),
        ] {
            let refused = may_be_made(None, by, day(made_on), when).err();
            let told = refused.as_ref().map(RecordRefused::code);
            assert_eq!(told, expected.map(|(code, _)| code), "{made_on}");
            let sentence = refused
                .map(|refused| refused.to_string())
                .unwrap_or_default();
            assert!(
                sentence.contains(expected.map_or("", |(_, words)| words)),
                "{sentence}"
            );
        }
    }
}
