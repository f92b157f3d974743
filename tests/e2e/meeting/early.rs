//! Holding a date before the life-cycle of the case has come to it.

use api::domain::case::NewCase;
use entities::case::{self, Kind, State};
use entities::participant::Role;
use entities::{CaseId, audit_event};
use sea_orm::ActiveValue::{Set, Unchanged};
use sea_orm::{ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::{Value, json};
use tests::database::TestDatabase;
use tests::ids::Named as _;
use tests::open::{new_case, pool, seat};
use tests::region::Family;
use tests::tell::refusal;
use tests::{Region, TestApp, both};

use super::TABLES;

/// A case with a date that could be held, put back to an earlier state.
async fn put_back(
    app: &TestApp,
    region: &Region,
    (reference, kind, state): (&str, Kind, State),
    is_told: bool,
) -> (CaseId, Value) {
    let bodies = region.bodies;
    let family = Family::make(app, bodies.school, reference, "en").await;
    let new = new_case(reference, kind, bodies.north, bodies.la, family.child);
    let others = match kind {
        Kind::MedH => vec![pool(
            Role::Health,
            bodies.icb,
            &[region.staff.health_officer],
        )],
        _ => vec![pool(
            Role::LocalAuthority,
            bodies.la,
            &region.staff.la_officers,
        )],
    };
    let family = std::iter::once(seat(Role::Family, family.parent));
    let participants = family.chain(others).collect();
    let id = app
        .open(NewCase {
            participants,
            ..new
        })
        .await;
    let proposal = app.proposals(region.staff.coordinator, id, 1).await[0]["id"].take();
    let mut earlier = case::ActiveModel {
        id: Unchanged(id),
        state: Set(state),
        ..Default::default()
    };
    if !is_told {
        earlier.la_informed_at = Set(None);
        earlier.icb_informed_at = Set(None);
    }
    earlier
        .update(&app.app.db)
        .await
        .expect("the case is put back");
    (id, proposal)
}

/// How often a refusal with that code was appended for a case.
async fn refused(app: &TestApp, id: CaseId, code: &str) -> usize {
    let rows = audit_event::Entity::find()
        .filter(audit_event::Column::CaseId.eq(id))
        .filter(audit_event::Column::Action.eq("meetingHold"))
        .filter(audit_event::Column::Refusal.eq(code));
    rows.all(&app.app.db).await.expect("the log is read").len()
}

both! {
    async fn no_date_is_held_before_its_time(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let coordinator = region.staff.coordinator;
        let mut said = Vec::new();
        for (ix, (kind, state, is_told)) in [
            (Kind::MedE, State::Requested, false),
            // Whatever it is called, nobody has told the authority.
            (Kind::MedE, State::Collecting, false),
            (Kind::MedH, State::Requested, false),
            (Kind::DrF, State::Referred, false),
            (Kind::DrF, State::ConsentRound, false),
            (Kind::DrF, State::NotProceeding, false),
            (Kind::FacTac, State::Requested, false),
            (Kind::FacTac, State::Scoped, false),
        ].into_iter().enumerate() {
            let (id, proposal) = put_back(&app, &region, (&format!("E-{ix}"), kind, state), is_told).await;
            let tables = [&TABLES[..], &["case_event", "next_step"]].concat();
            let before = app.rows(&tables).await;
            let payload = app.hold(coordinator, id, &proposal).await;
            said.push(refusal(&payload));
            assert_eq!(payload["meeting"], Value::Null);
            assert_eq!(app.rows(&tables).await, before, "{kind:?} {state:?}");
            assert_eq!(refused(&app, id, "NOT_YET").await, 1, "{kind:?} {state:?}");
        }
        insta::allow_duplicates! {
            insta::assert_snapshot!(said.join("\n"), @r"
            NOT_YET caseId: A mediation is booked once the local authority has been told that the family wants it, since the thirty days run from then (regulations 35(4) and 36(2)).
            NOT_YET caseId: A mediation is booked once the local authority has been told that the family wants it, since the thirty days run from then (regulations 35(4) and 36(2)).
            NOT_YET caseId: A mediation about health alone is booked once the integrated care board has the notice, since the thirty days run from then (regulation 35(3)).
            NOT_YET caseId: A disagreement resolution is booked once everybody required has agreed to take part (CFA s.57, disagreement resolution is voluntary for all).
            NOT_YET caseId: A disagreement resolution is booked once everybody required has agreed to take part (CFA s.57, disagreement resolution is voluntary for all).
            NOT_YET caseId: Somebody required does not take part, so no date is booked (CFA s.57, disagreement resolution is voluntary for all).
            NOT_YET caseId: A facilitation is booked once its aim and the people are clear (order of steps of a facilitation).
            NOT_YET caseId: A facilitation is booked once somebody facilitates it (order of steps of a facilitation).
            ");
        }
    }

    async fn a_date_is_held_as_soon_as_it_may_be(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let coordinator = region.staff.coordinator;
        for (ix, (kind, state, is_told)) in [
            (Kind::MedE, State::Arranging, true),
            (Kind::MedH, State::Collecting, true),
            (Kind::DrF, State::Arranging, false),
            (Kind::FacTac, State::FacilitatorAssigned, false),
        ].into_iter().enumerate() {
            let (id, proposal) = put_back(&app, &region, (&format!("E-{ix}"), kind, state), is_told).await;
            let payload = app.hold(coordinator, id, &proposal).await;
            assert_eq!(payload["userErrors"], json!([]), "{kind:?} {state:?}");
        }
    }

    async fn asking_for_times_early_is_no_way_around_it(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let coordinator = region.staff.coordinator;
        let (id, proposal) = put_back(&app, &region, ("E-1", Kind::MedE, State::Requested), false).await;
        let asked = app.request(coordinator, json!({ "caseId": id.gid() })).await;
        assert_eq!(asked["userErrors"], json!([]), "{asked:#}");
        assert_eq!(super::seen(&app, coordinator, id).await["state"], "REQUESTED");
        let payload = app.hold(coordinator, id, &proposal).await;
        assert_eq!(payload["userErrors"][0]["code"], "NOT_YET", "{payload:#}");
    }
}
