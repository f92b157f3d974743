//! What is asked and what is answered.
//!
//! Everything is a position or a number: a person is a [`PersonIx`], a day a [`DayIx`], a reason for
//! being away is not here at all. The caller keeps the list that leads back from positions to rows.

use crate::grid::Week;

/// A position in [`Problem::days`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DayIx(pub usize);

/// A position in [`Problem::people`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PersonIx(pub usize);

/// A position in [`Problem::venues`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VenueIx(pub usize);

/// A position in [`Problem::rooms`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RoomIx(pub usize);

/// A position in [`Request::seats`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeatIx(pub usize);

/// An organisation, as a number that is equal for equal organisations and says nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OrganisationIx(pub usize);

/// One meeting to place, and the world it has to fit into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Consecutive calendar days; the first is today.
    pub days: Vec<Day>,
    /// Places with rooms.
    pub venues: Vec<Venue>,
    /// Rooms that can be booked.
    pub rooms: Vec<Room>,
    /// Everybody who might sit at the table.
    pub people: Vec<Person>,
    /// The meeting.
    pub request: Request,
    /// The service's own limits.
    pub policy: Policy,
}

/// One calendar day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// Days since 1 January 1970.
    pub number: i32,
    /// The calendar week it lies in; days of one Monday-to-Sunday week share a number.
    pub week: Week,
    /// Neither a weekend nor a bank holiday in England.
    pub is_working: bool,
    /// A school that must attend is closed (P08).
    pub is_school_holiday: bool,
}

/// A point on the British National Grid, in units of 100 m.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// Units of 100 m east of the grid's origin.
    pub east: i32,
    /// Units of 100 m north of the grid's origin.
    pub north: i32,
}

/// A building with rooms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Venue {
    /// Where it is.
    pub at: Point,
}

/// A room, together with the small rooms that are let with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Room {
    /// The building.
    pub venue: VenueIx,
    /// Seats in the main room.
    pub capacity: u8,
    /// Private rooms let with it.
    pub breakout_rooms: u8,
    /// What it offers: step-free, hearing loop, … one bit each, the same bits as [`Request::needs`].
    pub features: u32,
    /// Free of interruptions (H11).
    pub is_private: bool,
    /// A staff room is never used (H11).
    pub is_staff_room: bool,
    /// Open and not booked: one word a day, one bit a quarter of an hour.
    pub free: Vec<u64>,
    /// What it costs, in pence.
    pub cost_pence: u32,
}

/// Somebody who may attend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Where this person starts from, as coarse as the caller likes; `None` when unknown.
    pub base: Option<Point>,
    /// Quarters of an hour offered at any grade: one word a day.
    pub free: Vec<u64>,
    /// Those of `free` that suit well.
    pub preferred: Vec<u64>,
    /// Those of `free` to be used only if there is nothing better.
    pub if_needed: Vec<u64>,
    /// Times that are impossible, whatever `free` says (H20).
    pub blocked: Vec<u64>,
    /// Times of observance, better avoided (P15).
    pub observance: Vec<u64>,
    /// What this person is already held to, in all cases (H08).
    pub commitments: Vec<Commitment>,
    /// Meetings at most on one day; `None` is no limit.
    pub max_day: Option<u8>,
    /// Meetings at most in one calendar week; `None` is no limit.
    pub max_week: Option<u8>,
    /// Rest between two meetings, before travel (H26), in quarters of an hour.
    pub min_gap: u8,
    /// Interprets nobody: a pupil, a sibling or another child (H12).
    pub is_child_or_relative: bool,
}

/// A time that is already taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Commitment {
    /// The day.
    pub day: DayIx,
    /// First quarter of an hour taken.
    pub from: u8,
    /// First quarter of an hour no longer taken.
    pub to: u8,
    /// Where.
    pub place: Whereabouts,
    /// Counts towards the daily and weekly limits.
    pub is_meeting: bool,
}

/// Where a commitment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// At a venue.
    Venue(VenueIx),
    /// At a screen.
    Online,
    /// At a point that is no venue of ours.
    Elsewhere(Point),
}

/// The meeting to place.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is somebody's own yes or no"
)]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The case type, as the bit mediators are accredited for.
    pub kind: u8,
    /// How long it takes.
    pub block: Block,
    /// May be held in person.
    pub in_person: bool,
    /// May be held by video.
    pub online: bool,
    /// The first day that leaves the notice the family is owed (H02).
    pub notice_day: DayIx,
    /// The family agreed to shorter notice (H02).
    pub short_notice_agreed: bool,
    /// The last lawful day (H01); `None` where no limit runs.
    pub last_day: Option<DayIx>,
    /// The limit cannot be kept and the body concerned has said so: later days are allowed (H01).
    pub limit_lifted: bool,
    /// Day number on which the clock started (P02); `None` where none runs.
    pub clock_started: Option<i32>,
    /// Day number of the last day to appeal (P16), when known.
    pub appeal_by: Option<i32>,
    /// Issue domains somebody present must be able to decide (H04): one bit each.
    pub domains: u32,
    /// Who mediates: any one of these.
    pub mediators: Vec<Mediator>,
    /// Health is in issue, so nobody from an ICB or NHS England mediates (H05).
    pub is_health_in_issue: bool,
    /// The people and organisations in the case, for conflicts of interest (H06).
    pub parties: Vec<Party>,
    /// Who else attends.
    pub seats: Vec<Seat>,
    /// Interpreting, when needed (H12, H13).
    pub interpreting: Option<Interpreting>,
    /// People who come without a seat of their own (a supporter not yet named).
    pub extra_people: u8,
    /// The service manager allowed a size outside the policy's limits (H09).
    pub is_size_overridden: bool,
    /// Private rooms needed.
    pub breakout_rooms: u8,
    /// What the room must offer (H10): the same bits as [`Room::features`].
    pub needs: u32,
    /// Where the family starts from.
    pub family_base: Point,
    /// The farthest the family goes, in minutes (H23).
    pub family_max_minutes: u16,
    /// The family asked for weekends or bank holidays and everybody agreed (H19).
    pub non_working_days_agreed: bool,
    /// Pairs that a court keeps apart (H22).
    pub kept_apart: Vec<(PersonIx, PersonIx)>,
    /// The meeting that is already booked and moves only by a person's hand (H24).
    pub locked: Option<Slot>,
    /// The contracts that could pay: a day is paid for when any one covers it and has a meeting left
    /// (H28).
    pub contracts: Vec<Contract>,
}

/// The lengths of a meeting's parts, in quarters of an hour.
///
/// A meeting *starts* when the parties arrive. Mediator and room are held from `setup` before that;
/// everybody is held from the start for `pre_meetings + session + signing`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Block {
    /// The mediator prepares the room.
    pub setup: u8,
    /// Private talks before the joint session.
    pub pre_meetings: u8,
    /// The joint session.
    pub session: u8,
    /// Writing down and signing.
    pub signing: u8,
}

impl Block {
    /// Quarters of an hour that everybody attends: all but the set-up.
    #[must_use]
    pub const fn attended(self) -> u8 {
        self.pre_meetings
            .saturating_add(self.session)
            .saturating_add(self.signing)
    }
}

/// One of those who could mediate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mediator {
    /// Who.
    pub person: PersonIx,
    /// Employed by any local authority in England (H05).
    pub is_la_employee: bool,
    /// Employed by an ICB or NHS England (H05).
    pub is_health_employee: bool,
    /// Case types this mediator is accredited for: bit `1 << kind` (H07).
    pub accredited_for: u32,
    /// Day number until which accreditation, insurance and checks all hold (H07).
    pub cover_until: i32,
    /// Declared interests (H06).
    pub interests: Vec<Party>,
    /// How many wishes of the family (language, area, continuity, gender) this mediator misses (P11).
    pub mismatch: u8,
}

/// Somebody or something a mediator can have an interest in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Party {
    /// A person.
    Person(PersonIx),
    /// An organisation.
    Organisation(OrganisationIx),
}

/// A place at the table that one of a pool takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    /// As what.
    pub role: SeatRole,
    /// Whether the meeting can do without.
    pub need: Need,
    /// Who may take it: any one of these.
    pub pool: Vec<Member>,
    /// For a child: who agreed that it attends (H16). Read only when `role` is a child's.
    pub child_agreed: ChildAgreed,
}

/// As what a seat is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SeatRole {
    /// A parent, carer, young person or alternative person.
    Family,
    /// A child, or a young person who is not the party.
    Child,
    /// The local authority.
    LocalAuthority,
    /// An integrated care board.
    Health,
    /// Social care.
    SocialCare,
    /// A school, college or early-years setting.
    Education,
    /// Somebody the family brings.
    Supporter,
    /// Anybody else.
    Other,
}

/// Whether a meeting can do without a seat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Need {
    /// No meeting without.
    Required,
    /// Better with (P07).
    Optional,
    /// Better with, to bring knowledge (P07).
    Informant,
}

/// Who agreed that a child attends (H16).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ChildAgreed {
    /// The parent, or the alternative person.
    pub parent: bool,
    /// The mediator.
    pub mediator: bool,
}

/// One of a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub person: PersonIx,
    /// Issue domains this person may decide on the day (H04).
    pub authority: u32,
    /// 0 for the officer named in the case, then by seniority (P10).
    pub rank: u8,
}

/// Interpreters or signers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interpreting {
    /// Who can do it.
    pub pool: Vec<PersonIx>,
    /// British Sign Language: two take turns in a long meeting (H13).
    pub is_sign_language: bool,
}

/// A contract that pays for meetings (H28).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contract {
    /// First day number covered.
    pub first_day: i32,
    /// Last day number covered.
    pub last_day: i32,
    /// Meetings still paid for.
    pub meetings_left: u32,
}

/// Limits the service sets for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Policy {
    /// Fewest people at a meeting, mediator included (H09).
    pub min_people: u8,
    /// Most people at a meeting, mediator included (H09).
    pub max_people: u8,
    /// Quarters of an hour between a meeting by video and one in person.
    pub online_gap: u8,
    /// A signed meeting longer than this many quarters of an hour needs two signers (H13).
    pub sign_pair_over: u8,
}

/// A day and the quarter of an hour the parties arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// The day.
    pub day: DayIx,
    /// Quarters of an hour after 07:00.
    pub start: u8,
}

/// Where a meeting is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// In a room.
    Room(RoomIx),
    /// By video.
    Online,
}

/// One complete meeting: every required seat, the mediator, the place and the interpreters (H27).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// When the parties arrive.
    pub slot: Slot,
    /// Where.
    pub place: Place,
    /// Who mediates.
    pub mediator: PersonIx,
    /// Who takes each seat, in the order of [`Request::seats`]; `None` for a seat left empty.
    pub seats: Vec<Option<PersonIx>>,
    /// Who interprets.
    pub interpreters: Vec<PersonIx>,
    /// Minutes the family travels; 0 by video.
    pub family_minutes: u16,
    /// What it costs, wish by wish.
    pub cost: crate::cost::Cost,
}
