//! What can happen to the invitation of a person.

use entities::case::Kind;
use entities::participant::Role;

use super::{Machine, Sample, Walk, correction, on, own, sample};
use crate::lifecycle::consent;
use crate::lifecycle::dates::Dated;
use crate::lifecycle::invitation::{Agreement, Answer, Basis, Event, Facts, ORDER, step};

/// Somebody from the authority, invited to a meeting today.
fn party() -> Facts {
    Facts {
        kind: Kind::MedE,
        role: Role::LocalAuthority,
        has_other_supporter: false,
        child: Agreement::Nobody,
        consent: None,
        invited_on: Some(on(3, 2)),
        answer_by_on: Some(on(3, 13)),
        meeting_on: Some(on(3, 16)),
    }
}

fn bases() -> Vec<Sample<Event, Facts>> {
    let party = party();
    let like = |role| Facts { role, ..party };
    let agencies = Facts {
        kind: Kind::DrA,
        ..like(Role::Family)
    };
    let second = Facts {
        has_other_supporter: true,
        ..like(Role::Supporter)
    };
    let agreed = |child| Facts {
        child,
        ..like(Role::Child)
    };
    let consented = |consent| Facts {
        consent: Some(consent),
        ..like(Role::Other)
    };
    let invited = |basis| Event::Invited { basis: Some(basis) };
    vec![
        sample("invited as a party", invited(Basis::Party), party),
        sample("without a basis", Event::Invited { basis: None }, party),
        sample(
            "a supporter as a party",
            invited(Basis::Party),
            like(Role::Supporter),
        ),
        sample(
            "first supporter",
            invited(Basis::SupporterByRight),
            like(Role::Supporter),
        ),
        sample("second supporter", invited(Basis::SupporterByRight), second),
        sample(
            "child, all agreed",
            invited(Basis::ChildWithAgreement),
            agreed(Agreement::Both),
        ),
        sample(
            "child, mediator not asked",
            invited(Basis::ChildWithAgreement),
            agreed(Agreement::ParentOnly),
        ),
        sample(
            "young person, parent not asked",
            invited(Basis::YpWithAgreement),
            agreed(Agreement::MediatorOnly),
        ),
        sample(
            "somebody more, all consent",
            invited(Basis::OtherAllConsent),
            consented(consent::State::AllConsent),
        ),
        sample(
            "somebody more, still asked",
            invited(Basis::OtherAllConsent),
            consented(consent::State::Asked),
        ),
        sample(
            "somebody more, by the mediator",
            invited(Basis::OtherMediatorConsent),
            consented(consent::State::Admitted),
        ),
        sample(
            "somebody more, not admitted",
            invited(Basis::OtherMediatorConsent),
            consented(consent::State::NotAdmitted),
        ),
        sample(
            "interpreter",
            invited(Basis::Interpreter),
            like(Role::Interpreter),
        ),
        sample(
            "trainee",
            invited(Basis::ObserverTrainee),
            Facts {
                consent: Some(consent::State::AllConsent),
                ..like(Role::Mediator)
            },
        ),
        sample(
            "observer, by the mediator",
            invited(Basis::ObserverTrainee),
            consented(consent::State::Admitted),
        ),
        sample(
            "trainee, nobody asked",
            invited(Basis::ObserverTrainee),
            like(Role::Mediator),
        ),
        sample(
            "observer, still asked",
            invited(Basis::ObserverTrainee),
            consented(consent::State::Asked),
        ),
        sample("family, agencies", invited(Basis::Party), agencies),
    ]
}

fn answers() -> Vec<Sample<Event, Facts>> {
    let party = party();
    let waiting = Facts {
        answer_by_on: Some(on(3, 16)),
        ..party
    };
    let answered = |answer| Event::Answered {
        answer,
        on: on(3, 4),
    };
    let came = |is_whole, has_signed| Event::Attended {
        is_whole,
        has_signed,
        on: on(3, 16),
    };
    let early = Event::Answered {
        answer: Answer::Accepts,
        on: on(3, 1),
    };
    let before = Event::Absent { on: on(3, 13) };
    vec![
        sample("accepts", answered(Answer::Accepts), party),
        sample("declines", answered(Answer::Declines), party),
        sample("may come", answered(Answer::Tentative), party),
        sample("answered before invited", early, party),
        sample("no reply", Event::NoReply, party),
        sample("no reply yet", Event::NoReply, waiting),
        sample("was there", came(true, true), party),
        sample("was there for a part", came(false, true), party),
        sample("came unsigned", came(true, false), party),
        sample("absent", Event::Absent { on: on(3, 16) }, party),
        sample("absent before the day", before, party),
        sample(
            "corrected",
            Event::Corrected(correction(Dated::Request)),
            party,
        ),
    ]
}

pub(super) fn walk() -> Walk {
    let machine = Machine {
        title: "Invitation of a person",
        order: ORDER,
        words: Event::words,
        step,
        name: own,
    };
    let mut all = bases();
    all.extend(answers());
    super::walk(&machine, &all)
}
