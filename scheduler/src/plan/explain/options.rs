//! Dates to offer several cases at once.

use super::beside::Beside;
use crate::plan::{
    check::violations,
    model::{CaseIx, Meeting, Place, Plan, Problem},
    world::World,
};

/// Dates to offer several cases at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    /// The offers, case by case in the order asked for, the cheapest of a case first.
    pub offers: Vec<Offer>,
    /// Offers to two cases that cannot both be taken up.
    pub exclusive: Vec<Exclusive>,
}

/// A position in [`Options::offers`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OfferIx(pub usize);

/// A meeting a case could have beside all cases that were not asked about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The case.
    pub case: CaseIx,
    /// The meeting.
    pub meeting: Meeting,
    /// What it costs beside them, in the single number.
    pub cost: i64,
}

/// Two offers that cannot both be taken up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Exclusive {
    /// The offer to the case that was named first.
    pub one: OfferIx,
    /// The other.
    pub other: OfferIx,
}

/// At most `count` dates for each of some cases, beside all other cases of a sound plan. Those asked
/// about are taken to have no meeting.
///
/// The first offer is the cheapest. Each further one is the cheapest that differs most from those
/// before it: on another day if there is one, else at another start, else in another manner.
///
/// # Panics
///
/// When the plan is no answer to the problem, or a case is not of it.
#[must_use]
pub fn options(problem: &Problem, plan: &Plan, cases: &[CaseIx], count: usize) -> Options {
    let mut rest = plan.clone();
    let mut asked = problem.clone();
    for case in cases {
        rest.meetings[case.0] = None;
        asked.cases[case.0].is_pinned = false;
    }
    let mut offers = Vec::new();
    for &case in cases {
        offers.extend(diverse(offers_to(problem, &rest, case), count));
    }
    let exclusive = exclusive(&asked, &rest, &offers);
    Options { offers, exclusive }
}

/// The cheapest meeting at each start, in person and by video, the cheapest first.
fn offers_to(problem: &Problem, rest: &Plan, case: CaseIx) -> Vec<Offer> {
    let beside = Beside::new(problem, rest, case);
    let solo = beside.solo(&[], None);
    let mut offers = Vec::new();
    for is_online in [false, true] {
        let mut world = World::new(&solo);
        for start in &mut world.cases[0].starts {
            start.places.retain(|place| (place.place == 0) == is_online);
        }
        let found = beside.at_each_start(&world).into_iter();
        offers.extend(found.map(|(cost, meeting)| Offer {
            case,
            meeting,
            cost,
        }));
    }
    offers.sort_by_key(|offer| (offer.cost, offer.meeting.slot.day, offer.meeting.slot.start));
    offers
}

/// So many of the offers to one case, each differing as much as can be from those before it.
fn diverse(mut left: Vec<Offer>, count: usize) -> Vec<Offer> {
    let mut chosen: Vec<Offer> = Vec::new();
    while chosen.len() < count && !left.is_empty() {
        let likeness = |offer: &Offer| chosen.iter().map(|other| alike(other, offer)).max();
        let positions = 0..left.len();
        let best = positions.min_by_key(|&ix| (likeness(&left[ix]), left[ix].cost, ix));
        let best = best.expect("some are left");
        chosen.push(left.remove(best));
    }
    chosen.sort_by_key(|offer| offer.cost);
    chosen
}

/// How much two offers to one case are alike.
fn alike(one: &Offer, other: &Offer) -> u8 {
    let manner = |offer: &Offer| offer.meeting.place == Place::Online;
    let (one_slot, other_slot) = (one.meeting.slot, other.meeting.slot);
    let is_same_day = one_slot.day == other_slot.day;
    let is_same_start = is_same_day && one_slot.start == other_slot.start;
    u8::from(is_same_day) * 2 + u8::from(is_same_start) * 2 + u8::from(manner(one) == manner(other))
}

/// The pairs of offers to different cases that break a rule together.
fn exclusive(problem: &Problem, rest: &Plan, offers: &[Offer]) -> Vec<Exclusive> {
    let mut found = Vec::new();
    for (one, offer) in offers.iter().enumerate() {
        let mut with = rest.clone();
        with.meetings[offer.case.0] = Some(offer.meeting.clone());
        for (other, second) in offers.iter().enumerate().skip(one + 1) {
            if offer.case == second.case {
                continue;
            }
            let mut both = with.clone();
            both.meetings[second.case.0] = Some(second.meeting.clone());
            if !violations(problem, &both).is_empty() {
                found.push(Exclusive {
                    one: OfferIx(one),
                    other: OfferIx(other),
                });
            }
        }
    }
    found
}
