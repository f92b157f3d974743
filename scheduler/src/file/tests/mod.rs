//! Files that are sound, files that are not, and solutions good and broken.

mod agreed;
mod judged;
mod mistaken;
mod translated;

use super::{File, Instance, Solution};

/// A file of this crate's examples, with a valid solution.
struct Example {
    file: File,
    solution: Solution,
}

impl Example {
    fn read(file: &str, solution: &str) -> Self {
        Self {
            file: File::read(file.as_bytes()).expect("examples are sound"),
            solution: Solution::read(solution.as_bytes()).expect("examples can be read"),
        }
    }

    fn instance(&self) -> Instance {
        self.file.instance().clone()
    }
}

/// Three cases made by hand, each rule of which is easy to break.
fn example() -> Example {
    Example::read(
        include_str!("../../../tests/data/example.json"),
        include_str!("../../../tests/data/example.solution.json"),
    )
}

/// Eight cases and a best plan.
fn t1() -> Example {
    Example::read(
        include_str!("../../../tests/data/T-1.json"),
        include_str!("../../../tests/data/T-1.solution.json"),
    )
}

/// Fifty cases and a best plan.
fn m1() -> Example {
    Example::read(
        include_str!("../../../tests/data/M-1.json"),
        include_str!("../../../tests/data/M-1.solution.json"),
    )
}
