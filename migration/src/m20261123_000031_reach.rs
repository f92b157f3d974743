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
pub(crate) const ROLE: &str = "DO $$ BEGIN
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

/// Who asks.
const WHO: &str = "
CREATE FUNCTION reach_is_service() RETURNS boolean LANGUAGE sql STABLE AS
    $$ SELECT COALESCE(current_setting('concord.reach', true) = 'service', false) $$;
CREATE FUNCTION reach_person() RETURNS uuid LANGUAGE sql STABLE AS
    $$ SELECT CASE WHEN length(current_setting('concord.reach', true)) = 36
              THEN current_setting('concord.reach', true)::uuid END $$;
CREATE FUNCTION reach_providers() RETURNS uuid[] LANGUAGE sql STABLE AS
    $$ SELECT COALESCE(NULLIF(current_setting('concord.providers', true), ''), '{}')::uuid[] $$;
GRANT EXECUTE ON FUNCTION reach_is_service(), reach_person(), reach_providers() TO concord_app";

/// What is reached. These look past the policies, which ask them in turn, and are told who asks. They are
/// functions rather than conditions because a condition that looks into locked tables takes their
/// conditions in with it: a question about a person then took longer to plan than a hundred to answer.
/// As the service decides too, a meeting that is not confirmed ties nobody to its case, and a mediator or
/// an interpreter is tied by a meeting, not by a seat they could take.
const WHAT: &str = "
CREATE FUNCTION reached_cases(who uuid) RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET concord.reach = 'service' AS
    $$ SELECT case_id FROM case_participants
            WHERE person_id = who AND role NOT IN ('mediator', 'interpreter')
       UNION SELECT seat.case_id FROM pool_member AS pool
            JOIN case_participants AS seat ON seat.id = pool.participant_id
            WHERE pool.person_id = who AND seat.role NOT IN ('mediator', 'interpreter')
       UNION SELECT meeting.case_id FROM meeting_attendee AS came
            JOIN meeting ON meeting.id = came.meeting_id
            WHERE came.person_id = who AND meeting.state IN ('confirmed', 'completed')
       UNION SELECT case_id FROM alternative_person WHERE person_id = who
       UNION SELECT case_id FROM referral WHERE referrer_person_id = who $$;
CREATE FUNCTION reach_case(which uuid, who uuid, providers uuid[]) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET concord.reach = 'service' AS
    $$ BEGIN
        RETURN EXISTS (SELECT FROM cases WHERE id = which AND provider_id = ANY (providers))
            OR EXISTS (SELECT FROM case_participants WHERE case_id = which AND person_id = who
                AND role NOT IN ('mediator', 'interpreter'))
            OR EXISTS (SELECT FROM case_participants AS seat JOIN pool_member AS pool
                ON pool.participant_id = seat.id WHERE seat.case_id = which AND pool.person_id = who
                AND seat.role NOT IN ('mediator', 'interpreter'))
            OR EXISTS (SELECT FROM meeting JOIN meeting_attendee AS came ON came.meeting_id = meeting.id
                WHERE meeting.case_id = which AND came.person_id = who
                AND meeting.state IN ('confirmed', 'completed'))
            OR EXISTS (SELECT FROM alternative_person WHERE case_id = which AND person_id = who)
            OR EXISTS (SELECT FROM referral WHERE case_id = which AND referrer_person_id = who);
    END $$;
CREATE FUNCTION reach_child(which uuid, who uuid, providers uuid[]) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET concord.reach = 'service' AS
    $$ BEGIN
        RETURN EXISTS (SELECT FROM cases WHERE child_id = which AND reach_case(id, who, providers));
    END $$;
CREATE FUNCTION reach_meets(whom uuid, who uuid, providers uuid[]) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET concord.reach = 'service' AS
    $$ BEGIN
        RETURN whom = who
            OR EXISTS (SELECT FROM case_participants
                WHERE person_id = whom AND reach_case(case_id, who, providers))
            OR EXISTS (SELECT FROM pool_member AS pool JOIN case_participants AS seat
                ON seat.id = pool.participant_id
                WHERE pool.person_id = whom AND reach_case(seat.case_id, who, providers))
            OR EXISTS (SELECT FROM meeting_attendee AS came JOIN meeting ON meeting.id = came.meeting_id
                WHERE came.person_id = whom AND reach_case(meeting.case_id, who, providers))
            OR EXISTS (SELECT FROM child WHERE person_id = whom AND reach_child(id, who, providers))
            OR EXISTS (SELECT FROM alternative_person
                WHERE person_id = whom AND reach_case(case_id, who, providers))
            OR EXISTS (SELECT FROM referral
                WHERE referrer_person_id = whom AND reach_case(case_id, who, providers))
            OR EXISTS (SELECT FROM attendance_proposal
                WHERE person_id = whom AND reach_case(case_id, who, providers))
            OR EXISTS (SELECT FROM agreement_signatory AS hand JOIN agreement
                ON agreement.id = hand.agreement_id
                WHERE hand.person_id = whom AND reach_case(agreement.case_id, who, providers))
            OR EXISTS (SELECT FROM complaint
                WHERE complainant_id = whom AND reach_case(case_id, who, providers))
            OR EXISTS (SELECT FROM expense_claim
                WHERE claimant_id = whom AND reach_case(case_id, who, providers));
    END $$;
DO $$ DECLARE name text; BEGIN
    FOREACH name IN ARRAY ARRAY['reach_case', 'reach_child', 'reach_meets'] LOOP
        EXECUTE format('ALTER FUNCTION %I(uuid, uuid, uuid[]) SET search_path = %I, pg_temp', name, current_schema());
        EXECUTE format('REVOKE EXECUTE ON FUNCTION %I(uuid, uuid, uuid[]) FROM PUBLIC', name);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %I(uuid, uuid, uuid[]) TO concord_app', name);
    END LOOP;
    EXECUTE format('ALTER FUNCTION reached_cases(uuid) SET search_path = %I, pg_temp', current_schema());
    REVOKE EXECUTE ON FUNCTION reached_cases(uuid) FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION reached_cases(uuid) TO concord_app;
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
const OF_A_PERSON: [&str; 3] = ["access_need", "availability_window", "observance"];

/// Tables with a provider of their own, and the column that says who made a row.
const OF_A_PROVIDER: [(&str, &str); 2] =
    [("enquiry", "recorded_by"), ("planning_run", "requested_by")];

/// Whether what a column names is reached.
fn reached(by: &str, column: &str) -> String {
    format!("reach_{by}({column}, (SELECT reach_person()), (SELECT reach_providers()))")
}

/// Whether a column names whoever asks.
fn oneself(column: &str) -> String {
    format!("{column} = (SELECT reach_person())")
}

/// Whether a column names a provider whose cases whoever asks runs.
const OF_THEIR_PROVIDER: &str = "provider_id = ANY ((SELECT reach_providers())::uuid[])";

/// Every table behind the lock, with the condition under which a row of it is there.
fn conditions() -> Vec<(&'static str, String)> {
    // Whoever works for a body or a service is known by name and language, to whoever is signed in.
    let works = |who: &str| {
        format!(
            "(SELECT reach_person()) IS NOT NULL
             AND (EXISTS (SELECT FROM roles WHERE roles.person_id = {who})
                  OR EXISTS (SELECT FROM mediator WHERE mediator.person_id = {who}))"
        )
    };
    let known = |who: &str| format!("{} OR {}", works(who), reached("meets", who));
    let mut all = vec![
        (
            "cases",
            // The cases somebody is tied to are few, and found at once: asked of each row, a list of
            // all cases took seconds.
            format!("{OF_THEIR_PROVIDER} OR id IN (SELECT reached_cases((SELECT reach_person())))"),
        ),
        (
            "child",
            format!("{} OR {}", oneself("person_id"), reached("child", "id")),
        ),
        ("person", known("person.id")),
        ("person_language", known("person_language.person_id")),
        // What was done is for the service to look up.
        ("audit_event", oneself("actor_id")),
    ];
    let case = |table| format!("EXISTS (SELECT FROM cases WHERE cases.id = {table}.case_id)");
    all.extend(OF_A_CASE.map(|table| (table, case(table))));
    let or_oneself = |(table, who)| (table, format!("{} OR {}", oneself(who), case(table)));
    all.extend(OF_A_CASE_OR_ONESELF.map(or_oneself));
    all.extend(OF_ANOTHER.map(|(table, column, other)| {
        let there = format!("EXISTS (SELECT FROM {other} WHERE {other}.id = {table}.{column})");
        (table, there)
    }));
    all.extend(OF_A_PERSON.map(|table| (table, reached("meets", "person_id"))));
    let of_provider = |(table, by)| (table, format!("{OF_THEIR_PROVIDER} OR {}", oneself(by)));
    all.extend(OF_A_PROVIDER.map(of_provider));
    all
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        on_postgres(manager, ROLE).await?;
        on_postgres(manager, GRANTS).await?;
        on_postgres(manager, WHO).await?;
        on_postgres(manager, WHAT).await?;
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
        let gone = "DROP FUNCTION reach_meets(uuid, uuid, uuid[]), reach_child(uuid, uuid, uuid[]),
                        reach_case(uuid, uuid, uuid[]), reached_cases(uuid), reach_providers(), reach_person(),
                        reach_is_service();
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
