//! The table of information and advice.

use chrono::NaiveDate;

use super::holds;
use crate::lifecycle::advice::{Decision, Event, Facts, State, step};
use crate::lifecycle::samples::{advice::usual, at, on};

#[test]
fn every_row() {
    holds(
        "Information and advice",
        &[
            ("due", "CERTIFICATE_DUE_DECLINED, CERTIFICATE_DUE_TAKEN_PART, CERTIFICATE_DUE_DEEMED"),
            ("undecided", "ADVISED, PONDERING"),
            ("open", "IN_TIME, ADVISED, PONDERING"),
            ("later", "ENQUIRY, MEDIATION_REQUESTED, CERTIFICATE_DUE_DECLINED, CERTIFICATE_DUE_TAKEN_PART, \
                CERTIFICATE_DUE_DEEMED, CERTIFICATE_NOT_REQUIRED, CERTIFICATE_ISSUED, SIGNPOSTED, CLOSED"),
        ],
        "
ENQUIRY     | contact on the last day     | IN_TIME               | kept: the contact with the adviser 2026-03-12 23:00; C5 ends 2026-03-12
ENQUIRY     | contact a day late          | OUT_OF_TIME           | kept: the contact with the adviser 2026-03-13 00:00
ENQUIRY     | contact before the notice   | ! DATE_BEFORE_ITS_CAUSE |
ENQUIRY     | contact in an hour          | ! DATE_IN_THE_FUTURE  |
ENQUIRY     | letter without its date     | ! NOTICE_DATE_UNKNOWN |
ENQUIRY, OUT_OF_TIME | signposted         | SIGNPOSTED            | where to turn instead to the family; the adviser to explain how the Tribunal may give leave to appeal, regulation 34(3); the adviser to explain disagreement resolution
OUT_OF_TIME, SIGNPOSTED | informed of everything + not told of expenses + informed before the contact + declined + declined, section I + declined before contact + issued + issued again + issued before its cause + issued tomorrow | ! CONTACT_OUT_OF_TIME |
IN_TIME, <undecided> | only section I     | CERTIFICATE_NOT_REQUIRED |
IN_TIME, <undecided> | more than section I | ! NOT_ONLY_SECTION_I |
IN_TIME     | informed of everything      | ADVISED               | information sheet to the family
IN_TIME     | not told of expenses        | ! TOPIC_MISSING       |
IN_TIME     | informed before the contact | ! DATE_BEFORE_ITS_CAUSE |
<undecided> | declined                    | CERTIFICATE_DUE_DECLINED | certificate due, s.55(4); C6 starts 2026-03-09; the adviser to issue the certificate
<undecided> | declined, section I         | CERTIFICATE_NOT_REQUIRED |
<undecided> | declined before contact     | ! DATE_BEFORE_ITS_CAUSE |
<undecided>, CERTIFICATE_NOT_REQUIRED | chose education | MEDIATION_REQUESTED | opens MED-E; the family to tell the local authority of the wish to mediate
<undecided>, CERTIFICATE_NOT_REQUIRED | chose mixed     | MEDIATION_REQUESTED | opens MED-X; the coordinator to tell the local authority of the wish to mediate
<undecided>, CERTIFICATE_NOT_REQUIRED | chose health    | MEDIATION_REQUESTED | opens MED-H; the coordinator to tell the local authority of the wish to mediate
<undecided>, CERTIFICATE_NOT_REQUIRED | chose without issues | ! MEDIATION_ISSUES_MISSING |
<undecided>, CERTIFICATE_NOT_REQUIRED | chose without the wanted provision | ! WANTED_PROVISION_MISSING |
ADVISED     | undecided in time           | PONDERING             | the adviser to remind without pressing
ADVISED     | undecided too late          | ! TOO_LATE_TO_PONDER  |
MEDIATION_REQUESTED | mediation concluded | CERTIFICATE_DUE_TAKEN_PART | certificate due, s.55(5); C13 starts 2026-03-13; the adviser to issue the certificate
MEDIATION_REQUESTED | concluded, health, appeal | CERTIFICATE_DUE_TAKEN_PART | certificate due, s.55(5); C13 starts 2026-03-13; the adviser to issue the certificate
MEDIATION_REQUESTED | concluded, health + concluded, section I | CERTIFICATE_NOT_REQUIRED |
MEDIATION_REQUESTED | concluded before T0 | ! DATE_BEFORE_ITS_CAUSE |
MEDIATION_REQUESTED | concluded, issued   | ! CERTIFICATE_ISSUED_ALREADY |
MEDIATION_REQUESTED | concluded, due by the case | CERTIFICATE_DUE_TAKEN_PART | the adviser to issue the certificate
MEDIATION_REQUESTED | concluded, due otherwise | ! CERTIFICATE_DUE_ALREADY |
MEDIATION_REQUESTED | cannot arrange      | CERTIFICATE_DUE_DEEMED | certificate due, s.55(5) deemed; C11 starts 2026-03-13; the adviser to issue the certificate; flag: mediation cannot be arranged in time
MEDIATION_REQUESTED | cannot arrange, health | ! NOT_DEEMED_FOR_HEALTH_ALONE |
MEDIATION_REQUESTED | cannot arrange before T0 | ! DATE_BEFORE_ITS_CAUSE |
MEDIATION_REQUESTED | withdrew            | CERTIFICATE_DUE_DECLINED | certificate due, s.55(4); C6 starts 2026-03-10; the adviser to issue the certificate
CERTIFICATE_DUE_DECLINED   | issued       | CERTIFICATE_ISSUED    | certificate issued 2026-03-11, s.55(4); certificate to the family; C6 ends 2026-03-11; C14 again from 2026-03-11; notice of the last day to appeal to the family
CERTIFICATE_DUE_TAKEN_PART | issued       | CERTIFICATE_ISSUED    | certificate issued 2026-03-11, s.55(5); certificate to the family; C13 ends 2026-03-11; C14 again from 2026-03-11; notice of the last day to appeal to the family
CERTIFICATE_DUE_DEEMED     | issued       | CERTIFICATE_ISSUED    | certificate issued 2026-03-11, s.55(5) deemed; certificate to the family; C11 ends 2026-03-11; C14 again from 2026-03-11; notice of the last day to appeal to the family
<due>       | issued again                | ! CERTIFICATE_ISSUED_ALREADY |
<due>       | issued before its cause     | ! DATE_BEFORE_ITS_CAUSE |
<due>       | issued tomorrow             | ! DATE_IN_THE_FUTURE  |
<due>       | completed + closed, no reply | ! CERTIFICATE_OWED   |
CERTIFICATE_ISSUED | issued + issued again + issued before its cause + issued tomorrow | ! CERTIFICATE_ISSUED_ALREADY |
CERTIFICATE_NOT_REQUIRED | issued + issued again + issued before its cause + issued tomorrow | ! CERTIFICATE_NOT_REQUIRED |
SIGNPOSTED, CERTIFICATE_NOT_REQUIRED, CERTIFICATE_ISSUED | completed | CLOSED | closes: completed
ENQUIRY, IN_TIME, OUT_OF_TIME, <undecided>, SIGNPOSTED, CERTIFICATE_NOT_REQUIRED | closed, no reply | CLOSED | closes: the family did not reply any more
<open>, <later> | corrected               | same                  | corrected the notice of the decision: 3 March 2026 instead of 2 March 2026; C5 again from 2026-03-03; C14 again from 2026-03-03
OUT_OF_TIME | corrected                   | IN_TIME               | corrected the notice of the decision: 3 March 2026 instead of 2 March 2026; C5 again from 2026-03-03; C14 again from 2026-03-03
<open>      | corrected, too late         | OUT_OF_TIME           | corrected the notice of the decision: 3 March 2026 instead of 2 March 2026; C5 again from 2026-03-03; C14 again from 2026-03-03
OUT_OF_TIME, <later> | corrected, too late | same                 | corrected the notice of the decision: 3 March 2026 instead of 2 March 2026; C5 again from 2026-03-03; C14 again from 2026-03-03
",
    );
}

/// Where a contact at that hour, in universal time, leads to.
fn after_contact(contact_by_on: NaiveDate, day: NaiveDate, hour: u32) -> State {
    let decision = Decision {
        sent_on: on(1, 12),
        contact_by_on,
    };
    let facts = Facts {
        decision: Some(decision),
        ..usual()
    };
    let event = Event::Contacted { at: at(day, hour) };
    let now = at(on(12, 31), 12);
    step(State::Enquiry, &event, &facts, now).unwrap().to
}

#[test]
fn the_last_day_ends_at_midnight_in_england() {
    let last = on(6, 10);
    assert_eq!(after_contact(last, on(6, 10), 22), State::InTime);
    // In June an hour before midnight in universal time is midnight in England.
    assert_eq!(after_contact(last, on(6, 10), 23), State::OutOfTime);
    assert_eq!(after_contact(last, on(6, 9), 23), State::InTime);
}
