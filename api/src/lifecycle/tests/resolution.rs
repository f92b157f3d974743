//! The table of a disagreement resolution.

use super::{holds, walked};
use crate::lifecycle::change::{Audience, Effect};
use crate::lifecycle::samples::Answer;

#[test]
fn every_row() {
    holds(
        "Disagreement resolution",
        &[
            ("early", "REFERRED, CONSENT_ROUND, ARRANGING, COLLECTING, READY_TO_SOLVE"),
            ("timed", "PROPOSED, BOOKED, PREPARED"),
            ("met", "IN_SESSION, ADJOURNED"),
            ("booked", "BOOKED, PREPARED"),
        ],
        "
REFERRED       | round opened           | CONSENT_ROUND  | question whether they take part to everybody required; the coordinator to ask whether they take part
REFERRED       | round opened, agencies | CONSENT_ROUND  | question whether they take part to every agency required; the coordinator to ask whether they take part
CONSENT_ROUND  | all agreed             | ARRANGING      |
CONSENT_ROUND  | one has not answered   | ! ANSWERS_MISSING |
CONSENT_ROUND  | school declines + family declines | NOT_PROCEEDING |
CONSENT_ROUND  | family declines, agencies | ! NO_FAMILY_IN_THIS_CASE |
NOT_PROCEEDING | signposted             | SIGNPOSTED     | where to turn instead to everybody who takes part
NOT_PROCEEDING | signposted, agencies   | SIGNPOSTED     | where to turn instead to the agencies
ARRANGING      | asked for dates        | COLLECTING     | request for dates to everybody required; C32 starts 2026-03-05
ARRANGING      | asked, agencies        | COLLECTING     | request for dates to every agency required; C32 starts 2026-03-05
COLLECTING     | asked for dates        | same           | request for dates to everybody required; C32 starts 2026-03-05
COLLECTING     | asked, agencies        | same           | request for dates to every agency required; C32 starts 2026-03-05
ARRANGING, COLLECTING | asked before the referral | ! DATE_BEFORE_ITS_CAUSE |
COLLECTING     | enough                 | READY_TO_SOLVE | C32 ends 2026-03-16
READY_TO_SOLVE | proposed               | PROPOSED       | time held; offer of dates to the family; offer of dates to everybody else who comes
READY_TO_SOLVE | proposed, agencies     | PROPOSED       | time held; offer of dates to the agencies
READY_TO_SOLVE | nothing proposed       | ! NO_DATE_PROPOSED |
PROPOSED       | accepted               | BOOKED         | time booked; notice of date and place to everybody who takes part; introduction of the mediator to everybody who takes part; the mediator to introduce themselves and call everybody
PROPOSED       | accepted, agencies     | BOOKED         | time booked; notice of date and place to the agencies; introduction of the mediator to the agencies; the mediator to introduce themselves and call everybody
PROPOSED       | accepted, one waiting  | ! ACCEPTANCE_MISSING |
PROPOSED       | accepted, mediator busy | ! MEDIATOR_NOT_FREE |
PROPOSED       | accepted, past         | ! MEETING_IN_THE_PAST |
PROPOSED       | rejected + hold expired | COLLECTING    | time released
PROPOSED       | rejected by family, agencies | ! NO_FAMILY_IN_THIS_CASE |
BOOKED         | prepared               | PREPARED       | exchanged summaries to everybody who takes part
BOOKED         | prepared, agencies     | PREPARED       | exchanged summaries to the agencies
BOOKED         | views not sought       | ! NOT_PREPARED |
<booked>       | postponed              | COLLECTING     | time released; counted for the school or setting at 4 days; notice of the postponement to everybody who takes part
<booked>       | postponed, agencies    | COLLECTING     | time released; counted for the local authority at 4 days; notice of the postponement to the agencies
<booked>       | postponed by family, agencies | ! NO_FAMILY_IN_THIS_CASE |
PREPARED       | session begins + session begins, agencies | IN_SESSION |
PREPARED       | unsigned               | ! GROUND_RULES_UNSIGNED |
PREPARED       | school absent          | ! PARTY_ABSENT |
PREPARED       | family there, agencies | ! NO_FAMILY_IN_THIS_CASE |
PREPARED       | session on another day | ! NOT_THE_DAY  |
PREPARED       | suspended              | ! SUSPENDED    |
<met>          | full agreement         | CONCLUDED      | outcome full agreement; copy of the agreement to everybody who takes part; C33 starts 2026-03-16; invitation to evaluate to everybody who takes part
<met>          | full agreement, agencies | CONCLUDED    | outcome full agreement; copy of the agreement to the agencies; C33 starts 2026-03-16; invitation to evaluate to the agencies
<met>          | no agreement           | CONCLUDED      | outcome no agreement; invitation to evaluate to everybody who takes part
<met>          | unsigned agreement     | ! AGREEMENT_UNSIGNED |
IN_SESSION     | adjourned              | ADJOURNED      | the coordinator to find a second date
ADJOURNED      | second date            | COLLECTING     | request for dates to everybody required
CONCLUDED      | followed up            | FOLLOW_UP      | the coordinator to start the follow-up
CONCLUDED      | agreement not sent     | ! AGREEMENT_NOT_SENT |
FOLLOW_UP      | all done               | CLOSED         | the coordinator to report the outcome by its code; closes: completed
FOLLOW_UP      | actions open           | ! ACTIONS_OPEN |
<early>, <met> | school withdraws       | WITHDRAWN      |
<timed>        | school withdraws       | WITHDRAWN      | time released
<early>, <timed>, <met> | social care withdraws, the rest goes on | same |
<early>, <timed>, <met> | mediator withdraws | ! NOT_A_PARTY |
<early>, <timed>, <met> | family withdraws, agencies | ! NO_FAMILY_IN_THIS_CASE |
<any>          | certificate asked for  | ! NO_CERTIFICATE_FOR_THIS_TYPE |
<early>, <timed>, <met> | concern       | same           | safeguarding record; the service manager to look into what they were told
<early>, <timed>, <met> | concern that suspends | same   | safeguarding record; flag: the case is paused
<early>        | closed, type changed   | CLOSED         | closes: another type of case of the same matter follows
<timed>        | closed, type changed   | CLOSED         | time released; closes: another type of case of the same matter follows
REFERRED       | closed as completed    | ! NOT_IN_THIS_STATE |
<any>          | corrected              | same           | corrected the referral: 3 March 2026 instead of 2 March 2026
",
    );
}

#[test]
fn where_agencies_disagree_nothing_is_owed_to_a_family() {
    let family = [
        Audience::Family,
        Audience::Everybody,
        Audience::Others,
        Audience::Required,
        Audience::Attendees,
        Audience::Invitees,
        Audience::Parties,
        Audience::FamilyAboutAction,
    ];
    let mut owed = 0;
    for title in [
        "Disagreement resolution",
        "Meeting",
        "Agreement",
        "Promised action",
    ] {
        for tried in walked(title).tries {
            let (true, Answer::Made { effects, .. }) =
                (tried.sample.ends_with("agencies"), &tried.answer)
            else {
                continue;
            };
            for effect in effects {
                if let Effect::Owed { to, .. } = effect {
                    owed += 1;
                    assert!(
                        !family.contains(to),
                        "{title}: {} owes {effect}",
                        tried.sample
                    );
                }
            }
        }
    }
    assert!(owed > 12, "the samples owe agencies only {owed} documents");
}
