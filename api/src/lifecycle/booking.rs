//! When a date may be held: not before the life-cycle of the case has come to looking for one.

use chrono::{DateTime, Utc};
use entities::case::{self, Kind};

use super::kinds::{Mediation, Product};
use super::{Stage, facilitation, mediation, resolution};

/// Why no date is held yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotYet {
    /// Nobody has told the authority, so the thirty days have not begun.
    #[error(
        "A mediation is booked once the local authority has been told that the family wants it, \
         since the thirty days run from then (regulations 35(4) and 36(2))."
    )]
    AuthorityNotTold,
    /// No board has the notice, so the thirty days have not begun.
    #[error(
        "A mediation about health alone is booked once the integrated care board has the notice, \
         since the thirty days run from then (regulation 35(3))."
    )]
    BoardNotTold,
    /// Nobody has been asked whether they take part, or somebody has not answered.
    #[error(
        "A disagreement resolution is booked once everybody required has agreed to take part \
         (CFA s.57, disagreement resolution is voluntary for all)."
    )]
    NotAllAgreed,
    /// Somebody required does not take part.
    #[error(
        "Somebody required does not take part, so no date is booked (CFA s.57, disagreement \
         resolution is voluntary for all)."
    )]
    NotProceeding,
    /// It is not clear what it is for.
    #[error(
        "A facilitation is booked once its aim and the people are clear (order of steps of a \
         facilitation)."
    )]
    NotScoped,
    /// Nobody facilitates.
    #[error(
        "A facilitation is booked once somebody facilitates it (order of steps of a facilitation)."
    )]
    NobodyFacilitates,
}

/// Whether a date may be held for a case in that state; `began_at` is when the thirty days began (T0),
/// where they have. Where meetings are over or were never arranged, something else refuses it.
///
/// # Errors
///
/// [`NotYet`].
pub fn may_hold(
    kind: Kind,
    stored: case::State,
    began_at: Option<DateTime<Utc>>,
) -> Result<(), NotYet> {
    match (Product::from(kind), Stage::of(kind, stored)) {
        (Product::Mediation(which), Some(Stage::Mediation(state))) => {
            match (mediated(state, began_at.is_some()), which) {
                (true, _) => Ok(()),
                (false, Mediation::Education | Mediation::Mixed) => Err(NotYet::AuthorityNotTold),
                (false, Mediation::Health) => Err(NotYet::BoardNotTold),
            }
        }
        (_, Some(Stage::Resolution(state))) => resolved(state),
        (_, Some(Stage::Facilitation(state))) => facilitated(state),
        (_, Some(Stage::Referral(_) | Stage::Advice(_) | Stage::Mediation(_)) | None) => Ok(()),
    }
}

/// Whether the order of steps of a mediation lets a date be held.
fn mediated(state: mediation::State, has_begun: bool) -> bool {
    use mediation::State;
    match state {
        State::Requested => false,
        State::Arranging
        | State::Collecting
        | State::ReadyToSolve
        | State::Proposed
        | State::Rearrange => has_begun,
        State::Booked
        | State::Prepared
        | State::InSession
        | State::Adjourned
        | State::Concluded
        | State::FollowUp
        | State::Closed
        | State::Withdrawn => true,
    }
}

/// The same of a disagreement resolution (H14).
fn resolved(state: resolution::State) -> Result<(), NotYet> {
    use resolution::State;
    match state {
        State::Referred | State::ConsentRound => Err(NotYet::NotAllAgreed),
        State::NotProceeding => Err(NotYet::NotProceeding),
        State::Arranging
        | State::Collecting
        | State::ReadyToSolve
        | State::Proposed
        | State::Booked
        | State::Prepared
        | State::InSession
        | State::Adjourned
        | State::Concluded
        | State::FollowUp
        | State::Signposted
        | State::Closed
        | State::Withdrawn => Ok(()),
    }
}

/// The same of a facilitation (H14).
fn facilitated(state: facilitation::State) -> Result<(), NotYet> {
    use facilitation::State;
    match state {
        State::Requested => Err(NotYet::NotScoped),
        State::Scoped => Err(NotYet::NobodyFacilitates),
        State::FacilitatorAssigned
        | State::Collecting
        | State::ReadyToSolve
        | State::Proposed
        | State::Scheduled
        | State::AgendaDrafted
        | State::PapersCirculated
        | State::Held
        | State::NotesDraft
        | State::CommentWindow
        | State::NotesFinal
        | State::ActionsTracked
        | State::Closed
        | State::Withdrawn => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::Iterable as _;

    use super::*;

    /// Every type in every state of its own that may not have a date, without T0 and with it.
    #[test]
    fn no_date_before_its_time() {
        let mut lines = Vec::new();
        for kind in Kind::iter() {
            for state in case::State::iter() {
                let line = |at| match may_hold(kind, state, at) {
                    Ok(()) => "-".to_owned(),
                    Err(refused) => format!("{refused:?}"),
                };
                let (before, after) = (line(None), line(Some(DateTime::UNIX_EPOCH)));
                if before != "-" || after != "-" {
                    lines.push(format!("{kind:?} {state:?}: {before}, {after}"));
                }
            }
        }
        insta::assert_snapshot!(lines.join("\n"), @r"
        MedE Requested: AuthorityNotTold, AuthorityNotTold
        MedE Arranging: AuthorityNotTold, -
        MedE Collecting: AuthorityNotTold, -
        MedE ReadyToSolve: AuthorityNotTold, -
        MedE Proposed: AuthorityNotTold, -
        MedE Rearrange: AuthorityNotTold, -
        MedX Requested: AuthorityNotTold, AuthorityNotTold
        MedX Arranging: AuthorityNotTold, -
        MedX Collecting: AuthorityNotTold, -
        MedX ReadyToSolve: AuthorityNotTold, -
        MedX Proposed: AuthorityNotTold, -
        MedX Rearrange: AuthorityNotTold, -
        MedH Requested: BoardNotTold, BoardNotTold
        MedH Arranging: BoardNotTold, -
        MedH Collecting: BoardNotTold, -
        MedH ReadyToSolve: BoardNotTold, -
        MedH Proposed: BoardNotTold, -
        MedH Rearrange: BoardNotTold, -
        DrF Referred: NotAllAgreed, NotAllAgreed
        DrF ConsentRound: NotAllAgreed, NotAllAgreed
        DrF NotProceeding: NotProceeding, NotProceeding
        DrP Referred: NotAllAgreed, NotAllAgreed
        DrP ConsentRound: NotAllAgreed, NotAllAgreed
        DrP NotProceeding: NotProceeding, NotProceeding
        DrH Referred: NotAllAgreed, NotAllAgreed
        DrH ConsentRound: NotAllAgreed, NotAllAgreed
        DrH NotProceeding: NotProceeding, NotProceeding
        DrA Referred: NotAllAgreed, NotAllAgreed
        DrA ConsentRound: NotAllAgreed, NotAllAgreed
        DrA NotProceeding: NotProceeding, NotProceeding
        DrC Referred: NotAllAgreed, NotAllAgreed
        DrC ConsentRound: NotAllAgreed, NotAllAgreed
        DrC NotProceeding: NotProceeding, NotProceeding
        FacAr Requested: NotScoped, NotScoped
        FacAr Scoped: NobodyFacilitates, NobodyFacilitates
        FacTac Requested: NotScoped, NotScoped
        FacTac Scoped: NobodyFacilitates, NobodyFacilitates
        FacDp Requested: NotScoped, NotScoped
        FacDp Scoped: NobodyFacilitates, NobodyFacilitates
        ");
    }

    #[test]
    fn a_refusal_names_its_rule() {
        for refused in [
            NotYet::AuthorityNotTold,
            NotYet::BoardNotTold,
            NotYet::NotAllAgreed,
            NotYet::NotProceeding,
            NotYet::NotScoped,
            NotYet::NobodyFacilitates,
        ] {
            let said = refused.to_string();
            assert!(said.ends_with(").") && said.contains('('), "{said}");
        }
    }
}
