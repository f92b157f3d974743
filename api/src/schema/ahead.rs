//! Reads what the items of a list were asked for, all at once and before they are resolved.

use std::collections::HashSet;
use std::hash::Hash;

use async_graphql::{Context, Lookahead, Result};
use entities::{
    CaseId, PersonId, case, meeting, participant, person, planned_meeting, planning_run,
    unplaced_case,
};

use super::loaders::{
    ActionsIn, AttendeesOf, AuthoritiesOf, ChildBy, ClocksOf, EventsOf, ForecastOf, IssuesOf,
    LanguagesOf, Loaders, MeetingsOf, OrganisationBy, OwedIn, PersonBy, PlannedOf, PoolOf,
    QuestionsOf, RoomBy, RoomsOf, SeatsOf, SeenCase, UnplacedOf, VenueBy,
};
use super::planning::comers;
use crate::domain::planning::explained::WhyNone;

/// What was asked for, whichever way the list was read.
struct Asked<'a>(Vec<Lookahead<'a>>);

impl<'a> Asked<'a> {
    fn field(&self, name: &str) -> Option<Asked<'a>> {
        let found: Vec<_> = self
            .0
            .iter()
            .map(|look| look.field(name))
            .filter(Lookahead::exists)
            .collect();
        (!found.is_empty()).then_some(Self(found))
    }
}

/// The items of the connection that is being resolved.
fn items<'a>(ctx: &'a Context<'a>) -> Asked<'a> {
    let look = ctx.look_ahead();
    Asked(vec![look.field("nodes"), look.field("edges").field("node")])
}

/// Each key once.
fn once<K: Eq + Hash>(keys: impl IntoIterator<Item = K>) -> HashSet<K> {
    keys.into_iter().collect()
}

/// Reads what these cases were asked for: at most a dozen statements, however many cases there are.
pub(super) async fn of_cases<'a>(
    ctx: &Context<'_>,
    rows: impl Iterator<Item = &'a case::Model> + Clone,
) -> Result<()> {
    read(ctx, &items(ctx), rows).await
}

/// Reads what the cases of the work queue were asked for.
pub(super) async fn of_queue<'a>(
    ctx: &Context<'_>,
    rows: impl Iterator<Item = &'a case::Model> + Clone,
) -> Result<()> {
    match items(ctx).field("case") {
        Some(asked) => read(ctx, &asked, rows).await,
        None => Ok(()),
    }
}

/// Reads what one case was asked for.
pub(super) async fn of_case(ctx: &Context<'_>, row: &case::Model) -> Result<()> {
    read(ctx, &Asked(vec![ctx.look_ahead()]), std::iter::once(row)).await
}

async fn read<'a>(
    ctx: &Context<'_>,
    asked: &Asked<'_>,
    rows: impl Iterator<Item = &'a case::Model> + Clone,
) -> Result<()> {
    let loaders = ctx.data::<Loaders>()?;
    let mut bodies = HashSet::new();
    let mut people: HashSet<PersonId> = HashSet::new();
    if asked.field("localAuthority").is_some() {
        bodies.extend(rows.clone().map(|row| row.la_id));
    }
    if asked.field("provider").is_some() {
        bodies.extend(rows.clone().map(|row| row.provider_id));
    }
    if asked.field("issues").is_some() {
        loaders
            .load_many(rows.clone().map(|row| IssuesOf(row.id)))
            .await?;
    }
    if asked.field("nextSteps").is_some() {
        loaders
            .load_many(rows.clone().map(|row| OwedIn(row.id)))
            .await?;
        // What was promised is owed as well.
        loaders
            .load_many(rows.clone().map(|row| ActionsIn(row.id)))
            .await?;
    }
    if asked.field("clocks").is_some() {
        loaders
            .load_many(rows.clone().map(|row| ClocksOf(row.id)))
            .await?;
    }
    if asked.field("timeline").is_some() {
        loaders
            .load_many(rows.clone().map(|row| EventsOf(row.id)))
            .await?;
    }
    if asked.field("breachForecast").is_some() {
        loaders
            .load_many(rows.clone().map(|row| ForecastOf(row.id)))
            .await?;
    }
    if let Some(asked) = asked.field("availabilityRequests") {
        let found = loaders
            .load_many(rows.clone().map(|row| QuestionsOf(row.id)))
            .await?;
        if asked.field("person").is_some() {
            people.extend(found.values().flatten().map(|row| row.person_id));
        }
    }
    if asked.field("child").is_some() {
        let found = loaders
            .load_many(once(rows.clone().map(|row| ChildBy(row.child_id))))
            .await?;
        people.extend(found.values().map(|child| child.person_id));
    }
    if let Some(asked) = asked.field("participants") {
        let found = loaders
            .load_many(rows.clone().map(|row| SeatsOf(row.id)))
            .await?;
        let seats: Vec<participant::Model> = found.into_values().flatten().collect();
        if asked.field("organisation").is_some() {
            bodies.extend(seats.iter().filter_map(|seat| seat.organisation_id));
        }
        people.extend(seats.iter().filter_map(|seat| seat.person_id));
        if let Some(asked) = asked.field("pool") {
            let found = loaders
                .load_many(seats.iter().map(|seat| PoolOf(seat.id)))
                .await?;
            let pooled = once(found.values().flatten().map(|member| member.person_id));
            let person = asked.field("person");
            if person.is_some_and(|person| person.field("languages").is_some()) {
                loaders
                    .load_many(pooled.iter().copied().map(LanguagesOf))
                    .await?;
            }
            people.extend(pooled);
            loaders
                .load_many(seats.iter().map(|seat| AuthoritiesOf(seat.id)))
                .await?;
        }
    }
    if let Some(asked) = asked.field("meetings") {
        let found = loaders
            .load_many(rows.map(|row| MeetingsOf(row.id)))
            .await?;
        let meetings: Vec<meeting::Model> = found.into_values().flatten().collect();
        people.extend(of_meetings(loaders, &asked, &meetings).await?);
    }
    loaders
        .load_many(bodies.into_iter().map(OrganisationBy))
        .await?;
    loaders.load_many(people.into_iter().map(PersonBy)).await?;
    Ok(())
}

/// Reads what meetings were asked for; answers whom to read as well.
async fn of_meetings(
    loaders: &Loaders,
    asked: &Asked<'_>,
    rows: &[meeting::Model],
) -> Result<Vec<PersonId>> {
    let mut people: Vec<PersonId> = rows.iter().map(|row| row.mediator_id).collect();
    if asked.field("attendees").is_some() {
        let found = loaders
            .load_many(rows.iter().map(|row| AttendeesOf(row.id)))
            .await?;
        people.extend(found.values().flatten().map(|attendee| attendee.person_id));
        loaders
            .load_many(once(rows.iter().map(|row| SeatsOf(row.case_id))))
            .await?;
    }
    if let Some(asked) = asked.field("room") {
        let rooms = once(rows.iter().filter_map(|row| row.room_id).map(RoomBy));
        let found = loaders.load_many(rooms).await?;
        if asked.field("venue").is_some() {
            loaders
                .load_many(once(found.values().map(|room| VenueBy(room.venue_id))))
                .await?;
        }
    }
    Ok(people)
}

/// Reads the rooms of these venues when they were asked for.
pub(super) async fn of_venues<'a>(
    ctx: &Context<'_>,
    rows: impl Iterator<Item = &'a entities::venue::Model>,
) -> Result<()> {
    if items(ctx).field("rooms").is_some() {
        ctx.data::<Loaders>()?
            .load_many(rows.map(|row| RoomsOf(row.id)))
            .await?;
    }
    Ok(())
}

/// Reads what these planning runs were asked for, however many there are.
pub(super) async fn of_runs(ctx: &Context<'_>, rows: &[planning_run::Model]) -> Result<()> {
    let (asked, loaders) = (items(ctx), ctx.data::<Loaders>()?);
    if asked.field("provider").is_some() {
        let bodies = once(rows.iter().map(|row| OrganisationBy(row.provider_id)));
        loaders.load_many(bodies).await?;
    }
    if asked.field("requestedBy").is_some() {
        let people = once(rows.iter().map(|row| PersonBy(row.requested_by)));
        loaders.load_many(people).await?;
    }
    if let Some(asked) = asked.field("meetings") {
        let found = loaders
            .load_many(rows.iter().map(|row| PlannedOf(row.id)))
            .await?;
        let planned: Vec<planned_meeting::Model> = found.into_values().flatten().collect();
        planned_were_asked(loaders, &asked, &planned).await?;
    }
    if let Some(asked) = asked.field("unplaced") {
        let found = loaders
            .load_many(rows.iter().map(|row| UnplacedOf(row.id)))
            .await?;
        let unplaced: Vec<unplaced_case::Model> = found.into_values().flatten().collect();
        unplaced_were_asked(loaders, &asked, &unplaced).await?;
    }
    Ok(())
}

/// Reads what the planned meetings that are being resolved were asked for.
pub(super) async fn of_planned(ctx: &Context<'_>, rows: &[planned_meeting::Model]) -> Result<()> {
    let asked = Asked(vec![ctx.look_ahead()]);
    planned_were_asked(ctx.data::<Loaders>()?, &asked, rows).await
}

/// Reads what the unplaced cases that are being resolved were asked for.
pub(super) async fn of_unplaced(ctx: &Context<'_>, rows: &[unplaced_case::Model]) -> Result<()> {
    let asked = Asked(vec![ctx.look_ahead()]);
    unplaced_were_asked(ctx.data::<Loaders>()?, &asked, rows).await
}

async fn planned_were_asked(
    loaders: &Loaders,
    asked: &Asked<'_>,
    rows: &[planned_meeting::Model],
) -> Result<()> {
    let mut people: HashSet<PersonId> = HashSet::new();
    if asked.field("case").is_some() || asked.field("explanation").is_some() {
        let cases = once(rows.iter().map(|row| SeenCase(row.case_id)));
        loaders.load_many(cases).await?;
    }
    if asked.field("mediator").is_some() {
        people.extend(rows.iter().map(|row| row.mediator_id));
    }
    if asked.field("attendees").is_some() {
        let seats = once(rows.iter().map(|row| SeatsOf(row.case_id)));
        let seats = loaders.load_many(seats).await?;
        let seats = |row: &planned_meeting::Model| seats.get(&SeatsOf(row.case_id));
        let comers = rows.iter().flat_map(|row| {
            let seats = seats(row).map(Vec::as_slice).unwrap_or_default();
            comers(row, seats)
        });
        people.extend(comers.map(|(_, person)| person));
    }
    if let Some(asked) = asked.field("room") {
        let rooms = once(rows.iter().filter_map(|row| row.room_id).map(RoomBy));
        let found = loaders.load_many(rooms).await?;
        if asked.field("venue").is_some() {
            let venues = once(found.values().map(|room| VenueBy(room.venue_id)));
            loaders.load_many(venues).await?;
        }
    }
    loaders.load_many(people.into_iter().map(PersonBy)).await?;
    Ok(())
}

async fn unplaced_were_asked(
    loaders: &Loaders,
    asked: &Asked<'_>,
    rows: &[unplaced_case::Model],
) -> Result<()> {
    let explanation = asked.field("explanation");
    let mut cases: HashSet<CaseId> = HashSet::new();
    if asked.field("case").is_some() || explanation.is_some() {
        cases.extend(rows.iter().map(|row| row.case_id));
    }
    if explanation.is_some() {
        let texts = rows.iter().filter_map(|row| row.explained.as_ref());
        let explained = texts.filter_map(|text| WhyNone::open(text.reveal()));
        cases.extend(explained.flat_map(|why| why.cases()));
    }
    loaders.load_many(cases.into_iter().map(SeenCase)).await?;
    Ok(())
}

/// Hands people who have been read already to whoever asks for them next.
pub(super) async fn know(ctx: &Context<'_>, rows: &[person::Model]) -> Result<()> {
    let known = rows.iter().map(|row| (PersonBy(row.id), row.clone()));
    ctx.data::<Loaders>()?.feed_many(known).await;
    Ok(())
}
