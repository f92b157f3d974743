//! PostgreSQL's second lock: rows of a case or a person are there for those alone who are tied to them.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// The service works as the role `concord_app`, which owns nothing, and tells each connection for whom:
/// `concord.reach` is a person's id, `service`, or nothing; `concord.providers` are the providers whose
/// cases that person runs. A policy decides from these alone, so that a query which forgets to ask whose
/// case it is finds nothing that is not theirs. It does not decide what of a row somebody reads: that
/// stays with the service.
///
/// SQLite has nothing of the kind.
#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// A role is the server's, not the database's: it may be there already, or come at the same moment.
const ROLE: &str = "DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'concord_app') THEN
        CREATE ROLE concord_app NOLOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
    END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
END $$";

/// What the service may do to tables: everything that is done to rows. Those made later are included.
const GRANTS: &str = "
DO $$ BEGIN
    IF NOT pg_has_role(current_user, 'concord_app', 'MEMBER') THEN
        EXECUTE format('GRANT concord_app TO %I', current_user);
    END IF;
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO concord_app', current_schema());
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA %I TO concord_app', current_schema());
    EXECUTE format('GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO concord_app', current_schema());
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO concord_app', current_schema());
    EXECUTE format('ALTER DEFAULT PRIVILEGES IN SCHEMA %I GRANT USAGE ON SEQUENCES TO concord_app', current_schema());
    REVOKE INSERT, UPDATE, DELETE ON seaql_migrations FROM concord_app;
    REVOKE UPDATE, DELETE ON audit_event FROM concord_app;
END $$";

/// Who asks. `reached_cases` looks past the policies, which would ask it in turn: it is told of nobody
/// but the person that it is given.
const FUNCTIONS: &str = "
CREATE FUNCTION reach_is_service() RETURNS boolean LANGUAGE sql STABLE AS
    $$ SELECT COALESCE(current_setting('concord.reach', true) = 'service', false) $$;
CREATE FUNCTION reach_person() RETURNS uuid LANGUAGE sql STABLE AS
    $$ SELECT CASE WHEN length(current_setting('concord.reach', true)) = 36
              THEN current_setting('concord.reach', true)::uuid END $$;
CREATE FUNCTION reach_providers() RETURNS uuid[] LANGUAGE sql STABLE AS
    $$ SELECT COALESCE(NULLIF(current_setting('concord.providers', true), ''), '{}')::uuid[] $$;
CREATE FUNCTION reached_cases(who uuid) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER
    SET concord.reach = 'service' AS
    $$ SELECT case_id FROM case_participants WHERE person_id = who
       UNION SELECT seat.case_id FROM pool_member AS pool
                 JOIN case_participants AS seat ON seat.id = pool.participant_id WHERE pool.person_id = who
       UNION SELECT meeting.case_id FROM meeting_attendee AS came
                 JOIN meeting ON meeting.id = came.meeting_id WHERE came.person_id = who
       UNION SELECT case_id FROM alternative_person WHERE person_id = who
       UNION SELECT case_id FROM referral WHERE referrer_person_id = who $$;
GRANT EXECUTE ON FUNCTION reach_is_service(), reach_person(), reach_providers(), reached_cases(uuid)
    TO concord_app;
REVOKE EXECUTE ON FUNCTION reached_cases(uuid) FROM PUBLIC;
DO $$ BEGIN
    EXECUTE format('ALTER FUNCTION reached_cases(uuid) SET search_path = %I, pg_temp', current_schema());
END $$";

/// Tables with a case of their own: a row is there for whoever reaches the case.
const OF_A_CASE: [&str; 26] = [
    "agenda_item",
    "agreement",
    "agreement_action",
    "alternative_person",
    "appeal_watch",
    "attendance_proposal",
    "case_clock",
    "case_event",
    "case_issues",
    "case_participants",
    "case_record",
    "certificate",
    "childs_view",
    "contact_attempt",
    "follow_up_check",
    "interpreter_booking",
    "kept_apart",
    "meeting",
    "meeting_notes",
    "meeting_paper",
    "next_step",
    "planned_meeting",
    "referral",
    "referral_avenue",
    "summary",
    "unplaced_case",
];

/// Tables whose rows belong to a row of another: the table, its column, and the other.
const OF_ANOTHER: [(&str, &str, &str); 21] = [
    ("action_report", "action_id", "agreement_action"),
    ("agreement_copy", "agreement_id", "agreement"),
    ("agreement_decision", "agreement_id", "agreement"),
    ("agreement_edition", "agreement_id", "agreement"),
    ("agreement_signatory", "agreement_id", "agreement"),
    ("attendance", "meeting_id", "meeting"),
    ("attendance_answer", "proposal_id", "attendance_proposal"),
    ("authority", "participant_id", "case_participants"),
    (
        "authority_declaration",
        "participant_id",
        "case_participants",
    ),
    ("booking", "meeting_id", "meeting"),
    ("expense_item", "claim_id", "expense_claim"),
    ("former_family", "child_id", "child"),
    ("ground_rules_signature", "meeting_id", "meeting"),
    ("mediator_introduction", "meeting_id", "meeting"),
    ("meeting_attendee", "meeting_id", "meeting"),
    ("plan_prices", "run_id", "planning_run"),
    ("pool_member", "participant_id", "case_participants"),
    ("prep_contact", "meeting_id", "meeting"),
    ("safeguarding_reader", "concern_id", "safeguarding_concern"),
    ("seat_basis", "participant_id", "case_participants"),
    ("summary_reader", "summary_id", "summary"),
];

/// The same, and rows about oneself, whatever became of the tie to the case.
const OF_A_CASE_OR_ONESELF: [(&str, &str); 6] = [
    ("availability_request", "person_id"),
    ("complaint", "complainant_id"),
    ("evaluation", "person_id"),
    ("expense_claim", "claimant_id"),
    ("note_comment", "person_id"),
    ("safeguarding_concern", "raised_by"),
];

/// Tables that tell of a person: a row is there for that person and for whoever reaches a case in which
/// the person has a part.
const OF_A_PERSON: [&str; 4] = [
    "access_need",
    "availability_window",
    "observance",
    "person_language",
];

/// Tables with a provider of their own, and the column that says who made a row.
const OF_A_PROVIDER: [(&str, &str); 2] =
    [("enquiry", "recorded_by"), ("planning_run", "requested_by")];

/// The condition of a case.
const CASE: &str = "provider_id = ANY ((SELECT reach_providers())::uuid[])
    OR id IN (SELECT reached_cases((SELECT reach_person())))";

/// Whether somebody, named by a column, is oneself or has a part in a case that is reached: the policies of
/// the tables that are looked into see to the latter.
fn met(who: &str) -> String {
    format!(
        "{who} = (SELECT reach_person())
        OR EXISTS (SELECT FROM case_participants AS seat WHERE seat.person_id = {who})
        OR EXISTS (SELECT FROM pool_member AS pool WHERE pool.person_id = {who})
        OR EXISTS (SELECT FROM meeting_attendee AS came WHERE came.person_id = {who})
        OR EXISTS (SELECT FROM child WHERE child.person_id = {who})
        OR EXISTS (SELECT FROM alternative_person AS other WHERE other.person_id = {who})
        OR EXISTS (SELECT FROM referral WHERE referral.referrer_person_id = {who})"
    )
}

/// Every table behind the lock, with the condition under which a row of it is there.
fn conditions() -> Vec<(&'static str, String)> {
    let case = |table: &str| format!("EXISTS (SELECT FROM cases WHERE cases.id = {table}.case_id)");
    let mut all = vec![
        ("cases", CASE.to_owned()),
        (
            "child",
            "person_id = (SELECT reach_person())
             OR EXISTS (SELECT FROM cases WHERE cases.child_id = child.id)"
                .to_owned(),
        ),
        // Whoever works for a body or a service is known by name.
        (
            "person",
            format!(
                "EXISTS (SELECT FROM roles WHERE roles.person_id = person.id)
                 OR EXISTS (SELECT FROM mediator WHERE mediator.person_id = person.id)
                 OR {}",
                met("person.id")
            ),
        ),
        // What was done is for the service to look up.
        (
            "audit_event",
            "actor_id = (SELECT reach_person())".to_owned(),
        ),
    ];
    all.extend(OF_A_CASE.map(|table| (table, case(table))));
    all.extend(OF_A_CASE_OR_ONESELF.map(|(table, who)| {
        let own = format!("{who} = (SELECT reach_person()) OR {}", case(table));
        (table, own)
    }));
    all.extend(OF_ANOTHER.map(|(table, column, other)| {
        let there = format!("EXISTS (SELECT FROM {other} WHERE {other}.id = {table}.{column})");
        (table, there)
    }));
    all.extend(OF_A_PERSON.map(|table| (table, met(&format!("{table}.person_id")))));
    all.extend(OF_A_PROVIDER.map(|(table, by)| {
        let theirs = format!(
            "provider_id = ANY ((SELECT reach_providers())::uuid[]) OR {by} = (SELECT reach_person())"
        );
        (table, theirs)
    }));
    all
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        on_postgres(manager, ROLE).await?;
        on_postgres(manager, GRANTS).await?;
        on_postgres(manager, FUNCTIONS).await?;
        for (table, condition) in conditions() {
            // Rows are written by the service for somebody, never by somebody.
            let locked = format!(
                "ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;
                 ALTER TABLE {table} FORCE ROW LEVEL SECURITY;
                 CREATE POLICY reach ON {table} USING ((SELECT reach_is_service()) OR {condition})
                     WITH CHECK ((SELECT reach_is_service()))"
            );
            on_postgres(manager, &locked).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (table, _) in conditions() {
            let opened = format!(
                "DROP POLICY reach ON {table};
                 ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY;
                 ALTER TABLE {table} DISABLE ROW LEVEL SECURITY"
            );
            on_postgres(manager, &opened).await?;
        }
        // The role may serve other databases: it loses what it had in this one.
        let gone = "DROP FUNCTION reached_cases(uuid), reach_providers(), reach_person(), reach_is_service();
                    DROP OWNED BY concord_app";
        on_postgres(manager, gone).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}

/// Runs statements on PostgreSQL alone.
async fn on_postgres(manager: &SchemaManager<'_>, statements: &str) -> Result<(), DbErr> {
    match manager.get_database_backend() {
        DbBackend::Postgres => {
            let connection = manager.get_connection();
            connection.execute_unprepared(statements).await.map(|_| ())
        }
        _ => Ok(()),
    }
}
