//! The table of a facilitation.

use super::holds;

#[test]
fn every_row() {
    holds(
        "Facilitation",
        &[
            ("early", "REQUESTED, SCOPED, FACILITATOR_ASSIGNED, COLLECTING, READY_TO_SOLVE"),
            ("booked", "SCHEDULED, AGENDA_DRAFTED, PAPERS_CIRCULATED"),
        ],
        "
REQUESTED      | scoped + scoped, review | SCOPED       |
REQUESTED      | scoped without an aim  | ! AIM_MISSING |
REQUESTED      | review without social care | ! INVITEE_MISSING |
SCOPED         | facilitator assigned   | FACILITATOR_ASSIGNED | the facilitator to organise the meeting and draft the agenda
FACILITATOR_ASSIGNED | asked for dates  | COLLECTING    | request for dates to everybody required; C32 starts 2026-03-05
COLLECTING     | asked for dates        | same          | request for dates to everybody required; C32 starts 2026-03-05
FACILITATOR_ASSIGNED, COLLECTING | asked before the request | ! DATE_BEFORE_ITS_CAUSE |
COLLECTING     | enough                 | READY_TO_SOLVE | C32 ends 2026-03-16
READY_TO_SOLVE | proposed               | PROPOSED      | time held; offer of dates to the family; offer of dates to everybody else who comes
READY_TO_SOLVE | nothing proposed       | ! NO_DATE_PROPOSED |
PROPOSED       | rejected + hold expired | COLLECTING   | time released
PROPOSED       | scheduled, team + draft inside the window + draft, window extended | SCHEDULED | time booked; notice of date and place to everybody invited
PROPOSED       | review in 14 days      | SCHEDULED     | time booked; notice of date and place to everybody invited; C26 ends 2026-03-16
PROPOSED       | review in 13 days      | ! NOTICE_UNDER_TWO_WEEKS |
PROPOSED       | review, classes missing | ! INVITEE_MISSING |
PROPOSED       | review without limits + draft without a window | ! LIMITS_MISSING |
PROPOSED       | draft outside the window | ! OUTSIDE_REPRESENTATION_WINDOW |
PROPOSED       | scheduled, past        | ! MEETING_IN_THE_PAST |
PROPOSED       | scheduled, two waiting | ! ACCEPTANCE_MISSING |
SCHEDULED      | agenda drafted         | AGENDA_DRAFTED | agenda to everybody invited
SCHEDULED      | agenda without anything on it | ! AGENDA_EMPTY |
AGENDA_DRAFTED | papers, team           | PAPERS_CIRCULATED | papers to everybody invited
AGENDA_DRAFTED | papers in time, review | PAPERS_CIRCULATED | papers to everybody invited; C27 ends 2026-03-12
AGENDA_DRAFTED | papers late, review    | ! PAPERS_UNDER_TWO_WEEKS |
AGENDA_DRAFTED | papers dated before the date was agreed, review | ! PAPERS_BEFORE_THE_DATE |
AGENDA_DRAFTED | papers before the request | ! DATE_BEFORE_ITS_CAUSE |
AGENDA_DRAFTED | papers tomorrow        | ! DATE_IN_THE_FUTURE |
<booked>       | postponed              | COLLECTING    | time released; counted for the school or setting at 4 days; notice of the postponement to everybody invited
PAPERS_CIRCULATED | held, team          | HELD          | the facilitator to chair and take notes
PAPERS_CIRCULATED | held, review        | HELD          | the facilitator to chair and take notes; C28 starts 2026-03-16; report of the review to everybody invited; C29 starts 2026-03-16; the local authority to decide after the review
PAPERS_CIRCULATED | held before the request | ! DATE_BEFORE_ITS_CAUSE |
PAPERS_CIRCULATED | held on another day | ! NOT_THE_DAY   |
HELD           | notes drafted          | NOTES_DRAFT   | the facilitator to collect comments
HELD           | notes without a text   | ! NOTES_EMPTY |
NOTES_DRAFT    | comments opened        | COMMENT_WINDOW | notes marked Draft to everybody who came
NOTES_DRAFT    | comments opened too late | ! COMMENT_WINDOW_PAST |
COMMENT_WINDOW | final, time is over + final, all answered | NOTES_FINAL | final notes to everybody who came
COMMENT_WINDOW | final, two silent      | ! COMMENTS_OPEN |
NOTES_FINAL    | actions agreed         | ACTIONS_TRACKED | the coordinator to track the actions
NOTES_FINAL    | an action without an owner | ! ACTION_WITHOUT_OWNER |
ACTIONS_TRACKED | all done              | CLOSED        | closes: completed
ACTIONS_TRACKED | actions open          | ! ACTIONS_OPEN |
<early>        | family withdraws       | WITHDRAWN     |
PROPOSED, <booked> | family withdraws   | WITHDRAWN     | time released
<early>, PROPOSED, <booked> | facilitator withdraws | ! NOT_A_PARTY |
<any>          | certificate asked for  | ! NO_CERTIFICATE_FOR_THIS_TYPE |
<early>        | closed, type changed   | CLOSED        | closes: another type of case of the same matter follows
PROPOSED, <booked> | closed, type changed | CLOSED      | time released; closes: another type of case of the same matter follows
REQUESTED      | closed as completed    | ! NOT_IN_THIS_STATE |
<any>          | corrected              | same          | corrected the meeting: 3 March 2026 instead of 2 March 2026; C12 again from 2026-03-03; C26 again from 2026-03-03; C27 again from 2026-03-03; C28 again from 2026-03-03; C29 again from 2026-03-03; C33 again from 2026-03-03
",
    );
}
