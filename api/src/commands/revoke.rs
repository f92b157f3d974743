//! `concord revoke`.

use anyhow::Context as _;
use clap::ArgGroup;
use serde_json::json;

use super::{Trouble, open_for_service, say, token};
use crate::auth::token::is_claim_text;
use crate::config::Config;
use crate::domain::person;
use crate::domain::revocation::{self, Target};

/// Which tokens are worth nothing from now on.
#[derive(Debug, clap::Args)]
#[group(skip)]
#[command(group = ArgGroup::new("target").required(true))]
pub(super) struct Arguments {
    /// One token, by the name it has in its claim `jti`.
    #[arg(long, value_name = "JTI", group = "target")]
    token: Option<String>,
    /// All that a person was given so far: an id as the API gives it, or a UUID.
    #[arg(long, value_name = "ID", group = "target")]
    person: Option<String>,
    /// All that a front-end presents from now on, by the name it has in the claim `azp`.
    #[arg(long, value_name = "NAME", group = "target")]
    client: Option<String>,
    /// Trusts the client again instead.
    #[arg(long, requires = "client", conflicts_with_all = ["token", "person"])]
    restore: bool,
    /// Answers in JSON.
    #[arg(long)]
    json: bool,
}

/// Revokes, or trusts a client again.
pub(super) async fn run(arguments: Arguments) -> Result<(), Trouble> {
    let config = Config::from_env()?;
    let target = target(&arguments).map_err(Trouble::Usage)?;
    let app = open_for_service(&config).await?;
    if let Target::Person(id) = target {
        let known = person::identify(&app, id).await;
        if known.context("the database failed")?.somebody().is_none() {
            return Err(Trouble::Usage("there is no such person".to_owned()));
        }
    }
    if let (Target::Client(name), true) = (&target, arguments.restore) {
        let restored = revocation::restore_client(&app, name).await;
        if !restored.context("the database failed")? {
            return Err(Trouble::Usage("this client is not revoked".to_owned()));
        }
        say(&if arguments.json {
            json!({ "restored": { "client": name } }).to_string()
        } else {
            format!("Tokens that {name} presents are believed again.")
        });
        return Ok(());
    }
    let row = revocation::by_operator(&app, &target).await;
    let row = row.context("the database failed")?;
    say(&if arguments.json {
        let subject = row.subject;
        let revoked = match target {
            Target::Token(_) => json!({ "token": subject }),
            Target::Person(_) => {
                json!({ "person": subject, "issuedUntilAt": row.issued_until_at })
            }
            Target::Client(_) => json!({ "client": subject }),
        };
        json!({ "revoked": revoked }).to_string()
    } else {
        in_words(&target).to_owned()
    });
    Ok(())
}

/// What the arguments name.
fn target(arguments: &Arguments) -> Result<Target, String> {
    let is_name = |name: &&String| is_claim_text(name);
    let unreadable = |option: &str| format!("{option} is 1 to 256 plain characters without spaces");
    match (&arguments.token, &arguments.person, &arguments.client) {
        (Some(token), ..) => Some(token)
            .filter(is_name)
            .map(|token| Target::Token(token.clone()))
            .ok_or_else(|| unreadable("--token")),
        (None, Some(id), _) => token::person(id)
            .map(Target::Person)
            .ok_or_else(|| "--person is neither an id of ours nor a UUID".to_owned()),
        (None, None, Some(client)) => Some(client)
            .filter(is_name)
            .map(|client| Target::Client(client.clone()))
            .ok_or_else(|| unreadable("--client")),
        (None, None, None) => Err("name a token, a person or a client".to_owned()),
    }
}

/// What has been done, for whoever did it.
const fn in_words(target: &Target) -> &'static str {
    match target {
        Target::Token(_) => "This token is refused from the next request on.",
        Target::Person(_) => {
            "Every token this person was given so far is refused from the next request on."
        }
        Target::Client(_) => {
            "Every token this client presents is refused from the next request on, until --restore."
        }
    }
}
