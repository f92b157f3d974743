//! Until when something promised is due, and how that was reached: the law module's answer for the
//! category, or the day that the parties agreed in writing (regulations 42 and 44).

use chrono::NaiveDate;
use entities::agreement_action::Category;

use super::AgreementRefused;
use crate::law::changes::agreed_otherwise;
use crate::law::refused::Refused;
use crate::law::words::written;
use crate::law::{Calendar, Due, Event, Rule, calculator};

/// A last day, and how it was reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Timed {
    /// The last day.
    pub(super) on: NaiveDate,
    /// The rule that set it; `None` where the law sets no time.
    pub(super) rule: Option<Rule>,
    /// The first day on which that rule reads so.
    pub(super) version: Option<NaiveDate>,
    /// Where it is written.
    pub(super) citation: String,
    /// A sentence a step.
    pub(super) trace: Vec<String>,
}

/// The rule that sets the time of a category.
pub(super) const fn rule_of(category: Category) -> Rule {
    match category {
        Category::Promise => Rule::PromisedAction,
        Category::Assess => Rule::AgreedAssessment,
        Category::AssessNoPlan => Rule::AgreedAssessmentNoPlan,
        Category::AssessPlan => Rule::AgreedAssessmentPlan,
        Category::DraftPlan | Category::FinalPlan => Rule::AgreedPlan,
        Category::Reconsider => Rule::AgreedReconsideration,
        Category::Amend => Rule::AgreedAmendment,
        Category::Placement => Rule::AgreedPlacement,
    }
}

/// Whether a category is one that only the authority can keep (regulation 44(2)).
pub(super) const fn is_the_authoritys(category: Category) -> bool {
    match category {
        Category::Promise => false,
        Category::Assess
        | Category::AssessNoPlan
        | Category::AssessPlan
        | Category::DraftPlan
        | Category::FinalPlan
        | Category::Reconsider
        | Category::Amend
        | Category::Placement => true,
    }
}

/// Which of the two plans of regulation 44(2)(c) a category is about.
const fn part_of(category: Category) -> Option<&'static str> {
    match category {
        Category::DraftPlan => Some("the draft plan"),
        Category::FinalPlan => Some("the final plan"),
        Category::Promise
        | Category::Assess
        | Category::AssessNoPlan
        | Category::AssessPlan
        | Category::Reconsider
        | Category::Amend
        | Category::Placement => None,
    }
}

/// Until when action `number` is due; `None` outside mediation where no day was agreed.
pub(super) fn timed(
    number: usize,
    (category, agreed_override): (Option<Category>, Option<NaiveDate>),
    is_by_law: bool,
    agreed_on: NaiveDate,
    calendar: &Calendar,
) -> Result<Option<Timed>, AgreementRefused> {
    let agreed = (Event::Agreed, agreed_on);
    let none = |refused: Refused| AgreementRefused::NoDueDate(number, refused);
    match (category, agreed_override) {
        (Some(_), _) if !is_by_law => Err(AgreementRefused::CategoryOutsideMediation(number)),
        (Some(category), None) => {
            let due = calculator::due(rule_of(category), &[agreed], calendar).map_err(none)?;
            let due = narrowed(due, part_of(category));
            Ok(Some(by_law(due.rule, due)))
        }
        (Some(category), Some(other)) => {
            // The calculator refuses a day before the agreement, and one out of reach.
            let both = [agreed, (Event::OtherTime, other)];
            calculator::due(rule_of(category), &both, calendar).map_err(none)?;
            let due = calculator::due(rule_of(category), &[agreed], calendar).map_err(none)?;
            let due = agreed_otherwise(narrowed(due, part_of(category)), other);
            Ok(Some(by_law(Rule::AgreedTime, due)))
        }
        (None, Some(other)) => {
            let both = [agreed, (Event::OtherTime, other)];
            let due = calculator::due(Rule::AgreedTime, &both, calendar).map_err(none)?;
            let timed = if is_by_law {
                by_law(Rule::AgreedTime, due)
            } else {
                by_parties(other)
            };
            Ok(Some(timed))
        }
        (None, None) => Ok(None),
    }
}

fn by_law(rule: Rule, due: Due) -> Timed {
    let citation = if rule == due.rule {
        due.citation.to_owned()
    } else {
        format!("{}; SEND reg 42(5)", due.citation)
    };
    Timed {
        on: due.on,
        rule: Some(rule),
        version: Some(due.version),
        citation,
        trace: due.trace,
    }
}

fn by_parties(on: NaiveDate) -> Timed {
    Timed {
        on,
        rule: None,
        version: None,
        citation: "the parties' own agreement in writing".to_owned(),
        trace: vec![format!(
            "{}: as the parties agreed in writing; the law sets no time for this agreement",
            written(on)
        )],
    }
}

/// One of several parts of a clock, with the steps that led to it.
fn narrowed(due: Due, part: Option<&'static str>) -> Due {
    let Some(name) = part else {
        return due;
    };
    let Some(on) = due.parts.iter().find(|part| part.name == name) else {
        return due;
    };
    let on = on.on;
    let step = format!("for {name}:");
    let trace = due.trace.into_iter().filter(|line| line.contains(&step));
    Due {
        on,
        trace: trace.collect(),
        parts: Vec::new(),
        ..due
    }
}

/// The day on which it is checked that an agreement works: as agreed, or else the service's usual time
/// (C36).
pub(super) fn checked(
    agreed_on: NaiveDate,
    check_on: Option<NaiveDate>,
    calendar: &Calendar,
) -> Result<Due, AgreementRefused> {
    let other = check_on.map(|on| (Event::OtherTime, on));
    let agreed = Some((Event::Agreed, agreed_on));
    let events: Vec<_> = agreed.into_iter().chain(other).collect();
    calculator::due(Rule::FollowUp, &events, calendar).map_err(AgreementRefused::NoCheckDate)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// Weeks from Tuesday 24 November 2026, counted by hand on a calendar.
    #[test]
    fn every_category_has_its_time() {
        let calendar = Calendar::carried();
        for (category, rule, on) in [
            (Category::Promise, "C16", "2026-12-08"),
            (Category::Assess, "C18", "2026-12-08"),
            (Category::AssessNoPlan, "C19", "2027-02-02"),
            (Category::AssessPlan, "C20", "2027-03-02"),
            (Category::DraftPlan, "C21", "2026-12-29"),
            (Category::FinalPlan, "C21", "2027-02-09"),
            (Category::Reconsider, "C22", "2026-12-08"),
            (Category::Amend, "C23", "2026-12-29"),
            (Category::Placement, "C24", "2026-12-08"),
        ] {
            let wanted = (Some(category), None);
            let timed = timed(1, wanted, true, day("2026-11-24"), &calendar);
            let timed = timed.unwrap().unwrap();
            assert_eq!(timed.on, day(on), "{category:?}");
            assert_eq!(timed.rule.map(Rule::id), Some(rule), "{category:?}");
            assert_eq!(timed.trace.len(), 1, "{:?}", timed.trace);
            assert!(
                timed.trace[0].starts_with(&written(day(on))),
                "{:?}",
                timed.trace
            );
        }
    }

    #[test]
    fn another_time_in_writing_goes_before_the_laws() {
        let calendar = Calendar::carried();
        let agreed_on = day("2026-11-24");
        let of = |category, other: &str, is_by_law| {
            timed(
                3,
                (category, Some(day(other))),
                is_by_law,
                agreed_on,
                &calendar,
            )
        };
        let draft = of(Some(Category::DraftPlan), "2027-01-15", true)
            .unwrap()
            .unwrap();
        assert_eq!(
            (draft.on, draft.rule),
            (day("2027-01-15"), Some(Rule::AgreedTime))
        );
        insta::assert_snapshot!(draft.trace.join("\n"), @r"
        29 December 2026, for the draft plan: five weeks from 24 November 2026, when the agreement was made (SEND reg 42(2) and 44(2)(c))
        15 January 2027: instead of 29 December 2026, because the parties agreed on it in writing (SEND reg 42(5))
        ");
        let own = of(None, "2027-01-15", false).unwrap().unwrap();
        assert_eq!((own.on, own.rule), (day("2027-01-15"), None));
        let refused = of(Some(Category::Promise), "2026-11-23", true).unwrap_err();
        assert!(
            refused
                .to_string()
                .starts_with("action 3 cannot be due then"),
            "{refused}"
        );
        let outside = of(Some(Category::Promise), "2026-12-01", false).unwrap_err();
        assert!(matches!(
            outside,
            AgreementRefused::CategoryOutsideMediation(3)
        ));
        let open = timed(1, (None, None), false, agreed_on, &calendar);
        assert_eq!(open.unwrap(), None);
    }
}
