//! Text about people: stored, shown to whom it may be shown to, never printed.

use std::fmt;

use sea_orm::DeriveValueType;

/// A name, an address, a reason, what is in dispute.
#[derive(Clone, PartialEq, Eq, Hash, DeriveValueType)]
pub struct Personal(String);

impl Personal {
    /// Takes the text in.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Hands the text over; every caller is a place to look at in review.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

/// Prints nothing of the text, so that a stray `{:?}` of a row reaches no log.
impl fmt::Debug for Personal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Personal(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::Personal;
    use sea_orm::ActiveValue::Set;

    #[test]
    fn debug_prints_nothing_of_the_text() {
        let name = Personal::new("Marigold");
        assert_eq!(
            format!("{name:?} {:?}", Some(&name)),
            "Personal(…) Some(Personal(…))"
        );
        assert!(!format!("{:?}", Set(name)).contains("Marigold"));
    }
}
