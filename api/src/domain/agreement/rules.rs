//! What an agreement is made of, decided from values.

use chrono::NaiveDate;
use entities::participant::Role;
use entities::{
    AgreementActionId, AgreementDecisionId, AgreementId, PersonId, Personal, agreement,
    agreement_action, agreement_decision, agreement_signatory, case, case_clock,
};

use super::around::Around;
use super::due::{Timed, is_the_authoritys, timed};
use super::{AgreementRefused, NewAction, NewDecision, Owner};
use crate::domain::session::{LONGEST_TEXT, for_whom, readable};
use crate::ids::Ids;
use crate::law::{Calendar, Rule};
use crate::lifecycle::agreement as life;
use crate::lifecycle::kinds::Product;

/// Decisions, actions and signatories at most, each.
const MOST: usize = 40;

/// Whether the law sets the times of an agreement: one of a mediation with the authority or the board.
pub(super) fn is_by_law(row: &case::Model, parties: agreement::Parties) -> bool {
    let is_mediation = match Product::from(row.kind) {
        Product::Mediation(_) => true,
        Product::Advice | Product::Resolution(_) | Product::Facilitation(_) => false,
    };
    is_mediation && parties == agreement::Parties::All
}

/// Whether something can be agreed while a case stands so.
pub(super) fn may_agree(row: &case::Model) -> bool {
    use case::State;
    let states: &[State] = match Product::from(row.kind) {
        Product::Mediation(_) | Product::Resolution(_) => &[State::InSession, State::Adjourned],
        Product::Facilitation(_) => &[
            State::Held,
            State::NotesDraft,
            State::CommentWindow,
            State::NotesFinal,
        ],
        Product::Advice => &[],
    };
    states.contains(&row.state)
}

/// A stored agreement as the life-cycle has it.
pub(super) const fn state(row: &agreement::Model) -> life::State {
    match row.state {
        agreement::State::Drafting => life::State::Drafting,
        agreement::State::SignedOnDay => life::State::SignedOnDay,
        agreement::State::TypedSent => life::State::TypedSent,
        agreement::State::AmendedInWriting => life::State::AmendedInWriting,
        agreement::State::Abandoned => life::State::Abandoned,
    }
}

/// The state of an agreement as it is stored.
pub(super) const fn stored(state: life::State) -> agreement::State {
    match state {
        life::State::Drafting => agreement::State::Drafting,
        life::State::SignedOnDay => agreement::State::SignedOnDay,
        life::State::TypedSent => agreement::State::TypedSent,
        life::State::AmendedInWriting => agreement::State::AmendedInWriting,
        life::State::Abandoned => agreement::State::Abandoned,
    }
}

/// What the life-cycle of an agreement wants to know.
pub(super) fn facts(row: &case::Model, agreement: &agreement::Model) -> life::Facts {
    life::Facts {
        is_mediation: is_by_law(row, agreement.parties),
        is_health_alone: row.kind == case::Kind::MedH,
        is_between_agencies: row.kind == case::Kind::DrA,
        meeting_on: agreement.agreed_on,
        signed_on: agreement.signed_on,
    }
}

/// How many have signed; none while somebody who agrees has not.
pub(super) fn signatures(
    agreement: &agreement::Model,
    signatories: &[agreement_signatory::Model],
) -> usize {
    match agreement.state {
        agreement::State::Drafting | agreement::State::Abandoned => 0,
        agreement::State::SignedOnDay
        | agreement::State::TypedSent
        | agreement::State::AmendedInWriting => {
            let of_edition = signatories.iter();
            of_edition
                .filter(|row| row.edition == agreement.edition && row.signed_on.is_some())
                .count()
        }
    }
}

/// Whether a draft bears a signature: with the last of them it is a draft no more.
pub(super) fn is_partly_signed(
    agreement: &agreement::Model,
    signatories: &[agreement_signatory::Model],
) -> bool {
    let mut of_edition = signatories
        .iter()
        .filter(|row| row.edition == agreement.edition);
    agreement.state == agreement::State::Drafting && of_edition.any(|row| row.signed_on.is_some())
}

/// What was promised, as the life-cycle looks at it.
pub(super) fn promises(actions: &[agreement_action::Model]) -> Vec<life::Promise> {
    let promise = |action: &agreement_action::Model| life::Promise {
        has_owner: action.owner_person_id.is_some() || action.owner_organisation_id.is_some(),
        clock: action.rule.as_deref().and_then(Rule::from_id),
    };
    actions.iter().map(promise).collect()
}

/// The actions in force.
pub(super) fn in_force(
    actions: &[agreement_action::Model],
) -> impl Iterator<Item = &agreement_action::Model> {
    actions
        .iter()
        .filter(|action| action.until_edition.is_none())
}

/// Whether those who sign make an agreement between them.
pub(super) fn sides(
    row: &case::Model,
    parties: agreement::Parties,
    roles: &[Role],
) -> Result<(), AgreementRefused> {
    let comes_for = |wanted: &[Role]| roles.iter().any(|role| wanted.contains(role));
    let mut sides = roles.to_vec();
    sides.sort_unstable();
    sides.dedup();
    if sides.len() < 2 {
        return Err(AgreementRefused::TooFewSides);
    }
    let bodies = [Role::LocalAuthority, Role::SocialCare, Role::Health];
    match parties {
        agreement::Parties::FamilyAndSchool if sides != [Role::Family, Role::Education] => {
            Err(AgreementRefused::BeyondFamilyAndSchool)
        }
        agreement::Parties::All if is_by_law(row, parties) && !comes_for(&bodies) => {
            Err(AgreementRefused::BodyNotSigning)
        }
        agreement::Parties::FamilyAndSchool | agreement::Parties::All => Ok(()),
    }
}

/// The roles in which those who sign were at the meeting.
pub(super) fn signing_roles(
    around: &Around,
    signatories: &[PersonId],
) -> Result<Vec<(PersonId, Role)>, AgreementRefused> {
    if MOST < signatories.len() {
        return Err(AgreementRefused::TooMany(MOST, "signatoryIds"));
    }
    let mut people = signatories.to_vec();
    people.sort_unstable();
    people.dedup();
    let roles = people.into_iter().map(|person| {
        let role = around.role_there(person);
        match role.ok_or(AgreementRefused::SignatoryAbsent)? {
            role if for_whom(role) => Ok((person, role)),
            _ => Err(AgreementRefused::SignatoryNoParty),
        }
    });
    roles.collect()
}

/// A text of an agreement.
pub(super) fn text(text: &str, field: &'static str) -> Result<Personal, AgreementRefused> {
    let unreadable = AgreementRefused::Unreadable(LONGEST_TEXT, field);
    readable(text, LONGEST_TEXT).ok_or(unreadable)
}

/// Where new decisions and actions stand.
pub(super) struct Place<'a> {
    /// The agreement.
    pub(super) id: AgreementId,
    /// Between whom it is.
    pub(super) parties: agreement::Parties,
    /// The edition they come in with.
    pub(super) edition: i32,
    /// The day from which their times are counted.
    pub(super) agreed_on: NaiveDate,
    /// How many stand before them.
    pub(super) after: usize,
    /// What they depend on.
    pub(super) around: &'a Around,
    /// Makes ids.
    pub(super) ids: &'a dyn Ids,
    /// Knows the bank holidays.
    pub(super) calendar: &'a Calendar,
}

/// Position `ix` among what is new, counted from 1 after what stands before.
fn position(place: &Place<'_>, ix: usize) -> i32 {
    i32::try_from(place.after + ix + 1).unwrap_or(i32::MAX)
}

/// The rows of what was decided.
pub(super) fn decisions(
    place: &Place<'_>,
    new: &[NewDecision],
) -> Result<Vec<agreement_decision::Model>, AgreementRefused> {
    if MOST < new.len() {
        return Err(AgreementRefused::TooMany(MOST, "decisions"));
    }
    let rows = new.iter().enumerate().map(|(ix, decision)| {
        let is_known = |id| place.around.has_issue(id);
        if !decision.issue.is_none_or(is_known) {
            return Err(AgreementRefused::NoSuchIssue("decisions"));
        }
        let is_clear = match decision.panel_on {
            Some(on) => {
                decision.is_for_panel && place.agreed_on <= on && crate::app::is_in_reach(on)
            }
            None => true,
        };
        if !is_clear {
            return Err(AgreementRefused::PanelUnclear(ix + 1));
        }
        Ok(agreement_decision::Model {
            id: AgreementDecisionId(place.ids.next()),
            agreement_id: place.id,
            position: position(place, ix),
            text: text(&decision.text, "decisions")?,
            issue_id: decision.issue,
            is_for_panel: decision.is_for_panel,
            panel_on: decision.panel_on,
            from_edition: place.edition,
            until_edition: None,
        })
    });
    rows.collect()
}

/// The rows of what was promised. Who promises, and by when, is looked at by the life-cycle; an action
/// without an owner is refused there.
pub(super) fn actions(
    place: &Place<'_>,
    new: &[NewAction],
    decided: &[agreement_decision::Model],
) -> Result<Vec<agreement_action::Model>, AgreementRefused> {
    if MOST < new.len() {
        return Err(AgreementRefused::TooMany(MOST, "actions"));
    }
    let rows = new.iter().enumerate();
    rows.map(|(ix, action)| action_row(place, ix, action, decided))
        .collect()
}

fn action_row(
    place: &Place<'_>,
    ix: usize,
    action: &NewAction,
    decided: &[agreement_decision::Model],
) -> Result<agreement_action::Model, AgreementRefused> {
    let number = ix + 1;
    let is_known = |id| place.around.has_issue(id);
    if !action.issue.is_none_or(is_known) {
        return Err(AgreementRefused::NoSuchIssue("actions"));
    }
    let decision = match action.decision {
        Some(position) => {
            let found = position.checked_sub(1).and_then(|ix| decided.get(ix));
            Some(found.ok_or(AgreementRefused::NoSuchDecision(number))?.id)
        }
        None => None,
    };
    owned(place, number, action)?;
    let is_by_law = is_by_law(&place.around.row, place.parties);
    let wanted = (action.category, action.agreed_override_on);
    let timed = timed(number, wanted, is_by_law, place.agreed_on, place.calendar)?;
    let (person, body) = match action.owner {
        Some(Owner::Person(person)) => (Some(person), None),
        Some(Owner::Organisation(body)) => (None, Some(body)),
        None => (None, None),
    };
    Ok(agreement_action::Model {
        id: AgreementActionId(place.ids.next()),
        agreement_id: place.id,
        case_id: place.around.row.id,
        position: position(place, ix),
        what: text(&action.what, "actions")?,
        decision_id: decision,
        issue_id: action.issue,
        owner_person_id: person,
        owner_organisation_id: body,
        category: action.category,
        agreed_on: place.agreed_on,
        agreed_override_on: action.agreed_override_on,
        due_on: timed.as_ref().map(|timed| timed.on),
        rule: rule(timed.as_ref()),
        citation: timed.as_ref().map(|timed| timed.citation.clone()),
        trace: timed.map(|timed| timed.trace.join("\n")),
        state: agreement_action::State::Open,
        done_on: None,
        from_edition: place.edition,
        until_edition: None,
    })
}

/// The same action, its time counted from another day.
pub(super) fn retimed(
    action: agreement_action::Model,
    is_by_law: bool,
    agreed_on: NaiveDate,
    calendar: &Calendar,
) -> Result<agreement_action::Model, AgreementRefused> {
    let number = usize::try_from(action.position).unwrap_or_default();
    let wanted = (action.category, action.agreed_override_on);
    let timed = timed(number, wanted, is_by_law, agreed_on, calendar)?;
    // A day that was moved on a ground of regulation 44(3) stays, unless the law's own is later now.
    let was = action.trace.iter().flat_map(|trace| trace.lines());
    let is_moved = was.into_iter().any(|line| line.contains("SEND reg 44(3)"));
    if is_moved && timed.as_ref().map(|timed| timed.on) <= action.due_on {
        return Ok(agreement_action::Model {
            agreed_on,
            ..action
        });
    }
    Ok(agreement_action::Model {
        agreed_on,
        due_on: timed.as_ref().map(|timed| timed.on),
        rule: rule(timed.as_ref()),
        citation: timed.as_ref().map(|timed| timed.citation.clone()),
        trace: timed.map(|timed| timed.trace.join("\n")),
        ..action
    })
}

fn rule(timed: Option<&Timed>) -> Option<String> {
    timed?.rule.map(|rule| rule.id().to_owned())
}

/// Whether an owner, where there is one, is somebody of the case who can do it.
fn owned(place: &Place<'_>, number: usize, action: &NewAction) -> Result<(), AgreementRefused> {
    let Some(owner) = action.owner else {
        return Ok(());
    };
    let side = place.around.side_of(owner);
    let side = side.ok_or(AgreementRefused::OwnerUnknown(number))?;
    let is_authority = [Role::LocalAuthority, Role::SocialCare].contains(&side);
    let is_inside = [Role::Family, Role::Education].contains(&side);
    match (place.parties, action.category) {
        (agreement::Parties::FamilyAndSchool, _) if !is_inside => {
            Err(AgreementRefused::BeyondFamilyAndSchool)
        }
        (_, Some(category)) if is_the_authoritys(category) && !is_authority => {
            Err(AgreementRefused::NotTheAuthoritys(number))
        }
        (agreement::Parties::FamilyAndSchool | agreement::Parties::All, _) => Ok(()),
    }
}

/// The clocks of a case that run for what is promised: for each rule the one that ends first.
pub(crate) fn clocks(actions: &[agreement_action::Model]) -> Vec<case_clock::Model> {
    let mut clocks: Vec<case_clock::Model> = Vec::new();
    let mut open: Vec<_> = in_force(actions)
        .filter(|action| action.done_on.is_none())
        .collect();
    open.sort_by_key(|action| action.due_on);
    for action in open {
        let (Some(rule), Some(due_on)) = (&action.rule, action.due_on) else {
            continue;
        };
        if clocks.iter().any(|clock| clock.rule == *rule) {
            continue;
        }
        let version = Rule::from_id(rule).and_then(|rule| rule.version_on(action.agreed_on));
        clocks.push(case_clock::Model {
            case_id: action.case_id,
            rule: rule.clone(),
            rule_from_on: version.unwrap_or(action.agreed_on),
            started_on: action.agreed_on,
            due_on,
            citation: action.citation.clone().unwrap_or_default(),
            trace: action.trace.clone().unwrap_or_default(),
            met_on: None,
        });
    }
    clocks
}

/// To whom a typed agreement goes: everybody who was there as a party or for one, those who agreed, and
/// the people who own an action. Between family and school it goes to those two alone.
pub(super) fn recipients(
    agreement: &agreement::Model,
    there: &[(PersonId, Role)],
    signatories: &[agreement_signatory::Model],
    actions: &[agreement_action::Model],
) -> Vec<PersonId> {
    let gets_it = |role: Role| match agreement.parties {
        agreement::Parties::All => for_whom(role),
        agreement::Parties::FamilyAndSchool => [Role::Family, Role::Education].contains(&role),
    };
    let came = there.iter().filter(|(_, role)| gets_it(*role));
    let of_edition = signatories.iter();
    let agreed = of_edition.filter(|row| row.edition == agreement.edition);
    let owners = in_force(actions).filter_map(|action| action.owner_person_id);
    let mut all: Vec<PersonId> = came
        .map(|(person, _)| *person)
        .chain(agreed.map(|row| row.person_id))
        .chain(owners)
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}
