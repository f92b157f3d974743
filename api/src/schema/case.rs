//! Cases, their issues and their seats.

use async_graphql::connection::{Connection, Edge, EmptyFields};
use async_graphql::{Context, Enum, ID, InputObject, Object, Result, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use entities::{CaseId, PersonId, case, issue, meeting, participant};

use super::after::CaseAfterwards;
use super::after::pack::FacilitationPack;
use super::agreement::{self, Agreement};
use super::ahead;
use super::availability::AvailabilityRequest;
use super::casework::codes::AttendanceBasis;
use super::casework::{CaseClock, CaseEvent, Certificate, NextStep};
use super::enums::{
    CaseKind, CaseState, IssueDomain, IssueStatus, Mode, ParticipantRole, Requirement,
};
use super::error::bad_input;
use super::glass::{self, BrokenGlass};
use super::id::{self, Kind};
use super::loaders::{
    ActionsIn, AuthoritiesOf, CertificatesOf, ChildBy, ClocksOf, EventsOf, ForecastOf, IssuesOf,
    Loaders, MeetingsOf, OrganisationBy, OwedIn, PoolOf, QuestionsOf, SeatBasisOf, SeatsOf,
};
use super::meeting::Meeting;
use super::organisation::Organisation;
use super::page::{self, Window};
use super::parties::around::{self, CaseContact, ShortNotice};
use super::parties::codes::Relationship;
use super::parties::seen::{
    self as parties, AttendanceProposal, ChildsViews, ContactAttempt, ContactRestriction,
    FamilyParty, InterpreterBooking, Referral, RequiredAttendance,
};
use super::person::{self, Person};
use super::queue::BreachForecast;
use super::session::{self, AuthorityDeclaration, Summary};
use crate::app::{App, day_of, is_in_reach};
use crate::auth::{Action, Actor, PartyAction, Standing, may, may_with_parties};
use crate::domain::audit::Read;
use crate::domain::case::{Filter, NEVER, Order, Position, Slice};
use crate::domain::{self};
use crate::law::{Due, Rule, clock};
use crate::planning::snapshot::clock_started;
use crate::schema::told;

/// One case, from first contact to the last kept promise.
pub struct Case {
    pub(super) row: case::Model,
    /// What the viewer has to do with it.
    pub(super) standing: Standing,
}

impl Case {
    fn may(&self, action: Action) -> bool {
        may(self.standing, action)
    }
}

/// One case, from first contact to the last kept promise.
#[Object]
impl Case {
    /// Names the case; clients must not look inside.
    pub(super) async fn id(&self) -> ID {
        id::encode(Kind::Case, self.row.id.0)
    }

    /// What people call it.
    async fn reference(&self) -> &str {
        &self.row.reference
    }

    /// What it is.
    async fn kind(&self) -> CaseKind {
        self.row.kind.into()
    }

    /// How far it has come.
    async fn state(&self) -> CaseState {
        domain::case::rules::shown(self.standing, self.row.state).into()
    }

    /// When it was opened.
    async fn opened_at(&self) -> DateTime<Utc> {
        self.row.opened_at
    }

    /// How the family wants to meet.
    async fn mode(&self) -> Mode {
        self.row.mode.into()
    }

    /// Grows with each change.
    async fn version(&self) -> i32 {
        self.row.version
    }

    /// The local authority concerned.
    async fn local_authority(&self, ctx: &Context<'_>) -> Option<Result<Organisation>> {
        organisation(ctx, self.row.la_id).await.transpose()
    }

    /// The service that has the case.
    async fn provider(&self, ctx: &Context<'_>) -> Option<Result<Organisation>> {
        organisation(ctx, self.row.provider_id).await.transpose()
    }

    /// The child or young person.
    async fn child(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        let found = self.find_child(ctx).await;
        match found {
            Ok(Some(child)) => {
                Some(told::note(ctx, (self.row.id, self.standing), Read::Child).map(|()| child))
            }
            other => other.transpose(),
        }
    }

    /// What is in dispute; empty for those who only need to know of the meeting. A case has few.
    async fn issues(&self, ctx: &Context<'_>) -> Result<Vec<Issue>> {
        if !self.may(Action::SeeIssues) {
            return Ok(Vec::new());
        }
        let rows = ctx
            .data::<Loaders>()?
            .load_one(IssuesOf(self.row.id))
            .await?;
        let standing = self.standing;
        let rows = rows.unwrap_or_default().into_iter();
        Ok(rows.map(|row| Issue { row, standing }).collect())
    }

    /// Who takes part, and as what. A case has few seats.
    async fn participants(&self, ctx: &Context<'_>) -> Result<Vec<Participant>> {
        let rows = ctx
            .data::<Loaders>()?
            .load_one(SeatsOf(self.row.id))
            .await?;
        let standing = self.standing;
        let rows = rows.unwrap_or_default().into_iter();
        Ok(rows.map(|row| Participant { row, standing }).collect())
    }

    /// The last day to hold the meeting; null where no such clock runs, or for those who may not
    /// know.
    async fn arrange_by(&self, ctx: &Context<'_>) -> Option<Result<Deadline>> {
        let due = self.arranging().filter(|_| self.may(Action::SeeIssues))?;
        Some(ctx.data::<App>().map(|app| deadline(app, due(app))))
    }

    /// The last day to appeal to the Tribunal, as far as it is known; null for those who may not
    /// know. This is not legal advice.
    async fn appeal_by(&self, ctx: &Context<'_>) -> Option<Result<Deadline>> {
        let sent_on = self
            .row
            .notice_sent_on
            .filter(|_| self.may(Action::SeeAppeal))?;
        let issued_on = self.row.certificate_issued_on;
        // The steps name the day of the certificate, which is sent to the family alone.
        let is_told = issued_on.is_none() || self.may(Action::SeeCertificate);
        Some(ctx.data::<App>().map(|app| {
            let due = clock::appeal_due(sent_on, issued_on, &app.calendar);
            let deadline = deadline(app, due);
            let trace = if is_told { deadline.trace } else { Vec::new() };
            Deadline { trace, ..deadline }
        }))
    }

    /// The meetings, earliest first. Dates that are only held are seen by those who arrange them. A
    /// case has few.
    async fn meetings(&self, ctx: &Context<'_>) -> Result<Vec<Meeting>> {
        let rows = ctx
            .data::<Loaders>()?
            .load_one(MeetingsOf(self.row.id))
            .await?;
        let standing = self.standing;
        let seen = rows.unwrap_or_default().into_iter();
        let seen = seen.filter(|row| domain::meeting::may_see(standing, row));
        let seen = seen.collect();
        let seen = parties::without_those_kept_apart(ctx, &self.row, standing, seen).await?;
        let seen = seen.into_iter();
        Ok(seen.map(|row| Meeting { row, standing }).collect())
    }

    /// What happened, as it was recorded, the first first; empty for those who do not run the case.
    async fn timeline(&self, ctx: &Context<'_>) -> Result<Vec<CaseEvent>> {
        if !self.may(Action::SeeCasework) {
            return Ok(Vec::new());
        }
        let loaders = ctx.data::<Loaders>()?;
        let rows = loaders.load_one(EventsOf(self.row.id)).await?;
        let standing = self.standing;
        let rows = rows.unwrap_or_default().into_iter();
        Ok(rows.map(|row| CaseEvent { row, standing }).collect())
    }

    /// The clocks that run, and those that ended, the one that ends first first; empty for those who do
    /// not run the case.
    async fn clocks(&self, ctx: &Context<'_>) -> Result<Vec<CaseClock>> {
        if !self.may(Action::SeeCasework) {
            return Ok(Vec::new());
        }
        let loaders = ctx.data::<Loaders>()?;
        let rows = loaders.load_one(ClocksOf(self.row.id)).await?;
        Ok(rows
            .unwrap_or_default()
            .into_iter()
            .map(CaseClock)
            .collect())
    }

    /// What is owed by whom and by when, what is due first first: as their days come, reminders of promised
    /// actions and questions to the authority about the thirty days are among it; empty for those who do not run the case.
    async fn next_steps(&self, ctx: &Context<'_>) -> Result<Vec<NextStep>> {
        if !self.may(Action::SeeCasework) {
            return Ok(Vec::new());
        }
        let loaders = ctx.data::<Loaders>()?;
        let stored = loaders.load_one(OwedIn(self.row.id)).await?;
        let actions = loaders.load_one(ActionsIn(self.row.id)).await?;
        let now = ctx.data::<App>()?.now();
        let reminders = actions.unwrap_or_default();
        let reminders = reminders
            .iter()
            .flat_map(|action| domain::action::reminders(action, self.row.kind, now));
        let mut rows = stored.unwrap_or_default();
        // Asked only where a date is agreed: a queue of many cases takes no statement more.
        let meets_on = if domain::casework::has_date(self.row.state) {
            let meetings = loaders.load_one(MeetingsOf(self.row.id)).await?;
            let meetings = meetings.unwrap_or_default().into_iter();
            let mut agreed = meetings.filter(|row| row.state == meeting::State::Confirmed);
            agreed.next().map(|row| day_of(row.starts_at))
        } else {
            None
        };
        let prompts = domain::casework::prompts(&self.row, &rows, meets_on, now);
        rows.extend(reminders);
        rows.extend(prompts);
        rows.sort_by_key(|row| (row.due_on.is_none(), row.due_on));
        let case_kind = self.row.kind;
        let seen = |row| NextStep { row, case_kind };
        Ok(rows.into_iter().map(seen).collect())
    }

    /// What came after the meeting, as far as the viewer may know it.
    async fn afterwards(&self) -> CaseAfterwards {
        CaseAfterwards {
            row: self.row.clone(),
            standing: self.standing,
        }
    }

    /// Agenda, papers and notes of a facilitated meeting; null for other cases, and for those who are not
    /// invited.
    async fn pack(&self) -> Option<FacilitationPack> {
        FacilitationPack::of(&self.row, self.standing)
    }

    /// How near the case is to a breach of the law; null for those who arrange no meetings.
    async fn breach_forecast(&self, ctx: &Context<'_>) -> Result<Option<BreachForecast>> {
        if !self.may(Action::SeeProposals) {
            return Ok(None);
        }
        let loaders = ctx.data::<Loaders>()?;
        let found = loaders.load_one(ForecastOf(self.row.id)).await?;
        Ok(found.map(BreachForecast))
    }

    /// Whether the mediation certificate is issued; null for those who may not know.
    async fn is_certificate_issued(&self) -> Option<bool> {
        self.may(Action::SeeCertificateStatus)
            .then(|| self.row.certificate_issued_on.is_some())
    }

    /// The mediation certificate; null while there is none, and for those it is not sent to: it is the
    /// family's alone (CFA s.55).
    async fn certificate(&self, ctx: &Context<'_>) -> Option<Result<Certificate>> {
        if !self.may(Action::SeeCertificate) {
            return None;
        }
        let found = async {
            let loaders = ctx.data::<Loaders>()?;
            let rows = loaders.load_one(CertificatesOf(self.row.id)).await?;
            Ok(rows.unwrap_or_default().into_iter().next().map(Certificate))
        };
        found.await.transpose()
    }

    /// How the case came to the service, and what the family said to it; null for those who take no
    /// referrals in, and for a case that was opened otherwise.
    async fn referral(&self, ctx: &Context<'_>) -> Option<Result<Referral>> {
        parties::referral(ctx, &self.row, self.standing)
            .await
            .transpose()
    }

    /// What the parties want the others to know before the day: the viewer's own, and what was exchanged;
    /// all of it for the mediator. What the viewer may not read is not there.
    async fn summaries(&self, ctx: &Context<'_>) -> Result<Vec<Summary>> {
        session::summaries(ctx, self.row.id, self.standing).await
    }

    /// What was agreed; null while nothing is, and for those who have no part in it. A draft is read by
    /// those who run the session and those who are to sign it.
    async fn agreement(&self, ctx: &Context<'_>) -> Option<Result<Agreement>> {
        agreement::of_case(ctx, self.row.id, self.standing)
            .await
            .transpose()
    }

    /// How often and how the family was tried to be reached, the first first; empty for those who take
    /// no referrals in.
    async fn contact_attempts(&self, ctx: &Context<'_>) -> Result<Vec<ContactAttempt>> {
        parties::attempts(ctx, &self.row, self.standing).await
    }

    /// Who is the party on the family's side today; null between agencies, and for those who may not
    /// know.
    async fn family_party(&self, ctx: &Context<'_>) -> Option<Result<FamilyParty>> {
        parties::family_party(ctx, &self.row, self.standing)
            .await
            .transpose()
    }

    /// Who must attend, as what is in dispute has it, and where that is written (H03, H04); empty for
    /// those who only need to know of the meeting.
    async fn required_attendance(&self, ctx: &Context<'_>) -> Result<Vec<RequiredAttendance>> {
        parties::required(ctx, &self.row, self.standing).await
    }

    /// Who of the service looks after the family; null until somebody is named, and for those who take no part.
    async fn contact(&self, ctx: &Context<'_>) -> Option<Result<CaseContact>> {
        around::contact(ctx, &self.row, self.standing)
            .await
            .transpose()
    }

    /// That the family agreed to less than five working days' notice; null until it did, and for those who
    /// are neither the family nor arrange the meeting (SEND reg 37(2)).
    async fn short_notice(&self) -> Option<ShortNotice> {
        ShortNotice::of(&self.row, self.standing)
    }

    /// The day on which the draft plan was served that the case is about; null while it is not known, and
    /// for those who only need to know of the meeting.
    async fn draft_served_on(&self) -> Option<NaiveDate> {
        self.row
            .draft_served_on
            .filter(|_| self.may(Action::SeeIssues))
    }

    /// The day on which the family was told of the decision before the letter; null where that is not
    /// known, and for those who only need to know of the meeting. No time limit runs from it.
    async fn decision_told_on(&self) -> Option<NaiveDate> {
        self.row
            .decision_told_on
            .filter(|_| self.may(Action::SeeIssues))
    }

    /// Who must not be in contact; empty for those who arrange no meetings.
    async fn contact_restrictions(&self, ctx: &Context<'_>) -> Result<Vec<ContactRestriction>> {
        parties::restrictions(ctx, &self.row, self.standing).await
    }

    /// What the child thinks, the first first, as far as the viewer may read it.
    async fn childs_views(&self, ctx: &Context<'_>) -> Result<Vec<ChildsViews>> {
        parties::views(ctx, &self.row, self.standing).await
    }

    /// When a manager has read what is kept from managers, and why, the first first; empty for those who
    /// do not run the case.
    async fn broken_glass(&self, ctx: &Context<'_>) -> Result<Vec<BrokenGlass>> {
        if !self.may(Action::SeeCasework) {
            return Ok(Vec::new());
        }
        glass::of(ctx, &self.row, self.standing).await
    }

    /// Who more wishes to attend; empty for those who neither arrange meetings nor are asked.
    async fn attendance_proposals(&self, ctx: &Context<'_>) -> Result<Vec<AttendanceProposal>> {
        parties::proposals(ctx, &self.row, self.standing).await
    }

    /// The interpreters and signers booked; empty for those who neither arrange meetings nor mediate.
    async fn interpreter_bookings(&self, ctx: &Context<'_>) -> Result<Vec<InterpreterBooking>> {
        parties::interpreters(ctx, &self.row, self.standing).await
    }

    /// Who was asked for times, in the order of asking; empty for those who arrange no meetings.
    async fn availability_requests(&self, ctx: &Context<'_>) -> Result<Vec<AvailabilityRequest>> {
        if !self.may(Action::RequestAvailability) {
            return Ok(Vec::new());
        }
        let rows = ctx
            .data::<Loaders>()?
            .load_one(QuestionsOf(self.row.id))
            .await?;
        let standing = self.standing;
        let rows = rows.unwrap_or_default().into_iter();
        Ok(rows
            .map(|row| AvailabilityRequest { row, standing })
            .collect())
    }
}

impl Case {
    async fn find_child(&self, ctx: &Context<'_>) -> Result<Option<Person>> {
        let child = ctx
            .data::<Loaders>()?
            .load_one(ChildBy(self.row.child_id))
            .await?;
        match child {
            Some(child) => person::through_case(ctx, child.person_id, self.standing).await,
            None => Ok(None),
        }
    }

    /// How the 30-day clock is worked out, where one runs.
    fn arranging(&self) -> Option<impl Fn(&App) -> Due> {
        let started = clock_started(&self.row)?;
        let rule = match self.row.kind {
            case::Kind::MedH => Rule::HealthMediation,
            _ => Rule::Mediation,
        };
        Some(move |app: &App| clock::mediation_due(rule, day_of(started), &app.calendar))
    }
}

pub(super) async fn organisation(
    ctx: &Context<'_>,
    id: entities::OrganisationId,
) -> Result<Option<Organisation>> {
    Ok(ctx
        .data::<Loaders>()?
        .load_one(OrganisationBy(id))
        .await?
        .map(Organisation))
}

/// The end of a clock, and how it was reached.
#[derive(SimpleObject)]
pub struct Deadline {
    /// The last day.
    on: NaiveDate,
    /// Calendar days from today to it; negative once it is past.
    days_left: i32,
    /// The rule's number.
    rule: &'static str,
    /// Where the rule is written.
    citation: &'static str,
    /// The steps, a sentence each; empty for those who may not know one of them.
    trace: Vec<String>,
}

fn deadline(app: &App, due: Due) -> Deadline {
    let days_left = (due.on - app.today()).num_days();
    Deadline {
        on: due.on,
        days_left: i32::try_from(days_left).unwrap_or(i32::MAX),
        rule: due.rule.id(),
        citation: due.citation,
        trace: due.trace,
    }
}

/// One thing in dispute.
pub struct Issue {
    pub(super) row: issue::Model,
    pub(super) standing: Standing,
}

/// One thing in dispute.
#[Object]
impl Issue {
    /// Names the issue; clients must not look inside.
    pub(super) async fn id(&self) -> ID {
        id::encode(Kind::Issue, self.row.id.0)
    }

    /// What it is about.
    async fn domain(&self) -> IssueDomain {
        self.row.domain.into()
    }

    /// Whether the Tribunal could decide it.
    async fn is_appealable(&self) -> bool {
        self.row.is_appealable
    }

    /// In the family's words.
    #[expect(
        clippy::unused_async,
        reason = "a resolver that asks the context for something must be one"
    )]
    async fn text(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        let text = self.row.text.as_ref();
        told::maybe(ctx, (self.row.case_id, self.standing), Read::Issues, text)
    }

    /// Which health provision the family wants, where the issue is that the plan names none (CFA s.52(4)).
    #[expect(
        clippy::unused_async,
        reason = "a resolver that asks the context for something must be one"
    )]
    async fn wanted_provision(&self, ctx: &Context<'_>) -> Result<Option<&str>> {
        let wanted = self.row.wanted_provision.as_ref();
        told::maybe(ctx, (self.row.case_id, self.standing), Read::Issues, wanted)
    }

    /// What came of it.
    async fn status(&self) -> IssueStatus {
        self.row.status.into()
    }
}

/// A seat at the table, taken by a named person or by any one of a pool.
pub struct Participant {
    pub(super) row: participant::Model,
    pub(super) standing: Standing,
}

/// A seat at the table, taken by a named person or by any one of a pool.
#[Object]
impl Participant {
    /// Names the seat; clients must not look inside.
    pub(super) async fn id(&self) -> ID {
        id::encode(Kind::Participant, self.row.id.0)
    }

    /// As what.
    async fn role(&self) -> ParticipantRole {
        self.row.role.into()
    }

    /// Whether the meeting can do without.
    async fn requirement(&self) -> Requirement {
        self.row.requirement.into()
    }

    /// The person the seat is for; null when it is for any one of the pool.
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        let found = person::through_case(ctx, self.row.person_id?, self.standing).await;
        let is_child = self.row.role == participant::Role::Child;
        if is_child
            && matches!(found, Ok(Some(_)))
            && let Err(error) = told::note(ctx, (self.row.case_id, self.standing), Read::Child)
        {
            return Some(Err(error));
        }
        found.transpose()
    }

    /// On what basis whoever has the seat attends (SEND reg 38); null where their role gives none.
    async fn attendance_basis(&self, ctx: &Context<'_>) -> Result<Option<AttendanceBasis>> {
        let found = ctx
            .data::<Loaders>()?
            .load_one(SeatBasisOf(self.row.id))
            .await?;
        let basis = domain::parties::basis_in(&self.row, found.as_ref());
        Ok(basis.map(Into::into))
    }

    /// Whether it is their first mediation; false for those who may not know.
    async fn is_first_mediation(&self) -> bool {
        self.row.is_first_mediation && may(self.standing, Action::SeeIssues)
    }

    /// What they are to the child; null for everybody else, and for those who do not take referrals in.
    async fn relationship(&self, ctx: &Context<'_>) -> Result<Option<Relationship>> {
        if !may_with_parties(self.standing, PartyAction::SeeReferral) {
            return Ok(None);
        }
        let found = ctx
            .data::<Loaders>()?
            .load_one(SeatBasisOf(self.row.id))
            .await?;
        Ok(found.and_then(|row| row.relationship).map(Into::into))
    }

    /// Whether they want practical or emotional support to attend; null while it was not asked, and for
    /// those who do not take referrals in.
    async fn wants_support(&self, ctx: &Context<'_>) -> Result<Option<bool>> {
        if !may_with_parties(self.standing, PartyAction::SeeReferral) {
            return Ok(None);
        }
        let found = ctx
            .data::<Loaders>()?
            .load_one(SeatBasisOf(self.row.id))
            .await?;
        Ok(found.and_then(|row| row.wants_support))
    }

    /// When whoever sits there asked for a private word with the mediator before the meeting; null unless
    /// they did, and for everybody but them, those who arrange the meeting and the mediator.
    async fn private_word_asked_at(&self, ctx: &Context<'_>) -> Option<Result<DateTime<Utc>>> {
        around::private_word(ctx, &self.row, self.standing)
            .await
            .transpose()
    }

    /// The body the seat speaks for.
    async fn organisation(&self, ctx: &Context<'_>) -> Option<Result<Organisation>> {
        organisation(ctx, self.row.organisation_id?)
            .await
            .transpose()
    }

    /// What those who come in this seat for a body have declared: of everybody for those who arrange or
    /// mediate, else the viewer's own (SEND reg 37(1)).
    async fn authority_declarations(&self, ctx: &Context<'_>) -> Result<Vec<AuthorityDeclaration>> {
        session::declarations(ctx, self.row.id, self.standing).await
    }

    /// Who could take the seat and what each may decide, best first; empty for those who arrange no
    /// meetings.
    async fn pool(&self, ctx: &Context<'_>) -> Result<Vec<PoolMember>> {
        if !may(self.standing, Action::SeePools) {
            return Ok(Vec::new());
        }
        let loaders = ctx.data::<Loaders>()?;
        let members = loaders
            .load_one(PoolOf(self.row.id))
            .await?
            .unwrap_or_default();
        let deputies = members.into_iter().map(|member| member.person_id);
        let people: Vec<PersonId> = self.row.person_id.into_iter().chain(deputies).collect();
        let authorities = loaders
            .load_one(AuthoritiesOf(self.row.id))
            .await?
            .unwrap_or_default();
        let mut pool = Vec::new();
        for id in people {
            let domains = authorities.iter().filter(|row| row.person_id == id);
            let authority = domains.map(|row| row.domain.into()).collect();
            if let Some(person) = person::through_case(ctx, id, self.standing).await? {
                pool.push(PoolMember { person, authority });
            }
        }
        Ok(pool)
    }
}

/// Somebody who could take a seat.
#[derive(SimpleObject)]
pub struct PoolMember {
    /// Who.
    person: Person,
    /// The issues this person may decide on the day.
    authority: Vec<IssueDomain>,
}

/// One seat, as far as the viewer may see.
pub(super) async fn find_participant(
    ctx: &Context<'_>,
    id: entities::ParticipantId,
) -> Result<Option<Participant>> {
    let app = ctx.data::<App>()?;
    let Some(row) = domain::case::participant_by_id(&app.db, id).await? else {
        return Ok(None);
    };
    let seen = domain::case::see(app, ctx.data::<Actor>()?, row.case_id).await?;
    Ok(seen.map(|(_, standing)| Participant { row, standing }))
}

/// One case, as far as the viewer may see.
pub(super) async fn find(ctx: &Context<'_>, id: CaseId) -> Result<Option<Case>> {
    let seen = domain::case::see(ctx.data::<App>()?, ctx.data::<Actor>()?, id).await?;
    Ok(seen.map(|(row, standing)| Case { row, standing }))
}

/// Which cases.
#[derive(Default, InputObject)]
pub struct CaseFilter {
    /// Only of these types.
    #[graphql(default, validator(max_items = 12))]
    kinds: Vec<CaseKind>,
    /// Only at these stages.
    #[graphql(default, validator(max_items = 18))]
    states: Vec<CaseState>,
    /// Only of this authority.
    local_authority_id: Option<ID>,
    /// Only those whose meeting must be held on or before this day.
    arrange_by: Option<NaiveDate>,
    /// Only the one with this reference.
    #[graphql(validator(max_length = 64))]
    reference: Option<String>,
}

impl CaseFilter {
    fn read(self) -> Result<Filter> {
        let la =
            match self.local_authority_id {
                None => None,
                Some(id) => Some(id::decode_as(Kind::Organisation, &id).ok_or_else(|| {
                    bad_input("localAuthorityId is not the id of an organisation")
                })?),
            };
        if self.arrange_by.is_some_and(|day| !is_in_reach(day)) {
            return Err(bad_input("arrangeBy is out of reach"));
        }
        Ok(Filter {
            kinds: self.kinds.into_iter().map(Into::into).collect(),
            states: self.states.into_iter().map(Into::into).collect(),
            la,
            arrange_by: self.arrange_by,
            reference: self.reference,
        })
    }
}

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Enum)]
#[graphql(remote = "Order")]
pub enum CaseOrder {
    /// The last day to hold the meeting, soonest first; cases without one last.
    #[default]
    ArrangeBy,
    /// Newest first.
    Opened,
    /// By reference.
    Reference,
}

/// How many there are in all.
#[derive(SimpleObject)]
pub struct CaseTotal {
    /// Cases that the filter lets through and the viewer may know of; null when it was not counted.
    total_count: Option<i32>,
}

/// Queries about cases.
#[derive(Default)]
pub struct CaseQueries;

/// Queries about cases.
#[Object]
impl CaseQueries {
    /// One case; null for a case the viewer has nothing to do with.
    async fn case(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The case's id.")] id: ID,
    ) -> Option<Result<Case>> {
        let found = find(ctx, id::decode_as(Kind::Case, &id)?).await;
        if let Ok(Some(case)) = &found
            && let Err(error) = ahead::of_case(ctx, &case.row).await
        {
            return Some(Err(error));
        }
        found.transpose()
    }

    /// The cases the viewer may know of.
    #[graphql(
        complexity = "first.or(last).unwrap_or(page::DEFAULT).max(1) as usize * child_complexity"
    )]
    #[expect(clippy::too_many_arguments, reason = "arguments of a GraphQL field")]
    async fn cases(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] filter: Option<CaseFilter>,
        #[graphql(desc = "In which order.", default)] order_by: CaseOrder,
        #[graphql(desc = "At most so many from the front, 1 to 100.")] first: Option<i32>,
        #[graphql(desc = "Only what comes after this cursor.")] after: Option<String>,
        #[graphql(desc = "At most so many from the back, 1 to 100.")] last: Option<i32>,
        #[graphql(desc = "Only what comes before this cursor.")] before: Option<String>,
    ) -> Result<Connection<String, Case, CaseTotal, EmptyFields>> {
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let filter = filter.unwrap_or_default().read()?;
        let order = Order::from(order_by);
        let page = Window {
            first,
            after,
            last,
            before,
        }
        .read(|text| position(order, text))?;
        // One more than asked for tells whether there is more.
        let slice = Slice {
            limit: page.count as u64 + 1,
            is_backwards: page.is_backwards,
            after: page.after.clone(),
            before: page.before.clone(),
        };
        let mut found = domain::case::list(app, actor, &filter, order, &slice).await?;
        let has_more = page.count < found.len();
        if has_more && page.is_backwards {
            found.remove(0);
        } else {
            found.truncate(page.count);
        }
        ahead::of_cases(ctx, found.iter().map(|(row, _)| row)).await?;
        let total_count = if ctx.look_ahead().field("totalCount").exists() {
            i32::try_from(domain::case::count(app, actor, &filter).await?).ok()
        } else {
            None
        };
        let (before, after) = if page.is_backwards {
            (has_more, page.before.is_some())
        } else {
            (page.after.is_some(), has_more)
        };
        let mut connection =
            Connection::with_additional_fields(before, after, CaseTotal { total_count });
        connection
            .edges
            .extend(found.into_iter().map(|(row, standing)| {
                let cursor = page::seal(&written(&Position::of(order, &row)));
                Edge::new(cursor, Case { row, standing })
            }));
        Ok(connection)
    }
}

/// A position as text inside a cursor.
fn written(position: &Position) -> String {
    match position {
        Position::ArrangeBy(day, id) => format!("a|{day}|{id}"),
        Position::Opened(at, id) => format!("o|{}|{id}", at.timestamp_micros()),
        Position::Reference(reference) => format!("r|{reference}"),
    }
}

/// Reads what [`written`] wrote for the same order.
fn position(order: Order, text: &str) -> Option<Position> {
    let (mark, rest) = text.split_once('|')?;
    match (order, mark) {
        (Order::ArrangeBy, "a") => {
            let (day, id) = rest.split_once('|')?;
            let day = day
                .parse()
                .ok()
                .filter(|&day| is_in_reach(day) || day == NEVER)?;
            Some(Position::ArrangeBy(day, id.parse().ok()?))
        }
        (Order::Opened, "o") => {
            let (micros, id) = rest.split_once('|')?;
            let at = DateTime::from_timestamp_micros(micros.parse().ok()?)
                .filter(|at| is_in_reach(at.date_naive()))?;
            Some(Position::Opened(at, id.parse().ok()?))
        }
        (Order::Reference, "r") => Some(Position::Reference(rest.to_owned())),
        (Order::ArrangeBy | Order::Opened | Order::Reference, _) => None,
    }
}
