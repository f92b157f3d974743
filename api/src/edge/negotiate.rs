//! Which media type the answer is written in.

use axum::http::{HeaderMap, header};
use mime::Mime;

/// A media type that an answer can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Media {
    /// `application/json`, for clients from before GraphQL had a type of its own.
    Json,
    /// `application/graphql-response+json`, whose HTTP status can be believed.
    GraphqlResponse,
}

impl Media {
    /// Writes the type as a `Content-Type`.
    #[must_use]
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Json => "application/json; charset=utf-8",
            Self::GraphqlResponse => "application/graphql-response+json; charset=utf-8",
        }
    }

    const fn essence(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::GraphqlResponse => "application/graphql-response+json",
        }
    }
}

/// Picks the media type of the answer; `None` if the client accepts neither.
///
/// The newer type is used when it is named and wanted no less than the older one. Wildcards and
/// silence mean `application/json`.
#[must_use]
pub fn negotiate(headers: &HeaderMap) -> Option<Media> {
    let ranges = accepted(headers)?;
    if ranges.is_empty() {
        return Some(Media::Json);
    }
    let json = wish(&ranges, Media::Json);
    let graphql = wish(&ranges, Media::GraphqlResponse);
    if graphql.is_named && graphql.quality > 0.0 && json.quality <= graphql.quality {
        Some(Media::GraphqlResponse)
    } else if json.quality > 0.0 {
        Some(Media::Json)
    } else if graphql.quality > 0.0 {
        Some(Media::GraphqlResponse)
    } else {
        None
    }
}

/// Reads all `Accept` headers; `None` if there are some but nothing in them can be read.
fn accepted(headers: &HeaderMap) -> Option<Vec<Mime>> {
    let mut is_stated = false;
    let mut ranges = Vec::new();
    for value in headers.get_all(header::ACCEPT) {
        let parts = value.to_str().unwrap_or_default().split(',').map(str::trim);
        for part in parts.filter(|part| !part.is_empty()) {
            is_stated = true;
            ranges.extend(part.parse::<Mime>().ok());
        }
    }
    if is_stated && ranges.is_empty() {
        None
    } else {
        Some(ranges)
    }
}

/// How much a media type is wanted.
#[derive(Clone, Copy)]
struct Wish {
    quality: f32,
    is_named: bool,
}

/// Finds the most specific range for a media type; of equals, the first.
fn wish(ranges: &[Mime], media: Media) -> Wish {
    let mut best = (0, 0.0);
    for range in ranges {
        let specificity = match range.essence_str() {
            essence if essence == media.essence() => 3,
            "application/*" => 2,
            "*/*" => 1,
            _ => 0,
        };
        if best.0 < specificity {
            best = (specificity, quality(range));
        }
    }
    Wish {
        quality: best.1,
        is_named: best.0 == 3,
    }
}

fn quality(range: &Mime) -> f32 {
    range.get_param("q").map_or(1.0, |q| {
        q.as_str()
            .parse::<f32>()
            .ok()
            .filter(|q| (0.0..=1.0).contains(q))
            .unwrap_or(0.0)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn picked(accept: &str) -> Option<Media> {
        let mut headers = HeaderMap::new();
        headers.insert(header::ACCEPT, accept.parse().unwrap());
        negotiate(&headers)
    }

    #[test]
    fn silence_and_wildcards_mean_json() {
        assert_eq!(negotiate(&HeaderMap::new()), Some(Media::Json));
        for accept in [
            "",
            "*/*",
            "application/*",
            "text/html, */*;q=0.1",
            "application/json",
        ] {
            assert_eq!(picked(accept), Some(Media::Json), "{accept}");
        }
    }

    #[test]
    fn the_newer_type_must_be_named() {
        for accept in [
            "application/graphql-response+json",
            "application/graphql-response+json; charset=utf-8",
            "application/graphql-response+json, application/json;q=0.9",
            "application/json, application/graphql-response+json",
            "Application/GraphQL-Response+JSON, */*",
        ] {
            assert_eq!(picked(accept), Some(Media::GraphqlResponse), "{accept}");
        }
    }

    #[test]
    fn qualities_decide() {
        let newer = "application/graphql-response+json";
        assert_eq!(
            picked(&format!("{newer};q=0.5, application/json;q=0.6")),
            Some(Media::Json)
        );
        assert_eq!(picked(&format!("{newer};q=0, */*")), Some(Media::Json));
        assert_eq!(
            picked("application/json;q=0, */*;q=0.2"),
            Some(Media::GraphqlResponse)
        );
        assert_eq!(picked(&format!("{newer};q=0")), None);
        assert_eq!(picked("*/*;q=0"), None);
        assert_eq!(picked("application/json;q=nan"), None);
    }

    #[test]
    fn other_types_are_not_acceptable() {
        for accept in ["text/html", "image/*", "nonsense", "application/xml;q=0.9"] {
            assert_eq!(picked(accept), None, "{accept}");
        }
    }

    #[test]
    fn several_headers_are_one_list() {
        let mut headers = HeaderMap::new();
        headers.append(header::ACCEPT, "text/html".parse().unwrap());
        headers.append(header::ACCEPT, "application/json".parse().unwrap());
        assert_eq!(negotiate(&headers), Some(Media::Json));
    }
}
