//! Whatever changes the directory renews its mark, on both databases.

use std::collections::BTreeSet;

use entities::*;
use sea_orm::prelude::Uuid;
use sea_orm::{
    ActiveModelTrait as _, ConnectionTrait as _, DatabaseConnection, EntityTrait as _,
    IntoActiveModel as _,
};
use tests::both;
use tests::database::{Engine, TestDatabase};

use super::rows;

async fn mark(db: &DatabaseConnection) -> Uuid {
    let row = directory::Entity::find().one(db).await.unwrap();
    row.expect("there is always one").mark
}

/// Updates, deletes and inserts the rows of each table, and deletes them again for the next one;
/// every time the mark must be one that was never seen before.
macro_rules! renews {
    ($db:ident, $marks:ident: $($table:ident($column:literal))*) => {$({
        let rows = $table::Entity::find().all($db).await.unwrap();
        assert!(!rows.is_empty(), "{} has no row to try with", stringify!($table));
        let name = sea_orm::EntityName::table_name(&$table::Entity);
        let update = format!("UPDATE {name} SET {column} = {column}", column = $column);
        $db.execute_unprepared(&update).await.unwrap();
        assert!($marks.insert(mark($db).await), "{update}");
        $table::Entity::delete_many().exec($db).await.unwrap();
        assert!($marks.insert(mark($db).await), "deleted from {name}");
        for row in rows {
            row.into_active_model().insert($db).await.unwrap();
        }
        assert!($marks.insert(mark($db).await), "inserted into {name}");
        $table::Entity::delete_many().exec($db).await.unwrap();
        $marks.insert(mark($db).await);
    })*};
}

both! {
    async fn every_change_renews_the_mark(test: TestDatabase) {
        let db = &test.db;
        let mut marks = BTreeSet::from([mark(db).await]);
        rows::insert_directory(db).await;
        // A child has a setting, which could not be deleted.
        child::Entity::delete_many().exec(db).await.unwrap();
        // Whoever refers to others comes before them.
        renews!(db, marks:
            room_feature("feature") room("name") opening_hours("weekday") venue("name")
            contract_kind("kind") contract("from_on")
            conflict_of_interest("reason_code") mediator_employer("person_id")
            mediator_area("person_id") mediator_accreditation("family") mediator("max_day")
            role("kind") organisation("name")
        );
    }

    async fn what_is_not_in_the_directory_leaves_the_mark(test: TestDatabase) {
        rows::insert_directory(&test.db).await;
        let before = mark(&test.db).await;
        test.db.execute_unprepared("UPDATE person SET outcode = 'S1'").await.unwrap();
        test.db.execute_unprepared("DELETE FROM access_need").await.unwrap();
        assert_eq!(mark(&test.db).await, before);
    }

    async fn a_mark_that_was_rolled_back_never_comes_again(test: TestDatabase) {
        use sea_orm::TransactionTrait as _;
        let db = &test.db;
        rows::insert_directory(db).await;
        let change = "UPDATE venue SET name = 'The New Library'";
        let before = mark(db).await;
        let tx = db.begin().await.unwrap();
        tx.execute_unprepared(change).await.unwrap();
        let within = directory::Entity::find().one(&tx).await.unwrap().unwrap().mark;
        tx.rollback().await.unwrap();
        assert_eq!(mark(db).await, before);
        db.execute_unprepared(change).await.unwrap();
        let after = mark(db).await;
        assert!(after != before && after != within);
    }

    async fn emptying_a_table_at_a_stroke_counts(test: TestDatabase) {
        rows::insert_directory(&test.db).await;
        let before = mark(&test.db).await;
        let stroke = match test.engine {
            Engine::Postgres => "TRUNCATE room_feature",
            Engine::Sqlite => "DELETE FROM room_feature",
        };
        test.db.execute_unprepared(stroke).await.unwrap();
        assert_ne!(mark(&test.db).await, before);
    }
}
