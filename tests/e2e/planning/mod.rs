//! Many meetings planned together, and accepted one by one.

mod accept;
mod explained;
mod others;
mod private;
mod run;
mod start;
mod statements;

use entities::{PlanningRunId, planning_run};
use sea_orm::{ActiveModelTrait as _, IntoActiveModel as _};
use serde_json::Value;
use tests::{Region, TestApp};

/// The references of the cases of planned meetings or unplaced cases, in order.
fn references(list: &Value) -> Vec<&str> {
    let items = list.as_array().unwrap().iter();
    let mut found: Vec<&str> = items
        .map(|item| item["case"]["reference"].as_str().unwrap())
        .collect();
    found.sort_unstable();
    found
}

/// Writes a run of the northern service that no operation has made.
async fn write_run(
    app: &TestApp,
    region: &Region,
    change: impl FnOnce(&mut planning_run::Model),
) -> PlanningRunId {
    let id = PlanningRunId(app.app.ids.next());
    let mut run = planning_run::Model {
        id,
        provider_id: region.bodies.north,
        state: planning_run::State::Running,
        requested_by: region.staff.coordinator,
        requested_at: app.app.now(),
        started_at: Some(app.app.now()),
        finished_at: None,
        horizon_days: 70,
        time_limit_secs: 10,
        seed: 0,
        unplaced_points: None,
        late_points: None,
        family_points: None,
        others_points: None,
        cost: None,
        bound: None,
        problem_hash: None,
        versions: None,
        failure: None,
    };
    change(&mut run);
    let row = run.into_active_model();
    row.insert(&app.app.db).await.unwrap();
    id
}
