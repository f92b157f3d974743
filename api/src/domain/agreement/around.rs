//! What stands around an agreement: the case, its people, and who was at the meeting.

use chrono::NaiveDate;
use entities::participant::Role;
use entities::{IssueId, OrganisationId, PersonId, attendance, authority_declaration, case};
use sea_orm::{DatabaseTransaction, DbErr};

use super::Owner;
use crate::app::{App, day_of};
use crate::domain::session::{self, Seats};

/// What an agreement depends on.
pub(super) struct Around {
    /// The case, locked.
    pub(super) row: case::Model,
    /// The day of the meeting; today's where there was none.
    pub(super) agreed_on: NaiveDate,
    seats: Seats,
    /// Who came, and as what.
    pub(super) there: Vec<(PersonId, Role)>,
    comers: Vec<(PersonId, Role)>,
    issues: Vec<IssueId>,
    declarations: Vec<authority_declaration::Model>,
}

impl Around {
    /// Reads it in a locked case.
    pub(super) async fn read(
        app: &App,
        tx: &DatabaseTransaction,
        row: case::Model,
    ) -> Result<Self, DbErr> {
        let seats = Seats::read(tx, row.id).await?;
        let meeting = session::current_meeting(tx, row.id).await?;
        let ids: Vec<_> = meeting.iter().map(|meeting| meeting.id).collect();
        let comers = crate::domain::meeting::attendees_of(tx, &ids).await?;
        let comers: Vec<_> = comers
            .iter()
            .map(|comer| (comer.person_id, session::role_of(comer, &seats.seats)))
            .collect();
        let known = session::attendance_of(tx, &ids).await?;
        let came = |person: PersonId| {
            let mut known = known.iter();
            known.any(|row| row.person_id == person && row.presence != attendance::Presence::Absent)
        };
        let there = comers.iter().copied().filter(|(id, _)| came(*id)).collect();
        let issues = crate::domain::case::issues_of(tx, &[row.id]).await?;
        let places: Vec<_> = seats.seats.iter().map(|seat| seat.id).collect();
        let declarations = session::declarations_of(tx, &places).await?;
        let met_on = meeting.map(|meeting| day_of(meeting.starts_at));
        Ok(Self {
            agreed_on: met_on.unwrap_or_else(|| app.today()),
            issues: issues.into_iter().map(|issue| issue.id).collect(),
            row,
            seats,
            there,
            comers,
            declarations,
        })
    }

    /// Whether an issue is one of the case's.
    pub(super) fn has_issue(&self, id: IssueId) -> bool {
        self.issues.contains(&id)
    }

    /// As what somebody came; `None` for whoever did not.
    pub(super) fn role_there(&self, person: PersonId) -> Option<Role> {
        let mut there = self.there.iter();
        there.find(|(id, _)| *id == person).map(|(_, role)| *role)
    }

    /// For whom an owner would act: the role of their seat; `None` for somebody with no part in the
    /// case.
    pub(super) fn side_of(&self, owner: Owner) -> Option<Role> {
        match owner {
            Owner::Person(person) => {
                let seat = self.seats.of(person).next().map(|seat| seat.role);
                let mut comers = self.comers.iter();
                let found = comers.find(|(id, _)| *id == person);
                seat.or(found.map(|(_, role)| *role))
            }
            Owner::Organisation(body) => self.side_of_body(body),
        }
    }

    fn side_of_body(&self, body: OrganisationId) -> Option<Role> {
        if body == self.row.la_id {
            return Some(Role::LocalAuthority);
        }
        let mut seats = self.seats.seats.iter();
        let seat = seats.find(|seat| seat.organisation_id == Some(body));
        seat.map(|seat| seat.role)
    }

    /// Whether somebody who comes for a body may sign: as they declared, and the mediator confirmed.
    pub(super) fn has_mandate(&self, person: PersonId) -> bool {
        use authority_declaration::State;
        let mut declarations = self.declarations.iter();
        declarations.any(|row| {
            let is_confirmed = [State::ConfirmedByMediator, State::Present].contains(&row.state);
            row.person_id == person && row.may_sign && is_confirmed
        })
    }
}
