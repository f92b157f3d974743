//! The schema is what the entities say, on both databases, and can be undone.

mod bookings;
mod catalogue;
mod directory;
mod rows;

use std::collections::BTreeMap;

use entities::availability_window;
use migration::{Migrator, MigratorTrait};
use sea_orm::prelude::DateTimeUtc;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
};
use tests::both;
use tests::database::{Engine, TestDatabase};
use uuid::Uuid;

use catalogue::{declared, definitions, stored};

/// Whether a step changes how tables are defined, and not rows alone, or the other database alone.
fn changes_definitions(step: &str, engine: Engine) -> bool {
    match (step, engine) {
        ("m20261122_000022_audit_replace", Engine::Postgres)
        | ("m20261122_000024_paused", Engine::Sqlite | Engine::Postgres)
        | ("m20261123_000031_reach", Engine::Sqlite) => false,
        (_, Engine::Sqlite | Engine::Postgres) => true,
    }
}

both! {
    async fn up_down_up_leaves_the_same_schema(test: TestDatabase) {
        let first = definitions(&test).await;
        Migrator::down(&test.db, None).await.unwrap();
        assert_eq!(stored(&test).await, BTreeMap::new(), "left after going down");
        Migrator::up(&test.db, None).await.unwrap();
        assert_eq!(definitions(&test).await, first);
        assert!(first.iter().any(|line| line.contains("booking_no_overlap")), "{first:#?}");
    }

    async fn each_step_can_be_undone_alone(test: TestDatabase) {
        for step in Migrator::migrations().iter().rev() {
            let before = definitions(&test).await;
            Migrator::down(&test.db, Some(1)).await.unwrap();
            let after = definitions(&test).await;
            assert_eq!(after != before, changes_definitions(step.name(), test.engine), "{}", step.name());
            Migrator::up(&test.db, Some(1)).await.unwrap();
            assert_eq!(definitions(&test).await, before);
            Migrator::down(&test.db, Some(1)).await.unwrap();
        }
    }

    async fn entities_declare_the_tables_there_are(test: TestDatabase) {
        let (declared, stored) = (declared(test.engine), stored(&test).await);
        assert_eq!(
            declared.keys().collect::<Vec<_>>(),
            stored.keys().collect::<Vec<_>>(),
        );
        for (table, columns) in declared {
            assert_eq!(columns, stored[&table], "columns of {table}");
        }
    }

    async fn every_row_comes_back_as_it_went_in(test: TestDatabase) {
        rows::insert_one_of_each(&test.db).await;
    }

    // On SQLite instants are compared as text; SeaORM writes fractions only where there are any.
    async fn instants_sort_and_compare_with_and_without_fractions(test: TestDatabase) {
        rows::insert_one_of_each(&test.db).await;
        let starts = [
            "2027-03-28T00:59:59.999999Z",
            "2027-03-28T01:00:00Z",
            "2027-03-28T01:00:00.000001Z",
            "2027-03-28T01:00:00.001Z",
            "2027-03-28T01:00:00.1Z",
            "2027-03-28T01:00:00.100001Z",
            "2027-03-28T01:00:01Z",
        ]
        .map(|text| text.parse::<DateTimeUtc>().unwrap());
        for (ix, start) in starts.iter().enumerate().rev() {
            let window = availability_window::Model {
                id: Uuid::from_u128(9_000 + ix as u128).into(),
                starts_at: *start,
                ends_at: rows::at("2027-03-29T00:00:00Z"),
                ..rows::window()
            };
            window.into_active_model().insert(&test.db).await.unwrap();
        }
        for (ix, start) in starts.iter().enumerate() {
            let from_here = availability_window::Entity::find()
                .filter(availability_window::Column::StartsAt.gte(*start))
                .order_by_asc(availability_window::Column::StartsAt)
                .all(&test.db)
                .await
                .unwrap();
            let found: Vec<_> = from_here.iter().map(|window| window.starts_at).collect();
            assert_eq!(found, starts[ix..]);
        }
    }
}
