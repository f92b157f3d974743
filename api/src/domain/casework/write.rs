//! Writes down what follows from a step: rows are changed here and decided elsewhere.

use chrono::{NaiveDate, NaiveTime};
use entities::issue::Domain;
use entities::{
    CaseId, CertificateId, IssueId, NextStepId, ParticipantId, PersonId, Sealed, case, case_event,
    case_record, certificate, issue, meeting, next_step, participant,
};
use sea_orm::{DatabaseTransaction, DbErr};

use super::clocks;
use super::facts::{Stands, basis};
use super::rules::{self, Taken};
use super::settle;
use super::step::ChosenIssue;
use super::store;
use crate::app::App;
use crate::domain::audit::{Beside, Change, fingerprint};
use crate::domain::vault::{self, Whose};
use crate::law::Rule;
use crate::lifecycle::Stage;
use crate::lifecycle::certificate::Basis;
use crate::lifecycle::change::{Audience, ClosureCode, Document, Duty, Effect, Flag, Hold};
use crate::lifecycle::dates::{Correction, Dated, Moment};
use crate::lifecycle::kinds::Product;
use crate::lifecycle::session::Outcome;

/// Somebody who owes a document: the service, whoever of it does it.
const SERVICE: &str = "the service";

/// Writes a step down: the case, its record, the event, the clocks, what is owed, the certificate, and
/// the case of another type that it opens. Other cases that change are added to `besides`.
pub(super) async fn down(
    app: &App,
    tx: &DatabaseTransaction,
    by: PersonId,
    stands: Stands,
    taken: Taken,
    besides: &mut Vec<Beside>,
) -> Result<case::Model, DbErr> {
    let sequence = store::next_sequence(tx, stands.row.id).await?;
    let mut event = event(app, by, &stands.row, &taken, sequence);
    let triggered_on = stands.record.certificate_due_from_on;
    let mut row = stands.row.clone();
    let mut record = stands.record.clone();
    let mut duties = Vec::new();
    if let Some(until) = taken.comments_until_on {
        record.comments_until_on = Some(until);
    }
    clocks::start_what_runs(app, tx, &row).await?;
    for effect in &taken.effects {
        if rules::is_elsewhere(&stands, effect) {
            continue;
        }
        keep(&mut row, &mut record, &taken, effect);
        match effect {
            Effect::ClockStarts { clock, on } => clocks::start(app, tx, &row, *clock, *on).await?,
            Effect::ClockRecomputed { clock, from } => {
                clocks::restart(app, tx, &row, *clock, from.day()).await?;
            }
            Effect::ClockEnds { clock, on } => {
                clocks::end(tx, row.id, &clock.to_string(), *on, by, app.now()).await?;
            }
            Effect::CertificateIssued { basis, on } => {
                let from = triggered_on.unwrap_or(*on);
                besides.extend(issue(app, tx, by, &stands, (*basis, *on, from)).await?);
            }
            Effect::Corrected(correction) => correct(&mut event, correction),
            Effect::Opens(kind) => besides.push(open(app, tx, &row, &record, *kind).await?),
            Effect::Owed { .. } | Effect::Task { .. } | Effect::Raised(_) => {
                duties.extend(owed(app, &row, &record, sequence, effect));
            }
            // Nobody has to be told of a date that is let go.
            Effect::Time(Hold::Released) => {
                clocks::lapse(tx, row.id, Rule::Notice).await?;
                settle::date_let_go(tx, row.id).await?;
            }
            Effect::Outcome(outcome) => close_issues(tx, row.id, *outcome).await?,
            Effect::T0(_)
            | Effect::Evidence { .. }
            | Effect::Breach { .. }
            | Effect::CertificateDue(_)
            | Effect::Time(Hold::Held | Hold::Booked)
            | Effect::Counted { .. }
            | Effect::Closes(_)
            | Effect::MayAttend(_)
            | Effect::Erased
            | Effect::SafeguardingRecord => {}
        }
    }
    // Days are known once every clock of the step has started.
    let running = store::clocks(tx, row.id).await?;
    for duty in &mut duties {
        let rule = duty.rule.as_ref();
        let clock = running.iter().find(|clock| Some(&clock.rule) == rule);
        duty.due_on = clock.map(|clock| clock.due_on);
    }
    store::insert_event(tx, event).await?;
    store::insert_duties(tx, duties).await?;
    store::update_record(tx, record).await?;
    clocks::stop_asking(app, tx, row.id, (row.state, taken.to), by).await?;
    row.state = taken.to;
    clocks::deadlines(app, &mut row);
    store::update_case(tx, row).await
}

/// Remarks something in a case whose state stays as it is, with what somebody has to do about it.
pub(super) async fn remark(
    app: &App,
    tx: &DatabaseTransaction,
    by: PersonId,
    row: case::Model,
    words: String,
    tasks: &[Effect],
) -> Result<case::Model, DbErr> {
    let sequence = store::next_sequence(tx, row.id).await?;
    let record = store::record_of(tx, &row).await?;
    let taken = Taken {
        to: row.state,
        effects: Vec::new(),
        words: "",
        happened_on: app.today(),
        comments_until_on: None,
    };
    let event = case_event::Model {
        words,
        ..event(app, by, &row, &taken, sequence)
    };
    store::insert_event(tx, event).await?;
    let steps = tasks
        .iter()
        .filter_map(|task| owed(app, &row, &record, sequence, task));
    store::insert_duties(tx, steps.collect()).await?;
    let state = row.state;
    crate::domain::case::touch(tx, row, state).await
}

/// Notes a change of state that no life-cycle was asked about: of a date held, or made firm.
pub(super) async fn note(
    app: &App,
    tx: &DatabaseTransaction,
    by: PersonId,
    row: case::Model,
    (to, words): (case::State, &'static str),
) -> Result<case::Model, DbErr> {
    let sequence = store::next_sequence(tx, row.id).await?;
    let taken = Taken {
        to,
        effects: Vec::new(),
        words,
        happened_on: app.today(),
        comments_until_on: None,
    };
    store::insert_event(tx, event(app, by, &row, &taken, sequence)).await?;
    clocks::stop_asking(app, tx, row.id, (row.state, to), by).await?;
    crate::domain::case::touch(tx, row, to).await
}

/// Notes something that leaves the case as it is: its clocks that end, and what it makes owed.
pub(super) async fn footnote(
    app: &App,
    tx: &DatabaseTransaction,
    by: PersonId,
    row: &case::Model,
    words: &'static str,
    effects: &[Effect],
) -> Result<(), DbErr> {
    let sequence = store::next_sequence(tx, row.id).await?;
    let record = store::record_of(tx, row).await?;
    let steps = effects
        .iter()
        .filter_map(|effect| owed(app, row, &record, sequence, effect));
    let steps: Vec<_> = steps.collect();
    mention(app, tx, by, row, words).await?;
    store::insert_duties(tx, steps).await?;
    for effect in effects {
        if let Effect::ClockEnds { clock, on } = effect {
            clocks::end(tx, row.id, &clock.to_string(), *on, by, app.now()).await?;
        }
    }
    Ok(())
}

/// Adds an event that leaves the case as it is.
pub(super) async fn mention(
    app: &App,
    tx: &DatabaseTransaction,
    by: PersonId,
    row: &case::Model,
    words: &'static str,
) -> Result<(), DbErr> {
    let sequence = store::next_sequence(tx, row.id).await?;
    let taken = rules::stays(row.state, words, app.today(), Vec::new());
    store::insert_event(tx, event(app, by, row, &taken, sequence)).await
}

/// What happened, as a row.
fn event(
    app: &App,
    by: PersonId,
    row: &case::Model,
    taken: &Taken,
    sequence: i32,
) -> case_event::Model {
    case_event::Model {
        case_id: row.id,
        sequence,
        words: taken.words.to_owned(),
        happened_on: taken.happened_on,
        recorded_at: app.now(),
        recorded_by: by,
        from_state: row.state,
        to_state: taken.to,
        corrects: None,
        corrected_from_on: None,
        corrected_to_on: None,
        reason: None,
    }
}

/// Issues a certificate, and tells the mediation that the contact led to: its appeal clock is the same.
async fn issue(
    app: &App,
    tx: &DatabaseTransaction,
    by: PersonId,
    stands: &Stands,
    (basis, issued_on, triggered_on): (Basis, NaiveDate, NaiveDate),
) -> Result<Option<Beside>, DbErr> {
    let row = &stands.row;
    let due_on = clocks::due(app, row, basis.clock(), triggered_on).map_or(issued_on, |due| due.on);
    let certificate = certificate::Model {
        id: CertificateId(app.ids.next()),
        number: format!("C-{}", row.reference),
        case_id: row.id,
        basis: stored(basis),
        triggered_on,
        due_on,
        issued_on,
        issued_by: by,
    };
    store::insert_certificate(tx, certificate).await?;
    let Some(mediation) = &stands.mediation else {
        return Ok(None);
    };
    let Some(mut other) = crate::domain::case::lock(tx, mediation.id).await? else {
        return Ok(None);
    };
    let was = fingerprint(&other);
    other.certificate_issued_on = Some(issued_on);
    clocks::deadlines(app, &mut other);
    clocks::restart(app, tx, &other, Rule::Appeal, issued_on).await?;
    let is = store::update_case(tx, other).await?;
    Ok(Some((is.id, Change::from(was, &is))))
}

/// Opens a case of another type in the same matter: the same child, issues and people on the family's
/// side, and a seat for each body that the type needs.
pub(super) async fn open(
    app: &App,
    tx: &DatabaseTransaction,
    row: &case::Model,
    record: &case_record::Model,
    kind: case::Kind,
) -> Result<Beside, DbErr> {
    let id = CaseId(app.ids.next());
    let count = store::matter(tx, record.matter_id).await?.len();
    let opened = case::Model {
        id,
        reference: format!("{}-{}", row.reference, count + 1),
        kind,
        state: Stage::first(kind).stored(),
        opened_at: app.now(),
        la_informed_at: None,
        icb_informed_at: None,
        arrange_by_on: None,
        inability_notice_at: None,
        short_notice_agreed_at: None,
        short_notice_agreed_by: None,
        version: 1,
        ..row.clone()
    };
    let issues = crate::domain::case::issues_of(tx, &[row.id]).await?;
    let issues = vault::open(app, tx, issues).await?;
    let seats = crate::domain::case::participants_of(tx, &[row.id]).await?;
    let new = case_record::Model {
        is_appeal_contemplated: record.is_appeal_contemplated,
        ..rules::new_record(&opened, record.matter_id)
    };
    store::insert_case(tx, opened.clone(), new).await?;
    clocks::start_what_runs(app, tx, &opened).await?;
    let issues = issues.into_iter().map(|issue| issue::Model {
        id: IssueId(app.ids.next()),
        case_id: id,
        ..issue
    });
    // Another row has another seal.
    let mut issues: Vec<_> = issues.collect();
    vault::seal_all(app, tx, Whose::Case(id), &mut issues).await?;
    store::insert_issues(tx, issues).await?;
    let bodies = rules::bodies(kind).iter();
    let bodies = bodies.filter(|&&role| !seats.iter().any(|seat| seat.role == role));
    let bodies = bodies.map(|&role| participant::Model {
        id: ParticipantId(app.ids.next()),
        case_id: id,
        role,
        requirement: participant::Requirement::Required,
        person_id: None,
        organisation_id: (role == participant::Role::LocalAuthority).then_some(row.la_id),
        is_first_mediation: false,
        parent_agreed_at: None,
        mediator_agreed_at: None,
        private_word_asked_at: None,
    });
    let family = seats.iter().filter(|seat| rules::is_of_family(seat.role));
    let kept = family.map(|seat| participant::Model {
        id: ParticipantId(app.ids.next()),
        case_id: id,
        private_word_asked_at: None,
        ..seat.clone()
    });
    store::insert_seats(tx, kept.chain(bodies).collect()).await?;
    crate::domain::parties::follow(app, tx, row.id, &opened).await?;
    Ok((id, Change::new(&opened)))
}

/// Keeps of a mediation's issues those the family chose, with what it says of them.
pub(super) async fn keep_chosen(
    app: &App,
    tx: &DatabaseTransaction,
    id: CaseId,
    chosen: Vec<ChosenIssue>,
) -> Result<(), DbErr> {
    let known = crate::domain::case::issues_of(tx, &[id]).await?;
    let known = vault::open(app, tx, known).await?;
    let kept = chosen.into_iter().map(|chosen| {
        let known = known.iter().find(|issue| issue.domain == chosen.domain);
        issue::Model {
            id: IssueId(app.ids.next()),
            case_id: id,
            domain: chosen.domain,
            is_appealable: known
                .map_or(chosen.domain != Domain::Other, |issue| issue.is_appealable),
            text: chosen
                .text
                .map(Sealed::new)
                .or(known.and_then(|issue| issue.text.clone())),
            status: issue::Status::Open,
            wanted_provision: chosen.wanted_provision.map(Sealed::new),
        }
    });
    let mut kept: Vec<_> = kept.collect();
    vault::seal_all(app, tx, Whose::Case(id), &mut kept).await?;
    store::remove_issues(tx, id).await?;
    store::insert_issues(tx, kept).await
}

/// Settles what is still open as the outcome of the meeting says.
async fn close_issues(tx: &DatabaseTransaction, id: CaseId, outcome: Outcome) -> Result<(), DbErr> {
    let issues = crate::domain::case::issues_of(tx, &[id]).await?;
    let settled = issues.into_iter().filter_map(|issue| {
        let status = rules::settled(issue.status, outcome)?;
        Some(issue::Model { status, ..issue })
    });
    for issue in settled {
        store::update_issue(tx, issue).await?;
    }
    Ok(())
}

/// The basis as it is stored.
const fn stored(basis: Basis) -> case_record::Basis {
    match basis {
        Basis::Declined => case_record::Basis::Declined,
        Basis::TakenPart => case_record::Basis::TakenPart,
        Basis::Deemed => case_record::Basis::Deemed,
    }
}

/// What an effect leaves behind in the case and its record.
fn keep(row: &mut case::Model, record: &mut case_record::Model, taken: &Taken, effect: &Effect) {
    let happened_on = taken.happened_on;
    match effect {
        Effect::T0(at) => match row.kind {
            case::Kind::MedH => row.icb_informed_at = Some(*at),
            _ => row.la_informed_at = Some(*at),
        },
        Effect::Evidence { of, at } => match of {
            Dated::Contact => record.contacted_at = Some(*at),
            Dated::LaInformed => row.la_informed_at = Some(*at),
            Dated::IcbInformed => {
                row.icb_informed_at.get_or_insert(*at);
            }
            _ => {}
        },
        Effect::CertificateDue(basis) => {
            record.certificate_basis = Some(stored(*basis));
            record.certificate_due_from_on = Some(happened_on);
        }
        Effect::CertificateIssued { on, .. } => {
            row.certificate_issued_on = Some(*on);
            record.certificate_basis = None;
            record.certificate_due_from_on = None;
        }
        Effect::Counted { by, .. } => {
            record.la_postponements += i32::from(*by == meeting::CancelSide::La);
        }
        Effect::Time(Hold::Released) => record.proceeds_without = None,
        // Where the family wants another day, the body is needed on that one.
        Effect::Breach { by, .. } => {
            record.proceeds_without = (taken.to == row.state).then_some(*by);
        }
        Effect::Outcome(outcome) => {
            record.outcome = Some(match outcome {
                Outcome::Full => case_record::Outcome::Full,
                Outcome::Partial => case_record::Outcome::Partial,
                Outcome::Nothing => case_record::Outcome::Nothing,
            });
        }
        Effect::Closes(code) => {
            record.closure = Some(match code {
                ClosureCode::Completed => case_record::Closure::Completed,
                ClosureCode::TypeChanged => case_record::Closure::TypeChanged,
                ClosureCode::NoReply => case_record::Closure::NoReply,
                ClosureCode::SettledBefore => case_record::Closure::SettledBefore,
                ClosureCode::OpenedInError => case_record::Closure::OpenedInError,
            });
        }
        Effect::Raised(Flag::Suspended) => record.is_suspended = true,
        Effect::Raised(Flag::InabilityNotified) => {
            let noon = happened_on.and_time(NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default());
            row.inability_notice_at.get_or_insert(noon.and_utc());
        }
        Effect::Corrected(correction) => set_right(row, record, correction),
        Effect::ClockStarts { .. }
        | Effect::ClockEnds { .. }
        | Effect::ClockRecomputed { .. }
        | Effect::Owed { .. }
        | Effect::Task { .. }
        | Effect::Time(Hold::Held | Hold::Booked)
        | Effect::Opens(_)
        | Effect::MayAttend(_)
        | Effect::Raised(_)
        | Effect::SafeguardingRecord
        | Effect::Erased => {}
    }
}

/// Puts a corrected date where it is kept.
pub(super) fn set_right(
    row: &mut case::Model,
    record: &mut case_record::Model,
    correction: &Correction,
) {
    let is = correction.is();
    let at = |moment: Moment| match moment {
        Moment::At(instant) => Some(instant),
        Moment::On(_) => None,
    };
    match correction.of() {
        Dated::NoticeSent => row.notice_sent_on = Some(is.day()),
        Dated::DraftServed => row.draft_served_on = Some(is.day()),
        Dated::Contact => record.contacted_at = at(is),
        Dated::LaInformed => row.la_informed_at = at(is),
        Dated::IcbInformed => row.icb_informed_at = at(is),
        Dated::InabilityNotice => {
            row.inability_notice_at = at(is);
            if record.certificate_basis == Some(case_record::Basis::Deemed) {
                record.certificate_due_from_on = Some(is.day());
            }
        }
        Dated::Choice | Dated::Withdrawal | Dated::Conclusion => {
            record.certificate_due_from_on = Some(is.day());
        }
        Dated::Referral => {
            if let Some(at) = at(is) {
                row.opened_at = at;
            }
        }
        _ => {}
    }
}

/// What a correction adds to its event.
fn correct(event: &mut case_event::Model, correction: &Correction) {
    event.corrects = Some(correction.of().to_string());
    event.corrected_from_on = Some(correction.was().day());
    event.corrected_to_on = Some(correction.is().day());
    event.reason = Some(correction.reason().personal().clone());
}

/// What is owed, as a row; its day comes later.
fn owed(
    app: &App,
    row: &case::Model,
    record: &case_record::Model,
    sequence: i32,
    effect: &Effect,
) -> Option<next_step::Model> {
    let (kind, owed_by, what, owed_to, clock) = match effect {
        Effect::Owed { document, to } => (
            next_step::Kind::Document,
            SERVICE.to_owned(),
            document.to_string(),
            Some(to.to_string()),
            promised(*document, *to, row.kind),
        ),
        Effect::Task { doer, duty } => (
            next_step::Kind::Task,
            doer.to_string(),
            duty.to_string(),
            None,
            timed(*duty, row, record),
        ),
        Effect::Raised(flag) => (
            next_step::Kind::Flag,
            SERVICE.to_owned(),
            flag.to_string(),
            None,
            None,
        ),
        _ => return None,
    };
    Some(next_step::Model {
        id: NextStepId(app.ids.next()),
        case_id: row.id,
        event_sequence: sequence,
        kind,
        owed_by,
        what,
        owed_to,
        rule: clock.map(|clock| clock.to_string()),
        due_on: None,
        done_at: None,
        done_by: None,
    })
}

/// The clock by whose end a document is owed. Only the family of a mediation has a right to notice of the
/// date (regulation 37(2)).
fn promised(document: Document, to: Audience, kind: case::Kind) -> Option<Rule> {
    match (document, to, Product::from(kind)) {
        (Document::NoticeOfDate, Audience::Family, Product::Mediation(_)) => Some(Rule::Notice),
        (Document::TypedAgreement, _, _) => Some(Rule::TypedAgreement),
        (Document::ReviewReport, _, _) => Some(Rule::ReviewReport),
        _ => None,
    }
}

/// The clock by whose end something is to be done.
fn timed(duty: Duty, row: &case::Model, record: &case_record::Model) -> Option<Rule> {
    match duty {
        Duty::IssueCertificate => record.certificate_basis.map(|owed| basis(owed).clock()),
        Duty::TellIcbs => Some(Rule::HealthNotice),
        Duty::ArrangeMediation => Some(match row.kind {
            case::Kind::MedH => Rule::HealthMediation,
            _ => Rule::Mediation,
        }),
        Duty::TellLaOfAgreement => Some(Rule::HealthAgreementNotice),
        Duty::CheckAgreement => Some(Rule::FollowUp),
        Duty::ReviewAnnually => Some(Rule::ReviewDecision),
        _ => None,
    }
}
