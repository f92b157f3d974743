//! Who must be at the table.

use entities::case::Kind;
use entities::issue::Domain;
use entities::participant::{Requirement, Role};
use sea_orm::Iterable as _;

use crate::lifecycle::parties::{Alternative, Party, Seat, missing, party, seats};
use crate::lifecycle::samples::on;

/// "Family, Health 1 of C G": required seats, with what each decides; wished ones in brackets.
fn drawn(seats: &[Seat]) -> String {
    let draw = |seat: &Seat| {
        let mut text = format!("{:?}", seat.role);
        if let Some(ix) = seat.icb {
            text = format!("{text} {}", ix + 1);
        }
        if !seat.decides.is_empty() {
            let domains: Vec<String> = seat.decides.iter().map(|of| format!("{of:?}")).collect();
            text = format!("{text} of {}", domains.join(" "));
        }
        match seat.requirement {
            Requirement::Required => text,
            Requirement::Optional | Requirement::Informant => format!("[{text}]"),
        }
    };
    seats.iter().map(draw).collect::<Vec<_>>().join(", ")
}

#[test]
fn every_type() {
    use Domain::{B, C, D, F, G, H1, I};
    let rows: [(Kind, &[Domain], usize, &str); 15] = [
        (Kind::Mia, &[F], 0, "Family"),
        (Kind::MedE, &[B, F, I], 0, "Family, LocalAuthority of B F I"),
        (
            Kind::MedE,
            &[F, D, H1],
            0,
            "Family, LocalAuthority of F D H1, [SocialCare of D H1]",
        ),
        (
            Kind::MedX,
            &[F, G],
            1,
            "Family, LocalAuthority of F, Health 1 of G",
        ),
        (
            Kind::MedX,
            &[F, C, G],
            2,
            "Family, LocalAuthority of F, Health 1 of C G, Health 2 of C G",
        ),
        (Kind::MedH, &[C, G], 1, "Family, Health 1 of C G"),
        (
            Kind::MedH,
            &[G],
            3,
            "Family, Health 1 of G, Health 2 of G, Health 3 of G",
        ),
        (Kind::DrF, &[], 0, "Family, LocalAuthority"),
        (Kind::DrP, &[], 0, "Family, Education"),
        (Kind::DrH, &[], 1, "Family, Health 1"),
        (Kind::DrA, &[], 2, "LocalAuthority, Health 1, Health 2"),
        (Kind::DrC, &[], 1, "Family, Health 1"),
        (
            Kind::FacAr,
            &[],
            1,
            "Family, [Education], [LocalAuthority], [Health], [SocialCare]",
        ),
        (Kind::FacTac, &[], 0, "Family, [Other]"),
        (Kind::FacDp, &[], 0, "Family, LocalAuthority"),
    ];
    for (kind, domains, icbs, expected) in rows {
        assert_eq!(drawn(&seats(kind, domains, icbs)), expected, "{kind:?}");
    }
}

#[test]
fn every_seat_says_why_and_where_it_is_written() {
    for kind in Kind::iter() {
        let seats = seats(kind, &[Domain::F, Domain::G, Domain::D], 2);
        assert!(!seats.is_empty());
        assert!(
            seats
                .iter()
                .all(|seat| !seat.why.is_empty() && !seat.source.is_empty())
        );
        let has_family = seats.iter().any(|seat| seat.role == Role::Family);
        assert_eq!(has_family, kind != Kind::DrA, "{kind:?}");
    }
}

#[test]
fn a_responsible_board_that_nobody_counted_is_still_one() {
    assert_eq!(
        drawn(&seats(Kind::MedH, &[Domain::G], 0)),
        "Family, Health 1 of G"
    );
}

#[test]
fn each_board_needs_a_seat_of_its_own() {
    let needed = seats(Kind::MedX, &[Domain::F, Domain::G], 2);
    let required = |role| (role, Requirement::Required);
    let mut there = vec![
        required(Role::Family),
        required(Role::LocalAuthority),
        (Role::Health, Requirement::Optional),
        required(Role::Health),
    ];
    assert_eq!(drawn(&missing(&needed, &there)), "Health 2 of G");
    there.push(required(Role::Health));
    assert_eq!(missing(&needed, &there), []);
    assert_eq!(missing(&needed, &[]).len(), 4);
}

#[test]
fn the_young_person_is_the_party_once_school_age_is_over() {
    let last = on(6, 26);
    let proxy = Some(Alternative::Representative);
    assert_eq!(party(last, None, on(6, 26)), Party::Parent);
    assert_eq!(party(last, None, on(6, 27)), Party::YoungPerson);
    assert_eq!(party(last, proxy, on(6, 26)), Party::Parent);
    assert_eq!(
        party(last, proxy, on(6, 27)),
        Party::Alternative(Alternative::Representative)
    );
}
