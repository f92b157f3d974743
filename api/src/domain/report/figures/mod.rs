//! The figures, each a pure function of the facts.

pub(super) mod after;
mod contact;
mod day;
mod time;
mod volume;

use super::facts::Facts;
use super::key::Key;
use super::tally::Tally;

/// Counts what a figure is made of.
pub(super) fn tally(key: Key, facts: &Facts) -> Tally {
    match key {
        Key::K1 => contact::k1(facts),
        Key::K2 => contact::k2(facts),
        Key::K3 => time::k3(facts),
        Key::K4 => time::k4(facts),
        Key::K5 => time::k5(facts),
        Key::K6 => time::k6(facts),
        Key::K7 => day::k7(facts),
        Key::K8 => day::k8(facts),
        Key::K9 => day::k9(facts),
        Key::K9Absences => day::k9_absences(facts),
        Key::K10 => day::k10(facts),
        Key::K10Issues => day::k10_issues(facts),
        Key::K11 => contact::k11(facts),
        Key::K13 => after::k13(facts),
        Key::K16Attended => day::k16_attended(facts),
        Key::K17 => time::k17(facts),
        Key::K17Distance => time::k17_distance(facts),
        Key::K18 => day::k18(facts),
        Key::K18Lead => day::k18_lead(facts),
        Key::K19 => volume::k19(facts),
        Key::K20 => volume::k20(facts),
        Key::K22 => volume::k22(facts),
        Key::K22Notes => volume::k22_notes(facts),
        Key::K23 => volume::k23(facts),
        Key::K23Cap => volume::k23_cap(facts),
        Key::K23Cost => time::k23_cost(facts),
        Key::K25 => volume::k25(facts),
        Key::K25Planned => volume::k25_planned(facts),
        Key::K12 => after::k12(facts),
        Key::K14 => after::k14(facts),
        Key::K15 => after::k15(facts),
        Key::K15Mediator => after::k15_mediator(facts),
        Key::K15Response => after::k15_response(facts),
        Key::K24 => after::k24(facts),
        Key::K24Safeguarding => after::k24_safeguarding(facts),
        Key::K16 => day::k16(facts),
        Key::K21 => volume::k21(facts),
    }
}
