//! Where a text is cut into sentences.

use std::ops::Range;

/// The sentences of a text, each with the sign that ends it, and none of them empty.
///
/// A line's end ends one, and a full stop, question or exclamation mark that a space follows. None does where a small letter
/// comes next, nor a full stop that shortens the word before it ("art. 82", "z. B. Matomo"). Spaces around them stay.
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
    let before = text.get(start..mark).unwrap_or_default();
    let Some(next) = after.trim_start().chars().next().filter(|_| after.starts_with(char::is_whitespace)) else {
        return after.is_empty();
    };
    let is_stop = text.get(mark..=mark) == Some(".");
    match next {
        _ if next.is_lowercase() => false,
        // "art. 82", "§ 25 Abs. 2", "approx. 2 years"
        _ if next.is_ascii_digit() => !(is_stop && (is_shortened(before) || is_short(last_word(before)))),
        _ if next.is_uppercase() => !(is_stop && leads_on(before)),
        _ => !(is_stop && is_shortened(before)),
    }
}

/// The word that some words end with. Empty where they end with a space.
fn last_word(words: &str) -> &str {
    words.rsplit([' ', '(', '\u{a0}', '\n', '"', '“', '„', '«']).next().unwrap_or_default()
}

/// Whether a word is one letter.
fn is_letter(word: &str) -> bool {
    word.chars().all(char::is_alphabetic) && word.chars().count() == 1
}

/// Whether a word is as short as abbreviations are.
fn is_short(word: &str) -> bool {
    const MOST_LETTERS: usize = 3;
    !word.is_empty() && word.chars().all(char::is_alphabetic) && word.chars().nth(MOST_LETTERS).is_none()
}

/// Abbreviations that stand before a name or a figure, in small letters: no sentence ends with them.
const LEADING: &[&str] = &[
    "abs", "ang", "art", "bijv", "bzw", "cf", "e.g", "ex", "f.eks", "gem", "i.e", "incl", "inkl", "lit", "m.in",
    "např", "np", "npr", "nr", "odst", "p.ej", "p.es", "p.ex", "pl", "resp", "t.ex", "tj", "tzn", "tzv", "u.a", "vgl",
    "z.b", "zb", "π.χ",
];

/// Whether a full stop behind these words ends no sentence, though a capital follows: "z. B. Matomo", "bzw. Token".
fn leads_on(before: &str) -> bool {
    let last = last_word(before);
    let above = before.get(..before.len() - last.len()).unwrap_or_default().trim_end();
    // "z. B. Matomo": a small letter alone, and one behind it.
    let is_first =
        || is_letter(last) && last.chars().all(char::is_lowercase) && !above.ends_with(|c: char| c.is_ascii_digit());
    let is_second = || is_letter(last) && above.strip_suffix('.').is_some_and(|above| is_letter(last_word(above)));
    LEADING.contains(&last.to_lowercase().as_str()) || is_first() || is_second()
}

/// Whether a full stop behind these words shortens the last of them: "max", "o.a", "ca", a single letter.
pub fn is_shortened(before: &str) -> bool {
    const MOST_LETTERS: usize = 2;
    let last = last_word(before);
    let is_dotted = || last.contains('.') && last.split('.').all(|part| part.chars().count() <= MOST_LETTERS);
    let lower = last.to_lowercase();
    is_letter(last)
        || is_dotted()
        || LEADING.contains(&lower.as_str())
        || matches!(lower.as_str(), "max" | "ca" | "env" | "inc" | "ltd" | "approx" | "min")
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
        check("Esempio S.p.A. Questo sito dura 24 h. Fine", &["Esempio S.p.A.", "Questo sito dura 24 h.", "Fine"]);
        check(
            "Kept for 30 min. It is needed . We set none .",
            &["Kept for 30 min.", "It is needed .", "We set none ."],
        );
        check("We set none. 3 rue de la Paix", &["We set none.", "3 rue de la Paix"]);
        check("\n\n", &[]);
    }

    #[test]
    fn shortened_words_end_none() {
        check("Some (e.g. _ga, z. B. _gid) last max. 2 years.", &["Some (e.g. _ga, z. B. _gid) last max. 2 years."]);
        check("Nach § 25 Abs. 2 Nr. 2 TDDDG. Ende", &["Nach § 25 Abs. 2 Nr. 2 TDDDG.", "Ende"]);
        check("Dienste wie z. B. Matomo bzw. Piwik", &["Dienste wie z. B. Matomo bzw. Piwik"]);
    }
}
