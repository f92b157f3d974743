//! The table of a mediation.

use super::holds;

#[test]
fn every_row() {
    holds(
        "Mediation",
        &[
            ("before", "ARRANGING, COLLECTING, READY_TO_SOLVE, PROPOSED, BOOKED, PREPARED, REARRANGE"),
            ("timeless", "REQUESTED, ARRANGING, COLLECTING, READY_TO_SOLVE, REARRANGE"),
            ("timed", "PROPOSED, BOOKED, PREPARED"),
            ("met", "IN_SESSION, ADJOURNED"),
            ("booked", "BOOKED, PREPARED"),
        ],
        "
REQUESTED  | LA told                | ARRANGING | T0 2026-03-02 09:00; C8 starts 2026-03-02; request for mediation to the local authority
<before>   | LA told                | same      | T0 2026-03-02 09:00; C8 starts 2026-03-02; request for mediation to the local authority
REQUESTED  | LA told, mixed         | ARRANGING | T0 2026-03-02 09:00; C8 starts 2026-03-02; request for mediation to the local authority; request for mediation to each integrated care board; C7 starts 2026-03-02; the local authority to tell each integrated care board of the health issues
<before>   | LA told, mixed         | same      | T0 2026-03-02 09:00; C8 starts 2026-03-02; request for mediation to the local authority; request for mediation to each integrated care board; C7 starts 2026-03-02; the local authority to tell each integrated care board of the health issues
REQUESTED, <before> | LA told, health        | same      | kept: word to the local authority 2026-03-02 09:00; C7 starts 2026-03-02; the local authority to tell each integrated care board of the health issues
REQUESTED, <before> | LA told again          | ! T0_STAMPED_ALREADY |
REQUESTED, <before> | LA told tomorrow       | ! DATE_IN_THE_FUTURE |
REQUESTED  | ICB told, health       | ARRANGING | kept: the integrated care board's receipt of the notice 2026-03-04 09:00; C7 ends 2026-03-04; T0 2026-03-04 09:00; C9 starts 2026-03-04; request for mediation to each integrated care board; the integrated care board to arrange the mediation
<before>   | ICB told, health       | same      | kept: the integrated care board's receipt of the notice 2026-03-04 09:00; C7 ends 2026-03-04; T0 2026-03-04 09:00; C9 starts 2026-03-04; request for mediation to each integrated care board; the integrated care board to arrange the mediation
REQUESTED, <before> | ICB told before the LA | ! DATE_BEFORE_ITS_CAUSE |
REQUESTED, <before> | ICB told, LA not       | ! LA_NOT_INFORMED |
REQUESTED, <before> | ICB told, education    | ! NO_HEALTH_ISSUE |
REQUESTED, <before> | ICB told, mixed        | same | kept: the integrated care board's receipt of the notice 2026-03-04 09:00; C7 ends 2026-03-04
REQUESTED, <before> | second ICB told        | same | kept: the integrated care board's receipt of the notice 2026-03-05 09:00; C7 ends 2026-03-05
ARRANGING, REARRANGE | asked for dates | COLLECTING | request for dates to everybody required; C32 starts 2026-03-05
COLLECTING | asked for dates        | same      | request for dates to everybody required; C32 starts 2026-03-05
ARRANGING, COLLECTING, REARRANGE | asked before T0 | ! DATE_BEFORE_ITS_CAUSE |
COLLECTING | enough, authority known | READY_TO_SOLVE | C32 ends 2026-03-16
COLLECTING | enough, a gap          | READY_TO_SOLVE | C32 ends 2026-03-16; flag: nobody who comes may decide every issue; the local authority to name somebody who may decide
COLLECTING | enough, unknown        | ! AUTHORITY_UNKNOWN |
READY_TO_SOLVE | proposed           | PROPOSED  | time held; offer of dates to the family; offer of dates to everybody else who comes
READY_TO_SOLVE | nothing proposed   | ! NO_DATE_PROPOSED |
PROPOSED   | accepted + accepted, short, agreed | BOOKED | time booked; notice of date and place to the family; notice of date and place to everybody else who comes; C12 starts 2026-03-27; introduction of the mediator to everybody who takes part; the mediator to introduce themselves and call everybody
PROPOSED   | accepted, short        | ! NOTICE_TOO_SHORT |
PROPOSED   | accepted, mediator busy | ! MEDIATOR_NOT_FREE |
PROPOSED   | accepted, one waiting  | ! ACCEPTANCE_MISSING |
PROPOSED   | accepted, past         | ! MEETING_IN_THE_PAST |
PROPOSED   | rejected + hold expired | COLLECTING | time released
BOOKED     | prepared               | PREPARED  | exchanged summaries to everybody who takes part
BOOKED     | views not sought       | ! NOT_PREPARED |
<booked>   | postponed by the family | COLLECTING | time released; counted for the family at 4 days; notice of the postponement to everybody who takes part
<booked>   | postponed by the LA    | COLLECTING | time released; counted for the local authority at 4 days; notice of the postponement to everybody who takes part
<booked>   | postponed by the LA again | COLLECTING | time released; counted for the local authority at 4 days; notice of the postponement to everybody who takes part; flag: the local authority has cancelled twice; the local authority to say at once if mediation cannot be arranged in time, regulation 39(2)
<booked>   | LA without authority   | REARRANGE | breach of regulation 37(1) by the local authority; time released; the coordinator to arrange the meeting again
<booked>   | LA without, family goes on | same  | breach of regulation 37(1) by the local authority
<booked>   | ICB missing, education + family called missing | ! NOT_A_PARTY |
PREPARED   | session begins + LA absent, family goes on | IN_SESSION | C8 ends 2026-03-16
PREPARED   | session begins, health | IN_SESSION | C9 ends 2026-03-16
PREPARED   | LA unsigned            | ! GROUND_RULES_UNSIGNED |
PREPARED   | somebody without a basis | ! NO_BASIS_TO_ATTEND |
PREPARED   | LA absent              | ! PARTY_ABSENT |
PREPARED   | suspended              | ! SUSPENDED |
PREPARED   | session before T0      | ! DATE_BEFORE_ITS_CAUSE |
PREPARED   | session on another day | ! NOT_THE_DAY |
<met>      | full agreement         | CONCLUDED | outcome full agreement; copy of the agreement to everybody who takes part; C33 starts 2026-03-16; certificate due, s.55(5); C13 starts 2026-03-16; invitation to evaluate to everybody who takes part
<met>      | partial agreement      | CONCLUDED | outcome partial agreement; copy of the agreement to everybody who takes part; C33 starts 2026-03-16; certificate due, s.55(5); C13 starts 2026-03-16; invitation to evaluate to everybody who takes part
<met>      | no agreement           | CONCLUDED | outcome no agreement; certificate due, s.55(5); C13 starts 2026-03-16; invitation to evaluate to everybody who takes part
<met>      | no agreement, section I + no agreement, deemed before + no agreement, contact too late | CONCLUDED | outcome no agreement; invitation to evaluate to everybody who takes part
<met>      | agreement, health      | CONCLUDED | outcome full agreement; copy of the agreement to everybody who takes part; C33 starts 2026-03-16; C17 starts 2026-03-16; the integrated care board to tell the local authority what was agreed, regulation 42(4); invitation to evaluate to everybody who takes part
<met>      | agreement, health, appeal | CONCLUDED | outcome full agreement; copy of the agreement to everybody who takes part; C33 starts 2026-03-16; C17 starts 2026-03-16; the integrated care board to tell the local authority what was agreed, regulation 42(4); certificate due, s.55(5); C13 starts 2026-03-16; invitation to evaluate to everybody who takes part
<met>      | unsigned agreement     | ! AGREEMENT_UNSIGNED |
<met>      | ended before the meeting | ! DATE_BEFORE_ITS_CAUSE |
IN_SESSION | adjourned              | ADJOURNED | the coordinator to find a second date
ADJOURNED  | second date            | COLLECTING | request for dates to everybody required
CONCLUDED  | followed up + followed up, nothing agreed | FOLLOW_UP | the coordinator to start the follow-up
CONCLUDED  | certificate owed       | ! CERTIFICATE_OWED |
CONCLUDED  | agreement not sent     | ! AGREEMENT_NOT_SENT |
CONCLUDED  | nobody asked to evaluate | ! EVALUATION_NOT_INVITED |
FOLLOW_UP  | all done + all done, nothing agreed | CLOSED    | the coordinator to report the outcome by its code; closes: completed
FOLLOW_UP  | actions open           | ! ACTIONS_OPEN |
FOLLOW_UP  | check not made         | ! CHECK_NOT_DONE |
FOLLOW_UP  | appeal not known       | ! APPEAL_NOT_KNOWN |
<timeless> | family withdraws       | WITHDRAWN | certificate due, s.55(4); C6 starts 2026-03-13
<timed>    | family withdraws       | WITHDRAWN | time released; certificate due, s.55(4); C6 starts 2026-03-13
<met>      | family withdraws       | WITHDRAWN | certificate due, s.55(5); C13 starts 2026-03-13
<timeless>, <met> | family withdraws, has met | WITHDRAWN | certificate due, s.55(5); C13 starts 2026-03-13
<timed>    | family withdraws, has met | WITHDRAWN | time released; certificate due, s.55(5); C13 starts 2026-03-13
<timeless>, <met> | family withdraws, deemed | WITHDRAWN |
<timed>    | family withdraws, deemed | WITHDRAWN | time released
<timeless>, <timed>, <met> | withdrawn before T0 | ! DATE_BEFORE_ITS_CAUSE |
<timeless>, <timed>, <met> | LA declines + ICB declines | ! ONLY_THE_FAMILY_MAY_DECLINE |
<before>   | cannot arrange         | same      | flag: mediation cannot be arranged in time; certificate due, s.55(5) deemed; C11 starts 2026-03-13; the coordinator to keep arranging unless the family stops it
<before>   | cannot arrange, health | ! NOT_DEEMED_FOR_HEALTH_ALONE |
<before>   | cannot arrange, has met | ! HAS_MET |
<before>   | cannot arrange before T0 | ! DATE_BEFORE_ITS_CAUSE |
<timeless>, <timed>, <met>, CONCLUDED, FOLLOW_UP | concern | same | safeguarding record; the service manager to look into what they were told
<timeless>, <timed>, <met>, CONCLUDED, FOLLOW_UP | concern that suspends | same | safeguarding record; flag: the case is paused
<timeless> | closed, settled        | CLOSED    | closes: settled without a meeting; certificate due, s.55(4); C6 starts 2026-03-16
<timed>    | closed, settled        | CLOSED    | time released; closes: settled without a meeting; certificate due, s.55(4); C6 starts 2026-03-16
REQUESTED  | closed as completed    | ! NOT_IN_THIS_STATE |
<any>      | corrected              | same      | corrected word to the local authority: 3 March 2026 instead of 2 March 2026; C7 again from 2026-03-03; C8 again from 2026-03-03
",
    );
}
