//! Planning runs: many meetings planned together, and the cases left without one.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer_null, integer, integer_null, pk_uuid, text, text_null, timestamp_with_time_zone,
    timestamp_with_time_zone_null, uuid, uuid_null,
};

use crate::table::{create, drop, index, key, part_of, refers, refers_to, rule};

/// A service has one run under way at a time: two at once would plan the same people twice.
const ONE_UNDER_WAY: &str = "CREATE UNIQUE INDEX planning_run_one_under_way \
    ON planning_run (provider_id) WHERE state IN ('queued', 'running')";

/// Planning runs, the meetings they found, and the cases they found none for.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        planning_run(manager).await?;
        planned_meeting(manager).await?;
        unplaced_case(manager).await?;
        let db = manager.get_connection();
        db.execute_unprepared(ONE_UNDER_WAY).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop(
            manager,
            &["unplaced_case", "planned_meeting", "planning_run"],
        )
        .await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

async fn planning_run(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "planning_run",
        "One attempt to plan the meetings of many cases together, and what came of it",
        Table::create()
            .col(pk_uuid("id"))
            .col(uuid("provider_id"))
            .col(text("state"))
            .col(uuid("requested_by"))
            .col(timestamp_with_time_zone("requested_at"))
            .col(timestamp_with_time_zone_null("started_at"))
            .col(timestamp_with_time_zone_null("finished_at"))
            .col(integer("horizon_days"))
            .col(integer("time_limit_secs"))
            .col(integer("seed"))
            .col(integer_null("unplaced_points"))
            .col(integer_null("late_points"))
            .col(integer_null("family_points"))
            .col(integer_null("others_points"))
            .col(big_integer_null("cost"))
            .col(big_integer_null("bound"))
            .col(text_null("problem_hash"))
            .col(text_null("versions"))
            .col(text_null("failure"))
            .foreign_key(&mut refers("provider_id", "organisation"))
            .foreign_key(&mut refers("requested_by", "person"))
            .check(rule(
                "planning_run_done_has_a_cost",
                "state <> 'done' OR (cost IS NOT NULL AND bound IS NOT NULL)",
            ))
            .check(rule(
                "planning_run_failed_has_a_failure",
                "(state = 'failed') = (failure IS NOT NULL)",
            ))
            .check(rule(
                "planning_run_over_has_a_time",
                "state IN ('queued', 'running') OR finished_at IS NOT NULL",
            )),
    )
    .await?;
    index(manager, "planning_run", &["provider_id", "requested_at"]).await
}

async fn planned_meeting(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "planned_meeting",
        "A meeting that a planning run found for a case, held for nobody yet",
        Table::create()
            .col(uuid("run_id"))
            .col(uuid("case_id"))
            .col(timestamp_with_time_zone("starts_at"))
            .col(timestamp_with_time_zone("ends_at"))
            .col(text("mode"))
            .col(uuid_null("room_id"))
            .col(uuid("mediator_id"))
            .col(text("draft"))
            .primary_key(&mut key(&["run_id", "case_id"]))
            .foreign_key(&mut part_of("run_id", "planning_run"))
            .foreign_key(&mut refers("case_id", "cases"))
            .foreign_key(&mut refers("room_id", "room"))
            .foreign_key(&mut refers_to("mediator_id", "mediator", "person_id"))
            .check(rule(
                "planned_meeting_ends_after_it_starts",
                "ends_at > starts_at",
            )),
    )
    .await
}

async fn unplaced_case(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    create(
        manager,
        "unplaced_case",
        "A case for which a planning run found no meeting, and why",
        Table::create()
            .col(uuid("run_id"))
            .col(uuid("case_id"))
            .col(text("reason"))
            .col(text("sentence"))
            .primary_key(&mut key(&["run_id", "case_id"]))
            .foreign_key(&mut part_of("run_id", "planning_run"))
            .foreign_key(&mut refers("case_id", "cases")),
    )
    .await
}
