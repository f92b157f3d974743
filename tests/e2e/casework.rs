//! Cases from the first contact to the last kept promise, recorded step by step.

use api::domain::case::NewCase;
use chrono::TimeDelta;
use entities::case::{Kind, State};
use entities::participant::Role;
use entities::{CaseId, PersonId, audit_event};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use serde_json::{Value, json};
use tests::app::start_of_test;
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::open::{new_case, pool, seat};
use tests::settle::day;
use tests::{Region, Sitting, TestApp, both};

/// Everything a step answers with that a test looks at.
const PAYLOAD: &str = "case { id reference state version } userErrors { code rule message field }";

/// A world with a family that has just got in touch.
struct World {
    app: TestApp,
    region: Region,
    /// The contact with the adviser.
    contact: Value,
}

impl World {
    async fn make(database: TestDatabase) -> Self {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let family = region.cases.med_e.1;
        let new = new_case(
            "A-1",
            Kind::Mia,
            region.bodies.north,
            region.bodies.la,
            family.child,
        );
        let id = app
            .open(NewCase {
                state: State::Enquiry,
                la_informed_at: None,
                icb_informed_at: None,
                participants: vec![seat(Role::Family, family.parent)],
                ..new
            })
            .await;
        let contact = json!(id.gid());
        Self {
            app,
            region,
            contact,
        }
    }

    /// Opens another case of the same family, in which nothing has happened.
    async fn opened(&self, reference: &str, kind: Kind, state: State) -> Value {
        let family = self.region.cases.med_e.1;
        let bodies = self.region.bodies;
        let new = new_case(reference, kind, bodies.north, bodies.la, family.child);
        let officers = pool(
            Role::LocalAuthority,
            bodies.la,
            &self.region.staff.la_officers,
        );
        let id = self
            .app
            .open(NewCase {
                state,
                la_informed_at: None,
                icb_informed_at: None,
                notice_sent_on: None,
                participants: vec![seat(Role::Family, family.parent), officers],
                ..new
            })
            .await;
        json!(id.gid())
    }

    /// A case whose meeting is prepared, on the day of the meeting, with everybody there, and suspended.
    async fn suspended_on(&self, case: CaseId) -> (Value, Value) {
        let sitting = Sitting::arranged(&self.app, &self.region, case).await;
        sitting.prepared().await;
        let id = json!(case.gid());
        self.done("safeguardingRaise", &id, json!({ "suspends": true }))
            .await;
        sitting.day_comes();
        sitting.all_there().await;
        (id, json!(sitting.on()))
    }

    /// Records a step as the case now stands.
    async fn step(&self, actor: PersonId, name: &str, case: &Value, more: Value) -> Value {
        let version = self.case(case).await["version"].clone();
        let mut input = json!({ "caseId": case, "expectedVersion": version });
        for (key, value) in more.as_object().expect("an object") {
            input[key] = value.clone();
        }
        let upper = name[..1].to_uppercase() + &name[1..];
        let kind = match name {
            "mediationPonder"
            | "certificateNotRequired"
            | "adviceSignpost"
            | "secondDateWant"
            | "participationAsk"
            | "resolutionSignpost"
            | "facilitatorAssign"
            | "agendaDraft"
            | "notesDraft"
            | "actionsAgree"
            | "followUpFinish" => "CaseStep".to_owned(),
            _ => upper,
        };
        let document = format!(
            "mutation ($input: {kind}Input!) {{ answer: {name}(input: $input) {{ {PAYLOAD} }} }}"
        );
        self.app
            .ask(actor, &document, json!({ "input": input }))
            .await["answer"]
            .take()
    }

    /// The same, done.
    async fn done(&self, name: &str, case: &Value, more: Value) -> Value {
        let answer = self
            .step(self.region.staff.coordinator, name, case, more)
            .await;
        assert_eq!(answer["userErrors"], json!([]), "{name}");
        assert_eq!(self.audited().await[0].0, name);
        answer["case"].clone()
    }

    /// What the last operation wrote down: its name, once for each case that it changed.
    async fn audited(&self) -> Vec<(String, Option<CaseId>)> {
        let all = audit_event::Entity::find()
            .filter(audit_event::Column::Outcome.eq(audit_event::Outcome::Done))
            .order_by_desc(audit_event::Column::Sequence);
        let all = all
            .all(&self.app.app.db)
            .await
            .expect("the log can be read");
        let last = all.first().map(|event| (event.at, event.action.clone()));
        let of_last = |event: &audit_event::Model| Some((event.at, event.action.clone())) == last;
        let of_last = all.into_iter().take_while(of_last);
        of_last.map(|event| (event.action, event.case_id)).collect()
    }

    /// The same, refused: by which rule.
    async fn refused(&self, name: &str, case: &Value, more: Value) -> String {
        let before = self.written().await;
        let answer = self
            .step(self.region.staff.coordinator, name, case, more)
            .await;
        assert_eq!(answer["case"], Value::Null, "{name}");
        assert_eq!(self.written().await, before, "{name} is half-written");
        let error = &answer["userErrors"][0];
        assert!(
            error["message"]
                .as_str()
                .is_some_and(|text| text.contains('(')),
            "no source: {error}"
        );
        error["rule"]
            .as_str()
            .or(error["code"].as_str())
            .expect("a code")
            .to_owned()
    }

    async fn written(&self) -> Vec<i64> {
        let tables = [
            "cases",
            "case_event",
            "case_clock",
            "next_step",
            "certificate",
        ];
        self.app.rows(&tables).await
    }

    /// The case as the coordinator sees it.
    async fn case(&self, case: &Value) -> Value {
        self.seen(self.region.staff.coordinator, case).await
    }

    async fn seen(&self, actor: PersonId, case: &Value) -> Value {
        let document = "query ($id: ID!) { case(id: $id) {
          reference state version
          arrangeBy { on } appealBy { on }
          timeline { words happenedOn fromState toState corrects correctedFromOn correctedToOn reason }
          clocks { rule startedOn dueOn metOn trace }
          nextSteps { id owedBy what owedTo dueOn rule }
          certificate { number basis triggeredOn dueOn issuedOn }
        } }";
        self.app.ask(actor, document, json!({ "id": case })).await["case"].take()
    }

    /// The mediation that the contact led to.
    async fn mediation(&self) -> Value {
        let document =
            "{ cases(first: 100, filter: { reference: \"A-1-2\" }) { nodes { id kind state } } }";
        let coordinator = self.region.staff.coordinator;
        let found = self.app.ask(coordinator, document, json!({})).await;
        assert_eq!(found["cases"]["nodes"][0]["kind"], "MED_E", "{found}");
        found["cases"]["nodes"][0]["id"].clone()
    }

    /// The contact as far as the family having had advice.
    async fn advised(&self) {
        self.done(
            "adviceContactRecord",
            &self.contact,
            json!({ "contactedAt": start_of_test() }),
        )
        .await;
        let topics = [
            "PURPOSE",
            "VOLUNTARY",
            "TIMESCALES",
            "CERTIFICATE",
            "EXPENSES",
        ];
        self.done(
            "adviceGive",
            &self.contact,
            json!({ "givenOn": day(0), "topics": topics }),
        )
        .await;
    }

    /// The mediation that follows from it.
    async fn chosen(&self) -> Value {
        self.advised().await;
        let issues = json!([{ "domain": "F" }]);
        let chosen = json!({ "chosenOn": day(0), "issues": issues, "informer": "SERVICE" });
        self.done("mediationChoose", &self.contact, chosen).await;
        self.mediation().await
    }
}

fn clock<'a>(case: &'a Value, rule: &str) -> &'a Value {
    let mut clocks = case["clocks"].as_array().expect("a list").iter();
    clocks
        .find(|clock| clock["rule"] == rule)
        .unwrap_or(&Value::Null)
}

both! {
    async fn a_family_that_declines_gets_its_certificate_once(database: TestDatabase) {
        let world = World::make(database).await;
        world.advised().await;
        assert_eq!(world.refused("certificateIssue", &world.contact, json!({ "issuedOn": day(0) })).await, "NOT_IN_THIS_STATE");
        world.done("mediationDecline", &world.contact, json!({ "toldOn": day(0) })).await;
        let case = world.case(&world.contact).await;
        assert_eq!(case["state"], "CERTIFICATE_DUE_DECLINED");
        assert_eq!(clock(&case, "C6")["dueOn"], json!(day(3)), "three working days: {case:#}");
        let step = &case["nextSteps"][0];
        assert_eq!((&step["owedBy"], &step["what"]), (&json!("the adviser"), &json!("issue the certificate")));
        assert_eq!(step["dueOn"], json!(day(3)));

        assert_eq!(world.refused("certificateIssue", &world.contact, json!({ "issuedOn": day(1) })).await, "DATE_IN_THE_FUTURE");
        world.app.advance(TimeDelta::days(1));
        world.done("certificateIssue", &world.contact, json!({ "issuedOn": day(1) })).await;
        let case = world.case(&world.contact).await;
        assert_eq!(case["certificate"], json!({
            "number": "C-A-1", "basis": "DECLINED", "triggeredOn": day(0), "dueOn": day(3), "issuedOn": day(1),
        }));
        assert_eq!(clock(&case, "C6")["metOn"], json!(day(1)));
        assert_eq!(clock(&case, "C14")["dueOn"], case["appealBy"]["on"], "{case:#}");
        let owed: Vec<_> = case["nextSteps"].as_array().unwrap().iter().map(|step| step["what"].as_str().unwrap()).collect();
        assert!(!owed.contains(&"issue the certificate"), "{owed:?}");
        assert!(owed.contains(&"certificate") && owed.contains(&"notice of the last day to appeal"), "{owed:?}");

        assert_eq!(world.refused("certificateIssue", &world.contact, json!({ "issuedOn": day(1) })).await, "CERTIFICATE_ISSUED_ALREADY");
        let input = json!({ "date": "CERTIFICATE_ISSUED", "on": day(0), "reason": "a slip" });
        assert_eq!(world.refused("caseDateCorrect", &world.contact, input).await, "CERTIFICATE_DATE_FIXED");
    }

    async fn a_family_that_comes_too_late_has_no_certificate(database: TestDatabase) {
        let world = World::make(database).await;
        world.app.advance(TimeDelta::days(60));
        let late = world.app.app.now();
        world.done("adviceContactRecord", &world.contact, json!({ "contactedAt": late })).await;
        assert_eq!(world.case(&world.contact).await["state"], "OUT_OF_TIME");
        let given = json!({ "givenOn": day(60), "topics": [] });
        assert_eq!(world.refused("adviceGive", &world.contact, given).await, "CONTACT_OUT_OF_TIME");
        world.done("adviceSignpost", &world.contact, json!({})).await;
    }

    async fn an_authority_that_cannot_arrange_leads_to_the_deemed_certificate(database: TestDatabase) {
        let world = World::make(database).await;
        let mediation = world.chosen().await;
        let told = start_of_test();
        world.done("localAuthorityInform", &mediation, json!({ "informedAt": told })).await;
        let case = world.case(&mediation).await;
        assert_eq!(case["state"], "ARRANGING");
        assert_eq!(clock(&case, "C8")["dueOn"], case["arrangeBy"]["on"]);
        assert_eq!(world.refused("localAuthorityInform", &mediation, json!({ "informedAt": told })).await, "T0_STAMPED_ALREADY");
        assert_eq!(world.refused("caseWithdraw", &mediation, json!({ "by": "LOCAL_AUTHORITY", "on": day(0) })).await, "ONLY_THE_FAMILY_MAY_DECLINE");

        world.app.advance(TimeDelta::days(20));
        world.done("inabilityNoticeRecord", &mediation, json!({ "toldOn": day(20) })).await;
        assert_eq!(world.audited().await.len(), 2, "the mediation and the contact");
        let contact = world.case(&world.contact).await;
        assert_eq!(contact["state"], "CERTIFICATE_DUE_DEEMED");
        assert_eq!(world.case(&mediation).await["state"], "ARRANGING", "mediation may still follow");
        assert_eq!(world.refused("certificateIssue", &mediation, json!({ "issuedOn": day(20) })).await, "NO_CERTIFICATE_DUE");
        world.done("certificateIssue", &world.contact, json!({ "issuedOn": day(20) })).await;
        assert_eq!(world.audited().await.len(), 2, "the contact, and the mediation's time to appeal");
        let contact = world.case(&world.contact).await;
        assert_eq!(contact["certificate"]["basis"], "DEEMED");
        // A mediation held later does not begin the month anew.
        assert_eq!(world.case(&mediation).await["appealBy"], contact["appealBy"]);
    }

    async fn a_corrected_date_moves_its_clocks_and_keeps_the_old_one(database: TestDatabase) {
        let world = World::make(database).await;
        let mediation = world.chosen().await;
        world.done("localAuthorityInform", &mediation, json!({ "informedAt": start_of_test() })).await;
        let before = world.case(&mediation).await;
        let is = start_of_test() - TimeDelta::days(2);
        let blank = json!({ "date": "LA_INFORMED", "at": is, "reason": "  " });
        assert_eq!(world.refused("caseDateCorrect", &mediation, blank).await, "REASON_MISSING");
        let later = json!({ "date": "LA_INFORMED", "at": start_of_test() + TimeDelta::days(1), "reason": "x" });
        assert_eq!(world.refused("caseDateCorrect", &mediation, later).await, "DATE_IN_THE_FUTURE");
        let input = json!({ "date": "LA_INFORMED", "at": is, "reason": "They were told by e-mail first." });
        world.done("caseDateCorrect", &mediation, input).await;
        let after = world.case(&mediation).await;
        assert!(after["arrangeBy"]["on"].as_str() < before["arrangeBy"]["on"].as_str(), "{after:#}");
        assert_eq!(clock(&after, "C8")["dueOn"], after["arrangeBy"]["on"]);
        let last = after["timeline"].as_array().unwrap().last().unwrap().clone();
        assert_eq!(last["corrects"], "word to the local authority");
        assert_eq!((&last["correctedFromOn"], &last["correctedToOn"]), (&json!(day(0)), &json!("2026-02-28")));
        assert_eq!(last["reason"], "They were told by e-mail first.");
    }

    async fn casework_is_for_those_who_run_the_case(database: TestDatabase) {
        let world = World::make(database).await;
        world.advised().await;
        world.done("mediationDecline", &world.contact, json!({ "toldOn": day(0) })).await;
        world.done("certificateIssue", &world.contact, json!({ "issuedOn": day(0) })).await;
        let staff = world.region.staff;
        let family = world.region.cases.med_e.1.parent;
        // Who may see the timeline, the clocks and what is owed, and who the certificate.
        for (actor, casework, certificate) in [
            (staff.manager, true, true),
            (staff.coordinator, true, true),
            (staff.adviser, true, true),
            (family, false, true),
        ] {
            let seen = world.seen(actor, &world.contact).await;
            assert_eq!(seen["timeline"] != json!([]), casework, "{seen:#}");
            assert_eq!(seen["clocks"] != json!([]), casework, "{seen:#}");
            assert_eq!(seen["nextSteps"] != json!([]), casework, "{seen:#}");
            assert_eq!(seen["certificate"].is_object(), certificate, "{seen:#}");
        }
        for stranger in [staff.la_officers[0], staff.southern_coordinator, staff.mediators[0]] {
            assert_eq!(world.seen(stranger, &world.contact).await, Value::Null);
        }
        let close = json!({ "reason": "COMPLETED", "expectedVersion": 5 });
        for actor in [family, staff.la_officers[0], staff.southern_coordinator] {
            let answer = world.step(actor, "caseClose", &world.contact, close.clone()).await;
            assert_eq!(answer["userErrors"][0]["code"], "NOT_FOUND", "{answer:#}");
        }
        let stale = json!({ "reason": "COMPLETED", "expectedVersion": 1 });
        let answer = world.step(staff.adviser, "caseClose", &world.contact, stale).await;
        assert_eq!(answer["userErrors"][0]["code"], "STALE_VERSION");
        let answer = world.step(staff.adviser, "caseClose", &world.contact, json!({ "reason": "COMPLETED" })).await;
        assert_eq!(answer["case"]["state"], "CLOSED", "{answer:#}");
    }

    async fn what_is_owed_is_done_once(database: TestDatabase) {
        let world = World::make(database).await;
        world.advised().await;
        let case = world.case(&world.contact).await;
        let sheet = &case["nextSteps"][0];
        assert_eq!((&sheet["what"], &sheet["owedTo"]), (&json!("information sheet"), &json!("the family")));
        let document = format!("mutation ($input: NextStepCompleteInput!) {{ answer: nextStepComplete(input: $input) {{ {PAYLOAD} }} }}");
        let tomorrow = json!({ "input": { "stepId": sheet["id"], "doneOn": day(1) } });
        let answer = world.app.ask(world.region.staff.coordinator, &document, tomorrow).await["answer"].take();
        assert_eq!(answer["userErrors"][0]["rule"], "DATE_IN_THE_FUTURE", "{answer:#}");
        let input = json!({ "input": { "stepId": sheet["id"], "doneOn": day(0) } });
        for (actor, code) in [
            (world.region.cases.med_e.1.parent, Some("NOT_FOUND")),
            (world.region.staff.southern_coordinator, Some("NOT_FOUND")),
            (world.region.staff.coordinator, None),
            (world.region.staff.coordinator, Some("NOT_OWED")),
        ] {
            let answer = world.app.ask(actor, &document, input.clone()).await["answer"].take();
            assert_eq!(answer["userErrors"][0]["code"].as_str(), code, "{answer:#}");
        }
        assert_eq!(world.case(&world.contact).await["nextSteps"], json!([]));
    }

    async fn a_mediation_ends_with_a_partial_agreement(database: TestDatabase) {
        let world = World::make(database).await;
        let case = world.region.cases.med_e.0;
        let sitting = Sitting::arranged(&world.app, &world.region, case).await;
        let mediation = json!(case.gid());
        let said = json!({ "done": ["ATTENDEE_LIST", "CHILDS_VIEWS", "ACCESS"] });
        assert_eq!(world.refused("meetingPrepare", &mediation, said).await, "NOT_PREPARED", "nobody was called");
        sitting.mandated().await;
        sitting.prepared().await;
        sitting.begun().await;
        let on = json!(sitting.on());
        assert_eq!(clock(&world.case(&mediation).await, "C8")["metOn"], on);

        let ended = json!({ "on": on, "outcome": "PARTIAL" });
        assert_eq!(world.refused("sessionEnd", &mediation, ended.clone()).await, "ISSUES_UNSETTLED");
        sitting.agreed("LOCAL_AUTHORITY").await;
        let nothing = json!({ "on": on, "outcome": "NOTHING" });
        assert_eq!(world.refused("sessionEnd", &mediation, nothing).await, "AGREEMENT_SIGNED");
        sitting.settled(&["PARTLY", "NOT_AGREED"]).await;
        world.done("sessionEnd", &mediation, ended).await;
        let follow_up = json!({ "isAgreementSent": true, "isEvaluationInvited": true });
        assert_eq!(world.refused("followUpStart", &mediation, follow_up.clone()).await, "CERTIFICATE_OWED");
        world.done("certificateIssue", &mediation, json!({ "issuedOn": on })).await;
        let seen = world.case(&mediation).await;
        assert_eq!((&seen["state"], &seen["certificate"]["basis"]), (&json!("CONCLUDED"), &json!("TAKEN_PART")));
        world.done("followUpStart", &mediation, follow_up).await;
        // What closes a case stands in `after::follow_up`.
        assert_eq!(world.refused("followUpFinish", &mediation, json!({})).await, "ACTIONS_OPEN");
    }

    async fn a_disagreement_resolution_needs_everybody_and_has_no_certificate(database: TestDatabase) {
        let world = World::make(database).await;
        let id = world.opened("D-1", Kind::DrF, State::Referred).await;
        assert_eq!(world.refused("certificateIssue", &id, json!({ "issuedOn": day(0) })).await, "NO_CERTIFICATE_FOR_THIS_TYPE");
        assert_eq!(world.refused("localAuthorityInform", &id, json!({ "informedAt": start_of_test() })).await, "OTHER_TYPE_OF_CASE");
        world.done("participationAsk", &id, json!({})).await;
        assert_eq!(world.refused("participationAgree", &id, json!({ "waiting": 1 })).await, "ANSWERS_MISSING");
        world.done("participationDecline", &id, json!({ "by": "LOCAL_AUTHORITY" })).await;
        assert_eq!(world.case(&id).await["state"], "NOT_PROCEEDING");
        world.done("resolutionSignpost", &id, json!({})).await;
    }

    async fn whoever_has_left_a_disagreement_resolution_is_needed_no_longer(database: TestDatabase) {
        let world = World::make(database).await;
        let (bodies, staff) = (world.region.bodies, world.region.staff);
        let family = world.region.cases.med_e.1;
        let new = new_case("D-2", Kind::DrF, bodies.north, bodies.la, family.child);
        let school = pool(Role::Education, bodies.school, &[staff.teacher]);
        let officers = pool(Role::LocalAuthority, bodies.la, &staff.la_officers);
        let participants = vec![seat(Role::Family, family.parent), officers, school];
        let case = world.app.open(NewCase { participants, ..new }).await;
        let id = json!(case.gid());
        // The teacher can never come, so that there is no date while the school is needed.
        world.app.says(staff.teacher, Vec::new()).await;
        let found = world.app.look(staff.coordinator, case, json!({ "first": 1 })).await;
        assert_eq!(found["proposals"], json!([]), "{found:#}");
        let leaves = |by: &str| json!({ "by": by, "on": day(0), "restHasDispute": true });
        for by in ["MEDIATOR", "SUPPORTER", "INTERPRETER"] {
            assert_eq!(world.refused("caseWithdraw", &id, leaves(by)).await, "NOT_A_PARTY", "{by}");
        }
        world.done("caseWithdraw", &id, leaves("EDUCATION")).await;
        let seen = world.app.ask(staff.coordinator, "query ($id: ID!) { case(id: $id) { state participants { role requirement } } }", json!({ "id": id })).await;
        assert_eq!(seen["case"]["state"], "READY_TO_SOLVE");
        let seats = seen["case"]["participants"].as_array().unwrap();
        let requirement = |role: &str| seats.iter().find(|seat| seat["role"] == role).unwrap()["requirement"].clone();
        assert_eq!(["FAMILY", "LOCAL_AUTHORITY", "EDUCATION"].map(requirement), ["REQUIRED", "REQUIRED", "OPTIONAL"].map(Value::from));
        let sitting = Sitting::arranged(&world.app, &world.region, case).await;
        assert!(sitting.comers.iter().all(|(person, _)| *person != staff.teacher), "{:?}", sitting.comers);
        sitting.prepared().await;
        sitting.begun().await;
        assert_eq!(world.case(&id).await["state"], "IN_SESSION");
        // A party that the law names may leave too, as long as the others still have a dispute.
        let another = world.opened("D-3", Kind::DrF, State::ReadyToSolve).await;
        world.done("caseWithdraw", &another, leaves("LOCAL_AUTHORITY")).await;
        let looked = world.app.ask(staff.coordinator, "query ($id: ID!) { proposedMeetingDates(caseId: $id, first: 1) { userErrors { code } } }", json!({ "id": another })).await;
        assert_eq!(looked["proposedMeetingDates"]["userErrors"], json!([]), "{looked:#}");
    }

    async fn a_facilitation_has_an_aim_before_it_has_a_facilitator(database: TestDatabase) {
        let world = World::make(database).await;
        let id = world.opened("F-1", Kind::FacTac, State::Requested).await;
        assert_eq!(world.refused("facilitatorAssign", &id, json!({})).await, "NOT_IN_THIS_STATE");
        assert_eq!(world.refused("facilitationScope", &id, json!({ "hasAim": false, "invited": [] })).await, "AIM_MISSING");
        world.done("facilitationScope", &id, json!({ "hasAim": true, "invited": ["FAMILY"] })).await;
        world.done("facilitatorAssign", &id, json!({})).await;
        assert_eq!(world.refused("sessionStart", &id, json!({ "on": day(0) })).await, "OTHER_TYPE_OF_CASE");
        assert_eq!(world.refused("certificateIssue", &id, json!({ "issuedOn": day(0) })).await, "NO_CERTIFICATE_FOR_THIS_TYPE");
        for by in ["MEDIATOR", "INTERPRETER", "SUPPORTER", "CHILD", "OTHER"] {
            assert_eq!(world.refused("caseWithdraw", &id, json!({ "by": by, "on": day(0) })).await, "NOT_A_PARTY", "{by}");
        }
        world.done("caseWithdraw", &id, json!({ "by": "FAMILY", "on": day(0) })).await;
        assert_eq!(world.case(&id).await["state"], "WITHDRAWN");
    }

    async fn two_cancellations_by_the_authority_are_counted(database: TestDatabase) {
        let world = World::make(database).await;
        let (coordinator, case) = (world.region.staff.coordinator, world.region.cases.med_e.0);
        let id = json!(case.gid());
        let flag = "the local authority has cancelled twice";
        for times in 1..=2 {
            let held = world.app.held(coordinator, case).await;
            world.app.confirm(coordinator, &held, 1).await;
            let cancel = json!({
                "meetingId": held["id"], "expectedVersion": 2, "cause": "LA_UNAVAILABLE", "side": "LA",
            });
            let cancelled = world.app.ask(coordinator, tests::act::CANCEL, json!({ "input": cancel })).await;
            assert_eq!(cancelled["meetingCancel"]["meeting"]["case"]["state"], "COLLECTING", "{cancelled:#}");
            let seen = world.case(&id).await;
            let owed: Vec<_> = seen["nextSteps"].as_array().unwrap().iter().map(|step| step["what"].clone()).collect();
            assert_eq!(owed.contains(&json!(flag)), times == 2, "{owed:?}");
            assert_eq!(clock(&seen, "C8")["dueOn"], seen["arrangeBy"]["on"], "no clock is reset");
        }
        let seen = world.case(&id).await;
        let words: Vec<_> = seen["timeline"].as_array().unwrap().iter().map(|event| event["words"].as_str().unwrap()).collect();
        assert_eq!(words[..3], ["a date is held", "everybody accepts a date", "the meeting is postponed"], "{words:?}");
    }

    async fn who_withdraws_lets_go_of_the_date(database: TestDatabase) {
        let world = World::make(database).await;
        let (coordinator, case) = (world.region.staff.coordinator, world.region.cases.med_e.0);
        let held = world.app.held(coordinator, case).await;
        world.app.confirm(coordinator, &held, 1).await;
        let id = json!(case.gid());
        world.done("caseWithdraw", &id, json!({ "by": "FAMILY", "on": day(0) })).await;
        let live = "SELECT COUNT(*) AS n FROM booking WHERE status <> 'released'";
        assert_eq!(world.app.number(live).await, 0);
        let document = "query ($id: ID!) { case(id: $id) { state meetings { state cancelCause } } }";
        let seen = world.app.ask(coordinator, document, json!({ "id": id })).await["case"].take();
        assert_eq!(seen, json!({
            "state": "WITHDRAWN", "meetings": [{ "state": "CANCELLED", "cancelCause": "FAMILY_WITHDREW" }],
        }));
        world.done("certificateIssue", &id, json!({ "issuedOn": day(0) })).await;
        assert_eq!(world.case(&id).await["certificate"]["basis"], "DECLINED");
    }

    async fn a_suspended_case_goes_on_when_the_concern_is_dealt_with(database: TestDatabase) {
        let world = World::make(database).await;
        let (coordinator, case) = (world.region.staff.coordinator, world.region.cases.med_e.0);
        let (id, on) = world.suspended_on(case).await;
        let start = json!({ "on": on });
        assert_eq!(world.refused("sessionStart", &id, start.clone()).await, "SUSPENDED");
        let steps = world.case(&id).await["nextSteps"].take();
        let flag = steps.as_array().unwrap().iter().find(|step| step["what"] == "the case is paused").unwrap();
        let document = format!("mutation ($input: NextStepCompleteInput!) {{ answer: nextStepComplete(input: $input) {{ {PAYLOAD} }} }}");
        world.app.ask(coordinator, &document, json!({ "input": { "stepId": flag["id"] } })).await;
        world.done("sessionStart", &id, start).await;
        // An adjourned session has taken place, and a second date can be held.
        world.done("sessionAdjourn", &id, json!({ "on": on })).await;
        world.done("secondDateWant", &id, json!({})).await;
        let document = "query ($id: ID!) { case(id: $id) { state meetings { state } } }";
        let seen = world.app.ask(coordinator, document, json!({ "id": id })).await["case"].take();
        assert_eq!(seen, json!({ "state": "COLLECTING", "meetings": [{ "state": "COMPLETED" }] }));
    }

    async fn a_notice_is_corrected_in_the_whole_matter(database: TestDatabase) {
        let world = World::make(database).await;
        let mediation = world.chosen().await;
        let input = json!({ "date": "NOTICE_SENT", "on": "2026-02-10", "reason": "The letter was sent before." });
        world.done("caseDateCorrect", &world.contact, input).await;
        let (contact, other) = (world.case(&world.contact).await, world.case(&mediation).await);
        assert_eq!(contact["appealBy"]["on"], "2026-04-10");
        for case in [&contact, &other] {
            assert_eq!(case["appealBy"], contact["appealBy"]);
            assert_eq!(clock(case, "C14")["dueOn"], "2026-04-10", "{case:#}");
        }
        let far = json!({ "date": "NOTICE_SENT", "on": "0001-01-01", "reason": "x" });
        assert_eq!(world.refused("caseDateCorrect", &world.contact, far).await, "DATE_OUT_OF_REACH");
        let long = json!({ "date": "NOTICE_SENT", "on": "2026-02-11", "reason": "x".repeat(501) });
        assert_eq!(world.refused("caseDateCorrect", &world.contact, long).await, "REASON_TOO_LONG");
        let told = json!({ "informedAt": "0001-01-01T00:00:00Z" });
        assert_eq!(world.refused("localAuthorityInform", &mediation, told).await, "DATE_OUT_OF_REACH");
    }

    async fn nobody_learns_the_day_of_a_certificate_from_a_clock(database: TestDatabase) {
        let world = World::make(database).await;
        let case = world.region.cases.med_e.0;
        let id = json!(case.gid());
        world.done("caseWithdraw", &id, json!({ "by": "FAMILY", "on": day(0) })).await;
        world.done("certificateIssue", &id, json!({ "issuedOn": day(0) })).await;
        let document = "query ($id: ID!) { case(id: $id) {
          appealBy { on trace } certificate { number } isCertificateIssued
        } }";
        let family = world.region.cases.med_e.1.parent;
        for (actor, told) in [(family, true), (world.region.staff.la_officers[0], false)] {
            let seen = world.app.ask(actor, document, json!({ "id": id })).await["case"].take();
            assert_eq!(seen["appealBy"]["on"].as_str().map(str::len), Some(10), "{seen:#}");
            assert_eq!(seen.to_string().contains("certificate was issued"), told, "{seen:#}");
            assert_eq!(seen["certificate"].is_object(), told, "{seen:#}");
            assert_eq!(seen["isCertificateIssued"], if told { json!(true) } else { Value::Null });
        }
    }

    async fn a_contact_is_judged_again_when_its_dates_are_set_right(database: TestDatabase) {
        let world = World::make(database).await;
        world.advised().await;
        let early = json!({ "date": "NOTICE_SENT", "on": "2025-12-20", "reason": "The letter was sent in December." });
        let case = world.done("caseDateCorrect", &world.contact, early).await;
        assert_eq!(case["state"], "OUT_OF_TIME", "20 February was the last day");
        assert_eq!(world.refused("mediationDecline", &world.contact, json!({ "toldOn": day(0) })).await, "CONTACT_OUT_OF_TIME");
        let late = json!({ "date": "NOTICE_SENT", "on": "2026-02-20", "reason": "It was another letter." });
        let case = world.done("caseDateCorrect", &world.contact, late).await;
        assert_eq!(case["state"], "IN_TIME");
    }

    async fn a_certificate_that_turns_out_to_be_too_late_is_not_issued(database: TestDatabase) {
        let world = World::make(database).await;
        world.advised().await;
        world.done("mediationDecline", &world.contact, json!({ "toldOn": day(0) })).await;
        let early = json!({ "date": "NOTICE_SENT", "on": "2025-12-20", "reason": "The letter was sent in December." });
        world.done("caseDateCorrect", &world.contact, early).await;
        let refused = world.refused("certificateIssue", &world.contact, json!({ "issuedOn": day(0) })).await;
        assert_eq!(refused, "CONTACT_OUT_OF_TIME");
    }

    async fn an_authority_is_told_after_people_were_asked_for_dates(database: TestDatabase) {
        let world = World::make(database).await;
        let asked = world.opened("B-1", Kind::MedE, State::Collecting).await;
        let case = world.done("localAuthorityInform", &asked, json!({ "informedAt": start_of_test() })).await;
        assert_eq!(case["state"], "COLLECTING");
        let case = world.case(&asked).await;
        assert_eq!(clock(&case, "C8")["dueOn"], case["arrangeBy"]["on"]);
        assert!(case["arrangeBy"]["on"].is_string());
    }

    async fn the_family_is_owed_notice_of_a_date_that_is_agreed(database: TestDatabase) {
        let world = World::make(database).await;
        let (coordinator, case) = (world.region.staff.coordinator, world.region.cases.med_e.0);
        let id = json!(case.gid());
        let held = world.app.held(coordinator, case).await;
        assert_eq!(clock(&world.case(&id).await, "C12"), &Value::Null);
        world.app.confirm(coordinator, &held, 1).await;
        let seen = world.case(&id).await;
        let by = clock(&seen, "C12")["dueOn"].clone();
        assert!(by.is_string(), "{seen:#}");
        let steps = seen["nextSteps"].as_array().unwrap();
        let notice: Vec<_> = steps.iter().filter(|step| step["what"] == "notice of date and place").collect();
        assert_eq!(notice.len(), 2, "{steps:#?}");
        let family = notice.iter().find(|step| step["owedTo"] == "the family").expect("it is owed to the family");
        assert_eq!((&family["rule"], &family["dueOn"]), (&json!("C12"), &by));
        // Who need not meet need not be told when.
        world.app.cancel(coordinator, &held, 2).await;
        let seen = world.case(&id).await;
        assert_eq!(clock(&seen, "C12"), &Value::Null);
        let steps = seen["nextSteps"].as_array().unwrap();
        assert!(!steps.iter().any(|step| step["rule"] == "C12"), "{steps:#?}");
    }

    async fn a_mediation_closed_before_it_met_leads_to_the_certificate(database: TestDatabase) {
        let world = World::make(database).await;
        let mediation = world.chosen().await;
        world.done("caseClose", &mediation, json!({ "reason": "SETTLED_BEFORE" })).await;
        assert_eq!(world.case(&world.contact).await["state"], "CERTIFICATE_DUE_DECLINED");
        world.done("certificateIssue", &world.contact, json!({ "issuedOn": day(0) })).await;
    }

    async fn an_inability_notice_is_corrected_in_the_whole_matter(database: TestDatabase) {
        let world = World::make(database).await;
        let mediation = world.chosen().await;
        world.done("localAuthorityInform", &mediation, json!({ "informedAt": start_of_test() })).await;
        world.app.advance(TimeDelta::days(20));
        world.done("inabilityNoticeRecord", &mediation, json!({ "toldOn": day(20) })).await;
        let is = start_of_test() + TimeDelta::days(18);
        let right = json!({ "date": "INABILITY_NOTICE", "at": is, "reason": "They had said so by telephone." });
        world.done("caseDateCorrect", &mediation, right).await;
        let contact = world.case(&world.contact).await;
        assert_eq!(clock(&contact, "C11")["startedOn"], json!(day(18)));
        world.done("certificateIssue", &world.contact, json!({ "issuedOn": day(20) })).await;
        let contact = world.case(&world.contact).await;
        assert_eq!(contact["certificate"]["triggeredOn"], json!(day(18)));
    }

    async fn a_mediation_is_about_what_the_family_chose(database: TestDatabase) {
        let world = World::make(database).await;
        world.advised().await;
        let choose = |issues: Value| json!({ "chosenOn": day(0), "issues": issues, "informer": "FAMILY" });
        let unsaid = json!([{ "domain": "F", "isHealthProvisionMissing": true }]);
        assert_eq!(world.refused("mediationChoose", &world.contact, choose(unsaid)).await, "WANTED_PROVISION_MISSING");
        let empty = json!([{ "domain": "F", "text": "   " }]);
        assert_eq!(world.refused("mediationChoose", &world.contact, choose(empty)).await, "TEXT_UNREADABLE");
        let issues = json!([
            { "domain": "B", "text": "His needs are not described." },
            { "domain": "F", "isHealthProvisionMissing": true, "wantedProvision": "Speech therapy, weekly" },
        ]);
        world.done("mediationChoose", &world.contact, choose(issues)).await;
        let mediation = world.mediation().await;
        let document = "query ($id: ID!) { case(id: $id) { issues { domain text wantedProvision } } }";
        let parent = world.region.cases.med_e.1.parent;
        for actor in [parent, world.region.staff.coordinator] {
            let seen = world.app.ask(actor, document, json!({ "id": mediation })).await["case"].take();
            let mut issues = seen["issues"].as_array().expect("a list").clone();
            issues.sort_by_key(|issue| issue["domain"].to_string());
            assert_eq!(issues.len(), 2, "{issues:#?}");
            assert_eq!(issues[0]["text"], "His needs are not described.");
            assert_eq!(issues[1]["wantedProvision"], "Speech therapy, weekly");
        }
    }
}
