//! Who reads an agreement, decided from values.

use std::collections::BTreeSet;

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

/// What somebody is not told of an agreement, because a restriction keeps them from others of the case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Apart {
    others: BTreeSet<PersonId>,
    is_shared: bool,
}

impl Apart {
    /// From whom somebody is kept, and whether any of those signed or came to a meeting of the case.
    #[must_use]
    pub fn of(others: BTreeSet<PersonId>, mut there: impl Iterator<Item = PersonId>) -> Self {
        let is_shared = there.any(|id| others.contains(&id));
        Self { others, is_shared }
    }

    /// Whether the day of the agreement would tell when one of the others is or was somewhere. Who signed,
    /// to whom it went and what others promised is not told then either.
    #[must_use]
    pub fn hides_the_day(&self) -> bool {
        self.is_shared
    }

    /// Whether somebody is one of the others, whose name and words are not told.
    #[must_use]
    pub fn hides(&self, person: PersonId) -> bool {
        self.others.contains(&person)
    }

    /// What was promised, as far as it is told: one's own alone where the day is hidden, and nowhere the
    /// name of another.
    #[must_use]
    pub fn actions(
        &self,
        viewer: &Somebody,
        mut rows: Vec<agreement_action::Model>,
    ) -> Vec<agreement_action::Model> {
        if self.is_shared {
            rows.retain(|row| crate::domain::action::is_owner(row, viewer));
        }
        for row in &mut rows {
            row.owner_person_id = row.owner_person_id.filter(|id| !self.hides(*id));
            if self.is_shared {
                row.trace = None;
            }
        }
        rows
    }

    /// Those who agree, as far as it is told.
    #[must_use]
    pub fn signatories(
        &self,
        viewer: PersonId,
        mut rows: Vec<agreement_signatory::Model>,
    ) -> Vec<agreement_signatory::Model> {
        let is_told = |person| person == viewer || !self.is_shared && !self.hides(person);
        rows.retain(|row| is_told(row.person_id));
        rows
    }

    /// To whom it was sent, as far as it is told: often that is done on the day itself.
    #[must_use]
    pub fn copies(&self, mut rows: Vec<agreement_copy::Model>) -> Vec<agreement_copy::Model> {
        rows.retain(|row| !self.is_shared && !self.hides(row.person_id));
        rows
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn person(number: u128) -> PersonId {
        PersonId(Uuid::from_u128(number))
    }

    fn copy(number: u128) -> agreement_copy::Model {
        agreement_copy::Model {
            agreement_id: entities::AgreementId(Uuid::from_u128(1)),
            edition: 1,
            person_id: person(number),
            sent_on: chrono::NaiveDate::MIN,
            sent_by: person(9),
        }
    }

    #[test]
    fn whoever_is_kept_apart_is_told_of_nobody_they_are_kept_from() {
        // The viewer is 1 and kept from 2; 3 is somebody else. Who came or signed, and of whom is told.
        for (there, hides_the_day, told) in [
            (&[2, 3][..], true, &[][..]),
            (&[1, 2, 3], true, &[]),
            (&[1, 3], false, &[1, 3]),
            (&[], false, &[1, 3]),
        ] {
            let there = there.iter().copied().map(person);
            let apart = Apart::of(BTreeSet::from([person(2)]), there);
            assert_eq!(apart.hides_the_day(), hides_the_day);
            assert!(apart.hides(person(2)) && !apart.hides(person(3)));
            let copies = apart.copies([1, 2, 3].map(copy).to_vec());
            let people: Vec<_> = copies.iter().map(|row| row.person_id).collect();
            let expected: Vec<_> = told.iter().copied().map(person).collect();
            assert_eq!(people, expected);
        }
        let free = Apart::of(BTreeSet::new(), [1, 2, 3].map(person).into_iter());
        assert_eq!(free, Apart::default());
    }
}
