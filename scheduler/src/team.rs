//! Who of those who could should take part, together.
//!
//! The parts are independent of one another but for five couplings: nobody takes two parts (H08),
//! people kept apart do not meet (H22), together they must be able to decide (H04), and there must
//! be neither too few nor too many (H09). The cheapest for each part is tried first; only when
//! those break a coupling does a branch and bound look for the cheapest team that does not.

use crate::{cost::Sums, model::PersonIx};

/// Somebody who can take a part at one start and place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Choice {
    /// The position in the part's list of candidates.
    pub(crate) candidate: usize,
    /// Who.
    pub(crate) person: PersonIx,
    /// What this person may decide.
    pub(crate) authority: u32,
    /// What it costs.
    pub(crate) cost: Sums,
}

/// One part at one start and place.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slate {
    /// Who can take it.
    pub(crate) choices: Vec<Choice>,
    /// What it costs to leave it; `None` when it must be taken.
    pub(crate) absence: Option<Sums>,
    /// Its takers are interchangeable with those of the slate before: two signers.
    pub(crate) is_twin: bool,
}

/// What a team must be, all together.
#[derive(Clone, Debug)]
pub(crate) struct Coupling {
    /// Issues somebody must be able to decide.
    pub(crate) domains: u32,
    /// Pairs that must not meet.
    pub(crate) apart: Vec<(PersonIx, PersonIx)>,
    /// Somebody could take two parts.
    pub(crate) may_double: bool,
    /// Fewest named people.
    pub(crate) fewest: usize,
}

/// Who takes each part: a position in the list of candidates, or nobody.
pub(crate) type Team = Vec<Option<usize>>;

impl Coupling {
    /// Whether people, with their authority, make a team of at most so many.
    pub(crate) fn holds(&self, team: &[(PersonIx, u32)], most: usize) -> bool {
        let authority = team.iter().fold(0, |all, (_, authority)| all | authority);
        self.fewest <= team.len()
            && team.len() <= most
            && self.domains & !authority == 0
            && ((!self.may_double && self.apart.is_empty()) || self.may_all_meet(team))
    }

    /// Whether nobody is there twice, and no pair meets that must not.
    fn may_all_meet(&self, team: &[(PersonIx, u32)]) -> bool {
        team.iter().enumerate().all(|(position, &(person, _))| {
            team[..position]
                .iter()
                .all(|&(other, _)| self.may_meet(person, other))
        })
    }

    /// Whether two takers of different parts can both be there.
    fn may_meet(&self, one: PersonIx, other: PersonIx) -> bool {
        one != other
            && !self
                .apart
                .iter()
                .any(|&pair| pair == (one, other) || pair == (other, one))
    }

    /// The cheapest team of at most `most` that costs less than `limit`, if there is one.
    pub(crate) fn cheapest(
        &self,
        slates: &[Slate],
        most: usize,
        limit: Option<Sums>,
    ) -> Option<(Sums, Team)> {
        // Parts with few choices first: their conflicts show before much is tried.
        let mut order: Vec<usize> = (0..slates.len()).collect();
        order.sort_by_key(|&slate| slates[slate].choices.len());
        let sorted = order.iter().map(|&slate| {
            let mut choices = slates[slate].choices.clone();
            choices.sort_by_key(|choice| choice.cost);
            choices
        });
        let mut search = Search {
            coupling: self,
            slates,
            sorted: sorted.collect(),
            rest: vec![Rest::default(); slates.len() + 1],
            most,
            people: Vec::new(),
            team: vec![None; slates.len()],
            best: limit.map(|limit| (limit, None)),
            order,
        };
        search.sum_up();
        search.visit(0, Sums::default(), 0);
        search
            .best
            .and_then(|(cost, team)| team.map(|team| (cost, team)))
    }
}

/// What the parts not yet looked at can do at best.
#[derive(Clone, Copy, Debug, Default)]
struct Rest {
    /// The least they cost.
    cost: Sums,
    /// What they may decide, all of them together.
    authority: u32,
    /// The fewest that take them.
    fewest: usize,
    /// The most that take them.
    most: usize,
}

/// A depth-first search over the parts.
struct Search<'a> {
    coupling: &'a Coupling,
    slates: &'a [Slate],
    /// The parts in the order they are looked at.
    order: Vec<usize>,
    /// The choices of each part in that order, the cheapest first.
    sorted: Vec<Vec<Choice>>,
    /// What is possible from each position in that order on.
    rest: Vec<Rest>,
    most: usize,
    people: Vec<PersonIx>,
    team: Team,
    /// The best cost, with the team once one is found.
    best: Option<(Sums, Option<Team>)>,
}

impl Search<'_> {
    /// Fills in `rest`, from the last part to the first.
    fn sum_up(&mut self) {
        for position in (0..self.order.len()).rev() {
            let slate = &self.slates[self.order[position]];
            let next = self.rest[position + 1];
            let cheapest = self.sorted[position].first().map(|choice| choice.cost);
            let least = cheapest
                .into_iter()
                .chain(slate.absence)
                .min()
                .unwrap_or_default();
            let authority = slate
                .choices
                .iter()
                .fold(0, |all, choice| all | choice.authority);
            self.rest[position] = Rest {
                cost: next.cost + least,
                authority: next.authority | authority,
                fewest: next.fewest + usize::from(slate.absence.is_none()),
                most: next.most + usize::from(!slate.choices.is_empty()),
            };
        }
    }

    /// Tries everything from one position on.
    fn visit(&mut self, position: usize, cost: Sums, authority: u32) {
        let rest = self.rest[position];
        let bound = cost + rest.cost;
        let is_hopeless = self.best.as_ref().is_some_and(|(best, _)| *best <= bound)
            || self.coupling.domains & !(authority | rest.authority) != 0
            || self.people.len() + rest.most < self.coupling.fewest
            || self.most < self.people.len() + rest.fewest;
        if is_hopeless {
            return;
        }
        let Some(&slate) = self.order.get(position) else {
            self.best = Some((cost, Some(self.team.clone())));
            return;
        };
        let twin = self.slates[slate]
            .is_twin
            .then(|| self.team[slate - 1])
            .flatten();
        for at in 0..self.sorted[position].len() {
            let choice = self.sorted[position][at];
            // Two interchangeable takers are tried in one order only.
            let is_mirrored = twin.is_some_and(|twin| choice.candidate <= twin);
            let meets_all = self
                .people
                .iter()
                .all(|&other| self.coupling.may_meet(choice.person, other));
            if meets_all && !is_mirrored {
                self.people.push(choice.person);
                self.team[slate] = Some(choice.candidate);
                self.visit(
                    position + 1,
                    cost + choice.cost,
                    authority | choice.authority,
                );
                self.team[slate] = None;
                self.people.pop();
            }
        }
        if let Some(absence) = self.slates[slate].absence {
            self.visit(position + 1, cost + absence, authority);
        }
    }
}
