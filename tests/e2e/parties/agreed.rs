//! Somebody more who wishes to attend: each party is asked by itself, and the mediator decides where one
//! refuses.

use serde_json::{Value, json};
use tests::both;
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::settle::day;

use super::{World, owed, rule};

impl World {
    /// Asks the parties about somebody new; the proposal.
    async fn proposed(&self, case: &Value, role: &str, name: &str) -> Value {
        let person = json!({ "new": { "name": name, "preferredChannel": "POST" } });
        self.done(
            "attendancePropose",
            case,
            json!({ "role": role, "person": person }),
        )
        .await;
        self.proposal(case, name).await
    }

    async fn proposal(&self, case: &Value, name: &str) -> Value {
        let seen = self.seen(self.coordinator(), case).await;
        let all = seen["attendanceProposals"]
            .as_array()
            .expect("a list")
            .iter();
        let found = all.clone().find(|one| one["person"]["name"] == name);
        found
            .unwrap_or_else(|| panic!("no proposal: {seen:#}"))
            .clone()
    }
}

fn says(proposal: &Value, seat: &Value, is_consent: bool) -> Value {
    json!({
        "proposalId": proposal["id"], "participantId": seat["id"], "isConsent": is_consent, "on": day(0),
    })
}

both! {
    async fn somebody_more_attends_once_every_party_consents(database: TestDatabase) {
        let world = World::make(database).await;
        let (id, family) = world.region.cases.med_e;
        let case = json!(id.gid());
        let second = world.second_parent(&case).await;
        let advocate = world.proposed(&case, "SUPPORTER", "Avi Advocate").await;
        assert_eq!(advocate["state"], "ASKED");
        let seen = world.seen(world.coordinator(), &case).await;
        assert!(owed(&seen).contains(&"question whether somebody more may attend"), "{seen:#}");
        let families = world.seats(&case, "FAMILY").await;
        let of = |name: &str| families.iter().find(|seat| seat["person"]["name"] == name).unwrap();
        let (first_seat, second_seat) = (of("Parent N-1"), of("Second Parent"));
        // Each parent answers for their own seat, and for no other.
        let answer = world.act(family.parent, "attendanceConsentRecord", &case, says(&advocate, second_seat, true)).await;
        assert_eq!(rule(&answer), "NOT_FOUND");
        let answer = world.act(family.parent, "attendanceConsentRecord", &case, says(&advocate, first_seat, true)).await;
        assert_eq!(answer["userErrors"], json!([]), "{answer:#}");
        let officer = world.seats(&case, "LOCAL_AUTHORITY").await[0].clone();
        let answer = world.act(world.region.staff.la_officers[1], "attendanceConsentRecord", &case, says(&advocate, &officer, true)).await;
        assert_eq!(answer["userErrors"], json!([]), "{answer:#}");
        let school = world.seats(&case, "EDUCATION").await[0].clone();
        world.done("attendanceConsentRecord", &case, says(&advocate, &school, true)).await;
        assert_eq!(world.proposal(&case, "Avi Advocate").await["state"], "ASKED", "the second parent is a party too");
        let supporter = world.seats(&case, "SUPPORTER").await[0].clone();
        assert_eq!(world.refused("attendanceConsentRecord", &case, says(&advocate, &supporter, true)).await, "NOT_A_PARTY");
        let early = json!({ "proposalId": advocate["id"], "participantId": second_seat["id"], "isConsent": true, "on": "2026-03-01" });
        assert_eq!(world.refused("attendanceConsentRecord", &case, early).await, "DATE_BEFORE_ITS_CAUSE");
        let answer = world.act(second, "attendanceConsentRecord", &case, says(&advocate, second_seat, true)).await;
        assert_eq!(answer["userErrors"], json!([]), "{answer:#}");
        let proposal = world.proposal(&case, "Avi Advocate").await;
        assert_eq!(proposal["state"], "ALL_CONSENT");
        assert_eq!(proposal["answers"].as_array().unwrap().len(), 4);
        // A party is not told what the others say.
        let theirs = world.seen(family.parent, &case).await;
        assert_eq!(theirs["attendanceProposals"][0]["answers"], json!([]));
        let seats = world.seats(&case, "SUPPORTER").await;
        let seat = seats.iter().find(|seat| seat["person"]["name"] == "Avi Advocate").expect("a seat");
        assert_eq!((&seat["attendanceBasis"], &seat["requirement"]), (&json!("OTHER_ALL_CONSENT"), &json!("OPTIONAL")));

        // Consent taken back takes the seat away, and leaves it to the mediator.
        world.done("attendanceConsentRecord", &case, says(&advocate, &officer, false)).await;
        assert_eq!(world.proposal(&case, "Avi Advocate").await["state"], "MEDIATOR_DECIDES");
        assert_eq!(world.seats(&case, "SUPPORTER").await.len(), 1);
        world.done("attendanceDecide", &case, json!({ "proposalId": advocate["id"], "isAdmitted": true })).await;
        let seats = world.seats(&case, "SUPPORTER").await;
        let seat = seats.iter().find(|seat| seat["person"]["name"] == "Avi Advocate").expect("a seat");
        assert_eq!(seat["attendanceBasis"], "OTHER_MEDIATOR_CONSENT");
        let again = json!({ "proposalId": advocate["id"], "isAdmitted": false });
        assert_eq!(world.refused("attendanceDecide", &case, again).await, "ENDED");
    }

    async fn whom_a_party_refuses_the_mediator_decides_on(database: TestDatabase) {
        let world = World::make(database).await;
        let id = world.region.cases.med_e.0;
        let case = json!(id.gid());
        world.app.confirmed(world.coordinator(), id).await;
        let meeting = world.seen(world.coordinator(), &case).await["meetings"][0].clone();
        assert!(!meeting.is_null());
        let expert = world.proposed(&case, "OTHER", "Ed Expert").await;
        let decide = |is_admitted: bool| json!({ "proposalId": expert["id"], "isAdmitted": is_admitted });
        assert_eq!(world.refused("attendanceDecide", &case, decide(true)).await, "NOT_IN_THIS_STATE");
        let officer = world.seats(&case, "LOCAL_AUTHORITY").await[0].clone();
        world.done("attendanceConsentRecord", &case, says(&expert, &officer, false)).await;
        let seen = world.seen(world.coordinator(), &case).await;
        assert!(owed(&seen).contains(&"decide whether they may attend, regulation 38(1)(e)"), "{seen:#}");
        let family = world.region.cases.med_e.1.parent;
        assert_eq!(rule(&world.act(family, "attendanceDecide", &case, decide(true)).await), "NOT_FOUND");
        let mut decided = false;
        for mediator in world.region.staff.mediators {
            let answer = world.act(mediator, "attendanceDecide", &case, decide(false)).await;
            decided |= answer["userErrors"] == json!([]);
        }
        assert!(decided, "whoever mediates the meeting decides");
        assert_eq!(world.proposal(&case, "Ed Expert").await["state"], "NOT_ADMITTED");
        assert_eq!(world.seats(&case, "OTHER").await, Vec::<Value>::new());
    }

    async fn a_child_attends_when_family_and_mediator_agree(database: TestDatabase) {
        let world = World::make(database).await;
        let (id, family) = world.region.cases.med_e;
        let case = json!(id.gid());
        let child = json!({ "role": "CHILD", "person": { "id": family.child_person.gid() } });
        world.done("attendancePropose", &case, child).await;
        let proposal = world.proposal(&case, "Child N-1").await;
        let admit = json!({ "proposalId": proposal["id"], "isAdmitted": true });
        assert_eq!(world.refused("attendanceDecide", &case, admit.clone()).await, "CHILD_ATTENDANCE_NOT_AGREED");
        let officer = world.seats(&case, "LOCAL_AUTHORITY").await[0].clone();
        assert_eq!(world.refused("attendanceConsentRecord", &case, says(&proposal, &officer, true)).await, "NOT_A_PARTY", "the family's to say");
        let parent = world.seats(&case, "FAMILY").await[0].clone();
        world.done("attendanceConsentRecord", &case, says(&proposal, &parent, false)).await;
        assert_eq!(world.refused("attendanceDecide", &case, admit.clone()).await, "CHILD_ATTENDANCE_NOT_AGREED");
        world.done("attendanceConsentRecord", &case, says(&proposal, &parent, true)).await;
        assert_eq!(world.seats(&case, "CHILD").await, Vec::<Value>::new(), "the mediator has not said yet");
        world.done("attendanceDecide", &case, admit).await;
        let seat = world.seats(&case, "CHILD").await[0].clone();
        assert_eq!(seat["attendanceBasis"], "CHILD_WITH_AGREEMENT");
        let agreed = "SELECT COUNT(*) AS n FROM case_participants WHERE role = 'child' AND parent_agreed_at IS NOT NULL AND mediator_agreed_at IS NOT NULL";
        assert_eq!(world.app.number(agreed).await, 1);
        // The planner counts the child in.
        let dates = world.app.proposals(world.coordinator(), id, 1).await;
        assert!(!dates.is_empty());
    }

    async fn whoever_is_only_asked_about_learns_nothing_of_the_case(database: TestDatabase) {
        let world = World::make(database).await;
        let (id, family) = world.region.cases.med_e;
        let case = json!(id.gid());
        // Somebody the service knows from another case.
        let other = world.region.cases.med_x.1.parent;
        world.done("attendancePropose", &case, json!({ "role": "OTHER", "person": { "id": other.gid() } })).await;
        assert_eq!(world.seen(other, &case).await, Value::Null);
        let again = json!({ "role": "OTHER", "person": { "id": other.gid() } });
        assert_eq!(world.refused("attendancePropose", &case, again).await, "ASKED_ALREADY");
        let seen = world.seen(family.parent, &case).await;
        assert_eq!(seen["attendanceProposals"][0]["person"]["name"], "Parent N-2");
        assert_eq!(world.seen(world.region.staff.supporter, &case).await["attendanceProposals"], json!([]));
    }
}
