//! Seats: added, changed, taken away.

use std::collections::BTreeSet;

use entities::issue::Domain;
use entities::participant::Role;
use entities::{
    OrganisationId, ParticipantId, PersonId, authority, case, participant, pool_member, role,
    seat_basis,
};

use super::{
    Desk, Done, NewSeat, Outcome, PartiesRefused, SeatChange, Who, enter, independent, rules, store,
};
use crate::domain::person;
use crate::lifecycle::kinds::Product;
use crate::lifecycle::{consent, invitation};

/// People who may fill one seat at most.
const MOST_IN_A_POOL: usize = 50;

/// Seats of one case at most.
const MOST_SEATS: usize = 40;

impl Desk<'_> {
    /// Adds a seat.
    pub(super) async fn add(&self, row: case::Model, mut new: NewSeat) -> Outcome<Done> {
        let seats = crate::domain::case::participants_of(self.tx, &[row.id]).await?;
        self.check(&row, &seats, &new).await?;
        let person = match new.who.take() {
            Some(Who::New(mut somebody)) => {
                somebody.is_child = new.role == Role::Child;
                let id = enter(self.app, self.tx, Who::New(somebody)).await?;
                self.employ(id, new.role, new.organisation).await?;
                Some(id)
            }
            Some(who @ Who::Known(_)) => Some(enter(self.app, self.tx, who).await?),
            None => None,
        };
        if new.role == Role::Family && new.basis == Some(invitation::Basis::Party) {
            self.check_party(&row, person).await?;
        }
        self.clear_empty(&seats, &new).await?;
        let seat = participant::Model {
            id: ParticipantId(self.app.ids.next()),
            case_id: row.id,
            role: new.role,
            requirement: new.requirement,
            person_id: person,
            organisation_id: new.organisation,
            is_first_mediation: new.is_first_mediation,
            parent_agreed_at: None,
            mediator_agreed_at: None,
            private_word_asked_at: None,
        };
        let basis = new
            .basis
            .ok_or_else(|| PartiesRefused::of(&invitation::Refusal::NoBasis, "basis"))?;
        let seat_basis = seat_basis::Model {
            participant_id: seat.id,
            basis: rules::stored(basis),
            relationship: new.relationship,
            wants_support: new.wants_support,
        };
        let id = seat.id;
        store::insert_seat(self.tx, seat, seat_basis).await?;
        self.fill(id, person, &new.authority, &new.pool).await?;
        Ok(Done::with(row, Vec::new()))
    }

    /// Takes away the seat that a body has had so far without anybody in it.
    async fn clear_empty(&self, seats: &[participant::Model], new: &NewSeat) -> Outcome<()> {
        let same = seats.iter().filter(|seat| {
            let is_empty = seat.person_id.is_none() && new.organisation.is_some();
            is_empty && (seat.role, seat.organisation_id) == (new.role, new.organisation)
        });
        let same: Vec<_> = same.map(|seat| seat.id).collect();
        let pools = crate::domain::case::pool_of(self.tx, &same).await?;
        for id in same {
            if !pools.iter().any(|row| row.participant_id == id) {
                store::delete_seat(self.tx, id).await?;
            }
        }
        Ok(())
    }

    /// Notes that somebody new works for the body they speak for.
    async fn employ(
        &self,
        person: PersonId,
        role: Role,
        body: Option<OrganisationId>,
    ) -> Outcome<()> {
        let kind = match role {
            Role::LocalAuthority => Some(role::Kind::LaOfficer),
            Role::Health => Some(role::Kind::HealthOfficer),
            Role::SocialCare => Some(role::Kind::SocialCareOfficer),
            Role::Education => Some(role::Kind::SchoolStaff),
            Role::Family
            | Role::Child
            | Role::Supporter
            | Role::Interpreter
            | Role::Mediator
            | Role::Other => None,
        };
        if let (Some(kind), Some(body)) = (kind, body) {
            let since = self.app.today();
            person::employ(self.app, self.tx, (person, kind, body), since).await?;
        }
        Ok(())
    }

    /// Refuses a seat that cannot be.
    async fn check(
        &self,
        row: &case::Model,
        seats: &[participant::Model],
        new: &NewSeat,
    ) -> Outcome<()> {
        if MOST_SEATS <= seats.len() {
            let sentence = "A case has at most 40 seats (size of meetings of the service).";
            return Err(PartiesRefused::against("TOO_MANY_SEATS", "role", sentence).into());
        }
        let known = match &new.who {
            Some(Who::Known(id)) => Some(*id),
            Some(Who::New(_)) | None => None,
        };
        let pooled = new.pool.iter().map(|(id, _)| *id);
        let people: Vec<PersonId> = known.into_iter().chain(pooled).collect();
        // Between agencies nothing else about the family matters, such as whose consent is missing.
        self.check_no_family(row, &people).await?;
        let facts = self.facts(row, seats, new.role, None).await?;
        invitation::may_attend(new.basis, &facts)
            .map_err(|refused| PartiesRefused::of(&refused, "basis"))?;
        if let Some(id) = known {
            check_unseated(seats, id)?;
        }
        if new.who.is_none() && new.pool.is_empty() && !rules::is_for_a_body(new.role) {
            let sentence = "A seat is for a named person, for a pool of people, or for a body that \
                            has not named anybody yet (who takes part).";
            return Err(PartiesRefused::against("NOBODY_NAMED", "person", sentence).into());
        }
        self.check_body(row, new.role, new.organisation).await?;
        self.check_people(row, new.role, new.organisation, &people)
            .await?;
        if new.basis == Some(invitation::Basis::Party) {
            invitation::may_be_party(row.kind, new.role)
                .map_err(|refused| PartiesRefused::of(&refused, "basis"))?;
        }
        Ok(())
    }

    /// What the life-cycle of an invitation asks of somebody who is to have a seat. Regulation 38 is
    /// about mediation: to a facilitation comes whoever is asked for (regulation 20(2)).
    pub(super) async fn facts(
        &self,
        row: &case::Model,
        seats: &[participant::Model],
        role: Role,
        consent: Option<consent::State>,
    ) -> Outcome<invitation::Facts> {
        let by_invitation = match Product::from(row.kind) {
            Product::Facilitation(_) => Some(consent::State::AllConsent),
            Product::Advice | Product::Mediation(_) | Product::Resolution(_) => None,
        };
        let supporters = seats.iter().filter(|seat| seat.role == Role::Supporter);
        let supporters: Vec<_> = supporters.map(|seat| seat.id).collect();
        let known = store::seat_bases_of(self.tx, &supporters).await?;
        let by_right = |id: &ParticipantId| {
            let mut known = known.iter().filter(|row| row.participant_id == *id);
            known.all(|row| row.basis == seat_basis::Basis::SupporterByRight)
        };
        Ok(invitation::Facts {
            kind: row.kind,
            role,
            has_other_supporter: supporters.iter().any(by_right),
            child: invitation::Agreement::Nobody,
            consent: consent.or(by_invitation),
            invited_on: None,
            answer_by_on: None,
            meeting_on: None,
        })
    }

    /// Refuses a body that cannot have that seat, and a missing one.
    async fn check_body(
        &self,
        row: &case::Model,
        role: Role,
        body: Option<OrganisationId>,
    ) -> Outcome<()> {
        let Some(id) = body else {
            if rules::is_for_a_body(role) {
                let sentence = "Who speaks for a body has a seat for that body (who takes part).";
                return Err(
                    PartiesRefused::against("BODY_MISSING", "organisationId", sentence).into(),
                );
            }
            return Ok(());
        };
        let found = store::body(self.tx, id).await?;
        let found = found.ok_or_else(|| {
            let sentence = "There is no such organisation (who takes part).";
            PartiesRefused::against("UNKNOWN_ORGANISATION", "organisationId", sentence)
        })?;
        let is_of_case = role != Role::LocalAuthority || id == row.la_id;
        if is_of_case && rules::may_sit_for(role, found.kind) {
            return Ok(());
        }
        let sentence = "This organisation cannot have a seat in this role: the local authority is \
                        the one responsible for the child, health is an integrated care board or \
                        NHS England, education a school or setting (CFA s.24; who takes part).";
        Err(PartiesRefused::against("OTHER_BODY", "organisationId", sentence).into())
    }

    /// Refuses people who do not work for the body they would speak for, and people of the service on
    /// a side of the dispute.
    async fn check_people(
        &self,
        row: &case::Model,
        role: Role,
        body: Option<OrganisationId>,
        people: &[PersonId],
    ) -> Outcome<()> {
        let today = self.app.today();
        if MOST_IN_A_POOL < people.len() {
            let sentence = "At most 50 people may fill one seat (who takes part).";
            return Err(PartiesRefused::against("POOL_TOO_LARGE", "pool", sentence).into());
        }
        self.check_no_family(row, people).await?;
        if let Some(body) = body.filter(|_| rules::is_for_a_body(role)) {
            let theirs = person::works_for(self.tx, people, body, today).await?;
            let works = |id: &PersonId| theirs.iter().any(|(other, _)| other == id);
            if !people.iter().all(works) {
                let sentence = "Who speaks for a body works for it (regulation 37(1)).";
                return Err(PartiesRefused::against("NOT_OF_THIS_BODY", "person", sentence).into());
            }
        }
        let may_serve = [Role::Interpreter, Role::Mediator].contains(&role);
        if !may_serve {
            independent(self.app, self.tx, row.provider_id, people).await?;
        }
        if role == Role::Interpreter {
            self.check_no_child(row, people).await?;
        }
        Ok(())
    }

    /// Refuses the family of the child in a dispute between agencies, whatever they would come as: it
    /// does not exist for them (CFA s.57(3)(a), H21).
    pub(super) async fn check_no_family(
        &self,
        row: &case::Model,
        people: &[PersonId],
    ) -> Outcome<()> {
        if row.kind != case::Kind::DrA {
            return Ok(());
        }
        for &id in people {
            let children = crate::domain::case::family_of(self.tx, id, &[row.child_id]).await?;
            if !children.is_empty() {
                return Err(PartiesRefused::of(&invitation::Refusal::NoFamily, "person").into());
            }
        }
        Ok(())
    }

    /// Refuses a child as an interpreter.
    pub(super) async fn check_no_child(
        &self,
        row: &case::Model,
        people: &[PersonId],
    ) -> Outcome<()> {
        let child = store::child(self.tx, row.child_id).await?;
        let rows = person::by_ids(self.tx, people).await?;
        if rows
            .iter()
            .any(|row| row.is_child || row.id == child.person_id)
        {
            let sentence = "Neither the pupil nor an older child interprets for a family (H12; \
                            practice of the service).";
            return Err(PartiesRefused::against("CHILD_INTERPRETS", "person", sentence).into());
        }
        Ok(())
    }

    /// Refuses somebody of the family who is not the party.
    pub(super) async fn check_party(
        &self,
        row: &case::Model,
        person: Option<PersonId>,
    ) -> Outcome<()> {
        let child = store::child(self.tx, row.child_id).await?;
        let named = store::alternatives_of(self.tx, &[row.id]).await?.pop();
        let basis = named.as_ref().map(|row| row.basis);
        let party = rules::party(child.compulsory_school_age_ends_on, basis, self.app.today());
        let is_alternative = named.is_some_and(|row| Some(row.person_id) == person);
        let is_young = Some(child.person_id) == person;
        Ok(rules::must_be_the_party(party, is_young, is_alternative)?)
    }

    /// Writes who may fill a seat and what each may decide.
    async fn fill(
        &self,
        seat: ParticipantId,
        person: Option<PersonId>,
        own: &[Domain],
        pool: &[(PersonId, Vec<Domain>)],
    ) -> Outcome<()> {
        let mut seen = BTreeSet::from_iter(person);
        let pool: Vec<_> = pool.iter().filter(|(id, _)| seen.insert(*id)).collect();
        let members = (1..).zip(&pool).map(|(rank, (id, _))| pool_member::Model {
            participant_id: seat,
            person_id: *id,
            rank,
        });
        let named = person.map(|id| (id, own));
        let deputies = pool.iter().map(|(id, domains)| (*id, domains.as_slice()));
        let everybody = named.into_iter().chain(deputies);
        let authorities = everybody.flat_map(|(id, domains)| {
            let once: BTreeSet<_> = domains.iter().copied().collect();
            once.into_iter().map(move |domain| authority::Model {
                participant_id: seat,
                person_id: id,
                domain,
            })
        });
        store::replace_pool(self.tx, seat, members.collect(), authorities.collect()).await?;
        Ok(())
    }

    /// Changes a seat.
    pub(super) async fn alter(
        &self,
        row: case::Model,
        id: ParticipantId,
        change: SeatChange,
    ) -> Outcome<Done> {
        let seats = crate::domain::case::participants_of(self.tx, &[row.id]).await?;
        let seat = seats.into_iter().find(|seat| seat.id == id);
        let mut seat = seat.ok_or(PartiesRefused::NotFound)?;
        seat.requirement = change.requirement.unwrap_or(seat.requirement);
        seat.is_first_mediation = change.is_first_mediation.unwrap_or(seat.is_first_mediation);
        if change.pool.is_some() || change.authority.is_some() {
            self.refill(&row, &seat, change.authority, change.pool)
                .await?;
        }
        if change.relationship.is_some() || change.wants_support.is_some() {
            let known = store::seat_bases_of(self.tx, &[id]).await?.pop();
            let by_role = rules::basis_by_role(seat.role);
            let basis = known.as_ref().map(|row| row.basis);
            let basis = basis.or(by_role.map(rules::stored)).ok_or_else(|| {
                PartiesRefused::of(&invitation::Refusal::NoBasis, "participantId")
            })?;
            let (relationship, wants_support) = match known {
                Some(row) => (row.relationship, row.wants_support),
                None => (None, None),
            };
            let seat_basis = seat_basis::Model {
                participant_id: id,
                basis,
                relationship: change.relationship.or(relationship),
                wants_support: change.wants_support.or(wants_support),
            };
            store::put_seat_basis(self.tx, seat_basis).await?;
        }
        store::update_seat(self.tx, seat).await?;
        Ok(Done::with(row, Vec::new()))
    }

    /// Changes who may fill a seat, or what they may decide.
    async fn refill(
        &self,
        row: &case::Model,
        seat: &participant::Model,
        own: Option<Vec<Domain>>,
        pool: Option<Vec<(PersonId, Vec<Domain>)>>,
    ) -> Outcome<()> {
        let held = crate::domain::case::authorities_of(self.tx, &[seat.id]).await?;
        let may_decide = |id: PersonId| {
            let theirs = held.iter().filter(|row| row.person_id == id);
            theirs.map(|row| row.domain).collect::<Vec<_>>()
        };
        let own = own.unwrap_or_else(|| seat.person_id.map(may_decide).unwrap_or_default());
        let pool = if let Some(pool) = pool {
            let people: Vec<_> = pool.iter().map(|(id, _)| *id).collect();
            self.check_people(row, seat.role, seat.organisation_id, &people)
                .await?;
            pool
        } else {
            let members = crate::domain::case::pool_of(self.tx, &[seat.id]).await?;
            let members = members.into_iter().map(|row| row.person_id);
            members.map(|id| (id, may_decide(id))).collect()
        };
        self.fill(seat.id, seat.person_id, &own, &pool).await
    }

    /// Takes a seat away.
    pub(super) async fn remove(&self, row: case::Model, id: ParticipantId) -> Outcome<Done> {
        let seats = crate::domain::case::participants_of(self.tx, &[row.id]).await?;
        if !seats.iter().any(|seat| seat.id == id) {
            return Err(PartiesRefused::NotFound.into());
        }
        self.check_not_expected(&row, id).await?;
        store::delete_seat(self.tx, id).await?;
        Ok(Done::with(row, Vec::new()))
    }

    /// Refuses to take a seat away from somebody whom a date is held or agreed with.
    pub(super) async fn check_not_expected(
        &self,
        row: &case::Model,
        id: ParticipantId,
    ) -> Outcome<()> {
        let live = store::live(self.tx, row.id).await?;
        let mut comers = live.iter().flat_map(|(_, comers)| comers);
        if comers.any(|comer| comer.participant_id == Some(id)) {
            let sentence = "A date is held or agreed with whoever has this seat: cancel the meeting \
                            first, so that everybody is told (H27).";
            return Err(PartiesRefused::against(
                "EXPECTED_AT_A_MEETING",
                "participantId",
                sentence,
            )
            .into());
        }
        Ok(())
    }
}

/// Refuses somebody who has a seat.
pub(super) fn check_unseated(
    seats: &[participant::Model],
    id: PersonId,
) -> Result<(), PartiesRefused> {
    if seats.iter().any(|seat| seat.person_id == Some(id)) {
        let sentence = "This person has a seat in the case already (who takes part).";
        return Err(PartiesRefused::against(
            "SEATED_ALREADY",
            "person",
            sentence,
        ));
    }
    Ok(())
}
