//! Who sees what, and who may do what.

mod cases;
mod entry;
mod ids;
mod people;

use entities::PersonId;
use serde_json::{Value, json};
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::{Region, TestApp};

/// A region in which case `N-1` has a meeting that Ana mediates, and `N-6` one that a signer comes to.
struct World {
    app: TestApp,
    region: Region,
    /// The meeting of `N-1`.
    meeting: Value,
    /// A planning run about `N-2`.
    run: Value,
}

impl World {
    async fn make(database: TestDatabase) -> Self {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        // Ben is away, so that Ana mediates.
        app.says(region.staff.mediators[1], Vec::new()).await;
        let coordinator = region.staff.coordinator;
        let meeting = app.confirmed(coordinator, region.cases.med_e.0).await;
        app.confirmed(coordinator, region.cases.bsl.0).await;
        let wanted = json!({ "caseIds": [region.cases.med_x.0.gid()] });
        let run = app.planned(coordinator, wanted).await;
        Self {
            app,
            region,
            meeting,
            run,
        }
    }

    /// Everybody, by what they are.
    fn everybody(&self) -> [(&'static str, Option<PersonId>); 18] {
        let (staff, cases) = (self.region.staff, self.region.cases);
        [
            ("anonymous", None),
            ("stranger", Some(staff.stranger)),
            ("manager", Some(staff.manager)),
            ("coordinator", Some(staff.coordinator)),
            ("southern coordinator", Some(staff.southern_coordinator)),
            ("adviser", Some(staff.adviser)),
            ("mediator", Some(staff.mediators[0])),
            ("idle mediator", Some(staff.mediators[1])),
            ("southern mediator", Some(staff.southern_mediator)),
            ("family", Some(cases.med_e.1.parent)),
            ("child", Some(cases.med_e.1.child_person)),
            ("officer", Some(staff.la_officers[1])),
            ("other officer", Some(staff.other_la_officer)),
            ("health officer", Some(staff.health_officer)),
            ("school", Some(staff.teacher)),
            ("supporter", Some(staff.supporter)),
            ("interpreter", Some(staff.interpreters[0])),
            ("family between agencies", Some(cases.dr_a.1.parent)),
        ]
    }
}
