//! Reports to commissioners, and the return to the Department for Education.

mod dfe;
mod figure;
mod key;

use async_graphql::{Context, Enum, ID, Object, Result, SimpleObject};
use chrono::NaiveDate;

pub use dfe::{DfeReturn, DfeReturnCase, DfeReturnCount};
pub use figure::{ReportBreakdown, ReportEvent, ReportFigure, ReportRow};
pub use key::{DfeDecision, ReportFigureKey, ReportUnit};

use super::error::{UserError, settle};
use super::id::{self, Kind};
use super::organisation::Organisation;
use crate::app::App;
use crate::auth::Actor;
use crate::domain::report::{self, Order, ReportRefused};

/// The figures of a period for one commissioner, K1 to K25.
pub struct CommissionerReport(report::Report);

/// The figures of a period for one commissioner, K1 to K25.
#[Object]
impl CommissionerReport {
    /// Who pays.
    async fn commissioner(&self) -> Organisation {
        Organisation(self.0.commissioner.clone())
    }

    /// The service.
    async fn provider(&self) -> Organisation {
        Organisation(self.0.provider.clone())
    }

    /// The first day, in England.
    async fn from(&self) -> NaiveDate {
        self.0.period.from_on()
    }

    /// The last day, in England.
    async fn to(&self) -> NaiveDate {
        self.0.period.to_on()
    }

    /// The figures, in the order of the indicators; about forty.
    #[graphql(complexity = "40 * child_complexity")]
    async fn figures(
        &self,
        #[graphql(desc = "Only these; all while null.")] keys: Option<Vec<ReportFigureKey>>,
    ) -> Vec<ReportFigure> {
        let figures = self.0.figures.iter();
        let wanted = |key: report::Key| {
            let keys = keys.as_ref();
            keys.is_none_or(|keys| keys.contains(&key.into()))
        };
        let figures = figures.filter(|figure| wanted(figure.key));
        let shown = figures.map(|figure| ReportFigure {
            events: self.0.events(figure.key),
            figure: figure.clone(),
        });
        shown.collect()
    }

    /// All figures and their breakdowns as CSV text (RFC 4180), a line each.
    async fn csv(&self) -> String {
        report::csv::report(&self.0)
    }
}

/// Why there is no report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum ReportErrorCode {
    /// There is no such commissioner, or none whose report the viewer may read.
    NotFound,
    /// An id is none of ours.
    MalformedId,
    /// Several services work for the commissioner; say which one.
    WhichService,
    /// The last day is before the first.
    PeriodBackwards,
    /// A day is before 2014 or after 2100.
    DateOutOfReach,
    /// The period is longer than five years.
    PeriodTooLong,
    /// A commissioner may read whole quarters.
    NotAQuarter,
    /// A commissioner may read quarters that are over.
    PeriodNotOver,
    /// Only a local authority makes this return.
    NoReturn,
}

fn refusal_code(refusal: &ReportRefused) -> ReportErrorCode {
    use ReportErrorCode as Code;
    match refusal {
        ReportRefused::NotFound => Code::NotFound,
        ReportRefused::WhichService => Code::WhichService,
        ReportRefused::Backwards => Code::PeriodBackwards,
        ReportRefused::OutOfReach => Code::DateOutOfReach,
        ReportRefused::TooLong => Code::PeriodTooLong,
        ReportRefused::NotAQuarter => Code::NotAQuarter,
        ReportRefused::NotOver => Code::PeriodNotOver,
        ReportRefused::NoReturn => Code::NoReturn,
    }
}

/// What came of asking for a report: the report, or the reason why there is none.
#[derive(Default, SimpleObject)]
pub struct CommissionerReportPayload {
    /// The report; null when there is none.
    report: Option<CommissionerReport>,
    /// Why there is none; empty when there is one.
    user_errors: Vec<UserError<ReportErrorCode>>,
}

/// What came of asking for a return: the return, or the reason why there is none.
#[derive(Default, SimpleObject)]
pub struct DfeReturnPayload {
    /// The return; null when there is none.
    dfe_return: Option<DfeReturn>,
    /// Why there is none; empty when there is one.
    user_errors: Vec<UserError<ReportErrorCode>>,
}

/// What is asked for, where the ids are ours.
fn order(
    commissioner: &ID,
    provider: Option<&ID>,
    (from_on, to_on): (NaiveDate, NaiveDate),
) -> std::result::Result<Order, UserError<ReportErrorCode>> {
    let malformed = |field| id::malformed(ReportErrorCode::MalformedId, &[field]);
    let body = |id: &ID| id::decode_as(Kind::Organisation, id);
    let commissioner = body(commissioner).ok_or_else(|| malformed("commissionerId"))?;
    let provider = provider
        .map(|id| body(id).ok_or_else(|| malformed("providerId")))
        .transpose()?;
    Ok(Order {
        commissioner,
        provider,
        from_on,
        to_on,
    })
}

/// Queries for reports.
#[derive(Default)]
pub struct ReportQueries;

/// Queries for reports.
#[Object]
impl ReportQueries {
    /// The figures of a period for a commissioner: for those who run or arrange for its service, and for
    /// the commissioner itself, of its quarters that are over. Counts under five are left out.
    async fn commissioner_report(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who pays: a local authority or an integrated care board.")]
        commissioner_id: ID,
        #[graphql(desc = "The service; may be left out where there is only one.")]
        provider_id: Option<ID>,
        #[graphql(desc = "The first day.")] from: NaiveDate,
        #[graphql(desc = "The last day.")] to: NaiveDate,
    ) -> Result<CommissionerReportPayload> {
        let order = match order(&commissioner_id, provider_id.as_ref(), (from, to)) {
            Ok(order) => order,
            Err(error) => {
                return Ok(CommissionerReportPayload {
                    user_errors: vec![error],
                    ..Default::default()
                });
            }
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        Ok(match settle(report::of(app, actor, order).await)? {
            Ok(report) => CommissionerReportPayload {
                report: Some(CommissionerReport(report)),
                ..Default::default()
            },
            Err(refusal) => CommissionerReportPayload {
                user_errors: vec![UserError::of(&refusal, refusal_code)],
                ..Default::default()
            },
        })
    }

    /// What a local authority returns about mediation to the Department for Education: for the manager of
    /// the service, and for the authority's own commissioner, of quarters that are over.
    async fn dfe_return(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The local authority.")] commissioner_id: ID,
        #[graphql(desc = "The service; may be left out where there is only one.")]
        provider_id: Option<ID>,
        #[graphql(desc = "The first day.")] from: NaiveDate,
        #[graphql(desc = "The last day.")] to: NaiveDate,
    ) -> Result<DfeReturnPayload> {
        let order = match order(&commissioner_id, provider_id.as_ref(), (from, to)) {
            Ok(order) => order,
            Err(error) => {
                return Ok(DfeReturnPayload {
                    user_errors: vec![error],
                    ..Default::default()
                });
            }
        };
        let (app, actor) = (ctx.data::<App>()?, ctx.data::<Actor>()?);
        Ok(match settle(report::dfe_return(app, actor, order).await)? {
            Ok(found) => DfeReturnPayload {
                dfe_return: Some(DfeReturn(found)),
                ..Default::default()
            },
            Err(refusal) => DfeReturnPayload {
                user_errors: vec![UserError::of(&refusal, refusal_code)],
                ..Default::default()
            },
        })
    }
}
