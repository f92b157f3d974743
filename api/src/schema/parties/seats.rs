//! Who takes part in a case.

use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use chrono::{DateTime, NaiveDate, Utc};
use entities::issue::Domain;
use entities::{CaseId, PersonId};

use super::codes::{AlternativeBasis, InterpreterKind, Relationship, ViewsMethod, ViewsScope};
use super::who::PersonChoiceInput;
use super::{PartyUserError, read, read_maybe};
use crate::app::App;
use crate::auth::Actor;
use crate::domain::parties::{self, NewInterpreters, NewSeat, NewViews, PartyChange, SeatChange};
use crate::schema::case::Case;
use crate::schema::casework::codes::AttendanceBasis;
use crate::schema::enums::{IssueDomain, ParticipantRole, Requirement};
use crate::schema::error::settle;
use crate::schema::id::Kind;

/// What came of changing who takes part in a case.
#[derive(SimpleObject)]
pub struct CasePartyPayload {
    /// The case as it now is; null when nothing changed.
    pub(super) case: Option<Case>,
    /// Why nothing changed; empty when all went well.
    pub(super) user_errors: Vec<PartyUserError>,
}

/// Somebody of a pool.
#[derive(InputObject)]
pub struct PoolMemberInput {
    /// Who.
    person_id: ID,
    /// What this person may decide on the day.
    #[graphql(default, validator(max_items = 14))]
    authority: Vec<IssueDomain>,
}

/// A seat to add to a case.
#[derive(InputObject)]
pub struct ParticipantAddInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// As what.
    role: ParticipantRole,
    /// Whether the meeting can do without.
    #[graphql(default_with = "Requirement::Required")]
    requirement: Requirement,
    /// Who; left out for any one of the pool, or for a body that has not named anybody.
    person: Option<PersonChoiceInput>,
    /// The body the seat speaks for.
    organisation_id: Option<ID>,
    /// What the person may decide on the day (SEND reg 37(1)).
    #[graphql(default, validator(max_items = 14))]
    authority: Vec<IssueDomain>,
    /// Who else may take the seat, best first.
    #[graphql(default, validator(max_items = 50))]
    pool: Vec<PoolMemberInput>,
    /// On what basis they attend (SEND reg 38).
    basis: Option<AttendanceBasis>,
    /// What they are to the child.
    relationship: Option<Relationship>,
    /// Whether it is their first mediation.
    #[graphql(default)]
    is_first_mediation: bool,
    /// Whether they want practical or emotional support to attend; left out while it was not asked.
    wants_support: Option<bool>,
}

/// What changes of a seat; what is left out stays as it is.
#[derive(InputObject)]
pub struct ParticipantChangeInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// The seat.
    participant_id: ID,
    /// Whether the meeting can do without.
    requirement: Option<Requirement>,
    /// What the person may decide on the day.
    #[graphql(validator(max_items = 14))]
    authority: Option<Vec<IssueDomain>>,
    /// Who else may take the seat, best first.
    #[graphql(validator(max_items = 50))]
    pool: Option<Vec<PoolMemberInput>>,
    /// What they are to the child.
    relationship: Option<Relationship>,
    /// Whether it is their first mediation.
    is_first_mediation: Option<bool>,
    /// Whether they want practical or emotional support to attend.
    wants_support: Option<bool>,
}

/// Which seat of which case.
#[derive(InputObject)]
pub struct ParticipantRemoveInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// The seat.
    participant_id: ID,
}

/// Two people of a case.
#[derive(InputObject)]
pub struct ContactRestrictionInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// The one.
    person_id: ID,
    /// The other.
    other_person_id: ID,
}

/// Who stands in a young person's place.
#[derive(InputObject)]
pub struct AlternativePersonNameInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// Who.
    person: PersonChoiceInput,
    /// On what basis (SEND reg 64(2)).
    basis: AlternativeBasis,
}

/// Who of the service looks after a family.
#[derive(InputObject)]
pub struct ContactAssignInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// Who: a coordinator, an adviser or the manager of the service that has the case.
    person_id: ID,
}

/// Who of the family agrees to shorter notice, and when.
#[derive(InputObject)]
pub struct ShortNoticeAgreeInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// Who of the family; left out for the viewer.
    person_id: Option<ID>,
    /// When they agreed; left out for now.
    agreed_at: Option<DateTime<Utc>>,
}

/// Who of the family wants its full notice again.
#[derive(InputObject)]
pub struct ShortNoticeWithdrawInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// Who of the family; left out for the viewer.
    person_id: Option<ID>,
}

/// Who asks for a private word with the mediator.
#[derive(InputObject)]
pub struct PrivateWordAskInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// The seat; left out for the viewer's own. Another's is for the service and the mediator to note.
    participant_id: Option<ID>,
}

/// When a draft plan was served.
#[derive(InputObject)]
pub struct DraftServedRecordInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// The day.
    served_on: NaiveDate,
}

/// When the family was told of the decision.
#[derive(InputObject)]
pub struct DecisionToldRecordInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// The day, which is not after that of the letter.
    told_on: NaiveDate,
}

/// What a child thinks.
#[derive(InputObject)]
pub struct ChildViewsRecordInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// How it was obtained.
    method: ViewsMethod,
    /// By whom.
    #[graphql(validator(max_length = 200))]
    obtained_by: String,
    /// The day.
    obtained_on: NaiveDate,
    /// The words, as near to the child's as can be.
    #[graphql(validator(max_length = 4000))]
    text: String,
    /// Who else may read them.
    #[graphql(default_with = "ViewsScope::FamilyAndMediator")]
    scope: ViewsScope,
}

/// Somebody more who wishes to attend.
#[derive(InputObject)]
pub struct AttendanceProposeInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// As what.
    role: ParticipantRole,
    /// Who.
    person: PersonChoiceInput,
}

/// What one party says to somebody more.
#[derive(InputObject)]
pub struct AttendanceConsentRecordInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// Who wishes to attend.
    proposal_id: ID,
    /// The seat of the party.
    participant_id: ID,
    /// Whether it consents.
    is_consent: bool,
    /// The day.
    on: NaiveDate,
}

/// What the mediator decides on somebody more.
#[derive(InputObject)]
pub struct AttendanceDecideInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// Who wishes to attend.
    proposal_id: ID,
    /// Whether they may.
    is_admitted: bool,
}

/// Interpreters to book.
#[derive(InputObject)]
pub struct InterpreterBookInput {
    /// The case.
    case_id: ID,
    /// The version the viewer has seen.
    expected_version: i32,
    /// What is booked.
    kind: InterpreterKind,
    /// `bsl`, or the ISO 639 code in lower case.
    language: String,
    /// How many.
    #[graphql(default = 1)]
    count: i32,
    /// How many days ahead they must be booked.
    lead_days: i32,
    /// From which agency; left out for the service's own.
    agency_id: Option<ID>,
    /// Who comes, as far as that is known.
    #[graphql(default, validator(max_items = 10))]
    person_ids: Vec<ID>,
}

type Pool = Vec<(PersonId, Vec<Domain>)>;

fn pool(input: Vec<PoolMemberInput>) -> Result<Pool, PartyUserError> {
    let members = input.into_iter().map(|member| {
        let id = read(Kind::Person, &member.person_id, "pool")?;
        Ok((id, domains(member.authority)))
    });
    members.collect()
}

fn domains(input: Vec<IssueDomain>) -> Vec<Domain> {
    input.into_iter().map(Into::into).collect()
}

impl ParticipantAddInput {
    fn read(self) -> Result<PartyChange, PartyUserError> {
        let organisation = self.organisation_id.as_ref();
        Ok(PartyChange::Add(Box::new(NewSeat {
            role: self.role.into(),
            requirement: self.requirement.into(),
            who: self.person.map(|who| who.read("person")).transpose()?,
            organisation: read_maybe(Kind::Organisation, organisation, "organisationId")?,
            authority: domains(self.authority),
            pool: pool(self.pool)?,
            basis: self.basis.map(Into::into),
            relationship: self.relationship.map(Into::into),
            is_first_mediation: self.is_first_mediation,
            wants_support: self.wants_support,
        })))
    }
}

impl ParticipantChangeInput {
    fn read(self) -> Result<PartyChange, PartyUserError> {
        let seat = read(Kind::Participant, &self.participant_id, "participantId")?;
        let change = SeatChange {
            requirement: self.requirement.map(Into::into),
            authority: self.authority.map(domains),
            pool: self.pool.map(pool).transpose()?,
            relationship: self.relationship.map(Into::into),
            is_first_mediation: self.is_first_mediation,
            wants_support: self.wants_support,
        };
        Ok(PartyChange::Change(seat, Box::new(change)))
    }
}

impl InterpreterBookInput {
    fn read(self) -> Result<PartyChange, PartyUserError> {
        let people = self.person_ids.iter();
        let people = people.map(|id| read(Kind::Person, id, "personIds"));
        Ok(PartyChange::Interpreters(Box::new(NewInterpreters {
            kind: self.kind.into(),
            language: self.language,
            count: self.count,
            lead_days: self.lead_days,
            agency: read_maybe(Kind::Organisation, self.agency_id.as_ref(), "agencyId")?,
            people: people.collect::<Result<_, _>>()?,
        })))
    }
}

/// Changes who takes part in a case.
async fn change(
    ctx: &Context<'_>,
    case: &ID,
    expected_version: i32,
    change: Result<PartyChange, PartyUserError>,
) -> Result<CasePartyPayload> {
    let refused = |error| CasePartyPayload {
        case: None,
        user_errors: vec![error],
    };
    let case = read::<CaseId>(Kind::Case, case, "caseId");
    let (case, change) = match (case, change) {
        (Ok(case), Ok(change)) => (case, change),
        (Err(error), _) | (Ok(_), Err(error)) => return Ok(refused(error)),
    };
    let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
    let changed = Box::pin(parties::change(app, actor, case, expected_version, change)).await;
    Ok(match settle(changed)? {
        Ok((row, standing)) => CasePartyPayload {
            case: Some(Case { row, standing }),
            user_errors: Vec::new(),
        },
        Err(refusal) => refused(PartyUserError::of(&refusal)),
    })
}

/// Mutations about who takes part in a case.
#[derive(Default)]
pub struct PartyMutations;

/// Mutations about who takes part in a case.
#[Object]
impl PartyMutations {
    /// Adds a seat. Nobody attends without a basis: a party, the family's one supporter, an interpreter;
    /// whoever comes beside them is asked for with `attendancePropose` (SEND reg 38).
    async fn participant_add(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The seat.")] input: ParticipantAddInput,
    ) -> Result<CasePartyPayload> {
        let (case, version) = (input.case_id.clone(), input.expected_version);
        change(ctx, &case, version, input.read()).await
    }

    /// Changes a seat: how much it is needed, who may take it, what they may decide.
    async fn participant_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The seat, and what changes.")] input: ParticipantChangeInput,
    ) -> Result<CasePartyPayload> {
        let (case, version) = (input.case_id.clone(), input.expected_version);
        change(ctx, &case, version, input.read()).await
    }

    /// Takes a seat away, unless a date is held or agreed with whoever has it.
    async fn participant_remove(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The seat.")] input: ParticipantRemoveInput,
    ) -> Result<CasePartyPayload> {
        let seat = read(Kind::Participant, &input.participant_id, "participantId");
        let removed = seat.map(PartyChange::Remove);
        change(ctx, &input.case_id, input.expected_version, removed).await
    }

    /// Keeps two people of a case apart: they never share a session, and neither sees when or where the
    /// other is to be, nor how the other is reached. Only the effect of a court's order is kept.
    async fn contact_restriction_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who.")] input: ContactRestrictionInput,
    ) -> Result<CasePartyPayload> {
        let set = input
            .pair()
            .map(|(one, other)| PartyChange::KeepApart(one, other));
        change(ctx, &input.case_id, input.expected_version, set).await
    }

    /// No longer keeps two people of a case apart.
    async fn contact_restriction_lift(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who.")] input: ContactRestrictionInput,
    ) -> Result<CasePartyPayload> {
        let lifted = input
            .pair()
            .map(|(one, other)| PartyChange::LetMeet(one, other));
        change(ctx, &input.case_id, input.expected_version, lifted).await
    }

    /// Names who stands in the place of a young person who lacks capacity. They take the seat of the
    /// family (SEND reg 64).
    async fn alternative_person_name(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who, and on what basis.")] input: AlternativePersonNameInput,
    ) -> Result<CasePartyPayload> {
        let basis = input.basis.into();
        let named = input.person.read("person");
        let named = named.map(|who| PartyChange::Alternative(who, basis));
        change(ctx, &input.case_id, input.expected_version, named).await
    }

    /// Takes down what the child thinks: by the family or the mediator, who decide with it who else may
    /// read it (SEND reg 38(2)).
    async fn child_views_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What the child thinks.")] input: ChildViewsRecordInput,
    ) -> Result<CasePartyPayload> {
        let views = PartyChange::Views(Box::new(NewViews {
            method: input.method.into(),
            obtained_by: input.obtained_by,
            obtained_on: input.obtained_on,
            text: input.text,
            scope: input.scope.into(),
        }));
        change(ctx, &input.case_id, input.expected_version, Ok(views)).await
    }

    /// Asks each party whether somebody more may attend, or the family whether the child may. Until then
    /// they have no seat, and learn nothing of the case (SEND reg 38(1)).
    async fn attendance_propose(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who, and as what.")] input: AttendanceProposeInput,
    ) -> Result<CasePartyPayload> {
        let role = input.role.into();
        let proposed = input.person.read("person");
        let proposed = proposed.map(|who| PartyChange::Propose(role, who));
        change(ctx, &input.case_id, input.expected_version, proposed).await
    }

    /// Records what one party says to that. Once all consent, whoever was asked about has a seat (SEND
    /// reg 38(1)(e)).
    async fn attendance_consent_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which party, and what it says.")] input: AttendanceConsentRecordInput,
    ) -> Result<CasePartyPayload> {
        let answered = input.read();
        change(ctx, &input.case_id, input.expected_version, answered).await
    }

    /// Records what the mediator decides: on somebody whom a party refuses, and on a child with whose
    /// coming the family agrees.
    async fn attendance_decide(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who, and what is decided.")] input: AttendanceDecideInput,
    ) -> Result<CasePartyPayload> {
        let is_admitted = input.is_admitted;
        let proposal = read(Kind::AttendanceProposal, &input.proposal_id, "proposalId");
        let decided = proposal.map(|proposal| PartyChange::Decide {
            proposal,
            is_admitted,
        });
        change(ctx, &input.case_id, input.expected_version, decided).await
    }

    /// Books interpreters or signers. Signers are two for a long meeting, and neither the pupil nor an
    /// older child interprets.
    async fn interpreter_book(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is booked.")] input: InterpreterBookInput,
    ) -> Result<CasePartyPayload> {
        let (case, version) = (input.case_id.clone(), input.expected_version);
        change(ctx, &case, version, input.read()).await
    }

    /// Names who of the service looks after the family, so that it can ring somebody it knows. Whoever
    /// takes part reads their name and how to reach them.
    async fn contact_assign(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who.")] input: ContactAssignInput,
    ) -> Result<CasePartyPayload> {
        let contact = read(Kind::Person, &input.person_id, "personId");
        let contact = contact.map(PartyChange::Contact);
        change(ctx, &input.case_id, input.expected_version, contact).await
    }

    /// Records that the family agrees to less than five working days' notice of a mediation: by itself, or
    /// by those who arrange the meeting, as it told them (SEND reg 37(2)).
    async fn short_notice_agree(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who agrees, and when.")] input: ShortNoticeAgreeInput,
    ) -> Result<CasePartyPayload> {
        let at = input.agreed_at;
        let by = read_maybe(Kind::Person, input.person_id.as_ref(), "personId");
        let agreed = by.map(|by| PartyChange::ShortNotice { by, at });
        change(ctx, &input.case_id, input.expected_version, agreed).await
    }

    /// Records that the family takes its agreement to shorter notice back: by itself, or by those who
    /// arrange the meeting, as it told them. Not while a date is held or agreed (SEND reg 37(2)).
    async fn short_notice_withdraw(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who takes it back.")] input: ShortNoticeWithdrawInput,
    ) -> Result<CasePartyPayload> {
        let by = read_maybe(Kind::Person, input.person_id.as_ref(), "personId");
        let withdrawn = by.map(PartyChange::FullNotice);
        change(ctx, &input.case_id, input.expected_version, withdrawn).await
    }

    /// Asks for a private word with the mediator before the meeting. Anybody who takes part may; nobody but
    /// the service and the mediator learns who did.
    async fn private_word_ask(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who asks.")] input: PrivateWordAskInput,
    ) -> Result<CasePartyPayload> {
        let seat = input.participant_id.as_ref();
        let seat = read_maybe(Kind::Participant, seat, "participantId");
        let asked = seat.map(PartyChange::PrivateWord);
        change(ctx, &input.case_id, input.expected_version, asked).await
    }

    /// Records the day on which a draft plan was served. From it the family has at least 15 days, that day
    /// the first, to comment and to ask to meet an officer (SEND reg 13(1)(a) and 22(2)(c)).
    async fn draft_served_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which day.")] input: DraftServedRecordInput,
    ) -> Result<CasePartyPayload> {
        let served = Ok(PartyChange::DraftServed(input.served_on));
        change(ctx, &input.case_id, input.expected_version, served).await
    }

    /// Records the day on which the family was told of the decision, by telephone or face to face, before
    /// the letter. No time limit runs from it.
    async fn decision_told_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which day.")] input: DecisionToldRecordInput,
    ) -> Result<CasePartyPayload> {
        let told = Ok(PartyChange::DecisionTold(input.told_on));
        change(ctx, &input.case_id, input.expected_version, told).await
    }
}

impl ContactRestrictionInput {
    fn pair(&self) -> Result<(PersonId, PersonId), PartyUserError> {
        let one = read(Kind::Person, &self.person_id, "personId")?;
        let other = read(Kind::Person, &self.other_person_id, "otherPersonId")?;
        Ok((one, other))
    }
}

impl AttendanceConsentRecordInput {
    fn read(&self) -> Result<PartyChange, PartyUserError> {
        Ok(PartyChange::Answer {
            proposal: read(Kind::AttendanceProposal, &self.proposal_id, "proposalId")?,
            seat: read(Kind::Participant, &self.participant_id, "participantId")?,
            is_consent: self.is_consent,
            on: self.on,
        })
    }
}
