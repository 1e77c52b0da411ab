//! The companies and services that charters name in passing. Only consulted where no column, label or heading tells the
//! provider.

use crate::charter::lexicon::Filter;
use crate::text::{self, Tokens};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The names, one a line.
const NAMES: &str = include_str!("known.txt");

/// The title, when it is a well-known provider and nothing else.
pub(in crate::charter) fn known_whole(title: &str) -> Option<String> {
    known(title).filter(|name| is_whole(name, title))
}

/// See [`known_whole`], of a text that is cut already.
pub(in crate::charter) fn known_whole_in(title: &Tokens) -> Option<String> {
    known_in(title).filter(|name| is_whole(name, title.text()))
}

fn is_whole(name: &str, title: &str) -> bool {
    name.len() + 4 >= title.trim().len()
}

/// The well-known provider named first in a text, as the text writes it.
pub(in crate::charter) fn known(words: &str) -> Option<String> {
    known_in(&Tokens::first(words, MOST_WORDS + LONGEST_KNOWN))
}

/// Further words of a text are not looked at.
const MOST_WORDS: usize = 60;

/// See [`known`], of a text that is cut already.
pub(in crate::charter) fn known_in(tokens: &Tokens) -> Option<String> {
    static BY_FIRST: OnceLock<ByFirst> = OnceLock::new();
    let by_first = BY_FIRST.get_or_init(ByFirst::of_known);
    let words = tokens.text();
    for at in 0..tokens.len().min(MOST_WORDS) {
        let longest = by_first.get(tokens.hash(at)).iter().filter_map(|name| {
            let length = name.words.split(' ').count();
            let fits = name.words.split(' ').enumerate().all(|(place, word)| tokens.plain(at + place) == word);
            let is_meant = || !name.is_ordinary || is_name(words, tokens, at);
            (fits && is_meant()).then_some(length)
        });
        if let Some(length) = longest.max() {
            return words.get(tokens.span(at..at + length)).map(str::to_owned);
        }
        if let Some(apart) =
            written_apart(words, tokens, at).filter(|name| by_first.has_whole(&text::plain(&name.replace(' ', ""))))
        {
            return Some(apart.to_owned());
        }
    }
    None
}

/// Two words with a capital each, as a name of two capitals is written apart: "Add This".
fn written_apart<'a>(words: &'a str, tokens: &Tokens, at: usize) -> Option<&'a str> {
    let name = words.get(tokens.span(at..(at + 2).min(tokens.len())))?;
    // Most words begin with a small letter.
    let (first, second) =
        name.starts_with(|first: char| first.is_ascii_uppercase()).then(|| name.split_once(' '))??;
    let is_part = |part: &str| {
        part.len() > 2
            && part
                .bytes()
                .enumerate()
                .all(|(place, byte)| if place == 0 { byte.is_ascii_uppercase() } else { byte.is_ascii_lowercase() })
    };
    // "Consent Manager", "Cookie First" may be what anyone calls such a thing.
    (is_part(first) && is_part(second) && !matches!(first, "Consent" | "Cookie")).then_some(name)
}

/// Whether a word is written as a name and is no part of a longer one: "set by Segment", not "the Customer Segment ID".
fn is_name(words: &str, tokens: &Tokens, at: usize) -> bool {
    let is_capital =
        |at: usize| words.get(tokens.span(at..at + 1)).is_some_and(|word| word.starts_with(char::is_uppercase));
    let before = at.checked_sub(1).is_some_and(is_capital);
    is_capital(at) && !(before && at + 1 < tokens.len() && is_capital(at + 1))
}

/// The most tokens of a known provider.
const LONGEST_KNOWN: usize = 4;

/// A known provider.
struct Known {
    /// Its plain words, a space between each.
    words: &'static str,
    /// Whether it is an ordinary word as well, and counts only where it is written as a name.
    is_ordinary: bool,
}

/// The known providers by the [`text::hash`] of their first word.
struct ByFirst {
    names: BTreeMap<u64, Vec<Known>>,
    hashes: Filter<16>,
}

impl ByFirst {
    fn of_known() -> Self {
        let mut names: BTreeMap<u64, Vec<Known>> = BTreeMap::new();
        for line in NAMES.lines().filter(|line| !line.starts_with('#')) {
            let ordinary = line.strip_suffix(", a word");
            let words = ordinary.unwrap_or(line);
            let first = text::hash(words.split(' ').next().unwrap_or(words));
            names.entry(first).or_default().push(Known { words, is_ordinary: ordinary.is_some() });
        }
        let hashes = Filter::of(names.keys().copied());
        Self { names, hashes }
    }

    /// Whether one word is a known name that no ordinary word is.
    fn has_whole(&self, word: &str) -> bool {
        self.get(text::hash(word)).iter().any(|name| name.words == word && !name.is_ordinary)
    }

    fn get(&self, hash: u64) -> &[Known] {
        let names = self.hashes.may_hold(hash).then(|| self.names.get(&hash)).flatten();
        names.map(Vec::as_slice).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_KNOWN, NAMES, known};
    use crate::text;

    #[test]
    fn names_are_sorted_plain_and_short() {
        let lines = NAMES.lines().filter(|line| !line.starts_with('#'));
        let names: Vec<&str> = lines.map(|line| line.strip_suffix(", a word").unwrap_or(line)).collect();
        assert!(names.is_sorted());
        for name in names {
            assert_eq!(name, text::plain(name));
            assert!(name.split(' ').count() <= LONGEST_KNOWN, "{name}");
        }
    }

    #[test]
    fn every_name_is_found_where_it_is_written_large() {
        for line in NAMES.lines().filter(|line| !line.starts_with('#')) {
            let name = line.strip_suffix(", a word").unwrap_or(line);
            let found = known(&name.to_uppercase()).map(|found| text::plain(&found));
            assert_eq!(found.as_deref(), Some(name));
        }
    }

    #[test]
    fn ordinary_words_are_names_where_they_are_written_so() {
        assert_eq!(known("Set by Segment.").as_deref(), Some("Segment"));
        assert_eq!(known("Keeps the Customer Segment ID"), None);
        assert_eq!(known("Counts the segment of a visitor"), None);
        assert_eq!(known("Chat by tawk.to on our pages").as_deref(), Some("tawk.to"));
    }
}
