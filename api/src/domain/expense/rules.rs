//! Who pays, who may claim and decide, and what a claim comes to: from values.

use chrono::NaiveDate;
use entities::participant::Role;
use entities::{
    ExpenseClaimId, OrganisationId, PersonId, Personal, attendance, case, expense_claim,
    expense_item, expense_terms, meeting, participant,
};

use crate::app::day_of;
use crate::auth::{Afterwards, Somebody, Standing, may_afterwards};
use crate::domain::casework::RecordRefused;
use crate::law::expenses::{self, Allowed, Terms};
use crate::lifecycle::kinds::Product;

/// Items of a claim at most.
const MOST_ITEMS: usize = 30;

/// Pence, tenths of a mile, minutes or nights of an item at most: ten thousand pounds, ten thousand
/// miles, nine weeks of care.
const MOST: u32 = 1_000_000;

/// How many one carer can look after.
const MOST_CARED_FOR: u32 = 20;

/// Days before a meeting on which something may be spent on going there.
const DAYS_BEFORE: i64 = 30;

/// Days after a meeting on which something may be spent on coming back.
const DAYS_AFTER: i64 = 7;

fn wrong(field: &'static str, code: &'static str, sentence: &str) -> RecordRefused {
    RecordRefused::Wrong {
        field,
        code,
        sentence: sentence.to_owned(),
    }
}

/// The body that arranges the mediation, and so pays: the authority, or for health alone the integrated
/// care board. Nobody pays expenses of anything else.
pub(super) fn payer(
    row: &case::Model,
    seats: &[participant::Model],
) -> Result<OrganisationId, RecordRefused> {
    match (Product::from(row.kind), row.kind) {
        (Product::Mediation(_), case::Kind::MedH) => {
            let boards = seats.iter().filter(|seat| seat.role == Role::Health);
            let board = boards.filter_map(|seat| seat.organisation_id).min();
            board.ok_or_else(|| {
                wrong(
                    "caseId",
                    "PAYER_UNKNOWN",
                    "The integrated care board that arranges this mediation is not known, so nobody \
                     pays yet (SEND Regulations 2014, reg 35(3) and 41(1)).",
                )
            })
        }
        (Product::Mediation(_), _) => Ok(row.la_id),
        (Product::Advice | Product::Resolution(_) | Product::Facilitation(_), _) => Err(wrong(
            "caseId",
            "MEDIATION_ONLY",
            "Expenses are paid for attending mediation, and not for disagreement resolution, \
             facilitation or advice (SEND Regulations 2014, reg 41(1)).",
        )),
    }
}

/// Who claims: somebody of the family for themselves, or for whom those who run the case write it down.
pub(super) fn claimant(
    standing: Standing,
    by: PersonId,
    named: Option<PersonId>,
    seats: &[participant::Model],
) -> Result<PersonId, RecordRefused> {
    let claimant = named.unwrap_or(by);
    let writes_for_others = may_afterwards(standing, Afterwards::RunExpenses);
    if claimant != by && !writes_for_others {
        return Err(RecordRefused::NotFound);
    }
    let is_family = seats
        .iter()
        .any(|seat| seat.role == Role::Family && seat.person_id == Some(claimant));
    if is_family {
        return Ok(claimant);
    }
    Err(wrong(
        "claimantId",
        "NOT_OF_THE_FAMILY",
        "The parent or young person who attends claims expenses (SEND Regulations 2014, reg 41(1)).",
    ))
}

/// The days on which somebody met: refused before anything took place, and for whoever was not there.
pub(super) fn was_there(
    claimant: PersonId,
    meetings: &[meeting::Model],
    known: &[attendance::Model],
) -> Result<Vec<NaiveDate>, RecordRefused> {
    let held = |meeting: &&meeting::Model| meeting.state == meeting::State::Completed;
    if !meetings.iter().any(|meeting| held(&meeting)) {
        return Err(wrong(
            "caseId",
            "NO_MEETING_YET",
            "Expenses are of attending mediation, and this one has not met (SEND Regulations 2014, \
             reg 41(1)).",
        ));
    }
    let was_at = |meeting: &&meeting::Model| {
        let mut rows = known.iter();
        rows.any(|row| {
            let is_theirs = row.person_id == claimant && row.meeting_id == meeting.id;
            is_theirs && row.presence != attendance::Presence::Absent
        })
    };
    let met = meetings.iter().filter(held).filter(was_at);
    let met: Vec<_> = met.map(|meeting| day_of(meeting.starts_at)).collect();
    if met.is_empty() {
        return Err(wrong(
            "claimantId",
            "NOT_AT_THE_MEETING",
            "Expenses are of attending mediation, and this person is not recorded as there (SEND \
             Regulations 2014, reg 41(1)).",
        ));
    }
    Ok(met)
}

/// Refuses what was not spent on going to a meeting on one of these days, and an agreement to it that
/// came only afterwards.
pub(super) fn is_of_the_meeting(
    items: &[expenses::Item],
    met: &[NaiveDate],
) -> Result<(), RecordRefused> {
    for item in items {
        let is_near = |met_on: &NaiveDate| {
            (-DAYS_BEFORE..=DAYS_AFTER).contains(&(item.spent_on - *met_on).num_days())
        };
        if !met.iter().any(is_near) {
            return Err(wrong(
                "items",
                "EXPENSE_NOT_OF_THE_MEETING",
                "An expense of attending mediation is from the 30 days before the meeting to 7 days \
                 after it (SEND Regulations 2014, reg 41(1); practice of the service).",
            ));
        }
        if item.agreed_on.is_some_and(|on| item.spent_on < on) {
            return Err(wrong(
                "items",
                "AGREED_AFTERWARDS",
                "The body that pays agrees to an expense before it is made, and this agreement is \
                 dated after it (SEND Regulations 2014, reg 41(2)(a)).",
            ));
        }
    }
    Ok(())
}

/// What is allowed for each item.
pub(super) fn worked_out(
    items: &[expenses::Item],
    terms: Option<&expense_terms::Model>,
    earnings_before: u32,
    today: NaiveDate,
) -> Result<Vec<Allowed>, RecordRefused> {
    if items.is_empty() || MOST_ITEMS < items.len() {
        let sentence = "A claim has from 1 to 30 items (practice of the service).";
        return Err(wrong("items", "ITEMS_OUT_OF_RANGE", sentence));
    }
    for item in items {
        let numbers = [item.amount_pence, item.quantity];
        let is_large = numbers.into_iter().flatten().any(|number| MOST < number);
        if is_large || item.cared_for.is_some_and(|many| MOST_CARED_FOR < many) {
            let sentence = "An item is of at most £10,000, 100,000 miles, and 20 who are cared for \
                            (practice of the service).";
            return Err(wrong("items", "EXPENSE_TOO_LARGE", sentence));
        }
        RecordRefused::unless_past("items", "An expense", item.spent_on, today)?;
    }
    let terms = terms.map_or(Terms::default(), |terms| Terms {
        prior_agreement: terms.needs_prior_agreement,
        evidence: terms.needs_evidence,
    });
    expenses::allowed(items, terms, earnings_before).map_err(|refused| RecordRefused::Wrong {
        field: "items",
        code: refused.code(),
        sentence: format!("{refused}."),
    })
}

/// What is allowed in all, in pence.
pub(super) fn total(allowed: &[Allowed]) -> i32 {
    stored(allowed.iter().map(|one| one.pence).sum())
}

/// A number that was bounded before, as it is stored.
fn stored(number: u32) -> i32 {
    i32::try_from(number).unwrap_or(i32::MAX)
}

/// An item, as a row.
pub(super) fn row(
    claim_id: ExpenseClaimId,
    position: i32,
    item: &expenses::Item,
    evidence: Option<Personal>,
    allowed: Allowed,
) -> expense_item::Model {
    expense_item::Model {
        claim_id,
        position,
        kind: item.kind,
        spent_on: item.spent_on,
        amount_pence: item.amount_pence.map(stored),
        quantity: item.quantity.map(stored),
        cared_for: item.cared_for.map(stored),
        evidence,
        agreed_on: item.agreed_on,
        allowed_pence: stored(allowed.pence),
        trace: allowed.trace,
    }
}

/// Whether somebody works for the body that pays a claim.
fn is_of_payer(somebody: &Somebody, row: &expense_claim::Model) -> bool {
    let mut roles = somebody.roles.iter();
    roles.any(|role| role.organisation == row.payer_id)
}

/// Whether somebody reads a claim: whose it is, who runs the case, and who works for the body that pays.
#[must_use]
pub fn reads_claim(standing: Standing, somebody: &Somebody, row: &expense_claim::Model) -> bool {
    let is_own = row.claimant_id == somebody.id;
    (is_own && may_afterwards(standing, Afterwards::ClaimExpenses))
        || may_afterwards(standing, Afterwards::SeeExpenses)
        || (may_afterwards(standing, Afterwards::PayExpenses) && is_of_payer(somebody, row))
}

/// Whether a claim is somebody's to decide, or to write the decision down for.
pub(super) fn may_decide(
    standing: Standing,
    somebody: &Somebody,
    row: &expense_claim::Model,
) -> bool {
    may_afterwards(standing, Afterwards::RunExpenses)
        || (may_afterwards(standing, Afterwards::PayExpenses) && is_of_payer(somebody, row))
}

/// Refuses to decide twice.
pub(super) fn is_open(row: &expense_claim::Model) -> Result<(), RecordRefused> {
    match row.state {
        expense_claim::State::Claimed => Ok(()),
        expense_claim::State::Agreed | expense_claim::State::Refused => Err(wrong(
            "claimId",
            "DECIDED_ALREADY",
            "A claim is decided once. Maybe make another (SEND Regulations 2014, reg 41).",
        )),
    }
}
