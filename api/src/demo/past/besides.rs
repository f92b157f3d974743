//! Does what happens besides the course of a case.

use anyhow::Result;
use entities::referral;

use super::acts::InReferral;
use super::asides::Aside;
use super::stands::{Stands, row};
use super::steps;
use crate::app::App;
use crate::demo::cases::Region;
use crate::domain::follow_up;
use crate::domain::parties::PartyChange;
use crate::domain::person::identify;
use crate::domain::referral as referrals;

impl Stands {
    /// Does one thing besides.
    pub(super) async fn besides(&self, app: &App, region: Region<'_>, aside: Aside) -> Result<()> {
        let coordinator = region.coordinator;
        match aside {
            Aside::Enquiry(topic) => self.enquiry(app, region, topic).await,
            Aside::Alternative => self.alternative(app, coordinator).await,
            Aside::Tried => {
                let version = row(app, self.case).await?.version;
                let step = steps::referral_step(InReferral::Ring, app, referral::Identity::Parent);
                referrals::record(app, coordinator, self.case, version, step).await?;
                Ok(())
            }
            Aside::Contact => {
                let change = PartyChange::Contact(region.staff.coordinator);
                self.change(app, coordinator, change).await
            }
            Aside::ShortNotice => {
                let parent = identify(app, self.home.parent).await?;
                let change = PartyChange::ShortNotice { by: None, at: None };
                self.change(app, &parent, change).await
            }
            Aside::PrivateWord => {
                let parent = identify(app, self.home.parent).await?;
                self.change(app, &parent, PartyChange::PrivateWord(None))
                    .await
            }
            Aside::Views(method, is_of_mediator) => self.views(app, (method, is_of_mediator)).await,
            Aside::Interpreters(kind, language) => {
                self.interpreters(app, region, (kind, language)).await
            }
            Aside::Wish(wish) => self.wish(app, coordinator, wish).await,
            Aside::Summaries => self.summaries(app).await,
            Aside::NoSummary => self.no_summary(app).await,
            Aside::Exchange => self.exchange(app).await,
            Aside::Evaluations => self.evaluations(app).await,
            Aside::Complaint(complainant, about) => {
                self.complain(app, coordinator, (complainant, about)).await
            }
            Aside::Resolved => self.resolve(app, region).await,
            Aside::Concern(category, is_of_mediator) => {
                self.concern(app, region, (category, is_of_mediator)).await
            }
            Aside::Terms => self.terms(app, coordinator).await,
            Aside::Expenses(payer) => self.expenses(app, coordinator, payer).await,
            Aside::NotKept => self.not_kept(app).await,
            Aside::Escalated => self.escalate(app, coordinator).await,
            Aside::Amended => {
                self.amend(app).await?;
                self.send_again(app, coordinator).await
            }
            Aside::Check => self.check_again(app, coordinator).await,
            Aside::Appealed => {
                let on = Some(app.today());
                follow_up::appeal(app, coordinator, self.case, on).await?;
                Ok(())
            }
        }
    }
}
