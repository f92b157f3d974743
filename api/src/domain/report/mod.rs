//! Reports to commissioners: the figures K1 to K25 of a period, and the return to the Department for
//! Education.
//!
//! The facts are read in a fixed number of statements (`store`), each figure is counted by a pure function
//! of them (`figures`), and what is published of it shows no count under five (`publish`, `hide`).
//!
//! | module    | question it answers                                    |
//! |-----------|--------------------------------------------------------|
//! | [`Key`]   | which figures are there, and what does each say?       |
//! | `period`  | which days?                                            |
//! | `facts`   | what stands in the database, case by case?             |
//! | `figures` | what is counted for each figure?                       |
//! | `hide`    | which rows would give away a small count?              |
//! | `publish` | what is shown?                                         |
//! | `dfe`     | what does the authority return to the Department?      |
//! | [`csv`]   | how does it look in a spreadsheet?                     |

pub mod csv;
mod dfe;
mod facts;
mod figures;
mod hide;
mod key;
mod labels;
mod period;
mod publish;
mod store;
mod tally;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use entities::{CaseId, OrganisationId, organisation};
use sea_orm::DbErr;
use uuid::Uuid;

use crate::app::App;
use crate::auth::{Actor, ReportView, may_report};
use crate::database::begin_reading;
use crate::domain::{Failure, Refusal, path};

pub use dfe::{Decision, DfeCase, DfeCount, DfeReturn};
pub use hide::LEAST;
pub use key::{Key, Unit};
pub use period::Period;
pub use publish::{Figure, Part, Row};
pub use tally::Axis;

use facts::Facts;
use period::NoPeriod;
use store::Scope;
use tally::{Counted, Tally};

/// What to report.
#[derive(Clone, Copy, Debug)]
pub struct Order {
    /// Who pays.
    pub commissioner: OrganisationId,
    /// The service; `None` for the only one that the asker can have a report of.
    pub provider: Option<OrganisationId>,
    /// The first day.
    pub from_on: NaiveDate,
    /// The last day.
    pub to_on: NaiveDate,
}

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum ReportRefused {
    /// There is no such commissioner, or none whose report the asker may read.
    #[error("there is no such commissioner")]
    NotFound,
    /// Several services work for the commissioner.
    #[error("several services work for this commissioner. Maybe say which one")]
    WhichService,
    /// The last day is before the first.
    #[error("the last day of a period is not before its first")]
    Backwards,
    /// A day is out of reach.
    #[error("Concord works with dates from 2014 to 2100")]
    OutOfReach,
    /// The period is too long.
    #[error("a report spans five years at most")]
    TooLong,
    /// A commissioner asks for other days than a quarter.
    #[error(
        "a commissioner's report is of one quarter: from 1 January, April, July or October. Other \
         periods could be subtracted from one another until single families show"
    )]
    NotAQuarter,
    /// A commissioner asks for a quarter that is not over.
    #[error("this quarter is not over")]
    NotOver,
    /// A return is asked for that is none of this commissioner's.
    #[error("only a local authority returns mediations to the Department for Education")]
    NoReturn,
}

impl Refusal for ReportRefused {
    fn field(&self) -> Vec<String> {
        match self {
            Self::NotFound | Self::NoReturn => path(&["commissionerId"]),
            Self::WhichService => path(&["providerId"]),
            Self::Backwards | Self::TooLong | Self::NotOver => path(&["to"]),
            Self::OutOfReach | Self::NotAQuarter => path(&["from"]),
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::WhichService => "WHICH_SERVICE",
            Self::Backwards => "PERIOD_BACKWARDS",
            Self::OutOfReach => "DATE_OUT_OF_REACH",
            Self::TooLong => "PERIOD_TOO_LONG",
            Self::NotAQuarter => "NOT_A_QUARTER",
            Self::NotOver => "PERIOD_NOT_OVER",
            Self::NoReturn => "NO_RETURN",
        }
    }
}

impl From<NoPeriod> for ReportRefused {
    fn from(no: NoPeriod) -> Self {
        match no {
            NoPeriod::Backwards => Self::Backwards,
            NoPeriod::OutOfReach => Self::OutOfReach,
            NoPeriod::TooLong => Self::TooLong,
        }
    }
}

/// A report: nothing in it points to a case, but for what [`Report::events`] tells a manager.
#[derive(Clone, Debug)]
pub struct Report {
    /// Who pays.
    pub commissioner: organisation::Model,
    /// Who works.
    pub provider: organisation::Model,
    /// For which days.
    pub period: Period,
    /// The figures, in the order of [`Key::ALL`].
    pub figures: Vec<Figure>,
    tallies: Vec<Tally>,
    references: BTreeMap<CaseId, String>,
    view: ReportView,
}

/// One thing counted for a figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// What people call the case.
    pub reference: String,
    /// The day by which it belongs to the period.
    pub on: NaiveDate,
    /// What happened.
    pub words: String,
    /// Whether the aim was met.
    pub is_met: bool,
}

impl Report {
    /// What was counted for a figure, the earliest first; `None` for whoever may not look behind it.
    #[must_use]
    pub fn events(&self, key: Key) -> Option<Vec<Event>> {
        match self.view {
            ReportView::Traced => {}
            ReportView::Figures | ReportView::Quarters => return None,
        }
        let tally = self.tallies.iter().find(|tally| tally.key == key)?;
        let mut events: Vec<Event> = tally.counted.iter().map(|one| self.event(one)).collect();
        events.sort_by(|one, other| (one.on, &one.reference).cmp(&(other.on, &other.reference)));
        Some(events)
    }

    fn event(&self, counted: &Counted) -> Event {
        let reference = self.references.get(&counted.case);
        Event {
            reference: reference.cloned().unwrap_or_default(),
            on: counted.on,
            words: counted.words.clone(),
            is_met: counted.is_met,
        }
    }

    /// The report from the facts.
    fn of(
        (commissioner, provider): (organisation::Model, organisation::Model),
        facts: &Facts,
        view: ReportView,
    ) -> Self {
        let keys = Key::ALL.iter();
        let tallies: Vec<Tally> = keys.map(|&key| figures::tally(key, facts)).collect();
        let cases = facts.cases.iter();
        Self {
            commissioner,
            provider,
            period: facts.period,
            figures: tallies.iter().map(publish::published).collect(),
            references: cases
                .map(|case| (case.row.id, case.row.reference.clone()))
                .collect(),
            tallies,
            view,
        }
    }
}

/// Makes a report for somebody: for those who run or arrange for the service, of a commissioner it works
/// for; for the commissioner, of its own quarters that are over.
///
/// # Errors
///
/// [`ReportRefused`], or the database fails.
pub async fn of(app: &App, actor: &Actor, order: Order) -> Result<Report, Failure<ReportRefused>> {
    let (scope, view) = allowed(app, actor, order).await?;
    report(app, scope, view).await
}

/// Makes a report for whoever sits at the machine of the service.
///
/// # Errors
///
/// [`ReportRefused`], or the database fails.
pub async fn of_service(app: &App, order: Order) -> Result<Report, Failure<ReportRefused>> {
    let scope = at_the_machine(app, order).await?;
    report(app, scope, ReportView::Figures).await
}

/// Makes an authority's return: for those who run the service, and for the authority's own commissioner,
/// who is not told the service's names of the cases.
///
/// # Errors
///
/// [`ReportRefused`], or the database fails.
pub async fn dfe_return(
    app: &App,
    actor: &Actor,
    order: Order,
) -> Result<DfeReturn, Failure<ReportRefused>> {
    let (scope, view) = allowed(app, actor, order).await?;
    let with_references = match view {
        ReportView::Traced => true,
        ReportView::Quarters => false,
        ReportView::Figures => return Err(ReportRefused::NotFound.into()),
    };
    returned(app, scope, with_references).await
}

/// The same for whoever sits at the machine of the service.
///
/// # Errors
///
/// [`ReportRefused`], or the database fails.
pub async fn dfe_return_of_service(
    app: &App,
    order: Order,
) -> Result<DfeReturn, Failure<ReportRefused>> {
    let scope = at_the_machine(app, order).await?;
    returned(app, scope, false).await
}

/// A body by its official code or its id; `None` where there is none, or several have the code.
///
/// # Errors
///
/// The database fails.
pub async fn named(app: &App, name: &str) -> Result<Option<OrganisationId>, DbErr> {
    if let Ok(id) = name.parse::<Uuid>() {
        return Ok(Some(OrganisationId(id)));
    }
    let found = store::bodies_with_code(&app.db, name).await?;
    Ok(match found.as_slice() {
        [only] => Some(only.id),
        _ => None,
    })
}

async fn report(
    app: &App,
    scope: Scope,
    view: ReportView,
) -> Result<Report, Failure<ReportRefused>> {
    let tx = begin_reading(&app.db).await?;
    let bodies = bodies(&tx, scope).await?;
    let facts = store::facts(app, &tx, scope).await?;
    tx.commit().await?;
    Ok(Report::of(bodies, &facts, view))
}

async fn returned(
    app: &App,
    scope: Scope,
    with_references: bool,
) -> Result<DfeReturn, Failure<ReportRefused>> {
    let tx = begin_reading(&app.db).await?;
    let (commissioner, _) = bodies(&tx, scope).await?;
    if commissioner.kind != organisation::Kind::La {
        return Err(ReportRefused::NoReturn.into());
    }
    let facts = store::facts(app, &tx, scope).await?;
    tx.commit().await?;
    Ok(dfe::returned(&facts, with_references))
}

async fn bodies(
    db: &sea_orm::DatabaseTransaction,
    scope: Scope,
) -> Result<(organisation::Model, organisation::Model), Failure<ReportRefused>> {
    let commissioner = store::body(db, scope.commissioner).await?;
    let provider = store::body(db, scope.provider).await?;
    let both = commissioner.zip(provider);
    Ok(both.ok_or(ReportRefused::NotFound)?)
}

/// What is asked for, where the asker may have it.
async fn allowed(
    app: &App,
    actor: &Actor,
    order: Order,
) -> Result<(Scope, ReportView), Failure<ReportRefused>> {
    let somebody = actor.somebody().ok_or(ReportRefused::NotFound)?;
    let served_by = providers(app, order.commissioner).await?;
    let mut views: BTreeMap<OrganisationId, ReportView> = BTreeMap::new();
    for role in &somebody.roles {
        let Some(view) = may_report(role.kind) else {
            continue;
        };
        let of_them = served_by.iter().copied();
        let reached = of_them.filter(|provider| match view {
            ReportView::Traced | ReportView::Figures => role.organisation == *provider,
            ReportView::Quarters => role.organisation == order.commissioner,
        });
        for provider in reached {
            // The widest of what somebody's roles allow.
            let known = views.entry(provider).or_insert(view);
            *known = view.min(*known);
        }
    }
    let provider = only(views.keys().copied(), order.provider)?;
    let view = views.get(&provider).copied();
    let view = view.ok_or(ReportRefused::NotFound)?;
    let period = Period::new(order.from_on, order.to_on).map_err(ReportRefused::from)?;
    if view == ReportView::Quarters {
        if !period.is_a_quarter() {
            return Err(ReportRefused::NotAQuarter.into());
        }
        if app.today() <= period.to_on() {
            return Err(ReportRefused::NotOver.into());
        }
    }
    let scope = Scope {
        commissioner: order.commissioner,
        provider,
        period,
    };
    Ok((scope, view))
}

async fn at_the_machine(app: &App, order: Order) -> Result<Scope, Failure<ReportRefused>> {
    let period = Period::new(order.from_on, order.to_on).map_err(ReportRefused::from)?;
    let served_by = providers(app, order.commissioner).await?;
    let provider = only(served_by.into_iter(), order.provider)?;
    Ok(Scope {
        commissioner: order.commissioner,
        provider,
        period,
    })
}

/// The services that work, or have worked, for a commissioner.
async fn providers(app: &App, commissioner: OrganisationId) -> Result<Vec<OrganisationId>, DbErr> {
    let contracts = store::contracts_with(&app.db, commissioner).await?;
    let mut providers: Vec<_> = contracts.into_iter().map(|row| row.provider_id).collect();
    providers.sort_unstable();
    providers.dedup();
    Ok(providers)
}

/// The service asked for, or the only one there is.
fn only(
    mut there: impl Iterator<Item = OrganisationId>,
    wanted: Option<OrganisationId>,
) -> Result<OrganisationId, ReportRefused> {
    if let Some(wanted) = wanted {
        return there
            .find(|provider| *provider == wanted)
            .ok_or(ReportRefused::NotFound);
    }
    match (there.next(), there.next()) {
        (None, _) => Err(ReportRefused::NotFound),
        (Some(only), None) => Ok(only),
        (Some(_), Some(_)) => Err(ReportRefused::WhichService),
    }
}
