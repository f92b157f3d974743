//! What one may know of somebody.

use entities::PersonId;
use serde_json::{Value, json};
use tests::both;
use tests::database::TestDatabase;
use tests::ids::Named as _;

use super::World;

const PERSON: &str = "query ($id: ID!) { person(id: $id) {
  name email phone languages availability(fromOn: \"2026-03-02\", untilOn: \"2026-03-06\") { id }
} }";

fn known(person: &Value) -> String {
    let parts = [
        ("name", person["name"].is_string()),
        (
            "contact",
            person["email"].is_string() && person["phone"].is_string(),
        ),
        (
            "languages",
            person["languages"]
                .as_array()
                .is_some_and(|all| !all.is_empty()),
        ),
        ("times", person["availability"].is_array()),
    ];
    let known: Vec<&str> = parts
        .iter()
        .filter(|(_, is)| *is)
        .map(|(name, _)| *name)
        .collect();
    known.join(" ")
}

async fn table(world: &World, person: PersonId) -> String {
    let mut table = Vec::new();
    for (name, actor) in world.everybody() {
        let seen = world
            .app
            .ask(actor, PERSON, json!({ "id": person.gid() }))
            .await;
        if seen["person"].is_object() {
            table.push(format!("{name}: {}", known(&seen["person"])));
        }
    }
    table.join("\n")
}

both! {
    async fn a_parent_is_known_to_those_in_the_case(database: TestDatabase) {
        let world = World::make(database).await;
        let table = table(&world, world.region.cases.med_e.1.parent).await;
        insta::allow_duplicates! {
            insta::assert_snapshot!(table, @r"
        manager: name contact languages times
        coordinator: name contact languages times
        adviser: name contact languages
        mediator: name contact languages
        family: name contact languages times
        officer: name
        school: name
        supporter: name
        ");
        }
    }

    async fn a_parent_between_agencies_is_known_to_arrangers_alone(database: TestDatabase) {
        let world = World::make(database).await;
        let seen = table(&world, world.region.cases.dr_a.1.parent).await;
        for outsider in ["anonymous", "stranger", "southern coordinator", "family:", "interpreter"] {
            assert!(!seen.lines().any(|line| line.starts_with(outsider)), "{seen}");
        }
        let arrangers = seen.lines().filter(|line| line.contains("times"));
        let arrangers: Vec<&str> = arrangers.map(|line| line.split(':').next().unwrap()).collect();
        assert_eq!(arrangers, ["manager", "coordinator", "family between agencies"], "{seen}");
    }

    async fn who_could_take_a_seat_is_not_known_to_the_family(database: TestDatabase) {
        let world = World::make(database).await;
        let parent = world.region.cases.med_e.1.parent;
        let comes = world.meeting_attendees().await;
        for officer in world.region.staff.la_officers {
            let seen = world.app.ask(parent, PERSON, json!({ "id": officer.gid() })).await;
            let is_known = seen["person"].is_object();
            assert_eq!(is_known, comes.contains(&officer.gid()), "only who comes is known");
            if is_known {
                assert_eq!(known(&seen["person"]), "name");
            }
        }
    }

    async fn contact_details_are_hidden_in_a_case_too(database: TestDatabase) {
        let world = World::make(database).await;
        let document = "query ($id: ID!) { case(id: $id) {
          child { email } participants { person { email phone } }
          meetings { mediator { email phone } attendees { person { id email phone } } }
        } }";
        let id = world.region.cases.med_e.0.gid();
        let (cases, staff) = (world.region.cases, world.region.staff);
        for actor in [cases.med_e.1.parent, staff.la_officers[0], staff.teacher, staff.supporter] {
            let seen = world.app.ask(actor, document, json!({ "id": id })).await;
            let meeting = &seen["case"]["meetings"][0];
            assert_eq!(meeting["mediator"]["email"], Value::Null);
            for one in meeting["attendees"].as_array().unwrap() {
                let is_oneself = one["person"]["id"] == actor.gid();
                assert_eq!(one["person"]["email"].is_string(), is_oneself, "{one}");
                assert_eq!(one["person"]["phone"].is_string(), is_oneself, "{one}");
            }
        }
    }
}

impl World {
    /// Who comes to the meeting of `N-1`.
    async fn meeting_attendees(&self) -> Vec<String> {
        let document =
            "query ($id: ID!) { node(id: $id) { ... on Meeting { attendees { person { id } } } } }";
        let variables = json!({ "id": self.meeting["id"] });
        let seen = self
            .app
            .ask(self.region.staff.coordinator, document, variables)
            .await;
        let people = seen["node"]["attendees"].as_array().unwrap().iter();
        people
            .map(|one| one["person"]["id"].as_str().unwrap().to_owned())
            .collect()
    }
}
