//! What is erased is nowhere: in no byte of SQLite's files, in no column of PostgreSQL's tables, in no backup
//! taken afterwards; and nothing else is touched.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use api::domain::audit;
use api::domain::erasure::columns::COLUMNS;
use chrono::TimeDelta;
use entities::{CaseId, PersonId, case, data_key, person, role};
use sea_orm::{ConnectionTrait as _, DbBackend, EntityTrait as _};
use serde_json::{Value, json};
use tempfile::TempDir;
use tests::database::{Engine, TestDatabase, empty};
use tests::ids::Named as _;
use tests::isolation::{Text, Tie, World};
use tests::raw::{places, places_in};
use tests::{Region, TestApp, both, program};
use uuid::Uuid;

const CASE: &str = "mutation ($id: ID!, $version: Int!) { caseErase(input: {
  caseId: $id, expectedVersion: $version, reason: ASKED
}) { isErased userErrors { code rule } } }";
const PERSON: &str = "mutation ($id: ID!) { personErase(input: { personId: $id, reason: ASKED }) {
  isErased caseIds userErrors { code rule }
} }";

/// Tables whose rows go by their period alone, and those that are a person's.
const OF_NO_CASE: [&str; 7] = [
    "availability_window.private_reason",
    "enquiry.answer",
    "person.email",
    "person.name",
    "person.phone",
    "safeguarding_concern.referred_to",
    "safeguarding_concern.text",
];

/// Whose a text is, as the database writes an id.
fn written(app: &TestApp, id: Uuid) -> String {
    match app.app.db.get_database_backend() {
        DbBackend::Sqlite => format!("~{}~", id.simple().to_string().to_uppercase()),
        _ => format!("~{id}~"),
    }
}

/// A world in which every case has come to its end, long ago, and nothing is open in it.
async fn ended(database: TestDatabase) -> World {
    let world = World::make(TestApp::start(database).await, 1).await;
    for change in [
        // What the world of marks keeps for itself: each sealed mark once more.
        "DROP TABLE sealed_turn",
        "UPDATE cases SET state = 'closed'",
        // They have a period of their own, and keep their case.
        "DELETE FROM safeguarding_concern",
        "UPDATE expense_claim SET state = 'agreed', decided_at = claimed_at, decided_by = recorded_by \
         WHERE state = 'claimed'",
        "UPDATE complaint SET outcome = text, resolved_at = recorded_at, resolved_by = recorded_by \
         WHERE resolved_at IS NULL",
    ] {
        let done = world.app.app.db.execute_unprepared(change).await;
        done.expect("the statement is right");
    }
    world.app.advance(TimeDelta::days(3 * 366));
    world
}

/// Who manages the service of a case.
async fn manager(world: &World, case: Uuid) -> PersonId {
    let provider = row(world, case).await.provider_id;
    let roles = role::Entity::find().all(&world.app.app.db).await;
    let mut roles = roles.expect("they are read").into_iter();
    let found =
        roles.find(|row| row.organisation_id == provider && row.kind == role::Kind::ServiceManager);
    found.expect("somebody manages it").person_id
}

async fn row(world: &World, id: Uuid) -> case::Model {
    let found = case::Entity::find_by_id(CaseId(id))
        .one(&world.app.app.db)
        .await;
    found.expect("it is read").expect("it is there")
}

async fn erase_case(world: &World, id: Uuid) -> Value {
    let version = row(world, id).await.version;
    let variables = json!({ "id": CaseId(id).gid(), "version": version });
    let actor = manager(world, id).await;
    world.app.ask(actor, CASE, variables).await["caseErase"].take()
}

/// Whom a case is about.
async fn child_of(world: &World, case: Uuid) -> PersonId {
    let id = row(world, case).await.child_id;
    let found = entities::child::Entity::find_by_id(id)
        .one(&world.app.app.db)
        .await;
    found.expect("it is read").expect("it is there").person_id
}

/// The people of whom nothing is known any more.
async fn nobodies(world: &World) -> BTreeSet<Uuid> {
    let all = person::Entity::find()
        .all(&world.app.app.db)
        .await
        .expect("they are read");
    let nobody = all
        .into_iter()
        .filter(|row| row.name.reveal() == "(erased)");
    nobody.map(|row| row.id.0).collect()
}

/// Cases that together have every kind of text there is, none with a safeguarding concern.
fn chosen(texts: &BTreeSet<Text>) -> Vec<Uuid> {
    let mut kinds = BTreeMap::<Uuid, BTreeSet<&str>>::new();
    let mut concerned = BTreeSet::new();
    for text in texts {
        if text.what.starts_with("safeguarding_concern") {
            concerned.insert(text.whose);
        }
        if !OF_NO_CASE.contains(&text.what.as_str()) {
            kinds.entry(text.whose).or_default().insert(&text.what);
        }
    }
    kinds.retain(|id, _| !concerned.contains(id));
    let mut missing: BTreeSet<&str> = kinds.values().flatten().copied().collect();
    assert!(11 <= missing.len(), "{missing:?}");
    let mut chosen = Vec::new();
    while !missing.is_empty() {
        let best = kinds
            .iter()
            .max_by_key(|(_, has)| has.intersection(&missing).count());
        let (id, has) = best.expect("some case has what is missing");
        missing.retain(|what| !has.contains(what));
        chosen.push(*id);
    }
    chosen
}

/// Asserts that none of these texts is anywhere, in the database or in a backup of it.
async fn nowhere(world: &World, gone: &[Text], marks: &[String]) {
    let app = &world.app;
    for mark in marks {
        assert_eq!(places(app, mark).await, BTreeSet::new(), "{mark}");
    }
    // Sealed texts say nothing of whose they are: each is looked for itself.
    for text in gone.iter().filter(|text| !text.stored.contains('~')) {
        assert_eq!(
            places(app, &text.stored).await,
            BTreeSet::new(),
            "{}",
            text.what
        );
    }
    let folder = TempDir::new().expect("a folder");
    let url = backed_up(app, folder.path()).await;
    let patience = api::database::Patience::default();
    let login = api::reach::Login::AsNamed;
    let restored = api::database::connect(&url.0, 2, patience, login).await;
    let restored = restored.expect("it can be reached");
    for mark in marks {
        let found = places_in(&restored, &url.0, mark).await;
        assert_eq!(found, BTreeSet::new(), "{mark} in a backup");
    }
    restored.close().await.expect("it is closed");
}

/// Backs everything up, and puts it back elsewhere; where.
async fn backed_up(app: &TestApp, folder: &Path) -> (String, tests::database::EmptyPlace) {
    let engine = match app.app.db.get_database_backend() {
        DbBackend::Sqlite => Engine::Sqlite,
        _ => Engine::Postgres,
    };
    let path = |name: &str| folder.join(name).display().to_string();
    let (token, key, file) = (path("token.pem"), path("backup.key"), path("one.concord"));
    assert!(
        program::run(&[], &["token", "--new-key", &token])
            .status
            .success()
    );
    assert!(
        program::run(&[], &["backup", "--new-key", &key])
            .status
            .success()
    );
    let keys = program::field_keys(folder);
    let there = empty(engine).await;
    for (url, arguments) in [
        (app.database_url(), ["backup", "--to", &file, "--key", &key]),
        (&there.url, ["restore", "--from", &file, "--key", &key]),
    ] {
        let search = search_path();
        let settings = [
            ("PATH", search.as_str()),
            ("CONCORD_DATABASE_URL", url),
            ("CONCORD_TOKEN_KEY_FILE", token.as_str()),
            ("CONCORD_FIELD_KEYS_FILE", keys.as_str()),
        ];
        let output = program::run(&settings, &arguments);
        assert!(output.status.success(), "{output:?}");
    }
    (there.url.clone(), there)
}

#[expect(
    clippy::disallowed_methods,
    reason = "only a variable tells where programs are"
)]
fn search_path() -> String {
    std::env::var("PATH").unwrap_or_default()
}

/// The texts that are neither of these cases nor of anybody who was forgotten.
fn others(texts: BTreeSet<Text>, gone: &BTreeSet<Uuid>) -> BTreeSet<Text> {
    texts
        .into_iter()
        .filter(|text| !gone.contains(&text.whose))
        .collect()
}

both! {
    async fn an_erased_case_is_nowhere_and_its_neighbours_are_whole(database: TestDatabase) {
        let world = ended(database).await;
        let before = world.texts().await;
        let cases = chosen(&before);
        let mut marks = Vec::new();
        for &id in &cases {
            let mark = written(&world.app, id);
            assert_ne!(places(&world.app, &mark).await, BTreeSet::new(), "there is something to erase");
            let said = erase_case(&world, id).await;
            assert_eq!(said["isErased"], true, "{said} {:?}", row(&world, id).await.kind);
            marks.push(mark);
        }
        let forgotten = nobodies(&world).await;
        let family: Vec<_> = cases.iter().filter_map(|id| world.families.get(id)).flatten().collect();
        assert!(family.iter().any(|id| forgotten.contains(*id)), "families were forgotten with their cases");
        marks.extend(forgotten.iter().map(|id| written(&world.app, *id)));
        let erased: BTreeSet<Uuid> = cases.iter().copied().chain(forgotten).collect();
        let gone: Vec<_> = before.iter().filter(|text| erased.contains(&text.whose)).cloned().collect();
        assert!(cases.len() < gone.len(), "{}", gone.len());
        nowhere(&world, &gone, &marks).await;
        assert_eq!(others(world.texts().await, &erased), others(before, &erased));
        let keys = data_key::Entity::find().all(&world.app.app.db).await.expect("they are read");
        assert!(keys.iter().all(|row| !erased.contains(&row.owner_id)));
        assert_eq!(audit::verify(&world.app.app.db, None).await.expect("it is read").flaw, None);
        let again = erase_case(&world, cases[0]).await;
        assert_eq!(again["userErrors"][0]["rule"], "ERASED_ALREADY", "{again}");
    }

    async fn an_erased_person_is_nowhere_and_their_cases_are_whole(database: TestDatabase) {
        let world = ended(database).await;
        let app = &world.app;
        let before = world.texts().await;
        let concerned: BTreeSet<Uuid> = before.iter()
            .filter(|text| text.what.starts_with("safeguarding_concern")).map(|text| text.whose).collect();
        // A parent with one case, about somebody else.
        let mut found = None;
        for one in world.observers.iter().filter(|one| one.tie == Some(Tie::Family) && one.cases.len() == 1) {
            let (person, case) = (one.person.expect("somebody"), *one.cases.keys().next().expect("a case"));
            let is_about_another = child_of(&world, case).await.0 != person;
            if found.is_none() && is_about_another && !concerned.contains(&case) {
                found = Some((person, case));
            }
        }
        let (parent, case) = found.expect("there is a parent");
        let actor = manager(&world, case).await;
        let said = app.ask(actor, PERSON, json!({ "id": PersonId(parent).gid() })).await;
        let said = &said["personErase"];
        assert_eq!((&said["isErased"], &said["caseIds"]), (&json!(true), &json!([])), "{said}");
        let own: Vec<_> = before.iter().filter(|text| text.whose == parent).cloned().collect();
        assert!(3 <= own.len(), "{}", own.len());
        nowhere(&world, &own, &[written(app, parent)]).await;
        assert_ne!(places(app, &written(app, case)).await, BTreeSet::new(), "the case is there");
        let after = world.texts().await;
        let is_other = |text: &&Text| text.whose != parent && text.whose != case;
        let (other, same): (BTreeSet<_>, BTreeSet<_>) =
            (before.iter().filter(is_other).collect(), after.iter().filter(is_other).collect());
        assert_eq!(other, same, "nobody else was touched");
        let again = app.ask(actor, PERSON, json!({ "id": PersonId(parent).gid() })).await;
        assert_eq!(again["personErase"]["userErrors"][0]["rule"], "ERASED_ALREADY", "{again}");
        // With the child goes the whole case.
        let child = child_of(&world, case).await;
        let said = app.ask(actor, PERSON, json!({ "id": child.gid() })).await;
        assert_eq!(said["personErase"]["caseIds"], json!([CaseId(case).gid()]), "{said}");
        nowhere(&world, &[], &[written(app, case), written(app, child.0)]).await;
        assert_eq!(audit::verify(&app.app.db, None).await.expect("it is read").flaw, None);
        // Whoever works for the service is not erased here.
        let said = app.ask(actor, PERSON, json!({ "id": actor.gid() })).await;
        assert_eq!(said["personErase"]["userErrors"][0]["rule"], "WORKS_FOR_SOMEBODY", "{said}");
    }

    async fn what_must_be_kept_is_not_erased(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (manager, (case, family)) = (region.staff.manager, region.cases.med_e);
        let rules = async |app: &TestApp| {
            let found = case::Entity::find_by_id(case).one(&app.app.db).await;
            let version = found.expect("it is read").expect("it is there").version;
            let said = app.ask(manager, CASE, json!({ "id": case.gid(), "version": version })).await;
            let other = app.ask(manager, PERSON, json!({ "id": family.parent.gid() })).await;
            [&said["caseErase"], &other["personErase"]].map(|said| said["userErrors"][0]["rule"].clone())
        };
        let parent = match app.app.db.get_database_backend() {
            DbBackend::Sqlite => format!("X'{}'", family.parent.0.simple()),
            _ => format!("'{}'", family.parent.0),
        };
        let (this, la) = match app.app.db.get_database_backend() {
            DbBackend::Sqlite => (format!("X'{}'", case.0.simple()), format!("X'{}'", region.bodies.la.0.simple())),
            _ => (format!("'{}'", case.0), format!("'{}'", region.bodies.la.0)),
        };
        let events = app.rows(&["audit_event"]).await[0];
        assert_eq!(rules(&app).await, ["CASE_OPEN", "CASE_OPEN"]);
        app.execute(&format!("UPDATE cases SET state = 'closed', appeal_by_on = '2026-03-02' WHERE id = {this}")).await;
        assert_eq!(rules(&app).await, ["APPEAL_POSSIBLE", "APPEAL_POSSIBLE"]);
        app.advance(TimeDelta::days(1));
        let at = "'2026-03-02T12:00:00+00:00'";
        app.execute(&format!(
            "INSERT INTO expense_claim (id, case_id, claimant_id, payer_id, state, allowed_pence, claimed_at, recorded_by) \
             VALUES ({this}, {this}, {parent}, {la}, 'claimed', 310, {at}, {parent})"
        )).await;
        assert_eq!(rules(&app).await, ["CLAIM_UNDECIDED", "CLAIM_UNDECIDED"]);
        app.execute("DELETE FROM expense_claim").await;
        app.execute(&format!(
            "INSERT INTO complaint (id, case_id, complainant_id, about, text, made_on, recorded_at, recorded_by) \
             VALUES ({this}, {this}, {parent}, 'service', 'sealed', '2026-03-02', {at}, {parent})"
        )).await;
        assert_eq!(rules(&app).await, ["COMPLAINT_UNRESOLVED", "COMPLAINT_UNRESOLVED"]);
        app.execute("DELETE FROM complaint").await;
        app.execute(&format!(
            "INSERT INTO safeguarding_concern (id, case_id, category, text, raised_at, raised_by) \
             VALUES ({this}, {this}, 'neglect', 'sealed', {at}, {parent})"
        )).await;
        assert_eq!(rules(&app).await, ["SAFEGUARDING_RECORD", "SAFEGUARDING_RECORD"]);
        app.execute("DELETE FROM safeguarding_concern").await;
        // Every refusal is written down, and nothing was changed.
        assert_eq!(app.rows(&["audit_event"]).await[0], events + 10);
        assert_eq!(app.rows(&["erasure"]).await, [0]);
        let stale = app.ask(manager, CASE, json!({ "id": case.gid(), "version": 999 })).await;
        assert_eq!(stale["caseErase"]["userErrors"][0]["code"], "STALE_VERSION");
        // Then nothing is in the way, and the parent went with the case.
        assert_eq!(rules(&app).await, [Value::Null, Value::Null]);
        assert_eq!(app.rows(&["erasure"]).await, [1]);
    }
}

/// The fields of the entities that hold text in somebody's words, or any other: an enum is not one of them.
fn columns_of_text() -> BTreeSet<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../entities/src");
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(folder).expect("the entities are there") {
        let path = entry.expect("it can be read").path();
        let text = fs::read_to_string(path).expect("it is text");
        let Some((_, rest)) = text.split_once("table_name = \"") else {
            continue;
        };
        let table = rest.split('"').next().expect("a name");
        for line in rest.lines() {
            let Some((name, kind)) = line
                .trim()
                .strip_prefix("pub ")
                .and_then(|line| line.split_once(": "))
            else {
                continue;
            };
            let kind = kind
                .trim_end_matches(',')
                .replace("Option<", "")
                .replace('>', "");
            if ["String", "Personal", "Sealed"].contains(&kind.as_str()) {
                found.insert((table.to_owned(), name.to_owned()));
            }
        }
    }
    found
}

#[test]
fn erasure_knows_every_column_with_text() {
    let known: Vec<_> = COLUMNS
        .iter()
        .map(|(table, column, _)| ((*table).to_owned(), (*column).to_owned()))
        .collect();
    let set: BTreeSet<_> = known.iter().cloned().collect();
    assert_eq!(set.len(), known.len(), "a column stands there twice");
    assert_eq!(columns_of_text(), set);
}
