//! What can happen in the information-and-advice contact.

use entities::case::Kind;
use entities::issue::Domain;

use super::{Machine, Sample, Walk, at, correction, on, own, sample};
use crate::lifecycle::advice::{
    Decision, Event, Facts, HealthProvision, Informer, Issue, ORDER, Topic, step,
};
use crate::lifecycle::certificate::{Basis, Certificate};
use crate::lifecycle::change::ClosureCode;
use crate::lifecycle::dates::Dated;

/// A family in time, with a mediation on sections B and F that the authority knows of.
pub(in crate::lifecycle) fn usual() -> Facts {
    Facts {
        decision: Some(Decision {
            sent_on: on(1, 12),
            contact_by_on: on(3, 12),
        }),
        contacted_on: Some(on(3, 2)),
        domains: vec![Domain::B, Domain::F],
        certificate: Certificate::None,
        certificate_due_from_on: Some(on(3, 9)),
        mediation: Some(Kind::MedE),
        t0_on: Some(on(3, 4)),
        is_appeal_contemplated: false,
    }
}

fn raised(domain: Domain, health: HealthProvision) -> Issue {
    Issue { domain, health }
}

fn chose(issues: Vec<Issue>, informs: Informer) -> Event {
    Event::Chose {
        on: on(3, 3),
        issues,
        informs,
    }
}

fn samples() -> Vec<Sample<Event, Facts>> {
    let mut all = contacts();
    all.extend(choices());
    all.extend(certificates());
    all.extend(endings());
    all
}

fn contacts() -> Vec<Sample<Event, Facts>> {
    let unknown = Facts {
        decision: None,
        ..usual()
    };
    let contacted = |day, hour| Event::Contacted { at: at(day, hour) };
    let told = |topics: &[Topic]| Event::Informed {
        on: on(3, 3),
        topics: topics.to_vec(),
    };
    vec![
        sample("contact on the last day", contacted(on(3, 12), 23), usual()),
        sample("contact a day late", contacted(on(3, 13), 0), usual()),
        sample(
            "contact before the notice",
            contacted(on(1, 11), 9),
            usual(),
        ),
        sample("contact in an hour", contacted(on(3, 16), 13), usual()),
        sample("letter without its date", contacted(on(3, 2), 9), unknown),
        sample("informed of everything", told(Topic::ALL), usual()),
        sample("not told of expenses", told(&Topic::ALL[..4]), usual()),
        sample(
            "informed before the contact",
            Event::Informed {
                on: on(3, 1),
                topics: Topic::ALL.to_vec(),
            },
            usual(),
        ),
    ]
}

fn choices() -> Vec<Sample<Event, Facts>> {
    let placement = Facts {
        domains: vec![Domain::I],
        ..usual()
    };
    let in_time = Facts {
        decision: Some(Decision {
            sent_on: on(2, 2),
            contact_by_on: on(4, 2),
        }),
        ..usual()
    };
    let fine = HealthProvision::NotMissing;
    let education = vec![raised(Domain::B, fine), raised(Domain::F, fine)];
    let mixed = vec![
        raised(Domain::F, fine),
        raised(Domain::G, HealthProvision::Wanted),
    ];
    let health = vec![raised(Domain::G, HealthProvision::Wanted)];
    let silent = vec![raised(Domain::G, HealthProvision::Missing)];
    let declined = |day| Event::Declined { told_on: day };
    vec![
        sample("only section I", Event::OnlySectionI, placement.clone()),
        sample("more than section I", Event::OnlySectionI, usual()),
        sample("declined", declined(on(3, 9)), usual()),
        sample("declined, section I", declined(on(3, 9)), placement),
        sample("declined before contact", declined(on(3, 1)), usual()),
        sample(
            "chose education",
            chose(education, Informer::Family),
            usual(),
        ),
        sample("chose mixed", chose(mixed, Informer::Service), usual()),
        sample("chose health", chose(health, Informer::Service), usual()),
        sample(
            "chose without issues",
            chose(vec![], Informer::Family),
            usual(),
        ),
        sample(
            "chose without the wanted provision",
            chose(silent, Informer::Family),
            usual(),
        ),
        sample("undecided in time", Event::Undecided, in_time),
        sample("undecided too late", Event::Undecided, usual()),
    ]
}

fn certificates() -> Vec<Sample<Event, Facts>> {
    let health = Facts {
        mediation: Some(Kind::MedH),
        domains: vec![Domain::G],
        ..usual()
    };
    let appealing = Facts {
        is_appeal_contemplated: true,
        ..health.clone()
    };
    let placement = Facts {
        domains: vec![Domain::I],
        ..usual()
    };
    let issued = Facts {
        certificate: Certificate::Issued(Basis::Declined),
        ..usual()
    };
    let owed = |basis| Facts {
        certificate: Certificate::Owed(basis),
        ..usual()
    };
    let concluded = |day| Event::MediationConcluded { on: day };
    let cannot = |day| Event::LaCannotArrange { told_on: day };
    let issue = |day| Event::Issued { on: day };
    vec![
        sample("mediation concluded", concluded(on(3, 13)), usual()),
        sample("concluded before T0", concluded(on(3, 3)), usual()),
        sample("concluded, health", concluded(on(3, 13)), health.clone()),
        sample("concluded, health, appeal", concluded(on(3, 13)), appealing),
        sample("concluded, section I", concluded(on(3, 13)), placement),
        sample("concluded, issued", concluded(on(3, 13)), issued.clone()),
        sample(
            "concluded, due by the case",
            concluded(on(3, 13)),
            owed(Basis::TakenPart),
        ),
        sample(
            "concluded, due otherwise",
            concluded(on(3, 13)),
            owed(Basis::Deemed),
        ),
        sample("cannot arrange", cannot(on(3, 13)), usual()),
        sample("cannot arrange, health", cannot(on(3, 13)), health),
        sample("cannot arrange before T0", cannot(on(3, 3)), usual()),
        sample("withdrew", Event::Withdrew { told_on: on(3, 10) }, usual()),
        sample("issued", issue(on(3, 11)), usual()),
        sample("issued again", issue(on(3, 11)), issued),
        sample("issued before its cause", issue(on(3, 8)), usual()),
        sample("issued tomorrow", issue(on(3, 17)), usual()),
    ]
}

fn endings() -> Vec<Sample<Event, Facts>> {
    let closed = |code| Event::Closed(code);
    vec![
        sample("signposted", Event::Signposted, usual()),
        sample("completed", closed(ClosureCode::Completed), usual()),
        sample("closed, no reply", closed(ClosureCode::NoReply), usual()),
        sample(
            "corrected",
            Event::Corrected(correction(Dated::NoticeSent)),
            usual(),
        ),
        sample(
            "corrected, too late",
            Event::Corrected(correction(Dated::NoticeSent)),
            Facts {
                contacted_on: Some(on(3, 13)),
                ..usual()
            },
        ),
    ]
}

pub(super) fn walk() -> Walk {
    let machine = Machine {
        title: "Information and advice",
        order: ORDER,
        words: Event::words,
        step,
        name: own,
    };
    super::walk(&machine, &samples())
}
