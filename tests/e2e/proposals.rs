//! Looking for dates: what a coordinator gets, and what is refused.

use api::domain::case::NewCase;
use api::schema::id::Kind as Id;
use entities::case::{Kind, State};
use entities::participant::Role;
use entities::{CaseId, ParticipantId, VenueId, participant, venue};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, QueryFilter as _};
use serde_json::{Value, json};
use tests::database::TestDatabase;
use tests::ids::{MALFORMED, Named as _, unknown};
use tests::open::{new_case, pool, seat};
use tests::region::Family;
use tests::tell::{codes, each, refusal};
use tests::{Region, TestApp, both};

/// What every proposal of a case with everybody in town must say.
fn is_complete(proposal: &Value) -> bool {
    let roles = each(&proposal["attendees"], "role");
    let named = proposal["attendees"].as_array().unwrap();
    ["LOCAL_AUTHORITY", "FAMILY", "MEDIATOR"]
        .iter()
        .all(|role| roles.contains(role))
        && named
            .iter()
            .all(|attendee| attendee["person"]["name"].is_string())
        && proposal["venue"]["name"].is_string()
        && proposal["room"]["name"].is_string()
        && proposal["mediator"]["name"].is_string()
        && proposal["familyDistanceKm"].is_f64()
        && proposal["familyTravelMinutes"].is_i64()
        && proposal["daysLeft"].as_i64().is_some_and(|left| 0 <= left)
        && proposal["reason"]
            .as_str()
            .is_some_and(|reason| !reason.is_empty())
}

both! {
    async fn a_case_gets_five_complete_dates(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let found = app.look(region.staff.coordinator, region.cases.med_e.0, json!({})).await;
        let proposals = found["proposals"].as_array().unwrap();
        assert_eq!(proposals.len(), 5);
        for (rank, proposal) in (1..).zip(proposals) {
            assert_eq!(proposal["rank"], rank);
            assert!(is_complete(proposal), "{proposal:#}");
            assert_eq!(proposal["arrangeByOn"], "2026-03-27");
        }
        assert_eq!(found["explanation"], Value::Null);
        assert_eq!(found["userErrors"], json!([]));

        let again = app.look(region.staff.coordinator, region.cases.med_e.0, json!({})).await;
        assert_eq!(again, found, "the same question has the same answer");
    }

    async fn every_type_of_case_gets_dates(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        for (reference, case) in region.all_cases() {
            let arranges = match reference {
                "S-1" => region.staff.southern_coordinator,
                _ => region.staff.coordinator,
            };
            // A seat of the family has no place between agencies; without it the case is sound.
            if reference == "N-4" {
                remove_seats(&app, case, Role::Family).await;
            }
            let found = app.look(arranges, case, json!({ "first": 1 })).await;
            assert_eq!(found["proposals"].as_array().unwrap().len(), 1, "{reference}: {found:#}");
        }
    }

    async fn looking_writes_nothing(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let tables = ["meeting", "meeting_attendee", "booking", "availability_request"];
        let before = app.rows(&tables).await;
        app.proposals(region.staff.coordinator, region.cases.med_e.0, 20).await;
        assert_eq!(app.rows(&tables).await, before);
    }

    async fn dates_can_be_narrowed_down(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (coordinator, case) = (region.staff.coordinator, region.cases.med_e.0);

        let mill = region.venues[1].gid();
        let found = app.look(coordinator, case, json!({ "venueId": mill, "first": 3 })).await;
        let venues: Vec<_> = found["proposals"].as_array().unwrap().iter().collect();
        assert_eq!(venues.len(), 3);
        assert!(venues.iter().all(|one| one["venue"]["name"] == "Mill House"), "{found:#}");

        let either = another(&app, &region, "N-7", |new| NewCase { mode: entities::Mode::Either, ..new }).await;
        for (mode, room) in [("VIDEO", false), ("IN_PERSON", true)] {
            let found = app.look(coordinator, either, json!({ "mode": mode, "first": 2 })).await;
            let proposals = found["proposals"].as_array().unwrap();
            assert_eq!(proposals.len(), 2, "{found:#}");
            for one in proposals {
                assert_eq!(one["mode"], mode);
                assert_eq!(one["room"].is_object(), room);
                assert_eq!(one["familyDistanceKm"].is_null(), !room);
            }
        }
    }

    async fn a_case_without_dates_is_explained(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let (case, family) = region.cases.med_e;
        app.on_days(family.parent, &[0, 2], 9, 17).await;
        for officer in region.staff.la_officers {
            app.on_days(officer, &[1, 3], 9, 17).await;
        }
        let found = app.look(region.staff.coordinator, case, json!({})).await;
        assert_eq!(found["proposals"], json!([]));
        assert_eq!(found["userErrors"], json!([]));
        let explanation = &found["explanation"];
        let conflict = each(&explanation["conflict"], "code");
        assert_eq!(conflict.iter().filter(|&&code| code == "SEAT").count(), 2, "{explanation:#}");
        for found in explanation["conflict"].as_array().unwrap() {
            assert!(!found["message"].as_str().unwrap().is_empty());
        }
        let repairs = explanation["repairs"].as_array().unwrap();
        assert_eq!(repairs.len(), conflict.len(), "advice for each: {explanation:#}");
        let opening = repairs.iter().filter(|repair| repair["opensAt"].is_string());
        for repair in opening.clone() {
            assert!(0 < repair["opensCount"].as_i64().unwrap());
        }
        assert!(0 < opening.count(), "{explanation:#}");
    }

    async fn what_makes_no_sense_is_refused(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        let case = region.cases.med_e.0;
        let said = async |case: String, more: Value| {
            let mut variables = json!({ "caseId": case });
            for (name, value) in more.as_object().unwrap() {
                variables[name] = value.clone();
            }
            let found = app.ask(region.staff.coordinator, tests::act::PROPOSE, variables).await;
            let found = &found["proposedMeetingDates"];
            assert_eq!(found["proposals"], json!([]));
            assert_eq!(found["explanation"], Value::Null);
            refusal(found)
        };
        let closed = another(&app, &region, "N-8", |new| NewCase { state: State::Closed, ..new }).await;
        let video = another(&app, &region, "N-9", |new| NewCase { mode: entities::Mode::Video, ..new }).await;
        let seatless = another(&app, &region, "N-10", |new| new).await;
        remove_seats(&app, seatless, Role::LocalAuthority).await;
        let roomless = roomless_venue(&app, &region).await;

        let table = [
            said(unknown(Id::Case), json!({})).await,
            said(region.cases.southern.0.gid(), json!({})).await,
            said(MALFORMED[1].to_owned(), json!({})).await,
            said(region.venues[0].gid(), json!({})).await,
            said(case.gid(), json!({ "venueId": "x" })).await,
            said(case.gid(), json!({ "venueId": unknown(Id::Venue) })).await,
            said(case.gid(), json!({ "venueId": roomless.gid() })).await,
            said(case.gid(), json!({ "mode": "VIDEO" })).await,
            said(video.gid(), json!({ "mode": "IN_PERSON" })).await,
            said(case.gid(), json!({ "first": 21 })).await,
            said(closed.gid(), json!({})).await,
            said(seatless.gid(), json!({})).await,
        ];
        insta::allow_duplicates! {
            insta::assert_snapshot!(table.join("\n"), @r"
        NOT_FOUND caseId: there is no such case
        NOT_FOUND caseId: there is no such case
        MALFORMED_ID caseId: this is not an id of ours. Maybe copy it again
        MALFORMED_ID caseId: this is not an id of ours. Maybe copy it again
        MALFORMED_ID venueId: this is not an id of ours. Maybe copy it again
        UNKNOWN_VENUE venueId: there is no such venue
        VENUE_WITHOUT_ROOMS venueId: Empty House has no rooms. Maybe choose another venue, or add its rooms
        MODE_NOT_ALLOWED mode: the family asked to meet in person
        MODE_NOT_ALLOWED mode: the family asked to meet by video
        COUNT_OUT_OF_RANGE first: ask for 1 to 20 dates
        NOT_ARRANGING caseId: this case is not at a stage at which meetings are arranged
        REQUIRED_ROLE_MISSING caseId: this case has no required seat for the local authority. Maybe add one to the case first
        ");
        }
    }

    async fn a_count_below_one_never_reaches_the_planner(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = Region::make(&app).await;
        for first in [0, -1] {
            let variables = json!({ "caseId": region.cases.med_e.0.gid(), "first": first });
            let answer = app.run(region.staff.coordinator, tests::act::PROPOSE, variables).await;
            let refused = !tests::tell::fault_codes(&answer).is_empty()
                || codes(&answer["data"]["proposedMeetingDates"]) == ["COUNT_OUT_OF_RANGE"];
            assert!(refused, "{answer:#}");
        }
    }
}

/// A northern case like the others, changed in one point.
async fn another(
    app: &TestApp,
    region: &Region,
    reference: &str,
    change: impl FnOnce(NewCase) -> NewCase,
) -> CaseId {
    let family = Family::make(app, region.bodies.school, reference, "en").await;
    let new = new_case(
        reference,
        Kind::MedE,
        region.bodies.north,
        region.bodies.la,
        family.child,
    );
    let participants = vec![
        seat(Role::Family, family.parent),
        pool(
            Role::LocalAuthority,
            region.bodies.la,
            &region.staff.la_officers,
        ),
    ];
    app.open(change(NewCase {
        participants,
        ..new
    }))
    .await
}

/// Takes seats out of a case, which no operation does.
async fn remove_seats(app: &TestApp, id: CaseId, role: Role) {
    let seats = participant::Entity::find()
        .filter(participant::Column::CaseId.eq(id))
        .filter(participant::Column::Role.eq(role))
        .all(&app.app.db)
        .await
        .unwrap();
    let ids: Vec<ParticipantId> = seats.iter().map(|seat| seat.id).collect();
    entities::authority::Entity::delete_many()
        .filter(entities::authority::Column::ParticipantId.is_in(ids.clone()))
        .exec(&app.app.db)
        .await
        .unwrap();
    entities::pool_member::Entity::delete_many()
        .filter(entities::pool_member::Column::ParticipantId.is_in(ids.clone()))
        .exec(&app.app.db)
        .await
        .unwrap();
    participant::Entity::delete_many()
        .filter(participant::Column::Id.is_in(ids))
        .exec(&app.app.db)
        .await
        .unwrap();
}

/// A venue that nobody has given rooms, which no operation makes.
async fn roomless_venue(app: &TestApp, region: &Region) -> VenueId {
    let id = VenueId(app.app.ids.next());
    let row = venue::ActiveModel {
        id: Set(id),
        organisation_id: Set(region.bodies.school),
        name: Set("Empty House".to_owned()),
        outcode: Set("S2".to_owned()),
        address: Set(None),
        is_la_premises: Set(false),
        is_school: Set(false),
        inspected_on: Set(None),
    };
    row.insert(&app.app.db).await.unwrap();
    id
}
