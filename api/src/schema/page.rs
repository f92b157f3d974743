//! The part of a list that is asked for, by the Relay rules: `first` or `last`, 1 to 100.

use async_graphql::Result;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use super::error::bad_input;

/// How many items a list gives when nobody says.
pub const DEFAULT: i32 = 20;
/// How many items a list gives at most.
pub const MOST: usize = 100;

/// The arguments every list has.
#[derive(Clone, Debug, Default)]
pub struct Window {
    /// At most so many, from the front.
    pub first: Option<i32>,
    /// Only what comes after this cursor.
    pub after: Option<String>,
    /// At most so many, from the back.
    pub last: Option<i32>,
    /// Only what comes before this cursor.
    pub before: Option<String>,
}

/// The arguments, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<C> {
    /// How many items at most.
    pub count: usize,
    /// Counted from the back.
    pub is_backwards: bool,
    /// Only what comes after it.
    pub after: Option<C>,
    /// Only what comes before it.
    pub before: Option<C>,
}

impl Window {
    /// Reads the arguments; `cursor` reads what is inside a cursor.
    ///
    /// # Errors
    ///
    /// Both `first` and `last`, a count outside 1 to 100, or a cursor that is none.
    pub fn read<C>(&self, cursor: impl Fn(&str) -> Option<C>) -> Result<Page<C>> {
        let (count, is_backwards) = match (self.first, self.last) {
            (Some(_), Some(_)) => return Err(bad_input("ask for first or last, not both")),
            (None, Some(last)) => (last, true),
            (first, None) => (first.unwrap_or(DEFAULT), false),
        };
        let count = usize::try_from(count)
            .ok()
            .filter(|count| (1..=MOST).contains(count));
        let count = count.ok_or_else(|| bad_input("first and last are from 1 to 100"))?;
        let read = |text: &Option<String>| match text {
            None => Ok(None),
            Some(text) => match open(text).as_deref().and_then(&cursor) {
                Some(cursor) => Ok(Some(cursor)),
                None => Err(bad_input("that cursor is not one of this list's")),
            },
        };
        Ok(Page {
            count,
            is_backwards,
            after: read(&self.after)?,
            before: read(&self.before)?,
        })
    }
}

/// Wraps what a list orders by into a cursor.
#[must_use]
pub fn seal(key: &str) -> String {
    URL_SAFE_NO_PAD.encode(key)
}

/// What is inside a cursor.
fn open(cursor: &str) -> Option<String> {
    if cursor.len() > 400 {
        return None;
    }
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    (!text.contains('\0')).then_some(text)
}

/// A page of a list that is in memory already, and whether there is more before and after it.
///
/// # Errors
///
/// A cursor that is none of the list's.
pub fn cut<T>(
    page: &Page<String>,
    items: Vec<T>,
    key: impl Fn(&T) -> String,
) -> Result<(Vec<T>, bool, bool)> {
    let position = |cursor: &Option<String>| match cursor {
        None => Ok(None),
        Some(wanted) => match items.iter().position(|item| key(item) == *wanted) {
            Some(at) => Ok(Some(at)),
            None => Err(bad_input("that cursor is not one of this list's")),
        },
    };
    let from = position(&page.after)?.map_or(0, |at| at + 1);
    let to = position(&page.before)?.unwrap_or(items.len()).max(from);
    let (from, to) = if page.is_backwards {
        (to.saturating_sub(page.count).max(from), to)
    } else {
        (from, to.min(from + page.count))
    };
    let more_after = to < items.len();
    let taken = items.into_iter().skip(from).take(to - from).collect();
    Ok((taken, 0 < from, more_after))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(first: Option<i32>, last: Option<i32>, after: Option<&str>) -> Result<Page<String>> {
        let after = after.map(seal);
        Window {
            first,
            after,
            last,
            before: None,
        }
        .read(|text| Some(text.to_owned()))
    }

    #[test]
    fn counts_are_from_1_to_100() {
        for (first, last, allowed) in [
            (None, None, true),
            (Some(1), None, true),
            (Some(100), None, true),
            (None, Some(100), true),
            (Some(0), None, false),
            (Some(-1), None, false),
            (Some(101), None, false),
            (None, Some(101), false),
            (Some(1), Some(1), false),
        ] {
            assert_eq!(
                page(first, last, None).is_ok(),
                allowed,
                "{first:?} {last:?}"
            );
        }
    }

    #[test]
    fn a_list_is_cut_from_both_ends() {
        let letters = || "abcde".chars().map(String::from).collect::<Vec<_>>();
        let cut = |page: Page<String>| cut(&page, letters(), Clone::clone).unwrap();
        let strings = |text: &str| text.chars().map(String::from).collect::<Vec<_>>();
        assert_eq!(
            cut(page(Some(2), None, None).unwrap()),
            (strings("ab"), false, true)
        );
        assert_eq!(
            cut(page(Some(2), None, Some("b")).unwrap()),
            (strings("cd"), true, true)
        );
        assert_eq!(
            cut(page(Some(9), None, Some("d")).unwrap()),
            (strings("e"), true, false)
        );
        assert_eq!(
            cut(page(None, Some(2), None).unwrap()),
            (strings("de"), true, false)
        );
        assert_eq!(
            cut(page(Some(2), None, Some("e")).unwrap()),
            (strings(""), true, false)
        );
    }
}
