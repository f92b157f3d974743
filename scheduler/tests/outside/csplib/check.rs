//! Judges a placement by the rules of the problem, agent by agent.
//!
//! It shares no code with the search.

use super::read::Instance;

/// What is wrong with a placement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// It is not a placement of this many meetings.
    Length(usize),
    /// A meeting is after the last slot.
    Outside(usize),
    /// An agent cannot get from one meeting to another.
    TooClose {
        /// Who.
        agent: usize,
        /// The two meetings, in the order in which the agent's list names them.
        meetings: (usize, usize),
    },
}

/// Everything that is wrong with holding each meeting at its slot of `placement`.
pub(super) fn faults(instance: &Instance, slots: usize, placement: &[usize]) -> Vec<Fault> {
    if placement.len() != instance.meetings {
        return vec![Fault::Length(placement.len())];
    }
    let mut found = Vec::new();
    for (meeting, &slot) in placement.iter().enumerate() {
        if slot >= slots {
            found.push(Fault::Outside(meeting));
        }
    }
    for (agent, attended) in instance.agents.iter().enumerate() {
        for (position, &one) in attended.iter().enumerate() {
            for &other in &attended[position + 1..] {
                let between = placement[one].abs_diff(placement[other]);
                if between <= instance.distances[one][other] {
                    found.push(Fault::TooClose {
                        agent,
                        meetings: (one, other),
                    });
                }
            }
        }
    }
    found
}
