//! The tables of the people, the promises and the appeal around a meeting.

use super::holds;

#[test]
fn every_row_of_an_invitation() {
    holds(
        "Invitation of a person",
        &[("sent", "INVITED, ACCEPTED, DECLINED, TENTATIVE, NO_REPLY")],
        "
IDENTIFIED | invited as a party + first supporter + child, all agreed + somebody more, all consent + somebody more, by the mediator + interpreter + trainee + observer, by the mediator | INVITED | invitation to attend to the person invited
IDENTIFIED | without a basis          | ! NO_BASIS_TO_ATTEND |
IDENTIFIED | a supporter as a party   | ! BASIS_DOES_NOT_FIT |
IDENTIFIED | second supporter         | ! SUPPORTER_BY_RIGHT_TAKEN |
IDENTIFIED | child, mediator not asked + young person, parent not asked | ! CHILD_ATTENDANCE_NOT_AGREED |
IDENTIFIED | somebody more, still asked + somebody more, not admitted + trainee, nobody asked + observer, still asked | ! ATTENDANCE_NOT_CONSENTED |
IDENTIFIED | family, agencies         | ! NO_FAMILY_IN_THIS_CASE |
INVITED, DECLINED, TENTATIVE, NO_REPLY | accepts | ACCEPTED |
ACCEPTED   | accepts                  | same      |
INVITED, ACCEPTED, TENTATIVE, NO_REPLY | declines | DECLINED |
DECLINED   | declines                 | same      |
INVITED, ACCEPTED, DECLINED, NO_REPLY | may come | TENTATIVE |
TENTATIVE  | may come                 | same      |
<sent>     | answered before invited  | ! DATE_BEFORE_ITS_CAUSE |
INVITED    | no reply                 | NO_REPLY  |
INVITED    | no reply yet             | ! TIME_TO_ANSWER |
<sent>     | was there                | ATTENDED  |
<sent>     | was there for a part     | PARTLY    |
<sent>     | came unsigned            | ! GROUND_RULES_UNSIGNED |
<sent>     | absent                   | ABSENT    |
<sent>     | absent before the day    | ! DATE_BEFORE_ITS_CAUSE |
<any>      | corrected                | same      | corrected the request for dates: 3 March 2026 instead of 2 March 2026; C32 again from 2026-03-03
",
    );
}

#[test]
fn every_row_of_consent_to_somebody_more() {
    holds(
        "Consent to somebody more",
        &[],
        "
UNASKED | asked                | ASKED       | question whether somebody more may attend to each party
UNASKED | nobody to ask        | ! NOBODY_TO_ASK |
ASKED   | first consents       | same        |
ASKED   | last consents        | ALL_CONSENT | may attend: OTHER_ALL_CONSENT
MEDIATOR_DECIDES | first consents + last consents | same |
ASKED, MEDIATOR_DECIDES | consents before asked | ! DATE_BEFORE_ITS_CAUSE |
ASKED, MEDIATOR_DECIDES | school consents | ! NOT_A_PARTY |
ASKED, ALL_CONSENT | refuses   | MEDIATOR_DECIDES | the mediator to decide whether they may attend, regulation 38(1)(e)
MEDIATOR_DECIDES | refuses     | same        | the mediator to decide whether they may attend, regulation 38(1)(e)
ASKED, ALL_CONSENT, MEDIATOR_DECIDES | school refuses | ! NOT_A_PARTY |
MEDIATOR_DECIDES | mediator admits | ADMITTED | may attend: OTHER_MEDIATOR_CONSENT
MEDIATOR_DECIDES | mediator does not admit | NOT_ADMITTED |
<any>   | corrected            | same        | corrected the family's answer: 3 March 2026 instead of 2 March 2026; C6 again from 2026-03-03
",
    );
}

#[test]
fn every_row_of_a_declaration_of_authority() {
    holds(
        "Declaration of authority",
        &[("before", "UNKNOWN, DECLARED, CONFIRMED_BY_MEDIATOR")],
        "
UNKNOWN, CONFIRMED_BY_MEDIATOR | declared + declared up to a limit | DECLARED | the mediator to confirm the authority before the day
DECLARED | declared + declared up to a limit | same | the mediator to confirm the authority before the day
<before> | declared on nothing   | ! SCOPE_MISSING |
<before> | must go back and ask  | ! NO_AUTHORITY_TO_RESOLVE |
DECLARED | confirmed             | CONFIRMED_BY_MEDIATOR |
CONFIRMED_BY_MEDIATOR | there    | PRESENT   |
CONFIRMED_BY_MEDIATOR | there before the day | ! DATE_BEFORE_ITS_CAUSE |
CONFIRMED_BY_MEDIATOR | there, for less than is open | ! AUTHORITY_TOO_NARROW |
<before> | missing               | MISSING   | breach of regulation 37(1) by the local authority
<before> | missing, no mediation | MISSING   |
<any>    | corrected             | same      | corrected the meeting: 3 March 2026 instead of 2 March 2026; C12 again from 2026-03-03; C26 again from 2026-03-03; C27 again from 2026-03-03; C28 again from 2026-03-03; C29 again from 2026-03-03; C33 again from 2026-03-03
",
    );
}

#[test]
fn every_row_of_an_agreement() {
    holds(
        "Agreement",
        &[("signed", "SIGNED_ON_DAY, TYPED_SENT, AMENDED_IN_WRITING")],
        "
DRAFTING | signed                  | SIGNED_ON_DAY | copy of the agreement to everybody who takes part; C33 starts 2026-03-13; C36 starts 2026-03-13; the coordinator to check that the agreement works; C23 starts 2026-03-13; C16 starts 2026-03-13
DRAFTING | signed, health          | SIGNED_ON_DAY | copy of the agreement to everybody who takes part; C33 starts 2026-03-13; C36 starts 2026-03-13; the coordinator to check that the agreement works; C16 starts 2026-03-13; C17 starts 2026-03-13; the integrated care board to tell the local authority what was agreed, regulation 42(4)
DRAFTING | signed, agencies        | SIGNED_ON_DAY | copy of the agreement to the agencies; C33 starts 2026-03-13; C36 starts 2026-03-13; the coordinator to check that the agreement works
DRAFTING | nobody signed           | ! AGREEMENT_UNSIGNED |
DRAFTING | nothing promised        | ! NOTHING_PROMISED |
DRAFTING | no owner                | ! ACTION_WITHOUT_OWNER |
DRAFTING | no clock                | ! ACTION_WITHOUT_CLOCK |
DRAFTING | a clock of notices      | ! WRONG_CLOCK_FOR_AN_ACTION |
DRAFTING | signed before the meeting | ! DATE_BEFORE_ITS_CAUSE |
DRAFTING | abandoned               | ABANDONED |
SIGNED_ON_DAY, AMENDED_IN_WRITING | typed | TYPED_SENT | typed agreement to everybody who takes part; C33 ends 2026-03-14
SIGNED_ON_DAY, AMENDED_IN_WRITING | typed, agencies | TYPED_SENT | typed agreement to the agencies; C33 ends 2026-03-14
SIGNED_ON_DAY, AMENDED_IN_WRITING | typed before signed | ! DATE_BEFORE_ITS_CAUSE |
SIGNED_ON_DAY, TYPED_SENT | amended | AMENDED_IN_WRITING | amended agreement to everybody who takes part; C25 starts 2026-03-16
AMENDED_IN_WRITING | amended       | same          | amended agreement to everybody who takes part; C25 starts 2026-03-16
<signed> | amended by word of mouth | ! NOT_IN_WRITING |
<any>    | corrected               | same          | corrected the amendment: 3 March 2026 instead of 2 March 2026
",
    );
}

#[test]
fn every_row_of_a_promised_action() {
    holds(
        "Promised action",
        &[("open", "OPEN, DUE_SOON, OVERDUE, ESCALATED, COMPLAINT")],
        "
OPEN, DUE_SOON | nothing due     | ! NOT_DUE_YET |
OPEN     | reminder due + last day | DUE_SOON  | reminder of the action to its owner
DUE_SOON | reminder due + last day | ! NOT_DUE_YET |
OPEN, DUE_SOON | a day late      | OVERDUE   | reminder of the action to its owner; reminder of the action to the coordinator; reminder of the action to the family that waits for it
OPEN, DUE_SOON | a day late, agencies | OVERDUE | reminder of the action to its owner; reminder of the action to the coordinator
<open>   | done                  | DONE      | C16 ends 2026-03-10
<open>   | done before agreed    | ! DATE_BEFORE_ITS_CAUSE |
<open>   | done tomorrow         | ! DATE_IN_THE_FUTURE |
OPEN     | another time          | same      | C25 starts 2026-03-10
DUE_SOON, OVERDUE, ESCALATED, COMPLAINT | another time | OPEN | C25 starts 2026-03-10
<open>   | another time, not written | ! NOT_IN_WRITING |
<open>   | another time before its cause | ! DATE_BEFORE_ITS_CAUSE |
OVERDUE  | escalated             | ESCALATED | the service manager to take the matter up with whoever answers for the owner
ESCALATED | complaint            | COMPLAINT | the service manager to handle the complaint
<any>    | corrected             | same      | corrected the agreement: 3 March 2026 instead of 2 March 2026; C16 again from 2026-03-03; C17 again from 2026-03-03; C18 again from 2026-03-03; C19 again from 2026-03-03; C20 again from 2026-03-03; C21 again from 2026-03-03; C22 again from 2026-03-03; C23 again from 2026-03-03; C24 again from 2026-03-03; C36 again from 2026-03-03
",
    );
}

#[test]
fn every_row_of_the_appeal_watch() {
    holds(
        "Appeal watch",
        &[],
        "
NOT_KNOWN, NOT_LODGED | lodged in time | LODGED | C14 ends 2026-03-12
NOT_KNOWN, NOT_LODGED | lodged late    | LODGED | C14 ends 2026-03-13; flag: appealed after the last day
NOT_KNOWN, NOT_LODGED | lodged before the notice | ! DATE_BEFORE_ITS_CAUSE |
NOT_KNOWN, NOT_LODGED | lodged tomorrow | ! DATE_IN_THE_FUTURE |
NOT_KNOWN | not lodged             | NOT_LODGED |
NOT_KNOWN | not lodged, last day   | ! TIME_TO_APPEAL |
NOT_KNOWN | not lodged, day unknown | ! APPEAL_DEADLINE_UNKNOWN |
<any>     | corrected              | same | corrected the appeal: 3 March 2026 instead of 2 March 2026
",
    );
}
