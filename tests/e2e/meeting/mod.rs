//! Meetings: held, confirmed, cancelled, and wanted by many at once.

mod cancel;
mod confirm;
mod early;
mod hold;
mod lapse;
mod race;
mod taken;

use entities::{CaseId, MeetingId, PersonId, booking, meeting};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _};
use serde_json::{Value, json};
use tests::TestApp;
use tests::ids::Named as _;

/// The tables that holding a date writes to.
const TABLES: [&str; 3] = ["meeting", "meeting_attendee", "booking"];

/// The bookings of a meeting, those that begin first first.
async fn bookings(app: &TestApp, case: CaseId) -> Vec<booking::Model> {
    let meetings = meeting::Entity::find()
        .filter(meeting::Column::CaseId.eq(case))
        .all(&app.app.db)
        .await
        .unwrap();
    let ids: Vec<MeetingId> = meetings.iter().map(|row| row.id).collect();
    booking::Entity::find()
        .filter(booking::Column::MeetingId.is_in(ids))
        .order_by_asc(booking::Column::StartsAt)
        .order_by_asc(booking::Column::ResourceKind)
        .all(&app.app.db)
        .await
        .unwrap()
}

/// State and version of a case, and the states of its meetings, as somebody sees them.
async fn seen(app: &TestApp, actor: PersonId, case: CaseId) -> Value {
    let document = "query ($id: ID!) { case(id: $id) { state version meetings { state } } }";
    app.ask(actor, document, json!({ "id": case.gid() })).await["case"].take()
}

/// Live bookings of the same person or room that overlap: there must be none, ever.
pub(crate) async fn overlaps(app: &TestApp) -> i64 {
    app.number(
        "SELECT COUNT(*) AS n FROM booking one JOIN booking other \
         ON one.resource_id = other.resource_id AND one.id < other.id \
         AND one.starts_at < other.ends_at AND other.starts_at < one.ends_at \
         WHERE one.status <> 'released' AND other.status <> 'released'",
    )
    .await
}
