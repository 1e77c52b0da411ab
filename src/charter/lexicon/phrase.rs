//! Looking phrases up: the longest phrase that begins at a word, the phrase a whole cell is.

use super::filter::Filter;
use super::{Index, Role};
use crate::text::{self, Tokens};
use std::collections::BTreeMap;
use std::ops::{Bound, Range};

/// Phrases with a meaning each, found by their first word.
#[derive(Debug)]
pub struct Phrases<T> {
    /// [`text::hash`] of the first word → the phrases, the longest first, then in the order given.
    by_first: BTreeMap<u64, Vec<(Vec<String>, T)>>,
    /// Beginnings of words ("statisti-"), which match when no phrase does.
    beginnings: BTreeMap<String, T>,
    /// What tells most words of a page that no phrase begins with them.
    firsts: Filter<128>,
    /// What tells most words of a page that they begin otherwise than the beginnings.
    openings: Filter<16>,
}

/// Tells most words of a page that none of some words, or beginnings of words ("ferm-"), is theirs.
#[derive(Debug)]
pub struct Stems(Filter<256>);

impl Stems {
    /// The stems of a list as the files have it.
    pub(super) fn of<'a>(list: impl Iterator<Item = &'a String> + Clone) -> Self {
        let is_too_short = |stem: &str| stem.strip_suffix('-').is_some_and(|stem| stem.len() < 3);
        if list.clone().any(|stem| is_too_short(stem)) {
            return Self(Filter::full());
        }
        Self(Filter::of(list.map(|stem| first_three(stem.strip_suffix('-').unwrap_or(stem)))))
    }

    /// Whether one of the stems may begin a word, or be it. Never false where one does.
    pub fn may_begin(&self, word: &str) -> bool {
        self.0.may_hold(first_three(word))
    }
}

/// The first three bytes of a word, as a number.
fn first_three(word: &str) -> u64 {
    let three = word.as_bytes().get(..3).unwrap_or(word.as_bytes());
    three.iter().fold(0, |number, byte| number * 331 + u64::from(*byte))
}

/// A phrase found in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match<T> {
    /// Which tokens it covers.
    pub tokens: Range<usize>,
    /// What it means.
    pub meaning: T,
}

impl<T: Copy> Phrases<T> {
    /// Indexes phrases by their meaning. Where one phrase has two meanings, the first given comes first.
    pub(super) fn of<'a>(given: impl IntoIterator<Item = (T, impl IntoIterator<Item = &'a String>)>) -> Self {
        let mut by_first: BTreeMap<u64, Vec<(Vec<String>, T)>> = BTreeMap::new();
        let mut beginnings = BTreeMap::new();
        for (meaning, phrases) in given {
            for phrase in phrases {
                if let Some(beginning) = phrase.strip_suffix('-').filter(|beginning| beginning.len() > 1) {
                    beginnings.entry(text::plain(beginning)).or_insert(meaning);
                    continue;
                }
                let words = words(phrase);
                if let Some(first) = words.first() {
                    by_first.entry(text::hash(first)).or_default().push((words, meaning));
                }
            }
        }
        for phrases in by_first.values_mut() {
            phrases.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        let firsts = Filter::of(by_first.keys().copied());
        let openings = Filter::of(beginnings.keys().map(|beginning| text::opening(beginning).into()));
        Self { by_first, beginnings, firsts, openings }
    }

    /// The longest phrase that begins at a token.
    pub fn longest(&self, tokens: &Tokens, at: usize) -> Option<Match<T>> {
        if !self.firsts.may_hold(tokens.hash(at)) && !self.openings.may_hold(tokens.opening(at).into()) {
            return None;
        }
        self.beginning(tokens, at).next().or_else(|| {
            let meaning = self.word_beginning(tokens.plain(at))?;
            Some(Match { tokens: at..at + 1, meaning })
        })
    }

    /// Whether a word begins as listed ("statisti-"): such words are sure on their own.
    pub fn begins(&self, word: &str) -> bool {
        self.word_beginning(word).is_some()
    }

    /// The meaning of the longest listed beginning of a word.
    fn word_beginning(&self, word: &str) -> Option<T> {
        if !self.openings.may_hold(text::opening(word).into()) {
            return None;
        }
        let before = self.beginnings.range::<str, _>((Bound::Unbounded, Bound::Included(word))).rev().take(3);
        before.into_iter().find(|(beginning, _)| word.starts_with(beginning.as_str())).map(|(_, meaning)| *meaning)
    }

    /// Whether a phrase may begin at a token. Never false where one does.
    pub fn may_begin(&self, tokens: &Tokens, at: usize) -> bool {
        self.firsts.may_hold(tokens.hash(at))
    }

    /// Every phrase that begins at a token, the longest first.
    pub fn beginning<'a>(&'a self, tokens: &'a Tokens, at: usize) -> impl Iterator<Item = Match<T>> + 'a {
        let first = self.may_begin(tokens, at).then(|| self.by_first.get(&tokens.hash(at)));
        first.flatten().into_iter().flatten().filter_map(move |(words, meaning)| {
            let fits = words.iter().enumerate().all(|(place, word)| tokens.plain(at + place) == word);
            fits.then(|| Match { tokens: at..at + words.len(), meaning: *meaning })
        })
    }

    /// All phrases of a text, from its beginning, the longest at each place, none overlapping another.
    pub fn all(&self, tokens: &Tokens) -> Vec<Match<T>> {
        let mut found = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            match self.longest(tokens, at) {
                Some(phrase) => {
                    at = phrase.tokens.end;
                    found.push(phrase);
                }
                None => at += 1,
            }
        }
        found
    }

    /// The meanings of the phrase that these tokens are, no word more, no word less.
    pub fn whole(&self, tokens: &Tokens, range: Range<usize>) -> Vec<T> {
        self.beginning(tokens, range.start)
            .filter(|phrase| phrase.tokens == range)
            .map(|phrase| phrase.meaning)
            .collect()
    }
}

/// The plain words of a phrase, without the signs at its ends.
fn words(phrase: &str) -> Vec<String> {
    let tokens = Tokens::of(phrase);
    let range = trim(&tokens, 0..tokens.len());
    let range = if range.is_empty() { 0..tokens.len() } else { range };
    range.map(|index| tokens.plain(index).to_owned()).collect()
}

/// The tokens without the signs at both ends.
fn trim(tokens: &Tokens, mut range: Range<usize>) -> Range<usize> {
    let is_sign = |index: usize| !tokens.plain(index).starts_with(char::is_alphanumeric) && !tokens.is_word(index);
    while !range.is_empty() && is_sign(range.start) {
        range.start += 1;
    }
    while !range.is_empty() && is_sign(range.end - 1) {
        range.end -= 1;
    }
    range
}

/// Longer texts are no headers.
const MOST_WORDS: usize = 24;

/// The roles of a header cell; see [`super::Languages::roles`].
pub(super) fn roles(indices: impl Iterator<Item = &'static Index>, header: &str) -> Vec<Role> {
    let tokens = Tokens::first(header, MOST_WORDS + 1);
    if tokens.is_empty() || tokens.len() > MOST_WORDS {
        return Vec::new();
    }
    let whole = trim(&tokens, 0..tokens.len());
    let mut roles = Vec::new();
    let mut joined = None;
    for index in indices {
        // Most cells of a page are no headers: no header begins with any of their words.
        if !whole.clone().any(|at| index.columns.firsts.may_hold(tokens.hash(at))) {
            continue;
        }
        add(&mut roles, index.columns.whole(&tokens, whole.clone()));
        if roles.is_empty() {
            for part in joined.get_or_insert_with(|| parts(&tokens, whole.clone(), JOINTS)) {
                add(&mut roles, index.columns.whole(&tokens, part.clone()));
            }
        } else {
            for part in parts(&tokens, whole.clone(), &["/"]) {
                add(&mut roles, index.columns.whole(&tokens, part));
            }
        }
        if !roles.is_empty() {
            break;
        }
    }
    roles
}

fn add(roles: &mut Vec<Role>, found: Vec<Role>) {
    for role in found {
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
}

/// Between the parts of a composite header.
const JOINTS: &[&str] = &[
    "/", "&", ",", "(", ")", ":", ";", "|", "+", "–", "-", "et", "and", "und", "y", "e", "en", "a", "i", "og", "ja",
    "och", "ou", "or", "oder", "o", "of", "in", "es", "ir", "un", "si", "и",
];

/// The bytes of the longest joint.
const LONGEST_JOINT: usize = 4;

/// The parts of a composite header: between signs, and between the words for "and" and "or".
fn parts(tokens: &Tokens, whole: Range<usize>, joints: &[&str]) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let mut from = whole.start;
    for at in whole.clone() {
        let word = tokens.plain(at);
        if word.len() <= LONGEST_JOINT && joints.contains(&word) {
            parts.push(from..at);
            from = at + 1;
        }
    }
    parts.push(from..whole.end);
    parts.retain(|part| !part.is_empty() && *part != whole);
    parts
}
