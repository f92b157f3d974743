//! How much one request may ask for.

use std::time::Duration;

use super::allowance::Allowance;

/// Bounds one request; the defaults are those of the service (trust.md §4.3 Q1, Q4, Q5, Q7, H3).
///
/// "Expanded" counts are taken with every fragment written out where it is spread, which is what
/// the engine will walk. `@skip` and `@include` are counted as if nothing were skipped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Longest request body, in bytes.
    pub body_bytes: usize,
    /// Longest path with query string, in bytes.
    pub uri_bytes: usize,
    /// Longest header section (names and values), in bytes.
    pub header_bytes: usize,
    /// Longest wait for the whole body.
    pub body_deadline: Duration,
    /// Longest wait for an answer, from knowing the body to having the result.
    pub deadline: Duration,
    /// Longest document, in bytes.
    pub text_bytes: usize,
    /// Most brackets open at once in the text, and most selection sets inside one another once
    /// fragments are expanded.
    pub nesting: usize,
    /// Most lexical tokens in the text, and most literal values in the parsed document.
    pub tokens: usize,
    /// Most fields, spreads and inline fragments, expanded.
    pub nodes: u64,
    /// Most fields inside one another, expanded.
    pub depth: u64,
    /// Most aliases, expanded.
    pub aliases: u64,
    /// Most fields at the root of a query, expanded.
    pub query_roots: u64,
    /// Most fields at the root of a mutation, expanded.
    pub mutation_roots: u64,
    /// Most directives on one node.
    pub directives_per_node: usize,
    /// Most directives in the text, and most in the operation, expanded.
    pub directives: u64,
    /// Largest `first` or `last`, and most `ids`, of one field; the smallest is 1 (decision D8).
    pub page: u64,
    /// Page size assumed for a connection (a field that selects `edges` or `nodes`) that states
    /// none. Must be no smaller than the schema's own default.
    pub unstated_page: u64,
    /// Most objects that the stated page sizes, multiplied along each path, can add up to.
    pub objects: u64,
    /// Most levels of lists and objects in the variables, the map of variables being the first.
    pub variables_depth: usize,
    /// Longest variables, written as JSON, in bytes.
    pub variables_bytes: usize,
    /// Most items in one input list (trust.md Q5): nobody needs more in one. A field whose own limit is
    /// lower answers with an error of its own.
    pub list_items: usize,
    /// Longest input string, in characters.
    pub string_chars: usize,
    /// How much one caller may ask for in a while.
    pub allowance: Allowance,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body_bytes: 256 * 1024,
            uri_bytes: 16 * 1024,
            header_bytes: 16 * 1024,
            body_deadline: Duration::from_secs(10),
            deadline: Duration::from_secs(5),
            text_bytes: 32 * 1024,
            nesting: 24,
            tokens: 2_000,
            nodes: 400,
            depth: 10,
            aliases: 20,
            query_roots: 10,
            mutation_roots: 1,
            directives_per_node: 2,
            directives: 20,
            page: 100,
            unstated_page: 20,
            objects: 10_000,
            variables_depth: 16,
            variables_bytes: 64 * 1024,
            list_items: 250,
            string_chars: 4_000,
            allowance: Allowance::default(),
        }
    }
}
