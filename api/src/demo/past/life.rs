//! One case, lived through: what happens in it next, when, and when that is the end.

use std::iter::successors;

use anyhow::Result;
use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};

use super::acts::{self, Acts, When};
use super::stands::Stands;
use super::tales::Tale;
use crate::app::{App, day_of};
use crate::demo::cases::Region;
use crate::demo::filling::Filling;
use crate::demo::hours::at;
use crate::law::Calendar;
use crate::planning::local::instant;

/// How long after the start of a meeting everything of it is recorded.
const MEETING: TimeDelta = TimeDelta::hours(4);

/// A case, as far as it has been lived through.
pub(super) struct Life {
    ix: usize,
    tale: Tale,
    acts: Acts,
    at: DateTime<Utc>,
    stands: Option<Stands>,
    is_over: bool,
}

impl Life {
    /// A case of which nothing has happened yet.
    pub(super) fn new(ix: usize, tale: Tale, today: NaiveDate, calendar: &Calendar) -> Self {
        let mut before = successors(today.pred_opt(), NaiveDate::pred_opt)
            .filter(|&day| calendar.is_working(day));
        let first = before.nth(tale.working_days_ago - 1).unwrap_or(today);
        // A few minutes apart, so that the order of two cases is that of the clock.
        let minutes = TimeDelta::minutes(i64::try_from(ix).unwrap_or(0) * 3);
        Self {
            ix,
            tale,
            acts: acts::of(tale.route),
            at: instant(first, at(10, 0)) + minutes,
            stands: None,
            is_over: false,
        }
    }

    /// When something happens next.
    pub(super) const fn at(&self) -> DateTime<Utc> {
        self.at
    }

    /// Whether nothing happens in it any more.
    pub(super) const fn is_over(&self) -> bool {
        self.is_over
    }

    /// What happens next, for whoever looks for a mistake.
    pub(super) fn what(&self) -> String {
        let act = self.acts.first().map(|(_, act)| act);
        format!("{act:?} of case {} with a past", self.ix)
    }

    /// Does what happens next, and says when something happens after it.
    pub(super) async fn go_on(
        &mut self,
        filling: &mut Filling<'_>,
        region: Region<'_>,
    ) -> Result<()> {
        if self.stands.is_none() {
            self.stands = Some(Stands::begin(filling, region, self.ix, self.tale).await?);
        }
        if let ([(_, act), more @ ..], Some(stands)) = (self.acts, &mut self.stands) {
            self.acts = more;
            let went_on = stands.act(filling, region, *act).await?;
            self.look(filling.app, went_on).await?;
        }
        Ok(())
    }

    /// Looks where the case stands now.
    async fn look(&mut self, app: &App, went_on: bool) -> Result<()> {
        let Some(stands) = &self.stands else {
            return Ok(());
        };
        let has_come = stands.has_come(app, self.tale).await?;
        self.is_over = has_come || !went_on || self.acts.is_empty();
        if let (false, Some(&(when, _))) = (self.is_over, self.acts.first()) {
            self.at = match when {
                When::Days(0) => self.at + TimeDelta::minutes(1),
                When::Days(days) => {
                    let time = self.at - instant(day_of(self.at), at(7, 0));
                    let day = app
                        .calendar
                        .first_working(day_of(self.at) + Days::new(days));
                    instant(day, at(7, 0)) + time
                }
                When::TheDay => stands.met(app).await?.0.starts_at + MEETING,
            };
        }
        Ok(())
    }
}
