//! One row of every table, each referring to the others, nullable columns both filled and empty.

use entities::*;
use sea_orm::prelude::{Date, DateTimeUtc};
use sea_orm::{ActiveModelTrait, DatabaseConnection, EntityTrait, IntoActiveModel};
use uuid::Uuid;

/// The mediator of the meeting; also everybody else in it who needs no row of their own.
pub(super) const ANN: PersonId = PersonId(Uuid::from_u128(10));
/// The child, and the other person of every pair.
pub(super) const BEN: PersonId = PersonId(Uuid::from_u128(11));
/// The one organisation.
const ORG: OrganisationId = OrganisationId(Uuid::from_u128(1));
const CHILD: ChildId = ChildId(Uuid::from_u128(20));
const VENUE: VenueId = VenueId(Uuid::from_u128(30));
/// The room of the meeting.
pub(super) const ROOM: RoomId = RoomId(Uuid::from_u128(31));
const CONTRACT: ContractId = ContractId(Uuid::from_u128(40));
const CASE: CaseId = CaseId(Uuid::from_u128(50));
const SEAT: ParticipantId = ParticipantId(Uuid::from_u128(51));
/// The meeting.
pub(super) const MEETING: MeetingId = MeetingId(Uuid::from_u128(60));

/// An instant, from RFC 3339 text.
pub(super) fn at(text: &str) -> DateTimeUtc {
    text.parse().unwrap()
}

fn on(text: &str) -> Date {
    text.parse().unwrap()
}

/// Inserts rows and asserts that each table then holds exactly these.
macro_rules! keep {
    ($db:ident, $table:ident: $($row:expr),+) => {{
        let rows = vec![$($row),+];
        for row in rows.clone() {
            row.into_active_model().insert($db).await.unwrap();
        }
        assert_eq!($table::Entity::find().all($db).await.unwrap(), rows);
    }};
}

/// Inserts a row into every table of the directory, and whoever they refer to.
pub(super) async fn insert_directory(db: &DatabaseConnection) {
    people(db).await;
    mediators(db).await;
    venues(db).await;
    contracts(db).await;
}

/// Inserts a row into every table, and reads it back.
pub(super) async fn insert_one_of_each(db: &DatabaseConnection) {
    insert_directory(db).await;
    cases(db).await;
    availability(db).await;
    meetings(db).await;
    plans(db).await;
    casework(db).await;
    parties(db).await;
    preparation(db).await;
    the_day(db).await;
    agreed(db).await;
    after(db).await;
    pack(db).await;
    revocations(db).await;
    data_keys(db).await;
    erasures(db).await;
    broken_glasses(db).await;
}

async fn data_keys(db: &DatabaseConnection) {
    keep!(db, data_key: data_key::Model {
        id: Uuid::from_u128(99).into(),
        owner: data_key::Owner::Case,
        owner_id: CASE.0,
        wrapped: "sealed".to_owned(),
        master_key: "k-1".to_owned(),
        version: 2,
        made_at: at("2026-12-01T09:30:00Z"),
    });
}

async fn erasures(db: &DatabaseConnection) {
    keep!(db, erasure: erasure::Model {
        owner: data_key::Owner::Case,
        owner_id: CASE.0,
        reason: erasure::Reason::PeriodOver,
        erased_at: at("2026-12-01T09:30:00Z"),
        erased_by: None,
    }, erasure::Model {
        owner: data_key::Owner::Person,
        owner_id: BEN.0,
        reason: erasure::Reason::ConsentWithdrawn,
        erased_at: at("2026-12-01T09:30:00.25Z"),
        erased_by: Some(ANN),
    });
}

async fn broken_glasses(db: &DatabaseConnection) {
    keep!(db, broken_glass: broken_glass::Model {
        case_id: CASE,
        person_id: ANN,
        broken_at: at("2026-12-01T09:30:00.25Z"),
        ends_at: at("2026-12-01T10:30:00.25Z"),
        reason: broken_glass::Reason::Ordered,
    });
}

async fn revocations(db: &DatabaseConnection) {
    keep!(db, revocation: revocation::Model {
        kind: revocation::Kind::Client,
        subject: "case-portal".to_owned(),
        issued_until_at: None,
        revoked_at: at("2026-12-01T09:30:00Z"),
    }, revocation::Model {
        kind: revocation::Kind::Person,
        subject: ANN.to_string(),
        issued_until_at: Some(at("2026-12-01T09:30:10.25Z")),
        revoked_at: at("2026-12-01T09:30:00.25Z"),
    });
}

async fn people(db: &DatabaseConnection) {
    let ann = person::Model {
        id: ANN,
        name: Personal::new("Zoë O’Neill"),
        email: Some(Personal::new("zoe@example.org")),
        phone: None,
        preferred_channel: person::Channel::VideoBsl,
        outcode: Some("LS6".to_owned()),
        is_child: false,
        created_at: at("2026-11-02T09:30:00.123456Z"),
    };
    let ben = person::Model {
        id: BEN,
        email: None,
        is_child: true,
        ..ann.clone()
    };
    keep!(db, organisation: organisation::Model {
        id: ORG,
        kind: organisation::Kind::EarlyYears,
        name: "Northdale".to_owned(),
        code: None,
        outcode: Some("LS1".to_owned()),
    });
    keep!(db, person: ann, ben);
    keep!(db, role: role::Model {
        id: Uuid::from_u128(12).into(),
        person_id: ANN,
        organisation_id: ORG,
        kind: role::Kind::LaOfficer,
        from_on: on("2026-01-01"),
        until_on: None,
    });
    keep!(db, child: child::Model {
        id: CHILD,
        person_id: BEN,
        is_looked_after: true,
        setting_id: Some(ORG),
        year_group: Some(0),
        compulsory_school_age_ends_on: Some(on("2037-06-25")),
    });
    keep!(db, former_family: former_family::Model {
        child_id: CHILD,
        person_id: ANN,
    });
    keep!(db, access_need: access_need::Model {
        person_id: BEN,
        feature: AccessFeature::NoSchoolBuilding,
    });
    keep!(db, person_language: person_language::Model {
        person_id: ANN,
        language: "bsl".to_owned(),
    });
    keep!(db, observance: observance::Model {
        id: Uuid::from_u128(13).into(),
        person_id: BEN,
        starts_at: at("2026-12-04T12:00:00Z"),
        ends_at: at("2026-12-04T14:00:00Z"),
    });
}

async fn mediators(db: &DatabaseConnection) {
    keep!(db, mediator: mediator::Model {
        person_id: ANN,
        register_no: Some("M 17".to_owned()),
        register_body: Some(mediator::RegisterBody::Cmc),
        accredited_until_on: on("2027-12-31"),
        insured_until_on: on("2027-06-30"),
        checked_until_on: on("2028-02-29"),
        max_day: 2,
        max_week: 6,
        min_gap_minutes: 60,
    });
    keep!(db, mediator_accreditation: mediator_accreditation::Model {
        person_id: ANN,
        family: mediator_accreditation::Family::DisagreementResolution,
    });
    keep!(db, mediator_area: mediator_area::Model { person_id: ANN, organisation_id: ORG });
    keep!(db, mediator_employer: mediator_employer::Model { person_id: ANN, organisation_id: ORG });
    keep!(db, conflict_of_interest: conflict_of_interest::Model {
        id: Uuid::from_u128(14).into(),
        mediator_id: ANN,
        person_id: None,
        organisation_id: Some(ORG),
        reason_code: conflict_of_interest::Reason::SameFirm,
        declared_at: at("2026-11-02T09:30:00Z"),
    });
}

async fn venues(db: &DatabaseConnection) {
    keep!(db, venue: venue::Model {
        id: VENUE,
        organisation_id: ORG,
        name: "The Old Library".to_owned(),
        outcode: "LS7".to_owned(),
        address: None,
        is_la_premises: false,
        is_school: false,
        inspected_on: Some(on("2026-09-01")),
    });
    keep!(db, opening_hours: opening_hours::Model {
        venue_id: VENUE,
        weekday: 0,
        opens_min: 540,
        closes_min: 1_260,
    });
    keep!(db, room: room::Model {
        id: ROOM,
        venue_id: VENUE,
        name: "Reading room".to_owned(),
        capacity: 12,
        breakout_rooms: 2,
        is_private: true,
        is_staff_room: false,
        cost_pence: 12_000,
    });
    keep!(db, room_feature: room_feature::Model {
        room_id: ROOM,
        feature: AccessFeature::HearingLoop,
    });
}

async fn contracts(db: &DatabaseConnection) {
    keep!(db, contract: contract::Model {
        id: CONTRACT,
        commissioner_id: ORG,
        provider_id: ORG,
        from_on: on("2026-04-01"),
        to_on: on("2028-03-31"),
        volume_cap: None,
    });
    keep!(db, contract_kind: contract_kind::Model {
        contract_id: CONTRACT,
        kind: case::Kind::FacAr,
    });
}

async fn cases(db: &DatabaseConnection) {
    keep!(db, case: case::Model {
        id: CASE,
        reference: "C-2026-0001".to_owned(),
        kind: case::Kind::MedE,
        state: case::State::ReadyToSolve,
        provider_id: ORG,
        la_id: ORG,
        child_id: CHILD,
        opened_at: at("2026-11-02T09:30:00Z"),
        notice_sent_on: Some(on("2026-10-12")),
        la_informed_at: Some(at("2026-11-03T16:45:10.5Z")),
        icb_informed_at: None,
        certificate_issued_on: None,
        arrange_by_on: Some(on("2026-12-03")),
        appeal_by_on: None,
        inability_notice_at: None,
        short_notice_agreed_at: None,
        short_notice_agreed_by: None,
        draft_served_on: None,
        decision_told_on: None,
        contact_id: None,
        non_working_days_agreed: false,
        mode: Mode::Either,
        pre_meeting_minutes: 30,
        session_minutes: 150,
        signing_minutes: 30,
        setup_minutes: 15,
        breakout_rooms: 1,
        extra_people: 0,
        is_size_overridden: false,
        family_outcode: "LS6".to_owned(),
        family_max_minutes: 45,
        interpreter_language: Some("pl".to_owned()),
        version: 1,
    });
    keep!(db, issue: issue::Model {
        id: Uuid::from_u128(52).into(),
        case_id: CASE,
        domain: issue::Domain::H1,
        is_appealable: true,
        text: Some(Sealed::shut("“Quantified” therapy")),
        status: issue::Status::NotAgreed,
        wanted_provision: Some(Sealed::shut("Speech therapy, weekly")),
    });
    keep!(db, participant: participant::Model {
        id: SEAT,
        case_id: CASE,
        role: participant::Role::LocalAuthority,
        requirement: participant::Requirement::Required,
        person_id: None,
        organisation_id: Some(ORG),
        is_first_mediation: false,
        parent_agreed_at: None,
        mediator_agreed_at: Some(at("2026-11-05T10:00:00Z")),
        private_word_asked_at: None,
    });
    keep!(db, pool_member: pool_member::Model { participant_id: SEAT, person_id: ANN, rank: 0 });
    keep!(db, authority: authority::Model {
        participant_id: SEAT,
        person_id: ANN,
        domain: issue::Domain::F,
    });
    keep!(db, kept_apart: kept_apart::Model { case_id: CASE, person_id: ANN, other_id: BEN });
}

/// A window that is valid once there are people.
pub(super) fn window() -> availability_window::Model {
    availability_window::Model {
        id: Uuid::from_u128(53).into(),
        person_id: BEN,
        starts_at: at("2026-11-24T09:00:00Z"),
        ends_at: at("2026-11-24T12:00:00Z"),
        grade: availability_window::Grade::IfNeeded,
        source: availability_window::Source::Standing,
        entered_at: at("2026-11-05T10:00:00Z"),
        entered_by: ANN,
        private_reason: Some(Sealed::shut("hospital")),
    }
}

async fn availability(db: &DatabaseConnection) {
    keep!(db, availability_window: window());
    keep!(db, availability_request: availability_request::Model {
        id: Uuid::from_u128(54).into(),
        case_id: CASE,
        participant_id: SEAT,
        person_id: ANN,
        sent_at: at("2026-11-05T10:00:00Z"),
        due_on: on("2026-11-10"),
        answered_at: None,
        reminder_count: 0,
    });
    keep!(db, calendar_day: calendar_day::Model {
        id: Uuid::from_u128(55).into(),
        organisation_id: None,
        day_on: on("2026-12-25"),
        kind: calendar_day::Kind::BankHoliday,
        name: "Christmas Day".to_owned(),
    });
}

async fn meetings(db: &DatabaseConnection) {
    keep!(db, meeting: meeting::Model {
        id: MEETING,
        case_id: CASE,
        state: meeting::State::Held,
        mode: Mode::InPerson,
        starts_at: at("2026-11-26T10:00:00Z"),
        ends_at: at("2026-11-26T13:30:00Z"),
        room_id: Some(ROOM),
        mediator_id: ANN,
        held_at: at("2026-11-06T10:00:00Z"),
        held_by: ANN,
        expires_at: Some(at("2026-11-09T10:00:00Z")),
        confirmed_at: None,
        cancelled_at: None,
        cancelled_by: None,
        cancel_cause: None,
        cancel_side: Some(meeting::CancelSide::La),
        version: 1,
    });
    keep!(db, attendee: attendee::Model {
        id: Uuid::from_u128(61).into(),
        meeting_id: MEETING,
        participant_id: Some(SEAT),
        person_id: ANN,
        role: participant::Role::LocalAuthority,
    });
    keep!(db, booking: booking::Model {
        id: Uuid::from_u128(62).into(),
        meeting_id: MEETING,
        resource_kind: booking::ResourceKind::Person,
        resource_id: ANN.into(),
        starts_at: at("2026-11-26T10:00:00Z"),
        ends_at: at("2026-11-26T13:30:00Z"),
        status: booking::Status::Held,
    });
}

async fn plans(db: &DatabaseConnection) {
    let run = PlanningRunId(Uuid::from_u128(70));
    let done = planning_run::Model {
        id: run,
        provider_id: ORG,
        state: planning_run::State::Done,
        requested_by: ANN,
        requested_at: at("2026-11-06T10:00:00Z"),
        started_at: Some(at("2026-11-06T10:00:01Z")),
        finished_at: Some(at("2026-11-06T10:00:02.5Z")),
        horizon_days: 70,
        time_limit_secs: 10,
        seed: 7,
        unplaced_points: Some(20),
        late_points: Some(0),
        family_points: Some(310),
        others_points: Some(42),
        cost: Some(1 << 50),
        bound: Some((1 << 50) - 1),
        problem_hash: Some("00ff00ff00ff00ff".to_owned()),
        versions: Some("scheduler 0.1.0".to_owned()),
        failure: None,
    };
    let failed = planning_run::Model {
        id: PlanningRunId(Uuid::from_u128(71)),
        state: planning_run::State::Failed,
        started_at: None,
        cost: None,
        bound: None,
        problem_hash: None,
        failure: Some(planning_run::Failure::Interrupted),
        ..done.clone()
    };
    keep!(db, planning_run: done, failed);
    keep!(db, planned_meeting: planned_meeting::Model {
        run_id: run,
        case_id: CASE,
        starts_at: at("2026-11-26T10:00:00Z"),
        ends_at: at("2026-11-26T13:30:00Z"),
        mode: Mode::InPerson,
        room_id: Some(ROOM),
        mediator_id: ANN,
        draft: "WzFd".to_owned(),
        explained: Some(Personal::new("{}")),
    });
    keep!(db, plan_prices: plan_prices::Model {
        run_id: run,
        prices: "{}".to_owned(),
    });
    keep!(db, unplaced_case: unplaced_case::Model {
        run_id: run,
        case_id: CASE,
        reason: unplaced_case::Reason::Contended,
        sentence: Personal::new("other cases need whom it needs"),
        explained: None,
    });
}

async fn casework(db: &DatabaseConnection) {
    keep!(db, case_record: case_record::Model {
        case_id: CASE,
        matter_id: MatterId(CASE.0),
        contacted_at: Some(at("2026-11-02T09:30:00Z")),
        is_appeal_contemplated: false,
        certificate_basis: Some(case_record::Basis::Deemed),
        certificate_due_from_on: Some(on("2026-11-20")),
        la_postponements: 2,
        proceeds_without: Some(participant::Role::Health),
        is_suspended: true,
        comments_until_on: None,
        outcome: Some(case_record::Outcome::Partial),
        closure: None,
    });
    keep!(db, case_event: case_event::Model {
        case_id: CASE,
        sequence: 1,
        words: "the local authority is told".to_owned(),
        happened_on: on("2026-11-02"),
        recorded_at: at("2026-11-02T09:30:00.5Z"),
        recorded_by: ANN,
        from_state: case::State::Requested,
        to_state: case::State::Arranging,
        corrects: None,
        corrected_from_on: None,
        corrected_to_on: None,
        reason: None,
    }, case_event::Model {
        case_id: CASE,
        sequence: 2,
        words: "a date is corrected".to_owned(),
        happened_on: on("2026-11-03"),
        recorded_at: at("2026-11-03T09:30:00Z"),
        recorded_by: ANN,
        from_state: case::State::Arranging,
        to_state: case::State::Arranging,
        corrects: Some("word to the local authority".to_owned()),
        corrected_from_on: Some(on("2026-11-02")),
        corrected_to_on: Some(on("2026-11-01")),
        reason: Some(Personal::new("It was a slip.")),
    });
    keep!(db, case_clock: case_clock::Model {
        case_id: CASE,
        rule: "C8".to_owned(),
        rule_from_on: on("2014-09-01"),
        started_on: on("2026-11-01"),
        due_on: on("2026-12-01"),
        citation: "SEND Regulations 2014, reg 36(2)".to_owned(),
        trace: "1 December 2026: thirty calendar days".to_owned(),
        met_on: None,
    });
    keep!(db, next_step: next_step::Model {
        id: NextStepId(Uuid::from_u128(90)),
        case_id: CASE,
        event_sequence: 1,
        kind: next_step::Kind::Document,
        owed_by: "the service".to_owned(),
        what: "request for mediation".to_owned(),
        owed_to: Some("the local authority".to_owned()),
        rule: None,
        due_on: None,
        done_at: Some(at("2026-11-03T09:30:00Z")),
        done_by: Some(ANN),
    });
    keep!(db, certificate: certificate::Model {
        id: CertificateId(Uuid::from_u128(91)),
        number: "C-1".to_owned(),
        case_id: CASE,
        basis: case_record::Basis::Deemed,
        triggered_on: on("2026-11-20"),
        due_on: on("2026-11-25"),
        issued_on: on("2026-11-20"),
        issued_by: ANN,
    });
    keep!(db, audit_event: audit_event::Model {
        sequence: 1,
        at: at("2026-11-03T09:30:00Z"),
        actor_id: Some(ANN),
        acting_as: "Coordinator".to_owned(),
        case_id: None,
        action: "mediationDecline".to_owned(),
        object_id: None,
        purpose: audit_event::Purpose::Casework,
        outcome: audit_event::Outcome::Refused,
        refusal: Some("NOT_FOUND".to_owned()),
        before_hash: None,
        after_hash: None,
        previous_hash: "0".repeat(64),
        hash: "1".repeat(64),
    });
}

async fn parties(db: &DatabaseConnection) {
    keep!(db, referral: referral::Model {
        case_id: CASE,
        referrer: referral::Referrer::SocialCare,
        referrer_person_id: Some(ANN),
        referrer_organisation_id: Some(ORG),
        recorded_by: ANN,
        stage: referral::Stage::BeforeDecision,
        is_family_told: true,
        is_looked_after_asked: true,
        is_duplicate_confirmed: false,
        wants_support: Some(false),
        identity: Some(referral::Identity::AlternativePerson),
        consent: Some(referral::Consent::NoReply),
        consent_on: Some(on("2026-11-04")),
        signposted_to: None,
        accepted_at: Some(at("2026-11-04T09:30:00Z")),
        erased_at: None,
    });
    keep!(db, referral_avenue:
        referral_avenue::Model { case_id: CASE, avenue: referral_avenue::Avenue::HeadTeacher },
        referral_avenue::Model { case_id: CASE, avenue: referral_avenue::Avenue::Senco }
    );
    keep!(db, contact_attempt: contact_attempt::Model {
        id: ContactAttemptId(Uuid::from_u128(100)),
        case_id: CASE,
        attempted_at: at("2026-11-03T17:00:00Z"),
        way: contact_attempt::Way::ThroughSomebody,
        outcome: contact_attempt::Outcome::MessageLeft,
        note: Some(Personal::new("after six")),
        recorded_by: ANN,
    });
    keep!(db, enquiry: enquiry::Model {
        id: EnquiryId(Uuid::from_u128(101)),
        provider_id: ORG,
        la_id: ORG,
        topic: enquiry::Topic::OtherHelp,
        answer: Personal::new("how appeals work"),
        asked_on: on("2026-11-03"),
        recorded_by: ANN,
        recorded_at: at("2026-11-03T17:00:00Z"),
    });
    keep!(db, seat_basis: seat_basis::Model {
        participant_id: SEAT,
        basis: seat_basis::Basis::OtherMediatorConsent,
        relationship: Some(seat_basis::Relationship::ResponsibilityHolder),
        wants_support: None,
    });
    keep!(db, attendance_proposal: attendance_proposal::Model {
        id: AttendanceProposalId(Uuid::from_u128(102)),
        case_id: CASE,
        person_id: BEN,
        role: participant::Role::Other,
        asked_on: on("2026-11-03"),
        state: attendance_proposal::State::NotAdmitted,
        proposed_by: ANN,
        decided_by: Some(ANN),
        decided_at: Some(at("2026-11-05T17:00:00Z")),
    });
    keep!(db, attendance_answer: attendance_answer::Model {
        proposal_id: AttendanceProposalId(Uuid::from_u128(102)),
        participant_id: SEAT,
        is_consent: false,
        answered_on: on("2026-11-04"),
        recorded_by: ANN,
    });
    keep!(db, childs_view: childs_view::Model {
        id: ChildsViewId(Uuid::from_u128(103)),
        case_id: CASE,
        method: childs_view::Method::ThroughFamily,
        obtained_by: Sealed::shut("the grandmother"),
        obtained_on: on("2026-11-04"),
        text: Sealed::shut("I like the small class."),
        scope: childs_view::Scope::FamilyAndMediator,
        recorded_by: ANN,
        recorded_at: at("2026-11-04T17:00:00Z"),
    });
    keep!(db, alternative_person: alternative_person::Model {
        case_id: CASE,
        person_id: ANN,
        basis: alternative_person::Basis::ParentsRepresentative,
        named_on: on("2026-11-04"),
        named_by: ANN,
    });
    keep!(db, interpreter_booking: interpreter_booking::Model {
        id: InterpreterBookingId(Uuid::from_u128(104)),
        case_id: CASE,
        kind: interpreter_booking::Kind::Lipspeaker,
        language: "en".to_owned(),
        count: 2,
        lead_days: 14,
        agency_id: Some(ORG),
        ready_from_on: on("2026-11-18"),
        booked_by: ANN,
        booked_at: at("2026-11-04T17:00:00Z"),
    });
}

async fn preparation(db: &DatabaseConnection) {
    let summary_id = SummaryId(Uuid::from_u128(101));
    keep!(db, mediator_introduction: mediator_introduction::Model {
        meeting_id: MEETING,
        mediator_id: ANN,
        introduced_on: on("2026-11-20"),
        recorded_at: at("2026-11-20T10:00:00Z"),
    });
    keep!(db, prep_contact: prep_contact::Model {
        id: PrepContactId(Uuid::from_u128(100)),
        meeting_id: MEETING,
        mediator_id: ANN,
        person_id: BEN,
        way: prep_contact::Way::InPerson,
        contacted_at: at("2026-11-20T10:00:00.25Z"),
        minutes: 25,
        note: Some(Sealed::shut("Would rather not begin.")),
    });
    keep!(db, summary: summary::Model {
        id: summary_id,
        case_id: CASE,
        participant_id: SEAT,
        way: summary::Way::NoneThisTime,
        text: None,
        written_by: ANN,
        written_at: at("2026-11-20T10:00:00Z"),
        exchanged_at: Some(at("2026-11-21T10:00:00Z")),
        exchanged_by: Some(ANN),
    });
    keep!(db, summary_reader: summary_reader::Model { summary_id, person_id: BEN });
    keep!(db, authority_declaration: authority_declaration::Model {
        participant_id: SEAT,
        person_id: ANN,
        state: authority_declaration::State::ConfirmedByMediator,
        limits: authority_declaration::Limits::Written,
        limit_text: Some(Personal::new("Up to three hours a week.")),
        may_sign: true,
        declared_at: at("2026-11-20T10:00:00Z"),
        declared_by: ANN,
        confirmed_at: Some(at("2026-11-21T10:00:00Z")),
        confirmed_by: Some(ANN),
        found_on: None,
    });
}

async fn the_day(db: &DatabaseConnection) {
    keep!(db, ground_rules_signature: ground_rules_signature::Model {
        meeting_id: MEETING,
        person_id: ANN,
        wording: "2026-1".to_owned(),
        signed_at: at("2026-11-24T09:30:00Z"),
        recorded_by: ANN,
    });
    keep!(db, attendance: attendance::Model {
        meeting_id: MEETING,
        person_id: ANN,
        presence: attendance::Presence::Partly,
        basis: Some(attendance::Basis::OtherMediatorConsent),
        arrived_at: Some(at("2026-11-24T09:30:00Z")),
        left_at: Some(at("2026-11-24T11:30:00Z")),
        authority: Some(attendance::Authority::Present),
        recorded_at: at("2026-11-24T11:31:00Z"),
        recorded_by: ANN,
    }, attendance::Model {
        meeting_id: MEETING,
        person_id: BEN,
        presence: attendance::Presence::Absent,
        basis: None,
        arrived_at: None,
        left_at: None,
        authority: None,
        recorded_at: at("2026-11-24T11:31:00Z"),
        recorded_by: ANN,
    });
}

async fn agreed(db: &DatabaseConnection) {
    let agreement_id = AgreementId(Uuid::from_u128(110));
    let decision_id = AgreementDecisionId(Uuid::from_u128(111));
    keep!(db, agreement: agreement::Model {
        id: agreement_id,
        case_id: CASE,
        state: agreement::State::TypedSent,
        parties: agreement::Parties::FamilyAndSchool,
        edition: 1,
        agreed_on: on("2026-11-24"),
        signed_on: Some(on("2026-11-24")),
        typed_sent_on: Some(on("2026-11-25")),
    });
    keep!(db, agreement_edition: agreement_edition::Model {
        agreement_id,
        edition: 1,
        agreed_on: on("2026-11-24"),
        check_how: Personal::new("The school writes to everybody."),
        check_on: on("2027-01-05"),
        check_trace: "5 January 2027: six weeks".to_owned(),
        reason: None,
        recorded_at: at("2026-11-24T12:00:00Z"),
        recorded_by: ANN,
    }, agreement_edition::Model {
        agreement_id,
        edition: 2,
        agreed_on: on("2026-12-01"),
        check_how: Personal::new("The family telephones."),
        check_on: on("2027-01-12"),
        check_trace: "12 January 2027: six weeks".to_owned(),
        reason: Some(Personal::new("The therapist was ill.")),
        recorded_at: at("2026-12-01T12:00:00Z"),
        recorded_by: ANN,
    });
    keep!(db, agreement_decision: agreement_decision::Model {
        id: decision_id,
        agreement_id,
        position: 1,
        text: Personal::new("Therapy goes on."),
        issue_id: Some(IssueId(Uuid::from_u128(52))),
        is_for_panel: true,
        panel_on: Some(on("2026-12-02")),
        from_edition: 1,
        until_edition: None,
    });
    let action = agreement_action::Model {
        id: AgreementActionId(Uuid::from_u128(112)),
        agreement_id,
        case_id: CASE,
        position: 1,
        what: Personal::new("Books the therapist."),
        decision_id: Some(decision_id),
        issue_id: None,
        owner_person_id: None,
        owner_organisation_id: Some(ORG),
        category: Some(agreement_action::Category::DraftPlan),
        agreed_on: on("2026-11-24"),
        agreed_override_on: None,
        due_on: Some(on("2026-12-29")),
        rule: Some("C21".to_owned()),
        citation: Some("SEND Regulations 2014, reg 44(2)(c)".to_owned()),
        trace: Some("29 December 2026: five weeks".to_owned()),
        state: agreement_action::State::Done,
        done_on: Some(on("2026-12-20")),
        from_edition: 1,
        until_edition: Some(1),
    };
    keep!(db, agreement_action: action.clone(), agreement_action::Model {
        id: AgreementActionId(Uuid::from_u128(113)),
        decision_id: None,
        owner_person_id: Some(BEN),
        owner_organisation_id: None,
        category: None,
        due_on: None,
        rule: None,
        citation: None,
        trace: None,
        state: agreement_action::State::DueSoon,
        done_on: None,
        from_edition: 2,
        until_edition: None,
        ..action
    });
    keep!(db, agreement_signatory: agreement_signatory::Model {
        agreement_id,
        edition: 1,
        person_id: BEN,
        role: participant::Role::Education,
        signed_on: Some(on("2026-11-24")),
    });
    keep!(db, agreement_copy: agreement_copy::Model {
        agreement_id,
        edition: 1,
        person_id: BEN,
        sent_on: on("2026-11-25"),
        sent_by: ANN,
    });
}

async fn after(db: &DatabaseConnection) {
    keep!(db, action_report: action_report::Model {
        action_id: AgreementActionId(Uuid::from_u128(112)),
        sequence: 1,
        kind: action_report::Kind::NotKept,
        happened_on: on("2026-12-30"),
        recorded_at: at("2026-12-30T09:30:00Z"),
        recorded_by: ANN,
        text: Some(Personal::new("Nobody came.")),
    });
    keep!(db, follow_up_check: follow_up_check::Model {
        case_id: CASE,
        sequence: 1,
        checked_on: on("2027-01-05"),
        asked: participant::Role::Family,
        working: follow_up_check::Working::Partly,
        problems: Some(Personal::new("The therapist is late.")),
        next: None,
        relationship: follow_up_check::Relationship::NotSaid,
        recorded_at: at("2027-01-05T09:30:00Z"),
        recorded_by: ANN,
    });
    keep!(db, appeal_watch: appeal_watch::Model {
        case_id: CASE,
        known: appeal_watch::Known::Lodged,
        lodged_on: Some(on("2027-01-04")),
        recorded_at: at("2027-01-05T09:30:00Z"),
        recorded_by: ANN,
    });
    let answered = evaluation::Model {
        case_id: CASE,
        person_id: ANN,
        role: participant::Role::LocalAuthority,
        invited_at: at("2026-11-27T09:30:00Z"),
        submitted_at: Some(at("2026-11-28T09:30:00Z")),
        channel: Some(evaluation::Channel::OnDay),
        service: Some(5),
        mediator: Some(4),
        preparation: Some(3),
        fairness: Some(2),
        heard: Some(1),
        outcome: Some(5),
        text: Some(Personal::new("Well run.")),
        may_quote: true,
    };
    keep!(db, evaluation: answered.clone(), evaluation::Model {
        person_id: BEN,
        submitted_at: None,
        channel: None,
        service: None,
        mediator: None,
        preparation: None,
        fairness: None,
        heard: None,
        outcome: None,
        text: None,
        may_quote: false,
        ..answered
    });
    keep!(db, complaint: complaint::Model {
        id: ComplaintId(Uuid::from_u128(120)),
        case_id: CASE,
        complainant_id: ANN,
        about: complaint::About::Person,
        about_person_id: Some(BEN),
        action_id: None,
        text: Sealed::shut("Nobody rang back."),
        made_on: on("2026-12-01"),
        recorded_at: at("2026-12-01T09:30:00Z"),
        recorded_by: ANN,
        outcome: Some(Sealed::shut("An apology.")),
        resolved_at: Some(at("2026-12-08T09:30:00Z")),
        resolved_by: Some(BEN),
    });
    let concern_id = SafeguardingConcernId(Uuid::from_u128(121));
    keep!(db, safeguarding_concern: safeguarding_concern::Model {
        id: concern_id,
        case_id: CASE,
        category: safeguarding_concern::Category::SelfHarm,
        text: Sealed::shut("What was said."),
        referred_to: Some(Sealed::shut("The safeguarding team")),
        referred_on: Some(on("2026-12-01")),
        raised_at: at("2026-12-01T09:30:00Z"),
        raised_by: ANN,
    });
    keep!(db, safeguarding_reader: safeguarding_reader::Model { concern_id, person_id: BEN });
    expenses(db).await;
}

async fn expenses(db: &DatabaseConnection) {
    keep!(db, expense_terms: expense_terms::Model {
        provider_id: ORG,
        body_id: ORG,
        needs_prior_agreement: true,
        needs_evidence: false,
        recorded_at: at("2026-12-01T09:30:00Z"),
        recorded_by: ANN,
    });
    let claim_id = ExpenseClaimId(Uuid::from_u128(122));
    keep!(db, expense_claim: expense_claim::Model {
        id: claim_id,
        case_id: CASE,
        claimant_id: ANN,
        payer_id: ORG,
        state: expense_claim::State::Refused,
        allowed_pence: 310,
        claimed_at: at("2026-12-01T09:30:00Z"),
        recorded_by: ANN,
        decided_at: Some(at("2026-12-02T09:30:00Z")),
        decided_by: Some(BEN),
        reason: Some(Personal::new("Paid before.")),
    });
    keep!(db, expense_item: expense_item::Model {
        claim_id,
        position: 1,
        kind: expense_item::Kind::Mileage,
        spent_on: on("2026-11-26"),
        amount_pence: None,
        quantity: Some(124),
        cared_for: None,
        evidence: Some(Personal::new("map")),
        agreed_on: None,
        allowed_pence: 310,
        trace: "12.4 miles at 25p".to_owned(),
    });
}

async fn pack(db: &DatabaseConnection) {
    keep!(db, agenda_item: agenda_item::Model {
        case_id: CASE,
        position: 1,
        title: Personal::new("What works"),
        opened_by: Some(participant::Role::Family),
        minutes: None,
        added_at: at("2026-11-20T09:30:00Z"),
        added_by: ANN,
    });
    keep!(db, meeting_paper: meeting_paper::Model {
        case_id: CASE,
        position: 1,
        title: Personal::new("Report of the school"),
        from_role: participant::Role::Education,
        added_at: at("2026-11-20T09:30:00Z"),
        added_by: ANN,
        circulated_on: Some(on("2026-11-21")),
    });
    keep!(db, meeting_notes: meeting_notes::Model {
        case_id: CASE,
        text: Sealed::shut("All agreed that…"),
        written_at: at("2026-11-27T09:30:00Z"),
        written_by: ANN,
    });
    keep!(db, note_comment: note_comment::Model {
        case_id: CASE,
        position: 1,
        person_id: BEN,
        text: None,
        commented_at: at("2026-11-28T09:30:00Z"),
    });
}
