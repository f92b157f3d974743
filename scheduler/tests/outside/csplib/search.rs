//! Looks for a placement until there is one or none is left to try.
//!
//! Depth first. A meeting's slots are the bits of a word. A slot goes when some neighbour, a meeting
//! that shares an agent, has no slot left that is far enough from it: with `first` and `last` the
//! ends of what the neighbour has and `d` the way, those are exactly the slots from `last − d` to
//! `first + d`. Next comes the meeting with the fewest slots left for how often it was left with
//! none (and for its neighbours, at first): where the trouble is, the search stays.

use super::read::Instance;

/// A slot for every meeting among the first `slots` slots, at most 64; `None` when every placement
/// has been ruled out.
pub(super) fn search(instance: &Instance, slots: usize) -> Option<Vec<usize>> {
    let neighbours = neighbours(instance);
    let mut domains = vec![up_to(slots); instance.meetings];
    // Played backwards a placement is one as well: one meeting may be kept to the earlier half.
    let busiest = (0..instance.meetings).max_by_key(|&meeting| neighbours[meeting].len());
    if let Some(busiest) = busiest {
        domains[busiest] = up_to(slots.div_ceil(2));
    }
    let mut search = Search {
        trouble: neighbours.iter().map(|near| 1 + near.len()).collect(),
        neighbours,
    };
    search.complete(domains)
}

/// The fewest slots that are enough, with a placement in them; `None` when 64 are not.
pub(super) fn fewest_slots(instance: &Instance) -> Option<(usize, Vec<usize>)> {
    (1..=64).find_map(|slots| Some((slots, search(instance, slots)?)))
}

/// The slots before `end`.
fn up_to(end: usize) -> u64 {
    (0..end).fold(0, |set, slot| set | 1 << slot)
}

/// The meetings that share an agent with each meeting, each once, with the slots on the way.
fn neighbours(instance: &Instance) -> Vec<Vec<(usize, u32)>> {
    let mut neighbours = vec![Vec::new(); instance.meetings];
    for attended in &instance.agents {
        for &one in attended {
            for &other in attended.iter().filter(|&&other| other != one) {
                let distance = instance.distances[one][other];
                // Farther than there are slots is as far as any.
                let distance = u32::try_from(distance.min(64)).expect("it is at most 64");
                neighbours[one].push((other, distance));
            }
        }
    }
    for near in &mut neighbours {
        near.sort_unstable();
        near.dedup();
    }
    neighbours
}

/// A search under way.
struct Search {
    neighbours: Vec<Vec<(usize, u32)>>,
    /// How troublesome each meeting is; at least 1.
    trouble: Vec<usize>,
}

impl Search {
    /// A placement within these sets of slots.
    fn complete(&mut self, mut domains: Vec<u64>) -> Option<Vec<usize>> {
        if let Err(meeting) = self.propagate(&mut domains) {
            self.trouble[meeting] += 1;
            return None;
        }
        let open = (0..domains.len()).filter(|&meeting| domains[meeting].count_ones() > 1);
        let next = open.min_by(|&one, &other| {
            let slots = |meeting: usize| domains[meeting].count_ones() as usize;
            // The smaller of two fractions, both sides multiplied by both denominators.
            (slots(one) * self.trouble[other]).cmp(&(slots(other) * self.trouble[one]))
        });
        let Some(next) = next else {
            let slots = domains.iter().map(|set| set.trailing_zeros() as usize);
            return Some(slots.collect());
        };
        let mut left = domains[next];
        while left != 0 {
            let slot = left & left.wrapping_neg();
            left ^= slot;
            let mut tried = domains.clone();
            tried[next] = slot;
            if let Some(found) = self.complete(tried) {
                return Some(found);
            }
        }
        None
    }

    /// Takes away slots until each has a partner at every neighbour; or names a meeting that
    /// has none left.
    fn propagate(&self, domains: &mut [u64]) -> Result<(), usize> {
        let mut changed: Vec<usize> = (0..domains.len()).collect();
        while let Some(meeting) = changed.pop() {
            let set = domains[meeting];
            if set == 0 {
                return Err(meeting);
            }
            let (first, last) = (set.trailing_zeros(), set.ilog2());
            for &(neighbour, distance) in &self.neighbours[meeting] {
                let left =
                    domains[neighbour] & !between(last.saturating_sub(distance), first + distance);
                if left != domains[neighbour] {
                    domains[neighbour] = left;
                    if !changed.contains(&neighbour) {
                        changed.push(neighbour);
                    }
                }
            }
        }
        Ok(())
    }
}

/// The slots from `first` to `last`, both included; none when `last` is before `first`.
fn between(first: u32, last: u32) -> u64 {
    let up_to_last = u64::MAX >> (63 - last.min(63));
    let before_first = u64::MAX.checked_shl(first).map_or(u64::MAX, |from| !from);
    up_to_last & !before_first
}
