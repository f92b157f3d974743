//! The cases of the quarter, in groups that are alike.

use entities::agreement_action::Category;
use entities::attendance::Presence;
use entities::case::{Kind, State};
use entities::case_record::{Basis, Outcome};
use entities::issue::Domain;
use entities::participant::Role;
use entities::referral::Stage;
use entities::{expense_claim, meeting};
use tests::database::TestDatabase;

use super::ledger::{Dated, Ledger, at, day, nine};

const FAMILY_AND_LA: &[Role] = &[Role::Family, Role::LocalAuthority];

/// The quarter, written down.
pub(super) async fn written(database: TestDatabase) -> Ledger {
    let ledger = Ledger::new(database).await;
    fill(&ledger).await;
    ledger
}

/// Writes it into empty books.
pub(super) async fn fill(ledger: &Ledger) {
    ledger.contract().await;
    in_time(ledger).await;
    late(ledger).await;
    at_short_notice(ledger).await;
    not_held(ledger).await;
    withdrawn(ledger).await;
    contacts(ledger).await;
    facilitations(ledger).await;
    at_midnight(ledger).await;
}

/// A: eight mediations about a refusal to assess. Told on 7 April, so due by 7 May; held in S1 on 1 May,
/// after 24 days; agreed on 14 April, as planned on 10 April, with notice given on the 16th; full agreement, with a promise due by 15 May
/// and kept the day before, one kept five days late, and one due in August. Referred with the decision, the
/// child heard two days before. The check of 12 June was made for
/// five; no appeal followed; the families are satisfied, complain all the same, three of the complaints were resolved,
/// and are paid £10.
async fn in_time(ledger: &Ledger) {
    let run = ledger.run("2025-04-10").await;
    for ix in 1..=8 {
        let told = nine("2025-04-07");
        let case = ledger
            .open(&format!("A-{ix}"), Kind::MedE, told, &[Domain::Assess])
            .await;
        ledger
            .asked(
                case,
                Role::LocalAuthority,
                ["2025-04-07", "2025-04-10", "2025-04-09"],
            )
            .await;
        ledger
            .asked(
                case,
                Role::Family,
                ["2025-04-07", "2025-04-10", "2025-04-10"],
            )
            .await;
        ledger.planned(run, case, "2025-05-01").await;
        let date = Dated {
            held: "2025-04-12",
            agreed: Some("2025-04-14"),
            on: "2025-05-01",
            state: meeting::State::Completed,
            place: Some(0),
        };
        let meeting = ledger.dated(case, date, FAMILY_AND_LA).await;
        for &role in FAMILY_AND_LA {
            ledger.came(meeting, role, Presence::Attended).await;
        }
        let notice = ["2025-05-01", "2025-04-23", "2025-04-16"];
        ledger.noticed(case, notice).await;
        ledger.held(case, "2025-05-01", Outcome::Full).await;
        let promises = [
            (Category::Assess, "2025-05-15", Some("2025-05-14")),
            (Category::Promise, "2025-05-15", Some("2025-05-20")),
            (Category::AssessPlan, "2025-08-07", None),
        ];
        ledger.agreed(case, "2025-05-01", &promises).await;
        let made = (ix <= 5).then_some("2025-06-14");
        ledger.checked(case, "2025-06-12", made).await;
        ledger.appealed(case, None).await;
        ledger.referred(case, Stage::Decision).await;
        ledger.heard(case, "2025-04-29").await;
        ledger
            .evaluated(case, "2025-05-02", Some(("2025-05-03", 5, 4)))
            .await;
        ledger.complained(case, "2025-05-09", ix <= 3).await;
        ledger
            .claimed(case, 1_000, expense_claim::State::Agreed)
            .await;
    }
}

/// B: six about a refusal to issue a plan. Told on 14 April, so due by 14 May; planned on 21 April for
/// another day than the authority called off, two days before 8 May; held by video on 20 May, after 36
/// days, with nobody of the authority; agreed on 12 May, five clear working days before, and notice given a
/// day later; no agreement. Entrenched
/// when they came; the child was heard the day after. An appeal followed; the families are satisfied with the mediator alone; their claims are refused; of each
/// there is a safeguarding concern.
async fn late(ledger: &Ledger) {
    let run = ledger.run("2025-04-21").await;
    for ix in 1..=6 {
        let told = nine("2025-04-14");
        let case = ledger
            .open(&format!("B-{ix}"), Kind::MedE, told, &[Domain::Issue])
            .await;
        ledger
            .asked(
                case,
                Role::LocalAuthority,
                ["2025-04-14", "2025-04-17", "2025-04-22"],
            )
            .await;
        ledger.planned(run, case, "2025-05-06").await;
        let called_off = Dated {
            held: "2025-04-22",
            agreed: Some("2025-04-23"),
            on: "2025-05-08",
            state: meeting::State::Cancelled,
            place: Some(0),
        };
        ledger.dated(case, called_off, FAMILY_AND_LA).await;
        let date = Dated {
            held: "2025-05-09",
            agreed: Some("2025-05-12"),
            on: "2025-05-20",
            state: meeting::State::Completed,
            place: None,
        };
        let meeting = ledger.dated(case, date, FAMILY_AND_LA).await;
        ledger.came(meeting, Role::Family, Presence::Attended).await;
        ledger
            .came(meeting, Role::LocalAuthority, Presence::Absent)
            .await;
        let notice = ["2025-05-20", "2025-05-12", "2025-05-13"];
        ledger.noticed(case, notice).await;
        ledger.held(case, "2025-05-20", Outcome::Nothing).await;
        ledger.appealed(case, Some("2025-06-20")).await;
        ledger.referred(case, Stage::Entrenched).await;
        ledger.heard(case, "2025-05-21").await;
        ledger
            .evaluated(case, "2025-05-21", Some(("2025-05-23", 2, 4)))
            .await;
        ledger
            .claimed(case, 900, expense_claim::State::Refused)
            .await;
        // The last is of 1 July in England, and still June in UTC.
        let raised = if ix == 6 {
            "2025-06-30T23:30:00Z"
        } else {
            "2025-06-01T09:00:00Z"
        };
        ledger.worried(case, at(raised)).await;
    }
}

/// C: five about the content of a plan, with a signer. Told on 26 May, so due by 25 June; held in S35 on
/// 18 June, after 23 days; the signer booked on the 13th; agreed, and notice given, on 16 June with the family's consent to short notice; partial agreement;
/// a certificate due by 23 June and issued on the 24th. Their appeals are older than the mediation; nobody has
/// answered what they think of it.
async fn at_short_notice(ledger: &Ledger) {
    for ix in 1..=5 {
        let told = nine("2025-05-26");
        let domains = [Domain::B, Domain::F];
        let case = ledger
            .open(&format!("C-{ix}"), Kind::MedE, told, &domains)
            .await;
        ledger
            .case(case, |row| {
                row.interpreter_language = Some("bsl".to_owned());
                row.short_notice_agreed_at = Some(nine("2025-06-16"));
            })
            .await;
        let date = Dated {
            held: "2025-06-15",
            agreed: Some("2025-06-16"),
            on: "2025-06-18",
            state: meeting::State::Completed,
            place: Some(1),
        };
        let roles = [Role::Family, Role::LocalAuthority, Role::Interpreter];
        let meeting = ledger.dated(case, date, &roles).await;
        for role in roles {
            ledger.came(meeting, role, Presence::Attended).await;
        }
        let notice = ["2025-06-18", "2025-06-10", "2025-06-16"];
        ledger.noticed(case, notice).await;
        ledger.held(case, "2025-06-18", Outcome::Partial).await;
        let days = ["2025-06-18", "2025-06-23", "2025-06-24"];
        ledger.certificate(case, Basis::TakenPart, days).await;
        ledger.signer(case, "2025-06-13").await;
        ledger.appealed(case, Some("2025-06-01")).await;
        ledger.evaluated(case, "2025-06-19", None).await;
    }
}

/// D: five about the content of a plan. Told on 30 May, so due by Friday 27 June, the thirtieth day being a
/// Sunday; the authority says that it cannot arrange; a date of 3 July, held on 10 June, lapses.
async fn not_held(ledger: &Ledger) {
    for ix in 1..=5 {
        let told = nine("2025-05-30");
        let domains = [Domain::B, Domain::F];
        let case = ledger
            .open(&format!("D-{ix}"), Kind::MedE, told, &domains)
            .await;
        ledger
            .case(case, |row| {
                row.inability_notice_at = Some(nine("2025-06-20"));
            })
            .await;
        let date = Dated {
            held: "2025-06-10",
            agreed: None,
            on: "2025-07-03",
            state: meeting::State::Lapsed,
            place: Some(0),
        };
        ledger.dated(case, date, FAMILY_AND_LA).await;
    }
}

/// E: one told on 2 April and withdrawn on the 10th.
async fn withdrawn(ledger: &Ledger) {
    let told = nine("2025-04-02");
    let case = ledger
        .open("E-1", Kind::MedE, told, &[Domain::B, Domain::F])
        .await;
    ledger
        .step(case, 1, (State::Arranging, State::Withdrawn), "2025-04-10")
        .await;
}

/// G: nine contacts of Tuesday 8 April, answered on the 9th, that choose mediation. H: six of Friday 2 May,
/// answered on Wednesday the 7th, when Monday was a bank holiday and the answer due on Tuesday; they
/// decline, and have their certificates on their last day.
async fn contacts(ledger: &Ledger) {
    for (group, count, contact, answer, choice) in [
        (
            "G",
            9,
            "2025-04-08",
            "2025-04-09",
            State::MediationRequested,
        ),
        (
            "H",
            6,
            "2025-05-02",
            "2025-05-07",
            State::CertificateDueDeclined,
        ),
    ] {
        for ix in 1..=count {
            let reference = format!("{group}-{ix}");
            let case = ledger
                .open(&reference, Kind::Mia, nine(contact), &[Domain::B])
                .await;
            ledger
                .record(case, |record| record.contacted_at = Some(nine(contact)))
                .await;
            ledger
                .step(case, 1, (State::Enquiry, State::InTime), contact)
                .await;
            ledger
                .step(case, 2, (State::InTime, State::Advised), answer)
                .await;
            ledger.step(case, 3, (State::Advised, choice), answer).await;
            if choice == State::CertificateDueDeclined {
                let days = ["2025-05-07", "2025-05-12", "2025-05-12"];
                ledger.certificate(case, Basis::Declined, days).await;
            }
        }
    }
}

/// J: six annual reviews of 3 June with notes final on the 17th, two weeks later. K: five meetings of teams
/// on 3 June without notes.
async fn facilitations(ledger: &Ledger) {
    for (group, count, kind) in [("J", 6, Kind::FacAr), ("K", 5, Kind::FacTac)] {
        for ix in 1..=count {
            let reference = format!("{group}-{ix}");
            let opened_at = nine("2025-05-01");
            let case = ledger
                .open(&reference, kind, opened_at, &[Domain::Other])
                .await;
            ledger
                .step(
                    case,
                    1,
                    (State::PapersCirculated, State::Held),
                    "2025-06-03",
                )
                .await;
            if kind == Kind::FacAr {
                ledger
                    .step(
                        case,
                        2,
                        (State::CommentWindow, State::NotesFinal),
                        "2025-06-17",
                    )
                    .await;
            }
        }
    }
}

/// L: one with a school, opened half an hour into 1 April in England, which is 31 March in UTC; and one
/// opened half an hour into 1 July, which is 30 June in UTC.
async fn at_midnight(ledger: &Ledger) {
    for (reference, opened_at) in [
        ("L-1", "2025-03-31T23:30:00Z"),
        ("L-2", "2025-06-30T23:30:00Z"),
    ] {
        ledger
            .open(reference, Kind::DrP, at(opened_at), &[Domain::Other])
            .await;
    }
    assert_eq!(
        api::app::day_of(at("2025-03-31T23:30:00Z")),
        day("2025-04-01")
    );
}
