//! What is said besides: summaries, complaints, concerns, evaluations, and whether promises are kept.

use anyhow::{Context, Result};
use chrono::Days;
use entities::participant::Role;
use entities::{
    AgreementActionId, PersonId, agreement_action, attendee, broken_glass, evaluation,
    follow_up_check, safeguarding_concern,
};

use super::asides::{About, Complainant};
use super::stands::{Stands, row};
use crate::app::App;
use crate::auth::Actor;
use crate::demo::cases::Region;
use crate::domain::agreement::{self as agreements, Amendment, NewAction, Owner};
use crate::domain::case::rules::FOR_BODIES;
use crate::domain::concern::{self, NewComplaint, NewConcern};
use crate::domain::evaluation::{self as evaluations, Answer, Scores};
use crate::domain::follow_up::{self, NewCheck};
use crate::domain::person::identify;
use crate::domain::session::{self, AlsoTo};
use crate::domain::{action, agreement, glass};

/// Days that an amendment gives.
const MORE_DAYS: u64 = 21;

impl Stands {
    /// The first who comes for a body.
    pub(super) async fn officer(&self, app: &App) -> Result<PersonId> {
        let (_, comers) = self.met(app).await?;
        let is_body = |comer: &&attendee::Model| FOR_BODIES.contains(&comer.role);
        let officer = comers.iter().find(is_body).context("a body comes")?;
        Ok(officer.person_id)
    }

    /// The mediator of the meeting, signed in.
    pub(super) async fn mediator(&self, app: &App) -> Result<Actor> {
        let (meeting, _) = self.met(app).await?;
        Ok(identify(app, meeting.mediator_id).await?)
    }

    /// Both sides write in confidence what they would like to talk about.
    pub(super) async fn summaries(&self, app: &App) -> Result<()> {
        for (person, text) in [
            (
                self.home.parent,
                "We would like to talk about how help is planned, and who tells us when it changes.",
            ),
            (
                self.officer(app).await?,
                "We would like to explain how the hours were worked out, and to hear what is missing.",
            ),
        ] {
            let somebody = identify(app, person).await?;
            let text = Some(text.to_owned());
            session::write(app, &somebody, self.case, None, text).await?;
        }
        Ok(())
    }

    /// The family writes no summary this time.
    pub(super) async fn no_summary(&self, app: &App) -> Result<()> {
        let parent = identify(app, self.home.parent).await?;
        session::write(app, &parent, self.case, None, None).await?;
        Ok(())
    }

    /// The mediator gives the summaries to the parties.
    pub(super) async fn exchange(&self, app: &App) -> Result<()> {
        let (meeting, _) = self.met(app).await?;
        let mediator = identify(app, meeting.mediator_id).await?;
        session::exchange(app, &mediator, meeting.id, AlsoTo::default()).await?;
        Ok(())
    }

    /// Whoever comes for a body says how it was, and the family where it has not.
    pub(super) async fn evaluations(&self, app: &App) -> Result<()> {
        let open = evaluations::of_cases(&app.db, &[self.case]).await?;
        let open = open.into_iter().filter(|row| row.submitted_at.is_none());
        for (number, invited) in (0..).zip(open) {
            let somebody = identify(app, invited.person_id).await?;
            let grade = 3 + number % 3;
            let answer = Answer {
                channel: evaluation::Channel::Electronic,
                scores: Scores {
                    service: 4,
                    mediator: 5,
                    preparation: grade,
                    fairness: 5,
                    heard: 4,
                    outcome: grade,
                },
                text: Some("There was time for both sides.".to_owned()),
                may_quote: number % 2 == 0,
            };
            evaluations::submit(app, &somebody, self.case, None, answer).await?;
        }
        Ok(())
    }

    /// Somebody complains.
    pub(super) async fn complain(
        &self,
        app: &App,
        coordinator: &Actor,
        (complainant, about): (Complainant, About),
    ) -> Result<()> {
        let parent = self.home.parent;
        let (actor, named) = match complainant {
            Complainant::Family => (identify(app, parent).await?, None),
            Complainant::FamilyByTelephone => (coordinator.clone(), Some(parent)),
            Complainant::Officer => {
                let officer = self.officer(app).await?;
                (identify(app, officer).await?, None)
            }
        };
        let (person, action, text) = match about {
            About::Service => (None, None, "The letter with the date came a day late."),
            About::Mediator => {
                let (meeting, _) = self.met(app).await?;
                let text = "We would have liked more time to speak.";
                (Some(meeting.mediator_id), None, text)
            }
            About::Promise => {
                let late = self.first_promise(app).await?;
                (None, Some(late), "We still wait for what was promised.")
            }
        };
        let new = NewComplaint {
            complainant: named,
            person,
            action,
            text: text.to_owned(),
            made_on: app.today(),
        };
        concern::complain(app, &actor, self.case, new).await?;
        Ok(())
    }

    /// The manager looks into the file and says what came of each complaint.
    pub(super) async fn resolve(&self, app: &App, region: Region<'_>) -> Result<()> {
        let manager = identify(app, region.staff.manager).await?;
        glass::break_it(app, &manager, self.case, broken_glass::Reason::Complaint).await?;
        for (complaint, _) in concern::complaints_to_handle(app, &manager).await? {
            if complaint.case_id == self.case {
                let outcome =
                    "The manager has apologised, and letters now go out two days earlier.";
                concern::resolve(app, &manager, complaint.id, outcome).await?;
            }
        }
        Ok(())
    }

    /// The mediator raises a concern, and the coordinator needs to know; or else the coordinator does,
    /// who refers it.
    pub(super) async fn concern(
        &self,
        app: &App,
        region: Region<'_>,
        (category, is_of_mediator): (safeguarding_concern::Category, bool),
    ) -> Result<()> {
        let new = if is_of_mediator {
            NewConcern {
                category,
                text: "A remark in the break was passed on, so that somebody asks how things are."
                    .to_owned(),
                referred_to: None,
                referred_on: None,
                readers: vec![region.staff.coordinator],
                suspends: None,
            }
        } else {
            NewConcern {
                category,
                text:
                    "Somebody in the family may need help of their own, and was told where to ask."
                        .to_owned(),
                referred_to: Some("The authority's first contact team".to_owned()),
                referred_on: Some(app.today()),
                readers: vec![region.staff.coordinator],
                suspends: None,
            }
        };
        let mediator = if is_of_mediator {
            Some(self.mediator(app).await?)
        } else {
            None
        };
        let actor = mediator.as_ref().unwrap_or(region.coordinator);
        concern::raise(app, actor, self.case, new).await?;
        Ok(())
    }

    /// The first promise that is not kept.
    async fn first_promise(&self, app: &App) -> Result<AgreementActionId> {
        let all = action::of_cases(&app.db, &[self.case]).await?;
        let is_open = |promise: &agreement_action::Model| {
            promise.until_edition.is_none() && !action::is_done(promise)
        };
        let open = all.into_iter().find(is_open);
        Ok(open.context("something is promised")?.id)
    }

    /// The family says that a promise is not kept.
    pub(super) async fn not_kept(&self, app: &App) -> Result<()> {
        let parent = identify(app, self.home.parent).await?;
        let promise = self.first_promise(app).await?;
        let text = "Nothing has come by post so far.";
        action::not_kept(app, &parent, promise, text).await?;
        Ok(())
    }

    /// The coordinator takes the lateness of a promise further.
    pub(super) async fn escalate(&self, app: &App, coordinator: &Actor) -> Result<()> {
        let promise = self.first_promise(app).await?;
        action::escalate(app, coordinator, promise).await?;
        Ok(())
    }

    /// The parties agree in writing on more time for a promise.
    pub(super) async fn amend(&self, app: &App) -> Result<()> {
        let (mediator, officer) = (self.mediator(app).await?, self.officer(app).await?);
        let replaced = self.first_promise(app).await?;
        let amendment = Amendment {
            on: app.today(),
            is_in_writing: true,
            reason: "The school's holidays come between.".to_owned(),
            agreed_by: vec![self.home.parent, officer],
            decisions: Vec::new(),
            actions: vec![NewAction {
                what: "Writes to the school about the support, after the holidays.".to_owned(),
                decision: None,
                issue: None,
                owner: Some(Owner::Person(officer)),
                category: None,
                agreed_override_on: Some(app.today() + Days::new(MORE_DAYS)),
                replaces: Some(replaced),
            }],
            withdrawn: Vec::new(),
            check_how: None,
            check_on: None,
        };
        let version = row(app, self.case).await?.version;
        agreements::amend(app, &mediator, self.case, version, amendment).await?;
        Ok(())
    }

    /// The new wording goes to all.
    pub(super) async fn send_again(&self, app: &App, coordinator: &Actor) -> Result<()> {
        let version = row(app, self.case).await?.version;
        agreement::send_typed(app, coordinator, self.case, version, app.today()).await?;
        Ok(())
    }

    /// Somebody asks the family again whether it works, and there is something left to do.
    pub(super) async fn check_again(&self, app: &App, coordinator: &Actor) -> Result<()> {
        let new = NewCheck {
            checked_on: app.today(),
            asked: Role::Family,
            working: follow_up_check::Working::Partly,
            problems: Some("One of the monthly talks was missed.".to_owned()),
            next: Some("The coordinator asks again after the next one.".to_owned()),
            relationship: follow_up_check::Relationship::Better,
        };
        follow_up::record(app, coordinator, self.case, new).await?;
        Ok(())
    }
}
