//! What stands in a case when something happens in it.

use chrono::{DateTime, NaiveDate, Utc};
use entities::issue::Domain;
use entities::participant::Role;
use entities::{
    CaseId, agreement_action, case, case_record, certificate, issue, meeting, participant,
};
use sea_orm::{DatabaseTransaction, DbErr};

use super::rules::OnRecord;
use super::step::Step;
use super::store;
use crate::app::{App, day_of};
use crate::domain::{action, follow_up, pack};
use crate::law::{self, Calendar, Rule, calculator};
use crate::lifecycle::certificate::{Basis, Certificate};
use crate::lifecycle::dates::{Correction, Dated, Moment};
use crate::lifecycle::kinds::{Facilitation, Mediation, Product, Resolution};
use crate::lifecycle::session::Outcome;
use crate::lifecycle::{advice, appeal, facilitation, mediation, resolution};

/// A case with everything its next step depends on.
#[derive(Clone, Debug)]
pub(super) struct Stands {
    /// The case, locked.
    pub(super) row: case::Model,
    /// What its events have left behind.
    pub(super) record: case_record::Model,
    /// What is in dispute.
    pub(super) domains: Vec<Domain>,
    /// The certificate for the decision.
    pub(super) certificate: Option<certificate::Model>,
    /// On which basis a certificate is owed, here or in the contact this case follows from.
    pub(super) owed: Option<case_record::Basis>,
    /// The family's contact with the adviser, in a case that follows from one.
    pub(super) advice: Option<case::Model>,
    /// The mediation, in a contact that one follows from.
    pub(super) mediation: Option<case::Model>,
    /// The day of the meeting, booked or last held.
    pub(super) meeting_on: Option<NaiveDate>,
    /// Whether a session has ended or been adjourned.
    pub(super) has_sat: bool,
    /// The day on which the date of that meeting was agreed.
    pub(super) agreed_on: Option<NaiveDate>,
    /// The roles with a seat that must be taken, the mediator's and interpreters' aside.
    pub(super) required: Vec<Role>,
    /// What the law sets for the papers of a facilitation.
    pub(super) limits: facilitation::Limits,
    /// The last day for the first contact with an adviser (C5), where a notice was sent.
    pub(super) contact_by_on: Option<NaiveDate>,
    /// What is known of promises, checks and an appeal.
    pub(super) after: After,
    /// What the pack of a facilitation holds.
    pub(super) pack: Pack,
    /// Whether the family made contact after that day, here or in the contact this case follows from.
    pub(super) is_contact_late: bool,
}

/// What came after the meeting, as it is recorded.
#[derive(Clone, Copy, Debug)]
pub(super) struct After {
    /// How many promises are not kept yet.
    pub(super) open_actions: usize,
    /// How many promises nobody is named for.
    pub(super) unowned_actions: usize,
    /// Whether an agreement is drafted and not signed.
    pub(super) is_unsigned: bool,
    /// Whether somebody was asked whether the agreement works.
    pub(super) is_check_done: bool,
    /// What is known of an appeal.
    pub(super) appeal: appeal::State,
}

/// What the pack of a facilitation holds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pack {
    /// How many things stand on the agenda.
    pub(super) agenda_items: usize,
    /// Whether there are notes.
    pub(super) has_notes: bool,
    /// How many who were there have neither commented on the notes nor agreed to them.
    pub(super) silent: usize,
}

async fn after(tx: &DatabaseTransaction, id: CaseId) -> Result<After, DbErr> {
    let actions = action::of_cases(tx, &[id]).await?;
    let known = follow_up::appeals_of(tx, &[id]).await?.pop();
    let is_unowned = |action: &&agreement_action::Model| {
        action.owner_person_id.is_none() && action.owner_organisation_id.is_none()
    };
    Ok(After {
        open_actions: actions
            .iter()
            .filter(|action| !action::is_done(action))
            .count(),
        is_unsigned: action::is_unsigned(tx, id).await?,
        unowned_actions: actions.iter().filter(is_unowned).count(),
        is_check_done: !follow_up::checks_of(tx, &[id]).await?.is_empty(),
        appeal: follow_up::known(known.as_ref()),
    })
}

async fn in_pack(tx: &DatabaseTransaction, row: &case::Model) -> Result<Pack, DbErr> {
    let id = row.id;
    match Product::from(row.kind) {
        Product::Facilitation(_) => Ok(Pack {
            agenda_items: pack::agenda_of(tx, &[id]).await?.len(),
            has_notes: !pack::notes_of(tx, &[id]).await?.is_empty(),
            silent: pack::silent(tx, id).await?,
        }),
        Product::Advice | Product::Mediation(_) | Product::Resolution(_) => Ok(Pack {
            agenda_items: 0,
            has_notes: false,
            silent: 0,
        }),
    }
}

/// Reads what stands in a locked case.
pub(super) async fn read(
    app: &App,
    tx: &DatabaseTransaction,
    row: case::Model,
) -> Result<Stands, DbErr> {
    let kept = store::record_of(tx, &row).await?;
    let matter = store::matter(tx, kept.matter_id).await?;
    let ids: Vec<_> = matter.iter().map(|case| case.id).collect();
    let certificates = store::certificates_of(tx, &ids).await?;
    let issues = crate::domain::case::issues_of(tx, &[row.id]).await?;
    let meetings = crate::domain::meeting::of_cases(tx, &[row.id]).await?;
    let seats = crate::domain::case::participants_of(tx, &[row.id]).await?;
    let of_decision = |other: &case::Model| other.notice_sent_on == row.notice_sent_on;
    let mut others = matter
        .iter()
        .filter(|case| case.id != row.id && of_decision(case));
    let (advice, mediation) = match Product::from(row.kind) {
        Product::Advice => (None, others.find(|case| is_mediation(case)).cloned()),
        Product::Mediation(_) => (
            others.find(|case| case.kind == case::Kind::Mia).cloned(),
            None,
        ),
        Product::Resolution(_) | Product::Facilitation(_) => (None, None),
    };
    let is_for_decision = |certificate: &certificate::Model| {
        let mut cases = matter.iter();
        cases.any(|case| case.id == certificate.case_id && of_decision(case))
    };
    let contact = match &advice {
        Some(contact) => store::record_of(tx, contact).await?,
        None => kept.clone(),
    };
    let contact_by_on = row
        .notice_sent_on
        .and_then(|sent_on| last_contact(sent_on, &app.calendar));
    let dated = meetings.iter().filter(|meeting| met_on(meeting).is_some());
    let last = dated.max_by_key(|meeting| meeting.starts_at);
    let meeting_on = last.and_then(met_on);
    let has_sat = meetings
        .iter()
        .any(|meeting| meeting.state == meeting::State::Completed);
    Ok(Stands {
        owed: contact.certificate_basis,
        is_contact_late: is_late(contact.contacted_at, contact_by_on),
        certificate: certificates.into_iter().find(is_for_decision),
        domains: issues
            .into_iter()
            // What was agreed a moment ago is still what the meeting was about.
            .filter(|issue| issue.status != issue::Status::Withdrawn)
            .map(|issue| issue.domain)
            .collect(),
        advice,
        mediation,
        required: seats.iter().filter_map(must_come).collect(),
        limits: limits(row.kind, meeting_on, &app.calendar),
        meeting_on,
        has_sat,
        agreed_on: last.and_then(|meeting| meeting.confirmed_at).map(day_of),
        after: after(tx, row.id).await?,
        pack: in_pack(tx, &row).await?,
        contact_by_on,
        record: kept,
        row,
    })
}

/// Reads what is on record that a step depends on; nothing for those that depend on none.
pub(super) async fn on_record(
    tx: &DatabaseTransaction,
    row: &case::Model,
    step: &Step,
) -> Result<OnRecord, DbErr> {
    let nothing = OnRecord::default();
    Ok(match step {
        Step::Prepared { .. } => OnRecord {
            has_called: crate::domain::session::has_called(tx, row.id).await?,
            ..nothing
        },
        Step::DayStarts { .. } => OnRecord {
            arrivals: crate::domain::session::arrivals(tx, row.id).await?,
            ..nothing
        },
        Step::Ends { .. } => {
            let issues = crate::domain::case::issues_of(tx, &[row.id]).await?;
            OnRecord {
                signatures: crate::domain::agreement::signatures(tx, row.id).await?,
                is_partly_signed: crate::domain::agreement::is_partly_signed(tx, row.id).await?,
                issues: issues.into_iter().map(|issue| issue.status).collect(),
                ..nothing
            }
        }
        Step::Advice(_)
        | Step::Mediation(_)
        | Step::Resolution(_)
        | Step::Facilitation(_)
        | Step::Any(_)
        | Step::Chosen { .. }
        | Step::Asked { .. }
        | Step::Agreed { .. }
        | Step::Papers { .. }
        | Step::Agenda
        | Step::Notes
        | Step::FinalNotes { .. }
        | Step::Actions
        | Step::FollowedUp => nothing,
    })
}

/// Whether a contact was made after the last day for it.
fn is_late(contacted_at: Option<DateTime<Utc>>, by_on: Option<NaiveDate>) -> bool {
    let dates = contacted_at.zip(by_on);
    dates.is_some_and(|(at, by_on)| by_on < day_of(at))
}

/// What stands once a date is set right; for judging what follows, not for writing.
pub(super) fn set_right(
    mut stands: Stands,
    correction: &Correction,
    calendar: &Calendar,
) -> Stands {
    super::write::set_right(&mut stands.row, &mut stands.record, correction);
    let sent_on = stands.row.notice_sent_on;
    stands.contact_by_on = sent_on.and_then(|sent_on| last_contact(sent_on, calendar));
    stands.is_contact_late = is_late(stands.record.contacted_at, stands.contact_by_on);
    stands
}

fn is_mediation(case: &case::Model) -> bool {
    match Product::from(case.kind) {
        Product::Mediation(_) => true,
        Product::Advice | Product::Resolution(_) | Product::Facilitation(_) => false,
    }
}

/// The role of a seat that must be taken by somebody who has a part in the dispute.
fn must_come(seat: &participant::Model) -> Option<Role> {
    match seat.role {
        Role::Mediator | Role::Interpreter => None,
        Role::Family
        | Role::Child
        | Role::LocalAuthority
        | Role::Health
        | Role::SocialCare
        | Role::Education
        | Role::Supporter
        | Role::Other => {
            (seat.requirement == participant::Requirement::Required).then_some(seat.role)
        }
    }
}

/// The day of a meeting that is, or was, to be held.
fn met_on(meeting: &meeting::Model) -> Option<NaiveDate> {
    match meeting.state {
        meeting::State::Held | meeting::State::Confirmed | meeting::State::Completed => {
            Some(day_of(meeting.starts_at))
        }
        meeting::State::Cancelled | meeting::State::Lapsed => None,
    }
}

/// What the law sets for the papers of a meeting: two weeks for an annual review (C26, C27).
fn limits(
    kind: case::Kind,
    meeting_on: Option<NaiveDate>,
    calendar: &Calendar,
) -> facilitation::Limits {
    let by = |rule| {
        let rule = Rule::from_id(rule)?;
        let due = calculator::due(rule, &[(law::Event::Meeting, meeting_on?)], calendar);
        due.ok().map(|due| due.on)
    };
    match (kind, by("C26"), by("C27")) {
        (case::Kind::FacAr, Some(notify_by_on), Some(papers_by_on)) => {
            facilitation::Limits::Review {
                notify_by_on,
                papers_by_on,
            }
        }
        _ => facilitation::Limits::None,
    }
}

/// The last day for the first contact (C5); `None` for a day that the law module does not reckon from.
fn last_contact(sent_on: NaiveDate, calendar: &Calendar) -> Option<NaiveDate> {
    let rule = Rule::from_id("C5")?;
    let due = calculator::due(rule, &[(law::Event::NoticeSent, sent_on)], calendar);
    due.ok().map(|due| due.on)
}

/// The days that stand beside a case and its record: of its meeting, of what was agreed at it, of the
/// papers and of an appeal. A meeting that takes place has one once it is booked.
pub(super) async fn beside(
    tx: &DatabaseTransaction,
    row: &case::Model,
) -> Result<Vec<(Dated, NaiveDate)>, DbErr> {
    let meetings = crate::domain::meeting::of_cases(tx, &[row.id]).await?;
    let is_held = |meeting: &&meeting::Model| meeting.state == meeting::State::Completed;
    let held = meetings.iter().filter(is_held);
    let met_on = held.map(|meeting| day_of(meeting.starts_at)).min();
    let papers = pack::papers_of(tx, &[row.id]).await?;
    let sent_on = papers.iter().filter_map(|paper| paper.circulated_on).max();
    let appeal = follow_up::appeals_of(tx, &[row.id]).await?.pop();
    let mut days = vec![
        (Dated::Meeting, met_on),
        (Dated::Papers, sent_on),
        (Dated::Appeal, appeal.and_then(|known| known.lodged_on)),
    ];
    days.extend(crate::domain::agreement::days(tx, row.id).await?);
    let days = days.into_iter();
    Ok(days
        .filter_map(|(what, on)| on.map(|on| (what, on)))
        .collect())
}

/// The days of everything that has one, in a case and in those for the same decision of its matter, and
/// beside them.
pub(super) async fn known(
    tx: &DatabaseTransaction,
    row: &case::Model,
    record: &case_record::Model,
    beside: Vec<(Dated, NaiveDate)>,
) -> Result<impl Fn(Dated) -> Option<NaiveDate> + use<>, DbErr> {
    let mut kept = vec![(row.clone(), record.clone())];
    for other in store::matter(tx, record.matter_id).await? {
        if other.id != row.id && other.notice_sent_on == row.notice_sent_on {
            let record = store::record_of(tx, &other).await?;
            kept.push((other, record));
        }
    }
    Ok(move |what| {
        let mut days = kept.iter().map(|(row, record)| recorded(what, row, record));
        let found = days.find_map(|moment| moment.map(Moment::day));
        let mut beside = beside.iter().filter(|(other, _)| *other == what);
        found.or_else(|| beside.next().map(|(_, on)| *on))
    })
}

/// The date of something as it is recorded now; `None` where it is not.
pub(super) fn recorded(
    what: Dated,
    row: &case::Model,
    record: &case_record::Model,
) -> Option<Moment> {
    match what {
        Dated::NoticeSent => row.notice_sent_on.map(Moment::On),
        Dated::DraftServed => row.draft_served_on.map(Moment::On),
        Dated::Contact => record.contacted_at.map(Moment::At),
        Dated::LaInformed => row.la_informed_at.map(Moment::At),
        Dated::IcbInformed => row.icb_informed_at.map(Moment::At),
        Dated::InabilityNotice => row.inability_notice_at.map(Moment::At),
        Dated::CertificateIssued => row.certificate_issued_on.map(Moment::On),
        Dated::Choice | Dated::Withdrawal => match record.certificate_basis {
            Some(case_record::Basis::Declined) => record.certificate_due_from_on.map(Moment::On),
            Some(case_record::Basis::TakenPart | case_record::Basis::Deemed) | None => None,
        },
        Dated::Conclusion => match record.certificate_basis {
            Some(case_record::Basis::TakenPart) => record.certificate_due_from_on.map(Moment::On),
            Some(case_record::Basis::Declined | case_record::Basis::Deemed) | None => None,
        },
        Dated::Referral => Some(Moment::At(row.opened_at)),
        Dated::Information
        | Dated::Request
        | Dated::Papers
        | Dated::Meeting
        | Dated::Signature
        | Dated::Signing
        | Dated::TypedCopy
        | Dated::Amendment
        | Dated::Done
        | Dated::Appeal
        | Dated::Postponement => None,
    }
}

impl Stands {
    /// Whether people have sat together, today or on an earlier day.
    pub(super) fn has_met(&self) -> bool {
        let sits = [case::State::InSession, case::State::Adjourned].contains(&self.row.state);
        self.has_sat || sits
    }

    /// How far the certificate for the decision has come.
    fn certificate(&self) -> Certificate {
        match (&self.certificate, self.owed) {
            (Some(issued), _) => Certificate::Issued(basis(issued.basis)),
            (None, _) if self.is_contact_late => Certificate::OutOfTime,
            (None, Some(owed)) => Certificate::Owed(basis(owed)),
            (None, None) => Certificate::None,
        }
    }

    fn is_section_i_only(&self) -> bool {
        !self.domains.is_empty() && self.domains.iter().all(|&domain| domain == Domain::I)
    }

    /// For the contact with the adviser.
    pub(super) fn for_advice(&self) -> advice::Facts {
        let decision = self.row.notice_sent_on.zip(self.contact_by_on);
        let t0 = self.mediation.as_ref().and_then(|case| match case.kind {
            case::Kind::MedH => case.icb_informed_at,
            _ => case.la_informed_at,
        });
        advice::Facts {
            decision: decision.map(|(sent_on, contact_by_on)| advice::Decision {
                sent_on,
                contact_by_on,
            }),
            contacted_on: self.record.contacted_at.map(day_of),
            domains: self.domains.clone(),
            certificate: self.certificate(),
            certificate_due_from_on: self.record.certificate_due_from_on,
            mediation: self.mediation.as_ref().map(|case| case.kind),
            t0_on: t0.map(day_of),
            is_appeal_contemplated: self.record.is_appeal_contemplated,
        }
    }

    /// For the mediation.
    pub(super) fn for_mediation(&self, which: Mediation) -> mediation::Facts {
        mediation::Facts {
            mediation: which,
            la_informed_at: self.row.la_informed_at,
            icb_informed_at: self.row.icb_informed_at,
            certificate: self.certificate(),
            is_section_i_only: self.is_section_i_only(),
            is_appeal_contemplated: self.record.is_appeal_contemplated,
            meeting_on: self.meeting_on,
            met: if self.has_met() {
                mediation::Met::Once
            } else {
                mediation::Met::NotYet
            },
            la_postponements: u32::try_from(self.record.la_postponements).unwrap_or(0),
            proceeds_without: self.record.proceeds_without,
            is_suspended: self.record.is_suspended,
            outcome: self.outcome(),
        }
    }
}

impl Stands {
    /// For the disagreement resolution.
    pub(super) fn for_resolution(&self, which: Resolution) -> resolution::Facts {
        resolution::Facts {
            resolution: which,
            referred_on: day_of(self.row.opened_at),
            required: self.required.clone(),
            meeting_on: self.meeting_on,
            is_suspended: self.record.is_suspended,
            outcome: self.outcome(),
        }
    }

    /// For the facilitation.
    pub(super) fn for_facilitation(&self, which: Facilitation) -> facilitation::Facts {
        facilitation::Facts {
            facilitation: which,
            requested_on: day_of(self.row.opened_at),
            meeting_on: self.meeting_on,
            agreed_on: self.agreed_on,
            comments_until_on: self.record.comments_until_on,
        }
    }

    /// What came of the meeting.
    fn outcome(&self) -> Option<Outcome> {
        self.record.outcome.map(|outcome| match outcome {
            case_record::Outcome::Full => Outcome::Full,
            case_record::Outcome::Partial => Outcome::Partial,
            case_record::Outcome::Nothing => Outcome::Nothing,
        })
    }
}

/// The basis as the life-cycles have it.
pub(super) fn basis(stored: case_record::Basis) -> Basis {
    match stored {
        case_record::Basis::Declined => Basis::Declined,
        case_record::Basis::TakenPart => Basis::TakenPart,
        case_record::Basis::Deemed => Basis::Deemed,
    }
}
