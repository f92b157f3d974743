//! Places in a file, and the mistakes found there.

use std::{collections::BTreeSet, fmt, ops::RangeInclusive};

use crate::file::{
    format::at,
    mistake::{FileMistake, Thing, Wrong},
};

/// The way to a place in a file; written out only when something is wrong there.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    Root,
    Field(&'a Path<'a>, &'static str),
    Item(&'a Path<'a>, usize),
}

impl Path<'_> {
    pub(super) const fn field(&self, name: &'static str) -> Path<'_> {
        Path::Field(self, name)
    }

    pub(super) const fn item(&self, position: usize) -> Path<'_> {
        Path::Item(self, position)
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Path::Root => Ok(()),
            Path::Field(Path::Root, name) => f.write_str(name),
            Path::Field(above, name) => write!(f, "{above}.{name}"),
            Path::Item(above, position) => write!(f, "{above}[{position}]"),
        }
    }
}

/// Mistakes so far.
#[derive(Default)]
pub(super) struct Found(pub(super) Vec<FileMistake>);

impl Found {
    pub(super) fn add(&mut self, path: Path<'_>, what: Wrong) {
        self.0.push(FileMistake {
            place: path.to_string(),
            what,
        });
    }

    /// A number between two others.
    pub(super) fn number(&mut self, path: Path<'_>, is: i64, range: RangeInclusive<i64>) {
        if !range.contains(&is) {
            let (least, most) = range.into_inner();
            self.add(path, Wrong::Number { is, least, most });
        }
    }

    /// A list between two lengths.
    pub(super) fn length(&mut self, path: Path<'_>, is: usize, range: RangeInclusive<usize>) {
        if !range.contains(&is) {
            let (least, most) = range.into_inner();
            self.add(path, Wrong::Length { is, least, most });
        }
    }

    /// The position of something in a list.
    pub(super) fn position<T>(&mut self, path: Path<'_>, thing: Thing, list: &[T], position: i64) {
        if at(list, position).is_none() {
            self.add(path, Wrong::NoSuch(thing, position));
        }
    }

    /// What something listed says of its own position.
    pub(super) fn own(&mut self, path: Path<'_>, position: usize, id: Option<i64>) {
        if let Some(id) = id
            && usize::try_from(id) != Ok(position)
        {
            self.add(path.field("id"), Wrong::NotItsPosition(id));
        }
    }

    /// An interval of grains within a day.
    pub(super) fn interval(&mut self, path: Path<'_>, from: i64, to: i64, grains: i64) {
        if to <= from {
            self.add(path, Wrong::Ends { from, to });
        }
        if from < 0 || grains < to {
            self.add(path, Wrong::LeavesDay(grains));
        }
    }

    /// People of a list, each there and named once.
    pub(super) fn people<T>(&mut self, path: Path<'_>, everybody: &[T], named: &[i64]) {
        let mut seen = BTreeSet::new();
        for (position, &person) in named.iter().enumerate() {
            self.position(path.item(position), Thing::Person, everybody, person);
            if !seen.insert(person) {
                self.add(path.item(position), Wrong::NamedTwice(person));
            }
        }
    }
}
