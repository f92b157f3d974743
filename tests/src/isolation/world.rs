//! A fictional region with cases in every state, in which every personal text is a secret that tells
//! whose it is, and who is tied to which case, as the tables say and not as the service does.

use std::collections::{BTreeMap, BTreeSet};

use api::schema::id::Kind;
use entities::PersonId;
use sea_orm::{ConnectionTrait, Statement};
use serde_json::json;
use uuid::Uuid;

use super::answer::MARK;
use super::confidential;
use crate::TestApp;
use crate::ids::{Named as _, of};

/// How many people are asked who have one case only, of cases in as many states as can be: a family has
/// one, and reads something else in each state of it.
const ALONE: usize = 40;

/// What ties somebody to a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tie {
    /// Runs the service.
    Manager,
    /// Arranges its meetings.
    Coordinator,
    /// Gives its information and advice.
    Adviser,
    /// Mediates the meeting.
    Mediator,
    /// Interprets in it.
    Interpreter,
    /// The parent, or the young person who is the party.
    Family,
    /// The child.
    Child,
    /// Supports the family.
    Supporter,
    /// Comes, or could, for the local authority.
    Authority,
    /// Comes, or could, for a health body.
    Health,
    /// Comes, or could, for social care.
    SocialCare,
    /// Comes, or could, for the school.
    School,
    /// Comes as somebody else.
    Other,
}

impl Tie {
    /// Every tie.
    pub const ALL: [Self; 13] = [
        Self::Manager,
        Self::Coordinator,
        Self::Adviser,
        Self::Mediator,
        Self::Interpreter,
        Self::Family,
        Self::Child,
        Self::Supporter,
        Self::Authority,
        Self::Health,
        Self::SocialCare,
        Self::School,
        Self::Other,
    ];

    /// A short name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Manager => "manager",
            Self::Coordinator => "coordinator",
            Self::Adviser => "adviser",
            Self::Mediator => "mediator",
            Self::Interpreter => "interpreter",
            Self::Family => "family",
            Self::Child => "child",
            Self::Supporter => "supporter",
            Self::Authority => "authority",
            Self::Health => "health",
            Self::SocialCare => "social care",
            Self::School => "school",
            Self::Other => "other",
        }
    }

    /// Of a seat.
    fn of_seat(role: &str) -> Option<Self> {
        Some(match role {
            "family" => Self::Family,
            "child" => Self::Child,
            "supporter" => Self::Supporter,
            "local_authority" => Self::Authority,
            "health" => Self::Health,
            "social_care" => Self::SocialCare,
            "education" => Self::School,
            "other" => Self::Other,
            _ => return None,
        })
    }

    /// Of a post in the service.
    fn of_post(kind: &str) -> Option<Self> {
        Some(match kind {
            "service_manager" => Self::Manager,
            "coordinator" => Self::Coordinator,
            "adviser" => Self::Adviser,
            _ => return None,
        })
    }

    /// Whether a dispute between agencies does not exist for them (CFA s.57(3)(a)).
    const fn is_of_the_family(self) -> bool {
        matches!(self, Self::Family | Self::Child | Self::Supporter)
    }
}

/// Somebody who asks.
#[derive(Clone, Debug)]
pub struct Observer {
    /// Who; nobody for whoever is not signed in.
    pub person: Option<Uuid>,
    /// What they are looked at as.
    pub tie: Option<Tie>,
    /// The cases they are tied to, and how.
    pub cases: BTreeMap<Uuid, Tie>,
    /// The people whose secrets they may know: those of their cases, and whoever works in the field.
    pub people: BTreeSet<Uuid>,
    /// Whether they ask about other people's cases too.
    pub is_first: bool,
}

impl Observer {
    /// Whether a secret that belongs to a case or a person is none of theirs.
    #[must_use]
    pub fn is_foreign(&self, key: &str) -> bool {
        let Ok(id) = key.parse::<Uuid>() else {
            return true;
        };
        !self.cases.contains_key(&id) && !self.people.contains(&id)
    }

    /// Their global id.
    #[must_use]
    pub fn gid(&self) -> String {
        self.person.map(|id| PersonId(id).gid()).unwrap_or_default()
    }
}

/// Personal texts: the table, the column, and whose a row is.
pub(super) const SECRETS: &[(&str, &str, &str)] = &[
    (
        "action_report",
        "text",
        "(SELECT case_id FROM agreement_action WHERE id = action_id)",
    ),
    ("agenda_item", "title", "case_id"),
    ("agreement_action", "what", "case_id"),
    ("agreement_decision", "text", OF_AGREEMENT),
    ("agreement_edition", "check_how", OF_AGREEMENT),
    ("agreement_edition", "reason", OF_AGREEMENT),
    (
        "authority_declaration",
        "limit_text",
        "(SELECT case_id FROM case_participants WHERE id = participant_id)",
    ),
    ("availability_window", "private_reason", "person_id"),
    ("case_event", "reason", "case_id"),
    ("case_issues", "text", "case_id"),
    ("case_issues", "wanted_provision", "case_id"),
    ("cases", "reference", "id"),
    ("childs_view", "obtained_by", "case_id"),
    ("childs_view", "text", "case_id"),
    ("complaint", "outcome", "case_id"),
    ("complaint", "text", "case_id"),
    ("contact_attempt", "note", "case_id"),
    // Nobody is in an enquiry: it is told to the service alone, and kept by whoever answered it.
    ("enquiry", "answer", "recorded_by"),
    ("evaluation", "text", "case_id"),
    ("expense_claim", "reason", "case_id"),
    (
        "expense_item",
        "evidence",
        "(SELECT case_id FROM expense_claim WHERE id = claim_id)",
    ),
    ("follow_up_check", "next", "case_id"),
    ("follow_up_check", "problems", "case_id"),
    ("meeting_notes", "text", "case_id"),
    ("meeting_paper", "title", "case_id"),
    ("note_comment", "text", "case_id"),
    ("person", "email", "id"),
    ("person", "name", "id"),
    ("person", "phone", "id"),
    (
        "prep_contact",
        "note",
        "(SELECT case_id FROM meeting WHERE id = meeting_id)",
    ),
    ("safeguarding_concern", "referred_to", "case_id"),
    ("safeguarding_concern", "text", "case_id"),
    ("summary", "text", "case_id"),
];

const OF_AGREEMENT: &str = "(SELECT case_id FROM agreement WHERE id = agreement_id)";

/// The region, and everybody in it.
pub struct World {
    /// The service.
    pub app: TestApp,
    /// Those who ask.
    pub observers: Vec<Observer>,
    /// Every case, and the people of its family.
    pub families: BTreeMap<Uuid, BTreeSet<Uuid>>,
    /// A plan, and a case in it.
    pub plan: (String, String),
    /// Whoever pays.
    pub commissioners: Vec<String>,
    /// Whose secrets of which kind there are.
    pub secrets: BTreeMap<String, usize>,
    /// The type and the state of every case.
    pub states: BTreeMap<Uuid, String>,
}

impl World {
    /// Fills the region, marks its secrets, and finds out who is tied to what; of each tie so many
    /// people ask.
    ///
    /// # Panics
    ///
    /// When the region cannot be filled.
    pub async fn make(app: TestApp, of_each: usize) -> Self {
        let region = api::demo::fill(&app.app, &|_, _| {})
            .await
            .expect("the region is filled");
        let coordinator = region.coordinator;
        let planned = json!({ "caseIds": [region.possible.gid()] });
        let run = app.planned(coordinator, planned).await;
        let plan = (
            run["id"].as_str().expect("an id").to_owned(),
            region.possible.gid(),
        );
        let secrets = mark(&app).await;
        let (ties, families) = (ties(&app).await, families(&app).await);
        let everybody = peers(&app).await;
        let states = states(&app).await;
        let of_families: BTreeSet<Uuid> = families.values().flatten().copied().collect();
        let at_work: BTreeSet<Uuid> = ids(
            &app,
            "SELECT CAST(id AS TEXT) AS a, '' AS b, '' AS c FROM person",
        )
        .await
        .into_iter()
        .map(|(id, ..)| id)
        .filter(|id| !of_families.contains(id))
        .collect();
        let mut observers = vec![Observer {
            person: None,
            tie: None,
            cases: BTreeMap::new(),
            people: BTreeSet::new(),
            is_first: true,
        }];
        for tie in Tie::ALL {
            let mut so: Vec<_> = ties
                .iter()
                .filter(|(_, cases)| cases.values().any(|one| *one == tie))
                .collect();
            so.sort_by_key(|(id, cases)| (std::cmp::Reverse(cases.len()), **id));
            let with_one_case = so.iter().filter(|(_, cases)| cases.len() == 1);
            let alone = spread(
                with_one_case.filter_map(|(_, cases)| cases.keys().next()),
                &states,
                ALONE,
            );
            for (ix, (id, cases)) in so.into_iter().enumerate() {
                let is_first = ix < of_each;
                let is_alone = cases.len() == 1 && cases.keys().any(|case| alone.contains(case));
                if !is_first && !is_alone {
                    continue;
                }
                let mut people = at_work.clone();
                people.insert(*id);
                people.extend(
                    cases
                        .keys()
                        .filter_map(|case| everybody.get(case))
                        .flatten(),
                );
                observers.push(Observer {
                    person: Some(*id),
                    tie: Some(tie),
                    cases: cases.clone(),
                    people,
                    is_first,
                });
            }
        }
        let payers = ids(
            &app,
            "SELECT DISTINCT CAST(commissioner_id AS TEXT) AS a, '' AS b, '' AS c FROM contract",
        )
        .await;
        let commissioners = payers
            .into_iter()
            .map(|(id, ..)| of(Kind::Organisation, id))
            .collect();
        Self {
            app,
            observers,
            families,
            plan,
            commissioners,
            secrets,
            states,
        }
    }
}

/// A personal text, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text {
    /// Its table and column.
    pub what: String,
    /// The case or the person it tells of.
    pub whose: Uuid,
    /// What stands in the database.
    pub stored: String,
}

impl World {
    /// Every personal text there is.
    ///
    /// # Panics
    ///
    /// When the database cannot be read.
    pub async fn texts(&self) -> BTreeSet<Text> {
        let mut all = BTreeSet::new();
        for (table, column, whose) in SECRETS {
            let sql = format!(
                "SELECT CAST({whose} AS TEXT) AS a, {column} AS b, '' AS c FROM {table} \
                 WHERE {column} IS NOT NULL"
            );
            let found = ids(&self.app, &sql).await.into_iter();
            all.extend(found.map(|(whose, stored, _)| Text {
                what: format!("{table}.{column}"),
                whose,
                stored,
            }));
        }
        all
    }

    /// Whom a column of a table names, each once.
    ///
    /// # Panics
    ///
    /// When there is no such column.
    pub async fn people_of(&self, table: &str, column: &str) -> BTreeSet<Uuid> {
        let sql = format!(
            "SELECT DISTINCT CAST({column} AS TEXT) AS a, '' AS b, '' AS c FROM {table} \
             WHERE {column} IS NOT NULL"
        );
        let found = ids(&self.app, &sql).await.into_iter();
        found.map(|(id, ..)| id).collect()
    }

    /// SQLite keeps ids as bytes, PostgreSQL as ids: both as text.
    pub(super) fn in_text(&self, sql: &str) -> String {
        in_text(&self.app, sql)
    }
}

/// Puts whose it is in the place of every personal text; how many there are of each.
async fn mark(app: &TestApp) -> BTreeMap<String, usize> {
    let mut counts = confidential::mark(app).await;
    for (table, column, whose) in SECRETS {
        if confidential::is(table, column) {
            continue;
        }
        let sql = format!(
            "UPDATE {table} SET {column} = '{MARK}{table}.{column}~' || CAST({whose} AS TEXT) || '~' \
             WHERE {column} IS NOT NULL"
        );
        let done = app
            .app
            .db
            .execute_unprepared(&in_text(app, &sql))
            .await
            .expect("the text can be replaced");
        let count = usize::try_from(done.rows_affected()).expect("a count");
        counts.insert(format!("{table}.{column}"), count);
    }
    counts
}

/// SQLite keeps ids as bytes, PostgreSQL as ids: both as text.
fn in_text(app: &TestApp, sql: &str) -> String {
    match app.app.db.get_database_backend() {
        sea_orm::DbBackend::Sqlite => sql.replace("CAST(", "hex(").replace(" AS TEXT)", ")"),
        _ => sql.to_owned(),
    }
}

/// Rows of an id and two texts.
async fn ids(app: &TestApp, sql: &str) -> Vec<(Uuid, String, String)> {
    let db = &app.app.db;
    let statement = Statement::from_string(db.get_database_backend(), in_text(app, sql));
    let rows = db
        .query_all_raw(statement)
        .await
        .expect("the statement is right");
    let text = |row: &sea_orm::QueryResult, name| row.try_get::<String>("", name).expect("a text");
    let id = |text: String| text.parse().expect("an id");
    rows.iter()
        .map(|row| (id(text(row, "a")), text(row, "b"), text(row, "c")))
        .collect()
}

/// Who is tied to which case, as the tables say.
async fn ties(app: &TestApp) -> BTreeMap<Uuid, BTreeMap<Uuid, Tie>> {
    let seats = "SELECT CAST(who AS TEXT) AS a, CAST(case_id AS TEXT) AS b, role || '/' || kind AS c FROM ( \
        SELECT person_id AS who, case_id, role FROM case_participants WHERE person_id IS NOT NULL \
        UNION SELECT m.person_id, p.case_id, p.role FROM pool_member AS m \
            JOIN case_participants AS p ON p.id = m.participant_id) AS seats \
        JOIN cases ON cases.id = seats.case_id";
    let meets = "SELECT CAST(a.person_id AS TEXT) AS a, CAST(m.case_id AS TEXT) AS b, a.role AS c \
        FROM meeting_attendee AS a JOIN meeting AS m ON m.id = a.meeting_id \
        WHERE a.role IN ('mediator', 'interpreter') AND m.state IN ('confirmed', 'completed')";
    let posts = "SELECT CAST(r.person_id AS TEXT) AS a, CAST(c.id AS TEXT) AS b, r.kind AS c \
        FROM roles AS r JOIN cases AS c ON c.provider_id = r.organisation_id";
    let mut ties = BTreeMap::<Uuid, BTreeMap<Uuid, Tie>>::new();
    let mut add = |who, case: &str, tie: Option<Tie>| {
        if let Some(tie) = tie {
            let case = case.parse().expect("an id");
            ties.entry(who).or_default().entry(case).or_insert(tie);
        }
    };
    for (who, case, kind) in ids(app, posts).await {
        add(who, &case, Tie::of_post(&kind));
    }
    for (who, case, role) in ids(app, meets).await {
        let tie = if role == "mediator" {
            Tie::Mediator
        } else {
            Tie::Interpreter
        };
        add(who, &case, Some(tie));
    }
    for (who, case, what) in ids(app, seats).await {
        let (role, kind) = what.split_once('/').expect("a role and a type");
        let tie = Tie::of_seat(role).filter(|tie| kind != "dr_a" || !tie.is_of_the_family());
        add(who, &case, tie);
    }
    ties
}

/// The people of the family of every case.
async fn families(app: &TestApp) -> BTreeMap<Uuid, BTreeSet<Uuid>> {
    let sql = "SELECT CAST(case_id AS TEXT) AS a, CAST(person_id AS TEXT) AS b, '' AS c FROM case_participants \
        WHERE role IN ('family', 'child') AND person_id IS NOT NULL \
        UNION SELECT CAST(c.id AS TEXT), CAST(k.person_id AS TEXT), '' FROM cases AS c \
            JOIN child AS k ON k.id = c.child_id WHERE k.person_id IS NOT NULL";
    gathered(ids(app, sql).await)
}

/// Everybody whom a case names.
async fn peers(app: &TestApp) -> BTreeMap<Uuid, BTreeSet<Uuid>> {
    let sql = "SELECT CAST(case_id AS TEXT) AS a, CAST(person_id AS TEXT) AS b, '' AS c FROM case_participants \
        WHERE person_id IS NOT NULL \
        UNION SELECT CAST(m.case_id AS TEXT), CAST(a.person_id AS TEXT), '' FROM meeting_attendee AS a \
            JOIN meeting AS m ON m.id = a.meeting_id \
        UNION SELECT CAST(c.id AS TEXT), CAST(k.person_id AS TEXT), '' FROM cases AS c \
            JOIN child AS k ON k.id = c.child_id WHERE k.person_id IS NOT NULL";
    gathered(ids(app, sql).await)
}

fn gathered(rows: Vec<(Uuid, String, String)>) -> BTreeMap<Uuid, BTreeSet<Uuid>> {
    let mut all = BTreeMap::<Uuid, BTreeSet<Uuid>>::new();
    for (case, person, _) in rows {
        all.entry(case)
            .or_default()
            .insert(person.parse().expect("an id"));
    }
    all
}

/// Some of the cases, of as many types and states as can be.
pub fn spread<'a>(
    cases: impl Iterator<Item = &'a Uuid>,
    alike: &BTreeMap<Uuid, String>,
    most: usize,
) -> Vec<Uuid> {
    let mut turns = BTreeMap::<&str, usize>::new();
    let mut all: Vec<_> = cases
        .map(|case| {
            let turn = turns.entry(alike[case].as_str()).or_default();
            *turn += 1;
            (*turn, alike[case].as_str(), *case)
        })
        .collect();
    all.sort_unstable();
    all.into_iter().map(|(.., case)| case).take(most).collect()
}

/// The type and the state of every case.
async fn states(app: &TestApp) -> BTreeMap<Uuid, String> {
    use entities::case;
    use sea_orm::EntityTrait as _;
    let all = case::Entity::find()
        .all(&app.app.db)
        .await
        .expect("the cases can be read");
    all.into_iter()
        .map(|row| (row.id.0, format!("{:?} {:?}", row.state, row.kind)))
        .collect()
}
