//! How long the guard takes to refuse the five documents that must not reach the engine.
//!
//! The bar is 5 ms each (trust.md §4.3 Q1); one admitted document stands beside them to compare.

use std::hint::black_box;

use api::edge::{Limits, Question, admit};
use criterion::{BatchSize, Criterion, criterion_group, criterion_main};

/// 1,600 lists inside one another, 3.2 KB.
fn nested_list() -> String {
    format!("{{ping(a:{}1{})}}", "[".repeat(1_600), "]".repeat(1_600))
}

/// 1,600 objects inside one another.
fn nested_object() -> String {
    format!("{{ping(a:{}1{})}}", "{a:".repeat(1_600), "}".repeat(1_600))
}

/// 24 fragments that each spread the next one twice.
fn fragment_bomb() -> String {
    let fragments: Vec<String> = (0..24)
        .map(|ix| format!("fragment F{ix} on Query{{...F{0} ...F{0}}}", ix + 1))
        .collect();
    let fragments = fragments.concat();
    format!("{{...F0}}{fragments}fragment F24 on Query{{ping}}")
}

/// 20,000 directives on an inline fragment.
fn directives() -> String {
    format!("{{...{}{{ping}}}}", "@a".repeat(20_000))
}

/// A page of 100,000 objects.
fn huge_page() -> String {
    "{kids(first:100000){id}}".to_owned()
}

/// What a front-end would ask.
fn ordinary() -> String {
    "query Cases($n: Int = 20) { cases(first: $n) { edges { node { id reference stage \
     participants(first: 10) { edges { node { id role } } } } } pageInfo { endCursor } } }"
        .to_owned()
}

/// The longest run of ignored characters, which a parser may read several times.
fn white_space() -> String {
    format!("{{a{}}}", " ,\n#\n".repeat(6_000))
}

fn guard(criterion: &mut Criterion) {
    let limits = Limits::default();
    let documents = [
        ("nested list", nested_list()),
        ("nested object", nested_object()),
        ("fragment bomb", fragment_bomb()),
        ("20,000 directives", directives()),
        ("first: 100000", huge_page()),
        ("white space", white_space()),
        ("ordinary, admitted", ordinary()),
    ];
    for (name, query) in documents {
        let question = Question {
            query,
            ..Question::default()
        };
        criterion.bench_function(name, |bencher| {
            bencher.iter_batched(
                || question.clone(),
                |question| black_box(admit(&limits, question).is_ok()),
                BatchSize::SmallInput,
            );
        });
    }
}

criterion_group!(benches, guard);
criterion_main!(benches);
