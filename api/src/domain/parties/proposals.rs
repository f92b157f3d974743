//! Somebody more who wishes to attend: each party is asked, and where one refuses the mediator decides
//! (regulation 38(1)(e)); a child comes when family and mediator agree (regulation 38(1)(c)).

use chrono::NaiveDate;
use entities::participant::{Requirement, Role};
use entities::{
    AttendanceProposalId, ParticipantId, attendance_answer, attendance_proposal, case, participant,
    seat_basis,
};

use super::seats::check_unseated;
use super::{Desk, Done, Outcome, PartiesRefused, Who, enter, independent, rules, store};
use crate::auth::{PartyAction, may_with_parties};
use crate::lifecycle::change::Effect;
use crate::lifecycle::consent;
use crate::lifecycle::invitation::{self, Agreement, Basis};
use crate::lifecycle::parties::Party;

impl Desk<'_> {
    /// Asks each party whether somebody more may attend.
    pub(super) async fn propose(&self, row: case::Model, role: Role, who: Who) -> Outcome<Done> {
        let seats = crate::domain::case::participants_of(self.tx, &[row.id]).await?;
        let facts = invitation::Facts {
            child: Agreement::Both,
            ..self
                .facts(&row, &seats, role, Some(consent::State::AllConsent))
                .await?
        };
        let basis = self.basis_for(&row, role).await?;
        invitation::may_attend(Some(basis), &facts)
            .map_err(|refused| PartiesRefused::of(&refused, "role"))?;
        let person = match who {
            Who::New(mut somebody) => {
                somebody.is_child = role == Role::Child;
                enter(self.app, self.tx, Who::New(somebody)).await?
            }
            Who::Known(id) => id,
        };
        check_unseated(&seats, person)?;
        self.check_no_family(&row, &[person]).await?;
        // A trainee beside the mediator may be the service's own.
        if role != Role::Mediator {
            independent(self.app, self.tx, row.provider_id, &[person]).await?;
        }
        let open = store::proposals_of(self.tx, &[row.id]).await?;
        let waits =
            |one: &attendance_proposal::Model| one.person_id == person && one.decided_at.is_none();
        if open.iter().any(waits) {
            let sentence = "The parties are asked about this person already (regulation 38(1)(e)).";
            return Err(PartiesRefused::against("ASKED_ALREADY", "person", sentence).into());
        }
        let today = self.app.today();
        let asked = consent::Event::Asked { on: today };
        let facts = consent::Facts {
            parties: asked_of(role, &seats).map(|seat| seat.role).collect(),
            consenting: Vec::new(),
            asked_on: None,
        };
        let change = consent::step(consent::State::Unasked, &asked, &facts, self.app.now())
            .map_err(|refused| PartiesRefused::of(&refused, "caseId"))?;
        let proposal = attendance_proposal::Model {
            id: AttendanceProposalId(self.app.ids.next()),
            case_id: row.id,
            person_id: person,
            role,
            asked_on: today,
            state: rules::consent_stored(change.to),
            proposed_by: self.by,
            decided_by: None,
            decided_at: None,
        };
        store::insert_proposal(self.tx, proposal).await?;
        Ok(Done::with(row, change.effects))
    }

    /// The basis on which somebody in that role would attend once agreed to.
    async fn basis_for(&self, row: &case::Model, role: Role) -> Outcome<Basis> {
        if role != Role::Child {
            return Ok(Basis::OtherAllConsent);
        }
        let child = store::child(self.tx, row.child_id).await?;
        let named = store::alternatives_of(self.tx, &[row.id]).await?.pop();
        let party = rules::party(
            child.compulsory_school_age_ends_on,
            named.map(|row| row.basis),
            self.app.today(),
        );
        Ok(match party {
            Party::Parent => Basis::ChildWithAgreement,
            Party::YoungPerson | Party::Alternative(_) => Basis::YpWithAgreement,
        })
    }

    /// A proposal of a case.
    async fn proposal(
        &self,
        row: &case::Model,
        id: AttendanceProposalId,
    ) -> Outcome<attendance_proposal::Model> {
        let proposals = store::proposals_of(self.tx, &[row.id]).await?;
        let found = proposals.into_iter().find(|one| one.id == id);
        Ok(found.ok_or(PartiesRefused::NotFound)?)
    }

    /// Records what a party says.
    pub(super) async fn answer(
        &self,
        row: case::Model,
        proposal: AttendanceProposalId,
        seat: ParticipantId,
        (is_consent, on): (bool, NaiveDate),
    ) -> Outcome<Done> {
        let proposal = self.proposal(&row, proposal).await?;
        let seats = crate::domain::case::participants_of(self.tx, &[row.id]).await?;
        let party = seats.iter().find(|one| one.id == seat);
        let party = party.ok_or(PartiesRefused::NotFound)?;
        self.check_own(party).await?;
        let answers = store::answers_of(self.tx, &[proposal.id]).await?;
        let consents = |one: &participant::Model| {
            let mut answers = answers.iter().filter(|row| row.participant_id == one.id);
            answers.any(|row| row.is_consent)
        };
        let asked: Vec<_> = asked_of(proposal.role, &seats).collect();
        // A role consents when everybody in it does: two parents are two parties.
        let agrees = |role: Role| {
            let mut same = asked.iter().filter(|one| one.role == role);
            same.all(|one| {
                if one.id == seat {
                    is_consent
                } else {
                    consents(one)
                }
            })
        };
        let all_agree = asked.iter().all(|one| agrees(one.role));
        let consenting = asked.iter().map(|one| one.role);
        let facts = consent::Facts {
            parties: asked.iter().map(|one| one.role).collect(),
            consenting: consenting.filter(|&role| agrees(role)).collect(),
            asked_on: Some(proposal.asked_on),
        };
        let by = party.role;
        let event = if is_consent {
            consent::Event::Consents { by, on }
        } else {
            consent::Event::Refuses { by, on }
        };
        let state = rules::consent(proposal.state);
        let mut change = consent::step(state, &event, &facts, self.app.now())
            .map_err(|refused| PartiesRefused::of(&refused, "participantId"))?;
        if change.to == consent::State::AllConsent && !all_agree {
            change.to = consent::State::Asked;
            change.effects.clear();
        }
        if proposal.role == Role::Child {
            // A family that does not agree has the last word on its child; the mediator is asked after.
            change.effects.clear();
            change.to = if all_agree {
                consent::State::AllConsent
            } else {
                consent::State::Asked
            };
        }
        let answer = attendance_answer::Model {
            proposal_id: proposal.id,
            participant_id: seat,
            is_consent,
            answered_on: on,
            recorded_by: self.by,
        };
        store::put_answer(self.tx, answer).await?;
        self.settle(row, &seats, proposal, change.to, change.effects)
            .await
    }

    /// Refuses somebody who answers for another's seat.
    async fn check_own(&self, seat: &participant::Model) -> Outcome<()> {
        let pool = crate::domain::case::pool_of(self.tx, &[seat.id]).await?;
        let is_own = seat.person_id == Some(self.by)
            || pool.iter().any(|member| member.person_id == self.by);
        if is_own || may_with_parties(self.standing, PartyAction::ManageParties) {
            Ok(())
        } else {
            Err(PartiesRefused::NotFound.into())
        }
    }

    /// Records what the mediator decides.
    pub(super) async fn decide(
        &self,
        row: case::Model,
        proposal: AttendanceProposalId,
        is_admitted: bool,
    ) -> Outcome<Done> {
        let mut proposal = self.proposal(&row, proposal).await?;
        let seats = crate::domain::case::participants_of(self.tx, &[row.id]).await?;
        let (to, effects) = if proposal.role == Role::Child {
            let basis = self.basis_for(&row, Role::Child).await?;
            self.decide_on_child(&row, &seats, &proposal, (basis, is_admitted))
                .await?
        } else {
            let event = if is_admitted {
                consent::Event::MediatorAdmits
            } else {
                consent::Event::MediatorRefuses
            };
            let facts = consent::Facts {
                parties: Vec::new(),
                consenting: Vec::new(),
                asked_on: Some(proposal.asked_on),
            };
            let state = rules::consent(proposal.state);
            let change = consent::step(state, &event, &facts, self.app.now())
                .map_err(|refused| PartiesRefused::of(&refused, "proposalId"))?;
            (change.to, change.effects)
        };
        proposal.decided_by = Some(self.by);
        proposal.decided_at = Some(self.app.now());
        self.settle(row, &seats, proposal, to, effects).await
    }

    /// What the mediator's word on a child leads to: nothing without the family's agreement.
    async fn decide_on_child(
        &self,
        row: &case::Model,
        seats: &[participant::Model],
        proposal: &attendance_proposal::Model,
        (basis, is_admitted): (Basis, bool),
    ) -> Outcome<(consent::State, Vec<Effect>)> {
        if proposal.decided_at.is_some() {
            let sentence = "It is decided whether the child attends (regulation 38(1)(c)).";
            return Err(PartiesRefused::against("ENDED", "proposalId", sentence).into());
        }
        if !is_admitted {
            return Ok((consent::State::NotAdmitted, Vec::new()));
        }
        let child = match proposal.state {
            attendance_proposal::State::AllConsent => Agreement::Both,
            attendance_proposal::State::Asked
            | attendance_proposal::State::MediatorDecides
            | attendance_proposal::State::Admitted
            | attendance_proposal::State::NotAdmitted => Agreement::MediatorOnly,
        };
        let facts = self.facts(row, seats, Role::Child, None).await?;
        let facts = invitation::Facts { child, ..facts };
        invitation::may_attend(Some(basis), &facts)
            .map_err(|refused| PartiesRefused::of(&refused, "proposalId"))?;
        Ok((consent::State::Admitted, vec![Effect::MayAttend(basis)]))
    }

    /// Writes how far a proposal has come: whoever may attend gets a seat, and loses it when a party
    /// takes its consent back.
    async fn settle(
        &self,
        row: case::Model,
        seats: &[participant::Model],
        mut proposal: attendance_proposal::Model,
        to: consent::State,
        effects: Vec<Effect>,
    ) -> Outcome<Done> {
        let basis = effects.iter().find_map(|effect| match effect {
            Effect::MayAttend(basis) => Some(*basis),
            _ => None,
        });
        if let Some(basis) = basis {
            self.seat(&row, &proposal, basis).await?;
        }
        let had_a_seat = proposal.state == attendance_proposal::State::AllConsent;
        if had_a_seat && to == consent::State::MediatorDecides {
            let theirs = |one: &&participant::Model| one.person_id == Some(proposal.person_id);
            if let Some(seat) = seats.iter().find(theirs) {
                self.check_not_expected(&row, seat.id).await?;
                store::delete_seat(self.tx, seat.id).await?;
            }
        }
        proposal.state = rules::consent_stored(to);
        store::update_proposal(self.tx, proposal).await?;
        Ok(Done::with(row, effects))
    }

    /// Gives somebody a seat.
    async fn seat(
        &self,
        row: &case::Model,
        proposal: &attendance_proposal::Model,
        basis: Basis,
    ) -> Outcome<()> {
        self.check_no_family(row, &[proposal.person_id]).await?;
        let agreed_at = (proposal.role == Role::Child).then(|| self.app.now());
        let seat = participant::Model {
            id: ParticipantId(self.app.ids.next()),
            case_id: row.id,
            role: proposal.role,
            requirement: Requirement::Optional,
            person_id: Some(proposal.person_id),
            organisation_id: None,
            is_first_mediation: false,
            parent_agreed_at: agreed_at,
            mediator_agreed_at: agreed_at,
            private_word_asked_at: None,
        };
        let seat_basis = seat_basis::Model {
            participant_id: seat.id,
            basis: rules::stored(basis),
            relationship: None,
            wants_support: None,
        };
        Ok(store::insert_seat(self.tx, seat, seat_basis).await?)
    }
}

/// The parties that are asked about somebody in that role: of a child the family alone.
fn asked_of(role: Role, seats: &[participant::Model]) -> impl Iterator<Item = &participant::Model> {
    seats.iter().filter(move |seat| {
        let is_party = rules::basis_by_role(seat.role) == Some(Basis::Party);
        let is_asked = role != Role::Child || seat.role == Role::Family;
        is_party && is_asked && seat.requirement != Requirement::Informant
    })
}
