//! A referral comes in, and opens a case in its first state.

use std::collections::BTreeSet;

use entities::participant::{Requirement, Role};
use entities::{
    CaseId, ChildId, IssueId, OrganisationId, ParticipantId, PersonId, Personal, Sealed, case,
    child, issue, organisation, participant, referral, referral_avenue,
};
use sea_orm::DatabaseTransaction;

use super::{NewReferral, Outcome, rules, store};
use crate::app::{App, day_of, is_in_reach};
use crate::auth::{Actor, Somebody, Standing};
use crate::database;
use crate::domain::audit::{self, Capacity, Change, Deed, Subject};
use crate::domain::casework::{self, Noted};
use crate::domain::parties::{PartiesRefused, Who, enter, independent, insert_party, may_name};
use crate::domain::vault::{self, Whose};
use crate::domain::{Failure, contract, organisation as bodies};
use crate::lifecycle::change::{Duty, Effect};
use crate::lifecycle::dates::{Dated, past};
use crate::lifecycle::referral as cycle;

/// What whoever refers is told.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// The case that was opened.
    pub row: case::Model,
    /// What the actor has to do with it; `None` when it is not theirs to see.
    pub standing: Option<Standing>,
}

/// Takes a referral in.
///
/// # Errors
///
/// [`PartiesRefused`], or the database fails.
pub async fn receive(
    app: &App,
    actor: &Actor,
    new: NewReferral,
) -> Result<Receipt, Failure<PartiesRefused>> {
    let subject = Subject::object(Deed::ReferralReceive, None, None);
    audit::watched(app, actor, subject, Box::pin(receiving(app, actor, new))).await
}

async fn receiving(
    app: &App,
    actor: &Actor,
    new: NewReferral,
) -> Result<Receipt, Failure<PartiesRefused>> {
    let somebody = actor.somebody().ok_or(PartiesRefused::NotFound)?;
    rules::check(&new)?;
    rules::may_refer(somebody, &new)?;
    check_dates(app, &new)?;
    check_names(app, actor, somebody, &new).await?;
    let tx = database::begin(&app.db).await?;
    let desk = Desk {
        app,
        tx: &tx,
        by: somebody,
        takes_in: rules::takes_in(somebody, new.provider),
    };
    let row = Box::pin(desk.open(new)).await?;
    let subject = Subject::case(Deed::ReferralReceive, row.id);
    let change = Change::new(&row);
    audit::done(app, &tx, actor, Capacity::Service, subject, change).await?;
    tx.commit().await?;
    let seen = crate::domain::case::see(app, actor, row.id).await?;
    let standing = seen.map(|(_, standing)| standing);
    Ok(Receipt { row, standing })
}

/// Refuses dates that cannot be.
fn check_dates(app: &App, new: &NewReferral) -> Result<(), PartiesRefused> {
    let received_on = day_of(new.received_at);
    let days = [
        ("receivedAt", Some(received_on)),
        ("noticeSentOn", new.notice_sent_on),
        ("child", new.child.school_age_ends_on),
    ];
    for (field, day) in days {
        if day.is_some_and(|day| !is_in_reach(day)) {
            return Err(PartiesRefused::out_of_reach(field));
        }
    }
    let Some(on) = new.notice_sent_on else {
        return Ok(());
    };
    past(Dated::NoticeSent, on, app.now())
        .map_err(|refused| PartiesRefused::of(&refused, "noticeSentOn"))?;
    rules::notice(on, received_on)
}

/// Refuses people whom the actor may not name.
async fn check_names(
    app: &App,
    actor: &Actor,
    somebody: &Somebody,
    new: &NewReferral,
) -> Outcome<()> {
    let named = new.family.iter().map(|one| &one.who);
    for who in named.chain([&new.child.who]) {
        if let Who::Known(id) = who
            && *id != somebody.id
            && !may_name(app, actor, *id, new.provider, None).await?
        {
            return Err(PartiesRefused::NotFound.into());
        }
    }
    Ok(())
}

/// Where a referral is taken in: in which transaction, by whom, and whether for the service.
struct Desk<'a> {
    app: &'a App,
    tx: &'a DatabaseTransaction,
    by: &'a Somebody,
    takes_in: bool,
}

impl Desk<'_> {
    /// Opens the case.
    async fn open(&self, new: NewReferral) -> Outcome<case::Model> {
        self.check_bodies(&new).await?;
        let change = self.covered(&new).await?;
        self.check_duplicates(&new).await?;
        let (child, is_new) = self.child(&new).await?;
        let row = self.row(&new, child.id);
        store::insert_case(self.tx, row.clone()).await?;
        casework::begin(self.app, self.tx, &row).await?;
        self.seat(&row, &child, &new).await?;
        let asked = new.child.is_looked_after.is_some() && (self.takes_in || is_new);
        self.keep(&row, &new, asked).await?;
        let checked = self.takes_in;
        let is_open = |effect: &Effect| match effect {
            Effect::Task {
                duty: Duty::AskLookedAfter,
                ..
            } => !asked,
            Effect::Task {
                duty: Duty::CheckDuplicates,
                ..
            } => !checked,
            _ => true,
        };
        let noted = Noted {
            to: change.to.stored(),
            effects: change.effects.into_iter().filter(is_open).collect(),
            words: "the referral is received",
            happened_on: day_of(new.received_at),
        };
        Ok(casework::put_down(self.app, self.tx, self.by.id, row, noted).await?)
    }

    /// Refuses organisations that are not what they are named as.
    async fn check_bodies(&self, new: &NewReferral) -> Outcome<()> {
        use organisation::Kind;
        let named = [
            Some(new.provider),
            Some(new.la),
            new.organisation,
            new.child.setting,
        ];
        let all = named
            .into_iter()
            .flatten()
            .chain(new.boards.iter().copied());
        let ids: BTreeSet<OrganisationId> = all.collect();
        let ids: Vec<OrganisationId> = ids.into_iter().collect();
        let rows = bodies::by_ids(self.tx, &ids).await?;
        let is = |id: OrganisationId, kinds: &[Kind]| {
            rows.iter()
                .any(|row| row.id == id && kinds.contains(&row.kind))
        };
        let settings = [Kind::School, Kind::EarlyYears, Kind::Fe, Kind::Spi];
        let fits = is(new.provider, &[Kind::Provider])
            && is(new.la, &[Kind::La])
            && new
                .boards
                .iter()
                .all(|id| is(*id, &[Kind::Icb, Kind::Nhse]))
            && new.child.setting.is_none_or(|id| is(id, &settings))
            && new
                .organisation
                .is_none_or(|id| rows.iter().any(|row| row.id == id));
        if fits {
            return Ok(());
        }
        let sentence = "A referral names a service, a local authority, a school or setting, and care \
                        boards, each by its own id (form of a referral).";
        Err(PartiesRefused::against("UNKNOWN_ORGANISATION", "providerId", sentence).into())
    }

    /// Asks the life-cycle, once it is known whether a contract covers the case. How much of a contract
    /// is used is said to those who take referrals in.
    async fn covered(&self, new: &NewReferral) -> Outcome<crate::lifecycle::Change<cycle::State>> {
        let payers = contract::payers(new.kind, new.la, new.boards.clone());
        let cover = contract::covering(self.app, self.tx, new.provider, &payers, new.kind).await?;
        let referral = cycle::New {
            kind: new.kind,
            referrer: rules::referrer(new.referrer),
            received_at: new.received_at,
            is_covered: cover.is_ok(),
            are_local_avenues_tried: !new.avenues.is_empty(),
        };
        match (cycle::receive(&referral, self.app.now()), cover) {
            (Err(cycle::Refusal::NotCovered), Err(why)) if self.takes_in => {
                Err(PartiesRefused::against(why.code(), "kind", &why.to_string()).into())
            }
            (Err(refused), _) => Err(PartiesRefused::of(&refused, "kind").into()),
            (Ok(change), _) => Ok(change),
        }
    }

    /// Refuses a referral of a child with an open case like it, unless a coordinator confirms that it is
    /// another. Nobody else is told of other cases: for them the check stays to be done.
    async fn check_duplicates(&self, new: &NewReferral) -> Outcome<()> {
        if !self.takes_in || new.is_duplicate_confirmed {
            return Ok(());
        }
        let (known, name) = match &new.child.who {
            Who::Known(id) => {
                let row = crate::domain::person::by_ids(self.tx, &[*id]).await?.pop();
                let name = row.map(|row| row.name.reveal().to_owned());
                (Some(*id), name.unwrap_or_default())
            }
            Who::New(new) => (None, new.name.clone()),
        };
        let name = rules::compared(&name);
        let cases = store::cases_with_names(self.tx, new.provider, new.la).await?;
        let alike = cases.into_iter().filter(|(row, person)| {
            let same = person.as_ref().is_some_and(|person| {
                Some(person.id) == known || rules::compared(person.name.reveal()) == name
            });
            same && rules::is_open(row) && rules::is_like(row, new)
        });
        let alike: Vec<_> = alike.map(|(row, _)| row.reference).collect();
        if alike.is_empty() {
            Ok(())
        } else {
            Err(PartiesRefused::Duplicate(alike).into())
        }
    }

    /// The child, entered first where it is new, and whether it is. What is known of a child is changed
    /// by those who take referrals in.
    async fn child(&self, new: &NewReferral) -> Outcome<(child::Model, bool)> {
        let person = match new.child.who.clone() {
            Who::Known(id) => {
                self.check_child(id).await?;
                id
            }
            Who::New(mut somebody) => {
                somebody.is_child = true;
                enter(self.app, self.tx, Who::New(somebody)).await?
            }
        };
        if let Some(row) = store::child_of(self.tx, person).await? {
            if !self.takes_in {
                return Ok((row, false));
            }
            let said = &new.child;
            let row = child::Model {
                is_looked_after: said.is_looked_after.unwrap_or(row.is_looked_after),
                setting_id: said.setting.or(row.setting_id),
                year_group: said.year_group.or(row.year_group),
                compulsory_school_age_ends_on: said
                    .school_age_ends_on
                    .or(row.compulsory_school_age_ends_on),
                ..row
            };
            store::update_child(self.tx, row.clone()).await?;
            return Ok((row, false));
        }
        let row = child::Model {
            id: ChildId(self.app.ids.next()),
            person_id: person,
            is_looked_after: new.child.is_looked_after.unwrap_or(false),
            setting_id: new.child.setting,
            year_group: new.child.year_group,
            compulsory_school_age_ends_on: new.child.school_age_ends_on,
        };
        store::insert_child(self.tx, row.clone()).await?;
        Ok((row, true))
    }

    /// Refuses somebody at work as the child: only who is known as one, or has no role anywhere, is.
    async fn check_child(&self, id: PersonId) -> Outcome<()> {
        let known = crate::domain::person::by_ids(self.tx, &[id]).await?.pop();
        let is_child = known.is_some_and(|row| row.is_child);
        if is_child || store::child_of(self.tx, id).await?.is_some() {
            return Ok(());
        }
        let held = crate::domain::person::roles_of(self.tx, id, self.app.today()).await?;
        if held.is_empty() {
            return Ok(());
        }
        let sentence = "This person is known for work in a service or another body, and not as a child or \
                        young person (form of a referral).";
        Err(PartiesRefused::against("NOT_A_CHILD", "child", sentence).into())
    }

    /// The case in its first state.
    fn row(&self, new: &NewReferral, child: ChildId) -> case::Model {
        let id = self.app.ids.next();
        let outcode = crate::geography::outcode(&new.outcode);
        case::Model {
            id: CaseId(id),
            reference: rules::reference(id),
            kind: new.kind,
            state: case::State::Received,
            provider_id: new.provider,
            la_id: new.la,
            child_id: child,
            opened_at: new.received_at,
            notice_sent_on: new.notice_sent_on,
            la_informed_at: None,
            icb_informed_at: None,
            certificate_issued_on: None,
            arrange_by_on: None,
            appeal_by_on: None,
            inability_notice_at: None,
            short_notice_agreed_at: None,
            short_notice_agreed_by: None,
            draft_served_on: None,
            decision_told_on: None,
            contact_id: None,
            non_working_days_agreed: false,
            mode: new.mode,
            pre_meeting_minutes: 30,
            session_minutes: 150,
            signing_minutes: 15,
            setup_minutes: 15,
            breakout_rooms: 2,
            extra_people: 0,
            is_size_overridden: false,
            family_outcode: outcode.unwrap_or_default().to_owned(),
            family_max_minutes: new.max_minutes,
            interpreter_language: None,
            version: 1,
        }
    }

    /// Gives each of the family a seat of their own, and each care board one.
    async fn seat(
        &self,
        row: &case::Model,
        child: &child::Model,
        new: &NewReferral,
    ) -> Outcome<()> {
        let mut seated: BTreeSet<PersonId> = BTreeSet::new();
        for one in &new.family {
            // A young person who is new is the child entered just now.
            let is_child = match (&one.who, &new.child.who) {
                (Who::New(one), Who::New(child)) => {
                    rules::compared(&one.name) == rules::compared(&child.name)
                }
                _ => false,
            };
            let person = if is_child {
                child.person_id
            } else {
                enter(self.app, self.tx, one.who.clone()).await?
            };
            if !seated.insert(person) {
                continue;
            }
            independent(self.app, self.tx, row.provider_id, &[person]).await?;
            let seat = seat(self.app, row.id, Role::Family, Some(person), None);
            let seat = participant::Model {
                is_first_mediation: one.is_first_mediation,
                ..seat
            };
            insert_party(self.tx, seat, one.relationship, new.wants_support).await?;
        }
        let boards: BTreeSet<OrganisationId> = new.boards.iter().copied().collect();
        for board in boards {
            let seat = seat(self.app, row.id, Role::Health, None, Some(board));
            insert_party(self.tx, seat, None, None).await?;
        }
        Ok(())
    }

    /// Keeps how the case came, and what is in dispute.
    async fn keep(&self, row: &case::Model, new: &NewReferral, asked: bool) -> Outcome<()> {
        let is_own = match new.referrer {
            referral::Referrer::Family => new.family.iter().any(|one| match one.who {
                Who::Known(id) => id == self.by.id,
                Who::New(_) => false,
            }),
            referral::Referrer::LocalAuthority
            | referral::Referrer::Health
            | referral::Referrer::SocialCare
            | referral::Referrer::Setting
            | referral::Referrer::Sendiass => !self.takes_in,
        };
        let referral = referral::Model {
            case_id: row.id,
            referrer: new.referrer,
            referrer_person_id: is_own.then_some(self.by.id),
            referrer_organisation_id: new.organisation,
            recorded_by: self.by.id,
            stage: new.stage,
            is_family_told: new.is_family_told,
            is_looked_after_asked: asked,
            is_duplicate_confirmed: self.takes_in && new.is_duplicate_confirmed,
            wants_support: new.wants_support,
            identity: None,
            consent: None,
            consent_on: None,
            signposted_to: None,
            accepted_at: None,
            erased_at: None,
        };
        store::insert_referral(self.tx, referral).await?;
        let avenues: BTreeSet<_> = new.avenues.iter().copied().collect();
        for avenue in avenues {
            let row = referral_avenue::Model {
                case_id: row.id,
                avenue,
            };
            store::insert_avenue(self.tx, row).await?;
        }
        for (domain, is_appealable, text) in &new.issues {
            let row = issue::Model {
                id: IssueId(self.app.ids.next()),
                case_id: row.id,
                domain: *domain,
                is_appealable: *is_appealable,
                text: text.clone().map(Personal::new).map(Sealed::new),
                status: issue::Status::Open,
                wanted_provision: None,
            };
            let row = vault::sealed(self.app, self.tx, Whose::Case(row.case_id), row).await?;
            store::insert_issue(self.tx, row).await?;
        }
        Ok(())
    }
}

/// A required seat.
pub(super) fn seat(
    app: &App,
    case: CaseId,
    role: Role,
    person: Option<PersonId>,
    body: Option<OrganisationId>,
) -> participant::Model {
    participant::Model {
        id: ParticipantId(app.ids.next()),
        case_id: case,
        role,
        requirement: Requirement::Required,
        person_id: person,
        organisation_id: body,
        is_first_mediation: false,
        parent_agreed_at: None,
        mediator_agreed_at: None,
        private_word_asked_at: None,
    }
}
