//! The few words that every migration uses: create, index, refer, drop.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// Creates a table and, on PostgreSQL, writes its comment where database tools show it.
pub(crate) async fn create(
    manager: &SchemaManager<'_>,
    table: &'static str,
    row: &str,
    shape: &mut TableCreateStatement,
) -> Result<(), DbErr> {
    manager.create_table(shape.table(table).take()).await?;
    match manager.get_database_backend() {
        DbBackend::Postgres => {
            let comment = format!("COMMENT ON TABLE {table} IS '{}'", row.replace('\'', "''"));
            manager
                .get_connection()
                .execute_unprepared(&comment)
                .await
                .map(|_| ())
        }
        _ => Ok(()),
    }
}

/// Makes a query on these columns of a table fast.
pub(crate) async fn index(
    manager: &SchemaManager<'_>,
    table: &'static str,
    columns: &[&'static str],
) -> Result<(), DbErr> {
    let mut index = Index::create();
    index
        .name(format!("{table}_by_{}", columns.join("_")))
        .table(table);
    for column in columns {
        index.col(*column);
    }
    manager.create_index(index).await
}

/// Drops tables, in the order given.
pub(crate) async fn drop(
    manager: &SchemaManager<'_>,
    tables: &[&'static str],
) -> Result<(), DbErr> {
    for table in tables {
        manager
            .drop_table(Table::drop().table(*table).take())
            .await?;
    }
    Ok(())
}

/// A composite primary key.
pub(crate) fn key(columns: &[&'static str]) -> IndexCreateStatement {
    let mut key = Index::create();
    for column in columns {
        key.col(*column);
    }
    key.primary().take()
}

/// A reference to the `id` of another row, which cannot be deleted while it is referred to.
pub(crate) fn refers(column: &'static str, target: &'static str) -> ForeignKeyCreateStatement {
    refers_to(column, target, "id")
}

/// A reference to another row by a key that is not called `id`.
pub(crate) fn refers_to(
    column: &'static str,
    target: &'static str,
    key: &'static str,
) -> ForeignKeyCreateStatement {
    ForeignKey::create().from_col(column).to(target, key).take()
}

/// A reference to the `id` of the row that this one is a part of, and with which it is deleted.
pub(crate) fn part_of(column: &'static str, target: &'static str) -> ForeignKeyCreateStatement {
    refers(column, target)
        .on_delete(ForeignKeyAction::Cascade)
        .take()
}

/// A named rule that every row keeps, as SQL that both databases read alike.
pub(crate) fn rule(name: &'static str, sql: &'static str) -> (&'static str, Expr) {
    (name, Expr::cust(sql))
}
