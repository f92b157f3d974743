//! Text that people write: never blank, of a bounded length, without characters nobody can see.

use entities::Personal;

use super::casework::RecordRefused;

/// Characters in a line or two.
pub(crate) const LINES: usize = 500;

/// Characters on a page, and in one text that comes in.
pub(crate) const PAGE: usize = 4_000;

/// Characters in the notes of a meeting, which come in by paragraphs.
pub(crate) const PAGES: usize = 20_000;

/// Whether nobody can see a character, or it turns round what others read: text with it is refused,
/// because two texts would look alike, or nothing like text.
///
/// The joiners U+200C and U+200D are no such characters: some scripts are misspelt without them.
pub(crate) fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(
            letter,
            '\u{ad}'
                | '\u{200b}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2060}'..='\u{2064}'
                | '\u{2066}'..='\u{2069}'
                | '\u{feff}'
        )
}

/// Whether a character joins its neighbours or keeps them apart, and is nothing by itself.
fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{200c}' | '\u{200d}')
}

/// Whether there is anything to see in a text.
pub(crate) fn shows(text: &str) -> bool {
    let is_seen =
        |letter: char| !letter.is_whitespace() && !is_unseen(letter) && !is_joiner(letter);
    text.contains(is_seen)
}

/// Whether a text is at most so long and has nothing unseen in it but line breaks.
pub(crate) fn is_paragraph(text: &str, most: usize) -> bool {
    let is_odd = |letter: char| is_unseen(letter) && letter != '\n';
    text.chars().count() <= most && !text.contains(is_odd)
}

/// The same of a single line.
pub(crate) fn is_line(text: &str, most: usize) -> bool {
    text.chars().count() <= most && !text.contains(is_unseen)
}

/// What is left of a text when nothing in it is unseen: to find that two are alike.
pub(crate) fn seen(text: &str) -> String {
    let letters = text.chars().map(|letter| match letter {
        ' ' | '\t' | '\n' | '\r' => ' ',
        letter => letter,
    });
    letters
        .filter(|&letter| !is_unseen(letter) && !is_joiner(letter))
        .collect()
}

/// A text that people can read: not blank, not too long, and with nothing unseen but line breaks.
pub(crate) fn readable(text: &str, most: usize) -> Option<Personal> {
    let text = text.trim();
    (shows(text) && is_paragraph(text, most)).then(|| Personal::new(text))
}

/// Text of at most so many characters; line breaks stay, other characters nobody can see are refused.
pub(crate) fn text(
    text: &str,
    most: usize,
    field: &'static str,
) -> Result<Personal, RecordRefused> {
    let trimmed = text.trim();
    let wrong = |code, sentence| RecordRefused::Wrong {
        field,
        code,
        sentence,
    };
    if !shows(trimmed) {
        let sentence = "There has to be a text here (record of what people say).".to_owned();
        return Err(wrong("TEXT_MISSING", sentence));
    }
    if !is_paragraph(trimmed, most) {
        let sentence = format!(
            "A text here has at most {most} characters, and none but letters, signs and line breaks \
             (record of what people say)."
        );
        return Err(wrong("TEXT_UNREADABLE", sentence));
    }
    Ok(Personal::new(trimmed))
}

/// The same where nothing may be said.
pub(crate) fn maybe(
    text: Option<&str>,
    most: usize,
    field: &'static str,
) -> Result<Option<Personal>, RecordRefused> {
    text.map(|given| self::text(given, most, field)).transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_there_and_bounded_and_seen() {
        for (given, most, code) in [
            ("ok", 2, None),
            ("  ok ", 2, None),
            ("two\nlines", 20, None),
            ("", 2, Some("TEXT_MISSING")),
            (" \n ", 2, Some("TEXT_MISSING")),
            ("long", 3, Some("TEXT_UNREADABLE")),
            ("bell\u{7}", 20, Some("TEXT_UNREADABLE")),
            ("\u{200b}", 20, Some("TEXT_MISSING")),
            ("\u{200d} \u{2060}\u{feff}", 20, Some("TEXT_MISSING")),
            ("soft\u{ad}hyphen", 20, Some("TEXT_UNREADABLE")),
            ("\u{202e}turned", 20, Some("TEXT_UNREADABLE")),
            // Persian and Hindi words need these.
            ("می\u{200c}خواهم", 20, None),
            ("क्\u{200d}ष", 20, None),
        ] {
            let refused = text(given, most, "text").err().map(|refused| {
                use crate::domain::Refusal as _;
                refused.code()
            });
            assert_eq!(refused, code, "{given:?}");
            assert_eq!(readable(given, most).is_some(), code.is_none(), "{given:?}");
        }
        assert_eq!(maybe(None, 1, "text").ok().flatten(), None);
    }

    #[test]
    fn what_nobody_sees_is_refused_wherever_it_stands() {
        let refused = [
            '\u{0}', '\u{7f}', '\u{85}', '\u{ad}', '\u{200b}', '\u{202a}', '\u{202b}', '\u{202c}',
            '\u{202d}', '\u{202e}', '\u{2060}', '\u{2061}', '\u{2062}', '\u{2063}', '\u{2064}',
            '\u{2066}', '\u{2067}', '\u{2068}', '\u{2069}', '\u{feff}',
        ];
        for letter in refused {
            let text = format!("Ada{letter}Byron");
            assert!(!is_line(&text, 20) && !is_paragraph(&text, 20), "{text:?}");
            assert_eq!(seen(&text), "AdaByron", "{text:?}");
        }
        for letter in [
            'a', 'ß', 'é', 'ع', '字', '\u{200c}', '\u{200d}', '\u{2065}', '\u{301}',
        ] {
            let text = format!("Ada{letter}Byron");
            assert!(is_line(&text, 20) && is_paragraph(&text, 20), "{text:?}");
        }
        assert!(is_paragraph("two\nlines", 20) && !is_line("two\nlines", 20));
        assert!(!is_line("long", 3) && !is_paragraph("long", 3));
        assert_eq!(seen("Ada\nBy\u{200d}ron"), "Ada Byron");
    }
}
