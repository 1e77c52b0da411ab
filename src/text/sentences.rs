//! Where a text is cut into sentences.

use std::ops::Range;

/// The sentences of a text, each with the sign that ends it, and none of them empty.
///
/// A line's end ends one, and a full stop, question or exclamation mark that a space follows. It does not where a small
/// letter or a figure comes next ("approx. 2 years"), nor does a full stop that shortens a word ([`is_shortened`]).
pub fn sentences(text: &str) -> impl Iterator<Item = &str> + Clone {
    sentence_ranges(text).filter_map(|range| text.get(range))
}

/// Where the [`sentences`] of a text stand in it.
pub fn sentence_ranges(text: &str) -> impl Iterator<Item = Range<usize>> + Clone {
    let bytes = text.as_bytes();
    let (mut start, mut line_end) = (0, 0);
    std::iter::from_fn(move || {
        while start < bytes.len() {
            if start == line_end {
                line_end = memchr::memchr(b'\n', bytes.get(start..)?).map_or(bytes.len(), |at| start + at + 1);
            }
            let marks = memchr::memchr3_iter(b'.', b'!', b'?', bytes.get(start..line_end)?);
            let end = marks.map(|mark| start + mark).find(|mark| ends(text, start, *mark));
            let range = start..end.map_or(line_end, |mark| mark + 1);
            start = range.end;
            if text.get(range.clone()).is_some_and(|words| !words.trim().is_empty()) {
                return Some(range);
            }
        }
        None
    })
}

/// Whether a mark ends the sentence that starts at a place.
fn ends(text: &str, start: usize, mark: usize) -> bool {
    let after = text.get(mark + 1..).unwrap_or_default();
    let goes_on = |c: char| c.is_lowercase() || c.is_ascii_digit();
    let shortens = || text.get(mark..=mark) == Some(".") && text.get(start..mark).is_some_and(is_shortened);
    after.starts_with(char::is_whitespace) && !after.trim_start().starts_with(goes_on) && !shortens()
}

/// Whether a full stop behind these words shortens the last of them: "max", "o.a", "ca", a single letter.
pub fn is_shortened(before: &str) -> bool {
    const MOST_LETTERS: usize = 2;
    let last = before.rsplit([' ', '(', '\u{a0}', '\n']).next().unwrap_or_default();
    let is_letter = || last.chars().all(char::is_alphabetic) && last.chars().nth(1).is_none();
    let is_dotted = || last.contains('.') && last.split('.').all(|part| part.chars().count() <= MOST_LETTERS);
    is_letter()
        || is_dotted()
        || matches!(
            last.to_lowercase().as_str(),
            "max" | "ca" | "env" | "ex" | "bzw" | "inc" | "ltd" | "approx" | "min" | "zb" | "art" | "nr"
        )
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let cut: Vec<&str> = sentences(text).map(str::trim).collect();
        assert_eq!(cut, expected);
    }

    #[test]
    fn marks_and_lines_end_sentences() {
        check(
            "Ce site est public. Il ne dépose rien ! Et voilà\nFin",
            &["Ce site est public.", "Il ne dépose rien !", "Et voilà", "Fin"],
        );
        check("It lies on shop.example. It stays.", &["It lies on shop.example.", "It stays."]);
        check("\n\n", &[]);
    }

    #[test]
    fn shortened_words_end_none() {
        check("Some (e.g. _ga, z. B. _gid) last max. 2 years.", &["Some (e.g. _ga, z. B. _gid) last max. 2 years."]);
    }
}
