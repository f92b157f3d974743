//! The table as a page.

use std::fmt::Write as _;

use super::TABLE;
use super::table::{APPEAL_HOLD, Category};

/// The lines of the table, in Markdown, between what people have written around it.
#[must_use]
pub fn page() -> String {
    let mut text = "| Category | What | How long | From | Then | Why, and the source |\n\
                    |---|---|---|---|---|---|\n"
        .to_owned();
    for category in Category::ALL {
        for rule in TABLE.iter().filter(|rule| rule.category == category) {
            let star = if rule.may_be_set { "" } else { " (fixed)" };
            // Writing to a string does not fail.
            let _ = writeln!(
                text,
                "| `{}` | {} | {}{star} | {} | {} | {} ({}) |",
                category.key(),
                rule.what,
                rule.period.words(),
                rule.counted.words(),
                rule.fate.words(),
                rule.reason,
                rule.source,
            );
        }
    }
    let hold = APPEAL_HOLD.words();
    let _ = writeln!(
        text,
        "\nThe file of a case is held while an expense claim is not decided or a complaint not resolved, up to \
         the last day to appeal, and for {hold} after an appeal was lodged. Events of the audit log stay: they \
         hold no personal text (Article 5(2))."
    );
    text
}
