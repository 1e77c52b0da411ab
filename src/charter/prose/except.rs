//! The name that a sentence takes out of what it says of several: "sid and _lang end with the session, except _lang, which stays
//! for a year".

use crate::charter::lexicon::Languages;
use crate::text::Tokens;
use std::ops::Range;

/// Where a sentence takes one of its names out again, in bytes of the line: behind "except", or a small word after it. `None` where
/// it takes out none.
pub(super) fn place(
    line: &str,
    sentence: &Range<usize>,
    names: &[Range<usize>],
    languages: Languages,
) -> Option<Range<usize>> {
    const MOST_NAMES: usize = 20;
    let again = |name: &Range<usize>| {
        let (text, from) = (line.get(name.clone())?, name.end);
        let at = from + line.get(from..sentence.end)?.find(text)?;
        is_excepted(line.get(from..at)?, languages).then_some(at..at + text.len())
    };
    if names.len() < 2 {
        return None;
    }
    names.iter().take(MOST_NAMES).find_map(again)
}

/// Whether "except" stands last of some words, but for a small one.
fn is_excepted(before: &str, languages: Languages) -> bool {
    const NEAR: usize = 2;
    let tokens = Tokens::of(before);
    let ends_near = |end: usize| end + NEAR > tokens.len();
    languages
        .near()
        .any(|index| index.conditions.each(&tokens, 0..tokens.len()).any(|phrase| ends_near(phrase.tokens.end)))
}
