//! What is arranged besides: who may come, in which language, what the child thinks, who pays.

use anyhow::{Context, Result};
use entities::participant::Role;
use entities::{
    AttendanceProposalId, alternative_person, childs_view, enquiry, expense_claim, expense_item,
    interpreter_booking, participant, person,
};

use super::asides::{Payer, Wish};
use super::stands::{Stands, row};
use crate::app::{App, day_of};
use crate::auth::Actor;
use crate::demo::cases::Region;
use crate::demo::names::Names;
use crate::domain::expense::{self, Decision, NewItem};
use crate::domain::parties::{self, NewInterpreters, NewViews, PartyChange, Who};
use crate::domain::person::{NewPerson, identify};
use crate::domain::referral::{NewEnquiry, enquire};
use crate::law::expenses::{Item, Terms};

/// The first name of those who are named besides: each tale has one of its own.
const FIRST_NAME: usize = 800;

/// How many days ahead interpreters are booked.
const LEAD_DAYS: i32 = 5;

impl Stands {
    /// Changes who takes part in the case as it now stands.
    pub(super) async fn change(&self, app: &App, actor: &Actor, change: PartyChange) -> Result<()> {
        let version = row(app, self.case).await?.version;
        parties::change(app, actor, self.case, version, change).await?;
        Ok(())
    }

    /// Somebody new, whom only this tale names.
    fn newcomer(&self) -> Who {
        let name = Names::from(FIRST_NAME + self.ix).next();
        Who::New(Box::new(NewPerson {
            name: name.full(),
            email: Some(name.email("family")),
            phone: Some(name.phone()),
            channel: person::Channel::Phone,
            outcode: None,
            is_child: false,
            languages: vec!["en".to_owned()],
            needs: Vec::new(),
        }))
    }

    /// Somebody asks in confidence, and is answered.
    pub(super) async fn enquiry(
        &self,
        app: &App,
        region: Region<'_>,
        topic: enquiry::Topic,
    ) -> Result<()> {
        let answer = match topic {
            enquiry::Topic::Suitability => "Mediation is voluntary, and the call costs nothing.",
            enquiry::Topic::Advice => "An adviser explains what mediation is, and who comes.",
            enquiry::Topic::Mediation => "The service arranges a meeting at a neutral place.",
            enquiry::Topic::Resolution => "Disagreement resolution is there for the rest.",
            enquiry::Topic::Facilitation => "Somebody neutral can lead the meeting.",
            enquiry::Topic::Deadlines => "It is two months from the letter with the decision.",
            enquiry::Topic::OtherHelp => "The information and advice service helps with the form.",
        };
        let las = &region.bodies.las;
        let new = NewEnquiry {
            provider: region.bodies.provider,
            la: las[self.ix % las.len()].id,
            topic,
            answer: answer.to_owned(),
            asked_on: app.today(),
        };
        enquire(app, region.coordinator, new).await?;
        Ok(())
    }

    /// A parent stands in the place of a young person.
    pub(super) async fn alternative(&self, app: &App, coordinator: &Actor) -> Result<()> {
        let change = PartyChange::Alternative(self.newcomer(), alternative_person::Basis::Parent);
        self.change(app, coordinator, change).await
    }

    /// What the child thinks is taken down, by the mediator or by the parent.
    pub(super) async fn views(
        &self,
        app: &App,
        (method, is_of_mediator): (childs_view::Method, bool),
    ) -> Result<()> {
        let (actor, obtained_by, text, scope) = if is_of_mediator {
            (
                self.mediator(app).await?,
                "The mediator, before the meeting",
                "I like mornings best. I would like to know the day before what comes next.",
                childs_view::Scope::EverybodyTakingPart,
            )
        } else {
            (
                identify(app, self.home.parent).await?,
                "A parent, at home",
                "I like it when it is quiet, and when I may finish what I have begun.",
                childs_view::Scope::FamilyAndMediator,
            )
        };
        let new = NewViews {
            method,
            obtained_by: obtained_by.to_owned(),
            obtained_on: app.today(),
            text: text.to_owned(),
            scope,
        };
        self.change(app, &actor, PartyChange::Views(Box::new(new)))
            .await
    }

    /// Interpreters are booked; the agency names them later.
    pub(super) async fn interpreters(
        &self,
        app: &App,
        region: Region<'_>,
        (kind, language): (interpreter_booking::Kind, &str),
    ) -> Result<()> {
        let new = NewInterpreters {
            kind,
            language: language.to_owned(),
            count: 1,
            lead_days: LEAD_DAYS,
            agency: Some(region.bodies.agency),
            people: Vec::new(),
        };
        let change = PartyChange::Interpreters(Box::new(new));
        self.change(app, region.coordinator, change).await
    }

    /// Somebody more wishes to attend, and the parties answer.
    pub(super) async fn wish(&self, app: &App, coordinator: &Actor, wish: Wish) -> Result<()> {
        let change = PartyChange::Propose(Role::Other, self.newcomer());
        self.change(app, coordinator, change).await?;
        let proposals = parties::proposals_of(&app.db, &[self.case]).await?;
        let proposal = proposals.last().context("somebody wishes to attend")?.id;
        match wish {
            Wish::Asked => {}
            Wish::Consented => self.answer(app, coordinator, (proposal, true)).await?,
            Wish::Open => self.answer(app, coordinator, (proposal, false)).await?,
            Wish::Declined => {
                self.answer(app, coordinator, (proposal, false)).await?;
                let decide = PartyChange::Decide {
                    proposal,
                    is_admitted: false,
                };
                let mediator = self.mediator(app).await?;
                self.change(app, &mediator, decide).await?;
            }
        }
        Ok(())
    }

    /// The family consents, and the bodies do or do not, as they tell the coordinator.
    async fn answer(
        &self,
        app: &App,
        coordinator: &Actor,
        (proposal, do_bodies): (AttendanceProposalId, bool),
    ) -> Result<()> {
        let seats = crate::domain::case::participants_of(&app.db, &[self.case]).await?;
        let is_asked = |seat: &&participant::Model| {
            let is_party = [Role::Family, Role::LocalAuthority].contains(&seat.role);
            is_party && seat.requirement != participant::Requirement::Informant
        };
        for seat in seats.iter().filter(is_asked) {
            let change = PartyChange::Answer {
                proposal,
                seat: seat.id,
                is_consent: seat.role == Role::Family || do_bodies,
                on: app.today(),
            };
            self.change(app, coordinator, change).await?;
        }
        Ok(())
    }

    /// The payer of expenses asks to see what shows them.
    pub(super) async fn terms(&self, app: &App, coordinator: &Actor) -> Result<()> {
        let terms = Terms {
            prior_agreement: false,
            evidence: true,
        };
        expense::set_terms(app, coordinator, self.case, terms).await?;
        Ok(())
    }

    /// The family claims what it cost to come.
    pub(super) async fn expenses(
        &self,
        app: &App,
        coordinator: &Actor,
        payer: Payer,
    ) -> Result<()> {
        let (meeting, _) = self.met(app).await?;
        let item = |kind, amount_pence, quantity| NewItem {
            item: Item {
                kind,
                spent_on: day_of(meeting.starts_at),
                amount_pence,
                quantity,
                cared_for: (kind == expense_item::Kind::Carer).then_some(1),
                is_standard_class: true,
                is_registered: true,
                has_evidence: true,
                agreed_on: None,
            },
            evidence: Some("A copy of the receipt.".to_owned()),
        };
        let items = match payer {
            Payer::Waits => vec![
                item(expense_item::Kind::Mileage, None, Some(124)),
                item(expense_item::Kind::LossOfEarnings, Some(5_200), None),
            ],
            Payer::Agrees => vec![
                item(expense_item::Kind::PublicTransport, Some(640), None),
                item(expense_item::Kind::Carer, Some(2_000), Some(240)),
            ],
            Payer::Refuses => vec![item(expense_item::Kind::Taxi, Some(3_150), None)],
        };
        let parent = identify(app, self.home.parent).await?;
        expense::claim(app, &parent, self.case, None, items).await?;
        let decision = match payer {
            Payer::Waits => return Ok(()),
            Payer::Agrees => Decision::Agree,
            Payer::Refuses => Decision::Refuse("The receipt is of another day.".to_owned()),
        };
        let claims = expense::claims_of(&app.db, &[self.case]).await?;
        let open = claims.iter();
        let mut open = open.filter(|claim| claim.state == expense_claim::State::Claimed);
        let claim = open.next().context("expenses are claimed")?.id;
        expense::decide(app, coordinator, claim, decision).await?;
        Ok(())
    }
}
