//! Each period, with the clock moved past its end: the day before, and the day.

use std::collections::BTreeMap;
use std::sync::Arc;

use api::app::App;
use api::database::begin;
use api::domain::vault::{self, Whose};
use api::domain::{audit, retention};
use api::retention::{Category, Settings};
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use entities::*;
use sea_orm::{ActiveModelTrait as _, EntityTrait, IntoActiveModel as _};
use serde_json::Value;
use tempfile::TempDir;
use tests::database::TestDatabase;
use tests::{Region, TestApp, both, program};

/// The day on which everything of the first case comes to its end; of the second it is the day after.
const FIRST: &str = "2026-03-02";

fn on(text: &str) -> NaiveDate {
    text.parse().expect("it is a day")
}

/// Noon of a day.
fn noon(day: NaiveDate) -> DateTime<Utc> {
    day.and_hms_opt(12, 0, 0).expect("it is noon").and_utc()
}

/// What a case has of each category, everything dated on one day.
struct Kept<'a> {
    app: &'a TestApp,
    region: &'a Region,
    case: CaseId,
    family: tests::region::Family,
    day: NaiveDate,
}

macro_rules! insert {
    ($self:ident, $table:ident { $($field:ident: $value:expr),+ $(,)? }) => {
        $table::Entity::insert($table::Model { $($field: $value),+ }.into_active_model())
            .exec_without_returning(&$self.app.app.db)
            .await
            .expect("the row is kept")
    };
}

impl Kept<'_> {
    fn id(&self) -> uuid::Uuid {
        self.app.app.ids.next()
    }

    async fn ends(&self, state: case::State) {
        let day = self.day;
        let next = "SELECT CAST(COALESCE(MAX(sequence), 0) + 1 AS BIGINT) AS n FROM case_event";
        insert!(
            self,
            case_event {
                case_id: self.case,
                sequence: i32::try_from(self.app.number(next).await).expect("there are few"),
                words: "it ends".to_owned(),
                happened_on: day,
                recorded_at: noon(day),
                recorded_by: self.region.staff.coordinator,
                from_state: case::State::FollowUp,
                to_state: state,
                corrects: None,
                corrected_from_on: None,
                corrected_to_on: None,
                reason: None,
            }
        );
        let row = case::Entity::find_by_id(self.case)
            .one(&self.app.app.db)
            .await;
        let row = row.expect("it is read").expect("it is there");
        let row = case::Model {
            state,
            appeal_by_on: None,
            ..row
        };
        let row = row.into_active_model().reset_all();
        case::Entity::update(row)
            .exec(&self.app.app.db)
            .await
            .expect("it is kept");
    }

    /// Texts are sealed as the service seals them.
    async fn sealed(&self) -> (availability_window::Model, safeguarding_concern::Model) {
        let text = || Sealed::new(Personal::new("canary"));
        let window = availability_window::Model {
            id: self.id().into(),
            person_id: self.family.parent,
            starts_at: noon(self.day) - TimeDelta::hours(1),
            ends_at: noon(self.day),
            grade: availability_window::Grade::Free,
            source: availability_window::Source::Phone,
            entered_at: noon(self.day),
            entered_by: self.family.parent,
            private_reason: Some(text()),
        };
        let concern = safeguarding_concern::Model {
            id: self.id().into(),
            case_id: self.case,
            category: safeguarding_concern::Category::Neglect,
            text: text(),
            referred_to: None,
            referred_on: None,
            raised_at: noon(self.day),
            raised_by: self.region.staff.adviser,
        };
        let app = &self.app.app;
        let tx = begin(&app.db).await.expect("a transaction begins");
        let window = vault::sealed(app, &tx, Whose::Person(window.person_id), window).await;
        let concern = vault::sealed(app, &tx, Whose::Case(self.case), concern).await;
        tx.commit().await.expect("the keys are kept");
        (
            window.expect("it is sealed"),
            concern.expect("it is sealed"),
        )
    }

    #[expect(
        clippy::too_many_lines,
        reason = "one row of each table, a column a line"
    )]
    async fn make(&self) {
        let (staff, day) = (self.region.staff, self.day);
        let (at, parent) = (noon(day), self.family.parent);
        let db = &self.app.app.db;
        self.ends(case::State::Closed).await;
        let (window, concern) = self.sealed().await;
        let window = availability_window::Entity::insert(window.into_active_model());
        window
            .exec_without_returning(db)
            .await
            .expect("the window is kept");
        let concern = safeguarding_concern::Entity::insert(concern.into_active_model());
        concern
            .exec_without_returning(db)
            .await
            .expect("the concern is kept");
        let meeting_id = MeetingId(self.id());
        insert!(
            self,
            meeting {
                id: meeting_id,
                case_id: self.case,
                state: meeting::State::Completed,
                mode: Mode::Video,
                starts_at: at,
                ends_at: at + TimeDelta::hours(2),
                room_id: None,
                mediator_id: staff.mediators[0],
                held_at: at,
                held_by: staff.coordinator,
                expires_at: None,
                confirmed_at: Some(at),
                cancelled_at: None,
                cancelled_by: None,
                cancel_cause: None,
                cancel_side: None,
                version: 1,
            }
        );
        insert!(
            self,
            prep_contact {
                id: self.id().into(),
                meeting_id: meeting_id,
                mediator_id: staff.mediators[0],
                person_id: parent,
                way: prep_contact::Way::Phone,
                contacted_at: at,
                minutes: 10,
                note: Some(Sealed::shut("sealed")),
            }
        );
        let seats = participant::Entity::find()
            .all(db)
            .await
            .expect("they are read");
        let seat = seats
            .into_iter()
            .find(|seat| seat.case_id == self.case && seat.person_id == Some(parent));
        insert!(
            self,
            summary {
                id: self.id().into(),
                case_id: self.case,
                participant_id: seat.expect("the family has a seat").id,
                way: summary::Way::Party,
                text: Some(Sealed::shut("sealed")),
                written_by: parent,
                written_at: at,
                exchanged_at: None,
                exchanged_by: None,
            }
        );
        insert!(
            self,
            planning_run {
                id: self.id().into(),
                provider_id: self.region.bodies.north,
                state: planning_run::State::Cancelled,
                requested_by: staff.coordinator,
                requested_at: at,
                started_at: None,
                finished_at: Some(at),
                horizon_days: 70,
                time_limit_secs: 10,
                seed: 1,
                unplaced_points: None,
                late_points: None,
                family_points: None,
                others_points: None,
                cost: None,
                bound: None,
                problem_hash: None,
                versions: None,
                failure: None,
            }
        );
        insert!(
            self,
            evaluation {
                case_id: self.case,
                person_id: parent,
                role: participant::Role::Family,
                invited_at: at,
                submitted_at: Some(at),
                channel: Some(evaluation::Channel::OnDay),
                service: Some(5),
                mediator: Some(4),
                preparation: Some(3),
                fairness: Some(2),
                heard: Some(1),
                outcome: Some(5),
                text: Some(Personal::new("canary")),
                may_quote: true,
            }
        );
        insert!(
            self,
            enquiry {
                id: self.id().into(),
                provider_id: self.region.bodies.north,
                la_id: self.region.bodies.la,
                topic: enquiry::Topic::Advice,
                answer: Personal::new("canary"),
                asked_on: day,
                recorded_by: staff.adviser,
                recorded_at: at,
            }
        );
        insert!(
            self,
            complaint {
                id: self.id().into(),
                case_id: self.case,
                complainant_id: parent,
                about: complaint::About::Service,
                about_person_id: None,
                action_id: None,
                text: Sealed::shut("sealed"),
                made_on: day,
                recorded_at: at,
                recorded_by: parent,
                outcome: Some(Sealed::shut("sealed")),
                resolved_at: Some(at),
                resolved_by: Some(staff.manager),
            }
        );
        // The tax year of the second claim ends a year after that of the first.
        let decided = if day == on(FIRST) {
            at
        } else {
            noon(on("2026-04-06"))
        };
        insert!(
            self,
            expense_claim {
                id: self.id().into(),
                case_id: self.case,
                claimant_id: parent,
                payer_id: self.region.bodies.la,
                state: expense_claim::State::Agreed,
                allowed_pence: 310,
                claimed_at: at,
                recorded_by: parent,
                decided_at: Some(decided),
                decided_by: Some(staff.manager),
                reason: None,
            }
        );
    }
}

/// What is due, by category.
fn counts(due: &[retention::Due]) -> BTreeMap<&'static str, usize> {
    let due = due.iter().filter(|one| !one.rows.is_empty());
    due.map(|one| (one.category.key(), one.rows.len()))
        .collect()
}

/// Two cases with everything, and two referrals that became none.
async fn full(app: &TestApp) -> Region {
    let region = Region::make(app).await;
    // What people said of their times belongs to no test of this kind.
    app.execute("DELETE FROM availability_window").await;
    let cases = region.cases;
    let next = on(FIRST) + Days::new(1);
    for ((case, family), day) in [(cases.med_e, on(FIRST)), (cases.med_x, next)] {
        Kept {
            app,
            region: &region,
            case,
            family,
            day,
        }
        .make()
        .await;
    }
    for ((case, family), day) in [(cases.dr_p, on(FIRST)), (cases.bsl, next)] {
        let kept = Kept {
            app,
            region: &region,
            case,
            family,
            day,
        };
        kept.ends(case::State::Lapsed).await;
    }
    region
}

/// How many rows say something of each category.
async fn left(app: &TestApp) -> BTreeMap<&'static str, i64> {
    let mut left = BTreeMap::new();
    for (key, rows) in [
        (
            "availability-reason",
            "availability_window WHERE private_reason IS NOT NULL",
        ),
        ("availability", "availability_window"),
        ("mediator-note", "prep_contact WHERE note IS NOT NULL"),
        ("summary", "summary"),
        ("plan", "planning_run"),
        ("evaluation-name", "evaluation WHERE text IS NOT NULL"),
        ("enquiry", "enquiry WHERE answer <> ''"),
        ("complaint", "complaint"),
        ("expense-claim", "expense_claim"),
        ("safeguarding", "safeguarding_concern"),
        ("referral", "cases WHERE reference IN ('N-5', 'N-6')"),
        ("case-file", "cases WHERE reference IN ('N-1', 'N-2')"),
    ] {
        let count = app
            .number(&format!("SELECT COUNT(*) AS n FROM {rows}"))
            .await;
        left.insert(key, count);
    }
    left
}

/// The days on which something of the first case goes, and what; what the second has goes the day after.
const DAYS: [(&str, &[&str]); 5] = [
    (
        "2026-03-30",
        &["availability-reason", "mediator-note", "summary"],
    ),
    ("2026-05-31", &["availability", "plan"]),
    ("2027-03-02", &["enquiry", "evaluation-name", "referral"]),
    ("2032-03-02", &["case-file", "complaint"]),
    ("2051-03-02", &["safeguarding"]),
];

/// Asks what is due, removes it, and asserts that it was this and nothing else.
async fn goes(app: &TestApp, day: NaiveDate, keys: &[&str]) {
    app.clock.set(noon(day));
    let expected: BTreeMap<_, _> = keys.iter().map(|key| (*key, 1)).collect();
    let before = left(app).await;
    let events = app.rows(&["audit_event"]).await[0];
    let due = retention::due(&app.app).await.expect("it is read");
    let named: BTreeMap<&str, usize> = counts(&due).into_iter().collect();
    assert_eq!(named, expected, "{day}");
    assert_eq!(left(app).await, before, "looking removes nothing");
    let done = retention::apply(&app.app).await.expect("it is removed");
    assert_eq!(done, due, "{day}");
    for (key, count) in left(app).await {
        let gone = i64::from(keys.contains(&key));
        assert_eq!(count, before[key] - gone, "{key} on {day}");
    }
    let written = app.rows(&["audit_event"]).await[0] - events;
    assert_eq!(
        usize::try_from(written).ok(),
        Some(keys.len()),
        "an event each"
    );
    assert_eq!(
        counts(&retention::due(&app.app).await.expect("it is read")),
        BTreeMap::new()
    );
}

both! {
    async fn what_is_due_goes_on_its_day_and_nothing_else(database: TestDatabase) {
        let app = TestApp::start(database).await;
        let region = full(&app).await;
        for (day, keys) in DAYS {
            let day = on(day);
            if day.to_string() == "2051-03-02" {
                // Claims are counted from the end of the tax year, and so go in two.
                for year in ["2032", "2033"] {
                    goes(&app, on(&format!("{year}-04-04")), &[]).await;
                    goes(&app, on(&format!("{year}-04-05")), &["expense-claim"]).await;
                }
            }
            goes(&app, day - Days::new(1), &[]).await;
            goes(&app, day, keys).await;
            if keys.contains(&"case-file") {
                let (case, family) = region.cases.med_e;
                let name = person::Entity::find_by_id(family.parent).one(&app.app.db).await;
                let name = name.expect("it is read").expect("a row is left").name;
                assert_eq!(name.reveal(), "Parent N-1", "a claim is left, which names them");
                let child = person::Entity::find_by_id(family.child_person).one(&app.app.db).await;
                assert_eq!(child.expect("it is read").expect("a row is left").name.reveal(), "(erased)");
                let key = data_key::Entity::find().all(&app.app.db).await.expect("they are read");
                assert!(key.iter().any(|row| row.owner_id == case.0), "a concern is left, which it opens");
            }
            goes(&app, day + Days::new(1), keys).await;
        }
        // Nothing is left that tells of the families, and nothing else was touched.
        for (_, family) in [region.cases.med_e, region.cases.med_x] {
            for id in [family.parent, family.child_person] {
                let row = person::Entity::find_by_id(id).one(&app.app.db).await;
                let row = row.expect("it is read").expect("a row is left");
                assert_eq!((row.name.reveal(), row.email, row.phone), ("(erased)", None, None));
            }
        }
        let keys = data_key::Entity::find().all(&app.app.db).await.expect("they are read");
        let erased = [region.cases.med_e.0, region.cases.med_x.0].map(|id| id.0);
        assert!(keys.iter().all(|row| !erased.contains(&row.owner_id)));
        let southern = person::Entity::find_by_id(region.cases.southern.1.parent).one(&app.app.db).await;
        assert_ne!(southern.expect("it is read").expect("it is there").name.reveal(), "(erased)");
        assert_eq!(audit::verify(&app.app.db, None).await.expect("it is read").flaw, None);
        let told = audit_event::Entity::find().all(&app.app.db).await.expect("it is read");
        let ours: Vec<_> = told.iter().filter(|event| event.action.starts_with("retention:")).collect();
        assert_eq!(ours.len(), 24);
        assert!(ours.iter().all(|event| event.object_id.is_some() && event.actor_id.is_none()));
    }

    async fn a_case_that_is_held_loses_nothing(database: TestDatabase) {
        let app = TestApp::start(database).await;
        full(&app).await;
        let settings = Settings::read("hold N-1\nhold N-5\nsummary 2 days\n").expect("it is in order");
        let held = App { retention: Arc::new(settings), ..app.app.clone() };
        app.clock.set(noon(on("2026-03-05")));
        let due = retention::due(&held).await.expect("it is read");
        assert_eq!(counts(&due), BTreeMap::from([("summary", 1)]), "of the other case");
        app.clock.set(noon(on("2060-01-01")));
        retention::apply(&held).await.expect("it is removed");
        let one = |key: &'static str| (key, 1);
        let left = left(&app).await;
        for (key, count) in ["mediator-note", "summary", "complaint", "expense-claim", "safeguarding", "referral", "case-file", "evaluation-name"].map(one) {
            assert_eq!(left[key], count, "{key}");
        }
    }

    async fn an_operator_looks_and_removes(database: TestDatabase) {
        let app = TestApp::start(database).await;
        full(&app).await;
        let folder = TempDir::new().expect("a folder");
        let path = |name: &str| folder.path().join(name).display().to_string();
        let token = path("token.pem");
        assert!(program::run(&[], &["token", "--new-key", &token]).status.success());
        let keys = program::field_keys(folder.path());
        let file = path("retention");
        let run = |text: &str, arguments: &[&str]| {
            std::fs::write(&file, text).expect("it is written");
            let settings = [
                ("CONCORD_DATABASE_URL", app.database_url()),
                ("CONCORD_TOKEN_KEY_FILE", token.as_str()),
                ("CONCORD_FIELD_KEYS_FILE", keys.as_str()),
                ("CONCORD_RETENTION_FILE", file.as_str()),
            ];
            program::run(&settings, &[&["retention"], arguments].concat())
        };
        let said = |text: &str, arguments: &[&str]| -> BTreeMap<String, Value> {
            let output = run(text, arguments);
            assert!(output.status.success(), "{output:?}");
            let said: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
            let all = said["categories"].as_array().expect("a list").iter();
            all.map(|one| (one["category"].as_str().expect("a name").to_owned(), one.clone())).collect()
        };
        // Today is later than the day of the test, and how much later does not matter to these.
        let due = said("summary 1 day\nplan 90 years\n", &["--dry-run", "--json"]);
        assert_eq!(due.len(), Category::ALL.len());
        assert_eq!(due["summary"]["due"], 2);
        assert_eq!(due["summary"]["kept"], "1 day");
        assert_eq!(due["summary"]["since"], "2026-03-03");
        assert_eq!(due["plan"]["due"], 0);
        assert_eq!(app.rows(&["summary", "planning_run"]).await, [2, 2]);
        let removed = said("summary 1 day\nplan 90 years\n", &["--apply", "--json"]);
        assert_eq!(removed["summary"]["removed"], 2);
        assert_eq!(app.rows(&["summary", "planning_run"]).await, [0, 2]);
        let again = run("plan 90 years\n", &["--dry-run"]);
        let text = String::from_utf8(again.stdout).expect("it is text");
        assert_eq!(text.lines().count(), Category::ALL.len(), "{text}");
        assert!(text.contains("0 due"), "{text}");
        for (text, arguments) in [("", &[][..]), ("", &["--apply", "--dry-run"]), ("summary soon", &["--apply"])] {
            assert_eq!(run(text, arguments).status.code(), Some(2), "{text:?} {arguments:?}");
        }
    }
}
