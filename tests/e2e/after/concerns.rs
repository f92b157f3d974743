//! Complaints go to the service manager, safeguarding concerns to those who need to know.

use chrono::Days;
use entities::PersonId;
use serde_json::{Value, json};
use tests::both;
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::tell::each;

use super::{World, with};

const COMPLAINTS: &str = "afterwards { complaints {
  id about text outcome complainant { name } aboutPerson { name }
} }";
const CONCERNS: &str = "afterwards { safeguardingConcerns {
  id category text referredTo referredOn raisedBy { name } readers { name }
} }";

impl World {
    fn complaint(&self, more: &Value) -> Value {
        let input = json!({
            "caseId": self.region.cases.med_e.0.gid(), "text": "Nobody rang back.",
            "madeOn": self.app.app.today(),
        });
        with(input, more)
    }

    async fn concern(&self, more: &Value) -> Value {
        let case = json!(self.region.cases.med_e.0.gid());
        let input = json!({
            "category": "NEGLECT", "text": "What the child said.", "readerIds": [],
        });
        with(self.with_version(&case, input).await, more)
    }

    /// How many complaints or concerns somebody reads in the case, and in their own list.
    async fn read(&self, actor: PersonId, list: &str, selection: &str) -> (usize, usize) {
        let case = json!(self.region.cases.med_e.0.gid());
        let seen = self.seen(actor, &case, selection).await;
        let document = format!("{{ viewer {{ {list} {{ id }} }} }}");
        let own = self.app.ask(actor, &document, json!({})).await;
        let count = |list: &Value| list.as_array().map_or(0, Vec::len);
        (
            count(&seen["afterwards"][list]),
            count(&own["viewer"][list]),
        )
    }
}

both! {
    async fn a_complaint_goes_to_the_manager_and_never_to_whom_it_is_about(database: TestDatabase) {
        let world = World::make(database).await;
        let (staff, family) = (world.region.staff, world.region.cases.med_e.1);
        let other_manager = world.app.officer("Max Manager", entities::role::Kind::ServiceManager, world.region.bodies.north).await;
        let today = world.app.app.today();
        let about = |person: PersonId| json!({ "personId": person.gid() });
        world.done(family.parent, "complaintRecord", world.complaint(&about(staff.manager))).await;
        assert_eq!(world.read(staff.manager, "complaints", COMPLAINTS).await, (0, 0), "whom it is about");
        assert_eq!(world.read(other_manager, "complaints", COMPLAINTS).await, (1, 1));
        assert_eq!(world.read(family.parent, "complaints", COMPLAINTS).await, (1, 0), "one's own");
        for actor in [staff.coordinator, staff.adviser, staff.la_officers[0], staff.teacher, staff.supporter] {
            assert_eq!(world.read(actor, "complaints", COMPLAINTS).await, (0, 0));
        }
        let case = json!(world.region.cases.med_e.0.gid());
        let seen = world.seen(other_manager, &case, COMPLAINTS).await["afterwards"]["complaints"][0].take();
        assert_eq!((&seen["about"], &seen["text"]), (&json!("PERSON"), &json!("Nobody rang back.")));
        assert_eq!((&seen["complainant"]["name"], &seen["aboutPerson"]["name"]), (&json!("Parent N-1"), &json!("Mona Manager")));

        let resolve = json!({ "complaintId": seen["id"], "outcome": "An apology." });
        for actor in [staff.manager, staff.coordinator, family.parent, staff.southern_coordinator] {
            assert_eq!(world.refused(actor, "complaintResolve", resolve.clone()).await, "NOT_FOUND");
        }
        let blank = json!({ "complaintId": seen["id"], "outcome": "" });
        assert_eq!(world.refused(other_manager, "complaintResolve", blank).await, "TEXT_MISSING");
        world.done(other_manager, "complaintResolve", resolve.clone()).await;
        assert_eq!(world.refused(other_manager, "complaintResolve", resolve).await, "RESOLVED_ALREADY");
        assert_eq!(world.read(other_manager, "complaints", COMPLAINTS).await, (1, 0), "it waits for nobody");
        let own = world.seen(family.parent, &case, COMPLAINTS).await;
        assert_eq!(own["afterwards"]["complaints"][0]["outcome"], "An apology.");

        // Neither making nor resolving it is told in the timeline, which whom it is about may read.
        let seen = world.seen(staff.coordinator, &case, "timeline { words } nextSteps { what }").await;
        assert!(!seen.to_string().contains("complain"), "{seen:#}");
        let tomorrow = json!({ "madeOn": today + Days::new(1) });
        assert_eq!(world.refused(family.parent, "complaintRecord", world.complaint(&tomorrow)).await, "DATE_IN_THE_FUTURE");
        // The case was opened three days ago.
        let early = json!({ "madeOn": today - Days::new(4) });
        assert_eq!(world.refused(family.parent, "complaintRecord", world.complaint(&early)).await, "DATE_BEFORE_ITS_CAUSE");
        let long_ago = json!({ "madeOn": "0001-01-01" });
        assert_eq!(world.refused(family.parent, "complaintRecord", world.complaint(&long_ago)).await, "DATE_OUT_OF_REACH");
        for other in [staff.la_officers[0], staff.teacher] {
            let input = world.complaint(&about(other));
            assert_eq!(world.refused(family.parent, "complaintRecord", input).await, "NOT_OF_THE_SERVICE");
        }
    }

    async fn a_coordinator_writes_down_whose_complaint_it_is(database: TestDatabase) {
        let world = World::make(database).await;
        let (staff, family) = (world.region.staff, world.region.cases.med_e.1);
        let of = |complainant: PersonId, more: Value| {
            let mut input = json!({ "complainantId": complainant.gid() });
            for (key, value) in more.as_object().unwrap() {
                input[key] = value.clone();
            }
            world.complaint(&input)
        };
        assert_eq!(world.refused(staff.coordinator, "complaintRecord", world.complaint(&json!({}))).await, "COMPLAINANT_MISSING");
        assert_eq!(world.refused(staff.coordinator, "complaintRecord", of(staff.stranger, json!({}))).await, "NO_SUCH_PERSON");
        let about_oneself = json!({ "personId": staff.coordinator.gid() });
        assert_eq!(world.refused(staff.coordinator, "complaintRecord", of(family.parent, about_oneself)).await, "ABOUT_ONESELF");
        let about_nobody = json!({ "personId": staff.southern_coordinator.gid() });
        assert_eq!(world.refused(staff.coordinator, "complaintRecord", of(family.parent, about_nobody)).await, "NO_SUCH_PERSON");
        assert_eq!(world.refused(family.parent, "complaintRecord", of(staff.teacher, json!({}))).await, "NOT_FOUND");
        let both = json!({ "personId": staff.adviser.gid(), "actionId": tests::ids::unknown(api::schema::id::Kind::AgreementAction) });
        assert_eq!(world.refused(family.parent, "complaintRecord", world.complaint(&both)).await, "ABOUT_TWO_THINGS");
        let unknown = json!({ "actionId": tests::ids::unknown(api::schema::id::Kind::AgreementAction) });
        assert_eq!(world.refused(family.parent, "complaintRecord", world.complaint(&unknown)).await, "NOT_FOUND");
        for text in ["", " \n", "bell\u{7}"] {
            let code = world.refused(family.parent, "complaintRecord", world.complaint(&json!({ "text": text }))).await;
            assert!(code.starts_with("TEXT_"), "{code}");
        }
        for actor in [staff.adviser, staff.mediators[0], staff.stranger, staff.southern_coordinator] {
            assert_eq!(world.refused(actor, "complaintRecord", world.complaint(&json!({}))).await, "NOT_FOUND");
        }
        world.done(staff.coordinator, "complaintRecord", of(family.parent, json!({}))).await;
        assert_eq!(world.read(family.parent, "complaints", COMPLAINTS).await, (1, 0));
        assert_eq!(world.read(staff.coordinator, "complaints", COMPLAINTS).await, (0, 0), "the manager's to read");
        assert_eq!(world.read(staff.manager, "complaints", COMPLAINTS).await, (1, 1));
    }

    async fn a_concern_is_read_by_those_who_need_to_know(database: TestDatabase) {
        let world = World::make(database).await;
        let (staff, (case, family)) = (world.region.staff, world.region.cases.med_e);
        let id = json!(case.gid());
        let today = world.app.app.today();
        let referred = json!({
            "readerIds": [staff.coordinator.gid(), staff.coordinator.gid()],
            "referredTo": "The safeguarding team", "referredOn": today,
        });
        world.done(staff.adviser, "safeguardingConcernRecord", world.concern(&referred).await).await;
        assert_eq!(world.read(staff.manager, "safeguardingConcerns", CONCERNS).await, (1, 1));
        assert_eq!(world.read(staff.coordinator, "safeguardingConcerns", CONCERNS).await, (1, 1));
        for actor in [staff.adviser, family.parent, staff.la_officers[0], staff.teacher, staff.supporter] {
            assert_eq!(world.read(actor, "safeguardingConcerns", CONCERNS).await, (0, 0), "not even who raised it");
        }
        let seen = world.seen(staff.manager, &id, CONCERNS).await["afterwards"]["safeguardingConcerns"][0].take();
        assert_eq!((&seen["category"], &seen["text"]), (&json!("NEGLECT"), &json!("What the child said.")));
        assert_eq!((&seen["referredTo"], &seen["referredOn"]), (&json!("The safeguarding team"), &json!(today)));
        assert_eq!(seen["readers"], json!([{ "name": "Cora North" }]));
        assert_eq!(seen["raisedBy"]["name"], "Ada Adviser");
        let seen = world.seen(staff.coordinator, &id, "timeline { words } nextSteps { what }").await;
        assert!(!seen.to_string().contains("afeguarding"), "the timeline tells nobody: {seen:#}");
        // A second concern is not the coordinator's to know of.
        world.done(staff.coordinator, "safeguardingConcernRecord", world.concern(&json!({})).await).await;
        assert_eq!(world.read(staff.coordinator, "safeguardingConcerns", CONCERNS).await, (1, 1));
        assert_eq!(world.read(staff.manager, "safeguardingConcerns", CONCERNS).await, (2, 2));
    }

    async fn a_concern_may_let_the_case_stand_still(database: TestDatabase) {
        let world = World::make(database).await;
        let (staff, (case, family)) = (world.region.staff, world.region.cases.med_e);
        let id = json!(case.gid());
        for (more, code) in [
            (json!({ "text": "" }), "TEXT_MISSING"),
            (json!({ "referredTo": "The team" }), "REFERRAL_INCOMPLETE"),
            (json!({ "referredOn": "2026-03-02" }), "REFERRAL_INCOMPLETE"),
            (json!({ "referredTo": "The team", "referredOn": "2026-03-03" }), "DATE_IN_THE_FUTURE"),
            (json!({ "readerIds": [staff.stranger.gid()] }), "NO_SUCH_PERSON"),
            (json!({ "readerIds": vec![staff.coordinator.gid(); 21] }), "TOO_MANY_READERS"),
            (json!({ "suspends": true, "expectedVersion": 999 }), "STALE_VERSION"),
        ] {
            assert_eq!(world.refused(staff.coordinator, "safeguardingConcernRecord", world.concern(&more).await).await, code);
        }
        let suspend = world.concern(&json!({ "suspends": true })).await;
        assert_eq!(world.refused(staff.adviser, "safeguardingConcernRecord", suspend.clone()).await, "NOT_YOURS_TO_SUSPEND");
        for actor in [family.parent, staff.la_officers[0], staff.teacher, staff.supporter, staff.southern_coordinator] {
            assert_eq!(world.refused(actor, "safeguardingConcernRecord", suspend.clone()).await, "NOT_FOUND");
        }
        let after = world.done(staff.coordinator, "safeguardingConcernRecord", suspend.clone()).await;
        assert_eq!(after["version"].as_i64(), suspend["expectedVersion"].as_i64().map(|version| version + 1));
        // Whom it is about may be one of those who read on.
        for reader in [staff.coordinator, staff.adviser] {
            let seen = world.seen(reader, &id, "timeline { words } nextSteps { what owedBy owedTo }").await;
            let paused = |list: &str, key: &str| each(&seen[list], key).into_iter().filter(|words| *words == "the case is paused").count();
            assert_eq!((paused("timeline", "words"), paused("nextSteps", "what")), (1, 1), "{seen:#}");
            let whole = seen.to_string();
            for word in ["afeguard", "concern", "suspen", "look into"] {
                assert!(!whole.contains(word), "{word}: {seen:#}");
            }
        }
    }
}
