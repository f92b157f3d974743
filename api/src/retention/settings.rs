//! What a controller sets: other periods, and cases that nothing is removed from.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::table::{Category, Rule};
use super::{Period, due_on, in_force};

/// The controller's instructions. Without any, the table holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    periods: BTreeMap<Category, Period>,
    holds: BTreeSet<String>,
}

/// Years that anything may be kept at most.
const LONGEST_YEARS: u32 = 100;

impl Settings {
    /// Reads a file of lines, each a category and its period (`summary 60 days`) or a case that is held
    /// (`hold C-2026-0017`); what stands behind `#` is a remark.
    ///
    /// # Errors
    ///
    /// What is wrong, with the number of the line.
    pub fn read(text: &str) -> Result<Self, String> {
        let mut settings = Self::default();
        for (number, line) in (1..).zip(text.lines()) {
            let line = line.split('#').next().unwrap_or_default();
            let words: Vec<&str> = line.split_whitespace().collect();
            let outcome = match words.as_slice() {
                [] => Ok(()),
                ["hold", reference] => settings.hold(reference),
                [category, number, unit] => settings.set(category, number, unit),
                _ => Err("is neither a category with a period nor a case that is held"),
            };
            outcome.map_err(|wrong| format!("has a mistake in line {number}: it {wrong}"))?;
        }
        Ok(settings)
    }

    fn hold(&mut self, reference: &str) -> Result<(), &'static str> {
        if self.holds.insert(reference.to_owned()) {
            Ok(())
        } else {
            Err("holds a case a second time")
        }
    }

    fn set(&mut self, category: &str, number: &str, unit: &str) -> Result<(), &'static str> {
        let category = Category::of(category).ok_or("names no category of docs/privacy.md")?;
        let may_be_set = super::TABLE
            .iter()
            .any(|rule| rule.category == category && rule.may_be_set);
        if !may_be_set {
            return Err("names a category whose period is the law's");
        }
        let number: u32 = number.parse().map_err(|_| "has no whole number")?;
        let (period, in_a_year) = match unit {
            "day" | "days" => (Period::Days(number), 366),
            "month" | "months" => (Period::Months(number), 12),
            "year" | "years" => (Period::Years(number), 1),
            _ => return Err("counts in neither days, months nor years"),
        };
        if number == 0 || LONGEST_YEARS * in_a_year < number {
            return Err("has a period that is not from one day to 100 years");
        }
        match self.periods.insert(category, period) {
            None => Ok(()),
            Some(_) => Err("sets a period a second time"),
        }
    }

    /// How long a category is kept, by its line.
    #[must_use]
    pub fn period(&self, rule: &Rule) -> Period {
        self.periods
            .get(&rule.category)
            .copied()
            .filter(|_| rule.may_be_set)
            .unwrap_or(rule.period)
    }

    /// Whether nothing may be removed from a case, by its reference.
    #[must_use]
    pub fn holds(&self, reference: &str) -> bool {
        self.holds.contains(reference)
    }

    /// The cases from which nothing may be removed.
    pub fn held(&self) -> impl Iterator<Item = &str> {
        self.holds.iter().map(String::as_str)
    }

    /// The day on which something of a category becomes due, as things are today; `None` where no line is
    /// in force.
    #[must_use]
    pub fn due_on(
        &self,
        category: Category,
        event_on: NaiveDate,
        today: NaiveDate,
    ) -> Option<NaiveDate> {
        let rule = in_force(category, today)?;
        Some(due_on(rule.counted, self.period(rule), event_on))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn on(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_controller_sets_periods_and_holds_cases() {
        let text =
            "# instructed on 1 March\nsummary 60 days\ncase-file 25 years # until 31\n\nhold C-1\n";
        let settings = Settings::read(text).unwrap();
        let due = |category| settings.due_on(category, on("2026-03-02"), on("2026-03-02"));
        assert_eq!(due(Category::Summary), Some(on("2026-05-01")));
        assert_eq!(due(Category::CaseFile), Some(on("2051-03-02")));
        assert_eq!(due(Category::Availability), Some(on("2026-05-31")));
        assert!(settings.holds("C-1") && !settings.holds("C-2"));
    }

    #[test]
    fn each_mistake_is_told_with_its_line() {
        for (text, wrong) in [
            ("summary", "line 1: it is neither"),
            ("\nsummary sixty days", "line 2: it has no whole number"),
            ("diary 1 day", "it names no category"),
            ("summary 1 week", "it counts in neither"),
            ("summary 0 days", "from one day to 100 years"),
            ("summary 101 years", "from one day to 100 years"),
            ("expense-claim 1 day", "whose period is the law's"),
            (
                "summary 1 day\nsummary 2 days",
                "line 2: it sets a period a second time",
            ),
            (
                "hold C-1\nhold C-1",
                "line 2: it holds a case a second time",
            ),
            ("hold C-1 C-2 C-3", "line 1: it is neither"),
        ] {
            let said = Settings::read(text).unwrap_err();
            assert!(said.contains(wrong), "{text:?}: {said}");
        }
    }
}
