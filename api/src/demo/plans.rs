//! Which cases the region has: every type, in every early stage.

use case::{Kind, State};
use entities::{case, issue};
use issue::Domain;

use Stage::{Asked, At, Booked, Held, Ready, Silent};

/// How far a case is to come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stage {
    /// Before anything is arranged.
    At(State),
    /// To be arranged, and the family has not said yet when it can meet.
    Silent(State),
    /// Everybody has been asked, and has answered.
    Asked,
    /// Everything is there to look for dates.
    Ready,
    /// A date is held.
    Held,
    /// A date is agreed.
    Booked,
}

/// A case to open.
#[derive(Clone, Copy, Debug)]
pub(super) struct Plan {
    /// Its type.
    pub(super) kind: Kind,
    /// How far it is to come.
    pub(super) stage: Stage,
    /// How many days ago the clock started, or the case was opened where no clock runs.
    pub(super) days_ago: u64,
}

const fn plan(kind: Kind, stage: Stage, days_ago: u64) -> Plan {
    Plan {
        kind,
        stage,
        days_ago,
    }
}

/// The cases, but for the two that the demonstration shows.
pub(super) const PLANS: [Plan; 52] = [
    plan(Kind::MedE, Silent(State::Requested), 1),
    plan(Kind::MedE, Silent(State::Arranging), 2),
    plan(Kind::MedE, Asked, 3),
    plan(Kind::MedE, Asked, 4),
    plan(Kind::MedE, Asked, 6),
    plan(Kind::MedE, Ready, 5),
    plan(Kind::MedE, Ready, 6),
    plan(Kind::MedE, Ready, 8),
    // Near the limit of thirty days.
    plan(Kind::MedE, Asked, 18),
    plan(Kind::MedE, Ready, 19),
    // Past it.
    plan(Kind::MedE, Ready, 37),
    plan(Kind::MedE, Asked, 41),
    plan(Kind::MedE, Booked, 7),
    plan(Kind::MedE, Booked, 9),
    plan(Kind::MedE, Booked, 6),
    plan(Kind::MedE, Held, 5),
    plan(Kind::MedE, Held, 4),
    plan(Kind::MedX, Asked, 4),
    plan(Kind::MedX, Ready, 6),
    plan(Kind::MedX, Ready, 3),
    plan(Kind::MedX, Ready, 17),
    plan(Kind::MedX, Booked, 5),
    plan(Kind::MedX, Held, 4),
    plan(Kind::MedH, Asked, 3),
    plan(Kind::MedH, Ready, 5),
    plan(Kind::MedH, Booked, 4),
    plan(Kind::Mia, At(State::Enquiry), 2),
    plan(Kind::Mia, At(State::Enquiry), 5),
    plan(Kind::Mia, At(State::Advised), 6),
    plan(Kind::Mia, At(State::Advised), 9),
    plan(Kind::Mia, At(State::Signposted), 12),
    plan(Kind::DrF, At(State::ConsentRound), 7),
    plan(Kind::DrF, Asked, 12),
    plan(Kind::DrF, Ready, 20),
    plan(Kind::DrF, Booked, 15),
    plan(Kind::DrP, At(State::ConsentRound), 6),
    plan(Kind::DrP, Ready, 10),
    plan(Kind::DrP, Booked, 14),
    plan(Kind::DrP, Held, 11),
    plan(Kind::DrH, At(State::ConsentRound), 8),
    plan(Kind::DrH, Ready, 9),
    plan(Kind::DrA, At(State::ConsentRound), 10),
    plan(Kind::DrA, Ready, 12),
    plan(Kind::DrC, At(State::ConsentRound), 5),
    plan(Kind::DrC, Asked, 8),
    plan(Kind::FacAr, Asked, 6),
    plan(Kind::FacAr, Ready, 9),
    plan(Kind::FacAr, Booked, 11),
    plan(Kind::FacTac, Asked, 5),
    plan(Kind::FacTac, Ready, 7),
    plan(Kind::FacDp, Ready, 8),
    plan(Kind::FacDp, Held, 6),
];

/// Something unusual about some of the cases, by position in [`PLANS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Twist {
    /// Somebody interprets this language.
    Interpreted(&'static str),
    /// A court keeps the parents apart; one of them is not needed.
    KeptApart,
    /// The child comes, and everybody agreed.
    ChildComes,
    /// Social care must decide something.
    SocialCare,
    /// The family keeps Friday afternoons.
    Observant,
}

/// What is unusual about a case.
pub(super) fn twist(ix: usize) -> Option<Twist> {
    match ix {
        3 | 18 | 33 => Some(Twist::Interpreted("bsl")),
        6 | 46 => Some(Twist::Interpreted("pl")),
        13 | 23 => Some(Twist::Interpreted("ur")),
        7 => Some(Twist::KeptApart),
        4 | 45 => Some(Twist::ChildComes),
        2 | 19 => Some(Twist::SocialCare),
        5 | 24 => Some(Twist::Observant),
        _ => None,
    }
}

/// What a case is about.
pub(super) fn domains(kind: Kind, ix: usize) -> &'static [Domain] {
    match (kind, ix % 6) {
        (Kind::MedE, 0) => &[Domain::Assess],
        (Kind::MedE, 1) => &[Domain::Issue],
        (Kind::MedE, 2) => &[Domain::B, Domain::F],
        (Kind::MedE, 3) => &[Domain::F, Domain::I],
        (Kind::MedE, 4) => &[Domain::Reassess],
        (Kind::MedE, _) => &[Domain::F],
        (Kind::MedX, 0 | 2 | 4) => &[Domain::F, Domain::G],
        (Kind::MedX, _) => &[Domain::B, Domain::C, Domain::F, Domain::G],
        (Kind::MedH, _) => &[Domain::C, Domain::G],
        (
            Kind::Mia
            | Kind::DrF
            | Kind::DrP
            | Kind::DrH
            | Kind::DrA
            | Kind::DrC
            | Kind::FacAr
            | Kind::FacTac
            | Kind::FacDp,
            _,
        ) => &[Domain::Other],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demo::bodies::KINDS;

    #[test]
    fn there_are_cases_of_every_type_and_in_every_early_stage() {
        assert!(
            KINDS
                .iter()
                .all(|&kind| PLANS.iter().any(|plan| plan.kind == kind))
        );
        let early = [
            State::Signposted,
            State::Enquiry,
            State::Advised,
            State::ConsentRound,
        ];
        for state in early {
            assert!(
                PLANS.iter().any(|plan| plan.stage == At(state)),
                "{state:?}"
            );
        }
        let meetings = PLANS
            .iter()
            .filter(|plan| matches!(plan.stage, Held | Booked))
            .count();
        assert_eq!(meetings, 13);
    }
}
