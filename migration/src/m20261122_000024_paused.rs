//! That a case is paused is said without why.

use sea_orm_migration::prelude::*;

/// Whom a safeguarding concern is about may read the timeline and the next steps of a case. What they
/// say of it so far is put into the words that say nothing of it.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// What was said, and what is said instead: of a step, and of an event.
const STEPS: [(&str, &str); 2] = [
    ("suspended for a safeguarding concern", "the case is paused"),
    (
        "look into the safeguarding concern",
        "look into what they were told",
    ),
];
const EVENT: (&str, &str) = (
    "somebody has a safeguarding concern",
    "something is told to the service manager",
);

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (was, is) in STEPS {
            reword(manager, ("next_step", "what"), (was, is)).await?;
        }
        reword(manager, ("case_event", "words"), EVENT).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // A step is known by its words, so that the version before must find its own.
        for (was, is) in STEPS {
            reword(manager, ("next_step", "what"), (is, was)).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Puts other words in the place of some.
async fn reword(
    manager: &SchemaManager<'_>,
    (table, column): (&'static str, &'static str),
    (was, is): (&str, &str),
) -> Result<(), DbErr> {
    let update = format!("UPDATE {table} SET {column} = '{is}' WHERE {column} = '{was}'");
    let connection = manager.get_connection();
    connection.execute_unprepared(&update).await.map(|_| ())
}
