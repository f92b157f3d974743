//! Who really asks, when others pass requests on (trust.md §4.3 H6).

use std::net::IpAddr;

use axum::http::{HeaderMap, HeaderName};
use ipnet::IpNet;

use crate::edge::Peer;

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");

/// Where a request came from: whoever opened the connection or, as long as that is a proxy we trust, whoever
/// it says that it asks for. What anybody else writes into these headers is passed over.
#[must_use]
pub(super) fn peer(connected: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> Peer {
    let is_trusted = |address: IpAddr| trusted.iter().any(|network| network.contains(&address));
    let connected = connected.to_canonical();
    if !is_trusted(connected) {
        return Peer {
            address: connected,
            is_over_tls: false,
        };
    }
    let texts = |name| {
        let values = headers.get_all(name).iter();
        values.map(|value| value.to_str().unwrap_or_default())
    };
    // Each proxy adds whom it heard from at the end: from there back, the first that is none of ours.
    let mut address = connected;
    let named: Vec<&str> = texts(FORWARDED_FOR)
        .flat_map(|text| text.split(','))
        .collect();
    for text in named.iter().rev() {
        let Ok(next) = text.trim().parse::<IpAddr>() else {
            break;
        };
        address = next.to_canonical();
        if !is_trusted(address) {
            break;
        }
    }
    let last = texts(FORWARDED_PROTO).next_back();
    Peer {
        address,
        is_over_tls: last.is_some_and(|scheme| scheme.trim().eq_ignore_ascii_case("https")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(connected: &str, headers: &[(HeaderName, &str)]) -> (String, bool) {
        let trusted = ["10.0.0.0/8", "2001:db8::/32"].map(|text| text.parse().expect("a network"));
        let mut map = HeaderMap::new();
        for (name, value) in headers {
            map.append(name.clone(), value.parse().expect("a header's value"));
        }
        let peer = peer(connected.parse().expect("an address"), &map, &trusted);
        (peer.address.to_string(), peer.is_over_tls)
    }

    #[test]
    fn what_a_stranger_says_of_others_is_passed_over() {
        let lies = [
            (FORWARDED_FOR, "10.0.0.9"),
            (FORWARDED_FOR, "203.0.113.1"),
            (FORWARDED_PROTO, "https"),
        ];
        assert_eq!(asked("198.51.100.7", &lies), ("198.51.100.7".into(), false));
    }

    #[test]
    fn a_proxy_of_ours_is_believed_as_far_as_it_can_know() {
        for (forwarded, expected) in [
            ("203.0.113.1", "203.0.113.1"),
            // Whoever asked wrote the first of them.
            ("1.2.3.4, 203.0.113.1", "203.0.113.1"),
            ("1.2.3.4,203.0.113.1, 10.1.1.1", "203.0.113.1"),
            ("203.0.113.1, nonsense", "10.0.0.1"),
            ("203.0.113.1, nonsense, 10.1.1.1", "10.1.1.1"),
            ("", "10.0.0.1"),
            ("10.2.2.2, 10.1.1.1", "10.2.2.2"),
            ("2001:db8::1, 2001:dead::5", "2001:dead::5"),
            ("::ffff:203.0.113.1", "203.0.113.1"),
        ] {
            let (address, _) = asked("10.0.0.1", &[(FORWARDED_FOR, forwarded)]);
            assert_eq!(address, expected, "{forwarded}");
        }
        let twice = [(FORWARDED_FOR, "1.2.3.4"), (FORWARDED_FOR, "203.0.113.1")];
        assert_eq!(asked("::ffff:10.0.0.1", &twice).0, "203.0.113.1");
    }

    #[test]
    fn the_nearest_proxy_says_whether_it_was_asked_over_tls() {
        let proto = |text| asked("10.0.0.1", &[(FORWARDED_PROTO, text)]).1;
        assert!(proto("https") && proto(" HTTPS "));
        assert!(!proto("http") && !proto("") && !proto("https, http"));
        assert!(!asked("10.0.0.1", &[]).1);
        let twice = [(FORWARDED_PROTO, "https"), (FORWARDED_PROTO, "http")];
        assert!(!asked("10.0.0.1", &twice).1);
    }
}
