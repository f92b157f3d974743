//! Concord's server: a GraphQL API over mediation cases, and the planner behind it.
//!
//! Read the modules in this order.
//!
//! | module        | question it answers                                             |
//! |---------------|------------------------------------------------------------------|
//! | [`config`]    | with which settings does it run?                                |
//! | [`clock`], [`ids`] | what time is it, and what is the new one called?           |
//! | [`app`]       | what may an operation reach for?                                |
//! | [`database`]  | how does a transaction begin?                                   |
//! | [`reach`]     | which rows may a statement touch?                               |
//! | [`auth`]      | who asks, and what may they do?                                 |
//! | [`keyring`]   | whose signatures are believed, as keys come and go?             |
//! | [`law`]       | until when, and why?                                            |
//! | [`lifecycle`] | what may happen next, and what follows?                         |
//! | [`guide`]     | what are people told, in plain words?                           |
//! | [`retention`] | how long is what kept, and why?                                 |
//! | [`geography`] | where is a postcode district?                                   |
//! | [`planning`]  | how does the planner see a case?                                |
//! | [`runs`]      | which planning runs does this process work on?                  |
//! | [`domain`]    | what does the service do?                                       |
//! | [`vault`]     | how is confidential text sealed, and opened?                    |
//! | [`schema`]    | how does GraphQL show it?                                       |
//! | [`edge`]      | what reaches GraphQL at all?                                    |
//! | [`service`]   | what stands behind the edge?                                    |
//! | [`explorer`], [`server`] | what does the HTTP server serve?                     |
//! | [`picture`]   | what does a plan look like?                                     |
//! | [`demo`]      | what is in the fictional region?                                |
//! | [`backup`]    | how is everything kept, and put back?                           |
//! | [`commands`]  | what can be asked of the binary?                                |
//!
//! What is absent on purpose: no resolver queries, no rule reads a clock, no module but [`config`]
//! reads the environment, and nothing but [`planning`] translates between rows and the planner.

pub mod app;
pub mod auth;
pub mod backup;
pub mod clock;
pub mod commands;
pub mod config;
pub mod database;
pub mod demo;
pub mod domain;
pub mod edge;
pub mod explorer;
pub mod geography;
pub mod guide;
pub mod ids;
pub mod keyring;
pub mod law;
pub mod lifecycle;
pub mod picture;
pub mod planning;
pub mod reach;
pub mod retention;
pub mod runs;
pub mod schema;
pub mod server;
pub mod service;
pub mod vault;
