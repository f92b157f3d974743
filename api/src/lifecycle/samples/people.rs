//! What can happen to consent, authority, promises and the appeal around a meeting.

use entities::issue::Domain;
use entities::participant::Role;

use super::{Machine, Walk, correction, on, own, sample};
use crate::law::Rule;
use crate::lifecycle::dates::Dated;
use crate::lifecycle::{action, agreement, appeal, authority, consent};

pub(super) fn consent() -> Walk {
    use consent::{Event, Facts};
    let asked = |consenting: &[Role]| Facts {
        parties: vec![Role::Family, Role::LocalAuthority],
        consenting: consenting.to_vec(),
        asked_on: Some(on(3, 2)),
    };
    let nobody = Facts {
        parties: vec![],
        ..asked(&[])
    };
    let consents = |by, day| Event::Consents { by, on: day };
    let refuses = |by| Event::Refuses { by, on: on(3, 4) };
    let samples = [
        sample("asked", Event::Asked { on: on(3, 2) }, asked(&[])),
        sample("nobody to ask", Event::Asked { on: on(3, 2) }, nobody),
        sample(
            "first consents",
            consents(Role::Family, on(3, 4)),
            asked(&[]),
        ),
        sample(
            "last consents",
            consents(Role::LocalAuthority, on(3, 4)),
            asked(&[Role::Family]),
        ),
        sample(
            "consents before asked",
            consents(Role::Family, on(3, 1)),
            asked(&[]),
        ),
        sample(
            "school consents",
            consents(Role::Education, on(3, 4)),
            asked(&[]),
        ),
        sample(
            "refuses",
            refuses(Role::LocalAuthority),
            asked(&[Role::Family]),
        ),
        sample("school refuses", refuses(Role::Education), asked(&[])),
        sample("mediator admits", Event::MediatorAdmits, asked(&[])),
        sample(
            "mediator does not admit",
            Event::MediatorRefuses,
            asked(&[]),
        ),
        sample(
            "corrected",
            Event::Corrected(correction(Dated::Choice)),
            asked(&[]),
        ),
    ];
    let machine = Machine {
        title: "Consent to somebody more",
        order: consent::ORDER,
        words: Event::words,
        step: consent::step,
        name: own,
    };
    super::walk(&machine, &samples)
}

pub(super) fn authority() -> Walk {
    use authority::{Event, Facts, Limits};
    let usual = Facts {
        role: Role::LocalAuthority,
        is_mediation: true,
        meeting_on: Some(on(3, 16)),
        is_wide_enough: true,
    };
    let narrow = Facts {
        is_wide_enough: false,
        ..usual
    };
    let resolution = Facts {
        is_mediation: false,
        ..usual
    };
    let declared = |scope: &[Domain], limits| Event::Declared {
        scope: scope.to_vec(),
        limits,
    };
    let there = |day| Event::FoundPresent { on: day };
    let missing = |day| Event::FoundMissing { on: day };
    let samples = [
        sample("declared", declared(&[Domain::F], Limits::None), usual),
        sample(
            "declared up to a limit",
            declared(&[Domain::F], Limits::Written),
            usual,
        ),
        sample("declared on nothing", declared(&[], Limits::None), usual),
        sample(
            "must go back and ask",
            declared(&[Domain::F], Limits::MustAsk),
            usual,
        ),
        sample("confirmed", Event::Confirmed, usual),
        sample("there", there(on(3, 16)), usual),
        sample("there before the day", there(on(3, 13)), usual),
        sample("there, for less than is open", there(on(3, 16)), narrow),
        sample("missing", missing(on(3, 16)), usual),
        sample("missing, no mediation", missing(on(3, 16)), resolution),
        sample(
            "corrected",
            Event::Corrected(correction(Dated::Meeting)),
            usual,
        ),
    ];
    let machine = Machine {
        title: "Declaration of authority",
        order: authority::ORDER,
        words: Event::words,
        step: authority::step,
        name: own,
    };
    super::walk(&machine, &samples)
}

pub(super) fn agreement() -> Walk {
    use agreement::{Event, Facts, Promise};
    let usual = Facts {
        is_mediation: true,
        is_health_alone: false,
        is_between_agencies: false,
        meeting_on: on(3, 13),
        signed_on: Some(on(3, 13)),
    };
    let health = Facts {
        is_health_alone: true,
        ..usual
    };
    let agencies = Facts {
        is_mediation: false,
        is_between_agencies: true,
        ..usual
    };
    let promise = |clock| Promise {
        has_owner: true,
        clock,
    };
    let fine = vec![
        promise(Some(Rule::AgreedAmendment)),
        promise(Some(Rule::PromisedAction)),
    ];
    let unowned = vec![
        promise(Some(Rule::PromisedAction)),
        Promise {
            has_owner: false,
            clock: Some(Rule::PromisedAction),
        },
    ];
    let signed = |day, signatures, promises: &[Promise]| Event::Signed {
        on: day,
        signatures,
        promises: promises.to_vec(),
    };
    let amended = |is_in_writing| Event::Amended {
        on: on(3, 16),
        is_in_writing,
        promises: vec![promise(Some(Rule::AgreedTime))],
    };
    let typed = |day| Event::TypedSent { on: day };
    let day = on(3, 13);
    let samples = [
        sample("signed", signed(day, 2, &fine), usual),
        sample(
            "signed, health",
            signed(day, 2, &[promise(Some(Rule::PromisedAction))]),
            health,
        ),
        sample(
            "signed, agencies",
            signed(day, 2, &[promise(None)]),
            agencies,
        ),
        sample("nobody signed", signed(day, 0, &fine), usual),
        sample("nothing promised", signed(day, 2, &[]), usual),
        sample("no owner", signed(day, 2, &unowned), usual),
        sample("no clock", signed(day, 2, &[promise(None)]), usual),
        sample(
            "a clock of notices",
            signed(day, 2, &[promise(Some(Rule::Notice))]),
            usual,
        ),
        sample(
            "signed before the meeting",
            signed(on(3, 12), 2, &fine),
            usual,
        ),
        sample("typed", typed(on(3, 14)), usual),
        sample("typed, agencies", typed(on(3, 14)), agencies),
        sample("typed before signed", typed(on(3, 12)), usual),
        sample("amended", amended(true), usual),
        sample("amended by word of mouth", amended(false), usual),
        sample("abandoned", Event::Abandoned, usual),
        sample(
            "corrected",
            Event::Corrected(correction(Dated::Amendment)),
            usual,
        ),
    ];
    let machine = Machine {
        title: "Agreement",
        order: agreement::ORDER,
        words: Event::words,
        step: agreement::step,
        name: own,
    };
    super::walk(&machine, &samples)
}

pub(super) fn action() -> Walk {
    use action::{Event, Facts};
    let usual = Facts {
        clock: Rule::PromisedAction,
        agreed_on: on(3, 2),
        due_on: on(3, 20),
        remind_from_on: on(3, 17),
        is_between_agencies: false,
    };
    let soon = Facts {
        remind_from_on: on(3, 16),
        ..usual
    };
    let today = Facts {
        due_on: on(3, 16),
        ..soon
    };
    let late = Facts {
        due_on: on(3, 15),
        ..soon
    };
    let agencies = Facts {
        is_between_agencies: true,
        ..late
    };
    let done = |day| Event::Done { on: day };
    let moved = |day, is_in_writing| Event::Rescheduled {
        on: day,
        due_on: on(3, 30),
        is_in_writing,
    };
    let backwards = Event::Rescheduled {
        on: on(3, 10),
        due_on: on(3, 9),
        is_in_writing: true,
    };
    let samples = [
        sample("nothing due", Event::DayCame, usual),
        sample("reminder due", Event::DayCame, soon),
        sample("last day", Event::DayCame, today),
        sample("a day late", Event::DayCame, late),
        sample("a day late, agencies", Event::DayCame, agencies),
        sample("done", done(on(3, 10)), usual),
        sample("done before agreed", done(on(3, 1)), usual),
        sample("done tomorrow", done(on(3, 17)), usual),
        sample("another time", moved(on(3, 10), true), usual),
        sample("another time, not written", moved(on(3, 10), false), usual),
        sample("another time before its cause", backwards, usual),
        sample("escalated", Event::Escalated, late),
        sample("complaint", Event::ComplaintMade, late),
        sample(
            "corrected",
            Event::Corrected(correction(Dated::Signature)),
            usual,
        ),
    ];
    let machine = Machine {
        title: "Promised action",
        order: action::ORDER,
        words: Event::words,
        step: action::step,
        name: own,
    };
    super::walk(&machine, &samples)
}

pub(super) fn appeal() -> Walk {
    use appeal::{Event, Facts};
    let passed = Facts {
        notice_sent_on: Some(on(1, 12)),
        appeal_by_on: Some(on(3, 12)),
    };
    let last = Facts {
        appeal_by_on: Some(on(3, 16)),
        ..passed
    };
    let unknown = Facts {
        notice_sent_on: None,
        appeal_by_on: None,
    };
    let lodged = |day| Event::Lodged { on: day };
    let samples = [
        sample("lodged in time", lodged(on(3, 12)), passed),
        sample("lodged late", lodged(on(3, 13)), passed),
        sample("lodged before the notice", lodged(on(1, 11)), passed),
        sample("lodged tomorrow", lodged(on(3, 17)), passed),
        sample("not lodged", Event::NotLodged, passed),
        sample("not lodged, last day", Event::NotLodged, last),
        sample("not lodged, day unknown", Event::NotLodged, unknown),
        sample(
            "corrected",
            Event::Corrected(correction(Dated::Appeal)),
            passed,
        ),
    ];
    let machine = Machine {
        title: "Appeal watch",
        order: appeal::ORDER,
        words: Event::words,
        step: appeal::step,
        name: own,
    };
    super::walk(&machine, &samples)
}
