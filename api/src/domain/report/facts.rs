//! What a report is made from: rows of the database, put together by case, and nothing worked out yet.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use entities::case::State;
use entities::{
    CaseId, Mode, OrganisationId, PersonId, RoomId, agreement_action, appeal_watch, attendance,
    attendee, authority, availability_request, case, case_clock, case_event, case_record,
    certificate, child, childs_view, complaint, contract, evaluation, expense_claim,
    follow_up_check, interpreter_booking, issue, meeting, organisation, participant,
    planned_meeting, planning_run, referral, room, safeguarding_concern, venue,
};

use super::period::Period;
use crate::app::day_of;
use crate::law::{self, Calendar, Rule, calculator};
use crate::lifecycle::kinds::Product;

/// Everything a report is made from, as it stood at one moment.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    /// For which days.
    pub(super) period: Period,
    /// The day on which the report is made: what is due later is neither kept nor broken.
    pub(super) today: NaiveDate,
    /// The working days.
    pub(super) calendar: Arc<Calendar>,
    /// The cases of the commissioner with the service, opened up to the end of the period.
    pub(super) cases: Vec<CaseFacts>,
    /// The bodies that seats and children belong to, and the authorities.
    pub(super) bodies: BTreeMap<OrganisationId, organisation::Model>,
    /// The rooms, with their venues.
    pub(super) rooms: BTreeMap<RoomId, (room::Model, venue::Model)>,
    /// The contracts between the two, with the types of case they cover.
    pub(super) contracts: Vec<(contract::Model, Vec<case::Kind>)>,
}

/// A case and what hangs from it.
#[derive(Clone, Debug)]
pub(super) struct CaseFacts {
    /// The case.
    pub(super) row: case::Model,
    /// What its events have left behind.
    pub(super) record: Option<case_record::Model>,
    /// The child or young person.
    pub(super) child: Option<child::Model>,
    /// What happened, in order.
    pub(super) events: Vec<case_event::Model>,
    /// The clocks of the law.
    pub(super) clocks: Vec<case_clock::Model>,
    /// The certificate.
    pub(super) certificate: Option<certificate::Model>,
    /// How it came to the service.
    pub(super) referral: Option<referral::Model>,
    /// What the child thinks, as somebody took it down.
    pub(super) views: Vec<childs_view::Model>,
    /// The interpreters who were booked.
    pub(super) interpreters: Vec<interpreter_booking::Model>,
    /// What is known of an appeal.
    pub(super) appeal: Option<appeal_watch::Model>,
    /// The day on which the agreement in force is to be checked.
    pub(super) check_on: Option<NaiveDate>,
    /// The checks that were made.
    pub(super) checks: Vec<follow_up_check::Model>,
    /// Who was asked what they think of the service, and what they said.
    pub(super) evaluations: Vec<evaluation::Model>,
    /// The complaints.
    pub(super) complaints: Vec<complaint::Model>,
    /// The safeguarding concerns.
    pub(super) concerns: Vec<safeguarding_concern::Model>,
    /// What families claimed for attending.
    pub(super) claims: Vec<expense_claim::Model>,
    /// What is promised in agreements.
    pub(super) actions: Vec<agreement_action::Model>,
    /// What is in dispute.
    pub(super) issues: Vec<issue::Model>,
    /// The seats.
    pub(super) seats: Vec<participant::Model>,
    /// Who may decide what, in which seat.
    pub(super) authorities: Vec<authority::Model>,
    /// The meetings, in the order in which their time was taken.
    pub(super) meetings: Vec<MeetingFacts>,
    /// Who was asked for dates.
    pub(super) requests: Vec<availability_request::Model>,
    /// The plans that had a date for it, with the run that made each.
    pub(super) planned: Vec<(planned_meeting::Model, planning_run::Model)>,
}

/// A meeting and who was to come.
#[derive(Clone, Debug)]
pub(super) struct MeetingFacts {
    /// The meeting.
    pub(super) row: meeting::Model,
    /// Who was to come.
    pub(super) attendees: Vec<attendee::Model>,
    /// Who was there, as it was recorded on the day.
    pub(super) attendance: Vec<attendance::Model>,
}

impl MeetingFacts {
    /// The day in England.
    pub(super) fn on(&self) -> NaiveDate {
        day_of(self.row.starts_at)
    }

    /// Whether it was recorded who was there.
    pub(super) fn is_recorded(&self) -> bool {
        !self.attendance.is_empty()
    }

    /// Whether somebody was there; where nothing is recorded, whether they were to come.
    pub(super) fn is_there(&self, person: PersonId) -> bool {
        if !self.is_recorded() {
            return self.attendees.iter().any(|one| one.person_id == person);
        }
        let mut there = self.attendance.iter().filter(|one| is_there(one));
        there.any(|one| one.person_id == person)
    }

    /// Whether somebody was there as this.
    pub(super) fn has(&self, role: participant::Role) -> bool {
        let mut in_role = self.attendees.iter().filter(|one| one.role == role);
        in_role.any(|one| self.is_there(one.person_id))
    }

    /// Whether somebody was there who may decide the issue.
    pub(super) fn decides(&self, issue: issue::Domain, may: &[authority::Model]) -> bool {
        let could_not = |person: PersonId| {
            let mut found = self.attendance.iter();
            found.any(|one| {
                one.person_id == person && one.authority == Some(attendance::Authority::Missing)
            })
        };
        let mut may = may.iter().filter(|line| line.domain == issue);
        may.any(|line| self.is_there(line.person_id) && !could_not(line.person_id))
    }

    /// Whether whoever was to take a seat was there.
    pub(super) fn is_taken(&self, seat: &participant::Model) -> bool {
        let mut attendees = self.attendees.iter();
        attendees.any(|one| one.participant_id == Some(seat.id) && self.is_there(one.person_id))
    }
}

/// Whether somebody was there at all.
fn is_there(one: &attendance::Model) -> bool {
    match one.presence {
        attendance::Presence::Attended | attendance::Presence::Partly => true,
        attendance::Presence::Absent => false,
    }
}

impl CaseFacts {
    /// Which life-cycle it runs.
    pub(super) fn product(&self) -> Product {
        Product::from(self.row.kind)
    }

    /// Whether it is a mediation.
    pub(super) fn is_mediation(&self) -> bool {
        match self.product() {
            Product::Mediation(_) => true,
            Product::Advice | Product::Resolution(_) | Product::Facilitation(_) => false,
        }
    }

    /// Whether it is a facilitation.
    pub(super) fn is_facilitation(&self) -> bool {
        match self.product() {
            Product::Facilitation(_) => true,
            Product::Advice | Product::Resolution(_) | Product::Mediation(_) => false,
        }
    }

    /// The steps that led from one state to another, without corrections.
    pub(super) fn steps(&self) -> impl Iterator<Item = &case_event::Model> {
        let events = self.events.iter();
        events.filter(|event| event.corrects.is_none() && event.from_state != event.to_state)
    }

    /// The first step that led to a state.
    pub(super) fn came_to(&self, state: State) -> Option<&case_event::Model> {
        self.steps().find(|event| event.to_state == state)
    }

    /// The day of the first joint session.
    pub(super) fn held_on(&self) -> Option<NaiveDate> {
        let mut steps = self.steps();
        let begins =
            |event: &&case_event::Model| [State::InSession, State::Held].contains(&event.to_state);
        steps.find(begins).map(|event| event.happened_on)
    }

    /// The meeting of the first joint session, as it was agreed.
    pub(super) fn held_meeting(&self) -> Option<&MeetingFacts> {
        let on = self.held_on()?;
        let stood = |meeting: &&MeetingFacts| match meeting.row.state {
            meeting::State::Completed | meeting::State::Confirmed | meeting::State::Held => true,
            meeting::State::Cancelled | meeting::State::Lapsed => false,
        };
        let mut meetings = self.meetings.iter().filter(stood);
        meetings.find(|meeting| meeting.on() == on)
    }

    /// The day on which whoever arranges the mediation was told of it.
    pub(super) fn t0_on(&self) -> Option<NaiveDate> {
        match self.row.kind {
            case::Kind::MedH => self.row.icb_informed_at.map(day_of),
            _ => self.row.la_informed_at.map(day_of),
        }
    }

    /// The last day of a clock of the law, by its number.
    pub(super) fn clock(&self, rule: &str) -> Option<&case_clock::Model> {
        self.clocks.iter().find(|clock| clock.rule == rule)
    }
}

impl Facts {
    /// The mediations first held in the period, each with the day.
    pub(super) fn held(&self) -> impl Iterator<Item = (&CaseFacts, NaiveDate)> {
        let mediations = self.cases.iter().filter(|case| case.is_mediation());
        mediations.filter_map(|case| self.in_period(case, case.held_on()))
    }

    /// The mediations that ended in the period, with or without agreement, each with the day.
    pub(super) fn ended(&self) -> impl Iterator<Item = (&CaseFacts, NaiveDate)> {
        let mediations = self.cases.iter().filter(|case| case.is_mediation());
        mediations.filter_map(|case| {
            let ended = case.came_to(State::Concluded);
            self.in_period(case, ended.map(|event| event.happened_on))
        })
    }

    /// The families that made contact in the period, each with the day.
    pub(super) fn contacts(&self) -> impl Iterator<Item = (&CaseFacts, NaiveDate)> {
        let advice = self.cases.iter();
        let advice = advice.filter(|case| case.row.kind == case::Kind::Mia);
        advice.filter_map(|case| {
            let contacted_at = case.record.as_ref().and_then(|kept| kept.contacted_at);
            self.in_period(case, contacted_at.map(day_of))
        })
    }

    /// The facilitations first held in the period, each with the day.
    pub(super) fn facilitated(&self) -> impl Iterator<Item = (&CaseFacts, NaiveDate)> {
        let cases = self.cases.iter().filter(|case| case.is_facilitation());
        cases.filter_map(|case| self.in_period(case, case.held_on()))
    }

    /// The cases opened in the period, each with the day.
    pub(super) fn opened(&self) -> impl Iterator<Item = (&CaseFacts, NaiveDate)> {
        let cases = self.cases.iter();
        cases.filter_map(|case| self.in_period(case, Some(day_of(case.row.opened_at))))
    }

    fn in_period<'a>(
        &self,
        case: &'a CaseFacts,
        on: Option<NaiveDate>,
    ) -> Option<(&'a CaseFacts, NaiveDate)> {
        on.filter(|on| self.period.has(*on)).map(|on| (case, on))
    }

    /// Whether something due on a day of the period was done by then; `None` where it is due on another
    /// day, or the day is not over and it may still be done.
    pub(super) fn is_kept(&self, due_on: NaiveDate, done_on: Option<NaiveDate>) -> Option<bool> {
        if !self.period.has(due_on) {
            return None;
        }
        match done_on {
            Some(done_on) => Some(done_on <= due_on),
            None => (due_on < self.today).then_some(false),
        }
    }

    /// What is known of an appeal against the decision that a case is about: in the case itself, or in
    /// another of its matter.
    pub(super) fn appeal(&self, case: &CaseFacts) -> Option<&appeal_watch::Model> {
        let matter = |case: &CaseFacts| case.record.as_ref().map(|kept| kept.matter_id);
        let is_of_decision = |other: &&CaseFacts| {
            let same = other.row.notice_sent_on == case.row.notice_sent_on;
            other.row.id == case.row.id || (same && matter(other) == matter(case))
        };
        let cases = self.cases.iter().filter(|other| other.appeal.is_some());
        let mut known = cases.filter(is_of_decision);
        known.find_map(|other| other.appeal.as_ref())
    }

    /// What a body is called.
    pub(super) fn body(&self, id: OrganisationId) -> &str {
        self.bodies
            .get(&id)
            .map_or("another body", |body| body.name.as_str())
    }

    /// The last day for something by the law, from one event.
    pub(super) fn due(&self, rule: &str, event: law::Event, on: NaiveDate) -> Option<NaiveDate> {
        let due = calculator::due(Rule::from_id(rule)?, &[(event, on)], &self.calendar);
        due.ok().map(|due| due.on)
    }

    /// The room of a meeting, with its venue.
    pub(super) fn place(&self, meeting: &MeetingFacts) -> Option<&(room::Model, venue::Model)> {
        match meeting.row.mode {
            Mode::InPerson => self.rooms.get(&meeting.row.room_id?),
            Mode::Video | Mode::Either => None,
        }
    }
}

/// Rows put together by the case they hang from.
pub(super) struct ByCase<M>(BTreeMap<CaseId, Vec<M>>);

impl<M> ByCase<M> {
    /// Puts rows together, in the order in which they come.
    pub(super) fn new(rows: impl IntoIterator<Item = M>, case: impl Fn(&M) -> CaseId) -> Self {
        let mut by: BTreeMap<CaseId, Vec<M>> = BTreeMap::new();
        for row in rows {
            by.entry(case(&row)).or_default().push(row);
        }
        Self(by)
    }

    /// Hands over the rows of a case.
    pub(super) fn take(&mut self, case: CaseId) -> Vec<M> {
        self.0.remove(&case).unwrap_or_default()
    }
}
