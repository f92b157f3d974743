//! The day of a meeting: what is prepared, who comes, and what is agreed.

use anyhow::{Context, Result};
use chrono::Days;
use entities::participant::Role;
use entities::{agreement, agreement_action, attendance, attendee, issue, meeting, prep_contact};

use super::stands::{Stands, row};
use crate::app::App;
use crate::auth::Actor;
use crate::domain::agreement::{self as agreements, NewAction, NewDecision, Owner, Terms};
use crate::domain::case::rules::FOR_BODIES;
use crate::domain::casework::Step;
use crate::domain::person::identify;
use crate::domain::session::{self, Attended, Contacted, Declared};
use crate::lifecycle::authority::Limits;
use crate::lifecycle::facilitation;
use crate::lifecycle::mediation::Choice;
use crate::lifecycle::session::Preparation;

/// The wording of the ground rules that people sign.
const GROUND_RULES: &str = "2026-1";

/// Days for what is promised where the law sets no time.
const PROMISED: u64 = 14;

impl Stands {
    /// Mandates are declared and confirmed, the mediator calls everybody, and the rest is done.
    pub(super) async fn prepare(&self, app: &App, coordinator: &Actor) -> Result<()> {
        let (meeting, comers) = self.met(app).await?;
        let mediator = identify(app, meeting.mediator_id).await?;
        session::introduce(app, &mediator, meeting.id, app.today()).await?;
        self.mandate(app, &mediator, &comers).await?;
        for comer in comers {
            let contacted = Contacted {
                person: comer.person_id,
                way: prep_contact::Way::Phone,
                at: app.now(),
                minutes: 20,
                note: (self.ix % 4 == 3).then(|| "Would like to sit near the door.".to_owned()),
            };
            session::contact(app, &mediator, meeting.id, contacted).await?;
        }
        let step = Step::Prepared {
            said: vec![
                Preparation::AttendeeList,
                Preparation::ChildsViews,
                Preparation::Access,
            ],
        };
        self.step(app, coordinator, self.case, step).await
    }

    /// Whoever comes for a body declares what they may decide, and the mediator confirms it.
    async fn mandate(&self, app: &App, mediator: &Actor, comers: &[attendee::Model]) -> Result<()> {
        for comer in comers {
            let (true, Some(seat)) = (FOR_BODIES.contains(&comer.role), comer.participant_id)
            else {
                continue;
            };
            let declared = Declared {
                person: None,
                domains: self.domains(app).await?,
                limits: Limits::None,
                limit_text: None,
                may_sign: true,
            };
            let somebody = identify(app, comer.person_id).await?;
            session::declare(app, &somebody, seat, declared).await?;
            session::confirm(app, mediator, seat, comer.person_id).await?;
        }
        Ok(())
    }

    /// Everybody comes and signs the ground rules, and the session begins.
    pub(super) async fn begin_session(&self, app: &App, coordinator: &Actor) -> Result<()> {
        let (meeting, comers) = self.came(app).await?;
        let mediator = identify(app, meeting.mediator_id).await?;
        for comer in comers {
            let (person, wording) = (Some(comer.person_id), GROUND_RULES.to_owned());
            session::sign_ground_rules(app, &mediator, meeting.id, person, wording).await?;
        }
        let step = Step::DayStarts { on: app.today() };
        self.step(app, coordinator, self.case, step).await
    }

    /// Everybody comes to a facilitated meeting.
    pub(super) async fn meet(&self, app: &App, coordinator: &Actor) -> Result<()> {
        let (meeting, comers) = self.came(app).await?;
        let facilitator = identify(app, meeting.mediator_id).await?;
        self.mandate(app, &facilitator, &comers).await?;
        let step = Step::Facilitation(facilitation::Event::Held { on: app.today() });
        self.step(app, coordinator, self.case, step).await
    }

    /// Whoever comes for the authority may not decide after all, and the family wants another day.
    pub(super) async fn lack(&self, app: &App) -> Result<()> {
        let (meeting, comers) = self.met(app).await?;
        let mediator = identify(app, meeting.mediator_id).await?;
        let officer = comers
            .iter()
            .find(|comer| comer.role == Role::LocalAuthority);
        let officer = officer.context("somebody comes for the authority")?;
        let attended = Attended {
            person: officer.person_id,
            presence: attendance::Presence::Attended,
            basis: Some(basis(officer.role)),
            arrived_at: Some(meeting.starts_at),
            left_at: None,
            authority: Some(attendance::Authority::Missing),
            family: Some(Choice::Rearrange),
        };
        session::attend(app, &mediator, meeting.id, attended).await?;
        Ok(())
    }

    /// Everybody is there from the beginning.
    async fn came(&self, app: &App) -> Result<(meeting::Model, Vec<attendee::Model>)> {
        let (meeting, comers) = self.met(app).await?;
        let mediator = identify(app, meeting.mediator_id).await?;
        for comer in &comers {
            let attended = Attended {
                person: comer.person_id,
                presence: attendance::Presence::Attended,
                basis: Some(basis(comer.role)),
                arrived_at: Some(meeting.starts_at),
                left_at: None,
                authority: None,
                family: None,
            };
            session::attend(app, &mediator, meeting.id, attended).await?;
        }
        Ok((meeting, comers))
    }

    /// The family and the first body write down what they agree, and sign it.
    pub(super) async fn agree(&self, app: &App) -> Result<()> {
        let (meeting, comers) = self.met(app).await?;
        let mediator = identify(app, meeting.mediator_id).await?;
        let is_body = |comer: &&attendee::Model| FOR_BODIES.contains(&comer.role);
        let owner = comers
            .iter()
            .find(is_body)
            .context("a body comes")?
            .person_id;
        let signatories = vec![self.home.parent, owner];
        // The law sets times for a mediation; elsewhere the parties do.
        let is_mediation = self.contact.is_some();
        if is_mediation {
            self.settle(app, &mediator).await?;
        }
        let by_on = app.today() + Days::new(PROMISED);
        let promise = |what: &str| NewAction {
            what: what.to_owned(),
            decision: Some(1),
            issue: None,
            owner: Some(Owner::Person(owner)),
            category: is_mediation.then_some(agreement_action::Category::Promise),
            agreed_override_on: (!is_mediation).then_some(by_on),
            replaces: None,
        };
        let terms = Terms {
            parties: agreement::Parties::All,
            decisions: vec![NewDecision {
                text: "The school and the family look at the support together each month."
                    .to_owned(),
                issue: None,
                is_for_panel: false,
                panel_on: None,
            }],
            actions: vec![
                promise("Writes to the school about the support."),
                promise("Sends the family the therapist's report."),
            ],
            check_how: "The coordinator telephones the family.".to_owned(),
            check_on: None,
            signatories: signatories.clone(),
        };
        let version = row(app, self.case).await?.version;
        agreements::record(app, &mediator, self.case, version, terms).await?;
        for person in signatories {
            let somebody = identify(app, person).await?;
            agreements::sign(app, &somebody, self.case, None, app.today()).await?;
        }
        Ok(())
    }

    /// The first issue is agreed, and no other.
    async fn settle(&self, app: &App, mediator: &Actor) -> Result<()> {
        let issues = crate::domain::case::issues_of(&app.db, &[self.case]).await?;
        for (ix, one) in issues.into_iter().enumerate() {
            let status = if ix == 0 {
                issue::Status::Agreed
            } else {
                issue::Status::NotAgreed
            };
            let version = row(app, self.case).await?.version;
            session::settle(app, mediator, (self.case, version), one.id, status).await?;
        }
        Ok(())
    }

    /// What the case is about.
    async fn domains(&self, app: &App) -> Result<Vec<issue::Domain>> {
        let issues = crate::domain::case::issues_of(&app.db, &[self.case]).await?;
        Ok(issues.into_iter().map(|issue| issue.domain).collect())
    }
}

/// On which basis somebody comes.
fn basis(role: Role) -> attendance::Basis {
    match role {
        Role::Supporter => attendance::Basis::SupporterByRight,
        Role::Interpreter => attendance::Basis::Interpreter,
        Role::Child => attendance::Basis::ChildWithAgreement,
        Role::Family
        | Role::LocalAuthority
        | Role::Health
        | Role::SocialCare
        | Role::Education
        | Role::Mediator => attendance::Basis::Party,
        Role::Other => attendance::Basis::OtherMediatorConsent,
    }
}
