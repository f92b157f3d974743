//! Reads a question from an HTTP request, strictly.
//!
//! POST carries `application/json`, GET a query string; nothing else carries anything. This is
//! also what keeps other sites' forms from asking in a visitor's name (trust.md §4.3 H1, H2).

use axum::body::Body;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use futures_util::StreamExt;
use mime::Mime;
use serde_json::{Map, Value as Json};

use super::code::{Code, Refusal};
use super::guard::Question;
use super::limits::Limits;

/// Reads the question of a GET or POST.
///
/// # Errors
///
/// Refuses other methods and content types before reading the body, and a body as soon as it is
/// known to be too long or late.
pub(super) async fn question(
    parts: &Parts,
    body: Body,
    limits: &Limits,
) -> Result<Question, Refusal> {
    is_within_head_limits(parts, limits)?;
    match parts.method {
        Method::GET => from_query_string(parts.uri.query().unwrap_or_default()),
        Method::POST => {
            is_plain_json(&parts.headers)?;
            let read = tokio::time::timeout(
                limits.body_deadline,
                read(&parts.headers, body, limits.body_bytes),
            );
            let bytes = read.await.map_err(|_| {
                Refusal::new(Code::RequestTimeout, "the body did not arrive in time")
            })??;
            from_json(&bytes)
        }
        _ => Err(Refusal::new(
            Code::MethodNotAllowed,
            "use POST, or GET for queries",
        )),
    }
}

fn is_within_head_limits(parts: &Parts, limits: &Limits) -> Result<(), Refusal> {
    let uri_bytes = parts
        .uri
        .path_and_query()
        .map_or(0, |uri| uri.as_str().len());
    if limits.uri_bytes < uri_bytes {
        let message = format!("the address is longer than {} bytes", limits.uri_bytes);
        return Err(Refusal::new(Code::UriTooLong, message));
    }
    let headers = parts.headers.iter();
    let header_bytes: usize = headers
        .map(|(name, value)| name.as_str().len() + value.as_bytes().len())
        .sum();
    if limits.header_bytes < header_bytes {
        let message = format!("the headers are longer than {} bytes", limits.header_bytes);
        return Err(Refusal::new(Code::HeadersTooLarge, message));
    }
    Ok(())
}

fn is_plain_json(headers: &HeaderMap) -> Result<(), Refusal> {
    let mut types = headers.get_all(header::CONTENT_TYPE).iter();
    let is_json = match (types.next(), types.next()) {
        (Some(value), None) => {
            let media = value
                .to_str()
                .ok()
                .and_then(|value| value.parse::<Mime>().ok());
            media.is_some_and(|media| {
                media.essence_str() == "application/json"
                    && media
                        .get_param("charset")
                        .is_none_or(|charset| charset == mime::UTF_8)
            })
        }
        _ => false,
    };
    let is_encoded = headers
        .get_all(header::CONTENT_ENCODING)
        .iter()
        .any(|v| v != "identity");
    if is_json && !is_encoded {
        return Ok(());
    }
    let message = "the body must be application/json in UTF-8, not compressed";
    Err(Refusal::new(Code::UnsupportedMediaType, message))
}

async fn read(headers: &HeaderMap, body: Body, most: usize) -> Result<Vec<u8>, Refusal> {
    let too_large = || {
        Refusal::new(
            Code::PayloadTooLarge,
            format!("the body is longer than {most} bytes"),
        )
    };
    let stated = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok());
    if stated
        .and_then(|length| length.parse::<usize>().ok())
        .is_some_and(|length| most < length)
    {
        return Err(too_large());
    }
    let mut bytes = Vec::new();
    let mut chunks = body.into_data_stream();
    while let Some(chunk) = chunks.next().await {
        let chunk =
            chunk.map_err(|_| Refusal::new(Code::BadRequest, "the body ended too early"))?;
        if most < bytes.len() + chunk.len() {
            return Err(too_large());
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn from_query_string(text: &str) -> Result<Question, Refusal> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_str(text)
        .map_err(|_| Refusal::new(Code::BadRequest, "the query string cannot be read"))?;
    let mut request = Map::new();
    for (name, value) in pairs {
        let value = match name.as_str() {
            "operationName" | "variables" | "extensions" if value.is_empty() => Json::Null,
            "query" | "operationName" => Json::String(value),
            "variables" | "extensions" => serde_json::from_str(&value)
                .map_err(|_| Refusal::new(Code::BadRequest, "a parameter is not valid JSON"))?,
            _ => continue,
        };
        if request.insert(name, value).is_some() {
            return Err(Refusal::new(Code::BadRequest, "a parameter is given twice"));
        }
    }
    from_map(request)
}

/// Reads the question in the body of a POST.
///
/// # Errors
///
/// Refuses what is not one JSON object with the parameters of a GraphQL request.
pub fn from_json(bytes: &[u8]) -> Result<Question, Refusal> {
    match serde_json::from_slice(bytes) {
        Ok(Json::Object(request)) => from_map(request),
        Ok(Json::Array(_)) => Err(Refusal::new(
            Code::BadRequest,
            "batches are not accepted; send one request",
        )),
        Ok(_) => Err(Refusal::new(
            Code::BadRequest,
            "the body must be a JSON object",
        )),
        Err(_) => Err(Refusal::new(Code::BadRequest, "the body is not valid JSON")),
    }
}

/// Checks the types of a request's parameters; unknown parameters are passed over, as the
/// GraphQL over HTTP specification asks. `extensions` has nothing we read.
fn from_map(mut request: Map<String, Json>) -> Result<Question, Refusal> {
    let wrong = |message| Err(Refusal::new(Code::BadRequest, message));
    let Some(Json::String(query)) = request.remove("query") else {
        return wrong("query must be a string");
    };
    let operation_name = match request.remove("operationName") {
        None | Some(Json::Null) => None,
        Some(Json::String(name)) => Some(name),
        Some(_) => return wrong("operationName must be a string or null"),
    };
    let variables = match request.remove("variables") {
        None | Some(Json::Null) => Map::new(),
        Some(Json::Object(variables)) => variables,
        Some(_) => return wrong("variables must be an object or null"),
    };
    match request.remove("extensions") {
        None | Some(Json::Null | Json::Object(_)) => {}
        Some(_) => return wrong("extensions must be an object or null"),
    }
    Ok(Question {
        query,
        operation_name,
        variables,
    })
}

/// Reads the bearer token; `None` if there is no `Authorization` at all.
///
/// # Errors
///
/// Refuses several tokens and other schemes: a client that tries to say who it is and cannot be
/// understood is not nobody.
pub(super) fn bearer(headers: &HeaderMap) -> Result<Option<&str>, Refusal> {
    let mut values = headers.get_all(header::AUTHORIZATION).iter();
    let token = match (values.next(), values.next()) {
        (None, _) => return Ok(None),
        (Some(value), None) => value.to_str().ok().and_then(|value| {
            let (scheme, token) = value.split_once(' ')?;
            scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
        }),
        (Some(_), Some(_)) => None,
    };
    match token {
        Some(token) if !token.is_empty() => Ok(Some(token)),
        _ => Err(Refusal::new(
            Code::Unauthenticated,
            "send one Authorization: Bearer token",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_json(text: &str) -> Result<Question, Code> {
        from_json(text.as_bytes()).map_err(|refusal| refusal.code)
    }

    #[test]
    fn a_full_request_is_read() {
        let question = read_json(
            r#"{"query":"q","operationName":"A","variables":{"b":1},"extensions":{},"other":[]}"#,
        )
        .unwrap();
        assert_eq!(question.query, "q");
        assert_eq!(question.operation_name.as_deref(), Some("A"));
        assert_eq!(question.variables["b"], 1);
    }

    #[test]
    fn parameters_of_another_type_are_refused() {
        for text in [
            "",
            "{",
            "[]",
            "null",
            "7",
            r#"[{"query":"{a}"}]"#,
            "{}",
            r#"{"query":null}"#,
            r#"{"query":7}"#,
            r#"{"query":["a"]}"#,
            r#"{"query":"a","operationName":7}"#,
            r#"{"query":"a","operationName":["a"]}"#,
            r#"{"query":"a","variables":"x"}"#,
            r#"{"query":"a","variables":[]}"#,
            r#"{"query":"a","extensions":0}"#,
            r#"{"query":"a"} x"#,
        ] {
            assert_eq!(read_json(text), Err(Code::BadRequest), "{text}");
        }
        assert!(from_json(b"{\"query\":\"\xff\"}").is_err());
        assert!(read_json(&format!("{}1{}", "[".repeat(5_000), "]".repeat(5_000))).is_err());
    }

    #[test]
    fn a_query_string_is_read() {
        let text = "query=%7B+a+%7D&operationName=&variables=%7B%22b%22%3A1%7D&extensions=&x=1";
        let question = from_query_string(text).unwrap();
        assert_eq!(question.query, "{ a }");
        assert_eq!(question.operation_name, None);
        assert_eq!(question.variables["b"], 1);
    }

    #[test]
    fn a_query_string_with_nonsense_is_refused() {
        for text in [
            "",
            "query=a&query=b",
            "query=a&variables=%7B",
            "query=a&variables=1",
        ] {
            assert!(from_query_string(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_bearer_token_is_read() {
        let mut headers = HeaderMap::new();
        assert_eq!(bearer(&headers), Ok(None));
        headers.insert(header::AUTHORIZATION, "bearer  abc ".parse().unwrap());
        assert_eq!(bearer(&headers), Ok(Some("abc")));
        for value in ["Basic abc", "Bearer", "Bearer ", "abc"] {
            headers.insert(header::AUTHORIZATION, value.parse().unwrap());
            assert!(bearer(&headers).is_err(), "{value}");
        }
        headers.insert(header::AUTHORIZATION, "Bearer a".parse().unwrap());
        headers.append(header::AUTHORIZATION, "Bearer b".parse().unwrap());
        assert!(bearer(&headers).is_err());
    }
}
