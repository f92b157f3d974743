//! What is seen of how a case came and of who takes part in it.

use std::collections::BTreeSet;

use async_graphql::{Context, ID, Object, Result};
use chrono::{DateTime, NaiveDate, Utc};
use entities::{
    CaseId, PersonId, attendance_answer, attendance_proposal, case, childs_view, contact_attempt,
    interpreter_booking, kept_apart, participant, referral,
};

use super::codes::{
    AttendanceProposalState, ContactOutcome, ContactWay, FamilyAnswer, FamilyIdentity,
    FamilyPartyKind, InterpreterKind, LocalAvenue, ReferralStage, Referrer, Signpost, ViewsMethod,
    ViewsScope,
};
use super::enquiry::body;
use crate::app::App;
use crate::auth::{Actor, PartyAction, Standing, may_with_parties};
use crate::domain::audit::Read;
use crate::domain::parties::{self, Required, There};
use crate::guide;
use crate::lifecycle::parties::Party;
use crate::schema::case::Participant;
use crate::schema::enums::{IssueDomain, ParticipantRole, Requirement};
use crate::schema::glass;
use crate::schema::guide::GuideTopic;
use crate::schema::id::{self, Kind};
use crate::schema::loaders::{
    AlternativesOf, AnswersOf, ApartIn, AttemptsOf, AttendeesOf, AuthoritiesOf, AvenuesOf, ChildBy,
    InterpretersOf, IssuesOf, Loaders, MeetingsOf, PoolOf, ProposalsOf, ReferralsOf, SeatsOf,
    ViewsOf,
};
use crate::schema::organisation::Organisation;
use crate::schema::person::{self, Person};
use crate::schema::told;

/// How a case came to the service, and what the family said to it.
pub struct Referral {
    row: referral::Model,
    case: case::Model,
    standing: Standing,
}

/// How a case came to the service, and what the family said to it.
#[Object]
impl Referral {
    /// Who referred.
    async fn referrer(&self) -> Referrer {
        self.row.referrer.into()
    }

    /// Which person did; null where the service took it down for somebody else.
    async fn referrer_person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.row.referrer_person_id?, self.standing)
            .await
            .transpose()
    }

    /// For which body; null for a family.
    async fn referrer_organisation(&self, ctx: &Context<'_>) -> Option<Result<Organisation>> {
        body(ctx, self.row.referrer_organisation_id?)
            .await
            .transpose()
    }

    /// At which stage of the disagreement.
    async fn stage(&self) -> ReferralStage {
        self.row.stage.into()
    }

    /// What was tried locally before.
    async fn local_avenues(&self, ctx: &Context<'_>) -> Result<Vec<LocalAvenue>> {
        let loaders = ctx.data::<Loaders>()?;
        let rows = loaders.load_one(AvenuesOf(self.row.case_id)).await?;
        let rows = rows.unwrap_or_default().into_iter();
        Ok(rows.map(|row| row.avenue.into()).collect())
    }

    /// Whether the referrer told the family first.
    async fn is_family_told(&self) -> bool {
        self.row.is_family_told
    }

    /// Whether an authority looks after the child; null while it was not asked.
    async fn is_looked_after(&self, ctx: &Context<'_>) -> Result<Option<bool>> {
        if !self.row.is_looked_after_asked {
            return Ok(None);
        }
        let loaders = ctx.data::<Loaders>()?;
        let child = loaders.load_one(ChildBy(self.case.child_id)).await?;
        Ok(child.map(|child| child.is_looked_after))
    }

    /// Whether it was confirmed to be another case, although one like it was open.
    async fn is_duplicate_confirmed(&self) -> bool {
        self.row.is_duplicate_confirmed
    }

    /// Whether the family wants practical or emotional support to attend; null while it was not asked.
    async fn wants_support(&self) -> Option<bool> {
        self.row.wants_support
    }

    /// Who the family is; null until it is noted.
    async fn identity(&self) -> Option<FamilyIdentity> {
        self.row.identity.map(Into::into)
    }

    /// What the family says; null while it has not, and where nobody asks it.
    async fn family_answer(&self) -> Option<FamilyAnswer> {
        self.row.consent.map(Into::into)
    }

    /// The day of that answer.
    async fn family_answered_on(&self) -> Option<NaiveDate> {
        self.row.consent_on
    }

    /// Where the family was told to turn; null unless it was.
    async fn signposted_to(&self) -> Option<Signpost> {
        self.row.signposted_to.map(Into::into)
    }

    /// The text that explains where the family was told to turn; null unless it was.
    async fn signpost_guide(&self) -> Option<GuideTopic> {
        self.row
            .signposted_to
            .map(|whither| guide::signposted(whither).into())
    }

    /// When the service took the case on; null until it did.
    async fn accepted_at(&self) -> Option<DateTime<Utc>> {
        self.row.accepted_at
    }

    /// When all but a minimal record was erased, because the family does not agree; null unless it was.
    async fn erased_at(&self) -> Option<DateTime<Utc>> {
        self.row.erased_at
    }
}

/// An attempt to reach a family.
pub struct ContactAttempt(contact_attempt::Model);

/// An attempt to reach a family.
#[Object]
impl ContactAttempt {
    /// When.
    async fn attempted_at(&self) -> DateTime<Utc> {
        self.0.attempted_at
    }

    /// How.
    async fn way(&self) -> ContactWay {
        self.0.way.into()
    }

    /// What came of it.
    async fn outcome(&self) -> ContactOutcome {
        self.0.outcome.into()
    }

    /// What is to be known for the next time.
    async fn note(&self) -> Option<&str> {
        self.0.note.as_ref().map(entities::Personal::reveal)
    }
}

/// Who is the party on the family's side.
pub struct FamilyParty {
    party: parties::FamilyParty,
    standing: Standing,
}

/// Who is the party on the family's side.
#[Object]
impl FamilyParty {
    /// Who: the parent, the young person, or somebody in their place.
    async fn kind(&self) -> FamilyPartyKind {
        match self.party.party {
            Party::Parent => FamilyPartyKind::Parent,
            Party::YoungPerson => FamilyPartyKind::YoungPerson,
            Party::Alternative(_) => FamilyPartyKind::AlternativePerson,
        }
    }

    /// The young person or the alternative person; null for the parents, who have their seats.
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.party.person?, self.standing)
            .await
            .transpose()
    }

    /// The last day on which the parent is the party; null while it is not recorded.
    async fn school_age_ends_on(&self) -> Option<NaiveDate> {
        self.party.school_age_ends_on
    }

    /// Where that is written.
    async fn source(&self) -> &'static str {
        "CFA s.83(2); SEND Regulations 2014, regulation 64"
    }
}

/// A seat that a case needs, why, and whether somebody has it.
pub struct RequiredAttendance {
    required: Required,
    seat: Option<participant::Model>,
    standing: Standing,
}

/// A seat that a case needs, why, and whether somebody has it.
#[Object]
impl RequiredAttendance {
    /// As what somebody sits there.
    async fn role(&self) -> ParticipantRole {
        self.required.seat.role.into()
    }

    /// Whether the meeting can do without.
    async fn requirement(&self) -> Requirement {
        self.required.seat.requirement.into()
    }

    /// The body; null for a family, and while it is not known.
    async fn body(&self, ctx: &Context<'_>) -> Option<Result<Organisation>> {
        body(ctx, self.required.body?).await.transpose()
    }

    /// What must be decided there, by somebody with authority for it (SEND reg 37(1)).
    async fn decides(&self) -> Vec<IssueDomain> {
        let decides = self.required.seat.decides.iter();
        decides.copied().map(Into::into).collect()
    }

    /// What of that nobody who could take the seat may decide; empty for those who arrange no meetings.
    async fn undecided(&self) -> Vec<IssueDomain> {
        if !may_with_parties(self.standing, PartyAction::ManageParties) {
            return Vec::new();
        }
        let undecided = self.required.undecided.iter();
        undecided.copied().map(Into::into).collect()
    }

    /// Why it is needed.
    async fn why(&self) -> &'static str {
        self.required.seat.why
    }

    /// Where that is written.
    async fn source(&self) -> &'static str {
        self.required.seat.source
    }

    /// Whether somebody has the seat, or could take it.
    async fn is_filled(&self) -> bool {
        self.required.filled_by.is_some()
    }

    /// The seat of the case that fills it; null while none does.
    async fn participant(&self) -> Option<Participant> {
        let standing = self.standing;
        let seat = self.seat.clone();
        seat.map(|row| Participant { row, standing })
    }
}

/// Two people of a case who must not be in contact.
pub struct ContactRestriction {
    row: kept_apart::Model,
    standing: Standing,
}

/// Two people of a case who must not be in contact.
#[Object]
impl ContactRestriction {
    /// The one.
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.row.person_id, self.standing)
            .await
            .transpose()
    }

    /// The other.
    async fn other_person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.row.other_id, self.standing)
            .await
            .transpose()
    }
}

/// What the child thinks, as somebody has taken it down.
pub struct ChildsViews {
    row: childs_view::Model,
    standing: Standing,
}

/// What the child thinks, as somebody has taken it down.
#[Object]
impl ChildsViews {
    /// How it was obtained.
    async fn method(&self) -> ViewsMethod {
        self.row.method.into()
    }

    /// By whom.
    #[expect(
        clippy::unused_async,
        reason = "a resolver that asks the context for something must be one"
    )]
    async fn obtained_by(&self, ctx: &Context<'_>) -> Result<&str> {
        told::always(
            ctx,
            (self.row.case_id, self.standing),
            Read::ChildViews,
            &self.row.obtained_by,
        )
    }

    /// The day.
    async fn obtained_on(&self) -> NaiveDate {
        self.row.obtained_on
    }

    /// The words.
    #[expect(
        clippy::unused_async,
        reason = "a resolver that asks the context for something must be one"
    )]
    async fn text(&self, ctx: &Context<'_>) -> Result<&str> {
        told::always(
            ctx,
            (self.row.case_id, self.standing),
            Read::ChildViews,
            &self.row.text,
        )
    }

    /// Who else may read them.
    async fn scope(&self) -> ViewsScope {
        self.row.scope.into()
    }
}

/// Somebody more who wishes to attend.
pub struct AttendanceProposal {
    row: attendance_proposal::Model,
    standing: Standing,
}

/// Somebody more who wishes to attend.
#[Object]
impl AttendanceProposal {
    /// Names it; clients must not look inside.
    async fn id(&self) -> ID {
        id::encode(Kind::AttendanceProposal, self.row.id.0)
    }

    /// Who.
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.row.person_id, self.standing)
            .await
            .transpose()
    }

    /// As what.
    async fn role(&self) -> ParticipantRole {
        self.row.role.into()
    }

    /// The day on which the parties were asked.
    async fn asked_on(&self) -> NaiveDate {
        self.row.asked_on
    }

    /// How far the consent has come.
    async fn state(&self) -> AttendanceProposalState {
        self.row.state.into()
    }

    /// What each party says; empty for the parties themselves, who are not told of one another's
    /// answers.
    async fn answers(&self, ctx: &Context<'_>) -> Result<Vec<AttendanceAnswer>> {
        if !may_with_parties(self.standing, PartyAction::SeeArrangements) {
            return Ok(Vec::new());
        }
        let loaders = ctx.data::<Loaders>()?;
        let rows = loaders.load_one(AnswersOf(self.row.id)).await?;
        let seats = loaders.load_one(SeatsOf(self.row.case_id)).await?;
        let seats = seats.unwrap_or_default();
        let standing = self.standing;
        let rows = rows.unwrap_or_default().into_iter();
        Ok(rows
            .map(|row| AttendanceAnswer {
                seat: seats
                    .iter()
                    .find(|seat| seat.id == row.participant_id)
                    .cloned(),
                row,
                standing,
            })
            .collect())
    }
}

/// What one party says to somebody more.
pub struct AttendanceAnswer {
    row: attendance_answer::Model,
    seat: Option<participant::Model>,
    standing: Standing,
}

/// What one party says to somebody more.
#[Object]
impl AttendanceAnswer {
    /// The party.
    async fn participant(&self) -> Option<Participant> {
        let standing = self.standing;
        let seat = self.seat.clone();
        seat.map(|row| Participant { row, standing })
    }

    /// Whether it consents.
    async fn is_consent(&self) -> bool {
        self.row.is_consent
    }

    /// The day.
    async fn answered_on(&self) -> NaiveDate {
        self.row.answered_on
    }
}

/// Interpreters or signers booked for a case.
pub struct InterpreterBooking(interpreter_booking::Model);

/// Interpreters or signers booked for a case.
#[Object]
impl InterpreterBooking {
    /// What is booked.
    async fn kind(&self) -> InterpreterKind {
        self.0.kind.into()
    }

    /// `bsl`, or the ISO 639 code in lower case.
    async fn language(&self) -> &str {
        &self.0.language
    }

    /// How many.
    async fn count(&self) -> i32 {
        self.0.count
    }

    /// How many days ahead they must be booked.
    async fn lead_days(&self) -> i32 {
        self.0.lead_days
    }

    /// The first day on which they can come.
    async fn ready_from_on(&self) -> NaiveDate {
        self.0.ready_from_on
    }

    /// From which agency; null for the service's own.
    async fn agency(&self, ctx: &Context<'_>) -> Option<Result<Organisation>> {
        body(ctx, self.0.agency_id?).await.transpose()
    }
}

/// How a case came, for those who may know.
pub(in crate::schema) async fn referral(
    ctx: &Context<'_>,
    case: &case::Model,
    standing: Standing,
) -> Result<Option<Referral>> {
    if !may_with_parties(standing, PartyAction::SeeReferral) {
        return Ok(None);
    }
    let rows = ctx
        .data::<Loaders>()?
        .load_one(ReferralsOf(case.id))
        .await?;
    let row = rows.unwrap_or_default().into_iter().next();
    Ok(row.map(|row| Referral {
        row,
        case: case.clone(),
        standing,
    }))
}

/// How often and how the family was tried to be reached, for those who may know.
pub(in crate::schema) async fn attempts(
    ctx: &Context<'_>,
    case: &case::Model,
    standing: Standing,
) -> Result<Vec<ContactAttempt>> {
    if !may_with_parties(standing, PartyAction::SeeReferral) {
        return Ok(Vec::new());
    }
    let loaders = ctx.data::<Loaders>()?;
    let rows = loaders.load_one(AttemptsOf(case.id)).await?;
    let rows = rows.unwrap_or_default().into_iter();
    Ok(rows.map(ContactAttempt).collect())
}

/// Who is the party on the family's side, for those who may know.
pub(in crate::schema) async fn family_party(
    ctx: &Context<'_>,
    case: &case::Model,
    standing: Standing,
) -> Result<Option<FamilyParty>> {
    if !may_with_parties(standing, PartyAction::SeeRequired) {
        return Ok(None);
    }
    let loaders = ctx.data::<Loaders>()?;
    let Some(child) = loaders.load_one(ChildBy(case.child_id)).await? else {
        return Ok(None);
    };
    let named = loaders.load_one(AlternativesOf(case.id)).await?;
    let named = named.unwrap_or_default().into_iter().next();
    let today = ctx.data::<App>()?.today();
    let party = parties::family_party(case, &child, named.as_ref(), today);
    Ok(party.map(|party| FamilyParty { party, standing }))
}

/// Who must attend, for those who may know.
pub(in crate::schema) async fn required(
    ctx: &Context<'_>,
    case: &case::Model,
    standing: Standing,
) -> Result<Vec<RequiredAttendance>> {
    if !may_with_parties(standing, PartyAction::SeeRequired) {
        return Ok(Vec::new());
    }
    let loaders = ctx.data::<Loaders>()?;
    let seats = loaders
        .load_one(SeatsOf(case.id))
        .await?
        .unwrap_or_default();
    let issues = loaders
        .load_one(IssuesOf(case.id))
        .await?
        .unwrap_or_default();
    let pools = loaders
        .load_many(seats.iter().map(|seat| PoolOf(seat.id)))
        .await?;
    let pools: Vec<_> = pools.into_values().flatten().collect();
    let held = loaders
        .load_many(seats.iter().map(|seat| AuthoritiesOf(seat.id)))
        .await?;
    let held: Vec<_> = held.into_values().flatten().collect();
    let child = loaders.load_one(ChildBy(case.child_id)).await?;
    let there = There {
        seats: &seats,
        pools: &pools,
        authorities: &held,
        setting: child.and_then(|child| child.setting_id),
    };
    let found = parties::required(case, &parties::open_domains(&issues), there).into_iter();
    Ok(found
        .map(|required| RequiredAttendance {
            seat: seats
                .iter()
                .find(|seat| Some(seat.id) == required.filled_by)
                .cloned(),
            required,
            standing,
        })
        .collect())
}

/// Who must not be in contact, for those who arrange meetings.
pub(in crate::schema) async fn restrictions(
    ctx: &Context<'_>,
    case: &case::Model,
    standing: Standing,
) -> Result<Vec<ContactRestriction>> {
    if !may_with_parties(standing, PartyAction::ManageParties) {
        return Ok(Vec::new());
    }
    let rows = ctx.data::<Loaders>()?.load_one(ApartIn(case.id)).await?;
    let rows = rows.unwrap_or_default().into_iter();
    Ok(rows
        .map(|row| ContactRestriction { row, standing })
        .collect())
}

/// What the child thinks, for those who may read it.
pub(in crate::schema) async fn views(
    ctx: &Context<'_>,
    case: &case::Model,
    standing: Standing,
) -> Result<Vec<ChildsViews>> {
    let rows = ctx.data::<Loaders>()?.load_one(ViewsOf(case.id)).await?;
    let is_glass_broken = glass::is_open(ctx, case, standing).await?;
    let rows = rows.unwrap_or_default().into_iter();
    let seen = rows.filter(|row| parties::may_read(standing, is_glass_broken, row));
    Ok(seen.map(|row| ChildsViews { row, standing }).collect())
}

/// Who more wishes to attend, for those who arrange and those who are asked.
pub(in crate::schema) async fn proposals(
    ctx: &Context<'_>,
    case: &case::Model,
    standing: Standing,
) -> Result<Vec<AttendanceProposal>> {
    let may = |action| may_with_parties(standing, action);
    if !may(PartyAction::SeeArrangements) && !may(PartyAction::AnswerForOneself) {
        return Ok(Vec::new());
    }
    let rows = ctx
        .data::<Loaders>()?
        .load_one(ProposalsOf(case.id))
        .await?;
    let rows = rows.unwrap_or_default().into_iter();
    Ok(rows
        .map(|row| AttendanceProposal { row, standing })
        .collect())
}

/// Which interpreters are booked, for those who arrange or mediate.
pub(in crate::schema) async fn interpreters(
    ctx: &Context<'_>,
    case: &case::Model,
    standing: Standing,
) -> Result<Vec<InterpreterBooking>> {
    if !may_with_parties(standing, PartyAction::SeeArrangements) {
        return Ok(Vec::new());
    }
    let rows = ctx
        .data::<Loaders>()?
        .load_one(InterpretersOf(case.id))
        .await?;
    let rows = rows.unwrap_or_default().into_iter();
    Ok(rows.map(InterpreterBooking).collect())
}

/// Leaves out the meetings to which somebody comes whom the viewer must not be in contact with. Those
/// who arrange meetings are on no side of the case, and see all.
pub(in crate::schema) async fn without_those_kept_apart(
    ctx: &Context<'_>,
    case: &case::Model,
    standing: Standing,
    meetings: Vec<entities::meeting::Model>,
) -> Result<Vec<entities::meeting::Model>> {
    if meetings.is_empty() {
        return Ok(meetings);
    }
    let others = kept_from_in(ctx, case.id, standing).await?;
    if others.is_empty() {
        return Ok(meetings);
    }
    let comers = ctx
        .data::<Loaders>()?
        .load_many(meetings.iter().map(|row| AttendeesOf(row.id)))
        .await?;
    let is_shared = |row: &entities::meeting::Model| {
        let mut those = comers.get(&AttendeesOf(row.id)).into_iter().flatten();
        those.any(|comer| others.contains(&comer.person_id))
    };
    Ok(meetings.into_iter().filter(|row| !is_shared(row)).collect())
}

/// Whom the viewer must not be in contact with, by the restrictions of a case; nobody for those who
/// arrange meetings.
pub(in crate::schema) async fn kept_from_in(
    ctx: &Context<'_>,
    case: CaseId,
    standing: Standing,
) -> Result<BTreeSet<PersonId>> {
    let me = ctx.data::<Actor>()?.somebody().map(|somebody| somebody.id);
    let Some(me) = me.filter(|_| !may_with_parties(standing, PartyAction::ManageParties)) else {
        return Ok(BTreeSet::new());
    };
    let apart = ctx.data::<Loaders>()?.load_one(ApartIn(case)).await?;
    Ok(parties::kept_from(me, &apart.unwrap_or_default()))
}

/// Who comes to the meetings of a case that are agreed, and came to those that are over.
pub(in crate::schema) async fn who_comes(ctx: &Context<'_>, case: CaseId) -> Result<Vec<PersonId>> {
    use entities::meeting::State;
    let loaders = ctx.data::<Loaders>()?;
    let meetings = loaders.load_one(MeetingsOf(case)).await?;
    let stands =
        |row: &entities::meeting::Model| [State::Confirmed, State::Completed].contains(&row.state);
    let meetings = meetings.unwrap_or_default().into_iter();
    let meetings = meetings.filter(stands).map(|row| AttendeesOf(row.id));
    let comers = loaders.load_many(meetings).await?;
    let comers = comers.into_values().flatten();
    Ok(comers.map(|comer| comer.person_id).collect())
}
