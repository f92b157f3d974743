//! Which cases a contract pays for, and who reads how much of it is used.

use api::domain::contract::{self, NewContract};
use chrono::Days;
use entities::case::Kind;
use entities::role;
use serde_json::{Value, json};
use tests::both;
use tests::database::TestDatabase;
use tests::settle::day;

use super::{World, rule};

impl World {
    /// Replaces all contracts of the region by one of the authority, and one of the care board.
    async fn bought(&self, cap: Option<i32>, kinds: &[Kind], of_the_board: &[Kind]) {
        self.app.execute("DELETE FROM contract_kind").await;
        self.app.execute("DELETE FROM contract").await;
        let bodies = self.region.bodies;
        for (commissioner, cap, kinds) in
            [(bodies.la, cap, kinds), (bodies.icb, None, of_the_board)]
        {
            let new = NewContract {
                commissioner,
                provider: bodies.north,
                from_on: day(0) - Days::new(1),
                to_on: day(30),
                volume_cap: cap,
                kinds: kinds.to_vec(),
            };
            contract::sign(&self.app.app, new)
                .await
                .expect("a contract is recorded");
        }
    }
}

const CONTRACTS: &str = "query ($on: NaiveDate) { contracts(on: $on) {
  commissioner { name } provider { name } kinds fromOn toOn volumeCap usedVolume
} }";

both! {
    async fn a_contract_pays_for_so_many_cases_of_its_types_in_its_time(database: TestDatabase) {
        let world = World::make(database).await;
        world.bought(Some(1), &[Kind::DrF, Kind::Mia], &[Kind::DrH]).await;
        let name = |text: &str| json!({ "person": { "new": { "name": text, "preferredChannel": "POST" } } });
        let dr = |child: &str| json!({
            "kind": "DR_F", "hasDecisionLetter": false, "noticeSentOn": Value::Null, "child": name(child),
        });
        let answer = world.refer(world.coordinator(), json!({})).await;
        assert_eq!(rule(&answer), "NO_CONTRACT");
        let message = answer["userErrors"][0]["message"].as_str().unwrap();
        assert!(message.contains("Ambleshire and Northern Mediation") && message.contains("MED-E"), "{message}");
        assert!(message.contains("(H28"), "{message}");

        // A referral uses nothing until the case is taken on.
        let first = world.referred(dr("One")).await;
        let second = world.referred(dr("Two")).await;
        let accept = json!({ "accept": { "kind": "DR_F", "ageYears": 9, "isInArea": true } });
        for case in [&first, &second] {
            world.done("referralTakeUp", &case["id"], json!({})).await;
            world.done("familyConsentRecord", &case["id"], json!({ "answer": "GIVEN", "on": day(0) })).await;
        }
        world.done("caseTriage", &first["id"], accept.clone()).await;
        let answer = world.act(world.coordinator(), "caseTriage", &second["id"], accept).await;
        assert_eq!(rule(&answer), "VOLUME_CAP_REACHED");
        let message = answer["userErrors"][0]["message"].as_str().unwrap();
        assert!(message.contains("pays for 1 cases, and 1 are opened"), "{message}");
        // Whoever refers from outside is told that there is no place, and not how many there were.
        let outside = world.refer(world.region.staff.la_officers[0], dr("Three")).await;
        assert_eq!(rule(&outside), "NO_CONTRACT");
        assert!(!outside.to_string().contains("opened"), "{outside:#}");

        let read = async |actor| world.app.ask(actor, CONTRACTS, json!({})).await["contracts"].take();
        let all = read(world.coordinator()).await;
        assert_eq!(all.as_array().unwrap().len(), 2);
        let ours = all.as_array().unwrap().iter().find(|one| one["commissioner"]["name"] == "Ambleshire").unwrap();
        assert_eq!((&ours["usedVolume"], &ours["volumeCap"]), (&json!(1), &json!(1)));
        assert_eq!(ours["kinds"], json!(["DR_F", "MIA"]));
        // A commissioner reads its own, and no case.
        let commissioner = world.app.officer("Cem Commissioner", role::Kind::Commissioner, world.region.bodies.la).await;
        let own = read(commissioner).await;
        assert_eq!(own.as_array().unwrap().len(), 1, "{own:#}");
        assert_eq!(own[0]["commissioner"]["name"], "Ambleshire");
        assert_eq!((&own[0]["usedVolume"], &own[0]["volumeCap"]), (&Value::Null, &json!(1)), "one family is not counted aloud");
        let before = json!({ "on": day(0) - Days::new(1) });
        let before = world.app.ask(world.coordinator(), CONTRACTS, before).await["contracts"].take();
        let before = before.as_array().unwrap().iter().find(|one| one["commissioner"]["name"] == "Ambleshire").unwrap();
        assert_eq!(before["usedVolume"], 0, "the case came a day later");
        assert_eq!(world.seen(commissioner, &first["id"]).await, Value::Null);
        assert_eq!(read(world.region.staff.southern_coordinator).await, json!([]));
        assert_eq!(read(world.region.cases.med_e.1.parent).await, Value::Null);
        let later = world.app.ask(commissioner, CONTRACTS, json!({ "on": day(31) })).await;
        assert_eq!(later["contracts"], json!([]));
    }

    async fn continuing_care_is_for_those_who_bought_it(database: TestDatabase) {
        let world = World::make(database).await;
        let board = world.region.bodies.icb;
        let wanted = json!({
            "kind": "DR_C", "hasDecisionLetter": false, "noticeSentOn": Value::Null,
            "careBoardIds": [tests::ids::Named::gid(board)],
        });
        world.bought(None, &[Kind::DrC], &[Kind::DrH]).await;
        let answer = world.refer(world.coordinator(), wanted.clone()).await;
        assert_eq!(rule(&answer), "NO_CONTRACT", "the board pays, and has not bought it");
        assert!(answer.to_string().contains("Amble and Burrow ICB"), "{answer:#}");
        let mut nobody = wanted.clone();
        nobody["careBoardIds"] = json!([]);
        assert_eq!(rule(&world.refer(world.coordinator(), nobody).await), "NO_CONTRACT");
        world.bought(None, &[Kind::Mia], &[Kind::DrC]).await;
        world.referred(wanted).await;
    }
}
