//! A quarter whose every figure is known: cases written down row by row, with the dates of the day.
//!
//! The quarter is 1 April to 30 June 2025, and over when a test begins. All cases are the northern
//! service's, for the authority Ambleshire.

use api::domain::case::{NewCase, NewIssue, NewParticipant};
use api::domain::contract::{self, NewContract};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use entities::agreement_action::Category;
use entities::attendance::Presence;
use entities::case::{Kind, State};
use entities::issue::Domain;
use entities::meeting::{CancelCause, CancelSide};
use entities::participant::Role;
use entities::{
    AgreementActionId, AgreementId, AttendeeId, AvailabilityRequestId, CaseId, CertificateId,
    ChildsViewId, ComplaintId, ExpenseClaimId, InterpreterBookingId, MeetingId, Mode,
    ParticipantId, PersonId, Personal, PlanningRunId, RoomId, SafeguardingConcernId, Sealed,
    agreement, agreement_action, agreement_edition, appeal_watch, attendance, attendee,
    availability_request, case, case_clock, case_event, case_record, certificate, childs_view,
    complaint, evaluation, expense_claim, follow_up_check, interpreter_booking, meeting,
    participant, planned_meeting, planning_run, referral, room, safeguarding_concern,
};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel, QueryFilter as _,
};
use tests::database::TestDatabase;
use tests::open::{new_case, seat};
use tests::{Region, TestApp};

/// The first day.
pub(super) const FROM: &str = "2025-04-01";
/// The last day.
pub(super) const TO: &str = "2025-06-30";

/// A day, as it is written.
pub(super) fn day(text: &str) -> NaiveDate {
    text.parse().expect("it is a day")
}

/// Nine o'clock in London on a day in summer.
pub(super) fn nine(text: &str) -> DateTime<Utc> {
    at(&format!("{text}T08:00:00Z"))
}

/// An instant.
pub(super) fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("it is an instant")
}

/// The books of the service.
pub(super) struct Ledger {
    pub(super) app: TestApp,
    pub(super) region: Region,
    /// Ash in S1 and Cedar in S35.
    rooms: [RoomId; 2],
}

/// A date that was held for a case.
#[derive(Clone, Copy)]
pub(super) struct Dated {
    /// The day on which it was held.
    pub(super) held: &'static str,
    /// The day on which everybody agreed; none when they did not.
    pub(super) agreed: Option<&'static str>,
    /// The day of the meeting.
    pub(super) on: &'static str,
    /// What became of it.
    pub(super) state: meeting::State,
    /// Where: in S1, in S35, or by video.
    pub(super) place: Option<usize>,
}

impl Ledger {
    /// Empty books.
    pub(super) async fn new(database: TestDatabase) -> Self {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let mut rooms = Vec::new();
        for name in ["Ash", "Cedar"] {
            let found = room::Entity::find().filter(room::Column::Name.eq(name));
            let found = found.one(&app.app.db).await.expect("the database answers");
            rooms.push(found.expect("the region has it").id);
        }
        let rooms = [rooms[0], rooms[1]];
        Self { app, region, rooms }
    }

    /// Writes a row down.
    pub(super) async fn put<M>(&self, row: M)
    where
        M: IntoActiveModel<<M::Entity as sea_orm::EntityTrait>::ActiveModel> + sea_orm::ModelTrait,
        <M::Entity as sea_orm::EntityTrait>::ActiveModel: Send,
    {
        M::Entity::insert(row.into_active_model())
            .exec_without_returning(&self.app.app.db)
            .await
            .expect("the row makes sense");
    }

    /// Opens a case of Ambleshire's on a day, with a family and somebody of the authority who may decide
    /// everything.
    pub(super) async fn open(
        &self,
        reference: &str,
        kind: Kind,
        opened_at: DateTime<Utc>,
        domains: &[Domain],
    ) -> CaseId {
        let bodies = self.region.bodies;
        let family = self.region.cases.med_e.1;
        let new = new_case(reference, kind, bodies.north, bodies.la, family.child);
        let officers = self.region.staff.la_officers.iter();
        let officers = NewParticipant {
            organisation: Some(bodies.la),
            person: None,
            pool: officers.map(|&id| (id, domains.to_vec())).collect(),
            ..seat(Role::LocalAuthority, family.parent)
        };
        let issues = domains.iter().map(|&domain| NewIssue {
            domain,
            is_appealable: true,
            text: None,
        });
        let mut participants = vec![seat(Role::Family, family.parent)];
        let bodies_come = [Kind::MedE, Kind::FacAr, Kind::FacTac].contains(&kind);
        if bodies_come {
            participants.push(officers);
        }
        if kind == Kind::DrP {
            participants.push(NewParticipant {
                organisation: Some(self.region.bodies.school),
                ..seat(Role::Education, self.region.staff.teacher)
            });
        }
        let told = (kind == Kind::MedE).then_some(opened_at);
        self.app
            .open(NewCase {
                opened_at,
                la_informed_at: told,
                icb_informed_at: None,
                notice_sent_on: None,
                issues: issues.collect(),
                participants,
                ..new
            })
            .await
    }

    /// Notes a step of a case: its position, the states, and the day.
    pub(super) async fn step(&self, case: CaseId, ix: i32, states: (State, State), on: &str) {
        self.put(case_event::Model {
            case_id: case,
            sequence: 100 + ix,
            words: "a step".to_owned(),
            happened_on: day(on),
            recorded_at: nine(on),
            recorded_by: self.region.staff.coordinator,
            from_state: states.0,
            to_state: states.1,
            corrects: None,
            corrected_from_on: None,
            corrected_to_on: None,
            reason: None,
        })
        .await;
    }

    /// Notes a date of a case, with the seats that were to come.
    pub(super) async fn dated(&self, case: CaseId, date: Dated, roles: &[Role]) -> MeetingId {
        let id = MeetingId(self.app.app.ids.next());
        let starts_at = nine(date.on);
        let is_off = date.state == meeting::State::Cancelled;
        self.put(meeting::Model {
            id,
            case_id: case,
            state: date.state,
            mode: date.place.map_or(Mode::Video, |_| Mode::InPerson),
            starts_at,
            ends_at: starts_at + TimeDelta::hours(3),
            room_id: date.place.map(|place| self.rooms[place]),
            mediator_id: self.region.staff.mediators[0],
            held_at: nine(date.held),
            held_by: self.region.staff.coordinator,
            expires_at: None,
            confirmed_at: date.agreed.map(nine),
            // Two days before the meeting, by the authority.
            cancelled_at: is_off.then(|| starts_at - TimeDelta::days(2)),
            cancelled_by: is_off.then_some(self.region.staff.coordinator),
            cancel_cause: is_off.then_some(CancelCause::LaUnavailable),
            cancel_side: is_off.then_some(CancelSide::La),
            version: 1,
        })
        .await;
        for &role in roles {
            let seat = self.seat(case, role).await;
            let person_id = self.person(role);
            self.put(attendee::Model {
                id: AttendeeId(self.app.app.ids.next()),
                meeting_id: id,
                participant_id: seat,
                person_id,
                role,
            })
            .await;
        }
        id
    }

    /// Notes that notice of a date was given, and by when it had to be.
    pub(super) async fn noticed(&self, case: CaseId, [on, due_on, given_on]: [&str; 3]) {
        self.put(case_clock::Model {
            case_id: case,
            rule: "C12".to_owned(),
            rule_from_on: day("2014-09-01"),
            started_on: day(on),
            due_on: day(due_on),
            citation: "SEND Regulations 2014, reg 37(2)".to_owned(),
            trace: "five working days before the meeting".to_owned(),
            met_on: Some(day(given_on)),
        })
        .await;
    }

    /// Who comes as this.
    fn person(&self, role: Role) -> PersonId {
        match role {
            Role::LocalAuthority => self.region.staff.la_officers[0],
            Role::Interpreter => self.region.staff.interpreters[0],
            _ => self.region.cases.med_e.1.parent,
        }
    }

    /// Notes on the day whether whoever was to come as this was there.
    pub(super) async fn came(&self, meeting: MeetingId, role: Role, presence: Presence) {
        self.put(attendance::Model {
            meeting_id: meeting,
            person_id: self.person(role),
            presence,
            basis: None,
            arrived_at: (presence != Presence::Absent).then(|| self.app.app.now()),
            left_at: None,
            authority: None,
            recorded_at: self.app.app.now(),
            recorded_by: self.region.staff.coordinator,
        })
        .await;
    }

    /// Notes an agreement of a day, with what is promised in it: what sort, until when, and when it was
    /// done.
    pub(super) async fn agreed(
        &self,
        case: CaseId,
        on: &str,
        promises: &[(Category, &str, Option<&str>)],
    ) {
        let agreement_id = AgreementId(self.app.app.ids.next());
        self.put(agreement::Model {
            id: agreement_id,
            case_id: case,
            state: agreement::State::TypedSent,
            parties: agreement::Parties::All,
            edition: 1,
            agreed_on: day(on),
            signed_on: Some(day(on)),
            typed_sent_on: Some(day(on)),
        })
        .await;
        for (position, &(category, due_on, done_on)) in (1..).zip(promises) {
            self.put(agreement_action::Model {
                id: AgreementActionId(self.app.app.ids.next()),
                agreement_id,
                case_id: case,
                position,
                what: Personal::new("Write to the family."),
                decision_id: None,
                issue_id: None,
                owner_person_id: None,
                owner_organisation_id: Some(self.region.bodies.la),
                category: Some(category),
                agreed_on: day(on),
                agreed_override_on: None,
                due_on: Some(day(due_on)),
                rule: Some("C16".to_owned()),
                citation: Some("a regulation".to_owned()),
                trace: Some("a step".to_owned()),
                state: done_on.map_or(agreement_action::State::Open, |_| {
                    agreement_action::State::Done
                }),
                done_on: done_on.map(day),
                from_edition: 1,
                until_edition: None,
            })
            .await;
        }
    }

    /// Notes when the agreement of a case is to be checked, and when it was.
    pub(super) async fn checked(&self, case: CaseId, due: &str, made: Option<&str>) {
        let found = agreement::Entity::find().filter(agreement::Column::CaseId.eq(case));
        let found = found
            .one(&self.app.app.db)
            .await
            .expect("the database answers");
        self.put(agreement_edition::Model {
            agreement_id: found.expect("it was noted").id,
            edition: 1,
            agreed_on: day(due),
            check_how: Personal::new("By telephone."),
            check_on: day(due),
            check_trace: "a step".to_owned(),
            reason: None,
            recorded_at: nine(due),
            recorded_by: self.region.staff.coordinator,
        })
        .await;
        if let Some(made) = made {
            self.put(follow_up_check::Model {
                case_id: case,
                sequence: 1,
                checked_on: day(made),
                asked: Role::Family,
                working: follow_up_check::Working::Well,
                problems: None,
                next: None,
                relationship: follow_up_check::Relationship::Better,
                recorded_at: nine(made),
                recorded_by: self.region.staff.coordinator,
            })
            .await;
        }
    }

    /// Notes at which stage of the disagreement a case came.
    pub(super) async fn referred(&self, case: CaseId, stage: referral::Stage) {
        self.put(referral::Model {
            case_id: case,
            referrer: referral::Referrer::Family,
            referrer_person_id: Some(self.person(Role::Family)),
            referrer_organisation_id: None,
            recorded_by: self.region.staff.coordinator,
            stage,
            is_family_told: true,
            is_looked_after_asked: true,
            is_duplicate_confirmed: false,
            wants_support: None,
            identity: Some(referral::Identity::Parent),
            consent: None,
            consent_on: None,
            signposted_to: None,
            accepted_at: Some(self.app.app.now()),
            erased_at: None,
        })
        .await;
    }

    /// Notes that the child's views were obtained on a day.
    pub(super) async fn heard(&self, case: CaseId, on: &str) {
        self.put(childs_view::Model {
            id: ChildsViewId(self.app.app.ids.next()),
            case_id: case,
            method: childs_view::Method::Conversation,
            obtained_by: Sealed::shut("The mediator."),
            obtained_on: day(on),
            text: Sealed::shut("I like the small class."),
            scope: childs_view::Scope::FamilyAndMediator,
            recorded_by: self.region.staff.coordinator,
            recorded_at: nine(on),
        })
        .await;
    }

    /// Notes that a signer was booked on a day.
    pub(super) async fn signer(&self, case: CaseId, on: &str) {
        self.put(interpreter_booking::Model {
            id: InterpreterBookingId(self.app.app.ids.next()),
            case_id: case,
            kind: interpreter_booking::Kind::Bsl,
            language: "bsl".to_owned(),
            count: 1,
            lead_days: 0,
            agency_id: None,
            ready_from_on: day(on),
            booked_by: self.region.staff.coordinator,
            booked_at: nine(on),
        })
        .await;
    }

    /// Notes what is known of an appeal: its day, or that there is none.
    pub(super) async fn appealed(&self, case: CaseId, on: Option<&str>) {
        self.put(appeal_watch::Model {
            case_id: case,
            known: match on {
                Some(_) => appeal_watch::Known::Lodged,
                None => appeal_watch::Known::NotLodged,
            },
            lodged_on: on.map(day),
            recorded_at: self.app.app.now(),
            recorded_by: self.region.staff.coordinator,
        })
        .await;
    }

    /// Notes that the family was invited to evaluate, and what it answered for the service and the
    /// mediator.
    pub(super) async fn evaluated(
        &self,
        case: CaseId,
        invited: &str,
        answer: Option<(&str, i32, i32)>,
    ) {
        self.put(evaluation::Model {
            case_id: case,
            person_id: self.person(Role::Family),
            role: Role::Family,
            invited_at: nine(invited),
            submitted_at: answer.map(|(on, ..)| nine(on)),
            channel: answer.map(|_| evaluation::Channel::Electronic),
            service: answer.map(|(_, service, _)| service),
            mediator: answer.map(|(.., mediator)| mediator),
            preparation: answer.map(|_| 3),
            fairness: answer.map(|_| 3),
            heard: answer.map(|_| 3),
            outcome: answer.map(|_| 3),
            text: None,
            may_quote: false,
        })
        .await;
    }

    /// Notes a complaint about the service, and whether it was resolved.
    pub(super) async fn complained(&self, case: CaseId, on: &str, is_resolved: bool) {
        let by = self.region.staff.manager;
        self.put(complaint::Model {
            id: ComplaintId(self.app.app.ids.next()),
            case_id: case,
            complainant_id: self.person(Role::Family),
            about: complaint::About::Service,
            about_person_id: None,
            action_id: None,
            text: Sealed::shut("Nobody rang back."),
            made_on: day(on),
            recorded_at: nine(on),
            recorded_by: by,
            outcome: is_resolved.then(|| Sealed::shut("We said sorry.")),
            resolved_at: is_resolved.then(|| nine(on)),
            resolved_by: is_resolved.then_some(by),
        })
        .await;
    }

    /// Notes a safeguarding concern that was referred the same day.
    pub(super) async fn worried(&self, case: CaseId, at: DateTime<Utc>) {
        self.put(safeguarding_concern::Model {
            id: SafeguardingConcernId(self.app.app.ids.next()),
            case_id: case,
            category: safeguarding_concern::Category::Other,
            text: Sealed::shut("Something was said."),
            referred_to: Some(Sealed::shut("The designated lead.")),
            referred_on: Some(api::app::day_of(at)),
            raised_at: at,
            raised_by: self.region.staff.mediators[0],
        })
        .await;
    }

    /// Notes what the family claimed for the day, as far as the rates allow it.
    pub(super) async fn claimed(&self, case: CaseId, pence: i32, state: expense_claim::State) {
        let by = self.region.staff.coordinator;
        let is_decided = state != expense_claim::State::Claimed;
        let is_refused = state == expense_claim::State::Refused;
        self.put(expense_claim::Model {
            id: ExpenseClaimId(self.app.app.ids.next()),
            case_id: case,
            claimant_id: self.person(Role::Family),
            payer_id: self.region.bodies.la,
            state,
            allowed_pence: pence,
            claimed_at: self.app.app.now(),
            recorded_by: by,
            decided_at: is_decided.then(|| self.app.app.now()),
            decided_by: is_decided.then_some(by),
            reason: is_refused.then(|| Personal::new("No tickets.")),
        })
        .await;
    }

    /// The seat of a role in a case.
    pub(super) async fn seat(&self, case: CaseId, role: Role) -> Option<ParticipantId> {
        participant::Entity::find()
            .filter(participant::Column::CaseId.eq(case))
            .filter(participant::Column::Role.eq(role))
            .one(&self.app.app.db)
            .await
            .expect("the database answers")
            .map(|row| row.id)
    }

    /// Notes that a mediation was held, and ended the same day.
    pub(super) async fn held(&self, case: CaseId, on: &str, outcome: case_record::Outcome) {
        self.step(case, 1, (State::Prepared, State::InSession), on)
            .await;
        self.step(case, 2, (State::InSession, State::Concluded), on)
            .await;
        self.record(case, |record| record.outcome = Some(outcome))
            .await;
    }

    /// Changes the record of a case.
    pub(super) async fn record(&self, case: CaseId, change: impl Fn(&mut case_record::Model)) {
        let db = &self.app.app.db;
        let found = case_record::Entity::find_by_id(case).one(db).await;
        let mut row = found
            .expect("the database answers")
            .expect("each case has one");
        change(&mut row);
        let row = row.into_active_model().reset_all();
        row.update(db).await.expect("the row makes sense");
    }

    /// Changes a case.
    pub(super) async fn case(&self, case: CaseId, change: impl Fn(&mut case::Model)) {
        let db = &self.app.app.db;
        let found = case::Entity::find_by_id(case).one(db).await;
        let mut row = found.expect("the database answers").expect("it was opened");
        change(&mut row);
        let row = row.into_active_model().reset_all();
        row.update(db).await.expect("the row makes sense");
    }

    /// Notes a certificate: why, since when, until when, and its date.
    pub(super) async fn certificate(
        &self,
        case: CaseId,
        basis: case_record::Basis,
        [triggered, due, issued]: [&str; 3],
    ) {
        let id = CertificateId(self.app.app.ids.next());
        self.put(certificate::Model {
            id,
            number: format!("C-{}", id.0),
            case_id: case,
            basis,
            triggered_on: day(triggered),
            due_on: day(due),
            issued_on: day(issued),
            issued_by: self.region.staff.adviser,
        })
        .await;
    }

    /// Notes that the holder of a seat was asked for dates, until when, and when the answer came.
    pub(super) async fn asked(&self, case: CaseId, role: Role, [sent, due, answered]: [&str; 3]) {
        let person_id = self.person(role);
        self.put(availability_request::Model {
            id: AvailabilityRequestId(self.app.app.ids.next()),
            case_id: case,
            participant_id: self.seat(case, role).await.expect("it has the seat"),
            person_id,
            sent_at: nine(sent),
            due_on: day(due),
            answered_at: Some(nine(answered)),
            reminder_count: 0,
        })
        .await;
    }

    /// A planning run that ended on a day.
    pub(super) async fn run(&self, on: &str) -> PlanningRunId {
        let id = PlanningRunId(self.app.app.ids.next());
        let when = nine(on);
        self.put(planning_run::Model {
            id,
            provider_id: self.region.bodies.north,
            state: planning_run::State::Done,
            requested_by: self.region.staff.coordinator,
            requested_at: when,
            started_at: Some(when),
            finished_at: Some(when),
            horizon_days: 42,
            time_limit_secs: 10,
            seed: 1,
            unplaced_points: Some(0),
            late_points: Some(0),
            family_points: Some(0),
            others_points: Some(0),
            cost: Some(0),
            bound: Some(0),
            problem_hash: None,
            versions: None,
            failure: None,
        })
        .await;
        id
    }

    /// What a run planned for a case.
    pub(super) async fn planned(&self, run: PlanningRunId, case: CaseId, on: &str) {
        let starts_at = nine(on);
        self.put(planned_meeting::Model {
            run_id: run,
            case_id: case,
            starts_at,
            ends_at: starts_at + TimeDelta::hours(3),
            mode: Mode::InPerson,
            room_id: Some(self.rooms[0]),
            mediator_id: self.region.staff.mediators[0],
            draft: "{}".to_owned(),
            explained: None,
        })
        .await;
    }

    /// A contract of that year for a hundred mediations.
    pub(super) async fn contract(&self) {
        let new = NewContract {
            commissioner: self.region.bodies.la,
            provider: self.region.bodies.north,
            from_on: day("2025-01-01"),
            to_on: day("2025-12-31"),
            volume_cap: Some(100),
            kinds: vec![Kind::MedE],
        };
        contract::sign(&self.app.app, new)
            .await
            .expect("a contract is recorded");
    }
}
