//! What the steps of filling share: chance, names, the progress, and the way in for people.

use std::mem;

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
    /// What people at work will say of their times once it is today.
    unsaid: Vec<(PersonId, Vec<Window>)>,
    progress: Progress<'a>,
    done: usize,
    of: usize,
}

impl<'a> Filling<'a> {
    /// Begins on a day, with so many steps to go; the clock of `app` may stand at an earlier one.
    pub(super) fn new(app: &'a App, today: NaiveDate, progress: Progress<'a>, of: usize) -> Self {
        progress(0, of);
        Self {
            app,
            today,
            diary: Diary::new(today, &app.calendar),
            chance: Chance::new(SEED),
            names: Names::default(),
            unsaid: Vec::new(),
            progress,
            done: 0,
            of,
        }
    }

    /// Speaks of other days, with chance and names of their own, or again of those before.
    pub(super) fn turn(&mut self, to: &mut Voice) {
        mem::swap(&mut self.diary, &mut to.diary);
        mem::swap(&mut self.chance, &mut to.chance);
        mem::swap(&mut self.names, &mut to.names);
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

    /// Keeps for [`Filling::take_down`] when somebody at work can meet.
    pub(super) fn will_say(&mut self, person: PersonId, windows: Vec<Window>) {
        self.unsaid.push((person, windows));
    }

    /// Takes down what was kept.
    pub(super) async fn take_down(&mut self) -> Result<()> {
        for (person, windows) in mem::take(&mut self.unsaid) {
            self.says(person, windows).await?;
        }
        Ok(())
    }

    /// Takes down when somebody can meet, as they said themselves.
    pub(super) async fn says(&self, person: PersonId, windows: Vec<Window>) -> Result<()> {
        self.says_between(person, self.diary.range(), windows).await
    }

    /// The same from one day to another.
    pub(super) async fn says_between(
        &self,
        person: PersonId,
        (from_on, until_on): (NaiveDate, NaiveDate),
        windows: Vec<Window>,
    ) -> Result<()> {
        let oneself = Actor::Person(Somebody {
            id: person,
            roles: Vec::new(),
        });
        let submission = Submission {
            from_on,
            until_on,
            windows,
            source: availability_window::Source::Typed,
        };
        availability::submit(self.app, &oneself, person, submission).await?;
        Ok(())
    }

    /// Takes down when somebody can meet, as they told a coordinator on the telephone.
    pub(super) async fn tells(
        &self,
        coordinator: &Actor,
        person: PersonId,
        windows: Vec<Window>,
    ) -> Result<()> {
        let (from_on, until_on) = self.diary.range();
        let submission = Submission {
            from_on,
            until_on,
            windows,
            source: availability_window::Source::Phone,
        };
        availability::submit(self.app, coordinator, person, submission).await?;
        Ok(())
    }
}

/// Days to speak of, and the chance and the names to do it with.
pub(super) struct Voice {
    /// The days.
    pub(super) diary: Diary,
    /// Chance.
    pub(super) chance: Chance,
    /// Names.
    pub(super) names: Names,
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
