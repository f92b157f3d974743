//! What the steps of filling share: chance, names, the progress, and the way in for people.

use anyhow::Result;
use chrono::NaiveDate;
use entities::{AccessFeature, OrganisationId, PersonId, availability_window, person, role};

use super::chance::Chance;
use super::hours::Diary;
use super::names::{Name, Names};
use crate::app::App;
use crate::auth::{Actor, Somebody};
use crate::domain::availability::{self, Submission, Window};
use crate::domain::person::NewPerson;

/// Where every number comes from.
const SEED: u64 = 0x00C0_4C04_D001;

/// Days since which everybody has the role they have.
const IN_POST: i64 = 400;

/// Being told how far it is: steps done, and steps in all.
pub type Progress<'a> = &'a (dyn Fn(usize, usize) + Sync);

/// One filling of a database.
pub(super) struct Filling<'a> {
    /// The application whose database is filled.
    pub(super) app: &'a App,
    /// The day it is.
    pub(super) today: NaiveDate,
    /// The days people speak of.
    pub(super) diary: Diary,
    /// Chance.
    pub(super) chance: Chance,
    /// Names not given yet.
    pub(super) names: Names,
    progress: Progress<'a>,
    done: usize,
    of: usize,
}

impl<'a> Filling<'a> {
    /// Begins, with so many steps to go.
    pub(super) fn new(app: &'a App, progress: Progress<'a>, of: usize) -> Self {
        progress(0, of);
        Self {
            app,
            today: app.today(),
            diary: Diary::new(app.today(), &app.calendar),
            chance: Chance::new(SEED),
            names: Names::default(),
            progress,
            done: 0,
            of,
        }
    }

    /// Tells that another step is done.
    pub(super) fn step(&mut self) {
        self.done += 1;
        (self.progress)(self.done, self.of);
    }

    /// Registers somebody who lives or works somewhere.
    pub(super) async fn person(&mut self, name: &Name, who: Newcomer<'_>) -> Result<PersonId> {
        let channels = [
            person::Channel::Email,
            person::Channel::Phone,
            person::Channel::Sms,
        ];
        let is_signer = who.languages == ["bsl"];
        let new = NewPerson {
            name: name.full(),
            email: (!who.is_child).then(|| name.email(who.host)),
            phone: (!who.is_child).then(|| name.phone()),
            channel: if is_signer {
                person::Channel::VideoBsl
            } else {
                self.chance.pick(&channels)
            },
            outcode: Some(who.outcode.to_owned()),
            is_child: who.is_child,
            languages: who
                .languages
                .iter()
                .map(|&language| language.to_owned())
                .collect(),
            needs: who.needs,
        };
        Ok(crate::domain::person::register(self.app, new).await?)
    }

    /// Registers somebody who works for a body.
    pub(super) async fn officer(
        &mut self,
        kind: role::Kind,
        body: OrganisationId,
        who: Newcomer<'_>,
    ) -> Result<PersonId> {
        let name = self.names.next();
        let id = self.person(&name, who).await?;
        let since = self.today - chrono::Duration::days(IN_POST);
        crate::domain::person::give_role(self.app, id, kind, body, since).await?;
        self.step();
        Ok(id)
    }

    /// Takes down when somebody can meet, as they said themselves.
    pub(super) async fn says(&self, person: PersonId, windows: Vec<Window>) -> Result<()> {
        let oneself = Actor::Person(Somebody {
            id: person,
            roles: Vec::new(),
        });
        self.submit(
            &oneself,
            person,
            windows,
            availability_window::Source::Typed,
        )
        .await
    }

    /// Takes down when somebody can meet, as they told a coordinator on the telephone.
    pub(super) async fn tells(
        &self,
        coordinator: &Actor,
        person: PersonId,
        windows: Vec<Window>,
    ) -> Result<()> {
        self.submit(
            coordinator,
            person,
            windows,
            availability_window::Source::Phone,
        )
        .await
    }

    async fn submit(
        &self,
        by: &Actor,
        person: PersonId,
        windows: Vec<Window>,
        source: availability_window::Source,
    ) -> Result<()> {
        let (from_on, until_on) = self.diary.range();
        let submission = Submission {
            from_on,
            until_on,
            windows,
            source,
        };
        availability::submit(self.app, by, person, submission).await?;
        Ok(())
    }
}

/// Somebody new, but for the name.
pub(super) struct Newcomer<'a> {
    /// Where the e-mail goes.
    pub(super) host: &'a str,
    /// Postcode district.
    pub(super) outcode: &'a str,
    /// Languages.
    pub(super) languages: &'a [&'a str],
    /// What a room must offer.
    pub(super) needs: Vec<AccessFeature>,
    /// Not yet of age.
    pub(super) is_child: bool,
}

impl<'a> Newcomer<'a> {
    /// A grown-up without particular needs who speaks English.
    pub(super) fn new(host: &'a str, outcode: &'a str) -> Self {
        Self {
            host,
            outcode,
            languages: &["en"],
            needs: Vec::new(),
            is_child: false,
        }
    }
}
