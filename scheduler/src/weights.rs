//! What each wish is worth: the only place where a preference has a number.
//!
//! Weights are compared within one [`Level`](crate::cost::Level) only; see there for the order.

/// Each calendar day after a lifted limit.
pub const DAY_LATE: u32 = 1;

/// Each calendar day of waiting, because conflict entrenches (P01).
pub const DAY_WAITED: u32 = 4;
/// The day of the clock up to which a postponement still fits (P02).
pub const SLACK_UNTIL: i32 = 20;
/// Each calendar day beyond [`SLACK_UNTIL`] (P02).
pub const DAY_OF_SLACK_LOST: u32 = 3;
/// A required person of the family comes at a time that is merely free (P03).
pub const FAMILY_FREE: u32 = 5;
/// A required person of the family comes at a time offered only if needed (P03).
pub const FAMILY_IF_NEEDED: u32 = 30;
/// Each quarter of an hour the family travels one way (P04).
pub const FAMILY_TRAVEL: u32 = 6;
/// Each wish about the mediator that is missed (P11).
pub const MEDIATOR_WISH_MISSED: u32 = 8;
/// Each quarter of an hour in an observance time of a required person of the family (P15).
pub const FAMILY_OBSERVANCE: u32 = 4;
/// The working days that should be left to appeal (P16).
pub const APPEAL_DAYS: u32 = 10;
/// Each working day fewer than [`APPEAL_DAYS`] (P16).
pub const APPEAL_DAY_LOST: u32 = 5;

/// Anybody else comes at a time that is merely free (P03).
pub const OTHERS_FREE: u32 = 1;
/// Anybody else comes at a time offered only if needed (P03).
pub const OTHERS_IF_NEEDED: u32 = 6;
/// Each quarter of an hour a professional travels one way (P04).
pub const OTHERS_TRAVEL: u32 = 1;
/// The working days that preparing takes (P05).
pub const PREPARATION_DAYS: u32 = 5;
/// Each working day fewer than [`PREPARATION_DAYS`] (P05).
pub const PREPARATION_DAY_LOST: u32 = 4;
/// The calendar days beyond the lawful notice that are comfortable (P06).
pub const LONGER_NOTICE_DAYS: u32 = 5;
/// Each calendar day fewer than [`LONGER_NOTICE_DAYS`] (P06).
pub const NOTICE_DAY_LOST: u32 = 1;
/// An optional person is missed (P07).
pub const OPTIONAL_MISSED: u32 = 40;
/// Somebody who would bring knowledge is missed (P07).
pub const INFORMANT_MISSED: u32 = 20;
/// School staff are required on a day their school is closed (P08).
pub const SCHOOL_HOLIDAY: u32 = 30;
/// Each step down from the officer named in the case (P10).
pub const OFFICER_RANK: u32 = 3;
/// Each quarter of an hour in an observance time of anybody else (P15).
pub const OTHERS_OBSERVANCE: u32 = 3;
/// Each whole [`ROOM_COST_PENCE`] that the room costs.
pub const ROOM_COST: u32 = 1;
/// Pence in one step of the room's cost.
pub const ROOM_COST_PENCE: u32 = 1_000;

/// Each point for a case of the last plan that would lose its meeting to this one: [`UNPLACED`] and
/// more.
pub const LOST_MEETING: u32 = 8;
/// Each calendar day more after its limit that such a case would meet.
pub const LOST_DAY: u32 = 40;
/// Each point of wishes that the family of such a case would lose.
pub const LOST_FAMILY_WISH: u32 = 2;
/// Each point of wishes that everybody else in such a case would lose.
pub const LOST_OTHERS_WISH: u32 = 1;

/// Another proposal is on the same day (P17).
pub const SAME_DAY: u32 = 40;
/// Another proposal is in the same half of a day, whichever day (P17).
pub const SAME_HALF_DAY: u32 = 4;
/// Another proposal is in the same half of the same day, on top of both (P17).
pub const SAME_SITTING: u32 = 10;
/// Another proposal is at the same venue, or online too (P17).
pub const SAME_VENUE: u32 = 6;
/// Another proposal has the same decision-maker of the local authority (P17).
pub const SAME_DECISION_MAKER: u32 = 5;

/// A case without a meeting in a joint plan. With [`UNPLACED_WEEK`] at its most, two cases without
/// one are still worse than any one case.
pub const UNPLACED: u32 = 20;
/// Each whole week of the days planned for that lies after the last lawful day of a case without a
/// meeting: the nearer its limit, the less it can wait.
pub const UNPLACED_WEEK: u32 = 1;
/// The most such weeks that count.
pub const UNPLACED_WEEKS: u32 = 19;
/// A meeting gets another start or place than it has now (P18).
pub const MEETING_MOVED: u32 = 40;
/// Somebody else than now takes a part in a meeting (P18).
pub const PERSON_CHANGED: u32 = 10;
/// Each of the first [`FEW_TOO_MANY`] meetings a mediator has beyond a fair share (P12).
pub const MEETING_TOO_MANY: u32 = 2;
/// How many meetings beyond a fair share are few (P12).
pub const FEW_TOO_MANY: u32 = 2;
/// Each meeting beyond those few (P12).
pub const MEETING_FAR_TOO_MANY: u32 = 6;
