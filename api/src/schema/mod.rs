//! GraphQL: parse, delegate, wrap. One file per noun; no resolver queries or decides.
//!
//! An object is a newtype over a row, with what the viewer has to do with it: a column that no
//! resolver names is published to nobody.

pub mod after;
pub mod agreement;
mod ahead;
pub mod availability;
pub mod case;
pub mod casework;
pub mod enums;
pub mod erasure;
pub mod error;
pub mod glass;
pub mod guide;
pub mod id;
pub mod law;
pub mod loaders;
pub mod mediator;
pub mod meeting;
pub mod node;
pub mod organisation;
pub mod page;
pub mod parties;
pub mod person;
pub mod planning;
pub mod proposal;
pub mod queue;
pub mod record;
pub mod report;
pub mod session;
pub mod token;
mod told;
pub mod venue;
pub mod viewer;

use std::sync::Arc;

use async_graphql::{EmptySubscription, MergedObject, Request, SDLExportOptions, SchemaBuilder};

use crate::app::App;
use crate::auth::Actor;
use crate::domain::audit::Told;

/// The queries.
#[derive(Default, MergedObject)]
pub struct Query(
    viewer::ViewerQueries,
    node::NodeQueries,
    case::CaseQueries,
    person::PersonQueries,
    venue::VenueQueries,
    mediator::MediatorQueries,
    proposal::ProposalQueries,
    planning::PlanningQueries,
    queue::QueueQueries,
    law::LawQueries,
    guide::GuideQueries,
    parties::ContractQueries,
    parties::EnquiryQueries,
    report::ReportQueries,
    record::RecordQueries,
);

/// The mutations.
#[derive(Default, MergedObject)]
pub struct Mutation(
    availability::AvailabilityMutations,
    meeting::MeetingMutations,
    planning::PlanningMutations,
    queue::QueueMutations,
    CaseMutations,
    AfterMutations,
    parties::ReferralMutations,
    parties::PartyMutations,
    parties::PersonMutations,
    parties::EnquiryMutations,
    session::PrepareMutations,
    session::DayMutations,
    agreement::AgreementMutations,
    TrustMutations,
);

/// The steps of a case. Each object that is merged with others lies a type deeper than the one beside it, and
/// the compiler follows only so many: so they are merged in groups.
#[derive(Default, MergedObject)]
pub struct CaseMutations(
    casework::AdviceMutations,
    casework::MediationMutations,
    casework::ResolutionMutations,
    casework::FacilitationMutations,
    casework::SessionMutations,
    casework::CaseworkMutations,
);

/// Who may sign in, what is forgotten, and what is read in an emergency.
#[derive(Default, MergedObject)]
pub struct TrustMutations(
    token::TokenMutations,
    erasure::ErasureMutations,
    glass::GlassMutations,
);

/// What comes after a meeting.
#[derive(Default, MergedObject)]
pub struct AfterMutations(
    after::ActionMutations,
    after::FollowUpMutations,
    after::EvaluationMutations,
    after::ConcernMutations,
    after::ExpenseMutations,
    after::PackMutations,
);

/// The schema; it holds no state.
pub type Schema = async_graphql::Schema<Query, Mutation, EmptySubscription>;

/// Makes the schema.
#[must_use]
pub fn build() -> Schema {
    builder().finish()
}

/// The schema before it is finished: the fuzzers stop it where a document would be executed.
#[must_use]
pub fn builder() -> SchemaBuilder<Query, Mutation, EmptySubscription> {
    Schema::build(Query::default(), Mutation::default(), EmptySubscription).disable_suggestions()
}

/// The schema in its definition language, in a stable order.
pub fn sdl() -> String {
    let options = SDLExportOptions::new()
        .sorted_fields()
        .sorted_arguments()
        .sorted_enum_items();
    let text = build().sdl_with_options(options);
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim().to_owned() + "\n"
}

/// Attaches everything a resolver may reach for to one request, so that nothing one person loaded
/// can reach another. What the answer tells that is confidential is noted in `told`: whoever executes the
/// request writes it down ([`crate::domain::audit::read`]) before the answer leaves.
#[must_use]
pub fn request(app: &App, actor: Actor, told: &Arc<Told>, request: Request) -> Request {
    request
        .data(loaders::new(app, &actor))
        .data(app.clone())
        .data(actor)
        .data(Arc::clone(told))
}
