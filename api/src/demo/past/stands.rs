//! Where a case stands, and what people do in it up to the day of the meeting.

use anyhow::{Context, Result};
use chrono::{Days, NaiveDate};
use entities::issue::Domain;
use entities::participant::Role;
use entities::{CaseId, MeetingId, attendee, case, meeting, referral};
use scheduler::Proposal;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::acts::Act;
use super::tales::{Route, Tale, Wanted};
use super::{asides, comes, steps};
use crate::app::{App, day_of};
use crate::auth::Actor;
use crate::demo::cases::Region;
use crate::demo::filling::Filling;
use crate::demo::hours::{self, Habit};
use crate::demo::households::{self, Household};
use crate::demo::plans::domains;
use crate::domain::casework::{self, ChosenIssue, Step};
use crate::domain::follow_up;
use crate::domain::meeting as meetings;
use crate::domain::proposal::{self, Draft};
use crate::domain::referral as referrals;
use crate::lifecycle::advice;
use crate::planning::Wish;

/// From how many dates one is chosen.
const CHOICE: usize = 20;

/// Days between the agreement on a date and the meeting, at least: it takes some to prepare it.
const PREPARING: u64 = 7;

/// A case that has come in.
pub(super) struct Stands {
    pub(super) ix: usize,
    /// The case in which something happens next.
    pub(super) case: CaseId,
    /// The contact from which it came.
    pub(super) contact: Option<CaseId>,
    pub(super) home: Household,
    /// Which date suits the case.
    wanted: Wanted,
}

impl Stands {
    /// A family comes, and with it a case.
    pub(super) async fn begin(
        filling: &mut Filling<'_>,
        region: Region<'_>,
        ix: usize,
        tale: Tale,
    ) -> Result<Self> {
        let la = ix % region.bodies.las.len();
        let home = households::register(filling, region.bodies, la, "en").await?;
        let windows = hours::school_hours(&filling.diary, &mut filling.chance, Habit::SchoolHours);
        let (_, until_on) = filling.diary.range();
        let today = filling.app.today();
        let ahead = windows.into_iter();
        let ahead = ahead.filter(|window| crate::app::day_of(window.starts_at) >= today);
        filling
            .says_between(home.parent, (today, until_on), ahead.collect())
            .await?;
        let case = match tale.route {
            Route::Refers | Route::Refused | Route::Signposted | Route::Lapsed => {
                comes::refer(filling, region, (ix, tale.kind), &home).await?
            }
            Route::Late
            | Route::SectionI
            | Route::Declines
            | Route::Mediates
            | Route::Lags
            | Route::Disagrees
            | Route::Adjourns
            | Route::Unauthorised
            | Route::Cancelled
            | Route::Withdraws
            | Route::Leaves
            | Route::Resolves
            | Route::Breaks
            | Route::StandsAlone
            | Route::Facilitates => comes::open(filling, region, (ix, tale), &home).await?,
        };
        Ok(Self {
            ix,
            case,
            contact: None,
            home,
            wanted: tale.wanted(),
        })
    }

    /// Whether the case that is watched stands where it is to stand.
    pub(super) async fn has_come(&self, app: &App, tale: Tale) -> Result<bool> {
        let mut ids = vec![self.case];
        ids.extend(self.contact);
        for id in ids {
            let row = row(app, id).await?;
            if row.kind == tale.kind && row.state == tale.until {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The meeting that is held or agreed, or took place.
    pub(super) async fn meeting(&self, app: &App) -> Result<Option<meeting::Model>> {
        let all = meetings::of_cases(&app.db, &[self.case]).await?;
        let stands = |row: &meeting::Model| match row.state {
            meeting::State::Held | meeting::State::Confirmed | meeting::State::Completed => true,
            meeting::State::Lapsed | meeting::State::Cancelled => false,
        };
        Ok(all.into_iter().find(stands))
    }

    /// The same, with who comes.
    pub(super) async fn met(&self, app: &App) -> Result<(meeting::Model, Vec<attendee::Model>)> {
        let meeting = self.meeting(app).await?.context("they meet")?;
        let comers = self.comers(app, meeting.id).await?;
        Ok((meeting, comers))
    }

    /// Who comes to the meeting but the mediator, each with the role of their seat.
    async fn comers(&self, app: &App, id: MeetingId) -> Result<Vec<attendee::Model>> {
        let seats = crate::domain::case::participants_of(&app.db, &[self.case]).await?;
        let mut comers = meetings::attendees_of(&app.db, &[id]).await?;
        comers.retain(|comer| comer.role != Role::Mediator);
        for comer in &mut comers {
            let seat = seats
                .iter()
                .find(|seat| Some(seat.id) == comer.participant_id);
            comer.role = seat.map_or(comer.role, |seat| seat.role);
        }
        Ok(comers)
    }

    /// Records a step of a case as it now stands.
    pub(super) async fn step(
        &self,
        app: &App,
        actor: &Actor,
        id: CaseId,
        step: Step,
    ) -> Result<()> {
        let version = row(app, id).await?.version;
        casework::record(app, actor, id, version, step).await?;
        Ok(())
    }

    /// Does one thing, and what happens besides; false when the story cannot go on.
    pub(super) async fn act(
        &mut self,
        filling: &mut Filling<'_>,
        region: Region<'_>,
        act: Act,
    ) -> Result<bool> {
        let went_on = self.course(filling, region, act).await?;
        for aside in asides::after(self.ix, act) {
            let done = self.besides(filling.app, region, aside).await;
            done.with_context(|| format!("{aside:?}"))?;
        }
        Ok(went_on)
    }

    /// Does one thing; false when the story cannot go on.
    async fn course(
        &mut self,
        filling: &mut Filling<'_>,
        region: Region<'_>,
        act: Act,
    ) -> Result<bool> {
        let (app, coordinator) = (filling.app, region.coordinator);
        match act {
            Act::Hold => return self.hold(app, coordinator, filling.today).await,
            Act::Confirm => self.confirm(app, coordinator).await?,
            Act::Cancel => self.cancel(app, coordinator).await?,
            Act::Choose => self.choose(app, coordinator).await?,
            Act::Prepare => self.prepare(app, coordinator).await?,
            Act::Begin => self.begin_session(app, coordinator).await?,
            Act::Lack => self.lack(app).await?,
            Act::Meet => self.meet(app, coordinator).await?,
            Act::Agree => self.agree(app).await?,
            Act::Send => self.send(app, coordinator).await?,
            Act::Evaluate => self.evaluate(app).await?,
            Act::Keep => self.keep(app, coordinator).await?,
            Act::Check => self.check(app, coordinator).await?,
            Act::NoAppeal => {
                follow_up::appeal(app, coordinator, self.case, None).await?;
            }
            Act::Agenda => self.agenda(app, coordinator).await?,
            Act::Papers => self.papers(app, coordinator).await?,
            Act::Notes => self.notes(app, coordinator).await?,
            Act::Comment => self.comments(app, coordinator).await?,
            Act::Come | Act::Late => {}
            Act::Referral(act) => {
                let version = row(app, self.case).await?.version;
                let identity = if self.ix == asides::OF_AGE {
                    referral::Identity::AlternativePerson
                } else {
                    referral::Identity::Parent
                };
                let step = steps::referral_step(act, app, identity);
                referrals::record(app, coordinator, self.case, version, step).await?;
            }
            Act::Contact(act) => {
                let id = self.contact.unwrap_or(self.case);
                self.step(app, coordinator, id, steps::contact_step(act, app))
                    .await?;
            }
            Act::Case(act) => {
                let step = steps::case_step(act, app);
                self.step(app, coordinator, self.case, step).await?;
            }
        }
        Ok(true)
    }

    /// The family chooses mediation: what happens next happens in the case that follows.
    async fn choose(&mut self, app: &App, coordinator: &Actor) -> Result<()> {
        let issues = about(self.ix).iter().map(|&domain| ChosenIssue {
            domain,
            text: None,
            is_health_provision_missing: false,
            wanted_provision: None,
        });
        let step = Step::Chosen {
            on: app.today(),
            issues: issues.collect(),
            informs: advice::Informer::Service,
        };
        self.step(app, coordinator, self.case, step).await?;
        let followed = case::Entity::find()
            .filter(case::Column::ChildId.eq(self.home.child))
            .filter(case::Column::Id.ne(self.case))
            .one(&app.db)
            .await?;
        let followed = followed.context("a mediation follows")?;
        self.contact = Some(std::mem::replace(&mut self.case, followed.id));
        Ok(())
    }

    /// A date is held that is as this case wants it; false when there is none at all.
    async fn hold(&self, app: &App, coordinator: &Actor, today: NaiveDate) -> Result<bool> {
        let dates = proposal::propose(app, coordinator, self.case, Wish::default(), CHOICE).await?;
        let day = |one: &Proposal| day_of(dates.snapshot.instant(one.slot));
        let soonest = app.today() + Days::new(PREPARING);
        let all = dates.proposals.iter();
        let mut all: Vec<_> = all.filter(|one| soonest <= day(one)).collect();
        all.sort_by_key(|one| one.slot);
        let chosen = match self.wanted {
            Wanted::Early => all.first(),
            Wanted::Recent => {
                let before = all.iter().rev().find(|one| day(one) < today);
                before.or(all.first())
            }
            Wanted::Ahead => all.last(),
        };
        let Some(chosen) = chosen else {
            return Ok(false);
        };
        let draft = Draft::of(&dates.snapshot, self.case, chosen).seal();
        meetings::hold(app, coordinator, self.case, &draft).await?;
        Ok(true)
    }

    async fn confirm(&self, app: &App, coordinator: &Actor) -> Result<()> {
        let held = self.meeting(app).await?.context("a date is held")?;
        meetings::confirm(app, coordinator, held.id, held.version).await?;
        Ok(())
    }

    /// The authority's officer is needed elsewhere.
    async fn cancel(&self, app: &App, coordinator: &Actor) -> Result<()> {
        let agreed = self.meeting(app).await?.context("a date is agreed")?;
        let (cause, side) = (meeting::CancelCause::LaUnavailable, meeting::CancelSide::La);
        meetings::cancel(app, coordinator, agreed.id, agreed.version, cause, side).await?;
        Ok(())
    }
}

/// A case as it now stands.
pub(super) async fn row(app: &App, id: CaseId) -> Result<case::Model> {
    let row = case::Entity::find_by_id(id).one(&app.db).await?;
    row.context("the case is there")
}

/// What a dispute at a position is about.
fn about(ix: usize) -> &'static [Domain] {
    domains(case::Kind::MedE, ix)
}
