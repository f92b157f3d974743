//! Proposed meeting dates, and why there are none.

use std::sync::Arc;

use async_graphql::{Context, Enum, ID, Object, Result, SimpleObject};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use entities::{PersonId, participant};
use scheduler::grid::GRAIN_MINUTES;
use scheduler::{PersonIx, Place, Proposal, Repair, Requirement};

use super::ahead;
use super::enums::{Mode, ParticipantRole};
use super::error::{UserError, settle};
use super::id::{self, Kind};
use super::person::{self, Person};
use super::venue::{Room, Venue};
use crate::app::App;
use crate::auth::{Actor, Standing};
use crate::domain;
use crate::domain::proposal::words::Words;
use crate::domain::proposal::{Dates, Draft, Lost, Needed, ProposeRefused};
use crate::geography;
use crate::planning::Wish;

/// A date at which everybody needed can meet. It is not held for anybody yet.
pub struct ProposedMeetingDate {
    dates: Arc<Dates>,
    ix: usize,
}

/// The dates as a list, best first.
pub(super) fn proposed(dates: Dates) -> Vec<ProposedMeetingDate> {
    let dates = Arc::new(dates);
    (0..dates.proposals.len())
        .map(|ix| ProposedMeetingDate {
            dates: Arc::clone(&dates),
            ix,
        })
        .collect()
}

impl ProposedMeetingDate {
    fn proposal(&self) -> &Proposal {
        &self.dates.proposals[self.ix]
    }

    fn arrival(&self) -> DateTime<Utc> {
        self.dates.snapshot.instant(self.proposal().slot)
    }

    fn after(&self, grains: u8) -> DateTime<Utc> {
        self.arrival() + Duration::minutes(i64::from(grains) * i64::from(GRAIN_MINUTES))
    }

    fn room_row(&self) -> Option<&entities::room::Model> {
        match self.proposal().place {
            Place::Online => None,
            Place::Room(room) => {
                let id = self.dates.snapshot.rooms[room.0];
                self.dates.rows.rooms.iter().find(|row| row.id == id)
            }
        }
    }

    fn venue_row(&self) -> Option<&entities::venue::Model> {
        let room = self.room_row()?;
        self.dates
            .rows
            .venues
            .iter()
            .find(|row| row.id == room.venue_id)
    }

    fn person_id(&self, ix: PersonIx) -> PersonId {
        self.dates.snapshot.people[ix.0]
    }
}

/// A date at which everybody needed can meet. It is not held for anybody yet.
#[Object]
impl ProposedMeetingDate {
    /// Names the proposal; clients hand it back to hold the date and must not look inside.
    async fn id(&self) -> ID {
        ID(Draft::of(
            &self.dates.snapshot,
            self.dates.rows.case.id,
            self.proposal(),
        )
        .seal())
    }

    /// 1 for the best.
    async fn rank(&self) -> usize {
        self.ix + 1
    }

    /// When the parties arrive, for their private talks with the mediator.
    async fn starts_at(&self) -> DateTime<Utc> {
        self.arrival()
    }

    /// When the joint session starts.
    async fn session_starts_at(&self) -> DateTime<Utc> {
        self.after(self.dates.snapshot.problem.request.block.pre_meetings)
    }

    /// When everything is signed.
    async fn ends_at(&self) -> DateTime<Utc> {
        let block = self.dates.snapshot.problem.request.block;
        self.after(block.pre_meetings + block.session + block.signing)
    }

    /// How people would meet.
    async fn mode(&self) -> Mode {
        match self.proposal().place {
            Place::Online => Mode::Video,
            Place::Room(_) => Mode::InPerson,
        }
    }

    /// The venue; null by video.
    async fn venue(&self) -> Option<Venue> {
        self.venue_row().cloned().map(Venue)
    }

    /// The room; null by video.
    async fn room(&self) -> Option<Room> {
        self.room_row().cloned().map(Room)
    }

    /// Who would mediate.
    async fn mediator(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        let id = self.person_id(self.proposal().mediator);
        person::through_case(ctx, id, Standing::Coordinator)
            .await
            .transpose()
    }

    /// Who would come, and as what; the mediator and interpreters are among them.
    async fn attendees(&self) -> Vec<ProposedAttendee> {
        let snapshot = &self.dates.snapshot;
        let taken = snapshot.seats.iter().zip(&self.proposal().seats);
        let seated = taken.filter_map(|(seat, taker)| {
            let row = self
                .dates
                .rows
                .participants
                .iter()
                .find(|row| row.id == *seat)?;
            Some(ProposedAttendee {
                role: row.role,
                person: self.person_id((*taker)?),
            })
        });
        let as_role = |role, ix| ProposedAttendee {
            role,
            person: self.person_id(ix),
        };
        let interpreters = self.proposal().interpreters.iter();
        seated
            .chain([as_role(
                participant::Role::Mediator,
                self.proposal().mediator,
            )])
            .chain(interpreters.map(|&ix| as_role(participant::Role::Interpreter, ix)))
            .collect()
    }

    /// Minutes the family would travel, one way, estimated from postcode districts; 0 by video.
    async fn family_travel_minutes(&self) -> i32 {
        i32::from(self.proposal().family_minutes)
    }

    /// Kilometres the family would travel, one way, as the crow flies between postcode districts;
    /// null by video.
    async fn family_distance_km(&self) -> Option<f64> {
        let venue = geography::centre(&self.venue_row()?.outcode)?;
        let family = geography::centre(&self.dates.rows.case.family_outcode)?;
        Some((geography::distance_km(family, venue) * 10.0).round() / 10.0)
    }

    /// Calendar days left on the 30-day clock on the day of the meeting; negative when the day is
    /// past the limit, null where no such clock runs.
    async fn days_left(&self) -> Option<i32> {
        let day = self.dates.snapshot.days[self.proposal().slot.day.0];
        let left = (self.dates.rows.case.arrange_by_on? - day).num_days();
        i32::try_from(left).ok()
    }

    /// The last day to hold the meeting; null where no such clock runs.
    async fn arrange_by_on(&self) -> Option<NaiveDate> {
        self.dates.rows.case.arrange_by_on
    }

    /// Why the date stands where it stands, in words for those who arrange the meeting.
    async fn reason(&self) -> String {
        let words = Words::new(&self.dates.rows, &self.dates.snapshot);
        words.reason(self.ix, &self.dates.proposals)
    }

    /// What the date would take from other cases, by the service's last plan; null when it has none of
    /// the last seven days.
    async fn others_cost(&self) -> Option<OthersCost> {
        self.dates.others_cost(self.proposal()).map(OthersCost)
    }

    /// What the date costs, wish by wish; wishes that are met are left out. Dates are compared by the
    /// sums of the levels, the first level first.
    async fn costs(&self) -> Vec<WishCost> {
        self.proposal()
            .cost
            .unmet()
            .map(|(wish, points)| WishCost {
                level: wish.level().into(),
                wish: wish.to_string(),
                rule: wish.id(),
                points,
            })
            .collect()
    }
}

/// What a date would take from other cases, by the last plan of the service.
pub struct OthersCost(domain::proposal::OthersCost);

/// What a date would take from other cases, by the last plan of the service. Other cases are counted
/// and never named.
#[Object]
impl OthersCost {
    /// When the plan was made.
    async fn planned_at(&self) -> DateTime<Utc> {
        self.0.planned_at
    }

    /// All that they would lose, in points of the level OTHERS: it is among the costs of the date.
    async fn points(&self) -> u32 {
        self.0.points
    }

    /// What they would lose and whose last free times the date uses, in a sentence or two.
    async fn message(&self) -> &str {
        &self.0.message
    }

    /// How many cases would lose what; the worst counts for each case.
    async fn losses(&self) -> Vec<OthersLoss> {
        let losses = self.0.losses.iter();
        losses
            .map(|&(lost, cases)| OthersLoss {
                lost: lost.into(),
                cases,
            })
            .collect()
    }

    /// People who have no more free half-days than other cases need, one of which the date uses.
    async fn scarce_people(&self) -> Vec<ScarcePerson> {
        self.0.needed.iter().copied().map(ScarcePerson).collect()
    }
}

/// What another case would lose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "Lost")]
pub enum OthersLossKind {
    /// Its meeting.
    Meeting,
    /// Days more after its limit.
    Days,
    /// Wishes of its family.
    Family,
    /// Wishes of everybody else.
    Others,
}

/// How many other cases would lose something.
#[derive(SimpleObject)]
pub struct OthersLoss {
    /// What they would lose.
    lost: OthersLossKind,
    /// How many cases.
    cases: usize,
}

/// Somebody who has no more free half-days than other cases need.
pub struct ScarcePerson(Needed);

/// Somebody who has no more free half-days than other cases need.
#[Object]
impl ScarcePerson {
    /// Who.
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.0.person, Standing::Coordinator)
            .await
            .transpose()
    }

    /// Free half-days left at which any of these cases could meet, the one the date uses included.
    async fn half_days(&self) -> usize {
        self.0.half_days
    }

    /// Other cases that cannot meet without this person and must do so by then.
    async fn cases(&self) -> usize {
        self.0.cases
    }

    /// The last day on which the latest of them can meet in time.
    async fn by_on(&self) -> NaiveDate {
        self.0.by
    }
}

/// Somebody who would come.
pub struct ProposedAttendee {
    pub(super) role: participant::Role,
    pub(super) person: PersonId,
}

/// Somebody who would come.
#[Object]
impl ProposedAttendee {
    /// As what.
    async fn role(&self) -> ParticipantRole {
        self.role.into()
    }

    /// Who.
    async fn person(&self, ctx: &Context<'_>) -> Option<Result<Person>> {
        person::through_case(ctx, self.person, Standing::Coordinator)
            .await
            .transpose()
    }
}

/// Whose wishes come first: no sum of wishes of a later level outweighs one of an earlier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
#[graphql(remote = "scheduler::Level")]
pub enum CostLevel {
    /// Whether the meeting is in time.
    OnTime,
    /// What the family wishes.
    Family,
    /// What everybody else wishes.
    Others,
}

/// A wish that is not met in full.
#[derive(SimpleObject)]
pub struct WishCost {
    /// Whose wishes it is compared with.
    level: CostLevel,
    /// The wish.
    wish: String,
    /// The number of the rule it comes from, when it has one.
    rule: Option<&'static str>,
    /// How much it costs; comparable within its level.
    points: u32,
}

/// Which requirement stands in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum RequirementCode {
    /// A confirmed meeting stays.
    Lock,
    /// A live contract pays.
    Contract,
    /// The 30-day limit.
    Limit,
    /// The family's notice.
    Notice,
    /// Working days only.
    WorkingDays,
    /// In person only, or by video only.
    Mode,
    /// Neither too few nor too many people.
    Size,
    /// How far the family goes.
    FamilyTravel,
    /// A room free of interruptions.
    RoomPrivacy,
    /// A room that meets every access need.
    RoomAccess,
    /// Private rooms beside the main one.
    Breakouts,
    /// A chair for everybody.
    RoomSize,
    /// A room that is open and not booked.
    Room,
    /// A suitable mediator.
    Mediator,
    /// Interpreters.
    Interpreting,
    /// Somebody who may decide.
    Authority,
    /// People a court keeps apart.
    KeptApart,
    /// Somebody needed for a seat.
    Seat,
}

fn code(requirement: Requirement) -> RequirementCode {
    match requirement {
        Requirement::Lock => RequirementCode::Lock,
        Requirement::Contract => RequirementCode::Contract,
        Requirement::Limit => RequirementCode::Limit,
        Requirement::Notice => RequirementCode::Notice,
        Requirement::WorkingDays => RequirementCode::WorkingDays,
        Requirement::Mode => RequirementCode::Mode,
        Requirement::Size => RequirementCode::Size,
        Requirement::FamilyTravel => RequirementCode::FamilyTravel,
        Requirement::RoomPrivacy => RequirementCode::RoomPrivacy,
        Requirement::RoomAccess => RequirementCode::RoomAccess,
        Requirement::Breakouts => RequirementCode::Breakouts,
        Requirement::RoomSize => RequirementCode::RoomSize,
        Requirement::Room => RequirementCode::Room,
        Requirement::Mediator => RequirementCode::Mediator,
        Requirement::Interpreting => RequirementCode::Interpreting,
        Requirement::Authority => RequirementCode::Authority,
        Requirement::KeptApart => RequirementCode::KeptApart,
        Requirement::Seat(_) => RequirementCode::Seat,
    }
}

/// Something a meeting must satisfy.
#[derive(SimpleObject)]
pub struct ConflictingRequirement {
    /// What it is, for programs. New codes may be added.
    code: RequirementCode,
    /// What it is, for those who arrange the meeting.
    message: String,
    /// The numbers of the rules it stands for.
    rules: Vec<&'static str>,
}

/// The smallest change to one requirement that opens a date; it was tried out.
#[derive(SimpleObject)]
pub struct RepairAdvice {
    /// The requirement that is changed.
    code: RequirementCode,
    /// What somebody could do, and what it would open.
    message: String,
    /// The first date it opens; null when no single change to this requirement is enough.
    opens_at: Option<DateTime<Utc>>,
    /// How many start times it opens.
    opens_count: usize,
}

/// Why there is no date.
#[derive(SimpleObject)]
pub struct NoDateExplanation {
    /// Requirements that cannot hold together, though they could without any single one of them. No
    /// one of them is to blame.
    conflict: Vec<ConflictingRequirement>,
    /// For each of them the smallest change that opens a date.
    repairs: Vec<RepairAdvice>,
}

fn explained(dates: &Dates) -> Option<NoDateExplanation> {
    let explanation = dates.explanation.as_ref()?;
    let words = Words::new(&dates.rows, &dates.snapshot);
    let repair = |repair: &Repair| RepairAdvice {
        code: code(repair.requirement),
        message: words.repair(repair),
        opens_at: Some(dates.snapshot.instant(repair.opens)),
        opens_count: repair.slots,
    };
    let repairs = explanation.repairs.iter().map(repair);
    let unrepairable = explanation.unrepairable.iter().map(|found| RepairAdvice {
        code: code(found.requirement),
        message: words.unrepairable(found),
        opens_at: None,
        opens_count: 0,
    });
    Some(NoDateExplanation {
        conflict: explanation
            .conflict
            .iter()
            .map(|&requirement| ConflictingRequirement {
                code: code(requirement),
                message: words.requirement(requirement),
                rules: requirement.rules().iter().map(|rule| rule.id()).collect(),
            })
            .collect(),
        repairs: repairs.chain(unrepairable).collect(),
    })
}

/// Why dates are not looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ProposedMeetingDatesErrorCode {
    /// There is no such case, or none whose dates the viewer may see.
    NotFound,
    /// An id is none of ours.
    MalformedId,
    /// The case is over, or not so far.
    NotArranging,
    /// A party the law requires has no seat.
    RequiredRoleMissing,
    /// Nobody could take a required seat.
    SeatWithoutPeople,
    /// There is no such venue.
    UnknownVenue,
    /// The venue has no rooms.
    VenueWithoutRooms,
    /// The family asked to meet the other way.
    ModeNotAllowed,
    /// Ask for 1 to 20 dates.
    CountOutOfRange,
    /// The case's data make no sense.
    IllFormed,
}

fn refusal_code(refusal: &ProposeRefused) -> ProposedMeetingDatesErrorCode {
    use ProposedMeetingDatesErrorCode as Code;
    match refusal {
        ProposeRefused::NotFound => Code::NotFound,
        ProposeRefused::NotArranging => Code::NotArranging,
        ProposeRefused::RequiredRoleMissing(_) => Code::RequiredRoleMissing,
        ProposeRefused::SeatWithoutPeople(_) => Code::SeatWithoutPeople,
        ProposeRefused::UnknownVenue => Code::UnknownVenue,
        ProposeRefused::VenueWithoutRooms(_) => Code::VenueWithoutRooms,
        ProposeRefused::ModeNotAllowed(_) => Code::ModeNotAllowed,
        ProposeRefused::Count => Code::CountOutOfRange,
        ProposeRefused::IllFormed(_) => Code::IllFormed,
    }
}

/// What came of looking for dates: proposals, or the reason why there are none.
#[derive(Default, SimpleObject)]
pub struct ProposedMeetingDates {
    /// Dates that differ in day, half of the day, venue or decision-maker, best first.
    proposals: Vec<ProposedMeetingDate>,
    /// Why there is none; null when there are proposals.
    explanation: Option<NoDateExplanation>,
    /// Why dates were not looked for; empty when they were.
    user_errors: Vec<UserError<ProposedMeetingDatesErrorCode>>,
}

/// Queries about proposals.
#[derive(Default)]
pub struct ProposalQueries;

/// Queries about proposals.
#[Object]
impl ProposalQueries {
    /// Looks for meeting dates for one case, for those who arrange its meetings. Nothing is stored
    /// and nobody is booked.
    #[graphql(complexity = "first.clamp(1, 20) as usize * child_complexity")]
    async fn proposed_meeting_dates(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The case.")] case_id: ID,
        #[graphql(desc = "At most so many dates, 1 to 20.", default = 5)] first: i32,
        #[graphql(desc = "Only in person, or only by video.")] mode: Option<Mode>,
        #[graphql(desc = "Only at this venue.")] venue_id: Option<ID>,
    ) -> Result<ProposedMeetingDates> {
        let malformed = |field: &str| ProposedMeetingDates {
            user_errors: vec![id::malformed(
                ProposedMeetingDatesErrorCode::MalformedId,
                &[field],
            )],
            ..Default::default()
        };
        let Some(case) = id::decode_as(Kind::Case, &case_id) else {
            return Ok(malformed("caseId"));
        };
        let venue = match venue_id {
            None => None,
            Some(id) => match id::decode_as(Kind::Venue, &id) {
                Some(venue) => Some(venue),
                None => return Ok(malformed("venueId")),
            },
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        let wish = Wish {
            mode: mode.map(Into::into),
            venue,
        };
        let count = usize::try_from(first).unwrap_or(0);
        let found = domain::proposal::propose(app, actor, case, wish, count).await;
        Ok(match settle(found)? {
            Err(refusal) => ProposedMeetingDates {
                user_errors: vec![UserError::of(&refusal, refusal_code)],
                ..Default::default()
            },
            Ok(dates) => {
                ahead::know(ctx, &dates.rows.people).await?;
                ProposedMeetingDates {
                    explanation: explained(&dates),
                    proposals: proposed(dates),
                    user_errors: Vec::new(),
                }
            }
        })
    }
}
