//! A facilitated meeting: agenda, papers, notes.

use anyhow::Result;
use chrono::Days;
use entities::participant::Role;

use super::stands::Stands;
use crate::app::App;
use crate::auth::Actor;
use crate::domain::casework::Step;
use crate::domain::pack::{self, NewItem};
use crate::domain::person::identify;
use crate::lifecycle::facilitation::Event;

/// Days for comments on the notes.
const COMMENTS: u64 = 7;

impl Stands {
    /// The agenda is drafted.
    pub(super) async fn agenda(&self, app: &App, coordinator: &Actor) -> Result<()> {
        for (title, opened_by, minutes) in [
            ("What works at school", Some(Role::Family), 20),
            ("What the team can do", Some(Role::Education), 40),
            ("Who does what until when", None, 30),
        ] {
            let new = NewItem {
                title: title.to_owned(),
                opened_by,
                minutes: Some(minutes),
            };
            pack::add_item(app, coordinator, self.case, new).await?;
        }
        self.step(app, coordinator, self.case, Step::Agenda).await
    }

    /// The papers go out.
    pub(super) async fn papers(&self, app: &App, coordinator: &Actor) -> Result<()> {
        let title = "What the school has tried";
        pack::add_paper(app, coordinator, self.case, title, Role::Education).await?;
        let step = Step::Papers { on: app.today() };
        self.step(app, coordinator, self.case, step).await
    }

    /// The notes are drafted.
    pub(super) async fn notes(&self, app: &App, coordinator: &Actor) -> Result<()> {
        let text = "The team meets once a month. The family is told the day before.";
        pack::write_notes(app, coordinator, self.case, text).await?;
        self.step(app, coordinator, self.case, Step::Notes).await
    }

    /// The notes go to everybody, and the family has something to add.
    pub(super) async fn comments(&self, app: &App, coordinator: &Actor) -> Result<()> {
        let until_on = app.today() + Days::new(COMMENTS);
        let step = Step::Facilitation(Event::CommentsOpened { until_on });
        self.step(app, coordinator, self.case, step).await?;
        let parent = identify(app, self.home.parent).await?;
        let text = "It was agreed that we are told two days before.";
        pack::comment(app, &parent, self.case, Some(text)).await?;
        Ok(())
    }
}
