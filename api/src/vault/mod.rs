//! The vault: confidential texts are sealed before they are stored, and opened for whoever may read them.
//!
//! A text is sealed with the data key of its case or person, and that with a master key from outside the
//! database (envelope encryption). What is here decides from values; [`crate::domain::vault`] keeps the data
//! keys.
//!
//! | module      | question it answers                         |
//! |-------------|---------------------------------------------|
//! | [`chance`]  | where does chance come from?                |
//! | [`cipher`]  | how is something sealed, and for which place? |
//! | [`masters`] | which master keys are there?                |
//! | [`rows`]    | which texts of a row are confidential?      |

pub mod chance;
pub mod cipher;
pub mod masters;
pub mod rows;

use std::fmt;
use std::sync::Arc;

use chance::Chance;
use masters::Masters;

use crate::ids::Ids;

/// The master keys, and what new keys and their names are drawn from.
pub struct Vault {
    /// The master keys.
    pub(crate) masters: Masters,
    /// Chance.
    pub(crate) chance: Arc<dyn Chance>,
    /// Names of data keys.
    pub(crate) ids: Arc<dyn Ids>,
}

impl Vault {
    /// A vault with these keys.
    #[must_use]
    pub fn new(masters: Masters, chance: Arc<dyn Chance>, ids: Arc<dyn Ids>) -> Self {
        Self {
            masters,
            chance,
            ids,
        }
    }
}

/// Prints no key.
impl fmt::Debug for Vault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vault")
            .field("masters", &self.masters)
            .finish_non_exhaustive()
    }
}
