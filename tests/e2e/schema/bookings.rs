//! Nobody and nothing is booked twice: the promise of the database, not of the code above it.

use entities::booking;
use sea_orm::prelude::DateTimeUtc;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, DatabaseConnection, DbErr, EntityTrait,
    IntoActiveModel, PaginatorTrait, QueryFilter, SqlErr, SqliteTransactionMode,
    TransactionOptions, TransactionTrait,
};
use tests::both;
use tests::database::TestDatabase;
use uuid::Uuid;

use super::rows::{self, BEN, MEETING, ROOM};

/// A booking of the room on one Friday, from and to a time of day.
fn room(number: u128, from: &str, to: &str) -> booking::Model {
    booking::Model {
        id: Uuid::from_u128(1_000 + number).into(),
        meeting_id: MEETING,
        resource_kind: booking::ResourceKind::Room,
        resource_id: ROOM.into(),
        starts_at: time(from),
        ends_at: time(to),
        status: booking::Status::Held,
    }
}

fn time(text: &str) -> DateTimeUtc {
    rows::at(&format!("2026-11-27T{text}Z"))
}

async fn insert(db: &DatabaseConnection, row: booking::Model) -> Result<booking::Model, DbErr> {
    row.into_active_model().insert(db).await
}

/// Books a room and a person as the service does: in a transaction that, on SQLite, waits for its
/// turn to write, and with an insert that, on PostgreSQL, cannot end in a deadlock.
async fn take_the_slot(db: &DatabaseConnection, number: u128) -> Result<Slot, DbErr> {
    let immediate = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let from = ["10:00:00", "10:15:00", "10:30:00", "11:45:00"];
    let ix = usize::try_from(number).unwrap() % from.len();
    let room = room(number, from[ix], "12:00:00");
    let person = booking::Model {
        id: Uuid::from_u128(2_000 + number).into(),
        resource_kind: booking::ResourceKind::Person,
        resource_id: BEN.into(),
        ..room.clone()
    };
    let mut rows = [room, person];
    rows.sort_by_key(|row| row.resource_id);

    let tx = db.begin_with_options(immediate).await?;
    let written = booking::Entity::insert_many(rows.map(IntoActiveModel::into_active_model))
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(&tx)
        .await;
    match written {
        Ok(2) => tx.commit().await.map(|()| Slot::Won),
        Ok(_) => tx.rollback().await.map(|()| Slot::Taken),
        Err(error) if booking::is_overlap(&error) => tx.rollback().await.map(|()| Slot::Taken),
        Err(error) => Err(error),
    }
}

/// How an attempt to take a slot ended.
#[derive(Debug, PartialEq)]
enum Slot {
    Won,
    Taken,
}

/// Whether the database refused, and said that the time is taken.
fn is_refused_as_overlap<T>(result: &Result<T, DbErr>) -> bool {
    result.as_ref().is_err_and(booking::is_overlap)
}

both! {
    async fn neighbours_are_allowed(test: TestDatabase) {
        rows::insert_one_of_each(&test.db).await;
        insert(&test.db, room(1, "10:00:00", "12:00:00")).await.unwrap();
        insert(&test.db, room(2, "12:00:00", "12:15:00")).await.unwrap();
        insert(&test.db, room(3, "09:45:00", "10:00:00")).await.unwrap();
        let somebody = booking::Model {
            resource_kind: booking::ResourceKind::Person,
            resource_id: BEN.into(),
            ..room(4, "10:00:00", "12:00:00")
        };
        insert(&test.db, somebody).await.unwrap();
    }

    async fn every_shape_of_overlap_is_refused_by_name(test: TestDatabase) {
        rows::insert_one_of_each(&test.db).await;
        insert(&test.db, room(1, "10:00:00", "12:00:00")).await.unwrap();
        for (from, to) in [
            ("10:00:00", "12:00:00"),
            ("10:30:00", "11:00:00"),
            ("09:00:00", "13:00:00"),
            ("09:00:00", "10:15:00"),
            ("11:45:00", "12:15:00"),
            ("10:00:00", "10:15:00"),
            ("11:45:00", "12:00:00"),
        ] {
            let again = insert(&test.db, room(2, from, to)).await;
            assert!(is_refused_as_overlap(&again), "{from} to {to}: {again:?}");
        }
    }

    async fn other_refusals_are_not_called_overlaps(test: TestDatabase) {
        rows::insert_one_of_each(&test.db).await;
        insert(&test.db, room(1, "10:00:00", "12:00:00")).await.unwrap();

        let twice = insert(&test.db, room(1, "14:00:00", "15:00:00")).await.unwrap_err();
        assert!(matches!(twice.sql_err(), Some(SqlErr::UniqueConstraintViolation(_))));

        let nowhere = booking::Model {
            meeting_id: Uuid::nil().into(),
            ..room(2, "14:00:00", "15:00:00")
        };
        let nowhere = insert(&test.db, nowhere).await.unwrap_err();
        assert!(matches!(nowhere.sql_err(), Some(SqlErr::ForeignKeyConstraintViolation(_))));

        let backwards = insert(&test.db, room(3, "15:00:00", "14:00:00")).await.unwrap_err();
        for error in [twice, nowhere, backwards] {
            assert!(!booking::is_overlap(&error), "{error}");
        }
    }

    async fn only_whole_quarters_can_be_booked(test: TestDatabase) {
        rows::insert_one_of_each(&test.db).await;
        for (from, to) in [
            ("10:01:00", "12:00:00"),
            ("10:00:00", "12:00:01"),
            ("10:00:00.5", "12:00:00"),
            ("10:00:00", "12:00:00.000001"),
            ("10:00:00", "10:00:00"),
        ] {
            let refused = insert(&test.db, room(1, from, to)).await.unwrap_err();
            assert!(!booking::is_overlap(&refused), "{from} to {to}: {refused}");
        }
        insert(&test.db, room(1, "10:15:00", "12:45:00")).await.unwrap();
    }

    async fn a_released_booking_frees_its_time(test: TestDatabase) {
        rows::insert_one_of_each(&test.db).await;
        let first = insert(&test.db, room(1, "10:00:00", "12:00:00")).await.unwrap();
        let mut released = first.into_active_model();
        released.status = Set(booking::Status::Released);
        let released = released.update(&test.db).await.unwrap();
        insert(&test.db, room(2, "11:00:00", "13:00:00")).await.unwrap();

        let mut again = released.into_active_model();
        again.status = Set(booking::Status::Confirmed);
        let again = again.update(&test.db).await;
        assert!(is_refused_as_overlap(&again), "{again:?}");
    }

    async fn moving_into_taken_time_is_refused(test: TestDatabase) {
        rows::insert_one_of_each(&test.db).await;
        insert(&test.db, room(1, "10:00:00", "12:00:00")).await.unwrap();
        let second = insert(&test.db, room(2, "12:00:00", "13:00:00")).await.unwrap();

        let mut earlier = second.clone().into_active_model();
        earlier.starts_at = Set(time("11:45:00"));
        let earlier = earlier.update(&test.db).await;
        assert!(is_refused_as_overlap(&earlier), "{earlier:?}");

        let mut longer = second.into_active_model();
        longer.ends_at = Set(time("14:00:00"));
        longer.status = Set(booking::Status::Confirmed);
        longer.update(&test.db).await.unwrap();
    }

    async fn one_of_many_wins_a_slot(test: TestDatabase) {
        rows::insert_one_of_each(&test.db).await;
        let attempts: Vec<_> = (0..32)
            .map(|number| {
                let db = test.db.clone();
                tokio::spawn(async move { take_the_slot(&db, number).await })
            })
            .collect();
        let mut winners = 0;
        for attempt in attempts {
            match attempt.await.unwrap().unwrap() {
                Slot::Won => winners += 1,
                Slot::Taken => {}
            }
        }
        assert_eq!(winners, 1);
        let taken = booking::Entity::find()
            .filter(booking::Column::StartsAt.gte(time("00:00:00")))
            .count(&test.db);
        assert_eq!(taken.await.unwrap(), 2, "one room and one person");
    }
}
