//! People, bodies, mediators and venues, by the operations the service itself has for them.

use api::app::day_of;
use api::auth::{Actor, Somebody};
use api::domain::availability::{self, Submission, Window};
use api::domain::contract::{self, NewContract};
use api::domain::mediator::{self, NewMediator};
use api::domain::organisation::{self, NewOrganisation};
use api::domain::person::{self, NewPerson};
use api::domain::venue::{self, NewRoom, NewVenue};
use chrono::{Days, NaiveDate};
use entities::availability_window::{Grade, Source};
use entities::mediator_accreditation::Family;
use entities::organisation::Kind as Body;
use entities::role::Kind as Role;
use entities::{AccessFeature, ChildId, OrganisationId, PersonId, VenueId, case};
use sea_orm::Iterable as _;

use crate::TestApp;
use crate::app::start_of_test;

/// How many days ahead people say when they can meet.
const WEEKS: u64 = 6;

/// So many days after the day on which every test begins.
#[must_use]
pub fn day(ahead: u64) -> NaiveDate {
    day_of(start_of_test()) + Days::new(ahead)
}

/// Somebody who lives in the middle of town and speaks English.
#[must_use]
pub fn new_person(name: &str) -> NewPerson {
    let host = name.to_lowercase().replace(' ', ".");
    NewPerson {
        name: name.to_owned(),
        email: Some(format!("{host}@example.org")),
        phone: Some("0114 496 0000".to_owned()),
        channel: entities::person::Channel::Email,
        outcode: Some("S1".to_owned()),
        is_child: false,
        languages: vec!["en".to_owned()],
        needs: Vec::new(),
    }
}

/// A private room for twelve, with two small ones.
#[must_use]
pub fn new_room(name: &str) -> NewRoom {
    NewRoom {
        name: name.to_owned(),
        capacity: 12,
        breakout_rooms: 2,
        is_private: true,
        is_staff_room: false,
        cost_pence: 4_000,
        features: vec![AccessFeature::StepFree, AccessFeature::HearingLoop],
    }
}

/// One time on the day so many days after the beginning, from one hour to another in England before
/// the clocks change.
#[must_use]
pub fn window(ahead: u64, from: u32, to: u32) -> Window {
    let at = |hour| {
        day(ahead)
            .and_hms_opt(hour, 0, 0)
            .expect("it is an hour")
            .and_utc()
    };
    Window {
        starts_at: at(from),
        ends_at: at(to),
        grade: Grade::Free,
        private_reason: None,
    }
}

impl TestApp {
    /// Registers a body.
    ///
    /// # Panics
    ///
    /// As every function here: when the database fails.
    pub async fn body(&self, kind: Body, name: &str) -> OrganisationId {
        let new = NewOrganisation {
            kind,
            name: name.to_owned(),
            code: None,
            outcode: Some("S1".to_owned()),
        };
        organisation::register(&self.app, new)
            .await
            .expect("a body is registered")
    }

    /// Registers somebody.
    pub async fn person(&self, name: &str) -> PersonId {
        self.newcomer(new_person(name)).await
    }

    /// Registers somebody particular.
    pub async fn newcomer(&self, new: NewPerson) -> PersonId {
        person::register(&self.app, new)
            .await
            .expect("a person is registered")
    }

    /// Registers somebody who works for a body.
    pub async fn officer(&self, name: &str, kind: Role, body: OrganisationId) -> PersonId {
        let id = self.person(name).await;
        self.appoint(id, kind, body).await;
        id
    }

    /// Registers somebody who signs for a service.
    pub async fn signer(&self, name: &str, provider: OrganisationId) -> PersonId {
        let signs = NewPerson {
            languages: vec!["bsl".to_owned()],
            ..new_person(name)
        };
        let id = self.newcomer(signs).await;
        self.appoint(id, Role::Interpreter, provider).await;
        id
    }

    /// Gives somebody a role.
    pub async fn appoint(&self, id: PersonId, kind: Role, body: OrganisationId) {
        let since = day(0) - Days::new(100);
        person::give_role(&self.app, id, kind, body, since)
            .await
            .expect("a role is given");
    }

    /// Registers somebody under age who goes to a school.
    pub async fn child(&self, name: &str, school: OrganisationId) -> (PersonId, ChildId) {
        let id = self
            .newcomer(NewPerson {
                is_child: true,
                ..new_person(name)
            })
            .await;
        let child = person::register_child(&self.app, id, Some(school), Some(6), false).await;
        (id, child.expect("a child is registered"))
    }

    /// Registers a mediator for everything, who is free all day.
    pub async fn mediator(&self, name: &str, provider: OrganisationId) -> PersonId {
        let id = self.officer(name, Role::Mediator, provider).await;
        let new = NewMediator {
            person: id,
            register_no: Some("X1001".to_owned()),
            accredited_for: vec![
                Family::Mediation,
                Family::DisagreementResolution,
                Family::Facilitation,
            ],
            accredited_until_on: day(400),
            insured_until_on: day(400),
            areas: Vec::new(),
            employers: Vec::new(),
            max_day: 3,
            max_week: 10,
        };
        mediator::register(&self.app, new)
            .await
            .expect("a profile is recorded");
        self.all_day(id).await;
        id
    }

    /// Opens a venue with rooms, on weekdays from eight to six.
    pub async fn venue(&self, name: &str, outcode: &str, rooms: &[&str]) -> VenueId {
        let owner = self.body(Body::VenueOwner, name).await;
        let new = NewVenue {
            owner,
            name: name.to_owned(),
            outcode: outcode.to_owned(),
            is_la_premises: false,
            is_school: false,
            opening_hours: (0..5).map(|weekday| (weekday, 8 * 60, 18 * 60)).collect(),
            rooms: rooms.iter().map(|name| new_room(name)).collect(),
        };
        venue::open(&self.app, new)
            .await
            .expect("a venue is opened")
    }

    /// Records a contract for every type of case, without a limit.
    pub async fn contract(&self, commissioner: OrganisationId, provider: OrganisationId) {
        let new = NewContract {
            commissioner,
            provider,
            from_on: day(0) - Days::new(100),
            to_on: day(400),
            volume_cap: None,
            kinds: case::Kind::iter().collect(),
        };
        contract::sign(&self.app, new)
            .await
            .expect("a contract is recorded");
    }

    /// Somebody can meet from nine to five on every weekday of the next weeks.
    pub async fn all_day(&self, id: PersonId) {
        self.on_days(id, &[0, 1, 2, 3, 4], 9, 17).await;
    }

    /// Somebody can meet at the same hours on some weekdays (0 for Monday) of the next weeks.
    pub async fn on_days(&self, id: PersonId, weekdays: &[u64], from: u32, to: u32) {
        let windows = (0..WEEKS * 7)
            .filter(|ahead| weekdays.contains(&(ahead % 7)))
            .map(|ahead| window(ahead, from, to));
        self.says(id, windows.collect()).await;
    }

    /// Takes down when somebody can meet in the next weeks, as they said themselves.
    pub async fn says(&self, id: PersonId, windows: Vec<Window>) {
        let oneself = Actor::Person(Somebody {
            id,
            roles: Vec::new(),
        });
        let submission = Submission {
            from_on: day(0),
            until_on: day(WEEKS * 7 - 1),
            windows,
            source: Source::Typed,
        };
        availability::submit(&self.app, &oneself, id, submission)
            .await
            .expect("times are taken down");
    }
}
