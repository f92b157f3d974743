//! Tries for longer what the tests try for a while, and says what was tried and what was found.
//!
//! `soak trust [OWN FOREIGN EDITS]` asks with forged tokens and hostile documents, asks everything as
//! everybody on SQLite and on PostgreSQL, of so many cases of their own and of others, and forges the audit
//! log so many times. `soak access` prints who
//! reads which field. `script/soak` runs it.

use std::io::Write as _;
use std::panic::catch_unwind;
use std::process::ExitCode;

use api::domain::audit;
use api::edge::{Code, Limits, Question, admit};
use api::schema;
use axum::http::StatusCode;
use entities::audit_event;
use sea_orm::{
    ConnectionTrait as _, DatabaseConnection, EntityTrait as _, IntoActiveModel as _,
    QueryOrder as _,
};
use serde_json::json;
use tests::database::{Engine, fresh};
use tests::forgery::forged;
use tests::isolation::{Amount, Corpus, Found, World, replay, two_worlds};
use tests::sent::Sent;
use tests::{Region, TestApp, entry};

#[expect(
    dead_code,
    reason = "the list is the edge's own; its tests use all of it"
)]
#[path = "../../../api/src/edge/tests/families.rs"]
mod families;

/// Letters of a good token that are another, one in each forgery.
const TURNS: usize = 2_000;

/// People who ask, of each kind.
const OF_EACH: usize = 2;

/// What is asked of each pair of worlds.
const OF_TWO_WORLDS: Amount = Amount { own: 2, foreign: 2 };

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let number = |ix: usize, usual: usize| {
        let text = arguments.get(ix);
        text.map_or(usual, |text| text.parse().expect("a number"))
    };
    match arguments.first().map(String::as_str) {
        Some("trust") => {
            let amount = Amount {
                own: number(1, 20),
                foreign: number(2, 20),
            };
            trust(amount, number(3, 1_000)).await
        }
        Some("access") => {
            say(&access().await);
            ExitCode::SUCCESS
        }
        _ => {
            say("soak trust [OWN FOREIGN EDITS] | soak access\n");
            ExitCode::from(2)
        }
    }
}

/// Who reads which field, as `docs/access.md` says it.
async fn access() -> String {
    let corpus = Corpus::of(&schema::sdl());
    let world = World::make(TestApp::start(fresh(Engine::Sqlite).await).await, 1).await;
    let found = replay(&world, &corpus, Amount::OF_A_TEST).await;
    entry::table() + &Sent::of(&schema::sdl()).table() + &found.matrix.table(&corpus)
}

async fn trust(amount: Amount, edits: usize) -> ExitCode {
    let corpus = Corpus::of(&schema::sdl());
    let mut is_well = true;
    say(&format!(
        "{:<58} {:>8} {:>8}\n",
        "what was tried", "tried", "wrong"
    ));
    let (tried, wrong) = documents();
    is_well &= wrong == 0;
    let what = "documents at a limit and beyond; judged wrongly";
    say(&format!("{what:<58} {tried:>8} {wrong:>8}\n"));
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let (tried, wrong) = tokens(engine).await;
        is_well &= wrong == 0;
        let what = format!("{engine:?}: forged tokens; believed");
        say(&format!("{what:<58} {tried:>8} {wrong:>8}\n"));
        let world = World::make(TestApp::start(fresh(engine).await).await, OF_EACH).await;
        let found = replay(&world, &corpus, amount).await;
        is_well &= told(engine, &found);
        let compared = two_worlds(&world, &corpus, OF_TWO_WORLDS).await;
        is_well &= compared.differences.is_empty();
        let what = format!("{engine:?}: pairs of worlds; answers that differ");
        let (pairs, differ) = (compared.pairs, compared.differences.len());
        say(&format!("{what:<58} {pairs:>8} {differ:>8}\n"));
        let (forged, noticed) = forge(&world.app.app.db, edits).await;
        is_well &= forged == noticed;
        let what = format!("{engine:?}: forgeries of the audit log, not noticed");
        say(&format!("{what:<58} {forged:>8} {:>8}\n", forged - noticed));
    }
    if is_well {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}

/// Gives the guard every hostile document at its limit, one beyond and far beyond; how many there were, and how
/// many of them broke it, were refused in spite of their limit, or were let through beyond it.
fn documents() -> (usize, usize) {
    let (mut tried, mut wrong) = (0, 0);
    for family in families::families() {
        let judged = |size: usize| {
            catch_unwind(|| {
                admit(&Limits::default(), (family.question)(size)).map_err(|no| no.code)
            })
        };
        let is_admitted = matches!(judged(family.limit), Ok(Ok(_)));
        let is_refused = matches!(judged(family.limit + 1), Ok(Err(code)) if code == family.code);
        let is_refused_far = matches!(judged(family.limit * 40), Ok(Err(_)));
        for is_right in [is_admitted, is_refused, is_refused_far] {
            tried += 1;
            wrong += usize::from(!is_right);
        }
    }
    (tried, wrong)
}

/// Asks who is asking with tokens that nobody signed; how many there were, and how many were believed.
async fn tokens(engine: Engine) -> (usize, usize) {
    let app = TestApp::start(fresh(engine).await).await;
    let region = Region::make(&app).await;
    let all = forged(&app.token(region.staff.manager), TURNS);
    let mut wrong = 0;
    for token in &all {
        let bearer = format!("Bearer {token}");
        let answer = app
            .post(
                Some(&bearer),
                &json!({ "query": "{ viewer { person { id } } }" }),
            )
            .await;
        wrong += usize::from(answer.status != StatusCode::UNAUTHORIZED);
    }
    (all.len(), wrong)
}

/// Says what came of asking; whether nothing is wrong.
fn told(engine: Engine, found: &Found) -> bool {
    let mut is_well = true;
    for (what, wrong) in [
        ("answers with a secret of somebody else", &found.foreign),
        ("answers about a case that is somebody else's", &found.open),
        ("answers that are faults", &found.faults),
    ] {
        let what = format!("{engine:?}: {what}");
        say(&format!(
            "{what:<58} {:>8} {:>8}\n",
            found.answers,
            wrong.len()
        ));
        for one in wrong.iter().take(10) {
            say(&format!("  {one}\n"));
        }
        is_well &= wrong.is_empty();
    }
    is_well
}

/// Changes, takes away, swaps and adds events, one at a time and each taken back; how many forgeries
/// there were, and how many of them the chain showed.
async fn forge(db: &DatabaseConnection, count: usize) -> (usize, usize) {
    unlock(db).await;
    let events = audit_event::Entity::find().order_by_asc(audit_event::Column::Sequence);
    let events = events.all(db).await.expect("the log can be read");
    let last = events.last().expect("something happened").sequence;
    let mut noticed = 0;
    for turn in 0..count {
        // A step that has no divisor in common with most lengths comes to all of them in turn.
        let ix = turn * 7_919 % (events.len() - 1);
        let (one, next) = (&events[ix], &events[ix + 1]);
        let sql = match turn % 6 {
            0 => format!(
                "UPDATE audit_event SET action = action || 'x' WHERE sequence = {}",
                one.sequence
            ),
            1 => format!(
                "UPDATE audit_event SET acting_as = acting_as || ' ' WHERE sequence = {}",
                one.sequence
            ),
            2 => format!(
                "UPDATE audit_event SET hash = previous_hash WHERE sequence = {}",
                one.sequence
            ),
            3 => format!("DELETE FROM audit_event WHERE sequence = {}", one.sequence),
            4 => format!(
                "UPDATE audit_event SET sequence = CASE sequence WHEN {0} THEN {2} ELSE {0} END \
                 WHERE sequence = {0}; UPDATE audit_event SET sequence = {0} WHERE sequence = {1}; \
                 UPDATE audit_event SET sequence = {1} WHERE sequence = {2}",
                one.sequence,
                next.sequence,
                last + 1,
            ),
            _ => String::new(),
        };
        if sql.is_empty() {
            let mut added = one.clone();
            added.sequence = last + 1;
            put(db, added).await;
        } else {
            db.execute_unprepared(&sql)
                .await
                .expect("nothing guards the log any more");
        }
        let verdict = audit::verify(db, None).await.expect("the log can be read");
        noticed += usize::from(verdict.flaw.is_some());
        for sequence in [one.sequence, next.sequence, last + 1] {
            let sql = format!("DELETE FROM audit_event WHERE sequence = {sequence}");
            db.execute_unprepared(&sql)
                .await
                .expect("nothing guards the log any more");
        }
        for event in [one, next] {
            put(db, event.clone()).await;
        }
    }
    let verdict = audit::verify(db, None).await.expect("the log can be read");
    assert_eq!(verdict.flaw, None, "every forgery was taken back");
    (count, noticed)
}

async fn put(db: &DatabaseConnection, event: audit_event::Model) {
    let event = audit_event::Entity::insert(event.into_active_model());
    event
        .exec(db)
        .await
        .expect("nothing guards the log any more");
}

/// Takes the guards away, as somebody could who owns the database.
async fn unlock(db: &DatabaseConnection) {
    let guards: &[&str] = match db.get_database_backend() {
        sea_orm::DbBackend::Postgres => &["ALTER TABLE audit_event DISABLE TRIGGER USER"],
        _ => &[
            "DROP TRIGGER audit_event_no_update",
            "DROP TRIGGER audit_event_no_delete",
            "DROP TRIGGER audit_event_no_replace",
        ],
    };
    for guard in guards {
        db.execute_unprepared(guard)
            .await
            .expect("the guard is there");
    }
}

fn say(text: &str) {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes()).expect("somebody reads this");
}
