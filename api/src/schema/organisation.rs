//! Organisations.

use async_graphql::{ID, Object};
use entities::organisation;

use super::enums::OrganisationKind;
use super::id::{self, Kind};

/// A body: an authority, an integrated care board, a school, a service.
pub struct Organisation(pub(super) organisation::Model);

/// A body: an authority, an integrated care board, a school, a service.
#[Object]
impl Organisation {
    /// Names the organisation; clients must not look inside.
    pub(super) async fn id(&self) -> ID {
        id::encode(Kind::Organisation, self.0.id.0)
    }

    /// What it is.
    async fn kind(&self) -> OrganisationKind {
        self.0.kind.into()
    }

    /// What people call it.
    async fn name(&self) -> &str {
        &self.0.name
    }
}
