//! People who are named or entered in a case.

use entities::{OrganisationId, PersonId, participant, role, seat_basis};
use sea_orm::{DatabaseTransaction, DbErr};

use super::{Outcome, PartiesRefused, Who, store};
use crate::app::App;
use crate::auth::Actor;
use crate::domain::person::{self, NewPerson};

/// Whether the actor may name a person in a case: somebody the actor may know of, or who works for the
/// service or for the body they would speak for. Who else there is remains unknown.
pub(crate) async fn may_name(
    app: &App,
    actor: &Actor,
    id: PersonId,
    provider: OrganisationId,
    body: Option<OrganisationId>,
) -> Result<bool, DbErr> {
    if person::see(app, actor, id).await?.is_some() {
        return Ok(true);
    }
    for body in [Some(provider), body].into_iter().flatten() {
        if !(person::works_for(&app.db, &[id], body, app.today()).await?).is_empty() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Refuses people of the service on a side of the dispute.
pub(crate) async fn independent(
    app: &App,
    tx: &DatabaseTransaction,
    provider: OrganisationId,
    people: &[PersonId],
) -> Outcome<()> {
    let held = person::works_for(tx, people, provider, app.today()).await?;
    if held.iter().any(|(_, kind)| runs_the_service(*kind)) {
        let sentence = "Whoever works for the service is on no side of its cases (independence: CFA \
                        s.53(5), s.54(3) and s.57(7)).";
        return Err(PartiesRefused::against("STAFF_ON_A_SIDE", "person", sentence).into());
    }
    Ok(())
}

/// Whether a role in the service is one of those who run its cases.
const fn runs_the_service(kind: role::Kind) -> bool {
    match kind {
        role::Kind::ServiceManager
        | role::Kind::Coordinator
        | role::Kind::Adviser
        | role::Kind::Mediator => true,
        role::Kind::LaOfficer
        | role::Kind::HealthOfficer
        | role::Kind::SocialCareOfficer
        | role::Kind::SchoolStaff
        | role::Kind::Supporter
        | role::Kind::Interpreter
        | role::Kind::Commissioner
        | role::Kind::VenueContact
        | role::Kind::Auditor => false,
    }
}

/// Adds the seat of a party.
pub(crate) async fn insert_party(
    tx: &DatabaseTransaction,
    seat: participant::Model,
    relationship: Option<seat_basis::Relationship>,
    wants_support: Option<bool>,
) -> Outcome<()> {
    let seat_basis = seat_basis::Model {
        participant_id: seat.id,
        basis: seat_basis::Basis::Party,
        relationship,
        wants_support,
    };
    Ok(store::insert_seat(tx, seat, seat_basis).await?)
}

/// Refuses somebody new whose details cannot be.
pub(crate) fn check_new(new: &NewPerson, field: &'static str) -> Result<(), PartiesRefused> {
    match person::flaw(new) {
        Some((code, sentence)) => Err(PartiesRefused::against(code, field, sentence)),
        None => Ok(()),
    }
}

/// Somebody's id; enters them first where they are new.
pub(crate) async fn enter(app: &App, tx: &DatabaseTransaction, who: Who) -> Outcome<PersonId> {
    match who {
        Who::Known(id) => Ok(id),
        Who::New(new) => {
            check_new(&new, "person")?;
            let outcode = new.outcode.as_deref().and_then(crate::geography::outcode);
            let new = NewPerson {
                outcode: outcode.map(str::to_owned),
                ..*new
            };
            Ok(person::insert(app, tx, new).await?)
        }
    }
}
