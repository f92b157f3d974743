//! After a meeting: copies, how it was, and what was promised.

use anyhow::Result;
use entities::participant::Role;
use entities::{agreement_action, evaluation, follow_up_check};

use super::stands::{Stands, row};
use crate::app::App;
use crate::auth::Actor;
use crate::domain::evaluation::{self as evaluations, Answer, Scores};
use crate::domain::follow_up::{self, NewCheck};
use crate::domain::person::identify;
use crate::domain::{action, agreement};

impl Stands {
    /// Typed copies go to all, and everybody who was there is asked how it was.
    pub(super) async fn send(&self, app: &App, coordinator: &Actor) -> Result<()> {
        let version = row(app, self.case).await?.version;
        agreement::send_typed(app, coordinator, self.case, version, app.today()).await?;
        evaluations::invite(app, coordinator, self.case).await?;
        Ok(())
    }

    /// The family says how it was.
    pub(super) async fn evaluate(&self, app: &App) -> Result<()> {
        let parent = identify(app, self.home.parent).await?;
        let grade = i32::try_from(3 + self.ix % 3).unwrap_or(3);
        let answer = Answer {
            channel: evaluation::Channel::Electronic,
            scores: Scores {
                service: grade,
                mediator: 5,
                preparation: grade,
                fairness: 4,
                heard: 5,
                outcome: grade,
            },
            text: Some("We could say what mattered to us.".to_owned()),
            may_quote: true,
        };
        evaluations::submit(app, &parent, self.case, None, answer).await?;
        Ok(())
    }

    /// Every promise is kept, as those who made it say.
    pub(super) async fn keep(&self, app: &App, coordinator: &Actor) -> Result<()> {
        for promise in action::of_cases(&app.db, &[self.case]).await? {
            let is_amended = promise.until_edition.is_some();
            if is_amended || promise.state == agreement_action::State::Done {
                continue;
            }
            let evidence = "A copy of the letter came.";
            action::done(app, coordinator, promise.id, app.today(), evidence).await?;
        }
        Ok(())
    }

    /// Somebody asks the family whether it works.
    pub(super) async fn check(&self, app: &App, coordinator: &Actor) -> Result<()> {
        let new = NewCheck {
            checked_on: app.today(),
            asked: Role::Family,
            working: follow_up_check::Working::Well,
            problems: None,
            next: None,
            relationship: follow_up_check::Relationship::Better,
        };
        follow_up::record(app, coordinator, self.case, new).await?;
        Ok(())
    }
}
