//! What one person has to do with another, decided from values.

use entities::{OrganisationId, case, role};

use super::NewPerson;

use crate::auth::{Acquaintance, Somebody, Standing};
use crate::domain::prose;

/// Characters in a name or an e-mail address at most.
const LONGEST: usize = 200;

/// Languages of one person at most.
const MOST_LANGUAGES: usize = 8;

/// What is wrong with somebody's details, for programs and for people; `None` when nothing is.
pub(crate) fn flaw(new: &NewPerson) -> Option<(&'static str, &'static str)> {
    let is_line = |text: &str| prose::shows(text) && prose::is_line(text, LONGEST);
    let is_maybe_line = |text: &Option<String>| text.as_deref().is_none_or(is_line);
    if !is_line(&new.name) {
        return Some((
            "NAME_UNREADABLE",
            "A name is one line of 1 to 200 characters (record of people).",
        ));
    }
    if !is_maybe_line(&new.email) || new.email.as_ref().is_some_and(|email| !email.contains('@')) {
        return Some((
            "EMAIL_UNREADABLE",
            "An e-mail address is one line with an @ in it (record of people).",
        ));
    }
    if !is_maybe_line(&new.phone) {
        return Some((
            "PHONE_UNREADABLE",
            "A telephone number is one line of 1 to 200 characters (record of people).",
        ));
    }
    if new
        .outcode
        .as_deref()
        .is_some_and(|text| crate::geography::outcode(text).is_none())
    {
        return Some((
            "UNKNOWN_OUTCODE",
            "This is not the first half of a postcode in England (record of people).",
        ));
    }
    let is_code = |code: &String| {
        (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    if MOST_LANGUAGES < new.languages.len() || !new.languages.iter().all(is_code) {
        return Some((
            "UNKNOWN_LANGUAGE",
            "Languages are at most eight codes: bsl, or those of ISO 639 in lower case (record of \
             people).",
        ));
    }
    let is_reachable = match new.channel {
        entities::person::Channel::Email => new.email.is_some(),
        entities::person::Channel::Phone | entities::person::Channel::Sms => new.phone.is_some(),
        entities::person::Channel::Post | entities::person::Channel::VideoBsl => true,
    };
    (!is_reachable).then_some((
        "CHANNEL_WITHOUT_DETAILS",
        "Somebody is reached as they prefer, so the number or address for that is needed (the \
         service keeps to the means of contact that a person chose).",
    ))
}

/// Whether somebody arranges meetings for one of these providers.
pub(super) fn arranges(somebody: &Somebody, providers: &[OrganisationId]) -> bool {
    let arranging = [role::Kind::ServiceManager, role::Kind::Coordinator];
    providers
        .iter()
        .any(|&provider| arranging.iter().any(|&kind| somebody.is(kind, provider)))
}

/// What somebody with that standing in a case has to do with the people in it.
pub(crate) fn through_case(standing: Standing) -> Acquaintance {
    match standing {
        Standing::Anonymous => Acquaintance::Anonymous,
        Standing::Stranger => Acquaintance::Stranger,
        Standing::Manager | Standing::Coordinator => Acquaintance::Arranger,
        Standing::Adviser | Standing::Mediator => Acquaintance::Guide,
        Standing::Family
        | Standing::Child
        | Standing::PublicBody
        | Standing::School
        | Standing::Supporter
        | Standing::Interpreter => Acquaintance::Peer,
    }
}

/// As [`through_case`]; a contact before any mediation makes nobody acquainted but the arrangers.
pub(super) fn through(standing: Standing, kind: case::Kind) -> Acquaintance {
    match (kind, through_case(standing)) {
        (case::Kind::Mia, Acquaintance::Peer) => Acquaintance::Stranger,
        (_, acquaintance) => acquaintance,
    }
}

/// The closer of two.
pub(super) fn closer(one: Acquaintance, other: Acquaintance) -> Acquaintance {
    let rank = |acquaintance| match acquaintance {
        Acquaintance::Anonymous => 0,
        Acquaintance::Stranger => 1,
        Acquaintance::Peer => 2,
        Acquaintance::Guide => 3,
        Acquaintance::Arranger => 4,
        Acquaintance::Oneself => 5,
    };
    if rank(one) < rank(other) { other } else { one }
}
