//! Where places are, as coarse as a postcode district ("outward postcode", "outcode").
//!
//! The coordinates are the medians of a district's live postcodes on the British National Grid; see
//! `docs/data.md` for where they come from and under which licence.

use std::collections::HashMap;
use std::sync::LazyLock;

use scheduler::Point;

/// `outcode,easting,northing` with a heading, in metres.
const OUTCODES: &str = include_str!("../data/outcodes.csv");

static CENTRES: LazyLock<HashMap<&'static str, Point>> = LazyLock::new(|| {
    let rows = OUTCODES.lines().skip(1).filter_map(|line| {
        let mut fields = line.split(',');
        let (outcode, east, north) = (fields.next()?, fields.next()?, fields.next()?);
        let point = Point {
            east: east.parse::<i32>().ok()? / 100,
            north: north.parse::<i32>().ok()? / 100,
        };
        Some((outcode, point))
    });
    rows.collect()
});

/// The English postcode districts, in no order.
pub fn outcodes() -> impl Iterator<Item = &'static str> {
    CENTRES.keys().copied()
}

/// The outward half of a postcode as it is written in the list: "s1 2ab" and "S1" both give "S1".
///
/// `None` when there is no such district in England.
pub fn outcode(text: &str) -> Option<&'static str> {
    let text = text.trim().to_ascii_uppercase();
    let compact = text.replace(' ', "");
    let outward = match text.split_once(' ') {
        Some((outward, _)) => outward.to_owned(),
        None if CENTRES.contains_key(compact.as_str()) => compact,
        None => compact
            .get(..compact.len().saturating_sub(3))
            .unwrap_or_default()
            .to_owned(),
    };
    CENTRES
        .get_key_value(outward.as_str())
        .map(|(known, _)| *known)
}

/// The middle of a postcode district, in units of 100 m; `None` when there is no such district.
pub fn centre(outcode: &str) -> Option<Point> {
    CENTRES.get(outcode).copied()
}

/// How far apart two points are as the crow flies, in kilometres.
#[must_use]
pub fn distance_km(from: Point, to: Point) -> f64 {
    let (east, north) = (
        f64::from(from.east - to.east),
        f64::from(from.north - to.north),
    );
    east.hypot(north) / 10.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_postcode_is_cut_to_its_district() {
        for (text, expected) in [
            ("S1", Some("S1")),
            ("s1 2ab", Some("S1")),
            (" S12AB ", Some("S1")),
            ("LS10 1AA", Some("LS10")),
            ("ZZ99", None),
            ("", None),
            ("é", None),
        ] {
            assert_eq!(outcode(text), expected, "{text}");
        }
    }

    #[test]
    fn sheffield_is_about_fifty_kilometres_from_leeds() {
        let (sheffield, leeds) = (centre("S1").unwrap(), centre("LS1").unwrap());
        let distance = distance_km(sheffield, leeds);
        assert!((46.0..48.0).contains(&distance), "{distance}");
    }

    #[test]
    fn every_line_of_the_list_is_read() {
        assert_eq!(CENTRES.len(), OUTCODES.lines().count() - 1);
    }
}
