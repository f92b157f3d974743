//! Batched reads: one statement for all the children of a list, made anew for each request.
//!
//! Resolvers of one list meet in a batch when they ask within `DELAY` of one another. Where a list can
//! be long that is not left to chance: `schema::ahead` reads what its items were asked for beforehand.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::dataloader::{DataLoader, HashMapCache, Loader};
use entities::{
    AgreementActionId, ExpenseClaimId, SafeguardingConcernId, action_report, agenda_item,
    appeal_watch, complaint, evaluation, expense_claim, expense_item, follow_up_check,
    meeting_notes, meeting_paper, note_comment, safeguarding_concern, safeguarding_reader,
};
use entities::{
    AgreementId, AttendanceProposalId, CaseId, ChildId, MeetingId, OrganisationId, ParticipantId,
    PersonId, PlanningRunId, RoomId, SummaryId, VenueId, access_need, agreement, agreement_action,
    agreement_copy, agreement_decision, agreement_edition, agreement_signatory, alternative_person,
    attendance, attendance_answer, attendance_proposal, attendee, authority, authority_declaration,
    availability_request, broken_glass, case, case_clock, case_event, certificate, child,
    childs_view, contact_attempt, ground_rules_signature, interpreter_booking, issue, kept_apart,
    mediator_accreditation, mediator_area, mediator_introduction, meeting, next_step,
    opening_hours, organisation, participant, person, person_language, planned_meeting,
    pool_member, prep_contact, referral, referral_avenue, room, room_feature, seat_basis, summary,
    summary_reader, unplaced_case, venue,
};
use sea_orm::DbErr;

use crate::app::App;
use crate::auth::{Actor, Standing};
use crate::domain;
use crate::reach;

/// Loads for one request, as whoever asks.
pub struct Batch(App, Actor);

/// The loader of one request.
pub type Loaders = DataLoader<Batch, HashMapCache>;

/// How long a loader waits for more keys: resolvers of one list come within microseconds.
const DELAY: Duration = Duration::from_micros(150);

/// A loader for one request.
pub(super) fn new(app: &App, actor: &Actor) -> Loaders {
    let batch = Batch(app.clone(), actor.clone());
    // A batch reaches as far as whoever asks.
    let spawn = |work| tokio::spawn(reach::carried(work));
    DataLoader::with_cache(batch, spawn, HashMapCache::default()).delay(DELAY)
}

/// A fault of the database, shared by all who wait for the batch.
type Fault = Arc<DbErr>;

/// One row a key.
fn one<K: Eq + Hash, V>(_: &[K], rows: Vec<V>, key: impl Fn(&V) -> K) -> HashMap<K, V> {
    rows.into_iter().map(|row| (key(&row), row)).collect()
}

/// Several rows a key, in their order; a key without rows has none, and is not asked for again.
fn many<K: Copy + Eq + Hash, V>(
    keys: &[K],
    rows: Vec<V>,
    key: impl Fn(&V) -> K,
) -> HashMap<K, Vec<V>> {
    let mut groups: HashMap<K, Vec<V>> = keys.iter().map(|&key| (key, Vec::new())).collect();
    for row in rows {
        groups.entry(key(&row)).or_default().push(row);
    }
    groups
}

/// A key type for each kind of look-up, and how its rows are read and filed.
macro_rules! loads {
    ($($(#[$doc:meta])* $key:ident($id:ty) => $value:ty, $read:path, $file:ident by $column:ident $(, $opened:path)?;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct $key(pub $id);

        impl Loader<$key> for Batch {
            type Value = $value;
            type Error = Fault;

            async fn load(&self, keys: &[$key]) -> Result<HashMap<$key, $value>, Fault> {
                let ids: Vec<$id> = keys.iter().map(|key| key.0).collect();
                let rows = $read(&self.0.db, &ids).await.map_err(Arc::new)?;
                $(let rows = $opened(&self.0, &self.0.db, rows).await.map_err(Arc::new)?;)?
                Ok($file(keys, rows, |row| $key(row.$column)))
            }
        }
    )*};
}

loads! {
    /// A person.
    PersonBy(PersonId) => person::Model, domain::person::by_ids, one by id;
    /// An organisation.
    OrganisationBy(OrganisationId) => organisation::Model, domain::organisation::by_ids, one by id;
    /// A child.
    ChildBy(ChildId) => child::Model, domain::case::children_of, one by id;
    /// A venue.
    VenueBy(VenueId) => venue::Model, domain::venue::by_ids, one by id;
    /// A room.
    RoomBy(RoomId) => room::Model, domain::venue::rooms_by_ids, one by id;
    /// The issues of a case.
    IssuesOf(CaseId) => Vec<issue::Model>, domain::case::issues_of, many by case_id, domain::vault::open;
    /// What happened in a case.
    EventsOf(CaseId) => Vec<case_event::Model>, domain::casework::events_of, many by case_id;
    /// The clocks of a case.
    ClocksOf(CaseId) => Vec<case_clock::Model>, domain::casework::clocks_of, many by case_id;
    /// What is owed in a case.
    OwedIn(CaseId) => Vec<next_step::Model>, domain::casework::owed_of, many by case_id;
    /// The certificate of a case.
    CertificatesOf(CaseId) => Vec<certificate::Model>, domain::casework::certificates_of, many by case_id;
    /// What was promised in a case.
    ActionsIn(CaseId) => Vec<agreement_action::Model>, domain::action::of_cases, many by case_id;
    /// What was said of a promised action.
    ReportsOn(AgreementActionId) => Vec<action_report::Model>, domain::action::reports_of, many by action_id;
    /// The checks that the agreement of a case works.
    ChecksOf(CaseId) => Vec<follow_up_check::Model>, domain::follow_up::checks_of, many by case_id;
    /// What is known of an appeal.
    AppealsOf(CaseId) => Vec<appeal_watch::Model>, domain::follow_up::appeals_of, many by case_id;
    /// The evaluations of a case.
    EvaluationsOf(CaseId) => Vec<evaluation::Model>, domain::evaluation::of_cases, many by case_id;
    /// The complaints in a case.
    ComplaintsIn(CaseId) => Vec<complaint::Model>, domain::concern::complaints_of, many by case_id, domain::vault::open;
    /// The safeguarding concerns in a case.
    ConcernsIn(CaseId) => Vec<safeguarding_concern::Model>, domain::concern::concerns_of, many by case_id, domain::vault::open;
    /// Who reads a safeguarding concern.
    ConcernReadersOf(SafeguardingConcernId) => Vec<safeguarding_reader::Model>, domain::concern::readers_of, many by concern_id;
    /// The claims for expenses of a case.
    ClaimsOf(CaseId) => Vec<expense_claim::Model>, domain::expense::claims_of, many by case_id;
    /// The items of a claim.
    ItemsOf(ExpenseClaimId) => Vec<expense_item::Model>, domain::expense::items_of, many by claim_id;
    /// The agenda of a facilitation.
    AgendaOf(CaseId) => Vec<agenda_item::Model>, domain::pack::agenda_of, many by case_id;
    /// The papers of a facilitation.
    PapersOf(CaseId) => Vec<meeting_paper::Model>, domain::pack::papers_of, many by case_id;
    /// The notes of a facilitation.
    NotesOf(CaseId) => Vec<meeting_notes::Model>, domain::pack::notes_of, many by case_id, domain::vault::open;
    /// The comments on the notes of a facilitation.
    CommentsOf(CaseId) => Vec<note_comment::Model>, domain::pack::comments_of, many by case_id, domain::vault::open;
    /// The seats of a case.
    SeatsOf(CaseId) => Vec<participant::Model>, domain::case::participants_of, many by case_id;
    /// The meetings of a case.
    MeetingsOf(CaseId) => Vec<meeting::Model>, domain::meeting::of_cases, many by case_id;
    /// The questions for times asked in a case.
    QuestionsOf(CaseId) => Vec<availability_request::Model>, domain::availability::requests_of, many by case_id;
    /// Who may fill a seat.
    PoolOf(ParticipantId) => Vec<pool_member::Model>, domain::case::pool_of, many by participant_id;
    /// What may be decided in a seat.
    AuthoritiesOf(ParticipantId) => Vec<authority::Model>, domain::case::authorities_of, many by participant_id;
    /// On what basis whoever has a seat attends.
    SeatBasisOf(ParticipantId) => seat_basis::Model, domain::parties::seat_bases_of, one by participant_id;
    /// Who must not be in contact in a case.
    ApartIn(CaseId) => Vec<kept_apart::Model>, domain::parties::apart_in, many by case_id;
    /// Who stands in a young person's place.
    AlternativesOf(CaseId) => Vec<alternative_person::Model>, domain::parties::alternatives_of, many by case_id;
    /// What the child of a case thinks.
    ViewsOf(CaseId) => Vec<childs_view::Model>, domain::parties::views_of, many by case_id, domain::vault::open;
    /// Who has broken the glass of a case.
    GlassOf(CaseId) => Vec<broken_glass::Model>, domain::glass::of, many by case_id;
    /// Who more wishes to attend a case.
    ProposalsOf(CaseId) => Vec<attendance_proposal::Model>, domain::parties::proposals_of, many by case_id;
    /// What the parties say to that.
    AnswersOf(AttendanceProposalId) => Vec<attendance_answer::Model>, domain::parties::answers_of, many by proposal_id;
    /// The interpreters booked for a case.
    InterpretersOf(CaseId) => Vec<interpreter_booking::Model>, domain::parties::interpreters_of, many by case_id;
    /// How a case came.
    ReferralsOf(CaseId) => Vec<referral::Model>, domain::referral::referrals_of, many by case_id;
    /// What was tried before a case came.
    AvenuesOf(CaseId) => Vec<referral_avenue::Model>, domain::referral::avenues_of, many by case_id;
    /// How often a family was tried to be reached.
    AttemptsOf(CaseId) => Vec<contact_attempt::Model>, domain::referral::attempts_of, many by case_id;
    /// What a person needs of a place.
    NeedsOf(PersonId) => Vec<access_need::Model>, domain::person::needs_of, many by person_id;
    /// The languages of a person.
    LanguagesOf(PersonId) => Vec<person_language::Model>, domain::person::languages_of, many by person_id;
    /// The areas of a mediator.
    AreasOf(PersonId) => Vec<mediator_area::Model>, domain::mediator::areas_of, many by person_id;
    /// What a mediator is accredited for.
    AccreditationsOf(PersonId) => Vec<mediator_accreditation::Model>, domain::mediator::accreditations_of, many by person_id;
    /// The rooms of a venue.
    RoomsOf(VenueId) => Vec<room::Model>, domain::venue::rooms_of, many by venue_id;
    /// When a venue is open.
    HoursOf(VenueId) => Vec<opening_hours::Model>, domain::venue::opening_hours_of, many by venue_id;
    /// What a room offers.
    FeaturesOf(RoomId) => Vec<room_feature::Model>, domain::venue::features_of, many by room_id;
    /// Who comes to a meeting.
    AttendeesOf(MeetingId) => Vec<attendee::Model>, domain::meeting::attendees_of, many by meeting_id;
    /// That a meeting's mediator introduced themselves.
    IntroductionOf(MeetingId) => mediator_introduction::Model, domain::session::introductions_of, one by meeting_id;
    /// The mediators' contacts before a meeting.
    ContactsOf(MeetingId) => Vec<prep_contact::Model>, domain::session::contacts_of, many by meeting_id, domain::vault::open;
    /// The summaries of a case.
    SummariesOf(CaseId) => Vec<summary::Model>, domain::session::summaries_of, many by case_id, domain::vault::open;
    /// To whom a summary was given.
    ReadersOf(SummaryId) => Vec<summary_reader::Model>, domain::session::readers_of, many by summary_id;
    /// What was declared in a seat.
    DeclarationsOf(ParticipantId) => Vec<authority_declaration::Model>, domain::session::declarations_of, many by participant_id;
    /// Who has signed the ground rules of a meeting.
    SignaturesOf(MeetingId) => Vec<ground_rules_signature::Model>, domain::session::signatures_of, many by meeting_id;
    /// Who was at a meeting.
    AttendanceOf(MeetingId) => Vec<attendance::Model>, domain::session::attendance_of, many by meeting_id;
    /// The agreement of a case.
    AgreementOf(CaseId) => agreement::Model, domain::agreement::of_cases, one by case_id;
    /// The editions of an agreement.
    EditionsOf(AgreementId) => Vec<agreement_edition::Model>, domain::agreement::editions_of, many by agreement_id;
    /// The decisions of an agreement.
    DecisionsOf(AgreementId) => Vec<agreement_decision::Model>, domain::agreement::decisions_of, many by agreement_id;
    /// The actions of an agreement.
    ActionsOf(AgreementId) => Vec<agreement_action::Model>, domain::agreement::actions_of, many by agreement_id;
    /// Those who agree.
    SignatoriesOf(AgreementId) => Vec<agreement_signatory::Model>, domain::agreement::signatories_of, many by agreement_id;
    /// To whom an agreement was sent.
    CopiesOf(AgreementId) => Vec<agreement_copy::Model>, domain::agreement::copies_of, many by agreement_id;
    /// The meetings a planning run found.
    PlannedOf(PlanningRunId) => Vec<planned_meeting::Model>, domain::planning::planned_of, many by run_id;
    /// The cases a planning run found no meeting for.
    UnplacedOf(PlanningRunId) => Vec<unplaced_case::Model>, domain::planning::unplaced_of, many by run_id;
}

/// How near a case is to a breach, if whoever asks may know of the case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ForecastOf(pub CaseId);

impl Loader<ForecastOf> for Batch {
    type Value = domain::queue::Forecast;
    type Error = Fault;

    async fn load(
        &self,
        keys: &[ForecastOf],
    ) -> Result<HashMap<ForecastOf, domain::queue::Forecast>, Fault> {
        let ids: Vec<CaseId> = keys.iter().map(|key| key.0).collect();
        let seen = domain::case::seen(&self.0, &self.1, &ids).await;
        let cases: Vec<case::Model> = seen.map_err(Arc::new)?.into_iter().map(first).collect();
        let found = domain::queue::forecasts(&self.0, &cases).await;
        let found = found.map_err(Arc::new)?.into_iter();
        Ok(found
            .map(|(id, forecast)| (ForecastOf(id), forecast))
            .collect())
    }
}

fn first<A, B>((first, _): (A, B)) -> A {
    first
}

/// A case, if whoever asks may know of it, as it was when it was first asked for in this request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SeenCase(pub CaseId);

impl Loader<SeenCase> for Batch {
    type Value = (case::Model, Standing);
    type Error = Fault;

    async fn load(
        &self,
        keys: &[SeenCase],
    ) -> Result<HashMap<SeenCase, (case::Model, Standing)>, Fault> {
        let ids: Vec<CaseId> = keys.iter().map(|key| key.0).collect();
        let seen = domain::case::seen(&self.0, &self.1, &ids).await;
        Ok(one(keys, seen.map_err(Arc::new)?, |(row, _)| {
            SeenCase(row.id)
        }))
    }
}
