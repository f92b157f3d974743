//! What the service holds about somebody.

use async_graphql::{Context, ID, Json, Object, Result};
use serde_json::Value;

use crate::app::App;
use crate::auth::Actor;
use crate::domain::record;
use crate::schema::id::{Kind, decode_as};

/// The query for somebody's record.
#[derive(Default)]
pub struct RecordQueries;

/// The query for somebody's record.
#[Object]
impl RecordQueries {
    /// Everything the service holds about somebody (UK GDPR, Article 15), without other people's data: what
    /// is left out is named in it, each with the exemption. For oneself, and for the manager of a service
    /// that has to do with them, on their behalf, without what is read by its owner alone; null for everybody
    /// else. That it was asked for is written down, and stands in the next record.
    async fn person_record(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whose.")] person_id: ID,
    ) -> Option<Result<Json<Value>>> {
        let asked = async {
            let Some(id) = decode_as(Kind::Person, &person_id) else {
                return Ok(None);
            };
            let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
            Ok(record::of(app, actor, id).await?.map(Json))
        };
        asked.await.transpose()
    }
}
