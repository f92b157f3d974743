//! The table of one meeting.

use super::holds;

#[test]
fn every_row() {
    holds(
        "Meeting",
        &[],
        "
DRAFT       | held                   | HELD        | time held
DRAFT       | held until now         | ! HOLD_IN_THE_PAST |
HELD        | hold runs out          | LAPSED      | time released
HELD        | hold stands            | ! HOLD_STANDS |
HELD        | confirmed              | CONFIRMED   | time booked
HELD        | no interpreter held    | ! NOT_ALL_HELD |
HELD        | confirmed too late     | ! HOLD_EXPIRED |
CONFIRMED   | locked                 | LOCKED      |
CONFIRMED   | locked too early       | ! NOT_CLOSE_YET |
LOCKED      | started                | IN_PROGRESS |
LOCKED      | started on another day | ! NOT_THE_DAY |
IN_PROGRESS | completed              | COMPLETED   |
IN_PROGRESS | completed the day before | ! DATE_BEFORE_ITS_CAUSE |
IN_PROGRESS | in part                | PARTIAL     |
IN_PROGRESS | adjourned              | ADJOURNED   | the coordinator to find a second date
LOCKED, IN_PROGRESS | no show        | NO_SHOW     | time released; the coordinator to arrange the meeting again
LOCKED, IN_PROGRESS | no show on another day | ! NOT_THE_DAY |
HELD        | cancelled + cancelled, agencies | CANCELLED | time released
CONFIRMED, LOCKED | cancelled        | CANCELLED   | time released; counted for the local authority at 11 days; notice of the cancellation to everybody who takes part
CONFIRMED, LOCKED | cancelled, agencies | CANCELLED | time released; counted for the local authority at 11 days; notice of the cancellation to the agencies
HELD, CONFIRMED, LOCKED | cancelled tomorrow | ! DATE_IN_THE_FUTURE |
<any>       | corrected              | same        | corrected the meeting: 3 March 2026 instead of 2 March 2026; C12 again from 2026-03-03; C26 again from 2026-03-03; C27 again from 2026-03-03; C28 again from 2026-03-03; C29 again from 2026-03-03; C33 again from 2026-03-03
",
    );
}
