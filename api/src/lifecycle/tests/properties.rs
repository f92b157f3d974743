//! What no path can do, however long.

use chrono::{DateTime, Duration, Utc};
use entities::case::Kind;
use entities::meeting::{CancelCause, CancelSide};
use entities::participant::Role;
use proptest::prelude::*;

use crate::lifecycle::certificate::Certificate;
use crate::lifecycle::change::{ClosureCode, Effect};
use crate::lifecycle::dates::{Correction, Dated, Moment};
use crate::lifecycle::kinds::{Mediation, is_health};
use crate::lifecycle::mediation::{Accepted, Choice, Coverage};
use crate::lifecycle::samples::{advice as advice_samples, at, mediation as mediation_samples, on};
use crate::lifecycle::session::{Arrival, Outcome, Preparation};
use crate::lifecycle::{State as _, advice, appeal, invitation, mediation};

/// A matter: the advice contact, the mediation that may come of it, and one decision.
struct Matter {
    now: DateTime<Utc>,
    contact: advice::State,
    advice: advice::Facts,
    case: mediation::State,
    facts: mediation::Facts,
    /// How many certificates were issued.
    certificates: usize,
    /// Every T0 that was stamped.
    stamps: Vec<DateTime<Utc>>,
}

impl Matter {
    fn new(mediation: Mediation) -> Self {
        let domains = match mediation {
            Mediation::Education => vec![entities::issue::Domain::F],
            Mediation::Mixed => vec![entities::issue::Domain::F, entities::issue::Domain::G],
            Mediation::Health => vec![entities::issue::Domain::G],
        };
        let contact = advice::Facts {
            contacted_on: None,
            certificate_due_from_on: None,
            mediation: None,
            t0_on: None,
            domains,
            decision: Some(advice::Decision {
                sent_on: on(1, 12),
                contact_by_on: on(3, 12),
            }),
            ..advice_samples::usual()
        };
        let facts = mediation::Facts {
            mediation,
            is_appeal_contemplated: true,
            ..mediation_samples::untold()
        };
        Self {
            now: at(on(3, 2), 9),
            contact: advice::State::Enquiry,
            advice: contact,
            case: mediation::State::Requested,
            facts,
            certificates: 0,
            stamps: Vec::new(),
        }
    }

    /// Something happens in the contact, if it may.
    fn contact(&mut self, event: &advice::Event) {
        self.advice.certificate = self.facts.certificate;
        let Ok(change) = advice::step(self.contact, event, &self.advice, self.now) else {
            return;
        };
        if let advice::Event::Contacted { at } = event {
            self.advice.contacted_on = Some(crate::app::day_of(*at));
        }
        self.contact = change.to;
        self.follow(&change.effects);
    }

    /// Something happens in the mediation, if it may.
    fn mediate(&mut self, event: &mediation::Event) {
        let before = (self.case, self.facts.t0());
        let Ok(change) = mediation::step(self.case, event, &self.facts, self.now) else {
            return;
        };
        if let mediation::Event::LaInformed { at } = event {
            self.facts.la_informed_at = Some(*at);
        }
        if let mediation::Event::Accepted(accepted) = event {
            self.facts.meeting_on = Some(accepted.meeting_on);
        }
        self.case = change.to;
        self.follow(&change.effects);
        let is_stamped = change
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::T0(_)));
        // T0 is what was stamped, and a stamp comes only where there was none.
        assert_eq!(
            is_stamped,
            before.1.is_none() && self.facts.t0().is_some(),
            "{event:?}"
        );
        if before.0.is_end() {
            assert!(matches!(event, mediation::Event::Corrected(_)), "{event:?}");
        }
    }

    /// Keeps what follows, as the service would.
    fn follow(&mut self, effects: &[Effect]) {
        for effect in effects {
            match effect {
                Effect::T0(at) => {
                    self.stamps.push(*at);
                    if self.facts.mediation == Mediation::Health {
                        self.facts.icb_informed_at = Some(*at);
                    }
                    self.advice.t0_on = Some(crate::app::day_of(*at));
                }
                Effect::CertificateDue(basis) => {
                    assert_eq!(self.facts.certificate, Certificate::None);
                    self.facts.certificate = Certificate::Owed(*basis);
                    self.advice.certificate_due_from_on = Some(crate::app::day_of(self.now));
                }
                Effect::CertificateIssued { basis, .. } => {
                    self.certificates += 1;
                    self.facts.certificate = Certificate::Issued(*basis);
                }
                Effect::Opens(kind) => self.advice.mediation = Some(*kind),
                Effect::Outcome(outcome) => self.facts.outcome = Some(*outcome),
                Effect::Counted {
                    by: CancelSide::La, ..
                } => self.facts.la_postponements += 1,
                Effect::ClockStarts { .. }
                | Effect::ClockEnds { .. }
                | Effect::ClockRecomputed { .. }
                | Effect::Corrected(_)
                | Effect::Evidence { .. }
                | Effect::Owed { .. }
                | Effect::Task { .. }
                | Effect::Raised(_)
                | Effect::Breach { .. }
                | Effect::Time(_)
                | Effect::Counted { .. }
                | Effect::Closes(_)
                | Effect::MayAttend(_)
                | Effect::Erased
                | Effect::SafeguardingRecord => {}
            }
        }
    }
}

/// What can happen in the contact, now.
fn contact_events(matter: &Matter) -> Vec<advice::Event> {
    let today = crate::app::day_of(matter.now);
    let issues: Vec<advice::Issue> = matter
        .advice
        .domains
        .iter()
        .map(|&domain| advice::Issue {
            domain,
            health: if is_health(domain) {
                advice::HealthProvision::Wanted
            } else {
                advice::HealthProvision::NotMissing
            },
        })
        .collect();
    vec![
        advice::Event::Contacted { at: matter.now },
        advice::Event::Informed {
            on: today,
            topics: advice::Topic::ALL.to_vec(),
        },
        advice::Event::Declined { told_on: today },
        advice::Event::Chose {
            on: today,
            issues,
            informs: advice::Informer::Family,
        },
        advice::Event::Undecided,
        advice::Event::MediationConcluded { on: today },
        advice::Event::LaCannotArrange { told_on: today },
        advice::Event::Withdrew { told_on: today },
        advice::Event::Issued { on: today },
        advice::Event::Closed(ClosureCode::Completed),
    ]
}

/// What can happen in the mediation, now.
fn case_events(matter: &Matter) -> Vec<mediation::Event> {
    let today = crate::app::day_of(matter.now);
    let arrivals = [Role::Family, Role::LocalAuthority, Role::Health];
    let arrivals = arrivals.map(|role| Arrival {
        role,
        basis: Some(invitation::Basis::Party),
        has_signed: true,
    });
    let dates = (
        Moment::At(matter.now - Duration::days(2)),
        Moment::At(matter.now - Duration::days(1)),
    );
    let correction = Correction::new(Dated::LaInformed, dates, "a slip", matter.now).unwrap();
    vec![
        mediation::Event::LaInformed { at: matter.now },
        mediation::Event::IcbInformed { at: matter.now },
        mediation::Event::AvailabilityAsked { on: today },
        mediation::Event::AvailabilityEnough {
            authority: Coverage::Full,
        },
        mediation::Event::SlotsProposed { count: 1 },
        mediation::Event::Accepted(Accepted {
            meeting_on: today,
            notify_by_on: today,
            is_short_notice_agreed: false,
            is_mediator_free: true,
            waiting: 0,
        }),
        mediation::Event::Prepared {
            done: Preparation::ALL.to_vec(),
        },
        mediation::Event::Postponed {
            by: CancelSide::La,
            cause: CancelCause::LaUnavailable,
            told_on: today,
        },
        mediation::Event::AuthorityMissing {
            by: Role::Health,
            family: Choice::Rearrange,
        },
        mediation::Event::DayStarted {
            on: today,
            arrivals: arrivals.to_vec(),
        },
        mediation::Event::Adjourned { on: today },
        mediation::Event::SecondDateWanted,
        mediation::Event::Ended {
            on: today,
            outcome: Outcome::Partial,
            signatures: 2,
        },
        mediation::Event::FollowUpStarted {
            is_agreement_sent: true,
            is_evaluation_invited: true,
        },
        mediation::Event::FollowUpDone {
            open_actions: 0,
            is_check_done: true,
            appeal: appeal::State::Lodged,
        },
        mediation::Event::Withdrew {
            by: Role::Family,
            on: today,
        },
        mediation::Event::LaCannotArrange { told_on: today },
        mediation::Event::Corrected(correction),
    ]
}

/// What happens next in a matter: one of the contact's events, or one of the mediation's.
fn happens(matter: &mut Matter, choice: usize) {
    let (contact, case) = (contact_events(matter), case_events(matter));
    match choice % (contact.len() + case.len()) {
        ix if ix < contact.len() => matter.contact(&contact[ix]),
        ix => matter.mediate(&case[ix - contact.len()]),
    }
}

fn mediations() -> impl Strategy<Value = Mediation> {
    prop_oneof![
        Just(Mediation::Education),
        Just(Mediation::Mixed),
        Just(Mediation::Health),
    ]
}

/// A way on that leads somewhere: each choice comes with its usual successor half of the time.
fn paths() -> impl Strategy<Value = Vec<usize>> {
    proptest::collection::vec((0_usize..28, any::<bool>()), 1..120).prop_map(|steps| {
        let mut path = Vec::new();
        for (choice, goes_on) in steps {
            path.push(choice);
            if goes_on {
                path.push(choice + 1);
            }
        }
        path
    })
}

proptest! {
    /// One certificate for a decision, and one T0, whatever comes.
    #[test]
    fn no_path_issues_two_certificates_or_stamps_t0_twice(
        mediation in mediations(),
        path in paths(),
    ) {
        let mut matter = Matter::new(mediation);
        for choice in path {
            happens(&mut matter, choice);
            matter.now += Duration::hours(7);
        }
        prop_assert!(matter.certificates <= 1);
        prop_assert!(matter.stamps.len() <= 1);
        prop_assert_eq!(matter.facts.t0(), matter.stamps.first().copied());
    }

    /// The order in which the contact and the case learn of the same thing makes no second
    /// certificate.
    #[test]
    fn a_deemed_certificate_is_the_only_one(asks_contact_first in any::<bool>()) {
        let mut matter = Matter::new(Mediation::Education);
        for choice in [0, 1, 3, 10] {
            happens(&mut matter, choice);
            matter.now += Duration::hours(1);
        }
        prop_assert_eq!(matter.contact, advice::State::MediationRequested);
        prop_assert_eq!(matter.case, mediation::State::Arranging);
        let both = if asks_contact_first { [6, 26] } else { [26, 6] };
        for choice in both.into_iter().chain([8, 12, 13, 14, 15, 16, 19, 22, 5, 8]) {
            happens(&mut matter, choice);
            matter.now += Duration::minutes(5);
        }
        prop_assert_eq!(matter.case, mediation::State::Concluded);
        prop_assert_eq!(matter.contact, advice::State::CertificateIssued);
        prop_assert_eq!(matter.certificates, 1);
        prop_assert_eq!(matter.facts.t0(), matter.stamps.first().copied());
    }
}

#[test]
fn the_usual_ways_reach_a_certificate() {
    // Declined; and mediated to the end. The properties above would hold of machines that never move.
    for (path, kind) in [
        (vec![0, 1, 2, 8], None),
        (
            vec![0, 1, 3, 10, 12, 13, 14, 15, 16, 19, 22, 5, 8, 23, 24],
            Some(Kind::MedE),
        ),
    ] {
        let mut matter = Matter::new(Mediation::Education);
        for choice in path {
            happens(&mut matter, choice);
            matter.now += Duration::minutes(5);
        }
        assert_eq!(matter.certificates, 1);
        assert_eq!(matter.contact, advice::State::CertificateIssued);
        assert_eq!(matter.advice.mediation, kind);
    }
}
