//! A named contact, shorter notice, a private word, and the days on which a family was told.

use entities::{CaseId, PersonId};
use serde_json::{Value, json};
use tests::both;
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::settle::day;

use super::{World, rule};

impl World {
    /// What somebody sees of all this in a case.
    async fn around(&self, actor: PersonId, case: &Value) -> Value {
        let document = "query ($id: ID!) { case(id: $id) {
          contact { name phone email } shortNotice { agreedAt agreedBy { name } } draftServedOn decisionToldOn
          participants { id role privateWordAskedAt person { name } }
          clocks { rule dueOn } timeline { words }
        } }";
        self.app.ask(actor, document, json!({ "id": case })).await["case"].take()
    }

    /// How many seats somebody sees to have asked for a private word.
    async fn words(&self, actor: PersonId, case: &Value) -> usize {
        let seen = self.around(actor, case).await;
        let seats = seen["participants"].as_array().expect("a list");
        seats
            .iter()
            .filter(|seat| !seat["privateWordAskedAt"].is_null())
            .count()
    }

    /// The same as somebody, done.
    async fn done_by(&self, actor: PersonId, name: &str, case: &Value, more: Value) {
        let answer = self.act(actor, name, case, more).await;
        assert_eq!(answer["userErrors"], json!([]), "{name}: {answer:#}");
    }
}

fn gid(case: CaseId) -> Value {
    json!(case.gid())
}

both! {
    async fn each_family_can_ring_somebody_it_knows_by_name(database: TestDatabase) {
        let world = World::make(database).await;
        let (staff, family) = (world.region.staff, world.region.cases.med_e.1);
        let case = gid(world.region.cases.med_e.0);
        assert_eq!(world.around(family.parent, &case).await["contact"], Value::Null);
        for (person, wanted) in [
            (staff.mediators[0], "NOT_OF_THE_SERVICE"),
            (staff.la_officers[0], "NOT_OF_THE_SERVICE"),
            (staff.stranger, "NOT_FOUND"),
            (staff.southern_coordinator, "NOT_FOUND"),
        ] {
            let input = json!({ "personId": person.gid() });
            assert_eq!(world.refused("contactAssign", &case, input).await, wanted);
        }
        let herself = json!({ "personId": staff.coordinator.gid() });
        let answer = world.act(family.parent, "contactAssign", &case, herself.clone()).await;
        assert_eq!(rule(&answer), "NOT_FOUND");
        world.done("contactAssign", &case, herself).await;
        let seen = world.around(family.parent, &case).await["contact"].take();
        assert_eq!((&seen["phone"].is_string(), &seen["email"].is_string()), (&true, &true), "{seen:#}");
        for actor in [staff.la_officers[0], staff.teacher, staff.supporter, staff.coordinator, staff.adviser] {
            assert_eq!(world.around(actor, &case).await["contact"], seen);
        }
        // Somebody else may take it over.
        world.done("contactAssign", &case, json!({ "personId": staff.adviser.gid() })).await;
        assert_ne!(world.around(family.parent, &case).await["contact"], seen);
    }

    async fn shorter_notice_is_the_familys_to_agree_to(database: TestDatabase) {
        let world = World::make(database).await;
        let (staff, cases) = (world.region.staff, world.region.cases);
        let case = gid(cases.med_e.0);
        let by = |person: PersonId| json!({ "personId": person.gid() });
        for (input, wanted) in [
            (json!({}), "NOBODY_NAMED"),
            (by(staff.la_officers[1]), "NOT_OF_THE_FAMILY"),
            (by(cases.med_e.1.child_person), "NOT_OF_THE_FAMILY"),
            (by(staff.stranger), "NOT_FOUND"),
            (json!({ "personId": cases.med_e.1.parent.gid(), "agreedAt": "2026-03-02T09:30:00Z" }), "DATE_IN_THE_FUTURE"),
            (json!({ "personId": cases.med_e.1.parent.gid(), "agreedAt": "2014-03-02T09:30:00Z" }), "DATE_BEFORE_ITS_CAUSE"),
        ] {
            assert_eq!(world.refused("shortNoticeAgree", &case, input.clone()).await, wanted, "{input}");
        }
        let dr_p = gid(cases.dr_p.0);
        assert_eq!(world.refused("shortNoticeAgree", &dr_p, by(cases.dr_p.1.parent)).await, "NO_NOTICE_OWED");
        let officer = world.act(staff.la_officers[1], "shortNoticeAgree", &case, json!({})).await;
        assert_eq!(rule(&officer), "NOT_FOUND");

        let parent = cases.med_e.1.parent;
        world.done_by(parent, "shortNoticeAgree", &case, json!({})).await;
        for actor in [parent, staff.coordinator] {
            let seen = world.around(actor, &case).await["shortNotice"].take();
            assert_eq!(seen["agreedAt"], "2026-03-02T09:00:00+00:00");
            assert!(seen["agreedBy"]["name"].is_string(), "{seen:#}");
        }
        assert_eq!(world.around(staff.la_officers[1], &case).await["shortNotice"], Value::Null);
        assert_eq!(world.refused("shortNoticeAgree", &case, by(parent)).await, "AGREED_ALREADY");
        // By telephone, for another family.
        let other = gid(cases.med_x.0);
        world.done("shortNoticeAgree", &other, by(cases.med_x.1.parent)).await;
        let words = "SELECT COUNT(*) AS n FROM case_event WHERE words = 'the family agrees to shorter notice'";
        assert_eq!(world.app.number(words).await, 2);
    }

    async fn a_meeting_may_be_sooner_once_the_family_agrees(database: TestDatabase) {
        let world = World::make(database).await;
        let (coordinator, cases) = (world.coordinator(), world.region.cases);
        let before = world.app.proposals(coordinator, cases.med_e.0, 5).await;
        let case = gid(cases.med_e.0);
        world.done_by(cases.med_e.1.parent, "shortNoticeAgree", &case, json!({})).await;
        let after = world.app.proposals(coordinator, cases.med_e.0, 5).await;
        let first = |dates: &[Value]| dates.iter().map(|date| date["startsAt"].to_string()).min();
        assert!(first(&after) < first(&before), "{:?} and {:?}", first(&after), first(&before));
    }

    async fn a_family_may_want_its_full_notice_again(database: TestDatabase) {
        let world = World::make(database).await;
        let (staff, cases) = (world.region.staff, world.region.cases);
        let (coordinator, parent) = (world.coordinator(), cases.med_e.1.parent);
        let case = gid(cases.med_e.0);
        let by = |person: PersonId| json!({ "personId": person.gid() });
        let before = world.app.proposals(coordinator, cases.med_e.0, 5).await;
        assert_eq!(world.refused("shortNoticeWithdraw", &case, by(parent)).await, "NOT_AGREED");
        world.done_by(parent, "shortNoticeAgree", &case, json!({})).await;
        assert_eq!(world.refused("shortNoticeWithdraw", &case, json!({})).await, "NOBODY_NAMED");
        assert_eq!(world.refused("shortNoticeWithdraw", &case, by(staff.la_officers[1])).await, "NOT_OF_THE_FAMILY");
        let officer = world.act(staff.la_officers[1], "shortNoticeWithdraw", &case, json!({})).await;
        assert_eq!(rule(&officer), "NOT_FOUND");
        let held = world.app.held(coordinator, cases.med_e.0).await;
        assert_eq!(world.refused("shortNoticeWithdraw", &case, by(parent)).await, "DATE_AGREED");
        world.app.cancel(coordinator, &held, 1).await;
        world.done_by(parent, "shortNoticeWithdraw", &case, json!({})).await;
        assert_eq!(world.around(coordinator, &case).await["shortNotice"], Value::Null);
        let after = world.app.proposals(coordinator, cases.med_e.0, 5).await;
        let first = |dates: &[Value]| dates.iter().map(|date| date["startsAt"].to_string()).min();
        assert_eq!(first(&after), first(&before));
        // It may agree anew.
        world.done("shortNoticeAgree", &case, by(parent)).await;
    }

    async fn anybody_who_takes_part_may_ask_for_a_private_word(database: TestDatabase) {
        let world = World::make(database).await;
        let (staff, cases) = (world.region.staff, world.region.cases);
        let (case, parent) = (gid(cases.med_e.0), cases.med_e.1.parent);
        // Ben is away, so that Ana mediates.
        world.app.says(staff.mediators[1], Vec::new()).await;
        world.app.confirmed(staff.coordinator, cases.med_e.0).await;
        world.done_by(parent, "privateWordAsk", &case, json!({})).await;
        world.done_by(staff.la_officers[1], "privateWordAsk", &case, json!({})).await;
        // Who has asked has asked once.
        world.done_by(parent, "privateWordAsk", &case, json!({})).await;
        // By telephone, for the school.
        let seat = world.seats(&case, "EDUCATION").await[0]["id"].clone();
        world.done("privateWordAsk", &case, json!({ "participantId": seat })).await;
        for (actor, known) in [
            (staff.coordinator, 3),
            (staff.manager, 3),
            (staff.mediators[0], 3),
            (parent, 1),
            (staff.la_officers[1], 1),
            (staff.teacher, 1),
            (staff.supporter, 0),
            (staff.adviser, 0),
        ] {
            assert_eq!(world.words(actor, &case).await, known);
        }
        // Nobody asks for another, but for the service and the mediator.
        let answer = world.act(parent, "privateWordAsk", &case, json!({ "participantId": seat })).await;
        assert_eq!(rule(&answer), "NOT_FOUND");
        let others = world.act(cases.med_x.1.parent, "privateWordAsk", &case, json!({})).await;
        assert_eq!(rule(&others), "NOT_FOUND");
        let bsl = gid(cases.bsl.0);
        assert_eq!(world.refused("privateWordAsk", &bsl, json!({})).await, "NOT_FOUND");
        let advice = world.referred(json!({ "kind": "MIA" })).await["id"].take();
        let seat = world.seats(&advice, "FAMILY").await[0]["id"].clone();
        let asked = json!({ "participantId": seat });
        assert_eq!(world.refused("privateWordAsk", &advice, asked).await, "NO_MEETING");
    }

    async fn the_day_a_draft_plan_was_served_starts_its_clock(database: TestDatabase) {
        let world = World::make(database).await;
        let id = world.referred(json!({
            "kind": "FAC_DP", "hasDecisionLetter": false, "noticeSentOn": Value::Null, "stage": "BEFORE_DECISION",
        })).await["id"].take();
        world.done("referralTakeUp", &id, json!({})).await;
        world.done("familyConsentRecord", &id, json!({ "answer": "GIVEN", "on": day(0) })).await;
        world.done("caseTriage", &id, json!({ "accept": { "kind": "FAC_DP", "ageYears": 9, "isInArea": true } })).await;
        for (on, wanted) in [("2026-03-03", "DATE_IN_THE_FUTURE"), ("2013-03-03", "DATE_OUT_OF_REACH")] {
            assert_eq!(world.refused("draftServedRecord", &id, json!({ "servedOn": on })).await, wanted);
        }
        let other = gid(world.region.cases.med_e.0);
        let served = json!({ "servedOn": "2026-02-23" });
        assert_eq!(world.refused("draftServedRecord", &other, served.clone()).await, "OTHER_TYPE");
        world.done("draftServedRecord", &id, served.clone()).await;
        let due = async || {
            let seen = world.around(world.coordinator(), &id).await;
            let clocks = seen["clocks"].as_array().expect("a list").clone();
            let clock = clocks.into_iter().find(|clock| clock["rule"] == "C4");
            (seen["draftServedOn"].clone(), clock.expect("it runs")["dueOn"].clone())
        };
        // The day of service is the first of fifteen.
        assert_eq!(due().await, (json!("2026-02-23"), json!("2026-03-09")));
        assert_eq!(world.refused("draftServedRecord", &id, served).await, "RECORDED_ALREADY");
        let right = json!({ "date": "DRAFT_SERVED", "on": "2026-02-25", "reason": "The postmark." });
        world.done("caseDateCorrect", &id, right).await;
        assert_eq!(due().await, (json!("2026-02-25"), json!("2026-03-11")));
    }

    async fn none_of_it_stays_once_a_family_does_not_agree(database: TestDatabase) {
        let world = World::make(database).await;
        let case = world.referred(json!({ "noticeSentOn": "2026-02-16" })).await["id"].take();
        let parent = world.seats(&case, "FAMILY").await[0]["person"]["id"].clone();
        world.done("shortNoticeAgree", &case, json!({ "personId": parent })).await;
        world.done("decisionToldRecord", &case, json!({ "toldOn": "2026-02-13" })).await;
        world.done("contactAssign", &case, json!({ "personId": world.coordinator().gid() })).await;
        let kept = "SELECT COUNT(*) AS n FROM cases WHERE short_notice_agreed_at IS NOT NULL \
                    OR short_notice_agreed_by IS NOT NULL OR decision_told_on IS NOT NULL OR contact_id IS NOT NULL";
        assert_eq!(world.app.number(kept).await, 1);
        world.done("referralTakeUp", &case, json!({})).await;
        world.done("familyConsentRecord", &case, json!({ "answer": "REFUSED", "on": day(0) })).await;
        assert_eq!(world.app.number(kept).await, 0);
    }

    async fn what_is_owed_names_the_texts_that_go_with_it(database: TestDatabase) {
        let world = World::make(database).await;
        let case = world.referred(json!({})).await["id"].take();
        let document = "query ($id: ID!) { case(id: $id) {
          nextSteps { kind what owedTo guides } referral { signpostedTo signpostGuide }
        } }";
        let ask = async || {
            let variables = json!({ "id": case });
            world.app.ask(world.coordinator(), document, variables).await["case"].take()
        };
        let seen = ask().await;
        let steps = seen["nextSteps"].as_array().expect("a list");
        let guides = |to: &str| {
            let mut steps = steps.iter();
            let is_it = |step: &&Value| (&step["what"], &step["owedTo"]) == (&json!("acknowledgement"), &json!(to));
            steps.find(is_it).map(|step| step["guides"].clone())
        };
        assert_eq!(guides("the referrer"), Some(json!(["WHICH_MEETING"])), "{steps:#?}");
        assert_eq!(seen["referral"]["signpostGuide"], Value::Null);
        world.done("referralTakeUp", &case, json!({})).await;
        let seen = ask().await;
        let steps = seen["nextSteps"].as_array().expect("a list");
        let tasks: Vec<_> = steps.iter().filter(|step| step["kind"] == "TASK").collect();
        assert!(!tasks.is_empty() && tasks.iter().all(|step| step["guides"] == json!([])), "{steps:#?}");
        world.done("familyConsentRecord", &case, json!({ "answer": "GIVEN", "on": day(0) })).await;
        world.done("caseTriage", &case, json!({ "signpost": "SETTING_COMPLAINT" })).await;
        let seen = ask().await;
        assert_eq!(seen["referral"]["signpostGuide"], "SCHOOL_COMPLAINT");
        let steps = seen["nextSteps"].as_array().expect("a list");
        let told = steps.iter().find(|step| step["what"] == "where to turn instead").expect("it is owed");
        assert_eq!(told["guides"][0], "YOUR_CHOICES");
    }

    async fn it_is_kept_that_a_family_was_rung_before_the_letter(database: TestDatabase) {
        let world = World::make(database).await;
        let cases = world.region.cases;
        let case = world.referred(json!({ "noticeSentOn": "2026-02-16" })).await["id"].take();
        for (on, wanted) in [
            ("2026-02-17", "AFTER_THE_LETTER"),
            ("2026-03-03", "DATE_IN_THE_FUTURE"),
            ("2013-02-16", "DATE_OUT_OF_REACH"),
        ] {
            assert_eq!(world.refused("decisionToldRecord", &case, json!({ "toldOn": on })).await, wanted);
        }
        let agencies = gid(cases.dr_a.0);
        let told = json!({ "toldOn": "2026-02-13" });
        assert_eq!(world.refused("decisionToldRecord", &agencies, told.clone()).await, "NO_FAMILY");
        world.done("decisionToldRecord", &case, told).await;
        let seen = world.around(world.coordinator(), &case).await;
        assert_eq!(seen["decisionToldOn"], "2026-02-13");
        let mut words = seen["timeline"].as_array().expect("a list").iter().map(|event| &event["words"]);
        assert_eq!(words.next_back(), Some(&json!("the family was told of the decision before the letter")));
        // On the very day of the letter is early enough.
        world.done("decisionToldRecord", &case, json!({ "toldOn": "2026-02-16" })).await;
    }
}
