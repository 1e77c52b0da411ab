//! Which lines may name a cookie: most name none, and are not cut into words.

use super::sentence::tells_time;
use super::word::{Letters, calls_known, candidates};
use super::{MOST_WORDS, is_word};
use crate::charter::lexicon::Languages;
use crate::charter::line::Line;
use crate::charter::name;
use crate::charter::outline::Marked;
use crate::names;
use std::ops::Range;

/// Whether some word of a line may be the first taken for a name, by its signs alone: marked as code, with an underscore,
/// quoted, behind a label in parentheses, or in capitals (six, or fewer before a note in parentheses, or known). Most lines
/// of a page hold none, and are not cut into words.
pub(super) fn may_name(line: &Line<'_>) -> bool {
    let words = line.words.as_bytes();
    let noted = memchr::memchr(b'(', words).is_some();
    let most = if noted { 2 } else { 6 };
    let is_capital = |byte: &u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    // What nearly all bytes are.
    let is_plain = |byte: &u8| matches!(byte, b'a'..=b'z' | b' ' | b',' | b'.' | 0xc3);
    let beside = |at: usize| words.get(at).copied().unwrap_or(b' ');
    let mut stands_out = words.iter().enumerate().filter(|(_, byte)| !is_plain(byte)).map(|(at, byte)| {
        let (before, after) = (at.checked_sub(1).map_or(b' ', beside), beside(at + 1));
        match byte {
            b'_' | b'"' | b'`' => true,
            // "cookies shop-settings- {time}"
            b'{' | b'[' => before == b'-' || before == b' ' && at.checked_sub(2).is_some_and(|at| beside(at) == b'-'),
            // "another cookie, isMobile, is set"
            b'A'..=b'Z' if before.is_ascii_lowercase() => true,
            // "shop-basket-v2 keeps what you chose"
            b'0'..=b'9' if before == b'v' && at.checked_sub(2).is_some_and(|at| beside(at) == b'-') => true,
            b'A'..=b'Z' | b'0'..=b'9' => {
                let run = words.get((at + 1).saturating_sub(most)..=at);
                run.is_some_and(|run| run.len() == most && run.iter().all(is_capital)) || opens_known(line.words, at)
            }
            // An apostrophe inside a word quotes nothing: "l'audience", "l'éditeur".
            b'\'' => {
                !(before.is_ascii_alphanumeric() && (after.is_ascii_alphanumeric() || (0xc3..0xe0).contains(&after)))
            }
            // The first bytes of « and of “, ”, „, ‘.
            0xc2 => after == 0xab,
            0x80 => before == 0xe2 && matches!(after, 0x98 | 0x9c..=0x9e),
            _ => false,
        }
    });
    line.marks.iter().any(|mark| mark.marked == Marked::Code || is_word(line, mark))
        || noted && memchr::memchr(b':', words).is_some()
        || stands_out.any(|stands_out| stands_out)
        || calls_known(line.words)
}

/// Whether a word of three capitals or more that everyone knows as a cookie's name begins at a place: "the IDE cookie".
fn opens_known(words: &str, at: usize) -> bool {
    const FEWEST_CAPITALS: usize = 3;
    let (Some(before), Some(word)) = (words.get(..at), words.get(at..)) else { return false };
    let length = word.bytes().take_while(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit()).count();
    length >= FEWEST_CAPITALS
        && !before.ends_with(|letter: char| letter.is_alphanumeric())
        && word.get(..length).is_some_and(names::is_known)
}

/// Whether words list names, each with its time: `sid_key` (24h), `_lang` (30 jours).
pub(super) fn lists_times(words: &str, languages: Languages) -> bool {
    timed_names(words, languages).nth(1).is_some()
}

/// The names among some words that have a time of their own behind them.
pub(super) fn timed_names(words: &str, languages: Languages) -> impl Iterator<Item = Range<usize>> + '_ {
    let is_timed_name = move |word: &Range<usize>| {
        words
            .get(word.clone())
            .is_some_and(|text| Letters::of(text) == Letters::Strange && name::looks_like(text) >= 0.9)
            && tells_time(words.get(word.end..).unwrap_or_default(), languages)
    };
    // Each has an underscore, and its time in parentheses; most lines have neither.
    let may_be = memchr::memchr(b'_', words.as_bytes()).is_some() && memchr::memchr(b'(', words.as_bytes()).is_some();
    candidates(if may_be { words } else { "" }, languages).take(MOST_WORDS).filter(is_timed_name)
}
