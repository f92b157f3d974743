//! What is wrong with the settings, one line for each mistake.

use std::fmt;

/// One mistake: which variable, what is wrong with it, and what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The variable's name.
    pub variable: String,
    /// What is wrong, as the end of a sentence that begins with the name.
    pub wrong: String,
    /// What would have been right.
    pub expected: String,
}

impl Mistake {
    /// A mistake in a variable. Neither text may repeat a secret.
    pub(super) fn new(
        variable: &str,
        wrong: impl Into<String>,
        expected: impl Into<String>,
    ) -> Self {
        Self {
            variable: variable.to_owned(),
            wrong: wrong.into(),
            expected: expected.into(),
        }
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {}; expected {}",
            self.variable, self.wrong, self.expected
        )
    }
}

/// Every mistake in the settings, at least one, in the order of the variables' names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigErrors {
    mistakes: Vec<Mistake>,
}

impl ConfigErrors {
    /// All these mistakes.
    pub(super) fn new(mut mistakes: Vec<Mistake>) -> Self {
        mistakes.sort_by(|one, other| one.variable.cmp(&other.variable));
        Self { mistakes }
    }

    /// The mistakes.
    #[must_use]
    pub fn mistakes(&self) -> &[Mistake] {
        &self.mistakes
    }
}

impl fmt::Display for ConfigErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (ix, mistake) in self.mistakes.iter().enumerate() {
            if 0 < ix {
                f.write_str("\n")?;
            }
            write!(f, "{mistake}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ConfigErrors {}
