//! Who reads an agreement, decided from values.

use entities::{
    OrganisationId, PersonId, agreement, agreement_action, agreement_copy, agreement_signatory,
};

use crate::auth::{Action, Somebody, Standing, may};

/// What somebody may have to do with an agreement.
#[derive(Clone, Copy, Debug)]
pub struct Parts<'a> {
    /// What was promised, in force or before.
    pub actions: &'a [agreement_action::Model],
    /// Those who agree, edition by edition.
    pub signatories: &'a [agreement_signatory::Model],
    /// To whom it was sent.
    pub copies: &'a [agreement_copy::Model],
}

/// Whether somebody reads an agreement at all.
///
/// Whoever runs the session reads it from the first draft. A draft is for nobody else but those who
/// are to sign it. Once it is signed the family and the bodies read it, and a school where it signed,
/// owns an action, or was sent a copy; one between family and school is read by a body only so.
#[must_use]
pub fn may_read(
    standing: Standing,
    viewer: &Somebody,
    row: &agreement::Model,
    parts: Parts<'_>,
) -> bool {
    if !may(standing, Action::SeeAgreement) {
        return false;
    }
    if may(standing, Action::RunSession) {
        return true;
    }
    let mut signatories = parts.signatories.iter();
    let signs = signatories.any(|signatory| signatory.person_id == viewer.id);
    match row.state {
        agreement::State::Drafting => signs,
        agreement::State::Abandoned => false,
        agreement::State::SignedOnDay
        | agreement::State::TypedSent
        | agreement::State::AmendedInWriting => {
            signs || is_everybodys(standing, row) || has_part(viewer, parts)
        }
    }
}

/// Whether a signed agreement is read by everybody of that standing.
fn is_everybodys(standing: Standing, row: &agreement::Model) -> bool {
    match (standing, row.parties) {
        (Standing::Family, _) | (Standing::PublicBody, agreement::Parties::All) => true,
        (
            Standing::Anonymous
            | Standing::Stranger
            | Standing::Manager
            | Standing::Coordinator
            | Standing::Adviser
            | Standing::Mediator
            | Standing::Child
            | Standing::PublicBody
            | Standing::School
            | Standing::Supporter
            | Standing::Interpreter,
            _,
        ) => false,
    }
}

/// Whether somebody owns an action, themselves or through their body, or was sent a copy.
fn has_part(viewer: &Somebody, parts: Parts<'_>) -> bool {
    let works_for = |body: OrganisationId| {
        let mut roles = viewer.roles.iter();
        roles.any(|role| role.organisation == body)
    };
    let is_theirs = |person: PersonId| person == viewer.id;
    let mut actions = parts.actions.iter();
    let mut copies = parts.copies.iter();
    actions.any(|action| {
        action.owner_person_id.is_some_and(is_theirs)
            || action.owner_organisation_id.is_some_and(works_for)
    }) || copies.any(|copy| is_theirs(copy.person_id))
}

/// The rows of what stood in an edition.
#[must_use]
pub fn stood_in((from, until): (i32, Option<i32>), edition: i32) -> bool {
    from <= edition && until.is_none_or(|until| edition <= until)
}
