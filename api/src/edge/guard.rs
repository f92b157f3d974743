//! Turns a question into a request for the engine, or refuses it (decision D5).

use async_graphql::Request;
use async_graphql::parser::types::{ExecutableDocument, OperationDefinition, OperationType};
use async_graphql::parser::{self, parse_query};
use serde_json::{Map, Value as Json};

use super::code::{Code, Refusal};
use super::limits::Limits;
use super::measure::{self, Totals, count};
use super::omitted;
use super::scan::{self, Tally};
use super::values;

/// What a client asks, as it came: nothing in it has been checked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Question {
    /// The text of the document.
    pub query: String,
    /// The operation to run; must be the document's only one.
    pub operation_name: Option<String>,
    /// Values for the operation's variables.
    pub variables: Map<String, Json>,
}

/// A request that the engine may execute.
#[derive(Debug)]
pub struct Admitted {
    /// The request, its document parsed.
    pub request: Request,
    /// Whether it reads or changes.
    pub kind: OperationType,
    /// What it costs whoever asks, in points ([`Totals::cost`]).
    pub cost: u32,
}

/// Turns a question into a request for the engine.
///
/// The text is added up before any parser sees it, parsed once, measured, and handed on parsed:
/// the request's [`Request::parsed_query`] costs nothing, and the engine does not parse again.
/// Pages that run operations in process pass through here like everybody else.
///
/// # Errors
///
/// Refuses whatever exceeds `limits`, is not GraphQL, holds other than one operation, or is a
/// subscription. The verdict depends on nothing but the arguments.
pub fn admit(limits: &Limits, question: Question) -> Result<Admitted, Refusal> {
    let Question {
        query,
        operation_name,
        variables,
    } = question;
    is_within_text_limits(&query, limits)?;
    let variables = values::variables(variables, limits)?;
    let mut document = parse_query(&query).map_err(|error| unparsable(&error))?;
    let operation = only_operation(&document, operation_name.as_deref())?;
    values::literals(&document, operation, limits)?;
    let totals = measure::operation(operation, &document, &variables, limits)?;
    let kind = operation.ty;
    is_within_totals(&totals, kind, limits)?;
    let cost = totals.cost(kind);

    omitted::omit(&mut document, &variables)?;
    let mut request = Request::new(query).variables(variables);
    request.operation_name = operation_name;
    request.set_parsed_query(document);
    Ok(Admitted {
        request,
        kind,
        cost,
    })
}

fn is_within_text_limits(text: &str, limits: &Limits) -> Result<(), Refusal> {
    if limits.text_bytes < text.len() {
        let message = format!("the document is longer than {} bytes", limits.text_bytes);
        return Err(Refusal::new(Code::QueryTooLarge, message));
    }
    let Tally {
        tokens,
        nesting,
        directives,
    } = scan::scan(text.as_bytes()).map_err(|_| {
        Refusal::new(
            Code::GraphqlParseFailed,
            "the document has a string that does not end",
        )
    })?;
    if limits.nesting < nesting {
        let message = format!("at most {} levels of nesting are allowed", limits.nesting);
        return Err(Refusal::new(Code::QueryTooDeep, message));
    }
    is_at_most(count(tokens), count(limits.tokens), "tokens")?;
    is_at_most(directives, limits.directives, "directives")
}

fn is_within_totals(totals: &Totals, kind: OperationType, limits: &Limits) -> Result<(), Refusal> {
    if limits.depth < totals.depth {
        let message = format!(
            "at most {} fields inside one another are allowed",
            limits.depth
        );
        return Err(Refusal::new(Code::QueryTooDeep, message));
    }
    is_at_most(totals.nodes, limits.nodes, "fields and fragments")?;
    is_at_most(totals.aliases, limits.aliases, "aliases")?;
    is_at_most(totals.directives, limits.directives, "directives")?;
    match kind {
        OperationType::Query => is_at_most(totals.roots, limits.query_roots, "root fields")?,
        OperationType::Mutation => {
            is_at_most(
                totals.roots,
                limits.mutation_roots,
                "root fields of a mutation",
            )?;
        }
        OperationType::Subscription => {
            let message = "subscriptions are not offered here";
            return Err(Refusal::new(Code::GraphqlValidationFailed, message));
        }
    }
    is_at_most(
        totals.objects,
        limits.objects,
        "objects; ask for smaller pages",
    )
}

fn is_at_most(asked: u64, most: u64, of_what: &str) -> Result<(), Refusal> {
    if most < asked {
        let message = format!("the document asks for more than {most} {of_what}");
        return Err(Refusal::new(Code::QueryTooComplex, message));
    }
    Ok(())
}

/// Says where the document stops being GraphQL; the parser's own words quote the document.
fn unparsable(error: &parser::Error) -> Refusal {
    let (code, message) = match error {
        // Which of the operations it names differs from run to run.
        parser::Error::MultipleOperations { .. } => {
            return Refusal::new(Code::QueryTooComplex, ONE_OPERATION);
        }
        parser::Error::MissingOperation => {
            (Code::GraphqlParseFailed, "the document holds no operation")
        }
        _ => (Code::GraphqlParseFailed, "the document is not GraphQL"),
    };
    let locations = error.positions().collect();
    Refusal {
        code,
        message: message.into(),
        locations,
    }
}

const ONE_OPERATION: &str = "a document holds exactly one operation";

fn only_operation<'a>(
    document: &'a ExecutableDocument,
    asked: Option<&str>,
) -> Result<&'a OperationDefinition, Refusal> {
    let mut operations = document.operations.iter();
    let (Some((name, operation)), None) = (operations.next(), operations.next()) else {
        return Err(Refusal::new(Code::QueryTooComplex, ONE_OPERATION));
    };
    if asked.is_some_and(|asked| name.is_none_or(|name| name != asked)) {
        return Err(Refusal::at(
            operation.pos,
            Code::GraphqlValidationFailed,
            "operationName is not the name of the document's operation",
        ));
    }
    Ok(&operation.node)
}
