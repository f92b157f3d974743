//! What a family is given and asks for around its case: a named contact, shorter notice, a private word;
//! and the days on which it was told.

mod rules;

use chrono::{DateTime, NaiveDate, Utc};
use entities::participant::Role;
use entities::{ParticipantId, PersonId, case};

use super::{Desk, Done, Outcome, PartiesRefused, store};
use crate::auth::{PartyAction, Standing, may_take_in, may_with_parties};
use crate::domain::person;
use crate::law::Rule;
use crate::lifecycle::change::Effect;

impl Desk<'_> {
    /// Names who of the service looks after the family.
    pub(super) async fn assign_contact(
        &self,
        mut row: case::Model,
        contact: PersonId,
    ) -> Outcome<Done> {
        let today = self.app.today();
        let held = person::works_for(self.tx, &[contact], row.provider_id, today).await?;
        if !held.iter().any(|(_, kind)| may_take_in(*kind)) {
            let sentence = "The contact of a case is a coordinator, an adviser or the manager of the \
                            service that has it (practice of the service).";
            return Err(PartiesRefused::against("NOT_OF_THE_SERVICE", "personId", sentence).into());
        }
        row.contact_id = Some(contact);
        Ok(Done::with(row, Vec::new()))
    }

    /// Records that somebody of the family agrees to less than five working days' notice.
    pub(super) async fn agree_short_notice(
        &self,
        mut row: case::Model,
        by: Option<PersonId>,
        at: Option<DateTime<Utc>>,
    ) -> Outcome<Done> {
        let now = self.app.now();
        let at = at.unwrap_or(now);
        let by = self.of_the_family(&row, by).await?;
        rules::short_notice(&row, at, now)?;
        row.short_notice_agreed_at = Some(at);
        row.short_notice_agreed_by = Some(by);
        Ok(Done::with(row, Vec::new()))
    }

    /// Records that the family takes its agreement to shorter notice back.
    pub(super) async fn want_full_notice(
        &self,
        mut row: case::Model,
        by: Option<PersonId>,
    ) -> Outcome<Done> {
        // First whose word it is: what else is wrong would tell a family who there is.
        self.of_the_family(&row, by).await?;
        let live = store::live(self.tx, row.id).await?;
        rules::full_notice(&row, !live.is_empty())?;
        row.short_notice_agreed_at = None;
        row.short_notice_agreed_by = None;
        Ok(Done::with(row, Vec::new()))
    }

    /// Who of the family it is: somebody of the family speaks for themselves, and others say who.
    async fn of_the_family(&self, row: &case::Model, named: Option<PersonId>) -> Outcome<PersonId> {
        let is_family = self.standing == Standing::Family;
        let by = named.or(is_family.then_some(self.by)).ok_or_else(|| {
            let sentence = "It is the family that agrees, or takes it back: say who of it did \
                            (regulation 37(2)).";
            PartiesRefused::against("NOBODY_NAMED", "personId", sentence)
        })?;
        if is_family && by != self.by {
            return Err(PartiesRefused::NotFound.into());
        }
        let seats = crate::domain::case::participants_of(self.tx, &[row.id]).await?;
        let is_theirs = |seat: &entities::participant::Model| {
            (seat.role, seat.person_id) == (Role::Family, Some(by))
        };
        if seats.iter().any(is_theirs) {
            return Ok(by);
        }
        let sentence = "Only somebody with the seat of the family may agree to shorter notice \
                        (regulation 37(2)).";
        Err(PartiesRefused::against("NOT_OF_THE_FAMILY", "personId", sentence).into())
    }

    /// Records that whoever has a seat asks for a private word with the mediator before the meeting. Who
    /// has asked already has asked once.
    pub(super) async fn ask_private_word(
        &self,
        row: case::Model,
        named: Option<ParticipantId>,
    ) -> Outcome<Done> {
        rules::has_a_mediator(row.kind)?;
        let seats = crate::domain::case::participants_of(self.tx, &[row.id]).await?;
        let ids: Vec<_> = seats.iter().map(|seat| seat.id).collect();
        let pool = crate::domain::case::pool_of(self.tx, &ids).await?;
        let is_own = |seat: &entities::participant::Model| {
            let mut pool = pool.iter();
            seat.person_id == Some(self.by)
                || pool.any(|one| (one.participant_id, one.person_id) == (seat.id, self.by))
        };
        let for_others = may_with_parties(self.standing, PartyAction::SeePrivateWords);
        let mut found = seats.into_iter().filter(|seat| match named {
            Some(named) => seat.id == named && (for_others || is_own(seat)),
            None => is_own(seat),
        });
        let mut seat = found.next().ok_or(PartiesRefused::NotFound)?;
        if [Role::Mediator, Role::Interpreter].contains(&seat.role) {
            let sentence = "A private word is for whoever takes part, and not for the mediator or an \
                            interpreter (practice of the service).";
            return Err(
                PartiesRefused::against("NOT_FOR_THIS_SEAT", "participantId", sentence).into(),
            );
        }
        if seat.private_word_asked_at.is_none() {
            seat.private_word_asked_at = Some(self.app.now());
            store::update_seat(self.tx, seat).await?;
        }
        Ok(Done::with(row, Vec::new()))
    }

    /// Records the day on which a draft plan was served, from which the family has at least fifteen days.
    pub(super) fn draft_served(&self, mut row: case::Model, on: NaiveDate) -> Outcome<Done> {
        rules::draft_served(&row, on, self.app.today())?;
        row.draft_served_on = Some(on);
        let starts = Effect::ClockStarts {
            clock: Rule::DraftComments,
            on,
        };
        Ok(Done::with(row, vec![starts]))
    }

    /// Records the day on which the family was told of the decision, before the letter.
    pub(super) fn decision_told(&self, mut row: case::Model, on: NaiveDate) -> Outcome<Done> {
        rules::decision_told(&row, on, self.app.today())?;
        row.decision_told_on = Some(on);
        Ok(Done::with(row, Vec::new()))
    }
}
