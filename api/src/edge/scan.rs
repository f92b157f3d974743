//! Adds up a document's brackets and tokens without parsing it.
//!
//! The parser behind us recurses once per bracket, so its stack must be protected by something
//! that does not recurse: one pass over the bytes that knows strings, block strings and comments.
//! Where this scanner and the parser could read a byte differently, the text is refused.

/// What the bytes of a document add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Names, numbers, strings and punctuation.
    pub tokens: usize,
    /// Most brackets of any kind open at the same time.
    pub nesting: usize,
    /// `@` signs outside strings and comments.
    pub directives: u64,
}

/// The text has a string that does not end.
///
/// Such a text is never GraphQL, but a parser may try to read an unclosed `"""` as the empty
/// string and another string, and would find brackets where this scanner sees only text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnclosedString;

/// Adds up a document.
///
/// # Errors
///
/// Refuses a text with a string that does not end.
pub fn scan(text: &[u8]) -> Result<Tally, UnclosedString> {
    let mut tally = Tally::default();
    let mut open: usize = 0;
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        rest = match (first, after) {
            (b' ' | b'\t' | b'\n' | b'\r' | b',', _) => after,
            // The byte order mark counts as white space.
            (0xEF, [0xBB, 0xBF, after @ ..]) => after,
            (b'#', _) => skip_while(after, |byte| byte != b'\n' && byte != b'\r'),
            (b'"', [b'"', b'"', content @ ..]) => {
                tally.tokens += 1;
                after_block_string(content)?
            }
            (b'"', _) => {
                tally.tokens += 1;
                after_string(after)?
            }
            (b'{' | b'[' | b'(', _) => {
                tally.tokens += 1;
                open += 1;
                tally.nesting = tally.nesting.max(open);
                after
            }
            (b'}' | b']' | b')', _) => {
                tally.tokens += 1;
                // A stray closing bracket ends the parser's work too, so it may count as nothing.
                open = open.saturating_sub(1);
                after
            }
            (b'.', [b'.', b'.', after @ ..]) => {
                tally.tokens += 1;
                after
            }
            (b'-' | b'0'..=b'9', _) => {
                tally.tokens += 1;
                after_number(after)
            }
            (b'_' | b'a'..=b'z' | b'A'..=b'Z', _) => {
                tally.tokens += 1;
                skip_while(after, |byte| byte == b'_' || byte.is_ascii_alphanumeric())
            }
            (b'@', _) => {
                tally.tokens += 1;
                tally.directives += 1;
                after
            }
            _ => {
                tally.tokens += 1;
                after
            }
        };
    }
    Ok(tally)
}

fn skip_while(text: &[u8], belongs: impl Fn(u8) -> bool) -> &[u8] {
    let end = text
        .iter()
        .position(|&byte| !belongs(byte))
        .unwrap_or(text.len());
    &text[end..]
}

fn after_string(mut text: &[u8]) -> Result<&[u8], UnclosedString> {
    loop {
        text = match text {
            [b'"', after @ ..] => return Ok(after),
            [] | [b'\n' | b'\r', ..] => return Err(UnclosedString),
            [b'\\', _, after @ ..] | [_, after @ ..] => after,
        };
    }
}

fn after_block_string(mut text: &[u8]) -> Result<&[u8], UnclosedString> {
    loop {
        text = match text {
            [b'"', b'"', b'"', after @ ..] => return Ok(after),
            [] => return Err(UnclosedString),
            [b'\\', b'"', b'"', b'"', after @ ..] | [_, after @ ..] => after,
        };
    }
}

/// Skips the rest of a number whose first digit or sign has been read.
fn after_number(text: &[u8]) -> &[u8] {
    let is_digit = |byte: u8| byte.is_ascii_digit();
    let mut text = skip_while(text, is_digit);
    if let [b'.', b'0'..=b'9', after @ ..] = text {
        text = skip_while(after, is_digit);
    }
    match text {
        [b'e' | b'E', b'+' | b'-', b'0'..=b'9', after @ ..]
        | [b'e' | b'E', b'0'..=b'9', after @ ..] => skip_while(after, is_digit),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;
    use proptest::prelude::*;

    use super::*;

    fn tally(text: &str) -> (usize, usize, u64) {
        let tally = scan(text.as_bytes()).unwrap();
        (tally.tokens, tally.nesting, tally.directives)
    }

    #[test]
    fn an_empty_text_adds_up_to_nothing() {
        assert_eq!(tally(""), (0, 0, 0));
        assert_eq!(tally(" ,\t\r\n\u{feff}# {{{ @a\r"), (0, 0, 0));
    }

    #[test]
    fn brackets_of_every_kind_nest() {
        assert_eq!(tally("{a(b:[{c:1}])}"), (14, 4, 0));
        assert_eq!(tally("{a} {b}"), (6, 1, 0));
        assert_eq!(tally("}}}{"), (4, 1, 0));
    }

    #[test]
    fn strings_hide_what_is_in_them() {
        assert_eq!(tally(r#"{a(b:"[[[ @x # \" [[[")}"#), (8, 2, 0));
        assert_eq!(tally(r#"{a(b:"\\")}"#), (8, 2, 0));
        assert_eq!(tally(r#"{a(b:"" c:"[")}"#), (11, 2, 0));
    }

    #[test]
    fn block_strings_hide_what_is_in_them() {
        assert_eq!(
            tally("{a(b:\"\"\"[[[ \" \"\" \n @x # \\\"\"\" [[[\"\"\")}"),
            (8, 2, 0)
        );
        assert_eq!(tally("{a(b:\"\"\"\"\"\")}"), (8, 2, 0));
        assert_eq!(tally("{a(b:\"\"\"\\\\\"\"\"\"\"\")}"), (8, 2, 0));
    }

    #[test]
    fn comments_hide_what_is_in_them_to_the_end_of_the_line() {
        assert_eq!(tally("{a # {{{ \" \"\"\" @x\n}"), (3, 1, 0));
        assert_eq!(tally("{a # {{{ \r{b}}"), (6, 2, 0));
    }

    #[test]
    fn a_string_that_does_not_end_is_refused() {
        for text in [
            "\"",
            "\"abc",
            "\"abc\n\"",
            "\"\\",
            "\"\"\"",
            "\"\"\"x\"\"",
            "\"\"\"\\\"\"\"",
        ] {
            assert_eq!(scan(text.as_bytes()), Err(UnclosedString), "{text:?}");
        }
    }

    #[test]
    fn numbers_spreads_and_directives_are_single_tokens() {
        assert_eq!(tally("-1.5e+10"), (1, 0, 0));
        assert_eq!(tally("1 2.25 3E9"), (3, 0, 0));
        assert_eq!(tally("...F"), (2, 0, 0));
        assert_eq!(tally("a@b@c"), (5, 0, 2));
    }

    /// Pieces that are likely to confuse a scanner when put side by side.
    fn pieces() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "{", "}", "[", "]", "(", ")", "\"", "\"\"", "\"\"\"", "\\", "\\\"", "\\\"\"\"", "#",
            "\n", "\r", " ", ",", "...", "@", "$", ":", "!", "=", "a", "on", "query", "fragment",
            "null", "1", "-", ".5", "e9", "é", "\u{feff}",
        ]);
        prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
    }

    /// A selection set drawn as text, with the brackets it truly opens.
    fn selections() -> impl Strategy<Value = (String, usize)> {
        let leaf = prop::sample::select(vec![
            ("a", 0),
            ("a(b: \"}}[[\")", 1),
            ("a(b: \"\"\"{{ \" \\\"\"\" \"\"\")", 1),
            ("a # {{[[\n", 0),
            ("a(b: [1 [2]])", 3),
            ("a @include(if: true)", 1),
        ])
        .prop_map(|(text, nesting)| (text.to_owned(), nesting));
        leaf.prop_recursive(6, 30, 3, |inner| {
            prop::collection::vec(inner, 1..4).prop_map(|parts| {
                let nesting = parts.iter().map(|(_, nesting)| *nesting).max().unwrap_or(0);
                let text: Vec<String> = parts.into_iter().map(|(text, _)| text).collect();
                (format!("b {{ {} }}", text.join(" ")), nesting + 1)
            })
        })
    }

    proptest! {
        #[test]
        fn any_bytes_are_added_up(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            if let Ok(tally) = scan(&bytes) {
                prop_assert!(tally.tokens <= bytes.len());
                prop_assert!(tally.nesting <= tally.tokens);
            }
        }

        #[test]
        fn the_verdict_is_stable(text in pieces()) {
            prop_assert_eq!(scan(text.as_bytes()), scan(text.as_bytes()));
        }

        #[test]
        fn what_parses_is_never_an_unclosed_string(text in pieces()) {
            if parse_query(&text).is_ok() {
                prop_assert!(scan(text.as_bytes()).is_ok());
            }
        }

        #[test]
        fn nesting_is_what_the_parser_finds((text, nesting) in selections()) {
            let text = format!("{{ {text} }}");
            prop_assert!(parse_query(&text).is_ok(), "{}", text);
            prop_assert_eq!(scan(text.as_bytes()).unwrap().nesting, nesting + 1);
        }
    }
}
