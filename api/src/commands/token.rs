//! `concord token`.

use std::path::PathBuf;

use anyhow::Context as _;
use chrono::TimeDelta;
use clap::ValueEnum;
use entities::PersonId;
use uuid::Uuid;

use super::{Trouble, open_for_service, say};
use crate::auth::token::{Keys, Order, Purpose, Scope, write_new_key};
use crate::config::Config;
use crate::domain;
use crate::schema::id::{Kind, decode_as};

/// Whom to make a token for, or where to put a new key.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// The person: an id as the API gives it, or a UUID.
    #[arg(long, value_name = "ID", required_unless_present = "new_key")]
    person: Option<String>,
    /// What the token opens.
    #[arg(long, value_enum, default_value = "session")]
    purpose: Door,
    /// How far a partner's token reaches: concord:read, concord:write or concord:admin.
    #[arg(long, value_name = "SCOPE", default_value = Scope::Write.name())]
    scope: Scope,
    /// How long it lives: at most 15 minutes for a partner, 60 for a session.
    #[arg(long, value_name = "N")]
    minutes: Option<u32>,
    /// Writes a new private key to a file instead, readable by its owner alone.
    #[arg(long, value_name = "FILE", conflicts_with = "person")]
    new_key: Option<PathBuf>,
    /// Prints JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Door {
    /// A partner's front-end.
    Partner,
    /// Our own pages and the explorer.
    Session,
}

/// Makes a token or a key.
pub(super) async fn run(arguments: Arguments) -> Result<(), Trouble> {
    if let Some(path) = &arguments.new_key {
        let shown = path.display();
        write_new_key(path).with_context(|| format!("the key cannot be written to {shown}"))?;
        return Ok(());
    }
    let config = Config::from_env()?;
    let Some(person) = arguments.person.as_deref().and_then(person) else {
        return Err(Trouble::Usage(
            "--person is neither an id of ours nor a UUID".to_owned(),
        ));
    };
    let app = open_for_service(&config).await?;
    if domain::person::identify(&app, person)
        .await
        .context("the database failed")?
        .somebody()
        .is_none()
    {
        return Err(Trouble::Usage("there is no such person".to_owned()));
    }
    let purpose = match arguments.purpose {
        Door::Partner => Purpose::Partner,
        Door::Session => Purpose::Session,
    };
    let life = arguments
        .minutes
        .map(|minutes| TimeDelta::minutes(i64::from(minutes)));
    let token = mint(
        &config.keys,
        person,
        purpose,
        arguments.scope,
        life,
        app.now(),
        app.ids.next(),
    )
    .map_err(|refused| Trouble::Usage(refused.to_string()))?;
    if arguments.json {
        say(&serde_json::json!({ "token": token }).to_string());
    } else {
        say(&token);
    }
    Ok(())
}

/// A token for somebody, as long-lived as its purpose allows unless said otherwise.
pub(super) fn mint(
    keys: &Keys,
    person: PersonId,
    purpose: Purpose,
    scope: Scope,
    life: Option<TimeDelta>,
    now: chrono::DateTime<chrono::Utc>,
    id: Uuid,
) -> Result<String, crate::auth::token::MintRefused> {
    let order = Order {
        person: person.0,
        client: "concord-token".to_owned(),
        purpose,
        scope,
        life: life.unwrap_or_else(|| purpose.longest_life()),
    };
    keys.mint(&order, now, id)
}

/// The person that an id names, whether as the API gives it or as the database has it.
pub(super) fn person(text: &str) -> Option<PersonId> {
    decode_as(Kind::Person, text).or_else(|| text.parse().ok())
}
