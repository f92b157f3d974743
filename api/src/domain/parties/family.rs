//! The family's side of a case: who is the party, who is kept apart, what the child thinks, and in what
//! language. Also what follows a case into another of its matter.

use std::collections::BTreeSet;

use entities::participant::{Requirement, Role};
use entities::{
    CaseId, OrganisationId, ParticipantId, PersonId, Personal, alternative_person, authority, case,
    child, childs_view, interpreter_booking, kept_apart, meeting, participant, seat_basis,
};
use sea_orm::{DatabaseTransaction, DbErr};

use super::seats::check_unseated;
use super::{
    Desk, Done, NewInterpreters, NewViews, Outcome, PartiesRefused, Who, enter, independent, rules,
    store,
};
use crate::app::{App, day_of};
use crate::auth::Actor;
use crate::domain::prose;
use crate::domain::vault::{self, Whose};
use crate::lifecycle::dates::{Dated, past};
use crate::lifecycle::invitation::{self, Basis};
use crate::lifecycle::parties::{self, Party};

/// Characters of what a child thinks at most.
const MOST_CHARACTERS: usize = 4_000;

/// Characters in a line at most.
const LINE: usize = 200;

/// People who interpret in one case at most.
const MOST_INTERPRETERS: i32 = 10;

impl Desk<'_> {
    /// Keeps two people of a case apart. They never share a session, and neither sees when or where
    /// the other is to be.
    pub(super) async fn keep_apart(
        &self,
        row: case::Model,
        one: PersonId,
        other: PersonId,
    ) -> Outcome<Done> {
        let seats = crate::domain::case::participants_of(self.tx, &[row.id]).await?;
        let ids: Vec<_> = seats.iter().map(|seat| seat.id).collect();
        let pools = crate::domain::case::pool_of(self.tx, &ids).await?;
        let seated = seats.iter().filter_map(|seat| seat.person_id);
        let seated: BTreeSet<_> = seated
            .chain(pools.iter().map(|row| row.person_id))
            .collect();
        if one == other || !seated.contains(&one) || !seated.contains(&other) {
            let sentence = "A restriction is between two people who take part in the case (H22).";
            return Err(
                PartiesRefused::against("NOT_IN_THE_CASE", "otherPersonId", sentence).into(),
            );
        }
        let (one, other) = rules::pair(one, other);
        let known = store::apart_in(self.tx, &[row.id]).await?;
        let is_it =
            |row: &kept_apart::Model| rules::pair(row.person_id, row.other_id) == (one, other);
        if known.iter().any(is_it) {
            let sentence = "These two people are kept apart already (H22).";
            return Err(PartiesRefused::against("APART_ALREADY", "otherPersonId", sentence).into());
        }
        let live = store::live(self.tx, row.id).await?;
        let has_both = live.iter().any(|(_, comers)| {
            let comes = |id| comers.iter().any(|comer| comer.person_id == id);
            comes(one) && comes(other)
        });
        if has_both {
            let sentence = "A date is held or agreed with both: cancel that meeting first, because \
                            people kept apart never share a session (H22).";
            return Err(
                PartiesRefused::against("BOTH_AT_A_MEETING", "otherPersonId", sentence).into(),
            );
        }
        let apart = kept_apart::Model {
            case_id: row.id,
            person_id: one,
            other_id: other,
        };
        store::keep_apart(self.tx, apart).await?;
        Ok(Done::with(row, Vec::new()))
    }

    /// No longer keeps two people apart.
    pub(super) async fn let_meet(
        &self,
        row: case::Model,
        one: PersonId,
        other: PersonId,
    ) -> Outcome<Done> {
        if store::let_meet(self.tx, row.id, (one, other)).await? == 0 {
            let sentence = "These two people are not kept apart in this case (H22).";
            return Err(PartiesRefused::against("NOT_APART", "otherPersonId", sentence).into());
        }
        Ok(Done::with(row, Vec::new()))
    }

    /// Names who stands in place of a young person who lacks capacity, as the party.
    pub(super) async fn name_alternative(
        &self,
        row: case::Model,
        who: Who,
        basis: alternative_person::Basis,
    ) -> Outcome<Done> {
        if row.kind == case::Kind::DrA {
            return Err(PartiesRefused::of(&invitation::Refusal::NoFamily, "caseId").into());
        }
        let child = store::child(self.tx, row.child_id).await?;
        let today = self.app.today();
        let ends_on = child.compulsory_school_age_ends_on;
        if rules::party(ends_on, None, today) == Party::Parent {
            let sentence = "Until the end of compulsory school age the parent is the party, and nobody \
                            stands in the young person's place (CFA s.83(2); regulation 64).";
            return Err(
                PartiesRefused::against("NOT_YET_A_YOUNG_PERSON", "caseId", sentence).into(),
            );
        }
        let person = enter(self.app, self.tx, who).await?;
        if person == child.person_id {
            let sentence = "Nobody stands in their own place (regulation 64(2)).";
            return Err(PartiesRefused::against("NOT_THE_PARTY", "person", sentence).into());
        }
        independent(self.app, self.tx, row.provider_id, &[person]).await?;
        let named = alternative_person::Model {
            case_id: row.id,
            person_id: person,
            basis,
            named_on: today,
            named_by: self.by,
        };
        store::put_alternative(self.tx, named).await?;
        self.reseat_family(&row, person).await?;
        Ok(Done::with(row, Vec::new()))
    }

    /// Gives the alternative person the seat of the family, and takes the others away.
    async fn reseat_family(&self, row: &case::Model, person: PersonId) -> Outcome<()> {
        let seats = crate::domain::case::participants_of(self.tx, &[row.id]).await?;
        let family = seats.iter().filter(|seat| seat.role == Role::Family);
        for seat in family.clone().filter(|seat| seat.person_id != Some(person)) {
            self.check_not_expected(row, seat.id).await?;
            store::delete_seat(self.tx, seat.id).await?;
        }
        if family.clone().any(|seat| seat.person_id == Some(person)) {
            return Ok(());
        }
        let rest = seats.iter().filter(|seat| seat.role != Role::Family);
        let rest: Vec<_> = rest.cloned().collect();
        check_unseated(&rest, person)?;
        let seat = participant::Model {
            id: ParticipantId(self.app.ids.next()),
            case_id: row.id,
            role: Role::Family,
            requirement: Requirement::Required,
            person_id: Some(person),
            organisation_id: None,
            is_first_mediation: false,
            parent_agreed_at: None,
            mediator_agreed_at: None,
            private_word_asked_at: None,
        };
        let seat_basis = seat_basis::Model {
            participant_id: seat.id,
            basis: rules::stored(Basis::Party),
            relationship: None,
            wants_support: None,
        };
        Ok(store::insert_seat(self.tx, seat, seat_basis).await?)
    }

    /// Takes down what the child thinks.
    pub(super) async fn take_down(&self, row: case::Model, new: NewViews) -> Outcome<Done> {
        if row.kind == case::Kind::DrA {
            return Err(PartiesRefused::of(&invitation::Refusal::NoFamily, "caseId").into());
        }
        past(Dated::Information, new.obtained_on, self.app.now())
            .map_err(|refused| PartiesRefused::of(&refused, "obtainedOn"))?;
        let is_text = prose::shows(&new.text) && prose::is_paragraph(&new.text, MOST_CHARACTERS);
        let is_line = prose::shows(&new.obtained_by) && prose::is_line(&new.obtained_by, LINE);
        if !is_text || !is_line {
            let sentence = "What the child thinks is 1 to 4,000 characters, and who has taken it down \
                            one line of at most 200 (record of views, regulation 38(2)).";
            return Err(PartiesRefused::against("TEXT_UNREADABLE", "text", sentence).into());
        }
        let view = childs_view::Model {
            id: self.view_id(),
            case_id: row.id,
            method: new.method,
            obtained_by: Personal::new(new.obtained_by).into(),
            obtained_on: new.obtained_on,
            text: Personal::new(new.text).into(),
            scope: new.scope,
            recorded_by: self.by,
            recorded_at: self.app.now(),
        };
        let view = vault::sealed(self.app, self.tx, Whose::Case(row.id), view).await?;
        store::insert_view(self.tx, view).await?;
        Ok(Done::with(row, Vec::new()))
    }

    /// Books interpreters.
    pub(super) async fn book_interpreters(
        &self,
        mut row: case::Model,
        new: NewInterpreters,
    ) -> Outcome<Done> {
        let is_code = (2..=3).contains(&new.language.len())
            && new.language.bytes().all(|byte| byte.is_ascii_lowercase());
        let fits = is_code
            && (1..=MOST_INTERPRETERS).contains(&new.count)
            && (0..=365).contains(&new.lead_days)
            && new.people.len() <= usize::try_from(new.count).unwrap_or(0);
        if !fits {
            let sentence = "Interpreters are booked for one language code, one to ten of them, at most \
                            365 days ahead, and no more people are named than are booked (practice of \
                            the service).";
            return Err(PartiesRefused::against("BOOKING_UNREADABLE", "count", sentence).into());
        }
        self.check_agency(new.agency).await?;
        self.check_no_child(&row, &new.people).await?;
        self.check_no_family(&row, &new.people).await?;
        let today = self.app.today();
        let ready_from_on = rules::ready_from(today, new.lead_days);
        let live = store::live(self.tx, row.id).await?;
        let meets_on = live.first().map(|(meeting, _)| day_of(meeting.starts_at));
        let asked = (new.kind, new.language.as_str(), new.count);
        rules::interpreters(&row, asked, ready_from_on, meets_on)?;
        self.check_interpreters(&new.people, &new.language).await?;
        let seats = crate::domain::case::participants_of(self.tx, &[row.id]).await?;
        for &person in &new.people {
            check_unseated(&seats, person)?;
            self.seat_interpreter(&row, person, new.agency).await?;
        }
        if [
            interpreter_booking::Kind::Interpreter,
            interpreter_booking::Kind::Bsl,
        ]
        .contains(&new.kind)
        {
            row.interpreter_language = Some(new.language.clone());
        }
        let booking = interpreter_booking::Model {
            id: self.booking_id(),
            case_id: row.id,
            kind: new.kind,
            language: new.language,
            count: new.count,
            lead_days: new.lead_days,
            agency_id: new.agency,
            ready_from_on,
            booked_by: self.by,
            booked_at: self.app.now(),
        };
        store::insert_interpreters(self.tx, booking).await?;
        Ok(Done::with(row, Vec::new()))
    }

    /// Refuses people who do not interpret, and those who do so in another language.
    async fn check_interpreters(&self, people: &[PersonId], language: &str) -> Outcome<()> {
        let today = self.app.today();
        let spoken = crate::domain::person::languages_of(self.tx, people).await?;
        for &id in people {
            let held = crate::domain::person::roles_of(self.tx, id, today).await?;
            let held: Vec<_> = held.into_iter().map(|(role, _)| role.kind).collect();
            let mut spoken = spoken.iter().filter(|row| row.person_id == id);
            rules::interprets(&held, spoken.any(|row| row.language == language))?;
        }
        Ok(())
    }

    /// Refuses an agency that is none.
    async fn check_agency(&self, agency: Option<OrganisationId>) -> Outcome<()> {
        let Some(id) = agency else { return Ok(()) };
        let found = store::body(self.tx, id).await?;
        if found.is_some_and(|body| rules::may_sit_for(Role::Interpreter, body.kind)) {
            return Ok(());
        }
        let sentence = "Interpreters come from an agency of interpreters or from the service itself \
                        (practice of the service).";
        Err(PartiesRefused::against("OTHER_BODY", "agencyId", sentence).into())
    }

    /// Gives somebody who interprets a seat.
    async fn seat_interpreter(
        &self,
        row: &case::Model,
        person: PersonId,
        agency: Option<OrganisationId>,
    ) -> Outcome<()> {
        let seat = participant::Model {
            id: ParticipantId(self.app.ids.next()),
            case_id: row.id,
            role: Role::Interpreter,
            requirement: Requirement::Optional,
            person_id: Some(person),
            organisation_id: agency,
            is_first_mediation: false,
            parent_agreed_at: None,
            mediator_agreed_at: None,
            private_word_asked_at: None,
        };
        let seat_basis = seat_basis::Model {
            participant_id: seat.id,
            basis: rules::stored(Basis::Interpreter),
            relationship: None,
            wants_support: None,
        };
        Ok(store::insert_seat(self.tx, seat, seat_basis).await?)
    }
}

/// Takes into another case of the same matter what holds of its people wherever they meet: who is kept
/// apart, who stands in a young person's place, what somebody is to the child, and the bodies that the
/// other type needs as well.
pub(crate) async fn follow(
    app: &App,
    tx: &DatabaseTransaction,
    from: CaseId,
    to: &case::Model,
) -> Result<(), DbErr> {
    for row in store::apart_in(tx, &[from]).await? {
        let row = kept_apart::Model {
            case_id: to.id,
            ..row
        };
        store::keep_apart(tx, row).await?;
    }
    for row in store::alternatives_of(tx, &[from]).await? {
        let row = alternative_person::Model {
            case_id: to.id,
            ..row
        };
        store::put_alternative(tx, row).await?;
    }
    let old = crate::domain::case::participants_of(tx, &[from]).await?;
    let new = crate::domain::case::participants_of(tx, &[to.id]).await?;
    let needed = parties::seats(to.kind, &[], 1);
    let needs = |seat: &&participant::Model| needed.iter().any(|one| one.role == seat.role);
    let lacks = |seat: &&participant::Model| !new.iter().any(|one| one.role == seat.role);
    for seat in old.iter().filter(needs).filter(lacks) {
        let id = ParticipantId(app.ids.next());
        let copy = participant::Model {
            id,
            case_id: to.id,
            ..seat.clone()
        };
        store::copy_seat(tx, copy).await?;
        let mut pool = crate::domain::case::pool_of(tx, &[seat.id]).await?;
        for row in &mut pool {
            row.participant_id = id;
        }
        let held = crate::domain::case::authorities_of(tx, &[seat.id]).await?;
        let held = held.into_iter().map(|row| authority::Model {
            participant_id: id,
            ..row
        });
        store::replace_pool(tx, id, pool, held.collect()).await?;
    }
    follow_bases(tx, &old, to.id).await
}

/// Takes the basis on which somebody attends into another case.
async fn follow_bases(
    tx: &DatabaseTransaction,
    old: &[participant::Model],
    to: CaseId,
) -> Result<(), DbErr> {
    let ids: Vec<_> = old.iter().map(|seat| seat.id).collect();
    let known = store::seat_bases_of(tx, &ids).await?;
    for seat in crate::domain::case::participants_of(tx, &[to]).await? {
        let same = |one: &&participant::Model| {
            (one.role, one.person_id, one.organisation_id)
                == (seat.role, seat.person_id, seat.organisation_id)
        };
        let before = old.iter().find(same).map(|one| one.id);
        let before = known.iter().find(|row| Some(row.participant_id) == before);
        if let Some(row) = before {
            let row = seat_basis::Model {
                participant_id: seat.id,
                ..row.clone()
            };
            store::put_seat_basis(tx, row).await?;
        }
    }
    Ok(())
}

/// Who is the party on the family's side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FamilyParty {
    /// Who.
    pub party: Party,
    /// The young person or the alternative person; `None` for the parents, who have their seats.
    pub person: Option<PersonId>,
    /// The last day on which the parent is the party, where that is recorded.
    pub school_age_ends_on: Option<chrono::NaiveDate>,
}

/// Who is the party on the family's side on a day; `None` between agencies, where there is no family.
#[must_use]
pub fn family_party(
    row: &case::Model,
    child: &child::Model,
    named: Option<&alternative_person::Model>,
    today: chrono::NaiveDate,
) -> Option<FamilyParty> {
    if row.kind == case::Kind::DrA {
        return None;
    }
    let ends_on = child.compulsory_school_age_ends_on;
    let party = rules::party(ends_on, named.map(|row| row.basis), today);
    let person = match party {
        Party::Parent => None,
        Party::YoungPerson => Some(child.person_id),
        Party::Alternative(_) => named.map(|row| row.person_id),
    };
    Some(FamilyParty {
        party,
        person,
        school_age_ends_on: ends_on,
    })
}

/// Whether a meeting is none that the actor may know of, because somebody comes whom the actor must not
/// be in contact with.
///
/// # Errors
///
/// The database fails.
pub(crate) async fn is_hidden(
    app: &App,
    actor: &Actor,
    meeting: &meeting::Model,
) -> Result<bool, DbErr> {
    let Some(somebody) = actor.somebody() else {
        return Ok(false);
    };
    let apart = store::apart_in(&app.db, &[meeting.case_id]).await?;
    let others = rules::kept_from(somebody.id, &apart);
    if others.is_empty() {
        return Ok(false);
    }
    let comers = crate::domain::meeting::attendees_of(&app.db, &[meeting.id]).await?;
    Ok(comers.iter().any(|row| others.contains(&row.person_id)))
}
