//! Erasing a case or a person for a service manager.

use std::collections::BTreeSet;

use entities::data_key::Owner;
use entities::erasure::Reason;
use entities::{CaseId, PersonId, case};
use sea_orm::DatabaseTransaction;

use super::rules::{Obstacle, Standing, manages, obstacle};
use super::{Extent, NOBODY, forget_case, forget_person, remember, store};
use crate::app::App;
use crate::auth::{Acquaintance, Actor, Standing as Part};
use crate::database::{begin, leave_no_trace};
use crate::domain::audit::{self, Capacity, Change, Deed, Subject, fingerprint};
use crate::domain::parties::PartiesRefused;
use crate::domain::{Failure, person};

/// What was erased with somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    /// The cases about them, which were erased as a whole.
    pub cases: Vec<CaseId>,
}

/// Erases a case: its file, its records and its key, and the people of it who have no part in anything else.
/// For the manager of the service whose case it is.
///
/// # Errors
///
/// [`PartiesRefused::NotFound`], why it is kept, or the database fails.
pub async fn case(
    app: &App,
    actor: &Actor,
    id: CaseId,
    expected_version: i32,
    reason: Reason,
) -> Result<case::Model, Failure<PartiesRefused>> {
    let subject = Subject::case(Deed::CaseErase, id);
    let work = async {
        let tx = begin(&app.db).await?;
        let row = store::lock(&tx, id).await?;
        let row = row
            .filter(|row| {
                actor
                    .somebody()
                    .is_some_and(|who| manages(who, &[row.provider_id]))
            })
            .ok_or(PartiesRefused::NotFound)?;
        if row.version != expected_version {
            return Err(PartiesRefused::StaleVersion(row.version).into());
        }
        may_be_erased(app, &tx, &[id]).await?;
        let before = fingerprint(&row);
        let ground = (reason, actor.somebody().map(|who| who.id));
        let row = forget_case(app, &tx, row, Extent::Everything, ground).await?;
        let (part, change) = (Capacity::Case(Part::Manager), Change::from(before, &row));
        audit::done(app, &tx, actor, part, subject, change).await?;
        tx.commit().await?;
        Ok(row)
    };
    let row = audit::watched(app, actor, subject, Box::pin(work)).await?;
    leave_no_trace(&app.db).await?;
    Ok(row)
}

/// Erases somebody: who they are and how they are reached, what they need and when they can come, what they
/// said in cases, and as a whole the cases that are about them. For the manager of a service that has a case
/// with them.
///
/// # Errors
///
/// [`PartiesRefused::NotFound`], why they are kept, or the database fails.
pub async fn person(
    app: &App,
    actor: &Actor,
    id: PersonId,
    reason: Reason,
) -> Result<Gone, Failure<PartiesRefused>> {
    let subject = Subject::object(Deed::PersonErase, None, Some(id.0));
    let work = async {
        let providers = person::providers_of(app, id).await?;
        let may = actor.somebody().is_some_and(|who| manages(who, &providers));
        if !may {
            return Err(PartiesRefused::NotFound.into());
        }
        let tx = begin(&app.db).await?;
        if store::works(&tx, id).await? {
            return Err(refused(
                "WORKS_FOR_SOMEBODY",
                "Somebody who works for a body, a service or as a mediator is not erased here. Maybe end their \
                 roles first (UK GDPR, Article 17(3)(b)).",
            ));
        }
        if store::is_erased(&tx, Owner::Person, id.0).await? {
            return Err(refused(
                "ERASED_ALREADY",
                "Nothing is known of this person any more (UK GDPR, Article 17).",
            ));
        }
        let cases = store::cases_with(&tx, id).await?;
        // In one order, so that two at once wait for one another, and nothing is recorded meanwhile.
        let mut others = false;
        for &case in &cases {
            let row = store::lock(&tx, case).await?;
            let who = actor.somebody();
            let is_theirs =
                |row: &case::Model| who.is_some_and(|who| manages(who, &[row.provider_id]));
            others |= row.is_some_and(|row| !is_theirs(&row));
        }
        if others {
            return Err(refused(
                "ELSEWHERE_TOO",
                "Another service has to do with this person as well. Maybe ask whoever runs the server (UK GDPR, \
                 Article 28(3)).",
            ));
        }
        may_be_erased(app, &tx, &cases).await?;
        let ground = (reason, actor.somebody().map(|who| who.id));
        let mut besides = Vec::new();
        for row in store::cases_about(&tx, id).await? {
            let (case, before) = (row.id, fingerprint(&row));
            let row = forget_case(app, &tx, row, Extent::Everything, ground).await?;
            besides.push((case, Change::from(before, &row)));
        }
        let erased: BTreeSet<CaseId> = besides.iter().map(|(case, _)| *case).collect();
        for &case in cases.iter().filter(|case| !erased.contains(case)) {
            for said in super::evaluations(&tx, case, Some(id)).await? {
                let nobody = super::nobody(app, &tx).await?;
                super::unname(&tx, said, nobody).await?;
            }
            store::forget_in_case(&tx, case, id).await?;
        }
        forget_person(&tx, id, NOBODY).await?;
        remember(app, &tx, (Owner::Person, id.0), ground).await?;
        let (part, change) = (Capacity::Person(Acquaintance::Arranger), Change::default());
        let gone = Gone {
            cases: besides.iter().map(|(case, _)| *case).collect(),
        };
        audit::done(app, &tx, actor, part, subject, change).await?;
        audit::besides(app, &tx, actor, part, subject, besides).await?;
        tx.commit().await?;
        Ok(gone)
    };
    let gone = audit::watched(app, actor, subject, Box::pin(work)).await?;
    leave_no_trace(&app.db).await?;
    Ok(gone)
}

/// Refuses to erase while any of these cases is kept for something.
async fn may_be_erased(
    app: &App,
    tx: &DatabaseTransaction,
    cases: &[CaseId],
) -> Result<(), Failure<PartiesRefused>> {
    let standings = store::standings(tx, Some(cases)).await?;
    if cases.len() == 1 && standings.is_empty() {
        return Err(refused(
            "ERASED_ALREADY",
            "This case was erased before (UK GDPR, Article 17).",
        ));
    }
    for case in &standings {
        if let Some((code, sentence)) = kept(app, case) {
            return Err(refused(code, sentence));
        }
    }
    Ok(())
}

/// Why a case is kept, for programs and for people.
fn kept(app: &App, case: &Standing) -> Option<(&'static str, &'static str)> {
    let obstacle = obstacle(case, &app.retention, app.today());
    match obstacle {
        Some(Obstacle::Open) => Some((
            "CASE_OPEN",
            "A case that goes on is needed for what it was opened for. Maybe close or withdraw it first (UK \
             GDPR, Article 17(1)(a)).",
        )),
        Some(Obstacle::Held) => Some((
            "LEGAL_HOLD",
            "The controller holds this case: nothing is removed from it (UK GDPR, Article 17(3)(e)).",
        )),
        Some(Obstacle::Appeal) => Some((
            "APPEAL_POSSIBLE",
            "An appeal can still be made, or was made less than two years ago (UK GDPR, Article 17(3)(e); SEND \
             Regulations 2014, reg 43).",
        )),
        Some(Obstacle::Claim) => Some((
            "CLAIM_UNDECIDED",
            "A claim for expenses is not decided. Maybe decide it first (UK GDPR, Article 17(3)(e)).",
        )),
        Some(Obstacle::Complaint) => Some((
            "COMPLAINT_UNRESOLVED",
            "A complaint is not resolved. Maybe resolve it first (UK GDPR, Article 17(3)(e)).",
        )),
        None => case.has_concern.then_some((
            "SAFEGUARDING_RECORD",
            "A safeguarding concern is on record, and is kept for as long as the policy says (UK GDPR, Articles \
             17(3)(b) and (c)).",
        )),
    }
}

fn refused(code: &'static str, sentence: &str) -> Failure<PartiesRefused> {
    PartiesRefused::against(code, "reason", sentence).into()
}
