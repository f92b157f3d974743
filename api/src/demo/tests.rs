use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use chrono::{Duration, NaiveDate};
use entities::{audit_event, case};
use migration::{Migrator, MigratorTrait};
use scheduler::check::violations;
use sea_orm::{EntityTrait, QueryOrder};

use super::*;
use crate::app::App;
use crate::auth::Actor;
use crate::clock::ManualClock;
use crate::database::Patience;
use crate::domain::case::rules::is_arranging;
use crate::domain::proposal::{Dates, propose};
use crate::ids::SeededIds;
use crate::law::Calendar;
use crate::lifecycle::Stage;
use crate::lifecycle::samples::walks;
use crate::planning::Wish;
use crate::planning::local::instant;
use crate::reach::Login;
use crate::vault::Vault;
use crate::vault::chance::SeededChance;
use crate::vault::masters::{self, Masters};

fn a_vault() -> Vault {
    let chance = SeededChance::new(1);
    let masters = Masters::read(&masters::new_line(&chance)).unwrap();
    Vault::new(masters, Arc::new(chance), Arc::new(SeededIds::new(2)))
}

/// A filled region as it is at nine o'clock on a day.
async fn filled(day: &str) -> (App, Region, Actor) {
    let day: NaiveDate = day.parse().unwrap();
    let db = crate::database::connect("sqlite::memory:", 1, Patience::default(), Login::AsNamed)
        .await
        .unwrap();
    Migrator::up(&db, None).await.unwrap();
    let app = App {
        db,
        clock: Arc::new(ManualClock::new(instant(day, hours::at(9, 0)))),
        ids: Arc::new(SeededIds::new(1)),
        calendar: Arc::new(Calendar::new(Calendar::england().map(|(day, _)| day))),
        hold_life: Duration::hours(48),
        runs: Arc::default(),
        vault: Arc::new(a_vault()),
        retention: Arc::default(),
        known: Arc::default(),
    };
    assert!(is_empty(&app).await.unwrap());
    let told = Mutex::new(Vec::new());
    let region = fill(&app, &|done, of| told.lock().unwrap().push((done, of)))
        .await
        .unwrap();
    let told = told.into_inner().unwrap();
    assert_eq!(told.first().map(|told| told.0), Some(0));
    assert_eq!(
        told.last().map(|told| told.0),
        told.last().map(|told| told.1),
        "all steps told"
    );
    assert!(!is_empty(&app).await.unwrap());
    let coordinator = crate::domain::person::identify(&app, region.coordinator)
        .await
        .unwrap();
    (app, region, coordinator)
}

/// All cases, by reference.
async fn cases(app: &App) -> Vec<entities::case::Model> {
    let all = case::Entity::find().order_by_asc(case::Column::Reference);
    all.all(&app.db).await.unwrap()
}

/// All cases, with the dates of those that are being arranged.
async fn dates(app: &App, actor: &Actor) -> Vec<(entities::case::Model, Option<Dates>)> {
    let mut dates = Vec::new();
    for case in cases(app).await {
        let mut found = None;
        if is_arranging(case.state) {
            found = Some(
                propose(app, actor, case.id, Wish::default(), 5)
                    .await
                    .unwrap(),
            );
        }
        dates.push((case, found));
    }
    dates
}

#[tokio::test]
async fn what_is_shown_is_verified_and_fits_eighty_columns() {
    let (app, region, _) = filled("2026-03-02").await;
    let show = look(&app, &region).await.unwrap();
    assert_eq!(show.possible.dates.len(), 5);
    assert!(show.impossible.obstacle.is_some());
    let text = show.text();
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
    let json: serde_json::Value = serde_json::from_str(&show.json()).unwrap();
    assert_eq!(json["possible"]["dates"][0]["rank"], 1);
}

#[tokio::test]
async fn the_queries_to_paste_work_one_after_the_other() {
    let (app, region, actor) = filled("2026-03-02").await;
    let schema = crate::schema::build();
    let [desk, dates, hold] = queries(&region).map(|(_, document)| document);
    let run = async |document: &str, variables: serde_json::Value| {
        let request = async_graphql::Request::new(document)
            .variables(async_graphql::Variables::from_json(variables));
        let request = crate::schema::request(&app, actor.clone(), &Arc::default(), request);
        let answer = schema.execute(request).await;
        assert!(answer.is_ok(), "{:?}", answer.errors);
        answer.data.into_json().unwrap()
    };
    let answer = run(&desk, serde_json::json!({})).await;
    assert_eq!(answer["cases"]["totalCount"], cases(&app).await.len());
    let answer = run(&dates, serde_json::json!({})).await;
    let id = &answer["proposedMeetingDates"]["proposals"][4]["id"];
    let answer = run(&hold, serde_json::json!({ "proposalId": id })).await;
    assert_eq!(
        answer["meetingHold"]["meeting"]["state"], "HELD",
        "{answer}"
    );
}

#[tokio::test]
async fn the_region_has_what_it_should() {
    // A Saturday, the eve of the summer holidays, and Advent.
    for day in ["2026-03-07", "2026-07-20", "2026-12-07"] {
        let (app, region, actor) = filled(day).await;
        let all = dates(&app, &actor).await;
        assert!(120 <= all.len(), "{day}: {}", all.len());
        let found = |id| {
            let (_, found) = all.iter().find(|(case, _)| case.id == id).unwrap();
            found.as_ref().unwrap()
        };
        assert_eq!(found(region.possible).proposals.len(), 5, "{day}");
        let explanation = found(region.impossible).explanation.as_ref().unwrap();
        assert!(3 <= explanation.repairs.len(), "{day}: {explanation:?}");
        let (booked, open): (Vec<_>, Vec<_>) = all
            .iter()
            .filter_map(|(case, found)| Some((case, found.as_ref()?)))
            .partition(|(case, _)| case.state == entities::case::State::Booked);
        assert!(6 <= booked.len(), "{day}: {} meetings", booked.len());
        let lucky = open
            .iter()
            .filter(|(_, found)| !found.proposals.is_empty())
            .count();
        let unlucky: Vec<_> = open
            .iter()
            .filter_map(|(case, found)| {
                Some((
                    &case.reference,
                    case.kind,
                    &found.explanation.as_ref()?.conflict,
                ))
            })
            .collect();
        assert!(
            70 * open.len() <= 100 * lucky,
            "{day}: {lucky} of {}: {unlucky:#?}",
            open.len()
        );
        for (case, found) in open {
            for proposal in &found.proposals {
                assert_eq!(
                    violations(&found.snapshot.problem, proposal),
                    [],
                    "{}",
                    case.reference
                );
            }
        }
    }
}

#[tokio::test]
async fn the_same_day_gives_the_same_region() {
    let (one, other) = (filled("2026-03-02").await, filled("2026-03-02").await);
    assert_eq!(one.1, other.1);
    assert_eq!(cases(&one.0).await, cases(&other.0).await);
    let id = one.1.possible;
    let ask = async |app, actor| propose(app, actor, id, Wish::default(), 5).await.unwrap();
    let (dates, same) = (ask(&one.0, &one.2).await, ask(&other.0, &other.2).await);
    assert_eq!(dates.proposals, same.proposals);
}

#[tokio::test]
async fn there_are_cases_in_every_state_with_the_past_that_led_there() {
    // A Saturday, the summer, and the first working day of a year.
    for day in ["2026-03-07", "2026-07-20", "2027-01-04"] {
        let (app, ..) = filled(day).await;
        let cases = cases(&app).await;
        let stages: BTreeSet<String> = cases
            .iter()
            .map(|case| Stage::of(case.kind, case.state).unwrap().name())
            .collect();
        // The first five life-cycles are those of a case.
        let prefixes = ["", "ADVICE_", "MEDIATION_", "RESOLUTION_", "FACILITATION_"];
        let known = walks().into_iter().zip(prefixes);
        let known = known.flat_map(|(walk, prefix)| {
            let all = walk.states.into_iter();
            all.map(move |state| format!("{prefix}{}", state.name))
        });
        let missing: Vec<_> = known.filter(|state| !stages.contains(state)).collect();
        let behind = past::behind(&cases);
        assert_eq!((missing, behind), (Vec::new(), Vec::new()), "{day}");
        let verdict = crate::domain::audit::verify(&app.db, None).await.unwrap();
        assert_eq!(verdict.flaw, None, "{day}");
        // What happened is told in the order in which it happened.
        let events = audit_event::Entity::find().order_by_asc(audit_event::Column::Sequence);
        let events = events.all(&app.db).await.unwrap();
        let late = events.windows(2).find(|pair| pair[1].at < pair[0].at);
        assert_eq!(late, None, "{day}");
    }
}
