//! A referral becomes a case of its type.

use entities::participant::{Requirement, Role};
use entities::{OrganisationId, case};
use sea_orm::DatabaseTransaction;

use super::receive::seat;
use super::{Outcome, store};
use crate::app::App;
use crate::domain::contract;
use crate::domain::parties::{PartiesRefused, insert_party};
use crate::lifecycle::parties;

/// Refuses a case that no contract pays for.
pub(super) async fn check_cover(
    app: &App,
    tx: &DatabaseTransaction,
    row: &case::Model,
    kind: case::Kind,
) -> Outcome<()> {
    let seats = crate::domain::case::participants_of(tx, &[row.id]).await?;
    let boards = seats.iter().filter(|seat| seat.role == Role::Health);
    let boards: Vec<OrganisationId> = boards.filter_map(|seat| seat.organisation_id).collect();
    let payers = contract::payers(kind, row.la_id, boards);
    match contract::covering(app, tx, row.provider_id, &payers, kind).await? {
        Ok(_) => Ok(()),
        Err(why) => Err(PartiesRefused::against(why.code(), "kind", &why.to_string()).into()),
    }
}

/// Gives the bodies that the type needs a seat, as far as it is known which they are.
pub(super) async fn seat_bodies(
    app: &App,
    tx: &DatabaseTransaction,
    row: &case::Model,
) -> Outcome<()> {
    let there = crate::domain::case::participants_of(tx, &[row.id]).await?;
    let child = store::child(tx, row.child_id).await?;
    let setting = child.and_then(|child| child.setting_id);
    let needed = parties::seats(row.kind, &[], 1).into_iter();
    let needed = needed.filter(|one| one.requirement == Requirement::Required);
    for role in needed.map(|one| one.role) {
        let body = match role {
            Role::LocalAuthority => Some(row.la_id),
            Role::Education => setting,
            Role::Family
            | Role::Child
            | Role::Health
            | Role::SocialCare
            | Role::Supporter
            | Role::Interpreter
            | Role::Mediator
            | Role::Other => None,
        };
        let is_there = there.iter().any(|one| one.role == role);
        if let Some(body) = body.filter(|_| !is_there) {
            let seat = seat(app, row.id, role, None, Some(body));
            insert_party(tx, seat, None, None).await?;
        }
    }
    Ok(())
}
