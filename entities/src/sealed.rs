//! Confidential text: nothing of it stands in the database but what the service's keys open.

use std::fmt;

use sea_orm::sea_query::{ArrayType, ColumnType, Nullable, ValueType, ValueTypeErr};
use sea_orm::{ColIdx, QueryResult, TryGetError, TryGetable, Value};

use crate::Personal;

/// What is shown in the place of a text whose key was destroyed, where something has to be shown.
pub const ERASED: &str = "(erased)";

/// A text that is stored sealed. A row is read with its texts shut, and the vault opens them; a row is
/// written once the vault has sealed them. One that was not sealed is no text to the database: where a text
/// is needed it refuses the row, and nowhere does the text itself reach it.
#[derive(Clone)]
pub struct Sealed {
    stored: Option<String>,
    text: Option<Personal>,
}

impl Sealed {
    /// A text that nobody has sealed yet.
    #[must_use]
    pub const fn new(text: Personal) -> Self {
        Self {
            stored: None,
            text: Some(text),
        }
    }

    /// A text as it stands in the database, shut.
    pub fn shut(stored: impl Into<String>) -> Self {
        Self {
            stored: Some(stored.into()),
            text: None,
        }
    }

    /// The same text with what stands in the database for it: for the vault, which alone knows that they
    /// belong together.
    #[must_use]
    pub fn of_vault(stored: String, text: Personal) -> Self {
        Self {
            stored: Some(stored),
            text: Some(text),
        }
    }

    /// What stands in the database, if it was sealed.
    #[must_use]
    pub fn stored(&self) -> Option<&str> {
        self.stored.as_deref()
    }

    /// The text, if it is open; there is none where nobody has opened it, or its key is gone.
    #[must_use]
    pub const fn text(&self) -> Option<&Personal> {
        self.text.as_ref()
    }

    /// Hands the text over, if it is open; every caller is a place to look at in review.
    #[must_use]
    pub fn reveal(&self) -> Option<&str> {
        self.text.as_ref().map(Personal::reveal)
    }

    /// The same, for who has to be shown something.
    #[must_use]
    pub fn reveal_or_erased(&self) -> &str {
        self.reveal().unwrap_or(ERASED)
    }
}

impl From<Personal> for Sealed {
    fn from(text: Personal) -> Self {
        Self::new(text)
    }
}

/// The same text is the same, however it was sealed; what is shut is compared as it is stored.
impl PartialEq for Sealed {
    fn eq(&self, other: &Self) -> bool {
        match (&self.text, &other.text) {
            (Some(one), Some(other)) => one == other,
            (Some(_), None) | (None, Some(_)) => false,
            (None, None) => self.stored == other.stored,
        }
    }
}

impl Eq for Sealed {}

/// Prints nothing of the text, so that a stray `{:?}` of a row reaches no log.
impl fmt::Debug for Sealed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealed(…)")
    }
}

impl From<Sealed> for Value {
    fn from(sealed: Sealed) -> Self {
        Self::String(sealed.stored)
    }
}

impl TryGetable for Sealed {
    fn try_get_by<I: ColIdx>(row: &QueryResult, index: I) -> Result<Self, TryGetError> {
        String::try_get_by(row, index).map(Self::shut)
    }
}

impl ValueType for Sealed {
    fn try_from(value: Value) -> Result<Self, ValueTypeErr> {
        <String as ValueType>::try_from(value).map(Self::shut)
    }

    fn type_name() -> String {
        "Sealed".to_owned()
    }

    fn array_type() -> ArrayType {
        ArrayType::String
    }

    fn column_type() -> ColumnType {
        ColumnType::Text
    }
}

impl Nullable for Sealed {
    fn null() -> Value {
        Value::String(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_reaches_neither_the_database_nor_a_log() {
        let plain = Sealed::new(Personal::new("Marigold"));
        assert_eq!(format!("{plain:?}"), "Sealed(…)");
        assert_eq!(Value::from(plain), Value::String(None));
        let sealed = Sealed::of_vault("v1.x".to_owned(), Personal::new("Marigold"));
        assert_eq!(Value::from(sealed), Value::String(Some("v1.x".to_owned())));
    }

    #[test]
    fn texts_are_compared_as_texts() {
        let text = || Personal::new("Marigold");
        let (plain, sealed) = (
            Sealed::new(text()),
            Sealed::of_vault("a".to_owned(), text()),
        );
        assert_eq!(plain, sealed);
        assert_ne!(sealed, Sealed::shut("a"));
        assert_eq!(Sealed::shut("a"), Sealed::shut("a"));
        assert_eq!(Sealed::shut("a").reveal_or_erased(), ERASED);
    }
}
