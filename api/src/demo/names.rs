//! Names, addresses and numbers of people who do not exist.
//!
//! Surnames are made up of landscape. E-mail addresses end in `.example`, which nobody can register
//! (RFC 2606), and telephone numbers are from the ranges that Ofcom keeps free for drama.

/// First names, in no order. Their number and that of [`SURNAMES`] have no common divisor.
const FIRST_NAMES: [&str; 47] = [
    "Amina", "George", "Priya", "Owen", "Zofia", "Marcus", "Leila", "Tom", "Grace", "Yusuf",
    "Hannah", "Callum", "Nadia", "Piotr", "Ruth", "Dev", "Molly", "Kwame", "Elsie", "Farhan",
    "Bethan", "Samuel", "Iris", "Jakub", "Maya", "Hugh", "Saira", "Liam", "Nell", "Tariq", "Orla",
    "Ben", "Chidi", "Freya", "Imran", "Joan", "Stefan", "Tilly", "Anil", "Rosa", "Daniel", "Mei",
    "Arthur", "Safiya", "Eve", "Karol", "Wilf",
];

/// Surnames that nobody has, as far as we know.
const SURNAMES: [&str; 41] = [
    "Alderfell",
    "Brackenmere",
    "Cloughwater",
    "Dovemarsh",
    "Emberholt",
    "Fernbeck",
    "Gorsehill",
    "Hazelthwaite",
    "Ivydale",
    "Juniperlow",
    "Kestrelcroft",
    "Larkfield-Moss",
    "Mossbarrow",
    "Nettlecombe-Lea",
    "Otterbridge",
    "Pebblecote",
    "Quarrydale",
    "Reedwater",
    "Sorrelby",
    "Thistlemoor",
    "Umberlea",
    "Valerianby",
    "Willowgarth",
    "Yarrowside",
    "Ashenford",
    "Birkmere",
    "Copsewater",
    "Dunnockley",
    "Elderbeck",
    "Foxglovely",
    "Greywether",
    "Heronshaw-Lea",
    "Inkwater",
    "Jaydale",
    "Kingcupley",
    "Linnetfield",
    "Marramby",
    "Nuthatchley",
    "Oakapple",
    "Plovercote",
    "Rushmere-Low",
];

/// Hands out names, each once.
#[derive(Default)]
pub(super) struct Names {
    given: usize,
}

/// How one person is called and reached.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// The first name.
    pub(super) first: &'static str,
    /// The surname.
    pub(super) last: &'static str,
    number: usize,
}

impl Names {
    /// Names from so many on.
    pub(super) const fn from(given: usize) -> Self {
        Self { given }
    }

    /// A name that nobody has yet.
    pub(super) fn next(&mut self) -> Name {
        let number = self.given;
        self.given += 1;
        Name {
            first: FIRST_NAMES[number % FIRST_NAMES.len()],
            last: SURNAMES[number % SURNAMES.len()],
            number,
        }
    }

    /// A name for somebody of the same family.
    pub(super) fn relative(&mut self, of: &Name) -> Name {
        Name {
            last: of.last,
            ..self.next()
        }
    }
}

impl Name {
    /// First name and surname.
    pub(super) fn full(&self) -> String {
        format!("{} {}", self.first, self.last)
    }

    /// An address at a domain that does not exist.
    pub(super) fn email(&self, host: &str) -> String {
        let local = format!("{}.{}", self.first, self.last).to_lowercase();
        format!("{local}@{host}.example")
    }

    /// A number that rings nowhere: a mobile telephone's, or one without an area.
    pub(super) fn phone(&self) -> String {
        let last = self.number % 1_000;
        match self.number % 3 {
            0 => format!("01632 960{last:03}"),
            _ => format!("07700 900{last:03}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn nobody_shares_a_name_or_a_number() {
        let mut names = Names::default();
        let given: Vec<Name> = (0..900).map(|_| names.next()).collect();
        assert_eq!(
            given.iter().map(Name::full).collect::<BTreeSet<_>>().len(),
            900
        );
        assert_eq!(
            given.iter().map(Name::phone).collect::<BTreeSet<_>>().len(),
            900
        );
    }
}
