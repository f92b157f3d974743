//! `node` and `nodes`: anything that has an id, by its id.

use async_graphql::{Context, ID, Interface, Object, Result};

use super::availability::{self, AvailabilityRequest, AvailabilityWindow};
use super::case::{self, Case, Participant};
use super::error::bad_input;
use super::id::{self, Kind};
use super::loaders::{Loaders, OrganisationBy};
use super::mediator::Mediator;
use super::meeting::{self, Meeting};
use super::organisation::Organisation;
use super::person::{self, Person};
use super::planning::{self, PlanningRun};
use super::venue::{Room, Venue};
use crate::app::App;
use crate::auth::Actor;
use crate::domain;

/// Anything that has an id.
#[derive(Interface)]
#[graphql(field(
    name = "id",
    ty = "ID",
    desc = "Names it; clients must not look inside."
))]
pub enum Node {
    /// A case.
    Case(Case),
    /// A seat.
    Participant(Participant),
    /// A person.
    Person(Person),
    /// An organisation.
    Organisation(Organisation),
    /// A venue.
    Venue(Venue),
    /// A room.
    Room(Room),
    /// A mediator.
    Mediator(Mediator),
    /// A meeting.
    Meeting(Meeting),
    /// A time somebody offered.
    AvailabilityWindow(AvailabilityWindow),
    /// A question for times.
    AvailabilityRequest(AvailabilityRequest),
    /// A plan of many meetings.
    PlanningRun(PlanningRun),
}

/// The queries for anything.
#[derive(Default)]
pub struct NodeQueries;

/// The queries for anything.
#[Object]
impl NodeQueries {
    /// Anything by its id; null for an id that is unknown, malformed or not for the viewer.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The id.")] id: ID,
    ) -> Option<Result<Node>> {
        find(ctx, &id).await.transpose()
    }

    /// Several things by their ids, in the order of the ids, at most 100.
    #[graphql(complexity = "ids.len().max(1) * child_complexity")]
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The ids.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>> {
        if super::page::MOST < ids.len() {
            return Err(bad_input("ask for at most 100 ids"));
        }
        let mut nodes = Vec::new();
        for id in &ids {
            nodes.push(find(ctx, id).await?);
        }
        Ok(nodes)
    }
}

async fn find(ctx: &Context<'_>, id: &str) -> Result<Option<Node>> {
    let Some((kind, uuid)) = id::decode(id) else {
        return Ok(None);
    };
    let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
    Ok(match kind {
        Kind::Case => case::find(ctx, uuid.into()).await?.map(Node::Case),
        Kind::Participant => case::find_participant(ctx, uuid.into())
            .await?
            .map(Node::Participant),
        // These are read through their case; their ids are there to tell them apart.
        Kind::Issue
        | Kind::NextStep
        | Kind::Certificate
        | Kind::AttendanceProposal
        | Kind::Summary
        | Kind::PrepContact
        | Kind::Agreement
        | Kind::AgreementDecision
        | Kind::AgreementAction
        | Kind::Complaint
        | Kind::SafeguardingConcern
        | Kind::ExpenseClaim => None,
        Kind::Person => person::find(ctx, uuid.into()).await?.map(Node::Person),
        Kind::Organisation => {
            // Names of bodies are public; they are shown to whoever is signed in.
            let loaders = ctx.data::<Loaders>()?;
            let row = loaders.load_one(OrganisationBy(uuid.into())).await?;
            row.filter(|_| actor.somebody().is_some())
                .map(Organisation)
                .map(Node::Organisation)
        }
        Kind::Venue => domain::venue::see(app, actor, uuid.into())
            .await?
            .map(Venue)
            .map(Node::Venue),
        Kind::Room => domain::venue::see_room(app, actor, uuid.into())
            .await?
            .map(Room)
            .map(Node::Room),
        Kind::Mediator => {
            let row = domain::mediator::see(app, actor, uuid.into()).await?;
            row.map(Mediator).map(Node::Mediator)
        }
        Kind::Meeting => meeting::find(ctx, uuid.into()).await?.map(Node::Meeting),
        Kind::AvailabilityWindow => availability::find_window(ctx, uuid.into())
            .await?
            .map(Node::AvailabilityWindow),
        Kind::AvailabilityRequest => availability::find_request(ctx, uuid.into())
            .await?
            .map(Node::AvailabilityRequest),
        Kind::PlanningRun => planning::find(ctx, uuid.into())
            .await?
            .map(Node::PlanningRun),
    })
}
