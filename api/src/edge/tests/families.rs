//! The table of documents that are admitted at a limit and refused one beyond it.

use serde_json::{Map, Value as Json, json};

// Through the parent, because the fuzzers take this list in as it stands.
use super::{Code, Question};

/// A family of questions, one for each size.
pub(super) struct Family {
    pub(super) name: &'static str,
    /// The largest size that is admitted.
    pub(super) limit: usize,
    /// How the next size is refused.
    pub(super) code: Code,
    pub(super) question: fn(usize) -> Question,
}

const fn family(
    name: &'static str,
    limit: usize,
    code: Code,
    question: fn(usize) -> Question,
) -> Family {
    Family {
        name,
        limit,
        code,
        question,
    }
}

pub(super) fn text(query: impl Into<String>) -> Question {
    Question {
        query: query.into(),
        ..Question::default()
    }
}

pub(super) fn with(query: &str, variables: &Json) -> Question {
    let variables = variables.as_object().cloned().unwrap_or_default();
    Question {
        query: query.into(),
        variables,
        ..Question::default()
    }
}

/// Repeats a piece with its number in place of `#`.
fn each(range: std::ops::Range<usize>, piece: &str) -> String {
    range
        .map(|ix| piece.replace('#', &ix.to_string()))
        .collect()
}

pub(super) fn around(open: &str, times: usize, middle: &str, close: &str) -> String {
    format!("{}{middle}{}", open.repeat(times), close.repeat(times))
}

fn nested(open: Json, times: usize, wrap: fn(Json) -> Json) -> Json {
    (0..times).fold(open, |inner, _| wrap(inner))
}

/// Fragments `F0` to `F{count - 1}`, each made of `piece` with the next one's number in `#`.
fn chain(count: usize, piece: &str, end: &str) -> String {
    let links = (0..count).map(|ix| {
        let inner = if ix + 1 == count {
            end.to_owned()
        } else {
            piece.replace('#', &(ix + 1).to_string())
        };
        format!("fragment F{ix} on Q{{{inner}}}")
    });
    links.collect()
}

const TEXT: &[Family] = &[
    family("spaces", 32_768, Code::QueryTooLarge, |n| {
        text(format!("{{a}}{}", " ".repeat(n - 3)))
    }),
    family("commas", 32_768, Code::QueryTooLarge, |n| {
        text(format!("{{a}}{}", ",".repeat(n - 3)))
    }),
    family("a comment", 32_768, Code::QueryTooLarge, |n| {
        text(format!("{{a}}#{}", "{".repeat(n - 4)))
    }),
    family("a long name", 32_768, Code::QueryTooLarge, |n| {
        text(format!("{{{}}}", "a".repeat(n - 2)))
    }),
    family("tokens in lists", 2_000, Code::QueryTooComplex, |n| {
        let lists = each(0..8, &format!("b#:[{}]", "1 ".repeat(240)));
        let last = "1 ".repeat(n - 9 - 8 * 244);
        text(format!("{{a({lists}c:[{last}])}}"))
    }),
    family("tokens in an object", 2_000, Code::QueryTooComplex, |n| {
        text(format!(
            "{{a(b:{{{}}}c:[{}])}}",
            each(0..600, "a#:1 "),
            "1 ".repeat(n - 13 - 1_800)
        ))
    }),
    family(
        "tokens in variable definitions",
        2_000,
        Code::QueryTooComplex,
        |n| {
            text(format!(
                "query({}){{a(b:[{}])}}",
                each(0..450, "$a#:I "),
                "1 ".repeat(n - 12 - 1_800)
            ))
        },
    ),
];

const NESTING: &[Family] = &[
    family("lists in lists", 24, Code::QueryTooDeep, |n| {
        text(format!("{{a(b:{})}}", around("[", n - 2, "1", "]")))
    }),
    family("objects in objects", 24, Code::QueryTooDeep, |n| {
        text(format!("{{a(b:{})}}", around("{a:", n - 2, "1", "}")))
    }),
    family("lists and objects in turn", 24, Code::QueryTooDeep, |n| {
        let inner = if n % 2 == 0 { "1" } else { "[1]" };
        text(format!(
            "{{a(b:{})}}",
            around("[{a:", (n - 2) / 2, inner, "}]")
        ))
    }),
    family("a list type", 24, Code::QueryTooDeep, |n| {
        text(format!("query($v:{}){{a}}", around("[", n - 1, "Int", "]")))
    }),
    family("a nested default", 24, Code::QueryTooDeep, |n| {
        text(format!(
            "query($v:Int={}){{a}}",
            around("[", n - 1, "1", "]")
        ))
    }),
    family("a nested directive argument", 24, Code::QueryTooDeep, |n| {
        text(format!("{{a@x(b:{})}}", around("[", n - 2, "1", "]")))
    }),
    family("nesting in a fragment", 24, Code::QueryTooDeep, |n| {
        text(format!(
            "{{...F}}fragment F on Q{{a(b:{})}}",
            around("[", n - 2, "1", "]")
        ))
    }),
    family(
        "nesting in an unused fragment",
        24,
        Code::QueryTooDeep,
        |n| {
            text(format!(
                "{{a}}fragment F on Q{{a(b:{})}}",
                around("[", n - 2, "1", "]")
            ))
        },
    ),
    family("nesting after a string", 24, Code::QueryTooDeep, |n| {
        text(format!(
            "{{a(c:\"#\\\"\"b:{})}}",
            around("[", n - 2, "1", "]")
        ))
    }),
    family(
        "nesting after a block string",
        24,
        Code::QueryTooDeep,
        |n| {
            text(format!(
                "{{a(c:\"\"\"\\\"\"\"\"\"\"b:{})}}",
                around("[", n - 2, "1", "]")
            ))
        },
    ),
    family("nesting after a comment", 24, Code::QueryTooDeep, |n| {
        text(format!(
            "#\"\"\"\n{{a(b:{})}}",
            around("[", n - 2, "1", "]")
        ))
    }),
    family(
        "inline fragments in one another",
        24,
        Code::QueryTooDeep,
        |n| text(format!("{{{}}}", around("...{", n - 1, "a", "}"))),
    ),
    family("a chain of fragments", 24, Code::QueryTooDeep, |n| {
        text(format!("{{...F0}}{}", chain(n - 1, "...F#", "a")))
    }),
    family("fields in one another", 10, Code::QueryTooDeep, |n| {
        text(around("{a", n, "", "}"))
    }),
    family("fields and inline fragments", 10, Code::QueryTooDeep, |n| {
        text(format!(
            "{{{}a{}}}",
            "a{...{".repeat(n - 1),
            "}}".repeat(n - 1)
        ))
    }),
    family("fields through fragments", 10, Code::QueryTooDeep, |n| {
        text(format!("{{...F0}}{}", chain(n, "a{...F#}", "a")))
    }),
    family("fields down to __typename", 10, Code::QueryTooDeep, |n| {
        text(format!("{{{}}}", around("a{", n - 1, "__typename", "}")))
    }),
];

const NODES: &[Family] = &[
    family("fields", 400, Code::QueryTooComplex, |n| {
        text(format!("{{a{{{}}}}}", "b ".repeat(n - 1)))
    }),
    family(
        "__typename over and over",
        400,
        Code::QueryTooComplex,
        |n| text(format!("{{a{{{}}}}}", "__typename ".repeat(n - 1))),
    ),
    family("inline fragments", 400, Code::QueryTooComplex, |n| {
        text(format!(
            "{{a{{{}{}}}}}",
            "...{b}".repeat(190),
            "b ".repeat(n - 381)
        ))
    }),
    family("a fragment spread often", 400, Code::QueryTooComplex, |n| {
        let spreads = "...F ".repeat(39);
        let fragment = "fragment F on Q{b b b b b b b b b}";
        text(format!(
            "{{a{{{spreads}{}}}}}{fragment}",
            "b ".repeat(n - 391)
        ))
    }),
    family("fragments that double", 400, Code::QueryTooComplex, |n| {
        text(format!(
            "{{a{{...F0 {}}}}}{}",
            "b ".repeat(n - 384),
            chain(8, "...F# ...F#", "b")
        ))
    }),
    family("aliases", 20, Code::QueryTooComplex, |n| {
        text(format!("{{a{{{}}}}}", each(0..n, "x#:b ")))
    }),
    family("aliases of __typename", 20, Code::QueryTooComplex, |n| {
        text(format!("{{a{{{}}}}}", each(0..n, "x#:__typename ")))
    }),
    family(
        "aliases in an inline fragment",
        20,
        Code::QueryTooComplex,
        |n| text(format!("{{a{{...{{{}}}}}}}", each(0..n, "x#:b "))),
    ),
    family(
        "aliases in a fragment spread often",
        20,
        Code::QueryTooComplex,
        |n| {
            let spreads = "...F ".repeat(n / 2);
            let fragment = "fragment F on Q{x:b y:b}";
            text(format!(
                "{{a{{{spreads}{}}}}}{fragment}",
                each(0..n % 2, "z#:b ")
            ))
        },
    ),
    family("root fields", 10, Code::QueryTooComplex, |n| {
        text(format!("{{{}}}", each(0..n, "a# ")))
    }),
    family(
        "one root field over and over",
        10,
        Code::QueryTooComplex,
        |n| text(format!("{{{}}}", "a ".repeat(n))),
    ),
    family(
        "root fields in an inline fragment",
        10,
        Code::QueryTooComplex,
        |n| text(format!("{{...{{{}}}}}", each(0..n, "a# "))),
    ),
    family("root fields in fragments", 10, Code::QueryTooComplex, |n| {
        text(format!("{{{}}}fragment F on Q{{a}}", "...F ".repeat(n)))
    }),
    family("__typename at the root", 10, Code::QueryTooComplex, |n| {
        text(format!("{{{}}}", "__typename ".repeat(n)))
    }),
    family("mutations", 1, Code::QueryTooComplex, |n| {
        text(format!("mutation{{{}}}", each(0..n, "a# ")))
    }),
    family("mutations by alias", 1, Code::QueryTooComplex, |n| {
        text(format!("mutation{{{}}}", each(0..n, "x#:a ")))
    }),
    family("mutations in fragments", 1, Code::QueryTooComplex, |n| {
        text(format!(
            "mutation{{{}}}fragment F on M{{a}}",
            "...F ".repeat(n)
        ))
    }),
    family(
        "__typename beside a mutation",
        1,
        Code::QueryTooComplex,
        |n| text(format!("mutation{{a {}}}", "__typename ".repeat(n - 1))),
    ),
    family("operations", 1, Code::QueryTooComplex, |n| {
        text(each(0..n, "query Q#{a}"))
    }),
    family(
        "operations beside an anonymous one",
        1,
        Code::QueryTooComplex,
        |n| text(format!("{{a}}{}", each(1..n, "query Q#{a}"))),
    ),
];

const DIRECTIVES: &[Family] = &[
    family("directives on a field", 2, Code::QueryTooComplex, |n| {
        text(format!("{{a{}}}", each(0..n, "@x#")))
    }),
    family(
        "directives on an inline fragment",
        2,
        Code::QueryTooComplex,
        |n| text(format!("{{...{}{{a}}}}", each(0..n, "@x#"))),
    ),
    family("directives on a spread", 2, Code::QueryTooComplex, |n| {
        text(format!("{{...F{}}}fragment F on Q{{a}}", each(0..n, "@x#")))
    }),
    family("directives on a fragment", 2, Code::QueryTooComplex, |n| {
        text(format!("{{...F}}fragment F on Q{}{{a}}", each(0..n, "@x#")))
    }),
    family(
        "directives on an operation",
        2,
        Code::QueryTooComplex,
        |n| text(format!("query{}{{a}}", each(0..n, "@x#"))),
    ),
    family("directives on a variable", 2, Code::QueryTooComplex, |n| {
        text(format!("query($v:Int{}){{a}}", each(0..n, "@x#")))
    }),
    family(
        "directives on many fields",
        20,
        Code::QueryTooComplex,
        |n| text(format!("{{a{{{}}}}}", "b@x ".repeat(n))),
    ),
    family(
        "directives on many variables",
        20,
        Code::QueryTooComplex,
        |n| text(format!("query({}){{a}}", each(0..n, "$v#:Int@x "))),
    ),
    family(
        "directives in an unused fragment",
        20,
        Code::QueryTooComplex,
        |n| text(format!("{{a}}fragment F on Q{{{}}}", "b@x ".repeat(n))),
    ),
    family(
        "directives in a fragment spread often",
        20,
        Code::QueryTooComplex,
        |n| {
            text(format!(
                "{{a{{{}}}}}fragment F on Q{{b@x}}",
                "...F ".repeat(n)
            ))
        },
    ),
];

const VALUES: &[Family] = &[
    family("lists in variables", 16, Code::VariablesTooLarge, |n| {
        with(
            "{a}",
            &json!({ "v": nested(json!(1), n - 1, |inner| json!([inner])) }),
        )
    }),
    family("objects in variables", 16, Code::VariablesTooLarge, |n| {
        with(
            "{a}",
            &json!({ "v": nested(json!(1), n - 1, |inner| json!({ "v": inner })) }),
        )
    }),
    family("bytes of variables", 65_536, Code::VariablesTooLarge, |n| {
        // `{"v":[` and `]}` around 16 strings that take 4,000 bytes with quotes and comma.
        let mut strings = vec!["x".repeat(3_997); 16];
        strings.push("x".repeat(n - 8 - 16 * 4_000 - 2));
        with("{a}", &json!({ "v": strings }))
    }),
    family(
        "bytes of variable names",
        65_536,
        Code::VariablesTooLarge,
        |n| {
            let name = "v".repeat(n - r#"{"":1}"#.len());
            let variables = Map::from_iter([(name, json!(1))]);
            Question {
                variables,
                ..text("{a}")
            }
        },
    ),
    family("items in variables", 250, Code::VariablesTooLarge, |n| {
        with("{a}", &json!({ "v": { "w": vec![1; n] } }))
    }),
    family("items in a literal", 250, Code::VariablesTooLarge, |n| {
        text(format!("{{a(b:{{c:[{}]}})}}", "1 ".repeat(n)))
    }),
    family("items in a default", 250, Code::VariablesTooLarge, |n| {
        text(format!("query($v:Int=[{}]){{a}}", "1 ".repeat(n)))
    }),
    family(
        "words run together in a list",
        250,
        Code::VariablesTooLarge,
        |n| text(format!("{{a(b:[{}])}}", "null".repeat(n))),
    ),
    family(
        "words run together in many lists",
        2_000,
        Code::QueryTooComplex,
        |n| {
            let lists = format!("[{}]", "null".repeat(199)).repeat(9);
            // 9 lists of 199 and one more, ten lists in a list.
            text(format!(
                "{{a(b:[{lists}[{}]])}}",
                "null".repeat(n - 9 * 200 - 2)
            ))
        },
    ),
    family(
        "characters in a variable",
        4_000,
        Code::VariablesTooLarge,
        |n| with("{a}", &json!({ "v": "x".repeat(n) })),
    ),
    family(
        "wide characters in a variable",
        4_000,
        Code::VariablesTooLarge,
        |n| with("{a}", &json!({ "v": ["🏊".repeat(n)] })),
    ),
    family(
        "characters in a literal",
        4_000,
        Code::VariablesTooLarge,
        |n| text(format!("{{a(b:\"{}\")}}", "x".repeat(n))),
    ),
    family(
        "characters in a block string",
        4_000,
        Code::VariablesTooLarge,
        |n| text(format!("{{a(b:[\"\"\"{}\"\"\"])}}", "x".repeat(n))),
    ),
    family(
        "characters in a directive",
        4_000,
        Code::VariablesTooLarge,
        |n| text(format!("{{a@x(b:\"{}\")}}", "x".repeat(n))),
    ),
    family(
        "characters in a default",
        4_000,
        Code::VariablesTooLarge,
        |n| text(format!("query($v:String=\"{}\"){{a}}", "x".repeat(n))),
    ),
];

const PAGES: &[Family] = &[
    family("first", 100, Code::PageSizeInvalid, |n| {
        text(format!("{{a(first:{n}){{b}}}}"))
    }),
    family("last", 100, Code::PageSizeInvalid, |n| {
        text(format!("{{a{{c(last:{n}){{b}}}}}}"))
    }),
    family("first in a fragment", 100, Code::PageSizeInvalid, |n| {
        text(format!("{{...F}}fragment F on Q{{a(first:{n}){{b}}}}"))
    }),
    family("first by variable", 100, Code::PageSizeInvalid, |n| {
        with("query($n:Int=1){a(first:$n){b}}", &json!({ "n": n }))
    }),
    family("first by default", 100, Code::PageSizeInvalid, |n| {
        text(format!("query($n:Int={n}){{a(first:$n){{b}}}}"))
    }),
    family("ids", 100, Code::PageSizeInvalid, |n| {
        text(format!("{{nodes(ids:[{}]){{id}}}}", "\"x\"".repeat(n)))
    }),
    family("ids by variable", 100, Code::PageSizeInvalid, |n| {
        with(
            "query($v:[ID!]!){nodes(ids:$v){id}}",
            &json!({ "v": vec!["x"; n] }),
        )
    }),
    family("pages in pages", 99, Code::QueryTooComplex, |n| {
        text(format!("{{a(first:100){{b(last:{n}){{id}}}}}}"))
    }),
    family("pages of plain values", 99, Code::QueryTooComplex, |n| {
        text(format!("{{a(first:100){{b(first:{n})}}}}"))
    }),
    family(
        "pages in pages through fragments",
        99,
        Code::QueryTooComplex,
        |n| {
            text(format!(
                "{{a(first:100){{...F}}}}fragment F on Q{{b(first:{n}){{id}}}}"
            ))
        },
    ),
    family("pages in edges", 97, Code::QueryTooComplex, |n| {
        text(format!(
            "{{a(first:100){{edges{{node{{b(first:{n}){{id}}}}}}}}}}"
        ))
    }),
    family(
        "pages in pages that state no size",
        22,
        Code::QueryTooComplex,
        |n| {
            let inner = format!("c(first:{n}){{id}}");
            text(format!(
                "{{a{{edges{{node{{b{{edges{{node{{{inner}}}}}}}}}}}}}}}"
            ))
        },
    ),
    family(
        "unstated pages through a fragment",
        22,
        Code::QueryTooComplex,
        |n| {
            let fragment = format!("fragment F on Q{{edges{{node{{c(first:{n}){{id}}}}}}}}");
            text(format!("{{a{{edges{{node{{b{{...F}}}}}}}}}}{fragment}"))
        },
    ),
];

/// All families, those of one limit together.
pub(super) fn families() -> impl Iterator<Item = &'static Family> {
    [TEXT, NESTING, NODES, DIRECTIVES, VALUES, PAGES]
        .into_iter()
        .flatten()
}
