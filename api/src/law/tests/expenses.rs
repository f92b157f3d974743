//! What is paid for attending a mediation, worked out by hand from the table of regulation 41.

use chrono::NaiveDate;
use entities::expense_item::Kind;

use crate::law::expenses::{Item, RATES, Refused, Terms, allowed, pounds, rate};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn item(kind: Kind) -> Item {
    Item {
        kind,
        spent_on: day("2026-03-19"),
        amount_pence: None,
        quantity: None,
        cared_for: None,
        is_standard_class: true,
        is_registered: true,
        has_evidence: false,
        agreed_on: None,
    }
}

/// What is paid: spent or lost in pence, how many, cared for.
fn paid(kind: Kind, amount: Option<u32>, quantity: Option<u32>, cared_for: Option<u32>) -> String {
    let item = Item {
        amount_pence: amount,
        quantity,
        cared_for,
        ..item(kind)
    };
    match allowed(&[item], Terms::default(), 0) {
        Ok(found) => pounds(found[0].pence),
        Err(refused) => refused.code().to_owned(),
    }
}

#[test]
fn every_line_of_the_table_pays_what_it_says() {
    use Kind::{
        Carer, LossOfEarnings, Mileage, NightElsewhere, NightInnerLondon, NightWithFriends,
        PublicTransport, Taxi,
    };
    for (kind, amount, quantity, cared_for, expected) in [
        (PublicTransport, Some(1_240), None, None, "£12.40"),
        (PublicTransport, Some(1), None, None, "£0.01"),
        (PublicTransport, None, None, None, "EXPENSE_INCOMPLETE"),
        (PublicTransport, Some(0), None, None, "EXPENSE_INCOMPLETE"),
        (
            PublicTransport,
            Some(5),
            Some(1),
            None,
            "EXPENSE_OUT_OF_PLACE",
        ),
        (Taxi, Some(1_800), None, None, "£18.00"),
        (Taxi, Some(1_800), None, Some(1), "EXPENSE_OUT_OF_PLACE"),
        // 10 miles at 25p; 12.4 miles is 310p; 0.1 mile is 2.5p and 0.3 is 7.5p, half a penny up.
        (Mileage, None, Some(100), None, "£2.50"),
        (Mileage, None, Some(124), None, "£3.10"),
        (Mileage, None, Some(1), None, "£0.03"),
        (Mileage, None, Some(3), None, "£0.08"),
        (Mileage, Some(500), Some(100), None, "EXPENSE_OUT_OF_PLACE"),
        (Mileage, None, None, None, "EXPENSE_INCOMPLETE"),
        (LossOfEarnings, Some(4_499), None, None, "£44.99"),
        (LossOfEarnings, Some(4_500), None, None, "£45.00"),
        (LossOfEarnings, Some(12_000), None, None, "£45.00"),
        (
            LossOfEarnings,
            Some(100),
            Some(1),
            None,
            "EXPENSE_OUT_OF_PLACE",
        ),
        // An hour for one is 535p; 90 minutes for two are 1605p; 10 minutes for one are 89.17p; 50
        // minutes are 445.83p.
        (Carer, None, Some(60), Some(1), "£5.35"),
        (Carer, None, Some(90), Some(2), "£16.05"),
        (Carer, None, Some(10), Some(1), "£0.89"),
        (Carer, None, Some(50), Some(1), "£4.46"),
        (Carer, Some(400), Some(60), Some(1), "£4.00"),
        (Carer, Some(900), Some(60), Some(1), "£5.35"),
        (Carer, None, Some(60), None, "EXPENSE_INCOMPLETE"),
        (Carer, None, None, Some(1), "EXPENSE_INCOMPLETE"),
        (NightInnerLondon, Some(7_900), Some(1), None, "£79.00"),
        (NightInnerLondon, Some(9_500), Some(1), None, "£81.00"),
        (NightInnerLondon, Some(19_000), Some(2), None, "£162.00"),
        (NightElsewhere, Some(9_500), Some(1), None, "£71.00"),
        (NightElsewhere, Some(7_100), Some(1), None, "£71.00"),
        (NightWithFriends, Some(3_000), Some(1), None, "£21.00"),
        (NightWithFriends, Some(2_000), Some(1), None, "£20.00"),
        (
            NightElsewhere,
            Some(7_100),
            None,
            None,
            "EXPENSE_INCOMPLETE",
        ),
        (NightElsewhere, None, Some(1), None, "EXPENSE_INCOMPLETE"),
    ] {
        assert_eq!(
            paid(kind, amount, quantity, cared_for),
            expected,
            "{kind:?} {amount:?} {quantity:?} {cared_for:?}"
        );
    }
}

#[test]
fn earnings_are_capped_once_for_a_mediation() {
    let lost = |pence| Item {
        amount_pence: Some(pence),
        ..item(Kind::LossOfEarnings)
    };
    let pence = |items: &[Item], before| -> Vec<u32> {
        let found = allowed(items, Terms::default(), before).unwrap();
        found.iter().map(|one| one.pence).collect()
    };
    assert_eq!(pence(&[lost(3_000), lost(3_000)], 0), [3_000, 1_500]);
    assert_eq!(pence(&[lost(3_000)], 2_000), [2_500]);
    assert_eq!(pence(&[lost(3_000)], 4_500), [0]);
}

#[test]
fn the_payer_may_ask_for_its_agreement_and_for_evidence_and_for_neither() {
    let taxi = Item {
        amount_pence: Some(1_800),
        ..item(Kind::Taxi)
    };
    let agreed = |on: &str| Item {
        agreed_on: Some(day(on)),
        ..taxi.clone()
    };
    let shown = Item {
        has_evidence: true,
        ..taxi.clone()
    };
    let both = Item {
        has_evidence: true,
        ..agreed("2026-03-19")
    };
    for (item, prior_agreement, evidence, code) in [
        (&taxi, false, false, None),
        (&taxi, true, false, Some("PRIOR_AGREEMENT_MISSING")),
        (&agreed("2026-03-18"), true, false, None),
        (&agreed("2026-03-19"), true, false, None),
        (
            &agreed("2026-03-20"),
            true,
            false,
            Some("PRIOR_AGREEMENT_MISSING"),
        ),
        (&taxi, false, true, Some("EVIDENCE_MISSING")),
        (&shown, false, true, None),
        (&shown, true, true, Some("PRIOR_AGREEMENT_MISSING")),
        (&agreed("2026-03-18"), true, true, Some("EVIDENCE_MISSING")),
        (&both, true, true, None),
    ] {
        let terms = Terms {
            prior_agreement,
            evidence,
        };
        let refused = allowed(std::slice::from_ref(item), terms, 0).err();
        assert_eq!(refused.map(Refused::code), code, "{item:?} {terms:?}");
    }
}

#[test]
fn fares_are_of_standard_class_and_carers_registered() {
    let first_class = Item {
        amount_pence: Some(9_000),
        is_standard_class: false,
        ..item(Kind::PublicTransport)
    };
    let neighbour = Item {
        quantity: Some(60),
        cared_for: Some(1),
        is_registered: false,
        ..item(Kind::Carer)
    };
    let code = |item| allowed(&[item], Terms::default(), 0).unwrap_err().code();
    assert_eq!(code(first_class), "NOT_STANDARD_CLASS");
    assert_eq!(code(neighbour), "CARER_NOT_REGISTERED");
}

#[test]
fn there_was_no_rate_before_the_regulations() {
    let early = Item {
        spent_on: day("2014-08-31"),
        quantity: Some(100),
        ..item(Kind::Mileage)
    };
    let first = Item {
        spent_on: day("2014-09-01"),
        ..early.clone()
    };
    assert!(allowed(&[first], Terms::default(), 0).is_ok());
    let refused = allowed(&[early], Terms::default(), 0).unwrap_err();
    assert_eq!(refused.code(), "NO_RATE_IN_FORCE");
    assert!(
        RATES
            .iter()
            .all(|line| rate(line.kind, line.from) == Some(*line))
    );
}

#[test]
fn each_amount_is_said_in_words_with_its_source() {
    let items = [
        Item {
            quantity: Some(124),
            ..item(Kind::Mileage)
        },
        Item {
            amount_pence: Some(19_000),
            quantity: Some(2),
            ..item(Kind::NightInnerLondon)
        },
    ];
    let found = allowed(&items, Terms::default(), 0).unwrap();
    let traces: Vec<&str> = found.iter().map(|one| one.trace.as_str()).collect();
    assert_eq!(
        traces,
        [
            "19 March 2026: 12.4 miles at 25p; £3.10 is paid (SEND Regulations 2014, reg 41(1), table).",
            "19 March 2026: £190.00 was spent on 2 nights, at most £81.00 each; £162.00 is paid (SEND \
             Regulations 2014, reg 41(1), table).",
        ]
    );
}
