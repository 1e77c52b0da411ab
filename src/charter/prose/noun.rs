//! Names before the word for cookies: "the IDE cookie", "das sid-Cookie", "SID- och HSID-kakorna".

use crate::charter::lexicon::Languages;
use crate::charter::{kind, name};
use crate::names;
use crate::text;
use std::ops::Range;

/// What may stand around a name in a list.
const SIGNS: [char; 15] = ['-', ',', '(', ')', '«', '»', '“', '”', '„', '"', '‘', '’', '\'', '`', '\u{a0}'];

/// Capitals that are known as the names of cookies, and better as something else.
const ABBREVIATIONS: [&str; 3] = ["AID", "GPS", "SSID"];

/// The name in a compound with the word for cookies, in any of its forms: `_ga` of "_ga-kakan". Any other word is whole.
pub(super) fn without_noun(word: &str, languages: Languages) -> &str {
    split(word, languages).map_or(word, |(name, _)| name)
}

/// Whether a sentence on a name and the word for cookies begins a line: "`_ga` cookies count visits", "_ga-kakan räknar besök".
/// "_ga cookie Example Analytics" and "consent-cookie – keeps your choice" are no sentences.
pub(in crate::charter) fn goes_on_with_cookie(name: &str, rest: &str, languages: Languages) -> bool {
    let rest = rest.trim_start_matches(['`', '"', '”', '’', ' ', '\u{a0}']);
    let (next, behind) = rest.split_once(' ').unwrap_or((rest, ""));
    let is_verb = |words: &str| words.starts_with(char::is_lowercase);
    let is_word = next.starts_with(char::is_alphabetic) && next.ends_with(char::is_alphabetic);
    is_compound(name, languages) && is_verb(rest) || is_word && is_verb(behind) && kind::names_cookie(next, languages)
}

/// Whether a word is a name and the word for cookies in one: "sid-Cookie".
fn is_compound(word: &str, languages: Languages) -> bool {
    split(word, languages).is_some()
}

/// The two parts of a compound with the word for cookies.
fn split(word: &str, languages: Languages) -> Option<(&str, &str)> {
    const LONGEST_NOUN: usize = 24;
    let (name, noun) = word.rsplit_once('-')?;
    let is_noun = noun.len() <= LONGEST_NOUN && noun.chars().all(char::is_alphabetic) && !names::is_known(word);
    (!name.is_empty() && is_noun && kind::names_cookie(noun, languages)).then_some((name, noun))
}

/// The bytes at the end of a word that wait for the word for cookies behind another name: the hyphen of "SID-" in "SID- und
/// HSID-Cookies".
pub(super) fn suspended(words: &str, word: &Range<usize>, languages: Languages) -> usize {
    let waits = words.get(word.clone()).is_some_and(|text| text.len() > 2 && text.ends_with('-'));
    let mut next = words.get(word.end..).filter(|_| waits).unwrap_or_default().split_whitespace();
    let is_joined = next.next().is_some_and(|joint| name::is_joint(joint, languages));
    let is_said = is_joined && next.next().is_some_and(|word| is_compound(word.trim_end_matches(SIGNS), languages));
    usize::from(is_said)
}

/// Whether a word that everyone knows as a cookie's name stands before the word for cookies, alone or listed with others:
/// "the NID and SID cookies". A short one is written in capitals, as "i cookie" is Italian, and what any site calls its cookies,
/// "UID cookies", needs another beside it.
pub(super) fn is_before_cookie(words: &str, word: &Range<usize>, languages: Languages) -> bool {
    const REACH: usize = 120;
    let text = words.get(word.clone()).unwrap_or_default();
    // "We never set IDE cookies."
    if !is_well_known(text) || !words.contains(char::is_lowercase) || languages.denies(words) {
        return false;
    }
    let after = text::head(words.get(word.end..).unwrap_or_default(), REACH);
    let mut next = after.split_whitespace().map(|word| word.trim_matches(SIGNS)).filter(|word| !word.is_empty());
    let mut is_sure = !is_everyday(text);
    let noun = next.find(|word| {
        let name = without_noun(word.trim_end_matches('-'), languages);
        is_sure |= is_well_known(name) && !is_everyday(name);
        let is_listed = name::is_joint(word, languages) || name == *word && is_well_known(name);
        !is_listed
    });
    noun.is_some_and(|noun| kind::names_cookie(noun, languages)) && is_sure
}

/// Whether a word is known as the name of a cookie, and written as few others are.
fn is_well_known(text: &str) -> bool {
    const FEWEST_CAPITALS: usize = 3;
    let is_capitals = text::is_capitals(text);
    let is_one_of_few = || text.len() >= FEWEST_CAPITALS && !ABBREVIATIONS.contains(&text);
    names::is_known(text) && if is_capitals { is_one_of_few() } else { name::looks_like(text) >= 0.7 }
}

/// Whether any site may call a cookie so.
fn is_everyday(text: &str) -> bool {
    names::EVERYDAY.contains(&text.to_ascii_lowercase().as_str())
}
