//! The lengths of the law's clocks: a line for each version of a rule and each question it answers.
//!
//! Lines are added and never edited. `docs/law.md` says how they are read where a text is ambiguous.

use chrono::NaiveDate;

use super::events::Event;
use super::rules::{Roll, Rule, Text, Unit, Way};

/// The SEND Regulations 2014 came into force, and mediation certificates into the Tribunal's rules.
const SEND_REGULATIONS: NaiveDate =
    NaiveDate::from_ymd_opt(2014, 9, 1).expect("1 September 2014 exists");

/// The Tribunal may recommend what health and social care do.
const RECOMMENDATIONS: NaiveDate =
    NaiveDate::from_ymd_opt(2018, 4, 3).expect("3 April 2018 exists");

impl Text {
    /// A line in force since the SEND Regulations, counted on from the day after the event, without a
    /// roll.
    const fn of(rule: Rule, event: Event, length: u32, unit: Unit, cited: Cited) -> Self {
        Self {
            rule,
            from: SEND_REGULATIONS,
            event,
            length,
            unit,
            way: Way::After,
            roll: Roll::None,
            part: None,
            citation: cited.1,
            cited: cited.0,
        }
    }

    const fn since(self, from: NaiveDate) -> Self {
        Self { from, ..self }
    }

    const fn counted(self, way: Way) -> Self {
        Self { way, ..self }
    }

    const fn rolled(self, roll: Roll) -> Self {
        Self { roll, ..self }
    }

    const fn part(self, part: &'static str) -> Self {
        Self {
            part: Some(part),
            ..self
        }
    }
}

/// Where a line is written: in a few words, and in full.
type Cited = (&'static str, &'static str);

/// A regulation of the SEND Regulations 2014.
macro_rules! send {
    ($number:literal) => {
        (
            concat!("SEND reg ", $number),
            concat!("SEND Regulations 2014, reg ", $number),
        )
    };
}

/// A rule of the Tribunal.
macro_rules! tribunal {
    ($number:literal, $more:literal) => {
        (
            concat!("Tribunal rule ", $number),
            concat!(
                "Tribunal Procedure (HESC) Rules 2008, rule ",
                $number,
                $more
            ),
        )
    };
}

const EQUALITY_ACT: Cited = (
    "Equality Act, schedule 17",
    "Equality Act 2010, schedule 17, paragraph 4(1)",
);

const RECOMMENDED: Cited = (
    "Recommendations reg 6(3) and 7(1)",
    "SEND (First-tier Tribunal Recommendations Power) Regulations 2017, reg 6(3) and 7(1)",
);

const TARGET: Cited = (
    "the service's target",
    "a target of the service, not a rule of law",
);

const SERVICE_DEFAULT: Cited = (
    "the service's default",
    "a default of the service where the agreement sets no day, not a rule of law",
);

/// Every rule with a length, in every version, in the order of the clock table.
pub const TEXTS: &[Text] = &[
    weeks(
        Rule::AssessmentDecision,
        Event::RequestReceived,
        6,
        send!("5(1)"),
    ),
    weeks(
        Rule::NoPlanDecision,
        Event::RequestReceived,
        16,
        send!("10(1)"),
    ),
    weeks(Rule::FinalPlan, Event::RequestReceived, 20, send!("13(2)")),
    days(
        Rule::DraftComments,
        Event::DraftServed,
        15,
        send!("13(1)(a) and 22(2)(c)"),
    )
    .counted(Way::Including),
    months(Rule::AdviserContact, Event::NoticeSent, 2, send!("33")),
    working(Rule::DeclinedCertificate, Event::Told, 3, send!("34(1)")),
    working(Rule::HealthNotice, Event::LaInformed, 3, send!("35(2)")),
    days(
        Rule::Mediation,
        Event::LaInformed,
        30,
        send!("35(4) and 36(2)"),
    )
    .rolled(Roll::Earlier),
    days(
        Rule::HealthMediation,
        Event::IcbInformed,
        30,
        send!("35(3)"),
    )
    .rolled(Roll::Earlier),
    working(Rule::DeemedCertificate, Event::LaNotice, 3, send!("39(3)")),
    clear(Rule::Notice, Event::NoticeGiven, 5, send!("37(2)")),
    clear(Rule::Notice, Event::Meeting, 5, send!("37(2)")).counted(Way::Before),
    working(
        Rule::ConcludedCertificate,
        Event::Concluded,
        3,
        send!("39(1)"),
    ),
    months(
        Rule::Appeal,
        Event::NoticeSent,
        2,
        tribunal!("20(1)(c)", " and 12"),
    )
    .rolled(Roll::Tribunal),
    months(
        Rule::Appeal,
        Event::CertificateIssued,
        1,
        tribunal!("20(1)(c)", " and 12"),
    )
    .rolled(Roll::Tribunal),
    months(Rule::DiscriminationClaim, Event::Act, 6, EQUALITY_ACT).counted(Way::Including),
    weeks(Rule::PromisedAction, Event::Agreed, 2, send!("42(3)")),
    weeks(
        Rule::HealthAgreementNotice,
        Event::Agreed,
        1,
        send!("42(4)"),
    ),
    weeks(
        Rule::AgreedAssessment,
        Event::Agreed,
        2,
        send!("42(2) and 44(2)(b)"),
    ),
    weeks(
        Rule::AgreedAssessmentNoPlan,
        Event::Agreed,
        10,
        send!("42(2) and 44(2)(b)(i)"),
    ),
    weeks(
        Rule::AgreedAssessmentPlan,
        Event::Agreed,
        14,
        send!("42(2) and 44(2)(b)(ii)"),
    ),
    weeks(
        Rule::AgreedPlan,
        Event::Agreed,
        5,
        send!("42(2) and 44(2)(c)"),
    )
    .part("the draft plan"),
    weeks(
        Rule::AgreedPlan,
        Event::Agreed,
        11,
        send!("42(2) and 44(2)(c)"),
    )
    .part("the final plan"),
    weeks(
        Rule::AgreedReconsideration,
        Event::Agreed,
        2,
        send!("42(2) and 44(2)(d)"),
    ),
    weeks(
        Rule::AgreedAmendment,
        Event::Agreed,
        5,
        send!("42(2) and 44(2)(e) and (h)"),
    ),
    weeks(
        Rule::AgreedPlacement,
        Event::Agreed,
        2,
        send!("42(2) and 44(2)(f)"),
    ),
    weeks(
        Rule::ReviewNotice,
        Event::NoticeGiven,
        2,
        send!("20(3) and 21(3)"),
    ),
    weeks(
        Rule::ReviewNotice,
        Event::Meeting,
        2,
        send!("20(3) and 21(3)"),
    )
    .counted(Way::Before),
    weeks(
        Rule::ReviewPapers,
        Event::Meeting,
        2,
        send!("20(4) and 21(4)"),
    )
    .counted(Way::Before),
    weeks(Rule::ReviewReport, Event::Held, 2, send!("20(9) and 21(8)")),
    weeks(
        Rule::ReviewDecision,
        Event::Held,
        4,
        send!("20(10) and 21(9)"),
    ),
    weeks(
        Rule::AmendedPlan,
        Event::AmendmentNotice,
        8,
        send!("22(3) and (4)"),
    ),
    day_before(
        Rule::PhaseTransfer,
        Event::Transfer,
        (2, 15),
        send!("18(1)(b)"),
    ),
    day_before(
        Rule::PhaseTransfer,
        Event::PostSixteenTransfer,
        (3, 31),
        send!("18(1)(a)"),
    ),
    working(Rule::Reply, Event::RequestSent, 3, TARGET),
    Text::of(
        Rule::AppealResponse,
        Event::AppealSent,
        30,
        Unit::TribunalDays,
        tribunal!("21(1)", " and 12(3)(b)"),
    ),
    weeks(
        Rule::RecommendationReply,
        Event::Recommendation,
        5,
        RECOMMENDED,
    )
    .counted(Way::Including)
    .since(RECOMMENDATIONS),
    weeks(Rule::FollowUp, Event::Agreed, 6, SERVICE_DEFAULT),
];

const fn days(rule: Rule, event: Event, length: u32, cited: Cited) -> Text {
    Text::of(rule, event, length, Unit::CalendarDays, cited)
}

const fn working(rule: Rule, event: Event, length: u32, cited: Cited) -> Text {
    Text::of(rule, event, length, Unit::WorkingDays, cited)
}

const fn clear(rule: Rule, event: Event, length: u32, cited: Cited) -> Text {
    Text::of(rule, event, length, Unit::ClearWorkingDays, cited)
}

const fn weeks(rule: Rule, event: Event, length: u32, cited: Cited) -> Text {
    Text::of(rule, event, length, Unit::Weeks, cited)
}

const fn months(rule: Rule, event: Event, length: u32, cited: Cited) -> Text {
    Text::of(rule, event, length, Unit::CalendarMonths, cited)
}

/// What must be done before a day of the year: the last day is the one before it.
const fn day_before(rule: Rule, event: Event, day: (u32, u32), cited: Cited) -> Text {
    let (month, day) = day;
    Text::of(rule, event, 1, Unit::DaysBefore { month, day }, cited)
}
