//! What the database says its schema is, and what the entities say.

use std::collections::BTreeMap;

use sea_orm::sea_query::ColumnType;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityName, IdenStatic, Iterable, QueryResult,
    Statement,
};
use tests::database::{Engine, TestDatabase};

/// Columns by name: type, whether null is allowed, whether part of the primary key.
pub(super) type Columns = BTreeMap<String, (String, bool, bool)>;

/// Every definition in the database that a migration could leave behind or forget, as text.
pub(super) async fn definitions(test: &TestDatabase) -> Vec<String> {
    let sql = match test.engine {
        Engine::Sqlite => {
            "SELECT type || ' ' || name || ': ' || coalesce(sql, '') AS line \
            FROM sqlite_master WHERE tbl_name <> 'seaql_migrations' ORDER BY line"
        }
        Engine::Postgres => {
            "SELECT line FROM ( \
            SELECT format('column %s.%s: %s %s %s', table_name, column_name, data_type, \
                is_nullable, column_default) AS line \
            FROM information_schema.columns WHERE table_schema = 'public' \
            UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' \
            UNION ALL SELECT format('%s %s: %s', conrelid::regclass, conname, \
                pg_get_constraintdef(oid)) \
            FROM pg_constraint WHERE connamespace = 'public'::regnamespace \
            UNION ALL SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal \
            UNION ALL SELECT format('function %s: %s', proname, prosrc) FROM pg_proc \
            WHERE pronamespace = 'public'::regnamespace AND prolang IN (SELECT oid FROM pg_language WHERE lanname IN ('plpgsql', 'sql')) \
            UNION ALL SELECT format('policy %s %s: %s %s', tablename, policyname, qual, with_check) \
            FROM pg_policies WHERE schemaname = 'public' \
            UNION ALL SELECT format('lock %s: %s %s', relname, relrowsecurity, relforcerowsecurity) \
            FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace \
            UNION ALL SELECT format('comment %s: %s', relname, obj_description(oid, 'pg_class')) \
            FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace \
            ) AS lines WHERE line NOT LIKE '%seaql_migrations%' ORDER BY line"
        }
    };
    ask(test, sql)
        .await
        .iter()
        .map(|row| row.try_get("", "line").unwrap())
        .collect()
}

/// The tables there are.
pub(super) async fn stored(test: &TestDatabase) -> BTreeMap<String, Columns> {
    let sql = match test.engine {
        Engine::Sqlite => {
            "SELECT master.name AS tab, info.name AS col, lower(info.type) AS kind, \
                info.\"notnull\" = 0 AS is_null, info.pk > 0 AS is_key \
            FROM sqlite_master AS master, pragma_table_info(master.name) AS info \
            WHERE master.type = 'table' AND master.name NOT IN ('seaql_migrations')"
        }
        Engine::Postgres => {
            "SELECT table_name::text AS tab, column_name::text AS col, \
                data_type::text AS kind, is_nullable = 'YES' AS is_null, \
                EXISTS (SELECT 1 FROM pg_index WHERE indisprimary \
                    AND indrelid = format('public.%I', table_name)::regclass \
                    AND ordinal_position = ANY (indkey)) AS is_key \
            FROM information_schema.columns \
            WHERE table_schema = 'public' AND table_name <> 'seaql_migrations'"
        }
    };
    let mut tables = BTreeMap::<String, Columns>::new();
    for row in ask(test, sql).await {
        let string = |name| row.try_get::<String>("", name).unwrap();
        let flag = |name| row.try_get::<bool>("", name).unwrap();
        let column = (string("kind"), flag("is_null"), flag("is_key"));
        tables
            .entry(string("tab"))
            .or_default()
            .insert(string("col"), column);
    }
    tables
}

async fn ask(test: &TestDatabase, sql: &str) -> Vec<QueryResult> {
    let backend: DbBackend = test.db.get_database_backend();
    test.db
        .query_all_raw(Statement::from_string(backend, sql))
        .await
        .unwrap()
}

/// The tables that the entities say there are.
pub(super) fn declared(engine: Engine) -> BTreeMap<String, Columns> {
    macro_rules! tables {
        ($($entity:ident)*) => {
            BTreeMap::from([$((
                entities::$entity::Entity.table_name().to_owned(),
                columns::<entities::$entity::Column, entities::$entity::PrimaryKey>(engine),
            )),*])
        };
    }
    tables! {
        action_report agenda_item appeal_watch complaint evaluation expense_claim expense_item
        expense_terms follow_up_check meeting_notes meeting_paper note_comment
        safeguarding_concern safeguarding_reader
        access_need alternative_person seat_basis attendance_answer attendance_proposal
        attendee audit_event audit_head authority availability_request
        agreement agreement_action agreement_copy agreement_decision agreement_edition
        agreement_signatory attendance authority_declaration ground_rules_signature
        mediator_introduction prep_contact summary summary_reader
        availability_window booking broken_glass
        calendar_day case case_clock case_event erasure case_record certificate child childs_view conflict_of_interest data_key
        contact_attempt contract contract_kind directory enquiry former_family interpreter_booking
        issue
        kept_apart mediator mediator_accreditation mediator_area mediator_employer meeting
        observance opening_hours organisation participant person person_language plan_prices
        next_step planned_meeting planning_run
        pool_member referral referral_avenue revocation role room room_feature unplaced_case venue
    }
}

fn columns<C, K>(engine: Engine) -> Columns
where
    C: ColumnTrait,
    K: Iterable + IdenStatic,
{
    C::iter()
        .map(|column| {
            let (name, def) = (column.as_str(), column.def());
            let is_key = K::iter().any(|key| key.as_str() == name);
            let kind = kind(engine, def.get_column_type()).to_owned();
            (name.to_owned(), (kind, def.is_null(), is_key))
        })
        .collect()
}

/// What the database calls a type; every type that some entity uses has its line.
fn kind(engine: Engine, column: &ColumnType) -> &'static str {
    match (engine, column) {
        (_, ColumnType::String(_) | ColumnType::Text) => "text",
        (Engine::Sqlite, ColumnType::Uuid) => "uuid_text",
        (Engine::Postgres, ColumnType::Uuid) => "uuid",
        (Engine::Sqlite, ColumnType::TimestampWithTimeZone) => "timestamp_with_timezone_text",
        (Engine::Postgres, ColumnType::TimestampWithTimeZone) => "timestamp with time zone",
        (Engine::Sqlite, ColumnType::Date) => "date_text",
        (Engine::Postgres, ColumnType::Date) => "date",
        // An integer of SQLite is as large as it has to be.
        (_, ColumnType::Integer) | (Engine::Sqlite, ColumnType::BigInteger) => "integer",
        (Engine::Postgres, ColumnType::BigInteger) => "bigint",
        (_, ColumnType::Boolean) => "boolean",
        (_, other) => panic!("no entity has had a column of type {other:?} so far"),
    }
}
