//! A referral: from whoever refers, through the family's consent, to a case or somewhere else.

use chrono::{DateTime, NaiveDate, Utc};
use entities::case::{self, Kind};

use super::change::{Audience, Change, Document, Doer, Duty, Effect, owed, task};
use super::closed::{State as _, in_turn, refusals, states};
use super::dates::{Correction, Dated, past, past_instant};
use super::kinds::{Mediation, Product, Resolution};
use super::stage::Stage;

/// Where the order of steps comes from.
pub(super) const ORDER: &str = "order of steps of a referral; mediation and disagreement \
                                resolution are voluntary for the family, CFA s.52 and s.57";

states! {
    /// How far a referral has come.
    State {
        Received "RECEIVED" "the referral has only been received";
        AwaitingFamilyConsent "AWAITING_FAMILY_CONSENT" "the family has not said yet whether it agrees";
        Eligibility "ELIGIBILITY" "it is looked at whether the service can take the case";
    } ends {
        Signposted "SIGNPOSTED" "the family was told where to turn instead";
        Declined "DECLINED" "the family does not agree to the referral";
        Lapsed "LAPSED" "the family never answered";
    }
}

impl State {
    /// The word it is stored as.
    #[must_use]
    pub fn stored(self) -> case::State {
        match self {
            Self::Received => case::State::Received,
            Self::AwaitingFamilyConsent => case::State::AwaitingFamilyConsent,
            Self::Eligibility => case::State::Eligibility,
            Self::Signposted => case::State::Signposted,
            Self::Declined => case::State::Declined,
            Self::Lapsed => case::State::Lapsed,
        }
    }

    /// What a stored word means here; a referral may be of every type, and one between agencies
    /// never waits for a family.
    #[must_use]
    pub fn of(kind: Kind, stored: case::State) -> Option<Self> {
        let waits = [Self::AwaitingFamilyConsent, Self::Declined, Self::Lapsed];
        let found = Self::ALL.iter().find(|state| state.stored() == stored);
        found
            .copied()
            .filter(|state| kind != Kind::DrA || !waits.contains(state))
    }
}

/// Who refers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Referrer {
    /// The family itself.
    Family,
    /// Somebody of the family who does not give a name: they get information, and no case.
    Nameless,
    /// The local authority.
    LocalAuthority,
    /// An integrated care board or another health body.
    Health,
    /// Social care.
    SocialCare,
    /// A school or another setting.
    Setting,
    /// The information, advice and support service, on the family's behalf.
    Sendiass,
}

impl Referrer {
    /// Whether the family refers itself.
    fn is_family(self) -> bool {
        match self {
            Self::Family | Self::Nameless => true,
            Self::LocalAuthority
            | Self::Health
            | Self::SocialCare
            | Self::Setting
            | Self::Sendiass => false,
        }
    }

    /// Whether agencies that disagree with one another may come from there (section 57(3)(a)).
    fn is_agency(self) -> bool {
        match self {
            Self::LocalAuthority | Self::Health | Self::SocialCare => true,
            Self::Family | Self::Nameless | Self::Setting | Self::Sendiass => false,
        }
    }
}

/// A referral as it comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct New {
    /// The type of case asked for.
    pub kind: Kind,
    /// Who refers.
    pub referrer: Referrer,
    /// When it came in.
    pub received_at: DateTime<Utc>,
    /// Whether a live contract or subscription covers the type and the area.
    pub is_covered: bool,
    /// Whether the family tried to settle it locally: recorded, and never asked for first.
    pub are_local_avenues_tried: bool,
}

/// Who the family is, as far as that is noted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Identity {
    /// Not noted.
    Unknown,
    /// A parent or carer, and what parental responsibility they hold.
    Parent,
    /// A young person over compulsory school age, and their capacity.
    YoungPerson,
    /// The alternative person of a young person without capacity (regulation 64).
    AlternativePerson,
}

/// Something that happens to a referral.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A coordinator takes it up and notes who the family is.
    TakenUp {
        /// Who the family is.
        identity: Identity,
    },
    /// The family agrees.
    ConsentGiven {
        /// The day.
        on: NaiveDate,
    },
    /// The family does not agree.
    ConsentRefused {
        /// The day.
        on: NaiveDate,
    },
    /// The family has not answered, however often it was asked.
    NoReply {
        /// How often it was asked.
        tries: u32,
    },
    /// The service takes it on as a case.
    Accepted {
        /// Its type.
        kind: Kind,
        /// How old the child or young person is, in whole years.
        age_years: u8,
        /// Whether they live in the area of the authority.
        is_in_area: bool,
        /// Whether there is a decision that can be appealed, or a plan made or amended.
        has_decision: bool,
    },
    /// It belongs elsewhere.
    Signposted,
    /// A date is set right.
    Corrected(Correction),
}

impl Event {
    /// A clause that says it to people.
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self {
            Self::TakenUp { .. } => "the referral is taken up",
            Self::ConsentGiven { .. } => "the family agrees",
            Self::ConsentRefused { .. } => "the family does not agree",
            Self::NoReply { .. } => "the family does not answer",
            Self::Accepted { .. } => "the service takes the case on",
            Self::Signposted => "the family is told where to turn instead",
            Self::Corrected(_) => "a date is corrected",
        }
    }
}

/// What stands when an event comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// The type asked for.
    pub kind: Kind,
    /// Who referred.
    pub referrer: Referrer,
    /// The day it came in.
    pub received_on: NaiveDate,
    /// How often the service asks before a referral lapses.
    pub tries_before_lapse: u32,
}

refusals! {
    /// Why a referral does not move.
    Refusal {
        NotCovered "NO_CONTRACT" "No live contract or subscription covers this type of case in this area, so it cannot be taken (contract of the service with the commissioner).";
        NotAnAgency "NOT_AN_AGENCY" "A dispute between agencies is referred by an agency: an authority, a health body or social care (CFA s.57(3)(a)).";
        IdentityMissing "IDENTITY_MISSING" "Before the case goes on, it is noted who the family is: a parent and their responsibility, a young person and their capacity, or the alternative person (CFA s.52; regulation 64).";
        TooFewTries(u32) "TOO_FEW_TRIES" "A referral lapses when the family was asked {0} times and never answered (practice of the service: consent is sought, not assumed).";
        TooOld "OUTSIDE_AGE" "The service is for children and young people from birth to 25 (CFA s.46 and s.83(2)).";
        OutsideArea "OUTSIDE_AREA" "The child or young person does not belong to the area of this authority, which is the one responsible (CFA s.24).";
        DecisionMissing "DECISION_MISSING" "A mediation needs a decision that can be appealed, or a plan made or amended (CFA s.52(1)).";
        FamilyAndAgencies "FAMILY_AND_AGENCIES" "A dispute between agencies has no family in it, so a family's referral does not become one, nor the other way round (CFA s.57(3)(a)).";
    }
}

/// Whether a referral can be received: the first row of its table.
///
/// # Errors
///
/// [`Refusal`].
pub fn receive(new: &New, now: DateTime<Utc>) -> Result<Change<State>, Refusal> {
    past_instant(Dated::Referral, new.received_at, now)?;
    if !new.is_covered {
        return Err(Refusal::NotCovered);
    }
    let between_agencies = new.kind == Kind::DrA;
    if between_agencies && !new.referrer.is_agency() {
        return Err(Refusal::NotAnAgency);
    }
    let received = Change::with(
        State::Received,
        [owed(Document::Acknowledgement, Audience::Referrer)],
    );
    let to_family = owed(Document::Acknowledgement, Audience::Family);
    let tells_family = !between_agencies && !new.referrer.is_family();
    Ok(received.and(tells_family.then_some(to_family)).and([
        task(Doer::Coordinator, Duty::AskLookedAfter),
        task(Doer::Coordinator, Duty::CheckDuplicates),
    ]))
}

/// The states an event may come in.
fn allowed(event: &Event) -> &'static [State] {
    match event {
        Event::TakenUp { .. } => &[State::Received],
        Event::ConsentGiven { .. } | Event::ConsentRefused { .. } | Event::NoReply { .. } => {
            &[State::AwaitingFamilyConsent]
        }
        Event::Accepted { .. } => &[State::Eligibility],
        Event::Signposted => &[State::Received, State::Eligibility],
        Event::Corrected(_) => State::ALL,
    }
}

/// One step: a stage of the referral, or the first stage of the case it becomes.
///
/// # Errors
///
/// [`Refusal`].
pub fn step(
    state: State,
    event: &Event,
    facts: &Facts,
    now: DateTime<Utc>,
) -> Result<Change<Stage>, Refusal> {
    in_turn(state, allowed(event), event.words(), ORDER)?;
    let to = |state| Change::to(Stage::Referral(state));
    match event {
        Event::TakenUp { identity } => take_up(*identity, facts),
        Event::ConsentGiven { on } => {
            answered(*on, facts, now)?;
            Ok(to(State::Eligibility))
        }
        Event::ConsentRefused { on } => {
            answered(*on, facts, now)?;
            Ok(to(State::Declined).and([Effect::Erased]))
        }
        Event::NoReply { tries } if *tries < facts.tries_before_lapse => {
            Err(Refusal::TooFewTries(facts.tries_before_lapse))
        }
        Event::NoReply { .. } => Ok(to(State::Lapsed)),
        Event::Accepted {
            kind,
            age_years,
            is_in_area,
            has_decision,
        } => accept(*kind, facts, (*age_years, *is_in_area, *has_decision)),
        Event::Signposted => {
            let whom = match facts.kind {
                Kind::DrA => Audience::Referrer,
                Kind::Mia
                | Kind::MedE
                | Kind::MedX
                | Kind::MedH
                | Kind::DrF
                | Kind::DrP
                | Kind::DrH
                | Kind::DrC
                | Kind::FacAr
                | Kind::FacTac
                | Kind::FacDp => Audience::Family,
            };
            Ok(to(State::Signposted).and([owed(Document::Signposting, whom)]))
        }
        Event::Corrected(correction) => Ok(Change::corrected(Stage::Referral(state), correction)),
    }
}

/// The family's answer is neither before the referral nor in the future.
fn answered(on: NaiveDate, facts: &Facts, now: DateTime<Utc>) -> Result<(), Refusal> {
    past(Dated::Choice, on, now)?;
    super::dates::follows(
        (Dated::Choice, on),
        (Dated::Referral, Some(facts.received_on)),
    )?;
    Ok(())
}

/// Where a referral goes that is taken up: to the family first, unless it came from there or has no
/// family in it.
fn take_up(identity: Identity, facts: &Facts) -> Result<Change<Stage>, Refusal> {
    if facts.kind == Kind::DrA {
        return Ok(Change::to(Stage::Referral(State::Eligibility)));
    }
    if facts.referrer.is_family() {
        return match identity {
            Identity::Unknown => Err(Refusal::IdentityMissing),
            Identity::Parent | Identity::YoungPerson | Identity::AlternativePerson => {
                Ok(Change::to(Stage::Referral(State::Eligibility)))
            }
        };
    }
    Ok(Change::with(
        Stage::Referral(State::AwaitingFamilyConsent),
        [
            task(Doer::Referrer, Duty::TellFamilyFirst),
            owed(Document::ConsentInvitation, Audience::Family),
            task(Doer::Coordinator, Duty::ContactFamily),
        ],
    ))
}

/// Whether the service takes the case on, and as what.
fn accept(
    kind: Kind,
    facts: &Facts,
    (age_years, is_in_area, has_decision): (u8, bool, bool),
) -> Result<Change<Stage>, Refusal> {
    if (kind == Kind::DrA) != (facts.kind == Kind::DrA) {
        return Err(Refusal::FamilyAndAgencies);
    }
    if age_years > 25 {
        return Err(Refusal::TooOld);
    }
    if !is_in_area {
        return Err(Refusal::OutsideArea);
    }
    match Product::from(kind) {
        Product::Mediation(Mediation::Education | Mediation::Mixed | Mediation::Health)
            if !has_decision =>
        {
            return Err(Refusal::DecisionMissing);
        }
        Product::Advice
        | Product::Mediation(_)
        | Product::Resolution(
            Resolution::Duties
            | Resolution::Provision
            | Resolution::Health
            | Resolution::Agencies
            | Resolution::ContinuingCare,
        )
        | Product::Facilitation(_) => {}
    }
    Ok(Change::with(Stage::first(kind), [Effect::Opens(kind)]))
}
