//! Flags are computed from a clock and a day.

use crate::law::Rule;
use crate::lifecycle::clock::{self, Risk, Running, risk};
use crate::lifecycle::dates::{Correction, CorrectionRefused, Dated, Misdated, Moment};
use crate::lifecycle::samples::{at, now, on};

/// Due on the 20th, at risk from the 10th.
fn running() -> Running {
    Running {
        due_on: on(3, 20),
        risk_from_on: on(3, 10),
        is_infeasible: false,
        met_on: None,
    }
}

#[test]
fn at_risk_and_overdue_are_computed() {
    let infeasible = Running {
        is_infeasible: true,
        ..running()
    };
    let met = |day| Running {
        met_on: Some(on(3, day)),
        ..running()
    };
    for (clock, today, expected) in [
        (running(), 9, Risk::InTime),
        (running(), 10, Risk::AtRisk),
        (running(), 20, Risk::AtRisk),
        (running(), 21, Risk::Overdue),
        (infeasible, 1, Risk::AtRisk),
        (infeasible, 21, Risk::Overdue),
        (met(20), 21, Risk::Met),
        (met(21), 21, Risk::MetLate),
        (met(5), 1, Risk::Met),
    ] {
        assert_eq!(risk(clock, on(3, today)), expected, "{clock:?} on {today}");
    }
}

#[test]
fn a_clock_is_called_by_its_number() {
    assert_eq!(Rule::Mediation.to_string(), "C8");
    assert_eq!(Rule::FollowUp.to_string(), "C36");
    let actions: Vec<String> = clock::OF_AN_ACTION
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(actions.join(" "), "C16 C18 C19 C20 C21 C22 C23 C24 C25");
}

#[test]
fn a_correction_keeps_the_old_date_and_the_reason() {
    let (was, is) = (Moment::On(on(1, 12)), Moment::At(at(on(1, 14), 9)));
    let correction =
        Correction::new(Dated::NoticeSent, (was, is), "  the postmark  ", now()).unwrap();
    assert_eq!(correction.was(), was);
    assert_eq!(correction.is(), is);
    assert_eq!(correction.reason().personal().reveal(), "the postmark");
    assert_eq!(
        correction.of().clocks(),
        [Rule::AdviserContact, Rule::Appeal]
    );
}

#[test]
fn a_correction_is_refused_that_corrects_nothing_or_the_date_of_a_certificate() {
    let day = |day| Moment::On(on(3, day));
    let refused = |of, dates, reason| Correction::new(of, dates, reason, now()).unwrap_err();
    assert_eq!(
        refused(Dated::Contact, (day(2), day(3)), " "),
        CorrectionRefused::ReasonMissing
    );
    assert_eq!(
        refused(Dated::Contact, (day(2), day(2)), "why"),
        CorrectionRefused::NothingChanges
    );
    assert_eq!(
        refused(Dated::CertificateIssued, (day(2), day(3)), "why"),
        CorrectionRefused::CertificateDateFixed
    );
    let future = Misdated::InTheFuture {
        what: Dated::Contact,
        on: on(3, 17),
    };
    assert_eq!(
        refused(Dated::Contact, (day(2), day(17)), "why"),
        CorrectionRefused::Date(future)
    );
}
