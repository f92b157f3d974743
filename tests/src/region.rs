//! Two services and two local authorities: the world most tests start from.
//!
//! The northern service has every kind of case, the southern one a single case. Everybody can meet
//! from nine to five on every weekday of the next six weeks.

use api::domain::person::NewPerson;
use entities::case::Kind;
use entities::organisation::Kind as Body;
use entities::participant::Role as Seat;
use entities::role::Kind as Role;
use entities::{CaseId, ChildId, OrganisationId, PersonId, VenueId};

use crate::TestApp;
use crate::open::{new_case, optional, pool, seat};
use crate::settle::new_person;

/// A family.
#[derive(Clone, Copy, Debug)]
pub struct Family {
    /// The parent.
    pub parent: PersonId,
    /// The child, as a person.
    pub child_person: PersonId,
    /// The child.
    pub child: ChildId,
}

/// The bodies.
#[derive(Clone, Copy, Debug)]
pub struct Bodies {
    /// The northern service.
    pub north: OrganisationId,
    /// The southern service.
    pub south: OrganisationId,
    /// The authority of most cases.
    pub la: OrganisationId,
    /// The authority of the southern case.
    pub other_la: OrganisationId,
    /// The integrated care board.
    pub icb: OrganisationId,
    /// The school.
    pub school: OrganisationId,
}

/// The people at work.
#[derive(Clone, Copy, Debug)]
pub struct Staff {
    /// Runs the northern service.
    pub manager: PersonId,
    /// Arranges the northern service's meetings.
    pub coordinator: PersonId,
    /// Advises families for the northern service.
    pub adviser: PersonId,
    /// Mediate for the northern service.
    pub mediators: [PersonId; 2],
    /// Arranges the southern service's meetings.
    pub southern_coordinator: PersonId,
    /// Mediates for the southern service.
    pub southern_mediator: PersonId,
    /// Speak for the first authority; either may decide everything.
    pub la_officers: [PersonId; 2],
    /// Speaks for the other authority.
    pub other_la_officer: PersonId,
    /// Speaks for the board.
    pub health_officer: PersonId,
    /// Works for the school.
    pub teacher: PersonId,
    /// Supports families.
    pub supporter: PersonId,
    /// Sign; a long meeting needs both.
    pub interpreters: [PersonId; 2],
    /// Has nothing to do with any of it.
    pub stranger: PersonId,
}

/// The cases, each with a family of its own.
#[derive(Clone, Copy, Debug)]
pub struct Cases {
    /// About education: `N-1`, with a school and a supporter if they can come.
    pub med_e: (CaseId, Family),
    /// About education and health: `N-2`.
    pub med_x: (CaseId, Family),
    /// About health alone: `N-3`.
    pub med_h: (CaseId, Family),
    /// Between agencies: `N-4`; a seat of the family stands in it by mistake.
    pub dr_a: (CaseId, Family),
    /// With the school: `N-5`.
    pub dr_p: (CaseId, Family),
    /// With a parent who signs: `N-6`.
    pub bsl: (CaseId, Family),
    /// The southern service's: `S-1`.
    pub southern: (CaseId, Family),
}

/// The world of a test.
#[derive(Clone, Copy, Debug)]
pub struct Region {
    /// The bodies.
    pub bodies: Bodies,
    /// The people at work.
    pub staff: Staff,
    /// The venues: Central Hall in S1 with two rooms, and Mill House in S35 with one.
    pub venues: [VenueId; 2],
    /// The cases.
    pub cases: Cases,
}

impl Region {
    /// Makes it.
    pub async fn make(app: &TestApp) -> Self {
        let bodies = Bodies::make(app).await;
        let staff = Staff::make(app, bodies).await;
        let venues = [
            app.venue("Central Hall", "S1", &["Ash", "Birch"]).await,
            app.venue("Mill House", "S35", &["Cedar"]).await,
        ];
        let cases = Cases::make(app, bodies, staff).await;
        Self {
            bodies,
            staff,
            venues,
            cases,
        }
    }

    /// Every case with its reference.
    #[must_use]
    pub fn all_cases(&self) -> [(&'static str, CaseId); 7] {
        let cases = self.cases;
        [
            ("N-1", cases.med_e.0),
            ("N-2", cases.med_x.0),
            ("N-3", cases.med_h.0),
            ("N-4", cases.dr_a.0),
            ("N-5", cases.dr_p.0),
            ("N-6", cases.bsl.0),
            ("S-1", cases.southern.0),
        ]
    }

    /// Another northern case about education, with the same officers and a family of its own.
    pub async fn another(&self, app: &TestApp, reference: &str) -> CaseId {
        let family = Family::make(app, self.bodies.school, reference, "en").await;
        let new = new_case(
            reference,
            Kind::MedE,
            self.bodies.north,
            self.bodies.la,
            family.child,
        );
        let participants = vec![
            seat(Seat::Family, family.parent),
            pool(
                Seat::LocalAuthority,
                self.bodies.la,
                &self.staff.la_officers,
            ),
        ];
        app.open(api::domain::case::NewCase {
            participants,
            ..new
        })
        .await
    }
}

impl Bodies {
    async fn make(app: &TestApp) -> Self {
        let bodies = Self {
            north: app.body(Body::Provider, "Northern Mediation").await,
            south: app.body(Body::Provider, "Southern Mediation").await,
            la: app.body(Body::La, "Ambleshire").await,
            other_la: app.body(Body::La, "Burrowdale").await,
            icb: app.body(Body::Icb, "Amble and Burrow ICB").await,
            school: app.body(Body::School, "Hilltop School").await,
        };
        for provider in [bodies.north, bodies.south] {
            for payer in [bodies.la, bodies.other_la, bodies.icb] {
                app.contract(payer, provider).await;
            }
        }
        bodies
    }
}

impl Staff {
    async fn make(app: &TestApp, bodies: Bodies) -> Self {
        let Bodies {
            north,
            south,
            la,
            other_la,
            icb,
            school,
        } = bodies;
        let interpreters = [
            app.signer("Ines Signer", north).await,
            app.signer("Igor Signer", north).await,
        ];
        let staff = Self {
            manager: app
                .officer("Mona Manager", Role::ServiceManager, north)
                .await,
            coordinator: app.officer("Cora North", Role::Coordinator, north).await,
            adviser: app.officer("Ada Adviser", Role::Adviser, north).await,
            mediators: [
                app.mediator("Ana Mediator", north).await,
                app.mediator("Ben Mediator", north).await,
            ],
            southern_coordinator: app.officer("Cole South", Role::Coordinator, south).await,
            southern_mediator: app.mediator("Cleo Mediator", south).await,
            la_officers: [
                app.officer("Olga Officer", Role::LaOfficer, la).await,
                app.officer("Omar Officer", Role::LaOfficer, la).await,
            ],
            other_la_officer: app.officer("Otto Officer", Role::LaOfficer, other_la).await,
            health_officer: app.officer("Hana Health", Role::HealthOfficer, icb).await,
            teacher: app.officer("Tess Teacher", Role::SchoolStaff, school).await,
            supporter: app.officer("Sue Supporter", Role::Supporter, school).await,
            interpreters,
            stranger: app.person("Stan Stranger").await,
        };
        let [officer, other_officer] = staff.la_officers;
        let free = [
            officer,
            other_officer,
            staff.other_la_officer,
            staff.health_officer,
            staff.teacher,
            staff.supporter,
            interpreters[0],
            interpreters[1],
        ];
        for id in free {
            app.all_day(id).await;
        }
        staff
    }
}

impl Family {
    /// Registers a parent and a child who are free all day.
    pub async fn make(app: &TestApp, school: OrganisationId, name: &str, language: &str) -> Self {
        let (child_person, child) = app.child(&format!("Child {name}"), school).await;
        let parent = new_person(&format!("Parent {name}"));
        let parent = app
            .newcomer(NewPerson {
                languages: vec![language.to_owned()],
                ..parent
            })
            .await;
        app.all_day(parent).await;
        Self {
            parent,
            child_person,
            child,
        }
    }
}

impl Cases {
    async fn make(app: &TestApp, bodies: Bodies, staff: Staff) -> Self {
        let la = || pool(Seat::LocalAuthority, bodies.la, &staff.la_officers);
        let health = || pool(Seat::Health, bodies.icb, &[staff.health_officer]);
        let school = || pool(Seat::Education, bodies.school, &[staff.teacher]);
        let supporter = || optional(seat(Seat::Supporter, staff.supporter));
        let open = async |reference: &str, kind: Kind, language: Option<&str>, seats: Vec<_>| {
            let spoken = language.unwrap_or("en");
            let family = Family::make(app, bodies.school, reference, spoken).await;
            let mut new = new_case(reference, kind, bodies.north, bodies.la, family.child);
            new.interpreter_language = language.map(str::to_owned);
            new.participants = seats;
            let mut parent = seat(Seat::Family, family.parent);
            if kind == Kind::DrA {
                parent = optional(parent);
            }
            new.participants.push(parent);
            (app.open(new).await, family)
        };
        let southern_family = Family::make(app, bodies.school, "S-1", "en").await;
        let mut southern = new_case(
            "S-1",
            Kind::MedE,
            bodies.south,
            bodies.other_la,
            southern_family.child,
        );
        southern.participants = vec![
            seat(Seat::Family, southern_family.parent),
            pool(
                Seat::LocalAuthority,
                bodies.other_la,
                &[staff.other_la_officer],
            ),
        ];
        Self {
            med_e: open(
                "N-1",
                Kind::MedE,
                None,
                vec![la(), optional(school()), supporter()],
            )
            .await,
            med_x: open("N-2", Kind::MedX, None, vec![la(), health()]).await,
            med_h: open("N-3", Kind::MedH, None, vec![health()]).await,
            dr_a: open("N-4", Kind::DrA, None, vec![la(), health()]).await,
            dr_p: open("N-5", Kind::DrP, None, vec![school()]).await,
            bsl: open("N-6", Kind::MedE, Some("bsl"), vec![la()]).await,
            southern: (app.open(southern).await, southern_family),
        }
    }
}
