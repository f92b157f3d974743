//! The report and the return as text, and the command that prints them.

use entities::organisation;
use entities::role::Kind as Role;
use sea_orm::{ActiveModelTrait as _, EntityTrait as _, IntoActiveModel as _, Set};
use serde_json::{Value, json};
use tests::both;
use tests::database::TestDatabase;
use tests::program;

use super::{Ledger, RETURN, order, quarter, report};

/// What the command prints, and how it ends.
fn run(ledger: &Ledger, arguments: &[&str]) -> (Option<i32>, String, String) {
    let settings = [("CONCORD_DATABASE_URL", ledger.app.database_url())];
    let all: Vec<&str> = ["report"].iter().chain(arguments).copied().collect();
    let output = program::run(&settings, &all);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (
        output.status.code(),
        text(&output.stdout),
        text(&output.stderr),
    )
}

/// Gives the authority a code, and a name that a spreadsheet would work out.
async fn rename(ledger: &Ledger) {
    let db = &ledger.app.app.db;
    let found = organisation::Entity::find_by_id(ledger.region.bodies.la)
        .one(db)
        .await;
    let mut row = found.unwrap().unwrap().into_active_model();
    row.code = Set(Some("E10000099".to_owned()));
    row.name = Set("=1+1, \"Ambleshire\"".to_owned());
    row.update(db).await.unwrap();
}

both! {
    async fn the_file_has_a_line_a_figure_and_a_line_a_row(database: TestDatabase) {
        let ledger = quarter::written(database).await;
        rename(&ledger).await;
        let made = report(&ledger.app, ledger.region.staff.manager, order(&ledger)).await;
        let csv = made["csv"].as_str().unwrap();
        let figures = made["figures"].as_array().unwrap();
        let rows = figures.iter().flat_map(|figure| figure["breakdowns"].as_array().unwrap());
        let rows: usize = rows.map(|part| {
            part["rows"].as_array().unwrap().len() + usize::from(part["isWithheld"] == true)
        }).sum();
        let lines: Vec<&str> = csv.split_terminator("\r\n").collect();
        assert_eq!(lines.len(), 1 + figures.len() + rows, "{csv}");
        assert!(lines[0].starts_with("commissioner,service,from,to,kpi,key,title"), "{csv}");
        // The name is a text and no formula, and its comma and quotes do not end it.
        let head = "\"'=1+1, \"\"Ambleshire\"\"\",Northern Mediation,2025-04-01,2025-06-30";
        assert!(lines[1..].iter().all(|line| line.starts_with(head)), "{csv}");
        assert!(lines.contains(&format!("{head},K1,K1,Contacts answered within a working day,share,,,9,15,60,,no,").as_str()), "{csv}");
        assert!(lines.contains(&format!("{head},K23,K23,Volume,count,Type of case,DR-P,,,,,yes,").as_str()), "{csv}");
        assert!(!csv.contains("A-1") && !csv.contains("L-1"));
    }

    async fn the_return_has_a_line_a_mediation_and_no_names(database: TestDatabase) {
        let ledger = quarter::written(database).await;
        let (app, region) = (&ledger.app, ledger.region);
        let commissioner = app.officer("Connie Commissioner", Role::Commissioner, region.bodies.la).await;
        let mut seen = Vec::new();
        for actor in [region.staff.manager, commissioner] {
            let mut answer = app.ask(actor, RETURN, order(&ledger)).await["dfeReturn"].take();
            assert_eq!(answer["userErrors"], json!([]));
            seen.push(answer["dfeReturn"].take());
        }
        // Held: A about requests, B about assessments, C about plans; asked for and not held: D and E.
        let cases = seen[0]["cases"].as_array().unwrap();
        let count = |decision: &str, is_held: bool| cases.iter()
            .filter(|case| case["decision"] == decision && case["isHeld"] == is_held).count();
        assert_eq!(cases.len(), 25);
        assert_eq!([count("REQUEST", true), count("ASSESSMENT_OUTCOME", true), count("OTHER", true)], [8, 6, 5]);
        assert_eq!(count("OTHER", false), 6);
        assert_eq!(cases[0], json!({
            "reference": cases[0]["reference"], "decision": "REQUEST", "askedOn": "2025-04-07", "isHeld": true,
            "heldOn": "2025-05-01", "isAppealed": false,
        }));
        let counts: Vec<_> = seen[0]["counts"].as_array().unwrap().iter()
            .map(|count| (count["name"].as_str().unwrap(), count["count"].clone())).collect();
        assert_eq!(counts[0], ("mediation_related_request", json!(8)));
        assert_eq!(counts[2], ("number_assess_mediation", json!(6)));
        assert_eq!(counts[4], ("number_other_mediation", json!(5)));
        // B's appeals followed; C's are older than the mediation.
        assert_eq!(counts[1], ("tribunal_after_mediation_request", json!(0)));
        assert_eq!(counts[3], ("number_asssess_mediation_tribunal", json!(6)));
        assert_eq!(counts[5], ("number_other_mediation_tribunal", json!(0)));
        // Of D and E, which were not held, nothing is known.
        assert_eq!(cases[24]["isAppealed"], Value::Null);

        // The commissioner has the same, without the service's names of the cases.
        assert_eq!(seen[0]["counts"], seen[1]["counts"]);
        assert!(cases[0]["reference"].as_str().unwrap().starts_with("A-"));
        for case in seen[1]["cases"].as_array().unwrap() {
            assert_eq!(case["reference"], Value::Null);
        }
        let csv = seen[1]["csv"].as_str().unwrap();
        assert!(csv.contains("\r\n1,,request,yes,2025-04-07,2025-05-01,no\r\n"), "{csv}");
        assert!(!csv.contains("A-1"), "{csv}");
        assert!(seen[0]["csv"].as_str().unwrap().contains(",A-1,request,"));
    }

    async fn the_command_prints_what_fits_a_terminal(database: TestDatabase) {
        let ledger = quarter::written(database).await;
        rename(&ledger).await;
        let id = ledger.region.bodies.la.0.to_string();
        let north = ledger.region.bodies.north.0.to_string();
        let quarter = ["--from", "2025-04-01", "--to", "2025-06-30", "--provider", &north];
        let all = |commissioner: &str, more: &[&str]| {
            let mut arguments = vec!["--commissioner", commissioner];
            arguments.extend(quarter);
            arguments.extend(more);
            run(&ledger, &arguments)
        };
        let (status, said, complained) = all("E10000099", &[]);
        assert_eq!((status, complained.as_str()), (Some(0), ""));
        for line in said.lines() {
            assert!(line.chars().count() <= 80, "{line}");
        }
        assert!(said.contains("K3    Mediations within 30 days\n      54.2 %: 13 of 24\n"), "{said}");
        assert!(said.contains("DR-P") && !said.contains("L-1"), "{said}");

        let (status, said, _) = all(&id, &["--json"]);
        assert_eq!(status, Some(0));
        let printed: Value = serde_json::from_str(&said).expect("one JSON object");
        let k3 = printed["figures"].as_array().unwrap().iter().find(|figure| figure["key"] == "K3").unwrap();
        assert_eq!((&k3["numerator"], &k3["denominator"], &k3["value"]), (&json!(13), &json!(24), &json!(54.2)));

        let (status, said, _) = all(&id, &["--csv"]);
        assert_eq!(status, Some(0));
        let made = report(&ledger.app, ledger.region.staff.manager, order(&ledger)).await;
        assert_eq!(said.trim_end(), made["csv"].as_str().unwrap().trim_end());

        let (status, said, _) = all(&id, &["--return"]);
        assert_eq!(status, Some(0));
        assert!(said.lines().all(|line| line.chars().count() <= 80), "{said}");
        assert!(said.contains("mediation_related_request"), "{said}");
        let (_, said, _) = all(&id, &["--return", "--json"]);
        let printed: Value = serde_json::from_str(&said).expect("one JSON object");
        assert_eq!(printed["cases"].as_array().unwrap().len(), 25);
    }

    async fn what_makes_no_sense_is_told_on_one_line(database: TestDatabase) {
        let ledger = Ledger::new(database).await;
        rename(&ledger).await;
        let school = ledger.region.bodies.school.0.to_string();
        for (commissioner, from, to, about) in [
            ("E10000099", "2025-04-31", "2025-06-30", "--from"),
            ("E10000099", "2025-04-01", "June", "--to"),
            ("E10000099", "2025-06-30", "2025-04-01", "not before its first"),
            ("E10000099", "2013-01-01", "2013-12-31", "2014"),
            ("E10000099", "2015-01-01", "2024-12-31", "five years"),
            ("E10000099", "2025-04-01", "2025-06-30", "several services"),
            ("E09999999", "2025-04-01", "2025-06-30", "no body"),
            (&school, "2025-04-01", "2025-06-30", "no such commissioner"),
        ] {
            let arguments = ["--commissioner", commissioner, "--from", from, "--to", to];
            let (status, said, complained) = run(&ledger, &arguments);
            assert_eq!((status, said.as_str()), (Some(2), ""), "{arguments:?}");
            assert_eq!(complained.lines().count(), 1, "{complained}");
            assert!(complained.contains(about), "{complained}");
        }
    }
}
