//! The stages of a case and the words they are stored as.

use std::collections::BTreeSet;

use entities::case::{self, Kind};
use sea_orm::Iterable as _;

use crate::lifecycle::kinds::Product;
use crate::lifecycle::stage::Stage;
use crate::lifecycle::{State, advice, facilitation, mediation, referral, resolution};

/// The stages that a case of this type can be in.
fn stages(kind: Kind) -> Vec<Stage> {
    let own: Vec<Stage> = match Product::from(kind) {
        Product::Advice => of(Stage::Advice),
        Product::Mediation(_) => of(Stage::Mediation),
        Product::Resolution(_) => of(Stage::Resolution),
        Product::Facilitation(_) => of(Stage::Facilitation),
    };
    own.into_iter().chain(of(Stage::Referral)).collect()
}

fn of<S: State>(stage: impl Fn(S) -> Stage) -> Vec<Stage> {
    S::ALL.iter().map(|&state| stage(state)).collect()
}

#[test]
fn a_state_is_stored_as_a_word_of_its_own_and_read_again() {
    fn check<S: State + Ord>(
        kinds: impl Fn(Kind) -> bool,
        stored: impl Fn(S) -> case::State,
        read: impl Fn(Kind, case::State) -> Option<S>,
    ) {
        let words: BTreeSet<case::State> = S::ALL.iter().map(|&state| stored(state)).collect();
        assert_eq!(words.len(), S::ALL.len());
        for kind in Kind::iter() {
            for word in case::State::iter() {
                let expected = S::ALL.iter().copied().find(|&state| stored(state) == word);
                let expected = expected.filter(|_| kinds(kind));
                assert_eq!(read(kind, word), expected, "{kind:?} {word:?}");
            }
        }
    }
    let is = |product: fn(Product) -> bool| move |kind: Kind| product(kind.into());
    check(
        is(|product| product == Product::Advice),
        advice::State::stored,
        advice::State::of,
    );
    check(
        is(|product| matches!(product, Product::Mediation(_))),
        mediation::State::stored,
        mediation::State::of,
    );
    check(
        is(|product| matches!(product, Product::Resolution(_))),
        resolution::State::stored,
        resolution::State::of,
    );
    check(
        is(|product| matches!(product, Product::Facilitation(_))),
        facilitation::State::stored,
        facilitation::State::of,
    );
}

#[test]
fn a_referral_between_agencies_never_waits_for_a_family() {
    use referral::State as Referral;
    let family = [
        Referral::AwaitingFamilyConsent,
        Referral::Declined,
        Referral::Lapsed,
    ];
    for kind in Kind::iter() {
        for &state in Referral::ALL {
            let is_possible = kind != Kind::DrA || !family.contains(&state);
            let expected = is_possible.then_some(state);
            assert_eq!(Referral::of(kind, state.stored()), expected, "{kind:?}");
        }
    }
}

#[test]
fn a_stage_is_read_as_it_was_stored() {
    for kind in Kind::iter() {
        for stage in stages(kind) {
            let read = Stage::of(kind, stage.stored());
            let expected = match (stage, Product::from(kind)) {
                // Both life-cycles have the word: the case's own comes first, and neither goes on.
                (Stage::Referral(referral::State::Signposted), Product::Advice) => {
                    Some(Stage::Advice(advice::State::Signposted))
                }
                (Stage::Referral(referral::State::Signposted), Product::Resolution(_)) => {
                    Some(Stage::Resolution(resolution::State::Signposted))
                }
                (Stage::Referral(state), _) => {
                    referral::State::of(kind, state.stored()).map(Stage::Referral)
                }
                (stage, _) => Some(stage),
            };
            assert_eq!(read, expected, "{kind:?} {stage:?}");
        }
    }
}

#[test]
fn every_word_belongs_to_some_stage_and_no_case_has_a_word_of_another_life_cycle() {
    for word in case::State::iter() {
        let kinds = Kind::iter().filter(|&kind| Stage::of(kind, word).is_some());
        assert!(kinds.count() > 0, "{word:?}");
    }
    let none = [
        (Kind::Mia, case::State::Booked),
        (Kind::MedE, case::State::ConsentRound),
        (Kind::DrP, case::State::CertificateIssued),
        (Kind::FacAr, case::State::InSession),
        (Kind::DrA, case::State::AwaitingFamilyConsent),
    ];
    for (kind, word) in none {
        assert_eq!(Stage::of(kind, word), None, "{kind:?} {word:?}");
    }
}
