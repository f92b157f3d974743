//! The closed list of codes that a client may find in `errors[].extensions.code`.

use std::borrow::Cow;

use async_graphql::{ErrorExtensionValues, Pos, ServerError, Value};
use axum::http::StatusCode;

use super::negotiate::Media;

/// The longest message a client is shown, in characters (trust.md §4.3 Q11).
pub const MESSAGE_CHARS: usize = 200;

macro_rules! codes {
    ($($(#[$doc:meta])* $variant:ident = $name:literal;)*) => {
        /// Says in one stable word why there is no answer; clients branch on it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code {
            $($(#[$doc])* $variant,)*
        }

        impl Code {
            /// Lists every code, in the order of this file.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Spells the code as clients see it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// Finds the code that is spelt `name`; `None` if it is not one of ours.
            #[must_use]
            pub fn from_name(name: &str) -> Option<Self> {
                match name {
                    $($name => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }
    };
}

codes! {
    /// The HTTP request does not carry a GraphQL request.
    BadRequest = "BAD_REQUEST";
    /// The bearer token is missing where one is needed, or is not to be trusted.
    Unauthenticated = "UNAUTHENTICATED";
    /// The method is neither GET nor POST.
    MethodNotAllowed = "METHOD_NOT_ALLOWED";
    /// A GET asked for something other than a query.
    OnlyQueriesOverGet = "ONLY_QUERIES_OVER_GET";
    /// No media type the client accepts can be written.
    NotAcceptable = "NOT_ACCEPTABLE";
    /// The body did not arrive in time.
    RequestTimeout = "REQUEST_TIMEOUT";
    /// The body is longer than allowed.
    PayloadTooLarge = "PAYLOAD_TOO_LARGE";
    /// The address with its query string is longer than allowed.
    UriTooLong = "URI_TOO_LONG";
    /// The body is not plain `application/json` in UTF-8.
    UnsupportedMediaType = "UNSUPPORTED_MEDIA_TYPE";
    /// The headers are longer than allowed.
    HeadersTooLarge = "HEADERS_TOO_LARGE";
    /// The document is not GraphQL.
    GraphqlParseFailed = "GRAPHQL_PARSE_FAILED";
    /// The document is GraphQL but does not fit the schema.
    GraphqlValidationFailed = "GRAPHQL_VALIDATION_FAILED";
    /// The service answers registered documents alone, and this is none of them.
    OperationUnknown = "OPERATION_UNKNOWN";
    /// The document is longer than allowed.
    QueryTooLarge = "QUERY_TOO_LARGE";
    /// The document is nested deeper than allowed.
    QueryTooDeep = "QUERY_TOO_DEEP";
    /// The document asks for more than allowed.
    QueryTooComplex = "QUERY_TOO_COMPLEX";
    /// `first`, `last` or `ids` asks for no page that exists.
    PageSizeInvalid = "PAGE_SIZE_INVALID";
    /// The variables, or one value in them, are larger than allowed.
    VariablesTooLarge = "VARIABLES_TOO_LARGE";
    /// An argument's value cannot be read as the argument's type.
    InvalidValue = "INVALID_VALUE";
    /// What was asked for does not exist, or not for this caller.
    NotFound = "NOT_FOUND";
    /// The caller may see it but not do this.
    Forbidden = "FORBIDDEN";
    /// The caller may do this, but not through a client with so narrow a scope.
    InsufficientScope = "INSUFFICIENT_SCOPE";
    /// Somebody else was faster.
    Conflict = "CONFLICT";
    /// The request breaks a rule the caller can read about in the message.
    Validation = "VALIDATION";
    /// The caller has used up what may be asked for in a while; later the same request is answered.
    Throttled = "THROTTLED";
    /// The answer was not ready before the deadline.
    Timeout = "TIMEOUT";
    /// The service cannot answer just now; the same request may succeed later.
    Unavailable = "UNAVAILABLE";
    /// Something of ours is broken; the correlation id finds it in the log.
    Internal = "INTERNAL";
}

impl Code {
    /// Picks the HTTP status of an answer that consists of this refusal alone.
    ///
    /// A GraphQL request that was understood but refused is 400 in the current media type and
    /// 200 in the older `application/json`, whose clients take any other status for a broken
    /// connection (GraphQL over HTTP, "Status Codes").
    #[must_use]
    pub fn status(self, media: Media) -> StatusCode {
        match self {
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::Unauthenticated => StatusCode::UNAUTHORIZED,
            Self::InsufficientScope => StatusCode::FORBIDDEN,
            Self::MethodNotAllowed | Self::OnlyQueriesOverGet => StatusCode::METHOD_NOT_ALLOWED,
            Self::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
            Self::RequestTimeout => StatusCode::REQUEST_TIMEOUT,
            Self::PayloadTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UriTooLong => StatusCode::URI_TOO_LONG,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::HeadersTooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::Throttled => StatusCode::TOO_MANY_REQUESTS,
            Self::Timeout => StatusCode::GATEWAY_TIMEOUT,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::GraphqlParseFailed
            | Self::GraphqlValidationFailed
            | Self::OperationUnknown
            | Self::QueryTooLarge
            | Self::QueryTooDeep
            | Self::QueryTooComplex
            | Self::PageSizeInvalid
            | Self::VariablesTooLarge
            | Self::InvalidValue
            | Self::NotFound
            | Self::Forbidden
            | Self::Conflict
            | Self::Validation => match media {
                Media::Json => StatusCode::OK,
                Media::GraphqlResponse => StatusCode::BAD_REQUEST,
            },
        }
    }

    /// Makes the error that a resolver returns to have `message` shown to the client.
    ///
    /// Errors without a code are masked as `INTERNAL`; this is the only way past the mask.
    #[must_use]
    pub fn error(self, message: impl Into<String>) -> async_graphql::Error {
        let mut error = async_graphql::Error::new(message);
        error.extensions = Some(self.extensions());
        error
    }

    /// Writes the code as the extensions of an error.
    pub(super) fn extensions(self) -> ErrorExtensionValues {
        let mut extensions = ErrorExtensionValues::default();
        extensions.set("code", self.name());
        extensions
    }

    /// Reads the code that an error carries; `None` if it carries none of ours.
    pub(super) fn of(error: &ServerError) -> Option<Self> {
        match error.extensions.as_ref()?.get("code")? {
            Value::String(name) => Self::from_name(name),
            _ => None,
        }
    }
}

/// Turns a whole request away before anything was executed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Refusal {
    /// Why, for programs.
    pub code: Code,
    /// Why, for people; never repeats what the client sent.
    pub message: Cow<'static, str>,
    /// Where in the document, when that is known.
    pub locations: Vec<Pos>,
}

impl Refusal {
    /// Refuses without naming a place.
    pub fn new(code: Code, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code,
            message: message.into(),
            locations: Vec::new(),
        }
    }

    /// Refuses because of what stands at `place`.
    pub fn at(place: Pos, code: Code, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            code,
            message: message.into(),
            locations: vec![place],
        }
    }

    /// Writes the refusal as an entry of `errors`.
    pub(super) fn into_error(self) -> ServerError {
        let mut error = ServerError::new(clip(&self.message), None);
        error.locations = self.locations;
        error.extensions = Some(self.code.extensions());
        error
    }
}

/// Shortens a message to what a client is shown.
pub(super) fn clip(message: &str) -> String {
    message.chars().take(MESSAGE_CHARS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_found_by_its_name() {
        for code in Code::ALL {
            assert_eq!(Code::from_name(code.name()), Some(*code));
            let shape = |c: char| c.is_ascii_uppercase() || c == '_';
            assert!(
                code.name().chars().all(shape),
                "{} is not SCREAMING",
                code.name()
            );
        }
        assert_eq!(Code::from_name("E_NOPE"), None);
    }

    #[test]
    fn a_resolver_error_carries_its_code() {
        let error = Code::NotFound
            .error("no such case")
            .into_server_error(Pos::default());
        assert_eq!(Code::of(&error), Some(Code::NotFound));
        assert_eq!(Code::of(&ServerError::new("plain", None)), None);
    }

    #[test]
    fn messages_are_clipped_at_characters() {
        assert_eq!(clip(&"é".repeat(300)).chars().count(), MESSAGE_CHARS);
        assert_eq!(clip("short"), "short");
    }
}
